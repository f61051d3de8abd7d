"""Square and tall frames: every segment's text is inside, large enough and apart there too."""

from __future__ import annotations

import pytest

from gptanim.run import Run
from gptanim.studio import cast
from gptanim.studio.aspect import ASPECTS, sized
from gptanim.studio.clip import QUALITIES
from tests.scenes.conftest import Measure
from tests.scenes.walkthrough import found_faults

CROWDED = {  # composed for a wide frame so far: one text is too small or over another
    "blame": ("1:1", "9:16"),
    "descent": ("1:1",),
    "graph": ("1:1", "9:16"),
    "loop": ("1:1",),
    "loss": ("1:1",),
    "scaling": ("1:1", "9:16"),
}


@pytest.mark.parametrize("aspect", ASPECTS[1:])
@pytest.mark.parametrize("name", cast.segment_names())
def test_text_reflows(name: str, aspect: str, exhibit_of: Measure, names: Run, request: pytest.FixtureRequest) -> None:
    if aspect in CROWDED.get(name, ()):
        request.applymarker(pytest.mark.xfail(reason="composed for a wide frame", strict=False))
    found = found_faults(cast.segment(name), exhibit_of(name, names), sized(QUALITIES["draft"], aspect))
    assert not found, "\n".join(found)
