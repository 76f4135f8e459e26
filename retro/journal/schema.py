"""The schema as SQL: plain names, STRICT tables, constraints that make nonsense impossible.

``number`` is a row number that nobody sees; ``id`` is what people and other machines know a row by. ``key``
is a name folded by ``retro.journal.names.key`` (case, accents' forms, spaces), so that two spellings of one
name cannot both exist. Days and times are ISO 8601 text.
"""

from enum import StrEnum

from retro.model import Kind, Status, Visibility
from retro.surroundings import CheckState, Consent, Outcome, RelationKind, ReviewAnswer

__all__ = ["CANDIDATES", "CONFLICTS", "HISTORY", "PRACTICE", "TABLES", "VIEWS"]


def _one_of(values: type[StrEnum]) -> str:
    return "(" + ", ".join(f"'{value}'" for value in values) + ")"


_ID = "id TEXT NOT NULL UNIQUE CHECK (length(id) = 12)"
_MOMENT = "created_at TEXT NOT NULL CHECK (created_at GLOB '[0-9][0-9][0-9][0-9]-*T*Z')"
_YEAR = "GLOB '[0-9][0-9][0-9][0-9]*'"

TABLES = f"""
CREATE TABLE companies (
    number INTEGER PRIMARY KEY,
    {_ID},
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    role TEXT NOT NULL DEFAULT '',
    began TEXT CHECK (began {_YEAR}),
    ended TEXT CHECK (ended {_YEAR}),
    pseudonym TEXT NOT NULL DEFAULT '',
    {_MOMENT}
) STRICT;

CREATE TABLE company_aliases (
    key TEXT PRIMARY KEY CHECK (key <> ''),
    alias TEXT NOT NULL CHECK (trim(alias) <> ''),
    company INTEGER NOT NULL REFERENCES companies (number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE themes (
    number INTEGER PRIMARY KEY,
    {_ID},
    name TEXT NOT NULL CHECK (trim(name) <> '' AND name NOT GLOB '/*' AND name NOT GLOB '*/'),
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    {_MOMENT}
) STRICT;

CREATE TABLE theme_aliases (
    key TEXT PRIMARY KEY CHECK (key <> ''),
    alias TEXT NOT NULL CHECK (trim(alias) <> ''),
    theme INTEGER NOT NULL REFERENCES themes (number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    number INTEGER PRIMARY KEY,
    {_ID},
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    role_label TEXT NOT NULL DEFAULT '',
    consent TEXT NOT NULL DEFAULT '{Consent.ROLE_ONLY}' CHECK (consent IN {_one_of(Consent)}),
    pseudonym TEXT NOT NULL DEFAULT '',
    {_MOMENT}
) STRICT;

CREATE TABLE person_aliases (
    key TEXT PRIMARY KEY CHECK (key <> ''),
    alias TEXT NOT NULL CHECK (trim(alias) <> ''),
    person INTEGER NOT NULL REFERENCES people (number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE lessons (
    number INTEGER PRIMARY KEY,
    {_ID},
    title TEXT NOT NULL CHECK (trim(title) <> '' AND instr(title, char(10)) = 0),
    body TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL CHECK (kind IN {_one_of(Kind)}),
    company INTEGER REFERENCES companies (number),
    happened TEXT CHECK (happened {_YEAR}),
    first_day TEXT CHECK (first_day {_YEAR}),
    last_day TEXT CHECK (last_day >= first_day),
    day TEXT NOT NULL CHECK (day {_YEAR}),
    "trigger" TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL CHECK (status IN {_one_of(Status)}),
    visibility TEXT NOT NULL CHECK (visibility IN {_one_of(Visibility)}),
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    source_path TEXT,
    source_heading TEXT NOT NULL DEFAULT '',
    source_line INTEGER NOT NULL DEFAULT 0,
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 32),
    {_MOMENT},
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    CHECK ((happened IS NULL) = (first_day IS NULL) AND (happened IS NULL) = (last_day IS NULL))
) STRICT;

CREATE INDEX lessons_by_day ON lessons (day DESC, id) WHERE deleted_at IS NULL;
CREATE INDEX lessons_by_company ON lessons (company);

CREATE TABLE lesson_themes (
    lesson INTEGER NOT NULL REFERENCES lessons (number) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    theme INTEGER NOT NULL REFERENCES themes (number) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (lesson, theme)
) STRICT, WITHOUT ROWID;
CREATE INDEX lesson_themes_by_theme ON lesson_themes (theme);

CREATE TABLE lesson_people (
    lesson INTEGER NOT NULL REFERENCES lessons (number) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    person INTEGER NOT NULL REFERENCES people (number) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    PRIMARY KEY (lesson, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX lesson_people_by_person ON lesson_people (person);

CREATE TABLE evidence (
    number INTEGER PRIMARY KEY,
    lesson INTEGER NOT NULL REFERENCES lessons (number) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    metric TEXT NOT NULL CHECK (trim(metric) <> ''),
    before REAL,
    after REAL,
    unit TEXT NOT NULL DEFAULT '',
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX evidence_by_lesson ON evidence (lesson);

CREATE TABLE relations (
    number INTEGER PRIMARY KEY,
    {_ID},
    source INTEGER NOT NULL REFERENCES lessons (number) ON DELETE CASCADE,
    target INTEGER NOT NULL REFERENCES lessons (number) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN {_one_of(RelationKind)}),
    when_source TEXT NOT NULL DEFAULT '',
    when_target TEXT NOT NULL DEFAULT '',
    {_MOMENT},
    CHECK (source <> target),
    UNIQUE (source, target, kind)
) STRICT;
CREATE INDEX relations_by_target ON relations (target);

CREATE TABLE applications (
    number INTEGER PRIMARY KEY,
    {_ID},
    lesson INTEGER NOT NULL REFERENCES lessons (number) ON DELETE CASCADE,
    outcome TEXT NOT NULL CHECK (outcome IN {_one_of(Outcome)}),
    company INTEGER REFERENCES companies (number),
    happened TEXT NOT NULL CHECK (happened {_YEAR}),
    result TEXT NOT NULL DEFAULT '',
    {_MOMENT}
) STRICT;
CREATE INDEX applications_by_lesson ON applications (lesson);

CREATE TABLE reviews (
    lesson INTEGER PRIMARY KEY REFERENCES lessons (number) ON DELETE CASCADE,
    due_at TEXT NOT NULL,
    stability REAL,
    difficulty REAL,
    state TEXT NOT NULL CHECK (state IN ('learning', 'review', 'relearning')),
    step INTEGER,
    last_review_at TEXT
) STRICT;

CREATE TABLE retrospectives (
    number INTEGER PRIMARY KEY,
    {_ID},
    format TEXT NOT NULL CHECK (trim(format) <> ''),
    company INTEGER REFERENCES companies (number),
    period TEXT CHECK (period {_YEAR}),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'finished')),
    {_MOMENT},
    finished_at TEXT,
    CHECK ((state = 'finished') = (finished_at IS NOT NULL))
) STRICT;

CREATE TABLE answers (
    number INTEGER PRIMARY KEY,
    {_ID},
    retrospective INTEGER NOT NULL REFERENCES retrospectives (number) ON DELETE CASCADE,
    prompt TEXT NOT NULL CHECK (trim(prompt) <> ''),
    position INTEGER NOT NULL,
    text TEXT NOT NULL CHECK (trim(text) <> ''),
    group_name TEXT NOT NULL DEFAULT '',
    rank INTEGER,
    lesson INTEGER REFERENCES lessons (number)
) STRICT;
CREATE INDEX answers_by_retrospective ON answers (retrospective);

CREATE TABLE commitments (
    number INTEGER PRIMARY KEY,
    {_ID},
    retrospective INTEGER REFERENCES retrospectives (number),
    text TEXT NOT NULL CHECK (trim(text) <> ''),
    measure TEXT NOT NULL CHECK (trim(measure) <> ''),
    due TEXT NOT NULL CHECK (due {_YEAR}),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
    reason TEXT NOT NULL DEFAULT '',
    {_MOMENT},
    CHECK (state <> 'dropped' OR trim(reason) <> '')
) STRICT;

CREATE TABLE saved_searches (
    key TEXT PRIMARY KEY CHECK (key <> ''),
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    query TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE posts (
    number INTEGER PRIMARY KEY,
    {_ID},
    path TEXT NOT NULL UNIQUE CHECK (path <> ''),
    title TEXT NOT NULL CHECK (trim(title) <> ''),
    dialect TEXT NOT NULL CHECK (dialect <> ''),
    query TEXT NOT NULL DEFAULT '',
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 32),
    written_at TEXT NOT NULL
) STRICT;

CREATE TABLE post_lessons (
    post INTEGER NOT NULL REFERENCES posts (number) ON DELETE CASCADE,
    lesson INTEGER NOT NULL REFERENCES lessons (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (post, lesson)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_lessons_by_lesson ON post_lessons (lesson);

CREATE TABLE imported_posts (
    number INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    published TEXT NOT NULL DEFAULT '',
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 32),
    imported_at TEXT NOT NULL
) STRICT;
CREATE INDEX imported_posts_by_path ON imported_posts (path);
CREATE INDEX imported_posts_by_title ON imported_posts (title, published);

CREATE TABLE imported_lessons (
    lesson INTEGER PRIMARY KEY REFERENCES lessons (number) ON DELETE CASCADE,
    post INTEGER NOT NULL REFERENCES imported_posts (number) ON DELETE CASCADE,
    draft TEXT NOT NULL CHECK (json_valid(draft))
) STRICT;
CREATE INDEX imported_lessons_by_post ON imported_lessons (post);
"""

