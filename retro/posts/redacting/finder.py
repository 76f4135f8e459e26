"""The one place that finds names in texts: of companies and people, in every form, however they are written."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import category

from retro.posts.redacting.atoms import Atoms, Gap, atoms_of
from retro.posts.redacting.contexts import context_at
from retro.posts.redacting.forms import Context, Form, Sort, forms_of
from retro.posts.redacting.reading import Reading, read, rendered
from retro.posts.redacting.words import ABBREVIATIONS, HONORIFICS

__all__ = ["Finder", "Found", "Known"]


class Known(NamedTuple):
    """Someone or something whose names are looked for.

    Args:
        names: Its name and aliases.
        person: Whether it is a person.
        hidden: Whether the names are to be found; one that is shown only tells what is not meant by others.
        never: Whether it never wants to appear: then doubts count.
    """

    names: tuple[str, ...]
    person: bool = False
    hidden: bool = True
    never: bool = False


class Found(NamedTuple):
    """A name in a text: from ``start`` to ``end``, whose, and the parts of it that are letters of the name.

    ``joined`` tells that it stands within something written together, such as a slug.
    """

    start: int
    end: int
    owner: int
    parts: tuple[tuple[int, int], ...] = ()
    joined: bool = False


class _Match(NamedTuple):
    """Atoms ``first`` to ``last`` of a reading, of which the last letters ``beyond`` are no part of the name."""

    first: int
    last: int
    form: Form
    beyond: int = 0


_LONG = 8
"""Letters from which on a whole name is found within longer words, and with its letters apart."""

_LONG_NEVER = 6


class Finder:
    """Finds the names of all that is known.

    Args:
        known: Companies and people; what is found refers to them by their numbers.
    """

    def __init__(self, known: Iterable[Known]) -> None:
        self.known = tuple(known)
        self._forms: dict[str, list[Form]] = {}
        self._literal: dict[str, int] = {}
        for owner, each in enumerate(self.known):
            for name in each.names:
                self._add(owner, each, name)
        self._beginnings = {key[:length] for key in self._forms for length in range(1, len(key) + 1)}
        self._within = {
            key: forms
            for key, found in self._forms.items()
            if (forms := [form for form in found if _is_found_within(key, form)])
        }
        self.hides = any(each.hidden for each in self.known)

    def _add(self, owner: int, each: Known, name: str) -> None:
        for key, form in forms_of(owner, name, person=each.person, never=each.never):
            if form.sort is Sort.WHOLE and len(key) < 2 and name.strip() != form.spelled:
                continue  # "C++" is no C
            same = self._forms.setdefault(key, [])
            if form not in same:
                same.append(form)
        shown = read(name).text.strip()
        if len([letter for letter in shown if letter.isalnum()]) < 2 and not shown.isalnum() and shown:
            self._literal.setdefault(shown, owner)

    def find(self, text: str, *, evidence: Collection[int] = (), joined: bool = False) -> tuple[Found, ...]:
        """The names in a text, in order and without overlap; of what is shown there are none.

        Args:
            text: Markdown, or any other.
            evidence: Who is known to be meant, so that bare initials are believed.
            joined: The whole text is something written together: a slug, a tag, a file's name.
        """
        if not self.hides:
            return ()
        reading = read(text)
        found = list(self._in(reading, evidence, joined=joined))
        shown = rendered(reading)
        if shown is not reading:
            found += self._in(shown, evidence, joined=joined)
        return self._chosen(found, text) if found else ()

    def owners(self, text: str) -> frozenset[int]:
        """Who is named in a text beyond doubt, be they hidden or shown."""
        reading = read(text)
        return frozenset(each.owner for each in self._in(reading, (), joined=False))

    def _chosen(self, found: Iterable[Found], text: str) -> tuple[Found, ...]:
        """Of those that overlap the longest, and of two as long the one that is hidden."""
        known = self.known
        ordered = sorted(
            found,
            key=lambda each: (
                each.start - each.end,
                not known[each.owner].never,
                not known[each.owner].hidden,
            ),
        )
        taken: list[Found] = []
        covered: set[int] = set()
        for each in ordered:
            if not covered.isdisjoint(range(each.start, each.end)):
                continue
            whose = known[each.owner]
            # A company that is shown does not shield who never wants to appear; another's whole name does.
            if not whose.hidden and not whose.person and self._covers_never(each, ordered):
                continue
            taken.append(each)
            covered.update(range(each.start, each.end))
        hidden = (each for each in taken if known[each.owner].hidden)
        return tuple(sorted(each._replace(end=_with_unseen(text, each.end)) for each in hidden))

    def _covers_never(self, shown: Found, found: Sequence[Found]) -> bool:
        return any(
            self.known[each.owner].never and self.known[each.owner].hidden
            for each in found
            if shown.start <= each.start and each.end <= shown.end
        )

    def _in(self, reading: Reading, evidence: Collection[int], *, joined: bool) -> Iterator[Found]:
        atoms = atoms_of(reading)
        for match in self._matches(atoms, evidence, joined=joined):
            yield _found(atoms, match, context=_context(atoms, match, joined=joined))
        yield from self._within_words(atoms)
        for literal, owner in self._literal.items():
            at = reading.text.find(literal)
            while at >= 0:
                start, end = reading.starts[at], reading.ends[at + len(literal) - 1]
                if not (reading.text[at - 1 : at] + reading.text[at + len(literal) :][:1]).isalnum():
                    yield Found(start, end, owner, ((start, end),))
                at = reading.text.find(literal, at + len(literal))

    def _matches(self, atoms: Atoms, evidence: Collection[int], *, joined: bool) -> Iterator[_Match]:
        for first in range(len(atoms.starts)):
            letters = ""
            gaps: list[tuple[int, Gap]] = []
            for last in range(first, len(atoms.starts)):
                if last > first:
                    gap = atoms.gap(last)
                    if gap is Gap.WALL:
                        break
                    gaps.append((len(letters), gap))
                letters += atoms.letters[last]
                yield from self._accepted(atoms, first, last, letters, gaps, evidence, joined=joined)
                if letters not in self._beginnings:
                    break

    def _accepted(
        self,
        atoms: Atoms,
        first: int,
        last: int,
        letters: str,
        gaps: Sequence[tuple[int, Gap]],
        evidence: Collection[int],
        *,
        joined: bool,
    ) -> Iterator[_Match]:
        spellings = [(letters, 0)]
        if letters.endswith("s") and len(atoms.letters[last]) > 1:
            spellings.append((letters[:-1], 1))  # Adas Idee, Lovelaces Buch
        for key, beyond in spellings:
            forms = self._forms.get(key, ())
            if not forms:
                continue
            meant = [
                match
                for form in forms
                if self._is_meant(
                    atoms, match := _Match(first, last, form, beyond), gaps, evidence, joined=joined
                )
            ]
            known = [match for match in meant if match.form.owner in evidence]
            # Of two people of one name the one who is known to be meant; who never wants to appear may be.
            yield from (known or meant) if not any(match.form.never for match in meant) else meant

    def _is_meant(
        self,
        atoms: Atoms,
        match: _Match,
        gaps: Sequence[tuple[int, Gap]],
        evidence: Collection[int],
        *,
        joined: bool,
    ) -> bool:
        form = match.form
        if form.sort is Sort.INITIALS:
            return not match.beyond and self._are_initials(atoms, match, gaps, evidence)
        said = _said(atoms, match)
        context = _context(atoms, match, joined=joined)
        if not _stands_alone(atoms, match, said, context, person=self.known[form.owner].person):
            return False
        if form.sort is Sort.INITIALED:
            return _is_initialed(atoms, match, gaps, context)
        if not _holds_together(said, form, gaps, context):
            return False
        if match.beyond and (form.ordinary or len(said) < 3 or said.islower() and len(said) < 4):
            return form.never and not form.ordinary
        return (
            form.counts_joined(said, context) if context is not Context.PROSE else form.counts(said, context)
        )

    def _are_initials(
        self, atoms: Atoms, match: _Match, gaps: Sequence[tuple[int, Gap]], evidence: Collection[int]
    ) -> bool:
        """``A.L.`` where they are one person's, ``AL`` where that person is known to be meant."""
        text, form = atoms.reading.text, match.form
        start, end = atoms.starts[match.first], atoms.ends[match.last]
        said = text[start:end]
        if atoms.attached(match.first) or atoms.attached(match.last + 1):
            return False
        owners = {each.owner for each in self._forms[form.spelled.casefold()] if each.sort is Sort.INITIALS}
        is_known = form.owner in evidence and not (owners - {form.owner}) & set(evidence)
        if context_at(text, start, end) is Context.ADDRESS:
            return is_known or form.never
        if not said.isupper():
            return False
        means_more = form.spelled.casefold() in ABBREVIATIONS
        if gaps:
            dotted = all(text[atoms.ends[at]] == "." for at in range(match.first, match.last))
            dotted = dotted and all(len(atoms.letters[at]) == 1 for at in range(match.first, match.last + 1))
            person = self.known[form.owner].person
            return dotted and (is_known or (person and len(owners) == 1 and not means_more))
        beside = text[start - 1 : start] + text[end : end + 1] in {"()", "[]"}
        return is_known and (beside or not means_more)

    def _within_words(self, atoms: Atoms) -> Iterator[Found]:
        """Long names within longer words, and with their letters apart."""
        if not self._within:
            return
        letters = "".join(atoms.letters)
        places: list[int] = []
        for key, forms in self._within.items():
            at = letters.find(key)
            while at >= 0:
                places = places or [place for place, each in enumerate(atoms.letters) for _ in each]
                first, last = places[at], places[at + len(key) - 1]
                for form in forms:
                    if _is_whole_within(atoms, first, last, form):
                        yield _cut_out(atoms, places, at, at + len(key), form)
                        break
                at = letters.find(key, at + 1)


