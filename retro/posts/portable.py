"""Markdown that says the same in every generator: kramdown (Jekyll), goldmark (Hugo), markdown-it (Eleventy).

What CommonMark takes as text, one of the others takes as markup: a ``|`` makes a table in kramdown, ``$$`` a
formula, ``{{`` a template, ``[^1]`` a footnote, and Hugo makes links of bare addresses, with whatever stands
behind them. Such characters are written as a hexadecimal reference with a leading zero (``&#x07c;``), which
all of them print as the character, which nobody types, and which ``original`` turns back. (Not a decimal one:
in an address, goldmark takes ``&#0124;`` for an octal number.) Inside code there are no references; there the
templates are switched off in the front matter, and a zero-width space parts ``{{<``, which Hugo runs even
there.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping

__all__ = [
    "needs_templates_off",
    "original",
    "portable_code",
    "portable_inline",
    "portable_line",
    "reference",
    "split_code",
]

ZERO_WIDTH_SPACE = "\u200b"

# Decimal ones stand in posts that were written before.
_REFERENCE = re.compile(r"&#(?:x0(0*)([0-9a-f]{2})|0(0*)([0-9]{2,3}));")
_HUGO_CALL = re.compile("\\{(\u200b*)\\{(?=[<%])")
_HUGO_CALL_WRITTEN = re.compile("\\{\u200b(\u200b*)\\{(?=[<%])")

# Escapes that kramdown does not know (it prints their backslash), and those that would leave ``{%`` standing.
_FOREIGN_ESCAPES = frozenset("%&,/;?@^{")

_PIECE = re.compile(
    r"""(?P<escape>\\[!-/:-@\[-`{-~])
    | (?P<ticks>`+)
    | (?P<autolink><[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>{}|$]*>|<[\w.+-]{1,64}@[\w.-]{1,255}>)
    | (?P<host>\]\(<?https?://(?=[\w.-]*[^\x00-\x7f])[^\s/?\#:()<>]{1,255}(?=[/?\#:)>]))
    | (?P<address>\]\(<[^<>\n]*>)
    | (?P<comment><!--)
    | (?P<bare>(?<!\]\()(?:\b(?:https?|ftp):(?=//)|\bwww\.(?=\w)))
    | (?P<mail>(?<=[\w.+-])@(?=[\w-]{1,255}\.\w))
    | (?P<zero>&\#x?0)
    | (?P<footnote>\[\^)
    | (?P<dollars>\${2,})
    | (?P<tilde>~+)
    | (?P<special>[<{|])""",
    re.VERBOSE | re.ASCII,
)

# Where one of them may begin. It starts with a set of characters, to which the engine leaps.
_BEGINNING = re.compile(
    r"[\\`<@&~{|\]\[$hfw](?:(?<=[\\`<@&~{|])|(?<=\])(?=\()|(?<=\[)(?=\^)|(?<=\$)(?=\$)"
    r"|(?<=[hf])(?=t?tps?://)|(?<=w)(?=ww\.))"
)

# What follows in a bare address that says the same whether a generator makes a link of it or not. Bounded, so
# that a line of nothing but addresses does not take the square of its length.
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9_./?#=%+:@&-]{0,500}+(?=[\s),!]|$)", re.ASCII)

# What a line may not begin with, and how much of it is looked at: kramdown reads a definition, an
# abbreviation, a link's definition with spaces in its address, the end of a block, a list within a paragraph.
_DEFINITION = re.compile(r":(?=[ \t])")
_LABEL = re.compile(r"(\*?\[[^\]\n]{1,999}\]):")
_NUMBER = re.compile(r"([0-9]{1,9})\.(?=[ \t])")
_LEADING_MARK = re.compile(
    r"[-+*](?=[ \t]|$)|#{1,6}(?=[ \t]|$)|>|=+$|(?:[-*_][ \t]*){3,}$|<!--|\[[ xX]\]"
    r"|[0-9]{1,9}[.)](?=[ \t]|$)"
)


def reference(character: str) -> str:
    """A character as every generator prints it and none acts on it."""
    return f"&#x0{ord(character):02x};"


def original(text: str) -> str:
    """What ``portable_inline`` and its like were given: the inverse for all that they only escaped."""

    def character(match: re.Match[str]) -> str:
        zeros, digits, decimal_zeros, decimal = match.groups()
        if digits:
            return f"&#x{zeros}{digits};" if zeros else chr(int(digits, 16))
        return f"&#{decimal_zeros}{decimal};" if decimal_zeros else chr(int(decimal))

    return _HUGO_CALL_WRITTEN.sub(r"{\1{", _REFERENCE.sub(character, text))


def portable_code(text: str) -> str:
    """Code: Hugo's shortcodes are the only thing that acts in it."""
    return _HUGO_CALL.sub(f"{{{ZERO_WIDTH_SPACE}\\1{{", text)


def portable_inline(text: str, *, table: bool = False) -> str:
    """One block's inline Markdown, of one line or several.

    Args:
        text: As markdown-it gives it: without the marks of the containers around it.
        table: The text is a row of a table, whose bars are meant.
    """
    escaped = "".join(
        _portable_span(piece) if is_code else _portable_prose(piece, table=table)
        for piece, is_code in split_code(text)
    )
    return "\n".join(_portable_start(line, index) for index, line in enumerate(escaped.split("\n")))


def portable_line(title: str) -> str:
    """A title: one line that begins no other block, whether it stands in a heading or a list item."""
    line = portable_inline(title)
    mark = _LEADING_MARK.match(line)
    if mark:
        at = mark.end() - 1 if mark[0][0].isdigit() else 0
        line = line[:at] + reference(line[at]) + line[at + 1 :]
    if line.endswith(("#", "\\")):
        line = line[:-1] + reference(line[-1])
    return line


def needs_templates_off(text: str) -> bool:
    """Whether a template language would find something to do in a finished post."""
    return "{{" in text or "{%" in text or "{#" in text


def split_code(text: str) -> Iterator[tuple[str, bool]]:
    """Cut inline Markdown into prose and code spans: ``(piece, is_code)``, in order and complete.

    A span ends at the next run of as many backticks; where there is none, the backticks are prose. Runs are
    found by their length in a table, so that a line of nothing but backticks takes no longer than another.
    """
    runs = [(match.start(), match.end()) for match in re.finditer(r"`+", text)]
    by_length: dict[int, list[int]] = {}
    for start, end in runs:
        by_length.setdefault(end - start, []).append(start)
    done = 0
    for match in re.finditer(r"\\[!-/:-@\[-`{-~]|`+", text):
        start, end = match.span()
        if start < done or match[0][0] == "\\":
            continue
        # An escaped backtick in front makes this run shorter than the one that was counted.
        starts = by_length.get(end - start, [])
        place = bisect_right(starts, start)
        if place == len(starts):
            continue
        close = starts[place] + end - start
        yield text[done:start], False
        yield text[start:close], True
        done = close
    yield text[done:], False


def _portable_span(span: str) -> str:
    """A code span; kramdown ends it at the first backticks of its length, be they part of a longer run."""
    own = len(span) - len(span.lstrip("`"))
    inner = span[own:-own]
    longest = max((len(run) for run in re.findall(r"`+", inner)), default=0)
    ticks = "`" * (longest + 1 if longest > own else own)
    return ticks + portable_code(inner) + ticks


def _portable_prose(text: str, *, table: bool) -> str:
    last_comment = text.rfind("-->")
    out, done = [], 0
    for match in _pieces(text):
        if match.start() < done:
            continue
        out.append(text[done : match.start()])
        piece, done = match[0], match.end()
        if match.lastgroup == "comment" and last_comment >= match.end():
            done = text.index("-->", match.end()) + 3
            piece = portable_code(text[match.start() : done])
        elif not (
            (table and piece == "|")
            or (match.lastgroup == "bare" and _PLAIN_ADDRESS.match(text, match.end()))
        ):
            piece = _WRITTEN.get(match.lastgroup or "", str)(piece)
        out.append(piece)
    out.append(text[done:])
    return "".join(out)


def _pieces(text: str) -> Iterator[re.Match[str]]:
    """All pieces of a text, in order and without overlap."""
    at = 0
    while beginning := _BEGINNING.search(text, at):
        piece = _PIECE.match(text, beginning.start())
        if piece:
            yield piece
        at = piece.end() if piece else beginning.end()


def _ascii_host(link: str) -> str:
    """The name of a host as browsers ask for it: some generators write it so, some cut it into bytes."""
    start, slashes, host = link.partition("//")
    try:
        return start + slashes + host.encode("idna").decode("ascii")
    except UnicodeError:
        return link


def _all(piece: str) -> str:
    return "".join(map(reference, piece))


def _last(piece: str) -> str:
    return piece[:-1] + reference(piece[-1])


_WRITTEN: Mapping[str, Callable[[str], str]] = {
    "escape": lambda piece: reference(piece[1]) if piece[1] in _FOREIGN_ESCAPES else piece,
    "ticks": _all,
    "host": _ascii_host,
    "address": lambda piece: re.sub(r"[{|]", lambda match: reference(match[0]), piece),
    "comment": lambda piece: reference(piece[0]) + piece[1:],
    "bare": _last,
    "mail": _last,
    "zero": lambda piece: f"{piece}0",
    "footnote": _last,
    "dollars": _all,
    "tilde": lambda piece: piece if len(piece) == 2 else _all(piece),
    "special": _all,
}
"""How each sort of piece is written; an autolink stays as it is."""


def _portable_start(line: str, index: int) -> str:
    if line == "^":
        return reference("^")
    line = _DEFINITION.sub(reference(":"), line, count=1) if line.startswith(":") else line
    label = _LABEL.match(line)
    if label:
        return label[1] + reference(":") + line[label.end() :]
    number = _NUMBER.match(line) if index else None
    return number[1] + reference(".") + line[number.end() :] if number else line
