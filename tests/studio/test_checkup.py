import io

import pytest
from rich.console import Console

from gptanim.studio import checkup, doctor
from gptanim.studio.doctor import Check

FINE = Check("Python", True, "3.11", "install it")
OPTIONAL = Check("Chromium", False, "not found", "only tests need it", required=False)
LACKING = Check("pango", False, "not installed", "apt install libpango1.0-dev")


@pytest.mark.parametrize(
    ("checks", "well", "words"),
    [
        ([FINE], True, ["ok", "Python", "3.11"]),
        ([FINE, OPTIONAL], True, ["optional", "Chromium", "only tests need it"]),
        ([FINE, LACKING], False, ["missing", "pango", "apt install libpango1.0-dev"]),
    ],
)
def test_each_check_is_shown_and_only_a_required_lack_is_bad(
    monkeypatch: pytest.MonkeyPatch, checks: list[Check], well: bool, words: list[str]
) -> None:
    monkeypatch.setattr(doctor, "report", lambda: checks)
    said = io.StringIO()
    assert checkup.show(Console(file=said, width=120)) is well
    assert all(word in said.getvalue() for word in words)
    assert "install it" not in said.getvalue()
