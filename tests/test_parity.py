"""The whole training against PyTorch's: the same batches, weights and optimizer, in float64."""

import importlib
import os
from itertools import tee
from pathlib import Path

import numpy as np
import pytest

from gptanim import arithmetic
from gptanim.batches import packed_batches
from gptanim.corpus import Corpus
from gptanim.model import GPTConfig, init_params
from gptanim.run import TrainConfig
from gptanim.trainer import updates
from gptanim.vocabulary import learn
from tests.test_model import torch_loss

NAMES = Path(__file__).parents[1] / "data" / "names.txt"
STEPS = 100


@pytest.fixture(scope="module")
def torch():
    """PyTorch; missing, it skips the test, or fails it when GPTANIM_REQUIRE_ORACLE is 1."""
    if os.environ.get("GPTANIM_REQUIRE_ORACLE") == "1":
        return importlib.import_module("torch")
    return pytest.importorskip("torch", reason="PyTorch, the oracle for training, is not installed")


def prepare(kind, texts, answer, **model):
    """Return weights in float64, and an endless stream of packed batches."""
    tokenizer = learn(kind, texts)
    rng = np.random.default_rng(0)
    config = GPTConfig(tokenizer.vocab_size, block_size=24, n_embd=16, **model)
    after = tokenizer.encode(answer)[0] if answer else None
    docs = [tokenizer.with_markers(text) for text in texts]
    return init_params(config, rng, np.float64), packed_batches(docs, 24, 8, rng, after)


def torch_curve(torch, params, batches, settings):
    """Return the losses of the same training, (steps + 1,), by PyTorch's gradients and its Adam."""
    weights = {name: torch.tensor(array.copy(), requires_grad=True) for name, array in params.items()}
    adam = torch.optim.Adam(weights.values(), lr=settings.learning_rate, betas=(0.9, 0.99), eps=1e-8)
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: 1 - step / settings.steps)
    losses = []
    for _ in range(settings.steps + 1):
        adam.zero_grad()
        loss = torch_loss(torch, weights, params.config, next(batches))
        loss.backward()
        losses.append(loss.item())
        adam.step()
        schedule.step()
    return losses


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("task", "model"),
    [
        ("names", {}),
        ("calculator", {"n_layer": 2, "final_norm": True}),
        ("calculator", {"n_layer": 3, "final_norm": True, "tied": True}),
    ],
    ids=["names", "calculator", "calculator, all on"],
)
def test_a_hundred_steps_are_those_of_pytorch(torch, task, model):
    if task == "names":
        params, batches = prepare("character", Corpus.read(NAMES).train, "", **model)
    else:
        params, batches = prepare("word", arithmetic.corpus().train, "equals", **model)
    settings = TrainConfig(steps=STEPS)
    ours, theirs = tee(batches)
    expected = torch_curve(torch, params, theirs, settings)
    found = [loss for loss, _ in updates(params, ours, settings)]
    assert found[1] == pytest.approx(expected[1], rel=1e-12)  # after one step
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)
    assert found[-1] < found[0] - 0.5
