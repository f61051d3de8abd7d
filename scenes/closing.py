"""What to take along: six pictures of one training, three words, and an invitation."""

from __future__ import annotations

from manim import DOWN, RIGHT, UP, FadeIn, FadeOut, VGroup, linear

from gptanim.measures.learning import known_share
from gptanim.measures.recap import recap
from gptanim.run import Run
from gptanim.stage import Exhibit, Fact
from scenes.kit.parts.label import Label, Number
from scenes.kit.segment import Segment, beat
from scenes.props.closing.album import Album

STOPS, POINTS, SAMPLES = 7, 200, 3  # moments, points of the loss curve, texts on a page
ALIKE = 0.75  # share of its letter triples that stand in what it read, above which its writing is said to resemble it
INVITATION = "python render.py film --data your-own-texts.txt"


class Closing(Segment):
    """Pictures that were seen before, small and on one clock, gather over three words."""

    title = "Guess, correct, repeat"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        """Look at one training from six sides (recap), and count what its samples have of the training texts."""
        arrays = recap(names, stops=STOPS, points=POINTS, samples=SAMPLES)
        facts: dict[str, Fact] = {
            "n_params": names.config.n_params,
            "steps": names.train_config.steps,
            "texts": len(names.corpus.train),
        }
        known = known_share(names.last.samples, names.corpus.train)
        facts |= {"known": known, "like": "resembles" if known > ALIKE else "is still far from"}
        return Exhibit(arrays, facts | {"first": float(arrays["curve"][0]), "last": float(arrays["curve"][-1])})

    def setup(self) -> None:
        """Six panels; later, from the top, the pictures in a row, three words, and the numbers."""
        theme, facts = self.theme, self.exhibit.facts
        self.album = Album(self.exhibit, theme, region=self.layout.stage)
        self.above, middle, below = self.layout.stage.rows(1.3, 1.4, 1.6, gap=0.3)
        words, inks = ("guess", "correct", "repeat"), (theme.predicted, theme.blame, theme.text)
        labels = [Label(word, theme, size=64, colour=ink, bold=True) for word, ink in zip(words, inks, strict=True)]
        self.words = middle.place(VGroup(*labels).arrange(RIGHT, buff=1.0))
        numbers = ("{n_params:,}", "{steps:,}", "{texts:,}", "{first:.2f} → {last:.2f}")
        units = ("weights", "steps", "texts to learn from", "loss")
        self.numbers = VGroup(*(self._number(n.format(**facts), unit) for n, unit in zip(numbers, units, strict=True)))
        tall = below.height > 0.5 * below.width
        below.fill(self.numbers.arrange_in_grid(2, 2, buff=1.1) if tall else self.numbers.arrange(RIGHT, buff=1.1))
        self.step = self.layout.footer.place(Number(0, theme, form="step {:,.0f}", widest=float(facts["steps"])))
        self.invitation = self.layout.footer.place(Label(INVITATION, theme, size=theme.label_size, mono=True).hidden())

    def _number(self, number: str, unit: str) -> VGroup:
        theme = self.theme
        labels = Label(number, theme, size=38, bold=True, mono=True), Label(unit, theme, size=24, colour=theme.muted)
        return VGroup(*labels).arrange(DOWN, buff=0.15)

    def bring(self, *panels: int, share: float) -> None:
        """Let panels come, one after the other, and their pictures take their first state."""
        for i in panels:
            card, caption, picture = self.album.cards, self.album.captions[i], self.album.pictures[i]
            self.play(card.animate.light(i), FadeIn(picture, caption, shift=0.2 * UP), share=0.4 * share / len(panels))
            self.play(*self.album.begun(i) or [card.animate.light(i)], share=0.6 * share / len(panels))

    @beat("Guess: letters become numbers, look back, and bet on the next.")
    def guess(self) -> None:
        self.add(self.album.cards)
        self.play(self.album.cards.animate.light(), share=0.1)
        self.bring(0, 1, 2, share=0.8)

    @beat("Correct: measure how wrong it was, and pass the blame back.")
    def correct(self) -> None:
        self.bring(3, 4, share=0.85)

    @beat(
        "Repeat, {steps:,} times, and what it writes {like} what it read.",
        notes="Of the letter triples that it writes in the end, {known:.0%} stand in what it read.",
    )
    def repeat(self) -> None:
        self.bring(5, share=0.12)
        self.play(self.album.cards.animate.light(*range(6)), FadeIn(self.step), share=0.1)
        moments = self.exhibit["steps"].tolist()
        for moment, step in enumerate(moments[1:], 1):
            run = self.step.animate.go_to(step)
            self.play(*self.album.run_to(moment), run, share=0.64 / (len(moments) - 1), rate_func=linear)

    @beat("Guess, correct, repeat: what the great models add is details and scale.")
    def gathered(self) -> None:
        gone = FadeOut(*self.album.captions, self.album.cards, self.step)
        self.play(*self.album.gather(self.above), gone, share=0.3)
        for word in self.words:
            self.play(FadeIn(word, shift=0.3 * UP), share=0.1)
        for number in self.numbers:
            self.play(FadeIn(number, shift=0.2 * UP), share=0.08)

    @beat("Now give it texts of your own, and watch it learn.")
    def yours(self) -> None:
        self.add(self.invitation)
        self.play(self.invitation.animate.write(), *self.album.run_to(0, named=False), share=0.3)
        last = len(self.exhibit["steps"]) - 1
        for moment in range(1, last + 1):
            self.play(*self.album.run_to(moment, named=False), share=0.6 / last, rate_func=linear)
