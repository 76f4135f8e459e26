"""The signs of a capture: ``@company``, ``#theme``, ``!kind`` and a ``*`` of its own, wherever they stand.

A sign counts only after white space or at the start, never inside code or double braces, and never where a
backslash is before it. ``bob@example.com``, ``C#``, ``#1``, ``@ 3pm`` and a Markdown heading are text.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from retro.model import Kind
from retro.sentences import brace_spans, code_spans

__all__ = ["Part", "Token", "find_tokens", "written"]


class Part(StrEnum):
    """What a piece of a capture says about the lesson."""

    COMPANY = "company"
    THEME = "theme"
    KIND = "kind"
    DATE = "date"
    STAR = "star"


class Token(NamedTuple):
    """A piece of a capture that is not its text.

    ``value`` is the name, kind or date that it means; ``start`` and ``end`` are its place. ``escaped`` is one
    behind a backslash, which stays as text.
    """

    part: Part
    value: str
    start: int
    end: int
    escaped: bool = False


# A name is made of anything but white space and punctuation; "&", "+", "-", "." and "_" may stand inside it,
# "+" and "_" also at its end. Not \w, which leaves out combining accents and vowel signs of Indic scripts.
_SIGN = re.compile(r"(?<!\S)(\\*+)([@#!*])")
_NAME = re.compile(
    r"[^\s\x00-%'-*,/:-@\[-^`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf"
    r"\u2000-\u206f\u3000-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20]+"
)
_QUOTES = ('"', "“")
_QUOTED = r'"(?:[^"\\`\n]|\\["\\]){1,80}+"|“[^”`\n]{1,80}+”'
_TIME_OF_DAY = r"[0-9]{1,2}(?:am|pm|h)"
_FENCE = r" {0,3}(`{3,}(?=[^`\n]*$)|~{3,})"
_RULE = r"[ \t]*\*(?:[ \t]*\*)+[ \t]*"
_KINDS = frozenset(Kind)


def find_tokens(text: str) -> list[Token]:
    """Every sign in the text, in order, also the escaped ones."""
    code = sorted([*_no_signs_in(text), *_in_braces(text)])
    nearest = 0
    found = []
    for match in _SIGN.finditer(text):
        while nearest < len(code) and code[nearest][1] <= match.start():
            nearest += 1
        if nearest < len(code) and code[nearest][0] <= match.start():
            continue
        token = _token(match)
        if token is not None:
            found.append(token)
    return found


def written(part: Part, name: str) -> str:
    """The token that means this company, theme or kind."""
    if part is Part.KIND:
        return f"!{name}"
    sign = "@" if part is Part.COMPANY else "#"
    plain = f"{sign}{name}"
    found = find_tokens(plain)
    if len(found) == 1 and (found[0].value, found[0].end) == (name, len(plain)):
        return plain
    escaped = " ".join(name.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'{sign}"{escaped}"'


def _token(match: re.Match[str]) -> Token | None:
    text, start, sign, after = match.string, match.start(), match[2], match.end()
    escaped = bool(match[1])
    if sign == "*":
        alone = after == len(text) or text[after].isspace()
        return Token(Part.STAR, "*", start, after, escaped) if alone else None
    quoted = re.compile(_QUOTED).match(text, after) if text.startswith(_QUOTES, after) else None
    if sign != "!" and quoted:
        name, end = quoted[0][1:-1], quoted.end()
        name = (re.sub(r'\\(["\\])', r"\1", name) if quoted[0][0] == '"' else name).strip()
        name = "" if _NAME.match(text, end) else name
    else:
        name, end = _plain_name(text, after, nested=sign == "#")
    if not name or text.startswith(("@", "#", "/"), end):
        return None
    if sign == "!":
        return Token(Part.KIND, name.lower(), start, end, escaped) if name.lower() in _KINDS else None
    return Token(Part.COMPANY if sign == "@" else Part.THEME, name, start, end, escaped)


def _plain_name(text: str, start: int, *, nested: bool) -> tuple[str, int]:
    """The name without quotes that begins here and where it ends; an empty one where there is none."""
    end = start
    while match := _NAME.match(text, end):
        end = match.end()
        if not nested or not text.startswith("/", end):
            break
        end += 1
    levels = text[start:end].split("/")
    levels[-1] = levels[-1].rstrip("&-.")
    name = "/".join(levels)
    is_name = all(level and level[0] not in "&+._-" and level[-1] not in "&-." for level in levels)
    is_word = any(character.isalpha() for character in name) and not re.fullmatch(_TIME_OF_DAY, name.lower())
    is_cut_off = text.startswith(("@", "#", "/"), end)
    return (name, start + len(name)) if is_name and is_word and not is_cut_off else ("", start)


def _no_signs_in(text: str) -> list[tuple[int, int]]:
    """Spans of code and of thematic breaks, in order: what looks like a sign there is none.

    The first line is the lesson's title, so it never opens a fenced block.
    """
    if not any(mark in text for mark in ("`", "~~~", "*")):
        return []
    spans: list[tuple[int, int]] = []
    fence = ""
    has_title = False
    opened = paragraph = position = 0
    for line in text.split("\n"):
        end = position + len(line)
        if fence:
            if line.strip() and set(line.strip()) == {fence[0]} and len(line.strip()) >= len(fence):
                spans.append((opened, end))
                fence, paragraph = "", end
        elif not line.strip() or re.fullmatch(_RULE, line):
            spans += _inline_code(text, paragraph, position)
            spans += [(position, end)] if line.strip() else []
            paragraph = end
        elif has_title and (match := re.match(_FENCE, line)):
            spans += _inline_code(text, paragraph, position)
            fence, opened = match[1], position
        has_title = has_title or bool(line.strip())
        position = end + 1
    return spans + ([(opened, len(text))] if fence else _inline_code(text, paragraph, len(text)))


def _in_braces(text: str) -> list[tuple[int, int]]:
    """Spans of what may be private, in the title and in the body: no name there is the lesson's own."""
    line_end = text.find("\n", len(text) - len(text.lstrip()))
    line_end = len(text) if line_end < 0 else line_end
    body = ((line_end + start, line_end + end) for start, end in brace_spans(text[line_end:]))
    return [*brace_spans(text[:line_end]), *body]


def _inline_code(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [(start + first, start + last) for first, last in code_spans(text[start:end])]
