"""Charts in the text of a post: a line each below what a lesson says, put there and taken out again.

A chart is known by the name of its file, ``2024-05-06-trust-chart-0g5k2m8q1x7z-1.svg``: of which post it is,
of which lesson, and of which of its measurements. So a post that is written again shows the same file, and
another post of the same lesson, which may say other names, has one of its own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from retro.display import plain_inline
from retro.journal.identity import is_id
from retro.model import Evidence, Lesson
from retro.posts.charts import description, is_drawable
from retro.posts.portable import portable_line, reference
from retro.posts.slugs import slug

__all__ = ["chart_bases", "chart_lines", "chart_names", "with_charts", "without_charts"]

_LINE = re.compile(r"!\[.*\]\((?:[^()\s]*/)?[a-z0-9-]+-chart-([0-9a-z]{12})-[1-9][0-9]*\.svg\)[ \t]*")
_UNFIT = str.maketrans({"[": "(", "]": ")", "<": "‹", ">": "›", "`": "'", "\\": "/"})
"""What a description of an image may not hold as it is; a reader who hears it read out misses nothing."""


def chart_bases(
    lessons: Iterable[Lesson], posts: Iterable[tuple[str, Sequence[str]]], prefix: str
) -> Mapping[str, str]:
    """Id of a lesson -> what the addresses of its charts begin with; only of those that can be drawn.

    Args:
        lessons: Those in the posts.
        posts: The names of their files, and the ids of the lessons in each.
        prefix: What stands before the names of images in the site.
    """
    measured = {lesson.id for lesson in lessons if any(map(is_drawable, lesson.evidence))}
    return {
        lesson_id: f"{prefix}{slug(PurePath(name).stem)}-chart-{lesson_id}"
        for name, lesson_ids in posts
        for lesson_id in lesson_ids
        if lesson_id in measured
    }


def chart_names(evidence: Sequence[Evidence], base: str) -> Mapping[str, Evidence]:
    """What can be drawn of a lesson, by the names of the charts; their numbers are those of the evidence."""
    name = base.rpartition("/")[2]
    return {
        f"{name}-{number}.svg": item for number, item in enumerate(evidence, start=1) if is_drawable(item)
    }


def chart_lines(evidence: Sequence[Evidence], base: str) -> tuple[str, ...]:
    """The images of a lesson's charts in Markdown, each described in words."""
    folder = base[: len(base) - len(base.rpartition("/")[2])]
    return tuple(
        f"![{_alternative(item)}]({folder}{name})" for name, item in chart_names(evidence, base).items()
    )


def with_charts(text: str, evidence: Sequence[Evidence], base: str) -> str:
    """What stands below a lesson's title, and its charts; without a base there are none."""
    lines = chart_lines(evidence, base) if base else ()
    return "\n\n".join(part for part in (text, *lines) if part)


def without_charts(text: str) -> str:
    """A text without the paragraphs that are nothing but a chart."""
    if "-chart-" not in text:
        return text
    return "\n\n".join(part for part in text.split("\n\n") if not _is_chart(part))


def _is_chart(paragraph: str) -> bool:
    match = _LINE.fullmatch(paragraph.strip("\n"))
    return match is not None and is_id(match[1])


def _alternative(item: Evidence) -> str:
    words = " ".join(plain_inline(description(item)).split()).translate(_UNFIT)
    return re.sub(r"[*_^]", lambda match: reference(match[0]), portable_line(words))
