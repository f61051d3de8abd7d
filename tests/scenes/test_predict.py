"""What the segment on prediction claims, recomputed from the weights by another path."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gptanim import probe
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.predict import Predict


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Predict.measure(names)


def test_every_logit_is_the_sum_of_number_times_weight(exhibit: Exhibit) -> None:
    for column, logit in enumerate(exhibit["logits"]):
        total = sum(float(x) * float(w) for x, w in zip(exhibit["vector"], exhibit["head"][:, column], strict=True))
        assert total == pytest.approx(float(logit), abs=1e-6)


def test_the_head_is_the_one_that_was_trained(names: Run, exhibit: Exhibit) -> None:
    np.testing.assert_allclose(exhibit["head"], names.last.params["head"])
    assert exhibit.facts["tokens"] == exhibit["head"].shape[1] == len(names.tokenizer.labels)


def test_the_written_products_are_the_greatest_three(exhibit: Exhibit) -> None:
    products = exhibit["vector"] * exhibit["head"][:, exhibit["noted"][0]]
    written = sorted(abs(float(x * w)) for x, w in exhibit["terms"])
    np.testing.assert_allclose(written, sorted(np.abs(products))[-3:])


def test_shares_are_what_the_model_predicts_and_sum_to_one(names: Run, exhibit: Exhibit) -> None:
    expected = probe.distribution(names.last, str(exhibit.facts["prefix"]))
    np.testing.assert_allclose(exhibit["shares"], expected, atol=1e-5)
    np.testing.assert_allclose(exhibit["shares"].sum(), 1.0)
    assert exhibit.facts["sum"] == f"{sum(math.exp(z) for z in exhibit['logits']):,.1f}"


def test_the_first_token_has_the_greatest_logit_and_the_share_that_is_said(exhibit: Exhibit) -> None:
    powers, first = [math.exp(z) for z in exhibit["logits"]], int(exhibit["noted"][0])
    assert powers[first] == max(powers)
    assert exhibit.facts["p_first"] == f"{powers[first] / sum(powers):.0%}"
    assert exhibit.facts["first_logit"] == f"{exhibit['logits'][first]:.1f}"


def test_the_prefix_is_where_the_favourite_is_nearest_to_a_half(names: Run, exhibit: Exhibit) -> None:
    prefix, text = str(exhibit.facts["prefix"]), probe.held_out_example(names, max_length=9)
    assert text.startswith(prefix)
    gaps = {text[:n]: abs(float(probe.distribution(names.last, text[:n]).max()) - 0.5) for n in range(1, len(text) + 1)}
    assert gaps[prefix] == pytest.approx(min(gaps.values()), abs=1e-6)


def test_of_a_large_vocabulary_the_likeliest_are_drawn_and_said_to_be(odd_runs: dict[str, Run]) -> None:
    exhibit = Predict.measure(odd_runs["large vocabulary"])
    assert len(exhibit["logits"]) < exhibit.facts["tokens"]
    assert "likeliest" in str(exhibit.facts["drawn"])
    np.testing.assert_allclose(exhibit["shares"].sum(), 1.0)
