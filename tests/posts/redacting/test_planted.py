"""Journals with names and private passages in every place: whatever is made of them, none comes out.

A part of a thousand is made each time; ``RETRO_PLANTED=1000`` makes them all (four minutes of one processor).
"""

import json
import os

import pytest

from retro.cli.output import lesson_as_json
from retro.posts.composing import Post, compose, compose_each, publishable
from retro.posts.dialects import DIALECTS, JOURNALS
from retro.posts.dialects.lossless import Contents
from retro.posts.grouping import GroupBy
from retro.posts.journals import compose_journal
from retro.posts.notes import compose_notes
from retro.posts.preview import preview_page
from retro.posts.redacting.contents import redacted, redacted_people, redacted_relation
from retro.posts.redacting.lessons import without_private_passages
from retro.posts.redacting.redactor import Level, Redactor
from retro.posts.sections import EvidenceAs
from retro.surroundings import Consent, Theme
from tests.posts.lessons import DAY
from tests.posts.redacting.planted import PRIVATE, Planted, letters, planted, seen

JOURNALS_MADE = int(os.environ.get("RETRO_PLANTED", "60"))
BATCHES = 10
TEMPLATES = (
    "by-company",
    "by-theme",
    "year-in-review",
    "brag-document",
    "decision-checklist",
    "retrospective",
)


def posts_of(journal: Planted, redactor: Redactor, seed: int) -> list[Post]:
    """What can be made of a journal's lessons: a post, one each, notes, and the file of a journal.

    Each seed takes its own dialect, template, grouping and way to tell evidence; the names stand in what a
    request says as well.
    """
    dialect = sorted(DIALECTS)[seed % len(DIALECTS)]
    chosen = publishable(journal.lessons).lessons
    lessons = [redactor.lesson(each) for each in chosen]
    company, person = journal.companies[0].name, journal.people[0].name
    people = redacted_people(journal.people, lessons, redactor)
    category = redactor.word(company)
    tags = tuple(map(redactor.word, (person, f"{company}/x")))
    author = redactor.text(person)
    evidence_as = list(EvidenceAs)[seed % len(EvidenceAs)]
    together = compose(
        lessons,
        title=redactor.title(journal.title),
        date=DAY,
        group_by=list(GroupBy)[seed % len(GroupBy)],
        category=category,
        tags=tags,
        author=author,
        dialect=dialect,
        people=people,
        template=TEMPLATES[seed % len(TEMPLATES)],
        evidence_as=evidence_as,
    )
    each_one = compose_each(
        lessons,
        today=DAY,
        category=category,
        tags=tags,
        author=author,
        dialect=dialect,
        people=people,
        evidence_as=evidence_as,
    )
    ids = {lesson.id for lesson in chosen}
    told = [each for each in journal.relations if {each.source_id, each.target_id} <= ids]
    relations = [redacted_relation(each, redactor) for each in told]
    contents = redacted(
        Contents(
            tuple(chosen),
            journal.companies,
            (Theme("t", journal.lessons[0].themes[0], (f"{company} of {person}",)),),
            journal.people,
            tuple(told),
            journal.applications,
        ),
        lessons,
        redactor,
    )
    return [
        together,
        *each_one,
        *(compose_notes(lessons, relations, today=DAY, tags=tags) if seed % 2 else ()),
        compose_journal(contents, JOURNALS[seed % len(JOURNALS)], today=DAY),
    ]


def files_of(journal: Planted, redactor: Redactor, seed: int) -> dict[str, bytes]:
    """All bytes that leave: the posts, and the page that shows them."""
    posts = posts_of(journal, redactor, seed)
    shown = [post for post in posts if post.dialect not in JOURNALS]
    return {
        **{post.filename: post.text.encode() for post in posts},
        "preview.html": preview_page(shown).encode(),
    }


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_name_and_no_private_passage_is_in_any_byte(batch: int) -> None:
    for seed in range(batch, JOURNALS_MADE, BATCHES):
        journal = planted(seed)
        level = (Level.PEOPLE, Level.ALL)[seed // BATCHES % 2]
        redactor = Redactor(journal.companies, journal.people, level)
        files = files_of(journal, redactor, seed)
        assert redactor.leaks(files) == [], seed
        for name, content in files.items():
            shown = seen(content) + " " + letters(name)
            for word in forbidden(journal, level):
                assert word not in shown, (seed, word, name)


def forbidden(journal: Planted, level: Level) -> set[str]:
    """Letters that must be in no file."""
    found = {PRIVATE, *journal.secrets}
    for person in journal.people:
        if level is Level.ALL or person.consent is not Consent.NAMED:
            found.add(letters(person.name))
        if person.consent is Consent.NEVER:
            words = (word for name in (person.name, *person.aliases) for word in name.split())
            found |= {letters(word) for word in words if len(word) >= 6}
    for company in journal.companies if level is Level.ALL else ():
        found |= set(map(letters, (company.name, *company.aliases)))
    return found


@pytest.mark.parametrize("seed", range(0, JOURNALS_MADE, 4))
def test_no_private_passage_is_in_what_a_file_gets_as_json(seed: int) -> None:
    journal = planted(seed)
    chosen = publishable(journal.lessons).lessons
    told = [lesson_as_json(without_private_passages(lesson)[0], "x") for lesson in chosen]
    shown = seen(json.dumps(told).encode())
    assert not [secret for secret in (PRIVATE, *journal.secrets) if secret in shown]
    as_it_is = seen(json.dumps([lesson_as_json(lesson, "x") for lesson in chosen]).encode())
    assert any(secret in as_it_is for secret in journal.secrets)


@pytest.mark.parametrize("level", [Level.NONE, Level.COMPANIES])
def test_who_never_wants_to_appear_refuses_what_would_name_them(level: Level) -> None:
    refused = 0
    for seed in range(12):
        journal = planted(seed)
        redactor = Redactor(journal.companies, journal.people, level)
        files = files_of(journal, redactor, seed)
        never = [person for person in journal.people if person.consent is Consent.NEVER]
        named = {
            person.name
            for person in never
            for name, content in files.items()
            if letters(person.name) in seen(content) + " " + letters(name)
        }
        leaks = redactor.leaks(files)
        assert {leak.code for leak in leaks} <= {"never-named", "still-named"}
        told = " ".join(leak.said for leak in leaks)
        assert all(name in told for name in named), (seed, named)
        refused += bool(named)
    assert refused > 7
