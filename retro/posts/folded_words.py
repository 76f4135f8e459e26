"""Words of a text to compare by, in any case."""

import re

__all__ = ["folded_words"]


def folded_words(text: str) -> list[str]:
    """The words of a text such that two which a pattern takes for one whatever their case are one."""
    # Patterns take ı and İ for i, casefold does not.
    return re.findall(r"[^\W_]+", text.replace("ı", "i").replace("İ", "i").casefold())
