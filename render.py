"""The command line: from a lesson file to a film and a slide deck."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from gptanim import __version__
from gptanim.errors import GptanimError
from gptanim.studio.places import DEFAULT_LESSON

QUALITIES = ("draft", "hd", "full")
ASPECTS = ("16:9", "1:1", "9:16")
DECK_FORMATS = ("html", "pptx", "pdf", "presenter")
FORMATS = ("mp4", "webm", "gif")
ABOUT_LESSON = ("data", "theme", "aspect", "voice", "recordings")  # options that change the lesson, not how it is made
Command = Callable[..., None]
Wishes = Mapping[str, Mapping[str, Any]]  # further arguments of a product, by its name


class Explaining(click.Group):
    """A group of commands that tells the project's own errors in a paragraph; any other error is a bug, and shown."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except GptanimError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("Stopped. What is finished is kept: the same command goes on from there.", err=True)
            ctx.exit(130)


@click.group(cls=Explaining, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def cli() -> None:
    """Make animated lessons about how a GPT learns, from a GPT that really trains."""


def example(line: str) -> str:
    """Return a command's epilog."""
    return f"Example: python render.py {line}"


def options(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return one decorator for several."""

    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


of_lesson = options(
    click.argument("lesson", type=click.Path(path_type=Path), default=DEFAULT_LESSON, metavar="[LESSON.toml]"),
    click.option(
        "--data", type=click.Path(path_type=Path), metavar="FILE", help="Learn from this file: a text a line."
    ),
)
of_look = options(
    click.option("--quality", type=click.Choice(QUALITIES), default="draft", show_default=True, help="Size and rate."),
    click.option("--theme", metavar="NAME", help="Colours and fonts: ink (dark), paper (light)."),
    click.option("--aspect", type=click.Choice(ASPECTS), help="Shape of the picture; tall is for phones."),
    click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where to put what is made."),
)
of_voice = options(
    click.option("--voice", metavar="NAME", help="Who speaks: silent, espeak, piper, recorded."),
    click.option(
        "--recordings",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Your own voice: segment.beat.wav for each.",
    ),
)
of_work = options(
    click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes at once; default: one a core."),
    click.option("--cluster", metavar="ADDRESS", help="Draw on a Dask cluster: tcp://host:8786."),
    click.option("--explain", is_flag=True, help="Say of each clip why it is drawn, or not."),
)
of_address = options(
    click.argument("address", metavar="SEGMENT[.BEAT]"),
    click.option(
        "--lesson", type=click.Path(path_type=Path), default=DEFAULT_LESSON, metavar="FILE", help="Its runs are shown."
    ),
    click.option(
        "--data", type=click.Path(path_type=Path), metavar="FILE", help="Learn from this file: a text a line."
    ),
)
of_products = options(
    of_lesson,
    of_look,
    of_voice,
    of_work,
    click.option("--burn-captions", is_flag=True, help="Draw the captions into the pictures."),
    click.option("--only", multiple=True, metavar="SEGMENT", help="Show this segment alone; may be given repeatedly."),
)


@cli.command(epilog=example("lesson --data names.txt --quality hd"))
@of_products
def lesson(**asked: Any) -> None:
    """Make film, captions, slides and storyboard of a lesson."""
    _make(("film", "slides", "storyboard"), **asked)


@cli.command(epilog=example("film --quality full --format webm"))
@of_products
@click.option("--format", type=click.Choice(FORMATS), default="mp4", show_default=True, help="gif: of one segment.")
def film(format: str, **asked: Any) -> None:
    """Make the film of a lesson, with captions."""
    _make(("film",) if format == "mp4" else ("film", format), **asked)


@cli.command(epilog=example("slides --theme paper --format pptx"))
@of_products
@click.option(
    "--format", "formats", type=click.Choice(DECK_FORMATS), multiple=True, help="Only this; may be given repeatedly."
)
@click.option("--one-file", is_flag=True, help="Put the clips into slides.html, instead of a folder beside it.")
def slides(formats: Sequence[str], one_file: bool, **asked: Any) -> None:
    """Make the slides of a lesson: for browser, PowerPoint, paper, manim-slides."""
    _make(("slides",), wishes={"slides": {"formats": formats or DECK_FORMATS, "one_file": one_file}}, **asked)


@cli.command(epilog=example("storyboard --only loss"))
@of_products
def storyboard(**asked: Any) -> None:
    """Make one picture of all beats of a lesson."""
    _make(("storyboard",), **asked)


@cli.command(epilog=example("train --data names.txt"))
@of_lesson
def train(lesson: Path, data: Path | None) -> None:
    """Train and record the GPTs that a lesson shows."""
    from gptanim.studio import orders, training
    from gptanim.studio.cache import Cache
    from gptanim.studio.progress import Reporter

    _show(training.record(orders.lesson(lesson, data=data), Cache(), Reporter()))


@cli.command(epilog=example("script --data names.txt"))
@of_lesson
@click.option("--only", multiple=True, metavar="SEGMENT", help="Print this segment alone; may be given repeatedly.")
def script(lesson: Path, data: Path | None, only: Sequence[str]) -> None:
    """Print the lines to read, each with the name of its recording."""
    from gptanim.studio import orders, script
    from gptanim.studio.cache import Cache
    from gptanim.studio.progress import Reporter

    _show(script.lines(orders.lesson(lesson, data=data, only=only), Cache(), Reporter()))


@cli.command(epilog=example("preview loss.formula"))
@of_address
@of_look
@of_voice
@of_work
def preview(address: str, lesson: Path, **asked: Any) -> None:
    """Look at one segment or beat: a small film and its last frames."""
    from gptanim.studio import orders, produce
    from gptanim.studio.progress import Reporter

    segment, _, beat = address.partition(".")
    wanted = orders.lesson(lesson, **{name: asked.pop(name) for name in ABOUT_LESSON})
    order = orders.preview(wanted, segment, **asked)
    _show(produce.preview(order, address, Reporter(), beat or None))


@cli.command(epilog=example("watch loss.formula"))
@of_address
@of_look
def watch(address: str, **asked: Any) -> None:
    """Draw a segment or beat again whenever its file is saved, until Ctrl-C."""
    from gptanim.studio import watching
    from gptanim.studio.progress import Reporter

    with suppress(KeyboardInterrupt):
        watching.watch(watching.Look(address, **asked), Reporter())


@cli.command(epilog=example("segments --data names.txt"))
@of_lesson
def segments(lesson: Path, data: Path | None) -> None:
    """List what there is: every segment, its beats and words."""
    from gptanim.studio import contents, orders
    from gptanim.studio.cache import Cache

    _show(contents.lines(orders.lesson(lesson, data=data), Cache()))


@cli.command(epilog=example("doctor"))
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Check what this machine has and lacks, and name the fix for each."""
    from gptanim.studio import checkup

    if not checkup.show():
        ctx.exit(1)


@cli.command(epilog=example("clean --keep 500M"))
@click.option("--keep", default="1G", show_default=True, metavar="SIZE", help="Stop when so much is left: 0, 500M, 2G.")
def clean(keep: str) -> None:
    """Remove the oldest clips and runs, and what killed processes left."""
    from gptanim.studio import cleaning
    from gptanim.studio.places import CACHE, OUT

    _show([cleaning.clean(CACHE, cleaning.size(keep), OUT)])


def _make(names: Sequence[str], lesson: Path, only: Sequence[str], wishes: Wishes | None = None, **asked: Any) -> None:
    from gptanim.studio import orders, produce
    from gptanim.studio.progress import Reporter

    wanted = orders.lesson(lesson, only=only, **{name: asked.pop(name) for name in ABOUT_LESSON})
    _show(produce.products(orders.products(wanted, **asked), names, Reporter(), wishes))


def _show(results: Iterable[object]) -> None:
    for result in results:
        click.echo(str(result))


if __name__ == "__main__":
    cli()
