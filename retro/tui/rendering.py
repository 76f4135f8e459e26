"""A lesson as lines for the preview: its Markdown and all that is known about it.

Runs in a thread of its own: what is given are values and styles, what comes back are finished lines, so the
screen never waits for a long text. Rich renders the Markdown; it and the parser are imported on first use.
"""

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text
from rich.theme import Theme
from textual.strip import Strip

from retro.display import safe, safe_line
from retro.evidence import change, number
from retro.model import Evidence, Visibility
from retro.surroundings import Application, Outcome, RelationKind
from retro.tui.looks import KIND_GLYPHS, LOCK, STAR, day_in_words, occurrences, shown_title, when
from retro.tui.palette import Palette, kind_ink

if TYPE_CHECKING:
    from retro.tui.jobs.dossiers import Dossier, Related

__all__ = ["LONGEST_BODY", "Rendered", "harmless", "markdown_console", "render"]

LONGEST_BODY = 100_000
"""Characters of a body that the preview shows; a megabyte of ``&`` takes a Markdown parser 1.6 s."""

_WIDEST = 80
"""Columns of text: longer lines are harder to read."""

_BAR = 24

_EVENTS = 5
"""So many of the last changes are shown."""


class Rendered(NamedTuple):
    """Lines for a width, and the numbers of those with a match."""

    lesson_id: str
    short_id: str
    lines: tuple[Strip, ...]
    matches: tuple[int, ...]

    @property
    def text(self) -> str:
        """The lines as plain text, for copying."""
        return "\n".join(line.text.rstrip() for line in self.lines)


def render(dossier: "Dossier", words: tuple[str, ...], width: int, inks: Palette) -> Rendered:
    """Draw a lesson.

    Args:
        dossier: What to show.
        words: To be marked wherever they occur.
        width: Columns there are.
        inks: How it looks.
    """
    width = max(12, min(width, _WIDEST))
    console = markdown_console(width, inks)
    parts: list[RenderableType] = [_head(dossier, inks), Text("")]
    if dossier.lesson.body.strip():
        parts += [_body(dossier.lesson.body, inks), Text("")]
    parts += _facts(dossier, inks, width)
    lines: list[Strip] = []
    matches: list[int] = []
    for segments in console.render_lines(Group(*parts), console.options.update(height=None), pad=False):
        strip, matched = _marked(harmless(segments), words, inks.match_block)
        if matched:
            matches.append(len(lines))
        lines.append(strip)
    while lines and not lines[-1].text.strip():
        lines.pop()
    return Rendered(dossier.lesson.id, dossier.short_id, tuple(lines), tuple(matches))


def markdown_console(width: int, inks: Palette) -> Console:
    """What draws Markdown of some width in the inks of a theme; nothing in a text is markup to it."""
    return Console(
        width=width,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        theme=_markdown_theme(inks),
    )


def harmless(segments: list[Segment]) -> list[Segment]:
    """Once more safe: Markdown can write a control character as an entity, and a link as an escape."""
    return [
        Segment(safe(each.text).replace("\n", ""), each.style.update_link(None) if each.style else None)
        for each in segments
        if not each.control
    ]


def _marked(segments: list[Segment], words: tuple[str, ...], match: Style) -> tuple[Strip, bool]:
    plain = "".join(each.text for each in segments)
    spans = occurrences(plain, words)
    if not spans:
        return Strip(segments), False
    text = Text(end="")
    for each in segments:
        text.append(each.text, each.style)
    for start, end in spans:
        text.stylize(match, start, end)
    return Strip(Segment(part, style) for part, style, _ in text.render(_PLAIN)), True


_PLAIN = Console(color_system=None, legacy_windows=False)


