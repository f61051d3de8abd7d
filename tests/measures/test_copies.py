"""Copies, counted again one text at a time."""

from __future__ import annotations

import numpy as np

from gptanim.corpus import Corpus
from gptanim.measures.copies import draw
from gptanim.run import TrainConfig
from gptanim.sampler import sample
from gptanim.trainer import train


def test_every_text_is_called_a_copy_that_stands_in_the_training_data() -> None:
    train_texts, held_out = ("anna", "anne", "ann", "ben"), ("bea", "be", "ann")
    corpus = Corpus((*train_texts, *held_out), train_texts, held_out, "by hand")
    run = train(corpus, model={"n_embd": 8, "n_head": 2}, train_config=TrainConfig(steps=80, snapshots=2))
    found = draw(run, 60)
    assert found.drawn == sample(run.last, 60, np.random.default_rng(run.train_config.seed))
    assert found.copied.tolist() == [text in train_texts for text in found.drawn]
    assert found.met == found.drawn.count("bea") + found.drawn.count("be")
    assert found.arrays()["drawn"].tolist() == list(found.drawn)
