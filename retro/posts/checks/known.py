"""What checks know besides the page that they look at."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from retro.journal import Journal
from retro.posts.checks.accepted import accepted
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
    """

    today: dt.date
    people: tuple[Person, ...] = ()
    companies: tuple[Company, ...] = ()
    themes: tuple[Theme, ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()

    @classmethod
    def of(cls, journal: Journal, *, small: frozenset[str] = frozenset()) -> "Known":
        """What a journal and its user's own list know.

        Args:
            journal: Read, and not changed.
            small: Companies that are known to have been small.

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
            small=small,
        )
