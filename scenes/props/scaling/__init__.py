"""Pictures and words of the segment ``scaling``."""
