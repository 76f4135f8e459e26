"""Records: a journal becomes records and these become it, without loss, and one undo takes them back."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.journal import Journal
from retro.journal.merging import writing
from retro.journal.merging.tables import THINGS
from retro.journal.migrations import HISTORIC_TABLES
from retro.journal.records.room import Key, Record
from retro.journal.records.shape import PARTS, RECORD_TABLES
from retro.model import LessonDraft
from retro.sync.encoding import FORMAT, NewerFormat, Unreadable, canonical, decode, digest, encode
from tests.conftest import noon
from tests.journal.test_history import check_index, contents
from tests.journals.filling import fill
from tests.sync.journals import DEEDS, do

DEED = st.tuples(
    st.sampled_from(sorted(DEEDS)), st.integers(0, 59), st.sampled_from(["Ask", "Böil\n#", "x y"])
)


def spelled(journal: Journal) -> dict[Key, bytes]:
    return {key: encode(record) for key, record in journal.records.all().items()}


def read(content: dict[Key, bytes]) -> dict[Key, Record | None]:
    return {key: decode(each) for key, each in content.items()}


def test_every_table_is_in_records() -> None:
    hanging = {
        "company_aliases",
        "theme_aliases",
        "person_aliases",
        "lesson_themes",
        "lesson_people",
        "evidence",
    }
    assert set(HISTORIC_TABLES) == {*RECORD_TABLES, *PARTS, *hanging, "conflicts"}
    assert {thing.table for thing in THINGS} <= {*RECORD_TABLES, *PARTS, "conflicts"}


def test_a_journal_with_something_in_every_table_comes_back_byte_for_byte(tmp_path: Path) -> None:
    fill(tmp_path / "a.db")
    with Journal.open(tmp_path / "a.db") as journal, Journal.open(tmp_path / "b.db") as other:
        wanted = spelled(journal)
        assert {table for table, _ in wanted} == set(RECORD_TABLES)
        before = contents(other)
        other.records.write(read(wanted))
        assert spelled(other) == wanted
        check_index(other)
        other.history.undo()
        assert contents(other) == before


def test_many_new_lessons_are_noted_in_the_history_as_few_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "a.db")
    noted = []
    with Journal.open(tmp_path / "a.db") as journal:
        wanted = read(spelled(journal))
    for many in (1, 500):
        monkeypatch.setattr(writing, "MANY", many)
        with Journal.open(tmp_path / f"{many}.db") as other:
            other.lessons.add(LessonDraft("Here before", themes=("trust",)))
            other.records.write(wanted)
            rows = other._connection.rows("SELECT step, table_name, row_key, before FROM changes")
            noted.append(sorted(map(repr, map(tuple, rows))))
    assert noted[0] == noted[1]
    assert any("'evidence'" in row for row in noted[0])


def test_many_new_lessons_are_indexed_at_once_as_few_are_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "a.db")
    with Journal.open(tmp_path / "a.db") as journal, Journal.open(tmp_path / "b.db") as other:
        other.lessons.add(LessonDraft("Here before", themes=("trust",)))
        triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        before, had = contents(other), [tuple(row) for row in other._connection.rows(triggers)]
        wanted = read(spelled(journal))
        monkeypatch.setattr(writing, "MANY", 1)
        with suppress(ZeroDivisionError), other.history.step("sync"):
            other.records.write(wanted)
            raise ZeroDivisionError
        for _ in range(2):
            assert contents(other) == before
            assert [tuple(row) for row in other._connection.rows(triggers)] == had
            other.records.write(wanted)
            check_index(other)
            changed = {row["lesson"] for row in other._connection.rows("SELECT lesson FROM text_changes")}
            assert changed >= {row["number"] for row in other._connection.rows("SELECT number FROM lessons")}
            other.history.undo()
            check_index(other)


@settings(max_examples=25)
@given(st.lists(DEED, min_size=1, max_size=12))
def test_any_journal_becomes_records_and_these_become_it(deeds: list[tuple[str, int, str]]) -> None:
    with (
        TemporaryDirectory() as folder,
        Journal.open(Path(folder, "a.db"), clock=noon) as journal,
        Journal.open(Path(folder, "b.db"), clock=noon) as other,
    ):
        for deed in deeds:
            do(journal, *deed)
        wanted = spelled(journal)
        other.records.write(read(wanted))
        assert spelled(other) == wanted


@settings(max_examples=40)
@given(st.lists(DEED, max_size=8), st.lists(DEED, min_size=1, max_size=5))
def test_the_history_tells_every_record_that_has_changed(
    before: list[tuple[str, int, str]], after: list[tuple[str, int, str]]
) -> None:
    with TemporaryDirectory() as folder, Journal.open(Path(folder, "a.db"), clock=noon) as journal:
        for deed in before:
            do(journal, *deed)
        was, mark = spelled(journal), journal.records.mark()
        for deed in after:
            do(journal, *deed)
        now, recent = spelled(journal), journal.records.since(mark)
        changed = {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
        if not recent.is_all:
            assert changed <= recent.records.keys()
            assert {key: encode(each) for key, each in recent.records.items() if each is not None} == {
                key: now[key] for key in recent.records if key in now
            }
        else:
            assert recent.records.keys() == now.keys()
        assert journal.records.since(recent.mark).records == {}


@settings(max_examples=25)
@given(st.lists(DEED, max_size=8), st.lists(DEED, max_size=8), st.lists(DEED, max_size=8))
def test_a_journal_becomes_any_other_that_it_was(
    both: list[tuple[str, int, str]], one: list[tuple[str, int, str]], other: list[tuple[str, int, str]]
) -> None:
    """From any state to any other of the same ids, and back by undo."""
    with TemporaryDirectory() as folder, Journal.open(Path(folder, "a.db"), clock=noon) as journal:
        for deed in (*both, *one):
            do(journal, *deed)
        wanted = spelled(journal)
        for deed in other:
            do(journal, *deed)
        before, rows = spelled(journal), contents(journal)
        records: dict[Key, Record | None] = {key: None for key in before if key not in wanted}
        records |= read({key: each for key, each in wanted.items() if before.get(key) != each})
        journal.records.write(records)
        check_index(journal)
        if "name" not in {deed for deed, *_ in other}:  # where names were moved about, two may claim one
            assert spelled(journal) == wanted
        if records and journal.history.steps(1)[0].command == "sync":
            journal.history.undo()
            assert contents(journal) == rows


HANGING = [*PARTS, "company_aliases", "theme_aliases", "person_aliases"]


@pytest.mark.parametrize("table", [*HANGING, "lesson_themes", "lesson_people", "evidence", "conflicts"])
def test_the_history_tells_whose_the_rows_of_each_table_were(table: str, tmp_path: Path) -> None:
    fill(tmp_path / "a.db")
    with Journal.open(tmp_path / "a.db") as journal:
        with journal.step("wait"):
            journal._connection.execute(
                "INSERT INTO conflicts SELECT 'lessons', id, 'title', '[\"X\", \"\"]', number FROM lessons"
            )
        was, mark = spelled(journal), journal.records.mark()
        with journal.step("empty"):
            journal._connection.execute(f"DELETE FROM {table}")
        now = spelled(journal)
        changed = {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
        assert changed
        assert changed <= journal.records.since(mark).records.keys()
        mark = journal.records.mark()
        journal.history.undo()  # and whose the new ones are
        assert changed <= journal.records.since(mark).records.keys()
        assert spelled(journal) == was


def test_what_is_no_record_is_refused() -> None:
    good = {"format": FORMAT, "table": "lessons", "name": "x", "fields": {"title": "T"}}
    assert decode(canonical(good).encode()).fields == {"title": "T"}
    for bad in (
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        b"{}",
        canonical({**good, "format": "1"}).encode(),
        canonical({**good, "name": ""}).encode(),
        canonical({**good, "fields": []}).encode(),
        canonical({**good, "fields": {"title": {}}}).encode(),
        canonical({**good, "fields": {"starred": 2**63}}).encode(),
        canonical({**good, "lists": {"themes": 3}}).encode(),
        canonical({**good, "parts": {"reviews": 3}}).encode(),
        canonical({**good, "parts": {"reviews": {"": []}}}).encode(),
        canonical({**good, "conflicts": {"title": "x"}}).encode(),
    ):
        with pytest.raises(Unreadable) as caught:
            decode(bad)
        assert not isinstance(caught.value, NewerFormat)


def test_what_a_newer_retro_wrote_is_told_from_what_is_broken() -> None:
    good = {"format": FORMAT, "table": "lessons", "name": "x", "fields": {}}
    news: list[dict[str, object]] = [
        {"format": FORMAT + 1},
        {"more": {}},
        {"table": "dreams"},
        {"parts": {"dreams": {}}},
    ]
    for newer in news:
        with pytest.raises(NewerFormat):
            decode(canonical({**good, **newer}).encode())


def test_a_digest_tells_records_apart() -> None:
    assert digest(b"a") == digest(b"a") != digest(b"b")
