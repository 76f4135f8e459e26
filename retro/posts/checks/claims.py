"""``number-claim``: percentages that the numbers do not support."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from retro.evidence import change
from retro.model import Evidence
from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page, folded_words
from retro.posts.number_claims import Change, wrong_claims
from retro.sentences import sentences

__all__ = ["CHECK"]

_TELLING = 5
"""Letters."""


def _prepared(known: Known) -> Look:
    return partial(_look, known.measured)


def _look(measured: Mapping[str, tuple[Evidence, ...]], page: Page) -> Iterator[Finding]:
    for paragraph in page.paragraphs:
        if "%" not in paragraph.text and "cent" not in paragraph.text:
            continue
        lesson = page.lesson_at(paragraph.line)
        own = lesson.evidence if lesson else ()
        others = measured.get(lesson.company or "", ()) if lesson else ()
        for start, end in sentences(paragraph.text):
            sentence = paragraph.text[start:end]
            known = [*own, *(each for each in others if each not in own and _is_about(sentence, each))]
            for claim in wrong_claims(sentence, _changes(known)):
                right = " or ".join(change(*claim.change).rsplit(", ", 1))
                yield Finding(
                    CHECK.code,
                    paragraph.line_at(start + claim.start),
                    f"“{claim.said}” is not what {claim.change} is.",
                    f"Write {right}.",
                )


def _is_about(sentence: str, evidence: Evidence) -> bool:
    """Whether a sentence is about what another lesson of the company measured: they share a telling word."""
    words = {word for word in folded_words(evidence.metric) if len(word) >= _TELLING}
    return not words.isdisjoint(folded_words(sentence))


def _changes(evidence: Iterable[Evidence]) -> list[Change]:
    return [
        Change(item.before, item.after)
        for item in evidence
        if item.before is not None and item.after is not None
    ]


CHECK = Check(
    "number-claim",
    "a percentage that the numbers do not support: 16 → 4 weeks is ×4 or −75 %, not 400 %",
    _prepared,
)
