"""What the lists of patterns say: themes that rise and fall, principles, lessons that were never applied."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from retro.display import safe_line
from retro.tui.looks import KIND_GLYPHS, shown_title
from retro.tui.widgets.pattern_rows import Part, PatternRow

if TYPE_CHECKING:
    from retro.practice.principles import Principle
    from retro.tui.jobs.patterns import Rising, Unapplied

__all__ = ["NOTHING", "principle_rows", "trend_rows", "unapplied_rows"]

NOTHING = {
    "patterns.trends": "No theme rises or falls clearly: that takes five lessons in each half of the time.",
    "patterns.principles": "No principle to propose: it takes two companies that taught the same.",
    "patterns.unapplied": "Every lesson was applied, or needs no more of it.",
}
"""What is said where a list is empty, by the command that shows it."""

_STEPS = "▁▂▃▄▅▆▇█"
_SPARK = 24
"""Periods that are drawn: the last of them."""


def trend_rows(found: "Rising") -> list[PatternRow]:
    """A line for each theme: which way, how often in each period, and of how many lessons."""
    rows = []
    longest = max((cell_len(safe_line(each.trend.theme)) for each in found.rows), default=0)
    for each in found.rows:
        trend = each.trend
        rises = trend.clearness > 0
        theme, ink = safe_line(trend.theme), "good" if rises else "bad"
        line = (
            Part("↑ " if rises else "↓ ", ink, 2),
            Part(theme, "strong", min(longest + 2, 26)),
            Part(spark(each.counts), ink, 2 + min(_SPARK, len(each.counts)), 56),
            Part(f"{trend.earlier:,} → {trend.later:,}", "text"),
        )
        said = (
            f"{theme} {'rises' if rises else 'falls'}: {trend.earlier:,} of {found.earlier:,} lessons before"
            f" {found.split}, {trend.later:,} of {found.later:,} since"
        )
        rows.append(PatternRow((line,), said, ("theme", trend.theme)))
    return rows


def spark(counts: Sequence[int]) -> str:
    """A bar of one column for each period, to one scale; nothing is a blank."""
    shown = counts[-_SPARK:]
    most = max(shown, default=0) or 1
    return "".join(_STEPS[round((len(_STEPS) - 1) * count / most)] if count else " " for count in shown)


def principle_rows(found: "Sequence[Principle]") -> list[PatternRow]:
    """Theme and companies, what it could say, and the lessons that it rests on."""
    rows = []
    for each in found:
        companies = ", ".join(map(safe_line, each.companies))
        count = f"{len(each.cites)} lessons"
        lines: tuple[tuple[Part, ...], ...] = (
            (
                Part(f"{safe_line(each.theme)} ", "accent", min(28, len(safe_line(each.theme)) + 2)),
                Part(companies, "company"),
                Part(f"{count:>11} ", "muted", 12, 44),
            ),
            (Part("  ", columns=2), Part(shown_title(each.title), "strong")),
            *(
                (Part(f"  {KIND_GLYPHS[lesson.kind]} ", "muted", 4), Part(shown_title(lesson.title), "text"))
                for lesson in each.cites[1:2]
            ),
            (),
        )
        said = f"{safe_line(each.theme)}: rests on {count} of {companies}"
        rows.append(PatternRow(lines, said, ("theme", each.theme), each))
    return rows


def unapplied_rows(found: "Unapplied") -> list[PatternRow]:
    """A line for each lesson."""
    return [
        PatternRow(
            (
                (
                    Part(f"{KIND_GLYPHS[lesson.kind]} ", "label", 2),
                    Part(shown_title(lesson.title), "text"),
                    Part(f" {safe_line(lesson.company or '')}", "muted", 18, 70),
                ),
            ),
            f"{found.total:,} {'lesson was' if found.total == 1 else 'lessons were'} never applied",
            ("id", lesson.id),
        )
        for lesson in found.lessons
    ]
