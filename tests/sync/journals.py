"""Journals on which something is done by chance: everything that a person can do to what sync carries."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from retro.dates import Span
from retro.errors import RetroError
from retro.journal import Journal
from retro.model import Evidence, Lesson, LessonDraft, Visibility
from retro.surroundings import CheckState, Consent, Outcome, RelationKind, ReviewAnswer

__all__ = ["DEEDS", "do", "lessons_of"]

WORDS = ("trust", "change", "hiring", "faith")
DAY = dt.date(2024, 5, 15)


def lessons_of(journal: Journal) -> list[Lesson]:
    """The lessons that are not deleted, in one order."""
    rows = journal._connection.rows("SELECT id FROM lessons WHERE deleted_at IS NULL ORDER BY id")
    return journal.lessons.by_ids([row["id"] for row in rows])


def _one(values: Sequence[Any], number: int) -> Any:
    return values[number % len(values)] if values else None


def _edit(journal: Journal, lesson: Lesson, number: int, text: str) -> None:
    changes: dict[str, Any] = _one(
        (
            {"title": text},
            {"body": f"{lesson.body}\n{text}"},
            {"body": f"{text}\n{lesson.body}"},
            {"themes": (*lesson.themes[1:], _one(WORDS, number))},
            {"starred": not lesson.starred, "company": _one(("EKS", "Acme", None), number)},
            {"people": (_one(("Ann", "Bob"), number),), "trigger": text},
            {"evidence": (*lesson.evidence, Evidence(_one(WORDS, number), float(number), None))},
            {"visibility": _one((Visibility.PRIVATE, Visibility.PUBLISHABLE), number)},
        ),
        number,
    )
    journal.lessons.edit(lesson.id, lesson.replace(**changes))


def _add(journal: Journal, number: int, text: str) -> None:
    draft = LessonDraft(
        text,
        f"first\nsecond\n{text}",
        company=_one(("EKS", "Acme", "Foo", None), number),
        themes=(_one(WORDS, number),),
        people=(_one(("Ann", "Bob"), number),),
        evidence=(Evidence("weeks", 16, 4),) if number % 2 else (),
    )
    journal.lessons.add(draft)


def _relate(journal: Journal, number: int, text: str) -> None:
    there = lessons_of(journal)
    if len(there) > 1:
        source, target = there[number % len(there)], there[(number + 1) % len(there)]
        if number % 3:
            journal.relations.add(source.id, target.id, RelationKind.CONTRADICTS, when_source=text)
        else:
            journal.relations.dismiss(source.id, target.id, "duplicates")


def _practise(journal: Journal, number: int, text: str) -> None:
    lesson = _one(lessons_of(journal), number)
    if lesson is None:
        return
    if number % 3 == 0:
        journal.applications.log(lesson.id, Outcome.APPLIED, Span.parse("2024"), company="EKS", result=text)
    elif number % 3 == 1:
        journal.reviews.record(lesson.id, ReviewAnswer.STILL_TRUE, DAY)
    else:
        check_in = journal.check_ins.start(_one(WORDS, number), [lesson.id])
        journal.check_ins.answer(check_in.id, check_in.items[0].lesson_id, CheckState.DONE, text)


def _hold(journal: Journal, number: int, text: str) -> None:
    retrospective = _one(journal.retrospectives.all(), number)
    if retrospective is None or number % 5 == 0:
        retrospective = journal.retrospectives.begin("4ls", company="EKS", period=None)
    answers = journal.retrospectives.answers(retrospective.id)
    if number % 4 == 0 and answers:
        journal.retrospectives.reword(answers[0].id, text)
    elif number % 4 == 1:
        journal.commitments.add(text, "a measure", DAY, retrospective_id=retrospective.id)
    elif number % 4 == 2 and retrospective.is_open:
        journal.retrospectives.finish(retrospective.id)
    else:
        journal.retrospectives.answer(retrospective.id, "liked", text)


def _decide(journal: Journal, number: int, text: str) -> None:
    open_ones = journal.decisions.open()
    if open_ones and number % 2:
        journal.decisions.review(open_ones[0].id, came_true=bool(number % 3), outcome=text)
    else:
        ids = [lesson.id for lesson in lessons_of(journal)[:2]]
        journal.decisions.add(text, "It holds", 0.5, DAY, company="Acme", lessons=ids, decided=DAY)


def _name(journal: Journal, number: int, text: str) -> None:
    themes = [theme.name for theme in journal.themes.all()]
    companies = [company.name for company in journal.companies.all()]
    if number % 6 == 0 and themes:
        journal.themes.rename(_one(themes, number), text)
    elif number % 6 == 1 and len(themes) > 1:
        journal.themes.merge(_one(themes, number), _one(themes, number + 1))
    elif number % 6 == 2 and companies:
        journal.companies.describe(_one(companies, number), role=text)
    elif number % 6 == 3 and companies:
        journal.companies.alias(_one(companies, number), text)
    elif number % 6 == 4 and journal.people.all():
        journal.people.describe(journal.people.all()[0].name, consent=_one(tuple(Consent), number))
    else:
        journal.saved_searches.save(_one(WORDS, number), f"theme:{_one(WORDS, number + 1)}")


def _delete(journal: Journal, number: int, _text: str) -> None:
    lesson = _one(lessons_of(journal), number)
    if lesson is not None:
        journal.lessons.delete([lesson.id])


def _change(journal: Journal, number: int, text: str) -> None:
    lesson = _one(lessons_of(journal), number)
    if lesson is not None:
        _edit(journal, lesson, number // 3, text)


def _take_back(journal: Journal, number: int, _text: str) -> None:
    journal.history.redo() if number % 3 == 0 else journal.history.undo()


def _purge(journal: Journal, number: int, _text: str) -> None:
    lesson = _one(lessons_of(journal), number)
    if lesson is not None:
        journal.purging.purge([lesson.id])


DEEDS: dict[str, Callable[[Journal, int, str], None]] = {
    "add": _add,
    "change": _change,
    "relate": _relate,
    "practise": _practise,
    "hold": _hold,
    "decide": _decide,
    "name": _name,
    "delete": _delete,
    "take back": _take_back,
    "purge": _purge,
}


def do(journal: Journal, deed: str, number: int, text: str) -> None:
    """Do something; what the journal refuses is not done."""
    try:
        DEEDS[deed](journal, number, text)
    except RetroError:
        return
