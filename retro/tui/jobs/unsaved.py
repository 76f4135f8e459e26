"""Takes in texts that the journal refused before."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.unsaved_lessons import take_in as taken_in
from retro.tui.jobs.lessons import Wrote
from retro.unsaved import Waiting

if TYPE_CHECKING:
    from retro.model import Lesson

__all__ = ["take_in"]


def take_in(refused: Sequence[Waiting]) -> Callable[[Journal], Wrote]:
    """Take texts in; what cannot be stays where it is."""

    def job(journal: Journal) -> Wrote:
        came: list[Lesson] = []
        stayed: list[str] = []
        for each in refused:
            try:
                came.append(taken_in(journal, each.unsaved).lesson)
            except (InvalidValue, NothingFound) as error:
                stayed.append(f"“{each.unsaved.title}” stays in {each.path}: {error.sentence}")
                continue
            with suppress(OSError):  # a text that is offered once more is not added once more
                each.path.unlink(missing_ok=True)
        said = []
        if came:
            said = [f"Took in “{came[0].title}”." if len(came) == 1 else f"Took in {len(came):,} texts."]
        return Wrote(" ".join([*said, *stayed]), came[-1].id if came else "")

    return job
