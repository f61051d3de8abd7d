"""All that is drawn of a question's way: its columns, the lanes, one unit, what comes out, and what would earlier."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import FadeIn, FadeOut

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.theme import Theme
from scenes.props.forward.lanes import Lanes
from scenes.props.forward.neuron import Neuron
from scenes.props.forward.question import Question
from scenes.props.forward.readings import Readings
from scenes.props.forward.track import Track
from scenes.props.forward.verdicts import Verdicts

SMALL = 0.2  # what comes out of a lane begins so small


class Flow:
    """The question at the left end of the lanes, the answers at their right end, the unit where lanes are empty yet."""

    def __init__(self, show: Exhibit, theme: Theme, *, region: Region) -> None:
        streams, facts, words, p = show["streams"], show.facts, show["words"].tolist(), show["p"]
        (main, out), right, tokens = region.columns(3.7, 1, gap=0.6), str(facts["right"]), show["tokens"].tolist()
        self.count, self.last = len(tokens), len(streams) - 1
        track = Track(main.width, main.height, self.count, self.last + 1, streams.shape[2])
        prompt = str(facts["prompt"])
        question = Question(tokens, streams[0], track, theme, prompt=prompt, whole=region)
        self.question = question.move_to(main.centre)
        self.lanes = main.place(Lanes(streams, show["attention"], show["stages"].tolist(), track, theme))
        said = [page[0] for page in words], p[:, 0], show["shares"]
        self.readings = main.place(Readings(*said, track, theme, correct=right))
        pages, values = [words[-1], *words], np.concatenate([p[-1:], p])  # the end first, then every stage
        look: dict[str, Any] = {"width": out.width / out.growth, "height": out.height / out.growth, "correct": right}
        self.answers, self.empty = (out.fill(Verdicts(pages, values, theme, **look), most=out.growth) for _ in range(2))
        self.empty.told = 0.0
        rest = float(facts["rest"])
        self.unit = Neuron(show["terms"], int(facts["others"]), rest, theme, region=track.beyond(1, region))

    def upto(self, count: int, name: str) -> Any:
        """Return the animation that brings a change of the columns, such as "dropped", to the first ones."""
        return self.question.animate.put(**{name: np.arange(self.count) < count})

    def change(self, **state: float) -> list[Any]:
        """Return the animations that change what the lanes show; the question, being their first slab, follows."""
        followed = {name: value for name, value in state.items() if name in self.question.animated}
        return [self.lanes.animate.put(**state), *([self.question.animate.put(**followed)] if followed else [])]

    def open_unit(self) -> Any:
        """Return the animation in which the last lane's numbers come out of the first attention into the unit."""
        self.unit.shown = np.array([1.0, 0.0, 0.0])
        return FadeIn(self.unit, target_position=self.lanes.end_of(1), scale=SMALL)

    def unroll(self, columns: int) -> Any:
        """Return the animation that shows the first columns of the unit."""
        return self.unit.animate.put(shown=np.arange(3) < columns)

    def close_unit(self) -> Any:
        """Return the animation in which the unit goes back to where it came from."""
        return FadeOut(self.unit, target_position=self.lanes.end_of(1), scale=SMALL)

    def plan(self, planned: float, **state: float) -> list[Any]:
        """Return the animations that show where everything to come will be, or hide it, and change the lanes."""
        return [*self.change(planned=planned, **state), (FadeIn if planned else FadeOut)(self.empty)]

    def answer(self) -> list[Any]:
        """Return the animations in which the answers come out of the last lane."""
        source = self.lanes.end_of(self.last)
        return [FadeOut(self.empty), FadeIn(self.answers, target_position=source, scale=SMALL)]

    def read(self, stage: int) -> list[Any]:
        """Return the animations that read the last lane out after a stage."""
        said = np.arange(self.last + 1) <= stage
        readings = self.readings.animate.put(said=said, asked=~said)
        return [*self.change(at=stage), self.answers.animate.put(page=stage + 1), readings]

    def rate(self, stage: int) -> Any:
        """Return the animation that shows how often such readings are right, up to a stage."""
        return self.readings.animate.put(rated=np.arange(self.last + 1) <= stage)
