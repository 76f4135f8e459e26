"""Keys in the terminal app: from a key to its painted result, holding one down, memory, and a blocked loop.

    python bench/tui_keys.py [SIZES]

Every app is a whole process on a pseudo-terminal of 140 × 40. What it writes is kept with its time and read
by a terminal emulator afterwards. A query is typed twice, each time into a fresh app: letter by letter, the
next one when all has come to rest, which also tells how the first line and the list of lessons have to look;
and at a fast typist's pace, where a key is answered when it looks so. A key whose result never comes is a
miss, which no percentile forgives. The baseline of the same run is an empty Textual app with an input.

The machine may be shared: beside each time stands how much of it the app was not waiting for a processor that
other programs had.
"""

import math
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from search_corpus import fill, lessons, queries, recombined
from terminal import Look, Spent, Terminal, environment
from tui_start import build

from retro.journal import Journal
from retro.journal.filters import EVERYTHING

EMPTY = (
    "from textual.app import App\nfrom textual.widgets import Input\n"
    "class Empty(App):\n    def compose(self):\n        yield Input(compact=True)\nEmpty().run()\n"
)
WATCHED = str(Path(__file__).with_name("watched.py"))
KEY_BARS = {10_000: 33.0, 100_000: 60.0}
BLOCKED_BAR, MEMORY_BAR, MEMORY_SWAY = 16.0, 1.3, 0.05
COST_SWAY = 0.1
TYPED, WARMING, HELD, PASTED = 150, 300, 2_000, 20
PACE = 0.125
"""Seconds between two keys of a fast typist: 100 words a minute."""

EMPTIED = "\x15"  # ^u


class Answer(NamedTuple):
    """Milliseconds from a key to its result: by the clock, without waiting for a processor, and on one."""

    taken: float
    alone: float
    running: float


MISSED = Answer(math.inf, math.inf, math.inf)


class Report:
    """Prints figures, and remembers which missed their bar."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def say(self, said: str, value: float, bar: float = math.inf, unit: str = "ms", least: float = 0) -> None:
        """A figure, which is to lie between ``least`` and ``bar``."""
        shown = f" (bar {least:g} – {bar:g})" if least else f" (bar {bar:g})" if bar < math.inf else ""
        print(f"{said:<66} {value:8.2f} {unit:<3}{shown}", flush=True)
        if not least <= value <= bar:
            self.missed.append(said)

    def lost(self, said: str, seen: str) -> None:
        """Keys were lost: the cursor is elsewhere."""
        print(f"{said}: KEYS WERE LOST, the cursor is on {seen!r}")
        self.missed.append(f"{said}: keys lost")

    def answers(self, said: str, answers: Sequence[Answer], bar: float = math.inf) -> None:
        """The percentiles of some keys."""
        times = [each.taken for each in answers]
        self.say(f"{said}, median of {len(times)}", statistics.median(times))
        self.say(f"{said}, p95", p95(times), bar)
        self.say(f"{said}, p95 without waiting", p95([each.alone for each in answers]))
        self.say(f"{said}, p95 of CPU, all threads", p95([each.running for each in answers]))
        self.say(f"{said}, never painted", sum(each is MISSED for each in answers), 0, "")


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 do not exceed."""
    return sorted(times)[math.ceil(len(times) * 0.95) - 1]


def answer(begun: float, spent: Spent, painted: Look) -> Answer:
    """How long something took that was begun at a moment, when so much had been spent."""
    taken, meanwhile = painted.at - begun, painted.spent - spent
    return Answer(taken * 1000, max(0.0, taken - meanwhile.waiting) * 1000, meanwhile.running * 1000)


def answered(terminal: Terminal, key: str) -> Answer:
    """Type a key and let all come to rest; it is answered when it last came to look as it then does."""
    before, spent = terminal.look(), terminal.spent
    begun = terminal.send(key)
    looks = terminal.settle(quiet=0.25, longest=3)
    if not looks or looks[-1].text == before:
        return MISSED
    same = list(takewhile(lambda look: look.text == looks[-1].text, reversed(looks)))
    return answer(begun, spent, same[-1])


def typed(terminal: Terminal, lines: Sequence[str]) -> Iterator[tuple[Answer, str]]:
    """Type queries letter by letter; each answer, and how its result looks. A space cannot be seen."""
    for line in lines:
        for letter in line:
            taken = answered(terminal, letter)
            if letter != " ":
                yield taken, terminal.look()
        empty(terminal)


