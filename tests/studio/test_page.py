"""The lesson's page: what it holds, and what Chromium makes of it without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, Request, expect

from gptanim.corpus import Corpus
from gptanim.errors import RenderError
from gptanim.run import Run, TrainConfig
from gptanim.studio import lesson as lessons
from gptanim.studio import manifest, page
from gptanim.studio.clip import QUALITIES, Clip
from gptanim.studio.places import DEFAULT_LESSON
from gptanim.studio.products import PRODUCTS
from gptanim.trainer import train

Write = Callable[..., Path]
HOSTILE = "<script>hacked=1</script>\"><img src=x onerror='hacked=2'> & \u202ehcraes\u202c שלום {{ 7*7 }} 🎉 </title>"
PHONE, DESK = (390, 844), (1440, 900)


@pytest.fixture(scope="module")
def run() -> Run:
    corpus = Corpus.of(["anna", "ben", "carla", "dan", "eva", "Zoë"], name=f"my {HOSTILE}")
    return train(corpus, train_config=TrainConfig(steps=2, snapshots=2, seed=7))


@pytest.fixture
def write(run: Run, tmp_path: Path) -> Write:
    """Return a function that makes a film, its captions, a manifest and the page; returns the page's path."""

    def make(clips: list[Clip], title: str = "How a GPT learns", theme: str = "ink") -> Path:
        lesson = replace(lessons.read(DEFAULT_LESSON), title=title, theme=theme)
        PRODUCTS["film"](clips, lesson, tmp_path)
        manifest.write(tmp_path / "manifest.json", lesson, QUALITIES["draft"], {"names": run}, clips, {})
        return page.write(clips, tmp_path)

    return make


