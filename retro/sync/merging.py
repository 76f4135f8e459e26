"""What two devices have made of one record, made one: a pure function of three values.

The same whichever of the two is called ours; merging what came of it again with either changes nothing; and
whatever somebody has written stands in the result or waits in its conflicts. What only one has changed is
taken from that one. Clocks decide no more than which of two versions stands while the other waits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from retro.journal.merging.contents import stricter
from retro.journal.merging.deciding import merged_prose
from retro.journal.records.shape import Record
from retro.model import Visibility
from retro.sync.encoding import canonical, digest

__all__ = ["merge"]

Fields = Mapping[str, Any]


def merge(base: Record | None, ours: Record | None, theirs: Record | None) -> Record | None:
    """One record of two that were one.

    Args:
        base: As it was when both had the same; None when it was not there.
        ours: As one device has it; None when it is gone there.
        theirs: As the other has it.
    """
    if _same(ours, theirs) or _same(theirs, base):
        return ours
    if _same(ours, base):
        return theirs
    if ours is None or theirs is None:
        return theirs if ours is None else ours  # what one has edited stays, though the other has it no more
    return _Merging(base, ours, theirs).record()


def _same(one: Record | None, other: Record | None) -> bool:
    if one is None or other is None:
        return one is other
    return _plain(one) == _plain(other)


def _plain(record: Record) -> str:
    return canonical([record.fields, record.lists, record.parts, record.conflicts])


_NOTHING = Record("", "", {})

_ABSENT = "\0 absent"
"""What a field was in a thing that was not there: unlike every value that a journal can hold."""

_QUIET: Mapping[str, Callable[[Any, Any], Any]] = {
    "id": min,
    "created_at": min,
    "position": min,
    "imported_at": max,
}
"""Fields that say when and where, not what: nobody decides on two values of them."""

_PROSE = frozenset({"body", "text", "result", "expectation", "measure", "answer"})
"""Fields of several lines, which two may have changed in different places."""

_WHOLE = {"reviews": "last_review_at", "check_in_items": "answered_at", "imported_lessons": "draft"}
"""Tables of parts whose fields go together -> the field that tells which of two came later."""

_UNTOLD = frozenset({"reviews", "imported_lessons"})
"""Parts that are computed: of two of them one stands, and nothing is lost with the other."""

_TIMES = frozenset({"updated_at", "deleted_at"})


@dataclass(slots=True)
class _Merging:
    base: Record | None
    ours: Record
    theirs: Record
    lost: dict[str, list[Any]] = field(default_factory=dict)
    stands: dict[str, Any] = field(default_factory=dict)

    def record(self) -> Record:
        """Both made one."""
        was = self.base or _NOTHING
        fields = self._fields("", was.fields, self.ours.fields, self.theirs.fields)
        lists = {
            name: merged
            for name in sorted({*self.ours.lists, *self.theirs.lists})
            if (merged := self._list(*(each.lists.get(name, []) for each in (was, self.ours, self.theirs))))
        }
        tables = sorted({*self.ours.parts, *self.theirs.parts})
        parts = {table: rows for table in tables if (rows := self._parts(table, was))}
        return Record(self.ours.table, self.ours.name, fields, lists, parts, self._conflicts(was))

    def _stamps(self) -> tuple[str, str]:
        return tuple(str(each.fields.get("updated_at") or "") for each in (self.ours, self.theirs))  # type: ignore[return-value]

    def _stronger(self, mine: Any, other: Any, stamps: tuple[str, str] | None = None) -> Any:
        """The later one, and of two of one time always the same one."""
        first, second = self._stamps() if stamps is None else stamps
        return max((first, canonical(mine), mine), (second, canonical(other), other))[2]

    def _fields(self, path: str, was: Fields, mine: Fields, other: Fields) -> dict[str, Any]:
        found = {}
        for name in sorted({*mine, *other}):
            values = [each.get(name, _ABSENT) for each in (was, mine, other)]
            if name == "updated_at":  # what is merged is as late as either, whatever the clock was
                value = max(values[1:], key=lambda each: (str(each or ""), canonical(each)))
            elif name == "deleted_at":
                value = self._deletion()
            else:
                value = self._field(f"{path}{name}", name, *values)
            if value is not _ABSENT:
                found[name] = value
        return found

    def _field(self, path: str, name: str, was: Any, mine: Any, other: Any) -> Any:
        if canonical(mine) == canonical(other) or canonical(other) == canonical(was):
            return self._standing(path, mine)
        if canonical(mine) == canonical(was):
            return self._standing(path, other)
        if name in _QUIET:
            return _QUIET[name](mine, other)
        if name in _PROSE and all(isinstance(each, str) for each in (mine, other)):
            text = _text("" if was is _ABSENT else str(was), mine, other)
            if text is not None:
                return self._standing(path, text)
        chosen = self._chosen(name, mine, other)
        self._lose(path, chosen, other if canonical(chosen) == canonical(mine) else mine)
        return self._standing(path, chosen)

    def _chosen(self, name: str, mine: Any, other: Any) -> Any:
        """What allows less stands where it is about what may leave the journal."""
        if name == "visibility":
            return str(Visibility.PRIVATE)
        if name == "consent":
            return stricter(mine, other)
        return self._stronger(mine, other)

    def _standing(self, path: str, value: Any) -> Any:
        self.stands[path] = value
        return value

    def _lose(self, path: str, chosen: Any, lost: Any) -> None:
        """A version that does not stand waits, with what it has lost against: it may lose more than once."""
        over = digest(canonical(chosen).encode("utf-8", "surrogatepass"))[:12]
        self.lost.setdefault(path, []).append([lost, over])

    def _deletion(self) -> str | None:
        """When it was deleted; an edit beats that, and so does taking it back."""
        mine, other = self.ours.fields["deleted_at"], self.theirs.fields["deleted_at"]
        if mine is not None and other is not None:
            return max(str(mine), str(other))
        if mine == other or self.base is None or self.base.fields["deleted_at"] is not None:
            return None
        kept = self.ours if mine is None else self.theirs
        return None if _edited(kept, self.base) else mine or other

    def _list(self, was: list[Any], mine: list[Any], other: list[Any]) -> list[Any]:
        """What either has added is there, what either has taken out is not."""
        if canonical(mine) == canonical(other) or canonical(other) == canonical(was):
            return mine
        if canonical(mine) == canonical(was):
            return other
        before, first, second = ({canonical(each): each for each in values} for values in (was, mine, other))
        if before.keys() == first.keys() == second.keys():
            return list(self._stronger(mine, other))  # only in another order
        if first.keys() == before.keys():
            return other
        if second.keys() == before.keys():
            return mine
        stays = [each for key, each in before.items() if key in first and key in second]
        return stays + [each for key, each in sorted({**first, **second}.items()) if key not in before]

    def _parts(self, table: str, was: Record) -> dict[str, Fields]:
        before, mine, other = (each.parts.get(table, {}) for each in (was, self.ours, self.theirs))
        found = {}
        for key in sorted({*mine, *other}):
            part = self._part(table, key, before.get(key), mine.get(key), other.get(key))
            if part is not None:
                found[key] = part
        return found

    def _part(
        self, table: str, key: str, was: Fields | None, mine: Fields | None, other: Fields | None
    ) -> Fields | None:
        if canonical(mine) == canonical(other) or canonical(other) == canonical(was):
            return mine
        if canonical(mine) == canonical(was):
            return other
        if mine is None or other is None:
            return other if mine is None else mine
        if table not in _WHOLE:
            return self._fields(f"{table}/{key}/", was or {}, mine, other)
        stamps = (str(mine.get(_WHOLE[table]) or ""), str(other.get(_WHOLE[table]) or ""))
        chosen: Fields = self._stronger(mine, other, stamps)
        if table not in _UNTOLD:
            self._lose(f"{table}/{key}", chosen, other if chosen is mine else mine)
        return chosen

    def _conflicts(self, was: Record) -> dict[str, list[Any]]:
        """What waits already, but for what somebody has decided on, and what has come now."""
        found = {}
        for path in sorted({*self.ours.conflicts, *self.theirs.conflicts, *self.lost}):
            before, mine, other = (
                {canonical(each): each for each in record.conflicts.get(path, [])}
                for record in (was, self.ours, self.theirs)
            )
            decided = {key for key in before if key not in mine or key not in other}
            waiting = {key: each for key, each in {**mine, **other}.items() if key not in decided}
            waiting |= {canonical(each): each for each in self.lost.get(path, [])}
            standing = canonical(self.stands.get(path, _ABSENT))
            kept = [each for _, each in sorted(waiting.items()) if canonical(each[:1]) != f"[{standing}]"]
            if kept:
                found[path] = kept
        return found


def _edited(record: Record, base: Record) -> bool:
    """Whether it says something else than before; when it was written or deleted is not what it says."""
    without = [
        canonical(
            [
                {name: value for name, value in each.fields.items() if name not in _TIMES},
                each.lists,
                each.parts,
            ]
        )
        for each in (record, base)
    ]
    return without[0] != without[1]


def _text(was: str, mine: str, other: str) -> str | None:
    """Two texts made one by their lines; None where they touch.

    Lines that are alike can be taken for each other, and a merge by lines then says something else the next
    time. What would not stay as it is counts as touching.
    """
    text = _merged(was, mine, other)
    if text is None or text != _merged(was, other, mine):
        return None
    pairs = ((text, mine), (mine, text), (text, other), (other, text))
    return text if all(_merged(was, *pair) == text for pair in pairs) else None


def _merged(was: str, mine: str, other: str) -> str | None:
    text, clash = merged_prose(was, mine, other, ours_first=True)
    return None if clash else text
