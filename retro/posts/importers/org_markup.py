"""Org's markup as Markdown: what matters of it, and the rest as text that looks as it did.

https://orgmode.org/worg/org-syntax.html says where emphasis begins and ends.
"""

import re
from collections.abc import Iterator, Sequence

__all__ = ["inline_markdown", "markdown_of"]

# \ue001 and \ue000 stand around what has been read already.
_BEFORE = r"(?:^|(?<=[\s\-({'\"\ue001]))"
_AFTER = r"(?=[\s\-.,:!?;'\")}\\\[\ue000]|$)"
_EMPHASIS = re.compile(
    rf"{_BEFORE}(?P<mark>[*/_+])(?P<text>[^\s*/_+](?:[^\n]{{0,400}}?[^\s])??)(?P=mark){_AFTER}"
)
_CODE = re.compile(rf"{_BEFORE}(?P<mark>[=~])(?P<text>\S(?:[^\n]{{0,400}}?\S)??)(?P=mark){_AFTER}")
_LINK = re.compile(r"\[\[([^\]\[\n]{1,2000})\](?:\[([^\]\[\n]{1,1000})\])?\]")
_FOOTNOTE = re.compile(r"\[fn:([\w-]{1,60})\]")
_PLACEHOLDER = re.compile("\ue000(\\d+)\ue001")
_WITH = {"*": "**", "/": "*", "_": "*", "+": "~~"}
# What is plain text in org and a mark in Markdown.
_SPECIAL = re.compile(r"([`<\\*]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|(?<=\])\(|&(?=#?\w+;)|~(?=~))")
_SPECIAL_LINE = re.compile(r">|[-=]+[ \t]*\Z|#{1,6}(?=\s|\Z)")
_LONGEST_INLINE = 20_000
"""Characters. A longer line is no prose, and looking for emphasis in it costs 400 times its length."""
_IMAGE = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")

_HEADING = re.compile(r"(\*+)[ \t]+(.*)")
_BLOCK = re.compile(r"([ \t]*)#\+begin_(\w+)[ \t]*(.*)", re.IGNORECASE)
_END = re.compile(r"[ \t]*#\+end_(\w+)", re.IGNORECASE)
_ITEM = re.compile(r"([ \t]*)([-+]|[ \t]\*|\d+[.)])[ \t]+(.*)")
_TERM = re.compile(r"(.{1,200}?)[ \t]+::(?:[ \t]+(.*)|\Z)")
_BOX = re.compile(r"(\[[ Xx-]\])[ \t]+")
_RULE_OF_TABLE = re.compile(r"[ \t]*\|[-+]+\|?[ \t]*")
_VERBATIM = frozenset({"src", "example", "export", "comment"})


