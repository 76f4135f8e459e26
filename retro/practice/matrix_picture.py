"""The company × theme matrix as a picture: SVG that needs nothing else, for a post.

Light or dark as the reader's screen is; a title and a description say the same to those who do not see it.
Names are drawn as they are given: whoever draws it for others gives those that may be published.
"""

from collections.abc import Mapping, Sequence

from retro.svg_text import cut, text

__all__ = ["matrix_picture"]

_WIDTH, _MARGIN, _HEAD, _ROW = 640, 24, 96, 34
_NAMES = 172
"""Pixels of the themes' names, left of the cells."""

_MOST_ROWS, _MOST_COLUMNS = 14, 8

_COLUMN = 8.6
"""Pixels of one column of text at 13 px, in the widest of the usual fonts for screens."""

_STYLE = (
    "text{font:15px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;fill:#1f2328}"
    ".card{fill:#fff;stroke:#d1d9e0}.none{fill:#eff2f5}.some{fill:#0969da}.title{font-weight:600}"
    ".name{font-size:13px}.company{font-size:13px;fill:#59636e;text-anchor:middle}"
    ".count{font-size:13px;font-weight:600;text-anchor:middle}.strong{fill:#fff}"
    "@media (prefers-color-scheme:dark){text{fill:#e6edf3}.card{fill:#0d1117;stroke:#3d444d}"
    ".none{fill:#1c2128}.some{fill:#4493f8}.company{fill:#9198a1}.strong{fill:#0d1117}}"
)

_TITLE = "Lessons by theme and company"

_STRONG = 0.55
"""From this share of the fullest cell on, its number is drawn in the colour of the ground."""


def matrix_picture(
    companies: Sequence[str], themes: Sequence[str], cells: Mapping[tuple[str, str], int]
) -> str:
    """An SVG of how many lessons of each company have each theme; empty when there is nothing to draw.

    Args:
        companies: Columns, those with the most lessons first.
        themes: Rows, the same.
        cells: Company and theme -> lessons; what is not there is none.
    """
    companies, themes = tuple(companies)[:_MOST_COLUMNS], tuple(themes)[:_MOST_ROWS]
    most = max((cells.get((company, theme), 0) for company in companies for theme in themes), default=0)
    if not most:
        return ""
    height = _HEAD + _ROW * len(themes) + _MARGIN - 6
    step = (_WIDTH - _MARGIN - _NAMES - _MARGIN) / len(companies)
    heads = "".join(_head(company, place, step) for place, company in enumerate(companies))
    rows = "".join(
        _row(theme, place, [cells.get((company, theme), 0) for company in companies], step, most)
        for place, theme in enumerate(themes)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}"'
        f' height="{height}" role="img" aria-labelledby="title desc">\n'
        f'<title id="title">{_TITLE}</title>\n'
        f'<desc id="desc">{text(description(companies, themes, cells))}</desc>\n<style>{_STYLE}</style>\n'
        f'<rect class="card" x=".5" y=".5" width="{_WIDTH - 1}" height="{height - 1}" rx="10"/>\n'
        f'<text class="title" x="{_MARGIN}" y="37">{_TITLE}</text>\n{heads}{rows}</svg>\n'
    )


def description(companies: Sequence[str], themes: Sequence[str], cells: Mapping[tuple[str, str], int]) -> str:
    """The picture in words: ``trust: 3 at Mesosphere, 1 at Amazon EKS; …``."""
    told = []
    for theme in themes:
        at = [f"{cells[company, theme]} at {company}" for company in companies if cells.get((company, theme))]
        told.append(f"{theme}: {', '.join(at) or 'none'}")
    return "; ".join(told) + "."


def _head(company: str, place: int, step: float) -> str:
    middle = _MARGIN + _NAMES + step * (place + 0.5)
    name = cut(company, max(3, int((step - 6) / _COLUMN)))
    return f'<text class="company" x="{middle:.0f}" y="{_HEAD - 12}">{text(name)}</text>\n'


def _row(theme: str, place: int, counts: Sequence[int], step: float, most: int) -> str:
    top = _HEAD + _ROW * place
    name = text(cut(theme, int(_NAMES / _COLUMN) - 1))
    drawn = [f'<text class="name" x="{_MARGIN}" y="{top + 19}">{name}</text>']
    for column, count in enumerate(counts):
        left = _MARGIN + _NAMES + step * column
        share = count / most
        shade = f' class="some" fill-opacity="{0.15 + 0.85 * share:.2f}"' if count else ' class="none"'
        drawn.append(
            f'<rect{shade} x="{left + 2:.0f}" y="{top}" width="{step - 4:.0f}" height="{_ROW - 6}" rx="4"/>'
        )
        if count:
            strong = " strong" if share >= _STRONG else ""
            drawn.append(
                f'<text class="count{strong}" x="{left + step / 2:.0f}" y="{top + 19}">{count:,}</text>'
            )
    return "".join(drawn) + "\n"
