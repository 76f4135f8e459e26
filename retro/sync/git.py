"""Git as a store and a carrier: its plumbing on a bare repository, without a shell or a work tree."""

import os
import re
import signal
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from retro.display import safe_line
from retro.errors import RemoteUnusable, UsageProblem
from retro.sync.spawning import Spawned, can_spawn

if TYPE_CHECKING:
    import subprocess

__all__ = ["BRANCH", "Git", "Refused", "Tip", "checked_remote"]

BRANCH = "refs/heads/retro"
_FETCHED = "refs/remotes/origin/retro"
_NEXT = "refs/retro/next"
_SEEN = "refs/retro/seen"

_HELPER = r"[A-Za-z0-9][A-Za-z0-9+.-]*::"
_CONTROL = r"[\x00-\x1f\x7f\ud800-\udfff]"
"""And what the command line could not read. Compiled when it is asked for, which is seldom: 5 ms."""
_HEXADECIMAL = frozenset("0123456789abcdef")
_LENGTHS = (40, 64)
"""Of the name of a commit, by SHA-1 and by SHA-256."""
_PATH = r"[0-9a-z/]+"


def checked_remote(remote: str) -> str:
    """A remote as git may be given it; one on this computer with its whole path.

    Raises:
        UsageProblem: When git would take it for an option, or run a program that it names.
    """
    if not remote.strip() or remote.startswith("-") or re.search(_CONTROL, remote):
        raise UsageProblem(f"“{safe_line(remote)}” is no remote: a URL, host:path or a folder is one.")
    if re.match(_HELPER, remote):
        raise UsageProblem(
            f"“{safe_line(remote)}” names a program that git would run; it may not come from a remote."
        )
    path = Path(remote).expanduser()
    return str(path.absolute()) if path.is_dir() else remote


class Refused(Exception):
    """The remote has moved on since it was fetched: another device was faster."""


class Tip(NamedTuple):
    """A file in a commit: its path, and the name of what is in it."""

    path: str
    blob: str


