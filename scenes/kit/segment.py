"""The base class of all segments: plays beats to the length of their words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar

from manim import Camera, FadeIn, FadeOut, Group, ManimColor, MovingCameraScene, config, linear

from gptanim.stage import COUNTDOWN_SECONDS, CURTAIN, CURTAIN_SECONDS, Beat, Exhibit, reading_seconds
from scenes.kit.camera import StageCamera
from scenes.kit.layout import Layout
from scenes.kit.parts.countdown import Countdown
from scenes.kit.parts.label import Label
from scenes.kit.theme import INK, Theme


def beat(
    say: str, *, notes: str = "", loop: bool = False, ask: bool = False
) -> Callable[[Callable[[Any], None]], Beat]:
    """Declare a method as a beat; its words name facts of the exhibit in braces."""
    return lambda play: Beat(play.__name__, say, play, notes, loop, ask)


class Segment(MovingCameraScene):
    """A few beats about one idea, drawn from an exhibit and nothing else.

    title: shown at the top. roles: the runs that a lesson binds, passed to ``measure`` by these names.
    measure: a class method, pure NumPy, that computes from the runs what the beats show.
    """

    title: ClassVar[str] = ""
    roles: ClassVar[tuple[str, ...]] = ()
    beats: ClassVar[tuple[Beat, ...]] = ()
    measure: ClassVar[Callable[..., Exhibit]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.beats = tuple(value for value in vars(cls).values() if isinstance(value, Beat))

    def __init__(
        self,
        *,
        exhibit: Exhibit | None = None,
        theme: Theme = INK,
        seconds: Mapping[str, float] | None = None,
        wanted: Collection[str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Prepare to play.

        exhibit: what measure() returned; None measures the default lesson's run, as plain ``manim`` needs.
        seconds: how long each beat lasts at least; None takes the reading time of its words.
        wanted: names of the clips to draw, beats and interludes; None draws all of them.
        """
        super().__init__(camera_class=StageCamera, **kwargs)
        self.exhibit = exhibit if exhibit is not None else _default_exhibit(type(self))
        self.theme = theme
        self.layout = Layout.of(float(config.frame_width), float(config.frame_height))
        self.wanted = wanted
        self.seconds = dict(seconds or {b.name: reading_seconds(b.line(self.exhibit.facts)) for b in self.beats})
        self.now: Beat = self.beats[0]
        self.heading = self.layout.title.place(Label(self.title, theme, size=theme.title_size, bold=True), side=-1)
        if isinstance(self.camera, Camera):
            self.camera.background_color = ManimColor(theme.background)

    def construct(self) -> None:
        """Play every beat, then clear the stage."""
        for beat in self.beats:
            self.perform(beat)
        self._cut(CURTAIN)
        super().play(FadeOut(Group(*self.mobjects)), run_time=CURTAIN_SECONDS)

    def perform(self, beat: Beat) -> None:
        """Play one beat, hold it for its words, and count down if it asks the audience something."""
        self.now = beat
        began = self._cut(beat.name)
        beat.play(self)
        self._hold(self.seconds[beat.name] - (self.time - began))
        if beat.ask:
            self._cut(beat.countdown)
            self._count_down()

    def play(self, *animations: Any, share: float | None = None, **kwargs: Any) -> None:
        """Play animations; with a share, for that part of the beat's time, so that motion keeps up with the words."""
        if share is not None:
            kwargs["run_time"] = max(0.4, share * self.seconds[self.now.name])
        if self.heading not in self.mobjects:
            animations = (FadeIn(self.heading), *animations)
        super().play(*animations, **kwargs)

    def sweep(self) -> None:
        """Fade everything out but the heading."""
        self.play(*(FadeOut(mobject) for mobject in self.mobjects if mobject is not self.heading), share=0.08)

    def _cut(self, clip: str) -> float:
        """Begin a clip and return its time."""
        self.next_section(clip, skip_animations=self.wanted is not None and clip not in self.wanted)
        return self.time

    def _hold(self, seconds: float) -> None:
        frames = max(1, round(seconds * self.camera.frame_rate))  # at least one: the state that the motion led to
        self.wait((frames + 0.5) / self.camera.frame_rate, frozen_frame=True)

    def _count_down(self) -> None:
        dial = self.layout.title.place(Countdown(self.theme, COUNTDOWN_SECONDS), side=1)
        self.add(dial)
        super().play(dial.animate.run_down(), run_time=COUNTDOWN_SECONDS, rate_func=linear)
        self.remove(dial)


def _default_exhibit(segment: type[Segment]) -> Exhibit:
    from scenes.kit.standalone import default_exhibit

    return default_exhibit(segment)
