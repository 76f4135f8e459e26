"""Files of all lessons: what jrnl reads in them, and what stays at home."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.dates import PartialDate, Span
from retro.journal import Journal
from retro.model import Evidence, Kind, Lesson, LessonDraft, Source, Visibility
from retro.posts.dialects.jrnl import as_json, as_text
from retro.posts.dialects.lossless import texts
from retro.posts.journals import compose_journal, contents_of
from retro.surroundings import Consent, Outcome, RelationKind
from tests.posts.lessons import DAY, as_lesson, drafts, lesson
from tests.posts.test_round_trip import nasty


def read_jrnl(text: str) -> list[dict[str, Any]]:
    """Entries as jrnl 4.6 takes them: a date in brackets begins one, the first line is its title."""
    starts = [found for found in re.finditer(r"(?:^|\n)\[([^\]]+)\] ", text) if len(found[1]) > 6]
    entries = []
    for at, found in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(text)
        title, _, body = text[found.end() : end].partition("\n")
        starred = title.strip().endswith("*")
        entries.append(
            {
                "date": found[1],
                "title": title.strip("\n *") if starred else title.strip(),
                "body": body.strip(),
                "starred": starred,
            }
        )
    return entries


def assert_read(lessons: list[Lesson]) -> None:
    entries = read_jrnl(as_text((DAY, each) for each in lessons))
    assert [entry["date"] for entry in entries] == [f"{DAY} 09:00"] * len(lessons)
    for entry, before in zip(entries, lessons, strict=True):
        assert entry["title"].strip("\u200b") == before.title.strip("\u200b")
        assert entry["starred"] == before.starred
        body = before.body.replace("\r\n", "\n").replace("\r", "\n").strip()
        assert entry["body"].replace("\n\\[", "\n[").removeprefix("\\").startswith(body.removeprefix("\\"))


def test_an_entry_in_text() -> None:
    one = lesson(
        "Boil the frog", "In milestones, @ada.", company="Amazon EKS", themes=("c#", "a/b"), starred=True
    )
    two = lesson("Ask. Twice.")
    assert as_text([(DAY, one), (DAY, two)]) == (
        "[2024-05-06 09:00] Boil the frog *\nIn milestones, @ada.\n\n@amazon-eks #c# #a/b\n"
        "\n[2024-05-06 09:00] Ask. Twice.\n"
    )


def test_no_line_of_a_body_is_taken_for_an_entry() -> None:
    traps = [
        lesson("Log", "[2023-01-01 10:00] ERROR\n[Monday last week] x\n\n[x] ticked\n[a\nlong one] x"),
        lesson("Ends with a star *"),
        lesson("*Stressed*", starred=True),
    ]
    assert_read([*traps, *nasty()])


@given(st.lists(drafts, min_size=1, max_size=4))
def test_any_lessons_are_as_many_entries(some: list[LessonDraft]) -> None:
    assert_read([as_lesson(draft, number) for number, draft in enumerate(some)])


def test_jrnl_s_json() -> None:
    one = lesson("Boil the frog", "Said @Bob, b@x.org.", company="Acme", themes=("trust",), id="a" * 12)
    told = json.loads(as_json([(DAY, one), (DAY, lesson("Two", themes=("trust",), starred=True))]))
    assert told["tags"] == {"#trust": 2, "@acme": 1, "@bob": 1}
    assert told["entries"][0] == {
        "title": "Boil the frog",
        "body": "Said @Bob, b@x.org.",
        "date": "2024-05-06",
        "time": "09:00",
        "tags": ["@acme", "#trust", "@bob"],
        "starred": False,
        "uuid": "a" * 12,
    }
    assert told["entries"][1]["starred"]


@pytest.fixture
def full(journal: Journal) -> Journal:
    """A journal with one of everything, and with what must not leave."""
    frog = LessonDraft(
        "Boil the frog",
        "Slowly.",
        kind=Kind.MISTAKE,
        company="Amazon",
        themes=("trust",),
        people=("Ada",),
        happened=Span.parse("2018-06..2021"),
        evidence=(Evidence("duration", 16, 4, "weeks"),),
    )
    one = journal.lessons.add(frog).lesson
    two = journal.lessons.add(LessonDraft("Ask twice")).lesson
    secret = journal.lessons.add(
        LessonDraft(
            "Secret",
            company="Hidden Inc",
            themes=("hush",),
            people=("Eve",),
            visibility=Visibility.PRIVATE,
        )
    ).lesson
    journal.companies.describe("Amazon", role="CTO", began=PartialDate(2018), pseudonym="a shop")
    journal.companies.alias("Amazon", "AMZN")
    journal.people.describe("Ada", role_label="an engineer", consent=Consent.NAMED)
    journal.relations.add(one.id, two.id, RelationKind.CONTRADICTS, when_source="small", when_target="large")
    journal.relations.add(one.id, secret.id, RelationKind.SUPPORTS)
    journal.applications.log(one.id, Outcome.APPLIED, Span.parse("2024"), company="Later Ltd", result="Good")
    journal.applications.log(secret.id, Outcome.VIOLATED, Span.parse("2024"), company="Never Ltd")
    return journal


def everything(journal: Journal) -> dict[str, Any]:
    lessons = journal.lessons.by_numbers([1, 2, 3])
    text = compose_journal(contents_of(journal, lessons), "json", today=DAY).text
    told: dict[str, Any] = json.loads(text)
    return told


def test_all_that_is_not_private_leaves_as_json(full: Journal) -> None:
    told = everything(full)
    assert (told["format"], told["schema"]) == ("retro-journal", 1)
    one, two = told["lessons"]
    assert one["evidence"] == [{"metric": "duration", "before": 16, "after": 4, "unit": "weeks"}]
    assert (one["happened"], one["people"]) == ("2018-06..2021", ["Ada"])
    assert [each["name"] for each in told["companies"]] == ["Amazon", "Later Ltd"]
    assert told["companies"][0]["aliases"] == ["AMZN"]
    assert told["themes"] == [{"name": "trust", "aliases": []}]
    assert told["people"][0]["consent"] == "named"
    assert told["relations"] == [
        {
            "lesson": one["id"],
            "kind": "contradicts",
            "other": two["id"],
            "when": "small",
            "other_when": "large",
        }
    ]
    assert [each["result"] for each in told["applications"]] == ["Good"]


def test_what_is_private_leaves_no_trace(full: Journal) -> None:
    lessons = full.lessons.by_numbers([1, 2, 3])
    contents = contents_of(full, lessons)
    for dialect in ("json", "jrnl-json", "jrnl-txt"):
        text = compose_journal(contents, dialect, today=DAY).text
        for word in ("Secret", "Hidden", "hush", "Eve", "Never Ltd", lessons[2].id):
            assert word not in text
    assert "CTO" in set(texts(contents))


def test_no_path_of_this_machine_leaves(journal: Journal, tmp_path: Path) -> None:
    draft = LessonDraft("x", source=Source(str(tmp_path / "post.md"), "Heading", 3))
    added = journal.lessons.add(draft).lesson
    assert str(tmp_path) not in compose_journal(contents_of(journal, [added]), "json", today=DAY).text


@given(st.lists(drafts, max_size=3))
def test_any_lessons_are_json(some: list[LessonDraft]) -> None:
    lessons = [as_lesson(draft, number) for number, draft in enumerate(some)]
    told = json.loads(as_json((dt.date(2024, 5, 6), each) for each in lessons))
    assert [(each["title"], each["body"]) for each in told["entries"]] == [
        (each.title, each.body) for each in lessons
    ]
