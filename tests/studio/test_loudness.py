"""Loudness against known signals; peaks against a finer transform."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim.studio import loudness
from gptanim.studio.loudness import CEILING, Master
from gptanim.studio.sound import RATE, Samples

TIME = np.arange(5 * RATE) / RATE


def sine(amplitude: float, hertz: float = 997.0) -> Samples:
    return (amplitude * np.sin(2 * np.pi * hertz * TIME)).astype(np.float32)


def test_a_full_sine_on_two_loudspeakers_is_as_loud_as_the_standard_says() -> None:
    assert loudness.integrated([sine(1.0)]) == pytest.approx(0.0, abs=0.1)  # EBU Tech 3341: 0 dBFS, 1 kHz, stereo
    assert loudness.integrated([sine(10 ** (-23 / 20))]) == pytest.approx(-23.0, abs=0.1)


def test_silence_between_lines_does_not_count() -> None:
    speech = sine(0.1)
    assert loudness.integrated([speech, np.zeros_like(speech), np.zeros_like(speech)]) == pytest.approx(
        loudness.integrated([speech]), abs=0.5
    )


@pytest.mark.parametrize("amplitude", [0.003, 0.1, 1.0])
def test_any_sound_comes_to_minus_16(amplitude: float) -> None:
    master = loudness.master(lambda: [sine(amplitude)])
    assert loudness.integrated([master(sine(amplitude))]) == pytest.approx(-16, abs=0.1)


def test_silence_is_not_made_loud() -> None:
    assert loudness.master(lambda: [np.zeros(RATE, np.float32)]) == Master(1.0)
    assert loudness.master(list) == Master(1.0)


def test_true_peaks_lie_between_the_samples_where_a_finer_transform_finds_them() -> None:
    samples = (0.9 * np.sin(2 * np.pi * 12_000 * TIME[:4800] + np.pi / 4)).astype(np.float32)  # peaks between samples
    assert np.abs(samples).max() < 0.65
    assert loudness.true_peaks(samples)[100:-100].max() == pytest.approx(0.9, rel=0.01)


def test_limiting_leaves_no_peak_above_the_ceiling_and_what_is_soft_alone() -> None:
    noise = np.random.default_rng(0)
    burst = noise.normal(0, 0.5, 4800)
    samples = np.concatenate([sine(0.1), burst, sine(0.1)]).astype(np.float32)
    limited = loudness.limited(samples)
    assert loudness.true_peaks(limited).max() < CEILING * 1.02
    assert np.array_equal(limited[: 4 * RATE], samples[: 4 * RATE])
    assert np.abs(np.diff(limited)).max() <= np.abs(np.diff(samples)).max()  # no step where it begins


def test_what_is_soft_enough_is_left_as_it_is() -> None:
    assert loudness.limited(sine(0.5)) is not None
    assert np.array_equal(loudness.limited(sine(0.5)), sine(0.5))
