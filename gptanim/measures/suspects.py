"""The former home of ``mistake``, for those who still ask for it here."""

from __future__ import annotations

from gptanim.measures.mistake import Mistake, mistake

__all__ = ["Mistake", "mistake"]
