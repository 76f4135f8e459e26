"""The last step: what came of a retrospective, as Markdown. Pure.

What is told of it is told twice: whole, for its owner's eyes, and as words before the lessons of a post,
where what has become a private lesson stays away, and what has become a lesson is told by the lesson.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from retro.model import Lesson, Visibility
from retro.practice.retrospectives.formats import Format
from retro.surroundings import Answer, Commitment, CommitmentState, Retrospective

__all__ = ["Summary", "post_intro", "purpose_of", "title_of", "whole_summary"]


class Summary(NamedTuple):
    """All that a summary tells.

    Args:
        how: The format.
        retrospective: Where and when.
        answers: The ranked first.
        lessons: That answers have become, in their order.
        commitments: That were made.
    """

    how: Format
    retrospective: Retrospective
    answers: tuple[Answer, ...]
    lessons: tuple[Lesson, ...]
    commitments: tuple[Commitment, ...]

    @property
    def public_ids(self) -> tuple[str, ...]:
        """The lessons that may be in a post."""
        return tuple(each.id for each in self.lessons if each.visibility is Visibility.PUBLISHABLE)


def title_of(how: Format, retrospective: Retrospective) -> str:
    """``4Ls: EKS, 2022..2023``."""
    facts = [retrospective.company or "", "" if retrospective.period is None else str(retrospective.period)]
    said = ", ".join(fact for fact in facts if fact)
    return f"{how.title}: {said}" if said else how.title


def purpose_of(retrospective: Retrospective) -> str:
    """What its post is known by, so that it is written again in its place."""
    return f"retrospective {retrospective.id}"


def whole_summary(summary: Summary) -> str:
    """All of it, for who held it."""
    parts = [f"# {title_of(summary.how, summary.retrospective)}"]
    if summary.lessons:
        parts += ["## Lessons", _list(_lesson(each) for each in summary.lessons)]
    if summary.commitments:
        parts += ["## Commitments", _list(map(_commitment, summary.commitments))]
    parts += _answers(summary.how, summary.answers, "## ")
    if len(parts) == 1:
        parts.append("Nothing has been answered yet.")
    return "\n\n".join(parts) + "\n"


def post_intro(summary: Summary) -> str:
    """The words before the lessons in a post: the answers that have become none, and the commitments."""
    left = [each for each in summary.answers if each.lesson_id is None]
    parts = [f"_{summary.how.about}_"] if summary.how.about else []
    parts += _answers(summary.how, left, "**", "**")
    if summary.commitments:
        parts += ["**What I will do**", _list(map(_commitment, summary.commitments))]
    return "\n\n".join(parts)


def _answers(how: Format, answers: Sequence[Answer], before: str, after: str = "") -> Iterator[str]:
    """A heading a prompt that was answered, with what was answered below it."""
    known = [prompt.id for prompt in how.prompts]
    others = [each.prompt for each in answers if each.prompt not in known]
    for prompt_id in dict.fromkeys([*known, *others]):
        texts = [each.text for each in answers if each.prompt == prompt_id]
        if texts:
            yield f"{before}{how.prompt(prompt_id).question}{after}"
            yield _list(texts)


def _list(texts: Iterable[str]) -> str:
    return "\n".join(map(_item, texts))


def _item(text: str) -> str:
    """A text as an item of a list; its further lines are indented, so that they stay in it."""
    first, *rest = text.split("\n")
    return "\n".join([f"* {first}", *(f"  {line}".rstrip() for line in rest)])


def _lesson(lesson: Lesson) -> str:
    facts = ", ".join([str(lesson.kind), *(f"#{theme}" for theme in lesson.themes)])
    private = " (private)" if lesson.visibility is Visibility.PRIVATE else ""
    trigger = f" – {lesson.trigger}" if lesson.trigger else ""
    return f"{lesson.title} ({facts}){private}{trigger}"


def _commitment(each: Commitment) -> str:
    said = f"{each.text} – measured by: {each.measure}; until {each.due}"
    if each.state is CommitmentState.OPEN:
        return said
    return f"{said} ({each.state}{': ' + each.reason if each.reason else ''})"
