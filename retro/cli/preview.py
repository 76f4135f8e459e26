"""``retro preview``: a post as a local page."""

import webbrowser
from typing import Any

import click

from retro.cli.framework import Command, named_path, open_journal, with_journal_option
from retro.cli.output import narrate
from retro.cli.post_options import look_over, request_of, target_of, with_post_options
from retro.errors import UsageProblem
from retro.paths import state_folder
from retro.posts.dialects import JOURNALS
from retro.posts.preview import preview_page, write_page
from retro.posts.requests import requested

__all__ = ["command"]


@click.command(
    "preview",
    cls=Command,
    examples=(
        "retro preview company:eks                       in your browser",
        "retro preview --template brag-document since:2024",
        "retro preview theme:trust --to trust.html       as a file",
        "retro preview --charts is:starred               with what was measured drawn",
    ),
)
@click.argument("query", nargs=-1)
@click.option("--to", metavar="FILE", help="The page to write (default: one for your browser to open).")
@with_post_options
@with_journal_option
def command(query: tuple[str, ...], to: str | None, **options: Any) -> None:
    """Show what "retro export" would write, as a page in your browser.

    The page is one file that loads nothing from elsewhere. In the app, "x" shows the same while you
    compose.
    """
    path = named_path(to, "--to") if to is not None else state_folder() / "preview.html"
    place = target_of(None, options)
    if place.dialect in JOURNALS:
        raise UsageProblem(f"{place.dialect} is a file for other programs, and no page.")
    with open_journal(writable=False) as journal:
        made = requested(journal, request_of(journal, query, options, place))
        look_over(journal, made, made.posts)
    write_page(path, preview_page(made.posts, made.images.charts.contents), private=to is None)
    if to is not None:
        narrate(f"Wrote {path}")
    elif not webbrowser.open(path.as_uri()):
        narrate(f"No browser could be opened; the page is {path}")
