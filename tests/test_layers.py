"""Every hand-written backward against central finite differences, in float64."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gptanim import layers
from gptanim.batches import pack

DOCS = [[0, 1, 2, 0], [0, 3, 0], [0, 2, 2, 1, 3, 0]]


def finite_differences(scalar, array, step=1e-6):
    """Return the gradient of scalar() with respect to an array that it reads, element by element."""
    gradient = np.empty_like(array)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + step
        above = scalar()
        array[place] = kept - step
        gradient[place] = (above - scalar()) / (2 * step)
        array[place] = kept
    return gradient


def assert_gradients(scalar, inputs, gradients):
    for array, gradient in zip(inputs, gradients, strict=True):
        np.testing.assert_allclose(gradient, finite_differences(scalar, array), rtol=1e-6, atol=1e-8)


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def test_embed_backward(rng):
    wte, wpe, dy = rng.normal(size=(4, 3)), rng.normal(size=(5, 3)), rng.normal(size=(6, 3))
    ids, positions = np.array([0, 1, 3, 1, 0, 0]), np.array([0, 1, 2, 0, 1, 2])
    gradients = layers.embed_backward(dy, wte, wpe, ids, positions)
    assert_gradients(lambda: (layers.embed(wte, wpe, ids, positions) * dy).sum(), (wte, wpe), gradients)


def test_rms_norm_backward(rng):
    x, dy = rng.normal(size=(4, 6)), rng.normal(size=(4, 6))
    dx = layers.rms_norm_backward(dy, *layers.rms_norm(x))
    assert_gradients(lambda: (layers.rms_norm(x)[0] * dy).sum(), (x,), (dx,))


def test_softmax_backward(rng):
    scores, dy, mask = rng.normal(size=(3, 5, 5)), rng.normal(size=(3, 5, 5)), np.tri(5)
    dscores = layers.softmax_backward(dy.copy(), layers.softmax(scores.copy(), mask))
    assert_gradients(lambda: (layers.softmax(scores.copy(), mask) * dy).sum(), (scores,), (dscores,))


def test_attention_backward(rng):
    mask = pack(DOCS, 6).mask()
    n_rows, _, width, _ = mask.shape
    x, dy = rng.normal(size=(2, n_rows * width, 4))
    w_qkv, w_out = rng.normal(size=(4, 12)), rng.normal(size=(4, 4))
    _, tape = layers.attention(x, w_qkv, w_out, mask, 2)
    gradients = layers.attention_backward(dy, tape, w_qkv, w_out)
    assert_gradients(lambda: (layers.attention(x, w_qkv, w_out, mask, 2)[0] * dy).sum(), (x, w_qkv, w_out), gradients)


def test_mlp_backward(rng):
    x, dy, w_up, w_down = (rng.normal(size=shape) for shape in ((5, 3), (5, 3), (3, 12), (12, 3)))
    gradients = layers.mlp_backward(dy, x, layers.mlp(x, w_up, w_down)[1], w_up, w_down)
    assert_gradients(lambda: (layers.mlp(x, w_up, w_down)[0] * dy).sum(), (x, w_up, w_down), gradients)


def test_cross_entropy_backward(rng):
    logits, targets, weights = rng.normal(size=(4, 5)), np.array([1, 0, 4, 2]), np.array([1.0, 1, 0, 1])
    probs = layers.cross_entropy(logits.copy(), targets, weights)[1]
    dlogits = layers.cross_entropy_backward(probs, targets, weights)
    assert_gradients(lambda: layers.cross_entropy(logits.copy(), targets, weights)[0], (logits,), (dlogits,))


def test_a_uniform_guess_among_v_costs_log_v_nats():
    loss, _ = layers.cross_entropy(np.zeros((3, 27)), np.array([0, 5, 26]), np.ones(3))
    assert loss == pytest.approx(np.log(27))


def test_attention_splits_and_merges_heads_without_mixing_tokens(rng):
    rows = rng.normal(size=(6, 8))  # 2 rows of 3 tokens
    heads = layers.split_heads(rows, 1, 2, 2)[0]  # (B, H, T, d)
    np.testing.assert_array_equal(heads[1, 1, 2], rows[5, 4:])


@given(arrays(np.float32, (4, 7), elements=st.floats(-1e6, 1e6, width=32)))
def test_probabilities_sum_to_1_whatever_the_scores(scores):
    probs = layers.softmax(scores.copy(), np.tri(4, 7, dtype=np.float32))
    np.testing.assert_allclose(probs.sum(axis=-1), 1, rtol=1e-5)
    assert (probs[np.tri(4, 7) == 0] == 0).all()
    assert (probs >= 0).all()