class Git:
    """Calls git on one bare repository.

    Args:
        folder: The repository.
        quiet: Git may ask nobody for a password: the terminal is not its own.
    """

    def __init__(self, folder: Path, *, quiet: bool = False) -> None:
        self.folder = folder
        self._quiet = quiet
        self._process: subprocess.Popen[bytes] | Spawned | None = None
        self._stopped = False

    def make(self) -> None:
        """Make the repository, without hooks and whatever else a template would put there."""
        self._run("init", "--quiet", "--bare", "--template=", str(self.folder), beside=True)

    def clear_locks(self) -> None:
        """Take away the locks that a git that was killed has left: whoever calls this is alone with it."""
        for lock in self.folder.glob("*.lock"):
            lock.unlink(missing_ok=True)
        for folder, _, names in os.walk(self.folder / "refs"):  # 0.3 ms, and a glob 1
            for name in names:
                if name.endswith(".lock"):
                    Path(folder, name).unlink(missing_ok=True)

    def _clear_pieces(self) -> None:
        """Take away what else one has left; it is in nobody's way, and to look for it takes 10 ms."""
        for pattern in ("fast_import_crash_*", "objects/pack/tmp_*", "objects/??/tmp_obj_*"):
            for left in self.folder.glob(pattern):
                left.unlink(missing_ok=True)

    # What is there

    def fetch(self, remote: str) -> str | None:
        """Bring in what the remote has; the name of its newest commit, None where it has none.

        Raises:
            RemoteUnusable: When it cannot be reached.
        """
        return self.fetching(remote)()

    def fetching(self, remote: str) -> Callable[[], str | None]:
        """Begin to ``fetch``, and go on; what is returned waits for it."""
        spec = "+refs/heads/retro*:refs/remotes/origin/retro*"
        quiet = ("--quiet", "--no-tags", "--no-write-fetch-head", "--prune", "--no-recurse-submodules")
        ended = self._asking("fetch", *quiet, "--", remote, spec)

        def fetched() -> str | None:
            code, complained = ended()
            if code != 0:
                said = _in_short(complained.decode("utf-8", "replace"))
                raise RemoteUnusable(self._explained(f"The remote cannot be reached: {said}."))
            return self.commit_at(_FETCHED)

        return fetched

    def commit_at(self, ref: str) -> str | None:
        """The commit that a ref names; read from its file where it has one, which takes no process."""
        with suppress(OSError):
            said = (self.folder / ref).read_text(encoding="ascii", errors="replace").strip()
            if len(said) in _LENGTHS and _HEXADECIMAL.issuperset(said):
                return said
        found = self._run("for-each-ref", "--format=%(objectname)", ref).split()
        return found[0].decode() if found else None

    def seen(self) -> str | None:
        """The newest commit that this device has taken in."""
        return self.commit_at(_SEEN)

    def keep(self, commit: str) -> None:
        """Remember that this device has taken a commit in, so that git keeps it."""
        if self.seen() != commit:
            self._run("update-ref", _SEEN, commit)

    def has(self, commit: str) -> bool:
        """Whether a commit is in the repository."""
        return self._tells("cat-file", "-e", f"{commit}^{{commit}}")

    def descends(self, commit: str, ancestor: str) -> bool:
        """Whether a commit goes on from another one."""
        return self._tells("merge-base", "--is-ancestor", ancestor, commit)

    def files(self, commit: str) -> list[Tip]:
        """All files of a commit."""
        lines = self._run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
        found = []
        for line in filter(None, lines):
            head, _, path = line.partition(b"\t")
            found.append(Tip(path.decode("utf-8", "replace"), head.split()[2].decode()))
        return found

    def differences(self, before: str, after: str) -> dict[str, tuple[str, str]]:
        """Path -> the names of what is in it in two commits; "" where there is nothing."""
        said = self._run("diff-tree", "-r", "-z", "--no-renames", before, after).split(b"\0")
        found = {}
        for head, path in zip(said[0::2], said[1::2], strict=False):
            _, _, old, new, _ = head.decode().split(" ")
            names = tuple("" if not name.strip("0") else name for name in (old, new))
            found[path.decode("utf-8", "replace")] = (names[0], names[1])
        return found

    def read(self, names: Sequence[str]) -> Generator[bytes | None, None, None]:
        """What is in blobs, by one process, while that goes on reading; None for one that is not there.

        Args:
            names: Of blobs, or ``commit:path``.

        Raises:
            RemoteUnusable: When git breaks off, after what it has read until then.
        """
        if not names:
            return
        process = self._begin("cat-file", "--batch", "--buffer")
        assert process.stdout is not None  # noqa: S101 - a pipe
        complained: list[bytes] = []
        text = "\n".join(names).encode() + b"\n"
        asking = Thread(target=_ask, args=(process, text, complained), daemon=True)
        asking.start()
        with process:
            try:
                for _ in names:
                    head = process.stdout.readline().split()
                    if head[-1:] == [b"missing"]:
                        yield None
                        continue
                    size = int(head[-1]) if head else -1
                    content = process.stdout.read(size + 1)
                    if not head or len(content) <= size:
                        break
                    yield content[:size]
                else:
                    process.wait()
            finally:
                self._terminate(process)  # where it is not at its end, nobody wants the rest
                asking.join()
        self._process = None
        self._refuse_stopped()
        if process.returncode != 0:
            raise _Failed(_in_short(b"".join(complained).decode("utf-8", "replace")))

    # What is new

    def commit(self, parent: str | None, files: Mapping[str, bytes | None], *, anew: bool = False) -> str:
        """Write a commit by one process, and return its name.

        Args:
            parent: What it goes on from.
            files: Path -> what is to be in it; None takes the file away.
            anew: Nothing else is to be in it.
        """
        said = self._run(
            "fast-import", "--quiet", "--force", stdin=b"".join(_stream(parent, files, anew=anew))
        )
        return said.decode().strip()

    def push(self, remote: str, commit: str) -> None:
        """Let a commit be the remote's newest one, if it goes on from the one that is.

        Raises:
            Refused: When it does not: another device was faster.
            RemoteUnusable: When it cannot be reached, or takes nothing.
        """
        done = self._call("push", "--porcelain", "--", remote, f"{commit}:{BRANCH}")
        if done.returncode == 0:
            return
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        if re.search(_RACE, said):
            raise Refused
        raise RemoteUnusable(self._explained(f"The remote took nothing: {_in_short(said)}."))

    def tidy(self) -> None:
        """Let git put its files in order when there are many, as its own rule has it."""
        if len(list((self.folder / "objects" / "17").glob("*"))) > _MANY:
            self._clear_pieces()
            self._call("gc", "--auto", "--quiet", "--no-detach")

    # Calling it

    def _tells(self, *words: str) -> bool:
        return self._call(*words).returncode == 0

    def _run(self, *words: str, stdin: bytes = b"", beside: bool = False) -> bytes:
        done = self._call(*words, stdin=stdin, beside=beside)
        if done.returncode != 0:
            raise _Failed(_in_short(done.stderr.decode("utf-8", "replace")))
        return done.stdout

    def _call(self, *words: str, stdin: bytes = b"", beside: bool = False) -> "_Done":
        return self._start(*words, beside=beside)(stdin)

    def _asking(self, *words: str) -> Callable[[], tuple[int, bytes]]:
        """Start git for what it complains of; what is returned waits for its end."""
        if self._quiet or not can_spawn():  # what is quiet is stopped from another thread
            ending = self._start(*words)
            return lambda: ((done := ending(b"")).returncode, done.stderr)
        with _explaining_its_lack():
            spawned = Spawned(self._called(*words), self._environment())
        self._process = spawned

        def ended() -> tuple[int, bytes]:
            done = spawned.ended()
            self._process = None
            self._refuse_stopped()
            return done

        return ended

    def _start(self, *words: str, beside: bool = False) -> "Callable[[bytes], _Done]":
        """Start git; what is returned gives it its input, and waits for its end."""
        process = self._begin(*words, beside=beside)
        return lambda stdin: self._end(process, stdin)

    def _called(self, *words: str, beside: bool = False) -> list[str]:
        place = () if beside else (f"--git-dir={self.folder}",)
        return ["git", *_SETTINGS, *place, *words]

    def _environment(self) -> dict[str, str]:
        return _environment() | (_QUIET if self._quiet else {})

    def _begin(self, *words: str, beside: bool = False) -> "subprocess.Popen[bytes]":
        import subprocess  # noqa: PLC0415 - as in ``retro.sync.spawning``

        with _explaining_its_lack():
            # In a session of its own it has no terminal, so that neither git nor ssh can ask there.
            process = subprocess.Popen(
                self._called(*words, beside=beside),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=self._environment(),
                start_new_session=self._quiet,
            )
        self._process = process
        if self._stopped:
            self.stop()
        return process

    def _end(self, process: "subprocess.Popen[bytes]", stdin: bytes) -> "_Done":
        with process:
            try:
                said, complained = process.communicate(stdin)
            except BaseException:
                self.stop()
                raise
        self._process = None
        self._refuse_stopped()
        return _Done(process.returncode, said, complained)

    def _refuse_stopped(self) -> None:
        if self._stopped:
            raise RemoteUnusable("The sync was stopped; what is missing comes with the next one.")

    def stop(self) -> None:
        """End what runs, with the programs that it has called, and call nothing any more; from any thread."""
        self._stopped = True
        if self._process is not None:
            self._terminate(self._process)

    def _terminate(self, process: "subprocess.Popen[bytes] | Spawned") -> None:
        if process.poll() is not None:
            return
        if self._quiet:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        else:
            process.terminate()

    def _explained(self, sentence: str) -> str:
        """Where git was not to ask, what it may have wanted to know."""
        if self._quiet and re.search(_WANTS_TO_ASK, sentence):
            return f"{sentence} Git cannot ask for a password here: sync once in the shell (retro sync)."
        return sentence


