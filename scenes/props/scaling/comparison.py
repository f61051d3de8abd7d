"""The loop of all training, and beside it three models that came out of it."""

from __future__ import annotations

from manim import VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Region
from scenes.kit.parts.cycle import Cycle
from scenes.kit.parts.label import Label
from scenes.kit.theme import Theme
from scenes.props.scaling.elsewhere import CALCULATOR, GIANT, ROWS


class Comparison(VGroup):
    """The loop, then a table in VGroups: the names of its rows, and three columns of what they say of a model."""

    def __init__(self, exhibit: Exhibit, theme: Theme, *, region: Region) -> None:
        facts = exhibit.facts
        ours = f"{facts['n_params']:,}", f"{facts['examples']:,}", str(facts["steps"])
        left, right = region.rows(1, 1.4) if region.wide else region.columns(1, 2.4, gap=0.3)
        colours, high = (theme.predicted, theme.loss, theme.blame), min(left.height, 3.6)
        self.ring = Cycle(
            ("predict", "measure", "adjust"), colours, theme, width=min(left.width, 2 * high), height=high
        )
        rows = right.rows(1.2, 1, 1, 1, gap=0.25)
        columns = ("", *ROWS), ("ours", *ours), ("word calculator", *CALCULATOR), ("GPT-4", *GIANT)
        inks = (theme.muted, theme.predicted, theme.text, theme.muted)
        super().__init__(left.place(self.ring))
        for i, (texts, ink) in enumerate(zip(columns, inks, strict=True)):
            cells = [row.columns(1.5, 1.6, 2.4, 2.75, gap=0.2)[i] for row in rows]
            labels = (Label(text, theme, colour=ink, size=24, bold=text == texts[0]) for text in texts)
            self.add(VGroup(*(cell.place(label, side=-1) for cell, label in zip(cells, labels, strict=True))))
