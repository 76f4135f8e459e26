"""Journals and tables come in as posts do: nothing twice, the user's own edits win, one step to undo."""

import json
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from retro.dates import Span
from retro.errors import NothingFound
from retro.journal import Journal
from retro.model import Lesson, LessonDraft, Visibility
from retro.posts.finding import AS_POSTS, find_posts, read_posts
from retro.posts.importers import FORMATS, Options
from retro.posts.importing import ImportReport, PostPlan, State, apply, plan
from tests.posts.importers.reading import TODAY

JRNL = """\
[2023-10-19 21:07] Boil the frog. @eks #trust *
In milestones.

[2023-10-20 09:00] Ask twice
Always.

[2023-10-20 09:00] Say no
Early.
"""


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    path = tmp_path / "diary" / "journal.txt"
    path.parent.mkdir()
    path.write_text(JRNL)
    return path


def plans(journal: Journal, *paths: Path, **options: object) -> Iterator[PostPlan]:
    told = Options(TODAY, is_private=bool(options.pop("private", False)))
    return plan(journal, read_posts(find_posts(paths)), options=told, **options)  # type: ignore[arg-type]


def imported(journal: Journal, *paths: Path, **options: object) -> ImportReport:
    return apply(journal, plans(journal, *paths, **options))


def counts(report: ImportReport) -> dict[str, int]:
    return {str(state): number for state, number in report.counts.items() if number}


def lessons(journal: Journal) -> dict[str, Lesson]:
    found = journal.lessons.by_numbers(range(1, 1000))
    return {item.title: item for item in found if item.deleted_at is None}


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_journal_comes_in_and_is_undone_at_once(journal: Journal, diary: Path) -> None:
    report = imported(journal, diary)
    assert (counts(report), report.summary) == ({"new": 3}, "Imported 3 lessons from 3 entries")
    frog = lessons(journal)["Boil the frog."]
    assert (frog.body, frog.happened, frog.starred) == ("In milestones.", Span.parse("2023-10-19"), True)
    assert frog.source is not None
    assert str(frog.source) == f"{diary}:1"
    journal.history.undo()
    assert not lessons(journal)


def test_importing_again_adds_nothing_and_a_journal_that_grew_brings_the_rest(
    journal: Journal, diary: Path
) -> None:
    imported(journal, diary)
    steps = journal.history.steps()
    assert counts(imported(journal, diary)) == {"unchanged": 3}
    assert journal.history.steps() == steps
    diary.write_text("[2023-10-01 08:00] Before them all\n\n" + JRNL + "\n[2023-10-21 09:00] One more\n")
    assert counts(imported(journal, diary)) == {"new": 2, "unchanged": 3}


def test_what_the_user_changed_wins_and_what_the_entry_changed_comes(journal: Journal, diary: Path) -> None:
    imported(journal, diary)
    mine = lessons(journal)["Boil the frog."]
    journal.lessons.edit(mine.id, LessonDraft("Mine", mine.body, themes=mine.themes))
    rewrite(diary, "In milestones.", "In small milestones.")
    report = imported(journal, diary)
    assert counts(report) == {"changed": 1, "unchanged": 2}
    after = journal.lessons.get(mine.id)
    assert (after.title, after.body) == ("Mine", "In small milestones.")


def test_an_entry_that_was_retitled_among_those_of_its_minute_is_the_same(
    journal: Journal, diary: Path
) -> None:
    imported(journal, diary)
    before = lessons(journal)
    rewrite(diary, "Ask twice", "Ask three times")
    assert counts(imported(journal, diary)) == {"changed": 1, "unchanged": 2}
    assert lessons(journal)["Ask three times"].id == before["Ask twice"].id
    rewrite(diary, "[2023-10-20 09:00] Ask three times\nAlways.\n\n", "")
    assert counts(imported(journal, diary)) == {"unchanged": 2, "gone from the post": 1}


def test_what_the_user_deleted_stays_deleted(journal: Journal, diary: Path) -> None:
    imported(journal, diary)
    journal.lessons.delete([lessons(journal)["Ask twice"].id])
    assert counts(imported(journal, diary)) == {"unchanged": 2, "you deleted it": 1}


def test_a_journal_that_moved_is_the_same_one(journal: Journal, diary: Path) -> None:
    imported(journal, diary)
    moved = diary.rename(diary.with_name("moved.txt"))
    assert counts(imported(journal, moved)) == {"unchanged": 3}


def test_a_copy_of_a_journal_is_another_one(journal: Journal, diary: Path) -> None:
    imported(journal, diary)
    copy = diary.with_name("copy.txt")
    copy.write_text(JRNL)
    report = imported(journal, copy)
    assert (counts(report), len(report.near)) == ({"new": 3}, 3)


def test_entries_that_are_the_same_everywhere(journal: Journal, tmp_path: Path) -> None:
    def export(name: str, text: str) -> Path:
        entry = {"uuid": "A" * 32, "creationDate": "2023-10-19T12:00:00Z", "text": text}
        path = tmp_path / name
        path.write_text(json.dumps({"metadata": {}, "entries": [entry]}))
        return path

    imported(journal, export("first.json", "Boil the frog\n\nSlowly."))
    assert counts(imported(journal, export("second.json", "Boil the frog\n\nSlowly."))) == {"unchanged": 1}
    assert counts(imported(journal, export("third.json", "Boil the frog\n\nVery slowly."))) == {"changed": 1}


def test_a_name_is_a_company_if_one_is_registered_under_it(journal: Journal, diary: Path) -> None:
    journal.companies.describe("Amazon EKS")
    journal.companies.alias("Amazon EKS", "eks")
    imported(journal, diary)
    frog = lessons(journal)["Boil the frog."]
    assert (frog.company, frog.themes) == ("Amazon EKS", ("trust",))


