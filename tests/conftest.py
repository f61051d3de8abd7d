"""What holds for all tests. Imported before any imports NumPy, so that gptanim says how many threads multiply."""

from __future__ import annotations

import signal
from contextlib import suppress

import pytest

import gptanim

__all__ = ["gptanim"]
with suppress(ValueError):  # in another thread than the main one
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs, and theirs, ignore Ctrl-C
SPREAD = ("test_contract.py", "test_reflow.py")  # many tests that share nothing but the runs they look at


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one process, where they share what they made, when ``-n`` starts several."""
    for item in items:
        if item.path.name not in SPREAD:
            item.add_marker(pytest.mark.xdist_group(str(item.path)))
