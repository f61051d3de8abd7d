"""Frames come back from the file as they went in: number, order, length and colour."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest

from gptanim.studio.clip import QUALITIES, Quality
from gptanim.studio.encoder import ClipEncoder
from gptanim.studio.pixels import Converter, planes

SMALL = Quality("small", 64, 48, 10, crf=10, preset="veryfast")


def solid(*rgb: int) -> np.ndarray:
    return np.full((SMALL.height, SMALL.width, 4), (*rgb, 255), np.uint8)


def test_every_frame_comes_back_in_order_and_on_time() -> None:
    encoder = ClipEncoder(SMALL)
    for shade in (10, 90, 170):
        encoder.write(solid(shade, shade, shade))
    encoder.write(solid(250, 250, 250), repeat=5)
    with av.open(io.BytesIO(encoder.finish())) as container:
        frames = list(container.decode(video=0))
    assert [frame.time for frame in frames] == pytest.approx([i / 10 for i in range(8)])
    shades = [frame.to_ndarray(format="rgb24").mean() for frame in frames]
    assert shades == pytest.approx([10, 90, 170, 250, 250, 250, 250, 250], abs=3)


def test_colours_survive_the_file() -> None:
    encoder = ClipEncoder(SMALL)
    encoder.write(solid(90, 170, 255), repeat=3)
    with av.open(io.BytesIO(encoder.finish())) as container:
        context = container.streams.video[0].codec_context
        assert (context.colorspace, context.color_primaries, context.color_trc) == (
            1,
            1,
            1,
        )  # BT.709, as players assume
        assert context.pix_fmt == "yuv420p"
        frame = next(container.decode(video=0))
    assert frame.to_ndarray(format="rgb24").mean(axis=(0, 1)) == pytest.approx([90, 170, 255], abs=4)


def test_the_same_frames_give_the_same_bytes() -> None:
    def film() -> bytes:
        encoder = ClipEncoder(SMALL)
        for shade in range(20):
            encoder.write(solid(shade * 10, 50, 90))
        return encoder.finish()

    assert film() == film()


def test_bytes_do_not_depend_on_what_memory_held_before() -> None:
    draft = QUALITIES["draft"]  # 854 pixels wide: rows end in gaps
    rng = np.random.default_rng(0)
    colours = rng.integers(0, 255, (draft.height // 8, draft.width // 7 + 1, 4)).astype(np.uint8)
    picture = np.kron(colours, np.ones((8, 7, 1), np.uint8))[:, : draft.width]

    def film(noise: int) -> bytes:
        encoder, held = ClipEncoder(draft), []
        for step in range(40):
            held = [rng.integers(0, 255, (480, 3500)).astype(np.uint8) for _ in range(noise * step % 4)]
            encoder.write(np.ascontiguousarray(np.roll(picture, 3 * step, axis=1)))
        del held
        return encoder.finish()

    assert len({film(noise) for noise in (0, 1, 2, 0, 3)}) == 1


@pytest.mark.parametrize("quality", QUALITIES.values(), ids=QUALITIES)
def test_every_quality_can_be_encoded(quality: Quality) -> None:
    encoder = ClipEncoder(quality)
    encoder.write(np.zeros((quality.height, quality.width, 4), np.uint8), repeat=2)
    with av.open(io.BytesIO(encoder.finish())) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height, stream.average_rate) == (quality.width, quality.height, quality.frame_rate)


@pytest.mark.parametrize("quality", QUALITIES.values(), ids=QUALITIES)
def test_frames_come_back_alike(quality: Quality) -> None:
    rng, encoder, drawn = np.random.default_rng(0), ClipEncoder(quality), []
    picture = np.full((quality.height, quality.width, 4), (15, 18, 24, 255), np.uint8)
    for _ in range(12):  # boxes of any colour, their corners anywhere
        y, x, h, w = rng.integers(0, 400, 4)
        picture[y : y + h // 4 + 2, x : x + w // 2 + 2, :3] = rng.integers(0, 255, 3)
        drawn.append(picture.copy())
        encoder.write(picture)
    with av.open(io.BytesIO(encoder.finish())) as container:
        shown = [planes(frame)[0].copy() for frame in container.decode(video=0)]
    converter = Converter(quality.width, quality.height)
    likeness = [ssim(planes(converter.convert(one))[0], other) for one, other in zip(drawn, shown, strict=True)]
    assert min(likeness) >= 0.99


def ssim(one: np.ndarray, other: np.ndarray) -> float:
    """Return the structural similarity of two pictures, over blocks of 8 × 8 (Wang and others, 2004)."""
    rows, columns = (side // 8 for side in one.shape)
    a, b = (picture[: 8 * rows, : 8 * columns].reshape(rows, 8, columns, 8).astype(float) for picture in (one, other))
    (ma, mb), (va, vb) = (x.mean((1, 3)) for x in (a, b)), (x.var((1, 3)) for x in (a, b))
    both = (a * b).mean((1, 3)) - ma * mb
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    return float(((2 * ma * mb + c1) * (2 * both + c2) / ((ma**2 + mb**2 + c1) * (va + vb + c2))).mean())
