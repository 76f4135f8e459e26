"""What was measured as a picture: a bar before and a bar after, in SVG that needs nothing else.

For readers who see it there are numbers beside the bars, light or dark as their screen is; for those who do
not, a title and a description say the same.
"""

from collections.abc import Sequence
from html import escape

from retro.evidence import change, number
from retro.model import Evidence

__all__ = ["chart", "description", "measured"]

_WIDTH, _ROW, _LABEL, _ROOM = 640, 96, 90, 420
"""Pixels: of the picture, of one measurement, before the bars, and of the longest bar."""

_STYLE = (
    "text{font:15px system-ui,sans-serif;fill:#1f2328}.metric{font-weight:600}"
    ".before{fill:#8c959f}.after{fill:#0969da}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.before{fill:#7d8590}.after{fill:#4493f8}}"
)


def measured(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What can be drawn: both numbers are there, and neither is below nothing."""
    return tuple(
        item
        for item in evidence
        if item.before is not None and item.after is not None and item.before >= 0 and item.after >= 0
    )


def description(evidence: Sequence[Evidence]) -> str:
    """The picture in words: such as: Release: before 16 weeks, after 4 weeks."""
    said = []
    for item in measured(evidence):
        ratio = change(item.before or 0.0, item.after or 0.0)
        line = f"{item.metric}: before {_value(item, item.before)}, after {_value(item, item.after)}"
        said.append(f"{line} ({ratio})." if ratio else f"{line}.")
    return " ".join(" ".join(said).split())


def chart(title: str, evidence: Sequence[Evidence]) -> str:
    """An SVG of a lesson's evidence; empty when there is nothing to draw.

    Args:
        title: What the picture is called, as plain text.
        evidence: Each in a row of its own, and to a scale of its own, for units differ.
    """
    items = measured(evidence)
    if not items:
        return ""
    height = _ROW * len(items)
    rows = "".join(_row(item, place * _ROW) for place, item in enumerate(items))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}"'
        f' height="{height}" role="img" aria-labelledby="title desc">\n'
        f'<title id="title">{_text(title)}</title>\n<desc id="desc">{_text(description(items))}</desc>\n'
        f"<style>{_STYLE}</style>\n{rows}</svg>\n"
    )


def _row(item: Evidence, top: int) -> str:
    most = max(item.before or 0.0, item.after or 0.0) or 1.0
    ratio = change(item.before or 0.0, item.after or 0.0)
    heading = f"{item.metric}  {ratio}" if ratio else item.metric
    bars = "".join(
        _bar(sort, value, value / most, _value(item, value), top + offset)
        for sort, value, offset in (("before", item.before or 0.0, 34), ("after", item.after or 0.0, 62))
    )
    return f'<text class="metric" x="0" y="{top + 20}">{_text(_cut(heading, 72))}</text>\n{bars}'


def _bar(sort: str, value: float, share: float, said: str, top: int) -> str:
    # What is not nothing can be seen.
    length = max(round(share * _ROOM), 2 if value else 0)
    return (
        f'<text x="0" y="{top + 15}">{sort}</text>'
        f'<rect class="{sort}" x="{_LABEL}" y="{top}" width="{length}" height="20" rx="3"/>'
        f'<text x="{_LABEL + length + 8}" y="{top + 15}">{_text(_cut(said, 14))}</text>\n'
    )


def _value(item: Evidence, value: float | None) -> str:
    return f"{number(value or 0.0)} {item.unit}".strip()


def _cut(words: str, most: int) -> str:
    """What has room in the picture; its description has all of it."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _text(words: str) -> str:
    """Text in XML, which knows no control characters, not even escaped ones."""
    return escape("".join(character if character.isprintable() else " " for character in words))
