"""The outline of a post that is being composed: which lessons, in which sections, in which order."""

from typing import NamedTuple, TypeVar

__all__ = ["Entry", "Outline", "Row", "Section"]

_Item = TypeVar("_Item")


class Entry(NamedTuple):
    """A lesson that may go into the post, as the outline shows it."""

    lesson_id: str
    title: str
    kind: str


class Section(NamedTuple):
    """Lessons below one heading; ``name`` is "" where they belong to none."""

    name: str
    lesson_ids: tuple[str, ...]


class Row(NamedTuple):
    """A line of the outline: a section, or with ``lesson_id`` a lesson in it."""

    section: int
    lesson_id: str = ""


class Outline(NamedTuple):
    """Sections in order. What is left out keeps its place, so that it can come back to it.

    Args:
        sections: With the lessons of each.
        left_out: Ids of lessons that are not to be in the post.
    """

    sections: tuple[Section, ...] = ()
    left_out: frozenset[str] = frozenset()

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of all lessons in order, those that are left out too."""
        return tuple(lesson_id for section in self.sections for lesson_id in section.lesson_ids)

    @property
    def included(self) -> tuple[str, ...]:
        """The ids of the lessons that go into the post, in order."""
        return tuple(lesson_id for lesson_id in self.order if lesson_id not in self.left_out)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every line; a post whose lessons all belong to no section has no line for one."""
        found: list[Row] = []
        headed = any(section.name for section in self.sections)
        for place, section in enumerate(self.sections):
            found += [Row(place)] if headed else []
            found += [Row(place, lesson_id) for lesson_id in section.lesson_ids]
        return tuple(found)

    def ids_at(self, row: Row) -> tuple[str, ...]:
        """The lessons of a line: one, or those of a whole section."""
        return (row.lesson_id,) if row.lesson_id else self.sections[row.section].lesson_ids

    def is_in(self, row: Row) -> bool:
        """Whether anything of a line goes into the post."""
        return not self.left_out.issuperset(self.ids_at(row))

    def toggled(self, row: Row) -> "Outline":
        """Leave out what a line stands for, or take it in where all of it was left out."""
        ids = frozenset(self.ids_at(row))
        return self._replace(left_out=self.left_out | ids if self.is_in(row) else self.left_out - ids)

    def moved(self, row: Row, step: int) -> tuple["Outline", Row]:
        """A lesson one place further within its section, or a section as a whole; where it is then.

        At the end nothing moves.
        """
        if not row.lesson_id:
            sections = _stepped(self.sections, row.section, step)
            place = row.section + step if sections != self.sections else row.section
            return self._replace(sections=sections), Row(place)
        section = self.sections[row.section]
        ids = _stepped(section.lesson_ids, section.lesson_ids.index(row.lesson_id), step)
        sections = (
            *self.sections[: row.section],
            section._replace(lesson_ids=ids),
            *self.sections[row.section + 1 :],
        )
        return self._replace(sections=sections), row

    def arranged_as(self, before: "Outline") -> "Outline":
        """These lessons as an earlier outline had them; sections and lessons that it had not come last."""
        places = {lesson_id: place for place, lesson_id in enumerate(before.order)}
        headed = {section.name: place for place, section in enumerate(before.sections)}
        sections = tuple(
            section._replace(
                lesson_ids=tuple(sorted(section.lesson_ids, key=lambda each: places.get(each, len(places))))
            )
            for section in sorted(self.sections, key=lambda each: headed.get(each.name, len(headed)))
        )
        return Outline(sections, before.left_out.intersection(self.order))

    def flat(self) -> "Outline":
        """The same lessons in the same order, without sections."""
        return self._replace(sections=(Section("", self.order),) if self.sections else ())


def _stepped(items: tuple[_Item, ...], place: int, step: int) -> tuple[_Item, ...]:
    other = place + step
    if not 0 <= other < len(items):
        return items
    found = list(items)
    found[place], found[other] = found[other], found[place]
    return tuple(found)
