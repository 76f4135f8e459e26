"""Text of a journal is content: on no screen does it become markup, an action, or an escape sequence."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from retro.dates import Span
from retro.display import safe_line
from retro.model import Evidence, Kind, Lesson, LessonDraft, Source
from retro.surroundings import Application, Outcome, RelationKind
from retro.tui.jobs.dossiers import Dossier, Related
from retro.tui.palette import palette_of
from retro.tui.rendering import render
from tests.tui.driving import Driver, driven, fill
from tests.tui.test_palette import variables_of

ESCAPES = (
    "\x1b]52;c;aGFja2Vk\x07",
    "\x1b]0;title\x07",
    "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[8m\x1b[6n",
    "\x1bP1$r\x1b\\",
    "\x9b31m\x9dx\x9c",
    "\x00\x7f\x07\x08",
    "a\u202eb\u2066c\u200bd\ufeff",
)
MARKUP = ("[@click=app.quit]x[/]", "done [/b] now", "[x] todo", "[bold red]loud[/]", "$primary [$accent]y")

HOSTILE = [
    LessonDraft(
        f"{text} title",
        f"{text} body\n\n- {text}\n\n> {text}\n\n`{text}`\n\n[{text}](http://x/{text})\n\n&#x202e; &#27;",
        list(Kind)[number % 7],
        f"Co {text} {number}",
        (f"theme{number}/{text}",) if text.strip("\x00\x7f\x07\x08") else (),
        people=(f"P {text} {number}",),
        trigger=f"when {text}",
        happened=Span.parse("2020"),
        source=Source(f"{text}.md", text, 1),
        evidence=(Evidence(f"m {text}", 1, 2, text),),
        starred=number % 2 == 0,
    )
    for number, text in enumerate((*ESCAPES, *MARKUP))
]


def assert_harmless(app: Driver) -> None:
    """No control characters, no actions, no links, nothing that turns the direction of text."""
    for strip in app.app.screen._compositor.render_strips():
        for segment in strip:
            assert segment.control is None
            for character in segment.text:
                assert unicodedata.category(character) not in ("Cc", "Cs"), ascii(segment.text)
            assert segment.text == safe_line(segment.text)
            if segment.style is not None:
                assert segment.style.link is None
                actions = {name: value for name, value in segment.style.meta.items() if name.startswith("@")}
                assert not any("quit" in str(value) for value in actions.values())


async def test_no_screen_lets_a_lesson_act(journal_path: Path) -> None:
    fill(journal_path, HOSTILE)
    async with driven(journal_path) as app:
        for _ in HOSTILE:
            assert_harmless(app)
            await app.press("j")
        await app.press("1", "G")
        assert_harmless(app)
        for opener, closer in (
            ("i", "escape"),
            ("x", "escape"),
            ("v", "escape"),
            ("a", "escape"),
            ("question_mark", "escape"),
            ("colon", "escape"),
        ):
            await app.press("2", opener)
            assert_harmless(app)
            await app.press(closer)
        for command in ("s", "p", "d", "u", "U", "u"):
            await app.press(command)
            assert_harmless(app)


@pytest.mark.parametrize("text", [*ESCAPES, *MARKUP])
async def test_what_is_pasted_or_typed_cannot_act_either(journal_path: Path, text: str) -> None:
    async with driven(journal_path) as app:
        app.browse.query_line.value = text
        await app.settle()
        assert_harmless(app)
        await app.press("a")
        app.screen.query_one("#capture").value = f"{text} @{text} #{text}"  # type: ignore[attr-defined]
        await app.settle()
        assert_harmless(app)


async def test_clicking_on_a_title_that_looks_like_an_action_only_selects_it(journal_path: Path) -> None:
    fill(
        journal_path,
        [LessonDraft("[@click=app.quit]x[/]"), LessonDraft("Other", happened=Span.parse("2999"))],
    )
    async with driven(journal_path) as app:
        await app.click("#lessons", (5, 3))
        assert app.selected == "[@click=app.quit]x[/]"
        assert app.app.is_running
        assert "[@click=app.quit]x[/]" in app.text


_TEXT = st.text(max_size=60) | st.sampled_from(
    [*ESCAPES, *MARKUP, "&#x1b;", "&#x202e;", "<b>x</b>", "# a\n\n| a | b |\n|---|---|\n| c | d |"]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXT, _TEXT, _TEXT, st.integers(1, 120))
def test_a_rendered_lesson_has_nothing_but_visible_text(
    title: str, body: str, other: str, width: int
) -> None:
    lesson = Lesson(
        title,
        body,
        company=other,
        themes=(other,),
        people=(other,),
        trigger=other,
        source=Source(other, other, 3),
        evidence=(Evidence(other, 1, 2, other),),
        id="0" * 12,
        created_at="2024-05-15T12:00:00Z",
        updated_at="2024-05-15T12:00:00Z",
    )
    dossier = Dossier(
        lesson,
        "0000",
        (Related(RelationKind.CONTRADICTS, True, "1111", other, other, other),),
        (Application("a", lesson.id, Outcome.VIOLATED, Span.parse("2020"), other, other),),
        ((other, other),),
    )
    rendered = render(
        dossier,
        (title,) if title.strip() else (),
        width,
        palette_of(variables_of("textual-dark"), ansi=False),
    )
    for line in rendered.lines:
        for segment in line:
            assert segment.style is None or segment.style.link is None
            assert segment.text == safe_line(segment.text)


def test_raw_html_is_shown_and_not_swallowed() -> None:
    lesson = Lesson(
        "t",
        "<div>kept</div>\n\n<script>x</script>",
        id="0" * 12,
        created_at="2024-05-15T12:00:00Z",
        updated_at="2024-05-15T12:00:00Z",
    )
    text = render(Dossier(lesson, "0000"), (), 80, palette_of(variables_of("textual-dark"), ansi=False)).text
    assert "<div>kept</div>" in text
    assert "<script>" in text


def test_a_megabyte_of_markdown_is_cut_and_said_so() -> None:
    lesson = Lesson(
        "t", "& " * 500_000, id="0" * 12, created_at="2024-05-15T12:00:00Z", updated_at="2024-05-15T12:00:00Z"
    )
    text = render(Dossier(lesson, "0000"), (), 80, palette_of(variables_of("textual-dark"), ansi=False)).text
    assert "900,000 more characters" in text


def test_rich_itself_would_let_them_through() -> None:
    """Why all this is needed: the positive control."""
    console = Console(force_terminal=True, width=80)
    with console.capture() as capture:
        console.print("\x1b]0;x\x07", markup=False, highlight=False)
    assert "\x1b]0;x" in capture.get()
