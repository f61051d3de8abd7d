"""Every claim of the temperature segment, computed another way."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import probe
from gptanim.measures.heat import heat, write
from gptanim.run import Run
from gptanim.sampler import sample
from gptanim.stage import Exhibit
from scenes.kit.words import percent
from scenes.temperature import SETTINGS, SHOWN, THREE, WRITTEN, Temperature


@pytest.fixture(scope="module")
def exhibit(names: Run) -> Exhibit:
    return Temperature.measure(names)


def at(exhibit: Exhibit, temperature: float) -> int:
    return int(np.flatnonzero(np.isclose(exhibit["temperatures"], temperature))[0])


def test_at_one_the_bars_are_what_the_model_predicts(names: Run, exhibit: Exhibit) -> None:
    expected = probe.distribution(names.last, str(exhibit.facts["prefix"]))
    np.testing.assert_allclose(exhibit["shares"][at(exhibit, 1.0)], sorted(expected, reverse=True), atol=1e-5)
    assert exhibit.facts["p_one"] == percent(float(expected.max()))


@pytest.mark.parametrize("temperature", [0.4, 2.0])
def test_a_share_is_its_probability_to_the_power_of_one_over_t(exhibit: Exhibit, temperature: float) -> None:
    powers = [float(p) ** (1 / temperature) for p in exhibit["shares"][at(exhibit, 1.0)]]
    np.testing.assert_allclose(exhibit["shares"][at(exhibit, temperature)], np.array(powers) / sum(powers), atol=1e-6)
    name = {0.4: "low", 2.0: "high"}[temperature]
    assert exhibit.facts[f"p_{name}"] == percent(max(powers) / sum(powers))


def test_the_gaps_between_logits_are_those_of_the_log_probabilities(exhibit: Exhibit) -> None:
    logs = np.log(exhibit["shares"][at(exhibit, 1.0)][: len(exhibit["logits"])])
    np.testing.assert_allclose(np.diff(exhibit["logits"]), np.diff(logs), atol=1e-5)


def test_what_the_others_share_is_all_but_the_favourite(exhibit: Exhibit) -> None:
    shares = exhibit["shares"][at(exhibit, 2.0)]
    assert exhibit.facts["rest_high"] == percent(sum(shares[1:].tolist()))


def test_at_zero_every_text_is_the_one_of_likeliest_letters(names: Run, exhibit: Exhibit) -> None:
    text = ""
    while len(text) < names.config.block_size - 1:
        letter = names.tokenizer.labels[int(probe.distribution(names.last, text).argmax())]
        if letter == "·":
            break
        text += letter
    assert set(exhibit["texts"][0].tolist()) == {text}
    assert text in str(exhibit.facts["favourite"])


def test_names_are_drawn_by_the_sampler_from_one_seed_and_counted(names: Run, exhibit: Exhibit) -> None:
    for k in THREE:
        rng = np.random.default_rng(names.train_config.seed)
        texts = sample(names.last, WRITTEN, rng, temperature=float(SETTINGS[k]))
        assert exhibit["texts"][k].tolist() == list(texts[:SHOWN])
        assert exhibit["copied"][k].sum() == sum(text in names.corpus.train for text in texts)
        assert exhibit["repeated"][k] == pytest.approx(sum(t in texts[:i] for i, t in enumerate(texts)) / WRITTEN)


def test_every_row_is_written_by_the_same_random_draws(names: Run) -> None:
    """A model that is sure of every letter but one writes alike at each temperature where the noise decides alike."""
    close = write(names, np.array([1.0, 1.0 + 1e-9]), 50).texts
    assert (close[0] == close[1]).all()


def test_words_about_copies_and_the_trade_are_true_of_odd_runs(odd_runs: dict[str, Run]) -> None:
    for run in odd_runs.values():
        exhibit = Temperature.measure(run)
        copies, facts = exhibit["copied"][THREE].sum(axis=1).tolist(), exhibit.facts
        assert [facts["copied_low"], facts["copied_high"]] == copies[::2]
        familiar, repeated = exhibit["familiar"][THREE], exhibit["repeated"][THREE]
        safe = familiar[0] - familiar[2] > 0.02 and repeated[2] < repeated[0]
        assert str(facts["trade"]).startswith("Low is safe") == safe
        assert all(f"to {percent(shares[2])}" in str(facts["trade"]) for shares in (familiar, repeated))


def test_heat_at_zero_gives_all_to_one_token_even_of_equals() -> None:
    found = heat(np.array([1.0, 1.0, 0.0]), np.array([0.0, 1.0]))
    assert found.probs[0].tolist() == [1.0, 0.0, 0.0]
    assert found.probs[1].sum() == pytest.approx(1)
