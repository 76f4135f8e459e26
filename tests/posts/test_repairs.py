"""What is repaired, what is left to its author, and that nothing else changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from retro.journal import Journal
from retro.model import Kind, LessonDraft
from retro.posts.checks import Known, Preflight, repair
from retro.posts.checks.links import repaired_body, repaired_title
from tests.posts.lessons import DAY, lesson, texts

READER = MarkdownIt("commonmark").enable("table")
DEAD = re.compile(r"\[([^\[\]\n]+)\]\[[^\[\]\n]*\]")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("See [the paper][boyd].", "See the paper."),
        ("See [the paper][].", "See the paper."),
        ("- one\n- [two][x] and [three][y]", "- one\n- two and three"),
        ("> quoted\n> [two][x]", "> quoted\n> two"),
        ("| a | b |\n|---|---|\n| [one][x] | [one][x] |", "| a | b |\n|---|---|\n| one | one |"),
        ("## A [heading][x] #", "## A heading #"),
        ("`[a][b]` and [c][d]", "`[a][b]` and c"),
        ("[a][b]\n\n[b]: http://x.org\n\n[c][d]", "[a][b]\n\n[b]: http://x.org\n\nc"),
    ],
)
def test_dead_links_become_words(body: str, expected: str) -> None:
    assert repaired_body(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "![a picture][x]",
        "[1.][x] is no list",
        "[# no heading][x]",
        "[>][x] is no quotation",
        "    [code][x]",
        "```\n[code][x]\n```",
        "\\[a][b]",
        "[a][b]\n\n[b]: /x",
        "word[a][b]",
    ],
)
def test_what_would_say_something_else_then_is_left(body: str) -> None:
    assert repaired_body(body) == body


def test_a_title_is_repaired_unless_nothing_is_left_of_it() -> None:
    assert repaired_title("Read [this][x]") == "Read this"
    assert repaired_title("[ ][x]") == "[ ][x]"


def shown(text: str) -> str:
    """What a reader sees, with the brackets of dead links taken off."""
    return re.sub(r"\s+", " ", DEAD.sub(r"\1", re.sub(r"<[^>]*>", " ", READER.render(text))))


@given(texts, st.sampled_from(["[one][x]", "[two *b*][]", "[`c`][y]"]), texts)
def test_a_repair_leaves_no_such_finding_and_changes_nothing_else(before: str, dead: str, after: str) -> None:
    body = f"{before}\n\nSee {dead} here.\n\n{after}"
    done = repaired_body(body)
    assert repaired_body(done) == done
    if done != body:
        assert shown(done) == shown(body)
    for one in (lesson("x", body), lesson("x", done)):
        found = [each for each in Preflight(Known(DAY)).lesson(one) if each.code == "dead-link"]
        if one.body == done:
            assert not any(each.repairable for each in found)


def test_a_repair_is_one_step_and_touches_only_what_it_names(journal: Journal) -> None:
    drafts = [
        LessonDraft("One [link][x]", "Text.", company="Acme", themes=("startup", "trust"), kind=Kind.WIN),
        LessonDraft("Two", "See [this][y].", themes=("starup",)),
        LessonDraft("Three", "Plain.", themes=("trust", "startup")),
    ]
    lessons = [journal.lessons.add(draft).lesson for draft in drafts]
    done = repair(journal, lessons, Known.of(journal, lessons))
    assert [each.title for each in done.lessons] == ["One link", "Two"]
    assert [(slip.slip, slip.right) for slip in done.themes] == [("starup", "startup")]
    after = journal.lessons.by_ids([each.id for each in lessons])
    expected = [
        drafts[0].replace(title="One link"),
        drafts[1].replace(body="See this.", themes=("startup",)),
        drafts[2],
    ]
    for found, draft in zip(after, expected, strict=True):
        assert LessonDraft(**{name: getattr(found, name) for name in LessonDraft.field_names}) == draft
    assert not any(
        each.repairable for one in after for each in Preflight(Known.of(journal, after)).lesson(one)
    )
    journal.history.undo()
    assert journal.lessons.by_ids([each.id for each in lessons]) == lessons
    assert [theme.name for theme in journal.themes.all()] == ["startup", "starup", "trust"]


def test_what_changed_meanwhile_is_not_undone(journal: Journal) -> None:
    old = journal.lessons.add(LessonDraft("One [link][x]", "Old.")).lesson
    journal.lessons.edit(old.id, old.replace(body="New."))
    repair(journal, [old], Known.of(journal, [old]))
    assert journal.lessons.get(old.id).body == "New."
