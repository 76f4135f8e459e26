"""Tables: any delimiter, encoding and line end; columns by name or as said; dates by the whole column."""

import csv
import io
import json

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from retro.errors import UsageProblem
from retro.posts.importers.mapping import Mapping
from tests.posts.importers.reading import entries, given, named, options, recognised, said, troubles

CSV = (
    "Id,Subject,Background,Lesson,Day,Tags,Employer,Kind,Starred,Url,Votes\n"
    '7,Boil the frog,Pressed for time,"Pitch in\nmilestones, ""slowly""",3/11/14,"trust, change",Amazon,'
    "Mistake,yes,https://x.org/7,5\n"
    "8,,,Ask twice. Always.,1/21/14,NA,,,,n/a,\n"
)


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return target.getvalue()


def test_a_table() -> None:
    file = given(CSV, "lessons.csv")
    assert recognised(file) == "csv"
    frog, ask = entries(file)
    assert said(frog) == (
        "Boil the frog",
        '## Background\n\nPressed for time\n\n## Lesson\n\nPitch in\nmilestones, "slowly"\n\n<https://x.org/7>',
        "2014-03-11",
    )
    draft = frog.draft
    assert (draft.themes, draft.company, draft.kind, draft.starred) == (
        ("trust", "change"),
        "Amazon",
        "mistake",
        True,
    )
    assert (frog.key, frog.line, frog.is_whole) == ("row 7", 2, True)
    assert (said(ask), ask.draft.company, ask.draft.themes) == (
        ("Ask twice. Always.", "", "2014-01-21"),
        None,
        (),
    )
    assert troubles(file)[0] == (
        "Its columns are read as title=Subject, body=Background+Lesson, date=Day, tags=Tags, "
        "company=Employer, kind=Kind, starred=Starred, key=Id, link=Url; not read: Votes."
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_encoding_and_line_end(delimiter: str, encoding: str, end: str) -> None:
    text = written([["Title", "Text"], ["Größe zählt", "Für, und; wider"], ["Ça va", "déjà vu"]], delimiter)
    found = entries(given(text.replace("\n", end).encode(encoding), "x.csv"))
    assert [said(entry)[:2] for entry in found] == [("Größe zählt", "Für, und; wider"), ("Ça va", "déjà vu")]


def test_a_mapping() -> None:
    text = "Thing,What,On\nFrog,Slowly,2014-03-11\n"
    told = options("title=What,body=Thing+On", "date=")
    [entry] = entries(given(text, "x.csv"), told)
    assert said(entry) == ("Slowly", "## Thing\n\nFrog\n\n## On\n\n2014-03-11", "")
    assert "title=What, body=Thing+On." in troubles(given(text, "x.csv"), told)[0]


def test_columns_whose_names_have_signs() -> None:
    text = 'C++,a=b,"x,y"\nOne,Two,Three\n'
    told = options("title=C++", "body=a=b", "body=x,y")
    [entry] = entries(given(text, "x.csv"), told)
    assert said(entry)[:2] == ("One", "## a=b\n\nTwo\n\n## x,y\n\nThree")


def test_a_column_that_is_not_there() -> None:
    assert troubles(given("A,B\n1,2\n", "x.csv"), options("title=C")) == [
        "It has no column “C”. It has: A, B."
    ]


def test_columns_that_say_nothing() -> None:
    file = given("Foo,Bar baz\n1,2\n", "x.csv")
    assert entries(file) == []
    [trouble] = troubles(file)
    assert trouble.startswith("None of its columns is known as a title or a text. It has: Foo, Bar baz.")
    assert trouble.endswith("Say which is which: --map 'title=Foo,body=Bar baz'")


@pytest.mark.parametrize("text", ["", "x", "Subject", "nope=Subject", "=Subject", "a title=Subject"])
def test_a_mapping_that_is_none(text: str) -> None:
    with pytest.raises(UsageProblem, match="it must name a field and a column"):
        Mapping.parse([text])


def test_dates_by_the_whole_column() -> None:
    def days(*dates: str) -> list[str]:
        rows = "".join(f"t{number},{date}\n" for number, date in enumerate(dates))
        return [str(entry.happened) for entry in entries(given(f"Title,Date\n{rows}", "x.csv"))]

    assert days("3/11/14", "1/21/14") == ["2014-03-11", "2014-01-21"]
    assert days("3/11/14", "21/1/14") == ["2014-11-03", "2014-01-21"]
    assert days("2014-11-03T10:00:00Z", "2014") == ["2014-11-03", "2014"]
    assert days("03.11.2014") == ["2014-11-03"]
    assert days("soon") == ["None"]
    told = troubles(given("Title,Date\na,3/4/14\nb,soon\n", "x.csv"))
    assert told[1:] == [
        "Its dates under Date were read month first, which they leave open (--date-format).",
        "Row 2 (line 3): “soon” is no date that can be read; the lesson has none.",
    ]


def test_rows_with_something_wrong() -> None:
    file = given('Title,Text\nA\nB,b,c\n,\n" ",-\n\nC,c\n', "x.csv")
    assert [entry.draft.title for entry in entries(file)] == ["A", "B", "C"]
    assert troubles(file)[1:] == [
        "Row 1 (line 2) has only 1 of 2 columns.",
        "Row 2 (line 3) has more than 2 columns; the rest was left out.",
        "Row 4 (line 5) has neither title nor text; it was left out.",
    ]


def test_a_thousand_wrong_rows_are_not_a_thousand_lines() -> None:
    told = troubles(given("Title,Text\n" + "A\n" * 1_000, "x.csv"))
    assert len(told) == 52
    assert told[-1] == "950 more rows have something wrong with them."


def test_a_quotation_mark_that_is_never_closed() -> None:
    file = given('Title,Text\nA,a\nB,"b\nC,c\nD,d\n', "x.csv")
    assert [entry.draft.title for entry in entries(file)] == ["A", "B"]
    assert "from line 3 on is not closed" in troubles(file)[-1]
    endless = given('Title,Text\nA,a\nB,"' + "b\n" * 3_000_000, "x.csv")
    assert [entry.draft.title for entry in entries(endless)] == ["A"]
    assert "From line 3 on it is no table any more" in troubles(endless)[-1]


def test_columns_of_one_name_and_of_none() -> None:
    [entry] = entries(
        given("Title,Notes,Notes,\nA,one,two,three\n", "x.csv"), options("body=Notes+Notes 2+Column 4")
    )
    assert entry.draft.body == "## Notes\n\none\n\n## Notes 2\n\ntwo\n\n## Column 4\n\nthree"


def test_many_columns_of_one_name() -> None:
    [entry] = entries(given(f"Title{',a' * 999}\nA{',' * 998},last\n", "x.csv"), options("body=a 999"))
    assert entry.draft.body == "last"


def test_a_kind_that_is_none() -> None:
    told = troubles(given("Title,Kind\nA,bug\nB,win\nC,bug\n", "x.csv"))
    assert told[-1].startswith("What is no kind of lesson was left out: “bug”. Kinds are lesson,")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Title,Text\nA,b\n", "x.txt", "csv"),
        ("Title;Notes\nA;b\n", "-", "csv"),
        ("Well, text\nmore, text\n", "x.txt", ""),
        ("Notes, comments and tags\n\nProse.\n", "x.txt", ""),
        ("Title,Text\nA,b\n", "x.md", ""),
        ('{"title": "A"}\n{"title": "B"}\n', "x", "jsonl"),
        ('{"title": "A"}\n', "x.jsonl", "jsonl"),
        ('{"title": "A"}\n\nA post with front matter in JSON\n', "x.md", ""),
        ('[{"title": "A"}]', "x.json", "json-list"),
        ("\0\1\2,\n", "x.csv", ""),
    ],
)
def test_what_is_a_table(text: str, name: str, expected: str) -> None:
    assert recognised(given(text, name)) == expected


