"""Notes of Obsidian and Logseq as plain Markdown: links, embeds, comments, fields, tags.

A text keeps its number of lines, so that a lesson's line in the file stays right; code and formulas stay as
they are.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from retro.posts.portable import split_code
from retro.posts.reading.calls import image
from retro.posts.reading.prose_lines import prose_lines
from retro.posts.reading.sites import Generator

__all__ = ["Locate", "Note", "lesson_tags", "read_note", "unlinked"]

Locate = Callable[[str], str | None]
"""Where an attachment lies, relative to the note that names it; None when there is none of that name."""

_LINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<name>[^\[\]\n|#^\\]{0,300})(?P<place>[#^][^\[\]\n|\\]{0,300})?"
    r"(?:\\?\|(?P<shown>[^\[\]\n]{0,300}))?\]\](?![(\[])"
)
_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"})
_FILES = frozenset(
    ".pdf .mp3 .wav .m4a .ogg .flac .3gp .mp4 .webm .ogv .mov .mkv .csv .xlsx .docx .pptx .zip .txt".split()
)
# What Obsidian shows in the place of these is made of other notes.
_VIEWS = frozenset({".base", ".canvas", ".excalidraw"})
_SIZE = re.compile(r"\d{1,5}(?:x\d{1,5})?")

_BLOCK_ID = re.compile(r"(?:^|[ \t]+)\^[A-Za-z0-9][A-Za-z0-9-]{0,60}[ \t]*$")
_FIELD_LINE = re.compile(
    r"[ \t>]*(?:[-*+][ \t]+)?(?:\*\*|__|_|\*)?(?P<key>[^\W\d_][\w /-]{0,40}?)"
    r"(?:\*\*|__|_|\*)?::(?:[ \t]+(?P<value>.*))?"
)
_INLINE_FIELD = re.compile(r"(?<!\w)[\[(]([^\W\d_][\w /-]{0,40})::[ \t]*([^\[\]()\n]{0,300})[\])](?!\()")
# A field of many words is a sentence of its own, and one of these names says that it is a lesson.
_SENTENCE = 5
_LESSON_KEY = re.compile(
    r"(?:lessons?|learn(?:ed|t|ings?)|takeaways?|insights?|mistakes?|wins?|tips?|practices?)(?: learned)?",
    re.IGNORECASE,
)

_TAG = re.compile(r"(?<![^\s(\[>])#(?P<tag>[^\s#,.;:!?'\"()\[\]{}<>|`*&^%$@=+\\~]{1,100})")
_LINE_MARKS = re.compile(r"[ \t>]*(?:[-*+][ \t]+)?(?:tags?:[ \t]*)?", re.IGNORECASE)
_NUMBER_OR_COLOUR = re.compile(r"[\d/-]+|[0-9a-fA-F]*\d[0-9a-fA-F]*")

_LOGSEQ_TAG = re.compile(r"#\[\[([^\[\]\n]{1,100})\]\]")
_BLOCK_REFERENCE = re.compile(r"\(\([0-9a-f-]{36}\)\)|\{\{(?:embed|query|renderer|cloze)\b[^{}\n]*\}\}")
_TASK = re.compile(
    r"(?P<before>[ \t]*(?:[-*+][ \t]+)?)(?:TODO|DOING|DONE|LATER|NOW|WAITING|CANCELED)"
    r"[ \t]+(?:\[#[ABC]\][ \t]+)?"
)
_LOGBOOK = re.compile(r"[ \t]*(?::LOGBOOK:|:END:|CLOCK:.*|SCHEDULED:.*|DEADLINE:.*)[ \t]*")


@dataclass(frozen=True, slots=True)
class Note:
    """A note as Markdown, the fields in its text (keys in lower case), and the tags on lines of their own."""

    text: str
    fields: dict[str, object] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


def read_note(body: str, taker: Generator | None, locate: Locate = lambda _name: None) -> Note:
    """Read the text of a note.

    Args:
        body: Below its front matter.
        taker: Obsidian or Logseq; None for plain Markdown, in which only lines of tags are looked for.
        locate: Finds the attachments that it shows.
    """
    if taker is None and "#" not in body:
        return Note(body)
    lines = body.split("\n")
    prose = prose_lines(lines)
    if taker is Generator.OBSIDIAN and "%%" in body:
        _blank_comments(lines, prose)
    reading = _Reading(taker, locate)
    text = "\n".join(
        reading.line(line) if is_prose else line for line, is_prose in zip(lines, prose, strict=True)
    )
    return Note(text, reading.fields, tuple(dict.fromkeys(reading.tags)))


def unlinked(text: str) -> str:
    """A value of a property, ``[[Amazon EKS|EKS]]``, as the name of the note that it links."""
    return _LINK.sub(lambda match: _note_name(match) or _shown(match), text) if "[[" in text else text


def lesson_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """The tags in the words of a lesson, and the words without those that stand at the end of a line."""
    if "#" not in text:
        return text, ()
    lines = text.split("\n")
    prose = prose_lines(lines)
    tags: list[str] = []
    for at, line in enumerate(lines):
        if prose[at] and "#" in line:
            tags += _tags_in(line)
            lines[at] = _without_last_tags(line)
    return "\n".join(lines), tuple(dict.fromkeys(tags))


def _without_last_tags(line: str) -> str:
    """The line up to the tags that it ends with; whole where it is nothing but tags."""
    end = len(line)
    for word in reversed(list(re.finditer(r"\S+", line))):
        if not (word[0].startswith("#") and _is_tag(word[0][1:].rstrip(".,;"))):
            return line[:end]
        end = len(line[: word.start()].rstrip())
    return line


def _tags_in(line: str) -> Iterator[str]:
    for piece, is_code in split_code(line):
        if not is_code:
            yield from (match["tag"].strip("/") for match in _TAG.finditer(piece) if _is_tag(match["tag"]))


def _is_tag(tag: str) -> bool:
    return bool(tag) and not tag.startswith("#") and not _NUMBER_OR_COLOUR.fullmatch(tag)


def _blank_comments(lines: list[str], prose: list[bool]) -> None:
    """Take out ``%% … %%``; one that begins on a line of its own and never ends goes on to the end."""
    marks = [
        (number, at)
        for number, line in enumerate(lines)
        if prose[number] and "%%" in line
        for at in _outside_code(line, "%%")
    ]
    if len(marks) % 2:
        number, _ = marks[-1]
        alone = lines[number].strip() == "%%"
        marks = [*marks, (len(lines) - 1, len(lines[-1]))] if alone else marks[:-1]
    for (first, start), (last, end) in reversed(list(zip(marks[::2], marks[1::2], strict=True))):
        before, after = lines[first][:start], lines[last][end + 2 :]
        for number in range(first, last + 1):
            lines[number], prose[number] = "", True
        lines[last] = after
        lines[first] = before + (after if first == last else "")


def _outside_code(line: str, mark: str) -> Iterator[int]:
    offset = 0
    for piece, is_code in split_code(line):
        at = -1 if is_code else piece.find(mark)
        while at >= 0:
            yield offset + at
            at = piece.find(mark, at + len(mark))
        offset += len(piece)


class _Reading:
    """A note while it is read, line by line."""

    def __init__(self, taker: Generator | None, locate: Locate) -> None:
        self.taker = taker
        self.locate = locate
        self.fields: dict[str, object] = {}
        self.tags: list[str] = []

    def line(self, line: str) -> str:
        """The line as Markdown; empty where it held nothing but fields or tags."""
        if self.taker is None:
            return self._without_tags(line) if "#" in line else line
        if self.taker is Generator.LOGSEQ:
            line = self._logseq(line)
        if "::" in line:
            line = self._field(line)
        if "[[" in line:
            line = _outside(line, lambda piece: _LINK.sub(self._link, piece))
        if "^" in line:
            line = _BLOCK_ID.sub("", line)
        return self._without_tags(line) if "#" in line else line

    def _logseq(self, line: str) -> str:
        if _LOGBOOK.fullmatch(line):
            return ""
        line = _LOGSEQ_TAG.sub(lambda match: "#" + "-".join(match[1].split()), line)
        line = _BLOCK_REFERENCE.sub("", line)
        return _TASK.sub(r"\g<before>", line, count=1) if _TASK.match(line) else line

    def _without_tags(self, line: str) -> str:
        marks = _LINE_MARKS.match(line)
        words = line[marks.end() if marks else 0 :].replace(",", " ").split()
        if not all(word.startswith("#") for word in words):
            return line
        tags = [word.strip("#/") for word in words]
        # In plain Markdown a capital after the sign is a heading without its space, as some take it.
        if not all(tag and _is_tag(tag) for tag in tags) or (self.taker is None and tags[0][:1].isupper()):
            return line
        self.tags += tags
        return ""

    def _field(self, line: str) -> str:
        found = _FIELD_LINE.fullmatch(line)
        if found is not None and "::" not in (found["value"] or ""):
            key, value = found["key"].strip(), (found["value"] or "").strip()
            if _LESSON_KEY.fullmatch(key) or len(value.split()) >= _SENTENCE:
                return line.replace(f"{found['key']}::", f"{key[:1].upper()}{key[1:]}:", 1)
            self._keep(key, value)
            return ""
        return _outside(line, lambda piece: _INLINE_FIELD.sub(self._inline_field, piece))

    def _inline_field(self, match: re.Match[str]) -> str:
        self._keep(match[1].strip(), match[2].strip())
        return match[2].strip()

    def _keep(self, key: str, value: str) -> None:
        """The first of a name counts, as it does in front matter."""
        if value:
            self.fields.setdefault(key.lower(), value)

    def _link(self, match: re.Match[str]) -> str:
        name = match["name"].strip()
        if not name and not match["place"]:
            return match[0]
        suffix = PurePosixPath(name).suffix.lower()
        shown = (match["shown"] or "").strip()
        if suffix in _IMAGES and match["embed"]:
            described = "" if _SIZE.fullmatch(shown) else shown.split("|", 1)[0]
            return image(self.locate(name) or name, described)
        if suffix in _VIEWS and match["embed"]:
            return ""
        if suffix in _FILES | _IMAGES:
            address = image(self.locate(name) or name, shown or PurePosixPath(name).name)
            return address.removeprefix("!")
        return _shown(match)


def _outside(line: str, change: Callable[[str], str]) -> str:
    """A line changed where it is no code."""
    if "`" not in line:
        return change(line)
    return "".join(piece if is_code else change(piece) for piece, is_code in split_code(line))


def _note_name(match: re.Match[str]) -> str:
    return PurePosixPath(match["name"].strip()).name.removesuffix(".md")


def _shown(match: re.Match[str]) -> str:
    """What a link shows: its own words, else the note's name, and the heading in it."""
    if match["shown"] and match["shown"].strip():
        return match["shown"].strip()
    name = _note_name(match)
    heading = (match["place"] or "").lstrip("#").strip()
    if heading.startswith("^") or not heading:
        return name
    heading = heading.rsplit("#", 1)[-1].strip()
    return f"{name} > {heading}" if name else heading
