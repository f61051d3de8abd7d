"""Embeddings: planes and neighbours that can be checked by hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gptanim.corpus import Corpus
from gptanim.embeddings import embedding, embedding_plane, neighbours, similarities, token_id
from gptanim.errors import DataError
from gptanim.model import Params
from gptanim.run import TrainConfig
from gptanim.trainer import train

NAMES = Path(__file__).parents[1] / "data" / "names.txt"
CORPUS = Corpus.of(NAMES.read_text().split()[::20], name="some")
SNAPSHOT = train(CORPUS, train_config=TrainConfig(steps=20, batch_size=8, snapshots=2)).last


def with_embeddings(rows):
    """Return a snapshot whose first tokens have these embeddings."""
    params = Params(SNAPSHOT.params.flat.copy(), SNAPSHOT.config)
    params["wte"][: len(rows), : len(rows[0])] = rows
    params["wte"][: len(rows), len(rows[0]) :] = 0
    return replace(SNAPSHOT, params=params)


def test_the_embedding_is_the_tokens_row():
    np.testing.assert_array_equal(embedding(SNAPSHOT, "c"), SNAPSHOT.params["wte"][3])
    assert token_id(SNAPSHOT, "·") == 0
    with pytest.raises(DataError, match="no token 'É'"):
        embedding(SNAPSHOT, "É")


def test_neighbours_point_the_same_way_however_long_they_are():
    snapshot = with_embeddings([[9, 9, 9], [1, 0, 0], [0, 1, 0], [-2, 0, 0], [5, 0.1, 0], [1, 1, 0]])
    found = neighbours(snapshot, "a", 2)  # ids: · 0, a 1, b 2, c 3, d 4, e 5
    assert list(found) == ["d", "e"]
    assert found["d"] == pytest.approx(5 / np.hypot(5, 0.1))
    assert found["e"] == pytest.approx(np.sqrt(0.5))
    assert similarities(snapshot)[1, 3] == pytest.approx(-1)


def test_a_token_is_as_like_itself_as_can_be_and_no_neighbour():
    closeness = similarities(SNAPSHOT)
    np.testing.assert_allclose(np.diagonal(closeness), 1, rtol=1e-12)
    np.testing.assert_allclose(closeness, closeness.T)
    everyone = neighbours(SNAPSHOT, "a", 99)
    assert len(everyone) == 25
    assert not {"a", "·"} & set(everyone)
    assert list(everyone.values()) == sorted(everyone.values(), reverse=True)


def test_the_plane_is_that_of_all_tokens_or_of_some():
    wte = SNAPSHOT.params["wte"].astype(float)
    places = embedding_plane(SNAPSHOT).project(wte)
    assert places.shape == (27, 2)
    u, sizes, _ = np.linalg.svd(wte - wte.mean(axis=0))
    np.testing.assert_allclose(np.abs(places), np.abs(u[:, :2] * sizes[:2]), rtol=1e-6, atol=1e-9)
    flat = with_embeddings([[0, 0, 0], [3, 0, 1], [-3, 0, 1], [0, 2, 1], [0, -2, 1]])
    np.testing.assert_allclose(embedding_plane(flat, "abcd").project(flat.params["wte"][1])[0], 3, rtol=1e-6)
