"""What two devices have changed in one place, read and decided; each function makes a job for ``Storage``."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from retro.errors import NothingFound
from retro.journal import Journal
from retro.tui.jobs.lessons import Wrote

if TYPE_CHECKING:
    from retro.sync.deciding import Waiting

__all__ = ["Conflict", "Conflicts", "changed_since", "count", "keep", "keep_both", "take", "write"]


class Conflict(NamedTuple):
    """A field that two have written, as the screen shows it.

    Attributes:
        waiting: What is decided on.
        title: Of the lesson, or whatever it is a field of.
        field: What the field is called.
        stands: As it is now.
        others: As others wrote it.
        here: Of what stands and of each other, whether it was written on this device; none where nobody
            knows.
    """

    waiting: "Waiting"
    title: str
    field: str
    stands: str
    others: tuple[str, ...]
    here: tuple[bool, ...] = ()

    def whose(self, version: int) -> str:
        """What is said of where a version was written: 0 is what stands."""
        if not self.here:
            return ""
        return " · yours, from this device" if self.here[version] else " · from another device"

    @property
    def key(self) -> str:
        """What the row is known by."""
        return "/".join((*self.waiting.key, self.waiting.path))


class Conflicts(NamedTuple):
    """All that waits, as the journal had it in a state of its data."""

    state: tuple[int, int]
    waiting: tuple[Conflict, ...] = ()


def count(journal: Journal) -> int:
    """How many decisions wait."""
    return journal.conflicts()


def changed_since(state: tuple[int, int]) -> Callable[[Journal], Conflicts | None]:
    """Read what waits, unless nothing was changed since a state of the data."""

    def job(journal: Journal) -> Conflicts | None:
        from retro.sync.deciding import waiting  # noqa: PLC0415 - only who looks needs it

        now = journal.state()
        if now == state:
            return None
        return Conflicts(now, tuple(_conflict(journal, each) for each in waiting(journal)))

    return job


def _conflict(journal: Journal, each: "Waiting") -> Conflict:
    from retro.sync.deciding import as_text, named  # noqa: PLC0415 - as above

    table, name = each.key
    written = journal.records.written_here(name, each.path) if table == "lessons" else []
    here = tuple(version in written for version in (each.stands, *each.others))
    others = tuple(map(as_text, each.others))
    return Conflict(
        each, each.title, named(each.path), as_text(each.stands), others, here if any(here) else ()
    )


def keep(each: "Waiting") -> Callable[[Journal], Wrote]:
    """What stands, stands."""
    return _decided(each, lambda: each.stands, "Kept what stands")


def take(each: "Waiting", number: int) -> Callable[[Journal], Wrote]:
    """Another one stands."""
    return _decided(each, lambda: each.others[number], "Took the other")


def keep_both(each: "Waiting", number: int) -> Callable[[Journal], Wrote]:
    """A text with both in it stands."""

    def value() -> str:
        from retro.sync.deciding import both  # noqa: PLC0415 - as above

        return both(str(each.stands), str(each.others[number]))

    return _decided(each, value, "Kept both")


def write(each: "Waiting", text: str) -> Callable[[Journal], Wrote]:
    """What somebody has written stands."""
    return _decided(each, lambda: text, "Took what you wrote")


def _decided(each: "Waiting", value: Callable[[], Any], said: str) -> Callable[[Journal], Wrote]:
    def job(journal: Journal) -> Wrote:
        from retro.sync.deciding import decide, named, waiting  # noqa: PLC0415 - as above

        if each not in waiting(journal):
            raise NothingFound("It has changed meanwhile; nothing was decided. Look at it again.")
        decide(journal, each.key, each.path, value())
        return Wrote(f"{said}: {named(each.path)} of “{each.title}”", _lesson_of(each))

    return job


def _lesson_of(each: "Waiting") -> str:
    table, name = each.key
    return name if table == "lessons" else ""
