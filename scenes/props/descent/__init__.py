"""Pictures and words of the segment ``descent``."""
