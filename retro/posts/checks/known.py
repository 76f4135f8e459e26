"""What checks know besides the page that they look at."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from retro.journal import Journal
from retro.model import Evidence, Lesson
from retro.posts.checks.accepted import accepted
from retro.posts.checks.companies import measured, small_companies
from retro.surroundings import Company, Person, Theme

__all__ = ["Known"]


@dataclass(frozen=True, slots=True)
class Known:
    """The day, and what the journal holds.

    Args:
        today: No date may be later.
        people: Everyone registered.
        companies: Likewise.
        themes: Likewise.
        words: Word, as the index has it -> how many lessons have it.
        accepted: What the user said is right as it is, folded.
        small: Companies of which some lesson says that they were small.
        measured: Company -> the evidence of all its lessons.
    """

    today: dt.date
    people: tuple[Person, ...] = ()
    companies: tuple[Company, ...] = ()
    themes: tuple[Theme, ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    measured: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, journal: Journal, lessons: Collection[Lesson], small: frozenset[str] | None = None
    ) -> "Known":
        """What a journal and its user's own list know.

        Args:
            journal: Read, and not changed.
            lessons: Those that are looked at: what they say of their companies is known of all of them.
            small: The companies of which they tell that they were small, where that was found out before.

        Raises:
            UsageProblem: When the list of what was accepted cannot be read.
        """
        words = journal.words.known()
        return cls(
            today=journal.today(),
            people=journal.people.all(),
            companies=journal.companies.all(),
            themes=journal.themes.all(),
            words=dict(zip(words.words, words.counts, strict=True)),
            accepted=accepted(),
            small=small_companies(lessons) if small is None else small,
            measured=measured(lessons),
        )
