"""Pictures and words of the segment ``loss``."""
