"""What SQLite itself keeps true: free names, the full-text index, and the history of every change.

Triggers, so that no command can forget: also a change made with another SQLite tool is indexed and kept.
"""

from collections.abc import Mapping

from retro.journal.folding import TOKENIZER

__all__ = ["INDEX", "INDEXED_COLUMNS", "SEARCH", "history_triggers", "index_triggers", "name_guards"]

INDEXED_COLUMNS = ("title", "body", "trigger", "labels")
"""What is searched: the lesson's own text, and under ``labels`` the names that it carries."""

INDEX = f"""CREATE VIRTUAL TABLE IF NOT EXISTS lesson_index USING fts5 (
    title, body, "trigger", labels,
    content = 'lesson_texts', content_rowid = 'number', tokenize = '{TOKENIZER}'
);"""

SEARCH = f"""
CREATE VIEW lesson_texts AS
SELECT lesson.number, lesson.title, lesson.body, lesson."trigger",
    (SELECT coalesce(group_concat(name, ' · '), '') FROM (
        SELECT 1 AS part, company.name AS name FROM companies AS company
            WHERE company.number = lesson.company
        UNION ALL SELECT 2, alias.alias FROM company_aliases AS alias WHERE alias.company = lesson.company
        UNION ALL SELECT 3, theme.name FROM lesson_themes AS tag
            JOIN themes AS theme ON theme.number = tag.theme WHERE tag.lesson = lesson.number
        UNION ALL SELECT 4, alias.alias FROM lesson_themes AS tag
            JOIN theme_aliases AS alias ON alias.theme = tag.theme WHERE tag.lesson = lesson.number
        UNION ALL SELECT 5, person.name FROM lesson_people AS named
            JOIN people AS person ON person.number = named.person WHERE named.lesson = lesson.number
        UNION ALL SELECT 6, alias.alias FROM lesson_people AS named
            JOIN person_aliases AS alias ON alias.person = named.person WHERE named.lesson = lesson.number
        ORDER BY 1, 2
    )) AS labels
FROM lessons AS lesson WHERE lesson.deleted_at IS NULL;

{INDEX}

CREATE VIRTUAL TABLE lesson_words USING fts5vocab (lesson_index, row);

CREATE TABLE vocabulary (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    words TEXT NOT NULL,
    counts TEXT NOT NULL,
    lessons INTEGER NOT NULL,
    learned INTEGER NOT NULL
) STRICT;

CREATE TABLE text_changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    lesson INTEGER NOT NULL
) STRICT;
"""
"""``vocabulary`` copies ``lesson_words``, which takes 182 ms to read at 100,000 lessons, and the copy 12;
``text_changes`` names the lessons whose text has changed since, and those alone are read again."""

_NAME_GUARDS = (
    ("companies", "company_aliases", "company"),
    ("themes", "theme_aliases", "theme"),
    ("people", "person_aliases", "person"),
)
"""A name may not be another's alias, nor an alias another's name: both live in one space of keys."""


def name_guards() -> str:
    """Triggers that refuse a name which is another's alias, and an alias which is a name."""
    guards = ""
    for table, aliases, owner in _NAME_GUARDS:
        for event in ("INSERT", "UPDATE OF key"):
            word = event.split()[0].lower()
            guards += f"""
CREATE TRIGGER {table}_{word}_name_is_free BEFORE {event} ON {table}
WHEN EXISTS (SELECT 1 FROM {aliases} WHERE key = NEW.key AND {owner} <> NEW.number)
BEGIN SELECT raise(ABORT, 'that name is an alias of another'); END;
CREATE TRIGGER {aliases}_{word}_alias_is_free BEFORE {event} ON {aliases}
WHEN EXISTS (SELECT 1 FROM {table} WHERE key = NEW.key)
BEGIN SELECT raise(ABORT, 'that alias is a name already'); END;
"""
    return guards


