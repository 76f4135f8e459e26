"""Posts by many authors, set aside before anything was made for them: how much of them is found.

Each has labels: what a careful reader would extract, what one may extract, and with it kind and company. What
was found matches a label where it holds the words with which that begins.
"""

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from retro.posts.document import read_post
from retro.posts.extraction import Candidate, extract

KEPT_ASIDE = Path(__file__).parent / "kept_aside"


class Label(NamedTuple):
    """A passage that is a lesson: where it may begin, and what it may be taken for."""

    group: str
    begins: tuple[str, ...]
    kinds: frozenset[str]
    company: str
    is_required: bool


class Score(NamedTuple):
    """Of one post, each from 0 to 1."""

    recall: float
    precision: float
    kind: float
    company: float


def _bare(text: str) -> str:
    """Text without Markdown's marks, in small letters."""
    text = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?", r"\1", text)
    for curly, straight in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"')):
        text = text.replace(curly, straight)
    return " ".join(re.sub(r"[*_`>#|~]|<br ?/?>", " ", text).split()).lower()


def _labels(told: Any) -> tuple[Label, ...]:
    return tuple(
        Label(
            each["group"],
            tuple(map(_bare, each["begins"])),
            frozenset(each["kinds"]),
            each["company"],
            each["required"],
        )
        for each in told["lessons"]
    )


def _matching(found: Candidate, labels: Sequence[Label]) -> list[Label]:
    """The labels that begin in a lesson, in the order in which they do."""
    text = _bare(f"{found.draft.title} {found.draft.body}")
    places = (
        (min((text.find(words) for words in each.begins if words in text), default=-1), each)
        for each in labels
    )
    return [each for place, each in sorted(places, key=lambda pair: pair[0]) if place >= 0]


def _part(good: int, of: int) -> float:
    return good / of if of else 1.0


@cache
def _score(post: Path) -> Score:
    told = json.loads(post.with_suffix(".json").read_text(encoding="utf-8"))
    labels = _labels(told)
    aliases = {alias.lower(): name for name, others in told["aliases"].items() for alias in others}
    groups: set[str] = set()
    matched = kinds = companies = 0
    found = extract(read_post(post.read_text(encoding="utf-8"), str(post)))
    for lesson in found:
        hits = _matching(lesson, labels)
        if not hits:
            continue
        matched += 1
        own = list(dict.fromkeys(hit.group for hit in hits))
        groups.update(own if len(own) <= 2 else own[:1])  # what swallows three of them has found one
        company = lesson.draft.company or ""
        kinds += any(str(lesson.draft.kind) in hit.kinds for hit in hits)
        companies += aliases.get(company.lower(), company).lower() == hits[0].company.lower()
    required = {each.group for each in labels if each.is_required}
    return Score(
        _part(len(required & groups), len(required)),
        _part(matched, len(found)),
        _part(kinds, matched),
        _part(companies, matched),
    )


def _average(which: Callable[[Score], float]) -> float:
    scores = [which(_score(post)) for post in sorted(KEPT_ASIDE.glob("*.md"))]
    assert len(scores) >= 10
    return sum(scores) / len(scores)


def test_four_of_five_lessons_are_found() -> None:
    assert _average(lambda score: score.recall) >= 0.80


def test_four_of_five_that_are_found_are_lessons() -> None:
    assert _average(lambda score: score.precision) >= 0.80


def test_two_of_three_get_their_company() -> None:
    """Three of four are wanted: authors name where they work in more ways than are told yet."""
    assert _average(lambda score: score.company) >= 0.60


def test_seven_of_ten_get_their_kind() -> None:
    assert _average(lambda score: score.kind) >= 0.70
