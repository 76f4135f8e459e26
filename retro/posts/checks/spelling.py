"""``spelling-slip``: themes that are another, misspelt, and rare words one slip from a frequent one.

Conservative: a word is a slip only when no dictionary knows it, hardly any lesson has it, and the word that
was meant is in the dictionary and in many lessons. Names are written with a capital and are left alone.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from retro.posts.checks.accepted import folded_name
from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.near_words import SHORTEST_SLIP, NearWords
from retro.posts.checks.page import Page
from retro.posts.checks.theme_slips import ThemeSlip, theme_slips
from retro.posts.checks.visible import visible

__all__ = ["CHECK"]

_RARE = 2
_FREQUENT = 5
_MUCH = 5
"""A slip is in at most two lessons, the word that was meant in at least five, and in five times as many."""


def _prepared(known: Known) -> Look:
    slips = {
        name: slip
        for name, slip in theme_slips(known.themes, known.words).items()
        if folded_name(name) not in known.accepted
    }
    words = known.words
    rare = frozenset(
        word for word, count in words.items() if count <= _RARE and len(word) >= SHORTEST_SLIP
    ).difference(known.accepted)
    near = NearWords(words, _FREQUENT)

    @cache
    def meant(word: str) -> str:
        return near.near(word, times=_MUCH * words[word])

    return lambda page: [*_themes(page, slips), *_slips(page, rare, meant)]


def _themes(page: Page, slips: Mapping[str, ThemeSlip]) -> Iterator[Finding]:
    if not slips:
        return
    themes = {theme for lesson in page.lessons.values() for theme in lesson.themes}
    for slip in (slips[theme] for theme in sorted(themes & slips.keys())):
        yield Finding(
            CHECK.code,
            page.field_line("themes", "tags"),
            f"The theme “{slip.slip}” may be “{slip.right}”.",
            f'retro themes {slip.verb} "{slip.slip}" "{slip.right}", or, if it is right,'
            f' retro check --accept "{slip.slip}".',
            repairable=slip.sure and not page.dialect,
        )


def _slips(page: Page, rare: frozenset[str], meant: Callable[[str], str]) -> Iterator[Finding]:
    """Rare words as they stand in the text: in lower case, on their own, and not in code or an address."""
    slips = {word: right for word in page.words & rare if (right := meant(word))}
    if not slips:
        return
    pattern = re.compile(rf"(?<![\w'’./@#-])(?:{'|'.join(sorted(slips))})(?![\w'’/@-]|\.\w)")
    for paragraph in page.paragraphs:
        for match in pattern.finditer(visible(paragraph.text)):
            right = slips[match[0]]
            yield Finding(
                CHECK.code,
                paragraph.line_at(match.start()),
                f"“{match[0]}” may be “{right}”.",
                f"Write “{right}”, or, if it is right, retro check --accept {match[0]}.",
            )


CHECK = Check(
    "spelling-slip",
    "a theme that is probably another (`starup` beside `startup`), or a word that no dictionary knows, one"
    " slip from a word that many lessons have",
    _prepared,
    repairs="merges the theme into the one that was meant, unless both are words; words in texts stay",
)
