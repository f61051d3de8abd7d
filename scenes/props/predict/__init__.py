"""Pictures and words of the segment ``predict``."""
