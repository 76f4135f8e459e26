"""A journal as lines of JSON and back: the same, byte for byte."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.errors import JournalUnusable, RetroError, UsageProblem
from retro.journal import Journal
from retro.journal.connection import SCHEMA_VERSION, connect
from retro.journal.dumping import dump, load
from retro.model import LessonDraft
from tests.conftest import noon
from tests.disks import small_disk
from tests.journal.test_opening import schema_of
from tests.journals.earlier import OLD_JOURNALS, unpack


@pytest.fixture
def old(journal_path: Path) -> Path:
    """A journal with something in nearly every table."""
    unpack(OLD_JOURNALS[0], journal_path)
    with Journal.open(journal_path, clock=noon) as journal:
        journal.lessons.add(LessonDraft('Hostile \x1b[31m "\u2028"', "A\nB\x00C\t\\", themes=("été",)))
    return journal_path


def test_a_dump_makes_the_same_journal_again(old: Path, tmp_path: Path) -> None:
    lines = list(dump(old))
    copy = tmp_path / "copy.db"
    assert load(lines, copy) == len(lines) - 1
    assert list(dump(copy)) == lines
    assert schema_of(copy) == schema_of(old)
    assert copy.stat().st_mode & 0o777 == 0o600
    with Journal.open(copy, clock=noon) as journal:
        assert journal._connection.value("PRAGMA integrity_check") == "ok"
        assert journal.history.undo().summary.startswith("Added “Hostile")
        assert [hit.title for hit in journal.lessons.by_numbers([1])] == ["Boil the frog"]


def test_dumps_can_be_compared(old: Path) -> None:
    before = list(dump(old))
    assert list(dump(old)) == before
    assert json.loads(before[0]) == {"retro": "dump", "format": 1, "schema": SCHEMA_VERSION}
    with Journal.open(old, clock=noon) as journal:
        lesson = journal.lessons.by_numbers([1])[0]
        journal.lessons.edit(lesson.id, lesson.replace(starred=True))
    after = list(dump(old))
    changed = [json.loads(line)["table"] for line in set(after) - set(before)]
    assert sorted(changed) == ["changes", "lessons", "steps"]


@pytest.mark.parametrize("packed", OLD_JOURNALS, ids=lambda path: path.name)
def test_a_dump_of_an_earlier_retros_journal_is_brought_up_to_date(packed: Path, tmp_path: Path) -> None:
    earlier, copy = unpack(packed, tmp_path / "earlier.db"), tmp_path / "copy.db"
    lines = list(dump(earlier))
    assert load(lines, copy) == len(lines) - 1
    with Journal.open(earlier):
        pass
    assert list(dump(copy)) == list(dump(earlier))
    assert schema_of(copy) == schema_of(earlier)


def test_a_journal_that_is_there_stays(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(UsageProblem, match="already"):
        load(list(dump(old)), old)
    assert old.read_bytes() == before


ROW = json.dumps(
    {
        "table": "themes",
        "row": {"number": 1, "id": "0" * 12, "name": "a", "key": "a", "created_at": "2024-01-01T00:00:00Z"},
    }
)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "no dump"),
        (["x"], "no dump"),
        (["[" * 100_000], "no dump"),
        (['{"retro":"dump","format":1,"schema":99}'], "newer retro"),
        (['{"retro":"dump","format":2,"schema":1}'], "newer retro"),
        (["HEAD", "nonsense"], "Line 2"),
        (["HEAD", '{"table":"sqlite_master","row":{}}'], "Line 2"),
        (["HEAD", ROW, '{"table":"themes","row":{"other":1}}'], "Line 3"),
        (["HEAD", ROW, ROW], "Line 3"),
        (["HEAD", '{"table":"themes","row":{"number":[1]}}'], "Line 2"),
        (["HEAD", '{"table":"themes","row":{"number":' + "9" * 30 + "}}"], "Line 2"),
        (["HEAD", ROW, '{"table":"theme_aliases","row":{"key":"b","alias":"b","theme":9}}'], "not whole"),
    ],
)
def test_what_is_no_dump_leaves_nothing_behind(tmp_path: Path, lines: list[str], said: str) -> None:
    lines = ['{"retro":"dump","format":1,"schema":2}' if line == "HEAD" else line for line in lines]
    with pytest.raises(UsageProblem, match=said):
        load(lines, tmp_path / "new.db")
    assert list(tmp_path.iterdir()) == []


values = st.none() | st.integers() | st.floats() | st.text(max_size=9) | st.lists(st.integers(), max_size=2)


@given(
    st.lists(
        st.text(max_size=30)
        | st.fixed_dictionaries(
            {
                "table": st.just("themes"),
                "row": st.dictionaries(
                    st.sampled_from(["number", "id", "name", "key", "created_at"]), values
                ),
            }
        ).map(json.dumps),
        max_size=3,
    )
)
def test_any_lines_are_loaded_or_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("load")
    try:
        load(['{"retro":"dump","format":1,"schema":2}', *lines], folder / "new.db")
    except RetroError:
        assert list(folder.iterdir()) == []


def test_a_damaged_journal_is_dumped_as_far_as_it_can_be_read(old: Path) -> None:
    lines = list(dump(old))
    with closing(connect(old, writable=True)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [page] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'steps'").fetchone()
    content = bytearray(old.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    old.write_bytes(content)
    read: list[str] = []
    with pytest.raises(JournalUnusable, match="damaged"):
        read.extend(dump(old))
    assert read == [
        line for line in lines if '{"table":"steps"' not in line and '{"table":"changes"' not in line
    ]


def test_a_dump_that_finds_no_room_leaves_nothing_behind(old: Path, tmp_path: Path) -> None:
    lines = list(dump(old))
    with small_disk(tmp_path / "disk", "300k") as disk:
        with pytest.raises(JournalUnusable, match="full"):
            load(lines, disk.folder / "new.db")
        assert list(disk.folder.iterdir()) == []
        disk.forbid_writing()
        with pytest.raises(JournalUnusable, match="could not be written"):
            load(lines, disk.folder / "new.db")


def test_a_journal_that_another_makes_meanwhile_stays(old: Path, journal_path: Path) -> None:
    lines = list(dump(old))
    new = journal_path.with_name("new.db")

    def meanwhile(line: str) -> str:
        if '"steps"' in line:
            new.write_bytes(b"another's")
        return line

    with pytest.raises(UsageProblem, match="already"):
        load(map(meanwhile, lines), new)
    assert new.read_bytes() == b"another's"
