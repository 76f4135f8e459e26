"""Patterns as ``retro patterns`` prints them, for scripts and for people."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from retro.cli.output import fit, styled, width
from retro.display import plain_inline, safe_line

if TYPE_CHECKING:
    from retro.model import Lesson
    from retro.practice.principles import Principle
    from retro.practice.trends import Trend, Trends

__all__ = ["Found", "blocks", "patterns_as_json"]

_MOST_THEMES = 12


class Found(NamedTuple):
    """All patterns, as they may be printed."""

    companies: tuple[str, ...]
    themes: tuple[str, ...]
    cells: Mapping[tuple[str, str], int]
    trends: "Trends"
    over_time: Mapping[str, tuple[int, ...]]
    principles: "list[Principle]"
    never: "tuple[Lesson, ...]"
    never_count: int
    short: Mapping[str, str]


def patterns_as_json(found: Found) -> dict[str, object]:
    """Patterns as ``--json`` prints them."""

    def trend(each: "Trend") -> dict[str, object]:
        return {
            "theme": each.theme,
            "earlier": each.earlier,
            "later": each.later,
            "clearness": round(each.clearness, 3),
            "over_time": found.over_time.get(each.theme, ()),
        }

    return {
        "companies": found.companies,
        "themes": found.themes,
        "cells": [
            {"company": company, "theme": theme, "lessons": count}
            for (company, theme), count in found.cells.items()
        ],
        "trends": {
            "split": found.trends.split,
            "earlier": found.trends.earlier,
            "later": found.trends.later,
            "rising": [trend(each) for each in found.trends.rising],
            "falling": [trend(each) for each in found.trends.falling],
        },
        "principles": [
            {
                "theme": each.theme,
                "title": each.title,
                "companies": each.companies,
                "lessons": [
                    {
                        "id": lesson.id,
                        "short_id": found.short[lesson.id],
                        "title": lesson.title,
                        "company": lesson.company,
                    }
                    for lesson in each.cites
                ],
            }
            for each in found.principles
        ],
        "never_applied": {
            "lessons": [
                {"id": lesson.id, "short_id": found.short[lesson.id], "title": lesson.title}
                for lesson in found.never
            ],
            "count": found.never_count,
        },
    }


def blocks(found: Found) -> list[list[str]]:
    """Patterns for people: the lines of each sort, none where there is nothing of it."""
    return [_table(found), _trends(found), _principles(found), _never(found)]


def _heading(text: str, said: str = "") -> str:
    return f"{styled(text, bold=True)}{styled(f'  {said}', dim=True) if said else ''}"


def _table(found: Found) -> list[str]:
    """Themes below each other, companies side by side, as many as there is room for."""
    if not found.cells:
        return []
    themes = found.themes[:_MOST_THEMES]
    names = min(26, max(len(theme) for theme in themes))
    companies = found.companies[: max(1, (width() - names) // 16)]
    left = [
        f"{len(all_of_it) - len(told):,} more {noun}"
        for all_of_it, told, noun in (
            (found.themes, themes, "themes"),
            (found.companies, companies, "companies"),
        )
        if len(all_of_it) > len(told)
    ]
    head = " " * names + "".join(f"  {fit(safe_line(company), 14)}" for company in companies)
    lines = [_heading("By theme and company", ", ".join(left)), styled(head.rstrip(), fg="cyan")]
    most = max(found.cells.values())
    for theme in themes:
        counts = [found.cells.get((company, theme), 0) for company in companies]
        cells = (f"{count or '·':>4} {_bar(count, most)}" for count in counts)
        line = f"{fit(safe_line(theme), names)}" + "".join(f"  {fit(cell, 14)}" for cell in cells)
        lines.append(styled(line.rstrip()))
    return lines


def _bar(count: int, most: int) -> str:
    return "█" * max(1, round(9 * count / most)) if count else ""


_STEPS = "▁▂▃▄▅▆▇█"


def _trends(found: Found) -> list[str]:
    told = found.trends
    lines = []
    for mark, colour, themes in (("↑", "green", told.rising), ("↓", "red", told.falling)):
        for each in themes:
            share = f"{each.earlier} of {told.earlier} → {each.later} of {told.later}"
            lines.append(
                f"{styled(mark, fg=colour)} {styled(fit(safe_line(each.theme), 24))} "
                f"{styled(_spark(found.over_time.get(each.theme, ())), fg=colour)}  {styled(share, dim=True)}"
            )
    return [_heading("Rising and falling", f"lessons before {told.split} → since"), *lines] if lines else []


def _spark(counts: tuple[int, ...]) -> str:
    counts = counts[-24:]
    most = max(counts, default=0) or 1
    return "".join(_STEPS[round((len(_STEPS) - 1) * count / most)] if count else " " for count in counts)


def _principles(found: Found) -> list[str]:
    lines = []
    for each in found.principles:
        companies = ", ".join(map(safe_line, each.companies))
        lines.append(f"{styled(safe_line(each.theme), fg='cyan')}  {styled(companies, dim=True)}")
        lines += [_line(lesson, found) for lesson in each.cites]
    if not lines:
        return []
    return [_heading("Learned at two companies or more", "retro patterns accept THEME"), *lines]


def _never(found: Found) -> list[str]:
    lines = [_line(lesson, found) for lesson in found.never]
    return [_heading("Never applied", f"{found.never_count:,} in all"), *lines] if lines else []


def _line(lesson: "Lesson", found: Found) -> str:
    title = fit(plain_inline(safe_line(lesson.title)), max(20, width() - 10)).rstrip()
    return f"  {styled(fit(found.short[lesson.id], 6), fg='yellow')} {styled(title)}"