def test_json_lines() -> None:
    lines = [
        {
            "title": "Boil the frog",
            "text": "Slowly.",
            "tags": ["trust", 7],
            "starred": True,
            "deep": {"a": 1},
        },
        {"title": "Ask twice", "more": None, "date": "2014-03-11"},
    ]
    text = "".join(f"{json.dumps(line)}\n" for line in lines) + "7\nno\n"
    frog, ask = entries(given(text, "x.jsonl"))
    assert said(frog) == ("Boil the frog", "Slowly.", "")
    assert (frog.draft.themes, frog.draft.starred, ask.moment, ask.line) == (
        ("trust",),
        True,
        "2014-03-11",
        2,
    )
    told = troubles(given(text, "x.jsonl"))
    assert "Row 3 is no object; it was left out." in told
    assert any(sentence.startswith("Line 4 is no JSON") for sentence in told)
    assert troubles(given("7\n", "x.jsonl"), form=named("jsonl")) == ["Row 1 is no object; it was left out."]
    [same] = entries(given(json.dumps(lines[:1], indent=2), "x.json"))
    assert same.draft == frog.draft


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).map(
    lambda text: f"t{text}"
)


@drawn(st.lists(st.tuples(cells, cells), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_csv_writes_reads_back(rows: list[tuple[str, str]], delimiter: str) -> None:
    text = written([["Title", "Text"], *map(list, rows)], delimiter)
    found = entries(given(text, "x.csv"))
    assert [said(entry)[:2] for entry in found] == [
        (" ".join(title.split()), body.strip()) for title, body in rows
    ]


@drawn(st.text(alphabet='a,;"\n\t|1/é', max_size=60))
def test_no_text_is_too_much(text: str) -> None:
    for name in ("csv", "jsonl", "json-list"):
        entries(given(f"Title,Text\n{text}", "x.csv"), form=named(name))
