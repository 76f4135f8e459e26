"""Markdown as blocks, and blocks as Markdown."""

from hypothesis import given, settings
from hypothesis import strategies as st

from retro.posts.markdown import Block, BlockKind, markdown_of, plain_text, read_page


def only(text: str) -> Block:
    (block,) = read_page(text).blocks
    return block


def test_blocks_with_their_lines() -> None:
    page = read_page("# One\n\ntext\nmore\n\n- a\n- b\n\n> q\n", first_line=5)
    assert [(block.kind, block.line) for block in page.blocks] == [
        (BlockKind.HEADING, 5),
        (BlockKind.PARAGRAPH, 7),
        (BlockKind.BULLETS, 10),
        (BlockKind.QUOTE, 13),
    ]


def test_nested_items_stay_inside_their_parent() -> None:
    text = "- a\n  - b\n    1. c\n- d"
    block = only(text)
    assert [item.children[0].text for item in block.children] == ["a", "d"]
    assert markdown_of([block]) == "- a\n  - b\n    1. c\n- d"


def test_reference_links_are_written_out() -> None:
    text = "See [the note][n], [n] and ![a *b*][pic].\n\n[n]: /note 'My \"own\"'\n[pic]: <a b.png>\n"
    assert only(text).text == (
        'See [the note](/note "My \\"own\\""), [n](/note "My \\"own\\"") and ![a *b*](<a b.png>).'
    )


def test_references_in_code_and_without_a_definition_stay() -> None:
    assert only("`[n]` and [x]\n\n[n]: /u").text == "`[n]` and [x]"


def test_references_inside_links_and_nested_blocks() -> None:
    assert only("[![i][n]](/v)\n\n[n]: /u").text == "[![i](/u)](/v)"
    assert markdown_of(read_page("> - [n]\n\n[n]: /u").blocks) == "> - [n](/u)"


def test_footnotes_by_label() -> None:
    page = read_page("a[^1]\n\n[^1]: note [n]\n    more\n\n[n]: /u\n")
    assert page.footnotes == {"1": "note [n](/u)\nmore"}


def test_bold_beginnings() -> None:
    assert only("**Ask.** Then wait.").bold == "Ask."
    assert only("Not **bold** first").bold == ""
    assert only("__All *of* it__").bold == "All *of* it"


def test_plain_text_has_no_marks() -> None:
    assert plain_text("*a* `b_c` [d](e) &amp; \\* <i>f</i>\ng") == "a b_c d & * f g"


def test_code_quotes_and_tables_come_back_as_they_were() -> None:
    text = "```py\nx = 1\n```\n\n> a\n>\n> b\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n---\n\n    code"
    assert markdown_of(read_page(text).blocks) == text


def test_depth_is_bounded() -> None:
    for text in ("> " * 10_000 + "x", "- " * 10_000 + "x", "[" * 10_000, "*a " * 10_000):
        markdown_of(read_page(text).blocks)


@given(st.text(alphabet="ab *_`[]()#>-1.|~\n\\!^:&<", max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_written_without_a_crash(text: str) -> None:
    page = read_page(text)
    markdown_of(page.blocks)
    for block in page.blocks:
        assert block.line >= 1


@given(
    st.lists(st.text(alphabet="abc def", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=5)
)
@settings(max_examples=60, deadline=None)
def test_paragraphs_and_lists_read_the_same_again(texts: list[str]) -> None:
    words = [" ".join(text.split()) for text in texts]
    text = "\n\n".join(words) + "\n\n" + "\n".join(f"- {word}" for word in words)
    first = markdown_of(read_page(text).blocks)
    assert first == text
    assert markdown_of(read_page(first).blocks) == first
