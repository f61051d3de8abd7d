"""Mobjects that paint themselves from arrays."""
