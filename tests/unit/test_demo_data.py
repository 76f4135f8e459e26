"""The demo journal: posts whose front matter and text say the same, and which show every feature."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from retro.dates import PartialDate, Span
from retro.model import Kind, Status, Visibility
from retro.surroundings import Consent, RelationKind

DATA = Path(__file__).parents[2] / "data"
DEMO = DATA / "demo"
POSTS = sorted(DEMO.glob("*.md"))
LOGS = ("applied", "violated")
KEYS = {"kind", "company", "themes", "happened", "status", "visibility", "starred", "trigger", "people"}
KEYS |= {"evidence", *LOGS, *(kind.value for kind in RelationKind)}


@dataclass(frozen=True)
class DemoLesson:
    """A lesson of a demo post: what stands in its text, beside what its front matter says."""

    post: str
    title: str
    body: str
    said: dict[str, Any]

    @property
    def text(self) -> str:
        """Title and body on one line, so that a name or number broken across two lines is still found."""
        return " ".join(f"{self.title} {self.body}".split())


def front_matter(post: Path) -> tuple[dict[str, Any], str]:
    _, head, body = post.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


def written(body: str) -> list[tuple[str, str, str]]:
    """``(group, title, body)`` of each lesson: bullets before the first ``###`` of a group, then headings."""
    found: list[tuple[str, str, str]] = []
    for group in re.split(r"^## ", body, flags=re.MULTILINE)[1:]:
        opening, *sections = re.split(r"^### ", group, flags=re.MULTILINE)
        name = opening.partition("\n")[0]
        found += [(name, bullet, "") for bullet in re.findall(r"^\* (.+)$", opening, flags=re.MULTILINE)]
        found += [(name, *section.partition("\n")[::2]) for section in sections]
    return found


@cache
def lessons() -> tuple[DemoLesson, ...]:
    found = []
    for post in POSTS:
        head, body = front_matter(post)
        for (_, title, text), said in zip(written(body), head["retro"]["lessons"], strict=True):
            found.append(DemoLesson(post.name, title, text.strip(), said))
    return tuple(found)


def toml(name: str, table: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((DEMO / name).read_text(encoding="utf-8"))[table])


def theme_names() -> set[str]:
    return {theme["name"] for theme in tomllib.loads((DATA / "themes.toml").read_text("utf-8"))["theme"]}


def relations() -> list[tuple[DemoLesson, str, dict[str, str]]]:
    return [(one, kind, one.said[kind]) for one in lessons() for kind in RelationKind if kind in one.said]


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.stem)
def test_a_post_is_an_ordinary_jekyll_post(post: Path) -> None:
    head, body = front_matter(post)
    assert list(head) == ["layout", "title", "date", "category", "tags", "retro"]
    assert head["layout"] == "post"
    assert isinstance(head["date"], date)
    assert post.name.startswith(f"{head['date']}-")
    assert set(head["tags"]) <= theme_names()
    assert "{{" not in body
    assert "{%" not in body


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.stem)
def test_a_post_has_one_entry_for_each_lesson_under_the_same_company(post: Path) -> None:
    head, body = front_matter(post)
    groups = [group for group, _, _ in written(body)]
    assert groups == [entry["company"] for entry in head["retro"]["lessons"]]


def test_there_is_enough_to_look_at() -> None:
    assert len(lessons()) >= 60
    assert {Kind(one.said["kind"]) for one in lessons()} == set(Kind)
    assert {Status(one.said.get("status", "observed")) for one in lessons()} == set(Status)
    assert sum(one.said.get("visibility") == Visibility.PRIVATE for one in lessons()) >= 2
    assert sum(len(one.said.get(log, ())) for one in lessons() for log in LOGS) >= 10
    assert sum(kind == RelationKind.CONTRADICTS for _, kind, _ in relations()) >= 5
    assert len(relations()) >= 8


def test_titles_are_unique() -> None:
    assert [title for title, n in Counter(one.title for one in lessons()).items() if n > 1] == []


def test_metadata_has_known_keys_and_values() -> None:
    for one in lessons():
        assert set(one.said) <= KEYS, one.title
        assert {"kind", "company", "themes", "happened"} <= set(one.said), one.title
        assert set(one.said["themes"]) <= theme_names(), one.title
        assert Visibility(one.said.get("visibility", "publishable"))


def test_a_relation_names_another_lesson_and_a_tension_says_when_on_both_sides() -> None:
    titles = {one.title for one in lessons()}
    for one, kind, said in relations():
        assert said["lesson"] in titles - {one.title}, one.title
        keys = {"lesson", "when", "other_when"} if kind == RelationKind.CONTRADICTS else {"lesson"}
        assert set(said) == keys, one.title


def test_a_lesson_happened_while_its_author_was_there_and_before_the_post() -> None:
    there = {company["name"]: company for company in toml("companies.toml", "company")}
    for one in lessons():
        happened = Span.parse(one.said["happened"])
        company = there[one.said["company"]]
        assert happened.last_day >= PartialDate.parse(company["began"]).first_day, one.title
        assert happened.first_day <= PartialDate.parse(company.get("ended", "2025")).last_day, one.title
        assert happened.first_day <= date.fromisoformat(one.post[:10]), one.title
        assert date(2014, 1, 1) <= happened.first_day <= happened.last_day <= date(2025, 12, 31), one.title


def test_an_application_is_logged_after_the_lesson_while_at_that_company() -> None:
    companies = {company["name"]: company for company in toml("companies.toml", "company")}
    for one in lessons():
        for log in LOGS:
            for entry in one.said.get(log, ()):
                assert set(entry) == {"at", "on", "result"}, one.title
                company, on = companies[entry["at"]], PartialDate.parse(entry["on"])
                assert on.last_day >= Span.parse(one.said["happened"]).first_day, one.title
                assert on.last_day >= PartialDate.parse(company["began"]).first_day, one.title
                assert on.first_day <= PartialDate.parse(company.get("ended", "2025")).last_day, one.title


def test_the_numbers_of_the_evidence_stand_in_the_text() -> None:
    for one in lessons():
        text = re.sub(r"(?<=\d),(?=\d{3})", "", one.text)
        for fact in one.said.get("evidence", ()):
            assert {"metric", "before", "after"} <= set(fact) <= {"metric", "before", "after", "unit"}
            for number in (fact["before"], fact["after"]):
                assert re.search(rf"(?<![\d.]){re.escape(str(number))}(?![\d]|\.\d)", text), (
                    one.title,
                    number,
                )


def test_people_of_a_lesson_are_known_and_named_in_its_text() -> None:
    people = {person["name"]: person for person in toml("people.toml", "person")}
    for one in lessons():
        for name in one.said.get("people", ()):
            names = [name, *people[name]["aliases"]]
            assert any(known in one.text for known in names), (one.title, name)
    assert {Consent(person["consent"]) for person in people.values()} == set(Consent)


def test_who_must_never_be_named_appears_in_private_lessons_only() -> None:
    never = [person for person in toml("people.toml", "person") if person["consent"] == Consent.NEVER]
    for one in lessons():
        for person in never:
            if any(name in one.text for name in (person["name"], *person["aliases"])):
                assert one.said["visibility"] == Visibility.PRIVATE, one.title


def test_there_are_four_companies_each_with_lessons() -> None:
    companies = toml("companies.toml", "company")
    assert len(companies) == 4
    assert {company["name"] for company in companies} == {one.said["company"] for one in lessons()}
    for company in companies:
        assert {"name", "aliases", "role", "began", "pseudonym"} <= set(company)
