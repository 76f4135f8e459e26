"""Cuts the power of a disk: the calls of a real run are recorded, and what was not synced is lost or torn.

What a program asks of the system is recorded by strace. A model of a disk that keeps no more than it has to
is fed with it: a write that no fsync of its file has followed may be there, not there, or there in some of
its sectors, independent of others; of the names that were made, moved and removed in a folder, some first
ones are there until the folder itself is synced, and a folder is there only when its own name is.
"""

import posixpath
import random
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

__all__ = ["Call", "Disk", "recorded"]

SECTOR = 512
"""Bytes that are written together or not at all."""

_WATCHED = (
    "open,openat,creat,close,write,writev,pwrite64,pwritev,lseek,ftruncate,truncate,fallocate,fsync,fdatasync,"
    "sync_file_range,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,"
    "copy_file_range,sendfile,mmap"
)
_LINE = re.compile(r"(?P<process>\d+) +(?P<rest>.*)", re.DOTALL)
_CALL = re.compile(r"(?P<name>\w+)\((?P<args>.*)\) += (?P<result>-?\d+|0x[0-9a-f]+|\?)", re.DOTALL)
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>")
_OPENED = re.compile(r"(?P<number>-?\d+|AT_FDCWD)<(?P<path>[^>]*)>")


class Call(NamedTuple):
    """A call of the system that succeeded; ``result`` is what it returned."""

    name: str
    args: tuple[str, ...]
    result: int

    def file(self, place: int) -> tuple[int, str]:
        """A file descriptor among the arguments, with the path of what it has opened."""
        found = _OPENED.match(self.args[place])
        if found is None:
            return int(self.args[place]), ""
        number = found["number"]
        return -1 if number == "AT_FDCWD" else int(number), _text(found["path"])

    def path(self, place: int) -> str:
        """A path among the arguments."""
        return _text(self.args[place].strip('"'))

    def data(self, place: int) -> bytes:
        """What is written."""
        return _bytes(self.args[place].strip('"'))


