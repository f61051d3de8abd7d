"""Training: it learns, it records, it repeats exactly, and odd corpora do not trouble it."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gptanim import probe
from gptanim.corpus import Corpus
from gptanim.errors import ConfigError, DataError, TrainingError
from gptanim.run import Run, TrainConfig
from gptanim.sampler import sample
from gptanim.trainer import ASTRAY, snapshot_steps, train, untrained

NAMES = Path(__file__).parents[1] / "data" / "names.txt"
SHORT = TrainConfig(steps=40, batch_size=8, snapshots=5)
CYRILLIC = ["".join(chr(0x430 + (7 * i + j * j) % 32) for j in range(3 + i % 6)) for i in range(200)]
ODD = {
    "five names only": ["Anna", "Ben", "Cara", "Dan", "Eve"],
    "one repeated name": ["anna"] * 50,
    "single letters": ["a", "b", "c", "d", "e"],
    "Cyrillic": CYRILLIC,
    "40 letters": ["a" * 20 + chr(97 + i) * 20 for i in range(20)],
    "markup": ["<b>x</b>", "a & b", '"quoted"', "{braces}", "it's", "{0}", "%s", "\\n"],
    "many scripts and emoji": ["李雷", "محمد", "ಅನನ್ಯ", "Zoë", "👩‍👧 Ann", "한나", "🎉🎉", "·"],
}


@pytest.fixture(scope="module")
def small():
    return Corpus.of(NAMES.read_text().split()[::60], name="small")


def test_names_are_learned_to_less_than_2_nats():
    run = train(Corpus.read(NAMES))
    assert run.first.val_loss == pytest.approx(np.log(27), abs=0.15)
    assert run.last.val_loss < 1.97
    assert run.last.train_loss < run.last.val_loss
    assert probe.loss(run.last, run.corpus.held_out) == pytest.approx(run.last.val_loss, abs=1e-4)
    assert run.last.step == len(run.train_loss) == len(run.grad_norm) == 1000
    assert len(run.snapshots) == 24


@pytest.mark.parametrize("texts", ODD.values(), ids=ODD)
def test_an_odd_corpus_trains_records_and_probes(tmp_path, texts):
    began = time.process_time()
    run = train(Corpus.of(texts, name="odd"), train_config=SHORT)
    assert time.process_time() - began < 1
    run.save(tmp_path / "odd.npz")
    run = Run.load(tmp_path / "odd.npz")
    example = probe.held_out_example(run)
    assert example in run.corpus.held_out
    assert np.isfinite(probe.surprise(run.last, example)).all()
    assert probe.attention(run.last, example).shape[-1] == len(example) + 1
    prefix = probe.frequent_prefix(run, 2)
    assert sum(probe.next_counts(run.corpus.train, prefix).values()) > 0
    assert probe.distribution(run.last, prefix).sum() == pytest.approx(1, rel=1e-5)
    for text in sample(run.last, 20, np.random.default_rng(0), temperature=3):
        assert np.isfinite(probe.loss(run.last, [text]))


def test_one_repeated_name_is_learned_by_heart():
    run = train(Corpus.of(["anna"] * 50, name="anna"), train_config=replace(SHORT, steps=200))
    assert sample(run.last, 3, np.random.default_rng(0), temperature=0) == ("anna",) * 3


def test_equal_settings_give_equal_runs_and_a_seed_makes_another(small):
    run, again = train(small, train_config=SHORT), train(small, train_config=SHORT)
    assert run.digest == again.digest
    assert run.last.samples == again.last.samples
    assert train(small, train_config=replace(SHORT, seed=1)).digest != run.digest


def test_snapshots_hold_the_weights_and_gradients_of_their_step(small):
    run = train(small, train_config=SHORT)
    assert [snapshot.step for snapshot in run.snapshots] == [0, 1, 3, 12, 40]
    for step in (0, 1, 3, 12):
        snapshot = run.snapshot_at(step)
        assert np.linalg.norm(snapshot.grads.flat) == pytest.approx(run.grad_norm[step], rel=1e-6)
    assert not np.array_equal(run.first.params.flat, run.last.params.flat)
    with pytest.raises(ValueError, match="read-only"):
        run.last.params["wte"][0, 0] = 1


def test_recording_more_snapshots_does_not_change_the_model(small):
    few, many = (train(small, train_config=replace(SHORT, snapshots=count)) for count in (2, 20))
    np.testing.assert_array_equal(few.last.params.flat, many.last.params.flat)


def test_the_recorded_views_are_those_of_the_probes(small):
    run = train(small, train_config=SHORT, probe_texts=["anna", " ada "])
    assert run.probe_texts == ("anna", "ada")
    for i, text in enumerate(run.probe_texts):
        np.testing.assert_array_equal(run.last.predictions[i], probe.distributions(run.last, text))
        np.testing.assert_array_equal(run.last.attention[i], probe.attention(run.last, text))


def test_a_run_without_probe_texts_is_recorded_too(small, tmp_path):
    run = train(small, train_config=TrainConfig(steps=1, snapshots=9), probe_texts=[])
    run.save(tmp_path / "bare.npz")
    assert [snapshot.step for snapshot in Run.load(tmp_path / "bare.npz").snapshots] == [0, 1]


def test_progress_is_told_every_step(small):
    told = []
    run = train(small, train_config=SHORT, progress=lambda *news: told.append(news))
    assert [(step, steps) for step, steps, _ in told] == [(i, 40) for i in range(1, 41)]
    np.testing.assert_allclose([loss for *_, loss in told], run.train_loss, rtol=1e-6)


def test_a_constant_schedule_moves_on_to_the_end(small):
    constant, linear = (
        train(small, train_config=replace(SHORT, schedule=schedule)) for schedule in ("constant", "linear")
    )
    assert constant.digest != linear.digest


def test_sgd_learns_from_the_same_start_as_adam_and_more_slowly(small):
    adam = train(small, train_config=replace(SHORT, steps=200))
    sgd = train(small, train_config=replace(SHORT, steps=200, optimizer="sgd", learning_rate=0.5))
    np.testing.assert_array_equal(sgd.first.params.flat, adam.first.params.flat)
    assert adam.last.train_loss < sgd.last.train_loss < sgd.first.train_loss - 0.5


def test_block_size_fits_the_longest_text(small):
    assert train(small, train_config=SHORT).config.block_size == 16
    assert train(Corpus.of(ODD["40 letters"], name="long"), train_config=SHORT).config.block_size == 41
    assert train(small, model={"block_size": 30, "n_embd": 8}, train_config=SHORT).config.block_size == 30


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ({"n_layers": 2}, "unknown setting 'n_layers'; did you mean n_layer?"),
        ({"vocab_size": 9}, "unknown setting 'vocab_size'"),
        ({"colour": 2}, "choose among block_size, n_layer"),
        ({"block_size": 5}, "block_size is 5, but the longest text of 'small'"),
        ({"block_size": "5"}, "block_size is '5'; it must be of type int"),
    ],
)
def test_a_model_setting_that_cannot_work_is_refused(small, model, said):
    with pytest.raises(ConfigError, match=said.replace("?", r"\?")):
        train(small, model=model, train_config=SHORT)


def test_a_probe_text_that_the_model_cannot_read_is_refused(small):
    with pytest.raises(DataError, match="never saw"):
        train(small, train_config=SHORT, probe_texts=["Ω"])
    with pytest.raises(DataError, match="reads at most 15"):
        train(small, train_config=SHORT, probe_texts=["a" * 16])


SUMS = [f"{a} plus {b} is {c}" for a, b, c in ("123", "134", "145", "213", "224", "235", "314", "325", "415")]


def test_a_run_on_words_counts_words(tmp_path):
    corpus = Corpus.of(SUMS, name="sums")
    run = train(corpus, tokenizer="word", train_config=replace(SHORT, steps=200, answer_after="is"))
    assert run.config.vocab_size == 8
    assert run.config.block_size == 16
    assert run.last.train_loss < 0.5 < run.first.train_loss
    assert run.last.doc("1 plus 2 is") == [0, *run.tokenizer.encode("1 plus 2 is"), 0]
    assert sample(run.last, 1, np.random.default_rng(0), temperature=0, prompt=SUMS[0][:-2]) == (SUMS[0],)
    run.save(tmp_path / "sums.npz")
    assert Run.load(tmp_path / "sums.npz").tokenizer == run.tokenizer


def test_a_run_on_answers_is_asked_held_out_questions():
    corpus = Corpus.of(SUMS, name="sums", held_out_share=0.3)
    run = train(corpus, tokenizer="word", train_config=replace(SHORT, answer_after="is"))
    assert [text.partition(" is")[0] for text in run.last.samples] == [s.partition(" is")[0] for s in corpus.held_out]
    assert run.first.samples != run.last.samples


def test_the_loss_of_a_snapshot_is_that_of_the_answers():
    corpus = Corpus.of(SUMS, name="sums")
    run = train(corpus, tokenizer="word", train_config=replace(SHORT, answer_after="is"))
    surprises = [probe.surprise(run.last, text)[len(text.split()) - 1 :] for text in corpus.held_out]
    assert run.last.val_loss == pytest.approx(np.concatenate(surprises).mean(), rel=1e-5)


def test_a_run_on_byte_pairs_reads_any_text(small):
    run = train(small, tokenizer="byte pair", train_config=SHORT)
    assert np.isfinite(probe.surprise(run.last, "Ω")).all()
    assert run.tokenizer.decode(run.last.doc("anna")) == "anna"


@pytest.mark.parametrize(
    ("answer_after", "error", "said"),
    [
        ("iss", DataError, "did you mean 'is'"),
        ("plus 2", ConfigError, "which is 2 tokens"),
        ("4", DataError, "the text .* of 'sums' does not hold it"),
    ],
)
def test_an_answer_that_cannot_be_found_is_refused(answer_after, error, said):
    with pytest.raises(error, match=said):
        train(Corpus.of(SUMS, name="sums"), tokenizer="word", train_config=replace(SHORT, answer_after=answer_after))


@pytest.mark.parametrize("rate", [0.5, 9.9])
def test_a_training_that_goes_astray_says_so(small, rate):
    with pytest.raises(
        TrainingError, match=rf"'small' went astray: at step {ASTRAY} .* learning_rate of {rate}"
    ) as told:
        train(small, train_config=replace(SHORT, learning_rate=rate))
    assert f"try {rate / 10:g}" in str(told.value)


def test_a_loss_that_is_no_number_stops_at_once(small, monkeypatch):
    def broken(params, config, batch):
        return float("nan"), params

    monkeypatch.setattr("gptanim.trainer.loss_and_grads", broken)
    with pytest.raises(TrainingError, match="at step 0 the loss is nan"):
        train(small, train_config=SHORT)


def test_an_untrained_snapshot_is_the_first_that_a_run_of_its_seed_would_record(small):
    run = train(small, train_config=SHORT)
    again, other = untrained(run, 0), untrained(run, 5)
    np.testing.assert_array_equal(again.params.flat, run.first.params.flat)
    np.testing.assert_array_equal(again.grads.flat, run.first.grads.flat)
    assert again.samples == run.first.samples
    assert (other.step, other.val_loss == run.first.val_loss) == (0, False)
    expected = train(small, train_config=replace(SHORT, steps=1, seed=5)).first
    np.testing.assert_array_equal(other.params.flat, expected.params.flat)


def test_snapshot_steps_are_distinct_and_hold_both_ends():
    assert snapshot_steps(1000, 5) == (0, 1, 10, 100, 1000)
    assert snapshot_steps(1000, 2) == (0, 1000)
    assert snapshot_steps(3, 24) == (0, 1, 2, 3)
    for steps in range(1, 200):
        for count in range(2, 30):
            chosen = snapshot_steps(steps, count)
            assert chosen[0] == 0
            assert chosen[-1] == steps
            assert len(chosen) == len(set(chosen)) == min(count, steps + 1)
            assert list(chosen) == sorted(chosen)
