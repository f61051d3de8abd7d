"""Square and tall frames: every segment's text is inside, large enough and apart there too."""

from __future__ import annotations

import pytest

from gptanim.run import Run
from gptanim.studio import cast
from gptanim.studio.aspect import ASPECTS, sized
from gptanim.studio.clip import QUALITIES
from tests.scenes.conftest import Measure
from tests.scenes.walkthrough import found_faults


@pytest.mark.parametrize("aspect", ASPECTS[1:])
@pytest.mark.parametrize("name", cast.segment_names())
def test_text_reflows(name: str, aspect: str, exhibit_of: Measure, names: Run) -> None:
    found = found_faults(cast.segment(name), exhibit_of(name, names), sized(QUALITIES["draft"], aspect))
    assert not found, "\n".join(found)