def _head(dossier: "Dossier", inks: Palette) -> RenderableType:
    """What sort of thing and where, above the title; when and about what, below it."""
    lesson = dossier.lesson
    above = Text(f"{KIND_GLYPHS[lesson.kind]} {str(lesson.kind).upper()}", kind_ink(inks, lesson.kind))
    if lesson.company:
        above.append("  ·  ", inks.muted).append(safe_line(lesson.company), inks.company)
    if lesson.starred:
        above.append(f"  {STAR}", inks.star)
    if lesson.visibility is Visibility.PRIVATE:
        above.append(f"  {LOCK} private", inks.bad)
    below = [part for part in (when(lesson.happened), str(lesson.status)) if part]
    themes = "  ".join(f"#{safe_line(theme)}" for theme in lesson.themes)
    lines: list[RenderableType] = [above, Text(""), Text(shown_title(lesson.title), inks.strong)]
    lines.append(Text("  ·  ".join(below), inks.muted))
    if themes:
        lines.append(Text(themes, inks.muted))
    if lesson.trigger:
        lines += [
            Text(""),
            Text.assemble(("→ ", inks.star), (safe_line(lesson.trigger), inks.text + Style(italic=True))),
        ]
    return Group(*lines)


def _body(body: str, inks: Palette) -> RenderableType:
    from retro.tui.markdown import LessonMarkdown  # noqa: PLC0415 - 40 ms after the first paint, not before

    shown = safe(body[:LONGEST_BODY])
    if len(body) <= LONGEST_BODY:
        return LessonMarkdown(shown)
    rest = f"… and {len(body) - LONGEST_BODY:,} more characters; edit the lesson to see them"
    return Group(LessonMarkdown(shown), Text(rest, inks.muted))


def _facts(dossier: "Dossier", inks: Palette, width: int) -> list[RenderableType]:
    """Evidence, relations, applications, and where it all comes from, each under its heading."""
    lesson = dossier.lesson
    parts: list[RenderableType] = []
    for heading, rows in (
        ("Evidence", [_evidence(item, inks, width) for item in lesson.evidence]),
        ("Related", [_related(each, inks) for each in dossier.relations]),
        ("Applied", [_application(each, inks) for each in dossier.applications]),
    ):
        if rows:
            parts += [_heading(heading, inks, width), *rows, Text("")]
    parts += [_heading("", inks, width), _origin(dossier, inks)]
    return parts


def _heading(text: str, inks: Palette, width: int) -> Text:
    if not text:
        return Text("─" * width, inks.muted)
    return Text.assemble((text, inks.label), " ", ("─" * max(0, width - len(text) - 1), inks.muted))


