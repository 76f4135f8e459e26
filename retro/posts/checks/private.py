"""``private-leaves``: what is marked private and is in a post all the same.

Private lessons and private spans are taken out before a post is made. This looks at what was made: it finds
a span that was marked in a way that nobody understood, and refuses rather than guess.
"""

import re
from collections.abc import Iterator

from retro.display import plain_inline
from retro.model import Visibility
from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page, as_read

__all__ = ["CHECK"]

_SPAN = re.compile(r"\{\{[\s{]{0,9}([^\W\d_]{5,9})\s{0,9}[:：]", re.IGNORECASE)
_MARK = "private"
_SLIPS = 2
"""``{{privat: …}}`` and ``{{pirvate: …}}`` were meant as well."""


def _prepared(_known: Known) -> Look:
    return _look


def _look(page: Page) -> Iterator[Finding]:
    for place in page.places:
        lesson = page.lessons.get(place.lesson_id)
        if lesson is not None and lesson.visibility is Visibility.PRIVATE:
            said = f"“{plain_inline(lesson.title)}” is private, and private lessons never leave the journal."
            yield Finding(CHECK.code, place.line, said, "Leave the lesson out.", refuses=True)
    for lines, first in ((page.front, 1), (page.body, page.first_line)):
        for number, line in enumerate(lines, first):
            if "{{" in line or "&#" in line:
                yield from _spans(number, as_read(line))


def _spans(number: int, line: str) -> Iterator[Finding]:
    for match in _SPAN.finditer(line):
        if _means_private(match[1].casefold()):
            said = f"“{' '.join(match[0].split())}” marks what is private, and it would leave."
            yield Finding(CHECK.code, number, said, "Take it out, or make the lesson private.", refuses=True)


def _means_private(word: str) -> bool:
    if word == _MARK:
        return True
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 17 ms, and hardly any text has such braces

    return OSA.distance(word, _MARK) <= _SLIPS


CHECK = Check(
    "private-leaves",
    "a private lesson, or a span marked `{{private: …}}` (or nearly so), that would go out",
    _prepared,
    refuses=True,
)
