"""How often the lesson that is meant is found: recall at 1 and at 10 by kind of query, anchors beside it.

    search_quality.py [--limit N] [CORPUS.jsonl [QUERIES.jsonl]]

The anchor that is always there is FTS5 alone (all words, the last one as a beginning, bm25). Without files it
measures the material beside the repository, or text that it makes up.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from search_corpus import fill, lessons, queries

from retro.journal import Journal
from retro.journal.folding import tokens
from retro.search import SearchEngine

# Kind -> the bars: recall at 1 and at 10, in per cent.
BARS = {
    "clean": (88, 99),
    "shuffle": (88, 99),
    "typo_one": (83, 99),
    "typo_all": (78, 98.5),
    "typo_two_in_longest": (72, 94),
    "prefix_last": (82, 98.5),
    "prefix_last_typo": (78, 97.5),
    "prefix_all": (73, 96),
    "joined": (98, 99.5),
    "split": (82, 99),
    "abbrev": (33, 80),
    "abbrev+word": (89, 97),
    "stem": (58, 95),
    "synonym_one": (39, 75),
    "doc_typo": (75, 96),
    "seed_hand": (85, 100),
    "seed_semantic": (42, 80),
}
Find = Callable[[str], Sequence[Any]]


def recall(find: Find, asked: list[dict[str, Any]]) -> dict[str, tuple[float, float, int]]:
    """Kind -> recall at 1 and at 10 in per cent, and how many queries."""
    ranks: dict[str, list[int]] = defaultdict(list)
    for query in asked:
        found = list(find(query["q"]))
        ranks[query["kind"]].append(found.index(query["target"]) if query["target"] in found else 99)
    return {
        kind: (
            100 * sum(rank == 0 for rank in each) / len(each),
            100 * sum(rank < 10 for rank in each) / len(each),
            len(each),
        )
        for kind, each in ranks.items()
    }


def typing_on(find: Find, asked: list[dict[str, Any]]) -> float:
    """Of the queries whose target came up while typing, the share that never lost it again, in per cent."""
    kept = came = 0
    for query in asked:
        seen = lost = False
        for end in range(1, len(query["q"]) + 1):
            there = query["target"] in find(query["q"][:end])
            lost = lost or (seen and not there)
            seen = seen or there
        came += seen
        kept += seen and not lost
    return 100 * kept / max(1, came)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", type=int, default=400, help="queries of each kind")
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("asked", nargs="?", type=Path)
    options = parser.parse_args()
    corpus = lessons(options.corpus)
    count: dict[str, int] = defaultdict(int)
    asked = []
    for query in queries(corpus, options.asked):
        count[query["kind"]] += 1
        if count[query["kind"]] <= options.limit:
            asked.append(query)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        ids = fill(path, corpus)
        with Journal.open(path) as journal:
            measure(journal, ids, asked)


def measure(journal: Journal, ids: dict[str, Any], asked: list[dict[str, Any]]) -> None:
    """Measure one journal."""
    engine = SearchEngine(journal)
    connection = journal._connection

    def retro(text: str) -> list[Any]:
        return [ids[hit.lesson.id] for hit in engine.find(text).page(0, 10)]

    def fts5(text: str) -> list[Any]:
        words = tokens(text)
        expression = (
            " AND ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*']) if words else '""'
        )
        rows = connection.rows(
            "SELECT id FROM lesson_index JOIN lessons ON number = lesson_index.rowid"
            " WHERE lesson_index MATCH ? ORDER BY rank LIMIT 10",
            (expression,),
        )
        return [ids[row["id"]] for row in rows]

    ours, plain = recall(retro, asked), recall(fts5, asked)
    print(f"{'kind':<22}{'n':>5}   {'retro':>13}   {'FTS5':>13}   {'bar':>9}")
    for kind, (first, page, number) in ours.items():
        bar = BARS.get(kind)
        missed = "" if bar is None or (first >= bar[0] and page >= bar[1]) else "   missed"
        shown = "" if bar is None else f"{bar[0]:>4} /{bar[1]:>5}"
        print(
            f"{kind:<22}{number:>5}   {first:5.1f} / {page:5.1f}"
            f"   {plain[kind][0]:5.1f} / {plain[kind][1]:5.1f}   {shown}{missed}"
        )
    clean = [query for query in asked if query["kind"] in ("clean", "seed_hand")][:400]
    print(f"typing on never loses the target: {typing_on(retro, clean):.1f} % of {len(clean)} (bar 99)")


if __name__ == "__main__":
    main()
