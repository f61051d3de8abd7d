"""Show what the doctor found as a table."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from gptanim.studio import doctor
from gptanim.studio.doctor import Check


def show(console: Console | None = None) -> bool:
    """Print every check of the machine; return whether nothing required is missing."""
    checks = doctor.report()
    table = Table("", "", "found", "what to do", box=None)
    for check in checks:
        table.add_row(_verdict(check), check.name, check.found, "" if check.ok else check.fix)
    (console or Console()).print(table)
    return all(check.ok or not check.required for check in checks)


def _verdict(check: Check) -> str:
    if check.ok:
        return "[green]ok[/]"
    return "[red]missing[/]" if check.required else "[yellow]optional[/]"
