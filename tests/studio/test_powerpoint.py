"""The PowerPoint deck, read back by python-pptx and opened by LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageStat
from pptx import Presentation
from pptx.presentation import Presentation as Document
from pypdf import PdfReader

from gptanim.errors import RenderError
from gptanim.studio import powerpoint, stills
from gptanim.studio.clip import Clip
from tests.studio.hostile import HOSTILE, UNPRINTABLE

MakeClip = Callable[..., Clip]


def write(clips: list[Clip], folder: Path, title: str = "How a GPT learns") -> Path:
    path = folder / "slides.pptx"
    with stills.kept() as pictures:
        powerpoint.write(clips, path, pictures, title=title, background="#11141b")
    return path


def read(clips: list[Clip], folder: Path, title: str = "How a GPT learns") -> Document:
    return Presentation(str(write(clips, folder, title)))


def movies(document: Document) -> list:
    return [next(shape for shape in slide.shapes if not shape.is_placeholder) for slide in document.slides]


def test_every_slide_has_a_title_and_notes(lesson_clips: list[Clip], tmp_path: Path) -> None:
    document = read(lesson_clips, tmp_path)
    titles = [slide.shapes.title.text_frame.text for slide in document.slides]
    assert titles == ["Guess (1/2)", "Guess (2/2)", "Loss (1/2)", "Loss (2/2)"]
    notes = [slide.notes_slide.notes_text_frame.text for slide in document.slides]
    assert notes[:2] == [lesson_clips[0].line, "Which letter comes next?\nLet them guess."]
    assert document.core_properties.title == "How a GPT learns"


def test_the_clip_fills_the_slide_and_the_title_covers_nothing(lesson_clips: list[Clip], tmp_path: Path) -> None:
    document = read(lesson_clips, tmp_path)
    assert document.slide_width / document.slide_height == pytest.approx(16 / 9, abs=0.001)
    for slide, movie in zip(document.slides, movies(document), strict=True):
        assert (movie.left, movie.top) == (0, 0)
        assert (movie.width, movie.height) == (document.slide_width, document.slide_height)
        assert slide.shapes.title.top + slide.shapes.title.height < 0


def test_each_movie_is_its_clip_and_its_poster_the_last_frame(lesson_clips: list[Clip], tmp_path: Path) -> None:
    shown = [clip for clip in lesson_clips if not clip.interlude]
    for movie, clip in zip(movies(read(lesson_clips, tmp_path)), shown, strict=True):
        (link,) = movie.element.xpath(".//*[local-name()='media']/@r:embed")
        assert movie.part.related_part(link).blob == clip.path.read_bytes()
        assert movie.media_format is not None
        poster = Image.open(io.BytesIO(movie.poster_frame.blob))
        assert ImageStat.Stat(poster.convert("L")).median == [pytest.approx(220, abs=4)]
        assert movie.element.xpath(".//p:cNvPr/@descr") == [clip.line]


def test_each_clip_starts_by_itself_and_loops_repeat(lesson_clips: list[Clip], tmp_path: Path) -> None:
    document = read(lesson_clips, tmp_path)
    assert [slide.element.xpath(".//p:cmd/@cmd") for slide in document.slides] == [["playFrom(0.0)"]] * 4
    repeats = [slide.element.xpath(".//p:cMediaNode/p:cTn/@repeatCount") for slide in document.slides]
    assert repeats == [[], [], [], ["indefinite"]]
    for slide, movie in zip(document.slides, movies(document), strict=True):
        assert set(slide.element.xpath(".//p:spTgt/@spid")) == {str(movie.shape_id)}


def test_a_clip_shown_twice_is_stored_once(make_clip: MakeClip, tmp_path: Path) -> None:
    path = write([make_clip("a"), make_clip("b"), make_clip("a")], tmp_path)
    with zipfile.ZipFile(path) as file:
        assert len([name for name in file.namelist() if name.endswith(".mp4")]) == 2
        assert file.testzip() is None


def test_the_same_clips_make_the_same_bytes(lesson_clips: list[Clip], tmp_path: Path) -> None:
    first = write(lesson_clips, tmp_path).read_bytes()
    assert write(lesson_clips, tmp_path).read_bytes() == first


def test_hostile_words_read_as_written(make_clip: MakeClip, tmp_path: Path) -> None:
    clip = make_clip(line=HOSTILE, title=HOSTILE, notes=HOSTILE)
    document = read([clip], tmp_path, title=HOSTILE * 9)
    (slide,) = document.slides
    assert slide.shapes.title.text_frame.text == HOSTILE
    assert slide.notes_slide.notes_text_frame.text == f"{HOSTILE}\n{HOSTILE}"
    assert movies(document)[0].element.xpath(".//p:cNvPr/@descr") == [HOSTILE]


def test_what_xml_cannot_hold_is_replaced(make_clip: MakeClip, tmp_path: Path) -> None:
    (slide,) = read([make_clip(line=UNPRINTABLE)], tmp_path).slides
    assert slide.notes_slide.notes_text_frame.text == "a�b�c�d�e�f"


@pytest.mark.parametrize(("size", "shape"), [((90, 160), 9 / 16), ((100, 100), 1)])
def test_slides_have_the_shape_of_their_clips(
    make_clip: MakeClip, tmp_path: Path, size: tuple[int, int], shape: float
) -> None:
    document = read([make_clip(size=size)], tmp_path)
    assert document.slide_width / document.slide_height == pytest.approx(shape, abs=0.001)


def test_nothing_to_show_makes_no_file(make_clip: MakeClip, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="no clips"):
        write([make_clip(interlude=True)], tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_libreoffice_opens_it_and_shows_last_frames(lesson_clips: list[Clip], tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("there is no LibreOffice: apt-get install libreoffice-impress")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run([*command, write(lesson_clips, tmp_path)], check=True, capture_output=True, timeout=120)
    pages = PdfReader(tmp_path / "slides.pdf").pages
    assert len(pages) == 4
    for page in pages:
        (name,) = re.findall(rb"/(\w+) Do", page.get_contents().get_data())
        picture = page.images[f"/{name.decode()}"]
        assert ImageStat.Stat(picture.image.convert("L")).median == [pytest.approx(220, abs=4)]
        assert page.mediabox.width / page.mediabox.height == pytest.approx(16 / 9, abs=0.01)
