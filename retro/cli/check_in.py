"""``retro check-in``: a checklist of the lessons that fit, answered before one goes on."""

import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

import click

from retro.cli.framework import Command, open_journal, with_journal_option
from retro.cli.leaving import Leaving
from retro.cli.output import emit_json, emit_rows, fit, narrate, styled, width, with_output_options
from retro.cli.streams import ask_line, say, show
from retro.display import plain_inline, safe_line
from retro.errors import NothingFound, RetroError, UsageProblem
from retro.journal import Journal
from retro.journal.check_ins import CheckIn, CheckItem
from retro.journal.identity import ID_LENGTH, SHORTEST_PREFIX
from retro.model import Lesson
from retro.surroundings import CheckState

__all__ = ["command"]


@click.command(
    "check-in",
    cls=Command,
    examples=(
        'retro check-in "pitching automation to the founding engineers"',
        'retro check-in "pitching automation to the founding engineers" --done 1 --done "2: asked Ann first"',
        "retro check-in 4f2a --not-here 3",
        "retro check-in",
        'retro check-in "deploying on a friday" && ./deploy',
    ),
)
@click.argument("situation", nargs=-1, metavar="[SITUATION | ID]")
@click.option("--done", multiple=True, metavar="N[: TEXT]", help="Lesson N was thought of; what was done.")
@click.option("--not-here", multiple=True, metavar="N[: TEXT]", help="Lesson N does not apply; why.")
@click.option("--reopen", multiple=True, metavar="N", help="Take the answer to lesson N back.")
@click.option("--again", is_flag=True, help="Begin a new checklist, where the last one is answered.")
@click.option("--remove", is_flag=True, help="Take the checklist away.")
@with_output_options
@with_journal_option
def command(
    situation: tuple[str, ...],
    done: tuple[str, ...],
    not_here: tuple[str, ...],
    reopen: tuple[str, ...],
    again: bool,
    remove: bool,
    as_json: bool,
    plain: bool,
) -> None:
    """Make a checklist of the lessons that fit a situation, and answer it; without one, list them all.

    On a terminal each lesson is answered by a key; a script uses the options. The same situation goes on
    with its checklist. It ends with 1 while something is open, so that a script can wait for it.

    Private lessons and private passages are left out where the output is a file.
    """
    text = " ".join(situation).strip()
    answers = [
        *(_answer(said, CheckState.DONE) for said in done),
        *(_answer(said, CheckState.NOT_HERE) for said in not_here),
        *(_answer(said, CheckState.OPEN) for said in reopen),
    ]
    if not text:
        if answers or again or remove:
            raise UsageProblem("Which checklist? Say the situation or its id.", hint="retro check-in")
        _list(as_json=as_json, plain=plain)
        return
    with open_journal() as journal:
        check_in = _named(journal, text) or _started(journal, text, again=again)
        if remove:
            journal.check_ins.remove(check_in.id)
            narrate(f"Took away the checklist for “{check_in.situation}”.  (undo: retro undo)")
            return
        check_in = _answered(journal, check_in, answers)
        by_keys = not (answers or as_json or plain) and sys.stdin.isatty() and sys.stderr.isatty()
        if by_keys and check_in.is_open:
            check_in = _Sitting(journal, check_in).run()
        _show(journal, check_in, as_json=as_json, plain=plain)
        _end(journal, check_in)


class _Answer(NamedTuple):
    """What a person said of line ``place`` (from 1) of a checklist."""

    place: int
    state: CheckState
    text: str


def _answer(said: str, state: CheckState) -> _Answer:
    number, _, text = said.partition(":")
    try:
        return _Answer(int(number), state, text.strip())
    except ValueError as error:
        raise UsageProblem(f"“{said}” names no line: say 2, or “2: what you did”.") from error


def _named(journal: Journal, text: str) -> CheckIn | None:
    """The checklist whose id this is, if it is one; a situation may be a single word too."""
    if not SHORTEST_PREFIX <= len(text) <= ID_LENGTH or not text.isalnum():
        return None
    try:
        return journal.check_ins.get(text)
    except (NothingFound, UsageProblem):
        return None


def _started(journal: Journal, situation: str, *, again: bool) -> CheckIn:
    known = journal.check_ins.of_situation(situation)
    if known is not None and known.items and (known.is_open or not again):
        return known
    from retro.practice.briefs import brief  # noqa: PLC0415 - going on needs no search
    from retro.search import SearchEngine  # noqa: PLC0415

    found = brief(journal, SearchEngine(journal), situation)
    if not found.fittings:
        raise NothingFound(f"No lesson fits “{situation}”, so there is nothing to check.")
    ids = [fitting.lesson.id for fitting in found.fittings]
    return journal.check_ins.start(situation, ids, again=again)


def _answered(journal: Journal, check_in: CheckIn, answers: Sequence[_Answer]) -> CheckIn:
    """Every answer in one step, or none: a wrong number changes nothing."""
    for answer in answers:
        if not 1 <= answer.place <= len(check_in.items):
            raise UsageProblem(f"There is no line {answer.place}: the checklist has {len(check_in.items)}.")
    with journal.step("check-in", f"Answered the checklist for “{check_in.situation}”"):
        for answer in answers:
            item = check_in.items[answer.place - 1]
            check_in = journal.check_ins.answer(check_in.id, item.lesson_id, answer.state, answer.text)
    return check_in


_MARKS = {CheckState.OPEN: ("○", None), CheckState.DONE: ("✓", "green"), CheckState.NOT_HERE: ("–", "yellow")}
_KEYS = "d done · n does not apply · w … with a few words · s later · q leave the rest open"


