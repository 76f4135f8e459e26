"""Did you mean: the name, or the word, that is nearest to what was typed."""

import re
from collections.abc import Sequence

from retro.search.ranking import Plan
from retro.search.slots import Form, Slot
from retro.search.vocabulary import Vocabulary

__all__ = ["better_spelling", "similar_names"]

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


def better_spelling(text: str, plan: Plan, vocabulary: Vocabulary) -> str:
    """The query with its unknown words replaced by the words that they probably are misspelt; "" if none is.

    Args:
        text: The query.
        plan: Its words, expanded.
        vocabulary: How frequent each word is.
    """
    better = text
    for slot in plan.slots:
        word = _better_word(slot, vocabulary)
        if word:
            better = re.sub(
                rf"(?<!\w){re.escape(slot.text)}(?!\w)", word, better, count=1, flags=re.IGNORECASE
            )
    return "" if better == text else better


def _better_word(slot: Slot, vocabulary: Vocabulary) -> str:
    forms = {match[0] for match in slot.words.values()}
    if not forms or min(forms) < Form.TYPO:
        return ""
    likely = [word for word, match in slot.words.items() if match[0] in (Form.TYPO, Form.TWO_TYPOS)]
    return min(likely, key=lambda word: (slot.words[word][0], -vocabulary.count(word), word), default="")
