"""The signs of a capture: ``@company``, ``#theme``, ``!kind`` and a ``*`` of its own, wherever they stand.

A sign counts only after white space or at the start, never inside code, and never where a backslash is before
it. ``bob@example.com``, ``C#``, ``#1``, ``@ 3pm`` and a Markdown heading are text.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from retro.model import Kind
from retro.sentences import code_spans

__all__ = ["Part", "Token", "find_tokens", "written"]


class Part(StrEnum):
    """What a piece of a capture says about the lesson."""

    COMPANY = "company"
    THEME = "theme"
    KIND = "kind"
    DATE = "date"
    STAR = "star"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a capture that is not its text.

    ``value`` is the name, kind or date that it means; ``start`` and ``end`` are its place. ``escaped`` is one
    behind a backslash, which stays as text.
    """

    part: Part
    value: str
    start: int
    end: int
    escaped: bool = False


# A name is made of anything but white space and punctuation; inside it, "&", "+", "-" and "." may stand, and
# "+" at its end. Not \w, which leaves out the vowel signs of Indic scripts and combining accents.
_PUNCTUATION = (
    r"\s\x00-%'-*,/:-@\[-^`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf"
    r"\u2000-\u206f\u3000-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20"
)
_FIRST, _INNER, _LAST = (rf"[^{_PUNCTUATION}{more}]" for more in ("&+._-", "", "&.-"))
_NAME = rf"{_FIRST}(?:{_INNER}*{_LAST})?"
_QUOTED = r'"(?:[^"\\`\n]|\\["\\]){1,80}+"|“[^”`\n]{1,80}+”'
# The atomic group keeps "@user@example.social" from becoming a shorter name; every repeat is bounded by a
# character that it cannot contain, so that time stays linear.
_TOKEN = re.compile(
    rf"(?<!\S)(?P<escape>\\*+)(?:"
    rf"@(?P<company>{_QUOTED}|(?>{_NAME}))(?!{_LAST}|[@#/])"
    rf"|\#(?P<theme>{_QUOTED}|(?>{_NAME}(?:/{_NAME})*+))(?!{_LAST}|[@#/])"
    rf"|!(?P<kind>{'|'.join(Kind)})(?!{_LAST}|[@#/])"
    r"|(?P<star>\*)(?!\S))",
    re.IGNORECASE,
)
_TIME_OF_DAY = re.compile(r"\d{1,2}(?:am|pm|h)", re.IGNORECASE | re.ASCII)
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`\n]*$)|~{3,})")
_RULE = re.compile(r"[ \t]*\*(?:[ \t]*\*)+[ \t]*")


def find_tokens(text: str) -> list[Token]:
    """Every sign in the text, in order, also the escaped ones."""
    code = _no_signs_in(text)
    nearest = 0
    found = []
    for match in _TOKEN.finditer(text):
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
    start, end, escaped = match.start(), match.end(), bool(match["escape"])
    if match["star"]:
        return Token(Part.STAR, "*", start, end, escaped)
    if match["kind"]:
        return Token(Part.KIND, match["kind"].lower(), start, end, escaped)
    part = Part.COMPANY if match["company"] else Part.THEME
    name = match["company"] or match["theme"]
    if name[0] in '"“':
        name = re.sub(r'\\(["\\])', r"\1", name[1:-1]).strip() if name[0] == '"' else name[1:-1].strip()
        return Token(part, name, start, end, escaped) if name else None
    is_name = any(character.isalpha() for character in name) and not _TIME_OF_DAY.fullmatch(name)
    return Token(part, name, start, end, escaped) if is_name else None


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
        elif not line.strip() or _RULE.fullmatch(line):
            spans += _inline_code(text, paragraph, position)
            spans += [(position, end)] if line.strip() else []
            paragraph = end
        elif has_title and (match := _FENCE.match(line)):
            spans += _inline_code(text, paragraph, position)
            fence, opened = match[1], position
        has_title = has_title or bool(line.strip())
        position = end + 1
    return spans + ([(opened, len(text))] if fence else _inline_code(text, paragraph, len(text)))


def _inline_code(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [(start + first, start + last) for first, last in code_spans(text[start:end])]
