"""Backups that only the user's own keys open: whole, verified, restored, thinned out, purged."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from retro.errors import JournalUnusable, UsageProblem
from retro.journal import Journal
from retro.journal.backups import Reason, backups, find_backup, make_backup, restore, thin_out
from retro.journal.dumping import dump, load
from retro.journal.library import sqlite3
from retro.journal.sealed_backups import opened_backup, text_of
from retro.model import LessonDraft
from retro.paths import config_folder, state_folder
from retro.sealing import device_key, is_sealed
from tests.conftest import noon
from tests.journals.earlier import OLD_JOURNALS, unpack
from tests.journals.filling import fill

NEEDLE = "The moose of Trondheim eats waffles"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A journal with something in every table."""
    path = tmp_path / "journal.db"
    fill(path)
    with Journal.open(path, clock=noon) as opened:
        opened.lessons.add(LessonDraft(NEEDLE, f"{NEEDLE}, daily."))
    return path


@pytest.fixture
def encrypting() -> Path:
    """The user has set that backups are encrypted."""
    config = config_folder() / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("[backups]\nencrypt = true\n")
    return config


def lines(path: Path) -> list[str]:
    return list(dump(path))


def files_below(*folders: Path) -> Iterator[Path]:
    return (path for folder in folders for path in folder.rglob("*") if path.is_file())


@pytest.mark.usefixtures("encrypting")
def test_it_holds_all_and_brings_all_back(journal: Path) -> None:
    before = lines(journal)
    made = make_backup(journal, Reason.ASKED, noon)
    assert made.path.name.endswith("-asked.age")
    assert is_sealed(made.path)
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert text_of(made.path).splitlines(keepends=True) == before
    with Journal.open(journal, clock=noon) as opened:
        opened.lessons.add(LessonDraft("Later"))
    kept = restore(journal, made.path, noon)
    assert lines(journal) == before
    assert kept is not None
    assert is_sealed(kept.path)
    restore(journal, kept.path, noon)
    assert any("Later" in line for line in lines(journal))


@pytest.mark.usefixtures("encrypting")
def test_where_the_journal_is_gone_it_takes_its_place(journal: Path) -> None:
    before = lines(journal)
    made = make_backup(journal, Reason.DAILY, noon)
    for path in journal.parent.glob("journal.db*"):
        path.unlink()
    restore(journal, made.path, noon)
    assert lines(journal) == before


