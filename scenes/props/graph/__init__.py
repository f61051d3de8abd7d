"""Pictures and words of the segment ``graph``."""
