"""Other engines over the same lessons, to measure beside retro: FTS5 alone, tantivy, and fzf.

Not a benchmark itself; ``search_quality.py`` and ``search_speed.py`` use it. Each anchor is a search from a
text to the positions of records, best first. tantivy and fzf (from PyPI's ``iterfzf``) are in the dependency
group ``bench``; where one is not installed it is left out.
"""

import fcntl
import json
import os
import pty
import re
import signal
import socket
import struct
import subprocess
import tempfile
import termios
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from retro.journal import Journal
from retro.journal.folding import tokens

Search = Callable[[str], Sequence[int]]
Record = dict[str, Any]


def fts5_alone(journal: Journal, limit: int = 20) -> Search:
    """All words, the last as a beginning, ranked by bm25; gives rows of the journal."""
    connection = journal._connection

    def search(text: str) -> list[int]:
        words = tokens(text)
        if not words:
            return []
        expression = " AND ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
        rows = connection.rows(
            "SELECT rowid FROM lesson_index WHERE lesson_index MATCH ? ORDER BY rank LIMIT ?",
            (expression, limit),
        )
        return [row[0] for row in rows]  # type: ignore[index]

    return search


def tantivy_fuzzy(records: Sequence[Record], limit: int = 20) -> Search | None:
    """Every word with one typo, the last as a beginning."""
    try:
        import tantivy  # noqa: PLC0415 - it may not be there
    except ImportError:
        return None
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("place", stored=True)
    for field in ("title", "body"):
        builder.add_text_field(field, stored=False)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer()
    for place, record in enumerate(records):
        document = tantivy.Document(title=str(record["title"]), body=str(record["body"]))
        document.add_integer("place", place)
        writer.add_document(document)
    writer.commit()
    index.reload()
    searcher = index.searcher()
    should, must = tantivy.Occur.Should, tantivy.Occur.Must

    def fuzzy(field: str, word: str, *, last: bool) -> Any:
        distance = 1 if len(word) > 3 else 0
        return tantivy.Query.fuzzy_term_query(schema, field, word, distance=distance, prefix=last)

    def search(text: str) -> list[int]:
        words = tokens(text)
        parts = [
            tantivy.Query.boolean_query(
                [(should, fuzzy(field, word, last=place == len(words) - 1)) for field in ("title", "body")]
            )
            for place, word in enumerate(words)
        ]
        if not parts:
            return []
        found = searcher.search(tantivy.Query.boolean_query([(must, part) for part in parts]), limit)
        return [searcher.doc(address)["place"][0] for _, address in found.hits]

    return search


def _fzf() -> Path | None:
    try:
        import iterfzf  # noqa: PLC0415 - it may not be there
    except ImportError:
        return None
    return Path(iterfzf.__file__).with_name("fzf")


def _lines(records: Sequence[Record]) -> str:
    """A lesson a line, its position before a tab."""
    texts = (" ".join(f"{record['title']} {record['body']}".split()) for record in records)
    return "".join(f"{place}\t{text}\n" for place, text in enumerate(texts))


def fzf_filter(records: Sequence[Record], limit: int = 20) -> Search | None:
    """``fzf --filter``, a process each time, over lines in a file."""
    fzf = _fzf()
    if fzf is None:
        return None
    text = _lines(records).encode()

    def search(query: str) -> list[int]:
        command = [fzf, "--filter", query, "--delimiter", "\t", "--nth", "2.."]
        done = subprocess.run(command, input=text, capture_output=True, check=False)
        return [int(line.partition(b"\t")[0]) for line in done.stdout.split(b"\n", limit)[:limit] if line]

    return search


@contextmanager
def fzf_live(records: Sequence[Record]) -> Iterator[Search | None]:
    """fzf in a terminal of its own, told by ``--listen`` what is typed, as a person would see it.

    It says over HTTP which query it shows, but not when the rows below are those of the query. So each result
    moves its cursor to the last row, and each query starts from the first.
    """
    fzf = _fzf()
    if fzf is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder, "lines.txt")
        lines.write_text(_lines(records), encoding="utf-8")
        with socket.create_server(("localhost", 0)) as free:
            port: int = free.getsockname()[1]
        listening = f"--listen=localhost:{port} --delimiter='\t' --nth=2.. --bind=result:last"
        process, terminal = pty.fork()
        if not process:
            os.environ["TERM"] = "xterm-256color"
            os.execvp("sh", ["sh", "-c", f"exec {fzf} {listening} <{lines}"])  # noqa: S606
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        threading.Thread(target=_drain, args=(terminal,), daemon=True).start()
        try:
            yield _asker(port, len(records))
        finally:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _drain(terminal: int) -> None:
    """Take what is painted, or fzf would wait for it to be read."""
    with suppress(OSError):
        while os.read(terminal, 65536):
            continue


def _ask(port: int, method: str, body: str = "") -> bytes:
    """fzf answers one request a connection, and does not close it."""
    with socket.create_connection(("localhost", port), timeout=30) as connection:
        address = "/?limit=20" if method == "GET" else "/"
        head = f"{method} {address} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body.encode())}"
        connection.sendall(f"{head}\r\n\r\n{body}".encode())
        answer = connection.recv(65536)
        while length := re.search(rb"Content-Length: (\d+)", answer):
            if len(answer.partition(b"\r\n\r\n")[2]) >= int(length[1]):
                break
            answer += connection.recv(65536)
    return answer.partition(b"\r\n\r\n")[2]


def _until(port: int, seconds: float, done: Callable[[Record], bool]) -> Record:
    """What fzf shows when ``done`` says so, or after some time."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            now: Record = json.loads(_ask(port, "GET"))
        except ConnectionError:  # it is not there yet
            now = {"reading": True, "query": None, "matches": []}
            time.sleep(0.02)
        if done(now) or time.monotonic() > deadline:
            return now
        time.sleep(0.0005)  # asking all the time would take a core from it


def _asker(port: int, size: int) -> Search:
    _until(port, 60, lambda now: not now["reading"] and now["totalCount"] >= size)
    before = ""

    def search(query: str) -> list[int]:
        nonlocal before
        text = re.sub(r"[()]", "", query)
        same, before = text.strip() == before.strip(), text  # then there is no new result
        _ask(port, "POST", f"first+change-query({text})")

        def shown(now: Record) -> bool:
            moved = same or now["position"] > 0 or now["matchCount"] < 2
            return bool(now["query"] == text and now["progress"] == 100 and moved)

        return [int(match["text"].partition("\t")[0]) for match in _until(port, 2, shown)["matches"]]

    return search
