"""Six small pictures of one training, each over its caption, on one clock."""

from __future__ import annotations

from typing import Any

from manim import VGroup, VMobject

from gptanim.stage import Exhibit
from scenes.kit.brush import mix
from scenes.kit.layout import Region
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.cloud import Cloud
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label
from scenes.kit.parts.lines import Lines
from scenes.kit.parts.plot import Curve, Plot
from scenes.kit.theme import Theme
from scenes.props.closing.cards import Cards
from scenes.props.closing.strands import Strands

CAPTIONS = (
    *("a place for every letter", "where it looks", "a bet on each letter"),
    *("how wrong it is", "who is to blame", "what it writes"),
)
WIDE = 3.7  # of a picture


class Album:
    """Pictures in two rows of three, at the first moment; exhibit: the arrays of recap."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        self.exhibit, self.theme = exhibit, theme
        self.rows, across = (3, 2) if region.height > region.width else (2, 3)
        places = _grid(region, self.rows, across, gap=0.25)
        self.cards = Cards(places, theme, region=region)
        panels = [place.inset(0.12).rows(1.8, 0.35, gap=0.06) for place in places]
        self.captions = [
            below.place(Label(caption, theme, size=theme.label_size, colour=theme.muted))
            for caption, (_, below) in zip(CAPTIONS, panels, strict=True)
        ]
        above, _ = panels[0]
        self.size = size = min(WIDE, above.width) if region.wide is None else above.width, above.height
        self.pictures = [above.place(p) for p, (above, _) in zip(self._drawn(*size), panels, strict=True)]

    def _drawn(self, wide: float, high: float) -> list[VMobject]:
        theme, show = self.theme, self.exhibit
        self.cloud = Cloud.of(show.arrays, theme, width=wide, height=high).let_see(0)
        look, probs = show["attention"], show["probs"]
        self.look = Heatmap(look[0], theme, cell=high / look.shape[1]).reveal(0)
        top, none = float(probs.max()), [""] * probs.shape[1]
        self.bars = Bars(0 * probs[0], none, theme, width=wide, height=high, ceiling=top, headroom=0.05)
        at, curve = show["at"], show["curve"]
        plot = Plot(theme, x=(0.0, float(at[-1])), y=(0.0, 1.1 * float(curve.max())), width=wide, height=high)
        self.curve = Curve(plot, at, curve, colour=theme.loss, thickness=0.06).draw(0.001, tip=True)
        self.web = Strands(show["sizes"].tolist(), show["grads"][0], theme, width=wide, height=high)
        pages = show["samples"].tolist()
        inks = [mix(theme.untrained, theme.predicted, 2 * i / len(pages)) for i in range(len(pages))]
        self.page = Lines(pages, theme, width=wide, height=high, size=40, colours=inks)
        return [self.cloud, self.look, self.bars, VGroup(plot, self.curve), self.web, self.page]

    def begun(self, panel: int) -> list[Any]:
        """Return the animations in which a picture takes its first state."""
        match panel:
            case 0:
                return [self.cloud.animate.let_see(1)]
            case 1:
                return [self.look.animate.reveal(1)]
            case 2:
                return [self.bars.animate.go_to(self.exhibit["probs"][0])]
            case 4:
                return [self.web.animate.put(blamed=1)]
        return []

    def run_to(self, moment: int, *, named: bool = True) -> list[Any]:
        """Return the animations in which all pictures go on to a moment; late, points show their names if wanted."""
        show = self.exhibit
        steps = show["steps"]
        return [
            self.cloud.animate.go_to(show["path"][moment]).note(float(named and moment > len(steps) / 2)),
            self.look.animate.go_to(show["attention"][moment]),
            self.bars.animate.go_to(show["probs"][moment]),
            self.curve.animate.draw(max(0.001, float(steps[moment] / max(1, steps[-1]))), tip=True),
            self.web.animate.put(grads=show["grads"][moment]),
            self.page.animate.turn(moment),
        ]

    def gather(self, region: Region) -> list[Any]:
        """Return the animations in which the pictures, without their words, line up in a region."""
        places = _grid(region, self.rows - 1, len(self.pictures) // (self.rows - 1), gap=0.2)
        scale = min(places[0].width / self.size[0], places[0].height / self.size[1])
        moves = [p.animate.scale(scale).move_to(place.centre) for p, place in zip(self.pictures, places, strict=True)]
        moves[0] = self.cloud.animate.note(0).scale(scale).move_to(places[0].centre)
        return moves


def _grid(region: Region, rows: int, columns: int, *, gap: float) -> list[Region]:
    return [place for row in region.rows(*[1] * rows, gap=gap) for place in row.firm.columns(*[1] * columns, gap=gap)]
