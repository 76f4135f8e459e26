"""Which words with capitals are a person's name. Pure, but for the lists of words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from retro.posts.checks.accepted import folded_name
from retro.posts.checks.capitals import Capital, Run, is_title_case, runs
from retro.posts.checks.name_words import NameWords, name_words
from retro.posts.checks.visible import visible
from retro.posts.dictionary import is_word

__all__ = ["NameJudge"]

_TOLD_BEFORE = re.compile(
    r"(?:\b(?:by|and|with|to|for|told|asks?|asked|met|meet|hired|fired|thanks?|thanked|mentor|boss|manager"
    r"|colleague|friend|cto|ceo|coo|cfo|founder|cofounder|co-founder|author|engineer|designer|director|president"
    r"|like|quoting|named|called|interview)[ \n]|[—–][ ]?)$"
)
_TOLD_AFTER = re.compile(
    r"[ \n]{1,2}(?:said|says|told|asked|asks|wrote|writes|argues|argued|explains|explained|suggested|suggests"
    r"|taught|thinks|thought|believes|believed|joined|quit|resigned|replied|reminded|convinced|knew|and I\b"
    r"|and me\b)|['’]s[ ](?:book|talk|post|article|essay|idea|advice|boss|blog|paper|quote|words|office)\b"
)
"""What stands before or behind words that no list has, and makes them a person's name."""

_ARTICLE = re.compile(r"\b(?:the|an?)[ \n]$")
_DETERMINED = re.compile(r"\b(?:the|an?|this|that|these|those|our|my|your|their|its|every|any|some|no)[ \n]$")
_PLACED = re.compile(r"\b(?:at|in|from|on|near|of|via|using|through|into|outside|around)[ \n]$")
"""Before the names of things and of places."""

_PLACE = frozenset(
    "San Santa Saint St Los Las Port Puerto Fort Lake Mount King Queen Pope Emperor Uncle El La".split()
)
"""What stands before a first name in the name of a place, or of somebody long dead."""

_ONE_WORD = re.compile(
    r"(?:Mc|Mac|O['’]|D['’]|De|Di|Du|Da|Del|La|Le|Van|Fitz)?[^\W\d_][^\W\d_A-Z]+(?:['’‐-][^\W\d_][^\W\d_A-Z]+)*"
)
"""A name's word: one capital at its beginning, and one in a second part."""


_VERBS = frozenset({"Chase", "Dash", "Drew", "Grant", "Mark", "May", "Skip", "Will"})
"""First names that a question or an order may begin with."""

_STATES = frozenset({"U.S.", "U.K.", "E.U.", "U.N."})


class _Sort(Enum):
    """What a word with a capital may be."""

    TITLE = auto()
    GIVEN = auto()
    ALSO_WORD = auto()
    OWN = auto()
    INITIAL = auto()
    NAME = auto()
    NONE = auto()


class _Piece(NamedTuple):
    """Words of a run that may be a name together, and the words of it beside them that are none."""

    words: Sequence[Capital]
    sorts: Sequence[_Sort]
    begins: bool
    before: str
    after: str


_FAMILY = frozenset({_Sort.NAME, _Sort.GIVEN, _Sort.ALSO_WORD, _Sort.OWN})


