"""The language of quick capture: one text becomes a lesson, and a lesson one text.

``yesterday: Boil the frog. Pitch in milestones @eks #trust #change !mistake *``

- ``@company`` (``@"Amazon EKS"`` where the name has spaces), ``#theme/with/levels``, ``!kind``.
- At the start, each once: a date and a colon; "Lesson learned:", "Pro tip:", "Mistake:" and the like; ``*``.
- A ``*`` at the start or end of the first line, or on its own at the end of the text, stars.
- Tags at the end of the first line, or of the text, are cut from it; those at the start too, if they are
  several or a colon, a line break or a capital follows. Elsewhere, and at the end after a preposition ("what
  we learned at @acme"), a tag counts and stays as its word without the sign.
- ``!kind`` wins over a word at the start. A second company or kind stays as it was typed.
- A backslash before what would be read keeps it as text, without the backslash.
- The title is the first sentence of the first line, the body everything after it.

Nothing is lost: what is no token ends in the title or the body as it was typed.
"""

import datetime as dt
from typing import NamedTuple

from retro.capture.reading import read
from retro.capture.rendering import render
from retro.capture.tokens import Part, Token
from retro.errors import UsageProblem
from retro.model import Kind, LessonDraft
from retro.sentences import first_sentence

__all__ = ["Capture", "Part", "Token", "parse", "render"]


class Capture(NamedTuple):
    """What was understood.

    ``tokens`` are the pieces that were read as something else than text, in order, for a preview to colour;
    ``notes`` are sentences about signs that were left in the text.
    """

    draft: LessonDraft
    tokens: tuple[Token, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return render(self.draft)


def parse(text: str, today: dt.date) -> Capture:
    """Read a capture; offsets in the result count a line break as one character.

    Raises:
        UsageProblem: When there is no text beside the tokens.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UsageProblem(
            "There is nothing to capture: the text is empty.", 'retro add "What you learned @company #theme"'
        )
    reading = read(text, today)
    title, body = _title_and_body(reading.remaining())
    if not title:
        raise UsageProblem(
            "There is nothing to capture: beside tags and dates the text is empty.",
            'retro add "What you learned @company #theme"',
        )
    named: dict[Part, list[str]] = {part: [] for part in Part}
    for token in reading.accepted:
        named[token.part].append(token.value)
    themes = {name.casefold(): name for name in reversed(named[Part.THEME])}
    draft = LessonDraft(
        title=title,
        body=body,
        kind=Kind(named[Part.KIND][0]) if named[Part.KIND] else reading.prefix_kind or Kind.LESSON,
        company=named[Part.COMPANY][0] if named[Part.COMPANY] else None,
        themes=tuple(reversed(themes.values())),
        happened=reading.happened,
        starred=reading.starred,
    )
    tokens = sorted([*reading.accepted, *reading.prefixes], key=lambda token: token.start)
    return Capture(draft, tuple(tokens), reading.notes())


def _title_and_body(text: str) -> tuple[str, str]:
    line, _, following = text.lstrip().partition("\n")
    title, rest = first_sentence(line)
    if rest:
        return title, f"{rest}\n{following}".rstrip()
    lines = following.split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    return title, "\n".join(lines).rstrip()
