"""Pictures and words of the segment ``distribution``."""
