"""Syncing in the app: by a key and by a timer, told, and never in the way."""

import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from retro.errors import RemoteUnusable, UsageProblem
from retro.model import Lesson, LessonDraft
from retro.paths import state_folder
from retro.settings import parse_settings
from retro.sync.deciding import both, named, waiting
from retro.sync.git import Git
from retro.tui.comparing import compared
from retro.tui.screens.confirm import ConfirmScreen
from retro.tui.screens.conflicts import ConflictsScreen
from retro.tui.screens.morning import MorningScreen
from retro.tui.screens.prompt import PromptScreen
from retro.tui.screens.wording import WordingScreen
from retro.tui.widgets.body import Body
from tests.sync.devices import Device, git, new_remote
from tests.tui.driving import Driver, driven, fill
from tests.tui.test_contrast import hardly_readable
from tests.tui.test_hostile import ESCAPES, MARKUP, assert_harmless

FROG = "Boil the frog"


class Pair:
    """This device, whose journal the app is on, and another."""

    def __init__(self, folder: Path) -> None:
        self.remote = new_remote(folder / "remote.git")
        (folder / "here").mkdir()
        self.ids = fill(folder / "here" / "journal.db")
        self.here = Device(folder / "here", self.remote, plain=True)
        self.there = Device(folder / "there", self.remote, plain=True, hours=1)
        self.here.sync()
        self.there.sync()

    @property
    def path(self) -> Path:
        return self.here.folder / "journal.db"

    def delete_many(self) -> None:
        """Thirty lessons that both have are deleted there."""
        with self.there.journal.step("test"):
            drafts = (LessonDraft(f"Lesson {number}") for number in range(30))
            ids = [self.there.journal.lessons.add(draft).lesson.id for draft in drafts]
        self.there.sync()
        self.here.sync()
        self.there.journal.lessons.delete(ids)
        self.there.sync(deleting=True)

    def frog(self, device: Device) -> Lesson:
        return device.journal.lessons.get(self.ids[0])

    def both_change(self, **fields: tuple[object, object]) -> None:
        """Each changes the same lesson, there later; this device has both then."""
        for number, device in enumerate((self.here, self.there)):
            frog = self.frog(device)
            changes = {name: values[number] for name, values in fields.items()}
            device.journal.lessons.edit(frog.id, frog.replace(**changes))
        self.there.sync()
        self.here.sync()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    found = Pair(tmp_path)
    yield found
    found.here.close()
    found.there.close()


def said(app: Driver) -> str:
    return "\n".join(app.said)


def total(app: Driver) -> int:
    """How many lessons are found."""
    return app.browse.found.total if app.browse.found is not None else 0


# Asked for by a key


async def test_a_key_syncs_and_says_in_the_words_of_the_shell_what_came_and_went(pair: Pair) -> None:
    pair.there.journal.lessons.add(LessonDraft("Ask first", company="New Co"))
    pair.there.sync()
    pair.here.journal.lessons.add(LessonDraft("Then act"))
    async with driven(pair.path) as app:
        await app.press("j")
        before = app.selected
        await app.press("equals_sign")
        assert "Came in: lessons: 1 new; 1 of other things.  (undo: u)" in said(app)
        assert "Went out: lessons: 1 new." in said(app)
        assert "in  + Ask first" in said(app)
        assert "out + Then act" in said(app)
        assert "Ask first" in app.shown
        assert app.selected == before
        await app.press("u")
        assert "Ask first" not in app.shown
    assert pair.there.sync().came.added[0].title == "Then act"


async def test_nothing_to_do_is_said_where_one_asked(pair: Pair) -> None:
    async with driven(pair.path) as app:
        await app.press("equals_sign")
        assert said(app) == "Nothing to do: the journal and the remote hold the same."


