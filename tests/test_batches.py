"""How texts are laid into rows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gptanim.batches import CHUNK, pack, packed_batches, pad

DOCS = st.lists(st.lists(st.integers(1, 9), max_size=6).map(lambda ids: [0, *ids, 0]), min_size=1, max_size=30)


def test_a_worked_example():
    batch = pack([[0, 1, 2, 0], [0, 3, 0], [0, 4, 0]], block_size=5)
    assert batch.ids.tolist() == [[0, 1, 2, 0, 3], [0, 4, 0, 0, 0]]
    assert batch.targets.tolist() == [[1, 2, 0, 3, 0], [4, 0, 0, 0, 0]]
    assert batch.positions.tolist() == [[0, 1, 2, 0, 1], [0, 1, 0, 0, 0]]
    assert batch.texts.tolist() == [[0, 0, 0, 1, 1], [2, 2, -1, -1, -1]]
    assert batch.weights.tolist() == [[1, 1, 1, 1, 1], [1, 1, 0, 0, 0]]
    assert batch.mask()[0, 0].tolist() == [
        [1, 0, 0, 0, 0],
        [1, 1, 0, 0, 0],
        [1, 1, 1, 0, 0],
        [0, 0, 0, 1, 0],
        [0, 0, 0, 1, 1],
    ]


def test_the_loss_may_count_only_what_follows_a_token():
    batch = pack([[0, 1, 9, 2, 0], [0, 9, 9, 0], [0, 3, 0]], block_size=10, after=9)
    assert batch.targets.tolist() == [[1, 9, 2, 0, 9, 9, 0, 3, 0, 0]]
    assert batch.weights.tolist() == [[0, 0, 1, 1, 0, 1, 1, 0, 0, 0]]


@given(DOCS)
def test_what_counts_is_what_follows_the_token_in_each_text(docs):
    batch = pack(docs, 8, after=5)
    for i, doc in enumerate(docs):
        met = [5 in doc[: t + 1] for t in range(len(doc) - 1)]
        assert batch.weights[batch.texts == i].tolist() == met
    assert (batch.weights[batch.texts < 0] == 0).all()


@given(DOCS)
def test_packing_keeps_every_text_whole_and_in_order(docs):
    for batch in (pack(docs, 8), pad(docs)):
        for i, doc in enumerate(docs):
            own = batch.texts == i
            assert np.any(own, axis=1).sum() == 1
            assert batch.ids[own].tolist() == doc[:-1]
            assert batch.targets[own].tolist() == doc[1:]
            assert batch.positions[own].tolist() == list(range(len(doc) - 1))
        assert batch.weights.sum() == sum(len(doc) - 1 for doc in docs)


@given(DOCS)
def test_no_token_looks_at_another_text_or_ahead(docs):
    batch = pack(docs, 8)
    row, _, query, key = np.nonzero(batch.mask())
    assert (key <= query).all()
    assert (batch.texts[row, query] == batch.texts[row, key]).all()


def test_a_pass_shows_every_text_once():
    docs = [[0, i, 0] for i in range(1, 65)]
    stream = packed_batches(docs, block_size=4, rows=8, rng=np.random.default_rng(0))
    seen = np.concatenate([next(stream).ids for _ in range(4)])
    assert sorted(seen[seen > 0].tolist()) == list(range(1, 65))


def test_a_corpus_larger_than_one_chunk_is_shown_whole():
    docs = [[0, i, 0] for i in range(1, CHUNK + 100)]
    stream = packed_batches(docs, block_size=2, rows=1, rng=np.random.default_rng(0))
    assert {int(next(stream).ids[0, 1]) for _ in docs} == set(range(1, CHUNK + 100))


def test_a_small_corpus_comes_whole_in_every_batch():
    stream = packed_batches([[0, 1, 0], [0, 2, 0]], block_size=4, rows=32, rng=np.random.default_rng(0))
    assert {len(next(stream)) for _ in range(3)} == {1}
