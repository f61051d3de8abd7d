"""What the segment on the MLP claims, recomputed from the weights by another path."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import probe
from gptanim.activations import activations
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.transform import TEXTS, Transform


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Transform.measure(names)


def test_the_units_are_weighted_sums_of_the_scaled_stream(names: Run, exhibit: Exhibit) -> None:
    before, up = exhibit["before"].astype(float), names.last.params["layer0.up"].astype(float)
    scaled = before / np.sqrt(np.mean(before**2) + 1e-5)
    np.testing.assert_allclose(exhibit["copy"], scaled, atol=1e-4)
    by_hand = [sum(scaled[i] * up[i, unit] for i in range(len(scaled))) for unit in range(up.shape[1])]
    np.testing.assert_allclose(exhibit["expanded"], by_hand, atol=1e-3)
    assert exhibit.facts["units"] == 4 * int(exhibit.facts["width"]) == up.shape[1]


def test_what_is_below_zero_becomes_zero_and_the_rest_fires(exhibit: Exhibit) -> None:
    rectified = [max(0.0, float(value)) for value in exhibit["expanded"]]
    np.testing.assert_allclose(exhibit["hidden"], rectified, atol=1e-5)
    assert exhibit.facts["fired"] == sum(value > 0 for value in rectified)
    assert rectified[int(exhibit.facts["unit"]) - 1] == max(rectified)


def test_the_answer_is_projected_back_and_added(names: Run, exhibit: Exhibit) -> None:
    answer = exhibit["hidden"] @ names.last.params["layer0.down"].astype(float)
    np.testing.assert_allclose(exhibit["added"], answer, atol=1e-3)
    np.testing.assert_allclose(exhibit["before"] + exhibit["added"], exhibit["after"], atol=1e-4)


def test_the_stream_predicts_what_the_model_predicts(names: Run, exhibit: Exhibit) -> None:
    powers = np.exp(exhibit["after"] @ names.last.params["head"].astype(float))
    expected = probe.distribution(names.last, str(exhibit.facts["prefix"]))
    np.testing.assert_allclose(powers / powers.sum(), expected, atol=1e-4)


def test_kept_is_the_cosine_of_before_and_after(exhibit: Exhibit) -> None:
    before, after = exhibit["before"], exhibit["after"]
    cosine = sum(before * after) / (sum(before**2) * sum(after**2)) ** 0.5
    assert exhibit.facts["kept"] == pytest.approx(float(cosine), abs=1e-4)
    assert -1 <= float(exhibit.facts["usually_kept"]) <= 1


def test_letters_are_those_with_the_greatest_mean_output(names: Run, exhibit: Exhibit) -> None:
    unit, outputs = int(exhibit.facts["unit"]) - 1, dict[str, list[float]]()
    fired, positions = 0, 0
    for text in names.corpus.held_out[:TEXTS]:
        hidden = activations(names.last, text).hidden[0]
        for letter, row in zip("·" + text, hidden, strict=True):
            outputs.setdefault(letter, []).append(float(row[unit]))
            fired, positions = fired + int((row > 0).sum()), positions + len(row)
    means = {letter: sum(values) / len(values) for letter, values in outputs.items()}
    assert exhibit["labels"][0] == max(means, key=lambda letter: means[letter])
    assert exhibit["outputs"][0] == pytest.approx(max(means.values()), rel=1e-4)
    assert exhibit.facts["usual"] == f"{fired / positions:.0%}"
