"""``unknown-name``: what looks like a person's name and is in nobody's registry.

A name is told by its words (``data/names.toml``) and by what stands around it. Neither sees everyone: this
asks about those whom nobody has thought of, and is no promise that there are no others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from retro.posts.checks.accepted import folded_name
from retro.posts.checks.addresses import names_in_addresses
from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.judging import NameJudge
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page, Paragraph
from retro.posts.folded_words import folded_words
from retro.surroundings import Consent, Person

__all__ = ["CHECK"]


def _prepared(known: Known) -> Look:
    looking = _Looking.of(known)
    return looking.at


@dataclass(frozen=True, slots=True)
class _Looking:
    """Looks for names that are not known.

    Args:
        judge: Tells names from other words with capitals.
        known: Folded names of people, companies and themes, and what was accepted.
        owners: A single word of a registered person's name, folded -> that person.
    """

    judge: NameJudge
    known: frozenset[str]
    owners: Mapping[str, Person]

    @classmethod
    def of(cls, known: Known) -> "_Looking":
        people = [name for person in known.people for name in (person.name, *person.aliases)]
        others = [name for company in known.companies for name in (company.name, *company.aliases)]
        others += [name for theme in known.themes for name in (theme.name, *theme.aliases)]
        owners = {
            folded_name(word): person
            for person in known.people
            for word in person.name.split()
            if len(word) > 2 and word[0].isupper()
        }
        folded = frozenset(map(folded_name, people)) | known.accepted
        judge = NameJudge(frozenset(map(folded_name, others)) | known.accepted, frozenset(owners))
        return cls(judge, folded, owners)

    def at(self, page: Page) -> Iterator[Finding]:
        """One finding for each name of each lesson, where it stands first."""
        told: dict[str, set[str]] = {}
        for paragraph in (*page.paragraphs, *page.prose_above):
            lesson = page.lesson_at(paragraph.line)
            of_lesson = told.setdefault(lesson.id if lesson else "", set())
            for offset, name in self._names(paragraph):
                folded = folded_name(name)
                spaced = re.sub(r"[-_.]", " ", folded)
                if not of_lesson.isdisjoint((folded, spaced)) or self._is_known(name, page):
                    continue
                # “Ada” is asked about with “Ada Lovelace”, and so is a link to ada-lovelace.
                of_lesson.update((folded, spaced, *folded.split()))
                yield self._finding(paragraph.line_at(offset), name, folded)

    def _is_known(self, name: str, page: Page) -> bool:
        """Whether the registry has a name, or a person's who is found on the page by another."""
        words = name.split()
        while len(words) > 1 and words[0].rstrip(".") in self.judge.words.titles:
            words = words[1:]
        folded = folded_name(" ".join(words))
        owner = self.owners.get(folded)
        if owner is None:
            return folded in self.known
        if folded in self.known or owner.consent is Consent.NAMED:
            return True
        return any(page.words.issuperset(folded_words(each)) for each in (owner.name, *owner.aliases))

    def _names(self, paragraph: Paragraph) -> Iterable[tuple[int, str]]:
        yield from self.judge.names(paragraph.text)
        if "/" in paragraph.text or "@" in paragraph.text:
            yield from names_in_addresses(paragraph.text, self.judge.others)

    def _finding(self, line: int, name: str, folded: str) -> Finding:
        owner = self.owners.get(folded)
        if owner is not None:
            return Finding(
                CHECK.code,
                line,
                f"“{name}” may be {owner.name}, who has no such alias.",
                f'retro people alias "{owner.name}" "{name}", or, if it is nobody,'
                f' retro check --accept "{name}".',
            )
        return Finding(
            CHECK.code,
            line,
            f"“{name}” looks like someone whom nobody has registered.",
            f'retro people add "{name}" --consent named (or "role only", or never), or, if it is nobody,'
            f' retro check --accept "{name}".',
        )


CHECK = Check(
    "unknown-name",
    "what looks like a person's name, e-mail address or profile, and is in nobody's registry",
    _prepared,
)
