"""Devices that write, part, race, are killed and sync: in the end all hold the same, and nothing is lost.

It takes long because a sync calls git five times, and sixty examples are sixty times five devices.
"""

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from retro.errors import RetroError, SyncRefused
from retro.model import LessonDraft
from retro.sync.deciding import decide, waiting
from retro.sync.git import Git
from tests.sync.devices import Device, git, new_remote
from tests.sync.journals import DEEDS, do, lessons_of

FORKING = multiprocessing.get_context("forkserver")  # of a process without threads
FORKING.set_forkserver_preload(
    ["tests.sync.devices", "retro.sync.comparing", "retro.journal.records.writing"]
)

ROUNDS = int(os.environ.get("RETRO_SOAK", "0"))
WHICH = st.integers(0, 4)
DEED = st.sampled_from(sorted(DEEDS))


CALLING = ("_begin", "_asking")
"""Where git is started."""


class BrokenOff(BaseException):
    """The power is gone."""


def sync_until_killed(folder: Path, remote: Path, plain: bool, after: int, is_running: bool) -> None:
    """Sync in a process group of its own, which is killed at a call of git: before it, or while git runs."""
    os.setsid()
    left = [after]

    def killed(usual: Callable[..., object]) -> Callable[..., object]:
        def start(self: Git, *words: str, **more: Any) -> object:
            if left[0] == 0 and not is_running:
                os.killpg(0, signal.SIGKILL)
            started = usual(self, *words, **more)
            if left[0] == 0:
                os.killpg(0, signal.SIGKILL)
            left[0] -= 1
            return started

        return start

    for name in CALLING:
        setattr(Git, name, killed(getattr(Git, name)))
    with suppress(SyncRefused):
        Device(folder, remote, plain=plain).sync(deleting=True)
    os._exit(0)


