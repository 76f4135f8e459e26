"""Faults that could be in sync, put there one at a time: the suite has to find each of them."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retro.journal import marks
from retro.journal.records import changes
from retro.journal.records.room import Recent
from retro.journal.records.shape import Record
from retro.sync import comparing, contents, encoding, merging, syncing
from retro.sync.git import BRANCH, Git
from retro.sync.sealing import Vault
from retro.sync.team import Team
from tests.sync import test_merging, test_records, test_syncing
from tests.sync.devices import Device, new_remote, two_that_hold_the_same

Patch = Callable[[pytest.MonkeyPatch], None]
Found = Callable[[Path], object]


def setting(target: object, name: str, value: object) -> Patch:
    return lambda patch: patch.setattr(target, name, value)


def two_devices(test: Callable[..., object], *, with_remote: bool = False) -> Found:
    def run(folder: Path) -> None:
        remote = new_remote(folder / "remote.git")
        test(two_that_hold_the_same(folder, remote), *([remote] if with_remote else []))

    return run


def two_of_a_team(test: Callable[..., object]) -> Found:
    def run(folder: Path) -> None:
        remote = new_remote(folder / "remote.git")
        ann, bob = (Device(folder / name, remote, kind="team") for name in ("ann", "bob"))
        ann.sync()
        ann.let_in(bob)
        bob.sync()
        test((ann, bob))

    return run


def by_itself(test: Callable[..., object], *values: Any) -> Found:
    return lambda _: test(*values)


def with_a_remote(test: Callable[..., object]) -> Found:
    return lambda folder: test(folder, new_remote(folder / "remote.git"))


def filled(test: Callable[[Path], object]) -> Found:
    return test


def forced(self: Git, remote: str, commit: str) -> None:
    self._call("push", "--force", "--", remote, f"{commit}:{BRANCH}")


def without_lists(content: bytes) -> Record:
    return dataclasses.replace(encoding.decode(content), lists={})


def without_what_came(self: comparing.Comparing, _: object, *, goes_back: bool) -> Recent:
    return self.journal.records.since(self.state.mark)._replace(goes_back=goes_back)


Merging = merging._Merging
SYNCING = test_syncing

FAULTS: dict[str, tuple[Patch, Found]] = {
    "a push by force": (
        setting(Git, "push", forced),
        with_a_remote(SYNCING.test_devices_that_begin_at_once_end_with_one_remote),
    ),
    "no look at what was seen last": (
        setting(syncing.Syncing, "_refuse_another_past", lambda *_: None),
        two_devices(SYNCING.test_a_remote_that_was_rewritten_stops_it, with_remote=True),
    ),
    "no question before many deletions": (
        setting(comparing, "_refuse_to_delete", lambda *_, **__: None),
        two_devices(SYNCING.test_a_sync_that_would_delete_many_lessons_asks_first),
    ),
    "a name that stays and that nobody is told of": (
        setting(comparing.Comparing, "_since", without_what_came),
        two_devices(SYNCING.test_a_name_that_goes_comes_back_where_something_still_carries_it),
    ),
    "a version that is dropped": (
        setting(Merging, "_lose", lambda *_: None),
        by_itself(test_merging.test_of_edits_that_touch_both_are_kept_and_one_stands),
    ),
    "a deletion that is lost": (
        setting(Merging, "_deletion", lambda _: None),
        by_itself(test_merging.test_a_deletion_stands_where_the_other_has_only_been_touched),
    ),
    "a deletion that beats an edit": (
        setting(merging, "_edited", lambda *_: False),
        by_itself(test_merging.test_a_deletion_does_not_stand_where_the_other_was_edited),
    ),
    "ours always stands": (
        setting(Merging, "_stronger", lambda _, mine, __, ___=None: mine),
        by_itself(test_merging.test_of_edits_that_touch_both_are_kept_and_one_stands),
    ),
    "a clock that is believed": (
        lambda patch: patch.setattr(merging, "max", min, raising=False),
        by_itself(test_merging.test_what_is_merged_is_as_late_as_the_later_of_both),
    ),
    "texts that are merged though they touch": (
        setting(merging, "_text", lambda _, mine, other: f"{mine}{other}"),
        by_itself(test_merging.test_of_edits_that_touch_both_are_kept_and_one_stands),
    ),
    "what may leave more stands": (
        setting(merging, "stricter", max),
        by_itself(test_merging.test_what_may_leave_less_stands),
    ),
    "a field that is dropped": (
        setting(test_records, "decode", without_lists),
        filled(test_records.test_a_journal_with_something_in_every_table_comes_back_byte_for_byte),
    ),
    "evidence of which the history is not asked": (
        setting(changes, "_TAGS", {"lesson_themes", "lesson_people"}),
        lambda folder: test_records.test_the_history_tells_whose_the_rows_of_each_table_were(
            "evidence", folder
        ),
    ),
    "nothing is sealed": (
        setting(Vault, "seal", lambda _, content: content),
        two_devices(SYNCING.test_whoever_keeps_the_remote_sees_no_word_of_it, with_remote=True),
    ),
    "what is private goes to the team": (
        setting(Team, "_may_go", lambda *_: True),
        two_of_a_team(SYNCING.test_what_is_private_never_enters_a_teams_remote),
    ),
    "a record in the place of another": (
        setting(contents.Contents, "_refuse_elsewhere", lambda *_: None),
        two_devices(
            SYNCING.test_what_cannot_be_read_or_is_newer_stops_it_and_nothing_is_changed, with_remote=True
        ),
    ),
    "a newer format that is read all the same": (
        setting(encoding, "FORMAT", 99),
        two_devices(
            SYNCING.test_what_cannot_be_read_or_is_newer_stops_it_and_nothing_is_changed, with_remote=True
        ),
    ),
    "an earlier journal taken for a deletion": (
        setting(marks, "_digest", lambda *_: ""),
        lambda folder: two_devices(
            lambda two: SYNCING.test_an_earlier_journal_in_its_place_deletes_and_reverts_nothing(two, folder)
        )(folder),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_found(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant, found = FAULTS[fault]
    plant(monkeypatch)
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - whatever the test that finds it says
        found(tmp_path)
    assert not isinstance(caught.value, KeyboardInterrupt)


@pytest.mark.parametrize("fault", FAULTS)
def test_without_it_nothing_is_found(fault: str, tmp_path: Path) -> None:
    FAULTS[fault][1](tmp_path)
