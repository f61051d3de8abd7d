"""A line of text, or a number that changes."""

from __future__ import annotations

from typing import ClassVar, Self

from scenes.kit.brush import Brush
from scenes.kit.lettering import outline
from scenes.kit.parts.part import Part
from scenes.kit.theme import Theme
from scenes.kit.words import numeral
from scenes.kit.wrapping import divided, fitting

LEADING = 0.016  # from one line to the next, for each point of the size


class Label(Part):
    """One line of text, or several once it is wrapped. ``shown`` is the share of its letters that is written."""

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
        self.lines: tuple[str, ...] = (text,)
        self.side = 0
        super().__init__(*self._size(self.lines), theme)

    def wrap(self, width: float, height: float, side: int = 0) -> None:
        """Break the text at spaces into lines, if that lets it be larger in such a box, whose edge they meet."""
        if self.width <= width and self.height <= height:
            return
        scale = self.width / self.local_width
        count = fitting(lambda lines: self._size(self._broken(lines)), (width / scale, height / scale))
        if count != len(self.lines):
            self.lines, self.side = self._broken(count), side
            self._resize(*self._size(self.lines))
            self.scale(scale)

    def paint(self, brush: Brush) -> None:
        """Write the lines."""
        letters, before, last = sum(map(len, self.lines)), 0, len(self.lines) - 1
        for i, line in enumerate(self.lines):
            shown = (self.shown - before / letters) * (letters / len(line)) if last else self.shown
            at, anchor = (self.side * self.local_width / 2, (last / 2 - i) * LEADING * self.size), (self.side + 1) / 2
            brush.text(line, at, self.size, self.colour, self.font, anchor=anchor, bold=self.bold, shown=shown)
            before += len(line)

    def hidden(self) -> Self:
        """Hide every letter, so that ``animate.write()`` can bring them one by one."""
        self.shown = 0.0
        return self

    def write(self) -> Self:
        """Show every letter."""
        self.shown = 1.0
        return self

    def _broken(self, count: int) -> tuple[str, ...]:
        words = self.text.split()
        if count == 1 or len(words) < 2:
            return (self.text,)
        widths = [outline(word, self.font, self.bold).width for word in words]
        space = outline("n n", self.font, self.bold).width - 2 * outline("n", self.font, self.bold).width
        return tuple(" ".join(words[line]) for line in divided(widths, space, count))

    def _size(self, lines: tuple[str, ...]) -> tuple[float, float]:
        shapes = [outline(line, self.font, self.bold) for line in lines]
        height = shapes[0].cap * self.size * 1.7 + (len(lines) - 1) * LEADING * self.size
        return max(0.05, *(shape.width * self.size for shape in shapes)), height


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
