"""Pictures and words of the segment ``knobs``."""
