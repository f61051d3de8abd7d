"""A name is written: predict, draw, append, and read everything again."""

from __future__ import annotations

from manim import UP, FadeIn, FadeOut, linear, rate_functions

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

    def sweep(self) -> None:
        """Fade everything out but the heading."""
        self.note.clear()
        self.play(*(FadeOut(mobject) for mobject in self.mobjects if mobject is not self.heading), share=0.08)

    def draw(self, step: int, share: float) -> None:
        """Spin the needle, let the letter fly to the text."""
        desk, letter = self.desk, self.desk.letter(step)
        self.play(desk.lottery.animate.spin(float(self.exhibit["draws"][step])), share=0.4 * share)
        self.play(*desk.hit(step), FadeIn(letter), share=0.2 * share)
        self.play(*desk.append(step, letter), share=0.4 * share)
        self.remove(letter)
        desk.place_text(step + 1)

    @beat(
        "Can it write? Begin with nothing but the start marker. The model gives every letter a probability; "
        "laid end to end, they fill the bar from 0 to 1."
    )
    def start(self) -> None:
        desk, bars = self.desk, self.desk.bars.values
        self.play(FadeIn(desk.strip, desk.bars.go_to(0 * bars), shift=0.3 * UP), share=0.15)
        self.play(desk.bars.animate.go_to(bars), share=0.25)
        self.play(FadeIn(desk.lottery.pour_from(desk.bars, self.exhibit["shown"].tolist())), share=0.07)
        self.play(desk.lottery.animate.pour(), rate_func=linear, share=0.48)

    @beat(
        "Chance picks a number from 0 to 1, here {u:.2f}. It lands on {first}, which holds {p_first} of the bar: "
        "likely letters come up often, unlikely ones now and then."
    )
    def pick(self) -> None:
        self.play(FadeIn(self.desk.lottery.spin(0)), share=0.05)
        self.draw(0, 0.85)

    @beat("The letter joins the text, which goes back in. The model reads it all and expects anew. {second}")
    def feed_back(self) -> None:
        self.play(*self.note.turn_to(ARCS), share=0.1)
        for step in range(1, self.count)[:1]:
            self.play(*self.desk.expect(step), share=0.4)
            self.draw(step, 0.4)

    @beat("Read it all, draw one, append; again and again. {ending}")
    def onward(self) -> None:
        for step in range(2, self.count):
            self.play(*self.desk.expect(step), share=0.3 / (self.count - 2))
            self.draw(step, 0.45 / (self.count - 2))
        self.play(self.desk.strip.animate.light(*range(1, self.count + 1)), share=0.1)

    @beat(
        "A phone offers the likely next word in the same way. But tap the likeliest letter every time, and it is "
        "always {greedy}. The variety comes from the draw."
    )
    def autocomplete(self) -> None:
        self.sweep()
        keys = Keyboard(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(keys), *self.note.turn_to("the likeliest next, with their probabilities"), share=0.12)
        for taps in range(1, len(keys.offers) + 1):
            self.play(keys.animate.tap(taps), rate_func=linear, share=0.66 / len(keys.offers))

    @beat("So it writes name after name: {count} of them in {predictions} predictions, {each:.1f} a name. {copies}")
    def many(self) -> None:
        self.sweep()
        sheet = Sheet(self.exhibit, self.theme, longest=LONGEST, region=self.layout.stage)
        self.play(FadeIn(sheet), share=0.05)
        self.play(sheet.animate.write(), rate_func=rate_functions.ease_in_quad, share=0.76)
        self.play(sheet.animate.tell(), share=0.12)

    @beat(
        "Each prediction reads all that came before, so the work climbs like stairs: {short} steps for {short_name}. "
        "{words} words would take some {tokens} by a rule of thumb; one source says {claimed}."
    )
    def page(self) -> None:
        self.sweep()
        stairs = Staircase(self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(stairs), share=0.08)
        self.play(stairs.animate.climb(stairs.short), rate_func=linear, share=0.35)
        self.play(stairs.animate.zoom_out(), share=0.35)
        self.play(stairs.animate.mark(), share=0.1)
