"""Pictures and words of the segment ``blame``."""
