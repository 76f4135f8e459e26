"""A thousand journals with names and private passages in every place: none of them comes out."""

import pytest

from retro.posts.composing import Post, compose, compose_each
from retro.posts.dialects import DIALECTS
from retro.posts.grouping import GroupBy
from retro.posts.redacting.redactor import Level, Redactor
from retro.surroundings import Consent
from tests.posts.lessons import DAY
from tests.posts.redacting.planted import Planted, letters, planted, seen

JOURNALS = 1_000
BATCHES = 10


def posts_of(journal: Planted, redactor: Redactor, seed: int) -> list[Post]:
    """Everything that can be made of a journal's lessons."""
    dialects = sorted(DIALECTS)
    dialect = dialects[seed % len(dialects)]
    lessons = [redactor.lesson(each) for each in journal.lessons]
    category = redactor.word("leadership")
    groups = list(GroupBy)
    together = compose(
        lessons,
        title=redactor.title(journal.title),
        date=DAY,
        group_by=groups[seed % len(groups)],
        category=category,
        dialect=dialect,
    )
    return [together, *compose_each(lessons, today=DAY, category=category, dialect=dialect)]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_name_and_no_private_passage_is_in_any_byte(batch: int) -> None:
    for seed in range(batch, JOURNALS, BATCHES):
        journal = planted(seed)
        level = (Level.PEOPLE, Level.ALL)[seed // BATCHES % 2]
        redactor = Redactor(journal.companies, journal.people, level)
        files = {post.filename: post.text.encode() for post in posts_of(journal, redactor, seed)}
        assert redactor.leaks(files) == [], seed
        for name, content in files.items():
            shown = seen(content) + " " + letters(name)
            for secret in journal.secrets:
                assert secret not in shown, (seed, secret, name)
            for person in journal.people:
                if (
                    person.consent is Consent.NEVER
                    or level is Level.ALL
                    or person.consent is Consent.ROLE_ONLY
                ):
                    assert letters(person.name) not in shown, (seed, person.name, name)
                if person.consent is Consent.NEVER:
                    for word in person.name.split():
                        assert len(word) < 6 or letters(word) not in shown, (seed, word, name)
            for company in journal.companies if level is Level.ALL else ():
                assert letters(company.name) not in shown, (seed, company.name, name)


@pytest.mark.parametrize("level", [Level.NONE, Level.COMPANIES])
def test_who_never_wants_to_appear_refuses_what_would_name_them(level: Level) -> None:
    refused = 0
    for seed in range(100):
        journal = planted(seed)
        redactor = Redactor(journal.companies, journal.people, level)
        files = {post.filename: post.text.encode() for post in posts_of(journal, redactor, seed)}
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
    assert refused > 60