def _evidence(item: Evidence, inks: Palette, width: int) -> RenderableType:
    """The metric with its arithmetic, and before and after as two bars to one scale."""
    unit = f" {safe_line(item.unit)}" if item.unit else ""
    metric = Text(safe_line(item.metric), inks.text)
    if item.before is None or item.after is None:
        only = item.after if item.before is None else item.before
        return metric.append(f"  {number(only or 0.0)}{unit}", inks.strong)
    said = change(item.before, item.after)
    head = Table.grid(expand=True, padding=(0, 1))
    head.add_column(ratio=1)
    head.add_column(justify="right", no_wrap=True)
    head.add_row(metric, Text(said, inks.strong))
    most = max(abs(item.before), abs(item.after)) or 1.0
    numbers = [number(item.before), number(item.after)]
    room = max(len(each) for each in numbers)
    bars: list[RenderableType] = []
    for value, text, ink in ((item.before, numbers[0], inks.muted), (item.after, numbers[1], inks.company)):
        cells = max(1, round(min(_BAR, width // 2) * abs(value) / most)) if value else 0
        line = Text(f"{text:>{room}} ", inks.muted if ink is inks.muted else inks.strong)
        line.append("━" * cells, ink)
        if ink is not inks.muted:
            line.append(unit, inks.muted)
        bars.append(line)
    return Group(head, *bars)


_RELATIONS = {
    (RelationKind.SUPPORTS, True): "supports",
    (RelationKind.SUPPORTS, False): "is supported by",
    (RelationKind.CONTRADICTS, True): "is in tension with",
    (RelationKind.CONTRADICTS, False): "is in tension with",
    (RelationKind.REFINES, True): "refines",
    (RelationKind.REFINES, False): "is refined by",
    (RelationKind.SUPERSEDES, True): "supersedes",
    (RelationKind.SUPERSEDES, False): "is superseded by",
}


def _related(each: "Related", inks: Palette) -> RenderableType:
    line = Text(f"{_RELATIONS[each.kind, each.outward]} ", inks.muted)
    line.append(shown_title(each.title), inks.text).append(f"  {each.short_id}", inks.muted)
    lines: list[RenderableType] = [line]
    for label, text in (("this when ", each.when_here), ("that when ", each.when_there)):
        if text:
            words = safe_line(text).removeprefix("when ")
            lines.append(
                Padding(
                    Text.assemble((label, inks.label), (words, inks.text + Style(italic=True))), (0, 0, 0, 2)
                )
            )
    return Group(*lines)


def _application(each: Application, inks: Palette) -> RenderableType:
    applied = each.outcome is Outcome.APPLIED
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    said = Text(f"{each.outcome} ", inks.good if applied else inks.bad)
    said.append(when(each.happened), inks.muted)
    if each.company:
        said.append("  ·  ", inks.muted).append(safe_line(each.company), inks.company)
    if each.result:
        said.append(f"\n{safe_line(each.result)}", inks.text)
    grid.add_row(Text("✓" if applied else "✗", inks.good if applied else inks.bad), said)
    return grid


def _origin(dossier: "Dossier", inks: Palette) -> RenderableType:
    """Who, which posts, which source, when, and the id: what one looks up rather than reads."""
    lesson = dossier.lesson
    rows = [("People", ", ".join(lesson.people))] if lesson.people else []
    rows += [("Post", f"{title} ({path})") for title, path in dossier.posts]
    if lesson.source:
        heading = f", under “{lesson.source.heading}”" if lesson.source.heading else ""
        line = f", line {lesson.source.line}" if lesson.source.line else ""
        rows.append(("Source", f"{PurePath(lesson.source.path).name}{line}{heading}"))
    if dossier.review:
        rows.append(("Review", dossier.review))
    if lesson.created_at:  # what waits for a review has not been captured yet
        rows.append(("Captured", day_in_words(lesson.created_at)))
    # The first of its events is the capture itself.
    later = [each for each in dossier.history[:-1] if each.moment]
    for place, each in enumerate(later[:_EVENTS]):
        rows.append(("" if place else "History", f"{day_in_words(each.moment)}, {each.said}"))
    if len(later) > _EVENTS:
        rows.append(("", f"and {len(later) - _EVENTS:,} changes before"))
    if dossier.short_id:
        rows.append(("Id", dossier.short_id))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for label, text in rows:
        grid.add_row(Text(label, inks.label), Text(safe_line(text), inks.muted))
    return grid


def _markdown_theme(inks: Palette) -> Theme:
    return Theme(
        {
            "markdown.paragraph": inks.text,
            "markdown.text": inks.text,
            "markdown.em": inks.text + Style(italic=True),
            "markdown.strong": inks.strong,
            "markdown.code": inks.code,
            "markdown.code_block": inks.code,
            "markdown.block_quote": inks.quote,
            "markdown.list": inks.text,
            "markdown.item": inks.text,
            "markdown.item.bullet": inks.company,
            "markdown.item.number": inks.company,
            "markdown.hr": inks.muted,
            "markdown.link": inks.link,
            "markdown.link_url": inks.muted,
            "markdown.table.border": inks.muted,
            "markdown.table.header": inks.label,
            **{f"markdown.h{level}": inks.strong for level in range(1, 7)},
        },
        inherit=True,
    )
