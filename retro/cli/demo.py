"""``retro demo``: look around in a journal of invented lessons."""

import tempfile
from pathlib import Path

import click

from retro.cli.framework import Command, named_path
from retro.cli.output import narrate
from retro.cli.terminal_app import open_terminal_app
from retro.errors import UsageProblem

__all__ = ["command"]


@click.command(
    "demo", cls=Command, examples=("retro demo", "retro demo --to demo.db && retro --journal demo.db list")
)
@click.option("--to", metavar="FILE", help="Write the demo journal to a file, and do not open it.")
def command(to: str | None) -> None:
    """Open the terminal app on a journal of invented lessons.

    It is a copy, made anew each time: change what you like; your own journal is not touched.
    """
    from retro.posts.demo import build_demo  # noqa: PLC0415 - reads Markdown

    if to is not None:
        path = named_path(to, "--to")
        if path.exists():
            raise UsageProblem(f"{path} exists already; the demo would overwrite it.")
        build_demo(path)
        narrate(f"The demo journal is in {path}.  (retro --journal {path})")
        return
    with tempfile.TemporaryDirectory(prefix="retro-demo-") as folder:
        path = Path(folder) / "demo.db"
        build_demo(path)
        code = open_terminal_app(path, demo=True)
    click.get_current_context().exit(code)
