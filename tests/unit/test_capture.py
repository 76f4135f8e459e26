"""The language of quick capture."""

import datetime as dt
import re
import subprocess
import sys

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from retro.capture import Part, parse, render
from retro.dates import Span
from retro.errors import UsageProblem
from retro.model import Kind, LessonDraft
from retro.sentences import first_sentence
from tests.unit.test_dates import partial_dates

TODAY = dt.date(2021, 6, 16)


def read(text: str) -> LessonDraft:
    return parse(text, TODAY).draft


def test_the_example_that_everyone_sees_first() -> None:
    assert read("yesterday: Boil the frog. Pitch in milestones @eks #trust #change !mistake") == LessonDraft(
        title="Boil the frog.",
        body="Pitch in milestones",
        kind=Kind.MISTAKE,
        company="eks",
        themes=("trust", "change"),
        happened=Span.parse("2021-06-15"),
    )


@pytest.mark.parametrize(
    ("text", "title", "company", "themes"),
    [
        ('Boil the frog @"Amazon EKS"', "Boil the frog", "Amazon EKS", ()),
        ("Boil the frog @“Amazon EKS”", "Boil the frog", "Amazon EKS", ()),
        ("Boil the frog #leadership/hiring, #trust", "Boil the frog", None, ("leadership/hiring", "trust")),
        ("Boil the frog #trust #Trust", "Boil the frog", None, ("trust",)),
        ("We told @eks that #trust matters", "We told eks that trust matters", "eks", ("trust",)),
        ("What I learned at @eks", "What I learned at eks", "eks", ()),
        ("Listen to @eks #trust", "Listen to eks", "eks", ("trust",)),
        ("Trust @eks.", "Trust eks.", "eks", ()),
        ("It was @eks's idea", "It was eks's idea", "eks", ()),
        ("@eks: boil the frog", "boil the frog", "eks", ()),
        ("@eks Boil the frog", "Boil the frog", "eks", ()),
        ("@eks #trust boil the frog", "boil the frog", "eks", ("trust",)),
        ("@eks taught me", "eks taught me", "eks", ()),
        ("@eks, you taught me", "eks, you taught me", "eks", ()),
        ("@eks\nBoil the frog", "Boil the frog", "eks", ()),
        ("Boil @node.js #c++", "Boil", "node.js", ("c++",)),
        ("Boil @株式会社 #信頼。", "Boil 株式会社 信頼。", "株式会社", ("信頼",)),
        ("Boil #नेतृत्व", "Boil", None, ("नेतृत्व",)),
        ("Boil the frog #1-on-1", "Boil the frog", None, ("1-on-1",)),
    ],
)
def test_tags(text: str, title: str, company: str | None, themes: tuple[str, ...]) -> None:
    draft = read(text)
    assert (draft.title, draft.company, draft.themes) == (title, company, themes)


@pytest.mark.parametrize(
    "text",
    [
        "Write to bob@example.com",
        "Learn C# and F#",
        "Fix #1 first",
        "See issue #42",
        "Done to 50% @ 3pm",
        "Meet @3pm",
        "@ alone # alone and ! alone",
        "This is !important",
        "# A heading",
        "## A heading",
        "#a#b #a@b @a@b.social @scope/package",
        "See https://example.com/#trust",
        "Run `make @eks #trust` now",
        "5 * 3 is 15",
        "**bold** and *emphasis*",
        "*emphasis* first",
        "A footnote** here",
    ],
)
def test_what_only_looks_like_a_tag_is_text(text: str) -> None:
    assert read(text) == LessonDraft(title=text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (r"Call \@eks \#trust \!mistake", "Call @eks #trust !mistake"),
        (r"A star \*", "A star *"),
        (r"\* A star", "* A star"),
        (r"A star\*", "A star*"),
        (r"\yesterday: all my troubles", "yesterday: all my troubles"),
        (r"\Tip: tap", "Tip: tap"),
        (r"C:\new \ \\ \x", r"C:\new \ \\ \x"),
    ],
)
def test_a_backslash_keeps_text(text: str, title: str) -> None:
    assert read(text) == LessonDraft(title=title)


def test_code_blocks_are_text() -> None:
    body = "```sh\nmake @eks #trust\n```\n\n~~~\n#theme *\n~~~"
    assert read(f"Boil the frog #change\n\n{body}") == LessonDraft("Boil the frog", body, themes=("change",))


