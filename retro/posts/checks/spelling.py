"""``spelling-slip``: themes that are another, misspelt, and rare words one slip from a frequent one.

Conservative: a word is a slip only when no dictionary knows it, hardly any lesson has it, and the word that
was meant is in the dictionary and in many lessons. Names are written with a capital and are left alone.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from retro.posts.checks.dictionary import british_or_american, is_word
from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page
from retro.posts.checks.theme_slips import ThemeSlip, theme_slips
from retro.posts.checks.visible import visible

__all__ = ["CHECK"]

_SHORTEST = 6
_RARE = 2
_FREQUENT = 5
_MUCH = 5
"""A slip is in at most two lessons, the word that was meant in at least five, and in five times as many."""


def _prepared(known: Known) -> Look:
    slips = {
        name: slip
        for name, slip in theme_slips(known.themes).items()
        if name.casefold() not in known.accepted
    }
    words = _Words(known)
    rare = frozenset(word for word, count in known.words.items() if count <= _RARE and len(word) >= _SHORTEST)
    return lambda page: [*_themes(page, slips), *_slips(page, rare, words.meant)]


def _themes(page: Page, slips: Mapping[str, ThemeSlip]) -> Iterator[Finding]:
    if not slips:
        return
    themes = {theme for lesson in page.lessons.values() for theme in lesson.themes}
    for slip in (slips[theme] for theme in sorted(themes & slips.keys())):
        yield Finding(
            CHECK.code,
            page.field_line("themes", "tags"),
            f"The theme “{slip.slip}” may be “{slip.right}”.",
            f'retro themes merge "{slip.slip}" "{slip.right}", or, if both are meant,'
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


@dataclass(slots=True)
class _Words:
    """What rare words of the journal were meant to be, looked up once each."""

    known: Known
    found: dict[str, str] = field(default_factory=dict)
    near: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def meant(self, word: str) -> str:
        """The frequent word that a word is a slip of; "" where it is none."""
        right = self.found.get(word)
        if right is None:
            right = self.found[word] = self._meant(word)
        return right

    def _meant(self, word: str) -> str:
        if not (word.isascii() and word.isalpha()) or word in self.known.accepted or is_word(word):
            return ""
        from rapidfuzz import process  # noqa: PLC0415 - 17 ms, and most lessons are spelt right
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        near = process.extract(word, self._candidates(word), scorer=OSA.distance, score_cutoff=1, limit=None)
        likely = [
            other
            for other, _, _ in near
            if self.known.words[other] >= _MUCH * self.known.words[word]
            and is_word(other)
            and not _is_form(word, other)
        ]
        return max(likely, key=lambda other: (self.known.words[other], other), default="")

    def _candidates(self, word: str) -> Sequence[str]:
        """Frequent words of about its length that begin alike: hardly anyone slips at the first letter."""
        if not self.near:
            for other, count in self.known.words.items():
                if count >= _FREQUENT and len(other) >= _SHORTEST - 1 and other.isascii() and other.isalpha():
                    self.near.setdefault((other[0], len(other)), []).append(other)
        return [other for more in (-1, 0, 1) for other in self.near.get((word[0], len(word) + more), ())]


def _is_form(word: str, other: str) -> bool:
    """Whether two words differ in their ending only, or as British and American English do."""
    if word[:-1] in (other, other[:-1]) or other[:-1] == word:
        return True
    return british_or_american(word) == british_or_american(other)


CHECK = Check(
    "spelling-slip",
    "a theme that is probably another (`starup` beside `startup`), or a word that no dictionary knows, one"
    " slip from a word that many lessons have",
    _prepared,
    repairs="merges the theme into the one that was meant, unless both are words; words in texts stay",
)
