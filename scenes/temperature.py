"""One knob between the logits and the draw: safe or creative."""

from __future__ import annotations

import numpy as np
from manim import UP, FadeIn, linear

from gptanim.measures.heat import heat, write
from gptanim.measures.readout import readout, undecided
from gptanim.run import Run
from gptanim.stage import Exhibit, Fact
from scenes.kit.parts.placard import Placard
from scenes.kit.segment import Segment, beat
from scenes.kit.words import quoted
from scenes.props.temperature import phrases
from scenes.props.temperature.desk import Desk
from scenes.props.temperature.writers import Scale, Writers

LONGEST, FINE = 9, 101  # letters that fit in the strip; temperatures at which the bars are known
SETTINGS, THREE = np.linspace(0, 2, 11), [2, 5, 10]  # where names are written; which of these are low, one and high
WRITTEN, SHOWN = 200, 8  # names written at each, and of these shown
BARS, WORKED = 32, 3  # tokens that have a bar, the likeliest of all; those whose numbers are worked out


class Temperature(Segment):
    """The same bars, the same random draws, and a knob that decides how much the likeliest is preferred."""

    title = "Temperature: safe or creative"
    roles = ("names",)

    @classmethod
    def measure(cls, names: Run) -> Exhibit:
        """Heat what follows the beginning after which the model wavers, and let it write at each setting."""
        text, labels = undecided(names, longest=LONGEST), names.tokenizer.labels
        found, writing = readout(names.last, text), write(names, SETTINGS, WRITTEN)
        heated = heat(found.logits, np.linspace(0, SETTINGS[-1], FINE))
        order = heated.order[:BARS]
        arrays = {"tokens": np.array([*found.tokens, "?"]), "temperatures": heated.temperatures}
        arrays |= {"labels": np.array([labels[token] for token in order]), "shares": heated.probs[:, order]}
        arrays["logits"] = found.logits[order[:WORKED]]
        left_out = f"Its {BARS} likeliest letters are shown." * (len(labels) > BARS)
        facts: dict[str, Fact] = {"prefix": text, "first": quoted(labels[order[0]]), "left_out": left_out}
        facts |= phrases.of_prediction(heated, SETTINGS[THREE].tolist())
        facts |= phrases.of_writing(writing, *THREE[::2])
        return Exhibit(arrays | writing.arrays(SHOWN), facts)

    def setup(self) -> None:
        """Lay out the desk, and keep a place for one line of words."""
        self.low, self.one, self.high = SETTINGS[THREE].tolist()
        self.desk = Desk(self.exhibit, self.theme, full=self.high, region=self.layout.stage)
        self.placard = Placard(self.theme, region=self.layout.footer, colour=self.theme.muted)

    @beat(
        "One more knob sits before the draw: the temperature. It divides every logit.",
        notes="After “{prefix}”, the model would draw {first} with {p_one}. {left_out}",
    )
    def knob(self) -> None:
        desk = self.desk
        desk.bars.go_to(0 * desk.bars.values)
        self.play(FadeIn(desk.strip, shift=0.3 * UP), FadeIn(desk.bars), share=0.12)
        self.play(desk.bars.animate.heat(1), share=0.18)
        self.play(FadeIn(desk.dial, shift=0.3 * UP), FadeIn(desk.formula, shift=0.3 * UP), share=0.18)
        for temperature in (1.3, 0.7, 1):
            self.play(*desk.heat(temperature), share=0.12)

    @beat("Turned down to {low}, {first} goes from {p_one} to {p_low}.", notes="The gaps between the logits grow.")
    def colder(self) -> None:
        self.play(*self.desk.work_out(), share=0.1)
        self.play(self.desk.worked.animate.write(), share=0.25)
        self.play(*self.desk.heat(self.low), share=0.5)

    @beat(
        "Turned up to {high}, it keeps {p_high}, and all the others share {rest_high}.",
        notes="The gaps between the logits shrink.",
    )
    def hotter(self) -> None:
        self.play(*self.desk.heat(self.one), share=0.35)
        self.play(*self.desk.heat(self.high), share=0.5)

    @beat(
        "Now let it write, with the same random draws each time.",
        notes="Every row is written by the same random numbers; only the knob differs.",
    )
    def same_draws(self) -> None:
        self.sweep()
        written = self.exhibit["texts"][THREE], self.exhibit["copied"][THREE]
        self.writers = Writers(SETTINGS[THREE], self.high, *written, self.theme, region=self.layout.stage)
        line = f"the first {SHOWN} of {WRITTEN} names at each setting"
        self.play(FadeIn(self.writers), *self.placard.turn_to(line), share=0.1)
        for seen in range(2, SHOWN + 1, 2):
            self.play(self.writers.animate.write(seen), share=1.3 / SHOWN)

    @beat("At the lowest it copies {copied_low} of {written} names, at the highest {copied_high}.")
    def copies(self) -> None:
        self.play(*self.placard.turn_to(self.writers.legend), share=0.1)
        for setting, gauge in enumerate(self.writers.gauges):
            self.play(self.writers.mark_copies(setting), FadeIn(gauge), share=0.1)
            self.play(gauge.animate.run_to(1), share=0.16)

    @beat("{trade}", notes="{more_trade} At zero, every name is {favourite}. So it is set by what one wants.")
    def trade(self) -> None:
        self.sweep()
        scale = Scale(SETTINGS, self.exhibit, self.theme, region=self.layout.stage)
        self.play(FadeIn(scale), *self.placard.turn_to(scale.legend), share=0.1)
        self.play(scale.animate.heat(self.high), rate_func=linear, share=0.68)
