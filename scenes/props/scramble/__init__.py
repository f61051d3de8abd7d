"""Pictures of the segment ``scramble``."""