def paced(terminal: Terminal, lines: Sequence[str], expected: Iterator[str]) -> Iterator[Answer]:
    """Type queries at a typist's pace; a key is answered when it looks as expected."""
    for line in lines:
        sent: list[tuple[float, Spent]] = []
        written = []
        for letter in line:
            spent = terminal.spent
            begun = terminal.send(letter)
            sent += [(begun, spent)] if letter != " " else []
            # Until the next key is due, however often nothing comes for a moment.
            while (left := begun + PACE - time.perf_counter()) > 0:
                written += terminal.read(quiet=left, longest=left)
        looks = terminal.show(written) + terminal.settle(quiet=0.25, longest=3)
        for key, text in zip(sent, expected, strict=False):
            painted = next((look for look in looks if look.at >= key[0] and look.text == text), None)
            yield MISSED if painted is None else answer(*key, painted)
        empty(terminal)


def empty(terminal: Terminal) -> None:
    """Empty the query."""
    terminal.send(EMPTIED)
    terminal.settle(quiet=0.4, longest=3)


def some_lines() -> list[str]:
    """Queries of together about ``TYPED`` letters."""
    corpus = lessons()
    asked = [record["q"] for record in queries(corpus)]
    lines, letters = [], 0
    for line in asked[:: max(1, len(asked) // 40)]:
        lines.append(line)
        letters += len(line)
        if letters >= TYPED:
            break
    return lines


class Apps:
    """Starts apps that are at rest.

    Args:
        folder: Where they keep what they keep.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = environment(str(folder))

    def _started(self, *words: str) -> Terminal:
        (self.folder / "retro" / "app.json").unlink(missing_ok=True)  # how another one was left
        terminal = Terminal([sys.executable, *words], self._environment)
        terminal.settle(quiet=1.5)
        return terminal

    def empty(self) -> Terminal:
        """An empty Textual app with an input."""
        return self._started("-c", EMPTY)

    def retro(self, journal: Path) -> Terminal:
        """The app on a journal."""
        return self._started("-m", "retro", "--journal", str(journal))

    def watched(self, report: Path, *journal: Path) -> Terminal:
        """An app with a timer on its loop; the empty one without a journal."""
        return self._started(WATCHED, str(report), *map(str, journal))


def measure_keys(apps: Apps, journal: Path, size: int, lines: Sequence[str], report: Report) -> None:
    """From a key to its painted result."""
    with apps.retro(journal) as ours:
        ours.send("/")
        ours.settle(quiet=0.5)
        slowly = list(typed(ours, lines))
    bar = KEY_BARS.get(size, math.inf)
    report.answers(f"{size:,} lessons: key to result, at rest", [each for each, _ in slowly], bar)
    with apps.retro(journal) as ours:
        ours.send("/")
        ours.settle(quiet=0.5)
        fast = list(paced(ours, lines, iter([look for _, look in slowly])))
    report.answers(f"{size:,} lessons: key to result, {1 / PACE:.0f} keys a second", fast, bar)


class Held(NamedTuple):
    """When a loop was held up, and for how many milliseconds, in the three ways of ``Answer``."""

    ended: float
    taken: float
    alone: float
    running: float


def held_up(report: Path) -> list[Held]:
    """What the timer noted."""
    lines = report.read_text(encoding="ascii").splitlines()
    noted = [[float(figure) for figure in line.split()] for line in lines]
    return [Held(ended, *(1000 * each for each in times)) for ended, *times in noted]


def strokes(lines: Sequence[str]) -> list[tuple[str, str]]:
    """What is done and the keys for it: typing, moving, and every other screen."""
    return [
        ("typing", "/" + "\x15".join(lines[:4])),
        ("moving", "\x15\x1b" + "j" * 60 + "Gg" + "\x04" * 10 + "l" + "j" * 10 + "h" * 2 + "j" * 10 + "l"),
        ("choosing a facet", "1jj \x20l\x1b"),
        ("the patterns", "v2\x1b"),
        ("the form", "i\x1b"),
        ("adding", "aBoil the frog @me #tr\x1b"),
        ("the help", "?\x1b"),
        ("the palette", ":und\x1b"),
        ("the names", "M\x1b"),
    ]


def measure_blocking(apps: Apps, journal: Path, said: str, lines: Sequence[str], report: Report) -> None:
    """How long the loop is held up at the most, in each thing that one does."""
    noted = apps.folder / "held.txt"
    with apps.watched(noted) as bare:
        for letter in "".join(lines[:4]):
            bare.send(letter)
            bare.read(quiet=0.1, longest=0.1)
        worst = max((each.alone for each in held_up(noted)), default=0.0)
    report.say("empty app: loop held up at most while typing", worst)
    with apps.watched(noted, journal) as ours:
        ends = [(time.perf_counter(), "starting, after the first paint")]
        for doing, keys in strokes(lines):
            for key in keys:
                ours.send(key)
                ours.read(quiet=0.05, longest=0.1 if key.isprintable() else 0.5)
            ours.read(quiet=0.5, longest=3)
            ends.append((time.perf_counter(), doing))
        times = held_up(noted)
    begun = 0.0
    for end, doing in ends:
        here = [each for each in times if begun < each.ended <= end]
        begun = end
        worst = max((each.alone for each in here), default=0.0)
        clock = max((each.taken for each in here), default=0.0)
        running = max((each.running for each in here), default=0.0)
        report.say(
            f"{said}: held up, {doing} ({clock:.0f} by the clock, CPU {running:.0f})", worst, BLOCKED_BAR
        )


def hold(terminal: Terminal, key: str, keys: int) -> Spent:
    """Hold a key down, and let all come to rest; what that cost."""
    before = terminal.spent
    for _ in range(keys // PASTED):
        terminal.send(key * PASTED)
        terminal.show(terminal.read(quiet=0.01, longest=0.2))
    terminal.settle(quiet=2.0, longest=keys / 10)
    return terminal.spent - before


def measure_holding(apps: Apps, journal: Path, count: int, report: Report) -> None:
    """Hold ``j`` down from the top, and ``k`` from the end: keys lost, memory, and what a row costs there."""
    with apps.retro(journal) as ours:
        hold(ours, "j", WARMING)
        resident = ours.resident
        top = hold(ours, "j", HELD).running / HELD
        if f"{title_at(journal, WARMING + HELD)}:" not in ours.cursor_row():
            report.lost("holding j", ours.cursor_row())
        ours.send("G")
        ours.settle()
        hold(ours, "k", WARMING)
        end = hold(ours, "k", HELD).running / HELD
        if f"{title_at(journal, count - 1 - WARMING - HELD)}:" not in ours.cursor_row():
            report.lost("holding k", ours.cursor_row())
        sway = ours.resident / resident
    said = f"{count:,} rows, holding a key for {HELD:,} more at both ends"
    report.say(f"{said}: memory, × before", sway, 1 + MEMORY_SWAY, "×", 1 - MEMORY_SWAY)
    report.say(f"{said}: CPU a key at the top", top * 1000)
    report.say(f"{said}: CPU a key at the end, × the top", end / top, 1 + COST_SWAY, "×")


def title_at(journal: Path, row: int) -> str:
    """The number of the lesson in a row of the list, as its title begins."""
    with Journal.open(journal) as opened:
        [number] = opened.fulltext.listed(EVERYTHING, "date", row, row + 1)
        return opened.lessons.by_numbers([number])[0].title.partition(":")[0]


def main() -> None:
    """Measure and print; exits with 1 when a bar is missed."""
    sizes = [int(size) for size in (sys.argv[1] if len(sys.argv) > 1 else "10000,100000").split(",")]
    report, lines = Report(), some_lines()
    with tempfile.TemporaryDirectory() as folder:
        apps = Apps(Path(folder))
        with apps.empty() as bare:
            memory = bare.resident
            report.answers("empty app: key to echo, at rest", [each for each, _ in typed(bare, lines)])
        for size in sizes:
            journal = Path(folder) / f"{size}.db"
            fill(journal, recombined(lessons(), size))
            with apps.retro(journal) as ours:
                resident = ours.resident / memory
            report.say(f"{size:,} lessons: memory at rest, × empty app", resident, MEMORY_BAR, "×")
            measure_keys(apps, journal, size, lines, report)
            measure_blocking(apps, journal, f"{size:,} lessons", lines, report)
        journal, rows = Path(folder) / "held.db", max(*sizes, 4 * HELD)
        build(journal, rows)
        measure_holding(apps, journal, rows, report)
    print("missed: " + ", ".join(report.missed) if report.missed else "no bar was missed")
    sys.exit(bool(report.missed))


if __name__ == "__main__":
    main()
