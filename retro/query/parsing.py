"""From what was typed to the nodes of a query. It never fails: what has no meaning is searched as text."""

import datetime as dt
import re

from retro.query.nodes import FIELDS, Field, Node, Phrase, Word, either, every, negated

__all__ = ["read"]

# Bounds for what is pasted: text beyond them is left out, and the notes say so. The first counts characters
# of the canonical terms, so that what was kept is kept again; the second is only there to save time.
_LONGEST = 1_000
_LONGEST_TYPED = 100_000
_DEEPEST = 16
_SIGNS = {"@": "company", "#": "theme", "!": "kind"}
_SYNONYMS = {"tag": "theme", "tags": "theme", "themes": "theme", "companies": "company", "people": "person"}
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)\\?("?)|[“”]([^“”"]*+)([“”"]?)', re.DOTALL)
_PIECE = re.compile(r"[^\s()]+")
_FIELD = re.compile(r"([^\W\d_]+):")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”")
# A date in a query is checked on a leap day, so that "february 29" is one; what it means waits for today.
_ANY_DAY = dt.date(2024, 2, 29)


def read(text: str) -> tuple[Node | None, tuple[str, ...]]:
    """The root of the query, and sentences about what was not understood."""
    reader = _Reader(text)
    reader.split()
    root, _ = _alternatives(_balanced(reader), 0)
    if reader.is_cut:
        reader.notes.append("The query is too long; only its beginning is searched for.")
    return root, tuple(dict.fromkeys(reader.notes))


class _Reader:
    """Splits a text into terms, ``(``, ``)``, ``-`` and ``OR``."""

    def __init__(self, text: str) -> None:
        self.text = text[:_LONGEST_TYPED]
        self.marks: list[Node | str] = []
        self.notes: list[str] = []
        self.length = 0
        self.is_cut = len(text) > _LONGEST_TYPED

    def split(self) -> None:
        """Go through the text until its end, or until the query is too long."""
        position = 0
        while position < len(self.text) and self.length <= _LONGEST:
            character = self.text[position]
            if character in "()":
                self.marks.append(character)
                position += 1
            elif character.isspace():
                position += 1
            elif character == "-":
                self.marks += ["-"] if self.text[position + 1 : position + 2].strip() else []
                position += 1
            elif match := _QUOTED.match(self.text, position):
                self.add(self.phrase(match))
                position = match.end()
            else:
                position = self.read_piece(position)

    def phrase(self, match: re.Match[str]) -> Phrase | None:
        """What stands in the quotes, if anything."""
        if not (match[2] or match[4]):
            self.notes.append("A quotation mark is not closed; the phrase goes to the end.")
        text = match[3] if match[1] is None else re.sub(r'\\(["\\])', r"\1", match[1])
        return Phrase(text.strip()) if text.strip() else None

    def add(self, node: Node | None) -> None:
        """Take a term, unless the query has become too long."""
        self.length += len(str(node)) + 1 if node else 0
        if self.length > _LONGEST:
            self.is_cut = True
        elif node:
            self.marks.append(node)

    def add_group(self, nodes: list[Node], between: list[str]) -> None:
        """Take several terms that belong together."""
        if len(nodes) < 2:
            self.add(nodes[0])
            return
        self.marks.append("(")
        for index, node in enumerate(nodes):
            self.marks += between if index else []
            self.add(node)
        self.marks.append(")")

    def read_piece(self, position: int) -> int:
        """Take what reaches up to white space, a parenthesis, or through the quotes after a field's colon."""
        match = _PIECE.match(self.text, position)
        piece = match[0] if match else ""
        if piece in {"OR", "AND", "NOT"}:
            self.marks += {"OR": ["OR"], "AND": [], "NOT": ["-"]}[piece]
            return position + len(piece)
        named = _FIELD.match(piece)
        name = named[1].lower() if named else _SIGNS.get(piece[0], "")
        name = _SYNONYMS.get(name, name)
        start = position + (named.end() if named else 1)
        value = _QUOTED.match(self.text, start) if name else None
        if value is not None and (named or name != "kind"):
            self.add_quoted(name, self.phrase(value))
            return value.end()
        self.add_plain(name, piece, piece[start - position :], is_sign=not named)
        return position + len(piece)

    def add_quoted(self, name: str, phrase: Phrase | None) -> None:
        meaning = _value(name, phrase.text) if phrase and name in FIELDS else None
        if meaning is not None:
            self.add(Field(name, meaning))
        elif phrase is not None:
            self.note(name, phrase.text)
            self.add_group([Word(name), phrase], [])

    def add_plain(self, name: str, piece: str, value: str, *, is_sign: bool) -> None:
        text = piece.rstrip("*")
        if name in FIELDS and not (is_sign and (value.isdecimal() or not value[:1].isalnum())):
            if not value:
                self.notes.append(f"{name}: has no value yet.")
                return
            values = [value] if name in {"since", "until", "on"} else [v for v in value.split(",") if v]
            meanings = [_value(name, each) for each in values]
            if meanings and None not in meanings:
                self.add_group([Field(name, meaning) for meaning in meanings if meaning], ["OR"])
                return
            if not is_sign:
                self.note(name, value)
        elif name and not is_sign and len(name) > 1 and value and not value.startswith("/"):
            self.note(name, value)
        if not _PUNCTUATION.issuperset(text):
            self.add(Word(text, prefix=text != piece))

    def note(self, name: str, value: str) -> None:
        if name not in FIELDS:
            self.notes.append(f"There is no field {name}:, so it is searched for as text.")
        elif FIELDS[name] is None:
            self.notes.append(f"{name}:{value} is no date, so it is searched for as text.")
        else:
            known = ", ".join(FIELDS[name] or ())
            self.notes.append(f"{name}:{value} is none of {known}, so it is searched for as text.")


def _value(name: str, text: str) -> str | None:
    """The canonical value, or None where the field does not have it; the start of one will do."""
    known = FIELDS[name]
    text = text.strip()
    if known is not None:
        lowered = text.lower()
        found = [value for value in known if value.startswith(lowered)] or [
            value for value in known if f"{value}s" == lowered
        ]
        return lowered if lowered in known else found[0] if len(found) == 1 else None
    if name in {"since", "until", "on"}:
        from retro.natural_dates import parse_span  # noqa: PLC0415 - few queries have a date

        return text if parse_span(text, _ANY_DAY, strict=False) else None
    return text or None


def _balanced(reader: _Reader) -> list[Node | str]:
    """The marks without parentheses that have no partner or are nested too deep."""
    opened: list[int] = []
    dropped: set[int] = set()
    for index, mark in enumerate(reader.marks):
        if mark == "(":
            opened.append(index)
        elif mark == ")":
            partner = opened.pop() if opened else index
            if partner == index or len(opened) >= _DEEPEST:
                dropped |= {partner, index}
    dropped |= set(opened)
    if dropped:
        reader.notes.append("Some parentheses have no partner, or are nested too deep, and are left out.")
    return [mark for index, mark in enumerate(reader.marks) if index not in dropped]


def _alternatives(marks: list[Node | str], position: int) -> tuple[Node | None, int]:
    """Terms up to the closing parenthesis or the end, and where that is."""
    sides: list[Node | None] = []
    side: list[Node | None] = []
    is_negated = False
    while position < len(marks) and marks[position] != ")":
        mark = marks[position]
        if mark == "OR":
            sides.append(every(side))
            side, is_negated = [], False
        elif mark == "-":
            is_negated = not is_negated
        else:
            node, position = _alternatives(marks, position + 1) if mark == "(" else (mark, position)
            assert not isinstance(node, str)  # noqa: S101 - every sign has been dealt with
            side.append(negated(node) if is_negated else node)
            is_negated = False
        position += 1
    return either([*sides, every(side)]), position
