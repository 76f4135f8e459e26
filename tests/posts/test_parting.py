"""Headings and paragraphs that Markdown does not tell apart."""

from hypothesis import given, settings
from hypothesis import strategies as st

from retro.posts.extraction.parting import parted
from retro.posts.markdown import BlockKind, read_page


def parts(text: str) -> list[tuple[str, str, int]]:
    return [
        (str(part.kind), part.text, part.line) for block in read_page(text).blocks for part in parted(block)
    ]


LONG = "The trucks came at six and the fog was so thick that the driver sang to be heard."


def test_html_headings_and_the_text_below_them() -> None:
    assert parts(f"<h4>The ramp</h4>\n{LONG}\n") == [("heading", "The ramp", 1), ("paragraph", LONG, 2)]
    assert parts('<h2 class="a">Fog</h2>\n<p>Soup.</p>\n<p>Tea.</p>\n') == [
        ("heading", "Fog", 1),
        ("paragraph", "Soup.", 2),
        ("paragraph", "Tea.", 3),
    ]


def test_other_html_stays_what_it_is() -> None:
    assert parts("<div>\n<h2>Fog</h2>\n</div>\n") == [("html", "<div>\n<h2>Fog</h2>\n</div>\n", 1)]
    assert parts("<h2>Fog</h2>\n<img src='x'>\n") == [("heading", "Fog", 1), ("html", "<img src='x'>\n", 2)]


def test_line_breaks_part_what_is_long() -> None:
    assert parts(f"{LONG}  \n{LONG}\\\n{LONG}") == [
        ("paragraph", LONG, 1),
        ("paragraph", LONG, 2),
        ("paragraph", LONG, 3),
    ]
    assert parts(f"{LONG}\n{LONG}") == [("paragraph", f"{LONG}\n{LONG}", 1)]
    assert parts("Mill Lane 4  \nby the river  \nNorthwind") == [
        ("paragraph", "Mill Lane 4  \nby the river  \nNorthwind", 1)
    ]


def test_a_bold_line_is_parted_from_what_follows_and_keeps_its_bold() -> None:
    (first, second) = (
        part for block in read_page(f"**Fog**  \n**Soup.** {LONG}").blocks for part in parted(block)
    )
    assert (first.text, first.bold, second.bold, second.line) == ("**Fog**", "Fog", "Soup.", 2)


_PIECES = st.sampled_from(
    ["<h3>", "</h3>", "<p>", "</p>", "  \n", "\\\n", "\n", "\n\n", "**", "fog ", LONG, "<div>", "é", "<h1 a>"]
)


@given(st.lists(_PIECES, max_size=20).map("".join))
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost_and_lines_go_up(text: str) -> None:
    for block in read_page(text).blocks:
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.HTML}:
            continue
        found = list(parted(block))
        joined = "".join(part.text for part in found)
        assert joined.count("fog") == block.text.count("fog")
        assert joined.count("trucks") == block.text.count("trucks")
        lines = [part.line for part in found]
        assert lines == sorted(lines)
        assert all(line <= block.line + block.text.count("\n") for line in lines)


def test_a_bold_line_after_a_symbol_is_a_bold_line() -> None:
    assert parts("✅ **What worked**") == [("paragraph", "**What worked**", 1)]
    assert parts("1 **What worked**") == [("paragraph", "1 **What worked**", 1)]
    assert parts("✅ **What worked** and why") == [("paragraph", "✅ **What worked** and why", 1)]
