"""All that is drawn of attention, in the order in which it is met: a glance, scores, a map, all heads, a training."""

from __future__ import annotations

from typing import Any

from manim import DOWN, UP, FadeIn, FadeOut

from gptanim.stage import Exhibit
from scenes.kit.layout import Layout
from scenes.kit.parts.placard import Placard
from scenes.kit.theme import Theme
from scenes.props.attention.climb import Climb
from scenes.props.attention.glance import Glance
from scenes.props.attention.maps import Maps
from scenes.props.attention.row_by_row import RowByRow
from scenes.props.attention.scoring import Scoring


class Looking:
    """The strip with scores, later bars, below it; the calculation, later the map, to its right; a note beneath.

    ``glance`` is drawn first, on a larger strip; ``spread_heads`` makes the maps of all heads, ``begin`` the curve.
    """

    def __init__(self, show: Exhibit, theme: Theme, *, layout: Layout) -> None:
        self.show, self.theme, self.layout, tokens = show, theme, layout, show["tokens"].tolist()
        self.query, self.head, self.best, first = show["at"].tolist()
        self.names = [f"head {first + i}" for i in range(show["maps"].shape[1])]
        self.count, self.last = len(tokens), len(tokens) - 1
        left, right = layout.stage.columns(8.2, 4.75)
        self.scoring = Scoring(tokens, show["q"], show["k"], show["scores"], theme, region=left, beside=right)
        self.strip, weights, top = self.scoring.strip, show["maps"][-1, self.head], float(show["shares"].max())
        self.rows = RowByRow(self.strip, weights, show["even"], ceiling=top, region=left, beside=right)
        self.note = Placard(theme, region=layout.footer, colour=theme.muted)
        self.glance = Glance(self.strip, show["mean"][-1], region=layout.stage)

    def settle(self) -> list[Any]:
        """Return the animations after which the strip stands in its place, and the query's letter shines."""
        return [FadeOut(self.glance), self.glance.settle().light(self.query)]

    def share_out(self) -> list[Any]:
        """Return the animations in which softmax turns the query's scores into bars that add up to one."""
        shares = self.show["shares"]
        total = self.scoring.softmax.total.animate.go_to(float(shares.sum()))
        return [self.rows.spread.bars.animate.go_to(shares), total]

    def lift_row(self) -> list[Any]:
        """Return the animations that put a row of the map, still alone, in the place of the scores."""
        self.row = self.rows.lift(self.query)
        axes = self.note.turn_to("row: the letter that looks      column: where it looks")
        return [FadeOut(self.scoring.rest), FadeIn(self.row), *axes]

    def land_row(self) -> list[Any]:
        """Return the animations that bring the row to its place in the map, which is then to be filled."""
        return [self.row.fly_home(), *self.rows.caption.turn_to(self.names[self.head])]

    def turn_to_mean(self) -> list[Any]:
        """Return the animations that bring the mean of all heads, and no bars yet."""
        legend = self.note.turn_to(self.rows.legend("on the start marker and itself"))
        caption = self.rows.caption.turn_to("mean of all heads")
        return [*self.rows.empty(self.show["mean"]), *caption, *legend]

    def compare_early(self, upto: int) -> list[Any]:
        """Return the animations that set letters 1 to ``upto`` against an even spread, the early ones lit."""
        lit = self.show["early"].tolist()[:upto]
        return self.rows.compare_near(self.show["near"], upto, lit=lit)

    def spread_heads(self) -> list[Any]:
        """Return the animations that show the maps of all heads instead of everything else."""
        upper, self.below = self.layout.stage.rows(3.5, 1.5, gap=0.1)
        self.maps = Maps(self.show["maps"][-1], self.strip.tokens, self.names, self.theme, region=upper)
        gone = [FadeOut(self.rows.everything), *self.rows.caption.clear(), *self.note.clear()]
        return [*gone, self.maps.arrive()]

    def look_last(self) -> list[Any]:
        """Return the animations after which only the last row of each map keeps its colour."""
        even = len(self.show["pair"]) / self.count
        words = f"where the last “{self.strip.tokens[-1]}” looks; an even spread would give {self._pair} {even:.0%}"
        return [*self.note.turn_to(words), *self.maps.look_last()]

    def tell_pair(self) -> Any:
        """Return the animation that writes under each map how much the last token gives to the pair before it."""
        shares = self.show["maps"][-1][:, -1, self.show["pair"]].sum(axis=-1)
        self.looks = self.maps.tell([f"{self._pair} {share:.0%}" for share in shares.tolist()], bold=self.best)
        return FadeIn(self.looks, shift=0.2 * DOWN)

    @property
    def _pair(self) -> str:
        return "".join(self.strip.tokens[i] for i in self.show["pair"].tolist())

    def begin(self) -> list[Any]:
        """Return the animations that show, under the maps, where the favourite's share will climb."""
        name, steps = "share of a row’s favourite, mean of all rows", self.show["steps"]
        self.climb = Climb(steps, self.show["favourite"], name, self.theme, region=self.below)
        return [FadeOut(self.looks), *self.note.clear(), FadeIn(self.climb.frame)]

    def rewind(self) -> list[Any]:
        """Return the animations that go back to before the training."""
        return [*self.maps.go_to(self.show["maps"][0]), self.climb.rewind()]

    def reach(self, moment: int) -> list[Any]:
        """Return the animations that show another moment of the training."""
        return [*self.maps.go_to(self.show["maps"][moment]), *self.climb.reach(moment)]

    def arrive(self) -> Any:
        """Return the animation that brings the strip."""
        return FadeIn(self.strip, shift=0.3 * UP)
