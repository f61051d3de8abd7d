"""Pictures and words of the segment ``temperature``."""
