"""Pictures and words of the segment ``guess``."""
