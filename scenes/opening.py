"""The whole algorithm at a glance: predict, measure, adjust."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, FadeOut, Group

from gptanim import probe
from gptanim.run import Run, Snapshot
from gptanim.sampler import sample
from gptanim.stage import Array, Exhibit, Fact
from scenes.kit.parts.cycle import Cycle
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.lines import Lines
from scenes.kit.segment import Segment, beat

SHOWN = 18  # names on a page
DRAWN = 200  # names written to choose them from
WALL = (9, 14)  # rows and columns of the weights that are drawn
ROUNDS = (0, 1, 2, 4, 8, 16, 1_000_000)  # snapshots shown while the ring turns, the last one at the end


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
        page = (own if len(own) >= SHOWN else written)[:SHOWN]
        copied = round(SHOWN * probe.generated_copies(page, names.corpus.texts))
        moments = sorted({min(i, len(names.snapshots) - 1) for i in ROUNDS})
        kept = [names.snapshots[i] for i in moments]
        arrays = {"written": np.array(page), "gibberish": np.array(gibberish[:SHOWN])}
        arrays |= {"weights": np.stack([_wall(snapshot) for snapshot in kept])}
        arrays |= {"steps": np.array([snapshot.step for snapshot in kept])}
        arrays |= {"losses": np.array([snapshot.train_loss for snapshot in kept])}
        facts: dict[str, Fact] = {"texts": len(names.corpus.train), "n_params": names.config.n_params}
        facts |= {"claim": f"{copied} of these {SHOWN} stand" if copied else "Not one of these stands"}
        facts |= {"before": names.first.train_loss, "after": names.last.train_loss}
        return Exhibit(arrays, facts | {"steps": names.train_config.steps})

    def setup(self) -> None:
        """The page of names at the left, the wall of weights at the right; the ring later takes the page's place."""
        theme, exhibit = self.theme, self.exhibit
        left, right = self.layout.stage.columns(1, 1)
        pages = [exhibit["written"].tolist(), exhibit["gibberish"].tolist(), exhibit["written"].tolist()]
        inks, size = (theme.predicted, theme.untrained, theme.predicted), theme.body_size
        self.page = Lines(pages, theme, width=left.width, height=left.height, columns=2, size=size, colours=inks)
        self.layout.stage.place(self.page).let_see(0)
        self.aside, self.wall_place = left, right
        full = float(np.abs(exhibit["weights"]).max())
        self.wall = right.place(Heatmap(exhibit["weights"][-1], theme, full=full, colour=theme.predicted).reveal(0))
        colours = (theme.predicted, theme.loss, theme.blame)
        ring = Cycle(("predict", "measure", "adjust"), colours, theme, width=left.width, height=0.9 * left.height)
        self.ring = left.place(ring)
        self.step = Number(0, theme, form="step {:,.0f}", widest=exhibit["steps"].max())
        self.loss = Number(exhibit["losses"][0], theme, form="error {:.2f}", colour=theme.loss)
        left.place(Group(self.step, self.loss).arrange(DOWN, buff=0.1)).shift(0.45 * UP)

    @beat("A machine taught to continue a text wrote these, after reading {texts:,} names. {claim} in what it read.")
    def hook(self) -> None:
        for seen in range(1, SHOWN + 1):
            self.play(self.page.animate.let_see(np.arange(SHOWN) < seen), run_time=0.8 * self.seconds["hook"] / SHOWN)

    @beat("No magic and no brain: all it says is {n_params:,} numbers, multiplied and added. Here are a few of them.")
    def numbers(self) -> None:
        self.add(self.wall)
        self.play(self.page.animate.move_to(self.aside.centre), share=0.25)
        for rows in range(1, WALL[0] + 1):
            self.play(self.wall.animate.reveal((np.arange(WALL[0]) < rows)[:, None]), share=0.6 / WALL[0])

    @beat("At first they were random, and so was its writing: a generator of random letters that knew nothing.")
    def random(self) -> None:
        self.play(self.wall.animate.go_to(self.exhibit["weights"][0]), self.page.animate.turn(1), share=0.9)

    @beat("Then three steps, over and over: predict the next letter; measure how wrong; adjust every number a little.")
    def algorithm(self) -> None:
        self.play(FadeOut(self.page, shift=0.3 * LEFT), FadeIn(self.ring), share=0.15)
        for step in (1, 2, 3):
            self.play(self.ring.animate.step_to(step), share=0.22)

    @beat("That is the whole algorithm. Repeated {steps:,} times, it takes the error from {before:.2f} to {after:.2f}.")
    def repeated(self) -> None:
        self.play(FadeIn(self.step), FadeIn(self.loss), share=0.1)
        moments = list(zip(self.exhibit["steps"], self.exhibit["losses"], self.exhibit["weights"], strict=True))
        for turn, (step, loss, weights) in enumerate(moments, start=1):
            counters = (self.step.animate.go_to(step), self.loss.animate.go_to(loss))
            motion = self.ring.animate.step_to(3 + 3 * turn)
            self.play(motion, *counters, self.wall.animate.go_to(weights), share=0.75 / len(moments))

    @beat(
        "Simple ideas; power comes from scale. Ours is tiny, with no heavy tools: turn its weights, "
        "watch it learn, see predictions form."
    )
    def promise(self) -> None:
        first, last = self.exhibit["weights"][[0, -1]]
        page, wall = FadeIn(self.page.turn(1).let_see(1)), self.wall.animate
        self.play(FadeOut(self.ring, self.step, self.loss), page, wall.go_to(first), share=0.2)
        line = Label("predict · measure · adjust", self.theme, bold=True).hidden()
        self.add(self.layout.footer.place(line))
        self.play(line.animate.write(), self.page.animate.turn(2), self.wall.animate.go_to(last), share=0.7)


def _written(snapshot: Snapshot) -> list[str]:
    return list(sample(snapshot, DRAWN, np.random.default_rng(0)))


def _wall(snapshot: Snapshot) -> Array:
    flat = snapshot.params.flat[: WALL[0] * WALL[1]]  # every model has that many
    return np.asarray(np.resize(flat, WALL), float)
