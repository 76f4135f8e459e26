"""Posts as each generator has them: what they were written for, and their fields."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.posts.document import PostDocument, read_post
from retro.posts.finding import find_posts, read_posts
from retro.posts.front_matter import read_front_matter
from retro.posts.reading.headers import key_lines, read_header
from retro.posts.reading.sites import Generator, Sites
from retro.posts.told import read_lessons

TITLE = "Ten: quiet weeks"

# Each with the path it lies at in its site, and what its author wrote.
POSTS: dict[str, tuple[Generator | None, str, str]] = {
    "Jekyll": (
        Generator.JEKYLL,
        "_posts/2021-03-04-ten-quiet-weeks.md",
        """---
layout: post
title: "Ten: quiet weeks"
author: Ada Moss
categories: work rest
tags: focus rest
---
""",
    ),
    "Hugo in YAML": (
        Generator.HUGO,
        "content/posts/ten-quiet-weeks.md",
        """---
title: 'Ten: quiet weeks'
date: 2021-03-04T10:00:00+01:00
authors: [Ada Moss]
categories: [work]
tags: [focus, rest]
draft: false
---
""",
    ),
    "Hugo in TOML": (
        Generator.HUGO,
        "content/posts/ten-quiet-weeks/index.md",
        """+++
title = 'Ten: quiet weeks'
date = 2021-03-04T10:00:00Z
author = 'Ada Moss'
categories = ['work']
tags = ['focus', 'rest']
+++
""",
    ),
    "Hugo in JSON": (
        None,
        "content/posts/ten-quiet-weeks.md",
        """{
"title": "Ten: quiet weeks", "date": "2021-03-04", "author": "Ada Moss",
"categories": ["work"], "tags": ["focus", "rest"]
}
""",
    ),
    "Zola": (
        Generator.ZOLA,
        "content/blog/2021-03-04-ten-quiet-weeks.md",
        """+++
title = 'Ten: quiet weeks'
[taxonomies]
tags = ['focus', 'rest']
categories = ['work']
[extra]
author = 'Ada Moss'
+++
""",
    ),
    "Eleventy": (
        Generator.ELEVENTY,
        "posts/2021-03-04-ten-quiet-weeks.md",
        """---json
{"title": "Ten: quiet weeks", "layout": "post.njk", "author": {"name": "Ada Moss"},
"category": "work", "tags": ["focus", "rest"]}
---
""",
    ),
    "Hexo without its first fence": (
        Generator.HEXO,
        "source/_posts/ten-quiet-weeks.md",
        """title: "Ten: quiet weeks"
date: 2021/3/4 20:46:25
author: Ada Moss
categories:
- [work, office]
tags:
- focus
- rest
---
""",
    ),
    "Hexo in JSON": (
        Generator.HEXO,
        "source/_posts/ten-quiet-weeks.md",
        """"title": "Ten: quiet weeks",
"date": "2021/3/4 13:46:25",
"author": "Ada Moss",
"categories": ["work"],
"tags": ["focus", "rest"],
;;;
""",
    ),
    "Pelican": (
        Generator.PELICAN,
        "content/ten-quiet-weeks.md",
        """Title: Ten: quiet weeks
Date: 2021-03-04 10:20
Category: work
Tags: focus, rest
Author: Ada Moss
Summary: A number sign # is
    no comment

""",
    ),
    "Pelican with semicolons": (
        Generator.PELICAN,
        "content/ten-quiet-weeks.md",
        """Title: Ten: quiet weeks
Date: 2021-03-04
Category: work
Tags: focus; rest
Authors: Ada Moss

""",
    ),
    "Nikola": (
        Generator.NIKOLA,
        "posts/ten-quiet-weeks.md",
        """<!--
.. title: Ten: quiet weeks
.. slug: ten-quiet-weeks
.. date: 2021-03-04 10:00:00 UTC+01:00
.. tags: focus, rest
.. category: work
.. author: Ada Moss
-->
""",
    ),
    "Nikola without HTML": (
        Generator.NIKOLA,
        "posts/ten-quiet-weeks.md",
        """.. title: Ten: quiet weeks
