"""Pictures and words of the segment ``generate``."""
