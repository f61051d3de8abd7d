from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from gptanim.errors import RenderError, ScriptError
from gptanim.stage import COUNTDOWN_SECONDS, Beat, Exhibit, reading_seconds
from gptanim.studio import casting, plan, takes
from gptanim.studio.cache import Cache
from gptanim.studio.clip import QUALITIES, Footage
from gptanim.studio.lesson import Chapter, Entry, Lesson, RunSpec
from gptanim.studio.takes import Script

DRAFT = QUALITIES["draft"]


def still(scene: object) -> None:
    """Play nothing."""


class Fake:
    """A segment of three beats; it needs no drawing to be planned."""

    title = "A fake"
    roles = ("names",)
    beats: tuple[Beat, ...] = (
        Beat("opening", "There are {count} names here, and you will meet each of them.", still, notes="Say {count}."),
        Beat("asking", "How many?", still, ask=True),
        Beat("looping", "{count}.", still, loop=True),
    )

    @classmethod
    def measure(cls, names: Any, *, extra: int = 0) -> Exhibit:
        return Exhibit({"count": np.arange(names + extra)}, {"count": names + extra})


def lesson(*entries: Entry, theme: str = "ink") -> Lesson:
    runs = {name: RunSpec(name, Path("names.txt")) for name in ("names", "other")}
    return Lesson("Mini", "mini", theme, "silent", runs, (Chapter("One", entries),), Path("mini.toml"))


@pytest.fixture(autouse=True)
def fake_cast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casting, "cast", SimpleNamespace(segment=lambda name: Fake))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def scripts(*entries: Entry, names: Any = 3, quality: str = "draft", theme: str = "ink") -> list[Script]:
    taught = lesson(*(entries or (Entry("guess"),)), theme=theme)
    return takes.scripts(taught, casting.parts(taught), {"names": names, "other": 9}, QUALITIES[quality])


def keys(script: Script) -> dict[str, str]:
    return {take.name: take.key for take in script.takes}


def fill(cache: Cache, script: Script, keep: Callable[[str], bool] = lambda name: True, spent: float = 1.0) -> None:
    for take in script.takes:
        if keep(take.name):
            cache.put_clip(take.parts, Footage(take.name, b"mp4", round(take.seconds * 15), spent), 15)


def test_every_beat_is_a_take_an_asking_one_two_and_a_curtain_falls() -> None:
    takes = scripts()[0].takes
    assert [take.name for take in takes] == ["opening", "asking", "asking-countdown", "looping", "curtain"]
    assert [take.interlude for take in takes] == [False, False, True, False, True]


def test_words_are_filled_in_and_decide_the_length() -> None:
    opening, asking, countdown, looping, curtain = scripts()[0].takes
    assert opening.line == "There are 3 names here, and you will meet each of them."
    assert opening.notes == "Say 3."
    assert (opening.seconds, countdown.seconds) == (reading_seconds(opening.line), COUNTDOWN_SECONDS)
    assert (countdown.line, curtain.line) == ("", "")
    assert scripts()[0].seconds == {"opening": opening.seconds, "asking": asking.seconds, "looping": looping.seconds}


def test_a_run_can_be_bound_to_another_role_and_parameters_are_passed() -> None:
    script = scripts(Entry("guess", {"extra": 1}, {"names": "other"}))[0]
    assert script.exhibit.facts == {"count": 10}


def test_equal_scripts_have_equal_keys_and_each_clip_its_own() -> None:
    assert keys(scripts()[0]) == keys(scripts()[0])
    assert len(set(keys(scripts()[0]).values())) == 5


@pytest.mark.parametrize("change", [{"quality": "hd"}, {"theme": "paper"}, {"names": 4}])
def test_another_look_or_exhibit_needs_all_clips_anew(change: dict[str, Any]) -> None:
    assert not set(keys(scripts()[0]).values()) & set(keys(scripts(**change)[0]).values())


def test_a_longer_line_leaves_the_keys_of_the_beats_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys(scripts()[0])
    longer = Beat("opening", "Many more words than before, to be sure: {count} of them, or so.", still)
    monkeypatch.setattr(Fake, "beats", (longer, *Fake.beats[1:]))
    after = keys(scripts()[0])
    assert {name for name in before if before[name] != after[name]} == {"opening"}


