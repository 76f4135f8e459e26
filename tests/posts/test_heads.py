"""Front matter out of templates: those that are shipped, a user's own, and what no template may break."""

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from retro.dates import Span
from retro.errors import NothingFound, UsageProblem
from retro.journal import Journal
from retro.model import Evidence, Kind, Lesson, LessonDraft
from retro.posts.composing import compose, compose_each
from retro.posts.dialects import DIALECTS, Head, dialect_named
from retro.posts.dialects.scalars import flow, quoted, toml_value, yaml_value
from retro.posts.document import read_post
from retro.posts.finding import find_posts, read_posts
from retro.posts.heads import front_matter
from retro.posts.importing import apply, plan
from retro.posts.merging import merge_posts
from retro.posts.notes import compose_notes
from retro.resources import data_folder
from tests.posts.lessons import DAY, as_lesson, drafts, lesson
from tests.posts.test_round_trip import assert_same

LANGUAGES = {"jekyll": "yaml", "hugo": "yaml", "eleventy": "yaml", "plain": "yaml", "zola": "toml"}
TOLD = {"lessons": [{"title": "Boil the frog", "id": "1" * 12, "themes": ["trust"]}]}
HEAD = Head(
    'Say: "frog"', DAY, category="2024", tags=["trust", "c#"], author="Ada", retro=TOLD, templates_off=True
)
OWN_YAML = (
    'retro:\n  lessons:\n    - {"title": "Boil the frog", "id": "111111111111", "themes": ["trust"]}\n---\n'
)
ABOUT = 'title: "Say: \\"frog\\""\ndate: 2024-05-06\nauthor: Ada\n'
SHIPPED = {
    "jekyll": f"---\nlayout: post\n{ABOUT}"
    f'category: "2024"\ntags: [trust, "c#"]\nrender_with_liquid: false\n{OWN_YAML}',
    "eleventy": f"---\nlayout: post\n{ABOUT}"
    f'category: "2024"\ntags: [trust, "c#"]\ntemplateEngineOverride: md\n{OWN_YAML}',
    "hugo": f'---\n{ABOUT}categories: ["2024"]\ntags: [trust, "c#"]\n{OWN_YAML}',
    "plain": f'---\n{ABOUT}category: "2024"\ntags: [trust, "c#"]\n{OWN_YAML}',
    "zola": '+++\ntitle = "Say: \\"frog\\""\ndate = 2024-05-06\nauthors = ["Ada"]\n'
    '[taxonomies]\ntags = ["trust", "c#"]\n[extra]\ncategory = "2024"\n[extra.retro]\nlessons = [\n'
    '  {title = "Boil the frog", id = "111111111111", themes = ["trust"]},\n]\n+++\n',
}


@pytest.fixture
def own(a_home_of_its_own: Path) -> Path:
    """Where a user's own templates of front matter lie."""
    folder = a_home_of_its_own / "config" / "retro" / "templates" / "front-matter"
    folder.mkdir(parents=True)
    return folder


def test_each_dialect_has_a_template() -> None:
    files = {path.name for path in (data_folder() / "templates" / "front-matter").iterdir()}
    assert files == {f"{name}.{LANGUAGES[name]}" for name in DIALECTS} | {"obsidian.yaml"}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_the_shipped_ones_print(dialect: str) -> None:
    assert front_matter(dialect_named(dialect), HEAD) == SHIPPED[dialect]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_empty_is_left_out(dialect: str) -> None:
    bare = front_matter(dialect_named(dialect), Head("x", DAY))
    assert not any(word in bare for word in ("author", "categor", "retro", "false", "override"))


def test_properties_of_a_note() -> None:
    told = lesson(
        "Boil the *frog*", kind=Kind.WIN, company="Acme", themes=("trust",), id="1" * 12, starred=True,
        happened=Span.parse("2021-06"), evidence=(Evidence("release", 16, 4, "weeks"),),
    )  # fmt: skip
    [note] = compose_notes([told], today=DAY)
    assert note.text == (
        '---\nid: "111111111111"\naliases: ["Boil the frog"]\ncompany: "[[Acme]]"\nthemes: ["[[trust]]"]\n'
        'kind: win\nstatus: observed\ndate: 2021-06-30\nhappened: "2021-06"\nmetric: release\nbefore: 16\n'
        "after: 4\nunit: weeks\nstarred: true\ntags: [trust]\n---\n\n# Boil the *frog*\n"
    )


words = st.text(st.characters(codec="utf-8"))
keys = st.text(st.characters(codec="utf-8"), min_size=1)
plain = st.one_of(
    words,
    st.sampled_from(["yes", "Null", "~", "2024", "2024-05-06", "1e5", "0x1", "- a", "a: b", "#", "---", "'"]),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)
values = st.recursive(
    plain, lambda inner: st.one_of(st.lists(inner), st.dictionaries(keys, inner)), max_leaves=8
)


