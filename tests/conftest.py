"""Imported before any test imports NumPy, so that gptanim can say first on how many threads NumPy multiplies."""

import gptanim

__all__ = ["gptanim"]
