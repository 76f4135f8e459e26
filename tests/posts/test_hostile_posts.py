"""No post takes more than linear time, however it is written.

Calls of functions are counted, not seconds: four times the text may take five times the calls. What happens
inside one call (a pattern) is held by a generous limit in seconds.
"""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from retro.posts.document import read_post
from retro.posts.extraction import document_companies, extract

SHAPES: dict[str, Callable[[int], str]] = {
    "nested quotations": lambda n: "> " * n + "x",
    "quotation with lazy lines": lambda n: ">" * 30 + " x\n" + "y\n" * (n // 2),
    "open brackets": lambda n: "[" * n,
    "images": lambda n: "![" * (n // 2),
    "half links": lambda n: "[a](" * (n // 4),
    "asterisks": lambda n: "*" * n,
    "mixed emphasis": lambda n: "a**b_c*" * (n // 7),
    "ampersands": lambda n: "&" * n,
    "angle brackets": lambda n: "<" * n,
    "comments": lambda n: "a <!-- " * (n // 7),
    "backslashes": lambda n: "\\" * n,
    "backticks": lambda n: "".join("`" * (i % 20 + 1) + " " for i in range(n // 11)),
    "one long line": lambda n: "word " * (n // 5),
    "deep list": lambda n: "- " * n + "x",
    "long list": lambda n: "- an item of text\n" * (n // 18),
    "numbered list": lambda n: "".join(f"{i}. x\n" for i in range(n // 7)),
    "references": lambda n: "[a]: b\n" * (n // 14) + "\n" + "[a] " * (n // 8),
    "footnotes": lambda n: (
        "".join(f"I learned it[^{i}]. " for i in range(n // 40))
        + "".join(f"\n\n[^{i}]: b" for i in range(n // 40))
    ),
    "headings": lambda n: "".join(f"{'#' * (i % 6 + 1)} Never do it {i}\n\ntext\n\n" for i in range(n // 26)),
    "companies": lambda n: "# Acme Corp\n\nI joined Acme.\n\n" * (n // 30),
    "table": lambda n: "|a|b|\n|-|-|\n" + "|1|2|\n" * (n // 6),
    "digits": lambda n: "from " + "1" * n + " to 2",
    "capitals": lambda n: "at " + "A" * n,
    "names": lambda n: "I joined Acme " * (n // 14),
    "numbers": lambda n: "from 1 to " * (n // 10),
    "mistakes": lambda n: "I made a mistake. " * (n // 18),
    "adverbs": lambda n: "my " + "very " * (n // 5),
    "question marks": lambda n: "?" * n,
    "white space": lambda n: "a" + " " * n + "b",
    "blank lines": lambda n: "\n" * n,
}


def _calls(text: str) -> int:
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        extract(read_post(text, "x.md"))
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_calls_grow_with_the_text(shape: str) -> None:
    make = SHAPES[shape]
    extract(read_post("# x\n\n- y\n", "x.md"))
    small, large = _calls(make(4_000)), _calls(make(16_000))
    assert large <= 5 * small + 2_000


@pytest.mark.parametrize("shape", SHAPES)
def test_a_long_post_of_one_shape_is_read_to_its_end(shape: str) -> None:
    """Sixty kilobytes: what is not linear does not come back from this."""
    document = read_post(SHAPES[shape](60_000), "x.md")
    document_companies(document)
    assert all(candidate.draft.title for candidate in extract(document))


def test_ten_thousand_levels_are_no_recursion() -> None:
    for mark in ("- ", "> ", "1. ", "> - "):
        extract(read_post(mark * 10_000 + "x", "x.md"))
    nested = "".join("  " * level + "- x\n" for level in range(300))
    extract(read_post(nested, "x.md"))