CANDIDATES = """
CREATE TABLE import_candidates (
    number INTEGER PRIMARY KEY,
    post INTEGER NOT NULL REFERENCES imported_posts (number) ON DELETE CASCADE,
    place REAL NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'dropped', 'merged')),
    draft TEXT NOT NULL CHECK (json_valid(draft)),
    told TEXT CHECK (told IS NULL OR json_valid(told)),
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    rule TEXT NOT NULL DEFAULT '',
    source_path TEXT NOT NULL,
    source_heading TEXT NOT NULL DEFAULT '',
    source_line INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX import_candidates_by_post ON import_candidates (post);
"""
"""``told`` is what the post says, so that importing it again brings nothing anew; a part that was split off
by hand has none. What was accepted is a lesson, and no candidate any more."""

PRACTICE = f"""
CREATE TABLE review_answers (
    number INTEGER PRIMARY KEY,
    {_ID},
    lesson INTEGER NOT NULL REFERENCES lessons (number) ON DELETE CASCADE,
    answer TEXT NOT NULL CHECK (answer IN {_one_of(ReviewAnswer)}),
    day TEXT NOT NULL CHECK (day {_YEAR}),
    {_MOMENT}
) STRICT;
CREATE INDEX review_answers_by_lesson ON review_answers (lesson);
CREATE INDEX review_answers_by_day ON review_answers (day);

CREATE TABLE decisions (
    number INTEGER PRIMARY KEY,
    {_ID},
    text TEXT NOT NULL CHECK (trim(text) <> ''),
    expectation TEXT NOT NULL CHECK (trim(expectation) <> ''),
    probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
    company INTEGER REFERENCES companies (number),
    decided TEXT NOT NULL CHECK (decided {_YEAR}),
    due TEXT NOT NULL CHECK (due {_YEAR}),
    came_true INTEGER CHECK (came_true IN (0, 1)),
    outcome TEXT NOT NULL DEFAULT '',
    changed_by INTEGER REFERENCES lessons (number) ON DELETE SET NULL,
    {_MOMENT},
    reviewed_at TEXT,
    CHECK ((came_true IS NULL) = (reviewed_at IS NULL))
) STRICT;

CREATE TABLE decision_lessons (
    decision INTEGER NOT NULL REFERENCES decisions (number) ON DELETE CASCADE,
    lesson INTEGER NOT NULL REFERENCES lessons (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (decision, lesson)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_lessons_by_lesson ON decision_lessons (lesson);

CREATE TABLE check_ins (
    number INTEGER PRIMARY KEY,
    {_ID},
    situation TEXT NOT NULL CHECK (trim(situation) <> ''),
    {_MOMENT}
) STRICT;

CREATE TABLE check_in_items (
    number INTEGER PRIMARY KEY,
    {_ID},
    check_in INTEGER NOT NULL REFERENCES check_ins (number) ON DELETE CASCADE,
    lesson INTEGER NOT NULL REFERENCES lessons (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN {_one_of(CheckState)}),
    answer TEXT NOT NULL DEFAULT '',
    answered_at TEXT,
    UNIQUE (check_in, lesson),
    CHECK ((state = '{CheckState.OPEN}') = (answered_at IS NULL))
) STRICT;
CREATE INDEX check_in_items_by_lesson ON check_in_items (lesson);

CREATE TABLE dismissed_relations (
    source INTEGER NOT NULL REFERENCES lessons (number) ON DELETE CASCADE,
    target INTEGER NOT NULL REFERENCES lessons (number) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind <> ''),
    PRIMARY KEY (source, target, kind),
    CHECK (source <> target)
) STRICT, WITHOUT ROWID;
CREATE INDEX dismissed_relations_by_target ON dismissed_relations (target);
"""
"""``dismissed_relations`` are those that were proposed and that somebody did not want; their kind may also
be ``duplicates`` or ``principle``, which are no relations."""

