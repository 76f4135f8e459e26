"""NASA's lessons as published, and journals of other programs, from the material beside the repository."""

import json
from collections import Counter
from pathlib import Path

from retro.journal import Journal
from retro.model import Lesson
from retro.posts.finding import find_posts, read_posts
from retro.posts.importers import Options
from retro.posts.importing import ImportReport, apply, plan
from tests.needs import shared
from tests.posts.importers.reading import TODAY


def imported(journal: Journal, path: Path) -> ImportReport:
    return apply(journal, plan(journal, read_posts(find_posts([path])), options=Options(TODAY)))


def lessons(journal: Journal) -> list[Lesson]:
    return list(journal.lessons.by_numbers(range(1, 2000)))


def test_nasa_s_lessons_as_published(journal: Journal) -> None:
    table = shared("corpora/sets/nasa-llis.csv")
    rows = [json.loads(line) for line in shared("corpora/sets/nasa-llis.jsonl").read_text().splitlines()]
    report = imported(journal, table)
    assert {str(state): count for state, count in report.counts.items() if count} == {"new": 818}
    found = lessons(journal)
    assert len(found) == len(rows) == 818
    assert any("Mac Roman" in problem for problem in report.problems)
    for lesson, row in zip(found, rows, strict=True):
        month, day, year = (int(part) for part in row["LessonDate"].split("/"))
        year += 1900 if year > 24 else 2000
        assert str(lesson.happened) == f"{year}-{month:02d}-{day:02d}"
        assert lesson.company == row["Organization"]
        assert lesson.title == " ".join(row["Title"].split()) or not row["Title"].strip()
        for column in ("Abstract", "Lesson", "url"):
            if row[column] != "NA":
                assert " ".join(row[column].split()) in " ".join(f"{lesson.title}\n{lesson.body}".split())
    again = imported(journal, table)
    assert {str(state): count for state, count in again.counts.items() if count} == {"unchanged": 818}


def test_nasa_s_lessons_as_json_lines(journal: Journal) -> None:
    report = imported(journal, shared("corpora/sets/nasa-llis.jsonl"))
    assert {str(state): count for state, count in report.counts.items() if count} == {"new": 818}


def test_jrnl_s_own_journals(journal: Journal) -> None:
    report = imported(journal, shared("corpora/sets/jrnl"))
    titles = Counter(lesson.title for lesson in lessons(journal))
    assert sum(titles.values()) == 29
    assert titles["Entry the first."] == 1
    assert titles["Entry subject"] == 3
    days = {lesson.title: str(lesson.happened) for lesson in lessons(journal)}
    assert days["Life is good."] in {"2013-06-10", "2013-07-10"}
    assert days["The third entry"] == "2019-07"
    assert days["This entry is starred!"] == "2013-07-17"
    starred = {lesson.title for lesson in lessons(journal) if lesson.starred}
    assert {"This entry is starred!", "A second entry in what I hope to be a long series."} <= starred
    assert sum("could not be read" in problem for problem in report.problems) == 2


def test_a_day_one_export(journal: Journal) -> None:
    report = imported(journal, shared("corpora/sets/dayone-json"))
    assert report.problems == []
    assert [(lesson.title, str(lesson.happened)) for lesson in lessons(journal)] == [
        ("Today's a fine day. nothing special happened.", "2020-03-23"),
        ("A busy day at home. so many garden tasks.", "2020-03-24"),
    ]


def test_the_whole_folder_names_what_it_passes_over(journal: Journal) -> None:
    passed_over: list[str] = []
    files = find_posts([shared("corpora/sets")], passed_over)
    assert sorted(Path(path).name for path in passed_over) == [
        "nasa-llis.csv",
        "nasa-llis.jsonl",
        "work.journal",
    ]
    report = apply(journal, plan(journal, read_posts(files), options=Options(TODAY)))
    assert sum(report.counts.values()) > 29
