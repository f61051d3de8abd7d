"""A line of text, or a number that changes."""

from __future__ import annotations

from typing import ClassVar, Self

from scenes.kit.brush import Brush
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme
from scenes.kit.words import numeral


class Label(Part):
    """One line of text. ``shown`` is the share of its letters that is written, from the start."""

    animated: ClassVar[tuple[str, ...]] = ("shown",)

    def __init__(
        self,
        text: str,
        theme: Theme,
        *,
        size: float | None = None,
        colour: str | None = None,
        bold: bool = False,
        mono: bool = False,
    ) -> None:
        self.text, self.bold = text, bold
        self.size = size or theme.body_size
        self.colour = colour or theme.text
        self.font = theme.mono if mono else theme.font
        self.shown = 1.0
        shape = outline(text, self.font, bold)
        super().__init__(max(0.05, shape.width * self.size), shape.cap * self.size * 1.7, theme)

    def paint(self, brush: Brush) -> None:
        """Write the text."""
        brush.text(self.text, (0, 0), self.size, self.colour, self.font, bold=self.bold, shown=self.shown)

    def hidden(self) -> Self:
        """Hide every letter, so that ``animate.write()`` can bring them one by one."""
        self.shown = 0.0
        return self

    def write(self) -> Self:
        """Show every letter."""
        self.shown = 1.0
        return self


class Number(Part):
    """A measured number that runs to its next value.

    form: a format such as ``"{:.2f}"`` or ``"step {:,.0f}"``. side: −1 keeps the left edge still, 1 the right one.
    """

    animated: ClassVar[tuple[str, ...]] = ("value",)

    def __init__(
        self,
        value: float,
        theme: Theme,
        *,
        form: str = "{:.2f}",
        size: float | None = None,
        colour: str | None = None,
        widest: float | None = None,
        side: int = 0,
    ) -> None:
        self.value, self.form, self.side = float(value), form, side
        self.size = size or theme.body_size
        self.colour = colour or theme.text
        shape = outline(form.format(widest if widest is not None else value), theme.mono, True)
        super().__init__(max(0.05, shape.width * self.size), shape.cap * self.size * 1.7, theme)

    def go_to(self, value: float) -> Self:
        """Show another value."""
        self.value = float(value)
        return self

    def paint(self, brush: Brush) -> None:
        """Write the value."""
        at = (self.side * self.local_width / 2, 0.0)
        anchor = (self.side + 1) / 2
        text = numeral(self.form, self.value)
        brush.text(text, at, self.size, self.colour, self.theme.mono, anchor=anchor, bold=True)
