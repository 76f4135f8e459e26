"""A redacted post that comes back: what was hidden in it must not overwrite what it hid."""

from functools import cached_property

from retro.journal import Journal
from retro.model import LessonDraft
from retro.posts.redacting.passages import left_open, passages
from retro.posts.redacting.redactor import Level, Redactor

__all__ = ["Unhiding"]

_FIELDS = ("title", "body", "company", "themes", "people", "trigger", "evidence")
"""Those that redaction changes, and an import may set."""


class Unhiding:
    """Puts back into a post's lesson what redaction may have hidden there, at whatever level.

    Args:
        journal: Its registers are read when a post first tells something else than the journal.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    @cached_property
    def _redactors(self) -> tuple[Redactor, ...]:
        companies, people = self._journal.companies.all(), self._journal.people.all()
        return tuple(Redactor(companies, people, level) for level in Level)

    def unhidden(
        self, mine: LessonDraft, told: LessonDraft, written: LessonDraft | None, *, own: bool
    ) -> tuple[LessonDraft, tuple[str, ...]]:
        """What a post tells, with what it hides as it is in the journal.

        Args:
            mine: The lesson in the journal.
            told: The same as the post tells it.
            written: As the post told it when retro wrote it; None where nobody remembers.
            own: The post was written from this journal, so that a name that is missing may have been hidden.

        Returns:
            The draft, and the fields in which the post says something else, but hides a name as well: there
            the journal's words stay.
        """
        hidden: list[LessonDraft] = [redactor.draft(mine) for redactor in self._redactors]
        hidden += [written] if written is not None else []
        back: dict[str, object] = {}
        kept = []
        for field in _FIELDS:
            here, there = getattr(mine, field), getattr(told, field)
            before = None if written is None else getattr(written, field)
            if here == there:
                continue
            if any(_bare(there) == _bare(getattr(draft, field)) for draft in hidden):
                back[field] = here
            elif own and self._hides(here, there, before, left_open(mine.title) if field == "body" else 0):
                back[field] = here
                kept.append(field)
        return told.replace(**back), tuple(kept)

    def _hides(self, here: object, there: object, before: object, opened: int) -> bool:
        """Whether something is missing there that redaction took out, or would have."""
        said, now, then = (str(_bare(value)) for value in (here, there, before))
        if passages(said, opened) and not passages(then, opened):
            return True
        named = self._redactors[-1].named_in
        return not named(said) <= named(now) | (named(then) if before is not None else frozenset())


def _bare(value: object) -> object:
    """A value without what a post does not keep: white space round a text, the order of names."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        return tuple(sorted(value))
    return value
