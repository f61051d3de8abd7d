"""How many frames of each shard are drawn by now: a small file that the workers write and the main process reads."""

from __future__ import annotations

import os
import struct
from array import array
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SLOT = struct.Struct("=I")


@dataclass(frozen=True)
class Tally:
    """One count for each shard; each has one writer, so no lock is needed, and a killed worker can hold none."""

    path: Path

    def clear(self, shards: int) -> None:
        """Begin with a count of 0 for so many shards."""
        self.path.write_bytes(bytes(SLOT.size * shards))

    def write(self, shard: int, frames: int) -> None:
        """Note how many frames of a shard are drawn; on another machine, where the file is not, nobody is told."""
        with suppress(OSError):
            file = os.open(self.path, os.O_WRONLY)
            try:
                os.pwrite(file, SLOT.pack(frames), SLOT.size * shard)
            finally:
                os.close(file)

    def counts(self) -> list[int]:
        """Return how many frames of each shard are drawn by now."""
        return array("I", self.path.read_bytes()).tolist()
