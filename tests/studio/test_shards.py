import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptanim.studio import shards

COSTS = st.lists(st.floats(0.0, 20.0), min_size=1, max_size=12)


@given(COSTS, st.floats(0.1, 30.0))
def test_every_clip_is_in_one_run_in_order(costs: list[float], most: float) -> None:
    runs = shards.runs(costs, most)
    assert list(itertools.chain(*(range(len(costs))[run] for run in runs))) == list(range(len(costs)))


@given(COSTS, st.floats(0.1, 30.0))
def test_a_run_is_longer_than_asked_by_less_than_its_longest_clip(costs: list[float], most: float) -> None:
    assert all(sum(costs[run]) <= most + max(costs[run]) + 1e-6 for run in shards.runs(costs, most))


def test_runs_are_as_even_as_can_be() -> None:
    assert [len(range(10)[run]) for run in shards.runs([1.0] * 10, most=4.0)] == [3, 4, 3]


def test_one_worker_draws_whole_segments() -> None:
    assert shards.runs([5.0, 50.0], shards.longest(1000.0, workers=1)) == [slice(0, 2)]


@pytest.mark.parametrize("workers", [2, 8])
def test_the_last_worker_waits_a_third_of_its_share_at_most(workers: int) -> None:
    assert shards.longest(240.0, workers) == pytest.approx(240.0 / workers / 3)


def test_little_work_is_not_cut_into_crumbs() -> None:
    assert shards.longest(2.0, 64) == shards.LEAST_SECONDS
    assert not math.isinf(shards.longest(2.0, 64))
