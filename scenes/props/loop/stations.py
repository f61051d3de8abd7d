"""What stands in the middle of the ring, station after station."""

from __future__ import annotations

import numpy as np

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.cycle import Cycle
from scenes.kit.parts.label import Label
from scenes.kit.parts.lines import Lines
from scenes.kit.theme import Theme
from scenes.props.loop.expansion import Expansion
from scenes.props.loop.laps import Laps
from scenes.props.loop.nudge import Nudge
from scenes.props.loop.reading import Changes, Reading
from scenes.props.loop.ring import Ring
from scenes.props.loop.surprise import Surprise

PREDICT, ADJUST = ("tokenize", "embed", "attend", "transform", "predict"), ("backpropagate", "update")
STAGES = (*PREDICT, "measure", *ADJUST)
BLAMED = ("embed", "attend", "transform", "predict")  # the stages that hold weights
PAGE = (6, 7)  # rows and columns of the texts of a batch


class Stations:
    """The ring, and all that its middle can hold; exhibit: arrays of OneStep and the facts of phrases.of_step."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        inks = [theme.predicted] * len(PREDICT) + [theme.loss] + [theme.blame] * len(ADJUST)
        region = region.middle(1.3)  # in a tall frame, the ring would be mostly empty
        self.ring = Ring(STAGES, inks, theme, region=region)
        _, inside, _ = region.rows(0.65, 3.8, 0.65, gap=0.15)
        self._fill(exhibit, theme, inside.columns(0.35, 12, 0.35, gap=0)[1])

    def _fill(self, exhibit: Exhibit, theme: Theme, region: Region) -> None:
        facts, (wide, high) = exhibit.facts, (region.width, region.height)
        number, steps = float(facts["number"]), float(facts["steps"])
        self.probs, self.target = exhibit["probs"], int(exhibit["target"])
        self.shares = share = exhibit["share"]
        colours = (theme.predicted, theme.loss, theme.blame)
        names = ("predict", "measure", "adjust")
        round_trip = {"width": 0.55 * wide, "height": region.middle(0.6).height}
        self.cycle = region.place(Cycle(names, colours, theme, **round_trip))
        above, below = region.rows(0.7, 2.9, gap=0.1)
        self.clock = above.place(Label(f"step {number:,.0f} of {steps:,.0f}", theme, bold=True))
        page = exhibit["batch"].tolist()[: PAGE[0] * PAGE[1]]
        columns = -(-len(page) // PAGE[0])
        lines = Lines([page], theme, width=below.width * columns / PAGE[1], height=below.height, columns=columns)
        self.seen = "texts of its batch" if len(page) < PAGE[0] * PAGE[1] else f"{len(page)} texts of its batch"
        self.batch = below.place(lines.let_see(0))
        self.reading = Reading(exhibit, theme, region=region)
        vectors = [exhibit[name] for name in ("copy", "hidden", "added")]
        captions = [c.format(**facts) for c in ("{width} numbers", "{units} units", "what it adds")]
        self.mlp = Expansion(vectors, captions, theme, region=region)
        self.bars = region.place(
            Bars(0 * self.probs, exhibit["labels"].tolist(), theme, ceiling=self.probs.max(), width=wide, height=high)
        )
        self.surprise = Surprise(float(facts["p"]), str(facts["came"]), str(facts["mean"]), theme, region=region)
        blame = Bars(
            0 * share, BLAMED, theme, ceiling=float(share.max()) or 1.0, colour=theme.blame, width=wide, height=high
        )
        self.blame = region.place(blame)
        self.nudge = Nudge(exhibit, theme, region=region)
        self.laps = Laps(exhibit, theme, region=region.columns(0.3, 12, 0.3, gap=0)[1])

    def guessed(self) -> Changes:
        """Yield the changes in which the bars rise, and the favourite and the right one show their share."""
        yield [self.bars.animate.go_to(self.probs)]
        yield [self.bars.animate.mark(self.target).annotate({int(self.probs.argmax()), self.target})]

    def accused(self) -> Changes:
        """Yield the changes in which blame runs back from stage to stage."""
        count, shares = len(BLAMED), self.shares
        self.ring.flee(len(PREDICT), 0.5)
        for stage in reversed(range(count)):
            reached = np.arange(count) >= stage
            red = dict(zip(BLAMED, np.sqrt(shares * reached).tolist(), strict=True))
            run = self.ring.animate.flee(stage + 1, float(stage > 0)).redden(red)
            yield [run, self.blame.animate.go_to(shares * reached).annotate(np.flatnonzero(reached).tolist())]
