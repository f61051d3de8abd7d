"""Pictures and words of the segment ``closing``."""
