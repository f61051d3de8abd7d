"""The loss as a landscape, measured, and the ways of two optimizers down it."""

from __future__ import annotations

import math

from manim import FadeIn, FadeOut, linear

from gptanim.landscape import survey
from gptanim.measures.relief import numbers, relief
from gptanim.measures.strides import strides
from gptanim.run import Run
from gptanim.stage import Exhibit, Fact
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.props.landscape.land import Land
from scenes.props.landscape.paces import Paces
from scenes.props.landscape.phrases import of_runs, of_strides, sample
from scenes.props.landscape.swing import Swing
from scenes.props.landscape.terrain import Terrain
from scenes.props.landscape.walker import Walker

TEXTS = 160  # on which the loss is measured at every place
ABOVE = {"turn": 0.0, "tilt": math.pi / 2}
ASLANT = {"turn": -0.3, "tilt": 0.75}


class Landscape(Segment):
    """A cut through the space of all weights rises to its true heights; two trainings walk down; why one is faster."""

    title = "The loss landscape"
    roles = ("names", "sgd")

    @classmethod
    def measure(cls, names: Run, sgd: Run) -> Exhibit:
        """Measure the loss on the plane of both runs' ways, and take the first steps of the first run apart."""
        runs, taken = (sgd, names), strides(names)
        found = survey(runs, texts=TEXTS)
        facts: dict[str, Fact] = {"weights": names.config.n_params, "sample": sample(found.texts), **numbers(found)}
        return Exhibit(relief(found) | taken.arrays(), facts | of_runs(runs, found.trails) | of_strides(taken))

    def setup(self) -> None:
        """The land fills the stage; later it makes room at the right."""
        theme, show, stage = self.theme, self.exhibit, self.layout.stage
        self.left, self.right = stage.split(1.15, 1, gap=0.6)
        land = Land(show["ground"], [show["trail0"], show["trail1"]], theme, aspect=float(show["aspect"]))
        self.colours = (theme.text, theme.predicted)
        self.terrain = stage.place(Terrain(land, theme, colours=self.colours, region=stage))
        self.note = Placard(theme, region=self.layout.footer, colour=theme.muted)

    def walk(self, which: int, *, share: float) -> None:
        """Walk one trail from snapshot to snapshot, with its step and its true loss in the footer."""
        walker = self.layout.footer.place(Walker(self.exhibit, which, self.theme, colour=self.colours[which]))
        self.play(*self.note.clear(), FadeIn(walker), self.terrain.animate.begin(which), share=0.08)
        self.note.shown = [*walker]
        count = len(walker.steps) - 1
        moment = share * self.seconds[self.now.name] / count
        for i in range(1, count + 1):
            walk = self.terrain.animate.walk(which, i / count)
            self.play(walk, *walker.run_to(i), run_time=moment, rate_func=linear)

    @beat(
        "Let each setting of the weights be a place, its loss the height.",
        notes="There are {weights:,} weights, and as many dimensions; this is a flat cut through them.",
    )
    def cut(self) -> None:
        line = f"a flat cut through {self.exhibit.facts['weights']:,} dimensions"
        self.play(FadeIn(self.terrain.put(**ABOVE)), *self.note.turn_to(line), share=0.2)
        self.play(self.terrain.animate.put(**ASLANT), share=0.65)

    @beat(
        "Measured at {places} places, it looks like this: high is bad, low is good.",
        notes="At every crossing of two lines, the loss of our model with these weights, on {sample}.",
    )
    def rise(self) -> None:
        line = f"from one contour line to the next, the loss changes by {self.terrain.land.interval:g}"
        self.play(self.terrain.animate.put(lift=1), share=0.45)
        self.play(self.terrain.animate.put(turn=-0.55, contour=1, mesh=0.4), *self.note.turn_to(line), share=0.4)

    @beat("{Name0} steps downhill from {start:.2f}; {last0:,} steps later its loss is {loss0:.2f}.")
    def plain(self) -> None:
        self.walk(0, share=0.75)

    @beat(
        "Adam adds momentum, a running mean: this gradient changes sign {flips}, its mean {mean_flips}.",
        notes="One weight in its first {count} steps. Where gradients go to and fro, their mean goes on.",
    )
    def momentum(self) -> None:
        self.swing = Swing(self.exhibit["gradients"], self.exhibit["mean"], self.theme, region=self.right)
        aside, count = self.terrain.animate.move_into(self.left), len(self.swing.mean)
        self.play(aside, FadeIn(self.swing), *self.note.turn_to(self.swing.legend), share=0.15)
        self.play(self.swing.animate.grow(count, 0), share=0.35, rate_func=linear)
        self.play(self.swing.animate.grow(count, count - 1), share=0.38, rate_func=linear)

    @beat(
        "And scaling: each gradient is divided by its usual size, so small ones count too.",
        notes="The greatest gradient here is {times} times the smallest; their first steps are {large} and {small}.",
    )
    def scaling(self) -> None:
        size = self.exhibit["size"]
        self.paces = Paces(size, self.exhibit["stride"], self.theme, region=self.right)
        self.play(FadeOut(self.swing), *self.note.clear(), FadeIn(self.paces), share=0.1)
        self.play(self.paces.animate.grow(len(size), 0), share=0.35, rate_func=linear)
        self.play(self.paces.animate.grow(len(size), 1), share=0.4)

    @beat(
        "Batch after batch, {name1} gets to {loss1:.2f}, {standing} {name0}; the cut shows its shadow.",
        notes="The cut keeps {share:.0%} of squared distances. On it {name1} ends at {floor1:.2f}, not {loss1:.2f}; "
        "{name0} at {floor0:.2f}, not {loss0:.2f}.",
    )
    def adam(self) -> None:
        back = self.terrain.animate.move_into(self.layout.stage).put(turn=-0.4)
        self.play(FadeOut(self.paces), back, share=0.12)
        self.walk(1, share=0.45)
        line = (
            "the balls’ shadows on the cut stand at {floor0:.2f} and {floor1:.2f}; true are {loss0:.2f} and {loss1:.2f}"
        )
        turned = self.terrain.animate.put(turn=-0.75, tilt=0.85)
        self.play(turned, *self.note.turn_to(line.format(**self.exhibit.facts)), share=0.25)
