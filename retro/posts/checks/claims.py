"""``number-claim``: percentages that the numbers do not support."""

from collections.abc import Iterator

from retro.evidence import change
from retro.model import Lesson
from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page
from retro.posts.number_claims import Change, wrong_claims
from retro.sentences import sentences

__all__ = ["CHECK"]


def _prepared(_known: Known) -> Look:
    return _look


def _look(page: Page) -> Iterator[Finding]:
    for paragraph in page.paragraphs:
        if "%" not in paragraph.text and "cent" not in paragraph.text:
            continue
        known = _changes(page.lesson_at(paragraph.line))
        for start, end in sentences(paragraph.text):
            for claim in wrong_claims(paragraph.text[start:end], known):
                right = " or ".join(change(*claim.change).rsplit(", ", 1))
                yield Finding(
                    CHECK.code,
                    paragraph.line_at(start + claim.start),
                    f"“{claim.said}” is not what {claim.change} is.",
                    f"Write {right}.",
                )


def _changes(lesson: Lesson | None) -> list[Change]:
    return [
        Change(item.before, item.after)
        for item in (lesson.evidence if lesson else ())
        if item.before is not None and item.after is not None
    ]


CHECK = Check(
    "number-claim",
    "a percentage that the numbers do not support: 16 → 4 weeks is ×4 or −75 %, not 400 %",
    _prepared,
)
