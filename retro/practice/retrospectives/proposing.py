"""The fourth step: what was ranked is proposed as lessons, with kind, company, themes and trigger. Pure.

An answer is read as a capture is: ``@company``, ``#theme``, ``!kind`` and a date before a colon count. What
it does not say comes from its prompt and its retrospective.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from retro.capture import parse
from retro.errors import UsageProblem
from retro.model import Kind, LessonDraft
from retro.practice.retrospectives.formats import Format
from retro.practice.retrospectives.ranking import Cluster, clusters
from retro.surroundings import Answer, Retrospective

__all__ = ["Proposal", "ThemesOf", "proposals", "trigger_in"]

ThemesOf = Callable[[str], Iterable[str]]
"""The themes that a text is about."""

MOST_THEMES = 3
LONGEST_TRIGGER = 120

_TRIGGER = re.compile(
    r"(?:^|[,;:.!?(]\s+|\s[-–—]+\s+)((?:before|when(?:ever)?|next time|as soon as|every time|in the first)\s"
    r"[^.,;:!?\n()]{3,200})",
    re.IGNORECASE,
)
_PRIVATE = re.compile(r"\{\{")


class Proposal(NamedTuple):
    """A lesson that answers propose.

    Args:
        answer_ids: What it is made of.
        draft: What it would say.
    """

    answer_ids: tuple[str, ...]
    draft: LessonDraft


def proposals(
    how: Format,
    retrospective: Retrospective,
    answers: Iterable[Answer],
    *,
    today: dt.date,
    themes_of: ThemesOf,
) -> tuple[Proposal, ...]:
    """What the ranked answers propose that have become no lesson yet, the most important first.

    Args:
        how: The format, which knows the kinds.
        retrospective: Where and when.
        answers: All of it.
        today: What dates in words are counted from.
        themes_of: Finds themes where an answer names none.
    """
    return tuple(
        Proposal(each.ids, _draft(how, retrospective, each, today, themes_of))
        for each in clusters(answers)
        if each.is_ranked and not any(answer.lesson_id for answer in each.answers)
    )


def _draft(
    how: Format, retrospective: Retrospective, cluster: Cluster, today: dt.date, themes_of: ThemesOf
) -> LessonDraft:
    first, *others = cluster.answers
    draft = _read(first.text, today)
    prompt = how.prompt(first.prompt)
    body = draft.body
    if others:
        body = "\n".join([*([body, ""] if body else []), *(_bullet(each.text) for each in others)])
    said = f"{draft.title}\n{body}"
    return draft.replace(
        body=body,
        kind=prompt.kind if draft.kind is Kind.LESSON else draft.kind,
        company=draft.company or retrospective.company,
        themes=draft.themes or tuple(themes_of(said))[:MOST_THEMES],
        happened=draft.happened or retrospective.period,
        trigger=trigger_in(said) or prompt.trigger,
    )


def _read(text: str, today: dt.date) -> LessonDraft:
    """The draft that a capture of this text is; where it is none, the text as it stands."""
    try:
        return parse(text, today).draft
    except UsageProblem:
        title, _, body = text.strip().partition("\n")
        return LessonDraft(" ".join(title.split()), body.strip())


def _bullet(text: str) -> str:
    """An answer as an item of a list; its further lines are indented, so that they stay in it."""
    first, *rest = text.strip().split("\n")
    return "\n".join([f"* {first}", *(f"  {line}".rstrip() for line in rest)])


def trigger_in(text: str) -> str:
    """When a text says that it applies: “before committing, make sure …” → “before committing”.

    Nothing of a private passage, and nothing that is too long to be remembered.
    """
    for found in _TRIGGER.finditer(text):
        trigger = " ".join(found[1].split())
        if not _PRIVATE.search(text[: found.end()]) and len(trigger) <= LONGEST_TRIGGER:
            return trigger[0].lower() + trigger[1:]
    return ""
