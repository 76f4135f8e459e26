"""What each generator's front matter looks like, and what is kept away from its traps."""

import tomllib
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from retro.posts.composing import compose
from retro.posts.dialects import DIALECTS, Head, dialect_named, toml_flow
from retro.posts.document import read_post
from retro.posts.heads import front_matter
from retro.posts.own_posts import read_own
from tests.posts.lessons import DAY, lesson, texts

ONE = lesson("Boil the frog", "In *milestones*.", company="Acme", themes=("trust", "c#"), id="1" * 12)


def fields(text: str) -> dict[str, Any]:
    """The front matter, by a parser that is not ours."""
    if text.startswith("+++"):
        return tomllib.loads(text.split("+++\n")[1])
    found: dict[str, Any] = yaml.safe_load(text.split("---\n")[1])
    return found


def head(dialect: str, **given: Any) -> dict[str, Any]:
    return fields(front_matter(dialect_named(dialect), Head(**{"title": "x", "date": DAY, **given})))


@pytest.mark.parametrize(
    ("dialect", "keys"),
    [
        ("jekyll", ["layout", "title", "date", "author", "category", "tags", "retro"]),
        ("eleventy", ["layout", "title", "date", "author", "category", "tags", "retro"]),
        ("hugo", ["title", "date", "author", "categories", "tags", "retro"]),
        ("plain", ["title", "date", "author", "category", "tags", "retro"]),
        ("zola", ["title", "date", "authors", "taxonomies", "extra"]),
    ],
)
def test_the_keys_of_each_dialect(dialect: str, keys: list[str]) -> None:
    found = fields(compose([ONE], title="2024", date=DAY, dialect=dialect, author="Ada").text)
    assert list(found) == keys
    assert (found["title"], found["date"]) == ("2024", DAY)


def test_zola_has_taxonomies_only_where_the_site_declares_them() -> None:
    text = compose([ONE], title='Say: "frog"', date=DAY, dialect="zola").text
    assert text.startswith(
        '+++\ntitle = "Say: \\"frog\\""\ndate = 2024-05-06\n'
        '[taxonomies]\ntags = ["c#", "trust"]\n[extra]\ncategory = "leadership"\n[extra.retro]\n'
    )
    told = {"category": "work", "tags": ["a"]}
    assert head("zola", **told, taxonomies=frozenset({"categories"})) == {
        "title": "x",
        "date": DAY,
        "taxonomies": {"categories": ["work"]},
        "extra": {"tags": ["a"]},
    }
    assert head("zola", **told, taxonomies=frozenset())["extra"] == {"category": "work", "tags": ["a"]}


def test_tags_become_names_of_folders_and_must_fit() -> None:
    long = "w" * 300
    for dialect in DIALECTS:
        (tag,) = head(dialect, tags=[long]).get("tags") or head(dialect, tags=[long])["taxonomies"]["tags"]
        assert len(tag.encode()) < 255
        assert tag.endswith("…")
    (tag,) = head("zola", tags=["振" * 60])["taxonomies"]["tags"]
    assert len(tag) < 30


def test_tags_that_break_a_build_are_left_out() -> None:
    assert head("hugo", tags=["🐸", "🐸 frogs", "..", "½", "c#", "振り返り"])["tags"] == [
        "frogs",
        "c#",
        "振り返り",
    ]
    assert "categories" not in head("hugo", category="🐸")
    assert head("eleventy", tags=["__proto__", "a"])["tags"] == ["a"]


def test_only_the_generator_s_own_templates_are_switched_off() -> None:
    braces = [lesson("x", "`{{ y }}`")]
    found = {name: fields(compose(braces, title="x", date=DAY, dialect=name).text) for name in DIALECTS}
    assert found["jekyll"]["render_with_liquid"] is False
    assert found["eleventy"]["templateEngineOverride"] == "md"
    assert not {"render_with_liquid", "templateEngineOverride"} & (
        found["hugo"].keys() | found["plain"].keys()
    )


@pytest.mark.parametrize(
    "body",
    [
        "`{{ x() }}` and `{% y(a=1) %}` and `{% end %}` and `{{/* x() */}}`",
        "```\n{{\nx (\n)\n}}\n```",
        "[here](#a), [here](<#b c>), [nothing](), [nothing](<>), `[code](#c)`",
        "| [a](#b) | [c](#d) |\n|---|---|\n| [e](#f) | `[g](#h)` |",
    ],
)
def test_zola_runs_nothing_and_looks_for_nothing(body: str) -> None:
    zola = dialect_named("zola")
    shielded = zola.shield(body)
    assert zola.runs is not None
    assert not zola.runs.search(shielded)
    assert "](#" not in shielded.replace("`[code](#c)`", "").replace("`[g](#h)`", "")
    assert zola.unshield(shielded) == body


def test_zola_leaves_alone_what_it_does_not_run() -> None:
    body = "`{{ site.title }}`, `{{ url_for('x') }}`, `{% if x %}`, [a](http://example.org/#b)"
    assert dialect_named("zola").shield(body) == body


@given(texts)
@example("](&#x02E;)")
def test_any_body_is_shielded_and_back(text: str) -> None:
    zola = dialect_named("zola")
    assert zola.unshield(zola.shield(text)) == text
    assert zola.shield(text).count("\n") == text.count("\n")


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_survives_in_toml(text: str) -> None:
    assert tomllib.loads(f"x = {toml_flow(text)}") == {"x": text}


@given(st.floats())
def test_any_number_survives_in_toml(value: float) -> None:
    found = tomllib.loads(f"x = {toml_flow(value)}")["x"]
    assert str(float(found) + 0.0) == str(value + 0.0)  # a zero has no sign


@pytest.mark.parametrize("dialect", ["zola", "jekyll"])
def test_a_post_of_many_lessons_is_read_back_whatever_its_size(dialect: str) -> None:
    many = [lesson(f"Lesson {number}", trigger="w" * 500, id=f"{number:012d}") for number in range(300)]
    own = read_own(read_post(compose(many, title="x", date=DAY, dialect=dialect).text, "x.md"))
    assert own is not None
    assert [item.draft.trigger for item in own] == ["w" * 500] * 300


def test_a_zola_post_that_was_reformatted_is_still_read() -> None:
    text = compose([ONE], title="x", date=DAY, dialect="zola").text
    own = read_own(read_post(text.replace("lessons = [", "lessons = [ # ours"), "x.md"))
    assert own is not None
    assert [(item.draft.title, item.draft.themes) for item in own] == [(ONE.title, ONE.themes)]


def test_keys_with_a_hundred_thousand_dots_are_no_map_of_ours() -> None:
    text = compose([ONE], title="x", date=DAY, dialect="zola").text
    hostile = text.replace('kind = "lesson"', ".".join("a" * 100_000) + " = 1")
    document = read_post(hostile, "x.md")
    assert read_own(document) is None
    assert any("front matter" in problem for problem in document.problems)
