"""How fast search is: keystrokes, a cold start, building, one more lesson, memory, the size of the index.

    search_speed.py [--sizes 1000,10000,100000] [CORPUS.jsonl [QUERIES.jsonl]]

CPU time, because the machine may be shared; a keystroke is a search with 20 rows, spans and snippets. Beside
it stand FTS5 alone and, where they are installed, tantivy and fzf, which only find rows. fzf runs in a
process of its own with threads, so it is compared by wall-clock time.
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

from search_anchors import fts5_alone, fzf_filter, fzf_live, tantivy_fuzzy
from search_corpus import draft, fill, keystrokes, lessons, queries, recombined

from retro.journal import Journal
from retro.search import SearchEngine

BARS = {1_000: 4.5, 10_000: 7.0, 100_000: 15.0, 1_000_000: 50.0}
FZF_BARS = {10_000: 10, 100_000: 25}
"""How many times as long live fzf takes at the least, in the median."""

FZF_KEYSTROKES = 200
TYPED_KINDS = {"clean", "shuffle", "typo_one", "prefix_last", "seed_hand", "stem"}


def timed(
    work: Callable[[str], object], typed: list[str], clock: Callable[[], float] = time.process_time
) -> list[float]:
    """Milliseconds for each keystroke, of CPU unless another clock is given."""
    gc.collect()
    gc.freeze()
    taken = []
    for text in typed:
        began = clock()
        work(text)
        taken.append(1000 * (clock() - began))
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
    """Milliseconds of ``retro search`` with two typos and of bare imports, in turn: the least of 11."""
    environment = {**os.environ, "RETRO_JOURNAL": str(path)}

    def taken(*command: str) -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, *command], env=environment, capture_output=True, check=False)
        return 1000 * (time.perf_counter() - began)

    times = [
        (
            taken("-m", "retro", "search", "relaese trsut"),
            taken("-c", "import click, sqlite3, rapidfuzz.process"),
        )
        for _ in range(11)
    ]
    return min(search for search, _ in times), min(bare for _, bare in times)


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
            engine.warm()
            taken = timed(lambda text: engine.find(text).page(0, 20), typed)
            used = resident() - bare
            some = typed[:: max(1, len(typed) // FZF_KEYSTROKES)]
            waited = timed(lambda text: engine.find(text).page(0, 20), some, time.perf_counter)
        row("retro, 20 rows marked", taken, f"bar p95 {BARS.get(size, '')}, max 50")
        with Journal.open(path) as journal:
            row("FTS5 alone, rows only", timed(fts5_alone(journal), typed))
        anchors(records, typed, some, waited)
        index(path, records)
        print(f"  memory of an open engine {used:.0f} MB (bar 80 at 100,000)")
        search, imports = cold(path)
        print(f"  cold retro search {search:.0f} ms, bare imports {imports:.0f} ms: {search / imports:.2f} ×")


def anchors(records: list[dict[str, object]], typed: list[str], some: list[str], waited: list[float]) -> None:
    """tantivy for every keystroke, fzf for some, beside what retro took for the same by the same clock."""
    tantivy = tantivy_fuzzy(records)
    if tantivy is not None:
        row("tantivy, fuzzy, rows only", timed(tantivy, typed))
    row(f"retro, wall, {len(some)} of them", waited)
    ours = statistics.median(waited)
    with fzf_live(records) as live:
        if live is not None:
            taken = timed(live, some, time.perf_counter)
            bar = FZF_BARS.get(len(records))
            row(
                "fzf, live, wall",
                taken,
                f"{statistics.median(taken) / ours:.0f} × retro" + (f" (bar {bar})" if bar else ""),
            )
    filtered = fzf_filter(records)
    if filtered is not None:
        taken = timed(filtered, some[:20], time.perf_counter)
        row("fzf --filter, wall, 20", taken, f"{statistics.median(taken) / ours:.0f} × retro")


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
            journal.fulltext.near_duplicates(lesson, but=lesson.id)
            times.append((1000 * (added - began), 1000 * (time.perf_counter() - added)))
        add, duplicates = (statistics.median(each) for each in zip(*times, strict=True))
        print(f"  index built in {built:.2f} s, {size / text:.2f} × the text (bar 1.6)")
        print(f"  one more lesson {add:.2f} ms, its near duplicates {duplicates:.2f} ms (bar 3)")


if __name__ == "__main__":
    main()