@dataclass(frozen=True, slots=True)
class NameJudge:
    """Tells names of people from other words with capitals.

    Args:
        others: Folded names that are no people's: of companies, of themes, and what was accepted.
        own: Folded words of registered people's names.
        words: The lists.
    """

    others: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    words: NameWords = field(default_factory=name_words)

    def names(self, text: str) -> Iterator[tuple[int, str]]:
        """The names in inline Markdown without code: where each begins, and the name."""
        shown = visible(text)
        # Most runs are the first words of sentences.
        likely = [run for run in runs(shown) if len(run.words) > 1 or self._may_be_alone(run.words[0].text)]
        titled = bool(likely) and is_title_case(shown)
        for run in likely:
            for piece in self._pieces(run):
                name = self._name(piece, run, titled=titled)
                if name:
                    yield name[0].start, " ".join(shown[name[0].start : name[-1].end].split())

    def _may_be_alone(self, word: str) -> bool:
        return word in self.words.given or (bool(self.own) and folded_name(word) in self.own)

    def _pieces(self, run: Run) -> Iterator[_Piece]:
        sorts = self._sorts(run)
        place = 0
        while place < len(sorts):
            if sorts[place] is _Sort.NONE:
                place += 1
                continue
            end = place + 1
            while (
                end < len(sorts)
                and sorts[end] not in {_Sort.NONE, _Sort.TITLE}
                and not run.words[end - 1].possessive
            ):
                end += 1
            yield _Piece(
                run.words[place:end],
                sorts[place:end],
                run.begins and place == 0,
                run.words[place - 1].text if place else "",
                run.words[end].text if end < len(sorts) and not run.words[end - 1].possessive else "",
            )
            place = end

    def _sorts(self, run: Run) -> list[_Sort]:
        words = run.words
        sorts = [self._sort(word.text) for word in words]
        folded = [folded_name(word.text) for word in words]
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                if " ".join(folded[start:end]) in self.others:
                    sorts[start:end] = [_Sort.NONE] * (end - start)
        if run.begins and sorts[0] is _Sort.NAME and not self._is_strange(words[0].text, sorts[1:2]):
            sorts[0] = _Sort.NONE
        return sorts

    def _is_strange(self, first: str, following: Sequence[_Sort]) -> bool:
        """Whether a sentence's first word has its capital for another reason than its place."""
        return bool(following) and following[0] in _FAMILY and not _is_word(first)

    def _sort(self, word: str) -> _Sort:
        listed = self.words
        if word.rstrip(".") in listed.titles:
            return _Sort.TITLE
        if word.endswith(".") and len(word.replace("-", "")) <= 4:
            return _Sort.NONE if word in _STATES else _Sort.INITIAL
        for sort, has in (
            (_Sort.GIVEN, word in listed.given),
            (_Sort.OWN, folded_name(word) in self.own),
            (_Sort.ALSO_WORD, word in listed.also_words),
            (_Sort.NONE, word in listed.other_names or self._lower(word) in listed.ordinary),
        ):
            if has:
                return sort
        return _Sort.NAME if _ONE_WORD.fullmatch(word) else _Sort.NONE

    @staticmethod
    def _lower(word: str) -> str:
        return word.lower().replace("’", "'")

    def _name(self, piece: _Piece, run: Run, *, titled: bool) -> Sequence[Capital]:
        """The words of a piece that are a name; none where it is none."""
        words, sorts = piece.words, piece.sorts
        if sorts[0] is _Sort.TITLE:
            return words if len(words) > 1 and sorts[1] in _FAMILY else ()
        before = run.before if words[0] is run.words[0] else f"{piece.before.lower()} "
        if _ARTICLE.search(before):
            return ()
        if titled:
            words, sorts = _without_words(words, sorts)
        if len(words) == 1:
            found = self._is_alone(piece, run, sorts[0])
        else:
            found = not _FAMILY.isdisjoint(sorts[1:]) and self._are_one(
                words, sorts[0], piece, run, before, titled=titled
            )
        return words if found else ()

    def _are_one(
        self, words: Sequence[Capital], first: _Sort, piece: _Piece, run: Run, before: str, *, titled: bool
    ) -> bool:
        """Whether several words are one person's name, by the first of them."""
        if first is _Sort.INITIAL:
            return not piece.begins or not _is_word(words[-1].text)
        if first is _Sort.ALSO_WORD:
            asks = piece.begins and words[0].text in _VERBS and _is_word(words[1].text)
            return not titled and not asks and not _DETERMINED.search(before)
        if first is _Sort.NAME:
            beside = {self._lower(piece.before), self._lower(piece.after)}
            alone = not titled and len(words) <= 3 and beside <= self.words.ordinary | {""}
            return alone and self._is_told(words, piece, run, before)
        return True

    def _is_alone(self, piece: _Piece, run: Run, sort: _Sort) -> bool:
        """Whether a single word is somebody."""
        if sort is _Sort.GIVEN:
            return piece.before not in _PLACE and not piece.after
        if sort is not _Sort.OWN or piece.before or piece.after:
            return False
        return not piece.begins or bool(_TOLD_AFTER.match(run.after))

    def _is_told(self, words: Sequence[Capital], piece: _Piece, run: Run, before: str) -> bool:
        """Whether words that no list has are a person's name by what stands around them."""
        if _DETERMINED.search(before) or _PLACED.search(before):
            return False
        found = [_is_word(word.text) for word in words]
        if "-" in words[0].text and any(map(is_word, words[0].text.lower().split("-"))):
            return False
        if len(words) == 2 and not any(found) and not piece.begins:
            return True
        if not found[0] and _TOLD_BEFORE.search(before):
            return True
        return not all(found) and bool(_TOLD_AFTER.match(run.after))


def _is_word(text: str) -> bool:
    """Whether a dictionary has a word, or all the parts of one with hyphens."""
    return all(is_word(part) for part in re.split(r"[‐-]", text.lower()))


def _without_words(
    words: Sequence[Capital], sorts: Sequence[_Sort]
) -> tuple[Sequence[Capital], Sequence[_Sort]]:
    """In a title every word has a capital: what is a word as well is left out at the end."""
    end = len(words)
    while end > 1 and sorts[end - 1] is _Sort.NAME and _is_word(words[end - 1].text):
        end -= 1
    return words[:end], sorts[:end]
