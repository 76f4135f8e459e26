"""jrnl: its text with any timeformat, its JSON, its folders of text and of YAML."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from retro.posts.importers.wording import labelled, without_labels
from tests.posts.importers.reading import at, entries, given, named, options, recognised, said, troubles

TEXT = """\
[2023-10-19 21:07] Boil the frog. @eks #trust *
Pitch in milestones,
[1] with a footnote
and [this is no date] in brackets.

@change

[2023-10-20 09:00] *Ask twice
[2023-10-20 09:00] Say **no**
"""


def test_a_journal() -> None:
    file = given(TEXT)
    assert recognised(file) == "jrnl"
    frog, ask, no = entries(file)
    assert said(frog) == (
        "Boil the frog.",
        "Pitch in milestones,\n[1] with a footnote\nand [this is no date] in brackets.",
        "2023-10-19 21:07",
    )
    assert (frog.draft.themes, frog.mentions, frog.draft.starred) == (("trust",), ("eks", "change"), True)
    assert (ask.draft.title, ask.draft.starred, ask.line) == ("Ask twice", True, 8)
    assert (no.draft.title, no.draft.starred, no.key) == ("Say **no**", False, ask.key)


@pytest.mark.parametrize(
    "form", ["%F %r", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%A, %d %B %Y %I:%M %p", "%m/%d/%y %H:%M"]
)
def test_any_timeformat(form: str) -> None:
    days = [dt.datetime(2019, 8, 7, 10, 11), dt.datetime(2021, 12, 25, 22, 30)]  # noqa: DTZ001
    text = "".join(f"[{day.strftime(form)}] Title {day.year}\nBody\n\n" for day in days)
    found = entries(given(text))
    assert [said(entry)[0] for entry in found] == ["Title 2019", "Title 2021"]
    assert [str(entry.happened) for entry in found] == ["2019-08-07", "2021-12-25"]


def test_a_timeformat_that_nobody_can_guess() -> None:
    file = given("[10h11 07|08|2019] Title\nBody\n", "my.journal")
    [entry] = entries(file, options(date_format="%Hh%M %d|%m|%Y"))
    assert said(entry) == ("Title", "Body", "2019-08-07 10:11:00")
    [entry] = entries(file)
    assert entry.happened is None
    assert "“10h11 07|08|2019” could not be read" in entry.problems[0]


def test_an_order_that_the_dates_leave_open_is_told() -> None:
    assert troubles(given("[03.04.2019 10:11] Title\n")) == [
        "Its dates were read day first, which they leave open (--date-format says it)."
    ]


def test_text_before_the_first_date_is_not_lost() -> None:
    before, entry = entries(given("Something first\n[2019-08-07 10:11] Title\n", "my.journal"))
    assert (before.draft.title, before.happened) == ("Something first", None)
    assert "begins without a date" in before.problems[0]
    assert entry.draft.title == "Title"


def test_a_journal_of_jrnl_1_has_no_brackets() -> None:
    text = "2010-06-10 15:00 First\n\n2013-06-10 15:40 Second\n[2019-08-03 12:55] is text\n"
    first, second = entries(given(text, "old.journal"))
    assert (first.draft.title, second.draft.body) == ("First", "[2019-08-03 12:55] is text")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# A post\n\n[2019-08-07 10:11] in passing\n",
        "[link](http://example.org) Title\n",
        "[label]: http://example.org\n",
        "[x] done\n[ ] open\n",
        "[A note to myself] and more\n",
        "2010-06-10 15:00 a log\n",
    ],
)
def test_what_is_no_journal(text: str) -> None:
    assert recognised(given(text)) == ""


def test_a_folder_of_days(tmp_path: Path) -> None:
    day = tmp_path / "2023" / "10" / "19.txt"
    day.parent.mkdir(parents=True)
    day.write_text("[2023-10-19 21:07] Title\nBody\n")
    assert recognised(at(day)) == "jrnl"


def test_json() -> None:
    text = json.dumps(
        {
            "tags": {"@eks": 1},
            "entries": [
                {
                    "title": "Boil the frog",
                    "body": "Slowly. #trust",
                    "date": "2023-10-19",
                    "time": "21:07",
                    "tags": ["@eks", "#trust"],
                    "starred": True,
                },
                {"title": "", "body": "", "date": "2023-10-19", "time": "21:08"},
                {"title": "Own", "body": "", "date": "?", "time": "", "uuid": "ABC", "tags": "x"},
                {"title": "Numbered", "body": "", "date": "?", "time": "", "tags": 1},
                7,
            ],
        }
    )
    file = given(text, "export.json")
    assert recognised(file) == "jrnl-json"
    frog, own, numbered = entries(file)
    assert (numbered.draft.title, numbered.mentions) == ("Numbered", ())
    assert said(frog) == ("Boil the frog", "Slowly.", "2023-10-19 21:07")
    assert (frog.mentions, frog.draft.themes, frog.draft.starred) == (("eks",), ("trust",), True)
    assert (own.key, own.is_unique, own.happened) == ("jrnl ABC", True, None)
    assert len(troubles(file)) == 2


def test_yaml() -> None:
    text = (
        "---\ntitle: Boil: the frog\ndate: 2023-10-19 21:07\nstarred: True\ntags: eks, trust\n"
        "body: |\n\tSlowly,\n\t\tindented,\n\n\t... and more\n...\n"
    )
    file = given(text, "2023-10-19_boil-the-frog.md")
    assert recognised(file) == "jrnl-yaml"
    [entry] = entries(file)
    assert said(entry) == ("Boil: the frog", "Slowly,\n\tindented,\n\n... and more", "2023-10-19 21:07")
    assert (entry.mentions, entry.draft.starred) == (("eks", "trust"), True)


def test_tags_are_jrnl_s() -> None:
    assert labelled("@a #b bob@example.com c# @C++ @OS/2 x@y\n@end. #a-b @A") == [
        "@a",
        "#b",
        "@c++",
        "@os/2",
        "@end",
        "#a-b",
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Boil it. @a #b", "Boil it."),
        ("Talk to @bob", "Talk to @bob"),
        ("Body\n\n@a @b", "Body"),
        ("Body @a and @b", "Body @a and @b"),
        ("@a @b", ""),
        ("", ""),
    ],
)
def test_tags_that_label_are_taken_from_the_text(text: str, left: str) -> None:
    assert without_labels(text) == left


titles = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=20)
bodies = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "Zs"], include_characters="\n.,!"), max_size=60
)


@drawn(st.lists(st.tuples(titles, bodies, st.datetimes(), st.booleans()), min_size=1, max_size=6))
def test_what_jrnl_writes_reads_back(written: list[tuple[str, str, dt.datetime, bool]]) -> None:
    found = entries(
        given(
            "".join(
                f"[{str(moment)[:16]}] {title}{' *' if starred else ''}\n{body}\n\n"
                for title, body, moment, starred in written
            )
        )
    )
    assert [entry.draft.title for entry in found] == [title for title, *_ in written]
    assert [entry.draft.starred for entry in found] == [starred for *_, starred in written]
    for entry, (_, body, moment, _) in zip(found, written, strict=True):
        assert entry.draft.body.split() == body.split()
        assert entry.moment == str(moment)[:16]


@drawn(st.text(alphabet="[]-: 0123456789ab@#*.\n", max_size=80))
def test_no_text_is_too_much(text: str) -> None:
    entries(given(text, "my.journal"), form=named("jrnl"))
    entries(given("---\ntitle: a\ndate: b\nbody: |\n" + text, "a.md"), form=named("jrnl-yaml"))
