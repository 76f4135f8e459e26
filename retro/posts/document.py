"""A post as it was read: its fields, its body, and where the body begins in the file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from retro.dates import Span
from retro.posts.dialects.obsidian import entry_in
from retro.posts.front_matter import FrontMatter, read_front_matter
from retro.posts.own_map import own_map
from retro.posts.reading.calls import without_calls
from retro.posts.reading.days import day_in, day_of_lines, day_of_name
from retro.posts.reading.fields import Fields
from retro.posts.reading.generators import generator_of
from retro.posts.reading.headers import nikola_lines
from retro.posts.reading.names import PostName, name_of
from retro.posts.reading.notes import Locate, Note, read_note
from retro.posts.reading.sites import Generator

__all__ = ["LARGEST_POST", "MOST_LINES", "PostDocument", "read_post"]

LARGEST_POST = 4 * 1024 * 1024
"""How many characters of a post are read. The longest of 107 real posts has 42,271."""
MOST_LINES = 100_000
"""How many lines of a post are read. A list of as many items takes about ten seconds to look through."""

_TITLE_HEADING = re.compile(r"#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*")
_DRAFT_FOLDERS = frozenset({"_drafts", "drafts"})
# Where generators and note takers keep what new posts are made of.
_TEMPLATE_FOLDERS = frozenset({"archetypes", "scaffolds"})
_NOTE_TEMPLATES = frozenset({"templates", "_templates"})


@dataclass(frozen=True, slots=True)
class PostDocument:
    """One post.

    Attributes:
        path: The file, as the caller named it.
        front_matter: The fields as they were written, JSON-like values only.
        title: From the fields, else the first ``# `` heading, else from the file's name.
        body: The Markdown below the fields, without what only its generator or its note taker understands.
        first_line: The line of the file on which the body begins, from 1.
        date: The date as the fields have it, in ISO where they are typed; empty when they have none.
        written: When the post was written: that date as a span, else the one in the file's name, else one on
            a line of its own in the text.
        tags: Its tags in their own spelling.
        category: Its first category, or empty.
        description: What the fields say that it is about, or empty.
        author: Who wrote it, as the fields say; or empty.
        company: The company that the fields say it is about, or empty.
        generator: What it was written for, if that can be told.
        is_draft: Whether its author has not published it.
        is_private: Whether its author says that it is private.
        no_post: Why nothing is read from it (a template, a section's page), or empty.
        problems: What could not be read, each in one sentence.
    """

    path: str
    front_matter: Mapping[str, object]
    title: str
    body: str
    first_line: int = 1
    date: str = ""
    written: Span | None = None
    tags: tuple[str, ...] = ()
    category: str = ""
    description: str = ""
    author: str = ""
    company: str = ""
    generator: Generator | None = None
    is_draft: bool = False
    is_private: bool = False
    no_post: str = ""
    problems: tuple[str, ...] = ()


def read_post(
    text: str | bytes,
    path: str,
    *,
    generator: Generator | None = None,
    locate: Locate = lambda _name: None,
    beside: bytes = b"",
) -> PostDocument:
    """Read a post, whatever is in it.

    Args:
        text: The whole file.
        path: Its name; a date or a title in it counts where the fields have none.
        generator: What its site is made with, where that is known.
        locate: Finds the attachments of a note.
        beside: What a second file says of it, as Nikola keeps it.
    """
    problems: list[str] = []
    text = _decoded(text, problems)
    if len(text) > LARGEST_POST:
        text = text[: text.rfind("\n", 0, LARGEST_POST) + 1] or text[:LARGEST_POST]
        problems.append(f"Only the first {LARGEST_POST // 1024**2} MiB were read; the post is larger.")
    if text.count("\n") > MOST_LINES:
        text = "\n".join((*text.split("\n", MOST_LINES)[:MOST_LINES], ""))
        problems.append(f"Only the first {MOST_LINES:,} lines were read; the post has more.")
    front = read_front_matter(text)
    if beside:
        front = _with_fields_beside(front, _decoded(beside, problems))
    if front.problem:
        problems.append(front.problem)
    body = text if not front.lines else "".join(text.split("\n", front.lines)[front.lines :])
    name = name_of(path)
    is_own = own_map(front.values)[0] is not None or entry_in(front.values, body) is not None
    made_with = generator or generator_of(front.dialect, front.values, name.folders, body)
    note = Note(body) if is_own else _read_body(body, made_with, front, locate)
    fields = Fields({**note.fields, **front.values})
    date = fields.date
    return PostDocument(
        path=path,
        front_matter=front.values,
        title=fields.title or _heading_title(note.text) or name.title,
        body=note.text,
        first_line=front.lines + 1,
        date=date,
        written=day_in(date)
        or day_of_name(name.stem, name.folders)
        or day_of_lines(note.text.split("\n", 60)),
        tags=tuple(dict.fromkeys((*fields.tags(made_with), *note.tags))),
        category=fields.category(made_with),
        description=fields.description,
        author=fields.author,
        company=fields.company,
        generator=made_with,
        is_draft=fields.is_draft or not _DRAFT_FOLDERS.isdisjoint(name.folders[:3]),
        is_private=fields.is_private,
        no_post="" if is_own else _why_no_post(path, front, name, made_with),
        problems=tuple(problems),
    )


def _read_body(body: str, generator: Generator | None, front: FrontMatter, locate: Locate) -> Note:
    """The body as plain Markdown, with the fields and tags that a note has in its text."""
    takes_notes = generator in {Generator.OBSIDIAN, Generator.LOGSEQ}
    body = body if takes_notes else without_calls(body)
    if takes_notes:
        return read_note(body, generator, locate)
    # A folder of plain notes: lines of tags are all that it has of fields.
    return Note(body) if generator or front.lines else read_note(body, None)


def _why_no_post(path: str, front: FrontMatter, name: PostName, generator: Generator | None) -> str:
    file = path.replace("\\", "/").rsplit("/", 1)[-1].lower()
    if file.startswith("_index."):
        return "it is the page of a section, not a post"
    kept_in = _NOTE_TEMPLATES if generator is Generator.OBSIDIAN else _TEMPLATE_FOLDERS
    if front.is_template or not kept_in.isdisjoint(folder.lower() for folder in name.folders[:2]):
        return "it is a template that posts are made of"
    return ""


def _with_fields_beside(front: FrontMatter, text: str) -> FrontMatter:
    """The fields with those of a second file: in a fence, or as lines like ``.. title: x``."""
    found = read_front_matter(text)
    values = found.values or nikola_lines(text)
    return FrontMatter(
        {**values, **front.values}, front.lines, front.dialect or "nikola", front.problem or found.problem
    )


def _decoded(text: str | bytes, problems: list[str]) -> str:
    """Text with line feeds at the end of lines, without byte order mark, NUL or lone surrogates."""
    if isinstance(text, bytes):
        text = _text_of(text, problems)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _text_of(raw: bytes, problems: list[str]) -> str:
    encoding = "utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        problems.append("Some characters are not UTF-8; they were replaced by \ufffd.")
        return raw.decode(encoding, "replace")


def _heading_title(body: str) -> str:
    """The first line that is a ``# `` heading, or underlined as one, outside fenced code."""
    fence, before = "", ""
    for line in body.split("\n"):
        mark = line.lstrip(" ")[:3]
        if fence:
            fence = "" if mark == fence else fence
        elif mark in {"```", "~~~"}:
            fence = mark
        elif match := _TITLE_HEADING.fullmatch(line):
            return match[1].strip()
        elif line.startswith("==") and not line.strip(" =") and before[:1].isalnum():
            return before.strip()
        before = line if not fence else ""
    return ""
