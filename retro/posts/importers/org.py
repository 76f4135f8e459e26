"""Org files: headings become entries, with their tags and properties; what is below them, their text.

Which headings are entries: the outermost ones, except that a heading which holds nothing but other headings
(``* Inbox``, ``* 2023``, ``** 2023-03-07 Tuesday``) only groups them. A file of one note (with an ``:ID:`` or
text before its first heading, as org-roam writes) is one entry with its headings in it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from retro.model import Kind, LessonDraft
from retro.posts.importers.entry import Entry, Format, Options, Trouble
from retro.posts.importers.given import Given
from retro.posts.importers.moments import Moment, read_moment
from retro.posts.importers.org_markup import inline_markdown, markdown_of
from retro.posts.importers.text import LONGEST_TEXT, TextLines
from retro.posts.importers.wording import Labels, one_line, title_and_body

__all__ = ["FORMAT"]

_HEADING = re.compile(r"(\*+)[ \t]+(.*)")
_TAGS = re.compile(r"[ \t]+:([\w@#%:]+):[ \t]*\Z")
_PRIORITY = re.compile(r"\[#[A-Z0-9]\][ \t]*")
_COOKIE = re.compile(r"[ \t]*\[\d*(?:/\d*|%)\]")
_STAMP = re.compile(r"[<\[](\d{4}-\d{2}-\d{2})[^\]>\n]{0,40}[>\]](?:--?[<\[][^\]>\n]{0,40}[>\]])?", re.ASCII)
_TIME_IN_STAMP = re.compile(r"\b(\d{1,2}:\d{2})", re.ASCII)
_TIME_BEFORE = re.compile(r"(\d{1,2}:\d{2})[ \t]+(?=\S)", re.ASCII)
_PLANNING = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED):[ \t]*[<\[]")
_DRAWER = re.compile(r"[ \t]*:([A-Za-z][\w-]*):[ \t]*\Z")
_PROPERTY = re.compile(r"[ \t]*:([\w-]+)\+?:[ \t]*(.*)")
_KEYWORD = re.compile(r"#\+([A-Za-z_]+):[ \t]*(.*)")
_MOST_STATES = 50
_LONGEST_DRAWER = 10_000
"""Lines: a logbook of ten years has some thousands."""

_STATES = frozenset("TODO DONE NEXT WAITING WAIT HOLD CANCELLED CANCELED STARTED SOMEDAY MAYBE PROJ".split())
_LEFT_OUT = frozenset({"noexport", "archive"})


def _recognises(given: Given) -> bool:
    if given.suffix == ".org":
        return True
    if given.suffix in {".md", ".markdown", ".mdx"}:
        return False
    lines = given.beginning.split("\n")
    keywords = sum(
        bool(re.match(r"#\+(?i:title|filetags|startup|todo|author|date):", line)) for line in lines
    )
    drawers = sum(line.strip() == ":PROPERTIES:" for line in lines)
    return bool(keywords or drawers) and (lines[0].startswith(("#+", "*", ":PROPERTIES:")))


@dataclass(slots=True)
class _Node:
    """A heading with what stands below it, or the beginning of the file (level 0)."""

    level: int
    title: str
    line: int
    tags: tuple[str, ...] = ()
    moment: Moment | None = None
    properties: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    size: int = 0
    has_text: bool = False
    has_headings: bool = False
    drawer: list[str] = field(default_factory=list)


class _Reader:
    """One org file, line by line; holds one entry at a time."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._states = set(_STATES)
        self._above: list[_Node] = []
        self._file = _Node(0, "", 1)
        self._node = self._file
        self._block = ""
        self.left_out = 0

    def feed(self, number: int, line: str) -> Iterator[Entry]:
        """Take a line; yields the entry that it ends."""
        heading = _HEADING.fullmatch(line)
        if heading is not None:
            self._block = ""
            yield from self._heading(number, len(heading[1]), heading[2].strip())
        elif self._node is self._file and self._file_keyword(line):
            return
        else:
            self._text(line)

    def _file_keyword(self, line: str) -> bool:
        match = _KEYWORD.match(line)
        if match is None:
            return False
        name, value = match[1].lower(), match[2].strip()
        if name == "title":
            self._file.title = self._file.title or one_line(inline_markdown(value))
        elif name == "filetags":
            self._file.tags += tuple(tag for tag in re.split(r"[:\s]+", value) if tag)
        elif name == "date":
            self._file.moment = self._file.moment or self._moment(value)
        elif name in {"todo", "seq_todo", "typ_todo"}:
            words = value.replace("|", " ").split()[:_MOST_STATES]
            self._states |= {word.partition("(")[0] for word in words}
        return True

    def _text(self, line: str) -> None:
        node = self._node
        if node.drawer or (not self._block and _opens_drawer(line)):
            node.drawer.append(line)
            if line.strip().upper() == ":END:":
                self._end_drawer()
            elif len(node.drawer) > _LONGEST_DRAWER:
                self._reopen_drawer()
            return
        if not self._block and not node.has_text and not node.has_headings:
            if _PLANNING.match(line):
                return
            if stamp := _STAMP.fullmatch(line.strip()):
                node.moment = node.moment or self._stamp(stamp)
                return
        self._read_text(line)

    def _end_drawer(self) -> None:
        """A drawer is about the entry, not of it; properties of a heading inside it are about that."""
        node = self._node
        match = _DRAWER.fullmatch(node.drawer[0])
        if match is not None and match[1].upper() == "PROPERTIES" and not node.has_headings:
            for line in node.drawer[1:-1]:
                if found := _PROPERTY.fullmatch(line):
                    node.properties.setdefault(found[1].upper(), found[2].strip()[:500])
        node.drawer = []

    def _reopen_drawer(self) -> None:
        """What is never closed was no drawer."""
        lines, self._node.drawer = self._node.drawer, []
        for line in lines:
            self._read_text(line)

    def _read_text(self, line: str) -> None:
        node = self._node
        self._keep(line)
        block = re.match(r"[ \t]*#\+(begin|end)_(\w+)", line, re.IGNORECASE)
        if block is not None:
            self._block = block[2].lower() if block[1].lower() == "begin" and not self._block else ""
        if line.strip():
            node.has_text = True

    def _keep(self, line: str) -> None:
        self._node.size += len(line) + 1
        if self._node.size <= LONGEST_TEXT:
            self._node.lines.append(line)

    def _heading(self, number: int, level: int, text: str) -> Iterator[Entry]:
        self._reopen_drawer()
        node = self._node
        is_one_note = node is self._file and (node.has_text or "ID" in node.properties)
        if level > node.level and (is_one_note or node.has_text or node.has_headings):
            node.has_headings = True
            self._keep("*" * (level - node.level) + " " + self._plain(text))
            return
        if level > node.level:
            self._above.append(node)  # it only groups what is below it
        else:
            yield from self.entry()
        while self._above and self._above[-1].level >= level:
            self._above.pop()
        self._node = self._opened(number, level, text)

    def _opened(self, number: int, level: int, text: str) -> _Node:
        tags: tuple[str, ...] = ()
        if match := _TAGS.search(text):
            tags = tuple(tag for tag in match[1].split(":") if tag)
            text = text[: match.start()]
        text = self._plain(text)
        moment = None
        if stamp := _STAMP.search(text):
            moment = self._stamp(stamp)
            text = text[: stamp.start()] + text[stamp.end() :]
        time = ""
        if (match := _TIME_BEFORE.match(text)) and self._day_above() is not None:
            time, text = match[1].zfill(5), text[match.end() :]
        node = _Node(level, one_line(text), number, tags, moment)
        day = self._day_above()
        if node.moment is None and day is not None:
            node.moment = Moment(day.span, time)
        return node

    def _plain(self, text: str) -> str:
        """A heading without its state, priority and count of what is done."""
        first, _, rest = text.partition(" ")
        text = rest.strip() if first in self._states and rest else text
        return _COOKIE.sub("", _PRIORITY.sub("", text)).strip()

    def _day_above(self) -> Moment | None:
        """The day of a heading that groups the entries of a day."""
        for node in reversed(self._above):
            if node.level and (found := self._moment(node.title) or node.moment):
                return found
        return None

    def _moment(self, text: str) -> Moment | None:
        stamp = _STAMP.fullmatch(text.strip())
        if stamp is not None:
            return self._stamp(stamp)
        return read_moment(text, self._options.today, form=self._options.date_format)

    def _stamp(self, stamp: re.Match[str]) -> Moment | None:
        time = _TIME_IN_STAMP.search(stamp[0][11:])
        return read_moment(f"{stamp[1]} {time[1] if time else ''}", self._options.today)

    def entry(self) -> Iterator[Entry]:
        """The entry that has been read, unless it says nothing or is marked to be left out."""
        self._reopen_drawer()
        node = self._node
        tags = [*(tag for above in self._above for tag in above.tags), *node.tags]
        if not node.level:
            tags = list(node.tags)
            if not node.has_text and not node.has_headings:
                return
        if node.title.startswith("COMMENT ") or _LEFT_OUT & {tag.lower() for tag in tags}:
            self.left_out += 1
            return
        body = markdown_of(node.lines)
        title = one_line(inline_markdown(node.title)) if node.level else node.title
        if not title:
            title, body = title_and_body(body)
        if title:
            yield self._entry(node, title, body, tags)

    def _entry(self, node: _Node, title: str, body: str, tags: list[str]) -> Entry:
        told = node.properties
        moment = self._moment(told.get("CREATED", "") or told.get("DATE", "")) or node.moment
        labels = Labels(tag if tag.startswith("@") else f"#{tag}" for tag in tags)
        identity = told.get("ID") or told.get("CUSTOM_ID", "")
        problems = []
        if node.size > LONGEST_TEXT:
            problems.append(f"Only the first {LONGEST_TEXT // 1024**2} MiB of “{title[:60]}” were read.")
        grouped = [above.title for above in self._above if above.level and not self._moment(above.title)]
        return Entry(
            f"org {identity}" if identity else f"{moment or 'undated'} {title}",
            LessonDraft(
                title=title,
                body=body,
                kind=_kind(told) or labels.kind or Kind.LESSON,
                company=told.get("COMPANY") or None,
                themes=labels.themes,
                happened=None if moment is None else moment.span,
            ),
            moment="" if moment is None else str(moment),
            mentions=labels.mentions,
            line=node.line,
            heading=" / ".join(grouped),
            is_unique=bool(told.get("ID")),
            problems=tuple(problems),
        )


def _opens_drawer(line: str) -> bool:
    match = _DRAWER.fullmatch(line)
    return match is not None and match[1].upper() != "END"


def _kind(properties: Mapping[str, str]) -> Kind | None:
    word = properties.get("KIND", "").lower()
    return Kind(word) if word in set(Kind) else None


def _read(given: Given, options: Options) -> Iterator[Entry | Trouble]:
    text = TextLines(given, options)
    reader = _Reader(options)
    for number, line in enumerate(text, 1):
        yield from reader.feed(number, line)
    yield from reader.entry()
    if reader.left_out:
        yield Trouble(f"Left out as marked (COMMENT, noexport, ARCHIVE): {reader.left_out:,}.")
    yield from text.troubles


FORMAT = Format("org", "Org: headings as entries", _recognises, _read)
