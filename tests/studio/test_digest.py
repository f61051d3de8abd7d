from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptanim.stage import Exhibit
from gptanim.studio import digest
from gptanim.studio.clip import QUALITIES

ROOT = Path(__file__).parents[2]
TREE = {
    "scenes/__init__.py": "",
    "scenes/loss.py": "from scenes.kit.segment import Segment\nfrom scenes.kit import theme",
    "scenes/guess.py": "from scenes.kit.segment import Segment",
    "scenes/kit/__init__.py": "",
    "scenes/kit/segment.py": "def late():\n    from scenes.kit.late import x",
    "scenes/kit/theme.py": "from scenes.kit import segment, theme",
    "scenes/kit/late.py": "import scenes.kit.parts.bars",
    "scenes/kit/parts/__init__.py": "",
    "scenes/kit/parts/bars.py": "import numpy, gptanim.probe",
    "scenes/kit/parts/curve.py": "",
    "gptanim/probe.py": "",
    **dict.fromkeys(digest.STAGE, ""),
}
LOSS_NEEDS = {
    *("scenes/__init__.py", "scenes/loss.py", "scenes/kit/__init__.py", "scenes/kit/segment.py", "scenes/kit/theme.py"),
    *("scenes/kit/late.py", "scenes/kit/parts/__init__.py", "scenes/kit/parts/bars.py"),
}
FACTS = {
    "sources": {"scenes/loss.py": "s"},
    "exhibit": "e",
    "theme": "ink",
    "quality": QUALITIES["draft"],
    "seconds": 2.0,
    "versions": {"manim": "1"},
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_the_closure_holds_all_scene_files_that_are_imported(tree: Path) -> None:
    closure = digest.source_closure("scenes.loss", tree)
    assert {str(path.relative_to(tree)) for path in closure} == LOSS_NEEDS


@pytest.mark.parametrize("name", sorted(TREE))
def test_a_scene_is_drawn_again_when_and_only_when_a_file_of_its_own_changes(tree: Path, name: str) -> None:
    before = digest.of_sources("loss", tree)
    (tree / name).write_text(TREE[name] + "\n# edited")
    assert (digest.of_sources("loss", tree) != before) == (name in LOSS_NEEDS or name in digest.STAGE)


SCENE = b"""
class Loss(Segment):
    @beat("one")
    def first(self):
        self.play(self.helper())

    @beat("two",
        ask=True)
    def second(self):
        self.play(1)

    def helper(self):
        return 2

    @beat("three")
    def third(self):
        self.play(3)
"""


def test_a_beat_is_drawn_again_when_it_or_a_beat_before_it_changes(tree: Path) -> None:
    def digests() -> list[dict[str, str]]:
        whole = digest.of_sources("loss", tree)
        return [*(digest.until_beat(whole, "loss", tree, beat) for beat in ("first", "second", "third")), whole]

    def changed(before: bytes, after: bytes) -> list[bool]:
        (tree / "scenes/loss.py").write_bytes(SCENE)
        old = digests()
        (tree / "scenes/loss.py").write_bytes(SCENE.replace(before, after))
        return [one != other for one, other in zip(old, digests(), strict=True)]

    assert changed(b"helper())", b"helper(), 1)") == [True, True, True, True]
    assert changed(b"play(1)", b"play(1, 2)") == [False, True, True, True]
    assert changed(b'"two"', b'"two!"') == [False, True, True, True]
    assert changed(b"return 2", b"return 5") == [True, True, True, True]
    assert changed(b"play(3)", b"play(4)") == [False, False, True, True]
    assert changed(b"play(3)\n", b'play(3)\n\n    @beat("4")\n    def fourth(self):\n        pass\n') == [
        *(False, False, False),
        True,
    ]


def test_a_beat_that_another_place_names_is_never_left_out() -> None:
    named = SCENE.replace(b"return 2", b"return self.third")
    assert b"three" in digest.until("first", named)
    assert b"three" not in digest.until("first", SCENE)
    assert digest.until("unknown", SCENE) == digest.until("third", SCENE) == SCENE


def test_sources_do_not_depend_on_where_the_project_lies(tree: Path, tmp_path: Path) -> None:
    before = digest.of_sources("loss", tree)
    moved = tree.rename(tmp_path.parent / f"{tmp_path.name}-moved")
    assert digest.of_sources("loss", moved) == before


def test_the_worker_draws_with_no_file_that_the_digest_leaves_out() -> None:
    words = (ROOT / "gptanim/studio/worker.py").read_text().split()
    imported = {word for word in words if word.startswith("gptanim.studio.")}
    watched = {name.removesuffix(".py").replace("/", ".") for name in digest.STAGE}
    assert imported <= watched | {"gptanim.studio.clip"}  # whose facts are in the key one by one


def exhibit(array: np.ndarray, **facts: str | int | float) -> str:
    return digest.of_exhibit(Exhibit({"a": array}, facts))


def test_equal_exhibits_have_equal_digests() -> None:
    assert exhibit(np.arange(6.0), p=0.5) == exhibit(np.arange(6.0), p=0.5)
    assert exhibit(np.arange(12.0)[::2]) == exhibit(np.arange(12.0)[::2].copy())


def test_order_of_names_does_not_matter() -> None:
    a, b = np.zeros(1), np.ones(1)
    one, two = Exhibit({"a": a, "b": b}, {"p": 1, "q": 2}), Exhibit({"b": b, "a": a}, {"q": 2, "p": 1})
    assert digest.of_exhibit(one) == digest.of_exhibit(two)


def test_every_change_of_an_exhibit_changes_its_digest() -> None:
    six = np.arange(6.0)
    variants = [
        exhibit(six),
        exhibit(six + 1e-15 * (six == 3)),
        exhibit(six.astype(np.float32)),
        exhibit(six.reshape(2, 3)),
        exhibit(six.astype(np.int64)),
        exhibit(np.array(["ab", "c"])),
        exhibit(np.array(["a", "bc"])),
        exhibit(six, p=0.5),
        exhibit(six, p="0.5"),
        exhibit(six, q=0.5),
        digest.of_exhibit(Exhibit({"b": six})),
        digest.of_exhibit(Exhibit({"a": six, "b": six})),
    ]
    assert len(set(variants)) == len(variants)


@given(
    st.dictionaries(st.text(), st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()))
)
def test_any_facts_have_a_digest(facts: dict[str, str | int | float]) -> None:
    assert digest.of_exhibit(Exhibit({}, facts)) == digest.of_exhibit(Exhibit({}, dict(reversed(facts.items()))))


def key(segment: str, name: str, **change: object) -> str:
    return digest.of(digest.clip_parts(segment, name, **{**FACTS, **change}))


@pytest.mark.parametrize(
    "change",
    [
        {"sources": {"scenes/loss.py": "other"}},
        {"exhibit": "other"},
        {"theme": "paper"},
        {"quality": QUALITIES["hd"]},
        {"seconds": 2.1},
        {"versions": {"manim": "2"}},
    ],
)
def test_a_clips_key_depends_on_all_that_its_pictures_depend_on(change: dict[str, object]) -> None:
    assert key("loss", "curve") != key("loss", "curve", **change)


def test_a_clips_key_depends_on_its_address() -> None:
    addresses = [("loss", "curve"), ("loss", "curve-countdown"), ("guess", "curve")]
    assert len({key(*address) for address in addresses}) == len(addresses)


def test_all_versions_are_known_here() -> None:
    assert set(digest.versions()) == {*digest.DRAWN_WITH, *digest.FONTS}
