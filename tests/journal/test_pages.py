"""SQLite's file read page by page: the same rows as SQLite reads, and no error whatever is in it."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.journal import Journal
from retro.journal.connection import connect
from retro.journal.library import sqlite3
from retro.journal.pages import page_size, schema_pages, table_rows


def made(path: Path, rows: list[tuple[object, ...]]) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (number INTEGER PRIMARY KEY, a, b, c)")
        connection.executemany("INSERT INTO t (a, b, c) VALUES (?, ?, ?)", rows)
        connection.commit()
    return path.read_bytes()


def test_rows_are_those_that_sqlite_reads(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        (None, 1.5, "é" * 9000),
        (0, 1, -1),
        (2**40, -(2**60), ""),
        (300, "x" * 100_000, b"\x00\xff"),
    ]
    found = {
        number: tuple(values[1:])
        for number, values in table_rows(made(tmp_path / "x.db", rows))
        if len(values) == 4
    }
    assert found == dict(enumerate(rows, 1))


@pytest.mark.plain("reads the bytes of the file")
def test_the_schema_s_pages_hold_the_schema(tmp_path: Path) -> None:

    path = tmp_path / "journal.db"
    with Journal.open(path):
        pass
    with closing(connect(path, writable=True)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        texts = [
            row["sql"] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        ]
    content, size = path.read_bytes(), page_size(path.read_bytes())
    pages = schema_pages(content)
    assert len(pages) == len(set(pages))
    held = b"".join(content[(page - 1) * size : page * size] for page in pages)
    assert all(text[:40].encode() in held for text in texts)


@given(
    st.binary(min_size=512 * 3, max_size=512 * 4),
    st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 255))),
)
def test_whatever_is_in_a_file_is_passed_over(noise: bytes, marks: list[tuple[int, int]]) -> None:
    content = bytearray(b"SQLite format 3\x00\x02\x00\x01\x01\x00\x40\x20\x20" + noise)
    for at, byte in marks:
        content[at] = byte if at not in range(16, 21) else content[at]
    content[512] = content[1024] = 0x0D
    list(table_rows(bytes(content)))
