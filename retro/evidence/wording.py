"""What two numbers say: from 16 to 4 weeks is ×4 and −75 %, always in these words."""

import math

from retro.model import Evidence

__all__ = ["change", "describe", "number", "rounded"]

_SMALL, _NOTHING = 0.1, 1e-9


def number(value: float) -> str:
    """A number as people write it: no trailing zeros, thousands apart, three decimals at the most.

    A small one has three digits that mean something, for what is said of a change must be true of the numbers
    that are read; what is below a billionth is nothing.
    """
    size = abs(value)
    if size < _NOTHING:
        return "0"
    decimals = 3 if size >= _SMALL else 2 - math.floor(math.log10(size))
    return f"{value:,.{decimals}f}".rstrip("0").rstrip(".")


def change(before: float, after: float) -> str:
    """By which factor and by how many per cent; empty when the numbers have no ratio.

    The factor is how many times the larger is the smaller, so that it reads the same whether less is
    better or more is.
    """
    if before <= 0 or after < 0 or before == after:
        return ""
    per_cent = (after - before) / before * 100
    if not math.isfinite(per_cent) or (after and not math.isfinite(before / after)):
        return ""
    sign = "−" if per_cent < 0 else "+"
    said = f"{sign}{rounded(abs(per_cent))} %"
    if after == 0:
        return said
    return f"×{rounded(max(before, after) / min(before, after))}, {said}"


def describe(evidence: Evidence) -> str:
    """One line: ``release duration: 16 → 4 weeks (×4, −75 %)``."""
    unit = _unit(evidence.unit)
    if evidence.before is None or evidence.after is None:
        only = evidence.after if evidence.before is None else evidence.before
        return f"{evidence.metric}: {number(only or 0.0)}{unit}"
    said = change(evidence.before, evidence.after)
    line = f"{evidence.metric}: {number(evidence.before)} → {number(evidence.after)}{unit}"
    return f"{line} ({said})" if said else line


def _unit(unit: str) -> str:
    return f" {unit}" if unit else ""


def rounded(value: float) -> str:
    """Two digits that mean something: 4, 2.5, 14, 0.25."""
    return number(round(value)) if value >= 10 else number(float(f"{value:.2g}"))
