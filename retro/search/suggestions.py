"""Did you mean: the name, or the word, that is nearest to what was typed."""

from collections.abc import Sequence

__all__ = ["similar_names"]

_LIKE_ENOUGH = 0.75


def similar_names(name: str, existing: Sequence[str]) -> str | None:
    """The existing name that ``name`` probably is a misspelling of, or None.

    None as well when ``name`` itself exists: then nothing has to be asked.

    Args:
        name: What was typed.
        existing: Names to choose from.
    """
    from rapidfuzz import process  # noqa: PLC0415 - 17 ms to import, and most names are not new
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    typed = _folded(name)
    if len(typed) < 3 or typed in map(_folded, existing):
        return None
    found = process.extractOne(
        typed, existing, scorer=OSA.normalized_similarity, processor=_folded, score_cutoff=_LIKE_ENOUGH
    )
    return None if found is None else str(found[0])


def _folded(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum() or character == "/")
