"""Pictures and words of the segment ``tokens``."""