def _index_trigger(table: str, event: str, lessons_of: str) -> str:
    """Keep the full-text index equal to ``lesson_texts`` around one event on one table.

    An index of external content must be told the old text when it forgets a row, so it is read from the
    view before the change, and the new text after it. ``lessons_of`` is a condition on ``number`` in which
    ``{row}`` stands for OLD or NEW.
    """
    columns = ", ".join(f'"{column}"' for column in INDEXED_COLUMNS)
    word = event.split(maxsplit=1)[0].lower()
    before, after = (
        ("NEW", "NEW") if word == "insert" else ("OLD", "OLD") if word == "delete" else ("OLD", "NEW")
    )
    unindex = f"""
CREATE TRIGGER {table}_{word}_unindex BEFORE {event} ON {table} BEGIN
    INSERT INTO lesson_index (lesson_index, rowid, {columns})
    SELECT 'delete', number, {columns} FROM lesson_texts WHERE {lessons_of.format(row=before)};
END;
"""
    if (table, word) == ("lessons", "insert"):
        unindex = ""  # a new lesson has no text yet, and asking for it costs every capture a compilation
    return f"""{unindex}
CREATE TRIGGER {table}_{word}_index AFTER {event} ON {table} BEGIN
    INSERT INTO lesson_index (rowid, {columns})
    SELECT number, {columns} FROM lesson_texts WHERE {lessons_of.format(row=after)};
    INSERT INTO text_changes (lesson) SELECT number FROM lessons WHERE {lessons_of.format(row=after)};
END;
"""


def index_triggers() -> str:
    """Triggers that keep ``lesson_index`` up to date within the transaction that changed a lesson."""
    of_company = "number IN (SELECT number FROM lessons WHERE company = {row}.%s)"
    of_theme = "number IN (SELECT lesson FROM lesson_themes WHERE theme = {row}.%s)"
    of_person = "number IN (SELECT lesson FROM lesson_people WHERE person = {row}.%s)"
    text = "".join(
        _index_trigger("lessons", event, "number = {row}.number")
        for event in ("INSERT", 'UPDATE OF title, body, "trigger", company, deleted_at', "DELETE")
    )
    for table in ("lesson_themes", "lesson_people"):
        for event in ("INSERT", "DELETE"):
            text += _index_trigger(table, event, "number = {row}.lesson")
    for table, condition in (("companies", of_company), ("themes", of_theme), ("people", of_person)):
        text += _index_trigger(table, "UPDATE OF name", condition % "number")
    for table, owner, condition in (
        ("company_aliases", "company", of_company),
        ("theme_aliases", "theme", of_theme),
        ("person_aliases", "person", of_person),
    ):
        for event in ("INSERT", "UPDATE", "DELETE"):
            text += _index_trigger(table, event, condition % owner)
    return text


def history_triggers(tables: Mapping[str, tuple[list[str], list[str]]]) -> str:
    """Triggers that keep, for each changed row, its key and what it was before (nothing, if it is new).

    Args:
        tables: Name -> (key columns, all columns).
    """
    text = ""
    for table, (key, columns) in tables.items():
        for event, row, before in (
            ("INSERT", "NEW", "NULL"),
            ("UPDATE", "OLD", _as_json("OLD", columns)),
            ("DELETE", "OLD", _as_json("OLD", columns)),
        ):
            when = _differs(columns) if event == "UPDATE" else ""
            text += f"""
CREATE TRIGGER {table}_{event.lower()}_history AFTER {event} ON {table} {when}BEGIN
    INSERT INTO changes (step, table_name, row_key, before)
    VALUES ((SELECT step FROM current_step), '{table}', {_as_json(row, key)}, {before});
END;
"""
    return text


def _differs(columns: list[str]) -> str:
    """An update that changes nothing is no change."""
    return "WHEN " + " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns) + " "


def _as_json(row: str, columns: list[str]) -> str:
    return "json_object(" + ", ".join(f"'{column}', {row}.\"{column}\"" for column in columns) + ")"
