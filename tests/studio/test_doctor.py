"""The doctor tells what is there, and for each lack what to do."""

import shutil
import subprocess
import sys
from collections import namedtuple
from importlib import metadata

import pytest

from gptanim.studio import doctor


def check(name, **where):
    return next(found for found in doctor.report(**where) if found.name == name)


def test_every_need_of_a_lesson_is_checked():
    names = [found.name for found in doctor.report()]
    assert names == [
        "Python",
        "manim",
        "Cairo (pycairo)",
        "Pango (manimpango)",
        "PyAV with x264",
        "typst formulas",
        "font Inter",
        "font JetBrains Mono",
        "font Noto Sans for other scripts",
        "font Noto Sans CJK",
        "processor cores",
        "room for lessons",
        "voice espeak",
        "voice piper",
        "Chromium",
        "PyTorch",
    ]


def test_a_machine_that_was_set_up_has_all_that_is_required():
    assert [found for found in doctor.report() if found.required and not found.ok] == []


def test_every_fix_is_one_line():
    assert all(found.fix and "\n" not in found.fix for found in doctor.report())


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("cairo", "Cairo (pycairo)"),
        ("manimpango", "Pango (manimpango)"),
        ("av", "PyAV with x264"),
        ("typst", "typst formulas"),
    ],
)
def test_a_package_that_cannot_be_imported_is_reported_with_its_fix(monkeypatch, module, name):
    monkeypatch.setitem(sys.modules, module, None)
    found = check(name)
    assert not found.ok
    assert module in found.found
    assert "make lesson" in found.fix


@pytest.mark.parametrize(("package", "name"), [("manim", "manim"), ("torch", "PyTorch")])
def test_a_package_that_is_not_installed_is_reported(monkeypatch, package, name):
    def version(asked):
        raise metadata.PackageNotFoundError(asked)

    monkeypatch.setattr(metadata, "version", version)
    found = check(name)
    assert (found.ok, found.found) == (False, "not installed")
    assert found.required == (package == "manim")


def test_a_missing_font_package_is_reported(monkeypatch):
    monkeypatch.setattr(doctor, "FONT_PACKAGES", {"Inter": "no_such_font_package"})
    assert not check("font Inter").ok
    assert check("font Inter").found == "not installed"


def test_an_av_without_x264_is_reported(monkeypatch):
    import av

    monkeypatch.setattr(av, "codecs_available", {"mpeg4"})
    assert "built without libx264" in check("PyAV with x264").found


def test_an_old_python_is_reported(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    assert not check("Python").ok


def test_a_full_disk_is_reported(monkeypatch, tmp_path):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100, 99, 1))
    assert not check("room for lessons", out=tmp_path).ok


def test_a_folder_that_cannot_be_written_to_is_reported(tmp_path):
    (tmp_path / "out").write_text("a file where the folder should be")
    found = check("room for lessons", out=tmp_path / "out" / "lesson")
    assert not found.ok
    assert "cannot write" in found.found


def test_the_folder_for_lessons_need_not_exist_yet(tmp_path):
    assert check("room for lessons", out=tmp_path / "not" / "yet").ok
    assert list(tmp_path.iterdir()) == []


def test_a_missing_browser_is_no_hindrance(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert (check("Chromium").ok, check("Chromium").required) == (False, False)


def test_the_doctor_does_not_import_manim():
    code = "import sys; from gptanim.studio import doctor; doctor.report(); sys.exit('manim' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_voice_that_is_not_there_is_no_fault_but_how_to_install_it_is_said(monkeypatch):
    assert check("voice espeak").ok
    monkeypatch.setattr(doctor.piper, "find_spec", lambda name: None)
    missing = check("voice piper")
    assert (missing.ok, missing.required) == (False, False)
    assert "-e '.[piper]'" in missing.fix
