"""``never-named`` and ``person-named``: registered people who have not agreed to be named.

The finder of names in texts, ``Names``, is here and nowhere else.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page, as_read, folded_words
from retro.surroundings import Consent, Person

__all__ = ["NAMED", "NEVER", "Names"]


def _prepared(consent: Consent, look: Callable[["Names", Page], Iterator[Finding]], known: Known) -> Look:
    # Everyone is looked for together, so that of two names that share a word the longer one is seen.
    names = Names.of(person for person in known.people if person.consent is not Consent.NAMED)
    if names is None or not any(person.consent is consent for person in known.people):
        return lambda _page: ()
    return lambda page: look(names, page) if names.may_be_on(page) else ()


def _never(names: "Names", page: Page) -> Iterator[Finding]:
    """Every place, in the front matter too: what is left out of the list would refuse the next time."""
    for lines, first, where in ((page.front, 1, " in the front matter"), (page.body, page.first_line, "")):
        for line, person, said in names.found(lines, first):
            if person.consent is Consent.NEVER:
                sentence = f"{_who(person, said)} is named{where}, and never wants to appear in a post."
                yield Finding(NEVER.code, line, sentence, "Take the name out of the lesson.", refuses=True)


def _named(names: "Names", page: Page) -> Iterator[Finding]:
    """Whoever is named in the text; in the front matter only where the text does not say it."""
    told = set()
    for line, person, said in names.found(page.body, page.first_line):
        if person.consent is Consent.ROLE_ONLY:
            told.add(person)
            sentence = f"{_who(person, said)} is named, and has not agreed to that."
            instead = (
                f"Say “{person.role_label}” instead." if person.role_label else "Say what they did instead."
            )
            yield Finding(NAMED.code, line, sentence, instead)
    for line, person, said in names.found(page.front, 1):
        if person.consent is Consent.ROLE_ONLY and person not in told:
            sentence = f"{_who(person, said)} is named in the front matter, and has not agreed to that."
            yield Finding(NAMED.code, line, sentence, "Take them out of the lesson's people.")


def _who(person: Person, said: str) -> str:
    return person.name if said == person.name else f"{person.name} (“{said}”)"


_GAP = r"[\s*_>]{1,8}"
"""Between the words of a name: spaces, one line's end, and marks of emphasis."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names and aliases of people: one pattern, a group for each."""

    owners: Sequence[Person]
    pattern: re.Pattern[str]
    first_words: frozenset[str] = frozenset()

    @classmethod
    def of(cls, people: Iterable[Person]) -> "Names | None":
        """The names of some people; None where there are none."""
        found = {
            unicodedata.normalize("NFC", " ".join(name.split())): person
            for person in people
            for name in (*person.aliases, person.name)
        }
        # The longest first: “Ada” is not seen where “Ada Lovelace” stands.
        names = sorted(filter(None, found), key=len, reverse=True)
        if not names:
            return None
        words = "|".join(f"({_GAP.join(map(re.escape, name.split()))})" for name in names)
        owners = tuple(found[name] for name in names)
        first_words = [folded_words(name)[:1] for name in names]
        return cls(
            owners,
            re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE),
            frozenset(chain.from_iterable(first_words)) if all(first_words) else frozenset(),
        )

    def may_be_on(self, page: Page) -> bool:
        """False where no name can be: a hundred names take 1 ms to look for, this takes 1 µs."""
        return not self.first_words or not self.first_words.isdisjoint(page.words)

    def found(self, lines: Sequence[str], first: int) -> Iterator[tuple[int, Person, str]]:
        """Each line with each person named in it, and how.

        Args:
            lines: Of a page.
            first: The number of the first of them.
        """
        text = "\n".join(as_read(line) for line in lines)
        line, done = first, 0
        for match in self.pattern.finditer(text):
            line += text.count("\n", done, match.start())
            done = match.start()
            person = self.owners[(match.lastindex or 1) - 1]
            said = " ".join(match[0].split())
            # “will” and “mark” are words; “Will” and “Mark” may be people.
            if " " in said or not said[0].islower() or said == person.name:
                yield line, person, said


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
