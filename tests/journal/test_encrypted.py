"""What only an encrypted journal can do wrong; the rest is in tests that are run with encryption on, too."""

from pathlib import Path

import pytest

from retro.encryption.keys import Key, is_encrypted, remember
from retro.errors import JournalUnusable
from retro.journal import Journal
from retro.journal.backups import backups
from retro.journal.connection import SCHEMA_VERSION, connect
from retro.journal.encrypting import Recoded, has_key, recode, recode_backups, recode_file
from retro.model import LessonDraft
from tests.conftest import noon
from tests.encrypting import KEY
from tests.journals.earlier import OLD_JOURNALS, unpack

pytestmark = pytest.mark.encrypted

OTHER = Key(bytes(range(50, 82)), bytes(range(16)))


@pytest.mark.parametrize("old", OLD_JOURNALS, ids=lambda path: path.name)
def test_an_earlier_retros_is_brought_up_to_date_and_kept_encrypted(tmp_path: Path, old: Path) -> None:
    path = unpack(old, tmp_path / "journal.db")
    recode_file(path, KEY)
    with Journal.open(path, clock=noon) as journal:
        assert journal._connection.value("PRAGMA user_version") == SCHEMA_VERSION
        assert journal.lessons.count()
    assert is_encrypted(path)
    assert [is_encrypted(each.path) for each in backups(path)] == [True]


def test_a_backup_that_is_damaged_stays_as_it_is_and_is_told(journal_path: Path, tmp_path: Path) -> None:
    Journal.open(journal_path, clock=noon).close()
    broken = tmp_path / "backups" / "journal-20240515T120000Z-daily.db"
    broken.parent.mkdir(exist_ok=True)
    broken.write_bytes(b"SQLite format 3\0 but damaged")
    report = Recoded()
    recode_backups(journal_path, KEY, report)
    assert [path for path, _ in report.left] == [broken]
    assert broken.read_bytes() == b"SQLite format 3\0 but damaged"


def test_a_journal_that_is_in_use_is_not_written_anew(journal_path: Path) -> None:
    with Journal.open(journal_path, clock=noon) as journal:
        journal.lessons.add(LessonDraft("Boil the frog"))
        with pytest.raises(JournalUnusable, match=r"has .* open; nothing was changed"):
            recode(journal_path, OTHER)
        assert journal.lessons.count() == 1
    recode(journal_path, OTHER)
    assert has_key(journal_path, OTHER)
    with Journal.open(journal_path, clock=noon) as journal:
        assert journal.lessons.count() == 1


def test_a_damaged_journal_is_not_written_anew(journal_path: Path) -> None:
    with Journal.open(journal_path, clock=noon) as journal, journal.step("test"):
        for number in range(200):
            journal.lessons.add(LessonDraft(f"Lesson {number}", "Text. " * 100))
    content = bytearray(journal_path.read_bytes())
    half = len(content) // 8192 * 4096
    content[half : half + 40960] = bytes(40960)
    journal_path.write_bytes(content)
    with pytest.raises(JournalUnusable, match=r"damaged|cannot be used"):
        recode(journal_path, OTHER)
    assert journal_path.read_bytes()[half : half + 40960] == bytes(40960)
    assert not list(journal_path.parent.glob(".*.new*"))


def test_a_connection_with_another_key_reads_nothing(journal_path: Path) -> None:
    Journal.open(journal_path, clock=noon).close()
    remember(Key(OTHER.secret, KEY.salt))
    try:
        with pytest.raises(JournalUnusable), Journal.open(journal_path, clock=noon):
            pass
    finally:
        remember(KEY)
    connect(journal_path, writable=False).close()
