"""Org files: which headings are entries, what of them is kept, and their markup as Markdown."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from retro.posts.importers.org_markup import inline_markdown, markdown_of
from tests.posts.importers.reading import entries, given, named, recognised, said, troubles

LOG = """\
#+TITLE: Work log
#+FILETAGS: :work:
#+TODO: MULL(m) | KEPT(k)
* Inbox :inbox:
** MULL [#A] Boil the *frog* slowly [1/3]   :trust:@eks:
   SCHEDULED: <2024-01-01 Mon>
   :PROPERTIES:
   :ID:       abc-1
   :CREATED:  [2023-03-07 Tue 01:26]
   :KIND:     mistake
   :COMPANY:  Amazon
   :END:
   :LOGBOOK:
   - State "KEPT" from "MULL" [2023-03-08 Wed 10:00]
   :END:
   In /milestones/.
*** Below :x:
    :PROPERTIES:
    :ID: of-the-heading-below
    :END:
    text
** DONE Ask twice
* 2023
** 2023-03-07 Tuesday
*** 10:15 Say no
    Early.
*** Say yes
* <2022-05-06 Fri> A day of its own
* COMMENT Not this
x
* Nor this :noexport:
x
"""


def test_a_log() -> None:
    file = given(LOG, "log.org")
    assert recognised(file) == "org"
    frog, ask, no, yes, day = entries(file)
    assert said(frog) == ("Boil the **frog** slowly", "In *milestones*.\n## Below\ntext", "2023-03-07 01:26")
    assert (frog.draft.themes, frog.mentions) == (("work", "inbox", "trust"), ("eks",))
    assert (frog.draft.kind, frog.draft.company) == ("mistake", "Amazon")
    assert (frog.key, frog.is_unique, frog.heading, frog.line) == ("org abc-1", True, "Inbox", 5)
    assert said(ask) == ("Ask twice", "", "")
    assert said(no) == ("Say no", "Early.", "2023-03-07 10:15")
    assert said(yes) == ("Say yes", "", "2023-03-07")
    assert (no.heading, no.draft.themes) == ("", ("work",))
    assert said(day) == ("A day of its own", "", "2022-05-06")
    assert troubles(file) == ["Left out as marked (COMMENT, noexport, ARCHIVE): 2."]


def test_a_file_of_one_note() -> None:
    text = (
        ":PROPERTIES:\n:ID: abc\n:END:\n#+title: Boil the frog\n#+date: [2023-03-07 Tue]\n"
        "First.\n* Why\nBecause.\n* How\n** Slowly\n"
    )
    [entry] = entries(given(text, "note.org"))
    assert said(entry) == ("Boil the frog", "First.\n## Why\nBecause.\n## How\n### Slowly", "2023-03-07")
    assert entry.key == "org abc"


def test_text_before_the_first_heading_makes_it_one_note_too() -> None:
    [entry] = entries(given("Just text\nand more\n* A heading\n", "note.org"))
    assert said(entry) == ("Just text", "and more\n## A heading", "")


def test_a_drawer_that_is_never_closed_is_text() -> None:
    first, second = entries(given("* One\n:NOTE:\nkept\n* Two\n:END:\n", "a.org"))
    assert first.draft.body == ":NOTE:\nkept"
    assert second.draft.body == ":END:"


def test_a_block_is_no_place_for_headings_drawers_and_stamps() -> None:
    text = "* One\nx\n#+begin_src org\n:PROPERTIES:\n,* no heading\n<2020-01-01>\n#+end_src\n"
    [entry] = entries(given(text, "a.org"))
    assert entry.draft.body == "x\n```org\n:PROPERTIES:\n* no heading\n<2020-01-01>\n```"


@pytest.mark.parametrize(
    ("org", "markdown"),
    [
        ("*bold* /italic/ =code= ~code~ +gone+ _under_", "**bold** *italic* `code` `code` ~~gone~~ *under*"),
        ("*bold /and italic/*", "**bold *and italic***"),
        ("=a`b= =*no*=", "``a`b`` `*no*`"),
        ("2*3*4, a_b_c, and/or, x = y = z", "2\\*3\\*4, a_b_c, and/or, x = y = z"),
        ("__init__ and `tick` and <tag> and a\\b", "\\_\\_init\\_\\_ and \\`tick\\` and \\<tag> and a\\\\b"),
        ("[[https://x.org][the *site*]]", "[the **site**](https://x.org)"),
        ("[[https://x.org/a_b_c]]", "<https://x.org/a_b_c>"),
        ("[[file:a b.png]] [[file:notes.org][notes]]", "![](a%20b.png) [notes](notes.org)"),
        ("[[*Some heading]]", "[Some heading](*Some%20heading)"),
        ("a note[fn:1] &amp; more", "a note[^1] \\&amp; more"),
        ("snake [not](a link)", "snake [not]\\(a link)"),
    ],
)
def test_markup(org: str, markdown: str) -> None:
    assert inline_markdown(org) == markdown


BLOCKS = """\
- one
  + nested
    1) deep