def test_all_is_missing_at_first_and_nothing_at_last(cache: Cache) -> None:
    made = scripts()
    (job,) = plan.jobs(made, "ink", DRAFT, cache, 1)
    assert job.takes == made[0].takes
    assert job.shard.wanted == tuple(keys(made[0]))
    assert (job.shard.segment, job.shard.theme, job.shard.quality) == ("guess", "ink", DRAFT)
    fill(cache, made[0])
    assert plan.jobs(made, "ink", DRAFT, cache, 1) == []


def test_only_missing_clips_are_drawn_with_the_lengths_of_all_beats(cache: Cache) -> None:
    made = scripts()
    fill(cache, made[0], keep=lambda name: name != "looping")
    (job,) = plan.jobs(made, "ink", DRAFT, cache, 1)
    assert job.shard.wanted == ("looping",)
    assert set(job.shard.seconds) == {"opening", "asking", "looping"}


def test_the_longest_job_comes_first(cache: Cache) -> None:
    made = scripts(Entry("guess"), Entry("guess", {"extra": 1}))
    fill(cache, made[0], keep=lambda name: name != "looping")
    jobs = plan.jobs(made, "ink", DRAFT, cache, 1)
    assert [len(job.takes) for job in jobs] == [5, 1]


def test_for_two_workers_a_segment_is_divided_and_nothing_lost(cache: Cache) -> None:
    made = scripts()
    fill(cache, made[0], spent=2.0)  # experience with these clips, which are then lost
    for path in (cache.folder / "clips").glob("*.mp4"):
        path.unlink()
    jobs = plan.jobs(made, "ink", DRAFT, cache, 2)
    assert len(jobs) > 2
    assert {take.name for job in jobs for take in job.takes} == set(keys(made[0]))
    assert [job.shard.wanted for job in jobs] == [tuple(take.name for take in job.takes) for job in jobs]
    assert sum(job.cost for job in jobs) == pytest.approx(10.0)
    assert [job.cost for job in jobs] == sorted((job.cost for job in jobs), reverse=True)


def test_a_job_knows_how_many_frames_it_draws(cache: Cache) -> None:
    (job,) = plan.jobs(scripts(), "ink", DRAFT, cache, 1)
    assert job.frames == sum(round(take.seconds * 15) for take in job.takes)


def test_a_segment_shown_twice_alike_is_drawn_once(cache: Cache) -> None:
    made = scripts(Entry("guess"), Entry("guess"))
    assert len(plan.jobs(made, "ink", DRAFT, cache, 1)) == 1
    fill(cache, made[0])
    assert len(plan.clips(made, cache)) == 10


def test_clips_come_in_order_with_the_exact_length_of_their_files(cache: Cache) -> None:
    made = scripts()
    fill(cache, made[0])
    clips = plan.clips(made, cache)
    assert [clip.address for clip in clips] == [
        "guess.opening",
        "guess.asking",
        "guess.asking-countdown",
        "guess.looping",
        "guess.curtain",
    ]
    assert [clip.seconds for clip in clips] == [round(take.seconds * 15) / 15 for take in made[0].takes]
    assert [(clip.ask, clip.loop, clip.interlude) for clip in clips] == [
        (False, False, False),
        (True, False, False),
        (True, False, True),
        (False, True, False),
        (False, False, True),
    ]
    assert {clip.chapter for clip in clips} == {"One"}


def test_a_clip_that_did_not_come_back_is_an_error(cache: Cache) -> None:
    with pytest.raises(RenderError, match=r"guess\.opening was drawn, but is not in the cache"):
        plan.clips(scripts(), cache)


def test_one_beat_is_planned_alone_with_its_countdown_and_its_own_keys() -> None:
    (script,) = takes.only_beat(scripts(), "asking")
    assert keys(script) == {name: key for name, key in keys(scripts()[0]).items() if name.startswith("asking")}
    assert len(script.seconds) == 3


def test_a_missing_fact_names_segment_beat_and_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fake, "beats", (Beat("opening", "{cuont}", still),))
    with pytest.raises(ScriptError, match=r"segment 'guess': beat 'opening' says \{cuont\}.*only: count"):
        scripts()
