"""Pictures and words of the segment ``generalise``."""
