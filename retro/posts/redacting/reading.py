r"""A text as it is read, letter by letter, with the place in the source that each letter comes from.

What is written as a reference (``&#65;``), in per cent (``%41``), as an escape (``\u0041``), with marks
that nobody sees, or in letters that look alike, is read as plain letters: a name cannot hide in the way in
which it is written.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Reading", "plain_letter", "read", "rendered", "text_read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """Letters as read; the one at ``at`` stands in the source from ``starts[at]`` to ``ends[at]``."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Reading":
        """A text that is read as it is written."""
        return cls(text, range(len(text)), range(1, len(text) + 1))

    def rewritten(
        self,
        pattern: re.Pattern[str],
        letters: Callable[[re.Match[str]], Iterable[tuple[str, int, int]]],
        until: int = sys.maxsize,
    ) -> "Reading":
        """The reading with something else in the place of each match.

        Args:
            pattern: What is found.
            letters: What is read instead, each with the part of the match that it comes from.
            until: Where the search for matches ends.
        """
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for match in pattern.finditer(self.text, 0, until):
            parts.append(self.text[done : match.start()])
            starts += self.starts[done : match.start()]
            ends += self.ends[done : match.start()]
            for letter, begin, end in letters(match):
                parts.append(letter)
                starts += [self.starts[begin]] * len(letter)
                ends += [self.ends[end - 1]] * len(letter)
            done = match.end()
        if not done:
            return self
        parts.append(self.text[done:])
        starts += self.starts[done:]
        ends += self.ends[done:]
        return Reading("".join(parts), starts, ends)


_REFERENCE = re.compile(r"&(?:#0*+[0-9]{1,7}|#[xX]0*+[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_PER_CENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([!-/:-@\[-`{-~]))"
)
_NOT_PLAIN = re.compile("[^\t\n\r -~]")

_ROUNDS = 4
"""``&amp;#65;`` and ``%2541`` are written twice over; nobody writes five times over."""


def read(text: str) -> Reading:
    """A text as it is read."""
    reading = Reading.of(text)
    if text.isascii() and text.isprintable() and not any(mark in text for mark in "&%\\"):
        return reading
    for _ in range(_ROUNDS):
        before = reading.text
        reading = reading.rewritten(_REFERENCE, _reference)
        reading = reading.rewritten(_PER_CENT, _per_cent)
        reading = reading.rewritten(_ESCAPE, _escape)
        if reading.text == before:
            break
    return reading.rewritten(_NOT_PLAIN, _plain)


def text_read(text: str) -> str:
    """``read(text).text``: finding out where each letter comes from takes ten times as long."""
    if text.isascii() and text.isprintable() and not any(mark in text for mark in "&%\\"):
        return text
    for _ in range(_ROUNDS):
        before = text
        text = _as_read(text, _REFERENCE, _reference) if "&" in text else text
        text = _as_read(text, _PER_CENT, _per_cent) if "%" in text else text
        text = _as_read(text, _ESCAPE, _escape) if "\\" in text else text
        if text == before:
            break
    return _NOT_PLAIN.sub(lambda match: plain_letter(match[0]), text)


def _as_read(
    text: str, pattern: re.Pattern[str], letters: Callable[[re.Match[str]], Iterable[tuple[str, int, int]]]
) -> str:
    return pattern.sub(lambda match: "".join(letter for letter, _, _ in letters(match)), text)


def _reference(match: re.Match[str]) -> Iterable[tuple[str, int, int]]:
    import html  # noqa: PLC0415 - its table of 2,231 names is for texts that have one

    yield html.unescape(match[0]), match.start(), match.end()


def _per_cent(match: re.Match[str]) -> Iterable[tuple[str, int, int]]:
    """UTF-8; what is none is left as it is."""
    raw = bytes.fromhex(match[0].replace("%", ""))
    try:
        letters = raw.decode("utf-8")
    except UnicodeDecodeError:
        yield from ((letter, at, at + 1) for at, letter in enumerate(match[0], match.start()))
        return
    at = match.start()
    for letter in letters:
        end = at + 3 * len(letter.encode("utf-8"))
        yield letter, at, end
        at = end


def _escape(match: re.Match[str]) -> Iterable[tuple[str, int, int]]:
    mark = match[5]
    if mark is None:
        code = int(match[1] or match[2] or match[3] or match[4], 16)
        mark = chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match[0]
    yield mark, match.start(), match.end()


def _plain(match: re.Match[str]) -> Iterable[tuple[str, int, int]]:
    yield plain_letter(match[0]), match.start(), match.end()


