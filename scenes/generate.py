"""A name is written: predict, draw, append, and read everything again."""

from __future__ import annotations

from manim import UP, FadeIn, linear, rate_functions

from gptanim.measures.writing import sheet_of, worth_following, write, write_many
from gptanim.run import Run
from gptanim.stage import Exhibit
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.props.generate import phrases
from scenes.props.generate.desk import ARCS, Desk
from scenes.props.generate.keyboard import Keyboard
from scenes.props.generate.page import Staircase
from scenes.props.generate.sheet import Sheet

WRITTEN, LONGEST, OFFERED = 24, 9, 3  # texts, drawn tokens of one that are shown, and keys of a keyboard
WORDS, TOKENS, CLAIMED = 500, 670, 750  # of a page: at 3 words to 4 tokens, and as a source has it


class Generate(Segment):
    """One text drawn token by token, then many, then what a page takes."""

    title = "Writing, one letter at a time"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        """Let the model write with the run's own seed, and look closely at one text (writing.worth_following)."""
        texts, train = write_many(names, WRITTEN), set(names.corpus.train)
        one, greedy = worth_following(names, texts), write(names.last, None)
        arrays = one.arrays(LONGEST) | greedy.offers(LONGEST, OFFERED) | sheet_of(texts, train)
        facts = phrases.of_draws(one) | phrases.of_many(texts, train)
        facts |= {"words": WORDS, "tokens": TOKENS, "claimed": CLAIMED, "greedy": phrases.called(greedy.text)}
        return Exhibit(arrays, facts)

    def setup(self) -> None:
        """Lay out the text, what is expected next, the bar that is drawn from, and the way back."""
        self.desk = Desk(self.exhibit, self.theme, region=self.layout.stage)
        self.note = Placard(self.theme, region=self.layout.footer, colour=self.theme.muted)
        self.count = len(self.exhibit["draws"])

    def draw(self, step: int, share: float) -> None:
        """Spin the needle, let the letter fly to the text."""
        desk, letter = self.desk, self.desk.letter(step)
        self.play(desk.lottery.animate.spin(float(self.exhibit["draws"][step])), share=0.4 * share)
        self.play(*desk.hit(step), FadeIn(letter), share=0.2 * share)
        self.play(*desk.append(step, letter), share=0.4 * share)
        self.remove(letter)
        desk.place_text(step + 1)

    @beat(
        "Can it write? Its probabilities for the first letter fill one bar.",
        notes="It begins with nothing but the start marker. The bar goes from 0 to 1.",
    )
    def start(self) -> None:
        desk, bars = self.desk, self.desk.bars.values
        self.play(FadeIn(desk.strip, desk.bars.go_to(0 * bars), shift=0.3 * UP), share=0.1)
        self.play(desk.bars.animate.go_to(bars), share=0.2)
        self.play(FadeIn(desk.lottery.pour_from(desk.bars, self.exhibit["shown"].tolist())), share=0.07)
        self.play(desk.lottery.animate.pour(), rate_func=linear, share=0.45)

    @beat(
        "A random number points into it, and {first} is drawn.",
        notes="The number is {u:.3f}; {first} holds {p_first} of the bar. Likely letters take more room.",
    )
    def pick(self) -> None:
        self.play(FadeIn(self.desk.lottery.spin(0)), share=0.05)
        self.draw(0, 0.8)

    @beat("The letter joins the text. It reads all that again and draws again, {until}.", notes="{ending}")
    def onward(self) -> None:
        desk, note, share = self.desk, self.note.turn_to(ARCS), 0.4 / max(1, self.count - 1)
        for step in range(1, self.count):
            self.play(*desk.expect(step), *(note if step == 1 else []), share=share)
            self.add(letter := desk.letter(step))
            self.play(*desk.hit(step), *desk.append(step, letter), share=share)
            self.remove(letter)
            desk.place_text(step + 1)
        self.play(*desk.finish(), share=0.06)

    @beat("A phone offers words likewise, but tap the likeliest and you always get {greedy}.")
    def autocomplete(self) -> None:
        self.sweep()
        keys = Keyboard(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(keys), *self.note.turn_to("the likeliest next, with their probabilities"), share=0.1)
        for taps in range(1, len(keys.offers) + 1):
            self.play(keys.animate.tap(taps), rate_func=linear, share=0.66 / len(keys.offers))

    @beat("With chance, it wrote these {count} names; {copies}.", notes="They took {predictions} predictions.")
    def many(self) -> None:
        self.sweep()
        sheet = Sheet(self.exhibit, self.theme, longest=LONGEST, region=self.layout.stage)
        self.play(FadeIn(sheet), share=0.05)
        self.play(sheet.animate.write(), rate_func=rate_functions.ease_in_quad, share=0.64)
        self.play(sheet.animate.tell(), share=0.1)

    @beat(
        "Each prediction reads all before it; a page of {words} words takes some {tokens}.",
        notes="At three words to four tokens; one source says {claimed}. This name took {short}.",
    )
    def page(self) -> None:
        self.sweep()
        stairs = Staircase(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(stairs), share=0.08)
        self.play(stairs.animate.climb(stairs.short), rate_func=linear, share=0.3)
        self.play(stairs.animate.zoom_out(), share=0.32)
        self.play(stairs.animate.mark(), share=0.1)
