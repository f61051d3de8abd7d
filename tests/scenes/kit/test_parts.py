"""Every part moves, scales, fades and animates like any mobject, and shows what its arrays say."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from manim import RIGHT, FadeIn, tempconfig

from scenes.kit.camera import StageCamera
from scenes.kit.layout import Region
from scenes.kit.parts.arcs import Arcs
from scenes.kit.parts.bars import Bars
from scenes.kit.parts.columns import Columns
from scenes.kit.parts.countdown import Countdown
from scenes.kit.parts.heatmap import Heatmap
from scenes.kit.parts.label import Label, Number
from scenes.kit.parts.numbers import NumberRow
from scenes.kit.parts.part import Part
from scenes.kit.parts.plot import Curve, Dots, Plot, round_ticks
from scenes.kit.parts.tokens import TokenStrip
from scenes.kit.theme import INK
from scenes.props.attention.ticks import Ticks
from scenes.props.blame.paired_bars import PairedBars
from scenes.props.blame.web import Web
from scenes.props.graph.circuit import Circuit
from scenes.props.graph.slope import Slope
from scenes.props.graph.wiring import Wiring

VALUES = np.array([0.1, 0.6, 0.3])


def _plot() -> Plot:
    return Plot(INK, x=(0, 2), y=(0, 1), width=4, height=3).name_axes("x", "y", x_ticks=(0, 2), y_ticks=(0, 1))


def _circuit() -> Circuit:
    numbers = {"values": VALUES, "gradients": VALUES, "local": np.ones(2)}
    wiring = Wiring(np.array(["", "", "+"]), np.array([[0, 2], [1, 2]]), np.array([0]))
    circuit = Circuit("abc", wiring, INK, **numbers, size=(5, 2.5))
    return circuit.put(seen=np.ones(3), known=np.ones(3), blamed=np.ones(3), ebb=np.ones(2), noted=np.ones(2))


def _web() -> Web:
    state = {"weights": np.ones(24), "grads": np.linspace(-1, 1, 24), "probs": VALUES[:2]}
    web = Web("ab", "ab", [2] * 7, INK, **state, correct=0, region=Region(0, 0, 8, 3))
    return web.put(grown=1, sent=1, blamed=0.5, told=np.ones(2))


def _paired_bars() -> PairedBars:
    bars = PairedBars(VALUES, VALUES[::-1], "abc", INK, region=Region(0, 0, 5, 3))
    return bars.put(shown=1, visible=np.ones(3), beside=np.ones(3))


def _slope() -> Slope:
    curve = np.array([[0.0, 1.0, 2.0], [1.0, 0.6, 0.4]])
    slope = Slope(curve, curve[:, 1], -0.3, INK, region=Region(0, 0, 5, 3), x_label="x")
    return slope.draw().lean().let_see()


PARTS: dict[str, Callable[[], Part]] = {
    "bars": lambda: Bars(VALUES, "abc", INK, width=4, height=3),
    "heatmap": lambda: Heatmap(np.eye(3), INK, rows="abc", columns="abc"),
    "tokens": lambda: TokenStrip("abc", INK),
    "label": lambda: Label("label", INK),
    "number": lambda: Number(1.5, INK),
    "countdown": lambda: Countdown(INK, 3),
    "plot": _plot,
    "curve": lambda: Curve(_plot(), np.arange(3), VALUES, colour=INK.loss),
    "arcs": lambda: Arcs(TokenStrip("abc", INK), VALUES, origin=2, height=2, colour=INK.attention),
    "columns": lambda: Columns(np.eye(3) - 0.4, INK, pitch=1, form="{:.1f}"),
    "numbers": lambda: NumberRow(VALUES, INK, pitch=1).strike(1),
    "ticks": lambda: Ticks(Bars(VALUES, "abc", INK, width=4, height=3), VALUES, colour=INK.loss).let_see(0, 1, 2),
    "circuit": _circuit,
    "web": _web,
    "paired bars": _paired_bars,
    "slope": _slope,
    "dots": lambda: Dots(_plot(), np.array([[0, 0.5], [1, 0.5]]), colour=INK.loss),
}


@pytest.fixture(params=PARTS)
def part(request: pytest.FixtureRequest) -> Part:
    return PARTS[request.param]()


def ink(*parts: Part) -> np.ndarray:
    """Return how far each pixel of a 16:9 frame differs from black, (90, 160)."""
    with tempconfig({"pixel_width": 160, "pixel_height": 90, "background_color": "#000000"}):
        camera = StageCamera()
        camera.reset()
        camera.capture_mobjects(list(parts))
        return camera.pixel_array[..., :3].astype(float).sum(axis=-1)


def middle(pixels: np.ndarray) -> np.ndarray:
    """Return the ink's centre of gravity, in pixels: x, y."""
    rows, columns = np.indices(pixels.shape)
    return np.array([(columns * pixels).sum(), (rows * pixels).sum()]) / pixels.sum()


