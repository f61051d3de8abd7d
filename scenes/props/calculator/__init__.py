"""Pictures and words of the segment ``calculator``."""
