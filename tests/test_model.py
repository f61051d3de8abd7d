"""The whole model: its gradient against PyTorch, and facts that packing must not change."""

import importlib
import os

import numpy as np
import pytest

from gptanim.batches import pack, pad
from gptanim.errors import ConfigError
from gptanim.model import GPTConfig, evaluate, forward, init_params, loss, loss_and_grads, predict

DOCS = [[0, 1, 2, 3, 0], [0, 4, 0], [0, 5, 5, 1, 2, 6, 0], [0, 0], [0, 3, 2, 1, 0], [0, 6, 6, 0]]
BATCHES = {"padded": pad(DOCS), "packed": pack(DOCS, 8), "answers": pack(DOCS, 8, after=2)}


@pytest.fixture(scope="module")
def torch():
    """PyTorch; missing, it skips the test, or fails it when GPTANIM_REQUIRE_ORACLE is 1."""
    if os.environ.get("GPTANIM_REQUIRE_ORACLE") == "1":
        return importlib.import_module("torch")
    return pytest.importorskip("torch", reason="PyTorch, the oracle for gradients, is not installed")


def torch_loss(torch, weights, config, batch):
    """Return the same loss in PyTorch's own operations, for its automatic gradient."""
    ids, targets, positions = (torch.tensor(a) for a in (batch.ids, batch.targets, batch.positions))
    mask, shares = torch.tensor(batch.mask()) == 0, torch.tensor(batch.weights, dtype=torch.float64)
    shape = (*ids.shape, config.n_head, config.n_embd // config.n_head)  # (B, T, H, d)

    def norm(x):
        return torch.nn.functional.rms_norm(x, x.shape[-1:], eps=1e-5)

    x = norm(weights["wte"][ids] + weights["wpe"][positions])  # (B, T, C)
    for i in range(config.n_layer):
        q, k, v = (part.reshape(shape).swapaxes(1, 2) for part in (norm(x) @ weights[f"layer{i}.qkv"]).chunk(3, -1))
        gathered = torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=~mask)  # (B, H, T, d)
        x = x + gathered.swapaxes(1, 2).reshape(x.shape) @ weights[f"layer{i}.out"]
        x = x + torch.relu(norm(x) @ weights[f"layer{i}.up"]) @ weights[f"layer{i}.down"]
    x = norm(x) if config.final_norm else x
    logits = x @ (weights["wte"].T if config.tied else weights["head"])  # (B, T, V)
    surprise = torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none")
    return (surprise * shares.flatten()).sum() / shares.sum()


@pytest.mark.oracle
@pytest.mark.parametrize("batch", BATCHES.values(), ids=BATCHES)
@pytest.mark.parametrize("n_layer", [1, 2, 3, 4])
@pytest.mark.parametrize("tied", [False, True], ids=["untied", "tied"])
@pytest.mark.parametrize("final_norm", [False, True], ids=["plain", "final norm"])
def test_the_gradient_is_that_of_pytorch(torch, batch, n_layer, tied, final_norm):
    config = GPTConfig(7, block_size=8, n_layer=n_layer, n_head=2, n_embd=8, tied=tied, final_norm=final_norm)
    params = init_params(config, np.random.default_rng(1), np.float64)
    params.flat[:] *= 5  # so that attention and ReLU are far from linear
    weights = {name: torch.tensor(array, requires_grad=True) for name, array in params.items()}
    expected = torch_loss(torch, weights, config, batch)
    expected.backward()
    value, grads = loss_and_grads(params, config, batch)
    assert value == pytest.approx(expected.item(), rel=1e-12)
    for name, gradient in grads.items():
        oracle = weights[name].grad.numpy()
        assert np.linalg.norm(gradient - oracle) < 1e-9 * np.linalg.norm(oracle), name


@pytest.mark.parametrize("batch", ["packed", "answers"])
@pytest.mark.parametrize("tied", [False, True], ids=["untied", "tied"])
def test_the_gradient_is_the_slope_of_the_loss(tied, batch):
    config = GPTConfig(7, block_size=8, n_layer=2, n_head=2, n_embd=4, tied=tied, final_norm=True)
    rng = np.random.default_rng(2)
    params = init_params(config, rng, np.float64)
    params.flat[:] *= 5
    _, grads = loss_and_grads(params, config, BATCHES[batch])
    for place in rng.permutation(config.n_params)[:80]:
        kept, sides = params.flat[place], []
        for step in (1e-6, -1e-6):
            params.flat[place] = kept + step
            sides.append(loss(params, config, BATCHES[batch]))
        params.flat[place] = kept
        assert grads.flat[place] == pytest.approx((sides[0] - sides[1]) / 2e-6, rel=1e-5, abs=1e-8)


def test_packing_changes_no_loss():
    config = GPTConfig(7, block_size=8, n_layer=2, n_head=2, n_embd=8)
    params = init_params(config, np.random.default_rng(3), np.float64)
    alone = sum(loss(params, config, pad([doc])) * (len(doc) - 1) for doc in DOCS)
    tokens = sum(len(doc) - 1 for doc in DOCS)
    for batch in (BATCHES["padded"], BATCHES["packed"]):
        assert loss(params, config, batch) == pytest.approx(alone / tokens, rel=1e-12)


def test_evaluating_in_parts_changes_no_loss():
    config = GPTConfig(7, block_size=8)
    params = init_params(config, np.random.default_rng(4), np.float64)
    many = pack(DOCS * 50, 8)
    assert evaluate(params, config, many) == pytest.approx(loss(params, config, many), rel=1e-12)


def test_masked_positions_receive_no_attention():
    config = GPTConfig(7, block_size=8, n_layer=3)
    batch = BATCHES["packed"]
    attention = forward(init_params(config, np.random.default_rng(5)), config, batch)[1].attention
    assert attention.shape == (len(batch), 3, 4, 8, 8)
    masked = np.broadcast_to(batch.mask()[:, None] == 0, attention.shape)
    assert (attention[masked] == 0).all()
    np.testing.assert_allclose(attention.sum(axis=-1), 1, rtol=1e-5)


def test_predictions_are_probabilities():
    config = GPTConfig(7, block_size=8)
    params = init_params(config, np.random.default_rng(6))
    params.flat[:] *= 1000  # wildly sure
    probs, _ = predict(params, config, DOCS)
    assert probs.shape == (6, 6, 7)
    np.testing.assert_allclose(probs.sum(axis=-1), 1, rtol=1e-5)


def test_params_are_views_into_one_vector():
    config = GPTConfig(27)
    params = init_params(config, np.random.default_rng(7))
    assert sum(array.size for array in params.values()) == config.n_params == params.flat.size == 14_528
    params.flat[:] = 7
    assert all((array == 7).all() for array in params.values())
    assert "head" not in GPTConfig(27, tied=True).shapes


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"n_embd": 30}, "n_embd 30 cannot be shared among n_head 4"),
        ({"n_layer": 0}, "n_layer is 0"),
        ({"n_head": 2.0}, "n_head is 2.0"),
        ({"tied": 1}, "tied is 1"),
    ],
)
def test_a_shape_that_cannot_be_built_is_refused(wrong, said):
    with pytest.raises(ConfigError, match=said):
        GPTConfig(27, **wrong)
