"""Lessons in the styles in which people write: tables, post-mortems, interviews, essays, retrospectives."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from retro.model import Kind
from retro.posts.document import read_post
from retro.posts.extraction import extract

STYLES = Path(__file__).parent / "styles"


class Said(NamedTuple):
    """Words that one lesson holds, in its title or its body, with its kind and company."""

    words: str
    kind: Kind
    company: str | None


def _all(kind: Kind, company: str | None, *words: str) -> list[Said]:
    return [Said(text, kind, company) for text in words]


POSTS: dict[str, list[Said]] = {
    "jobs": [
        Said("Nobody thanks you for being on time", Kind.LESSON, "Paper round"),
        Said("Ask what the customer will do with it", Kind.LESSON, "Puffin Print"),
        Said("only one person understands", Kind.LESSON, "City library"),
        Said("Ship on Tuesdays", Kind.LESSON, "Kestrel Labs"),
        Said("Cash in the bank buys calm", Kind.LESSON, "Own company"),
    ],
    "outage": [
        Said("Nobody on the team knew", Kind.MISTAKE, "Heron Market"),
        *_all(Kind.OUTCOME, "Heron Market", "The status page", "The runbook", "Friday morning"),
        *_all(Kind.MISTAKE, "Heron Market", "Our alerts told us", "three times before", "Only one person"),
        *_all(Kind.LESSON, "Heron Market", "Rehearse a migration", "Two people must hold"),
    ],
    "interview": [
        Said("Letting go of the code", Kind.LESSON, "Wren Health"),
        Said("We hired six people in one quarter", Kind.MISTAKE, "Wren Health"),
        Said("Write down why you decide", Kind.TIP, "Wren Health"),
    ],
    "essay": [
        *_all(Kind.LESSON, "Osprey Software", "A team that writes well", "replaces a decision"),
        Said("Put people into your week", Kind.TIP, "Osprey Software"),
        Said("My biggest mistake was to be always on", Kind.MISTAKE, "Osprey Software"),
    ],
    "numbered": [
        *_all(
            Kind.LESSON, "Curlew", "last to know", "One-on-ones are", "a half-life", "Calendars are strategy"
        ),
        *_all(Kind.OUTCOME, "Curlew", "Seeing somebody grow", "Being in the room"),
        *_all(Kind.MISTAKE, "Curlew", "The days without", "Carrying secrets"),
    ],
    "review": [
        *_all(Kind.OUTCOME, "Plover", "The new onboarding", "my first contractor", "Wrote 24 newsletters"),
        *_all(Kind.MISTAKE, "Plover", "an Android version", "The price increase"),
        *_all(Kind.LESSON, "Plover", "Talking to customers beats", "the boring things"),
    ],
    "farewell": [
        Said("Today we release forty times", Kind.OUTCOME, "Avocet"),
        Said("make the right thing the easy thing", Kind.LESSON, "Avocet"),
        Said("being right is overrated", Kind.LESSON, "Avocet"),
        Said("read the old incident reports", Kind.LESSON, "Avocet"),
    ],
    "tips": _all(
        Kind.LESSON,
        None,
        "Delete alerts",
        "Hand over in person",
        "Runbooks rot",
        "the day off after a bad night",
    ),
    "retro4": [
        *_all(Kind.OUTCOME, "Godwit", "Pairing on the importer", "The weekly demo"),
        *_all(Kind.LESSON, "Godwit", "are wishes", "A feature flag that nobody owns"),
        Said("say no to new requests", Kind.MISTAKE, "Godwit"),
        Said("A quiet week after each release", Kind.TIP, "Godwit"),
    ],
    "keep": [
        *_all(Kind.TIP, None, "Reviewing designs on paper", "Shipping behind a flag"),
        Said("Starting new work", Kind.MISTAKE, None),
        Said("Writing the rollback plan", Kind.TIP, None),
    ],
    "career": [
        Said("let every engineer take support calls", Kind.LESSON, "Lapwing Systems"),
        Said("measure before you rewrite", Kind.LESSON, "Dunlin"),
        Said("I should have asked", Kind.MISTAKE, "Gannet & Sons"),
        Said("the quiet ones leave first", Kind.LESSON, "Gannet & Sons"),
    ],
    "game": [
        *_all(Kind.OUTCOME, "Sandpiper Games", "One artist, one style", "A demo at every festival"),
        *_all(Kind.MISTAKE, "Sandpiper Games", "No producer", "Console certification"),
    ],
    "topics": [
        Said("We should have paid for one pipeline", Kind.MISTAKE, "Whimbrel"),
        *_all(Kind.LESSON, "Whimbrel", "Splitting a table", "exactly one owner"),
    ],
    "ordinals": [
        *_all(Kind.LESSON, None, "your work is now invisible", "silence is not agreement", "write less and"),
        Said("keep one afternoon a week empty", Kind.TIP, None),
    ],
    "inline": _all(Kind.LESSON, None, "offer windows", "tell people only", "the person at the counter"),
    "emoji": [
        *_all(Kind.OUTCOME, "Turnstone", "people slept again", "Saying no to the third"),
        *_all(Kind.MISTAKE, "Turnstone", "The migration freeze came", "We left the flaky tests"),
        *_all(Kind.LESSON, "Turnstone", "a month ahead", "on the day it flakes"),
    ],
    "table": [
        *_all(Kind.OUTCOME, None, "Pairing with the support team", "The new dashboard"),
        *_all(Kind.MISTAKE, None, "The release slipped", "half an hour"),
        *_all(Kind.LESSON, None, "Name a deputy", "Time-box the stand-up"),
    ],
    "german": [
        *_all(Kind.OUTCOME, "Eisvogel", "jede Woche ausgeliefert", "Die Übergabe an den Betrieb"),
        Said("die Lizenzen zu spät", Kind.MISTAKE, "Eisvogel"),
        *_all(Kind.LESSON, "Eisvogel", "Ein Gespräch ersetzt", "Wer den Plan schreibt"),
    ],
    "spanish": [
        *_all(Kind.LESSON, None, "Escuchar antes de responder", "Nadie recuerda una decisión"),
        Said("Contraté con prisa", Kind.MISTAKE, None),
        Said("publicó cada martes", Kind.OUTCOME, None),
    ],
    "redacted": _all(
        Kind.LESSON,
        None,
        "Promotions are a second job",
        "Nobody reads past",
        "Your calendar will be",
        "Reorganisations are weather",
    ),
    "story": [Said("I now test with a list", Kind.LESSON, None)],
    "news": [],
    "howto": [],
    "failure": [
        *_all(Kind.LESSON, "Petrel", "built for the wrong customer", "raised too early"),
        *_all(Kind.LESSON, "Petrel", "confused politeness with demand", "worked well together"),
    ],
}


def _lessons(name: str) -> Sequence[Said]:
    path = STYLES / f"{name}.md"
    found = extract(read_post(path.read_bytes(), path.name))
    return [
        Said(f"{item.draft.title}\n{item.draft.body}", item.draft.kind, item.draft.company) for item in found
    ]


@pytest.mark.parametrize("name", POSTS)
def test_each_lesson_is_found_with_its_company(name: str) -> None:
    found = _lessons(name)
    for said in POSTS[name]:
        holding = [lesson for lesson in found if said.words in lesson.words]
        assert [(lesson.kind, lesson.company) for lesson in holding] == [(said.kind, said.company)], (
            said.words
        )


@pytest.mark.parametrize("name", POSTS)
def test_hardly_anything_else_is_taken_for_one(name: str) -> None:
    others = [
        lesson for lesson in _lessons(name) if not any(said.words in lesson.words for said in POSTS[name])
    ]
    assert len(others) <= (1 if POSTS[name] else 0)


def test_formats_are_told_from_topics() -> None:
    """Alone, "Start" is where a topic starts."""
    assert extract(read_post("# Retro\n\n## Start\n\n- A pen was there.\n- So was a room.\n", "x.md")) == ()
    found = extract(
        read_post("# Retro\n\n## Start\n\n- Bring a pen.\n\n## Stop\n\n- Being late at nine.\n", "x.md")
    )
    assert [item.draft.kind for item in found] == [Kind.TIP, Kind.MISTAKE]


WEIGHED = """\
# Looking back at the new kitchen

We left the old kitchen in May, and after our first year I know what we have learned from it.

## Its upsides

- The oven heats twice as fast as the old one did before.
- The cooks of both shifts like to stand next to a window.

## What comes of it

So here's the summary after one year.

- The rent of a kitchen like this one is the smaller cost.
- The drains need somebody who knows how they were built.
- The neighbours smell the bread long before we can sell it.
"""


def test_what_is_weighed_and_summed_up_in_looking_back() -> None:
    assert len(extract(read_post(WEIGHED, "x.md"))) >= 5
    manual = WEIGHED.replace("Looking back at", "How to install")
    manual = manual.replace("we have learned from it", "it costs").replace("We left", "The plan shows")
    assert extract(read_post(manual.replace("our first year I know", "a year one knows"), "x.md")) == ()


def test_what_brings_in_the_headings_below_is_no_lesson() -> None:
    text = "Some things I learned, in no order:\n\n## Bread is patient\n\nYes.\n\n## Ovens are not\n\nNo.\n"
    found = extract(read_post(f"# What I learned as a baker\n\n{text}", "x.md"))
    assert [item.draft.title for item in found] == ["Bread is patient", "Ovens are not"]