class Devices(RuleBasedStateMachine):
    """Two to five devices and what a person does on them."""

    plain = False

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.devices: list[Device] = []
        self.acknowledged: list[str] = []
        self.titles: dict[tuple[str, str], set[str]] = {}
        self.took_back = False
        self.count = 0

    @initialize(count=st.integers(2, 5))
    def begin(self, count: int) -> None:
        self.remote = new_remote(Path(self.folder.name, "remote.git"))
        for number in range(count):
            hours = (-1) ** number * number  # clocks are wrong
            folder = Path(self.folder.name, f"device{number}")
            self.devices.append(Device(folder, self.remote, plain=self.plain, hours=hours))
        self.devices[0].journal.lessons.add(LessonDraft("Boil the frog", "first\nsecond", themes=("trust",)))
        if not self.plain:
            first, *others = self.devices
            new = {each.public_key: {"name": each.folder.name, "since": "2024-05-15"} for each in others}
            first.syncing.change_members(lambda members: members.devices.update(new))
        for device in self.devices:
            self.sync(device)

    def at(self, which: int) -> Device:
        return self.devices[which % len(self.devices)]

    def sync(self, device: Device) -> None:
        try:
            outcome = device.sync()
        except SyncRefused:  # it would delete many
            outcome = device.sync(deleting=True)
        assert outcome.head is not None
        self.acknowledged.append(outcome.head)

    @rule(which=WHICH, deed=DEED, number=st.integers(0, 59), text=st.sampled_from(["Ask", "x\ny", "Ü"]))
    def write(self, which: int, deed: str, number: int, text: str) -> None:
        self.took_back |= deed in {"take back", "purge"}
        journal = self.at(which).journal
        before = {lesson.id: lesson.title for lesson in lessons_of(journal)}
        do(journal, deed, number, text)
        for lesson in lessons_of(journal):
            if before.get(lesson.id, lesson.title) != lesson.title:  # whoever wrote this has read that
                self.titles.get(("lessons", lesson.id), set()).discard(before[lesson.id])

    @rule(which=WHICH, number=st.integers(0, 9))
    def retitle(self, which: int, number: int) -> None:
        journal = self.at(which).journal
        there = lessons_of(journal)
        if there:
            lesson = there[number % len(there)]
            self.count += 1
            title = f"Title {self.count}"
            journal.lessons.edit(lesson.id, lesson.replace(title=title))
            waits = self.titles.setdefault(("lessons", lesson.id), set())
            waits.discard(lesson.title)  # whoever wrote this has read that
            waits.add(title)

    @rule(which=WHICH)
    def sync_one(self, which: int) -> None:
        self.sync(self.at(which))

    @rule(which=WHICH, other=WHICH)
    def sync_while_another_is_faster(self, which: int, other: int) -> None:
        one, faster = self.at(which), self.at(other)
        if one is faster:
            return
        usual = one.mirror.git.push
        raced: list[str] = []

        def push(remote: str, commit: str) -> None:
            if not raced:
                raced.append(commit)
                self.sync(faster)
            usual(remote, commit)

        one.mirror.git.push = push  # type: ignore[method-assign]
        try:
            self.sync(one)
        finally:
            one.mirror.git.push = usual  # type: ignore[method-assign]

    @rule(which=WHICH, after=st.integers(0, 12))
    def break_off(self, which: int, after: int) -> None:
        device = self.at(which)
        left = [after]

        def breaking(usual: Callable[..., object]) -> Callable[..., object]:
            def start(self: Git, *words: str, **more: Any) -> object:
                if left[0] == 0:
                    raise BrokenOff
                left[0] -= 1
                return usual(self, *words, **more)

            return start

        with pytest.MonkeyPatch.context() as patch:
            for name in CALLING:
                patch.setattr(Git, name, breaking(getattr(Git, name)))
            with suppress(BrokenOff, RetroError):
                device.sync(deleting=True)

    @rule(which=WHICH, after=st.integers(0, 5), is_running=st.booleans())
    def kill(self, which: int, after: int, *, is_running: bool) -> None:
        number = which % len(self.devices)
        device = self.devices[number]
        do(device.journal, "add", after, "Killed")  # so that it has something to do
        device.close()  # an SQLite that is open must not be forked
        words = (device.folder, self.remote, self.plain, after, is_running)
        process = FORKING.Process(target=sync_until_killed, args=words)
        process.start()
        process.join()
        assert process.exitcode in {0, -signal.SIGKILL}
        event("killed" if process.exitcode else "done before it was killed")
        again = Device(device.folder, self.remote, plain=self.plain)
        again.now = device.now
        self.devices[number] = again

    @rule(which=WHICH, number=st.integers(0, 9), keep=st.booleans())
    def decide(self, which: int, number: int, *, keep: bool) -> None:
        journal = self.at(which).journal
        there = waiting(journal)
        if there:
            each = there[number % len(there)]
            value = each.stands if keep else each.others[0]
            with suppress(RetroError):
                decide(journal, each.key, each.path, value)
                if each.path == "title":
                    self.titles.get(each.key, set()).difference_update({each.stands, *each.others} - {value})

    @rule(which=WHICH)
    def forget_what_is_kept_beside(self, which: int) -> None:
        for name in ("known", "state.json"):
            (self.at(which).mirror.folder / name).unlink(missing_ok=True)

    def teardown(self) -> None:
        try:
            if self.devices:
                self.heal()
        finally:
            for device in self.devices:
                device.close()
            self.folder.cleanup()

    def heal(self) -> None:
        for _ in range(2):
            for device in self.devices:
                self.sync(device)
        held = [device.spelled() for device in self.devices]
        for each in held[1:]:
            assert each == held[0]
        for device in self.devices:
            outcome = device.sync()
            assert not outcome.came
            assert not outcome.went
        git("--git-dir", self.remote, "fsck", "--strict")
        there = git("--git-dir", self.remote, "rev-list", "refs/heads/retro").split()
        assert set(self.acknowledged) <= set(there)
        assert not list(self.remote.rglob("*.lock"))
        if not self.took_back:
            self.check_titles()

    def check_titles(self) -> None:
        records = self.devices[0].journal.records.all()
        for key, titles in self.titles.items():
            record = records[key]
            found = {record.fields["title"], *(each for each, _ in record.conflicts.get("title", []))}
            assert titles <= found


class PlainDevices(Devices):
    """The same, where nothing is encrypted."""

    plain = True


many = settings(max_examples=250 * ROUNDS or 30, stateful_step_count=15 if ROUNDS else 8, deadline=None)
TestDevices = Devices.TestCase
TestDevices.settings = many
TestPlainDevices = PlainDevices.TestCase
TestPlainDevices.settings = many
