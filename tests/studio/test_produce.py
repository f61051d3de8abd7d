"""The main job from end to end, in a copy of the project that has two tiny segments of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import av
import pytest

from tests.studio import hearing
from tests.studio.workshop import NAMES, edit, render, snapshot

pytestmark = pytest.mark.slow
PRODUCTS = [
    "film.mp4",
    "captions.vtt",
    "captions.srt",
    "chapters.vtt",
    "poster.png",
    "slides.html",
    "slides.pptx",
    "slides.pdf",
    "handout.pdf",
    "storyboard.png",
    "manifest.json",
    "index.html",
]


def test_a_lesson_leaves_all_products_and_says_where(project: Path) -> None:
    assert sorted(path.name for path in (project / "out" / "two").iterdir() if path.is_file()) == sorted(PRODUCTS)
    told = render(project, "lesson").stdout.splitlines()
    assert told == [f"out/two/{name}" for name in [*PRODUCTS[:9], "slides/presenter.json", *PRODUCTS[9:]]]
    assert {path.name for path in (project / "out" / "two").iterdir() if path.is_dir()} == {"clips", "slides"}
    manifest = json.loads((project / "out" / "two" / "manifest.json").read_text())
    assert [clip["address"] for clip in manifest["clips"]][:3] == ["tiny.first", "tiny.second", "tiny.second-countdown"]
    assert manifest["runs"]["names"]["texts"] == 8
    assert manifest["seconds"].keys() >= {"train", "render", "film", "slides"}
    assert {len(clip["key"]) for clip in manifest["clips"]} == {64}


def test_the_second_time_nothing_is_trained_or_drawn(project: Path) -> None:
    before = snapshot(project / "out" / "two")
    second = render(project, "lesson")
    assert (second.returncode, second.stderr) == (0, "")
    after = snapshot(project / "out" / "two")
    assert [name for name in PRODUCTS if before[name][0] != after[name][0]] == ["manifest.json"]  # the seconds spent


def test_editing_a_scene_draws_that_scene_only(project: Path) -> None:
    edit(project / "scenes" / "tiny.py", '"first"', '"First"')
    assert "Rendering 4 clips" in render(project, "lesson").stderr


def test_editing_what_all_scenes_import_draws_them_all(project: Path) -> None:
    assert render(project, "film").stderr == ""
    (project / "scenes" / "kit" / "theme.py").open("a").write("# edited\n")
    assert "Rendering 8 clips" in render(project, "film").stderr


def test_it_is_explained_what_is_drawn_and_why(project: Path) -> None:
    edit(project / "scenes" / "tiny.py", '"first"', '"First"')
    told = render(project, "film", "--explain").stderr.splitlines()
    assert "tiny.first: drawn, scenes/tiny.py changed" in told
    assert "small.first: kept" in told
    assert {line.split(": ")[1] for line in render(project, "film", "--explain").stderr.splitlines()} == {"kept"}
    assert (
        "tiny.first: drawn, theme was ink, is paper" in render(project, "film", "--explain", "--theme", "paper").stderr
    )


def test_one_worker_and_two_make_the_same_clips(project: Path) -> None:
    clips = project / "out" / "cache" / "clips"
    made = {path.name: path.read_bytes() for path in clips.glob("*.mp4")}
    for workers in ("1", "2"):
        for path in clips.glob("*.mp4"):
            path.unlink()
        assert "Rendering 8 clips" in render(project, "film", "--workers", workers).stderr
        assert {path.name: path.read_bytes() for path in clips.glob("*.mp4")} == made


def test_what_is_cleaned_away_is_made_again(project: Path) -> None:
    cleaned = render(project, "clean", "--keep", "0")
    assert cleaned.stdout.startswith("Removed 8 clips and 1 run, ")
    assert list((project / "out" / "cache" / "clips").iterdir()) == []
    assert "Rendering 8 clips" in render(project, "film").stderr


def test_a_spoilt_clip_is_drawn_again_alone(project: Path) -> None:
    clips = sorted((project / "out" / "cache" / "clips").glob("*.mp4"))
    before = clips[0].read_bytes()
    clips[0].unlink()
    clips[0].write_bytes(before[:100])
    assert "Rendering 1 clip:" in render(project, "lesson").stderr
    assert clips[0].read_bytes() == before


def test_other_data_make_a_lesson_beside_the_first(project: Path) -> None:
    before = snapshot(project / "out" / "two")
    (project / "my names.txt").write_text(NAMES + "ida\n")
    other = render(project, "lesson", "--data", "my names.txt")
    assert other.returncode == 0, other.stderr
    assert "There are 9 names." in (project / "out" / "two-my-names" / "captions.srt").read_text()
    assert snapshot(project / "out" / "two") == before


def test_only_one_segment_in_another_theme_and_place(project: Path) -> None:
    made = render(project, "storyboard", "--only", "tiny", "--theme", "paper", "--out", "elsewhere")
    assert made.stdout.split() == ["elsewhere/storyboard.png", "elsewhere/manifest.json"]
    assert "Rendering 4 clips" in made.stderr


def test_a_deck_can_be_asked_for_in_some_formats_or_in_one_file(project: Path) -> None:
    some = render(project, "slides", "--format", "pdf", "--format", "pptx", "--out", "some")
    assert some.stdout.split() == [
        f"some/{name}" for name in ("slides.pptx", "slides.pdf", "handout.pdf", "manifest.json")
    ]
    one = render(project, "slides", "--format", "html", "--one-file", "--out", "one")
    assert one.stdout.split() == ["one/slides.html", "one/manifest.json"]
    assert not (project / "one" / "clips").exists()
    assert 'data-clip="data:video/mp4;base64,' in (project / "one" / "slides.html").read_text()
    assert render(project, "slides", "--format", "docx").returncode == 2


def test_a_beat_can_be_looked_at_alone(project: Path) -> None:
    seen = render(project, "preview", "tiny.second", "--lesson", "two.toml")
    assert seen.stdout.split() == ["out/preview/tiny.second.mp4", "out/preview/tiny.second.png"]
    assert seen.stderr == ""  # it was drawn for the lesson
    assert all((project / name).stat().st_size > 1000 for name in seen.stdout.split())


def test_a_watched_beat_is_drawn_again_when_its_file_is_saved(project: Path) -> None:
    scene = project / "scenes" / "tiny.py"
    with subprocess.Popen(
        [sys.executable, "render.py", "watch", "tiny", "--lesson", "two.toml"],
        cwd=project,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            assert process.stderr is not None
            assert re.fullmatch(r"out/preview/tiny\.mp4 \(\d+\.\d s\)\n", process.stderr.readline())
            edit(scene, '"second"', '"Second"')
            assert "Rendering 3 clips" in process.stderr.readline()  # the beat, its countdown and the curtain
            assert "out/preview/tiny.mp4" in process.stderr.readline()
            edit(scene, "FadeIn(", "FadeIn((")
            assert process.stderr.readline().startswith("Error: ")
            while not process.stderr.readline().endswith(" s)\n"):
                pass
            edit(scene, "FadeIn((", "FadeIn(")
            assert "out/preview/tiny.mp4" in process.stderr.readline()
            os.killpg(process.pid, signal.SIGINT)
            _, err = process.communicate(timeout=20)
        finally:
            with suppress(ProcessLookupError):  # or a failed test would wait for it forever
                os.killpg(process.pid, signal.SIGKILL)
    assert (err, process.returncode) == ("", 0)


def test_a_failing_scene_is_named_keeps_the_others_and_the_earlier_film(project: Path) -> None:
    before = snapshot(project / "out" / "two")
    edit(project / "scenes" / "tiny.py", '"first"', '"First"')
    edit(project / "scenes" / "small.py", 'Label("second", self.theme)', "1 // 0")
    failed = render(project, "lesson")
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert all(
        word in failed.stderr
        for word in ("Error: ", "small.second", "line 24 of small.py", "1 // 0", "ZeroDivisionError")
    )
    assert snapshot(project / "out" / "two") == before
    edit(project / "scenes" / "small.py", "1 // 0", 'Label("Second", self.theme)')
    assert "Rendering 3 clips" in render(project, "lesson").stderr


def test_a_scene_edited_while_it_is_drawn_is_not_kept(project: Path) -> None:
    before = set((project / "out" / "cache" / "clips").iterdir())
    edit(project / "scenes" / "tiny.py", '"first"', "str(open(__file__, 'a').write('#') and 'first')")
    failed = render(project, "film")
    assert failed.returncode == 1
    assert "segment 'tiny': its source was edited while it was drawn" in failed.stderr
    assert set((project / "out" / "cache" / "clips").iterdir()) == before


def test_ctrl_c_keeps_what_is_done_and_the_next_call_goes_on(project: Path) -> None:
    before = snapshot(project / "out" / "two")
    edit(project / "scenes" / "tiny.py", '"first"', '"First"')
    edit(project / "scenes" / "small.py", "self.play(", "__import__('time').sleep(60)\n        self.play(")
    clips = project / "out" / "cache" / "clips"
    count = len(list(clips.glob("*.json")))
    with subprocess.Popen(
        [sys.executable, "render.py", "lesson", "two.toml"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        give_up = time.monotonic() + 60
        while len(list(clips.glob("*.json"))) < count + 4 and time.monotonic() < give_up:
            time.sleep(0.1)
        os.killpg(process.pid, signal.SIGINT)
        began = time.monotonic()
        out, err = process.communicate(timeout=20)
        assert time.monotonic() - began < 2
    assert (out, process.returncode) == ("", 130)
    assert err.endswith("Stopped. What is finished is kept: the same command goes on from there.\n")
    assert "Traceback" not in err
    assert "leaked" not in err
    assert snapshot(project / "out" / "two") == before
    edit(project / "scenes" / "small.py", "__import__('time').sleep(60)\n        ", "")
    assert render(project, "lesson").stderr == ""  # tiny was kept, small is as it was before


def test_a_voice_is_heard_each_beat_holds_for_it_and_the_film_forgets_nothing(project: Path) -> None:
    made = render(project, "film", "--voice", "espeak", "--burn-captions", "--format", "webm")
    assert made.returncode == 0, made.stderr
    assert "Speaking 2 lines" in made.stderr  # both segments say the same
    assert "Rendering 4 clips" in made.stderr
    film = film_folder(project) / "film.mp4"
    clips = json.loads((film_folder(project) / "manifest.json").read_text())
    with av.open(film) as container:
        assert [stream.type for stream in container.streams if stream.type != "data"] == ["video", "audio"]
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert float(video.duration * video.time_base) == pytest.approx(clips["clip_seconds"], abs=0.001)
        assert float(audio.duration * audio.time_base) == pytest.approx(clips["clip_seconds"], abs=1 / 60)
    assert hearing.loudness(film)[0] == pytest.approx(-16, abs=0.5)
    assert (film_folder(project) / "film.webm").stat().st_size > 1000
    again = render(project, "film", "--voice", "espeak", "--burn-captions")
    assert again.stderr == ""
    assert "Rendering" not in render(project, "film").stderr  # the silent lesson's clips are kept beside these


def test_recordings_that_are_missing_are_named_before_anything_is_drawn(project: Path) -> None:
    (project / "mine").mkdir()
    refused = render(project, "film", "--recordings", "mine")
    assert refused.returncode == 1
    assert "mine lacks 4 of 4 recordings: tiny.first.wav: “There are 8 names.”; " in refused.stderr
    assert "Rendering" not in refused.stderr


def test_a_gif_is_of_one_segment(project: Path) -> None:
    refused = render(project, "film", "--format", "gif")
    assert (refused.returncode, "--only SEGMENT" in refused.stderr) == (1, True)
    made = render(project, "film", "--format", "gif", "--only", "tiny")
    assert "out/two/film.gif" in made.stdout.split()


def film_folder(project: Path) -> Path:
    return project / "out" / "two"
