"""Makes the journal of this retro's schema that later ones are tested with: something in every table.

Whoever changes the schema makes it first: ``python -m tests.journals.filling`` writes ``schema-N.db.gz``
beside this file. The journal is new and not one that was brought up to date, as that of an author is who
begins with this retro.
"""

import datetime as dt
import gzip
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from retro.dates import Span
from retro.journal import Journal
from retro.journal.connection import SCHEMA_VERSION
from retro.model import Evidence, Kind, LessonDraft

__all__ = ["fill"]

NOON = dt.datetime(2024, 5, 15, 12, tzinfo=dt.UTC)
ROWS = Path(__file__).with_name("rows.jsonl")
"""What lessons do not bring with them; of a table or a column that this retro has not, nothing is written."""


def fill(path: Path) -> None:
    """Make a journal with something in every table, of steps that can be undone."""
    with Journal.open(path, clock=lambda: NOON) as journal:
        frog = LessonDraft(
            "Boil the frog",
            "In *milestones*; “naïve” otherwise.",
            company="Harbour Nine",
            themes=("change", "leadership/hiring"),
            people=("Ada Lovelace",),
            happened=Span.parse("2021-06"),
            trigger="before a redesign",
            evidence=(Evidence("release", 16, 4, "weeks"),),
        )
        journal.lessons.add(frog)
        twice = journal.lessons.add(LessonDraft("Ask once", kind=Kind.TIP)).lesson
        gone = journal.lessons.add(LessonDraft("Gone", themes=("change",))).lesson
        journal.lessons.edit(twice.id, twice.replace(title="Ask twice", starred=True))
        journal.lessons.delete([gone.id])
        for line in ROWS.read_text(encoding="utf-8").splitlines():
            _insert(journal, **json.loads(line))
        journal.words.known()  # keeps a copy of them
        journal.lessons.add(LessonDraft("Taken back", company="Elsewhere"))
        journal.history.undo()


def _insert(journal: Journal, table: str, row: Mapping[str, object]) -> None:
    has = {column["name"] for column in journal._connection.rows(f"PRAGMA table_info({table})")}
    kept = {name: value for name, value in row.items() if name in has}
    if kept:
        names, values = ", ".join(kept), ", ".join("?" * len(kept))
        with journal.step("fill", f"Filled {table}"):
            journal._connection.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", [*kept.values()])


def _main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "journal.db")
        fill(path)
        content = path.read_bytes()
    made = Path(__file__).with_name(f"schema-{SCHEMA_VERSION}.db.gz")
    made.write_bytes(gzip.compress(content, mtime=0))
    sys.stdout.write(f"{made}\n")


if __name__ == "__main__":
    _main()
