"""Pictures and words of the segment ``loop``."""
