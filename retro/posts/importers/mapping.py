"""Which column of a table is what of a lesson: as the user says it, else by the names that are common."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from retro.errors import UsageProblem

__all__ = ["FIELDS", "Columns", "Mapping", "NotMapped", "folded"]

_COMMON = {
    "title": "title subject headline name heading summary lessontitle topic",
    "body": "body text content description abstract context background whathappened lesson lessons"
    " lessonlearned lessonslearned learning recommendation recommendations actions details notes note"
    " comment",
    "date": "date happened day created createdat createdon published publishedat lessondate entrydate"
    " datetime timestamp time when",
    "tags": "tags labels keywords themes categories category theme tag label",
    "company": "company organization organisation employer org",
    "kind": "kind type",
    "starred": "starred star favorite favourite flagged pinned",
    "key": "id uuid guid key lessonid entryid noteid",
    "link": "url link permalink source address",
    "trigger": "trigger whentouse appliesto",
    "people": "people persons",
}
"""A lesson's field -> names of columns, folded, the likeliest first."""

FIELDS = tuple(_COMMON)
_SEVERAL = frozenset({"body", "tags"})
_PART = re.compile(rf"(?:\A|,)\s*({'|'.join(FIELDS)})\s*=", re.IGNORECASE)


class NotMapped(Exception):
    """Why a table cannot be read, and what to say to make it readable."""


def folded(name: str) -> str:
    """A column's name for comparing: without capitals, spaces and punctuation."""
    return "".join(character for character in name.casefold() if character.isalnum())


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that each field is made of, and those that no field is made of."""

    of: dict[str, tuple[str, ...]]
    unread: tuple[str, ...]

    def one(self, name: str) -> str:
        """The one column of a field, or empty."""
        return next(iter(self.of.get(name, ())), "")

    def __str__(self) -> str:
        return ", ".join(f"{name}={'+'.join(columns)}" for name, columns in self.of.items())


@dataclass(frozen=True, slots=True)
class Mapping:
    """What ``--map`` says: ``title=Subject,body=Abstract+Lesson``; an empty name leaves a field out."""

    said: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def parse(cls, texts: Iterable[str]) -> "Mapping":
        """Read what was given, once or several times.

        Raises:
            UsageProblem: When it is no mapping.
        """
        said: dict[str, tuple[str, ...]] = {}
        for text in texts:
            matches = list(_PART.finditer(text))
            if not matches or matches[0].start() != 0:
                raise UsageProblem(
                    f"--map {text}: it must name a field and a column, such as title=Subject,body=Lesson. "
                    f"The fields are {', '.join(FIELDS)}."
                )
            ends = [match.start() for match in matches[1:]] + [len(text)]
            for match, end in zip(matches, ends, strict=True):
                name, column = match[1].lower(), text[match.end() : end].strip()
                said[name] = (*said.get(name, ()), column)
        return cls(said)

    def columns(self, names: Sequence[str]) -> Columns:
        """Find the columns of a table.

        Args:
            names: The table's columns, in order.

        Raises:
            NotMapped: When a named column is not there, or nothing is a title or a text.
        """
        found: dict[str, tuple[str, ...]] = {}
        for name, columns in self.said.items():
            told = [each for column in columns for each in _named(column, names)]
            if told:
                found[name] = tuple(dict.fromkeys(told))
        taken = {column for columns in found.values() for column in columns}
        for name in FIELDS:
            if name not in self.said:
                common = _common(name, [column for column in names if column not in taken])
                taken.update(common)
                if common:
                    found[name] = common
        if not found.get("title") and not found.get("body"):
            raise NotMapped(
                f"None of its columns is known as a title or a text. It has: {_listed(names)}. "
                f"Say which is which: --map {_quoted(f'title={names[0]},body={names[-1]}')}"
                if names
                else "It has no columns."
            )
        ordered = {name: found[name] for name in FIELDS if name in found}
        return Columns(ordered, tuple(column for column in names if column not in taken))


def _named(column: str, names: Sequence[str]) -> list[str]:
    """The columns that are meant: one, or several joined by ``+``."""
    if not column:
        return []
    by_name = {name: name for name in names}
    by_fold = {folded(name): name for name in reversed(names)}
    for parts in ([column], column.split("+")):
        found = [by_name.get(part.strip()) or by_fold.get(folded(part)) for part in parts]
        if all(found):
            return [name for name in found if name]
    raise NotMapped(f"It has no column “{column}”. It has: {_listed(names)}.")


def _common(name: str, free: Sequence[str]) -> tuple[str, ...]:
    wanted = _COMMON[name].split()
    known = [column for column in free if folded(column) in wanted]
    if name == "body":
        return tuple(known)  # in the table's own order, under headings
    return tuple(sorted(known, key=lambda column: wanted.index(folded(column)))[:1])


def _listed(names: Sequence[str]) -> str:
    shown = [name[:60] for name in names[:30]]
    return ", ".join(shown) + (f" … ({len(names):,} columns)" if len(names) > len(shown) else "")


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[\w=,.+-]+", text) else "'" + text.replace("'", "'\\''") + "'"
