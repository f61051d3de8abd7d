"""What was made before, found again by the digest of all that it depends on.

A file appears under its own name only when it is whole (written beside it, then renamed), so that a killed process
leaves nothing half-written and two processes at once cannot spoil each other's work.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from gptanim.errors import RenderError
from gptanim.studio import digest
from gptanim.studio.clip import Footage
from gptanim.studio.history import History, Parts, Receipt
from gptanim.studio.places import CACHE


@dataclass(frozen=True)
class CachedClip:
    """A clip's file, and its exact length in seconds."""

    path: Path
    seconds: float


@dataclass(frozen=True)
class Cache:
    """Clips and runs under one folder; it may be deleted at any time, and all in it is then made again."""

    folder: Path = CACHE

    def clip(self, key: str) -> CachedClip | None:
        """Return the clip of that key, or None when it is missing or not as it was put there."""
        path = self._clip_path(key)
        try:
            receipt = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            if path.stat().st_size != receipt["bytes"]:
                return None
            return CachedClip(path, receipt["frames"] / receipt["frame_rate"])
        except (OSError, ValueError, KeyError, TypeError):  # any other file than the one put here: make it again
            return None

    def put_clip(self, parts: Parts, footage: Footage, frame_rate: int) -> None:
        """Keep a clip under the digest of its parts; its receipt is written last: a clip with a receipt is whole."""
        path = self._clip_path(digest.of(parts))
        receipt = {
            "frames": footage.frames,
            "frame_rate": frame_rate,
            "bytes": len(footage.mp4),
            "spent": round(footage.spent, 4),
            "parts": parts,
        }
        write_whole(path, footage.mp4)
        write_whole(path.with_suffix(".json"), json.dumps(receipt).encode())

    def history(self) -> History:
        """Return what the receipts of all clips tell, those of clips that are lost included."""
        found = []
        for path in (self.folder / "clips").glob("*.json"):
            with suppress(OSError, ValueError, KeyError, TypeError):  # spoilt, or from another version of this
                told = json.loads(path.read_text(encoding="utf-8"))
                receipt = Receipt(told["parts"], told["frames"], told["spent"])
                found.append((path.stat().st_mtime, receipt))
        return History([receipt for _, receipt in sorted(found, key=lambda pair: pair[0])])

    def run_path(self, key: str) -> Path:
        """Return where the run of that key is, or will be."""
        return self.folder / "runs" / f"{key}.npz"

    @property
    def speech(self) -> Path:
        """The folder of spoken lines."""
        return self.folder / "speech"

    def _clip_path(self, key: str) -> Path:
        return self.folder / "clips" / f"{key}.mp4"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that appears under its name only when all of it is there."""
    with appearing(path) as temporary:
        temporary.write_bytes(content)


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """Lend a path in the same folder to write to; the file is renamed at the end, or removed after an error.

    Raises RenderError when the disk is full or the folder not ours to write to.
    """
    temporary = path.with_name(f".{uuid.uuid4().hex}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        os.replace(temporary, path)
    except OSError as error:
        raise RenderError(f"{path} cannot be written: {error}; make room, or choose another folder") from error
    finally:
        with suppress(OSError):
            temporary.unlink()
