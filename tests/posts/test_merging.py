"""A post that both its author and retro have changed."""

from hypothesis import given
from hypothesis import strategies as st

from retro.posts.merging import followed, merge_posts

BASE = """---
title: "x"
tags: [a, b]
retro:
  lessons:
    - {"title": "One"}
---

## Acme

* One

### Two

Text.
"""

texts = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "---\n", "k: v\n", "  x\n"]), max_size=12).map(
    "".join
)


def test_changes_at_different_places_are_both_there() -> None:
    theirs = BASE.replace("* One", "* One, edited").replace("[a, b]", "[a, b, mine]")
    ours = BASE.replace("Text.", "Text, and more.").replace('title: "x"', 'title: "y"')
    merged = merge_posts(BASE, theirs, ours)
    assert merged.conflicts == ()
    assert merged.text == (
        BASE.replace("* One", "* One, edited")
        .replace("[a, b]", "[a, b, mine]")
        .replace("Text.", "Text, and more.")
        .replace('title: "x"', 'title: "y"')
    )


def test_the_author_s_own_fields_and_their_order_stay() -> None:
    theirs = BASE.replace('title: "x"\n', 'image: /a.png\ntitle: "x"\nmenu:\n  - home\n')
    ours = BASE.replace('{"title": "One"}', '{"title": "Two"}').replace("tags:", "author: Ada\ntags:")
    merged = merge_posts(BASE, theirs, ours)
    assert merged.conflicts == ()
    assert merged.text.startswith(
        '---\nimage: /a.png\ntitle: "x"\nmenu:\n  - home\ntags: [a, b]\nauthor: Ada\n'
        'retro:\n  lessons:\n    - {"title": "Two"}\n---\n'
    )


def test_a_field_that_the_author_took_out_stays_out() -> None:
    merged = merge_posts(BASE, BASE.replace("tags: [a, b]\n", ""), BASE.replace("Text.", "More."))
    assert "tags:" not in merged.text
    assert "More." in merged.text


def test_the_map_that_is_retro_s_own_is_always_retro_s() -> None:
    theirs = BASE.replace('{"title": "One"}', '{"title": "Mine"}')
    ours = BASE.replace('{"title": "One"}', '{"title": "Ours"}')
    assert merge_posts(BASE, theirs, ours).text == ours


def test_toml_keeps_its_tables_apart() -> None:
    base = '+++\ntitle = "x"\n[extra]\ntitle = "inner"\nretro = "1"\n+++\n\nText.\n'
    theirs = base.replace('"inner"', '"mine"')
    ours = base.replace('"x"', '"y"').replace('"1"', '"2"')
    merged = merge_posts(base, theirs, ours)
    assert merged.text == '+++\ntitle = "y"\n[extra]\ntitle = "mine"\nretro = "2"\n+++\n\nText.\n'


def test_a_conflict_is_told_with_its_line() -> None:
    merged = merge_posts(BASE, BASE.replace("Text.", "Mine."), BASE.replace("Text.", "Ours."))
    [conflict] = merged.conflicts
    assert merged.text.split("\n")[conflict.line - 1] == "Mine."
    assert (conflict.theirs, conflict.ours) == ("Mine.\n", "Ours.\n")


@given(texts, texts)
def test_what_one_side_alone_changed_is_taken(base: str, other: str) -> None:
    assert merge_posts(base, base, other).text == other
    assert merge_posts(base, other, base).text == other
    assert merge_posts(base, other, other).text == other


@given(texts, texts, texts)
def test_every_line_of_the_author_s_is_in_the_text_or_was_taken_out_by_retro(
    base: str, theirs: str, ours: str
) -> None:
    merged = merge_posts(base, theirs, ours)
    known = set(base.split("\n"))
    assert {line for line in theirs.split("\n") if line not in known} <= set(merged.text.split("\n"))
    for conflict in merged.conflicts:
        assert conflict.theirs in merged.text


@given(texts, texts)
def test_lines_are_followed_into_the_text(before: str, after: str) -> None:
    lines = list(range(1, before.count("\n") + 1))
    found = followed(lines, before, after)
    assert found == sorted(found)
    assert all(1 <= line <= max(1, after.count("\n") + 1) for line in found)
    assert followed(lines, before, before) == lines
