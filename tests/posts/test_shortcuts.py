"""What is looked for first because it is cheap to find misses nothing of what it stands for."""

from hypothesis import given, settings
from hypothesis import strategies as st

from retro.posts import portable
from retro.posts.checks import capitals
from retro.posts.redacting import passages as private
from retro.posts.redacting.leaks import Guard
from retro.posts.redacting.reading import read, text_read

_PIECES = [
    "{",
    "{{",
    "}}",
    "{ {",
    "private",
    "privat",
    "privte:",
    ":",
    "/private",
    "&#123;",
    "&#x7b;",
    "&amp;#123;",
    "&",
    "%7B",
    "%257b",
    "%",
    "\\{",
    "\\u007b",
    "\\x7B",
    "\\",
    "｛",
    "﹛",
    "a",
    "é",
    "’",
    "\u200b",
    "\u2028",
    "\t",
    "\n",
    " ",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "Ada",
    "É",
    "Dr.",
    "@",
    "`",
    "``",
    "|",
    "~",
    "~~",
    "$",
    "$$",
    "[^",
    "](",
    "](<",
    ">",
    "http://",
    "xhttps://",
    "ftp://x",
    "www.",
    "www.x",
    "f@y.io",
    "&#0",
    "https://é.x/",
]
_TEXTS = st.lists(st.sampled_from(_PIECES) | st.characters(), max_size=24).map("".join)


@given(_TEXTS)
@settings(max_examples=300)
def test_a_text_is_read_the_same_without_its_places(text: str) -> None:
    assert text_read(text) == read(text).text


@given(_TEXTS, st.integers(0, 2))
@settings(max_examples=300)
def test_no_private_passage_is_missed(text: str, opened: int) -> None:
    found = list(private._found(text, opened if "}}" in text else 0))
    assert private.passages(text, opened) == tuple(passage for passage, _ in found)
    unopened = list(private._found(text, 0))
    assert private.left_open(text) == (unopened[-1][1] if unopened else 0)


@given(_TEXTS)
@settings(max_examples=300)
def test_no_piece_of_markup_is_missed(text: str) -> None:
    found = [(match.span(), match.lastgroup) for match in portable._pieces(text)]
    assert found == [(match.span(), match.lastgroup) for match in portable._PIECE.finditer(text)]


@given(
    st.lists(st.sampled_from(["Ada", "É", "-", "’", "'s", " ", "van ", "\n", "x", ".", "@", "Dr. "])).map(
        "".join
    )
)
@settings(max_examples=300)
def test_words_with_capitals_begin_where_no_word_goes_on(text: str) -> None:
    for run in capitals.runs(text):
        start = run.words[0].start
        assert not start or not (text[start - 1].isalnum() or text[start - 1] in "_.@#/'’&-")


@given(_TEXTS)
@settings(max_examples=200)
def test_a_guard_misses_no_opening_of_a_private_passage(text: str) -> None:
    class Looking(Guard):
        def _may_be_in(self, _text: str) -> bool:
            return True

    content = text.encode("utf-8", "replace")
    assert Guard(()).leaks({"a.md": content}) == Looking(()).leaks({"a.md": content})
