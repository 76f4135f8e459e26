"""What was measured as a picture: a bar before and a bar after, in SVG that needs nothing else.

For readers who see it there are numbers beside the bars, light or dark as their screen is, on a ground of its
own, for a page may be white on a dark screen; for those who do not, a title and a description say the same.
"""

import math

from retro.display import plain_inline
from retro.evidence import change, number
from retro.model import Evidence
from retro.svg_text import columns, cut, text

__all__ = ["chart", "description", "is_drawable"]

_WIDTH, _HEIGHT, _MARGIN = 640, 140, 24
_BARS = 92
"""Pixels from the left to where the bars begin, behind their labels."""

_COLUMN = 10.5
"""Pixels of one column of bold text at 15 px, in the widest of the usual fonts for screens."""

_MOST_OF_HEADING, _MOST_OF_CHANGE, _MOST_OF_VALUE = 56, 26, 26
"""Columns of what was measured and the change together, and of a number with its unit.

What is longer is cut, and stands whole in the description.
"""

_STYLE = (
    "text{font:15px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;fill:#1f2328}"
    ".card{fill:#fff;stroke:#d1d9e0}.track{fill:#eff2f5}.before{fill:#9aa4af}.after{fill:#0969da}"
    ".metric,.change,.now{font-weight:600}.change{fill:#0969da;text-anchor:end}.label{fill:#59636e}"
    "@media (prefers-color-scheme:dark){text{fill:#e6edf3}"
    ".card{fill:#0d1117;stroke:#3d444d}.track{fill:#1c2128}.before{fill:#6e7681}.after{fill:#4493f8}"
    ".change{fill:#4493f8}.label{fill:#9198a1}}"
)


def is_drawable(item: Evidence) -> bool:
    """Whether there is something to draw: both numbers are there, and neither is below nothing."""
    return all(value is not None and math.isfinite(value) and value >= 0 for value in item[1:3])


def description(item: Evidence) -> str:
    """The picture in words, such as: Release: before 16 weeks, after 4 weeks (×4, −75 %)."""
    return f"{_metric(item)}: {_numbers(item)}"


def chart(item: Evidence) -> str:
    """An SVG of what was measured; empty when there is nothing to draw."""
    if not is_drawable(item):
        return ""
    before, after = item.before or 0.0, item.after or 0.0
    values = [cut(_value(item, each), _MOST_OF_VALUE) for each in (before, after)]
    # The longest bar leaves room for the longer of the two numbers behind it.
    longest = round(_WIDTH - _MARGIN - _BARS - 10 - _COLUMN * max(map(columns, values)))
    most = max(before, after) or 1.0
    ratio = cut(change(before, after), _MOST_OF_CHANGE)
    metric = cut(_metric(item), _MOST_OF_HEADING - 2 - columns(ratio))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}"'
        f' height="{_HEIGHT}" role="img" aria-labelledby="title desc">\n'
        f'<title id="title">{text(_metric(item))}</title>\n<desc id="desc">{text(_numbers(item))}</desc>\n'
        f"<style>{_STYLE}</style>\n"
        f'<rect class="card" x=".5" y=".5" width="{_WIDTH - 1}" height="{_HEIGHT - 1}" rx="10"/>\n'
        f'<text class="metric" x="{_MARGIN}" y="37">{text(metric)}</text>\n'
        f'<text class="change" x="{_WIDTH - _MARGIN}" y="37">{text(ratio)}</text>\n'
        f"{_bar('before', before / most, values[0], longest, 56)}"
        f"{_bar('after', after / most, values[1], longest, 92)}</svg>\n"
    )


def _bar(sort: str, share: float, said: str, longest: int, top: int) -> str:
    # What is not nothing can be seen.
    length = max(round(share * longest), 3 if share else 0)
    corner = min(4, length // 2)
    weight = ' class="now"' if sort == "after" else ""
    return (
        f'<text class="label" x="{_MARGIN}" y="{top + 17}">{sort.capitalize()}</text>'
        f'<rect class="track" x="{_BARS}" y="{top}" width="{longest}" height="24" rx="4"/>'
        f'<rect class="{sort}" x="{_BARS}" y="{top}" width="{length}" height="24" rx="{corner}"/>'
        f'<text{weight} x="{_BARS + longest + 10}" y="{top + 17}">{text(said)}</text>\n'
    )


def _metric(item: Evidence) -> str:
    """Its name as plain words on one line."""
    return " ".join(plain_inline(item.metric).split()) or item.metric


def _numbers(item: Evidence) -> str:
    before, after = item.before or 0.0, item.after or 0.0
    ratio = change(before, after)
    said = f"before {_value(item, before)}, after {_value(item, after)}"
    return f"{said} ({ratio})." if ratio else f"{said}."


def _value(item: Evidence, value: float) -> str:
    return " ".join(f"{number(value)} {plain_inline(item.unit)}".split())
