"""Journals for tests: real files, in folders of their own, with a clock that stands still."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from retro.journal import Journal, connection, opening
from retro.journal.library import encrypts
from tests.encrypting import ENCRYPTED, begin, encrypt

# Real files and real SQLite vary too much in time for a deadline to mean anything.
settings.register_profile(
    "retro", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("retro")

if ENCRYPTED:
    encrypts()  # before a test module asks the library for anything

NOON = dt.datetime(2024, 5, 15, 12, 0, tzinfo=dt.UTC)


def noon() -> dt.datetime:
    """A clock that stands still."""
    return NOON


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With encryption on, leave out what is about plain files; without it, what is about encrypted ones."""
    left_out = [item for item in items if item.get_closest_marker("plain" if ENCRYPTED else "encrypted")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test may see, let alone touch, the journal of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("RETRO_JOURNAL", "VISUAL", "EDITOR", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    return home


@pytest.fixture(autouse=True, scope="session")
def new_journals_are_copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """In the tests' own process a new journal is a copy of one that was made as all are.

    Thousands of tests want one, and each would run every migration. Processes of their own make theirs in the
    usual way.
    """
    made = tmp_path_factory.mktemp("new") / "journal.db"
    made.touch()
    migrate = opening._migrate
    migrate(made)
    if ENCRYPTED:
        encrypt(made)
        begin(made)
    empty = made.read_bytes()

    def copied(path: Path) -> None:
        if path.exists() and path.stat().st_size:
            migrate(path)
        else:
            path.write_bytes(empty)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_migrate", copied)
        yield


@pytest.fixture
def journal_path(tmp_path: Path) -> Path:
    """Where a test's journal may be."""
    return tmp_path / "journal.db"


@pytest.fixture
def journal(journal_path: Path) -> Iterator[Journal]:
    """A new journal whose clock stands still."""
    with Journal.open(journal_path, clock=noon) as opened:
        yield opened


@pytest.fixture
def reopened(journal_path: Path) -> Iterator[Callable[[], Journal]]:
    """Opens the test's journal again, as a later run would."""
    opened: list[Journal] = []

    def open_again() -> Journal:
        opened.append(Journal.open(journal_path, clock=noon))
        return opened[-1]

    yield open_again
    for each in opened:
        each.close()


@pytest.fixture(params=["wal", "truncate"])
def journal_mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of keeping what is being written: an SQLite before 3.51.3 is given a rollback journal."""
    monkeypatch.setattr(connection, "_WAL_SAFE", (3,) if request.param == "wal" else (99,))
    return str(request.param)


def names_in(folder: Path) -> set[str]:
    """The files of a folder, without the rollback journals in which nothing is any more."""
    return {
        path.name
        for path in folder.iterdir()
        if not (path.name.endswith("-journal") and path.stat().st_size == 0)
    }
