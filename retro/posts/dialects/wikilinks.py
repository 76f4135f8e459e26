"""Wikilinks in Obsidian's properties: ``[[Amazon EKS]]``, and back."""

import html
import re

__all__ = ["link", "link_to", "linked_name"]

_LINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]*))?\]\]")
_UNFIT = re.compile(r"[\[\]|#^:\\]|%%|//+")
"""What no note's name may hold; a slash leads into a folder."""

_MARKS = re.compile(r"[&\[\]|]")


def link_to(name: str) -> str:
    """A link to the note of a name; where no note can be called so, one that shows the name all the same."""
    note = " ".join(_UNFIT.sub(" ", name).split()).strip("./ ")
    if not note:
        return name
    return f"[[{note}]]" if note == name else link(note, name)


def link(note: str, shown: str) -> str:
    """A link to a note that shows another text."""
    return f"[[{note}|{_MARKS.sub(lambda match: f'&#{ord(match[0])};', shown)}]]"


def linked_name(text: str) -> str:
    """The name that a link was made of; a text that is no link is one itself."""
    match = _LINK.fullmatch(text)
    if match is None:
        return text
    return match[1] if match[2] is None else html.unescape(match[2])