class _Done(NamedTuple):
    """How a call of git has ended, and what it said."""

    returncode: int
    stdout: bytes
    stderr: bytes


@contextmanager
def _explaining_its_lack() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise RemoteUnusable("There is no program git, which sync needs.", hint="install git") from error


def _ask(process: "subprocess.Popen[bytes]", text: bytes, complained: list[bytes]) -> None:
    """Give git what it is to read, and hear its complaints, while another thread takes what it answers."""
    assert process.stdin is not None  # noqa: S101 - pipes
    assert process.stderr is not None  # noqa: S101
    with suppress(OSError):  # it has ended before its time, and says by its exit code that it has
        process.stdin.write(text)
    with suppress(OSError):  # as before
        process.stdin.close()
    complained.append(process.stderr.read())


class _Failed(RemoteUnusable):
    """Git could not do what it was told."""

    def __init__(self, said: str) -> None:
        super().__init__(f"Git could not be used: {said}.")
        self.said = said


_SETTINGS = tuple(
    word
    for setting in (
        "protocol.ext.allow=never",
        "core.hooksPath=/dev/null",
        "core.logAllRefUpdates=false",
        "core.compression=0",  # what is encrypted is not to be made smaller
        "pack.window=0",
        "gc.auto=0",
        "maintenance.auto=false",
        "fetch.fsckObjects=true",
        "push.gpgSign=false",
        "advice.pushUpdateRejected=false",
    )
    for word in ("-c", setting)
)

