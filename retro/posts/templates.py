"""Bodies of posts out of Jinja2 templates: those that are shipped, and the user's own of the same name.

What a template prints of a lesson is marked while it is rendered, so that afterwards it is known which
lessons are in the post, in which order and on which lines, and empty lines are tidied between them only.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from retro.posts.sandbox import SUFFIX, printed

__all__ = ["Marks", "Place", "Rendered", "render"]

_EMPTY_LINES = re.compile(r"\n{3,}")
_STAND_INS = ("\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", *map(chr, range(0xE000, 0xE100)))
"""Characters for marks: the first ones are no characters at all, and in no text."""


class Place(NamedTuple):
    """Where something begins in a post: its line, from 1; ``lesson_id`` is "" for a section's heading."""

    line: int
    lesson_id: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a template made.

    Attributes:
        text: The body of a post.
        places: Where its sections and its lessons begin.
        readable: Whether each lesson stands there as retro reads it back: a title as a heading, an item or a
            quotation, and below it the lesson's text and nothing else.
        title: What the template calls the post unless told otherwise; may be empty.
    """

    text: str
    places: tuple[Place, ...]
    readable: bool
    title: str = ""


class Marks:
    """Marks round what is printed of lessons: ``S12S`` before the twelfth such text, ``SS`` after it.

    Args:
        texts: All that will be printed; the mark is a character that is in none of them.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        used = set[str]().union(*texts)
        self._mark = next(mark for mark in _STAND_INS if mark not in used)
        self._owners: list[tuple[str, str]] = []

    def heading(self, text: str) -> str:
        """The heading of a section; an empty one stays empty."""
        return self._marked(text, "heading", "") if text else ""

    def title(self, text: str, lesson_id: str) -> str:
        """The title of a lesson."""
        return self._marked(text, "title", lesson_id)

    def text(self, text: str, lesson_id: str) -> str:
        """What stands below a lesson's title; an empty one stays empty, so that it counts as none."""
        return self._marked(text, "text", lesson_id) if text else ""

    def words(self, text: str) -> str:
        """The author's own words before everything else."""
        return self._marked(text, "words", "") if text else ""

    def _marked(self, text: str, sort: str, owner: str) -> str:
        self._owners.append((sort, owner))
        return f"{self._mark}{len(self._owners) - 1}{self._mark}{text}{self._mark}{self._mark}"

    def read(self, rendered: str) -> "tuple[str, tuple[Place, ...], bool]":
        """The text without marks, tidied; where lessons begin; whether it can be read back."""
        mark = self._mark
        pieces = re.split(f"{mark}([0-9]+){mark}(.*?){mark}{mark}", rendered, flags=re.DOTALL)
        between = [piece.replace(mark, "") for piece in pieces[0::3]]
        owners = [self._owners[int(number)] for number in pieces[1::3]]
        contents = [content.replace(mark, "") for content in pieces[2::3]]
        between = _tidied(between)
        places, line, shown = [], 1, set[str]()
        for before, (sort, owner), content in zip(between, owners, contents, strict=False):
            line += before.count("\n")
            if sort == "heading" or (owner and owner not in shown):
                places.append(Place(line, owner))
            shown |= {owner}
            line += content.count("\n")
        text = "".join(part for pair in zip(between, [*contents, ""], strict=True) for part in pair)
        return text, tuple(places), _readable(between, owners)


def _tidied(between: Sequence[str]) -> list[str]:
    """At most one empty line in what the template itself printed, and none at the beginning and the end."""
    tidy = [_EMPTY_LINES.sub("\n\n", piece) for piece in between]
    tidy[0] = tidy[0].lstrip("\n")
    tidy[-1] = tidy[-1].rstrip()
    return tidy


_BEFORE = {
    "words": re.compile(""),
    "heading": re.compile(r"(?:^|\n\n)## "),
    "title": re.compile(r"(?:^|\n\n)(?:###|\*|>) |\n\* "),
    "text": re.compile("\n\n"),
}
"""What the template itself may print before each, for retro to read it back."""


def _readable(between: Sequence[str], owners: Sequence[tuple[str, str]]) -> bool:
    """Whether titles and texts stand where ``retro.posts.own_posts`` looks for them."""
    if between[-1]:
        return False
    titles = [owner for sort, owner in owners if sort == "title"]
    if not titles:
        # A post of one lesson: nothing but its text.
        return not any(between) and len(owners) <= 1
    if len(titles) != len(set(titles)):
        return False
    last = ("", "")
    for before, (sort, owner) in zip(between, owners, strict=False):
        if sort == "text" and last != ("title", owner):
            return False
        if not _BEFORE[sort].fullmatch(before):
            return False
        last = (sort, owner)
    return True


def render(name: str, values: Mapping[str, Any], marks: Marks) -> Rendered:
    """The body of a post.

    Args:
        name: Of a template, such as ``by-company``.
        values: What the template can use.
        marks: Those that were put round the lessons' texts in the values.

    Raises:
        NothingFound: When there is no such template.
        UsageProblem: When the template has a mistake.
    """
    made = printed(name + SUFFIX, values)
    body, places, readable = marks.read(made.text)
    return Rendered(body, places, readable, made.title)
