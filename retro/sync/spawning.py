"""A program that is given nothing and asked for nothing but its complaints, without ``subprocess``.

That takes 5 ms to import, of a sync that finds nothing to do.
"""

import os
import signal
from collections.abc import Mapping

__all__ = ["Spawned", "can_spawn"]


def can_spawn() -> bool:
    """Whether this platform has what it takes."""
    return hasattr(os, "posix_spawnp")


class Spawned:
    """A running program.

    Attributes:
        pid: Of its process.

    Args:
        words: Its name, and what it is told.
        environment: Of it.

    Raises:
        FileNotFoundError: When there is none of that name.
    """

    def __init__(self, words: list[str], environment: Mapping[str, str]) -> None:
        self._code: int | None = None
        self._pipe, its = os.pipe()
        null = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1)]
        try:
            self.pid = os.posix_spawnp(
                words[0],
                words,
                environment,
                file_actions=[*null, (os.POSIX_SPAWN_DUP2, its, 2)],
                setsigdef=[signal.SIGPIPE],  # which Python ignores
            )
        except BaseException:
            os.close(self._pipe)
            raise
        finally:
            os.close(its)

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._waited(os.WNOHANG)

    def terminate(self) -> None:
        """End it, and hear no complaint: what it has called may hold its end of the pipe for long."""
        self._end()
        os.close(self._pipe)

    def ended(self) -> tuple[int, bytes]:
        """Wait for its end: its exit code, and what it complained of."""
        try:
            with os.fdopen(self._pipe, "rb") as pipe:
                complained = pipe.read()
        except BaseException:
            self._end()
            raise
        code = self._waited()
        assert code is not None  # noqa: S101 - it was waited for
        return code, complained

    def _end(self) -> None:
        os.kill(self.pid, signal.SIGTERM)
        self._waited()

    def _waited(self, options: int = 0) -> int | None:
        if self._code is None:
            process, status = os.waitpid(self.pid, options)
            if process:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code
