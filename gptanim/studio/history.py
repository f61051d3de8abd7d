"""What was drawn before, as the cache's receipts tell it: how long a clip took, and why one must be drawn again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Parts = Mapping[str, Any]  # Any: what a clip's key is made of, as JSON holds it
FRAME_SECONDS, PIXEL_SECONDS = 2e-3, 6e-9  # a frame's cost where nothing was measured yet


@dataclass(frozen=True)
class Receipt:
    """What is known of a clip in the cache: the parts of its key, frames, and seconds that drawing it took."""

    parts: Parts
    frames: int
    spent: float


@dataclass(frozen=True)
class History:
    """All receipts there are, the latest last."""

    receipts: Sequence[Receipt] = ()

    def cost(self, parts: Parts, frames: int) -> float:
        """Return how many seconds a clip will take to draw, by what it took before, or else what others took."""
        of_size = [receipt for receipt in self.receipts if receipt.parts["size"] == parts["size"] and receipt.frames]
        alike = [receipt for receipt in of_size if _address(receipt.parts) == _address(parts)]
        known = alike[-1:] or of_size
        if known:
            return frames * sum(receipt.spent for receipt in known) / sum(receipt.frames for receipt in known)
        width, height, _ = parts["size"]
        return float(frames * (FRAME_SECONDS + PIXEL_SECONDS * width * height))

    def why(self, parts: Parts) -> str:
        """Return in words what changed since a clip was last drawn; of several times, since the one most alike."""
        earlier = [receipt.parts for receipt in self.receipts if _address(receipt.parts) == _address(parts)]
        if not earlier:
            return "never drawn before"
        changes = min((list(_changes(old, parts)) for old in reversed(earlier)), key=len)
        return ", ".join(changes) or "its file was lost or spoilt"


def _address(parts: Parts) -> tuple[str, str]:
    return parts["segment"], parts["name"]


def _changes(old: Any, new: Any, name: str = "") -> Iterator[str]:
    """Yield each difference between two values as words; digests change without saying from what to what."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _changes(old.get(key), new.get(key), key)
    elif old is None or new is None:
        yield f"{name} {'is new' if old is None else 'is gone'}"
    elif old != new:
        hidden = isinstance(new, str) and len(new) == 64
        yield f"{name} changed" if hidden else f"{name} was {_short(old)}, is {_short(new)}"


def _short(value: Any) -> str:
    if isinstance(value, list):
        return "×".join(map(str, value))
    return f"{value:.2f}" if isinstance(value, float) else str(value)
