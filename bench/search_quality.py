"""How often the lesson that is meant is found: recall at 1 and at 10 by kind of query, anchors beside it.

    search_quality.py [--limit N] [CORPUS.jsonl [QUERIES.jsonl]]

The anchor that is always there is FTS5 alone; tantivy and fzf where they are installed. Without files it
measures the material beside the repository. Where there is none it is skipped: of text that is made up of the
same few sentences, nobody can say which lesson was meant.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from search_anchors import fts5_alone, fzf_filter, tantivy_fuzzy
from search_corpus import CORPUS, QUERIES, fill, lessons, queries

from retro.journal import Journal
from retro.search import SearchEngine

# Kind -> the bars, in per cent: recall at 1, the best of an anchor on the same queries (fzf on all, too),
# and at 10.
BARS = {
    "clean": (87, 99),
    "shuffle": (86, 99),
    "typo_one": (83, 99),
    "typo_all": (78, 98.5),
    "typo_two_in_longest": (72, 94),
    "prefix_last": (82, 98.5),
    "prefix_last_typo": (78, 97.5),
    "prefix_all": (73, 96),
    "joined": (97, 99.5),
    "split": (82, 99),
    "abbrev": (33, 80),
    "abbrev+word": (85, 97),
    "stem": (58, 95),
    "synonym_one": (39, 75),
    "doc_typo": (75, 96),
    "seed_hand": (85, 100),
    "seed_semantic": (42, 80),
}
FZF_QUERIES = 20
"""Of each kind: fzf takes 0.15 s for one at 10,000 lessons."""

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
    missing = [path for path in (options.corpus or CORPUS, options.asked or QUERIES) if not path.exists()]
    if missing:
        print(f"skipped: there is no {missing[0]}")
        return
    corpus = lessons(options.corpus)
    asked = first_of_each(queries(corpus, options.asked), options.limit)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        ids = fill(path, corpus)
        with Journal.open(path) as journal:
            measure(journal, ids, corpus, asked)


def measure(
    journal: Journal, ids: dict[str, Any], corpus: list[dict[str, Any]], asked: list[dict[str, Any]]
) -> None:
    """Measure one journal."""
    engine = SearchEngine(journal)

    def retro(text: str) -> list[Any]:
        return [ids[hit.lesson.id] for hit in engine.find(text).page(0, 10)]

    def of(find: Callable[[str], Sequence[int]], known: Callable[[int], Any]) -> Find:
        return lambda text: [known(row) for row in find(text)]

    at = {row["number"]: ids[row["id"]] for row in journal._connection.rows("SELECT number, id FROM lessons")}
    place = [record["id"] for record in corpus].__getitem__
    found = {
        "retro": recall(retro, asked),
        "FTS5": recall(of(fts5_alone(journal, 10), at.__getitem__), asked),
    }
    for name, find, most in (
        ("tantivy", tantivy_fuzzy(corpus, 10), len(asked)),
        ("fzf", fzf_filter(corpus, 10), FZF_QUERIES),
    ):
        if find is not None:
            found[name] = recall(of(find, place), first_of_each(asked, most))
    show(found)
    clean = [query for query in asked if query["kind"] in ("clean", "seed_hand")][:400]
    print(f"typing on never loses the target: {typing_on(retro, clean):.1f} % of {len(clean)} (bar 99)")


def first_of_each(asked: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """So many queries of each kind."""
    count: dict[str, int] = defaultdict(int)
    kept = []
    for query in asked:
        count[query["kind"]] += 1
        if count[query["kind"]] <= most:
            kept.append(query)
    return kept


def show(found: dict[str, dict[str, tuple[float, float, int]]]) -> None:
    """Recall at 1 and at 10 by kind, retro's first."""
    print(f"{'kind':<22}{'n':>5}" + "".join(f"   {name:>13}" for name in found) + f"   {'bar':>9}")
    for kind, (first, page, number) in found["retro"].items():
        bar = BARS.get(kind)
        missed = "" if bar is None or (first >= bar[0] and page >= bar[1]) else "   missed"
        each = "".join(f"   {recalls[kind][0]:5.1f} / {recalls[kind][1]:5.1f}" for recalls in found.values())
        shown = "" if bar is None else f"   {bar[0]:>4} /{bar[1]:>5}"
        print(f"{kind:<22}{number:>5}{each}{shown}{missed}")


if __name__ == "__main__":
    main()