@pytest.mark.parametrize(
    ("text", "happened", "title"),
    [
        ("last friday: boil", "2021-06-11", "boil"),
        ("2021-06: boil", "2021-06", "boil"),
        ("mid 2018: boil", "2018-05..2018-08", "boil"),
        ("2018..2021: boil", "2018..2021", "boil"),
        ("in 2018: boil", "2018", "boil"),
        ("yesterday at 9:30: boil", "2021-06-15", "boil"),
        ("2021-06: Lesson: yesterday: boil", "2021-06", "yesterday: boil"),
    ],
)
def test_a_date_before_a_colon(text: str, happened: str, title: str) -> None:
    draft = read(text)
    assert (str(draft.happened), draft.title) == (happened, title)


@pytest.mark.parametrize(
    "text",
    ["may: we shipped", "12: a dozen", "2018: the year", "Note: boil", "9:30: boil", "yesterday:all", "a: b"],
)
def test_a_number_or_month_before_a_colon_is_text(text: str) -> None:
    assert read(text) == LessonDraft(title=text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lesson learned: boil", Kind.LESSON),
        ("lesson learned though: boil", Kind.LESSON),
        ("PRO TIP: boil", Kind.TIP),
        ("Tip: boil", Kind.TIP),
        ("**Tip:** boil", Kind.TIP),
        ("_Tip_: boil", Kind.TIP),
        ("Mistake: boil", Kind.MISTAKE),
        ("Win: boil", Kind.WIN),
        ("Outcome: boil", Kind.OUTCOME),
        ("Practice: boil", Kind.PRACTICE),
        ("Quote: boil", Kind.QUOTE),
        ("Tip:\nboil", Kind.TIP),
        ("Tip: boil !mistake", Kind.MISTAKE),
        ("!Win boil", Kind.WIN),
        ("@eks: Tip: boil", Kind.TIP),
    ],
)
def test_kinds(text: str, kind: Kind) -> None:
    draft = read(text)
    assert (draft.title, draft.kind) == ("boil", kind)


@pytest.mark.parametrize(
    "text",
    [
        "* boil",
        "*boil",
        "boil *",
        "boil*",
        "boil * #trust",
        "boil #trust *",
        "yesterday*: boil",
        "Tip: * boil",
    ],
)
def test_stars(text: str) -> None:
    draft = read(text)
    assert (draft.title, draft.starred) == ("boil", True)


@pytest.mark.parametrize("text", ["* one\n* two", "- one\n- two", "Boil\n\n* * *", "* * *\nBoil", "*a* b*"])
def test_lists_emphasis_and_breaks_are_not_stars(text: str) -> None:
    draft = read(text)
    assert not draft.starred
    assert f"{draft.title}\n{draft.body}".split() == text.split()


def test_a_second_company_or_kind_stays_and_is_said() -> None:
    capture = parse("Boil the frog @eks @d2iq !tip !win", TODAY)
    assert capture.draft == LessonDraft("Boil the frog @d2iq !win", company="eks", kind=Kind.TIP)
    assert capture.notes == (
        "A lesson has one company; @d2iq stays in the text.",
        "A lesson has one kind; !win stays in the text.",
    )


def test_the_body_is_kept_as_it_was_typed() -> None:
    text = "Boil the frog. In steps, e.g. weeks.\n\n- one\n    - two  \n\n> quoted\n\n@eks #trust\n"
    draft = read(text)
    assert draft.title == "Boil the frog."
    assert draft.body == "In steps, e.g. weeks.\n\n- one\n    - two  \n\n> quoted"
    assert (draft.company, draft.themes) == ("eks", ("trust",))


def test_tokens_are_places_in_the_text() -> None:
    text = "* yesterday: Tip: told @eks to #boil the frog !win"
    pieces = [(token.part, text[token.start : token.end]) for token in parse(text, TODAY).tokens]
    assert pieces == [
        (Part.STAR, "*"),
        (Part.DATE, "yesterday"),
        (Part.KIND, "Tip:"),
        (Part.COMPANY, "@eks"),
        (Part.THEME, "#boil"),
        (Part.KIND, "!win"),
    ]


