"""How a text becomes numbers: cut into characters, into words, or into pieces that grew from byte pairs."""

from __future__ import annotations

import numpy as np
from manim import UP, FadeIn, FadeOut, VGroup

from gptanim.measures.gaze import example
from gptanim.measures.merging import english, of_sentence
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.label import Label
from scenes.kit.segment import Segment, beat
from scenes.props.tokens.cutting import three_ways
from scenes.props.tokens.first_merges import FirstMerges
from scenes.props.tokens.lookup import LookUp
from scenes.props.tokens.merge_tree import MergeTree
from scenes.props.tokens.phrases import of_english, of_text

WORD, AFTER = "understanding", ("needs", "time")  # a long word that falls into parts, and the rest of its sentence
LONGEST, LISTED, FIRST = 9, 42, 8  # of a text, a vocabulary and the merges of English: what can be drawn


class Tokens(Segment):
    """A text of the corpus becomes numbers; then an English sentence is cut in three ways."""

    title = "Text becomes tokens"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run, *, text: str | None = None) -> Exhibit:
        """Encode a text with the run's tokenizer (by default gaze.example), and WORD with byte pairs of English.

        Of a vocabulary over LISTED tokens, those of the text and the first others are drawn.
        """
        text, words = (text or example(names, longest=LONGEST))[:LONGEST], [WORD, *AFTER]
        pairs, ids, labels = english(), names.tokenizer.with_markers(text), names.tokenizer.labels
        drawn = sorted(list(dict.fromkeys([*ids, *range(len(labels))]))[:LISTED])
        arrays = of_sentence(pairs, words, FIRST)
        own = {"ids": ids, "units": [labels[i] for i in ids], "drawn": drawn, "vocabulary": [labels[i] for i in drawn]}
        arrays |= {name: np.array(value) for name, value in own.items()}
        facts = of_text(names.tokenizer, text) | {"fitting": int(arrays["moments"].max()) + 1}
        return Exhibit(arrays, facts | of_english(pairs, words, arrays["places"].tolist()))

    def setup(self) -> None:
        """Lay out a text above the list of all tokens, the three cuts, and the word as it grows together."""
        theme, exhibit, stage = self.theme, self.exhibit, self.layout.stage
        self.look = LookUp(exhibit.arrays, theme, tokens=int(exhibit.facts["tokens"]), region=stage)
        self.cuttings = three_ways(str(exhibit.facts["sentence"]), exhibit["pieces"].tolist(), theme, stage)
        notes = [f"{count:,}×" for count in exhibit["counts"]], [f"no. {number}" for number in exhibit["numbers"]]
        self.ranks = FirstMerges(exhibit["first"].tolist(), exhibit["first_counts"], theme, region=stage)
        note = "how often the two halves were neighbours"
        self.note = self.layout.footer.place(Label(note, theme, size=theme.label_size, colour=theme.muted))
        self.tree = MergeTree(exhibit.arrays, *notes, theme, region=stage)

    @beat("Models read numbers. So a text is cut into tokens, here {units}.")
    def cut(self) -> None:
        self.play(FadeIn(self.look.strip, shift=0.3 * UP), share=0.25)
        self.play(self.look.strip.animate.cut(range(self.look.count)), share=0.6)

    @beat("Each token’s number is its place in the vocabulary.", notes="Of {tokens} tokens, {lookups}.")
    def look_up(self) -> None:
        look, each = self.look, 0.6 * self.seconds["look_up"] / max(1, self.look.count - 2)
        self.play(
            look.strip.animate.move_to(look.above.centre), FadeIn(look.caption), look.book.animate.open(), share=0.25
        )
        for place in range(1, look.count - 1):
            self.play(*look.fetch(place), run_time=each)

    @beat(
        "To the model, {text} is these {numbers} numbers and nothing else.", notes="Number 0 marks beginning and end."
    )
    def numbers_only(self) -> None:
        look = self.look
        self.play(*look.fetch(0, look.count - 1), share=0.3)
        self.play(FadeOut(look.book, look.caption), *look.take_over(), share=0.35)
        self.play(VGroup(look.strip, look.numbers).animate.move_to(self.layout.stage.centre), share=0.2)

    @beat(
        "Why not whole words? A list of {known:,} still lacks {lack}.",
        notes="Words would make {words} tokens, not {characters}.",
    )
    def whole_words(self) -> None:
        by_letter, by_word, _ = self.cuttings
        self.lift = VGroup(by_letter, by_word).get_center() - self.layout.stage.centre
        both = FadeIn(VGroup(by_letter, by_word).shift(-self.lift), shift=0.3 * UP)
        self.play(FadeOut(self.look.strip, self.look.numbers), both, share=0.2)
        self.play(by_letter.cut(), by_word.cut(), share=0.35)
        self.play(*by_word.number(self.exhibit["places"].tolist()), share=0.3)

    @beat(
        "So merge letters: the most frequent neighbours, again and again.",
        notes="Each pair becomes one token: byte-pair encoding, here on English; the first pair is {first}.",
    )
    def pairs(self) -> None:
        self.play(FadeOut(*self.cuttings[:2]), FadeIn(self.ranks, self.note), share=0.12)
        for row in range(1, len(self.ranks.names) + 1):
            self.play(self.ranks.animate.come(row), share=0.75 / len(self.ranks.names))

    @beat(
        "Letter by letter, {word} grows together, until {parts} remain.",
        notes="{fitting} of {merges} merges fit. Frequent words stay whole, {whole} of the first {usual}.",
    )
    def merging(self) -> None:
        self.play(FadeOut(self.ranks), FadeIn(self.tree), share=0.1)
        each = 0.5 * self.seconds["merging"] / (steps := int(self.exhibit.facts["fitting"]))
        for moment in range(steps):
            self.play(self.tree.animate.grow(int((self.exhibit["moments"] <= moment).sum())), run_time=each)
        self.play(self.tree.animate.settle(), FadeOut(self.note), share=0.25)

    @beat("A token is a word, part of one, or a mark.", notes="GPT-2 found 50,000 merges.")
    def ways(self) -> None:
        VGroup(*self.cuttings[:2]).shift(self.lift)
        self.play(FadeOut(self.tree), FadeIn(*self.cuttings), share=0.3)
        self.play(self.cuttings[2].cut(), share=0.55)