def test_a_name_is_a_theme_otherwise(journal: Journal, diary: Path) -> None:
    imported(journal, diary, company="Acme")
    found = lessons(journal)
    assert (found["Boil the frog."].company, found["Boil the frog."].themes) == ("Acme", ("trust", "eks"))
    journal.companies.describe("eks")
    assert counts(imported(journal, diary, company="Acme")) == {"unchanged": 3}


def test_what_comes_in_private(journal: Journal, diary: Path) -> None:
    imported(journal, diary, private=True)
    assert {lesson.visibility for lesson in lessons(journal).values()} == {Visibility.PRIVATE}


def test_an_entry_that_reads_like_a_post(journal: Journal, diary: Path) -> None:
    diary.write_text(
        "[2023-10-19 21:07] Leaving @acme #change\n"
        "It was a long year, and a warm day in the garden.\n\n"
        "What I learned from all of this:\n\n"
        "* Always ask twice before you change what other people depend on.\n"
        "* Ship the smallest thing that somebody would miss, as early as you can.\n"
    )
    journal.companies.describe("Acme")
    report = imported(journal, diary)
    assert counts(report) == {"new": 2}
    assert "reads like a post: 2 lessons were taken from it" in report.problems[0]
    for lesson in lessons(journal).values():
        assert lesson.company == "Acme"
        assert "change" in lesson.themes
        assert lesson.source is not None
        assert diary.read_text().split("\n")[lesson.source.line - 1].startswith(f"* {lesson.title}")
    assert counts(imported(journal, diary)) == {"unchanged": 2}


def test_an_entry_with_any_list_stays_whole(journal: Journal, diary: Path) -> None:
    diary.write_text(
        "[2023-10-19 21:07] Errands\nToday I bought:\n\n* milk\n* a book on trust\n\nI learned a lot.\n"
    )
    assert counts(imported(journal, diary)) == {"new": 1}


def test_a_row_of_a_table_stays_whole(journal: Journal, tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text('Title,Text\nA,"Lessons learned:\n\n* Always ask twice.\n* Never ship on a Friday."\n')
    assert counts(imported(journal, table)) == {"new": 1}


def test_which_files_of_a_folder_are_journals(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("# Post\n")
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "data.csv").write_text("Title,Text\nA,b\n")
    (tmp_path / "list.json").write_text('[{"title": "A"}]')
    (tmp_path / "notes.org").write_text("* A\n")
    (tmp_path / "empty.org").write_text("")
    (tmp_path / "export.json").write_text('{"entries": [{"title": "", "body": "", "date": "", "time": ""}]}')
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "19.txt").write_text("[2023-10-19 21:07] A\n")
    passed_over: list[str] = []
    found = [Path(path).name for path in find_posts([tmp_path], passed_over)]
    assert sorted(found) == ["19.txt", "empty.org", "export.json", "notes.org", "post.md"]
    assert sorted(Path(path).name for path in passed_over) == ["data.csv", "list.json", "package.json"]
    assert find_posts([tmp_path / "data.csv"]) == [str(tmp_path / "data.csv")]


def test_the_format_that_is_said(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("* Heading\n\nText of it.\n")
    org = next(form for form in FORMATS if form.name == "org")
    assert counts(apply(journal, plan(journal, read_posts([str(path)], form=org)))) == {"new": 1}
    path = tmp_path / "y.txt"
    path.write_text(JRNL)
    assert counts(apply(journal, plan(journal, read_posts([str(path)], form=AS_POSTS)))) == {}


def test_a_file_that_goes_away_while_it_is_read(journal: Journal, diary: Path) -> None:
    files = list(read_posts(find_posts([diary])))
    diary.unlink()
    report = apply(journal, plan(journal, files))
    assert report.problems == [f"{diary} could not be read: No such file or directory."]


def test_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to(tmp_path / "b.json")
    (tmp_path / "b.json").symlink_to(tmp_path / "a.json")
    with pytest.raises(NothingFound, match="cannot be imported"):
        find_posts([tmp_path / "a.json"])


def entry(number: int) -> str:
    day, time = (
        f"2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        f"{number // 60 % 24:02d}:{number % 60:02d}",
    )
    return f"[{day} {time}] Title {number}\n{'text ' * 200}\n\n"


SHAPES: dict[str, Callable[[int], str]] = {
    "journal.txt": entry,
    "notes.org": lambda number: f"* Title {number}\n{'text ' * 200}\n",
    "table.csv": lambda number: (
        ("Id,Title,Text\n" if not number else "") + f"{number},Title,{'text ' * 200}\n"
    ),
    "table.jsonl": lambda number: json.dumps({"id": number, "title": "Title", "text": "text " * 200}) + "\n",
    "export.json": lambda number: (
        ('{"metadata": {}, "entries": [' if not number else ", ")
        + json.dumps({"uuid": f"{number}", "creationDate": "2023-10-19T12:00:00Z", "text": "text " * 200})
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_thousands_of_entries_are_read_without_being_held(
    journal: Journal, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    with path.open("w") as file:
        file.writelines(SHAPES[name](number) for number in range(4_000))
        file.write("]}" if name == "export.json" else "")
    assert path.stat().st_size > 4_000_000
    [file_given] = read_posts([str(path)])
    assert file_given.format is not None
    assert file_given.given is not None
    found = file_given.format.read(file_given.given, Options(TODAY))
    tracemalloc.start()
    try:
        assert sum(1 for _ in islice(found, 3_999)) == 3_999
        assert tracemalloc.get_traced_memory()[1] < 2_500_000
    finally:
        tracemalloc.stop()
    planned = plan(journal, read_posts([str(path)]), options=Options(TODAY))
    first = next(row for each in planned for row in each.rows)
    assert first.state is State.NEW