async def test_without_a_mirror_it_says_how_one_is_made(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("equals_sign")
        assert said(app) == (
            "This journal is not synced with anything yet. In the shell: retro sync init REMOTE"
        )
        assert "⇅" not in app.lines[0]


async def test_a_remote_that_is_gone_is_said_and_stays_in_sight_until_it_is_there(pair: Pair) -> None:
    away = pair.remote.rename(pair.remote.with_name("away.git"))
    async with driven(pair.path) as app:
        await app.press("equals_sign")
        assert "The remote cannot be reached" in said(app)
        assert "⇅ not synced" in app.lines[0]
        away.rename(pair.remote)
        await app.press("equals_sign")
        assert "⇅" not in app.lines[0]


async def test_a_remote_that_was_rewritten_is_said_with_the_way_out(pair: Pair) -> None:
    git("--git-dir", pair.remote, "update-ref", "-d", "refs/heads/retro")
    async with driven(pair.path) as app:
        await app.press("equals_sign")
        assert "The remote has nothing any more" in said(app)
        assert "“Starting over” in docs/sync.md" in said(app)


async def test_deleting_many_is_asked_and_done_where_one_says_so(pair: Pair) -> None:
    pair.delete_many()
    async with driven(pair.path) as app:
        assert total(app) == 34
        await app.press("equals_sign")
        assert isinstance(app.screen, ConfirmScreen)
        assert "This would delete 30 of 34 lessons in this journal" in " ".join(app.text.split())
        await app.press("n")
        assert total(app) == 34
        assert "nothing was synced" in said(app)
        await app.press("equals_sign", "y")
        assert total(app) == 4
        await app.press("u")
        assert total(app) == 34


async def test_a_question_takes_no_keys_that_are_meant_for_the_query(pair: Pair) -> None:
    pair.delete_many()
    async with driven(pair.path) as app:
        await app.press("slash")
        app.browse.action_sync_now()
        await app.settle()
        assert app.screen is app.browse
        assert "= in the list asks what is to be done" in said(app)


# By a timer


async def test_a_timer_tells_of_what_came_and_of_nothing_else(pair: Pair) -> None:
    async with driven(pair.path) as app:
        app.browse._sync()
        await app.settle()
        assert app.said == []
        pair.there.journal.lessons.add(LessonDraft("Ask first"))
        pair.there.sync()
        await app.press("slash")
        await app.type("ask")
        app.browse._sync()
        await app.settle()
        assert "Came in: lessons: 1 new." in said(app)
        assert app.browse.query_line.has_focus
        assert app.browse.query_line.value == "ask"
        assert "Ask first" in app.shown


async def test_what_fails_by_a_timer_is_said_once(pair: Pair) -> None:
    pair.remote.rename(pair.remote.with_name("away.git"))
    async with driven(pair.path) as app:
        for _ in range(3):
            app.browse._sync()
            await app.settle()
        assert len(app.said) == 1
        assert "⇅ not synced" in app.lines[0]


async def test_a_timer_has_nothing_to_say_where_nothing_is_synced(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        app.browse._sync()
        await app.settle()
        assert app.said == []


async def test_a_timer_begins_soon_after_the_start(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retro.tui.screens.syncing._AFTER_START", 0.01)
    pair.there.journal.lessons.add(LessonDraft("Ask first"))
    pair.there.sync()
    async with driven(pair.path, sync_every=3600) as app:
        for _ in range(500):
            if "Ask first" in app.shown:
                break
            await app.pilot.pause(0.02)
        await app.settle()
        assert "Ask first" in app.shown


@pytest.mark.parametrize(
    ("every", "seconds"),
    [
        ("15 minutes", 900),
        ("1 minute", 60),
        ("90min", 5400),
        ("2 hours", 7200),
        ("1h", 3600),
        ("never", None),
    ],
)
def test_how_often_is_set(every: str, seconds: int | None) -> None:
    assert parse_settings(f'[sync]\nevery = "{every}"').sync.every == seconds


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('every = "often"', "number of minutes or hours"),
        ("every = 15", "number of minutes or hours"),
        ('every = "0 minutes"', "at least 1 minute"),
        ('every = "25 hours"', "at most 24 hours"),
        ('remote = "x"', "[sync] knows no “remote”; it knows every."),
    ],
)
def test_what_is_no_interval_is_said(text: str, sentence: str) -> None:
    with pytest.raises(UsageProblem, match=re.escape(sentence)):
        parse_settings(f"[sync]\n{text}")


def test_without_a_setting_nothing_is_synced_by_itself() -> None:
    assert parse_settings("").sync.every is None
    with pytest.raises(UsageProblem, match="is a table"):
        parse_settings("sync = 3")


# What git may and may not do


_TELLING = f"""#!{sys.executable}
import os
try:
    os.open("/dev/tty", os.O_RDWR)
    print("has a terminal")
except OSError:
    print("has none")
print(os.getsid(0))
print(os.environ.get("GIT_TERMINAL_PROMPT"), os.environ.get("SSH_ASKPASS_REQUIRE"))
"""
"""In the place of ssh: says what it could ask on, and whose session it is in."""


def test_in_the_app_git_and_ssh_have_no_terminal_to_ask_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, told = tmp_path / "telling", tmp_path / "told"
    program.write_text(_TELLING)
    program.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", f"sh -c '{program} >{told}; exit 255'")
    found = {}
    for quiet in (True, False):
        repository = Git(tmp_path / f"mirror-{quiet}.git", quiet=quiet)
        repository.make()
        with pytest.raises(RemoteUnusable):
            repository.fetch("git@nowhere.example:me/journal.git")
        found[quiet] = told.read_text().splitlines()
    assert found[True][0] == "has none"
    assert found[True][1] != found[False][1] == str(os.getsid(0))
    assert (found[True][2], found[False][2]) == ("0 never", "None None")


def test_where_git_would_have_asked_the_shell_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_SSH_COMMAND", "sh -c 'echo \"Permission denied (publickey).\" >&2; exit 255'")
    for quiet in (True, False):
        repository = Git(tmp_path / f"mirror-{quiet}.git", quiet=quiet)
        repository.make()
        with pytest.raises(RemoteUnusable, match="Permission denied") as caught:
            repository.fetch("git@nowhere.example:me/journal.git")
        assert ("sync once in the shell" in caught.value.sentence) is quiet


def test_a_git_that_waits_ends_with_all_it_has_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = tmp_path / "began"
    monkeypatch.setenv("GIT_SSH_COMMAND", f"sh -c 'echo $$ >{began}; exec sleep 600'")
    repository = Git(tmp_path / "mirror.git", quiet=True)
    repository.make()
    failed: list[Exception] = []

    def fetch() -> None:
        try:
            repository.fetch("git@nowhere.example:me/journal.git")
        except RemoteUnusable as error:
            failed.append(error)

    thread = threading.Thread(target=fetch)
    thread.start()
    until = time.monotonic() + 60
    while not (began.exists() and began.read_text().strip()) and time.monotonic() < until:
        time.sleep(0.01)
    repository.stop()
    thread.join(60)
    assert not thread.is_alive()
    assert "was stopped" in str(failed[0])
    process = int(began.read_text())
    while time.monotonic() < until and Path(f"/proc/{process}").exists():
        time.sleep(0.01)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    with pytest.raises(RemoteUnusable, match="was stopped"):
        repository.fetch("git@nowhere.example:me/journal.git")


async def test_one_can_leave_while_a_sync_waits_and_go_on_later(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = tmp_path / "began"
    hanging = f"sh -c 'echo 1 >{began}; exec sleep 600'"
    setup = pair.here.mirror.setup._replace(remote="git@nowhere.example:me/journal.git")
    was = pair.here.mirror.setup
    pair.here.mirror._write_json("setup.json", setup._asdict())
    pair.here.journal.lessons.add(LessonDraft("Then act"))
    monkeypatch.setenv("GIT_SSH_COMMAND", hanging)
    async with driven(pair.path) as app:
        await app.pilot.press("equals_sign")
        while not began.exists():
            await app.pilot.pause(0.02)
        assert "⇅ syncing" in app.lines[0]
        began_to_leave = time.monotonic()
        await app.press("q")
    assert time.monotonic() - began_to_leave < 60
    pair.here.mirror._write_json("setup.json", was._asdict())
    assert [told.title for told in pair.here.sync().went.added] == ["Then act"]


# What two devices have changed


async def test_both_versions_stand_side_by_side_with_their_differences_marked(pair: Pair) -> None:
    pair.both_change(title=("Boil it slowly", "Boil it at once"))
    async with driven(pair.path, size=(120, 30)) as app:
        assert "⇅ 1 to decide" in app.lines[0]
        await app.press("X")
        assert isinstance(app.screen, ConflictsScreen)
        assert "what stands now · from another device" in app.text
        assert "the other · yours, from this device" in app.text
        [line] = [line for line in app.lines if "slowly" in line]
        assert line.index("Boil it at once") < line.index("Boil it slowly")
        strips = app.screen._compositor.render_strips()
        marked = [part.text for strip in strips for part in strip if part.style and part.style.underline]
        assert sorted(marked) == ["at once", "slowly"]
        assert not hardly_readable(app)


@pytest.mark.parametrize("size", [(80, 24), (60, 15)])
async def test_where_there_is_no_room_they_stand_one_below_the_other(
    pair: Pair, size: tuple[int, int]
) -> None:
    pair.both_change(title=("Boil it slowly", "Boil it at once"))
    async with driven(pair.path, size=size) as app:
        await app.press("X")
        stands, other = (
            next(place for place, line in enumerate(app.lines) if word in line and "lesson" not in line)
            for word in ("at once", "slowly")
        )
        assert stands < other
        assert "what stands now" in app.text
        assert "the other" in app.text
        assert not hardly_readable(app)
        app.app.theme = "textual-light"
        await app.settle()
        assert not hardly_readable(app)


async def test_keeping_taking_and_taking_it_back(pair: Pair) -> None:
    pair.both_change(title=("Boil it slowly", "Boil it at once"))
    async with driven(pair.path) as app:
        await app.press("X", "t")
        assert pair.frog(pair.here).title == "Boil it slowly"
        assert "Nothing waits for a decision" in app.text
        await app.press("u")
        assert pair.frog(pair.here).title == "Boil it at once"
        await app.press("s")
        assert pair.frog(pair.here).title == "Boil it at once"
        assert not waiting(pair.here.journal)
        await app.press("u", "U", "escape")
        assert app.selected == "Boil it at once"
        assert "⇅" not in app.lines[0]
    pair.here.sync()
    pair.there.sync()
    assert not waiting(pair.there.journal)


async def test_both_texts_are_kept_with_what_they_share_once(pair: Pair) -> None:
    pair.both_change(body=("Shared.\n\nMine.", "Shared.\n\nTheirs."))
    async with driven(pair.path) as app:
        await app.press("X", "b")
    assert pair.frog(pair.here).body == "Shared.\n\nTheirs.\n\nMine."


async def test_both_titles_are_put_together_by_hand(pair: Pair) -> None:
    pair.both_change(title=("Boil it slowly", "Boil it at once"))
    async with driven(pair.path) as app:
        await app.press("X", "b")
        assert isinstance(app.screen, PromptScreen)
        await app.press("end", "enter")
    assert pair.frog(pair.here).title == "Boil it at once / Boil it slowly"


async def test_a_text_is_written_anew_and_asked_for_before_it_is_thrown_away(pair: Pair) -> None:
    pair.both_change(body=("One.", "Two."))
    async with driven(pair.path) as app:
        await app.press("X", "e")
        assert isinstance(app.screen, WordingScreen)
        await app.type(" Three.")
        assert [draft.text for draft in app.screen.unsaved()] == ["Two. Three."]
        await app.press("escape")
        assert "Not taken yet" in app.text
        await app.press("f2")
        assert pair.frog(pair.here).body == "Two. Three."
        await app.press("u", "e", "x", "escape", "escape")
        assert isinstance(app.screen, ConflictsScreen)
        assert pair.frog(pair.here).body == "Two."


async def test_what_is_no_text_is_taken_or_kept(pair: Pair) -> None:
    pair.both_change(kind=("win", "tip"))
    with pair.here.journal.step("test"):
        pass
    async with driven(pair.path) as app:
        await app.press("X")
        assert "kind" in app.text
        await app.press("t")
    assert pair.frog(pair.here).kind == "win"


async def test_what_the_journal_refuses_is_said_and_goes_on_waiting(pair: Pair) -> None:
    pair.both_change(title=("Boil it slowly", "Boil it at once"))
    async with driven(pair.path) as app:
        await app.press("X", "e", "backspace", "enter")
        assert "Type something." in app.text
        await app.press("escape")
        assert len(waiting(pair.here.journal)) == 1


async def test_what_has_changed_meanwhile_is_not_decided_on(pair: Pair) -> None:
    pair.both_change(title=("Boil it slowly", "Boil it at once"))
    async with driven(pair.path) as app:
        await app.press("X", "e")
        frog = pair.frog(pair.here)
        pair.here.journal.lessons.edit(frog.id, frog.replace(title="Boil nothing"))
        await app.press("x", "enter")
        assert "changed meanwhile" in said(app)
        [kept] = (state_folder() / "unsaved").iterdir()
        assert kept.read_text().strip() == "x"
    assert pair.frog(pair.here).title == "Boil nothing"


async def test_where_neither_was_written_here_nobody_is_said_to_have(pair: Pair, tmp_path: Path) -> None:
    pair.both_change(title=("Boil it slowly", "Boil it at once"))
    third = Device(tmp_path / "third", pair.remote, plain=True, hours=2)
    third.sync()
    third.close()
    async with driven(third.folder / "journal.db") as app:
        await app.press("X")
        assert "what stands now" in app.text
        assert "device" not in "".join(app.lines[2:])


async def test_of_several_others_the_next_is_a_key_away(pair: Pair, tmp_path: Path) -> None:
    third = Device(tmp_path / "third", pair.remote, plain=True, hours=2)
    third.sync()
    frog = pair.frog(third)
    third.journal.lessons.edit(frog.id, frog.replace(title="Boil two"))
    pair.both_change(title=("Boil it slowly", "Boil it at once"))
    third.sync()
    pair.here.sync()
    third.close()
    async with driven(pair.path) as app:
        await app.press("X")
        assert "other version 1 of 2" in app.text
        await app.press("n")
        assert "other version 2 of 2" in app.text
        [each] = waiting(pair.here.journal)
        await app.press("t")
    assert pair.frog(pair.here).title == each.others[1]


async def test_in_private_mode_names_stay_hidden_and_one_can_decide(pair: Pair) -> None:
    pair.here.journal.companies.describe("Mesosphere", pseudonym="a container company")
    pair.both_change(title=("At Mesosphere, slowly", "At Mesosphere, at once"))
    async with driven(pair.path) as app:
        await app.press("P", "X")
        assert "Mesosphere" not in app.text
        assert "a container company" in app.text
        await app.press("e")
        assert isinstance(app.screen, ConflictsScreen)
        await app.press("t")
        assert "Mesosphere" not in app.text
    assert pair.frog(pair.here).title == "At Mesosphere, slowly"


async def test_the_morning_tells_of_it_and_goes_there(pair: Pair) -> None:
    pair.both_change(title=("Boil it slowly", "Boil it at once"))
    async with driven(pair.path, greets=True) as app:
        assert isinstance(app.screen, MorningScreen)
        assert "1 to decide on" in app.text
        while (row := app.screen.rows.selected) is not None and row.key != "conflicts:":
            await app.press("j")
        await app.press("enter")
        assert isinstance(app.screen, ConflictsScreen)


async def test_what_others_wrote_does_no_harm_on_the_screen(pair: Pair) -> None:
    pair.both_change(body=("".join(ESCAPES) + " one", "".join(MARKUP) + " two"))
    async with driven(pair.path) as app:
        await app.press("X")
        assert_harmless(app)
        await app.press("e")
        assert_harmless(app)
        assert isinstance(app.screen.query_one("#body"), Body)


def test_words_that_the_other_lacks_are_marked() -> None:
    mine, other = compared("Pitch in small steps", "Pitch in steps, soon")
    assert [text for text, is_marked in mine if is_marked] == ["small "]
    assert "".join(text for text, _ in mine) == "Pitch in small steps"
    assert "".join(text for text, _ in other) == "Pitch in steps, soon"
    assert compared("", "new") == ([], [("new", True)])
    long = "word " * 10_000
    assert compared(long, long + "more") == ([(long, False)], [(long + "more", False)])


def test_two_texts_become_one() -> None:
    assert both("a\nb", "a\nb") == "a\nb"
    assert both("a", "b") == "a\n\nb"
    assert both("", "b") == "b"
    assert both("head\nmine\nfoot", "head\ntheirs\nfoot") == "head\nmine\n\ntheirs\nfoot"


def test_fields_have_names() -> None:
    assert named("came_true") == "came true"
    assert named("answers/7k3m/text") == "answer, text"
    assert named("check_in_items/7k3m") == "checklist item"
