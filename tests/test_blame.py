"""Blame: the gradient against PyTorch, its parts against the whole, and its words against the slope of the loss."""

import importlib
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gptanim import probe
from gptanim.batches import pack, pad
from gptanim.blame import STAGES, blame, blame_of
from gptanim.corpus import Corpus
from gptanim.errors import DataError
from gptanim.model import Params, loss
from gptanim.run import TrainConfig
from gptanim.trainer import train
from tests.test_model import torch_loss

NAMES = Path(__file__).parents[1] / "data" / "names.txt"
CORPUS = Corpus.of(NAMES.read_text().split()[::30], name="some")
SHORT = TrainConfig(steps=60, batch_size=8, snapshots=2)


def trained(**model):
    """Return a trained model in float64."""
    last = train(CORPUS, model={"n_layer": 2, "n_embd": 16, **model}, train_config=SHORT).last
    return replace(last, params=Params(last.params.flat.astype(float), last.config))


SNAPSHOT = trained()


@pytest.mark.oracle
@pytest.mark.parametrize("tied", [False, True], ids=["untied", "tied"])
def test_every_stage_has_the_norm_that_pytorch_finds(tied):
    if os.environ.get("GPTANIM_REQUIRE_ORACLE") == "1":
        torch = importlib.import_module("torch")
    else:
        torch = pytest.importorskip("torch", reason="PyTorch, the oracle for gradients, is not installed")
    snapshot = trained(tied=tied)
    weights = {name: torch.tensor(array, requires_grad=True) for name, array in snapshot.params.items()}
    head = torch.tensor(snapshot.params["wte"].T.copy(), requires_grad=True) if tied else weights["head"]
    apart = {**weights, "head": head}  # when tied, the same numbers twice, so that each stage gets its own gradient
    torch_loss(torch, apart, replace(snapshot.config, tied=False), pad([snapshot.doc("bobby")])).backward()
    stage_of = {"wte": 0, "wpe": 0, "qkv": 1, "out": 1, "up": 2, "down": 2}
    squares = np.zeros(4)
    for name, weight in weights.items():
        if name != "head":
            squares[stage_of[name.rpartition(".")[2]]] += float((weight.grad**2).sum())
    squares[3] = float((head.grad**2).sum())
    np.testing.assert_allclose(blame(snapshot, "bobby").norm, np.sqrt(squares), rtol=1e-9)


def test_the_blame_is_for_the_mean_surprise_of_the_text():
    found = blame(SNAPSHOT, "bobby")
    surprise = probe.surprise(SNAPSHOT, "bobby")
    assert found.loss == pytest.approx(surprise.mean(), rel=1e-6)
    each = [blame(SNAPSHOT, "bobby", position) for position in range(6)]
    assert [one.loss for one in each] == pytest.approx(surprise.tolist(), rel=1e-6)
    np.testing.assert_allclose(np.mean([one.grads.flat for one in each], axis=0), found.grads.flat, atol=1e-12)


def test_shares_add_up_to_the_whole_gradient():
    found = blame(SNAPSHOT, "bobby", 2)
    assert found.norm.shape == found.share.shape == (len(STAGES),)
    assert found.share.sum() == pytest.approx(1)
    assert np.linalg.norm(found.norm) == pytest.approx(np.linalg.norm(found.grads.flat))


def test_the_guiltiest_weight_is_the_one_whose_nudge_changes_the_loss_most():
    found = blame(SNAPSHOT, "bobby", 2)
    culprits = found.guiltiest(5)
    sizes = [abs(culprit.gradient) for culprit in culprits]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == np.abs(found.grads.flat).max()
    batch = pad([SNAPSHOT.doc("bobby")])
    batch = replace(batch, weights=np.eye(6)[2][None])
    for culprit in culprits:
        sides = []
        for nudge in (1e-6, -1e-6):
            params = Params(SNAPSHOT.params.flat.copy(), SNAPSHOT.config)
            params[culprit.name][culprit.row, culprit.column] += nudge
            sides.append(loss(params, SNAPSHOT.config, batch))
        assert culprit.gradient == pytest.approx((sides[0] - sides[1]) / 2e-6, rel=1e-5)


def test_a_later_letter_bears_no_blame_for_an_earlier_prediction():
    grads = blame(SNAPSHOT, "bobby", 1).grads
    assert (grads["wpe"][:2] != 0).any()
    assert (grads["wpe"][2:] == 0).all()
    assert (grads["wte"][SNAPSHOT.tokenizer.encode("y")] == 0).all()


def test_a_batch_can_be_blamed_as_a_whole():
    batch = pack([SNAPSHOT.doc(text) for text in CORPUS.train[:9]], SNAPSHOT.config.block_size)
    assert blame_of(SNAPSHOT, batch).loss == pytest.approx(probe.loss(SNAPSHOT, CORPUS.train[:9]), rel=1e-6)


def test_a_prediction_that_is_not_there_is_refused():
    with pytest.raises(DataError, match="'bob' has no prediction 4; choose 0 to 3"):
        blame(SNAPSHOT, "bob", 4)
