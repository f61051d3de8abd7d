"""The whole algorithm at a glance: predict, measure, adjust."""

from __future__ import annotations

import math

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, FadeOut, linear

from gptanim import probe
from gptanim.run import Run, Snapshot
from gptanim.sampler import sample
from gptanim.stage import Array, Exhibit, Fact
from scenes.kit.layout import Region
from scenes.kit.parts.label import Label
from scenes.kit.segment import Segment, beat
from scenes.props.opening.engine import Engine
from scenes.props.opening.swarm import COUNT, Swarm
from scenes.props.opening.tapestry import Tapestry

DRAWN = 200  # names written to choose COUNT from
STITCHES, WIDE = 20_000, 3.7  # weights that are drawn at most, and how much wider than high their picture is
ROUNDS = (0, 3, 6, 10, 14, 18, 1_000_000)  # snapshots shown while the ring turns, the last one at the end
BIG = 2.3  # how much larger the title is when the film begins
PROMISE = "turn its weights  ·  watch it learn  ·  see predictions form"


class Opening(Segment):
    """What the machine writes, what it is made of, and the three steps by which it learned."""

    title = "How a GPT learns"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        """Write DRAWN texts with the trained and the untrained model (seed 0), and show those that the data lacks;
        all of them where these are too few to fill a page.
        """
        written, gibberish = (_written(snapshot) for snapshot in (names.last, names.first))
        own = [text for text in dict.fromkeys(written) if text not in set(names.corpus.texts)]
        page = (own if len(own) >= COUNT else written)[:COUNT]
        copied = round(COUNT * probe.generated_copies(page, names.corpus.texts))
        moments = sorted({min(i, len(names.snapshots) - 1) for i in ROUNDS})
        kept = [names.snapshots[i] for i in moments]
        arrays = {"written": np.array(page), "gibberish": np.array(gibberish[:COUNT])}
        arrays |= {"weights": np.stack([_wall(snapshot) for snapshot in kept])}
        arrays |= {"steps": np.array([at.step for at in kept]), "losses": np.array([at.train_loss for at in kept])}
        claim = f"{copied} of these {COUNT} stand" if copied else "Not one of these stands"
        facts: dict[str, Fact] = {"claim": claim, "texts": len(names.corpus.train)}
        return Exhibit(arrays, facts | {"n_params": names.config.n_params, "steps": names.train_config.steps})

    def setup(self) -> None:
        """The title amid names; later all weights above the names, the ring at their left."""
        theme, exhibit, stage, footer = self.theme, self.exhibit, self.layout.stage, self.layout.footer
        self.home = self.heading.get_center()
        stage.place(self.heading.scale(BIG)).hidden().shift(0.35 * UP)
        self.under = Label("a tiny one, built without heavy tools", theme, colour=theme.muted)
        self.under.next_to(self.heading, DOWN, buff=0.3)
        pages = [exhibit["written"].tolist(), exhibit["gibberish"].tolist(), exhibit["written"].tolist()]
        whole = Region(stage.x, stage.y, stage.width, stage.height + 2 * footer.height)
        self.swarm = Swarm(pages, (theme.predicted, theme.untrained, theme.predicted), theme, region=whole)
        upper, self.lower = stage.rows(3.4, 1.35)
        self.wall, self.wall_home = Tapestry(exhibit["weights"][-1], theme, region=upper).reveal(0), upper.centre
        left, self.aside = upper.columns(1, 2 if upper.wide is None else 1)
        drawn = "all" if exhibit["weights"][0].size >= exhibit.facts["n_params"] else "some"
        colours = f"{drawn} of its numbers: blue above zero, brown below"
        self.legend = footer.place(Label(colours, theme, colour=theme.muted))
        self.promised = footer.place(Label(PROMISE, theme).hidden())
        self.engine = Engine(exhibit["losses"][0], exhibit["steps"].max(), theme, region=left)

    @beat(
        "A machine taught to finish texts wrote these names. {claim} in what it read.",
        notes="It read {texts:,} names. All it takes to train it is this program; no heavy tools.",
    )
    def hook(self) -> None:
        self.add(self.heading, self.swarm)
        self.play(self.heading.animate.write(), rate_func=linear, share=0.2)
        self.play(FadeIn(self.under), self.swarm.animate.arrive(), rate_func=linear, share=0.75)

    @beat("No magic, no brain: only {n_params:,} numbers, multiplied and added.")
    def numbers(self) -> None:
        self.add(self.wall)
        title = self.heading.animate.scale(1 / BIG).move_to(self.home)
        self.play(FadeOut(self.under), title, self.swarm.animate.line_up(self.lower, columns=6), share=0.25)
        self.play(FadeIn(self.legend), self.wall.animate.reveal(1), rate_func=linear, share=0.6)

    @beat("At first, it was a random number generator.", notes="What it wrote then shows it: letters by chance.")
    def random(self) -> None:
        self.play(self.wall.animate.go_to(self.exhibit["weights"][0]), self.swarm.animate.turn(1), share=0.9)

    @beat("The whole algorithm, {steps:,} times: predict, measure the error, adjust every number a little.")
    def algorithm(self) -> None:
        room = min(self.aside.width / self.wall.width, self.aside.height / self.wall.height)
        self.play(self.wall.animate.scale(room).move_to(self.aside.centre), FadeOut(self.legend), share=0.1)
        self.play(FadeIn(self.engine, shift=0.3 * LEFT), share=0.1)
        moments = list(zip(self.exhibit["steps"], self.exhibit["losses"], self.exhibit["weights"], strict=True))
        for turn, (step, loss, weights) in enumerate(moments, start=1):
            names = self.swarm.animate.turn(2 if turn == len(moments) else 1)
            share = 0.55 / len(moments) + 0.13 * (turn == len(moments))
            self.play(*self.engine.turn(turn, step, loss), names, self.wall.animate.go_to(weights), share=share)

    @beat("Simple ideas, powerful at scale: we will turn its weights and watch predictions form.")
    def promise(self) -> None:
        first, last = self.exhibit["weights"][[0, -1]]
        wide = self.wall.animate.scale(self.lower.width / self.wall.width).move_to(self.wall_home).go_to(first)
        self.play(FadeOut(self.engine), wide, self.swarm.animate.turn(1), share=0.2)
        self.add(self.promised)
        self.play(self.promised.animate.write(), self.swarm.animate.turn(2), self.wall.animate.go_to(last), share=0.65)


def _written(snapshot: Snapshot) -> list[str]:
    return list(sample(snapshot, DRAWN, np.random.default_rng(0)))


def _wall(snapshot: Snapshot) -> Array:
    """Return the weights in rows, filled up with zeros, (R, C)."""
    flat = snapshot.params.flat[:STITCHES]
    columns = math.ceil(math.sqrt(WIDE * len(flat)))
    rows = math.ceil(len(flat) / columns)
    return np.pad(flat, (0, rows * columns - len(flat))).reshape(rows, columns).astype(np.float32)
