"""``number-claim``: percentages that the numbers do not support."""

from collections.abc import Iterator, Mapping
from functools import partial

from retro.model import Evidence
from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page
from retro.posts.number_claims import changes_told_of, wrong_claims
from retro.sentences import sentences

__all__ = ["CHECK"]


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
            for claim in wrong_claims(sentence, changes_told_of(sentence, own, others)):
                line = paragraph.line_at(start + claim.start)
                yield Finding(CHECK.code, line, claim.sentence, f"Write {claim.right}.")


CHECK = Check(
    "number-claim",
    "a percentage that the numbers do not support: 16 → 4 weeks is ×4 or −75 %, not 400 %",
    _prepared,
)
