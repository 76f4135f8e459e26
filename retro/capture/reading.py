"""What in a capture is said about the lesson, and what is its text."""

import datetime as dt
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from retro.capture.tokens import Part, Token, find_tokens
from retro.model import Kind

if TYPE_CHECKING:
    from retro.dates import Span

__all__ = ["LEADS_INTO", "Reading", "ends_in_star", "is_prefix", "read", "trailing"]

# After these a tag is the end of a sentence ("never trust a promise from @acme"), and stays as its word.
LEADS_INTO = frozenset(
    "a about after against an and as at before between by for from in into like of on or over than the "
    "through to towards under via vs vs. when while with without".split()
)
_KIND_WORDS = {
    "lesson": Kind.LESSON,
    "lesson learned": Kind.LESSON,
    "lessons learned": Kind.LESSON,
    "tip": Kind.TIP,
    "pro tip": Kind.TIP,
    "protip": Kind.TIP,
    "mistake": Kind.MISTAKE,
    "win": Kind.WIN,
    "outcome": Kind.OUTCOME,
    "practice": Kind.PRACTICE,
    "best practice": Kind.PRACTICE,
    "quote": Kind.QUOTE,
}
_KIND_PREFIX = re.compile(r"([*_]{0,3})([A-Za-z][A-Za-z -]{1,24})(?:\1:|:\1)(?=\s|\Z)")
_DATE_PREFIX = re.compile(r"([^\n]{1,60}?)( ?\*)?:(?=\s|\Z)")
_COLON = re.compile(r":(?=\s|\Z)")
_RULE = r"\*(?:[ \t]*\*)+[ \t]*(?:\n|\Z)"


