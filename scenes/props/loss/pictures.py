"""All pictures of losses, made and put in their places."""

from __future__ import annotations

from gptanim.stage import Exhibit
from scenes.kit.layout import Layout
from scenes.kit.theme import Theme
from scenes.props.loss.board import LossBoard
from scenes.props.loss.guesses import EvenPanel, GuessPanel, WorkedPanel
from scenes.props.loss.level import LossLevel
from scenes.props.loss.numbers import MeanLosses
from scenes.props.loss.text_panel import TextPanel
from scenes.props.loss.worked import CAPITAL, CITIES, EXAMPLE, FIVE, STOPS, SUM, paris


class Pictures:
    """On the left guesses of many kinds, which come one after the other; on the right one more, later the curve.

    high, low: single guesses. paris, five: worked examples. even: a whole vocabulary.
    text: a text before training and after. board: the curve, and what slides on it. level, means: what stands on it.
    """

    def __init__(self, exhibit: Exhibit, theme: Theme, layout: Layout) -> None:
        facts, letters, p = exhibit.facts, exhibit["letters"].tolist(), exhibit["p"][0]
        left, right = layout.stage.split(1, 1, gap=0.7)
        self.high = GuessPanel(exhibit, "high", theme, region=left)
        self.low = GuessPanel(exhibit, "low", theme, region=right)
        place = {"region": left, "footer": layout.footer}
        self.paris = WorkedPanel(CAPITAL, CITIES, 0, "a worked example, no prediction of our model", theme, **place)
        self.five = WorkedPanel(SUM, list(EXAMPLE), FIVE, "an explainer’s example", theme, **place)
        self.paris.give(paris(STOPS[0]))
        self.even = EvenPanel(letters, theme, region=left)
        self.board = LossBoard(STOPS, theme, top=float(exhibit["top"]), region=right)
        self.text = TextPanel(exhibit["tokens"].tolist(), self.board.curve, theme, region=left)
        unknowing = float(facts["unknowing"])
        self.level = LossLevel(self.board.curve, unknowing, f"log {len(letters)} = {unknowing:.2f}")
        means = MeanLosses(p, float(facts["val_before"]), str(facts["others"]), theme, width=0.78 * right.width)
        self.means = self.level.seat(means)
