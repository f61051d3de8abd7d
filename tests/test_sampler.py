"""Sampling: the cache changes nothing, and texts are drawn as the model predicts."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.errors import ConfigError, DataError
from gptanim.run import TrainConfig
from gptanim.sampler import sample
from gptanim.trainer import train

NAMES = Path(__file__).parents[1] / "data" / "names.txt"


@pytest.fixture(scope="module", params=[{}, {"n_layer": 2, "tied": True, "final_norm": True}], ids=["plain", "all on"])
def snapshot(request):
    corpus = Corpus.of(NAMES.read_text().split()[::20], name="some")
    return train(corpus, model=request.param, train_config=TrainConfig(steps=150, snapshots=2)).last


def rng():
    return np.random.default_rng(7)


def greedy(snapshot, text):
    """Write on with the likeliest token, reading the whole text anew for each."""
    while len(text) < snapshot.config.block_size - 1:
        token = int(probe.distribution(snapshot, text).argmax())
        if token == 0:
            break
        text += snapshot.tokenizer.decode([token])
    return text


@pytest.mark.parametrize("prompt", ["", "a", "mar", "x", "annabel"])
def test_cached_sampling_writes_what_uncached_reading_predicts(snapshot, prompt):
    assert sample(snapshot, 2, rng(), temperature=0, prompt=prompt) == (greedy(snapshot, prompt),) * 2


def test_first_letters_are_drawn_as_often_as_predicted(snapshot):
    n = 4000
    counts = Counter(sample(snapshot, n, rng(), max_new=1))
    for token, p in enumerate(probe.distribution(snapshot, "")):
        found = counts[snapshot.tokenizer.decode([token])]
        assert abs(found - n * p) <= 5 * np.sqrt(n * p * (1 - p)) + 1


def test_a_seed_decides_the_texts(snapshot):
    assert sample(snapshot, 20, rng()) == sample(snapshot, 20, rng())
    assert sample(snapshot, 20, rng()) != sample(snapshot, 20, np.random.default_rng(8))


def test_top_1_and_no_temperature_are_the_same(snapshot):
    assert sample(snapshot, 3, rng(), top_k=1) == sample(snapshot, 3, rng(), temperature=0)


def test_top_k_draws_only_the_likeliest(snapshot):
    likeliest = np.argsort(-probe.distribution(snapshot, ""))[:3]
    allowed = {snapshot.tokenizer.decode([int(token)]) for token in likeliest}
    assert set(sample(snapshot, 300, rng(), top_k=3, max_new=1)) == allowed
    assert sample(snapshot, 5, rng(), top_k=10_000) == sample(snapshot, 5, rng())


def test_texts_begin_with_the_prompt_and_can_be_read_back(snapshot):
    for text in sample(snapshot, 50, rng(), prompt="jo", temperature=2):
        assert text.startswith("jo")
        assert np.isfinite(probe.surprise(snapshot, text)).all()


def test_no_room_means_no_new_letters(snapshot):
    full = "a" * (snapshot.config.block_size - 1)
    assert sample(snapshot, 2, rng(), prompt=full) == (full, full)
    assert sample(snapshot, 2, rng(), prompt="ab", max_new=0) == ("ab", "ab")


@pytest.mark.parametrize(
    "wrong", [{"n": 0}, {"temperature": -1}, {"temperature": float("nan")}, {"top_k": 0}, {"max_new": -1}]
)
def test_settings_that_cannot_work_are_refused(snapshot, wrong):
    with pytest.raises(ConfigError, match=f"sample: {next(iter(wrong))} is"):
        sample(**{"snapshot": snapshot, "n": 1, "rng": rng()} | wrong)


def test_prompts_that_the_model_cannot_read_are_refused(snapshot):
    with pytest.raises(DataError, match="never saw"):
        sample(snapshot, 1, rng(), prompt="Ω")
    with pytest.raises(DataError, match="reads at most"):
        sample(snapshot, 1, rng(), prompt="a" * 99)
