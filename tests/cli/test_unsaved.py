"""A text that the journal refuses is kept, told of, and comes in once."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.journal.connection import SCHEMA_VERSION, connect
from retro.paths import state_folder
from retro.unsaved import Unsaved, keep, keep_text, waiting
from tests.cli.conftest import Retro
from tests.cli.test_capture import lessons

Editor = Callable[[str], dict[str, str]]


def journal_file() -> Path:
    return Path(os.environ["XDG_DATA_HOME"]) / "retro" / "journal.db"


@contextmanager
def unusable() -> Iterator[None]:
    """The journal is damaged for a while: its first page is not what it was."""
    path = journal_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.read_bytes() if path.exists() else None
    path.write_bytes(b"no journal" * 10)
    yield
    if whole is None:
        path.unlink()
    else:
        path.write_bytes(whole)


def files() -> list[Path]:
    folder = state_folder() / "unsaved"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_refused_capture_is_kept_told_of_and_added_once(retro: Retro) -> None:
    with unusable():
        said = retro("add", "2021-06: Boil the frog. Slowly @eks #trust", "--star", code=3).stderr
    [file] = files()
    assert str(file) in said
    assert "retro unsaved add" in said
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert "# Boil the frog" in file.read_text(encoding="utf-8")
    said = retro("add", "Another").stderr
    assert "1 text that could not be saved waits" in said
    assert "waits" not in retro("list").stderr
    copy = file.read_bytes()
    assert "Added" in retro("unsaved", "add").stderr
    assert files() == []
    file.write_bytes(copy)
    assert "in the journal already" in retro("unsaved", "add").stderr
    found = {str(lesson["title"]): lesson for lesson in lessons(retro)}
    assert len(found) == 2
    lesson = found["Boil the frog."]
    kept = [lesson[name] for name in ("body", "company", "themes", "happened", "starred")]
    assert kept == ["Slowly", "eks", ["trust"], "2021-06", True]
    assert "waits" not in retro("add", "A third").stderr


def test_what_is_piped_is_kept_too(retro: Retro) -> None:
    with unusable():
        retro("add", stdin="Boil the frog\n\nSlowly.\n", code=3)
        retro("add", "-", stdin="Ask twice\n", code=3)
        retro("add", stdin="", code=3)
    assert "2 unsaved texts wait" in retro("add", "Another").stderr
    retro("unsaved", "add")
    assert {lesson["title"] for lesson in lessons(retro)} == {"Boil the frog", "Ask twice", "Another"}


def test_what_means_nothing_is_kept_as_it_is(retro: Retro) -> None:
    with unusable():
        said = retro("add", "--on", "nonsense", stdin="Boil the frog", code=3).stderr
    assert "not a date" in said
    [file] = files()
    assert file.read_text(encoding="utf-8") == "Boil the frog"
    assert "stays in" in retro("unsaved", "add", file.stem, code=2).stderr
    assert files() == [file]


def test_what_cannot_even_be_kept_is_said(retro: Retro, tmp_path: Path) -> None:
    (tmp_path / "retro").write_text("in the way", encoding="utf-8")
    with unusable():
        said = retro("add", "Boil the frog \x1b[2J", env={"XDG_STATE_HOME": str(tmp_path)}, code=3).stderr
    assert "could not be kept" in said
    assert "# Boil the frog ␛[2J" in said


def test_a_refused_edit_is_kept_and_changes_only_what_was_changed(retro: Retro) -> None:
    retro("add", "Boil the frog @eks #trust")
    [lesson] = lessons(retro)
    with unusable():
        retro("edit", str(lesson["id"]), "--kind", "tip", code=3)
        assert files() == []
        retro("edit", str(lesson["id"]), "--body", "Slowly.", "--theme", "pace", code=3)
    retro("edit", str(lesson["id"]), "--title", "Boil two frogs")
    assert "edit of" in retro("unsaved").stdout
    assert "Changed" in retro("unsaved", "add").stderr
    [after] = lessons(retro)
    changed = [after[name] for name in ("title", "body", "themes", "company")]
    assert changed == ["Boil two frogs", "Slowly.", ["pace"], "eks"]
    assert files() == []


def test_an_edit_whose_lesson_is_gone_stays(retro: Retro) -> None:
    retro("add", "Boil the frog")
    [lesson] = lessons(retro)
    with unusable():
        retro("edit", str(lesson["id"]), "--body", "Slowly.", code=3)
    retro("rm", str(lesson["id"]))
    assert "was deleted" in retro("unsaved", "add", code=2).stderr
    assert len(files()) == 1
    retro("restore", str(lesson["id"]))
    retro("unsaved", "add")
    assert [lesson["body"] for lesson in lessons(retro)] == ["Slowly."]


LOCKED_WHILE_EDITED = """
import sqlite3, subprocess, time
path.write_text(path.read_text() + "\\nDearly written.\\n")
hold = "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None); " \\
    "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(60)"
