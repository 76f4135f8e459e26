"""What is said of lessons: answers at a review and log entries, each with its place in the schedule.

The answer, the log entry, the card and the status are written in one step, so that one undo takes back all.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from retro.dates import Span
from retro.errors import InvalidValue
from retro.journal import Journal
from retro.model import Lesson, LessonDraft, Status
from retro.practice.review.scheduling import card_of, recalls_of
from retro.standing import Entry, Standing, entries_of, standing
from retro.surroundings import Outcome, ReviewAnswer

__all__ = ["Said", "answer", "entries", "log", "standing_of"]


class Said(NamedTuple):
    """What came of an answer or a log entry.

    Args:
        lesson: The lesson as it is now.
        before: Its status before.
        due: When it comes back; None for one that does not.
        held: What its log says of its status, where that was set by hand to another and stays so.
    """

    lesson: Lesson
    before: Status
    due: dt.date | None
    held: Status | None = None


def entries(journal: Journal, lesson_id: str) -> list[Entry]:
    """What bears on the status of a lesson."""
    return entries_of(journal.applications.of(lesson_id), journal.reviews.answers(lesson_id))


def standing_of(journal: Journal, lesson_id: str) -> Standing:
    """What the log of a lesson says of it."""
    return standing(entries(journal, lesson_id))


def answer(
    journal: Journal,
    lesson_id: str,
    said: ReviewAnswer,
    *,
    draft: LessonDraft | None = None,
    reason: str = "",
) -> Said:
    """Answer at a review.

    Args:
        journal: An open journal.
        lesson_id: The whole id of the lesson.
        said: The answer.
        draft: What it says now, where one would say it differently.
        reason: Why it is no longer true.

    Raises:
        InvalidValue: When a reason or other words are missing.
        NothingFound: When there is no such lesson.
        JournalUnusable: When the journal cannot be written; nothing was changed.
    """
    before = journal.lessons.get(lesson_id)
    today = journal.today()
    after: LessonDraft | None = None
    if said is ReviewAnswer.REWORDED:
        if draft is None or _says(draft) == _says(before):
            raise InvalidValue("It says what it said before.")
        after = draft
    elif said is ReviewAnswer.NO_LONGER_TRUE:
        after = before.replace(status=Status.RETIRED, body=_with_reason(before.body, reason, today))
    with journal.step("review", f"Reviewed “{before.title}”: {said}"):
        if after is not None:
            journal.lessons.edit(lesson_id, after)
        journal.reviews.record(lesson_id, said, today)
        return _settled(journal, lesson_id, before.status, today)


def _says(draft: LessonDraft) -> list[object]:
    return [getattr(draft, name) for name in LessonDraft.field_names]


def _with_reason(body: str, reason: str, today: dt.date) -> str:
    """The reason stands in the lesson's own text, where it is searched, published and redacted as such."""
    reason = " ".join(reason.split())
    if not reason:
        raise InvalidValue("Say why it is no longer true: later, that is the lesson.")
    return "\n\n".join(part for part in (body, f"No longer true since {today}: {reason}") if part)


def log(
    journal: Journal,
    ids: Sequence[str],
    outcome: Outcome,
    happened: Span | None = None,
    *,
    company: str | None = None,
    result: str = "",
) -> list[Said]:
    """Note that lessons were applied or violated, today or on another day: one step, whatever their number.

    Raises:
        InvalidValue: When the day has not come yet.
        NothingFound: When there is no such lesson.
        JournalUnusable: When the journal cannot be written; nothing was changed.
    """
    today = journal.today()
    happened = Span.on(today) if happened is None else happened
    if happened.first_day > today:
        raise InvalidValue(f"{happened} has not come yet: what is logged has happened.")
    lessons = [journal.lessons.get(lesson_id) for lesson_id in dict.fromkeys(ids)]
    named = f"“{lessons[0].title}”" if len(lessons) == 1 else f"{len(lessons)} lessons"
    with journal.step(str(outcome), f"Noted {named} as {outcome}"):
        settled = []
        for lesson in lessons:
            journal.applications.log(lesson.id, outcome, happened, company=company, result=result)
            settled.append(_settled(journal, lesson.id, lesson.status, today))
    return settled


def _settled(journal: Journal, lesson_id: str, before: Status, today: dt.date) -> Said:
    """Put a lesson into its place after something was said of it.

    A status that is not what the log last made of it was set by hand. It stays, until the log says the same.
    """
    applications, answers = journal.applications.of(lesson_id), journal.reviews.answers(lesson_id)
    card = card_of(recalls_of(applications, answers), today)
    now = standing(entries_of(applications, answers)).status
    lesson = journal.lessons.get(lesson_id)
    by_hand = lesson.status is not journal.reviews.status(lesson_id)
    if not by_hand and lesson.status is not now:
        lesson = journal.lessons.edit(lesson_id, lesson.replace(status=now))
    if card is not None:
        journal.reviews.keep_card(lesson_id, card, now if lesson.status is now else None)
    due = None if lesson.status is Status.RETIRED or card is None else card.due
    held = now if lesson.status not in {now, Status.RETIRED} else None
    return Said(lesson, before, due, held)
