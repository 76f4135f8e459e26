"""Notes of Obsidian and Logseq, and what other generators put into Markdown, as plain Markdown."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.journal import Journal
from retro.model import Kind, LessonDraft
from retro.posts.document import read_post
from retro.posts.extraction import extract
from retro.posts.finding import find_posts, read_posts
from retro.posts.importing import plan
from retro.posts.reading.calls import without_calls
from retro.posts.reading.notes import lesson_tags, read_note, unlinked
from retro.posts.reading.prose_lines import prose_lines
from retro.posts.reading.sites import Generator, Sites


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("Using [[evergreen]] notes", "Using evergreen notes"),
        ("see [[Folder/A note|these words]]", "see these words"),
        ("see [[Folder/A note]] and [[A note.md]]", "see A note and A note"),
        ("see [[A note#A heading]] and [[#A heading]]", "see A note > A heading and A heading"),
        ("see [[A note#^a1b2|that block]] and [[A note^a1b2]]", "see that block and A note"),
        ("| a [[x\\|y]] |", "| a y |"),
        ("[[1]](https://example.org) and [[x]][1]", "[[1]](https://example.org) and [[x]][1]"),
        ("![[graph.png]] ![[graph.png|300x200]]", "![](graph.png) ![](graph.png)"),
        ("![[a graph.png|How it went]]", "![How it went](<a graph.png>)"),
        ("[[paper.pdf]] and ![[talk.mp4]]", "[paper.pdf](paper.pdf) and [talk.mp4](talk.mp4)"),
        ("![[Daily.base]]", ""),
        ("![[Another note]]", "Another note"),
        ("A thought. ^a1b2-c3", "A thought."),
        ("^a1b2", ""),
        ("2^10 and x^2", "2^10 and x^2"),
        ("seen %%not seen%% seen", "seen  seen"),
        ("100%% sure", "100%% sure"),
        ("`[[code]]` and `%%` and `#tag`", "`[[code]]` and `%%` and `#tag`"),
        ("rating:: 7", ""),
        ("**Rating**:: 7", ""),
        ("- with [[Ada Moss]]:: 3", "- with Ada Moss:: 3"),
        ("a day with [mood:: quiet] in it (rain:: none)", "a day with quiet in it none"),
        ("lesson:: ask twice", "Lesson: ask twice"),
        ("idea:: this is a whole sentence, not a field", "Idea: this is a whole sentence, not a field"),
        ("C::D and std::string", "C::D and std::string"),
        ("#trust #leadership/hiring", ""),
        ("- tags: #trust, #team", ""),
        ("a word about #trust", "a word about #trust"),
        ("#1 and #2", "#1 and #2"),
    ],
)
def test_what_obsidian_understands_reads_as_text(written: str, reads: str) -> None:
    assert read_note(written, Generator.OBSIDIAN).text == reads


def test_comments_go_whatever_is_in_them() -> None:
    note = read_note(
        "before %% hidden\n\n## hidden\n\n```\n%%\n```\n%% after\n\n%%\nnever seen\n", Generator.OBSIDIAN
    )
    assert note.text == "before \n\n\n\n\n\n\n after\n\n\n\n"
    code = "```\n%% not a comment %%\n```\n"
    assert read_note(code, Generator.OBSIDIAN).text == code


def test_fields_and_tags_of_a_note_are_the_posts() -> None:
    document = read_post(
        "company:: [[Amazon EKS|EKS]]\ndate:: 2021-03-04\n#trust #team/health\n\n"
        "Text with [status:: draft].\n",
        "notes/x.md",
        generator=Generator.OBSIDIAN,
    )
    assert (document.company, str(document.written), document.tags) == (
        "Amazon EKS",
        "2021-03-04",
        ("trust", "team/health"),
    )
    assert document.is_draft
    assert document.body == "\n\n\n\nText with draft.\n"


def test_properties_are_read_without_their_brackets() -> None:
    document = read_post(
        '---\ncategories:\n  - "[[Posts]]"\nauthor:\n  - "[[Ada Moss]]"\n  - "[[Folder/Bo|B.]]"\n'
        "aliases: [y]\ntags:\n  - trust\ncreated: 2021-03-04T10:00:00\n---\nText\n",
        "x.md",
    )
    assert document.generator is Generator.OBSIDIAN
    assert (document.author, document.category, document.tags) == ("Ada Moss, Bo", "Posts", ("trust",))
    assert str(document.written) == "2021-03-04"
    assert unlinked("[[A|b]] and [[C]]") == "A and C"


def lessons_of(
    text: str, path: str = "Notes/x.md", generator: Generator | None = None
) -> dict[str, LessonDraft]:
    document = read_post(text, path, generator=generator)
    return {item.draft.title: item.draft for item in extract(document)}


def test_callouts_are_what_they_say() -> None:
    found = lessons_of(
        "> [!tip] Write it down\n> And read it aloud.\n\n"
        "> [!success]- We shipped every week\n\n"
        "> [!failure]\n> Nobody asked the people who use it. We guessed.\n\n"
        "> [!LESSON]+\n> Never ship on a Friday.\n>\n> - it ruins the weekend\n\n"
        "> [!note] Where the files are\n> In the folder.\n\n"
        "> [!quote] Ada Moss\n> Slow is smooth, and smooth is fast.\n\n"
        "%%\n> [!tip] A tip that nobody may see\n%%\n",
        generator=Generator.OBSIDIAN,
    )
    assert {title: (draft.kind, draft.body) for title, draft in found.items()} == {
        "Write it down": (Kind.TIP, "And read it aloud."),
        "We shipped every week": (Kind.WIN, ""),
        "Nobody asked the people who use it.": (Kind.MISTAKE, "We guessed."),
        "Never ship on a Friday.": (Kind.LESSON, "- it ruins the weekend"),
        "Ada Moss": (Kind.QUOTE, "Slow is smooth, and smooth is fast."),
    }


def test_a_lesson_of_a_note_has_its_own_tags() -> None:
    found = lessons_of(
        "#leadership\n\nWhat I learned this week:\n\n"
        "- Always ask twice before you change what #others depend on. #trust #team/health\n"
        "- Ship the smallest thing that somebody would miss.\n",
        generator=Generator.OBSIDIAN,
    )
    assert {title: draft.themes for title, draft in found.items()} == {
        "Always ask twice before you change what #others depend on.": (
            "others", "trust", "team/health", "leadership",
        ),
        "Ship the smallest thing that somebody would miss.": ("leadership",),
    }  # fmt: skip


def test_tags_at_the_end_of_a_line_leave_the_words() -> None:
    assert lesson_tags("Boil the #frog slowly #change #a/b\n`#code` end #1") == (
        "Boil the #frog slowly\n`#code` end #1",
        ("frog", "change", "a/b"),
    )
    assert lesson_tags("#all #of #it") == ("#all #of #it", ("all", "of", "it"))
    assert lesson_tags("a colour #ff00aa and C# and a#b") == ("a colour #ff00aa and C# and a#b", ())


def test_a_vault_with_images_and_daily_notes(journal: Journal, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    for name, text in {
        ".obsidian/app.json": "{}",
        "Templates/Note.md": "---\ncreated: {{date}}\n---\n> [!tip] Not a lesson, a template of one\n",
        "Daily/2021-03-04.md": (
            "> [!tip] Draw it first\n> ![[Graph.png|300]] and ![[other/graph.png]] ![[gone.png]]\n"
        ),
        "Files/graph.png": "x",
        "other/graph.png": "x",
        "Files/other.md": "x",
    }.items():
        (vault / name).parent.mkdir(parents=True, exist_ok=True)
        (vault / name).write_text(text)
    plans = {Path(each.path).stem: each for each in plan(journal, read_posts(find_posts([vault])))}
    [row] = plans["2021-03-04"].rows
    assert (row.draft.title, str(row.draft.happened)) == ("Draw it first", "2021-03-04")
    assert row.draft.body == "![](../Files/graph.png) and ![](../other/graph.png) ![](gone.png)"
    assert plans["Note"].rows == ()
    assert plans["Note"].notes == (
        f"{vault / 'Templates/Note.md'}: it is a template that posts are made of; nothing was read from it.",
    )


def test_attachments_are_found_as_obsidian_finds_them(tmp_path: Path) -> None:
    vault = tmp_path.resolve() / "vault"
    for name in (".obsidian/x.png", "a/x.png", "a/b/x.png", "x.png", "a/only.png", "a/b/note.md"):
        (vault / name).parent.mkdir(parents=True, exist_ok=True)
        (vault / name).write_text("x")
    (vault / "a" / "out.png").symlink_to(tmp_path / "elsewhere.png")
    sites = Sites()
    note = str(vault / "a" / "b" / "note.md")
    assert sites.locate(note, "X.png") == "x.png"
    assert sites.locate(note, "a/x.png") == "../x.png"
    assert sites.locate(str(vault / "note.md"), "x.png") == "x.png"
    assert sites.locate(str(vault / "c" / "note.md"), "only.png") == "../a/only.png"
    for name in ("out.png", "../vault/x.png", "none.png", ""):
        assert sites.locate(note, name) is None
    assert Sites().locate("/nowhere/note.md", "x.png") is None


def test_logseq() -> None:
    text = (
        "type:: weekly\ntags:: trust, team\n\n- What I learned this week:\n"
        "  id:: 6421a7a5-0000-4000-8000-000000000000\n  collapsed:: true\n"
        "\t- DONE [#A] Always ask twice before you change what others depend on. #[[team health]]\n"
        "\t  :LOGBOOK:\n\t  CLOCK: [2021-03-04]\n\t  :END:\n"
        "\t- Never ship on a Friday ((6421a7a5-0000-4000-8000-000000000000)) {{embed [[x]]}}\n"
    )
    document = read_post(text, "graph/journals/2021_03_04.md")
    assert document.generator is Generator.LOGSEQ
    assert (str(document.written), document.tags) == ("2021-03-04", ("trust", "team"))
    assert "::" not in document.body
    assert "CLOCK" not in document.body
    assert "\t- Always ask twice before you change what others depend on. #team-health" in document.body
    assert "\t- Never ship on a Friday" in document.body
    assert "((" not in document.body


def test_in_a_folder_of_plain_notes_only_lines_of_tags_are_taken() -> None:
    document = read_post("# Title\n\n#trust #team\n\n#Heading\n\nSee [[x]] %%and%% a:: b\n", "x.md")
    assert document.generator is Generator.OBSIDIAN  # a wikilink, and no front matter
    plain = read_post("# Title\n\n#trust #team\n\n#Heading\n\n%%and%%\na:: b\n", "x.md")
    assert (plain.generator, plain.tags) == (None, ("trust", "team"))
    assert plain.body == "# Title\n\n\n\n#Heading\n\n%%and%%\na:: b\n"
    post = "---\ntitle: x\n---\n#trust #team\n[[ -f x ]] and [[bin]] %%x%%\n"
    assert read_post(post, "x.md").body == "#trust #team\n[[ -f x ]] and [[bin]] %%x%%\n"


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("{% highlight ruby linenos %}\n# no heading\n{% endhighlight %}", "```ruby\n# no heading\n```"),
        ("{{< highlight go >}}\nx := 1\n{{< /highlight >}}", "```go\nx := 1\n```"),
        ("{% codeblock A title lang:js %}\n```\n{% endcodeblock %}", "````js\n```\n````"),
        ("{% highlight ruby %}\nnever ended", "{% highlight ruby %}\nnever ended"),
        ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ('{{< figure src="a.png" alt="A graph" >}}', "![A graph](a.png)"),
        ('{{<img src="a b.png" alt="A [x]"\n  caption="y">}}', "![A (x)](<a b.png>)\n"),
        ("{{% figure src='a.png' title='T' %}}", "![T](a.png)"),
        ("{% asset_img left a.png 100 50 A title %}", "![A title](a.png)"),
        ("{% image \"a/b.png\" 'Words' %}", "![Words](a/b.png)"),
        ("{{< figure class=x >}}", "{{< figure class=x >}}"),
        ("![x]({{ site.baseurl }}/i/a.png)", "![x](/i/a.png)"),
        ("![x]({{ '/i/a.png' | relative_url }})", "![x](/i/a.png)"),
        ('[x]({{< relref "other.md" >}})', "[x](other.md)"),
        ("{{< youtube abc >}} and {% custom %}", "{{< youtube abc >}} and {% custom %}"),
        ('```\n{{< figure src="a.png" >}}\n```', '```\n{{< figure src="a.png" >}}\n```'),
    ],
)
def test_calls_of_generators_become_markdown(written: str, reads: str) -> None:
    assert without_calls(written) == reads


def test_code_between_calls_is_no_prose() -> None:
    found = lessons_of(
        "---\ntitle: What I learned\n---\n\n## Lessons learned\n\n{% highlight yaml %}\n"
        "- Always ask twice before you change what others depend on.\n{% endhighlight %}\n\n"
        "- Never ship on a Friday, for it ruins the weekend.\n",
        "_posts/2021-03-04-x.md",
    )
    assert list(found) == ["Never ship on a Friday, for it ruins the weekend."]


_MARKS = (
    "[[ ]] ![[ | # ^ %% :: ` ``` $$ x a.png key tag {% %} {{< >}} highlight endhighlight raw figure"
    " {{ }} TODO"
).split()
_pieces = st.sampled_from([*_MARKS, " ", "\n", "- ", "> ", "src=", '"', "(", ")"])
_texts = st.lists(st.one_of(_pieces, st.text(max_size=4)), max_size=40).map("".join)


@given(_texts, st.sampled_from([Generator.OBSIDIAN, Generator.LOGSEQ, None]))
@settings(max_examples=300)
def test_a_note_keeps_its_lines_and_its_code(text: str, taker: Generator | None) -> None:
    note = read_note(text, taker, lambda name: f"files/{name}")
    assert note.text.count("\n") == text.count("\n")
    if "%%" not in text:
        lines = text.split("\n")
        kept = note.text.split("\n")
        assert all(
            prose or line == same for prose, line, same in zip(prose_lines(lines), lines, kept, strict=True)
        )
    assert read_note("plain words\n\nand more", taker).text == "plain words\n\nand more"


@given(_texts)
@settings(max_examples=300)
def test_calls_keep_the_number_of_lines(text: str) -> None:
    assert without_calls(text).count("\n") == text.count("\n")


@given(_texts)
def test_lesson_tags_only_take_words_from_the_ends_of_lines(text: str) -> None:
    left, tags = lesson_tags(text)
    assert left.count("\n") == text.count("\n")
    assert all(line.startswith(kept) for line, kept in zip(text.split("\n"), left.split("\n"), strict=True))
    assert all(tag in text for tag in tags)
