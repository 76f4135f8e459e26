"""Keys of encrypted journals, and texts that are sealed for one."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.encryption import keys, texts
from retro.encryption.keys import PAGE, Key, is_encrypted, key_of, remember
from retro.encryption.pages import fits
from retro.encryption.texts import notes_of, salt_of_sealed, seal, sealed_with, unsealed, write_notes
from retro.errors import JournalLocked
from retro.heads import head, hold, let_go

KEYS = st.builds(Key, st.binary(min_size=32, max_size=32), st.binary(min_size=16, max_size=16))


@pytest.fixture(autouse=True)
def knowing_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test learns is no other's."""
    monkeypatch.setattr(keys, "_known", {})
    monkeypatch.setattr(keys, "_ask", keys._nobody)
    monkeypatch.setattr(texts, "_own", None)


@pytest.fixture
def key() -> Key:
    return Key(os.urandom(32), os.urandom(16))


@pytest.fixture
def encrypted(tmp_path: Path, key: Key) -> Path:
    """A file that looks like an encrypted journal of the key."""
    path = tmp_path / "journal.db"
    path.write_bytes(key.salt + os.urandom(PAGE * 3 - 16))
    return path


@given(KEYS)
def test_a_key_reads_back_what_it_writes(key: Key) -> None:
    assert Key.parse(key.raw) == key
    assert key.secret.hex() not in repr(key)


@given(st.text(max_size=110))
def test_a_passphrase_is_no_key(text: str) -> None:
    found = Key.parse(text)
    assert found is None or found.raw == text.lower()


@given(KEYS, st.binary(max_size=3000))
def test_a_text_comes_back_by_its_key_alone(key: Key, text: bytes) -> None:
    sealed = sealed_with(text, key)
    assert salt_of_sealed(sealed) == key.salt
    assert len(text) < 4 or text not in sealed
    keys._known.clear()
    with pytest.raises(JournalLocked):
        unsealed(sealed)
    remember(key)
    assert unsealed(sealed) == text


@given(st.binary(max_size=200))
def test_what_was_never_sealed_is_left_as_it_is(text: bytes) -> None:
    if salt_of_sealed(text) is None:
        assert unsealed(text) == text


def test_a_text_that_was_changed_is_refused(key: Key) -> None:
    remember(key)
    sealed = bytearray(sealed_with(b"Boil the frog", key))
    sealed[-1] ^= 1
    for broken in (sealed, sealed[:-2], sealed[:60], sealed[:-1] + b"\0\0"):
        with pytest.raises(JournalLocked, match="cannot be decrypted"):
            unsealed(bytes(broken))


@pytest.mark.parametrize("recipient", ["", "00", "x", "age1x", "\u0661" * 64])
def test_a_public_key_that_is_none_is_as_if_there_were_none(
    encrypted: Path, key: Key, recipient: str
) -> None:
    notes = {"recipients": {key.salt.hex(): recipient}, "keyring": False}
    encrypted.with_name("journal.db-key").write_text(json.dumps(notes))
    with pytest.raises(JournalLocked, match="nothing is known here"):
        seal(b"Boil the frog", encrypted)


def test_a_text_is_sealed_by_the_public_key_where_the_key_is_not_known(encrypted: Path, key: Key) -> None:
    with pytest.raises(JournalLocked, match="nothing is known here"):
        seal(b"Boil the frog", encrypted)
    write_notes(encrypted, key, keyring=False)
    sealed = seal(b"Boil the frog", encrypted)
    assert b"frog" not in sealed
    remember(key)
    assert unsealed(sealed, encrypted) == b"Boil the frog"


def test_the_text_of_a_plain_journal_stays_plain(tmp_path: Path) -> None:
    plain = tmp_path / "journal.db"
    assert seal(b"Boil the frog", plain) == b"Boil the frog"  # there is none
    plain.write_bytes(b"SQLite format 3\0" + bytes(4080))
    assert seal(b"Boil the frog", plain) == b"Boil the frog"
    assert seal(b"Boil the frog") == b"Boil the frog"


def test_a_text_without_a_journal_is_sealed_as_the_process_s_own(encrypted: Path, key: Key) -> None:
    remember(key)
    texts.belongs_to(encrypted)
    assert salt_of_sealed(seal(b"Boil the frog")) == key.salt


def test_notes_hold_no_secret_and_may_be_missing_or_broken(encrypted: Path, key: Key) -> None:
    assert notes_of(encrypted) == ({}, None)
    write_notes(encrypted, key, keyring=True)
    assert notes_of(encrypted).keyring is True
    file = encrypted.with_name("journal.db-key")
    assert key.secret.hex() not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    for broken in (b"\xff", b"[]", b"{}", b'{"recipients": 1, "keyring": true}'):
        file.write_bytes(broken)
        assert notes_of(encrypted) == ({}, None)
    write_notes(encrypted, None)
    assert not file.exists()


@pytest.mark.parametrize(
    ("content", "so"),
    [
        (b"", False),
        (b"short", False),
        (b"SQLite format 3\0" + os.urandom(PAGE - 16), False),
        (bytes(PAGE), False),
        (b"A text as people write it. " * 500, False),
        (os.urandom(PAGE + 1), False),
        (os.urandom(PAGE), True),
        (os.urandom(PAGE * 5), True),
    ],
    ids=("nothing", "short", "plain", "zeros", "text", "half a page", "a page", "pages"),
)
def test_an_encrypted_journal_is_whole_pages_of_noise(tmp_path: Path, content: bytes, so: bool) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert is_encrypted(path) is so


def test_a_key_is_asked_for_once(encrypted: Path, key: Key) -> None:
    asked: list[Path] = []

    def ask(path: Path) -> Key:
        asked.append(path)
        return key

    with pytest.raises(JournalLocked):
        key_of(encrypted)
    keys.asks_by(ask)
    assert key_of(encrypted) == key_of(encrypted) == key
    assert asked == [encrypted]
    assert key_of(encrypted.with_name("none.db")) is None


def test_noise_fits_no_key(encrypted: Path, key: Key) -> None:
    assert not fits(key, encrypted)


def test_the_descriptor_of_a_file_in_use_is_kept_until_it_is_let_go(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"Boil the frog")

    def open_files() -> int:
        return sum(each.resolve() == path for each in Path("/proc/self/fd").iterdir())

    assert head(path, 4) == b"Boil"
    which = hold(path)
    assert which is not None
    assert head(path, 4) == head(path, 4) == b"Boil"
    if Path("/proc/self/fd").exists():
        assert open_files() == 1
    path.write_bytes(b"Other")
    assert head(path, 4) == b"Othe"
    let_go(which)
    if Path("/proc/self/fd").exists():
        assert open_files() == 0
    assert hold(tmp_path / "none") is None