_MANY = 27
"""Of 6,700 loose objects, those in one of 256 folders (gc.auto)."""

_RACE = (
    r"\[rejected\]|\[remote rejected\] \((?:failed to update ref|incorrect old value|cannot lock ref"
    r"|fetch first|non-fast-forward)"
)


_WANTS_TO_ASK = (
    r"terminal prompts disabled|could not read (?:Username|Password)|Authentication failed"
    r"|Permission denied|Host key verification failed|unable to read askpass"
)

_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "GCM_INTERACTIVE": "never",
    "SSH_ASKPASS": "false",  # a program that answers nothing, also for an ssh that knows not the next one
    "SSH_ASKPASS_REQUIRE": "never",
    "GIT_HTTP_LOW_SPEED_LIMIT": "1",
    "GIT_HTTP_LOW_SPEED_TIME": "60",
}
"""Git and what it calls ask nobody, neither on a terminal nor in a window, and give a dead line up."""


def _environment() -> dict[str, str]:
    """The user's own, for credentials are git's business; but nothing that points git somewhere else."""
    kept = {"GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_TERMINAL_PROMPT", "GIT_EXEC_PATH"}
    found = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in kept}
    return {**found, "LC_ALL": "C", "LANGUAGE": ""}


def _stream(parent: str | None, files: Mapping[str, bytes | None], *, anew: bool) -> Iterable[bytes]:
    """A commit as ``git fast-import`` reads it (https://git-scm.com/docs/git-fast-import)."""
    now = int(time.time())
    yield f"reset {_NEXT}\n\ncommit {_NEXT}\nmark :1\n".encode()
    yield f"committer retro <retro@localhost> {now} +0000\ndata 5\nsync\n".encode()
    if parent is not None:
        yield f"from {parent}\n".encode()
    if anew:
        yield b"deleteall\n"
    for path, content in sorted(files.items()):
        if not re.fullmatch(_PATH, path):
            raise AssertionError(f"{path} is no path of a mirror")
        if content is None:
            yield f"D {path}\n".encode()
        else:
            yield f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n"
    yield b"\nget-mark :1\n"


_TELLING = ("fatal:", "error:", "!", "remote:", "ERROR", "ssh:")
"""How lines begin that say what is wrong."""


def _in_short(said: str) -> str:
    """What git says in its last words, safe to be shown."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(_TELLING) or re.search(_WANTS_TO_ASK, line)]
    found = "; ".join(dict.fromkeys((telling or lines)[:3])) or "it says nothing"
    return safe_line(found[:300]).rstrip(".")
