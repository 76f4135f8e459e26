"""No post takes more than linear time, however it is written.

Calls of functions are counted, not seconds: four times the text may take five times the calls. What happens
inside one call (a pattern) is held by a generous limit in seconds.
"""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from retro.posts.document import LARGEST_POST, MOST_LINES, read_post
from retro.posts.extraction import document_companies, extract
from retro.posts.finding import find_posts, read_posts
from retro.posts.markdown import markdown_of, read_page
from retro.posts.told import read_lessons

SHAPES: dict[str, Callable[[int], str]] = {
    "nested quotations": lambda n: "> " * n + "x",
    "quotation with lazy lines": lambda n: ">" * 30 + " x\n" + "y\n" * (n // 2),
    "list with lazy lines": lambda n: "- " * 25 + "x\n" + "y\n" * (n // 2),
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
    "nested HTML": lambda n: "<div>" * (n // 5),
    "nested HTML on lines": lambda n: "<div>\n" * (n // 6),
    "nested emphasis": lambda n: "*_" * (n // 2) + "x" + "_*" * (n // 2),
    "formulas": lambda n: "$$\na\n" * (n // 5),
    "open formulas": lambda n: "$$ a\n\n" * (n // 6),
    "formulas in one paragraph": lambda n: "x\n" + "$$ a\n" * (n // 5),
    "notes in notes": lambda n: "[^1]: " * (n // 6) + "x",
    "callouts": lambda n: "> [!tip] x\n\n" * (n // 12),
    "wikilinks": lambda n: "![[x]] " + "[[" * (n // 2),
    "wikilinks that end": lambda n: "![[x]] " + "[[a|b]] " * (n // 8),
    "embeds": lambda n: "![[" * (n // 3),
    "comments of notes": lambda n: "![[x]] " + "%% a " * (n // 5),
    "comments on lines": lambda n: "![[x]]\n" + "%%\n" * (n // 3),
    "fields": lambda n: "![[x]]\n" + "a:: b\n" * (n // 6),
    "inline fields": lambda n: "![[x]] " + "[a:: " * (n // 5),
    "colons": lambda n: "![[x]]\n" + "a" * (n // 2) + ":" * (n // 2),
    "tags": lambda n: "![[x]] " + "#a " * (n // 3) + "x",
    "tags with commas": lambda n: "![[x]]\n" + "#a," * (n // 3) + " x",
    "number signs": lambda n: "![[x]] " + "#" * n,
    "carets": lambda n: "![[x]] " + " ^" * (n // 2),
    "calls": lambda n: "{% highlight x %}\n" * (n // 18),
    "calls that end": lambda n: "{% highlight x %}\ny\n{% endhighlight %}\n" * (n // 40),
    "figures": lambda n: '{{< figure src="' * (n // 16),
    "one long figure": lambda n: "{{< figure " + "a" * n,
    "images with words": lambda n: "![" + "[a]" * (n // 3) + "](x.png)",
    "braces": lambda n: "{" * n,
    "line breaks": lambda n: "word word  \n" * (n // 12),
    "line breaks without words": lambda n: "x\\\n" * (n // 3),
    "HTML headings": lambda n: "<h1>x</h1>\n" * (n // 11),
    "HTML paragraphs": lambda n: "<p>x</p>" * (n // 8),
    "list in one line": lambda n: "- " * (n // 2) + "x",
    "wide table": lambda n: "|a" * (n // 4) + "\n" + "|-" * (n // 4) + "\n" + "|\n" * (n // 4),
    "tight list": lambda n: "- x\n" * (n // 4),
    "points of one paragraph": lambda n: "".join(f"Second, I learned {i}. " for i in range(n // 24)),
    "dates": lambda n: "by a, " * (n // 6),
    "points in paragraphs": lambda n: (
        "# What I learned\n\n"
        + "".join(
            f"Never bake on day {i}. It rained and we sold no more than two loaves.\n\n"
            for i in range(n // 72)
        )
    ),
    "coined names": lambda n: (
        "# What I learned\n\nMy mistake was at " + "".join(f"Acme{i} and at " for i in range(n // 15))
    ),
    "questions": lambda n: (
        "# What I learned\n\n" + "**What did you get wrong?**\n\nThe yeast.\n\n" * (n // 44)
    ),
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
    for mark in (
        "- ",
        "> ",
        "1. ",
        "> - ",
        "[",
        "![[",
        "<div>",
        "<b>",
        "*",
        "**",
        "[^1]: ",
        "> [!tip] ",
        "{{",
    ):
        extract(read_post(mark * 10_000 + "x", "x.md"))
    nested = "".join("  " * level + "- x\n" for level in range(300))
    extract(read_post(nested, "x.md"))


def test_what_lies_too_deep_for_blocks_is_kept_as_text() -> None:
    for mark in ("- ", "> ", "1. "):
        [block] = read_page(mark * 500 + "the last word").blocks
        assert "the last word" in markdown_of([block])


@pytest.mark.parametrize(
    "text",
    [
        "+++\nn = " + "9" * 10_000 + "\n+++\nBody",
        "+++\n" + "[a]\n" * 10_000 + "+++\nBody",
        "+++\na = " + "{b=" * 10_000 + "\n+++\nBody",
        '{"a": ' + "9" * 10_000 + "}\nBody",
        '{"a": ' + "[" * 10_000 + "\nBody",
        "---json\n" + '{"a":' * 5_000 + "\n---\nBody",
        '"a": ' + "[" * 5_000 + "\n;;;\nBody",
        "---\na: &a [" + "*a, " * 5_000 + "]\n---\nBody",
        "---\n" + "? " * 20_000 + "\n---\nBody",
        "---\n!!python/object/apply:os.system ['true']\n---\nBody",
        "title: x\n" + "a: b\n" * 50_000,
        "title: x\n" + " y\n" * 50_000,
        "<!--\n" + ".. a: b\n" * 50_000,
        ".. a: b\n" * 50_000,
        "% x\n" * 50_000,
        "---\n" * 50_000,
        "\n" * 100_000 + "---\ntitle: x\n---\nBody",
    ],
    ids=lambda text: text[:12],
)
def test_no_head_of_a_post_crashes_or_takes_over_what_is_below(text: str) -> None:
    document = read_post(text, "x.md")
    assert all(problem.endswith(".") and "\n" not in problem for problem in document.problems)
    assert len(json.dumps(dict(document.front_matter))) < 1_000_000
    extract(document)


def test_names_and_folders_are_only_read(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "loop").symlink_to(tmp_path)
    (folder / "self.md").symlink_to(folder / "self.md")
    (folder / "gone.md").symlink_to(tmp_path / "nowhere.md")
    (folder / "out.md").symlink_to("/etc/hostname")
    (folder / "pipe.md").mkdir()
    (folder / "x..%2f..%2fx.md").write_text("---\nslug: ../../../x\n---\nText")
    (folder / "new\nline.md").write_text("Text")
    (folder / "x.meta").mkdir()
    (folder / "x.md").write_text("Text")
    for name in (".obsidian", "_config.yml"):
        (folder / name).symlink_to(folder / name)
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    read = list(read_posts(find_posts([tmp_path])))
    assert {Path(file.path).name for file in read if not file.problem} == {
        "x..%2f..%2fx.md", "new\nline.md", "x.md",
    }  # fmt: skip
    for file in read:
        if not file.problem:
            assert read_lessons(file).problems == ()
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before


def test_a_line_of_a_hundred_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    large = tmp_path / "large.md"
    with large.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    [read] = read_posts([str(large)])
    assert read.content == b""
    assert read.problem == f"{large} is larger than 16 MiB; it was left out."
    [piped] = read_posts(["-"], io.BytesIO(b"x" * (17 * 1024 * 1024)))
    assert piped.problem == "- is larger than 16 MiB; it was left out."


def test_a_long_line_without_end_is_read_in_part() -> None:
    document = read_post("word " * (LARGEST_POST // 4), "x.md")
    assert len(document.body) <= LARGEST_POST
    assert document.problems
    extract(document)


def test_of_many_short_lines_the_first_are_read() -> None:
    last = f"line {MOST_LINES}"
    document = read_post("x\n" * (MOST_LINES - 1) + last + "\nI learned it.\n", "x.md")
    assert document.body.endswith(f"{last}\n")
    assert document.problems == ("Only the first 100,000 lines were read; the post has more.",)
    assert read_post("x\n" * MOST_LINES, "x.md").problems == ()


@pytest.mark.parametrize("shape", ["[", "|", "\n- ", "x\\\n"])
def test_ten_megabytes_of_one_shape_are_told_and_read_in_part(shape: str, tmp_path: Path) -> None:
    """A list of a million items takes a minute, as many lines as are read a few seconds."""
    path = tmp_path / "x.md"
    path.write_text(shape * (10 * 1024 * 1024 // len(shape)), encoding="utf-8")
    [file] = read_posts([str(path)])
    document = read_post(file.content, file.path)
    assert any(problem.startswith("Only the first") for problem in document.problems)
    assert extract(document) == ()