_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me", "Cs"})
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5")
"""Letters by their class that are drawn as nothing."""


@lru_cache(maxsize=4096)
def plain_letter(letter: str) -> str:
    """A letter without accents, width, style or disguise; nothing for what nobody sees."""
    if letter in _BLANK:
        return ""
    if "\uac00" <= letter <= "\ud7a3":  # a syllable of Hangul is one letter, not the three that it is made of
        return letter
    kept = "".join(
        _ALIKE.get(each, each)
        for each in unicodedata.normalize("NFKD", letter)
        if unicodedata.category(each) not in _UNSEEN
    )
    return "\n" if letter in "\u0085\u2028\u2029" else kept


_LOOK_ALIKE = (
    ("АВЕЅІЈКМНОРСТУХавеѕіјкмнорстухһԁԛԝӏѵѡӀѴѠ", "ABESIJKMHOPCTYXabesijkmhopctyxhdqwlvwLVW"),
    ("ՕօՍսհցՏ", "OoUuhgS"),
    ("ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ", "ABCDEGHJKLMPRSTVWZ"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεζηικμνορτυχ", "ABEZHIKMNOPTYXabezhikmnoptyx"),
    ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢɑɡıȷ", "ABCDEFGHIJKLMNOPQRSTUVWYZagij"),
    ("øØłŁđĐħĦŧŦðÐ‐‑‒−’‘ʼ＇", "oOlLdDhHtTdD----''''"),
)
"""Letters of other scripts that look like Latin ones, letters with a stroke, and marks of one meaning.

Capital and small letter are the same Latin one, lest a Greek name be read differently in capitals.
"""

_IN_BOXES = (0x1F130, 0x1F150, 0x1F170)
"""Where the capitals in squares and circles begin, which Unicode does not break down."""

_ALIKE = {
    **{chr(first + at): chr(ord("A") + at) for first in _IN_BOXES for at in range(26)},
    **{letter: plain for pair in _LOOK_ALIKE for letter, plain in zip(*pair, strict=True)},
    "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ß": "ss", "ẞ": "SS",
}  # fmt: skip


_COMMENT = re.compile(r"<!--.*?--!?>", re.DOTALL)
_INNERMOST = (
    r"</?[A-Za-z][^<>]*+>"
    r"|<!\[CDATA\[|\]\]>|<[!?][^<>]*+>"  # what browsers take for comments, and XML does not show
    r"|%%[^%]*+%%"  # a comment of Obsidian
    r"|\{[%#][^{}]*[%#]\}|\{\{[<%][^{}]*[%>]\}\}"  # tags, comments, shortcodes of templates
)
_TAG = rf"</?[A-Za-z](?:[^<>\"']++|\"[^\"]{{0,300}}+\"|'[^']{{0,300}}+')*+>|{_INNERMOST}"
_LINKS = (
    r"\]\([^()\s]{0,1000}(?:\([^()\s]{0,300}\)[^()\s]{0,300})?(?:\s[^()]{0,300})?\)"  # the address of a link
    r"|\]\[[^\[\]]{0,300}\]"  # its label
    r"|\[\^[^\[\]\s]{1,300}\]"  # a footnote's number
    r"|!?\[|\]"
    r"|\{:[^{}]{0,300}\}"  # kramdown's attributes
)
_INNER = re.compile(_INNERMOST)
"""What may stand in an attribute or an address: those have names in them as well."""
_TAGS = re.compile(_TAG)
_MARKUP = re.compile(f"{_TAG}|{_LINKS}")


def rendered(reading: Reading) -> tuple[Reading, ...]:
    """The reading as a site shows it: without tags, without comments either, without addresses of links."""
    if not any(mark in reading.text for mark in ("<", "[", "]", "{", "%%")):
        return ()
    inner, bare = _without(_INNER, reading), _without_comments(reading)
    found = [inner, bare, _without(_TAGS, reading), _without(_TAGS, bare), _without(_MARKUP, bare)]
    if inner is not reading:
        found.append(_without(_MARKUP, inner))
    return tuple({view.text: view for view in found if view.text != reading.text}.values())


def _without_comments(reading: Reading) -> Reading:
    """What nobody closes is none: looking for the end of each of those would take forever."""
    last = max(reading.text.rfind(end) + len(end) for end in ("-->", "--!>"))
    return _without(_COMMENT, reading, last)


def _without(pattern: re.Pattern[str], reading: Reading, end: int = sys.maxsize) -> Reading:
    return reading.rewritten(pattern, lambda _: (), end)
