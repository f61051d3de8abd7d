"""Colours by role, fonts and text sizes; a scene asks for a role, never for a colour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """How a lesson looks. Colours are ``#rrggbb``; sizes are manim font sizes on a frame 8 units high.

    Roles hold through the whole lesson: what the model *predicts*, what is *correct*,
    the *loss*, the *blame* (gradients), and *attention* each keep their colour.
    """

    name: str
    background: str
    surface: str  # cells and cards, one step off the background
    grid: str  # axes, rules, cell borders
    text: str
    muted: str  # labels that must not shout
    predicted: str
    correct: str
    loss: str
    blame: str
    attention: str
    untrained: str  # what the model knew before the first step
    negative: str  # numbers below zero in vectors and matrices
    font: str = "Inter"
    mono: str = "JetBrains Mono"
    title_size: float = 40
    body_size: float = 30
    label_size: float = 24
    smallest_size: float = 20

    def __deepcopy__(self, memo: dict[int, object]) -> Theme:
        return self  # manim copies a mobject with all that it holds, for every animation


INK = Theme(
    name="ink",
    background="#11141b",
    surface="#1c2230",
    grid="#39435a",
    text="#eef1f7",
    muted="#9aa6bd",
    predicted="#5aa9ff",
    correct="#4fd18b",
    loss="#ffb454",
    blame="#ff5f6d",
    attention="#c792ea",
    untrained="#7c89a3",
    negative="#c08a5e",
)

PAPER = Theme(
    name="paper",
    background="#fbfaf6",
    surface="#efece3",
    grid="#c3bdae",
    text="#1d2330",
    muted="#5f6675",
    predicted="#1f6fd0",
    correct="#16834a",
    loss="#b96a00",
    blame="#c8283c",
    attention="#7b3fb5",
    untrained="#858c99",
    negative="#9a6233",
)

THEMES = {theme.name: theme for theme in (INK, PAPER)}
