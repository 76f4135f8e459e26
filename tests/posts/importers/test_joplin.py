"""Joplin's notes as Markdown with front matter."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.posts.importers.reading import entries, given, named, recognised, said, troubles

NOTE = """\
---
title: "Boil: the frog"
updated: 2023-10-20 04:08:00Z
created: 2023-10-19 12:07:54Z
source: https://example.org/frog
author: Somebody
latitude: 52.4979
longitude: 13.2404
altitude: 0.0000
completed?: no
tags:
  - trust
  - long term
---

Slowly.

![a frog](../_resources/frog.png)
"""


def test_a_note() -> None:
    file = given(NOTE, "Boil the frog.md")
    assert recognised(file) == "joplin"
    [entry] = entries(file)
    assert entry.draft.title == "Boil: the frog"
    assert entry.draft.body == "Slowly.\n\n![a frog](../_resources/frog.png)\n\n<https://example.org/frog>"
    assert str(entry.happened) in {"2023-10-19", "2023-10-20"}
    assert (entry.draft.themes, entry.line, entry.problems) == (("trust", "long term"), 15, ())


def test_times_without_seconds_and_no_title() -> None:
    [entry] = entries(
        given("---\nupdated: 1970-01-01 00:00Z\ncreated: 1970-01-01 00:00Z\n---\n\n# Title\n\nx")
    )
    assert said(entry)[:2] == ("Title", "x")
    file = given("---\nupdated: 1970-01-01 00:00Z\ncreated: 1970-01-01 00:00Z\n---\n\n")
    assert troubles(file) == ["The note has neither title nor text; it was left out."]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A post\ndate: 2023-10-19 12:07:54Z\n---\n\nBody",
        "---\ncreated: 2023-10-19\nupdated: 2023-10-20\n---\n\nBody",
        "---\ntitle: Open\n\nupdated: 2023-10-20 04:08:00Z\ncreated: 2023-10-19 12:07:54Z\n",
        "updated: 2023-10-20 04:08:00Z\ncreated: 2023-10-19 12:07:54Z\n",
    ],
)
def test_what_is_no_note_of_joplin_s(text: str) -> None:
    assert recognised(given(text, "x.md")) == ""


@drawn(st.text(max_size=60), st.text(max_size=60))
def test_no_text_is_too_much(fields: str, body: str) -> None:
    text = f"---\nupdated: 1970-01-01 00:00Z\ncreated: 1970-01-01 00:00Z\n{fields}\n---\n{body}"
    entries(given(text.encode("utf-8", "replace"), "x.md"), form=named("joplin"))
