"""Show what the doctor found as a table."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from gptanim.studio import doctor


def show() -> bool:
    """Print every check of the machine; return whether all passed."""
    checks = doctor.report()
    table = Table("", "", "found", "what to do")
    for check in checks:
        table.add_row("ok" if check.ok else "lacks", check.name, check.found, "" if check.ok else check.fix)
    Console().print(table)
    return all(check.ok for check in checks)
