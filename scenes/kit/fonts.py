"""The fonts of the lesson, taken from packages, never from the machine."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import manimpango

PACKAGES = ("fontpkg_inter", "fontpkg_jetbrains_mono", "manimgx_fonts", "noto_cjk_sans_otc")


def font_files() -> list[Path]:
    """Return every font file of the font packages: Inter, JetBrains Mono, and Noto Sans for other scripts."""
    specs = (find_spec(package) for package in PACKAGES)
    folders = [Path(spec.origin).parent for spec in specs if spec is not None and spec.origin]
    return sorted(path for folder in folders for path in folder.rglob("*.tt[cf]"))


def register_fonts() -> None:
    """Make the fonts known to Pango in this process; without it a bare machine draws empty boxes."""
    for path in font_files():
        manimpango.register_font(str(path))
