"""The formats of retrospectives: retro's own are whole, the user's win, and what is none is said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.errors import InvalidValue, NothingFound
from retro.model import Kind
from retro.paths import config_folder
from retro.practice.retrospectives.formats import (
    LARGEST_FILE,
    Format,
    Prompt,
    format_named,
    parse_format,
    read_formats,
)
from retro.resources import data_folder

ONE = 'title = "Mine"\nabout = "For me"\n[[prompt]]\nid = "a"\nquestion = "Why?"\n'
MORE = '[[prompt]]\nid = "b"\nquestion = "And?"\n'


def own(name: str, text: str | bytes) -> Path:
    """A file in the user's folder of formats."""
    path = config_folder() / "formats" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_retro_has_the_formats_that_people_ask_for() -> None:
    formats = read_formats()
    assert formats.problems == ()
    assert {each.name for each in formats.found} >= {
        "start-stop-continue",
        "four-ls",
        "mad-sad-glad",
        "sailboat",
        "daki",
        "rose-thorn-bud",
        "starfish",
        "after-action-review",
        "five-whys",
        "timeline",
        "post-mortem",
        "pre-mortem",
        "leaving-a-company",
        "improvement-project",
    }
    for each in formats.found:
        assert each.about, each.name
        assert all(prompt.help for prompt in each.prompts), each.name
        assert len(each.prompts) >= 3, each.name
    assert any("lucky" in prompt.id for prompt in formats.named("post-mortem").prompts)


def test_each_file_holds_as_many_prompts_as_are_read() -> None:
    for path in (data_folder() / "formats").iterdir():
        assert path.read_text().count("[[prompt]]") == len(format_named(path.stem).prompts)


def test_a_format_is_found_by_its_name_or_its_title() -> None:
    assert format_named("four-ls") == format_named(" 4LS ")
    with pytest.raises(NothingFound, match="Did you mean sailboat"):
        format_named("sailbaot")


def test_the_users_own_wins_over_one_of_the_same_name() -> None:
    own("four-ls.toml", ONE)
    mine = Format("four-ls", "Mine", "For me", (Prompt("a", "Why?"),), is_own=True)
    assert format_named("four-ls") == mine
    assert [each for each in read_formats().found if each.name == "four-ls"] == [mine]


def test_a_bad_file_is_told_and_hides_no_other() -> None:
    path = own("bad.toml", "title = ")
    own("latin.toml", b'title = "\xe9"')
    own("large.toml", "#" * (LARGEST_FILE + 1))
    own("good.toml", ONE)
    formats = read_formats()
    assert formats.named("good").is_own
    assert len(formats.problems) == 3
    assert formats.problems[0].startswith(f"{path}: This is no TOML")
    with pytest.raises(InvalidValue, match="no TOML"):
        format_named("bad")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = 3", "has questions"),
        ('title = "T"\nprompt = 3', "has questions"),
        ('title = "T"\nprompt = []', "has questions"),
        (ONE + "colour = 3", "Prompt 1 knows no “colour”"),
        ("colour = 3\n" + ONE, "A format knows no “colour”"),
        (ONE.replace('"Mine"', "3"), "title is a text in quotes"),
        (ONE.replace("Mine", " "), "The format needs a title"),
        (ONE.replace('"a"', '"A b"'), "“A b” is no id"),
        (ONE.replace("Why?", ""), "Prompt 1 needs a question"),
        (ONE.replace("Why?", "y" * 201), "200 characters at most; this one has 201"),
        (ONE + 'help = "' + "y" * 1001 + '"', "1000 characters at most"),
        (ONE + 'kind = "tpi"', "one of lesson, mistake, .* not “tpi”"),
        (ONE + 'kind = ["tip"]', "the kind is one of"),
        (ONE + MORE + MORE, "Two prompts have the id “b”"),
        (
            ONE + "".join(f'[[prompt]]\nid = "b{n}"\nquestion = "?"\n' for n in range(30)),
            "30 prompts at most",
        ),
    ],
)
def test_what_is_no_format_is_said_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        parse_format(text, "mine")


def test_the_name_of_its_file_must_be_one_that_can_be_typed() -> None:
    for name in ("", "Mine", "a b", "../a", "a_b", "-"):
        with pytest.raises(InvalidValue, match="no name for a format"):
            parse_format(ONE, name)


lines = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)
prompts = st.builds(
    Prompt,
    st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True),
    lines,
    lines | st.just(""),
    st.sampled_from(Kind),
    lines | st.just(""),
)
formats = st.builds(
    Format,
    st.just("mine"),
    lines,
    lines | st.just(""),
    st.lists(prompts, min_size=1, max_size=6, unique_by=lambda each: each.id).map(tuple),
    st.just(False),
)


def quoted(text: str) -> str:
    """A text as TOML quotes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(formats)
def test_what_is_written_down_is_read(each: Format) -> None:
    text = f"title = {quoted(each.title)}\nabout = {quoted(each.about)}\n"
    for prompt in each.prompts:
        fields = "\n".join(f"{name} = {quoted(str(value))}" for name, value in prompt._asdict().items())
        text += f"[[prompt]]\n{fields}\n"
    assert parse_format(text, "mine") == each


@given(st.text() | st.text(alphabet='[]"= \nabcdeiklnopqrtu', max_size=200))
def test_no_text_does_anything_else_than_being_read_or_refused(text: str) -> None:
    try:
        prompts = parse_format(text, "mine").prompts
    except InvalidValue:
        prompts = ()
    assert all(prompt.id and prompt.question for prompt in prompts)
