"""Pictures and words of the segment ``landscape``."""
