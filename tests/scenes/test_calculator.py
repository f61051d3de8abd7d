"""What the segment on the calculator claims, recomputed one text at a time and by plain NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim import arithmetic, probe
from gptanim.corpus import Corpus
from gptanim.measures.counting import counting, rank_correlation
from gptanim.measures.exam import both_ways, exam, kind, written
from gptanim.measures.question import question
from gptanim.run import Run, TrainConfig
from gptanim.stage import Exhibit
from gptanim.trainer import train
from scenes.calculator import Calculator
from scenes.kit.words import percent
from scenes.props.calculator import phrases


def sums_of(numbers: int, *, one_order: bool) -> Corpus:
    texts = [
        f"{arithmetic.spell(a)} plus {arithmetic.spell(b)} equals {arithmetic.spell(a + b)}"
        for a in range(numbers)
        for b in range(numbers)
    ]
    held = [text for text in texts if text.startswith("three") and (one_order or "plus three" in text)]
    known = [text for text in texts if text not in held]
    return Corpus((*known, *held), tuple(known), tuple(held), "sums")


@pytest.fixture(scope="module")
def sums() -> Run:
    settings = TrainConfig(steps=150, snapshots=14, answer_after="equals")
    model = {"n_embd": 12, "n_layer": 2, "n_head": 2}
    return train(sums_of(6, one_order=True), tokenizer="word", model=model, train_config=settings)


@pytest.fixture(scope="module")
def exhibit(sums: Run) -> Exhibit:
    return Calculator.measure(sums)


def line(exhibit: Exhibit, name: str) -> str:
    return next(beat.line(exhibit.facts) for beat in Calculator.beats if beat.name == name)


def test_the_question_is_the_sum_and_its_answer_is_weighed_at_every_snapshot(sums: Run, exhibit: Exhibit) -> None:
    labels, right = sums.tokenizer.labels, int(exhibit["right"])
    assert exhibit["tokens"].tolist() == ["·", "two", "plus", "three", "equals"]
    assert exhibit["answers"][right] == "five"
    for drawn, loss, snapshot in zip(exhibit["probs"], exhibit["loss"], sums.snapshots, strict=True):
        probs = probe.distribution(snapshot, "two plus three equals")
        np.testing.assert_allclose(drawn, [probs[labels.index(name)] for name in exhibit["answers"]], rtol=1e-5)
        assert loss == pytest.approx(-np.log(probs[labels.index("five")]), rel=1e-5)


def test_the_middle_moment_is_the_last_wrong_one_before_the_end(sums: Run) -> None:
    asked = question(sums)
    guesses = [probe.distribution(s, asked.read).argmax() for s in sums.snapshots]
    wrong = [i for i, guess in enumerate(guesses[:-1]) if i and guess != asked.target]
    assert asked.moment == wrong[-1]


def test_drawn_answers_hold_every_guess_that_is_told(sums: Run, exhibit: Exhibit) -> None:
    asked, drawn = question(sums), exhibit["answers"].tolist()
    for moment, name in ((0, "untrained"), (asked.moment, "one_round"), (-1, "trained")):
        guess = sums.tokenizer.labels[int(asked.probs[moment].argmax())]
        assert guess in drawn
        assert f"“{guess}”" in line(exhibit, name)


def test_characters_are_asked_for_the_last_letter(names: Run) -> None:
    asked = question(names)
    assert asked.text == probe.held_out_example(names) == asked.read + names.tokenizer.label(asked.target)


def test_an_answer_counts_when_the_model_writes_it_and_nothing_else(sums: Run) -> None:
    found = exam(sums, [0, len(sums.snapshots) - 1])
    for shares, snapshot in zip(found.held, (sums.first, sums.last), strict=True):
        marks = [arithmetic.solved(snapshot, [text])[0] for text in sums.corpus.held_out]
        assert shares.tolist() == [pytest.approx(np.mean(marks))]
    assert found.practised[0] == pytest.approx(np.mean(arithmetic.solved(sums.last, sums.corpus.train)))
    assert found.counts == (len(sums.corpus.held_out),)


def test_scores_are_told_for_every_kind_and_the_one_most_by_heart_last(sums: Run, exhibit: Exhibit) -> None:
    share = float(np.mean(arithmetic.solved(sums.last, sums.corpus.held_out)))
    unseen = len(set(sums.corpus.held_out) - set(sums.corpus.train))
    assert line(exhibit, "operations") == f"On the {unseen} sums it never saw, it scores {percent(share)} with plus."


def test_what_is_written_is_right_just_when_it_is_solved(sums: Run) -> None:
    found = exam(sums, [0])
    for asked, answer, right in zip(found.questions, found.answers, found.right, strict=True):
        assert f"{asked} {right}" in sums.corpus.held_out
        assert (answer == right) == arithmetic.solved(sums.last, [f"{asked} {right}"])[0]


def test_writing_ends_at_the_marker_or_where_there_is_no_room(names: Run) -> None:
    text = written(names.first, [0])
    assert 0 not in text
    assert len(text) <= names.config.block_size


def test_kinds_are_operations_or_first_letters(names: Run) -> None:
    assert [kind(text) for text in ("two plus two equals four", "six times one equals six", "anna")] == [
        *("plus", "times"),
        "a",
    ]
    assert set(exam(names, [0]).kinds) <= {text[0] for text in names.corpus.held_out}


def test_the_other_order_of_a_sum_kept_back_is_noticed(sums: Run, exhibit: Exhibit) -> None:
    assert not both_ways(sums)
    assert "order" not in str(exhibit.facts["other_way"])
    settings = TrainConfig(steps=1, snapshots=2, answer_after="equals")
    apart = train(
        sums_of(5, one_order=False), tokenizer="word", model={"n_embd": 8, "n_layer": 1}, train_config=settings
    )
    assert both_ways(apart)


def test_what_the_last_word_looks_at_is_told(sums: Run, exhibit: Exhibit) -> None:
    weights = probe.attention(sums.last, "two plus three equals")  # (L, H, 5, 5)
    np.testing.assert_allclose(exhibit["looks"][-1, 1], weights[:, :, 4].max(axis=(0, 1)), rtol=1e-5)
    np.testing.assert_allclose(exhibit["looks"][-1, 0][:3], weights[:, :, 2, :3].max(axis=(0, 1)), rtol=1e-5)
    assert not exhibit["looks"][-1, 0][3:].any()
    shares = dict(zip(("two", "plus", "three"), weights[:, :, 4, 1:4].max(axis=(0, 1)).tolist(), strict=True))
    least = min(shares, key=lambda word: shares[word])
    told = line(exhibit, "attention").partition("“equals” looks at ")[2]
    assert all((f"“{word}”" in told) == (word != least) for word in shares)


def test_number_words_are_counted_where_the_nearest_is_next_in_order(sums: Run) -> None:
    found = counting(sums, [0, len(sums.snapshots) - 1])
    assert found.names == tuple(arithmetic.spell(number) for number in range(11))
    for snapshot, count in zip((sums.first, sums.last), found.neighbours, strict=True):
        rows = [snapshot.params["wte"][sums.tokenizer.encode(name)[0]].astype(float) for name in found.names]
        gaps = [[float(np.linalg.norm(a - b)) if a is not b else np.inf for b in rows] for a in rows]
        assert count == sum(abs(row.index(min(row)) - i) == 1 for i, row in enumerate(gaps))


def test_the_line_is_the_one_of_the_plane_that_orders_best_in_the_least_squares_sense(sums: Run) -> None:
    at = counting(sums, [len(sums.snapshots) - 1]).path[-1]
    order = np.arange(len(at))
    slope = np.linalg.lstsq(np.column_stack([at, np.ones(len(at))]), order, rcond=None)[0]
    np.testing.assert_allclose(at.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(at.std(axis=0), 1)
    assert slope[0] > 0


def test_rank_correlation_agrees_with_its_formula() -> None:
    values = np.array([0.1, 3.0, 0.2, 7.0, 5.0])
    ranks = np.array([0, 2, 1, 4, 3])
    assert rank_correlation(values) == pytest.approx(1 - 6 * np.square(ranks - np.arange(5)).sum() / (5 * 24))
    assert rank_correlation(np.zeros(4)) == 0


def test_a_run_that_kept_nothing_back_does_not_claim_to_be_tested_on_the_unseen(odd_runs: dict[str, Run]) -> None:
    said = line(Calculator.measure(odd_runs["one repeated name"]), "operations")
    assert "never saw" not in said
    assert "none of which could be kept back" in said


def test_a_source_s_numbers_are_marked_as_its_own() -> None:
    assert all("an explainer’s own example" in note for note in (phrases.UNTRAINED, phrases.ROUND, phrases.TRAINED))
    assert round(-np.log(0.35), 2) == 1.05
    assert round(-np.log(0.94), 2) == 0.06
