"""``never-named`` and ``person-named``: registered people who have not agreed to be named.

Who finds their names is the finder of redaction, so that what is told here is what redaction would replace.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page, as_read
from retro.posts.redacting.bare import without_ids
from retro.posts.redacting.finder import Finder
from retro.posts.redacting.forms import key_of
from retro.posts.redacting.labels import known_of
from retro.surroundings import Company, Consent, Person

__all__ = ["NAMED", "NEVER"]


@dataclass(frozen=True, slots=True, eq=False)
class _Names:
    """Everyone whose names are looked for, by the numbers that a finder gives them."""

    people: Sequence[Person]
    finder: Finder

    def found(self, lines: Sequence[str], first: int, page: Page) -> Iterator[tuple[int, Person, str]]:
        """Each line with each person named in it, and how.

        Args:
            lines: Of a page.
            first: The number of the first of them.
            page: On that of a single lesson initials are believed of whoever it names.
        """
        text = without_ids("\n".join(map(as_read, lines)))
        if lines is page.front:
            text = _LINE_BREAK.sub("  ", text)
        for start, end, owner in _places(self.finder, text, is_one=len(page.lessons) == 1):
            said = " ".join(text[start:end].split())
            yield first + text.count("\n", 0, start), self.people[owner], said


_LINE_BREAK = re.compile(r"(?<!\\)\\[nrt]")
"""As front matter has it."""


@lru_cache(maxsize=2)
def _places(finder: Finder, text: str, *, is_one: bool) -> tuple[tuple[int, int, int], ...]:
    """Where whose names are: both checks ask this of what is above the text of a page, and of the text."""
    evidence = finder.owners(text) if is_one and finder.wants_evidence(text) else ()
    return tuple((each.start, each.end, each.owner) for each in finder.find(text, evidence=evidence))


@lru_cache(maxsize=2)
def _names(people: tuple[Person, ...], companies: tuple[Company, ...]) -> _Names:
    """Those who may be named, and companies, tell only what is nobody else's name."""
    hidden = [
        known_of(each, hidden=each.consent is not Consent.NAMED, never=each.consent is Consent.NEVER)
        for each in people
    ]
    return _Names(people, Finder([*hidden, *(known_of(each, hidden=False) for each in companies)]))


def _prepared(consent: Consent, look: Callable[[_Names, Page], Iterator[Finding]], known: Known) -> Look:
    if not any(person.consent is consent for person in known.people):
        return lambda _page: ()
    return partial(look, _names(known.people, known.companies))


def _never(names: _Names, page: Page) -> Iterator[Finding]:
    """Every place, in the front matter too: what is left out of the list would refuse the next time."""
    for lines, first, where in ((page.front, 1, " in the front matter"), (page.body, page.first_line, "")):
        for line, person, said in names.found(lines, first, page):
            if person.consent is Consent.NEVER:
                sentence = f"{_who(person, said)} is named{where}, and never wants to appear in a post."
                yield Finding(NEVER.code, line, sentence, "Take the name out of the lesson.", refuses=True)


def _named(names: _Names, page: Page) -> Iterator[Finding]:
    """Whoever is named in the text; in the front matter only where the text does not say it."""
    told = set()
    for line, person, said in names.found(page.body, page.first_line, page):
        if person.consent is Consent.ROLE_ONLY:
            told.add(person)
            sentence = f"{_who(person, said)} is named, and has not agreed to that."
            instead = (
                f"Say “{person.role_label}” instead." if person.role_label else "Say what they did instead."
            )
            yield Finding(NAMED.code, line, sentence, instead)
    for line, person, said in names.found(page.front, 1, page):
        if person.consent is Consent.ROLE_ONLY and person not in told:
            sentence = f"{_who(person, said)} is named in the front matter, and has not agreed to that."
            yield Finding(NAMED.code, line, sentence, "Take them out of the lesson's people.")


def _who(person: Person, said: str) -> str:
    return person.name if key_of(said) == key_of(person.name) else f"{person.name} (“{said}”)"


NEVER = Check(
    "never-named",
    "someone registered who never wants to appear in a post, by name or alias",
    partial(_prepared, Consent.NEVER, _never),
    refuses=True,
)
NAMED = Check(
    "person-named",
    "someone registered who has not agreed to be named, by name or alias",
    partial(_prepared, Consent.ROLE_ONLY, _named),
)