- [X] done
- term :: what it means
text after
#+begin_quote
Quoted /text/
#+end_quote
| a | *b* |
|---+-----|
| 1 |     |
#+begin_verse
roses
red
#+end_verse
: fixed
:  width
# a comment
#+caption: dropped
#+begin_example
*as it is*
#+end_example
-----
> no quotation
===
line\\\\
[fn:1] The *note*.
#+begin_comment
gone
#+end_comment
"""


def test_blocks() -> None:
    assert markdown_of(BLOCKS.split("\n")) == (
        "- one\n  - nested\n    1) deep\n- [x] done\n- **term** what it means\n\ntext after\n\n"
        "> Quoted *text*\n\n| a | **b** |\n| --- | --- |\n| 1 |  |\n\n> roses\\\n> red\n\n"
        "```\nfixed\n width\n```\n```\n*as it is*\n```\n---\n\\> no quotation\n\\===\nline\\\n"
        "[^1]: The **note**."
    )


def test_a_block_that_is_never_closed() -> None:
    assert (
        markdown_of(["before", "#+begin_src sh", "echo", "", "after"]) == "before\n```sh\n```\necho\n\nafter"
    )


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@drawn(st.lists(st.tuples(st.sampled_from("*/+"), words), min_size=1, max_size=6))
def test_emphasis_is_emphasis_in_markdown(parts: list[tuple[str, str]]) -> None:
    html = (
        MarkdownIt()
        .enable("strikethrough")
        .renderInline(inline_markdown(" ".join(f"{mark}{word}{mark}" for mark, word in parts)))
    )
    tags = {"*": "strong", "/": "em", "+": "s"}
    assert html == " ".join(f"<{tags[mark]}>{word}</{tags[mark]}>" for mark, word in parts)


@drawn(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=40))
def test_text_without_markup_looks_the_same_in_markdown(text: str) -> None:
    plain = "".join(" " if character in "*/_+=~[]\\" else character for character in text)
    plain = " ".join(plain.split())
    rendered = MarkdownIt().parseInline(inline_markdown(plain))[0].children or []
    assert "".join(token.content for token in rendered) == plain


@drawn(st.text(alphabet="*#+:|-[]<>=~/_ \nab1_\\EBD", max_size=80))
def test_no_text_is_too_much(text: str) -> None:
    entries(given(text, "a.org"), form=named("org"))


@drawn(st.lists(st.tuples(st.integers(1, 4), words), min_size=1, max_size=8))
def test_no_heading_is_lost(headings: list[tuple[int, str]]) -> None:
    text = "\n".join(f"{'*' * level} {word}x\ntext of {word}" for level, word in headings)
    found = "\n".join(f"{entry.draft.title}\n{entry.draft.body}" for entry in entries(given(text, "a.org")))
    for _, word in headings:
        assert f"{word}x" in found
        assert f"text of {word}" in found
