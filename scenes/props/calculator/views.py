"""What a run learned, in four pictures on one clock."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import VGroup

from gptanim.stage import Array, Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.ranking import Ranking
from scenes.kit.theme import Theme
from scenes.props.calculator.looking import arcs_on, strip_of
from scenes.props.calculator.thread import Thread

NAMES = ("where it looks", "how its tokens lie", "held-out questions answered", "this question’s answer")


class Views(VGroup):
    """Arcs, thread, and two rankings, at first those of the untrained model. clock: the step."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region, clock: Region) -> None:
        self.exhibit, (titles, bodies) = exhibit, _places(region)
        above, below = bodies[0].rows(0.85, 1.15, gap=0.0)
        strip = strip_of(exhibit, theme, region=below)
        self.arcs = arcs_on(strip.light(len(strip.tokens) - 1), exhibit, 1, height=above.height, moment=0)
        cloud = Thread(
            exhibit["path"], exhibit["names"].tolist(), theme, width=bodies[1].width, height=bodies[1].height
        )
        self.thread = bodies[1].place(cloud.put(strung=1, noted=0))
        self.exam = bodies[2].place(grades(exhibit, theme, region=bodies[2]))
        self.exam.go_to(exhibit["exam_held"][0])
        self.answers = bodies[3].place(_answers(exhibit, theme, region=bodies[3]))
        self.step = clock.place(Number(0, theme, form="step {:,.0f}", widest=float(exhibit["steps"][-1])))
        labels = (Label(name, theme, size=theme.label_size, colour=theme.muted) for name in NAMES)
        named = [title.place(label) for title, label in zip(titles, labels, strict=True)]
        super().__init__(strip, self.arcs, self.thread, self.exam, self.answers, self.step, *named)

    def turn_to(self, place: int) -> list[Any]:
        """Return the animations that bring all to one of the M moments."""
        moment = int(self.exhibit["moments"][place])
        return [
            self.arcs.animate.go_to(self.exhibit["looks"][moment, 1]),
            self.thread.animate.go_to(self.exhibit["path"][place]),
            self.exam.animate.go_to(self.exhibit["exam_held"][place]),
            self.answers.animate.go_to(_some(self.exhibit, moment)),
            self.step.animate.go_to(self.exhibit["steps"][moment]),
        ]


def _places(region: Region) -> tuple[list[Region], list[Region]]:
    """Return the places of four titles and of what each tells, two by two, or below each other where it is tall."""
    if region.height > region.width:
        stacked = region.rows(*[0.45, 2.0] * len(NAMES), gap=0.1)
        return list(stacked[::2]), list(stacked[1::2])
    rows = [row.columns(1, 1, gap=0.6) for row in region.rows(0.45, 2.3, 0.45, 1.9, gap=0.1)]
    return [*rows[0], *rows[2]], [*rows[1], *rows[3]]


def grades(exhibit: Exhibit, theme: Theme, *, region: Region) -> Ranking:
    """Return bars for the kinds of questions, empty, the greatest possible full."""
    kinds, pitch = exhibit["exam_kinds"].tolist(), min(0.58, region.height / len(exhibit["exam_kinds"]))
    ranks = Ranking(kinds, 0 * exhibit["exam_held"][0], theme, width=region.width, pitch=pitch, form="{:.1%}", size=26)
    return ranks.mark(*range(len(kinds)))


def _answers(exhibit: Exhibit, theme: Theme, *, region: Region) -> Ranking:
    names, chosen = exhibit["answers"].tolist(), exhibit["few"].tolist()
    pitch = min(0.58, region.height / len(chosen))
    style = {"width": region.width, "pitch": pitch}
    ranks = Ranking([names[i] for i in chosen], _some(exhibit, 0), theme, form="{:.0%}", size=24, **style)
    return ranks.mark(chosen.index(int(exhibit["right"])))


def _some(exhibit: Exhibit, moment: int) -> Array:
    return np.asarray(exhibit["probs"][moment, exhibit["few"]])