class Elements(HTMLParser):
    """The names of all elements, and each one's attributes that could run something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def test_lines_begin_with_their_clips_and_a_countdown_only_takes_its_time(lesson_clips: list[Clip]) -> None:
    said = list(page.lines(lesson_clips))
    assert [line.id for line in said] == ["guess.untrained", "guess.letters", "loss.surprise", "loss.falling"]
    assert [line.at for line in said] == pytest.approx([0, 15 / 15, 83 / 15, 114 / 15], abs=1e-3)


def test_a_segment_shown_again_has_addresses_of_its_own_in_page_and_deck(lesson_clips: list[Clip]) -> None:
    assert [line.id for line in page.lines([lesson_clips[0], lesson_clips[3], lesson_clips[0]])] == [
        "guess.untrained",
        "loss.surprise",
        "guess.untrained-2",
    ]


def test_lines_are_grouped_by_segment_and_those_by_chapter(lesson_clips: list[Clip]) -> None:
    clips = [*lesson_clips[:3], *(replace(clip, chapter="Being wrong") for clip in lesson_clips[3:])]
    outline = [(title, [(name, len(said)) for name, said in parts]) for title, parts in page.chapters(clips)]
    assert outline == [("Predict the next letter", [("Guess", 2)]), ("Being wrong", [("Loss", 2)])]


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (75.9, "1:15"), (3661, "1:01:01")])
def test_times_read_as_on_a_player(seconds: float, shown: str) -> None:
    assert page.clock(seconds) == shown


def test_only_what_lies_beside_the_page_is_linked(lesson_clips: list[Clip], write: Write) -> None:
    first = write(lesson_clips)
    assert 'href="slides.html"' not in first.read_text()
    for name in ("slides.html", "handout.pdf"):
        (first.parent / name).touch()
    again = page.write(lesson_clips, first.parent).read_text()
    assert all(f'href="{name}"' in again for name in ("slides.html", "handout.pdf", "captions.vtt", "manifest.json"))
    assert 'href="slides.pptx"' not in again


def test_facts_are_those_of_the_manifest(lesson_clips: list[Clip], run: Run, write: Write) -> None:
    text = write(lesson_clips).read_text()
    for fact in (
        run.digest,
        f"{run.config.n_params:,}",
        f"{round(run.last.val_loss, 4):.3f}",
        '<td class="number">7</td>',
    ):
        assert fact in text


def test_a_page_without_a_film_is_refused(lesson_clips: list[Clip], tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"manifest\.json.*make the film first"):
        page.write(lesson_clips, tmp_path)


def test_hostile_words_make_no_elements(make_clip: Callable[..., Clip], write: Write) -> None:
    tame = Elements(write([make_clip()]).read_text())
    clip = make_clip(line=HOSTILE, title=HOSTILE, chapter=HOSTILE)
    wild = Elements(write([clip], title=HOSTILE).read_text())
    assert wild.names == tame.names
    assert wild.handlers == []


def test_the_page_names_no_host(lesson_clips: list[Clip], write: Write) -> None:
    text = write(lesson_clips).read_text()
    assert "http:" not in text
    assert "https:" not in text
    assert "default-src 'none'" in unescape(text)


# What follows needs Chromium.


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A window without a network, which must neither complain nor ask for anything but files."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))

    def asked(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            complaints.append(request.url)

    context.on("request", asked)
    yield opened
    context.close()
    assert complaints == []


def time(window: Page) -> float:
    return float(window.evaluate("document.querySelector('video').currentTime"))


def is_wide(window: Page) -> bool:
    return bool(window.viewport_size and window.viewport_size["width"] >= 1024)


def until(window: Page, holds: str) -> None:
    """Ask the film again and again until what is asked for holds; the page's policy forbids Playwright's own way."""
    for _ in range(300):
        if window.evaluate(f"(film => {holds})(document.querySelector('video'))"):
            return
        window.wait_for_timeout(20)
    pytest.fail(f"after six seconds still not: {holds}")


def lands(window: Page, at: float) -> None:
    """Check that the film stands at a moment, and that its picture is there."""
    until(window, "!film.seeking && film.readyState >= 2")
    assert at <= time(window) < at + 0.2


def plays_on(window: Page) -> None:
    until(window, f"film.currentTime > {time(window) + 0.1}")


def silence(window: Page) -> None:
    """Keep the film where a jump leads to, so that a slow machine measures the jump and not the time since."""
    window.evaluate("HTMLMediaElement.prototype.play = () => Promise.resolve()")


@pytest.mark.browser
def test_the_film_plays_with_captions_and_marks_what_is_said(
    window: Page, lesson_clips: list[Clip], write: Write
) -> None:
    window.goto(write(lesson_clips).as_uri())
    window.evaluate("document.querySelector('video').play()")
    plays_on(window)
    marked = window.locator("#transcript [aria-current=true]")
    expect(marked).to_have_attribute("href", "#guess.untrained")
    expect(marked).to_have_attribute("href", "#guess.letters")
    cues = window.evaluate("[...document.querySelector('video').textTracks[0].cues].map(cue => cue.text)")
    assert cues[0].replace("\n", " ") == lesson_clips[0].line
    assert len(cues) >= 4


@pytest.mark.browser
def test_every_line_and_chapter_lands_on_its_moment(window: Page, lesson_clips: list[Clip], write: Write) -> None:
    window.goto(write(lesson_clips).as_uri())
    silence(window)
    window.evaluate("document.querySelector('details').open = true")
    lines = list(page.lines(lesson_clips))
    for place, line in [*enumerate(lines)][::-1]:
        window.locator("#transcript a").nth(place).click()
        lands(window, line.at)
        expect(window.locator("#transcript [aria-current]")).to_have_attribute("href", f"#{line.id}")
        assert window.evaluate("location.hash") == f"#{line.id}"
    for place, line in enumerate([lines[0], lines[2]]):
        window.locator("#chapters a").nth(place).click()
        lands(window, line.at)
        expect(window.locator("#chapters [aria-current]")).to_have_attribute("href", f"#{line.id}")


@pytest.mark.browser
def test_a_jump_plays_and_an_address_opens_its_moment(window: Page, lesson_clips: list[Clip], write: Write) -> None:
    path = write(lesson_clips)
    window.goto(path.as_uri() + "#loss.surprise")
    until(window, "film.currentTime > 0")
    lands(window, 83 / 15)
    window.locator("#transcript a").nth(1).click()
    plays_on(window)
    expect(window.get_by_role("status")).to_have_text("The film plays from 0:01")
    window.reload()
    until(window, "film.currentTime > 0")
    lands(window, 1)


@pytest.mark.browser
def test_all_works_by_keyboard(window: Page, lesson_clips: list[Clip], write: Write) -> None:
    window.goto(write(lesson_clips).as_uri())
    silence(window)
    window.keyboard.press("Tab")
    skip = window.get_by_role("link", name="Skip to the transcript")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    window.keyboard.press("Enter")
    for _ in range(4):  # the box, the panel, the first line, the second
        window.keyboard.press("Tab")
    expect(window.locator("#transcript a").nth(1)).to_be_focused()
    window.keyboard.press("Enter")
    lands(window, 1)
    for name, at in (("Next line →", 83 / 15), ("↻ Again, this line", 83 / 15), ("← Back one line", 1)):
        button = window.locator("button", has_text=name.split(",")[0])
        button.focus()
        window.keyboard.press("Enter")
        lands(window, at)


@pytest.mark.browser
def test_the_line_that_is_said_stays_in_sight(window: Page, make_clip: Callable[..., Clip], write: Write) -> None:
    clips = [make_clip("guess", f"beat{number}", 5, line=f"Line {number}. " * 9) for number in range(40)]
    window.goto(write(clips).as_uri())
    follow = window.get_by_role("checkbox", name="Follow the film")
    expect(follow).to_be_checked(checked=is_wide(window))
    follow.check()
    window.evaluate("document.querySelector('video').currentTime = 30 / 3 + 0.05")
    expect(window.locator("[id='guess.beat30']")).to_be_in_viewport()
    assert is_wide(window) == (window.evaluate("scrollY") == 0)  # beside the film, only the panel moves


@pytest.mark.browser
def test_hostile_words_run_nothing_and_read_as_written(
    window: Page, make_clip: Callable[..., Clip], write: Write
) -> None:
    clips = [make_clip(line=HOSTILE, title=HOSTILE, chapter=HOSTILE), make_clip(name="b")]
    window.goto(write(clips, title=HOSTILE).as_uri())
    window.locator("#transcript a").first.click()
    plays_on(window)
    for place in ("h1", "#transcript h3", "#transcript h4", ".line"):
        assert window.locator(place).first.text_content() == HOSTILE
    expect(window.locator("tbody td").first).to_have_text(f"my {HOSTILE}")
    assert window.title() == " ".join(HOSTILE.split())
    assert window.evaluate("window.hacked") is None


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["ink", "paper"])
def test_axe_finds_nothing_serious_and_nothing_reaches_out_sideways(
    window: Page, lesson_clips: list[Clip], write: Write, theme: str
) -> None:
    path = write(lesson_clips, theme=theme)
    (path.parent / "slides.html").touch()
    page.write(lesson_clips, path.parent)
    window.goto(path.as_uri())
    window.locator("#transcript a").nth(1).click()
    expect(window.locator("#transcript [aria-current]")).to_have_count(1)
    found: Any = Axe().run(window).response
    assert found["passes"]
    grave = [found["id"] for found in found["violations"] if found["impact"] in ("serious", "critical")]
    assert grave == [], found["violations"]
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_without_scripts_the_words_are_there_and_nothing_dead(
    browser: Browser, lesson_clips: list[Clip], write: Write
) -> None:
    path = write(lesson_clips)
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(path.as_uri())
    expect(plain.locator(".line")).to_have_count(4)
    expect(plain.locator("button").first).to_be_hidden()
    expect(plain.get_by_role("checkbox")).to_have_count(0)
    plain.close()