def _is_found_within(key: str, form: Form) -> bool:
    if not form.cased:
        return len(key) > 1 and (form.sort is Sort.WHOLE or form.never)
    if form.ordinary:
        return False
    if form.sort is Sort.WHOLE:
        return len(key) >= (_LONG_NEVER if form.never else _LONG) and (bool(form.cuts) or form.never)
    return form.sort is Sort.WORD and form.never and len(key) >= _LONG_NEVER


def _is_whole_within(atoms: Atoms, first: int, last: int, form: Form) -> bool:
    """Whether nothing that parts names stands between, and not by chance: "I love lace" is said."""
    gaps = [atoms.gap(at) for at in range(first + 1, last + 1)]
    if Gap.WALL in gaps:
        return False
    return (
        form.never or Gap.SPACE not in gaps or all(len(each) == 1 for each in atoms.letters[first : last + 1])
    )


def _cut_out(atoms: Atoms, places: Sequence[int], at: int, end: int, form: Form) -> Found:
    """What is found from letter to letter, which may begin and end within atoms."""
    first, last = places[at], places[end - 1]
    parts = []
    for atom in range(first, last + 1):
        whole = atoms.ends[atom] - atoms.starts[atom] != len(atoms.letters[atom])
        before = 0 if whole else max(0, at - places.index(atom))
        begin = atoms.starts[atom] + before
        rest = 0 if whole else max(0, places.index(atom) + len(atoms.letters[atom]) - end)
        parts.append((atoms.reading.starts[begin], atoms.reading.ends[atoms.ends[atom] - rest - 1]))
    return Found(parts[0][0], parts[-1][1], form.owner, tuple(parts), joined=len(parts) == 1)


