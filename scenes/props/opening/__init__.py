"""Pictures of the segment ``opening``."""
