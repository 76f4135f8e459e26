"""Every format that retro reads besides posts, in the order in which a file is asked for them."""

from retro.posts.importers import (
    dayone,
    dayone_classic,
    delimited,
    dnote,
    joplin,
    jrnl_json,
    jrnl_text,
    jrnl_yaml,
    json_tables,
    org,
    tui_journal,
)
from retro.posts.importers.entry import Format
from retro.posts.importers.given import Given

__all__ = ["FORMATS", "format_of"]

FORMATS: tuple[Format, ...] = (
    jrnl_json.FORMAT,
    *dayone.FORMATS,
    *tui_journal.FORMATS,
    dnote.FORMAT,
    dayone_classic.FORMAT,
    jrnl_yaml.FORMAT,
    joplin.FORMAT,
    jrnl_text.FORMAT,
    org.FORMAT,
    *json_tables.FORMATS,
    delimited.FORMAT,
)


def format_of(given: Given) -> Format | None:
    """The format of a file; None where it is a post, or none of them."""
    return next((each for each in FORMATS if each.recognises(given)), None)
