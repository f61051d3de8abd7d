"""The deck: what its file holds, and what Chromium makes of it without a network."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from gptanim.errors import ConfigError, RenderError
from gptanim.studio import deck, stills
from gptanim.studio.clip import Clip
from tests.studio.hostile import HOSTILE

MakeClip = Callable[..., Clip]
INK = {"background": "#11141b", "text": "#eef1f7", "accent": "#5aa9ff"}


class Elements(HTMLParser):
    """Every element's name and attributes, as a parser finds them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def write(clips: list[Clip], folder: Path, **options: Any) -> Path:
    path = folder / "slides.html"
    with stills.kept() as pictures:
        deck.write(clips, path, pictures, **({"title": "How a GPT learns"} | INK | options))
    return path


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_each_beat_is_a_slide_and_a_countdown_is_none(lesson_clips: list[Clip], tmp_path: Path) -> None:
    elements = Elements(write(lesson_clips, tmp_path).read_text())
    slides = [section["id"] for section in elements.named("section") if "id" in section]
    assert slides == ["guess.untrained", "guess.letters", "loss.surprise", "loss.falling"]
    videos = elements.named("video")
    assert [video["aria-label"] for video in videos] == [clip.line for clip in lesson_clips if not clip.interlude]
    assert ["loop" in video for video in videos] == [False, False, False, True]
    assert all("muted" in video and "playsinline" in video for video in videos)


def test_clips_lie_beside_the_deck_under_names_that_tell_their_content(
    lesson_clips: list[Clip], tmp_path: Path
) -> None:
    page = Elements(write(lesson_clips, tmp_path).read_text())
    for video, clip in zip(page.named("video"), [clip for clip in lesson_clips if not clip.interlude], strict=True):
        source = str(video["data-clip"])
        assert source == f"clips/{clip.address}-{clip.key[:8]}.mp4"
        assert (tmp_path / source).read_bytes() == clip.path.read_bytes()
    assert names(tmp_path) == {"slides.html", "clips"}
    assert len(names(tmp_path / "clips")) == 4


def test_clips_no_longer_named_by_a_deck_are_removed_and_other_files_stay(
    lesson_clips: list[Clip], tmp_path: Path
) -> None:
    write(lesson_clips, tmp_path)
    (tmp_path / "clips" / "holiday.mp4").touch()
    (tmp_path / "other.html").write_text((tmp_path / "slides.html").read_text())
    changed = replace(lesson_clips[0], key="f" * 64)
    write([changed], tmp_path)
    assert len(names(tmp_path / "clips")) == 6  # another deck still shows the old ones
    (tmp_path / "other.html").unlink()
    write([changed], tmp_path)
    assert names(tmp_path / "clips") == {"guess.untrained-ffffffff.mp4", "holiday.mp4"}


def test_a_failure_leaves_the_deck_before_with_its_clips(lesson_clips: list[Clip], tmp_path: Path) -> None:
    before = write(lesson_clips[:2], tmp_path).read_text()
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"not a film")
    with pytest.raises(RenderError, match="broken"):
        write([lesson_clips[3], replace(lesson_clips[4], path=broken)], tmp_path)
    assert (tmp_path / "slides.html").read_text() == before
    assert {clip.key[:8] for clip in lesson_clips[:2]} <= {name[-12:-4] for name in names(tmp_path / "clips")}


def test_a_deck_without_links_between_disks_copies(
    lesson_clips: list[Clip], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    write(lesson_clips[:1], tmp_path)
    (copy,) = (tmp_path / "clips").iterdir()
    assert copy.read_bytes() == lesson_clips[0].path.read_bytes()


def test_hostile_words_make_no_elements(make_clip: MakeClip, tmp_path: Path) -> None:
    tame = Elements(write([make_clip()], tmp_path).read_text())
    hostile = make_clip(line=HOSTILE, notes=HOSTILE, title=HOSTILE, chapter=HOSTILE)
    wild = Elements(write([hostile], tmp_path, title=HOSTILE).read_text())
    count = [name for name, _ in wild.found]
    assert sorted(count) == sorted([name for name, _ in tame.found] + ["p"])  # the notes
    assert wild.named("video")[0]["aria-label"] == HOSTILE


def test_the_policy_names_the_digest_of_every_script_and_no_host(lesson_clips: list[Clip], tmp_path: Path) -> None:
    page = write(lesson_clips, tmp_path).read_text()
    policy = str(Elements(page).named("meta")[1]["content"])
    for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL):
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy
    assert policy.startswith("default-src 'none'; ")
    assert "http" not in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]


