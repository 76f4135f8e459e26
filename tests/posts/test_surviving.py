"""Markdown survives: out of a post into the journal, into a post of retro's, and into another journal."""

from pathlib import Path

import pytest

from retro.journal import Journal
from retro.model import Lesson
from retro.posts.composing import compose, compose_each
from retro.posts.finding import find_posts, read_posts
from retro.posts.importing import apply, plan
from retro.posts.writing import write_posts
from tests.posts.lessons import DAY

TITLE = "Always ask twice before you change what others depend on"

SURVIVES = {
    "fenced code with its language": "Look:\n\n```python {3}\ndef f():\n\n    return '|' # none\n```",
    "fences inside fences": "````md\n```\ninner\n```\n````",
    "tildes": "~~~\ncode\n~~~",
    "indented code": "Look:\n\n    first\n\n        second\n\nand on.",
    "inline code": "Run `` a `b` c `` and `| x |`.",
    "a table": "| a | b | c |\n| :--- | ---: | :---: |\n| 1 | `x\\|y` | p\\|q |",
    "nested lists": "- one\n  - two\n    1. three\n    2. four\n  - five\n- six",
    "a loose list": "1. one\n\n   more of one\n\n2. two\n\n   - inner",
    "a list that begins at five": "5. five\n6. six",
    "tasks": "- [ ] open\n- [x] done",
    "a list of code": "- first\n\n  ```sh\n  make\n  ```\n\n- second",
    "thirty levels": "\n".join(f"{'  ' * level}- level {level}" for level in range(28)),
    "quotations": "> quoted\n> on\n>\n> > inside\n>\n> - item",
    "a callout": "> [!note] A title\n> with words",
    "a block of HTML": "<details>\n<summary>More</summary>\n\nInner *text*\n\n</details>",
    "inline HTML": "press <kbd>ctrl</kbd> and H<sub>2</sub>O<br>\nnext",
    "a comment": "before\n\n<!-- a note to self -->\n\nafter",
    "math": "so $a_1 * b_1 = c$ and\n\n$$\na\n= b\n- c\n$$",
    "math in a list": "- so:\n\n  $$\n  x = y\n  $$",
    "a footnote": (
        "It is so[^1], or not[^long].\n\n[^1]: Said Ada.\n\n"
        "[^long]: Said Bo,\n    who knows.\n\n    - and a list"
    ),
    "a line break": "one  \ntwo\\\nthree",
    "a rule of stars": "above the words\n\nbelow",
    "links": "[a](https://example.org/x_(y) 'T'), <https://example.org>, ![i](https://example.org/i.png)",
    "a wikilink in prose": "see [[A note]] and [[x|y]]",
    "template braces": "write `{{ x }}` and {{ y }} and {% z %} and {{< w >}}",
    "emphasis": "*a* _b_ **c** __d__ ***e*** ~~f~~ snake_case * star",
    "entities": "&copy; &amp; &#123; a & b < c",
    "Japanese": "振り返りは、毎週やる。\n\n- 小さく始める\n- 続ける",
    "Arabic, right to left": "اسأل مرتين قبل أن تغيّر.\n\n- أولًا\n- ثانيًا\n\n> اقتباس",
    "Hebrew with marks of direction": "שאל \u200fפעמיים\u200e (twice) לפני.",
    "emoji and combining marks": "👩‍👩‍👧 e\u0301 ŝ 🇪🇺",
    "a definition list": "Term\n: Its meaning",
    "an attribute list": "A paragraph.\n{: .class}",
    "an abbreviation": "The API.\n\n*[API]: no shorter",
    "a heading in bold": "**Not a heading.** But bold.",
}


def imported(journal: Journal, *paths: Path) -> dict[str, Lesson]:
    apply(journal, plan(journal, read_posts(find_posts(paths))))
    found = journal.lessons.by_numbers(range(1, 1000))
    return {item.title: item for item in found if item.deleted_at is None}


def post_of(body: str, references: str = "") -> str:
    return (
        "---\ntitle: What I learned\ndate: 2021-03-04\n---\n\n## Lessons learned\n\n"
        f"### {TITLE}\n\n{body}\n\n### Never ship on a Friday\n\nIt ruins the weekend.\n\n{references}"
    )


@pytest.mark.parametrize("name", SURVIVES)
def test_what_an_author_typed_comes_in_goes_out_and_comes_in_again(
    journal: Journal, tmp_path: Path, name: str
) -> None:
    body = SURVIVES[name]
    (tmp_path / "post.md").write_text(post_of(body), encoding="utf-8")
    found = imported(journal, tmp_path / "post.md")
    assert set(found) == {TITLE, "Never ship on a Friday"}
    assert found[TITLE].body == body
    lessons = list(found.values())
    write_posts(journal, [compose(lessons, title="One", date=DAY)], tmp_path / "one")
    write_posts(journal, compose_each(lessons, today=DAY), tmp_path / "each")
    for folder in ("one", "each"):
        with Journal.open(tmp_path / f"{folder}.db") as other:
            assert imported(other, tmp_path / folder)[TITLE].body == body
    unchanged = list(plan(journal, read_posts(find_posts([tmp_path / "one", tmp_path / "each"]))))
    assert {str(row.state) for each in unchanged for row in each.rows} == {"unchanged"}


def test_a_lesson_takes_along_what_it_refers_to(journal: Journal, tmp_path: Path) -> None:
    references = (
        "[ask]: https://example.org/ask 'Ask'\n[graph]: graph.png\n[unused]: /x\n\n"
        "[^1]: Said [Ada][ask].[^2]\n\n[^2]: Who knows.\n\n[^3]: Not hers.\n"
    )
    post = tmp_path / "post.md"
    post.write_text(post_of("As [this][ask] says, [ask], with ![a graph][graph].[^1]", references))
    found = imported(journal, post)
    assert found[TITLE].body == (
        'As [this](https://example.org/ask "Ask") says, [ask](https://example.org/ask "Ask"),'
        " with ![a graph](graph.png).[^1]\n\n"
        '[^1]: Said [Ada](https://example.org/ask "Ask").[^2]\n\n[^2]: Who knows.'
    )
    assert found["Never ship on a Friday"].body == "It ruins the weekend."


def test_addresses_stay_as_they_were_typed(journal: Journal, tmp_path: Path) -> None:
    references = "[a]: https://example.org/Größe?q=a&b=%20\n[b]: <a b (c).png>\n"
    (tmp_path / "post.md").write_text(post_of("See [x][a] and ![y][b].", references), encoding="utf-8")
    body = imported(journal, tmp_path / "post.md")[TITLE].body
    assert body == "See [x](https://example.org/Größe?q=a&b=%20) and ![y](<a b (c).png>)."


def test_a_line_of_a_lesson_is_its_line_in_the_file(journal: Journal, tmp_path: Path) -> None:
    post = tmp_path / "_posts" / "2021-03-04-x.md"
    post.parent.mkdir()
    post.write_text(
        '---\ntitle: What I learned\n---\n\n{{< figure src="a.png"\n  alt="b" >}}\n\n{% highlight py %}\nx\n'
        f"{{% endhighlight %}}\n\n## Lessons learned\n\n### {TITLE}\n\nYes.\n"
    )
    source = imported(journal, post)[TITLE].source
    assert source is not None
    assert post.read_text().split("\n")[source.line - 1] == f"### {TITLE}"
