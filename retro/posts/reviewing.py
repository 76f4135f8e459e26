"""Reviewing what an import was not sure of: taking candidates apart and putting them together.

Deciding itself is the journal's (``journal.candidates``); here is what it takes to know of Markdown.
"""

import re

from retro.errors import InvalidValue
from retro.journal import Journal
from retro.journal.candidates import ImportCandidate
from retro.model import LessonDraft
from retro.posts.bodies import markdown
from retro.sentences import first_sentence, sentences

__all__ = ["merge_with_next", "merged", "split", "split_off"]

_MARK = re.compile(r"[ ]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+")
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")


def split(journal: Journal, candidate: ImportCandidate) -> None:
    """Make two candidates of one: what its last paragraph or list item says becomes one of its own.

    Raises:
        InvalidValue: When there is only one sentence in it.
    """
    first, second = split_off(candidate.draft)
    journal.candidates.split(candidate.number, first, second)


def merge_with_next(journal: Journal, candidate: ImportCandidate) -> None:
    """Make one candidate of this one and of the next that waits.

    Raises:
        InvalidValue: When none follows it in its post.
    """
    following = [
        other
        for other in journal.candidates.waiting()
        if other.post == candidate.post and other.place > candidate.place
    ]
    if not following:
        raise InvalidValue("None follows it in its post that it could be merged with.")
    draft = merged(candidate.draft, following[0].draft)
    journal.candidates.merge(candidate.number, following[0].number, draft)


def split_off(draft: LessonDraft) -> tuple[LessonDraft, LessonDraft]:
    """A lesson without its last paragraph or list item, and that as a lesson.

    Of one without a text the last sentence of the title is taken off.

    Raises:
        InvalidValue: When there is only one sentence in it.
    """
    body = draft.body.strip("\n").rstrip()
    if body:
        at = _last_piece(body)
        kept, text = body[:at].rstrip(), body[at:]
    else:
        spans = sentences(draft.title)
        if len(spans) < 2:
            raise InvalidValue("There is only one sentence in it; it cannot be split.")
        return (
            draft.replace(title=draft.title[: spans[-2][1]], evidence=draft.evidence),
            draft.replace(title=draft.title[spans[-1][0] :], evidence=()),
        )
    title, rest = _titled(text)
    if not title:
        raise InvalidValue("What it ends in is no text of its own; edit it instead.")
    return draft.replace(body=kept), draft.replace(title=title, body=rest, evidence=(), starred=False)


def _last_piece(body: str) -> int:
    """Where the last paragraph, list item or other block begins."""
    lines = body.split("\n")
    start = 0
    for token in markdown().parse(body):
        is_block = token.level == 0 and token.nesting >= 0
        if token.map is not None and (is_block or (token.type == "list_item_open" and token.level == 1)):
            start = token.map[0]
    return sum(len(line) + 1 for line in lines[:start])


def _titled(text: str) -> tuple[str, str]:
    """Title and body of a piece: its first sentence, without the marks of a list, and the rest."""
    lines = text.split("\n")
    if mark := _MARK.match(lines[0]):
        indent = len(mark[0])
        rest = [line[indent:] if not line[:indent].strip() else line for line in lines[1:]]
        lines = [lines[0][indent:], *rest]
    if heading := _HEADING.fullmatch(lines[0]):
        return " ".join(heading[1].split()), "\n".join(lines[1:]).strip("\n")
    if lines[0].startswith(("```", "~~~", "|", ">")):
        return "", text
    paragraph, gap, below = "\n".join(lines).partition("\n\n")
    title, more = first_sentence(paragraph)
    return " ".join(title.split()), f"{more}{gap}{below}".strip("\n")


def merged(first: LessonDraft, second: LessonDraft) -> LessonDraft:
    """Two lessons as one: the second's title and text stand below the first's."""
    parts = (first.body.rstrip(), second.title, second.body.strip("\n"))
    return first.replace(
        body="\n\n".join(part for part in parts if part),
        company=first.company or second.company,
        themes=tuple(dict.fromkeys((*first.themes, *second.themes))),
        people=tuple(dict.fromkeys((*first.people, *second.people))),
        happened=first.happened or second.happened,
        starred=first.starred or second.starred,
        evidence=tuple(dict.fromkeys((*first.evidence, *second.evidence))),
    )