@given(values | st.dates(min_value=dt.date(1, 1, 1)) | st.none())
@example("\u2028\x85\ufeff\x00\x1b")
@example({"<<": {"a": 1}, "=": "="})
def test_any_value_comes_back_from_yaml(value: Any) -> None:
    assert yaml.safe_load(f"before: 1\nx: {yaml_value(value)}\nafter: 2\n") == {
        "before": 1,
        "x": value,
        "after": 2,
    }


@given(values | st.dates(min_value=dt.date(1, 1, 1)))
def test_any_value_comes_back_from_toml(value: Any) -> None:
    assert tomllib.loads(f"before = 1\nx = {toml_value(value)}\nafter = 2\n") == {
        "before": 1,
        "x": value,
        "after": 2,
    }


@given(values | st.none())
def test_any_value_comes_back_from_json(value: Any) -> None:
    assert json.loads(flow(value)) == value
    assert yaml.safe_load(flow(value)) == value


@given(words)
def test_any_text_comes_back_from_quotes(text: str) -> None:
    assert json.loads(quoted(text)) == yaml.safe_load(quoted(text)) == text
    assert tomllib.loads(f"x = {quoted(text)}") == {"x": text}


def measured(**fields: Any) -> Lesson:
    return lesson("Boil the frog", "In milestones.", company="Acme", themes=("trust",), id="1" * 12, **fields)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_user_s_own_wins_and_is_read_back(own: Path, dialect: str) -> None:
    language = LANGUAGES[dialect]
    equals = "=" if language == "toml" else ":"
    (own / f"{dialect}.{language}").write_text(
        f"title {equals} {{{{ title | quoted }}}}\n"
        f"summary {equals} {{{{ lessons | map(attribute='title') | join('; ') | {language} }}}}\n"
        f"year {equals} {{{{ date.year }}}}\n"
    )
    fence = "+++" if language == "toml" else "---"
    post = compose([measured()], title="x", date=DAY, dialect=dialect)
    summary = '"Boil the frog"'
    assert post.text.startswith(
        f'{fence}\ntitle {equals} "x"\nsummary {equals} {summary}\nyear {equals} 2024\n'
    )
    assert "tags" not in post.text.split("retro")[0]
    assert_same([measured()], post.text, post.filename)
    for other in compose_each([measured()], today=DAY, dialect=dialect):
        assert_same([measured()], other.text, other.filename)


def test_one_that_prints_nothing_leaves_what_is_retro_s(own: Path) -> None:
    (own / "jekyll.yaml").write_text("{# nothing #}\n")
    post = compose([measured()], title="x", date=DAY)
    assert post.text.startswith("---\nretro:\n  lessons:\n")
    assert_same([measured()], post.text, post.filename)


def test_what_a_template_makes_of_a_title_is_no_edit_of_the_lesson(own: Path) -> None:
    (own / "jekyll.yaml").write_text("title: {{ (title ~ ' | My blog') | quoted }}\n")
    [post] = compose_each([measured()], today=DAY)
    assert 'title: "Boil the frog | My blog"' in post.text
    assert_same([measured()], post.text, post.filename)
    edited = post.text.replace('title: "Boil the frog | My blog"', "title: Boil two frogs")
    assert_same([measured().replace(title="Boil two frogs")], edited, post.filename)
    broken = post.text.replace('  titled: "Boil the frog | My blog"', "  titled: [1]")
    assert read_post(broken, "x.md").title == "Boil the frog | My blog"