@pytest.mark.parametrize(
    "text", ["", " \n ", "@eks #trust", "yesterday:", "*", "Tip: !mistake *", "@eks\n\n#trust"]
)
def test_without_text_there_is_nothing_to_capture(text: str) -> None:
    with pytest.raises(UsageProblem, match="There is nothing to capture"):
        read(text)


names = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="`"), min_size=1, max_size=9)
words = (
    '@eks @acme @"Amazon.EKS" #trust #a/b !tip !win * ** ` ``` ~~~ \\ # Boil. the frog at yesterday: '
    "2021-06: may: Tip: **Tip:** : , ( ) e.g. foo* *foo \\* \\@eks @eks: 12: 終。"
)
pieces = st.sampled_from([*words.split(), '@"Amazon EKS"', "* * *", "    ", "\n", "\n\n"])
texts = st.lists(pieces | st.sampled_from([" ", " ", " "]) | st.text(max_size=4), max_size=14).map("".join)
spaced = st.lists(pieces, max_size=12).map(" ".join)


@settings(deadline=None, max_examples=300)
@given(texts | spaced | st.text())
def test_what_was_read_is_read_again_from_what_is_written(text: str) -> None:
    try:
        draft = read(text)
    except UsageProblem:
        assume(False)
    assert read(render(draft)) == draft


titles = (texts | spaced).map(lambda text: first_sentence(" ".join(text.split()))[0]).filter(bool)
spans = st.tuples(partial_dates, partial_dates).map(
    lambda pair: Span(*sorted(pair, key=lambda date: (date.first_day, date.last_day)))
)
drafts = st.builds(
    LessonDraft,
    title=titles,
    body=(texts | spaced).map(lambda text: text.replace("\r", "").strip()),
    kind=st.sampled_from(Kind),
    company=st.none() | names,
    themes=st.lists(names, max_size=3, unique_by=str.casefold).map(tuple),
    happened=st.none() | spans,
    starred=st.booleans(),
)


@settings(deadline=None, max_examples=300)
@given(drafts)
def test_every_lesson_the_language_has_is_read_as_it_was_written(draft: LessonDraft) -> None:
    assert read(render(draft)) == draft


@settings(deadline=None, max_examples=300)
@given(texts | spaced | st.text())
def test_no_text_is_lost(text: str) -> None:
    try:
        capture = parse(text, TODAY)
    except UsageProblem:
        assume(False)
    kept = re.sub(r"[\s\\,:*]", "", f"{capture.draft.title}{capture.draft.body}")
    text = text.replace("\r\n", "\n")
    for token in sorted(capture.tokens, key=lambda token: -token.start):
        text = text[: token.start] + text[token.end :]
    remaining = iter(kept)
    assert all(character in remaining for character in re.sub(r"[\s\\,:*]", "", text))


@pytest.mark.parametrize(
    "piece",
    [
        "@a ",
        "@a\n",
        "#",
        "* ",
        "\\",
        "`",
        "``` ",
        "@a.",
        "#a/",
        '@"',
        "\n",
        "a: ",
        "~~~\n",
        "*",
        ", @a",
        "\\* ",
    ],
)
def test_a_hostile_text_is_read_to_its_end(piece: str) -> None:
    """Twenty thousand repeats: what is not linear does not come back from this."""
    for text in (f"Boil {piece * 20_000} frog", f"{piece * 20_000} frog"):
        draft = parse(text, TODAY).draft
        assert f"{draft.title} {draft.body}".rstrip().endswith("frog")


def test_importing_it_is_cheap() -> None:
    code = "import sys; import retro.capture; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {
        "textual",
        "rich",
        "markdown_it",
        "rapidfuzz",
        "yaml",
        "parsedatetime",
        "sqlite3",
        "click",
    }


def test_what_is_private_stays_together_and_names_nothing_of_the_lesson() -> None:
    said = "Watch it. {{private: Bob lied @Google. He took the #money !win}} Wait @eks #trust"
    assert read(said) == LessonDraft(
        "Watch it.",
        "{{private: Bob lied @Google. He took the #money !win}} Wait",
        company="eks",
        themes=("trust",),
    )
    assert read("Watch the {{private: cash. It is gone.}} rate. Wait") == LessonDraft(
        "Watch the {{private: cash. It is gone.}} rate.", "Wait"
    )
    assert read("Watch it.\n\n{{private: #a\n\n@b}} #c").themes == ("c",)