def inline_markdown(text: str) -> str:
    """Emphasis, code, links and footnotes of one piece of text."""
    if len(text) > _LONGEST_INLINE:
        return _escaped(text)
    kept: list[str] = []

    def keep(markdown: str) -> str:
        kept.append(markdown)
        return f"\ue000{len(kept) - 1}\ue001"

    text = text.replace("\ue000", "").replace("\ue001", "")
    text = _LINK.sub(lambda match: keep(_link(match[1], match[2])), text)
    text = _CODE.sub(lambda match: keep(_code(match["text"])), text)
    text = _FOOTNOTE.sub(lambda match: keep(f"[^{match[1]}]"), text)
    for _ in range(3):  # *bold /and italic/*
        text, count = _EMPHASIS.subn(
            lambda match: keep(_WITH[match["mark"]]) + match["text"] + keep(_WITH[match["mark"]]),
            text,
        )
        if not count:
            break
    text = _escaped(text)
    return _PLACEHOLDER.sub(lambda match: kept[int(match[1])], text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _link(target: str, label: str | None) -> str:
    target = target.removeprefix("file:").replace("\ue000", "")
    address = target.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("<", "%3C")
    if label is None:
        if target.lower().endswith(_IMAGE):
            return f"![]({address})"
        is_address = re.match(r"[a-z][a-z0-9+.-]*:\S+\Z", target)
        return f"<{target}>" if is_address else f"[{_escaped(target.lstrip('*#'))}]({address})"
    if label.lower().endswith(_IMAGE) and re.match(r"(?:https?|file):|\.{0,2}/", label):
        return f"[![]({label.removeprefix('file:')})]({address})"
    return f"[{inline_markdown(label)}]({address})"


def markdown_of(lines: Sequence[str]) -> str:
    """A text of several lines, without blank ones around it."""
    found: list[str] = []
    start = 0
    for end in range(len(lines) + 1):
        # What is below a heading is indented as deeply as it, by those who indent.
        if end == len(lines) or _HEADING.fullmatch(lines[end]):
            found.extend(_Lines(_flush(lines[start:end])))
            if end < len(lines):
                found.append(_heading(lines[end]))
            start = end + 1
    return "\n".join(found).strip("\n").rstrip()


def _flush(lines: Sequence[str]) -> list[str]:
    """Without the indentation that all lines share."""
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return [line[indent:] if line.strip() else "" for line in lines]


def _heading(line: str) -> str:
    match = _HEADING.fullmatch(line)
    assert match is not None  # noqa: S101 - the caller has looked
    text = re.sub(r"[ \t]+:[\w@#%:]+:[ \t]*\Z", "", match[2])
    return f"{'#' * min(len(match[1]) + 1, 6)} {inline_markdown(text)}"


class _Lines:
    """Line by line; blocks are taken whole."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._at = 0

    def __iter__(self) -> Iterator[str]:
        before, in_list = "", False
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            is_item = _ITEM.fullmatch(line) is not None
            ends_list = in_list and not is_item and bool(line.strip()) and not line.startswith((" ", "\t"))
            in_list = is_item or (in_list and not ends_list)
            for number, each in enumerate(self._of(line)):
                # Elsewhere than in org, text goes on what stands above it without a blank line.
                stands_alone = _apart(each) != _apart(before)
                if not number and before and each and (stands_alone or ends_list):
                    yield ""
                yield each
                before = each

    def _of(self, line: str) -> Iterator[str]:
        if match := _BLOCK.fullmatch(line):
            return self._block(match[1], match[2].lower(), match[3].strip())
        if line.lstrip().startswith("|"):
            return self._table(line)
        if re.match(r"[ \t]*:(?: |\Z)", line):
            return self._fixed(line)
        return self._plain(line)

    def _plain(self, line: str) -> Iterator[str]:
        if re.match(r"[ \t]*#(?:\+\w+(?:\[[^\]]*\])?:|[ \t]|\Z)", line):
            return  # a keyword, or a comment
        if match := _ITEM.fullmatch(line):
            yield _item(match)
        elif match := re.match(r"\[fn:([\w-]{1,60})\][ \t]+", line):
            yield f"[^{match[1]}]: {inline_markdown(line[match.end() :])}"
        elif re.fullmatch(r"[ \t]*-{5,}[ \t]*", line):
            yield "---"
        else:
            # Four spaces would make it code.
            indent = min(len(line) - len(line.lstrip()), 3)
            text = line.strip()
            breaks = "\\" if text.endswith("\\\\") else ""
            special = _SPECIAL_LINE.match(text)
            mark = f"\\{special[0]}" if special else ""
            rest = inline_markdown(text[len(mark) - bool(mark) :].removesuffix(breaks * 2))
            yield f"{' ' * indent}{mark}{rest}{breaks}"

    def _until(self, name: str) -> list[str]:
        """The lines of a block; one that is never closed reaches to the next blank line, as text."""
        for end in range(self._at, len(self._lines)):
            match = _END.match(self._lines[end])
            if match is not None and match[1].lower() == name:
                inside = list(self._lines[self._at : end])
                self._at = end + 1
                return inside
        return []

    def _block(self, indent: str, name: str, argument: str) -> Iterator[str]:
        inside = self._until(name)
        if name == "comment":
            return
        if name in _VERBATIM:
            language = argument.split(maxsplit=1)[0] if argument and name == "src" else ""
            yield from _fenced(inside, language, indent)
            return
        text = markdown_of(inside).split("\n")
        if name == "verse":
            text = [f"{line}\\" if line and following else line for line, following in _pairs(text)]
        mark = "> " if name in {"quote", "verse"} else ""
        yield from (f"{mark}{line}".rstrip() for line in text)

    def _fixed(self, line: str) -> Iterator[str]:
        inside = [line]
        while self._at < len(self._lines) and re.match(r"[ \t]*:(?: |\Z)", self._lines[self._at]):
            inside.append(self._lines[self._at])
            self._at += 1
        yield from _fenced([re.sub(r"^[ \t]*: ?", "", each) for each in inside], "", "")

    def _table(self, line: str) -> Iterator[str]:
        rows = [line]
        while self._at < len(self._lines) and self._lines[self._at].lstrip().startswith("|"):
            rows.append(self._lines[self._at])
            self._at += 1
        cells = [_cells(row) for row in rows if not _RULE_OF_TABLE.fullmatch(row)]
        columns = max((len(row) for row in cells), default=0)
        if not columns:
            return
        has_head = len(rows) > 1 and bool(_RULE_OF_TABLE.fullmatch(rows[1]))
        head = cells.pop(0) if has_head else []
        yield _row(head, columns)
        yield _row(["---"] * columns, columns)
        yield from (_row(row, columns) for row in cells)


def _apart(line: str) -> str:
    return line[:2] if line.startswith(("| ", "> ")) else ""


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    return zip(lines, [*lines[1:], ""], strict=True)


def _item(match: re.Match[str]) -> str:
    indent, mark, text = match.groups()
    box = _BOX.match(text)
    checked = ""
    if box is not None:
        checked, text = f"{box[1].replace('X', 'x').replace('-', ' ')} ", text[box.end() :]
    if not mark[0].isdigit():
        mark = "-"
        if term := _TERM.fullmatch(text):
            return (
                f"{indent}- {checked}**{inline_markdown(term[1])}** {inline_markdown(term[2] or '')}".rstrip()
            )
    return f"{indent}{mark} {checked}{inline_markdown(text)}"


def _fenced(lines: Sequence[str], language: str, indent: str) -> Iterator[str]:
    longest = max((len(run) for line in lines for run in re.findall("`{3,}", line)), default=2)
    fence = "`" * max(3, longest + 1)
    yield f"{indent}{fence}{language}"
    # A comma stands before what would be a heading or a keyword.
    yield from (re.sub(r"^([ \t]*),(?=,*(?:\*|#\+))", r"\1", line) for line in lines)
    yield f"{indent}{fence}"


def _cells(row: str) -> list[str]:
    return [inline_markdown(cell.strip()) for cell in row.strip().strip("|").split("|")]


def _row(cells: Sequence[str], columns: int) -> str:
    return "| " + " | ".join([*cells, *[""] * (columns - len(cells))]) + " |"
