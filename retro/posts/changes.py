"""Evidence in words: ``Duration: 16 → 4 weeks (×4, −75 %)``."""

import math
import re

from retro.model import Evidence, LessonDraft

__all__ = ["change_in_words", "number_in_words", "untold_changes"]

_MINUS = "\u2212"


def number_in_words(value: float) -> str:
    """A number as a person writes it: no ``.0``, no exponent below 10¹⁵, three decimals at the most."""
    if not math.isfinite(value):
        return str(value)
    if (value and abs(value) < 0.0005) or abs(value) >= 1e15:
        return f"{value:g}".replace("-", _MINUS)
    text = f"{value + 0.0:.3f}".rstrip("0").rstrip(".")  # and no minus before a zero
    return text.replace("-", _MINUS)


def change_in_words(evidence: Evidence) -> str:
    """Before and after with the unit, and how much that is: as a factor and in per cent.

    The factor is of the improvement or the growth, whichever way it went: from 16 to 4 is ×4, −75 %.
    """
    values = [number_in_words(value) for value in (evidence.before, evidence.after) if value is not None]
    text = " → ".join(values) if len(values) == 2 else values[0] if values else ""
    text = f"{evidence.metric}: {text}"
    if evidence.unit:
        text += evidence.unit if evidence.unit == "%" else f" {evidence.unit}"
    before, after = evidence.before, evidence.after
    if before is None or after is None or before <= 0 or after <= 0 or before == after:
        return text
    factor = max(before, after) / min(before, after)
    change = (after - before) / before * 100
    if not (math.isfinite(factor) and math.isfinite(change)):
        return text
    sign = "+" if change > 0 else _MINUS
    return f"{text} (×{_rounded(factor)}, {sign}{_rounded(abs(change))} %)"


def untold_changes(lesson: LessonDraft) -> list[str]:
    """The changes whose numbers a lesson's own words do not give, each in words."""
    text = f"{lesson.title}\n{lesson.body}".replace(",", "")
    numbers = set(re.findall(r"[0-9]+(?:\.[0-9]+)?", text))
    return [change_in_words(item) for item in lesson.evidence if not _numbers(item) <= numbers]


def _numbers(evidence: Evidence) -> set[str]:
    return {number_in_words(abs(value)) for value in (evidence.before, evidence.after) if value is not None}


def _rounded(value: float) -> str:
    """Two significant digits are enough, and whole numbers stay whole."""
    return number_in_words(round(value, 1) if value < 10 else round(value))
