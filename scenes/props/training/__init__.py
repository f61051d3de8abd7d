"""Pictures and words of the segment ``training``."""
