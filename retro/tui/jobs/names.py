"""Companies, themes and people, read and changed; each function makes a job for ``Storage``."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.surroundings import Company, Consent, Person, Theme
from retro.tui.naming import Named, Sort

if TYPE_CHECKING:
    from retro.dates import Span
    from retro.journal.registers import Companies, People, Themes

__all__ = [
    "Job",
    "Register",
    "Renamed",
    "alias",
    "changed_since",
    "describe",
    "merge",
    "redo",
    "rename",
    "unalias",
    "undo",
]


class Register(NamedTuple):
    """Every name, as the journal had them at a version of its data."""

    version: int
    companies: tuple[Company, ...] = ()
    themes: tuple[Theme, ...] = ()
    people: tuple[Person, ...] = ()

    def of(self, sort: Sort) -> tuple[Named, ...]:
        """The names of one sort."""
        found: tuple[Named, ...] = getattr(self, sort.plural)
        return found


class Renamed(NamedTuple):
    """A change that is on disk: what to say of it, and the id of the name to be on; "" for none."""

    said: str
    name_id: str = ""


Job: TypeAlias = Callable[[Journal], Renamed]


def changed_since(version: int) -> Callable[[Journal], Register | None]:
    """Read every name, unless nothing was changed since a version of the data."""

    def job(journal: Journal) -> Register | None:
        import rapidfuzz  # noqa: F401, PLC0415 - finding needs it; imported here, no keystroke waits for it

        now = journal.data_version()
        if now == version:
            return None
        return Register(now, journal.companies.all(), journal.themes.all(), journal.people.all())

    return job


def rename(sort: Sort, old: str, new: str) -> Job:
    """Give another name."""

    def job(journal: Journal) -> Renamed:
        names = _names(journal, sort)
        names.rename(old, new)
        kept = _named(names, new)
        return Renamed(f"Renamed {old} to {kept.name}; {old} still finds it", kept.id)

    return job


def merge(sort: Sort, source: str, target: str) -> Job:
    """Move all lessons of one name to another."""

    def job(journal: Journal) -> Renamed:
        names = _names(journal, sort)
        moved = names.merge(source, target)
        kept = _named(names, target)
        noun = "lesson" if moved == 1 else "lessons"
        return Renamed(f"Merged {source} into {kept.name}: {moved:,} {noun} moved", kept.id)

    return job


def alias(sort: Sort, name: str, other: str) -> Job:
    """Let a name be called something else as well."""

    def job(journal: Journal) -> Renamed:
        names = _names(journal, sort)
        known = names.number(other) is not None
        names.alias(name, other)
        kept = _named(names, name)
        means = "means" if known else "now also means"
        return Renamed(f"{other} {means} {kept.name}{' already' if known else ''}", kept.id)

    return job


def unalias(sort: Sort, name: str, other: str) -> Job:
    """Let an alias no longer mean a name."""

    def job(journal: Journal) -> Renamed:
        names = _names(journal, sort)
        names.unalias(name, other)
        kept = _named(names, name)
        return Renamed(f"{other} no longer means {kept.name}", kept.id)

    return job


def describe(sort: Sort, name: str, facts: Mapping[str, str]) -> Job:
    """Say more of a company or a person.

    Args:
        sort: Which of the two.
        name: Whom it is about.
        facts: Each as it was typed, by its name in the journal; "" clears.
    """

    def job(journal: Journal) -> Renamed:
        said: dict[str, Any] = dict(facts)
        for end in ("began", "ended"):
            if said.get(end):
                span = _day(said[end], journal)
                said[end] = span.start if end == "began" else span.end
        if "consent" in said:
            said["consent"] = Consent(said["consent"])
        names: Any = _names(journal, sort)
        kept = _named(names, name)
        names.describe(kept.name, **said)
        return Renamed(f"Noted for {kept.name}", kept.id)

    return job


def undo(journal: Journal) -> Renamed:
    """Take back the last change."""
    return Renamed(f"Undid: {journal.history.undo().summary}")


def redo(journal: Journal) -> Renamed:
    """Take back the last undo."""
    return Renamed(f"Redid: {journal.history.redo().summary}")


def _names(journal: Journal, sort: Sort) -> "Companies | Themes | People":
    found: Companies | Themes | People = getattr(journal, sort.plural)
    return found


def _named(names: "Companies | Themes | People", name: str) -> Named:
    """What goes by a name.

    Raises:
        NothingFound: When nothing does: someone else has undone it, say.
    """
    [kept] = names.canonical([name])
    for each in names.all():
        if each.name == kept:
            return each
    raise NothingFound(f"“{name}” is no longer there.")


def _day(text: str, journal: Journal) -> "Span":
    from retro.natural_dates import parse_span  # noqa: PLC0415 - only when a date is given

    span = parse_span(text, journal.today(), strict=False)
    if span is None:
        raise InvalidValue(f"“{text}” is not a date; try 2021-06-03, 2021-06, 2021 or “last summer”.")
    return span
