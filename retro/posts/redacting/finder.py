"""The one place that finds names in texts: of companies and people, in every form, however written."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import category

from retro.posts.redacting.atoms import Atoms, Gap, atoms_of
from retro.posts.redacting.candidates import Candidate, Found, within_words
from retro.posts.redacting.forms import Form, Sort, forms_of
from retro.posts.redacting.reading import Reading, read, rendered
from retro.posts.redacting.rules import are_initials, is_found_within, is_meant

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


class Finder:
    """Finds the names of all that is known.

    Args:
        known: Companies and people; what is found refers to them by their numbers.
    """

    def __init__(self, known: Iterable[Known]) -> None:
        self.known = tuple(known)
        self.hides = any(each.hidden for each in self.known)
        self._forms: dict[str, list[Form]] = {}
        self._literal: dict[str, int] = {}
        for owner, each in enumerate(self.known):
            for name in each.names:
                self._add(owner, each, name)
        self._initials = {
            key for key, forms in self._forms.items() if any(form.sort is Sort.INITIALS for form in forms)
        }
        self._shared = any(
            len({form.owner for form in forms if form.sort is not Sort.INITIALS}) > 1
            for forms in self._forms.values()
        )
        self._beginnings = {key[:length] for key in self._forms for length in range(1, len(key) + 1)}
        within = {
            key: [form for form in forms if is_found_within(key, form)] for key, forms in self._forms.items()
        }
        self._within = {key: forms for key, forms in within.items() if forms}

    def _add(self, owner: int, each: Known, name: str) -> None:
        for key, form in forms_of(owner, name, person=each.person, never=each.never):
            if form.sort is Sort.WHOLE and len(key) < 2 and name.strip() != form.spelled:
                continue  # "C++" is no C
            same = self._forms.setdefault(key, [])
            if form not in same:
                same.append(form)
        shown = read(name).text.strip()
        if shown and not shown.isalnum() and sum(map(str.isalnum, shown)) < 2:
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
        found = [
            each for view in (reading, *rendered(reading)) for each in self._in(view, evidence, joined=joined)
        ]
        return self._chosen(found, text) if found else ()

    def wants_evidence(self, text: str) -> bool:
        """Whether it matters for a text who is known to be meant: it has initials, or two share a name."""
        return self._shared or any(
            "".join(filter(str.isalpha, match[0])).casefold() in self._initials
            for match in _INITIALS.finditer(read(text).text)
        )

    def owners(self, text: str) -> frozenset[int]:
        """Who is named in a text, be they hidden or shown."""
        return frozenset(each.owner for each in self._in(read(text), (), joined=False))

    def _chosen(self, found: Iterable[Found], text: str) -> tuple[Found, ...]:
        """Of those that overlap the longest, and of two as long the one that is hidden."""
        known = self.known
        ordered = sorted(
            found,
            key=lambda each: (
                each.start - each.end,
                not known[each.owner].never,
                not known[each.owner].hidden,
                each.parts,
            ),
        )
        taken: list[Found] = []
        covered: set[int] = set()
        for each in ordered:
            places = range(each.start, each.end)
            # A company that is shown does not shield who never wants to appear; another's whole name does.
            if not covered.isdisjoint(places) or self._shields_never(each, ordered):
                continue
            taken.append(each)
            covered.update(places)
        hidden = (each for each in taken if known[each.owner].hidden)
        return tuple(sorted(each._replace(end=_with_unseen(text, each.end)) for each in hidden))

    def _shields_never(self, shown: Found, found: Sequence[Found]) -> bool:
        whose = self.known[shown.owner]
        return not (whose.hidden or whose.person) and any(
            self.known[each.owner].never and self.known[each.owner].hidden
            for each in found
            if shown.start <= each.start and each.end <= shown.end
        )

    def _in(self, reading: Reading, evidence: Collection[int], *, joined: bool) -> Iterator[Found]:
        atoms = atoms_of(reading)
        for candidate in self._candidates(atoms, evidence, joined=joined):
            yield candidate.found()
        letters = "".join(atoms.letters) if self._within else ""
        for key, forms in self._within.items():
            yield from within_words(atoms, letters, key, forms)
        for literal, owner in self._literal.items():
            yield from _literally(reading, literal, owner)

    def _candidates(self, atoms: Atoms, evidence: Collection[int], *, joined: bool) -> Iterator[Candidate]:
        for first in range(len(atoms.starts)):
            letters = ""
            gaps: tuple[tuple[int, Gap], ...] = ()
            for last in range(first, len(atoms.starts)):
                if last > first:
                    gap = atoms.gap(last)
                    if gap is Gap.WALL:
                        break
                    gaps = (*gaps, (len(letters), gap))
                letters += atoms.letters[last]
                spellings = [(letters, 0)]
                if letters.endswith("s") and len(atoms.letters[last]) > 1:
                    spellings.append((letters[:-1], 1))  # Adas Idee, Lovelaces Buch
                for key, beyond in spellings:
                    if key in self._forms:
                        every = [
                            Candidate(
                                atoms, first, last, form, beyond, gaps, self.known[form.owner].person, joined
                            )
                            for form in self._forms[key]
                        ]
                        yield from self._meant(every, evidence)
                if letters not in self._beginnings:
                    break

    def _meant(self, every: Sequence[Candidate], evidence: Collection[int]) -> list[Candidate]:
        """Those that are meant: of two people of one name the one known to be, unless one is never named."""
        forms = [each.form for each in every]
        meant = [
            each
            for each in every
            if (are_initials(each, forms, evidence) if each.form.sort is Sort.INITIALS else is_meant(each))
        ]
        known = [each for each in meant if each.form.owner in evidence]
        return meant if not known or any(each.form.never for each in meant) else known


_INITIALS = re.compile(r"\b[A-Z](?:[. ]{0,2}[A-Z]){1,3}\b|\b\w{2,4}(?=@)", re.ASCII)


def _literally(reading: Reading, literal: str, owner: int) -> Iterator[Found]:
    """A name of hardly any letters, just as it is written."""
    at = reading.text.find(literal)
    while at >= 0:
        end = at + len(literal)
        if not (reading.text[at - 1 : at] + reading.text[end : end + 1]).isalnum():
            start, finish = reading.starts[at], reading.ends[end - 1]
            yield Found(start, finish, owner, ((start, finish),))
        at = reading.text.find(literal, end)


def _with_unseen(text: str, end: int) -> int:
    """Marks that belong to the last letter, such as an accent of its own, go with it."""
    while end < len(text) and category(text[end]) in {"Mn", "Me", "Cf"}:
        end += 1
    return end