class _Sitting:
    """The lessons that are open, one after the other, until all are answered or somebody leaves."""

    def __init__(self, journal: Journal, check_in: CheckIn) -> None:
        self._journal = journal
        self._check_in = check_in

    def run(self) -> CheckIn:
        """Ask for each what is open, once."""
        for item in self._check_in.open_items:
            self._ask(item)
            key = self._key()
            words = ""
            while key == "w":
                words = ask_line("In a few words:")
                say(styled("d done · n does not apply", dim=True))
                key = self._key()
            if key == "q":
                break
            if key in _STATES:
                state = _STATES[key]
                self._check_in = self._journal.check_ins.answer(
                    self._check_in.id, item.lesson_id, state, words
                )
        return self._check_in

    def _ask(self, item: CheckItem) -> None:
        lesson = self._journal.lessons.get(item.lesson_id)
        place = self._check_in.items.index(item) + 1
        say()
        say(styled(f"{place} of {len(self._check_in.items)} · {lesson.kind}", dim=True))
        say(styled(plain_inline(lesson.title), bold=True))
        if lesson.trigger:
            say(styled(f"When: {lesson.trigger}"))
        if lesson.body:
            say(styled(fit(" ".join(lesson.body.split()), 3 * width()).rstrip(), dim=True))
        say(styled(_KEYS, dim=True))

    @staticmethod
    def _key() -> str:
        while True:
            key = click.getchar().lower()
            if key in {"q", "\x1b", "\x03", "\x04"}:
                return "q"
            if key in {*_STATES, "w", "s", " "}:
                return key
            narrate(_KEYS)


_STATES = {"d": CheckState.DONE, "n": CheckState.NOT_HERE}


def _show(journal: Journal, check_in: CheckIn, *, as_json: bool, plain: bool) -> None:
    leaving = Leaving()
    lines = [
        (place, item, lesson)
        for place, item in enumerate(check_in.items, start=1)
        if (lesson := leaving.lesson(journal.lessons.get(item.lesson_id))) is not None
    ]
    short = journal.lessons.short_ids(lesson.id for _, _, lesson in lines)
    if as_json:
        emit_json(
            "check_in",
            {
                **_as_json(check_in, journal.check_ins.short_ids()[check_in.id], leaving.text),
                "items": [
                    {
                        "place": place,
                        "lesson": lesson.id,
                        "title": lesson.title,
                        "state": item.state,
                        "answer": leaving.text(item.answer),
                        "answered_at": item.answered_at,
                    }
                    for place, item, lesson in lines
                ],
            },
        )
    elif plain:
        emit_rows(
            (place, item.state, short[lesson.id], lesson.title, leaving.text(item.answer))
            for place, item, lesson in lines
        )
    else:
        show(styled(plain_inline(leaving.text(check_in.situation)), bold=True))
        for place, item, lesson in lines:
            _print(place, item, lesson, short[lesson.id], leaving.text(item.answer))
    leaving.tell()


def _print(place: int, item: CheckItem, lesson: Lesson, short: str, answer: str) -> None:
    mark, colour = _MARKS[item.state]
    title = fit(plain_inline(safe_line(lesson.title)), max(20, width() - 14)).rstrip()
    is_open = item.state is CheckState.OPEN
    head = f"{place:>2} {styled(mark, fg=colour)} {styled(fit(short, 6), fg='yellow')}"
    show(f"{head} {styled(title, bold=is_open)}")
    if answer:
        show(" " * 12 + styled(fit(answer, max(20, width() - 12)).rstrip(), dim=True))


def _end(journal: Journal, check_in: CheckIn) -> None:
    """Say what is left.

    Raises:
        RetroError: When something is open, so that a script knows.
    """
    waiting = len(check_in.open_items)
    if waiting:
        short = journal.check_ins.short_ids()[check_in.id]
        place = check_in.items.index(check_in.open_items[0]) + 1
        raise RetroError(
            f"{waiting} of {len(check_in.items)} {'waits' if waiting == 1 else 'wait'} for an answer.",
            hint=f"retro check-in {short} --done {place}",
        )
    narrate("All are answered.")


def _as_json(check_in: CheckIn, short: str, told: Callable[[str], str]) -> dict[str, object]:
    return {
        "id": check_in.id,
        "short_id": short,
        "situation": told(check_in.situation),
        "created_at": check_in.created_at,
        "open": len(check_in.open_items),
        "lessons": len(check_in.items),
    }


def _list(*, as_json: bool, plain: bool) -> None:
    with open_journal(writable=False) as journal:
        check_ins, short = journal.check_ins.all(), journal.check_ins.short_ids()
    leaving = Leaving()
    if as_json:
        emit_json("check_ins", [_as_json(each, short[each.id], leaving.text) for each in check_ins])
    elif plain:
        emit_rows(
            (
                short[each.id],
                each.created_at[:10],
                len(each.open_items),
                len(each.items),
                leaving.text(each.situation),
            )
            for each in check_ins
        )
    else:
        for each in check_ins:
            answered = f"{len(each.items) - len(each.open_items)}/{len(each.items)}"
            mark, colour = _MARKS[CheckState.OPEN if each.is_open else CheckState.DONE]
            said = plain_inline(safe_line(leaving.text(each.situation)))
            show(
                f"{styled(mark, fg=colour)} {styled(fit(short[each.id], 6), fg='yellow')} "
                f"{styled(each.created_at[:10], dim=True)} {answered:>5} "
                f"{styled(fit(said, max(20, width() - 27)).rstrip(), bold=each.is_open)}"
            )
    leaving.tell()
    if not check_ins:
        raise NothingFound("No check-in yet.", hint='retro check-in "what you are about to do"')
    waiting = sum(each.is_open for each in check_ins)
    if waiting:
        raise RetroError(f"{waiting} of {len(check_ins)} {'is' if waiting == 1 else 'are'} open.")
