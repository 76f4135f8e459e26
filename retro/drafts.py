"""What is being typed, kept on disk while it is typed, and found again by the next run.

Each running app has a file of its own; one whose app is gone, by a crash or a kill, is taken over by the next
app on the same journal. What is taken over is in the new file before the old one goes.
"""

import json
import os
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from retro.errors import JournalUnusable, UsageProblem
from retro.paths import state_folder

__all__ = ["DECISION", "SITUATION", "WORDING", "Draft", "Drafts"]


SITUATION, DECISION, WORDING = ("situation", ""), ("decision", ""), ("wording", "")
"""What one is about to do, what one decides, and what is to stand of two versions: none belongs to a
retrospective."""


class Draft(NamedTuple):
    """Text that is not in the journal yet.

    Args:
        text: As it was typed: one line of capture, the text of a lesson, or a post, which ``KeptPost`` reads.
        whole: It is the text of a whole lesson, from the form.
        post: It is a post that is being composed.
        prompt: It is an answer: the retrospective's id and the prompt's. Or it is what ``SITUATION``,
            ``DECISION`` or ``WORDING`` says; a decision is read by ``Typed``.
        lesson_id: The lesson that is being edited; "" for a new one.
        relations: To be added to it, with the fields of ``Relating``.
    """

    text: str
    whole: bool = False
    lesson_id: str = ""
    relations: tuple[tuple[str, ...], ...] = ()
    post: bool = False
    prompt: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What a list of drafts says of it, on one line."""
        if self.post:
            return "A post that is being composed"
        if self.prompt == DECISION:
            return "A decision that is being written down"
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        titles = [line.removeprefix("# ") for line in lines if line.startswith("# ")] if self.whole else []
        return next(iter([*titles, *lines]), "")


class Drafts:
    """The drafts of one journal.

    Args:
        journal: What tells it from others: its absolute path, or a name where each run has a new one.
    """

    def __init__(self, journal: str) -> None:
        self._journal = journal

    @cached_property
    def _folder(self) -> Path:
        return state_folder() / "drafts"

    @cached_property
    def _of_journal(self) -> str:
        from hashlib import sha256  # noqa: PLC0415 - after the first paint

        return sha256(os.fsencode(self._journal)).hexdigest()[:16]

    @cached_property
    def _mine(self) -> Path:
        return self._folder / f"{self._of_journal}-{os.getpid()}-{os.urandom(4).hex()}.json"

    def keep(self, drafts: tuple[Draft, ...]) -> None:
        """Have just these on disk; none removes the file.

        Raises:
            UsageProblem: When they cannot be written.
        """
        from retro.encryption.texts import seal  # noqa: PLC0415 - after the first paint
        from retro.files import replacing  # noqa: PLC0415
        from retro.folders import make_folder  # noqa: PLC0415

        try:
            if not drafts:
                self._mine.unlink(missing_ok=True)
                return
            make_folder(self._folder)
            # ASCII, so that half a surrogate pair out of a terminal can be written as well.
            content = json.dumps([draft._asdict() for draft in drafts]).encode("ascii")
            sealed = seal(content, Path(self._journal))
            with replacing(self._mine, private=True) as file:
                file.write(sealed)
        except JournalUnusable as error:
            raise UsageProblem(f"What you type cannot be kept: {error.sentence}. Save it soon.") from error
        except OSError as error:
            raise UsageProblem(
                f"What you type cannot be kept in {self._folder}: {error.strerror}. Save it soon."
            ) from error

    def take(self) -> tuple[Draft, ...]:
        """What apps that are gone have left, which is this app's from now on.

        Raises:
            UsageProblem: When it cannot be taken over; it stays where it is.
        """
        left = self._left()
        found = tuple(draft for _, drafts in left for draft in drafts)
        if found:
            self.keep(found)
        for path, _ in left:
            path.unlink(missing_ok=True)
        return found

    def files(self) -> list[Path]:
        """The files of all drafts of the journal, also of those that this retro cannot read."""
        return sorted(self._folder.glob(f"{self._of_journal}-*.json"))

    def left(self) -> tuple[Draft, ...]:
        """What apps that are gone have left, and the next one takes over."""
        return tuple(draft for _, drafts in self._left() for draft in drafts)

    def _left(self) -> list[tuple[Path, tuple[Draft, ...]]]:
        """The files of apps that are gone, with what is in them; none that has something else."""
        paths = (path for path in self.files() if path != self._mine and not _runs(path.name.split("-")[1]))
        return [(path, drafts) for path in paths if (drafts := _read(path, Path(self._journal)))]


def _read(path: Path, journal: Path) -> tuple[Draft, ...]:
    """The drafts in a file; none, and the file is left alone, where it has something else."""
    from retro.encryption.texts import unsealed  # noqa: PLC0415 - after the first paint

    try:
        content = unsealed(path.read_bytes(), journal).decode("ascii")
        return tuple(_draft(**draft) for draft in json.loads(content))
    except (OSError, ValueError, TypeError, RecursionError, JournalUnusable):
        return ()


def _draft(relations: list[list[str]] | None = None, prompt: list[str] | None = None, **said: Any) -> Draft:
    draft = Draft(
        **said, relations=tuple(tuple(each) for each in relations or ()), prompt=tuple(prompt or ())
    )
    parts = (part for each in draft.relations for part in each)
    texts = (draft.text, draft.lesson_id, *draft.prompt, *parts)
    if not (isinstance(draft.whole, bool) and all(isinstance(text, str) for text in texts)):
        raise TypeError("no draft of ours")
    if len(draft.prompt) not in (0, 2):
        raise TypeError("no prompt of ours")
    return draft


def _runs(process: str) -> bool:
    """Whether a process is there. Where that cannot be asked without harm it is taken for gone."""
    if os.name != "posix" or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
