"""What all of jrnl's formats share: how an entry's text becomes title, body, tags and star."""

import re
from collections.abc import Iterable

from retro.model import Kind, LessonDraft
from retro.posts.importers.entry import Entry
from retro.posts.importers.moments import Moment
from retro.posts.importers.wording import (
    Labels,
    labelled,
    one_line,
    title_and_body,
    without_labels,
    without_private_labels,
)

__all__ = ["jrnl_entry"]

# A star with white space beside it, or the only one of its line: "**bold**" is emphasis.
_STAR_BEFORE = re.compile(r"\*(?:[ \t]+|(?=[^*\s][^*]*\Z))")
_STAR_AFTER = re.compile(r"(?:(?<=\s)|(?<=\S)(?<!\*))\*\Z")


def jrnl_entry(
    text: str,
    moment: Moment | None,
    *,
    starred: bool = False,
    tags: Iterable[str] = (),
    key: str = "",
    line: int = 0,
    problems: tuple[str, ...] = (),
) -> Entry:
    """An entry from its text, the title being its first line.

    Args:
        text: Title, line break, body; tags stand in it as ``@this`` and ``#that``.
        moment: When it was written.
        starred: Known from elsewhere than the text.
        tags: Those that are told beside the text, which holds the same ones as a rule.
        key: What it is known by in every file; else the moment is its key in this one.
        line: Where it begins in the file.
        problems: What of it could not be read.
    """
    labels = Labels([*labelled(text), *without_private_labels(tags, text)])
    first, _, rest = text.strip().partition("\n")
    first, is_starred = _without_star(first.strip())
    title, body = title_and_body(f"{first}\n{rest}" if first else rest)
    draft = LessonDraft(
        title=one_line(without_labels(title) or title),
        body=without_labels(body),
        kind=labels.kind or Kind.LESSON,
        themes=labels.themes,
        happened=None if moment is None else moment.span,
        starred=starred or is_starred,
    )
    known_by = key or (str(moment) if moment else f"undated {draft.title}")
    return Entry(
        known_by,
        draft,
        moment="" if moment is None else str(moment),
        mentions=labels.mentions,
        line=line,
        is_unique=bool(key),
        problems=problems,
    )


def _without_star(line: str) -> tuple[str, bool]:
    if match := _STAR_AFTER.search(line):
        before = line[: match.start()]
        if before.endswith((" ", "\t")) or "*" not in before:
            return before.rstrip(), True
    if match := _STAR_BEFORE.match(line):
        return line[match.end() :], True
    return line, False
