"""Keys that the user has chosen, and jumping to what is in sight."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.errors import UsageProblem
from retro.tui.commands import COMMANDS, Context, command, remap
from retro.tui.commands.remapping import remapped
from retro.tui.screens.jump import JumpScreen, labels_for
from tests.tui.driving import driven, fill


def keys_of(command_id: str, **keys: str) -> tuple[str, ...]:
    given_keys = {name.replace("__", "."): tuple(value.split()) for name, value in keys.items()}
    return next(each.keys for each in remapped(COMMANDS, given_keys) if each.id == command_id)


def test_a_command_gets_the_keys_that_were_set_for_it() -> None:
    assert keys_of("lesson.star", lesson__star="Z ctrl+t F7") == ("Z", "ctrl+t", "f7")
    assert keys_of("lesson.star", lesson__star="% Alt+7") == ("percent_sign", "alt+7")
    assert keys_of("lesson.add", lesson__star="a", lesson__add="s") == ("s",)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"lesson__strar": "Z"}, "No command has the id “lesson.strar”. Did you mean lesson.star?"),
        ({"nonsense": "Z"}, "? shows every command"),
        ({"lesson__star": "hyperspace"}, "no key called “hyperspace”"),
        ({"lesson__star": "ctlr+x"}, "no key called “ctlr+x”"),
        ({"lesson__star": "a"}, "“a” cannot be lesson.star: it is lesson.add (Add a lesson) there"),
        ({"lesson__star": "j"}, "move.down"),
        ({"lesson__star": "Z", "lesson__edit": "Z"}, "“Z” cannot be"),
        ({"capture__save": "x"}, "a character that one types there"),
    ],
)
def test_a_clash_and_what_is_unknown_are_said(keys: dict[str, str], said: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        keys_of("lesson.star", **keys)
    assert said in caught.value.sentence


@given(
    st.dictionaries(
        st.sampled_from([each.id for each in COMMANDS]), st.lists(st.text(min_size=1)), max_size=4
    )
)
def test_any_keys_are_taken_or_refused_with_a_sentence(keys: dict[str, list[str]]) -> None:
    with suppress(UsageProblem):
        after = remapped(COMMANDS, {name: tuple(each) for name, each in keys.items() if each})
        assert [each.id for each in after] == [each.id for each in COMMANDS]


async def test_other_keys_work_and_are_shown_everywhere(journal_path: Path) -> None:
    fill(journal_path)
    try:
        async with driven(journal_path, keys={"lesson.star": ("Z",), "lesson.add": ("f7",)}) as app:
            assert " Z Star" in app.text
            assert "f7 Add" in app.text
            await app.press("s")
            assert not app.said
            await app.press("Z")
            assert len(app.said) == 1
            await app.press("question_mark")
            await app.type("star")
            assert any(re.search(r" Z +Star or unstar", line) for line in app.lines), app.text
    finally:
        remap({})
    assert command("lesson.star").keys == ("s",)


@pytest.mark.parametrize("count", [0, 1, 26, 27, 300])
def test_no_label_is_the_beginning_of_another(count: int) -> None:
    labels = labels_for(count)
    assert len(set(labels)) == count
    assert len({len(label) for label in labels}) <= 1


async def test_jump_goes_to_a_row_and_to_the_query(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        before = app.selected
        await app.press("f")
        jump = app.screen
        assert isinstance(jump, JumpScreen)
        assert app.browse.focused is not None
        lessons = app.browse.lessons
        wanted = next(
            label
            for label, place in jump._places.items()
            if place.at.x == lessons.content_region.x and place.at.y == lessons.content_region.y + 4
        )
        await app.press(*wanted)
        assert app.screen is app.browse
        assert lessons.cursor == 2
        assert app.selected != before
        await app.press("f", *next(iter(jump._places)))
        assert app.browse.focused is app.browse.query_line


async def test_jump_ends_by_escape_by_another_key_and_by_a_click(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        for end in ("escape", "space"):
            await app.press("f", end)
            assert app.screen is app.browse
        await app.press("f")
        place = app.browse.facets.content_region.offset
        await app.pilot.click(offset=(place.x, place.y + 1))
        await app.settle()
        assert app.browse.focused is app.browse.facets


async def test_jump_works_where_one_types(journal_path: Path) -> None:
    fill(journal_path)
    async with driven(journal_path) as app:
        await app.press("i", "f5")
        jump = app.screen
        assert isinstance(jump, JumpScreen)
        await app.press(*next(iter(jump._places)))
        assert app.screen.focused is not None
        assert app.screen.focused.id == "title"


def test_jumping_has_a_way_back() -> None:
    assert command("jump.cancel").context is Context.JUMP
