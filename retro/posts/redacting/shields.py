"""Longer names that may be shown: what is part of one is not taken for a name that may not.

*Grace Hopper* is no *Grace Kelly*, and *Kelly Services* is not hers.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from retro.posts.redacting.bare import WORD, letters, plain
from retro.posts.redacting.name_index import Guarded, index_of

__all__ = ["without_shown"]


def without_shown(
    lines: Sequence[str], shown: tuple[Guarded, ...], guarded: tuple[Guarded, ...]
) -> Sequence[str]:
    """Plain lines with bars in the place of names that may be shown.

    Args:
        lines: Of a text.
        shown: Whose names may be.
        guarded: Whose may not. A company does not shield who never wants to appear, another's name does.
    """
    pattern = _pattern(shown, guarded)
    if pattern is None:
        return lines
    return pattern.sub(lambda match: re.sub(r"[^\n]", "|", match[0]), "\n".join(lines)).split("\n")


@lru_cache(maxsize=16)
def _pattern(shown: tuple[Guarded, ...], guarded: tuple[Guarded, ...]) -> re.Pattern[str] | None:
    hidden = [letters(plain(name)) for each in guarded for name in each.names]
    never = index_of(tuple(each for each in guarded if each.never))
    found = []
    for each in shown:
        for name in map(plain, each.names):
            is_part = any(letters(name) in other for other in hidden)
            names_never = not each.person and any(True for _ in never.names([name]))
            if len(WORD.findall(name)) > 1 and not is_part and not names_never:
                found.append(name)
    if not found:
        return None
    either = "|".join(map(_written, sorted(found, key=len, reverse=True)))
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)


def _written(name: str) -> str:
    """A name with white space as it may be, hyphens in its place, and marks of emphasis."""
    return r"[\s*_>-]{1,4}".join(map(re.escape, name.split()))
