"""A retrospective that is being held: what both faces ask of it, and all that they write.

Every answer, order, lesson and commitment is a transaction of its own, so that whoever leaves anywhere has
lost nothing and goes on where they were.
"""

import datetime as dt
from typing import NamedTuple

from retro.dates import Span
from retro.journal import Journal
from retro.practice.retrospectives.formats import Format, Prompt, format_named
from retro.practice.retrospectives.proposing import Proposal, ThemesOf, proposals
from retro.practice.retrospectives.ranking import Cluster, clusters, ranked_ids
from retro.practice.retrospectives.summary import Summary
from retro.surroundings import Answer, Retrospective

__all__ = ["Session", "begin", "group_and_rank", "open_ones", "session_of", "summary_of"]


class Session(NamedTuple):
    """A retrospective as it stands.

    Args:
        how: Its format.
        retrospective: Itself.
        answers: The ranked first.
    """

    how: Format
    retrospective: Retrospective
    answers: tuple[Answer, ...]

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """Answers by what they belong to."""
        return clusters(self.answers)

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """Those of the format, and those that it has no more but that were answered."""
        known = {each.id for each in self.how.prompts}
        others = dict.fromkeys(each.prompt for each in self.answers if each.prompt not in known)
        return (*self.how.prompts, *map(self.how.prompt, others))

    def answers_to(self, prompt_id: str) -> tuple[Answer, ...]:
        """The answers to a prompt, as they were written."""
        found = (each for each in self.answers if each.prompt == prompt_id)
        return tuple(sorted(found, key=lambda each: each.position))

    def proposals(self, today: dt.date, themes_of: ThemesOf) -> tuple[Proposal, ...]:
        """The lessons that its ranked answers propose, and that are none yet."""
        return proposals(self.how, self.retrospective, self.answers, today=today, themes_of=themes_of)

    @property
    def first_unanswered(self) -> int:
        """The place of the first prompt that nobody has answered; 0 where all are."""
        answered = {each.prompt for each in self.answers}
        return next((at for at, each in enumerate(self.prompts) if each.id not in answered), 0)


def begin(
    journal: Journal, format_name: str, *, company: str | None = None, period: Span | None = None
) -> Session:
    """Open a retrospective in a format.

    Raises:
        NothingFound: When there is no such format.
        InvalidValue: When its file is none.
    """
    how = format_named(format_name)
    made = journal.retrospectives.begin(how.name, company=company, period=period)
    return Session(how, made, ())


def session_of(journal: Journal, retrospective_id: str, how: Format) -> Session:
    """A retrospective as it stands now."""
    return Session(
        how,
        journal.retrospectives.get(retrospective_id),
        journal.retrospectives.answers(retrospective_id),
    )


def open_ones(
    journal: Journal, *, format_name: str = "", company: str | None = None, period: Span | None = None
) -> tuple[Retrospective, ...]:
    """The open retrospectives that are what was asked for, the newest first; what is not said is any."""
    wanted = None if company is None else journal.companies.canonical([company])[0]
    return tuple(
        each
        for each in journal.retrospectives.open()
        if (not format_name or each.format == format_name)
        and (wanted is None or each.company == wanted)
        and (period is None or each.period == period)
    )


def group_and_rank(journal: Journal, session: Session, order: tuple[tuple[Cluster, ...], ...]) -> None:
    """Put together and rank as was said, in one step; what was not named loses its rank.

    Args:
        journal: Where it is kept.
        session: What is ranked.
        order: The most important first; several in one place belong together, under the name of the first.
    """
    with journal.step("run", "Ranked the answers of a retrospective"):
        for together in order:
            if len(together) > 1:
                name = next((each.name for each in together if each.name), together[0].label)
                journal.retrospectives.group(ranked_ids(together), name)
        ids = [answer_id for together in order for answer_id in ranked_ids(together)]
        journal.retrospectives.arrange(session.retrospective.id, ids)


def summary_of(journal: Journal, retrospective_id: str, how: Format) -> Summary:
    """What came of a retrospective."""
    answers = journal.retrospectives.answers(retrospective_id)
    ids = dict.fromkeys(each.lesson_id for each in answers if each.lesson_id)
    return Summary(
        how,
        journal.retrospectives.get(retrospective_id),
        answers,
        tuple(journal.lessons.by_ids(list(ids))),
        journal.commitments.of_retrospective(retrospective_id),
    )