.. date: 2021-03-04
.. tags: focus, rest
.. category: work
.. author: Ada Moss
""",
    ),
    "Wyam": (
        Generator.WYAM,
        "input/posts/ten-quiet-weeks.md",
        """Title: 'Ten: quiet weeks'
Published: 3/4/2021
Author: Ada Moss
Category: work
Tags:
  - focus
  - rest
---
""",
    ),
    "Pandoc": (
        None,
        "notes/x.md",
        """% Ten: quiet weeks
% Ada Moss
% March 4, 2021
""",
    ),
}
_WITHOUT_TAGS = frozenset({"Pandoc"})


@pytest.mark.parametrize("name", POSTS)
def test_the_fields_of_each_generator(name: str) -> None:
    generator, path, text = POSTS[name]
    document = read_post(f"{text}\nThe body.\n", path)
    assert (document.title, str(document.written), document.author) == (TITLE, "2021-03-04", "Ada Moss")
    assert document.generator is generator
    assert (document.tags, document.category) == (
        ((), "") if name in _WITHOUT_TAGS else (("focus", "rest"), "work")
    )
    assert document.body.strip("\n") == "The body."
    assert document.first_line == text.count("\n") + 1
    assert (document.problems, document.no_post, document.is_draft) == ((), "", False)


@pytest.mark.parametrize(
    ("generator", "files"),
    [
        (Generator.JEKYLL, {"_config.yml": "title: x"}),
        (Generator.HUGO, {"hugo.toml": ""}),
        (Generator.HUGO, {"config.toml": 'baseURL = "https://example.org"'}),
        (Generator.HUGO, {"config/_default/hugo.yaml": ""}),
        (Generator.ZOLA, {"config.toml": 'base_url = "https://example.org"'}),
        (Generator.ELEVENTY, {"eleventy.config.mjs": ""}),
        (Generator.HEXO, {"_config.yml": "", "source/_posts/x.md": ""}),
        (Generator.PELICAN, {"pelicanconf.py": ""}),
        (Generator.NIKOLA, {"conf.py": 'BLOG_TITLE = "x"'}),
        (Generator.WYAM, {"config.wyam": ""}),
        (Generator.OBSIDIAN, {".obsidian/app.json": "{}"}),
        (Generator.LOGSEQ, {"logseq/config.edn": ""}),
        (None, {"readme.txt": ""}),
        (None, {"config.toml": "[server]\nport = 1"}),
    ],
)
def test_a_site_is_known_by_what_lies_in_its_root(
    tmp_path: Path, generator: Generator | None, files: dict[str, str]
) -> None:
    for name, text in files.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text)
    post = tmp_path / "site" / "a" / "b" / "post.md"
    found = Sites().of(str(post))
    assert (found.generator if found else None) is generator
    assert found is None or found.root == tmp_path / "site"


def test_a_mark_in_the_home_folder_makes_no_site_of_all_of_it(a_home_of_its_own: Path) -> None:
    (a_home_of_its_own / "_config.yml").write_text("")
    assert Sites().of(str(a_home_of_its_own / "notes" / "x.md")) is None


def test_only_jekyll_parts_a_text_of_tags_at_its_spaces() -> None:
    post = "---\ntitle: x\ntags: team topologies\n---\n"
    assert read_post(post, "x.md", generator=Generator.JEKYLL).tags == ("team", "topologies")
    assert read_post(post, "x.md", generator=Generator.ELEVENTY).tags == ("team topologies",)
    assert read_post("---\ntags: a b, c\n---\n", "x.md").tags == ("a b", "c")


@pytest.mark.parametrize(
    ("text", "path", "draft"),
    [
        ("---\ndraft: true\n---\n", "x.md", True),
        ("+++\ndraft = true\n+++\n", "x.md", True),
        ("---\npublished: false\n---\n", "x.md", True),
        ("---\npublished: true\n---\n", "x.md", False),
        ("Title: x\nStatus: draft\n\n", "x.md", True),
        ("<!--\n.. title: x\n.. status: draft\n-->\n", "x.md", True),
        ("text", "_drafts/x.md", True),
        ("text", "source/_drafts/x.md", True),
        ("text", "content/drafts/x.md", True),
        ("text", "posts/x.md", False),
    ],
)
def test_drafts_are_known(text: str, path: str, draft: bool) -> None:
    document = read_post(text, path)
    assert document.is_draft is draft
    assert not document.no_post


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("---\ntitle: Posts\n---\n", "content/posts/_index.md"),
        ("+++\ntitle = 'Posts'\n+++\n", "content/_index.en.md"),
        (
            '---\ntitle: "{{ replace .Name "-" " " | title }}"\ndate: {{ .Date }}\n---\n',
            "archetypes/default.md",
        ),
        ("---\ntitle: {{ title }}\ndate: {{ date }}\n---\n", "scaffolds/post.md"),
        ("---\ncreated: {{date}}\n---\n", "Some folder/Note.md"),
        ("---\ntitle: <% tp.file.title %>\n---\n", "x.md"),
        ("+++\ntitle = '{{ .Name }}'\n+++\n", "x.md"),
    ],
)
def test_pages_of_sections_and_templates_are_no_posts(text: str, path: str) -> None:
    assert read_post(text, path).no_post


def test_a_title_about_templates_makes_no_template() -> None:
    assert not read_post('---\ntitle: "{{ and }} in prose"\n---\n', "x.md").no_post


@pytest.mark.parametrize(
    ("path", "text", "title", "written"),
    [
        ("2021-03-04-ten-quiet-weeks.md", "Text.", "Ten quiet weeks", "2021-03-04"),
        ("2021-03-04-ten-quiet-weeks/index.md", "Text.", "Ten quiet weeks", "2021-03-04"),
        ("posts/ten_quiet_weeks/index.en.md", "Text.", "Ten quiet weeks", None),
        ("Ten quiet weeks.md", "Text.", "Ten quiet weeks", None),
        ("202103041530 Ten quiet weeks.md", "Text.", "Ten quiet weeks", "2021-03-04"),
        ("20210304.md", "Text.", "20210304", "2021-03-04"),
        ("2021_03_04.md", "Text.", "2021_03_04", "2021-03-04"),
        ("journal/2021/03/04.md", "Text.", "04", "2021-03-04"),
        ("retrospectives/2021/03/index.md", "Text.", "03", "2021-03"),
        ("x.md", "# Ten quiet weeks #\n\n*March 4th, 2021*\n\nText.", "Ten quiet weeks", "2021-03-04"),
        (
            "x.md",
            "Ten quiet weeks\n====\n\nPosted on Thursday, 4 March 2021 by Ada Moss\n\nText.",
            "Ten quiet weeks",
            "2021-03-04",
        ),
        ("x.md", "# 静かな十週間\n\n2021年3月4日\n", "静かな十週間", "2021-03-04"),
        ("x.md", "# عشرة أسابيع\n\nDate: 4.3.2021\n", "عشرة أسابيع", "2021-03-04"),
        ("x.md", "On March 4, 2021 something happened that I will not forget.", "X", None),
        ("report-12-2021.md", "Text.", "Report 12 2021", None),
    ],
)
def test_a_plain_file_has_its_title_and_its_day_from_itself(
    path: str, text: str, title: str, written: str | None
) -> None:
    document = read_post(text, path)
    assert document.title == title
    assert (str(document.written) if document.written else None) == written


@pytest.mark.parametrize(
    "date",
    [
        "2021-03-04",
        "2021/3/4",
        "2021-03-04 10:00:00 -0800",
        "3/4/2021",
        "04.03.2021",
        "March 4, 2021",
        "Mar 4th, 2021",
        "4 Mar 2021",
        "Thu, 04 Mar 2021 21:07:54 +0000",
        "20210304",
    ],
)
def test_dates_as_people_write_them(date: str) -> None:
    assert str(read_post(f'---\ndate: "{date}"\n---\n', "x.md").written) == "2021-03-04"


def test_prose_that_begins_with_a_word_and_a_colon_is_no_header() -> None:
    for text in (
        "Summary: I learned to say no.\n\nMore.\n",
        "Note: this is prose\n",
        "---\n\nTwo thematic breaks around a text.\n\n---\n\nMore.\n",
        "<!-- a comment -->\n\nMore.\n",
        '"A quotation," she said.\n\nMore.\n',
    ):
        assert read_front_matter(text).lines == 0, text
        assert read_post(text, "x.md").body == text


def test_a_program_as_front_matter_is_left_out_and_said() -> None:
    document = read_post("---js\n{ title: eval('x') }\n---\nThe body.\n", "x.md")
    assert document.body == "The body.\n"
    assert document.problems == ("The front matter was left out: it is a program.",)


def test_the_second_file_of_a_post(tmp_path: Path) -> None:
    post = tmp_path / "ten.md"
    post.write_text("I learned to ask twice before I change what others depend on.\n")
    (tmp_path / "ten.meta").write_text(".. title: What I learned\n.. date: 2021-03-04\n.. tags: focus\n")
    [file] = read_posts(find_posts([tmp_path]))
    before = file.content_hash
    reading = read_lessons(file)
    assert (reading.title, reading.published) == ("What I learned", "2021-03-04")
    (tmp_path / "ten.meta").write_text("---\ntitle: What we learned\ndate: 2021-03-04\n---\n")
    [file] = read_posts(find_posts([tmp_path]))
    assert file.content_hash != before
    assert read_lessons(file).title == "What we learned"


def test_fields_may_be_private_and_say_the_company(tmp_path: Path) -> None:
    post = tmp_path / "post.md"
    post.write_text(
        "---\ntitle: What I learned\ncompany: Initech\nstatus: private\n---\n\nWhat I learned from it:\n\n"
        "- Always ask twice before you change what others depend on.\n- Ship the smallest thing that helps.\n"
    )
    [file] = read_posts(find_posts([post]))
    reading = read_lessons(file)
    assert {item.draft.company for item in reading.told} == {"Initech"}
    assert {str(item.draft.visibility) for item in reading.told} == {"private"}
    assert reading.notes == (f"{post}: it is private, and so are its lessons.",)
    assert {item.draft.company for item in read_lessons(file, company="Globex").told} == {"Globex"}


_keys = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,10}", fullmatch=True)
_words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=12)
_values = st.lists(_words.filter(bool), max_size=4).map(" ".join)


@given(st.dictionaries(_keys, _values, max_size=6))
def test_lines_of_fields_read_back_as_they_were_written(fields: dict[str, str]) -> None:
    source = "".join(f"{key}: {value}\n" for key, value in fields.items())
    unquoted = {
        key: value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
        for key, value in fields.items()
    }
    assert key_lines(source) == unquoted
    header = read_header(f"Title: x\nDate: y\n{source}\nBody")
    if not {"title", "date"} & {key.lower() for key in fields}:
        assert header is not None
        assert header.values == {"Title": "x", "Date": "y", **unquoted}
    nikola = read_header(
        "<!--\n.. title: x\n" + "".join(f".. {key}: {value}\n" for key, value in fields.items()) + "-->\n"
    )
    if "-->" not in source and "title" not in fields:
        assert nikola is not None
        assert nikola.values == {"title": "x", **fields}


@given(st.sampled_from(list(POSTS)), st.text(max_size=30), st.integers(0, 400), st.integers(0, 30))
@settings(max_examples=300)
def test_a_damaged_head_never_crashes_and_leaves_the_rest(name: str, noise: str, at: int, cut: int) -> None:
    _, path, text = POSTS[name]
    damaged = f"{text[:at]}{noise}{text[at + cut :]}\nThe last line of the body.\n"
    document = read_post(damaged, path)
    assert isinstance(document, PostDocument)
    assert all(problem.endswith(".") and "\n" not in problem for problem in document.problems)
    assert (
        document.body.count("\n") + document.first_line
        == damaged.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    )
