"""A camera that lets parts paint themselves and leaves every other mobject to manim."""

from __future__ import annotations

from typing import Any, Self

from manim import MovingCamera, VMobject

from scenes.kit.parts.part import Part


class StageCamera(MovingCamera):
    """Manim's moving camera, for scenes with parts in them."""

    def display_vectorized(self, vmobject: VMobject, ctx: Any) -> Self:
        """Draw one mobject."""
        if isinstance(vmobject, Part):
            vmobject.paint_on(ctx)
            return self
        return super().display_vectorized(vmobject, ctx)
