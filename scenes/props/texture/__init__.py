"""Pictures and words of the segment ``texture``."""
