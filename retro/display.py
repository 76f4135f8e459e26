"""Text made fit for a terminal: nothing that a person wrote may act on the screen that shows it.

Textual, Rich and click all pass control characters through, so every exit calls ``safe`` first.
"""

import re

__all__ = ["escaped", "plain_inline", "safe", "safe_line"]

# C0 but tab and newline, DEL, C1, soft hyphen, bidirectional overrides and isolates, zero-width characters,
# line and paragraph separators, byte order mark, interlinear annotations, unseen marks of shorthand and
# of music, tag characters, lone surrogates.
_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


def _picture(match: re.Match[str]) -> str:
    """A visible stand-in of one column: control pictures for C0 and DEL, a replacement mark for the rest."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def safe(text: str) -> str:
    """Replace every character that could steer a terminal by a visible one; keep tabs and newlines.

    The result has as many characters as ``text``, so spans found in one hold in the other.
    """
    # Everything unsafe is unprintable, and most lines are not: compiling the pattern costs a capture 1 ms.
    return text if text.isprintable() else re.sub(_UNSAFE, _picture, text)


def escaped(text: str) -> str:
    r"""A JSON text with what ``safe`` replaces as escapes (``\u009b``), so that it means the same."""
    return text if text.isprintable() else re.sub(_UNSAFE, _json_escape, text)


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def safe_line(text: str) -> str:
    """The same on one line: line breaks and tabs become spaces."""
    return safe(text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))


def plain_inline(title: str) -> str:
    """A title as it reads, without the marks of inline Markdown (emphasis, code, links, escapes).

    For lists and headings on a terminal; lists may not load a Markdown parser (45 ms), and a title's marks
    are few. What is not clearly a mark is left as it was typed.
    """
    if not any(mark in title for mark in "*_`[\\"):
        return title
    for pattern, shown in _INLINE:
        title = re.sub(pattern, shown, title)
    return title


# Marks reach 300 characters at most: without a bound, a line of 12,000 marks without partners took 3 s.
_STRONG = r"(?<![\w*_\\])([*_]{1,3})(?=\S)(.{1,300}?)(?<=\S)\1(?![\w*_])"
_INLINE = (
    (r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,1000}\)", r"\1"),
    (r"(?<!`)(`+)(?!`)(.{1,300}?)(?<!`)\1(?!`)", r"\2"),
    (_STRONG, r"\2"),
    (_STRONG, r"\2"),  # emphasis inside emphasis
    (r"\\([!-/:-@\[-`{-~])", r"\1"),
)
"""Compiled when first used: capturing shows no title that needs them."""
