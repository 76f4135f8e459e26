"""Small disks of their own, which can be full or read-only: for root too, who may write in any folder."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.needs import program, skip

__all__ = ["Disk", "small_disk"]


class Disk:
    """A mounted file system.

    Args:
        folder: Where it is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Leave not a byte on it."""
        try:
            with (self.folder / "filling").open("ab", buffering=0) as file:
                while True:
                    file.write(bytes(4096))
        except OSError:
            return

    def make_room(self) -> None:
        """Free what ``fill`` has taken."""
        (self.folder / "filling").unlink()

    def forbid_writing(self, *, again: bool = True) -> None:
        """Make it read-only, or writable again."""
        self._mount("-o", f"remount,{'ro' if again else 'rw'}")

    def _mount(self, *options: str) -> None:
        subprocess.run([program("mount"), *options, str(self.folder)], check=True, capture_output=True)


@contextmanager
def small_disk(folder: Path, size: str = "4m") -> Iterator[Disk]:
    """Mount a disk in memory; what needs one is skipped where that is not allowed."""
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    done = subprocess.run([program("mount"), *options], check=False, capture_output=True, text=True)
    if done.returncode:
        skip(f"needs to mount a disk ({done.stderr.strip()})")
    try:
        yield Disk(folder)
    finally:
        subprocess.run([program("umount"), "-l", str(folder)], check=True)
