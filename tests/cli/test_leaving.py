"""What is private does not go into a file, whatever prints it; a terminal and a pipe are the user's own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from retro.dates import Span
from retro.journal import Journal
from retro.model import LessonDraft, Visibility
from retro.surroundings import Outcome, RelationKind
from tests.cli.conftest import Retro


class Printed(NamedTuple):
    out: str
    err: str
    code: int


def into_file(tmp_path: Path, *words: str) -> Printed:
    """What a command prints into a file."""
    target = tmp_path / "out.txt"
    with target.open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "retro", *words],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.PIPE,
            check=False,
            env=os.environ,
        )
    assert b"Traceback" not in done.stderr
    return Printed(target.read_text(encoding="utf-8"), done.stderr.decode(), done.returncode)


@pytest.fixture
def lesson_id(a_home_of_its_own: Path) -> str:
    assert a_home_of_its_own.exists()
    with Journal.open(create=True) as journal:
        secret = journal.lessons.add(
            LessonDraft("Anger sells", "Quite hidden.", visibility=Visibility.PRIVATE)
        ).lesson
        shown = journal.lessons.add(
            LessonDraft(
                "Boil {{private: hidden}} the frog",
                "Pitch in milestones {{private: hidden, too}} and wait.",
                trigger="before a pitch {{private: hidden as well}}",
            )
        ).lesson
        journal.relations.add(
            shown.id, secret.id, RelationKind.SUPPORTS, when_source="{{private: hidden}} calm"
        )
        journal.applications.log(
            shown.id, Outcome.APPLIED, Span.parse("2021"), result="well {{private: hidden}}"
        )
        journal.lessons.edit(shown.id, shown.replace(starred=True))
    return shown.id


COMMANDS = (
    ("list", "--json"),
    ("list", "--plain"),
    ("list",),
    ("search", "pitch", "--json"),
    ("search", "pitch", "--plain"),
    ("search", "pitch", "--explain"),
    ("search", "hidden", "--json"),
)
SHOWN = (("--json",), ("--plain",), (), ("--history",))


@pytest.mark.parametrize("words", COMMANDS)
def test_lists_keep_what_is_private_out_of_files(
    retro: Retro, lesson_id: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    printed = into_file(tmp_path, *words)
    assert printed.code == 0
    assert not any(word in printed.out for word in ("hidden", "Anger", "private:"))
    assert "Boil the frog" in printed.out
    assert "what is private does not go into files" in printed.err
    assert "3 private passages" in printed.err
    assert "hidden" in retro(*words).stdout or "--plain" in words or "--json" not in words
    assert lesson_id


@pytest.mark.parametrize("words", SHOWN)
def test_a_lesson_keeps_what_is_private_out_of_files(
    retro: Retro, lesson_id: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    printed = into_file(tmp_path, "show", lesson_id, *words)
    assert printed.code == 0
    assert not any(word in printed.out for word in ("hidden", "Anger", "private:"))
    assert "Boil the frog" in printed.out
    assert "private passages" in printed.err
    assert "hidden" in retro("show", lesson_id, *words).stdout


def test_a_private_lesson_that_is_asked_for_is_refused(retro: Retro, lesson_id: str, tmp_path: Path) -> None:
    secret = json.loads(retro("list", "is:private", "--json").stdout)["lessons"][0]["id"]
    for words in SHOWN:
        assert into_file(tmp_path, "show", secret, *words) == (
            "",
            "retro: Nothing was written: what is private does not go into files.\n",
            4,
        )
    both = into_file(tmp_path, "show", secret, lesson_id, "--json")
    assert [each["id"] for each in json.loads(both.out)["lessons"]] == [lesson_id]
    assert "1 private lesson and" in both.err
    assert "Anger sells" in retro("show", secret).stdout


def test_what_was_added_is_printed_without_what_is_private(tmp_path: Path) -> None:
    printed = into_file(tmp_path, "add", "Calm {{private: hidden}} wins", "--json")
    assert json.loads(printed.out)["lesson"]["title"] == "Calm wins"
    printed = into_file(tmp_path, "add", "Anger hidden", "--private", "--json")
    assert set(json.loads(printed.out)["lesson"]) == {"id", "short_id", "visibility"}


def test_what_is_checked_listed_and_undone_keeps_what_is_private_out_of_files(
    retro: Retro, lesson_id: str, tmp_path: Path
) -> None:
    assert lesson_id
    with Journal.open() as journal:
        journal.lessons.edit(lesson_id, journal.lessons.get(lesson_id).replace(body="See [this][x]."))
        journal.companies.describe("Mesosphere", role="VP {{private: hidden}}")
        journal.saved_searches.save("calm", "calm {{private: hidden")
    for words in (
        ("check",),
        ("check", "--json"),
        ("check", "--plain"),
        ("companies",),
        ("companies", "--json"),
        ("companies", "--plain"),
        ("searches",),
        ("searches", "--json"),
    ):
        printed = into_file(tmp_path, *words)
        assert printed.out.strip(), words
        assert "hidden" not in printed.out, words
        assert "what is private does not go into files" in printed.err, words
        assert retro(*words, code=None).stdout
    printed = into_file(tmp_path, "undo", "--list")
    assert "Added “…”" in printed.out
    assert not any(word in printed.out for word in ("hidden", "Anger"))
    assert "Anger sells" in retro("undo", "--list").stdout


def test_a_relation_to_a_private_lesson_stays_out_of_files(
    retro: Retro, lesson_id: str, tmp_path: Path
) -> None:
    printed = into_file(tmp_path, "show", lesson_id, "--json")
    assert json.loads(printed.out)["lessons"][0]["relations"] == []
    assert len(json.loads(retro("show", lesson_id, "--json").stdout)["lessons"][0]["relations"]) == 1


@pytest.mark.parametrize(
    "how", [("--dry-run",), ("--dry-run", "--json"), ("--dry-run", "--plain"), ("--json",)]
)
def test_what_is_imported_is_printed_without_what_is_private(
    retro: Retro, tmp_path: Path, how: tuple[str, ...]
) -> None:
    post = tmp_path / "post.md"
    post.write_text(
        "---\ntitle: One\n---\n\n## Mesosphere\n\nLesson learned: Calm wins. {{private: hidden}} It does.\n"
    )
    printed = into_file(tmp_path, "import", str(post), *how)
    assert printed.code == 0
    assert "Calm wins" in printed.out
    assert "hidden" not in printed.out
    assert "1 private passage" in printed.err or "--plain" in how
    secret = into_file(tmp_path, "import", "--private", str(post), *how)
    assert "Calm" not in secret.out
    assert "1 private lesson" in secret.err
    assert "Calm wins" in retro("import", str(post), "--dry-run").stdout


def test_what_waits_for_review_is_printed_without_what_is_private(tmp_path: Path) -> None:
    post = tmp_path / "post.md"
    post.write_text(
        "---\ntitle: One\n---\n\n## Mesosphere\n\nLesson learned: Calm wins. {{private: hidden}} It does.\n"
    )
    into_file(tmp_path, "import", str(post), "--review-below", "1")
    for how in ("--json", "--plain"):
        printed = into_file(tmp_path, "import", "--review", how)
        assert "Calm" in printed.out
        assert "hidden" not in printed.out


def test_what_is_private_in_a_post_is_so_in_each_of_its_lessons(retro: Retro, tmp_path: Path) -> None:
    post = tmp_path / "post.md"
    post.write_text(
        "---\ntitle: One\n---\n\n## Mesosphere\n\n"
        "Lesson learned: never trust {{private: the board. They lied.\n\n"
        "Mistake: they took all hidden money}} and so on.\n\n"
        "* Pro tip: always {{private: watch\n* Pro tip: the hidden accounts}} closely every day.\n\n"
        "Lesson learned: releases {{private: went from 16 to 4 weeks, hidden}} faster. It was calm.\n\n"
        "Lesson learned: close {{private: nothing of this"
        "\n\nLesson learned: and go on as before.\n"
    )
    retro("import", str(post))
    told = retro("export").stdout
    assert "hidden" not in told
    assert "16 to 4" not in told
    assert "go on as before" in told
    assert [
        each["visibility"] for each in json.loads(retro("list", "hidden", "--json").stdout)["lessons"]
    ].count("private") == 2


def test_tags_of_a_private_passage_are_no_themes(retro: Retro, tmp_path: Path) -> None:
    entry = {
        "title": "Calm wins.",
        "body": "Wait #trust. {{private: said @bob of #hidden}}",
        "date": "2024-05-06",
        "time": "09:00",
        "tags": ["#trust", "@bob", "#hidden"],
        "starred": False,
    }
    (tmp_path / "journal.json").write_text(json.dumps({"tags": {}, "entries": [entry]}))
    (tmp_path / "journal.txt").write_text(
        "[2024-05-07 09:00] Calm. #trust {{private: said @bob of #hidden}}\n"
    )
    for name in ("journal.json", "journal.txt"):
        retro("import", str(tmp_path / name))
    lessons = json.loads(retro("list", "--json").stdout)["lessons"]
    assert [each["themes"] for each in lessons] == [["trust"], ["trust"]]
