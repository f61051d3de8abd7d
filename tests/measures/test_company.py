"""Which tokens keep the same company, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gptanim.corpus import Corpus
from gptanim.measures.company import around, nearest, pair, passage, places, shared_places
from gptanim.measures.meaning import survey
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train


@pytest.fixture(scope="module")
def run() -> Run:
    texts = ["bab", "cac", "beb", "cec", "aa", "bib", "dad"]
    config = TrainConfig(steps=5, snapshots=3)
    return train(Corpus.of(texts, name="small"), model={"n_embd": 8, "n_head": 2}, train_config=config)


def test_places_are_neighbours_in_the_training_texts(run: Run) -> None:
    labels = run.tokenizer.labels
    token = labels.index("a")
    expected: dict[tuple[str, str], int] = {}
    for text in run.corpus.train:
        for left, middle, right in zip("·" + text, text, text[1:] + "·", strict=False):
            if middle == "a":
                expected[left, right] = expected.get((left, right), 0) + 1
    assert {(labels[i], labels[j]): n for (i, j), n in places(run, token).items()} == expected


def test_shared_places_begin_with_the_one_where_both_stand_most(run: Run) -> None:
    (at, mine, theirs), *_ = shared_places(run, *pair(run))
    one, other = (places(run, token) for token in pair(run))
    assert (mine, theirs) == (one[at], other[at])
    assert min(mine, theirs) == max(min(one[place], other[place]) for place in {*one, *other})


def test_nearest_leaves_out_the_token_and_the_marker(run: Run) -> None:
    wte = np.asarray(run.last.params["wte"], float)
    cosines = {i: wte[1] @ wte[i] / np.linalg.norm(wte[1]) / np.linalg.norm(wte[i]) for i in range(2, len(wte))}
    assert nearest(run.last, 1, 3) == sorted(cosines, key=lambda i: -cosines[i])[:3]


def test_windows_and_passages_hold_their_token(run: Run) -> None:
    assert around(0, 20, 2) == [0, 1, 2, 3, 4]
    assert around(19, 20, 2) == [15, 16, 17, 18, 19]
    assert around(1, 3, 2) == [0, 1, 2]
    for token in range(1, run.tokenizer.vocab_size):
        if places(run, token):
            assert token in passage(run, token, 2)


def test_survey_projects_to_the_plane_of_the_last_moment(run: Run) -> None:
    seen = survey(run)
    rows = np.asarray(run.last.params["wte"], float)[seen["ids"]]
    covariance = np.cov(rows.T)
    greatest = np.linalg.eigvalsh(covariance)[-2:]
    assert seen["share"] == pytest.approx(greatest.sum() / np.trace(covariance))
    np.testing.assert_allclose(seen["path"][-1].var(axis=0, ddof=1), greatest[::-1])
