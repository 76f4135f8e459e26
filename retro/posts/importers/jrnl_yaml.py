"""One entry a file as jrnl exports it in YAML: a few fields, and the text indented under ``body: |``.

It looks like YAML and is none (tags are bare words, the text is indented by tabs), so it is read as lines.
"""

import re
from collections.abc import Iterator

from retro.posts.importers.entry import Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.jrnl import jrnl_entry
from retro.posts.importers.moments import read_moment
from retro.posts.importers.text import LONGEST_TEXT, TextLines

__all__ = ["FORMAT"]

_FIELD = re.compile(r"(title|date|starred|tags|body):[ \t]*(.*)")
_MOST_FIELDS = 50


def _recognises(given: Given) -> bool:
    lines = given.beginning.split("\n")[:_MOST_FIELDS]
    if lines[0].rstrip() != "---":
        return False
    names = [match[1] for line in lines[1:] if (match := _FIELD.match(line))]
    return names[:2] == ["title", "date"] and any(re.match(r"body: \|[ \t]*\Z", line) for line in lines)


def _read(given: Given, options: Options) -> Iterator[Entry | Trouble]:
    text = TextLines(given, options)
    fields: dict[str, str] = {}
    body: list[str] = []
    size = 0
    for number, line in enumerate(text, 1):
        if "body" in fields:
            if line.rstrip() == "..." and not line.startswith("\t"):
                break
            size += len(line) + 1
            if size <= LONGEST_TEXT:
                body.append(line.removeprefix("\t"))
        elif (match := _FIELD.match(line)) and number <= _MOST_FIELDS:
            fields[match[1]] = match[2].strip()
    date = fields.get("date", "")
    moment = read_moment(date, options.today, form=options.date_format)
    problems = []
    if moment is None:
        problems.append(f"The date “{date[:60]}” could not be read; the entry has none.")
    if size > LONGEST_TEXT:
        problems.append(f"Only the first {LONGEST_TEXT // 1024**2} MiB of the entry were read.")
    yield jrnl_entry(
        "\n".join([fields.get("title", ""), *body]),
        moment,
        starred=fields.get("starred", "").lower() == "true",
        tags=[f"@{tag.strip().lstrip('@#')}" for tag in fields.get("tags", "").split(",") if tag.strip()],
        problems=tuple(problems),
    )
    yield from text.troubles


FORMAT = Format("jrnl-yaml", "jrnl: a folder of YAML files", _recognises, _read)
