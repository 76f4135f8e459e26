"""Files that are made to hurt: a clear sentence, bounded memory, and nothing written anywhere."""

import io
import json
import os
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from retro.posts.finding import find_posts, read_posts
from retro.posts.importers import FORMATS, Format
from tests.posts.importers.reading import at, given, options, read

LONG = 20_000_000
"""Bytes of one line; as with a hundred million, only sooner."""

LINES: dict[str, bytes] = {
    "journal.txt": b"[2023-10-19 21:07] Title\n",
    "notes.org": b"* Title\n",
    "notes2.org": b"* Title *",
    "table.csv": b"Title,Text\nA,",
    "quoted.csv": b'Title,Text\nA,"',
    "table.jsonl": b'{"title": "',
    "list.json": b'[{"title": "',
    "dayone.json": b'{"entries": [{"creationDate": "x", "uuid": "u"}, "',
    "jrnl.json": b'{"entries": [{"title": "", "body": "", "date": "", "time": ""}, "',
    "note.md": b"---\nupdated: 2020-01-01 00:00Z\ncreated: 2020-01-01 00:00Z\n---\n",
    "entry.md": b"---\ntitle: T\ndate: 2020-01-01\nbody: |\n\t",
    "entry.doentry": b"<plist>Entry Text Creation Date",
}
FILLINGS = {
    "letters": b"a",
    "zeros": b"\0",
    "spaces": b" ",
    "no UTF-8": b"\xff",
    "brackets": b"[",
    "commas": b",",
}


@pytest.mark.parametrize("filling", FILLINGS)
@pytest.mark.parametrize("name", LINES)
def test_one_line_without_end(tmp_path: Path, name: str, filling: str) -> None:
    path = tmp_path / name
    path.write_bytes(LINES[name] + FILLINGS[filling] * LONG)
    [file] = read_posts([str(path)])
    assert file.format is not None
    assert file.given is not None
    tracemalloc.start()
    try:
        found = list(file.format.read(file.given, options()))
        assert found
        # A window of 16 MiB of JSON, or an entry's 4 MiB, at up to four bytes a character, a few times over.
        assert tracemalloc.get_traced_memory()[1] < 260_000_000
    finally:
        tracemalloc.stop()
    assert [child.name for child in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 5_000,
        b"\xff\xfe\x00",
        bytes(range(256)) * 40,
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"entries": ' + b"[" * 100_000,
        b"PK\x03\x04" + b"\0" * 100,
        b"SQLite format 3\0" + b"\xff" * 5_000,
        b"<plist>" + b"<dict>" * 50_000,
        "\ufeff\u202e\u2028*\r[\u0085]: ,\t\"'\n".encode() * 100,
    ],
    ids=["empty", "zeros", "mark", "bytes", "lists", "maps", "entries", "zip", "sqlite", "plist", "signs"],
)
def test_no_format_fails_on_anything(tmp_path: Path, form: Format, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    form.recognises(at(path))
    read(at(path), form=form)
    read(given(content), form=form)
    assert [child.name for child in tmp_path.iterdir()] == ["x"]


def archive_of(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return target.getvalue()


ENTRIES = json.dumps(
    {"entries": [{"creationDate": "2023-10-19T12:00:00Z", "uuid": "u", "text": "Text"}]}
).encode()
ARCHIVES: dict[str, Callable[[], bytes]] = {
    "names that lead out": lambda: archive_of({"../../../../tmp/x.json": ENTRIES, "C:/x.json": ENTRIES}),
    "an archive in an archive": lambda: archive_of({"inner.zip": archive_of({"x.json": ENTRIES})}),
    "many files": lambda: archive_of({f"{number}.json": b"{}" for number in range(1_000)}),
    "a file of spaces": lambda: archive_of({"x.json": ENTRIES[:-2] + b" " * 50_000_000 + b"]}"}),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_archives(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(ARCHIVES[name]())
    form = next(form for form in FORMATS if form.name == "dayone-zip")
    assert len(read(at(path), form=form)) < 300
    assert [child.name for child in tmp_path.iterdir()] == ["x.zip"]


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "folder.zip").mkdir()
    (tmp_path / "loop.org").symlink_to("loop.org")
    (tmp_path / "outside.json").symlink_to("/etc/passwd")
    (tmp_path / "up").symlink_to("..")
    passed_over: list[str] = []
    found = find_posts([tmp_path], passed_over)
    [loop] = read_posts(found)
    assert "Too many levels of symbolic links" in loop.problem
    assert passed_over == [str(tmp_path / "pipe.json")]
    [file] = read_posts([str(tmp_path / "pipe.json")])
    assert file.problem == f"{tmp_path / 'pipe.json'} is no regular file; it was left out."
