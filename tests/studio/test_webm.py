"""The WebM, as PyAV reads it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from gptanim.studio import film, sound, webm
from gptanim.studio.clip import Clip
from gptanim.studio.speech import Speech
from tests.studio import hearing

MakeClip = Callable[..., Clip]


@pytest.mark.parametrize("spoken", [True, False])
def test_a_webm_has_the_films_pictures_sound_and_chapters(make_clip: MakeClip, tmp_path: Path, spoken: bool) -> None:
    tone = np.round(9000 * np.sin(np.arange(48_000) / 8)).astype(np.int16)
    sound.write_wav(tmp_path / "tone.wav", tone)
    speech = Speech(tmp_path / "tone.wav", 1.0) if spoken else None
    clips = [make_clip(frames=20, speech=speech), make_clip("loss", frames=25, speech=speech)]
    film.write(clips, tmp_path / "film.mp4", title="<T>")
    webm.write(tmp_path / "film.mp4", tmp_path / "film.webm")
    with av.open(tmp_path / "film.webm") as container:
        assert [stream.codec_context.name for stream in container.streams] == (["vp9", "opus"] if spoken else ["vp9"])
        assert [chapter["metadata"]["title"] for chapter in container.chapters()] == ["Guess", "Loss"]
        assert container.metadata["title"] == "<T>"
        times = [float(frame.time) for frame in container.decode(video=0)]
    assert times == pytest.approx([number / 15 for number in range(45)], abs=0.001)
    if spoken:
        heard = hearing.samples(tmp_path / "film.webm")
        assert len(heard) / 48_000 == pytest.approx(3.0, abs=1 / 15)
        assert hearing.loudness(tmp_path / "film.webm")[0] == pytest.approx(-16, abs=1)
