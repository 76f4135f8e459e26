"""tui-journal: its SQLite file, and the JSON that it exports and keeps in its other mode."""

from collections.abc import Iterator, Sequence

from retro.journal.foreign import ForeignDatabase
from retro.model import Kind, LessonDraft
from retro.posts.importers.databases import has_tables, text_of, through
from retro.posts.importers.entry import Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.json_items import fields_in, items_in
from retro.posts.importers.moments import read_moment
from retro.posts.importers.wording import Labels, one_line, title_and_body

__all__ = ["FORMATS"]

_ENTRIES = "SELECT id, title, date, content FROM entries ORDER BY date, id"
_TAGS = "SELECT tag FROM tags WHERE entry_id = ? ORDER BY rowid"


def _is_database(given: Given) -> bool:
    return has_tables(given, entries="id title date content", tags="entry_id tag")


def _read_database(given: Given, options: Options) -> Iterator[Entry | Trouble]:
    def entries(database: ForeignDatabase) -> Iterator[Entry | Trouble]:
        if not database.has("entries", ["id", "title", "date", "content"]):
            yield Trouble("It has no table of tui-journal's entries.")
            return
        is_tagged = database.has("tags", ["entry_id", "tag"])
        for row in database.rows(_ENTRIES):
            # A second statement while the first goes on: SQLite keeps both.
            tags = [text_of(tag["tag"]) for tag in database.rows(_TAGS, (row["id"],))] if is_tagged else []
            title, body, date = (text_of(row[name]) for name in ("title", "content", "date"))
            yield _entry(title, body, date, tags, f"entry {row['id']}", options)

    return through(given, entries)


def _is_json(given: Given) -> bool:
    if not given.beginning.startswith(("{", "[")):
        return False
    entries = fields_in(given).get("entries") if given.beginning.startswith("{") else None
    wanted = {"title", "content", "date", "tags"}
    return isinstance(entries, list) and any(
        isinstance(item, dict) and wanted <= item.keys() for item in entries
    )


def _read_json(given: Given, options: Options) -> Iterator[Entry | Trouble]:
    for number, item in enumerate(items_in(given, options, "entries"), 1):
        if isinstance(item, Trouble):
            yield item
        elif isinstance(item, dict):
            title, body, date = (text_of(item.get(name)) for name in ("title", "content", "date"))
            tags = item.get("tags")
            told = [text_of(tag) for tag in tags] if isinstance(tags, list) else []
            yield _entry(title, body, date, told, "", options)
        else:
            yield Trouble(f"Entry {number:,} is none; it was left out.")


def _entry(
    title: str, body: str, date: str, tags: Sequence[str], key: str, options: Options
) -> Entry | Trouble:
    title = one_line(title)
    if not title:
        title, body = title_and_body(body)
    if not title:
        return Trouble(f"The entry of {date[:30] or 'no date'} has neither title nor text; it was left out.")
    moment = read_moment(date, options.today, form=options.date_format)
    labels = Labels(tags)
    return Entry(
        key or f"{moment or 'undated'} {title}",
        LessonDraft(
            title=title,
            body=body.strip("\n").rstrip(),
            kind=labels.kind or Kind.LESSON,
            themes=labels.themes,
            happened=None if moment is None else moment.span,
        ),
        moment="" if moment is None else str(moment),
        mentions=labels.mentions,
        problems=() if moment else (f"The date “{date[:60]}” of “{title[:60]}” could not be read.",),
    )


FORMATS = (
    Format("tui-journal", "tui-journal: its SQLite file", _is_database, _read_database),
    Format("tui-journal-json", "tui-journal: JSON", _is_json, _read_json),
)
