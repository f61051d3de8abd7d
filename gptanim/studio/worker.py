"""The only file of the studio that touches manim: draws the clips of a shard, in a process of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import Any

from manim import config, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter

from gptanim.errors import GptanimError, RenderError
from gptanim.studio import cast
from gptanim.studio.clip import Footage, Quality, Shard
from gptanim.studio.encoder import ClipEncoder

Tick = Callable[[str, int], None]


class ClipWriter(SceneFileWriter):
    """Takes a scene's frames instead of manim's own writer: one encoder per section, nothing on disk."""

    quality: Quality
    encoder: ClipEncoder | None

    def __init__(self, settings: Any) -> None:
        self.footage: list[Footage] = []
        self.encoder = None
        super().__init__(settings)

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """Close the clip before and open this one, unless it is skipped."""
        self.finish()
        super().next_section(name, type_, skip_animations)

    def write_frame(self, frame: Any, *, repeat: int = 1) -> None:
        """Encode a frame into the present clip."""
        if self.encoder is None:
            self.encoder = ClipEncoder(self.quality)
        self.encoder.write(frame, repeat)

    def finish(self) -> None:
        """Keep the present clip."""
        if self.encoder is not None:
            self.footage.append(Footage(self.sections[-1].name, self.encoder.finish(), self.encoder.frames))
            self.encoder = None

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Write no partial files."""
        self.sections[-1].partial_movie_files.append(None)

    def begin_animation(self, *args: Any, **kwargs: Any) -> None:
        """Start no encoder thread."""

    def end_animation(self, *args: Any, **kwargs: Any) -> None:
        """Stop no encoder thread."""


def warm_up() -> None:
    """Import manim and register the fonts before the first shard arrives."""
    from scenes.kit.fonts import register_fonts

    register_fonts()


def render(shard: Shard) -> list[Footage]:
    """Draw the wanted clips of a shard.

    Raises RenderError naming segment and beat when the scene fails.
    """
    with tempfile.TemporaryDirectory(prefix="gptanim-") as media, tempconfig(settings(shard.quality, media)):
        scene = _scene(shard)
        try:
            scene.render()
        except GptanimError:
            raise
        except Exception as error:
            place = f"{shard.segment}.{scene.now.name}"
            raise RenderError(f"{place} failed while it was drawn: {type(error).__name__}: {error}") from error
        footage: list[Footage] = scene.renderer.file_writer.footage
        return footage


def _scene(shard: Shard) -> Any:
    writer = type("ShardWriter", (ClipWriter,), {"quality": shard.quality})
    segment: Any = cast.segment(shard.segment)
    from scenes.kit.camera import StageCamera

    return segment(
        exhibit=shard.exhibit,
        theme=cast.theme(shard.theme),
        seconds=shard.seconds,
        wanted=shard.wanted,
        renderer=CairoRenderer(file_writer_class=writer, camera_class=StageCamera),
    )


def settings(quality: Quality, media: str) -> dict[str, Any]:
    """Return manim's configuration for drawing at a quality, its scratch files in the folder ``media``."""
    height = float(config.frame_height)
    return {
        "media_dir": media,
        "pixel_width": quality.width,
        "pixel_height": quality.height,
        "frame_rate": quality.frame_rate,
        "frame_height": height,
        "frame_width": height * quality.width / quality.height,
        "disable_caching": True,
        "verbosity": "ERROR",
        "progress_bar": "none",
        "write_to_movie": True,
    }
