"""The stages of a training step as stations of a ring around the stage, and what runs along it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

import numpy as np

from gptanim.stage import Array
from scenes.kit.brush import Brush, mix
from scenes.kit.layout import Region
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.paths import Point
from scenes.kit.theme import Theme

CHIP = 0.58  # height of a station
FINE = 16  # straight pieces of the way from a station to the next


class Ring(Part):
    """An even number of stations, half of them above, half below, in the sense of the clock.

    at: how many stations the light has passed; it stands at one where that is whole. tail: how many of them its
    trail is long. shown: (S,) 0..1, stations that are there. back: where blame is, running against the clock;
    fleeing: 0..1, how visible it is. blamed: (S,) 0..1, how red a station has become.
    """

    animated: ClassVar[tuple[str, ...]] = ("at", "tail", "shown", "back", "fleeing", "blamed")

    def __init__(self, names: Sequence[str], colours: Sequence[str], theme: Theme, *, region: Region) -> None:
        super().__init__(region.width, region.height, theme)
        self.names, self.colours, count = tuple(names), tuple(colours), len(names)
        widest, pitch = max(outline(name, theme.font, True).width for name in names), region.width / (count // 2)
        self.size = max(theme.smallest_size, min(theme.label_size, 0.8 * pitch / widest))
        self.chip = min(0.94 * pitch, widest * self.size + 0.6)
        self.way = self._way(region.width, region.height, pitch, count)
        self.at, self.tail, self.back, self.fleeing = 0.0, 0.4, 0.0, 0.0
        self.shown, self.blamed = np.zeros(count), np.zeros(count)
        region.place(self)

    def step_to(self, at: float, *, tail: float = 0.4) -> Self:
        """Move the light on to there; a whole round is as many stations as there are."""
        self.at, self.tail = float(at), tail
        return self

    def flee(self, back: float, visible: float = 1.0) -> Self:
        """Move blame back to a station."""
        self.back, self.fleeing = float(back), visible
        return self

    def redden(self, red: Mapping[str, float] | None = None) -> Self:
        """Colour these stations so strongly, 0..1, and no others."""
        self.blamed = np.array([(red or {}).get(name, 0.0) for name in self.names])
        return self

    def let_see(self, count: int) -> Self:
        """Show the first stations, and no others."""
        self.shown = (np.arange(len(self.names)) < count).astype(float)
        return self

    def paint(self, brush: Brush) -> None:
        """Draw the track, what runs on it, and the stations."""
        theme, count = self.theme, len(self.names)
        seen = float(self.shown.mean())
        brush.line(self._between(0.0, count * seen), theme.grid, 0.045)
        self._paint_light(brush)
        if self.fleeing > 0.01:
            self._paint_pulse(brush, self.back, theme.blame, self.fleeing)
        for i, (name, colour) in enumerate(zip(self.names, self.colours, strict=True)):
            visible, red = float(self.shown[i]), float(self.blamed[i])
            distance = min((self.at - i) % count, (i - self.at) % count)
            lit = max(0.0, 1 - 1.6 * distance) * min(1.0, count / 4 / max(self.tail, 1e-9))
            x, y = self._place(i)
            box = (x - self.chip / 2, y - CHIP / 2, self.chip, CHIP)
            edge = mix(mix(theme.grid, colour, 0.4 + 0.6 * lit), theme.blame, red)
            brush.box(box, theme.background, visible, 0.16)
            brush.box(box, mix(mix(theme.surface, colour, lit), theme.blame, 0.75 * red), visible, 0.16)
            brush.frame(box, edge, 0.035 + 0.04 * red, visible, 0.16)
            ink = theme.background if max(lit, 0.9 * red) > 0.5 else theme.text
            brush.text(name, (x, y), self.size, ink, theme.font, alpha=visible, bold=True)

    def _paint_light(self, brush: Brush) -> None:
        """Draw the light and its fading trail."""
        if self.shown[0] < 0.5:
            return
        pieces = max(1, min(len(self.names), int(np.ceil(self.tail))) * 4)
        length = min(self.tail, float(len(self.names)))
        for piece in range(pieces):
            start, end = (self.at - length * (1 - (piece + step) / pieces) for step in (0, 1))
            brush.line(self._between(start, end), self.theme.text, 0.09, 0.8 * (piece + 1) / pieces)
        self._paint_pulse(brush, self.at, self.theme.text, 1.0)

    def _paint_pulse(self, brush: Brush, at: float, colour: str, alpha: float) -> None:
        place = self._place(at)
        brush.disc(place, 0.24, colour, 0.25 * alpha)
        brush.disc(place, 0.13, colour, alpha)

    def _place(self, at: float) -> Point:
        return self._between(at, at)[0]

    def _between(self, start: float, end: float) -> list[Point]:
        """Return the points of the way from one moment to another."""
        ticks = np.arange(np.floor(start * FINE) + 1, np.ceil(end * FINE)) / FINE
        moments = np.concatenate([[start], ticks, [end]]) % len(self.names)
        xs, ys = (np.interp(moments * FINE, np.arange(len(self.way)), self.way[:, axis]) for axis in (0, 1))
        return list(zip(xs.tolist(), ys.tolist(), strict=True))

    @staticmethod
    def _way(width: float, height: float, pitch: float, count: int) -> Array:
        """Return the points of the whole round, FINE for each of its parts; (count · FINE + 1, 2)."""
        half, y = count // 2, (height - CHIP) / 2
        xs = [(i + 0.5) * pitch - width / 2 for i in range(half)]
        across = np.linspace(0, 1, FINE, endpoint=False)
        turn, reach = np.pi * across, (width - 0.1) / 2 - xs[-1]
        over = [np.stack([xs[i] + pitch * across, np.full(FINE, y)], axis=-1) for i in range(half - 1)]
        swing = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.35, np.sin(turn) ** 0.35
        bend = np.stack([xs[-1] + reach * swing[1], y * swing[0]], axis=-1)  # (FINE, 2)
        upper = np.concatenate([*over, bend])
        return np.concatenate([upper, -upper, upper[:1]])
