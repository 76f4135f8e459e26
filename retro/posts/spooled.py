"""Values of which there are too many for memory: the first at hand, the others in a file without a name."""

import pickle
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, TypeVar, cast, overload
from weakref import finalize

from retro.errors import RetroError

__all__ = ["AT_HAND", "Spooled"]

Item = TypeVar("Item")

AT_HAND = 100
"""So many values are kept as they are: most exports are of fewer posts, and need no file."""


class Spooled(Sequence[Item]):
    """Values in order, to be gone through as often as needed; of many only one at a time is in memory.

    The file has no name, so that nobody else can open it, and nothing is left of it in any case: the system
    takes it away with the process, be that killed.

    Args:
        items: Taken one by one.
        at_hand: How many are kept as they are.

    Raises:
        RetroError: When there is no room for them.
    """

    def __init__(self, items: Iterable[Item] = (), *, at_hand: int = AT_HAND) -> None:
        self._at_hand = at_hand
        self._first: list[Item] = []
        self._places = array("Q", [0])
        self._file: IO[bytes] | None = None
        self._is_behind = True
        for item in items:
            self.append(item)

    def append(self, item: Item) -> None:
        """Put one more behind the others.

        Raises:
            RetroError: When there is no room for it.
        """
        if len(self._first) < self._at_hand:
            self._first.append(item)
            return
        content = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        with _explained():
            if self._file is None:
                self._file = cast("IO[bytes]", tempfile.TemporaryFile(prefix="retro-"))  # noqa: SIM115 - to our end
                finalize(self, self._file.close)
            if not self._is_behind:
                # Only after a look at another place: each time it would also empty the buffer.
                self._file.seek(self._places[-1])
                self._is_behind = True
            self._file.write(content)
        self._places.append(self._places[-1] + len(content))

    def __len__(self) -> int:
        return len(self._first) + len(self._places) - 1

    def __iter__(self) -> Iterator[Item]:
        return map(self._at, range(len(self)))

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...

    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        if isinstance(place, slice):
            return [self._at(each) for each in range(len(self))[place]]
        return self._at(range(len(self))[place])

    def _at(self, place: int) -> Item:
        if place < len(self._first):
            return self._first[place]
        behind = place - len(self._first)
        begin, end = self._places[behind], self._places[behind + 1]
        file, self._is_behind = cast("IO[bytes]", self._file), False
        with _explained():
            file.seek(begin)
            content = file.read(end - begin)
        found: Any = pickle.loads(content)  # noqa: S301 - out of a file that nobody else can open
        return cast("Item", found)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        said = error.strerror or str(error)
        raise RetroError(f"There is no room in {tempfile.gettempdir()} for what is made: {said}.") from error