class Reading:
    """What has been understood so far, and what to cut from the text.

    Not a dataclass: making one costs 1 ms at import, and every capture would pay it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.inline = find_tokens(text)
        self.accepted = _accepted(self.inline)
        self.prefixes: list[Token] = []
        self.cuts: list[tuple[int, int, str]] = []
        self.happened: Span | None = None
        self.prefix_kind: Kind | None = None
        self.starred = False

    def cut(self, start: int, end: int, instead: str = "") -> None:
        """Leave this out of the text."""
        self.cuts.append((start, end, instead))

    def counts(self, token: Token) -> bool:
        """Whether an inline token says something about the lesson."""
        at = bisect_left(self.accepted, token.start, key=lambda accepted: accepted.start)
        return at < len(self.accepted) and self.accepted[at] is token

    def notes(self) -> tuple[str, ...]:
        """A sentence for each sign that was left in the text because another came first."""
        return tuple(
            f"A lesson has one {token.part}; {self.text[token.start : token.end]} stays in the text."
            for token in self.inline
            if token.part is not Part.STAR and not token.escaped and not self.counts(token)
        )

    def remaining(self) -> str:
        """The text after all cuts."""
        pieces, position = [], 0
        for start, end, instead in sorted(set(self.cuts)):
            pieces += [self.text[position:start], instead]
            position = end
        return "".join([*pieces, self.text[position:]])


def read(text: str, today: dt.date) -> Reading:
    """Find every token, decide which count, and cut them from the text."""
    reading = Reading(text)
    start = _read_start(reading, today)
    zones = [(0, start)] if start else []
    reading.cuts += [(0, start, "")] if start else []
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    zones += _read_end(reading, start, line_end)
    if text[line_end:].strip():
        zones += _read_end(reading, line_end, len(text))
    _read_attached_star(reading, start, line_end)
    _read_middle(reading, zones)
    return reading


def _accepted(inline: list[Token]) -> list[Token]:
    """The tokens that count: all themes, and the first company and kind with whatever repeats them."""
    first: dict[Part, str] = {}
    counted = []
    for token in inline:
        if token.escaped or token.part is Part.STAR:
            continue
        name = token.value.casefold()
        if token.part is Part.THEME or first.setdefault(token.part, name) == name:
            counted.append(token)
    return counted


def _read_start(reading: Reading, today: dt.date) -> int:
    """Take star, date, kind and leading tags from the start; return where the text begins."""
    text = reading.text
    position = _after_space(text, 0)
    while position < len(text):
        if text[position] == "\\":
            if is_prefix(text, position):
                reading.cut(position, position + 1)
            return position
        end = (
            _read_star(reading, position)
            or _read_kind(reading, position)
            or _read_date(reading, position, today)
            or _read_tags(reading, position)
        )
        if not end:
            return position
        position = _after_space(text, end)
    return position


def is_prefix(text: str, position: int) -> bool:
    """Whether, behind any backslashes here, stands what could be read as a star, a kind or a date."""
    while text.startswith("\\", position):
        position += 1
    date = _DATE_PREFIX.match(text, position)
    from retro.natural_dates import may_be_date  # noqa: PLC0415 - most captures have no colon

    return bool(
        _is_star(text, position) or _kind_prefix(text, position)[0] or (date and may_be_date(date[1]))
    )


def _is_star(text: str, position: int) -> bool:
    """Whether a ``*`` here is a star, and not emphasis, a list item or a thematic break."""
    if not text.startswith("*", position) or re.compile(_RULE).match(text, position):
        return False
    line, _, following = text[position + 1 :].partition("\n")
    if line[:1].isspace():
        return not following.startswith("* ")
    return "*" not in line


def _read_star(reading: Reading, position: int) -> int:
    if reading.starred or not _is_star(reading.text, position):
        return 0
    reading.starred = True
    reading.prefixes.append(Token(Part.STAR, "*", position, position + 1))
    return position + 1


def _read_kind(reading: Reading, position: int) -> int:
    kind, end = _kind_prefix(reading.text, position)
    if kind is None or reading.prefix_kind is not None:
        return 0
    reading.prefix_kind = kind
    reading.prefixes.append(Token(Part.KIND, kind.value, position, end))
    return end


def _kind_prefix(text: str, position: int) -> tuple[Kind | None, int]:
    """The kind that a word before a colon means, and where the colon ends."""
    match = _KIND_PREFIX.match(text, position)
    words = match[2].lower().replace("-", " ").removesuffix(" though") if match else ""
    return _KIND_WORDS.get(words), match.end() if match else position


def _read_date(reading: Reading, position: int, today: dt.date) -> int:
    match = _DATE_PREFIX.match(reading.text, position)
    if match is None or reading.happened is not None:
        return 0
    from retro.natural_dates import parse_span  # noqa: PLC0415 - most captures have no colon

    span = parse_span(match[1], today)
    if span is None:
        return 0
    reading.happened = span
    reading.prefixes.append(Token(Part.DATE, str(span), position, match.end(1)))
    if match[2]:  # jrnl's "yesterday*: ..."
        reading.starred = True
        reading.prefixes.append(Token(Part.STAR, "*", match.end(2) - 1, match.end(2)))
    return match.end()


def _read_tags(reading: Reading, position: int) -> int:
    """Take tags that do not begin a sentence: several, or a kind, or one before a colon or a capital."""
    text, accepted = reading.text, reading.accepted
    run: list[Token] = []
    at = bisect_left(accepted, position, key=lambda token: token.start)
    while at < len(accepted) and accepted[at].start == position:
        run.append(accepted[at])
        position = run[-1].end
        while text.startswith((" ", "\t", ","), position):
            position += 1
        at += 1
    if not run:
        return 0
    end = run[-1].end
    if _COLON.match(text, end):
        return end + 1
    following = _after_space(text, end)
    is_cut_off = following == end and end < len(text)  # "@eks, you taught me"
    begins_sentence = (
        len(run) == 1 and run[0].part is not Part.KIND and text[following : following + 1].islower()
    )
    return 0 if is_cut_off or (begins_sentence and "\n" not in text[end:following]) else end


def trailing(text: str, inline: list[Token], low: int, high: int) -> list[Token]:
    """The tokens, last first, with which ``text[low:high]`` ends; an escaped one is the last of them."""
    end = _before_space(text, low, high)
    cluster: list[Token] = []
    for token in reversed(inline):
        if token.end > end:
            continue
        is_before_comma = cluster and token.part is not Part.STAR and text[token.end : end] == ","
        if token.start < low or (token.end != end and not is_before_comma):
            break
        cluster.append(token)
        if token.escaped:
            break
        end = _before_space(text, low, token.start)
    return cluster


def _read_end(reading: Reading, low: int, high: int) -> list[tuple[int, int]]:
    """Take the tags and stars at the end of a line or of the text."""
    text = reading.text
    cluster = trailing(text, reading.inline, low, high)
    if cluster and cluster[-1].escaped:
        star = cluster.pop()
        if star.part is Part.STAR:
            reading.cut(star.start, star.start + 1)
    cluster.reverse()
    if cluster and cluster[0].part in {Part.COMPANY, Part.THEME}:
        line = text[low : cluster[0].start].rpartition("\n")[2]
        if line.split()[-1:] and line.split()[-1].lower() in LEADS_INTO:
            del cluster[0]
    if not cluster:
        return []
    stars = [token for token in cluster if token.part is Part.STAR]
    reading.starred = reading.starred or bool(stars)
    reading.prefixes += stars
    start, end = cluster[0].start, cluster[-1].end
    kept = [t for t in cluster if t.part is not Part.STAR and not reading.counts(t)]
    reading.cut(start, end, " ".join(text[token.start : token.end] for token in kept))
    return [(start, end)]


def ends_in_star(text: str, start: int, end: int) -> int:
    """Where the one ``*`` of the line stands if it is glued to its last word; otherwise -1."""
    line = text[start:end].rstrip()
    is_glued = bool(line) and line.split()[-1].rstrip("*").rstrip("\\") != ""
    if not line.endswith("*") or line.count("*") > 1 or not is_glued:
        return -1
    return start + len(line) - 1


def _read_attached_star(reading: Reading, start: int, line_end: int) -> None:
    star = ends_in_star(reading.text, start, line_end)
    if star < 0:
        return
    if reading.text[star - 1] == "\\":
        reading.cut(star - 1, star)
    else:
        reading.starred = True
        reading.prefixes.append(Token(Part.STAR, "*", star, star + 1))
        reading.cut(star, star + 1)


def _read_middle(reading: Reading, zones: list[tuple[int, int]]) -> None:
    """Leave tags inside the text as their words, and escaped signs without the backslash."""
    for token in reading.inline:
        if token.part is Part.STAR or any(start <= token.start < end for start, end in zones):
            continue
        if token.escaped:
            reading.cut(token.start, token.start + 1)
        elif reading.counts(token):
            word = reading.text[token.start + 1 : token.end] if token.part is Part.KIND else token.value
            reading.cut(token.start, token.end, word)


def _after_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _before_space(text: str, low: int, position: int) -> int:
    while position > low and text[position - 1].isspace():
        position -= 1
    return position