@given(drafts)
@example(LessonDraft("again: again: again"))
def test_any_lesson_comes_back_below_a_template_that_changes_its_title(
    tmp_path_factory: pytest.TempPathFactory, draft: LessonDraft
) -> None:
    folder = tmp_path_factory.getbasetemp() / "titled" / "retro" / "templates" / "front-matter"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "jekyll.yaml").write_text("title: {{ (title ~ '!') | quoted }}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder.parents[2]))
        [post] = compose_each([as_lesson(draft, 1)], today=DAY)
    assert "titled: " in post.text
    assert_same([as_lesson(draft, 1)], post.text, post.filename)


@pytest.mark.parametrize(
    ("dialect", "source", "said"),
    [
        ("jekyll", "title: x\n{% for %}", "front-matter/jekyll.yaml, line 2"),
        ("jekyll", "title: x\nby: {{ nobody }}", "front-matter/jekyll.yaml, line 2: 'nobody' is undefined"),
        ("jekyll", "x: {{ nobody | yaml }}", "'nobody' is undefined"),
        ("jekyll", "x: {{ (10 ** 400) | yaml }}", "line 1"),
        ("jekyll", "{% include 'none' %}", "no template “none”"),
        ("jekyll", "title: {{ title }}", "prints no front matter: it is no YAML.*line 1 of it.*title . yaml"),
        ("jekyll", "title: 'x", "prints no front matter: it is no YAML"),
        ("jekyll", "just words", "prints no front matter: it holds no fields"),
        ("jekyll", "- a\n- b", "prints no front matter: it holds no fields"),
        ("jekyll", "date: 2024-13-45", "the calendar has no 2024-13-45"),
        ("jekyll", "tags: [a]\ntitle: x\ntags: [b]", "has “tags” 2 times"),
        ("jekyll", "---\ntitle: x\n---", "prints --- in line 1; retro adds the fences"),
        ("jekyll", "title: x\n...", "prints ... in line 2"),
        ("jekyll", "{title: x}", "prints no front matter: it is no YAML"),
        ("jekyll", "retro: {}", "prints “retro”"),
        ("jekyll", "'retro': {}", "prints “retro”"),
        ("jekyll", "extra: {retro: 1}", "prints “retro”"),
        ("jekyll", "a: {{ 'x' * 70000 }}", "larger than 64 KiB"),
        ("zola", "title: x", "prints no front matter: it is no TOML"),
        ("zola", "+++\ntitle = 'x'\n+++", "prints \\+\\+\\+ in line 1"),
        ("zola", "extra = 1", "prints no front matter"),
        ("zola", "a = 1\na = 2", "prints no front matter"),
        ("zola", "[extra.retro]\na = 1", "prints no front matter"),
        ("zola", "retro = 1", "prints “retro”"),
    ],
)
def test_what_would_break_a_site_is_refused(own: Path, dialect: str, source: str, said: str) -> None:
    (own / f"{dialect}.{LANGUAGES[dialect]}").write_text(source)
    with pytest.raises((UsageProblem, NothingFound), match=said):
        compose([measured()], title="a: [b", date=DAY, dialect=dialect)


def test_one_in_a_folder_that_is_written_in_a_roundabout_way_is_the_user_s_own(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "jekyll.yaml").write_text("just words")
    monkeypatch.setenv("XDG_CONFIG_HOME", f"{own.parents[2]}/../{own.parents[2].name}")
    with pytest.raises(UsageProblem, match="prints no front matter"):
        compose([measured()], title="x", date=DAY)


def test_one_that_cannot_be_read_is_told(own: Path) -> None:
    (own / "jekyll.yaml").write_bytes(b"title: \xff\n")
    with pytest.raises(UsageProblem, match=r"jekyll\.yaml: 'utf-8' codec"):
        compose([measured()], title="x", date=DAY)
    (own / "jekyll.yaml").unlink()
    (own / "jekyll.yaml").symlink_to(own / "jekyll.yaml")
    assert compose([measured()], title="x", date=DAY).text.startswith("---\nlayout: post\n")


def test_a_note_keeps_what_its_lesson_is_read_back_from(own: Path) -> None:
    one = measured(starred=True, happened=Span.parse("2021-06-30"))
    file = own / "obsidian.yaml"
    every = "{% for name, value in properties.items() %}\n{{ name }}: {{ value | yaml }}\n{% endfor %}\n"
    file.write_text("cssclasses: [lesson]\n" + every.replace("items()", "items() if name != 'aliases'"))
    [note] = compose_notes([one], today=DAY)
    assert note.text.startswith("---\ncssclasses: [lesson]\nid: ")
    assert "aliases" not in note.text
    assert note.text.split("\n")[note.places[0].line - 1] == "# Boil the frog"
    assert_same([one], note.text, note.filename)
    for name in ("id", "kind", "company", "themes", "date", "starred"):
        file.write_text(every.replace("items()", f"items() if name != '{name}'"))
        with pytest.raises(UsageProblem, match=f"leaves out or changes “{name}”"):
            compose_notes([one], today=DAY)
    file.write_text(every + "kind: {{ kind | yaml }}\n")
    with pytest.raises(UsageProblem, match="has “kind” 2 times"):
        compose_notes([one], today=DAY)


def test_a_user_s_own_is_merged_with_edits_by_fields(own: Path, journal: Journal, tmp_path: Path) -> None:
    file = own / "jekyll.yaml"
    file.write_text("title: {{ title | quoted }}\nlang: en\n")
    before = compose([measured()], title="x", date=DAY).text
    edited = before.replace("lang: en\n", "lang: en\nimage: frog.png\n")
    file.write_text("title: {{ title | quoted }}\nlang: en\nlayout: long\n")
    merged = merge_posts(before, edited, compose([measured()], title="y", date=DAY).text)
    assert merged.conflicts == ()
    assert merged.text.startswith('---\ntitle: "y"\nlang: en\nimage: frog.png\nlayout: long\nretro:\n')
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "2024-05-06-x.md").write_text(merged.text)
    apply(journal, plan(journal, read_posts(find_posts([folder]))))
    [told] = journal.lessons.by_numbers([1])
    assert (told.title, told.body, told.themes) == ("Boil the frog", "In milestones.", ("trust",))
