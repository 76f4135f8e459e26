"""The language of queries."""

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retro.model import Kind, Status
from retro.query import (
    FIELDS,
    And,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Word,
    either,
    every,
    negated,
    parse,
)

TODAY = dt.date(2021, 6, 16)


def test_words_fields_and_phrases_side_by_side() -> None:
    assert parse('company:eks theme:trust kind:mistake since:2021 boil "the frog" wor* -draft').root == And(
        (
            Field("company", "eks"),
            Field("theme", "trust"),
            Field("kind", "mistake"),
            Field("since", "2021"),
            Word("boil"),
            Phrase("the frog"),
            Word("wor", prefix=True),
            Not(Word("draft")),
        )
    )


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("a OR b c", "a OR b c"),
        ("(a OR b) c", "(a OR b) c"),
        ("((a) (b))", "a b"),
        ("a AND b NOT c", "a b -c"),
        ("a or b and not c", "a or b and not c"),
        ("-(a OR b)", "-(a OR b)"),
        ("--a", "a"),
        ("-(-(a))", "a"),
        ("a a", "a"),
        ("OR a OR", "a"),
        ("- a & b *", "a b"),
        ("()", ""),
        ("(a", "a"),
        ("a)", "a"),
        ("f(x)", "f x"),
        ('"boil the', '"boil the"'),
        ("“boil the”", '"boil the"'),
        ('""', ""),
        ('5" screen', '5" screen'),
        (r'"a \"b\" \c"', r'"a \"b\" \\c"'),
        ('company:"Amazon EKS"', 'company:"Amazon EKS"'),
        ('Company:"eks"', "company:eks"),
        ('company:"Acme, Inc."', 'company:"Acme, Inc."'),
        ('@eks #trust/a !win -@"Amazon EKS"', 'company:eks theme:trust/a kind:win -company:"Amazon EKS"'),
        ("#42 !important", "#42 !important"),
        ("tag:trust people:ann", "theme:trust person:ann"),
        ("kind:mis status:ret has:e is:pri", "kind:mistake status:retired has:evidence is:private"),
        ("kind:Mistakes", "kind:mistake"),
        ("kind:win,tip", "kind:win kind:tip"),
        ("-kind:win,tip", "-(kind:win OR kind:tip)"),
        ("theme:a,b c", "(theme:a OR theme:b) c"),
        ("company:a x company:b", "company:a company:b x"),
        ("theme:a theme:b", "theme:a theme:b"),
        ('since:"last summer" until:2021', 'since:"last summer" until:2021'),
        ("company:", ""),
        ("id:8k3f", "id:8k3f"),
        ("c++ node.js C#", "c++ node.js C#"),
    ],
)
def test_canonical_text(text: str, canonical: str) -> None:
    query = parse(text)
    assert str(query) == canonical
    assert parse(canonical) == query


@pytest.mark.parametrize(
    ("text", "root", "note"),
    [
        ("foo:bar", Word("foo:bar"), "no field foo:"),
        ("since:garbage", Word("since:garbage"), "since:garbage is no date"),
        ("kind:boss", Word("kind:boss"), "none of lesson, mistake"),
        ('kind:"big boss"', And((Word("kind"), Phrase("big boss"))), "none of lesson"),
        ('"boil', Phrase("boil"), "not closed"),
        ("(boil", Word("boil"), "parentheses"),
        ("company: boil", Word("boil"), "no value yet"),
    ],
)
def test_what_is_not_understood_is_text_and_noted(text: str, root: Node, note: str) -> None:
    query = parse(text)
    assert query.root == root
    assert len(query.notes) == 1
    assert note in query.notes[0]
    assert query == Query(root)


@pytest.mark.parametrize("text", ["http://example.com/#x", "9:30", "C:\\x", "bob@example.com"])
def test_text_with_colons_needs_no_note(text: str) -> None:
    assert parse(text) == Query(Word(text))
    assert parse(text).notes == ()


def test_two_values_of_a_field_of_which_a_lesson_has_one_mean_either() -> None:
    both = Or((Field("company", "a"), Field("company", "b")))
    assert parse("company:a company:b").root == both
    assert parse("company:a OR company:b").root == both
    assert parse("company:a boil company:b").root == And((both, Word("boil")))


def test_dates_count_from_the_day_of_evaluation() -> None:
    assert Field("since", "last summer").days(TODAY) == (dt.date(2020, 6, 1), None)
    assert Field("since", "last summer").days(dt.date(2022, 6, 1)) == (dt.date(2021, 6, 1), None)
    assert Field("until", "2020").days(TODAY) == (None, dt.date(2020, 12, 31))
    assert Field("on", "2018..2020-03").days(TODAY) == (dt.date(2018, 1, 1), dt.date(2020, 3, 31))
    assert Field("company", "2020").days(TODAY) == (None, None)