def _said(atoms: Atoms, match: _Match) -> str:
    return atoms.reading.text[atoms.starts[match.first] : atoms.ends[match.last] - match.beyond]


def _context(atoms: Atoms, match: _Match, *, joined: bool) -> Context:
    found = context_at(atoms.reading.text, atoms.starts[match.first], atoms.ends[match.last])
    return max(found, Context.JOINED) if joined else found


def _stands_alone(atoms: Atoms, match: _Match, said: str, context: Context, *, person: bool) -> bool:
    """Whether no other word is joined to it without anything between, or the name is clear all the same.

    ``EKSCluster`` is Amazon's, ``AdaBoost`` nobody's.
    """
    beside = [
        at
        for at, touches in (
            (match.first - 1, atoms.attached(match.first)),
            (match.last + 1, atoms.attached(match.last + 1)),
        )
        if touches
    ]
    if not beside:
        return True
    form, letters = match.form, sum(map(str.isalnum, said))
    if form.never:
        return letters > 2 and not form.ordinary
    if all(atoms.letters[at].isdecimal() for at in beside):
        return letters > 3 or context is not Context.PROSE
    return form.sort is Sort.WHOLE and letters > (4 if person else 2) and not form.ordinary


def _holds_together(said: str, form: Form, gaps: Sequence[tuple[int, Gap]], context: Context) -> bool:
    """Whether the gaps within are where the name has them, or of a sort that means nothing."""
    letters = sum(map(str.isalnum, said))
    spaced = gaps and len(gaps) == letters - 1
    for place, gap in gaps:
        if gap <= Gap.MARKS or place in form.cuts:
            continue
        if spaced and letters > (2 if form.never else 3):
            continue
        if gap is Gap.JOINT and letters > (3 if form.never else 5):
            continue
        if gap is Gap.SPACE and letters > (5 if form.never else 8) and form.cuts:
            continue
        return False
    if form.cuts and all(gap is Gap.NONE for _, gap in gaps) and said.islower() and letters < 6:
        return context is not Context.PROSE
    return True


