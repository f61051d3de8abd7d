"""Pictures of the segment ``forward``."""
