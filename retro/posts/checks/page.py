"""What checks look at: a post or a lesson taken apart into lines and paragraphs."""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from retro.lesson_text import render
from retro.model import Lesson
from retro.posts.bodies import markdown
from retro.posts.composing import Place, Post
from retro.posts.folded_words import folded_words
from retro.posts.portable import original, split_code
from retro.posts.redacting.passages import left_open, passages

_WORDS_OF_ENTRY = re.compile(r'"(?:trigger|metric)": "((?:[^"\\]|\\.)*)"')
"""What retro's own map in the front matter of a post says in words."""

_ID_OF_ENTRY = re.compile(r'"id": "(\w+)"')

__all__ = ["Page", "Paragraph", "as_read", "blank_code"]


class Paragraph(NamedTuple):
    """Inline text and the line of the page on which it begins; code in it is blank.

    ``heading`` tells a title from a text: in titles many words begin with a capital.
    """

    line: int
    text: str
    heading: bool = False

    def line_at(self, offset: int) -> int:
        """The line of the page on which a place of the text is."""
        return self.line + self.text.count("\n", 0, offset)


@dataclass(frozen=True)
class Page:
    """A post, or a lesson as ``retro edit`` shows it.

    Args:
        front: The lines above the text: front matter, or the fields of a lesson.
        body: The lines of the text.
        paragraphs: Of the text.
        places: Where lessons begin, in order; ``lesson_id`` is "" for what belongs to none.
        lessons: The lessons on the page by id.
        dialect: The generator that a post is for; "" for a lesson, which no generator reads.
    """

    front: Sequence[str]
    body: Sequence[str]
    paragraphs: Sequence[Paragraph]
    places: Sequence[Place]
    lessons: Mapping[str, Lesson]
    dialect: str = ""

    @classmethod
    def of_post(cls, post: Post, lessons: Iterable[Lesson] = ()) -> "Page":
        """A post.

        Args:
            post: As it would be written.
            lessons: Those in it, and perhaps others.
        """
        lines = _lines(post.text)
        fence = lines[0] if lines[0] in {"---", "+++"} else ""
        end = next((at for at in range(1, len(lines)) if lines[at] == fence), 0) if fence else 0
        front = lines[: end + 1] if end else []
        inside = set(post.lesson_ids)
        by_id = {lesson.id: lesson for lesson in lessons if lesson.id in inside}
        return cls._made(front, lines[len(front) :], post.places, by_id, post.dialect)

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> "Page":
        """Texts that are on no page: those of a whole journal."""
        return cls([], [line for text in texts for line in _lines(text)], (), (), {})

    @classmethod
    def of_lesson(cls, lesson: Lesson) -> "Page":
        """A lesson as it may leave: its lines are those that ``retro edit`` shows, private passages blank."""
        fields, _, text = render(lesson.replace(body="")).partition("\n\n")
        front = [_without_passages(line.replace("\r", " ")) for line in fields.split("\n")]
        title = [_without_passages(text.rstrip("\n").replace("\r", " "))]
        text = _without_passages(lesson.body, left_open(lesson.title))
        body = ["", *_lines(text)] if text else []
        return cls._made([*front, ""], title + body, (Place(1, lesson.id),), {lesson.id: lesson}, "")

    @classmethod
    def _made(
        cls,
        front: Sequence[str],
        body: Sequence[str],
        places: Sequence[Place],
        lessons: Mapping[str, Lesson],
        dialect: str,
    ) -> "Page":
        paragraphs = []
        before = ""
        for token in markdown().parse("\n".join(body)):
            if token.type == "inline" and token.map:
                line = len(front) + 1 + token.map[0]
                paragraphs.append(Paragraph(line, blank_code(token.content), before == "heading_open"))
            before = token.type
        return cls(front, body, paragraphs, places, lessons, dialect)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the page, folded: what is made of other words cannot stand on it."""
        return frozenset(folded_words("\n".join(map(as_read, chain(self.front, self.body)))))

    @cached_property
    def prose_above(self) -> tuple[Paragraph, ...]:
        """What was written in words above the text: titles, triggers, what was measured."""
        found = []
        for number, line in enumerate(self.front, 1):
            if line.startswith(("title: ", "trigger: ")):
                found.append(Paragraph(number, line.partition(": ")[2], line.startswith("title")))
            elif line.startswith("evidence: "):
                found.append(Paragraph(number, line.removeprefix("evidence: ").partition(" | ")[0]))
            elif '"id": ' in line:
                found += [Paragraph(number, match[1]) for match in _WORDS_OF_ENTRY.finditer(line)]
        return tuple(found)

    @property
    def first_line(self) -> int:
        """The line on which the text begins."""
        return len(self.front) + 1

    def lesson_at(self, line: int) -> Lesson | None:
        """The lesson that a line belongs to, if it is one's: also one above the text that tells of it."""
        place = bisect_right(self.places, line, key=attrgetter("line")) - 1
        if place >= 0:
            return self.lessons.get(self.places[place].lesson_id)
        if len(self.lessons) == 1:
            return next(iter(self.lessons.values()))
        told = _ID_OF_ENTRY.search(self.front[line - 1]) if line <= len(self.front) else None
        return self.lessons.get(told[1]) if told else None

    def field_line(self, *names: str) -> int:
        """The line above the text on which the first of some fields stands; the first where none does."""
        for name in names:
            for number, line in enumerate(self.front, 1):
                if line.startswith(f"{name}:"):
                    return number
        return 1


def as_read(line: str) -> str:
    """A line as a reader sees it: what is written as a reference is a letter to them."""
    shown = html.unescape(original(line)) if "&" in line else line
    return unicodedata.normalize("NFC", shown.replace('\\"', '"')).replace("\n", " ")


def _without_passages(text: str, opened: int = 0) -> str:
    """The text with spaces in the place of private passages, which no post gets to see."""
    for start, end in passages(text, opened):
        text = text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]
    return text


def _lines(text: str) -> list[str]:
    """Lines as the Markdown parser counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def blank_code(text: str) -> str:
    """Inline text of the same length without its code."""
    if "`" not in text:
        return text
    return "".join(re.sub(r"[^\n]", " ", piece) if code else piece for piece, code in split_code(text))