_BESIDE_INITIAL = re.compile(r"[*_~`]*(?:[.,]?[ \t\n]{0,2}|[-_.+])[*_~`]*")


def _is_initialed(atoms: Atoms, match: _Match, gaps: Sequence[tuple[int, Gap]], context: Context) -> bool:
    """``A. Lovelace`` and ``a.lovelace``; ``alovelace`` only where an address stands."""
    said, form = _said(atoms, match), match.form
    letters = sum(map(str.isalnum, said))
    parted = {place for place, gap in gaps if gap > Gap.MARKS}
    if letters < 4 or not parted <= form.cuts:
        return False
    if parted != form.cuts:
        is_camel = {place for place, _ in gaps} == form.cuts and not said.islower()
        return context is Context.ADDRESS or letters > (4 if is_camel else 8)
    text = atoms.reading.text
    between = [text[atoms.ends[at] : atoms.starts[at + 1]] for at in range(match.first, match.last)]
    if not all(map(_BESIDE_INITIAL.fullmatch, between)):
        return False
    if said.islower():
        return context is not Context.PROSE and letters > 4
    return context is not Context.PROSE or all(map(_is_capital, re.findall(r"[^\W_]+", said)))


def _is_capital(word: str) -> bool:
    return word[0].isupper()


def _found(atoms: Atoms, match: _Match, *, context: Context) -> Found:
    reading, text = atoms.reading, atoms.reading.text
    first, last = match.first, match.last
    start, end = atoms.starts[first], atoms.ends[last] - match.beyond
    parts = [
        (reading.starts[atoms.starts[at]], reading.ends[(end if at == last else atoms.ends[at]) - 1])
        for at in range(first, last + 1)
    ]
    begin = _with_title(atoms, match, start)
    if begin < start:
        parts.insert(0, (reading.starts[begin], reading.ends[start - 1]))
    finish = end
    if (
        match.form.sort in {Sort.INITIALS, Sort.INITIALED}
        and text[end - 2 : end - 1] in {"", ".", " "}
        and text[end : end + 1] == "."
    ):
        # The stop of the last initial belongs to it, unless a sentence ends there.
        rest = text[end + 1 : end + 3]
        finish = end + 1 if rest.strip() and not rest.strip()[0].isupper() else end
    source_end = reading.ends[finish - 1]
    parts[-1] = (parts[-1][0], source_end)
    return Found(
        reading.starts[begin], source_end, match.form.owner, tuple(parts), context is not Context.PROSE
    )


def _with_title(atoms: Atoms, match: _Match, start: int) -> int:
    """Where a name begins with what stands before it: ``Ms``, ``Dr.``."""
    before = match.first - 1
    if (
        before < 0
        or atoms.letters[before] not in HONORIFICS
        or not atoms.reading.text[atoms.starts[before]].isupper()
    ):
        return start
    between = atoms.reading.text[atoms.ends[before] : start]
    return atoms.starts[before] if between in {" ", ". ", "."} else start


def _with_unseen(text: str, end: int) -> int:
    """Marks that belong to the last letter, such as an accent of its own, go with it."""
    while end < len(text) and category(text[end]) in {"Mn", "Me", "Cf"}:
        end += 1
    return end
