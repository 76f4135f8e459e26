"""Lessons and queries to measure search with: real ones beside the repository, or given, or made up.

Not a benchmark itself; ``search_quality.py`` and ``search_speed.py`` use it.
"""

import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from retro.dates import Span
from retro.journal import Journal
from retro.model import Kind, LessonDraft

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "search"
CORPUS, QUERIES = SHARED / "corpus.jsonl", SHARED / "queries.jsonl"
SEED = 2026
KINDS = {str(kind) for kind in Kind}

Record = dict[str, Any]


def lessons(given: Path | None = None) -> list[Record]:
    """Lessons from a JSON lines file (``id, title, body, company, themes, date, kind``), or made up."""
    path = given or CORPUS
    if path.exists():
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    print("no corpus beside the repository; measuring on text made up from the demo's posts", file=sys.stderr)
    return list(recombined(_demo(), 10_000))


def queries(corpus: list[Record], given: Path | None = None) -> list[Record]:
    """Queries from a JSON lines file (``kind, q, target``), or made from the lessons."""
    path = given or QUERIES
    if path.exists():
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    choice = random.Random(SEED)
    made = []
    wordy = [(record, _plain_words(record)) for record in corpus]
    for record, plain in choice.sample([each for each in wordy if len(each[1]) >= 3], 200):
        words = choice.sample(plain, 3)
        made.append({"kind": "clean", "q": " ".join(words).lower(), "target": record["id"]})
        typo = [word[:1] + word[2:3] + word[1:2] + word[3:] for word in words]
        made.append({"kind": "typo_all", "q": " ".join(typo).lower(), "target": record["id"]})
    return made


def _plain_words(record: Record) -> list[str]:
    return sorted({word for word in record["body"].split() if word.isalpha()})


def _demo() -> list[Record]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("data/demo/*.md")))
    passages = [part for part in text.split("\n") if len(part.split()) > 8]
    return [
        {
            "id": number,
            "title": passage[:60],
            "body": passage,
            "company": "Demo",
            "themes": [],
            "date": "2020",
            "kind": "lesson",
        }
        for number, passage in enumerate(passages)
    ]


def recombined(corpus: list[Record], size: int) -> Iterator[Record]:
    """As many lessons as wanted: the corpus, then lessons of its sentences, with new words now and then.

    Two new words in three lessons, which is how the vocabulary of real text grows from 10,000 lessons to
    100,000 (21,000 words to 56,000).
    """
    choice = random.Random(SEED)
    yield from corpus[:size]
    sentences = [part for record in corpus for part in record["body"].split(". ") if part]
    for number in range(len(corpus), size):
        like = choice.choice(corpus)
        parts = [choice.choice(sentences) for _ in range(max(1, like["body"].count(". ") + 1))]
        if choice.random() < 0.4:
            parts[-1] += " " + "".join(choice.choices("abcdefghilmnoprstuvw", k=choice.randint(4, 10)))
        title = choice.choice(sentences)[:60].strip() or "Untitled"
        yield {**like, "id": 1_000_000 + number, "title": title, "body": ". ".join(parts)}


def draft(record: Record) -> LessonDraft:
    """A record as retro wants it."""
    return LessonDraft(
        title=record["title"],
        body=record["body"],
        kind=Kind(record["kind"] if record["kind"] in KINDS else "lesson"),
        company=record["company"],
        themes=tuple(record["themes"]),
        happened=Span.parse(record["date"]),
    )


def fill(path: Path, records: Iterable[Record]) -> dict[str, Any]:
    """A journal with these lessons, as an import leaves it; returns lesson id -> record id."""
    with Journal.open(path) as journal:
        with journal.step("import"):
            ids = {journal.lessons.add(draft(record)).lesson.id: record["id"] for record in records}
        journal.fulltext.tidy()
        return ids


def keystrokes(asked: list[Record], count: int) -> list[str]:
    """Queries as they are typed, letter by letter, and now and then taken back and typed again."""
    choice = random.Random(SEED)
    typed = []
    for query in choice.sample(asked, min(count, len(asked))):
        text = query["q"]
        typed += [text[:end] for end in range(1, len(text) + 1)]
        if choice.random() < 0.4:
            back = choice.randint(1, len(text))
            typed += [text[:end] for end in range(len(text) - 1, len(text) - back - 1, -1)]
            typed += [text[:end] for end in range(len(text) - back + 1, len(text) + 1)]
    return typed
