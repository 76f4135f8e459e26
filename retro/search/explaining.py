"""Why a lesson ranks where it does, in phrases."""

from retro.search.ranking import Plan, Ranked
from retro.search.slots import Form

__all__ = ["explanation"]

_PHRASES: dict[int, str] = {
    Form.EXACT: "as typed",
    Form.BEGINNING: "as the beginning of a word",
    Form.ENDING: "in another form",
    Form.JOINED: "as two words",
    Form.MISSPELT: "misspelt in the lesson",
    Form.TYPO: "with one typo forgiven",
    Form.TYPO_IN_BEGINNING: "as the beginning of a word, with one typo forgiven",
    Form.ABBREVIATION: "as an abbreviation",
    Form.TWO_TYPOS: "with two typos forgiven",
    Form.SYNONYM: "by a word that means the same",
    Form.KIN: "by a word that begins alike",
    Form.NEAR: "by a word that it brings to mind",
}


def explanation(rank: Ranked, plan: Plan) -> tuple[str, ...]:
    """A phrase for each word of the query, then the score."""
    words = tuple(
        f"“{slot.text}” {'is missing' if form is None else _PHRASES[form]} (rarity {slot.rarity:.1f})"
        for slot, form in zip(plan.slots, rank.forms, strict=True)
    )
    return (*words, f"score {rank.score:.2f}")
