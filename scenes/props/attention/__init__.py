"""Pictures and words of the segment ``attention``."""
