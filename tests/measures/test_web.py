"""A web shows the weights it says it shows."""

from __future__ import annotations

import pytest

from gptanim.blame import blame
from gptanim.corpus import Corpus
from gptanim.measures.mistake import mistake
from gptanim.measures.web import MOST, web
from gptanim.run import Run, TrainConfig
from gptanim.trainer import train


@pytest.fixture(scope="module", params=[False, True], ids=["untied", "tied"])
def run(request: pytest.FixtureRequest) -> Run:
    corpus = Corpus.of(["anna", "ben", "clara", "dora", "emma"], name="few")
    model = {"n_embd": 12, "n_layer": 2, "n_head": 2, "tied": request.param}
    return train(corpus, model=model, train_config=TrainConfig(steps=5, snapshots=2))


def test_every_edge_is_the_gradient_of_the_weight_at_its_place(run: Run) -> None:
    case = mistake(run)
    found = blame(case.snapshot, case.text, case.position)
    drawn = web(found, case)
    edges = drawn.edges(found.grads)
    for edge, gradient in enumerate(edges.tolist()):
        name, row, column = drawn.place(found.grads, edge)
        assert found.grads[name][row, column] == pytest.approx(gradient)


def test_columns_have_no_more_nodes_than_can_be_drawn_and_the_right_token_among_them(run: Run) -> None:
    case = mistake(run)
    drawn = web(blame(case.snapshot, case.text, case.position), case)
    assert max(map(len, drawn.columns)) <= MOST
    assert case.target in drawn.tokens
    assert drawn.positions[-1] == case.position
    probs = case.probs(case.snapshot)[list(drawn.tokens)]
    assert probs.tolist() == sorted(probs.tolist(), reverse=True)
