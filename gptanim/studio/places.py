"""Where things lie unless another place is asked for; imports nothing heavy, so that --help stays quick."""

from __future__ import annotations

from pathlib import Path

DEFAULT_LESSON = Path(__file__).parents[2] / "data" / "lessons" / "how-a-gpt-learns.toml"
OUT = Path("out")  # under the present directory
CACHE = OUT / "cache"
PREVIEWS = OUT / "preview"
