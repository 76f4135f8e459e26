"""The errors a person can meet: each carries its exit code and its sentence.

One place, ``retro.cli.main``, prints them; everything else raises.
"""

from typing import ClassVar

__all__ = [
    "AmbiguousId",
    "FileInTheWay",
    "InvalidValue",
    "JournalLocked",
    "JournalUnusable",
    "MustNotLeave",
    "NameTaken",
    "NothingFound",
    "PublishRefused",
    "RemoteUnusable",
    "RetroError",
    "SyncRefused",
    "SyncRunning",
    "UsageProblem",
    "WouldDelete",
]


class RetroError(Exception):
    """Something that a person should read as one clear sentence.

    Args:
        sentence: What happened and, where there is one, the way out.
        hint: The next useful command, printed on a line of its own.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class NothingFound(RetroError):
    """What was asked for is not in the journal."""

    exit_code = 1


class UsageProblem(RetroError):
    """The command was called in a way that cannot be carried out."""

    exit_code = 2


class InvalidValue(UsageProblem):
    """A value that the vocabulary does not allow (a kind outside the list, a theme without a name)."""


class NameTaken(InvalidValue):
    """A name that is another's already: the two can be merged instead.

    Args:
        sentence: Which name, and of which sort.
        owner: What goes by it, by its own name.
        hint: The next useful command.
    """

    def __init__(self, sentence: str, owner: str, hint: str = "") -> None:
        super().__init__(sentence, hint)
        self.owner = owner


class AmbiguousId(UsageProblem):
    """An id prefix that several lessons share.

    Args:
        sentence: What was typed, and how many lessons it could mean.
        candidates: ``(short id, title)`` of each.
    """

    def __init__(self, sentence: str, candidates: tuple[tuple[str, str], ...]) -> None:
        super().__init__(sentence)
        self.candidates = candidates


class JournalUnusable(RetroError):
    """The journal cannot be opened, read or written; nothing was changed."""

    exit_code = 3


class JournalLocked(JournalUnusable):
    """The journal is encrypted, and what opens it was not given, or is another; nothing was changed."""


class PublishRefused(RetroError):
    """Something would have been published, or overwritten, that must not be."""

    exit_code = 4


class MustNotLeave(PublishRefused):
    """A post holds what must not go out.

    Args:
        places: Where, what and what to do about it; all of them, so that none is left for the next time.
        hint: The next useful command.
    """

    def __init__(self, places: tuple[str, ...], hint: str = "") -> None:
        number = "one place" if len(places) == 1 else f"{len(places)} places"
        super().__init__(f"Nothing was written: {number} must not go out.", hint)
        self.places = places


class FileInTheWay(PublishRefused):
    """A file that is there must not be written over without being told to.

    Args:
        why: What is the matter with it.
        way_out: What can be done on the command line; the app has ways of its own.
    """

    def __init__(self, why: str, way_out: str) -> None:
        super().__init__(f"{why} {way_out}")
        self.why = why


class SyncRefused(RetroError):
    """A sync would have done what must not be done unasked; nothing was changed."""

    exit_code = 4


class SyncRunning(SyncRefused):
    """Another sync of the same mirror has not ended yet."""


class WouldDelete(SyncRefused):
    """A sync would have deleted many lessons, which it does where somebody says so."""


class RemoteUnusable(RetroError):
    """The remote of a mirror could not be reached, or took nothing."""

    exit_code = 1