CONFLICTS = """
CREATE TABLE conflicts (
    table_name TEXT NOT NULL CHECK (table_name <> ''),
    record TEXT NOT NULL CHECK (record <> ''),
    path TEXT NOT NULL CHECK (path <> ''),
    version TEXT NOT NULL CHECK (json_type(version, '$[0]') IS NOT NULL),
    lesson INTEGER REFERENCES lessons (number) ON DELETE CASCADE,
    PRIMARY KEY (table_name, record, path, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflicts_by_lesson ON conflicts (lesson);
"""
"""What two devices have written in one place: one version stands there, and the others wait here for somebody
to decide: ``version`` is a list of what was written, and of a digest of what stood when it gave way.
``lesson`` is set where it is about one, so that they go where it goes."""

HISTORY = """
CREATE TABLE steps (
    number INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    command TEXT NOT NULL CHECK (command <> ''),
    summary TEXT NOT NULL,
    undoes INTEGER REFERENCES steps (number),
    undone_by INTEGER REFERENCES steps (number)
) STRICT;

CREATE TABLE current_step (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    step INTEGER REFERENCES steps (number)
) STRICT;
INSERT INTO current_step VALUES (1, NULL);

CREATE TABLE changes (
    number INTEGER PRIMARY KEY,
    step INTEGER REFERENCES steps (number),
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL CHECK (json_valid(row_key)),
    before TEXT CHECK (before IS NULL OR json_valid(before))
) STRICT;
CREATE INDEX changes_by_step ON changes (step);
CREATE INDEX changes_by_row ON changes (table_name, row_key);
"""

VIEWS = """
CREATE VIEW lessons_readable AS
SELECT lesson.id, lesson.title, lesson.kind, company.name AS company,
    (SELECT group_concat(name, ', ') FROM (
        SELECT theme.name AS name FROM lesson_themes AS tag JOIN themes AS theme ON theme.number = tag.theme
        WHERE tag.lesson = lesson.number ORDER BY tag.position)) AS themes,
    lesson.happened, lesson.status, lesson.visibility, lesson.starred, lesson.body, lesson."trigger",
    lesson.source_path, lesson.created_at, lesson.updated_at
FROM lessons AS lesson LEFT JOIN companies AS company ON company.number = lesson.company
WHERE lesson.deleted_at IS NULL;

CREATE VIEW evidence_readable AS
SELECT lesson.id AS lesson, lesson.title, evidence.metric, evidence.before, evidence.after, evidence.unit
FROM evidence JOIN lessons AS lesson ON lesson.number = evidence.lesson WHERE lesson.deleted_at IS NULL;
"""
