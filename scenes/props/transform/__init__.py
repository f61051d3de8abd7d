"""Pictures and words of the segment ``transform``."""