def test_shift_moves_what_is_painted(part: Part) -> None:
    before = middle(ink(part))
    assert np.allclose(middle(ink(part.shift(2 * RIGHT))) - before, [2 * 160 / (8 * 16 / 9), 0], atol=0.7)


def test_scale_enlarges_what_is_painted(part: Part) -> None:
    before = (ink(part) > 40).sum()
    assert (ink(part.scale(2)) > 40).sum() > 2 * before


def test_opacity_fades_what_is_painted(part: Part) -> None:
    full, half = ink(part).sum(), ink(part.copy().set_opacity(0.5)).sum()
    assert half == pytest.approx(full / 2, rel=0.05)
    assert ink(part.copy().set_opacity(0)).sum() == 0


def test_fade_in_begins_with_nothing_and_ends_with_all(part: Part) -> None:
    full = ink(part)
    animation = FadeIn(part)
    animation.begin()
    assert ink(part).sum() == 0
    animation.interpolate(0.5)
    assert 0 < ink(part).sum() < full.sum()
    animation.finish()
    assert np.array_equal(ink(part), full)


def test_a_part_without_opacity_shows_no_text(part: Part) -> None:
    assert part.set_opacity(0).writings() == []


def test_animating_a_state_passes_through_its_middle() -> None:
    bars = Bars(np.zeros(3), "abc", INK, ceiling=1.0)
    start, end = bars.copy(), bars.copy().go_to(VALUES)
    bars.interpolate(start, end, 0.5)
    assert np.allclose(bars.values, VALUES / 2)
    assert np.array_equal(start.values, np.zeros(3))


def test_a_bar_is_as_high_as_its_value() -> None:
    bars = Bars(VALUES, "abc", INK, ceiling=0.6)
    floor = bars.copy().go_to(np.zeros(3))
    rises = [bars.top_of(i)[1] - floor.top_of(i)[1] for i in range(3)]
    assert np.allclose(np.array(rises) / rises[1], VALUES / 0.6)


def test_annotated_bars_show_their_percentage() -> None:
    bars = Bars(VALUES, "abc", INK).annotate([1])
    assert [w.text for w in bars.writings()] == ["a", "b", "c", "60%"]


def test_a_heatmap_cell_is_darker_the_less_it_holds() -> None:
    heatmap = Heatmap(np.array([[0.0, 0.5, 1.0]]), INK, cell=2.0)
    pixels = ink(heatmap)
    shades = []
    for column in range(3):
        x, y, _ = heatmap.cell_at(0, column)
        shades.append(pixels[round(45 - y * 90 / 8), round(80 + x * 90 / 8)])
    assert shades == sorted(shades)
    assert len(set(shades)) == 3


def test_covered_tokens_show_a_question_mark_and_no_letter() -> None:
    strip = TokenStrip("abc", INK).cover(1)
    assert [w.text for w in strip.writings()] == ["a", "?", "c"]


def test_points_of_a_plot_follow_its_move() -> None:
    plot = _plot()
    before = plot.point(1, 0.5)
    plot.scale(0.5).shift(RIGHT)
    assert np.allclose(plot.point(1, 0.5), before / 2 + RIGHT)


def test_a_curve_ends_where_it_is_drawn_to() -> None:
    curve = Curve(_plot(), np.array([0.0, 1.0, 2.0]), VALUES, colour=INK.loss).draw(0.25)
    assert curve.head() == pytest.approx((0.5, 0.35))


@pytest.mark.parametrize("top", [0.003, 0.7, 1, 3.3, 19, 27, 250, 98765])
def test_ticks_reach_the_top_in_few_round_steps(top: float) -> None:
    ticks = round_ticks(top)
    assert ticks[0] == 0
    assert ticks[-2] < top <= ticks[-1]
    assert len(ticks) <= 5


def test_a_number_is_written_in_its_form() -> None:
    assert [w.text for w in Number(0.123, INK, form="{:.1%}").writings()] == ["12.3%"]


def test_text_stands_where_its_label_is() -> None:
    label = Label("Ag", INK, size=40).shift(3 * RIGHT)
    (writing,) = label.writings()
    assert writing.box[0] + writing.box[2] / 2 == pytest.approx(3, abs=0.02)
    assert writing.size == pytest.approx(40)
    assert label.scale(0.5).writings()[0].size == pytest.approx(20)
