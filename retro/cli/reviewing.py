"""A sitting of ``retro review`` in a terminal. Each answer is on disk before the next lesson is shown."""

from collections.abc import Sequence

import click

from retro.cli.log_entry import said_of
from retro.cli.output import in_short, narrate, styled, width
from retro.cli.streams import ask_line, say
from retro.display import plain_inline, safe, safe_line
from retro.errors import RetroError
from retro.journal import Journal
from retro.model import Lesson, LessonDraft
from retro.practice.review.answering import answer
from retro.practice.review.selecting import Pick
from retro.surroundings import ReviewAnswer

__all__ = ["KEYS", "sit"]

KEYS = {
    "+": ReviewAnswer.USED,
    "t": ReviewAnswer.STILL_TRUE,
    "e": ReviewAnswer.REWORDED,
    "d": ReviewAnswer.NO_LONGER_TRUE,
    "s": ReviewAnswer.AGAIN_SOON,
}
"""The same as in the app; the digits 1 to 5 stand for them, too."""

_DIGITS = dict(zip("12345", KEYS, strict=True))
_ASKED = " · ".join(f"{key} {said}" for key, said in KEYS.items())
_BESIDE = "u undo · n next · p back · q quit"
_MOST_LINES = 30
_WIDEST = 92
"""Columns: longer lines are not read well."""


def sit(journal: Journal, picks: Sequence[Pick]) -> None:
    """Show one after the other, and do what the keys say."""
    _Sitting(journal, picks).run()


class _Sitting:
    """One sitting. Only what was answered in it can be undone in it."""

    def __init__(self, journal: Journal, picks: Sequence[Pick]) -> None:
        self._journal = journal
        self._picks = list(picks)
        self._answered: list[tuple[int, ReviewAnswer | None]] = []
        self._typed: list[str] = []
        self._at = 0
        self._open = False
        self._shown = False

    def run(self) -> None:
        """Until all are answered, or their reader leaves."""
        while self._on_to_one_that_waits():
            if not self._shown:
                self._show()
            key = self._key()
            if key in {"q", "\x1b", "\x04", ""}:
                break
            self._press(key)
        self._tell()

    def _key(self) -> str:
        """The next key; of several that were typed at once, one after the other."""
        if not self._typed:
            typed = click.getchar()
            self._typed = [typed] if typed.startswith("\x1b") else list(typed)
        key = self._typed.pop(0) if self._typed else ""
        return _DIGITS.get(key, key.lower())

    def _on_to_one_that_waits(self) -> bool:
        """Stay where one is, or go to the next that is not answered."""
        places = [*range(self._at, len(self._picks)), *range(self._at)]
        waiting = [place for place in places if self._picks[place].answer is None]
        if waiting and waiting[0] != self._at:
            self._go(waiting[0])
        return bool(waiting)

    def _press(self, key: str) -> None:
        if key == "u":
            self._undo()
        elif key in {"n", "p"}:
            waiting = [place for place, pick in enumerate(self._picks) if pick.answer is None]
            step = 1 if key == "n" else -1
            self._go(waiting[(waiting.index(self._at) + step) % len(waiting)])
        elif not self._open:
            self._reveal()  # whatever the key: an answer is for what has been read
        elif key in KEYS:
            self._answer(KEYS[key])
        else:
            narrate(f"{_ASKED} · {_BESIDE}")

    def _go(self, place: int) -> None:
        self._at, self._open, self._shown = place, False, False

    def _show(self) -> None:
        pick = self._picks[self._at]
        say()
        say(styled(f"{self._at + 1} of {len(self._picks)} · {in_short(pick.why)}", dim=True))
        say(styled(plain_inline(pick.lesson.title), bold=True))
        say(styled(f"any key shows the rest · {_BESIDE}", dim=True))
        self._shown = True

    def _reveal(self) -> None:
        lesson = self._picks[self._at].lesson
        facts = [str(lesson.kind), lesson.company or "", str(lesson.happened or ""), str(lesson.status)]
        say(styled(" · ".join(fact for fact in facts if fact), fg="cyan"))
        if lesson.trigger:
            say(styled(f"When: {lesson.trigger}"))
        if lesson.body:
            say("\n" + _shortened(safe(lesson.body), width()) + "\n")
        say(styled(f"{_ASKED} · {_BESIDE}", dim=True))
        self._open = True

    def _answer(self, said: ReviewAnswer) -> None:
        lesson = self._picks[self._at].lesson
        draft: LessonDraft | None = None
        try:
            draft = _reworded(lesson) if said is ReviewAnswer.REWORDED else None
            asks = said is ReviewAnswer.NO_LONGER_TRUE
            reason = ask_line("Why is it no longer true?") if asks else ""
            done = answer(self._journal, lesson.id, said, draft=draft, reason=reason)
        except RetroError as error:
            narrate(error.sentence + _kept(lesson, draft))
            return
        except click.Abort:
            narrate("Nothing was answered.")
            return
        narrate(f"{str(said).capitalize()} · {said_of(done)}")
        self._answered.append((self._at, self._picks[self._at].answer))
        self._picks[self._at] = self._picks[self._at]._replace(lesson=done.lesson, answer=said)

    def _undo(self) -> None:
        if not self._answered:
            narrate("Nothing was answered in this review yet; “retro undo” undoes what was before it.")
            return
        place, before = self._answered.pop()
        narrate(f"Undone: {safe_line(self._journal.history.undo().summary)}")
        lesson = self._journal.lessons.get(self._picks[place].lesson.id)
        self._picks[place] = self._picks[place]._replace(lesson=lesson, answer=before)
        self._go(place)

    def _tell(self) -> None:
        done, count = sum(pick.answer is not None for pick in self._picks), len(self._picks)
        narrate(f"All {count} are answered." if done == count else f"{done} of {count} answered.")


def _reworded(lesson: Lesson) -> LessonDraft:
    from retro.cli.edit import in_editor  # noqa: PLC0415 - only to edit

    return in_editor(lesson)


def _kept(lesson: Lesson, draft: LessonDraft | None) -> str:
    """Where the words are that the journal did not take."""
    if draft is None or draft == lesson:
        return ""
    from retro.editor import keep_unsaved  # noqa: PLC0415 - only where a journal refuses
    from retro.lesson_text import render  # noqa: PLC0415

    return f" What you wrote is in {keep_unsaved(render(draft))}."


def _shortened(body: str, columns: int) -> str:
    import textwrap  # noqa: PLC0415 - only to ask

    room = max(20, min(columns, _WIDEST) - 4)
    lines = [part for line in body.split("\n") for part in textwrap.wrap(line, room) or [""]]
    shown = [f"  {line}" for line in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        shown.append(f"  … {len(lines) - _MOST_LINES:,} lines more")
    return "\n".join(shown)
