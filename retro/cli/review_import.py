"""``retro import --review``: what an import was not sure of, decided one after the other by one key each."""

import sys
from collections.abc import Callable
from dataclasses import replace

import click

from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, emit_rows, narrate, styled, width
from retro.cli.streams import say
from retro.display import safe, safe_line
from retro.errors import RetroError, UsageProblem
from retro.journal import Journal
from retro.journal.candidates import ImportCandidate
from retro.posts.reviewing import merge_with_next, split

__all__ = ["list_waiting", "review"]

_KEYS = "a accept · e edit · s split · m merge with the next · d drop · u undo · n next · p back · q quit"


def list_waiting(journal: Journal, *, as_json: bool) -> None:
    """Print what waits, for scripts."""
    leaving = Leaving()
    drafts = ((candidate, leaving.lesson(candidate.draft)) for candidate in journal.candidates.waiting())
    waiting = [replace(candidate, draft=draft) for candidate, draft in drafts if draft is not None]
    if as_json:
        emit_json("candidates", [_as_json(candidate) for candidate in waiting])
    else:
        emit_rows(
            (
                f"{candidate.confidence:.2f}",
                candidate.draft.kind,
                candidate.draft.company or "",
                candidate.draft.title,
                candidate.draft.source or "",
            )
            for candidate in waiting
        )
    leaving.tell()


def _as_json(candidate: ImportCandidate) -> dict[str, object]:
    draft = candidate.draft
    return {
        "title": draft.title,
        "body": draft.body,
        "kind": draft.kind,
        "company": draft.company,
        "themes": draft.themes,
        "happened": None if draft.happened is None else str(draft.happened),
        "path": draft.source.path if draft.source else None,
        "line": draft.source.line if draft.source else 0,
        "confidence": candidate.confidence,
        "rule": candidate.rule,
    }


def review(journal: Journal) -> None:
    """Show one after the other, and do what the keys say.

    Raises:
        UsageProblem: When nobody can press a key.
    """
    if not journal.candidates.count():
        narrate("Nothing waits for your review.")
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageProblem(
            "A review needs a terminal; --plain and --json list what waits.", "retro import --review --plain"
        )
    _Review(journal).run()


class _Review:
    """One sitting. Only what was decided in it can be undone in it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._at = 0
        self._decided: list[int] = []
        self._shown = 0

    def run(self) -> None:
        """Until the last one is decided, or its reader leaves."""
        decide: dict[str, Callable[[ImportCandidate], None]] = {
            "a": self._accept,
            "e": self._edit,
            "s": lambda candidate: split(self._journal, candidate),
            "m": lambda candidate: merge_with_next(self._journal, candidate),
            "d": lambda candidate: self._journal.candidates.drop(candidate.number),
        }
        while waiting := self._journal.candidates.waiting():
            self._at = min(self._at, len(waiting) - 1)
            candidate = waiting[self._at]
            if candidate.number != self._shown:
                self._show(candidate, len(waiting))
            key = click.getchar().lower()
            if key in {"q", "\x1b", "\x03", "\x04"}:
                break
            if key in decide:
                self._decide(candidate, decide[key])
            elif key == "u":
                self._undo()
            elif key in {"n", " ", "p"}:
                self._at = max(0, self._at + (-1 if key == "p" else 1)) % len(waiting)
            else:
                narrate(_KEYS)
        left = self._journal.candidates.count()
        narrate(f"{left:,} still to review." if left else "All are reviewed.")

    def _show(self, candidate: ImportCandidate, waiting: int) -> None:
        draft = candidate.draft
        facts = [
            str(draft.kind),
            draft.company or "",
            str(draft.happened or ""),
            " ".join(f"#{theme}" for theme in draft.themes),
        ]
        place = f"{self._at + 1} of {waiting} · {draft.source or 'by hand'} · {candidate.confidence:.2f}"
        say()
        say(styled(f"{place} · {candidate.rule}", dim=True))
        say(styled(" · ".join(fact for fact in facts if fact), fg="cyan"))
        say(styled(draft.title, bold=True))
        if draft.body:
            say("\n" + _shortened(safe(draft.body), width()) + "\n")
        say(styled(_KEYS, dim=True))
        self._shown = candidate.number

    def _decide(self, candidate: ImportCandidate, decide: Callable[[ImportCandidate], None]) -> None:
        try:
            before = self._journal.state()
            decide(candidate)
        except RetroError as error:
            narrate(error.sentence)
            return
        if self._journal.state() != before:
            self._decided.append(self._at)
        self._shown = 0

    def _accept(self, candidate: ImportCandidate) -> None:
        added = self._journal.candidates.accept(candidate.number)
        narrate(f"Accepted {self._journal.lessons.short_id(added.lesson.id)}")

    def _edit(self, candidate: ImportCandidate) -> None:
        from retro.editor import edit_text, keep_unsaved  # noqa: PLC0415 - only to edit
        from retro.lesson_text import parse, render  # noqa: PLC0415

        before = render(candidate.draft)
        after = edit_text(before)
        if not after.strip():
            narrate("Nothing was changed.")
            return
        try:
            added = self._journal.candidates.accept(candidate.number, parse(after, candidate.draft))
        except RetroError as error:
            error.sentence += f" What you wrote is in {keep_unsaved(after)}."
            raise
        narrate(f"Accepted {self._journal.lessons.short_id(added.lesson.id)}")

    def _undo(self) -> None:
        if not self._decided:
            narrate("Nothing was decided in this review yet; “retro undo” undoes what was before it.")
            return
        self._at = self._decided.pop()
        narrate(f"Undone: {safe_line(self._journal.history.undo().summary)}")
        self._shown = 0


_MOST_LINES = 20


def _shortened(body: str, columns: int) -> str:
    lines = body.split("\n")
    shown = [f"  {line[: columns - 4]}" for line in lines[:_MOST_LINES]]
    return "\n".join(
        [*shown, f"  … {len(lines) - _MOST_LINES:,} lines more"] if len(lines) > _MOST_LINES else shown
    )