@pytest.mark.usefixtures("encrypting")
def test_not_a_byte_of_it_is_on_the_disk_as_it_is(
    journal: Path, a_home_of_its_own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it is made, what is opened by SQLite is the journal, for reading, or in memory."""
    opened: list[str] = []
    usual = sqlite3.connect

    def connect(address: str, *more: object, **named: object) -> object:
        opened.append(str(address))
        made_so_far = files_below(journal.parent / "backups")
        assert not [path for path in made_so_far if NEEDLE.encode() in path.read_bytes()]
        return usual(address, *more, **named)  # type: ignore[call-overload]

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect)
        made = make_backup(journal, Reason.ASKED, noon)
    assert opened
    assert all(each == ":memory:" or each.endswith("mode=ro") for each in opened), opened
    assert NEEDLE in text_of(made.path)
    for path in files_below(journal.parent / "backups", a_home_of_its_own):
        assert b"moose" not in path.read_bytes(), path


@pytest.mark.usefixtures("encrypting")
def test_also_those_that_nobody_asks_for_are_encrypted(journal: Path) -> None:
    for reason in (Reason.DAILY, Reason.MIGRATION, Reason.MERGE):
        assert is_sealed(make_backup(journal, reason, noon).path)
    assert {each.path.suffix for each in backups(journal)} == {".age"}


@pytest.mark.usefixtures("encrypting")
@pytest.mark.parametrize("old", OLD_JOURNALS, ids=lambda old: old.name)
def test_before_a_migration_an_older_journal_is_kept_encrypted(old: Path, tmp_path: Path) -> None:
    path = unpack(old, tmp_path / "old.db")
    before = lines(path)
    Journal.open(path, clock=noon).close()
    [made] = backups(path)
    assert made.reason is Reason.MIGRATION
    assert is_sealed(made.path)
    assert text_of(made.path).splitlines(keepends=True) == before
    now = lines(path)
    restore(path, made.path, noon)
    assert lines(path) == now


def test_one_can_be_asked_for_and_is_found_by_its_name(journal: Path, tmp_path: Path) -> None:
    made = make_backup(journal, Reason.ASKED, noon, encrypt=True)
    assert find_backup(journal, made.name) == made.path
    assert find_backup(journal, "20240515") == made.path
    again = make_backup(journal, Reason.ASKED, noon, encrypt=True)
    assert again.path != made.path
    assert {each.path for each in backups(journal)} == {made.path, again.path}
    mine = make_backup(journal, Reason.ASKED, noon, encrypt=True, to=tmp_path / "mine.age")
    assert find_backup(journal, str(mine.path)) == mine.path


@pytest.mark.usefixtures("encrypting")
def test_old_ones_are_thinned_out_like_the_others(journal: Path) -> None:
    days = range(12)
    for day in days:
        make_backup(journal, Reason.DAILY, lambda day=day: noon() - dt.timedelta(days=day))  # type: ignore[misc]
    gone = thin_out(journal)
    assert gone
    assert len(gone) == len(days) - len(backups(journal))


def test_without_its_key_or_with_another_it_stays_closed(journal: Path) -> None:
    made = make_backup(journal, Reason.ASKED, noon, encrypt=True)
    key = state_folder() / "sync.key"
    content = key.read_text()
    key.unlink()
    with pytest.raises(JournalUnusable, match="key of this device is missing"):
        restore(journal, made.path, noon)
    assert not key.exists()
    device_key(state_folder())
    with pytest.raises(JournalUnusable, match="made for another key"):
        restore(journal, made.path, noon)
    key.write_text(content)
    sealed = bytearray(made.path.read_bytes())
    sealed[-1] ^= 1
    made.path.write_bytes(sealed)
    with pytest.raises(JournalUnusable, match="was changed"):
        restore(journal, made.path, noon)


def test_another_key_that_is_named_opens_it_and_the_dump_in_it_can_be_loaded(
    journal: Path, encrypting: Path, tmp_path: Path
) -> None:
    paper = pyrage.x25519.Identity.generate()
    encrypting.write_text(f'[backups]\nencrypt = true\nrecipients = ["{paper.to_public()}"]\n')
    made = make_backup(journal, Reason.ASKED, noon)
    text = pyrage.decrypt(made.path.read_bytes(), [paper]).decode()
    load(text.splitlines(keepends=True), tmp_path / "new.db")
    assert lines(tmp_path / "new.db") == lines(journal)


def test_a_key_that_is_none_keeps_a_backup_from_being_made(journal: Path, encrypting: Path) -> None:
    encrypting.write_text('[backups]\nencrypt = true\nrecipients = ["age1nonsense"]\n')
    with pytest.raises(UsageProblem, match="no public key"):
        make_backup(journal, Reason.ASKED, noon)
    assert backups(journal) == []
    assert list(files_below(journal.parent / "backups")) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("encrypt = 1", "encrypt is true or false"),
        ('recipients = "age1x"', "a list of public keys"),
        ('recipients = ["ssh-rsa x"]', "a list of public keys"),
        ("often = true", "knows no “often”"),
    ],
)
def test_what_is_set_wrongly_is_said_and_nothing_is_written_plain(
    journal: Path, encrypting: Path, text: str, sentence: str
) -> None:
    encrypting.write_text(f"[backups]\n{text}\n")
    with pytest.raises(UsageProblem, match=sentence):
        make_backup(journal, Reason.ASKED, noon)
    assert backups(journal) == []


@pytest.mark.usefixtures("encrypting")
def test_purging_takes_lessons_out_of_them_too(journal: Path) -> None:
    with Journal.open(journal, clock=noon) as opened:
        [lesson_id] = [
            row["id"] for row in opened._connection.rows("SELECT id FROM lessons WHERE title = ?", (NEEDLE,))
        ]
        made = make_backup(journal, Reason.ASKED, noon)
        purged = opened.purging.purge([lesson_id])
        assert [each.path for each in purged.holding] == [made.path]
        assert NEEDLE in text_of(made.path)
        purged = opened.purging.purge([lesson_id], with_backups=True)
        assert [each.path for each in purged.purged_backups] == [made.path]
        assert purged.is_complete
    assert "moose" not in text_of(made.path)
    assert made.path.stat().st_mode & 0o777 == 0o600
    with opened_backup(made.path) as copy:
        assert copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"


def test_purging_names_those_that_it_cannot_open(journal: Path) -> None:
    make_backup(journal, Reason.ASKED, noon, encrypt=True)
    (state_folder() / "sync.key").unlink()
    with Journal.open(journal, clock=noon) as opened:
        lesson = opened.lessons.add(LessonDraft("Gone")).lesson
        purged = opened.purging.purge([lesson.id])
    assert len(purged.locked) == 1
    assert not purged.is_complete
