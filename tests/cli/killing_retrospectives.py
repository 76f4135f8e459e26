"""Holds retrospectives on terminals, kills them at a random moment, and says what is there.

A program of its own: it loads the command once and forks for each. A line that was typed is acknowledged when
the next question stands on the terminal.
"""

import json
import os
import pty
import random
import select
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from retro.cli.main import run
from retro.journal import Journal
from tests.cli.failing import is_whole

__all__ = ["SCRIPT", "Kill", "Line", "main"]


class Line(NamedTuple):
    """A line that is typed: after which question, and what it adds to what is there."""

    question: str
    typed: str
    answers: tuple[str, ...] = ()
    ranked: int = 0
    lessons: int = 0
    commitments: int = 0
    finished: int = 0


def _answers(prompt: str, *texts: str) -> list[Line]:
    """Answers to a prompt, and an empty line."""
    lines = [Line(prompt if at == 0 else "> ", text, (text,)) for at, text in enumerate(texts)]
    return [*lines, Line("> ", "")]


SCRIPT = (
    Line("Enter goes on", ""),
    *_answers("did I like", "The team", "Its humour"),
    *_answers("did I learn", "Measure the whole", "Pitch in milestones", "Show, and do not tell"),
    *_answers("was missing", "Tests", "Time to think"),
    *_answers("did I wish", "A mandate"),
    Line("What matters?", "3 1+4 6", ranked=4),
    Line("What matters?", ""),
    Line("Take it as it is", "", lessons=1),
    Line("Take it as it is", "", lessons=1),
    Line("Take it as it is", "s"),
    Line("What will you do?", "Write tests"),
    Line("How will you see", "80 % covered"),
    Line("Until when?", "2199-06-30", commitments=1),
    Line("What will you do?", "Ask for a mandate"),
    Line("How will you see", "It is written down"),
    Line("Until when?", "2199-12-31", commitments=1),
    Line("What will you do?", ""),
    Line("Finish it?", "", finished=1),
)


class Kill(NamedTuple):
    """How many lines had been acknowledged, and what is there.

    Attributes:
        acknowledged: Lines of the script.
        is_whole: Whether the journal is.
        answers: In their order.
        ranked: Answers with a rank.
        lessons: That were learned.
        commitments: That were made.
        finished: 1 when it is.
        step: Where it would go on.
    """

    acknowledged: int
    is_whole: bool
    answers: list[str]
    ranked: int
    lessons: int
    commitments: int
    finished: int
    step: str


def main(work: Path, kills: int, chance: random.Random) -> Iterator[Kill]:
    """Hold and kill as often as is asked, each time on a new copy of the folder ``template``."""
    for _ in range(kills):
        place = work / "place"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(work / "template", place)
        yield _killed(place, chance.randrange(len(SCRIPT) + 1), chance.uniform(0, 0.02))


def _killed(place: Path, last: int, moment: float) -> Kill:
    """Type the script up to a line, and kill a moment after that line was typed."""
    process, terminal = pty.fork()
    if process == 0:
        _hold(place)
    try:
        for line in SCRIPT[:last]:
            _wait_for(terminal, line.question)
            os.write(terminal, f"{line.typed}\n".encode())
        time.sleep(moment)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
    # What was typed last is not acknowledged: no question was seen after it.
    return _told(place / "journal.db", max(0, last - 1))


def _hold(place: Path) -> None:
    os.environ.update(RETRO_JOURNAL=str(place / "journal.db"), XDG_STATE_HOME=str(place / "state"))
    os.environ.update(NO_COLOR="1", TERM="dumb")
    os.chdir(place)
    with suppress(BaseException):
        run(["run", "four-ls", "--company", "EKS"])
    os._exit(0)


def _wait_for(terminal: int, question: str) -> None:
    seen = b""
    while question.encode() not in seen:
        if not select.select([terminal], [], [], 60)[0]:
            raise AssertionError(f"“{question}” was not asked: {seen.decode(errors='replace')}")
        seen += os.read(terminal, 65536)


def _told(path: Path, acknowledged: int) -> Kill:
    whole = is_whole(path)
    with Journal.open(path, writable=False) as journal:
        held = journal.retrospectives.all()
        if not held:
            return Kill(acknowledged, whole, [], 0, 0, 0, 0, "")
        answers = sorted(journal.retrospectives.answers(held[0].id), key=lambda each: each.position)
        return Kill(
            acknowledged,
            whole,
            [each.text for each in answers],
            sum(each.rank is not None for each in answers),
            len({each.lesson_id for each in answers if each.lesson_id}),
            len(journal.commitments.of_retrospective(held[0].id)),
            int(not held[0].is_open),
            str(held[0].step),
        )


if __name__ == "__main__":
    asked = json.loads(sys.stdin.read())
    chance = random.Random(asked["seed"])  # noqa: S311 - moments, not secrets
    for each in main(Path(asked["work"]), asked["kills"], chance):
        sys.stdout.write(json.dumps(each) + "\n")
