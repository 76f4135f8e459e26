"""How fast search is: keystrokes, a cold start, building, one more lesson, memory, the size of the index.

    search_speed.py [--sizes 1000,10000,100000] [CORPUS.jsonl [QUERIES.jsonl]]

CPU time, because the machine may be shared; a keystroke is a search with 20 rows, spans and snippets. Beside
it stands FTS5 alone (all words, the last one as a beginning, bm25), and tantivy where it is installed.
"""

import argparse
import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from search_corpus import draft, fill, keystrokes, lessons, queries, recombined

from retro.journal import Journal
from retro.journal.folding import tokens
from retro.search import SearchEngine

BARS = {1_000: 4.5, 10_000: 7.0, 100_000: 15.0, 1_000_000: 50.0}
TYPED_KINDS = {"clean", "shuffle", "typo_one", "prefix_last", "seed_hand", "stem"}


def timed(work: Callable[[str], object], typed: list[str]) -> list[float]:
    """Milliseconds of CPU for each keystroke."""
    gc.collect()
    gc.freeze()
    taken = []
    for text in typed:
        began = time.process_time()
        work(text)
        taken.append(1000 * (time.process_time() - began))
    gc.unfreeze()
    return taken


def row(name: str, taken: list[float], bar: str = "") -> None:
    """Print one line of percentiles."""
    ordered = sorted(taken)
    p50, p95, p99 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95, 0.99))
    print(f"  {name:<28}{p50:8.2f}{p95:8.2f}{p99:8.2f}{ordered[-1]:8.1f}   {bar}")


def resident() -> float:
    """Megabytes of memory in use."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def cold(path: Path) -> tuple[float, float]:
    """Milliseconds of a fresh ``retro search`` with two typos, and of bare imports; the least of seven."""
    environment = {**os.environ, "RETRO_JOURNAL": str(path)}

    def least(*command: str) -> float:
        times = []
        for _ in range(7):
            began = time.perf_counter()
            subprocess.run([sys.executable, *command], env=environment, capture_output=True, check=False)
            times.append(1000 * (time.perf_counter() - began))
        return min(times)

    return least("-m", "retro", "search", "relaese trsut"), least(
        "-c", "import click, sqlite3, rapidfuzz.process"
    )


def fts5_alone(path: Path) -> Callable[[str], object]:
    """All words, the last as a beginning, ranked by bm25; rows only."""
    connection = Journal.open(path)._connection

    def search(text: str) -> object:
        words = tokens(text)
        if not words:
            return None
        expression = " AND ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
        return connection.rows(
            "SELECT rowid FROM lesson_index WHERE lesson_index MATCH ? ORDER BY rank LIMIT 20", (expression,)
        )

    return search


def tantivy_fuzzy(records: list[dict[str, object]]) -> Callable[[str], object] | None:
    """Every word with one typo, the last as a beginning; None where tantivy is not installed."""
    try:
        import tantivy  # noqa: PLC0415 - it may not be there
    except ImportError:
        return None
    builder = tantivy.SchemaBuilder()
    for field in ("title", "body"):
        builder.add_text_field(field, stored=False)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer()
    for record in records:
        writer.add_document(tantivy.Document(title=str(record["title"]), body=str(record["body"])))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> object:
        words = tokens(text)
        parts = []
        for place, word in enumerate(words):
            either = [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.fuzzy_term_query(
                        schema,
                        field,
                        word,
                        distance=1 if len(word) > 3 else 0,
                        prefix=place == len(words) - 1,
                    ),
                )
                for field in ("title", "body")
            ]
            parts.append((tantivy.Occur.Must, tantivy.Query.boolean_query(either)))
        return searcher.search(tantivy.Query.boolean_query(parts), 20) if parts else None

    return search


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("asked", nargs="?", type=Path)
    options = parser.parse_args()
    corpus = lessons(options.corpus)
    asked = [query for query in queries(corpus, options.asked) if query["kind"] in TYPED_KINDS]
    for size in map(int, options.sizes.split(",")):
        measure(size, corpus, keystrokes(asked, options.queries))


def measure(size: int, corpus: list[dict[str, object]], typed: list[str]) -> None:
    """Measure one size of journal."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        records = list(recombined(corpus, size))
        fill(path, records)
        print(f"{size:,} lessons, {len(typed)} keystrokes, ms of CPU")
        print(f"  {'':<28}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}")
        bare = resident()
        with Journal.open(path) as journal:
            engine = SearchEngine(journal)
            engine.find("warm").page(0, 20)
            taken = timed(lambda text: engine.find(text).page(0, 20), typed)
            used = resident() - bare
        row("retro, 20 rows marked", taken, f"bar p95 {BARS.get(size, '')}, max 50")
        row("FTS5 alone, rows only", timed(fts5_alone(path), typed))
        other = tantivy_fuzzy(records)
        if other is not None:
            row("tantivy, fuzzy, rows only", timed(other, typed))
        index(path, records)
        print(f"  memory of an open engine {used:.0f} MB (bar 80 at 100,000)")
        search, imports = cold(path)
        print(f"  cold retro search {search:.0f} ms, bare imports {imports:.0f} ms: {search / imports:.2f} ×")


def index(path: Path, records: list[dict[str, object]]) -> None:
    """Building the index, its size, and what one more lesson costs."""
    with Journal.open(path) as journal:
        connection = journal._connection._sqlite
        began = time.perf_counter()
        connection.execute("INSERT INTO lesson_index (lesson_index) VALUES ('rebuild')")
        built = time.perf_counter() - began
        size = (
            connection.execute("SELECT sum(length(block)) FROM lesson_index_data").fetchone()[0]
            + connection.execute("SELECT sum(length(sz)) FROM lesson_index_docsize").fetchone()[0]
        )
        text = sum(
            len(str(record["title"]).encode()) + len(str(record["body"]).encode()) for record in records
        )
        times = []
        for record in records[:30]:
            began = time.perf_counter()
            lesson = journal.lessons.add(draft(record)).lesson
            added = time.perf_counter()
            journal.fulltext.near_duplicates(lesson)
            times.append((1000 * (added - began), 1000 * (time.perf_counter() - added)))
        add, duplicates = (statistics.median(each) for each in zip(*times, strict=True))
        print(f"  index built in {built:.2f} s, {size / text:.2f} × the text (bar 1.6)")
        print(f"  one more lesson {add:.2f} ms, its near duplicates {duplicates:.2f} ms (bar 3)")


if __name__ == "__main__":
    main()
