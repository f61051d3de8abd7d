"""Pictures and words of the segment ``embeddings``."""
