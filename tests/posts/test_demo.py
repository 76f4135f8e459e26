"""The demo journal: whole, quick to make, and the same each time."""

from pathlib import Path

from retro.dates import PartialDate
from retro.journal import Journal
from retro.model import Lesson, Status
from retro.posts.demo import build_demo
from retro.surroundings import Consent, RelationKind
from tests.posts.test_round_trip import facts


def everything(journal: Journal) -> list[Lesson]:
    return journal.lessons.by_numbers(range(1, 1000))


def test_all_of_the_posts_is_in_it(tmp_path: Path) -> None:
    build_demo(tmp_path / "demo.db")
    with Journal.open(tmp_path / "demo.db") as journal:
        lessons = everything(journal)
        companies = {company.name: company for company in journal.companies.all()}
        relations = {
            relation.id: relation for lesson in lessons for relation in journal.relations.of(lesson.id)
        }
        applications = [item for lesson in lessons for item in journal.applications.of(lesson.id)]
        people = {person.name: person for person in journal.people.all()}
    assert len(lessons) >= 60
    assert len(companies) == 4
    assert companies["Rotawren"].began == PartialDate(2017, 9)
    assert companies["Rotawren"].aliases == ("Rotawren Health",)
    assert people["Marta Oyelaran"].consent is Consent.NAMED
    assert {relation.kind for relation in relations.values()} >= {
        RelationKind.CONTRADICTS,
        RelationKind.SUPPORTS,
    }
    assert all(relation.when_source for relation in relations.values() if relation.kind == "contradicts")
    assert len(applications) >= 20
    assert {lesson.status for lesson in lessons} >= {Status.OBSERVED, Status.IDENTIFIED, Status.LEARNED}
    assert sum(bool(lesson.evidence) for lesson in lessons) >= 20


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    made = []
    for name in ("one.db", "two.db"):
        build_demo(tmp_path / name)
        with Journal.open(tmp_path / name) as journal:
            made.append([facts(lesson) for lesson in everything(journal)])
    assert made[0] == made[1]
