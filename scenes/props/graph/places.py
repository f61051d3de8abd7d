"""Where the circuit stands, and what is computed beside it."""

from __future__ import annotations

from scenes.kit.layout import Region


def places(stage: Region) -> tuple[Region, Region, Region]:
    """Return the places of the circuit, of a line beside it, and of a plot.

    The circuit fills the stage and leaves its upper right free; in a tall frame, it stands below the others.
    """
    if stage.height > stage.width:
        above, below = stage.rows(1, 1.7)
        return below, above, above
    return stage, stage.columns(4.6, 8)[1].rows(1, 3)[0], stage.columns(1.12, 1)[1].rows(3.3, 1.5)[0]
