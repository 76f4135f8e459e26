"""A journal in which everything that can be written is hostile."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from retro.dates import Span
from retro.journal import Journal
from retro.model import Evidence, Kind, LessonDraft, Source, Status, Visibility
from retro.surroundings import CheckState, Consent, Outcome, RelationKind
from tests.conftest import noon
from tests.hostile.strings import COUNT, hostile_strings

__all__ = ["STRINGS_OF_A_LESSON", "filled"]

STRINGS_OF_A_LESSON = 14


def filled(path: Path, count: int = COUNT, *, names: int = 320) -> list[str]:
    """Make a journal of hostile strings; returns the ids of its lessons, oldest first.

    Args:
        path: Where.
        count: How many strings, all in all.
        names: How many of them are names that several lessons share, searches, and what is said of names.
    """
    texts = hostile_strings(count)
    pool = [next(texts) for _ in range(names)]
    lessons = (count - names) // STRINGS_OF_A_LESSON
    with Journal.open(path, clock=noon) as journal, journal.step("test"):
        ids = [journal.lessons.add(_draft(texts, pool, number)).lesson.id for number in range(lessons)]
        _describe(journal, pool)
        _relate(journal, pool, ids)
        _decide(journal, pool, ids)
        _wait(journal, pool)
        _look_back(journal, pool)
        _disagree(journal, pool, ids)
    return ids


def _draft(texts: Iterator[str], pool: list[str], number: int) -> LessonDraft:
    """A lesson of new strings; its company, a person and one theme have other lessons, too."""
    taken = [next(texts) for _ in range(STRINGS_OF_A_LESSON)]
    metric, unit, path, heading, trigger, theme, title, *body = taken
    few = len(pool) // 8
    return LessonDraft(
        title,
        f"{body[0]}\n\n- {body[1]}\n- {body[2]}\n\n> {body[3]}\n\n"
        f"| {body[4]} | b |\n|---|---|\n| {body[5]} | `{body[6]}` |"
        f"\n\n    {body[6]}\n\n[{body[0]}]({body[1]})",
        list(Kind)[number % len(Kind)],
        f"C {pool[number % few]}",
        (f"{theme}/{number % 7}", pool[few + number % few]),
        (f"P {pool[number % few]}",),
        Span.parse(f"{1990 + number % 30}-0{1 + number % 9}"),
        trigger,
        list(Status)[number % len(Status)],
        list(Visibility)[number % 10 == 0],
        number % 3 == 0,
        Source(path, heading, 1 + number),
        (Evidence(metric, 1 + number, 3, unit),),
    )


def _describe(journal: Journal, pool: list[str]) -> None:
    """What surrounds lessons: aliases, roles, pseudonyms, saved searches."""
    few = len(pool) // 8
    for number in range(few):
        name, other = pool[number], pool[2 * few + number]
        journal.companies.alias(f"C {name}", f"A {other}")
        journal.companies.describe(f"C {name}", role=other, pseudonym=f"S {other}")
        journal.people.alias(f"P {name}", f"A {other}")
        consent = list(Consent)[number % 3]
        journal.people.describe(f"P {name}", role_label=other, pseudonym=f"S {other}", consent=consent)
        journal.themes.alias(pool[few + number], f"A {other}")
        journal.saved_searches.save(pool[3 * few + number], pool[4 * few + number])


def _relate(journal: Journal, pool: list[str], ids: list[str]) -> None:
    """How lessons stand to each other, and when they were applied."""
    few = len(pool) // 8
    for number, (one, other) in enumerate(pairwise(ids[: few + 1])):
        name = pool[5 * few + number]
        kind, outcome = list(RelationKind)[number % 4], list(Outcome)[number % 2]
        journal.relations.add(one, other, kind, when_source=name, when_target=name)
        journal.applications.log(one, outcome, Span.parse("2020"), company=f"C {name}", result=name)


def _disagree(journal: Journal, pool: list[str], ids: list[str]) -> None:
    """What two devices have changed in one place."""
    records = journal.records.read([("lessons", lesson_id) for lesson_id in ids[:20]])
    changed = {
        key: replace(record, conflicts={path: [[text, "0" * 12]] for path in ("body", "title")})
        for (key, record), text in zip(records.items(), pool, strict=False)
    }
    journal.records.write(dict(changed))


def _decide(journal: Journal, pool: list[str], ids: list[str]) -> None:
    """Decisions, open and reviewed, and checklists with answers."""
    day = dt.date(2024, 5, 15)
    for number, name in enumerate(pool[: len(pool) // 16]):
        made = journal.decisions.add(f"D {name}", name, 0.7, day, company=f"C {name}", lessons=ids[:2])
        if number % 2:
            journal.decisions.review(made.id, came_true=True, outcome=name, changed_by=ids[0])
        check_in = journal.check_ins.start(f"S {name}", ids[:2])
        journal.check_ins.answer(check_in.id, ids[0], CheckState.DONE, name)


def _wait(journal: Journal, pool: list[str]) -> None:
    """What an import was not sure of."""
    few = len(pool) // 8
    for number, name in enumerate(pool[6 * few : 7 * few]):
        post = journal.imports.record(None, f"{name}.md", name, "2020-01-01", f"{number:032x}")
        told = LessonDraft(name, f"{name}\n\n{name}", company=f"C {name}", source=Source(name, name, 3))
        journal.candidates.record(post, told, 0.3, name)


def _look_back(journal: Journal, pool: list[str]) -> None:
    """An open retrospective with answers, of which some are ranked, and commitments."""
    few = len(pool) // 8
    company = f"C {pool[0]}"
    held = journal.retrospectives.begin("four-ls", company=company, period=Span.parse("1990..2030"))
    answers = [
        journal.retrospectives.answer(held.id, "liked", f"a {name}").id for name in pool[7 * few : 8 * few]
    ]
    journal.retrospectives.group(answers[:2], pool[0])
    journal.retrospectives.arrange(held.id, answers[:5])
    for name in pool[:3]:
        commitment = journal.commitments.add(f"t {name}", f"m {name}", noon().date(), company=company)
    journal.commitments.drop(commitment.id, f"r {pool[0]}")
