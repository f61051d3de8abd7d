"""Activations: recomputed step by step from the weights alone, and facts of the residual stream."""

from pathlib import Path

import numpy as np
import pytest

from gptanim import probe
from gptanim.activations import activations, unit
from gptanim.corpus import Corpus
from gptanim.errors import DataError
from gptanim.run import TrainConfig
from gptanim.trainer import train

NAMES = Path(__file__).parents[1] / "data" / "names.txt"
CORPUS = Corpus.of(NAMES.read_text().split()[::30], name="some")
SHORT = TrainConfig(steps=60, batch_size=8, snapshots=2)


def trained(**model):
    return train(CORPUS, model={"n_layer": 2, "n_embd": 16, **model}, train_config=SHORT).last


SNAPSHOT = trained()


def norm(x):
    return x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + 1e-5)


@pytest.mark.parametrize("final_norm", [False, True], ids=["plain", "final norm"])
def test_every_stage_follows_from_the_one_before_it(final_norm):
    snapshot = trained(final_norm=final_norm)
    found, weights = activations(snapshot, "anna"), probe.attention(snapshot, "anna")  # (L, H, 5, 5)
    params = {name: array.astype(float) for name, array in snapshot.params.items()}
    x = norm(params["wte"][snapshot.doc("anna")[:-1]] + params["wpe"][:5])
    np.testing.assert_allclose(found.residual[0], x, rtol=1e-4, atol=1e-6)
    for i in range(2):
        v = (norm(x) @ params[f"layer{i}.qkv"][:, 32:]).reshape(5, 4, 4).swapaxes(0, 1)  # (H, T, d)
        x = x + (weights[i] @ v).swapaxes(0, 1).reshape(5, 16) @ params[f"layer{i}.out"]
        np.testing.assert_allclose(found.residual[2 * i + 1], x, rtol=1e-4, atol=1e-5)
        expanded = norm(x) @ params[f"layer{i}.up"]
        np.testing.assert_allclose(found.mlp_in[i], norm(x), rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(found.expanded[i], expanded, rtol=1e-4, atol=1e-5)
        np.testing.assert_allclose(found.hidden[i], np.maximum(expanded, 0), rtol=1e-4, atol=1e-5)
        x = x + np.maximum(expanded, 0) @ params[f"layer{i}.down"]
        np.testing.assert_allclose(found.residual[2 * i + 2], x, rtol=1e-4, atol=1e-5)
    logits = (norm(x) if final_norm else x) @ params["head"]
    np.testing.assert_allclose(found.logits, logits, rtol=1e-4, atol=1e-4)


def test_logits_lead_to_the_predictions():
    exps = np.exp(activations(SNAPSHOT, "bob").logits)
    np.testing.assert_allclose(
        exps / exps.sum(axis=-1, keepdims=True), probe.distributions(SNAPSHOT, "bob"), rtol=1e-4, atol=1e-7
    )


def test_shapes_and_names_go_together():
    found = activations(SNAPSHOT, "bob")
    assert found.stages == ("embedding", "attention 1", "mlp 1", "attention 2", "mlp 2")
    assert found.residual.shape == (5, 4, 16)
    assert found.added.shape == (4, 4, 16)
    assert found.kept.shape == (4, 4)
    assert found.hidden.shape == found.fires.shape == (2, 4, 64)


def test_the_stream_keeps_what_was_there_and_adds():
    found = activations(SNAPSHOT, "bob")
    np.testing.assert_allclose(found.residual[0] + found.added.sum(axis=0), found.residual[-1], atol=1e-5)
    assert (np.abs(found.kept) <= 1 + 1e-6).all()
    assert (found.kept.mean(axis=-1) > 0).all()


def test_a_unit_fires_when_its_weighted_sum_is_above_0():
    found = activations(SNAPSHOT, "bob")
    np.testing.assert_array_equal(found.fires, found.expanded > 0)
    assert 0.05 < found.fires.mean() < 0.95
    for index in range(0, 64, 7):
        one = unit(SNAPSHOT, "bob", 2, index, layer=1)
        assert one.products.sum() == pytest.approx(one.total, rel=1e-4, abs=1e-5)
        assert one.total == pytest.approx(found.expanded[1, 2, index], rel=1e-4, abs=1e-5)
        assert one.output == pytest.approx(max(0, one.total), rel=1e-4, abs=1e-5)


def test_what_is_not_there_is_refused():
    with pytest.raises(DataError, match="no layer 2 on 'bob'; choose 0 to 1"):
        unit(SNAPSHOT, "bob", 0, 0, layer=2)
    with pytest.raises(DataError, match="no position 4"):
        unit(SNAPSHOT, "bob", 4, 0)
    with pytest.raises(DataError, match="no unit 64"):
        unit(SNAPSHOT, "bob", 0, 64)
