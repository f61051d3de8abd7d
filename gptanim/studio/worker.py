"""The only file of the studio that touches manim: draws the clips of a shard, in a process of its own."""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from manim import config, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.utils.exceptions import EndSceneEarlyException

from gptanim.errors import GptanimError, RenderError
from gptanim.studio import cast
from gptanim.studio.clip import Footage, Quality, Shard, Tick
from gptanim.studio.encoder import ClipEncoder

WIDE = 1.5  # a frame is wide from this width for a height of one
NARROW_WIDTH = 12.0  # of all other frames, in scene units


class ClipWriter(SceneFileWriter):
    """Takes a scene's frames instead of manim's own writer: one encoder per section, nothing on disk."""

    shard: Shard
    tick: Tick

    def __init__(self, settings: Any) -> None:
        self.footage: list[Footage] = []
        self.encoder: ClipEncoder | None = None
        self.captions: Any = None  # Any: a class of the scenes', which are imported once this is drawing
        self.frames = 0
        self.began = time.process_time()
        super().__init__(settings)

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """Close the clip before and open this one, unless it is skipped; end the scene when all clips are drawn."""
        self.finish()
        if 0 < len(self.shard.wanted) == len(self.footage):
            raise EndSceneEarlyException
        super().next_section(name, type_, skip_animations)
        self.began = time.process_time()

    def write_frame(self, frame: Any, *, repeat: int = 1) -> None:
        """Encode a frame into the present clip."""
        if self.encoder is None:
            self.encoder = ClipEncoder(self.shard.quality)
            self.captions = self._captions()
        if self.captions is None:
            self.encoder.write(frame, repeat)
        else:
            for pixels, count in self.captions.over(frame, self.encoder.frames, repeat):
                self.encoder.write(pixels, count)
        self.frames += repeat
        self.tick(self.frames)

    def _captions(self) -> Any:
        """Return what is drawn into the present clip, or None."""
        from scenes.kit.subtitles import Subtitles

        theme: Any = cast.theme(self.shard.theme)  # Any: the scenes' class, of which the studio asks less
        texts, rate = self.shard.captions.get(self.sections[-1].name), self.shard.quality.frame_rate
        cues = [(round(start * rate), text) for start, text in texts or ()]
        return Subtitles(cues, theme) if cues else None

    def finish(self) -> None:
        """Keep the present clip."""
        if self.encoder is not None:
            mp4 = self.encoder.finish()
            spent = time.process_time() - self.began
            self.footage.append(Footage(self.sections[-1].name, mp4, self.encoder.frames, spent))
            self.encoder = None

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Write no partial files."""
        self.sections[-1].partial_movie_files.append(None)

    def begin_animation(self, *args: Any, **kwargs: Any) -> None:
        """Start no encoder thread."""

    def end_animation(self, *args: Any, **kwargs: Any) -> None:
        """Stop no encoder thread."""


class SkippingRenderer(CairoRenderer):
    """Draws nothing for animations that are skipped; manim's own draws two frames for each and drops them."""

    def update_frame(self, *args: Any, **kwargs: Any) -> None:
        """Draw the frame, unless nobody shall see it."""
        if not self.skip_animations:
            super().update_frame(*args, **kwargs)

    def render(self, scene: Any, time: float, moving_mobjects: Any = None) -> None:
        """Draw the next frame and hand it on; the writer takes it at once, so that no copy is made."""
        self.update_frame(scene, moving_mobjects)
        self.add_frame(self.camera.pixel_array)


def warm_up() -> None:
    """Import manim and register the fonts before the first shard arrives."""
    from scenes.kit.fonts import register_fonts

    register_fonts()


def render(shard: Shard, tick: Tick = lambda frames: None) -> list[Footage]:
    """Draw the wanted clips of a shard; calls tick after every frame.

    Raises RenderError naming segment and beat when the scene fails.
    """
    with tempfile.TemporaryDirectory(prefix="gptanim-") as media, tempconfig(settings(shard.quality, media)):
        scene = _scene(shard, tick)
        try:
            scene.render()
        except GptanimError:
            raise
        except Exception as error:
            place = f"{shard.segment}.{scene.now.name}"
            raise RenderError(f"{place} failed while it was drawn{_line(scene, error)}: {_reason(error)}") from error
        footage: list[Footage] = scene.renderer.file_writer.footage
        return footage


def _line(scene: Any, error: Exception) -> str:
    """Return in which line of the scene's own file an error arose, as words; empty when in none."""
    file = sys.modules[type(scene).__module__].__file__
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return f" in line {lines[-1]} of {Path(str(file)).name}" if lines else ""


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _scene(shard: Shard, tick: Tick) -> Any:
    writer = type("ShardWriter", (ClipWriter,), {"shard": shard, "tick": staticmethod(tick)})
    segment: Any = cast.segment(shard.segment)
    from scenes.kit.camera import StageCamera

    return segment(
        exhibit=shard.exhibit,
        theme=cast.theme(shard.theme),
        seconds=shard.seconds,
        wanted=shard.wanted,
        renderer=SkippingRenderer(file_writer_class=writer, camera_class=StageCamera),
    )


def settings(quality: Quality, media: str) -> dict[str, Any]:
    """Return manim's configuration for drawing at a quality, its scratch files in the folder ``media``."""
    width, height = frame(quality)
    return {
        "media_dir": media,
        "pixel_width": quality.width,
        "pixel_height": quality.height,
        "frame_rate": quality.frame_rate,
        "frame_height": height,
        "frame_width": width,
        "disable_caching": True,
        "verbosity": "ERROR",
        "progress_bar": "none",
        "write_to_movie": True,
    }


def frame(quality: Quality) -> tuple[float, float]:
    """Return the width and height of the frame in scene units; text keeps its size in these.

    A wide frame is 8 high, manim's own, and 14.2 wide. Others are 12 wide, so that what is composed for a wide one
    finds room, and text on a phone is a fifth larger than in a wide frame.
    """
    if quality.width >= WIDE * quality.height:
        height = float(config.frame_height)
        return height * quality.width / quality.height, height
    return NARROW_WIDTH, NARROW_WIDTH * quality.height / quality.width
