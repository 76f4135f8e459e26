"""The text of a finished file, laid bare: as it is, without tags, without comments, without any markup."""

import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from retro.posts.redacting.reading import plain_letter

__all__ = ["WORD", "Word", "letters", "plain", "text_of", "views", "without_ids", "words"]


class Word(NamedTuple):
    """A word of a text: as it is written, its letters, its line, its place there, what is before."""

    said: str
    letters: str
    line: int
    at: int
    gap: str


WORD = re.compile(r"[^\W_]+")
"""A word, whatever its case."""

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|u\{([0-9a-fA-F]{1,6})\})")
_NOT_PLAIN = re.compile("[^ -~]")
_LINE_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\[nrt]")
_BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")
_INNERMOST = (
    r"</?[A-Za-z][^<>]*>|<!\[CDATA\[|\]\]>|<[!?][^<>]*>|%%[^%]*%%"
    r"|\{[%#][^{}]*[%#]\}|\{\{[<%][^{}]*[%>]\}\}"
)
_TAG = rf"</?[A-Za-z](?:[^<>\"']++|\"[^\"]{{0,300}}+\"|'[^']{{0,300}}+')*+>|{_INNERMOST}"
_INNER = re.compile(_INNERMOST)
_TAGS = re.compile(_TAG)
_MARKUP = re.compile(
    rf"{_TAG}|\]\([^()]*+(?:\([^()]*+\)[^()]*+)?\)|\]\[[^\[\]]*\]|\[\^[^\[\]\s]+\]"
    r"|\{:[^{}]*\}|[*`~$\[\]]|!(?=\[)",
)


def text_of(content: bytes) -> str | None:
    """The text of a file, None for what is no text."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


@lru_cache(maxsize=2048)
def plain(line: str) -> str:
    """A line with everything that is written as something else written out, and in plain letters."""
    for _ in range(4):
        before = line
        line = html.unescape(line) if "&" in line else line
        line = unquote(line, errors="replace") if "%" in line else line
        if "\\" in line:
            line = _ESCAPE.sub(_escaped, line)
            line = _BACKSLASH.sub(r"\1", _LINE_BREAK.sub(r"\1 ", line))
        if line == before:
            break
    return line if line.isascii() else _NOT_PLAIN.sub(lambda match: plain_letter(match[0]), line)


def _escaped(match: re.Match[str]) -> str:
    code = int(next(filter(None, match.groups())), 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def views(lines: Sequence[str]) -> list[Sequence[str]]:
    """Plain lines, and as they are without tags, without comments as well, without any markup; each once."""
    text = "\n".join(lines)
    inner, shown = _without(_INNER, text), _without_comments(text)
    parts = ((_TAGS, text), (_TAGS, shown), (_MARKUP, shown), (_MARKUP, inner))
    bare = dict.fromkeys([inner, shown, *(_without(pattern, part) for pattern, part in parts)])
    return [lines, *(view.split("\n") for view in bare if view != text)]


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text without some markup, in as many lines."""
    return pattern.sub(lambda match: "\n" * match[0].count("\n"), text)


def _without_comments(text: str) -> str:
    """The text without comments of HTML, in as many lines; one that nobody closes is none."""
    kept, done = [], 0
    while (begin := text.find("<!--", done)) >= 0 <= (end := text.find("-->", begin + len("<!"))):
        kept += [text[done:begin], "\n" * text.count("\n", begin, end)]
        done = end + len("-->")
    return "".join([*kept, text[done:]])


_ID = re.compile(r"(?<![0-9A-Za-z])(?=[a-z]*[0-9])[0-9a-hjkmnp-tv-z]{12}(?![0-9A-Za-z])")


def without_ids(text: str) -> str:
    """The text with spaces for what may be a lesson's id: by chance its letters are somebody's name."""
    return _ID.sub(lambda match: " " * len(match[0]), text)


def letters(text: str) -> str:
    """The letters and digits of a text, without case."""
    return "".join(WORD.findall(text)).casefold()


def words(lines: Sequence[str]) -> Iterator[Word]:
    """The words of some lines, the first of which is line 1."""
    gap = ""
    for number, line in enumerate(lines, 1):
        done = 0
        for match in WORD.finditer(line):
            gap += line[done : match.start()]
            done = match.end()
            yield Word(match[0], match[0].casefold(), number, match.start(), gap)
            gap = ""
        gap += line[done:] + "\n"
