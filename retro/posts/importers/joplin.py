"""Joplin's Markdown with front matter: one note a file, as it exports a notebook."""

import re
from collections.abc import Iterator

from retro.model import Kind, LessonDraft
from retro.posts.front_matter import read_front_matter
from retro.posts.importers.dayone import local_moment
from retro.posts.importers.entry import Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.text import LONGEST_TEXT, TextLines
from retro.posts.importers.wording import Labels, one_line, title_and_body, with_link

__all__ = ["FORMAT"]

# Both times, in UTC with a space and a Z, are what no site and no vault writes.
_TIME = r"[ \t]*\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?Z[ \t]*\n"
_UPDATED = re.compile(rf"^updated:{_TIME}", re.MULTILINE | re.ASCII)
_CREATED = re.compile(rf"^created:{_TIME}", re.MULTILINE | re.ASCII)


def _recognises(given: Given) -> bool:
    beginning = given.beginning
    if not beginning.startswith("---\n"):
        return False
    fields = beginning[: beginning.find("\n---", 4) + 1]
    return bool(_UPDATED.search(fields) and _CREATED.search(fields))


def _read(given: Given, options: Options) -> Iterator[Entry | Trouble]:
    lines = TextLines(given, options)
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line) + 1
        if size <= LONGEST_TEXT:
            kept.append(line)
    problems = [f"Only the first {LONGEST_TEXT // 1024**2} MiB were read."] if size > LONGEST_TEXT else []
    front = read_front_matter("\n".join(kept))
    problems += [front.problem] if front.problem else []
    fields = {key.lower(): value for key, value in front.values.items()}
    title, body = one_line(_text(fields.get("title"))), "\n".join(kept[front.lines :]).strip("\n").rstrip()
    if not title:
        title, body = title_and_body(body)
    if not title:
        yield Trouble("The note has neither title nor text; it was left out.")
        return
    created = _text(fields.get("created"))
    moment = local_moment(created.replace("Z", "+00:00"), "")
    tags = fields.get("tags")
    labels = Labels([_text(tag) for tag in tags] if isinstance(tags, list) else [])
    identity = _text(fields.get("id"))
    yield Entry(
        f"joplin {identity}" if identity else "note",
        LessonDraft(
            title=title,
            body=with_link(body, _text(fields.get("source"))),
            kind=labels.kind or Kind.LESSON,
            themes=labels.themes,
            happened=None if moment is None else moment.span,
        ),
        moment="" if moment is None else str(moment),
        mentions=labels.mentions,
        line=front.lines + 1,
        is_unique=bool(identity),
        problems=tuple(problems),
    )
    yield from lines.troubles


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, dict | list | bool) else str(value)


FORMAT = Format("joplin", "Joplin: Markdown with front matter", _recognises, _read)