def test_facets_add_and_remove_fields() -> None:
    query = parse("boil company:eks")
    assert str(query.with_field("company", "Amazon EKS")) == 'boil company:eks company:"Amazon EKS"'
    assert str(query.with_field("theme", "a").with_field("theme", "b")) == "boil company:eks theme:a theme:b"
    assert query.with_field("company", "eks") == query
    both = query.with_field("company", "acme")
    assert both.fields("company") == ("eks", "acme")
    assert both.without_field("company", "EKS") == parse("boil company:acme")
    assert query.without_field("company", "eks").without_field("kind", "tip") == parse("boil")
    assert parse("a OR b").with_field("kind", "tip") == parse("(a OR b) kind:tip")
    assert parse("company:a OR b").fields("company") == ()
    assert parse("-company:a").fields("company") == ()
    with pytest.raises(ValueError, match="no field"):
        query.with_field("nonsense", "x")


def test_text_terms_are_what_to_highlight() -> None:
    query = parse('a -b (c OR "d e" company:x) -(f OR -g)')
    assert query.text_terms() == (Word("a"), Word("c"), Phrase("d e"))


def test_an_empty_query_asks_for_everything() -> None:
    assert parse(" ").is_empty
    assert parse("") == Query()
    assert not parse("a").is_empty


def test_the_fields_have_the_values_of_the_vocabulary() -> None:
    assert FIELDS["kind"] == tuple(Kind)
    assert FIELDS["status"] == tuple(Status)


def test_deep_nesting_and_long_text_are_bounded() -> None:
    assert parse("(" * 10_000 + "a" + ")" * 10_000).root == Word("a")
    nested = parse("a OR (b -(" * 200 + "c" + "))" * 200)
    assert parse(str(nested)) == nested
    pasted = parse("word " * 5_000 + " ".join(map(str, range(5_000))))
    assert pasted.notes == ("The query is too long; only its beginning is searched for.",)
    long = parse(" ".join(map(str, range(5_000))))
    assert 900 < len(str(long)) <= 1_000
    assert parse(str(long)) == long
    assert parse(str(long)).notes == ()


values = st.text(min_size=1, max_size=6).map(str.strip).filter(bool)
dates = st.sampled_from(["2021", "2021-06", "last summer", "2018..2020", "june 20, 2021"])
fields = (
    st.builds(Field, st.sampled_from(["company", "theme", "person", "id"]), values)
    | st.builds(Field, st.sampled_from(["since", "until", "on"]), dates)
    | st.sampled_from([Field(name, value) for name, known in FIELDS.items() for value in known or ()])
)
words = st.builds(Word, st.from_regex(r"[a-zäß終0-9][\w.'/-]{0,4}", fullmatch=True), st.booleans())
terms = fields | words | st.builds(Phrase, values)
nodes = st.recursive(
    terms,
    lambda inner: (
        st.builds(every, st.lists(inner, max_size=4))
        | st.builds(either, st.lists(inner, max_size=4))
        | st.builds(negated, inner)
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=300)
@given(nodes)
def test_a_query_is_read_as_it_prints(root: Node | None) -> None:
    assert parse(str(Query(root))) == Query(root)


words_and_signs = (
    'a b OR AND NOT or - -- ( ) " “ ” company: company:a company:b kind: kind:win,tip theme:a,b @ @x # #t '
    '#42 ! !win since: since:2021 is:starred foo:bar * wor* , \\ " \\" (a OR b) -( ))'
)
pieces = st.sampled_from([*words_and_signs.split(), " ", " ", " "]) | st.text(max_size=3)


@settings(deadline=None, max_examples=500)
@example("COMPANY:,”")
@given(st.text() | st.lists(pieces, max_size=16).map("".join) | st.lists(pieces, max_size=16).map(" ".join))
def test_any_text_is_a_query_that_prints_as_itself(text: str) -> None:
    query = parse(text)
    assert parse(str(query)) == query
    assert str(parse(str(query))) == str(query)
    for item in query.text_terms():
        assert item.text


@settings(deadline=None)
@given(nodes, fields)
def test_a_field_that_was_added_is_there_until_it_is_removed(root: Node | None, added: Field) -> None:
    query = Query(root).with_field(added.name, added.value)
    assert added.value in query.fields(added.name)
    assert added.value not in query.without_field(added.name, added.value).fields(added.name)


@pytest.mark.parametrize(
    "piece", ["(", ")", "-", '"', '\\"', "a ", "a:", "theme:a,", "(a OR ", "“", "*", "\\", "@", "-("]
)
def test_a_hostile_query_is_cut_short_and_read(piece: str) -> None:
    query = parse(piece * 100_000)
    assert len(str(query)) < 3_000


def test_importing_it_is_cheap() -> None:
    code = "import sys; import retro.query; retro.query.parse('a company:b'); print(*sys.modules)"
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