def test_nothing_to_show_and_no_colour_are_explained(make_clip: MakeClip, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="no clips"):
        write([make_clip(interlude=True)], tmp_path)
    with pytest.raises(ConfigError, match="#rrggbb"):
        write([make_clip()], tmp_path, text="red;} body{display:none")
    assert not (tmp_path / "slides.html").exists()


# What follows needs Chromium.


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without a network, which must neither complain nor ask for anything but files."""
    context = browser.new_context(viewport={"width": 640, "height": 360}, offline=True)
    opened = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    context.on(
        "request",
        lambda request: request.url.startswith(("file:", "data:", "about:")) or complaints.append(request.url),
    )
    yield opened
    context.close()
    assert complaints == []
    assert set(asked) <= {"file", "data", "about"}


STATE = """() => {
  const slide = document.querySelector("section[id].present"), video = slide.querySelector("video");
  return {id: slide.id, playing: !video.paused, time: video.currentTime, length: video.duration, ended: video.ended};
}"""


def arrives(page: Page, id_: str) -> None:
    expect(page.locator("section[id].present")).to_have_attribute("id", id_)


def until(page: Page, holds: Callable[[dict[str, Any]], bool]) -> None:
    """Ask the shown slide again and again until what is asked for holds."""
    for _ in range(300):
        state = page.evaluate(STATE)
        if holds(state):
            return
        page.wait_for_timeout(30)
    pytest.fail(f"after ten seconds still {state}")


def ends(page: Page) -> None:
    """Wait until the shown clip rests on its last frame."""
    until(page, lambda state: not state["playing"] and state["time"] > (state["length"] or 1e9) - 0.02)


def plays(page: Page) -> None:
    """Wait until the shown clip moves."""
    until(page, lambda state: state["playing"] and state["time"] > 0.05)


def brightness(page: Page) -> float:
    """Return the grey in the middle of what is really on the screen."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
    return float(picture.getpixel((320, 180)))  # type: ignore[arg-type]


@pytest.mark.browser
def test_slides_play_forth_and_rest_on_their_last_frame_going_back(
    page: Page, lesson_clips: list[Clip], tmp_path: Path
) -> None:
    page.goto(write(lesson_clips, tmp_path).as_uri())
    arrives(page, "guess.untrained")
    plays(page)
    ends(page)
    assert brightness(page) == pytest.approx(220, abs=6)
    page.keyboard.press("ArrowRight")
    arrives(page, "guess.letters")
    plays(page)
    page.keyboard.press("ArrowLeft")
    arrives(page, "guess.untrained")
    ends(page)
    assert brightness(page) == pytest.approx(220, abs=6)
    page.keyboard.press("r")
    plays(page)
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    arrives(page, "loss.surprise")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1500)  # longer than the clip, which repeats
    assert page.evaluate(STATE)["playing"]


