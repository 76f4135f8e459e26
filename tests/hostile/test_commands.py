"""Whatever stands in a journal, a file, a name, a variable or on the command line: no command lets it act."""

import itertools
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from retro.journal import Journal
from tests.hostile.commands import CALLS, TYPED, paths
from tests.hostile.files import hostile_folder, hostile_posts
from tests.hostile.filled import filled
from tests.hostile.ptys import Calls, Done
from tests.hostile.reading import foreign
from tests.hostile.strings import COUNT, hostile_strings, on_a_command_line

EDITOR = """
import pathlib, sys
path = pathlib.Path(sys.argv[1])
path.write_bytes(b"kind: \\x1b[8m\\n\\n# \\x1b]0;x\\x07 \\x9b8m\\n\\n" + path.read_bytes())
"""


REFUSED = (("-h",), ("--H",), ("--journal", "NEW"), ("--journal", "FILE"))
"""What every command can be told besides."""

LISTING = ("list", "show", "search", "companies", "themes", "people", "searches", "dump", "path", "doctor")
"""What is asked of all strings at once; the rest does its work on some of them."""


_PLACES = {"NAME": 0, "OTHER": 1, "NAME2": 2}


class Room:
    """A folder with a name of its own kind, a journal in it, and what commands are given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "\x1b]0;x\x07 \u202e\x9b8m"
        self.folder.mkdir()
        self.journal = self.folder / "j\x1b[8m\u2066.db"
        self.ids: list[str] = []
        self.known: dict[str, list[str]] = {}
        self.texts = itertools.cycle(hostile_strings(2_000, seed=2))
        self._new = itertools.count()
        self.places = {
            "DIR": hostile_folder(self.folder),
            "POSTS": hostile_posts(self.folder),
            "FILE": self.folder / "no journal\x1b[8m",
        }
        self.places["COPY"] = self.folder / "copy\x1b[8m.db"
        filled(self.places["COPY"], 300, names=80)
        self.places["FILE"].write_bytes(b"\x1b[8m\x9b8m is no journal")

    def fill(self, count: int, *, names: int) -> None:
        """Make the journal, and learn what there is in it."""
        self.ids = filled(self.journal, count, names=names)
        with Journal.open(self.journal) as journal:
            self.known = {
                "companies": [each.name for each in journal.companies.all()],
                "themes": [each.name for each in journal.themes.all()],
                "people": [each.name for each in journal.people.all()],
            }

    def words(self, sort: str, call: tuple[str, ...], ids: Iterator[str]) -> Iterator[str | bytes]:
        """The words of a call as a program is given them."""
        for word in call:
            if word == "IDS":
                yield from self.ids
            elif word == "ID":
                yield next(ids)
            elif word == "NEW":
                yield str(self.folder / f"new\x1b[8m{next(self._new)}")
            elif word == "KEPT":
                yield next((Path(os.environ["XDG_STATE_HOME"]) / "retro" / "unsaved").glob("*.md")).stem
            elif word in self.places:
                yield str(self.places[word])
            elif word in _PLACES:
                yield self.known[sort][_PLACES[word]]
            elif "H" in word and word != "H":
                yield word.replace("H", next(self.texts))
            else:
                yield on_a_command_line(next(self.texts)) if word == "H" else word


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.fixture
def call(room: Room, tmp_path: Path) -> Iterator[Calls]:
    editor = tmp_path / "editor.py"
    editor.write_text(EDITOR)
    environment = {"EDITOR": f"{sys.executable} {editor}", "BROWSER": "true %s", "PAGER": "cat"}
    with Calls(room.folder, {"RETRO_JOURNAL": str(room.journal), **environment}) as calls:
        yield calls


def complaints(what: object, done: Done) -> Iterator[str]:
    """What is wrong with what a command wrote."""
    for each in foreign(done.terminal):
        yield f"{what}: {each}"
    for each in foreign(done.piped):
        yield f"{what}, piped: {each}"
    if b"Traceback" in done.terminal or b"bug in retro" in done.terminal:
        yield f"{what}: {done.terminal[-500:]!r}"
    if done.code not in (*range(5), 130):
        yield f"{what}: code {done.code}, {done.terminal[-500:]!r}"


def test_every_command_is_called_here() -> None:
    assert set(CALLS) == set(paths())


def exercise(room: Room, call: Calls, names: Iterable[str]) -> None:
    """Call commands in every way, with help and errors, and look at each byte that they write."""
    wrong: list[str] = []
    ids = itertools.cycle(room.ids)
    for name in names:
        for words in (*CALLS[name], *REFUSED):
            given = tuple(room.words(name.split()[0], words, ids))
            piped = bool({"--plain", "--json"} & set(words))

            done = call(*name.split(), *given, piped=piped, typed=TYPED.get(name, ()))
            wrong += complaints((name, *words), done)
    assert not wrong, "\n".join(wrong)


def test_no_string_of_ten_thousand_steers_a_terminal_that_lists_them(room: Room, call: Calls) -> None:
    names = 320
    room.fill(COUNT, names=names)
    exercise(room, call, [name for name in CALLS if name in LISTING])
    shown = call("show", *room.ids).terminal.decode()
    # They do arrive: each text of a lesson has its number before what is hostile in it.
    numbers = {text.split()[0] for text in itertools.islice(hostile_strings(), names, None)}
    assert len(numbers - set(re.findall("[0-9a-f]+", shown))) < COUNT / 20
    assert shown.count("␛") > COUNT / 4


def test_nothing_that_any_command_prints_steers_the_terminal(room: Room, call: Calls) -> None:
    room.fill(700, names=80)
    exercise(room, call, [name for name in CALLS if name not in LISTING])