def recorded(command: Sequence[str], trace: Path, environment: Mapping[str, str], place: Path) -> list[Call]:
    """Run a command, and what it and its children asked of the system, in order.

    Args:
        command: The command, with strace's own path in front.
        trace: Where strace writes to.
        environment: Of the command.
        place: Where it runs.

    Raises:
        AssertionError: When the command did not succeed.
    """
    strace, *words = command
    options = ["-f", "-qq", "-y", "-xx", "-s", "10000000", "--seccomp-bpf", "-e", f"trace={_WATCHED}"]
    done = subprocess.run(
        [strace, *options, "-o", str(trace), "--", *words],
        env=dict(environment),
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (words, done.stderr)
    return list(_calls(trace.read_text(encoding="ascii").splitlines()))


def _calls(lines: Iterable[str]) -> Iterator[Call]:
    begun: dict[str, str] = {}
    for line in lines:
        found = _LINE.fullmatch(line)
        assert found, line
        process, rest = found["process"], found["rest"]
        if rest.endswith("<unfinished ...>"):
            begun[process] = rest.removesuffix("<unfinished ...>")
            continue
        if _RESUMED.match(rest):
            rest = begun.pop(process) + _RESUMED.sub("", rest, count=1)
        call = _CALL.match(rest)
        if call is not None and call["result"] != "?" and not call["result"].startswith("-"):
            yield Call(call["name"], tuple(call["args"].split(", ")), int(call["result"], 0))


def _bytes(said: str) -> bytes:
    return bytes.fromhex(said.replace("\\x", ""))


def _text(said: str) -> str:
    return _bytes(said).decode() if said.startswith("\\x") else said


class _Change(NamedTuple):
    """Bytes at an offset; with ``data`` None the end of the file is there."""

    offset: int
    data: bytes | None


class _File:
    """What of a file is on the disk, and what has been written since."""

    def __init__(self, content: bytes = b"") -> None:
        self.synced = content
        self.changes: list[_Change] = []
        self.position = 0
        self.size = len(content)

    def change(self, offset: int, data: bytes | None) -> None:
        self.changes.append(_Change(offset, data))
        self.size = offset if data is None else max(self.size, offset + len(data))

    def sync(self) -> None:
        self.synced = self.seen
        self.changes.clear()

    @property
    def seen(self) -> bytes:
        """As programs see it."""
        return _changed(self.synced, self.changes)

    def left(self, chance: random.Random) -> bytes:
        """What is there after the power was cut."""
        return _changed(self.synced, [part for each in self.changes for part in _torn(each, chance)])


def _changed(content: bytes, changes: Iterable[_Change]) -> bytes:
    found = bytearray(content)
    for offset, data in changes:
        if len(found) < offset:
            found.extend(bytes(offset - len(found)))
        if data is None:
            del found[offset:]
        else:
            found[offset : offset + len(data)] = data
    return bytes(found)


def _torn(change: _Change, chance: random.Random) -> Iterator[_Change]:
    """The change, nothing, or the sectors of it that were written."""
    fate = chance.choice(("whole", "lost", "torn"))
    if fate == "whole":
        yield change
    elif fate == "torn" and change.data is not None:
        end = change.offset + len(change.data)
        edges = [change.offset, *range((change.offset // SECTOR + 1) * SECTOR, end, SECTOR), end]
        for first, last in pairwise(edges):
            if chance.random() < 0.5:
                yield _Change(first, change.data[first - change.offset : last - change.offset])


class _Folder:
    """Which names of a folder are on the disk, and what has become of them since: each step as a whole."""

    def __init__(self) -> None:
        self.synced: _Names = {}
        self.now: _Names = {}
        self.steps: list[tuple[_Step, ...]] = []

    def step(self, *changes: "_Step") -> None:
        """Names come and go."""
        self.steps.append(changes)
        _take(self.now, changes)

    def sync(self) -> None:
        self.synced = dict(self.now)
        self.steps.clear()

    def left(self, chance: random.Random) -> "_Names":
        """The names that are there after the power was cut."""
        found = dict(self.synced)
        for changes in self.steps[: chance.randint(0, len(self.steps))]:
            _take(found, changes)
        return found


_Names = dict[str, _File | _Folder]
_Step = tuple[str, _File | _Folder | None]
"""A name, and what it stands for now; None where it has gone."""


def _take(names: _Names, changes: Iterable[_Step]) -> None:
    for name, what in changes:
        if what is None:
            names.pop(name, None)
        else:
            names[name] = what


def _write(folder: _Folder, into: Path, chance: random.Random) -> None:
    into.mkdir()
    for name, what in folder.left(chance).items():
        if isinstance(what, _Folder):
            _write(what, into / name, chance)
        elif not name.endswith("-shm"):  # in memory; SQLite makes it anew when nobody has it open
            (into / name).write_bytes(what.left(chance))


class Disk:
    """A disk below one folder, all of which is synced at first.

    Args:
        root: The folder, as the calls name it.
        content: A folder with what is in it.
    """

    def __init__(self, root: Path, content: Path) -> None:
        self._root = str(root)
        self._folders: dict[str, _Folder] = {}
        self._removed: dict[str, _File] = {}
        self._top = self._read(self._root, content)

    def _read(self, name: str, folder: Path) -> _Folder:
        found = self._folders[name] = _Folder()
        for path in folder.iterdir():
            inner = self._read(f"{name}/{path.name}", path) if path.is_dir() else _File(path.read_bytes())
            found.synced[path.name] = found.now[path.name] = inner
        return found

    def does(self, call: Call) -> bool:
        """Do what was asked for; returns whether anything here changed.

        Raises:
            AssertionError: When this disk does not know the call.
        """
        do = getattr(self, f"_do_{call.name}", None)
        if do is not None:
            return bool(do(call))
        paths = [call.file(place)[1] for place in range(len(call.args)) if "<" in call.args[place]]
        paths += [call.path(place) for place in range(len(call.args)) if call.args[place].startswith('"')]
        assert not any(map(self._is_here, paths)), call
        return False

    def write_to(self, root: Path, chance: random.Random) -> None:
        """What there is after the power was cut: into a folder that is not there yet."""
        _write(self._top, root, chance)

    def files(self) -> dict[str, bytes]:
        """Path -> content of all files as programs see them, without what SQLite keeps in memory."""
        return {
            f"{folder.removeprefix(self._root)}/{name}".removeprefix("/"): what.seen
            for folder, names in self._folders.items()
            for name, what in names.now.items()
            if isinstance(what, _File) and not name.endswith("-shm")
        }

    def _is_here(self, path: str) -> bool:
        return path == self._root or path.startswith(f"{self._root}/")

    def _path(self, call: Call, place: int) -> str:
        """A path among the arguments; the commands run in the folder itself."""
        return posixpath.normpath(posixpath.join(self._root, call.path(place)))

    def _folder(self, path: str) -> tuple[_Folder, str]:
        folder, _, name = path.rpartition("/")
        return self._folders[folder], name

    def _file(self, path: str) -> _File:
        folder, name = self._folder(path)
        found = folder.now[name]
        assert isinstance(found, _File), path
        return found

    def _opened(self, call: Call) -> _File | None:
        """The file that is written to; None for what is not on this disk."""
        _, path = call.file(0)
        if not self._is_here(path.removesuffix(" (deleted)")):
            return None
        if path.endswith(" (deleted)"):
            return self._removed[path.removesuffix(" (deleted)")]
        return self._file(path)

    # The calls, by their names

    def _do_openat(self, call: Call) -> bool:
        path, flags = self._path(call, 1), call.args[2].split("|")
        if not self._is_here(path) or "O_DIRECTORY" in flags or path in self._folders:
            return False
        folder, name = self._folder(path)
        made = name not in folder.now
        if made:
            folder.step((name, _File()))
        file = self._file(path)
        file.position = file.size if "O_APPEND" in flags else 0
        if "O_TRUNC" in flags:
            file.change(0, None)
        return made or "O_TRUNC" in flags

    def _do_close(self, _: Call) -> bool:
        return False

    def _do_pwrite64(self, call: Call) -> bool:
        file = self._opened(call)
        if file is not None:
            file.change(int(call.args[3]), call.data(1)[: call.result])
        return file is not None

    def _do_write(self, call: Call) -> bool:
        file = self._opened(call)
        if file is not None:
            file.change(file.position, call.data(1)[: call.result])
            file.position += call.result
        return file is not None

    def _do_lseek(self, call: Call) -> bool:
        file = self._opened(call) if call.file(0)[1] not in self._folders else None
        if file is not None:
            file.position = call.result
        return False

    def _do_ftruncate(self, call: Call) -> bool:
        file = self._opened(call)
        if file is not None:
            file.change(int(call.args[1]), None)
        return file is not None

    def _do_fsync(self, call: Call) -> bool:
        path = call.file(0)[1]
        if path in self._folders:
            self._folders[path].sync()
        elif (file := self._opened(call)) is not None:
            file.sync()
        return self._is_here(path)

    _do_fdatasync = _do_fsync

    def _do_sendfile(self, call: Call) -> bool:
        assert not self._is_here(call.file(0)[1]), call  # it is read from here, and not written
        return False

    def _do_mmap(self, call: Call) -> bool:
        shared = "MAP_SHARED" in call.args[3] and "PROT_WRITE" in call.args[2]
        path = call.file(4)[1] if shared and "<" in call.args[4] else ""
        assert not self._is_here(path) or path.endswith("-shm"), call
        return False

    def _do_rename(self, call: Call) -> bool:
        old, new = self._path(call, 0), self._path(call, 1)
        if not self._is_here(old):
            return False
        (folder, name), (other, other_name) = self._folder(old), self._folder(new)
        assert folder is other, "no name moves to another folder"
        folder.step((name, None), (other_name, self._file(old)))
        return True

    def _do_link(self, call: Call) -> bool:
        old, new = self._path(call, 0), self._path(call, 1)
        if not self._is_here(old):
            return False
        folder, name = self._folder(new)
        folder.step((name, self._file(old)))
        return True

    def _do_unlink(self, call: Call) -> bool:
        path = self._path(call, 0)
        if not self._is_here(path):
            return False
        folder, name = self._folder(path)
        self._removed[path] = self._file(path)
        folder.step((name, None))
        return True

    def _do_mkdir(self, call: Call) -> bool:
        path = self._path(call, 0)
        if not self._is_here(path):
            return False
        folder, name = self._folder(path)
        self._folders[path] = _Folder()
        folder.step((name, self._folders[path]))
        return True