@pytest.mark.browser
def test_an_address_opens_its_slide_and_survives_a_reload(page: Page, lesson_clips: list[Clip], tmp_path: Path) -> None:
    page.goto(write(lesson_clips, tmp_path).as_uri() + "#/guess.letters")
    arrives(page, "guess.letters")
    plays(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/slides.html#/loss.surprise")
    page.reload()
    arrives(page, "loss.surprise")
    plays(page)


@pytest.mark.browser
def test_clicks_go_forth_and_at_the_left_edge_back(page: Page, lesson_clips: list[Clip], tmp_path: Path) -> None:
    page.goto(write(lesson_clips, tmp_path).as_uri())
    plays(page)
    page.mouse.click(400, 180)
    arrives(page, "guess.letters")
    page.mouse.click(30, 180)
    arrives(page, "guess.untrained")
    ends(page)


@pytest.mark.browser
def test_a_tap_and_a_swipe_go_forth_and_a_swipe_to_the_right_back(
    browser: Browser, lesson_clips: list[Clip], tmp_path: Path
) -> None:
    phone = browser.new_context(viewport={"width": 640, "height": 360}, has_touch=True, offline=True).new_page()
    phone.goto(write(lesson_clips, tmp_path).as_uri())
    plays(phone)
    phone.touchscreen.tap(400, 180)
    arrives(phone, "guess.letters")
    swipe(phone, 500, 200)
    arrives(phone, "loss.surprise")
    swipe(phone, 200, 500)
    arrives(phone, "guess.letters")
    ends(phone)
    phone.context.close()


def swipe(page: Page, start: int, end: int) -> None:
    """Draw a finger over the screen."""
    finger = page.context.new_cdp_session(page)
    for kind, places in (("touchStart", [start]), ("touchMove", [(start + end) // 2]), ("touchMove", [end])):
        points = [{"x": x, "y": 180} for x in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.browser
def test_a_slide_that_asks_waits_for_the_speaker(page: Page, lesson_clips: list[Clip], tmp_path: Path) -> None:
    page.goto(write(lesson_clips, tmp_path).as_uri() + "#/guess.letters")
    ends(page)
    page.wait_for_timeout(700)
    arrives(page, "guess.letters")


@pytest.mark.browser
def test_the_next_clip_is_loaded_before_it_is_shown_behind_the_picture_before(
    page: Page, lesson_clips: list[Clip], tmp_path: Path
) -> None:
    page.goto(write(lesson_clips, tmp_path).as_uri())
    plays(page)
    coming = page.locator("[id='guess.letters'] video")
    still = page.locator("[id='guess.untrained'] .still").get_attribute("src")
    assert coming.get_attribute("poster") == still
    page.wait_for_function("document.querySelectorAll('video')[1].readyState === 4", timeout=5000)
    assert coming.evaluate("clip => clip.paused && clip.currentTime === 0")


@pytest.mark.browser
@pytest.mark.parametrize("keys", [[], ["Escape"]])
def test_axe_finds_nothing_serious(page: Page, lesson_clips: list[Clip], tmp_path: Path, keys: list[str]) -> None:
    page.goto(write(lesson_clips, tmp_path).as_uri())
    plays(page)
    for key in keys:
        page.keyboard.press(key)
    found: Any = Axe().run(page).response
    assert found["passes"]
    assert [broken["id"] for broken in found["violations"] if broken["impact"] in ("serious", "critical")] == []


@pytest.mark.browser
def test_controls_show_only_while_the_mouse_moves(page: Page, lesson_clips: list[Clip], tmp_path: Path) -> None:
    page.goto(write(lesson_clips, tmp_path).as_uri())
    controls = page.locator(".controls")
    expect(controls).to_have_css("opacity", "0")
    page.mouse.move(100, 100)
    page.mouse.move(120, 100)
    expect(controls).to_have_css("opacity", "0.6")
    expect(controls).to_have_css("opacity", "0")


@pytest.mark.browser
def test_a_lone_segment_goes_forth_and_back_too(page: Page, lesson_clips: list[Clip], tmp_path: Path) -> None:
    page.goto(write(lesson_clips[:2], tmp_path).as_uri())
    plays(page)
    page.mouse.move(100, 100)
    page.mouse.move(120, 100)
    page.locator(".navigate-right").click()
    arrives(page, "guess.letters")
    page.locator(".navigate-left").click()
    arrives(page, "guess.untrained")
    ends(page)


@pytest.mark.browser
def test_overview_shows_titles_and_last_frames_and_leads_to_a_slide(
    page: Page, lesson_clips: list[Clip], tmp_path: Path
) -> None:
    page.goto(write(lesson_clips, tmp_path).as_uri())
    plays(page)
    page.keyboard.press("Escape")
    expect(page.locator("h2.title", has_text="Loss")).to_be_visible()
    expect(page.locator("video").first).to_be_hidden()
    expect(page.locator("[id='guess.letters'] .still")).to_be_visible()
    page.locator("[id='loss.surprise']").click()
    arrives(page, "loss.surprise")
    expect(page.locator(".reveal")).not_to_have_class(re.compile("overview"))
    plays(page)


@pytest.mark.browser
def test_hostile_words_run_nothing_and_read_as_written(page: Page, make_clip: MakeClip, tmp_path: Path) -> None:
    page.goto(write([make_clip(line=HOSTILE, notes=HOSTILE, title=HOSTILE), make_clip(name="b")], tmp_path).as_uri())
    plays(page)
    assert page.locator("p.line").first.text_content() == HOSTILE
    assert page.locator("h2.title").first.text_content() == HOSTILE
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    expect(popup.value.locator(".speaker-controls-notes .value")).to_contain_text("hcraes")
    popup.value.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None
    assert popup.value.evaluate("window.hacked") is None


@pytest.mark.browser
def test_the_speakers_window_shows_notes_and_both_slides(page: Page, lesson_clips: list[Clip], tmp_path: Path) -> None:
    page.goto(write(lesson_clips, tmp_path).as_uri() + "#/guess.letters")
    arrives(page, "guess.letters")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    window = popup.value
    window.wait_for_load_state()
    scripts = window.evaluate("[...document.scripts].map(script => script.textContent)")
    digests = ["sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    assert digests == [deck.SPEAKER_WINDOW], "put this digest into deck.py"
    expect(window.locator(".speaker-controls-notes .value")).to_contain_text("Let them guess.")
    expect(window.locator(".speaker-controls-time .clock-value")).to_have_text(re.compile(r"\d:\d\d"))
    coming = window.frame_locator("#upcoming-slide iframe")
    expect(coming.locator("section[id].present")).to_have_attribute("id", "loss.surprise")


@pytest.mark.browser
def test_hundreds_of_slides_keep_few_clips_loaded(page: Page, make_clip: MakeClip, tmp_path: Path) -> None:
    clips = [make_clip(f"part{number // 10}", f"beat{number}", frames=3) for number in range(230)]
    page.goto(write(clips, tmp_path).as_uri())
    for _ in range(25):
        page.keyboard.press("ArrowRight")
    arrives(page, "part2.beat25")
    ends(page)
    page.evaluate("location.hash = '#/part22.beat229'")
    arrives(page, "part22.beat229")
    ends(page)
    assert page.locator("video[src]").count() <= 5
    for _ in range(25):
        page.keyboard.press("ArrowLeft")
    arrives(page, "part20.beat204")
    ends(page)
    page.evaluate("location.hash = '#/part0.beat0'")
    arrives(page, "part0.beat0")
    ends(page)
    assert page.locator("video[src]").count() <= 5


@pytest.mark.browser
def test_one_file_needs_no_other(page: Page, lesson_clips: list[Clip], tmp_path: Path) -> None:
    path = write(lesson_clips, tmp_path, one_file=True)
    assert names(tmp_path) == {"slides.html"}
    page.goto(path.as_uri())
    plays(page)
    ends(page)
    page.keyboard.press("ArrowRight")
    plays(page)


@pytest.mark.browser
def test_print_mode_gives_a_page_a_slide(page: Page, lesson_clips: list[Clip], tmp_path: Path) -> None:
    page.goto(write(lesson_clips, tmp_path).as_uri() + "?print-pdf")
    expect(page.locator(".pdf-page")).to_have_count(4)
    expect(page.locator(".pdf-page .still").last).to_be_visible()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 4


@pytest.mark.browser
def test_printed_as_it_is_it_gives_pictures_and_lines(page: Page, lesson_clips: list[Clip], tmp_path: Path) -> None:
    page.goto(write(lesson_clips, tmp_path).as_uri())
    plays(page)
    pages = PdfReader(io.BytesIO(page.pdf())).pages
    printed = " ".join(" ".join(paper.extract_text().split()) for paper in pages)
    assert all(clip.line in printed for clip in lesson_clips if not clip.interlude)
    assert "Let them guess." not in printed  # which is for the speaker alone
    assert sum(len(paper.images) for paper in pages) >= 4


@pytest.mark.browser
def test_a_missing_clip_leaves_the_picture_before_and_the_deck_goes_on(
    browser: Browser, lesson_clips: list[Clip], tmp_path: Path
) -> None:
    path = write(lesson_clips, tmp_path)
    next((tmp_path / "clips").glob("guess.letters-*")).unlink()
    lonely = browser.new_page()
    lonely.goto(path.as_uri())
    plays(lonely)
    lonely.keyboard.press("ArrowRight")
    arrives(lonely, "guess.letters")
    lonely.keyboard.press("ArrowRight")
    plays(lonely)
    lonely.close()
