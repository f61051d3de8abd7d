"""The stream of numbers behind every token, from slab to slab: lanes look at each other, or each thinks alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.parts.part import Part
from scenes.kit.paths import Point
from scenes.kit.theme import Theme
from scenes.props.forward.track import HEAD, WORD, Track

STEPS = 16  # straight pieces of a curve
ARRIVED = 0.55  # of the way from a slab to the next, when its cells begin to appear


class Lanes(Part):
    """Slabs of cells, S stages of N lanes. values: (S, N, D), the first slab drawn by somebody else.

    attention: (S, N, N), who looks where on the way to a stage; where it is zero, each lane widens and narrows alone.
    flow: 0..S − 1, which slab has been reached. planned: 0..1, how far the slabs to come can be seen. framed: 0..1,
    at: the slab whose last lane has the frame. alone: 0..1, how far the other lanes step back. low: see Track.
    """

    animated: ClassVar[tuple[str, ...]] = ("flow", "planned", "at", "framed", "alone", "low")

    def __init__(self, values: Array, attention: Array, names: Sequence[str], track: Track, theme: Theme) -> None:
        super().__init__(track.width, track.height, theme)
        self.track, self.names, self.attention = track, tuple(names), np.asarray(attention, float)
        full = np.quantile(np.abs(values), 0.95, axis=(1, 2)) + 1e-9  # each slab on a scale of its own
        shares = np.clip(np.abs(values) / full[:, None, None], 0, 1)
        self.shades = [
            [[self._shade(v, s) for v, s in zip(*row, strict=True)] for row in zip(*slab, strict=True)]
            for slab in zip(values.tolist(), shares.tolist(), strict=True)
        ]
        self.flow, self.planned, self.at, self.framed = 0.0, 0.0, float(len(values) - 1), 0.0
        self.alone, self.low = 0.0, 0.0

    def end_of(self, stage: int) -> Array:
        """Return the scene point at the end of the last lane's numbers after a stage; (3,)."""
        return self.in_scene(self.track.start(stage) + self.track.slab, self.track.lane(self.track.lanes - 1, self.low))

    def paint(self, brush: Brush) -> None:
        """Draw what leads to each slab, the slab, its name, and the frame."""
        for stage in range(len(self.names)):
            gone = min(1.0, max(0.0, self.flow - stage + 1)) if stage else 1.0
            if stage and gone > 0:
                reach = min(1.0, gone / ARRIVED)
                self._look(brush, stage, reach) if self.attention[stage].any() else self._think(brush, stage, reach)
            self._paint_slab(brush, stage, max(0.0, (gone - ARRIVED) / (1 - ARRIVED)))
        track, theme = self.track, self.theme
        at, alpha = (
            (WORD / 2 - self.local_width / 2, track.top(self.low) + 0.5 * HEAD),
            min(1, self.planned + self.flow),
        )
        brush.text("tokens", at, theme.smallest_size, theme.muted, theme.font, alpha=alpha)
        x, y, _, high = track.cell(self.at, track.lanes - 1, 0, self.low)
        box = (x - 0.06, y - 0.05, track.slab + 0.1, high + 0.1)
        brush.frame(box, theme.text, 0.045, self.framed, 0.08)

    def _paint_slab(self, brush: Brush, stage: int, seen: float) -> None:
        """Draw a slab's place, as far as it is planned, its cells, as far as they can be seen, and its name."""
        track, theme = self.track, self.theme
        for lane, row in enumerate(self.shades[stage] if stage else ()):
            x, y, _, high = track.cell(stage, lane, 0, self.low)
            brush.box((x, y, track.slab, high), theme.surface, 0.7 * self.planned * (1 - seen), 0.06)
            alpha = self._stays(lane) * min(1.0, max(0.0, 2 * seen - lane / track.lanes))
            for number, shade in enumerate(row if alpha > 0 else ()):
                brush.box(track.cell(stage, lane, number, self.low), shade, alpha, 0.04)
        at, alpha = (track.start(stage) + track.slab / 2, track.top(self.low) + 0.5 * HEAD), seen * (stage > 0)
        alpha = max(alpha, self.planned * (0.5 if stage else 1.0), float(self.flow >= 1 and not stage))
        brush.text(self.names[stage], at, theme.smallest_size, theme.muted, theme.font, alpha=alpha)

    def _look(self, brush: Brush, stage: int, reach: float) -> None:
        """Draw a curve from each lane to all that look at it, as thick as they do."""
        for lane, weights in enumerate(self.attention[stage].tolist()):
            for other, weight in enumerate(weights[: lane + 1]):
                if weight > 0.02:
                    path = self._path(stage, other, lane)[: 1 + max(1, round(reach * STEPS))]
                    alpha = (0.2 + 0.8 * weight) * self._stays(lane)
                    brush.line(path, self.theme.attention, 0.02 + 0.1 * weight, alpha)
                    brush.disc(path[-1], (0.03 + 0.07 * weight) * (reach < 1), self.theme.attention)

    def _think(self, brush: Brush, stage: int, reach: float) -> None:
        """Draw how each lane widens into four times as many numbers, and narrows again."""
        left, right, high = *self._gap(stage), 0.74 * self.track.pitch(self.low)
        shares = [min(reach, share) for share in (0.0, 0.5, 1.0)]
        for lane in range(self.track.lanes):
            y, alpha = self.track.lane(lane, self.low), 0.35 * self._stays(lane)
            upper = [
                (left + share * (right - left), y + high * (0.22 + 0.5 * min(share, 1 - share))) for share in shares
            ]
            brush.area([*upper, *((x, 2 * y - top) for x, top in reversed(upper))], self.theme.muted, alpha)

    def _path(self, stage: int, start: int, end: int) -> list[Point]:
        (left, right), low = self._gap(stage), self.low
        y, rise = self.track.lane(start, low), self.track.lane(end, low) - self.track.lane(start, low)
        way = [step / STEPS for step in range(STEPS + 1)]
        return [(left + (right - left) * t, y + rise * t * t * (3 - 2 * t)) for t in way]

    def _gap(self, stage: int) -> Point:
        return self.track.start(stage - 1) + self.track.slab + 0.04, self.track.start(stage) - 0.06

    def _stays(self, lane: int) -> float:
        return 1.0 if lane == self.track.lanes - 1 else 1 - 0.8 * self.alone

    def _shade(self, value: float, share: float) -> str:
        return mix(self.theme.surface, self.theme.predicted if value >= 0 else self.theme.negative, share)
