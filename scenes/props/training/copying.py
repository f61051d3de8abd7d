"""What a trained model writes, and how much of it is copied."""

from __future__ import annotations

from manim import VGroup

from gptanim.stage import Exhibit
from scenes.kit.layout import Layout
from scenes.kit.parts.copies import CopyCounter
from scenes.kit.theme import Theme
from scenes.props.training.captions import Captions
from scenes.props.training.written import Excerpt


class Copying:
    """An excerpt of the texts on the left, a cell for each of all texts on the right, and what the colours mean.

    exhibit: "drawn" (N,) texts and "copied" (N,), which of them are copies.
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, *, shown: int, layout: Layout) -> None:
        left, right = layout.stage.columns(1, 1.5, gap=0.6)
        copied = exhibit["copied"]
        self.texts = Excerpt(exhibit["drawn"].tolist(), copied, shown, theme, region=left)
        self.counter = CopyCounter(copied, theme, region=right)
        entries = ("in its training data", theme.correct), ("its own", theme.predicted)
        self.legend: VGroup = Captions(*entries, theme=theme, region=layout.footer)
