"""What the README says works: its commands exist and its segment can be measured, laid out and played."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from manim import tempconfig

import render
from gptanim.corpus import Corpus
from gptanim.run import TrainConfig
from gptanim.studio import captions, cast, gif, lesson, loudness, narrator, products, worker
from gptanim.studio.aspect import sized
from gptanim.studio.clip import QUALITIES, Quality
from gptanim.trainer import train
from scenes.kit.rehearsal import rehearse

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_every_command_it_names_exists() -> None:
    named = set(re.findall(r"render\.py ([a-z]+)", README))
    assert set(render.cli.commands) <= named | {"film", "slides", "storyboard"}
    assert named <= set(render.cli.commands)


def test_every_option_it_names_is_one_of_a_command_on_the_same_line() -> None:
    helps = {name: CliRunner().invoke(render.cli, [name, "--help"]).output for name in render.cli.commands}
    for line in "".join([*blocks("sh"), *blocks("")]).splitlines():
        if "/dask " not in line and "manim-slides" not in line:
            named = [name for name in re.findall("[a-z]+", line) if name in helps] if "render.py" in line else []
            for option in re.findall(r"--[a-z][a-z-]+", line):
                assert any(option in helps[name] for name in named or helps), line


def test_voices_are_as_it_says() -> None:
    section = README.partition("## A voice")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([a-z]+)` \|", section, flags=re.MULTILINE) == list(narrator.VOICES)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert set(re.findall(r"-e '\.\[(\w+)\]'", section)) == {"espeak", "piper"} <= extras.keys()
    assert f"−{-loudness.TARGET:.0f} LUFS" in section
    assert f"two lines of {captions.COLUMNS} characters" in section
    assert f"{captions.READ_PER_SECOND} characters a second" in section
    assert f"{gif.WIDTH} pixels wide, under {gif.MOST_BYTES / 1e6:.0f} MB" in section
    assert "question" in [beat.name for beat in cast.segment("guess").beats]


def test_make_targets_it_names_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    assert set(re.findall(r"make (lesson|test)", README)) <= targets


def test_qualities_are_as_it_says() -> None:
    said = re.search(
        r"`draft` is (\d+) × (\d+) at (\d+).*?`hd` (\d+) × (\d+) at (\d+), `full` (\d+) × (\d+) at (\d+)", README
    )
    assert said is not None
    sizes = [q for quality in QUALITIES.values() for q in (quality.width, quality.height, quality.frame_rate)]
    assert list(map(int, said.groups())) == sizes


def test_aspects_are_as_it_says() -> None:
    said = re.search(
        r"(\d+) × (\d+) and (\d+) × (\d+) at `hd` and `full`, (\d+) × (\d+) and (\d+) × (\d+) at `draft`", README
    )
    assert said is not None
    named = [sized(QUALITIES[quality], aspect) for quality in ("full", "draft") for aspect in ("9:16", "1:1")]
    assert list(map(int, said.groups())) == [side for size in named for side in (size.width, size.height)]


def test_formats_of_the_deck_are_as_it_says() -> None:
    said = re.search(r"--format pptx +# one of ([a-z, ]+);", README)
    assert said is not None
    assert tuple(said[1].split(", ")) == render.DECK_FORMATS == products.FORMATS


def test_its_lesson_is_read(tmp_path: Path) -> None:
    (block,) = blocks("toml")
    path = tmp_path / "lessons" / "mine.toml"
    path.parent.mkdir()
    path.write_text(block, encoding="utf-8")
    (tmp_path / "names.txt").write_text("ada\nalan\ngrace\nkurt\nemmy\n")
    read = lesson.read(path)
    assert [entry.segment for chapter in read.chapters for entry in chapter.entries] == ["guess", "distribution"]


def test_its_segment_works_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = blocks("python")
    (tmp_path / "surprise.py").write_text(block, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("surprise", tmp_path / "surprise.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    run = train(Corpus.read(ROOT / "data" / "names.txt"), model={}, train_config=TrainConfig(steps=100, snapshots=3))
    exhibit = module.Surprise.measure(run)
    assert exhibit.facts["after"] < exhibit.facts["before"]
    with tempconfig(worker.settings(Quality("tiny", 160, 90, 5, 20, "ultrafast"), str(tmp_path))):
        beats = dict(rehearse(module.Surprise(exhibit=exhibit, wanted=())))
    assert list(beats) == ["untrained", "trained"]


def test_files_it_links_to_are_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_pages_address_it_shows_is_a_beat() -> None:
    addresses = re.findall(r"index\.html#(\w+)\.(\w+)", README)
    assert addresses
    for segment, beat in addresses:
        assert beat in [beat.name for beat in cast.segment(segment).beats]


def test_segments_of_the_default_lesson_exist() -> None:
    default = lesson.read(ROOT / "data" / "lessons" / "how-a-gpt-learns.toml")
    assert {e.segment for chapter in default.chapters for e in chapter.entries} <= set(cast.segment_names())