holder = subprocess.Popen([sys.executable, "-c", hold, {journal!r}], stdin=subprocess.DEVNULL,
    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
holder.stdout.readline()
Path({pid!r}).write_text(str(holder.pid))
"""

HURRIED = """
import retro.cli.main
import retro.journal.connection
retro.journal.connection.BUSY_TIMEOUT_SECONDS = 0.2
retro.cli.main.main()
"""
"""The command, which waits for others a fifth of a second only."""


@pytest.mark.plain("another SQLite holds the journal, which it could not read")
def test_what_the_editor_has_written_is_kept_when_the_journal_is_busy(
    retro: Retro, editor: Editor, tmp_path: Path
) -> None:
    retro("add", "Boil the frog")
    [lesson] = lessons(retro)
    script = LOCKED_WHILE_EDITED.format(journal=str(journal_file()), pid=str(tmp_path / "pid"))
    done = subprocess.run(
        [sys.executable, "-c", HURRIED, "edit", str(lesson["id"])],
        env={**os.environ, **editor(script)},
        capture_output=True,
        text=True,
        check=False,
    )
    os.kill(int((tmp_path / "pid").read_text()), 9)
    assert done.returncode == 3, done.stderr
    assert "has held" in done.stderr
    retro("unsaved", "add")
    assert [lesson["body"] for lesson in lessons(retro)] == ["Dearly written."]


def test_the_list_names_title_file_and_journal(retro: Retro, tmp_path: Path) -> None:
    assert "Nothing waits" in retro("unsaved", code=1).stderr
    with unusable():
        retro("add", "Boil the frog", code=3)
    (tmp_path / "other.db").write_text("no journal either")
    retro("add", "Ask twice", "--private", "--journal", "other.db", code=3)
    shown = retro("unsaved").stdout
    assert shown.count(".md") == 2
    assert "Boil the frog" in shown
    assert str(tmp_path / "other.db") in shown
    listed = json.loads(retro("unsaved", "--json").stdout)["unsaved"]
    assert [each["title"] for each in listed] == ["Boil the frog", "Ask twice"]
    names = [line.split("\t")[0] for line in retro("unsaved", "--plain").stdout.splitlines()]
    assert names == [each["name"] for each in listed]
    retro("unsaved", "add")
    assert [lesson["title"] for lesson in lessons(retro)] == ["Boil the frog"]
    retro("unsaved", "add", names[1])
    assert len(lessons(retro)) == 2
    assert files() == []


def test_a_private_title_goes_into_no_file(retro: Retro, tmp_path: Path) -> None:
    with unusable():
        retro("add", "Ask twice", "--private", code=3)
    with (tmp_path / "out").open("wb") as out:
        subprocess.run([sys.executable, "-m", "retro", "unsaved", "--json"], stdout=out, check=True)
    assert "Ask twice" not in (tmp_path / "out").read_text(encoding="utf-8")


def test_dropping_asks_first(retro: Retro) -> None:
    with unusable():
        retro("add", "Boil the frog", code=3)
    [file] = files()
    retro("unsaved", "drop", file.stem[:4], stdin="n\n", code=130)
    assert files() == [file]
    assert "No text that waits" in retro("unsaved", "drop", "zzzz", "--yes", code=1).stderr
    retro("unsaved", "drop", file.stem[:4], "--yes")
    assert files() == []


def test_a_kept_text_survives_whatever_is_in_it() -> None:
    text, journal = "half a pair \ud83d, NUL \0, -->\r\n", "/a --> b\ud83d/journal.db"
    strange = Unsaved(text, journal, "7k3m", "2024", ("body",))
    path = keep(strange)
    assert [each.unsaved for each in waiting()] == [strange]
    path.unlink()


@given(st.text(st.characters(exclude_categories=())))
def test_every_text_comes_back(text: str) -> None:
    path = keep(Unsaved(text, "/journal.db", "7k3m", "2024"))
    [found] = waiting(Path("/journal.db"))
    assert found.unsaved.text == text
    path.unlink()


@pytest.mark.parametrize("header", ["{", "[1]", '{"fields": 3}', '{"colour": 1, "fields": []}', "{}", "null"])
def test_a_file_whose_header_was_spoilt_is_a_text(header: str) -> None:
    keep_text(f"<!-- retro unsaved {header} -->\n# Boil the frog\n")
    [found] = waiting()
    assert found.unsaved.lesson_id == ""
    assert found.unsaved.title == "Boil the frog"


def test_a_text_that_was_mended_by_hand_comes_in(retro: Retro) -> None:
    with unusable():
        retro("add", "Boil the frog", code=3)
    [file] = files()
    kept = file.read_text(encoding="utf-8")
    file.write_text(kept.replace("kind: lesson", "kind: nonsense"), encoding="utf-8")
    assert "is no kind" in retro("unsaved", "add", code=2).stderr
    file.write_text(kept.replace("kind: lesson", "kind: tip"), encoding="utf-8")
    retro("unsaved", "add")
    assert [lesson["kind"] for lesson in lessons(retro)] == ["tip"]


def test_what_is_piped_into_an_import_is_kept_as_it_came(retro: Retro) -> None:
    post = b"---\ntitle: A year\n---\n\n## EKS\n\nLesson learned: caf\xe9 first.\n"
    with unusable():
        said = retro("import", "-", stdin=post, code=3).stderr
        retro("import", "-", "--dry-run", stdin=post, code=3)
        retro("import", "-", stdin=b"", code=3)
    [file] = files()
    assert file.read_bytes() == post
    assert f"retro import {file}" in said
    retro("import", str(file))
    assert len(lessons(retro)) == 1
    assert "waits" not in retro("add", "Another").stderr


@pytest.mark.plain("reads a text that was kept as it lies on the disk")
def test_a_newer_journal_refuses_and_the_text_is_kept(retro: Retro) -> None:
    retro("add", "Boil the frog")
    connection = connect(journal_file(), writable=True)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    assert "newer retro" in retro("add", "Ask twice", code=3).stderr
    assert "# Ask twice" in files()[0].read_text(encoding="utf-8")


def test_several_that_take_in_at_once_add_it_once(retro: Retro) -> None:
    with unusable():
        retro("add", "Boil the frog", code=3)
    retro("add", "The first makes the journal")
    call = [sys.executable, "-m", "retro", "unsaved", "add"]
    processes = [subprocess.Popen(call, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    for process in processes:
        _, said = process.communicate()
        assert process.returncode in {0, 1}, said
    assert len(lessons(retro)) == 2
    assert files() == []


def test_a_file_that_names_fields_that_are_none_stays(retro: Retro) -> None:
    retro("add", "Boil the frog")
    lesson_id = str(lessons(retro)[0]["id"])
    keep(Unsaved("# Boil the frog\n", str(journal_file()), lesson_id, "2024", ("colour",)))
    keep(Unsaved("# Boil the frog\n", str(journal_file()), "no id", "2024"))
    assert retro("unsaved", "add", code=2).stderr.count("stays in") == 2
