"""Hugo, which takes ``layout`` for the name of a template, and knows ``categories`` but no ``category``.

``retro`` is one nested map, because newer Hugos refuse a ``kind`` at the top.
"""

import re
import unicodedata

from retro.posts.dialects.dialect import Dialect, Head, Values, usual_values

__all__ = ["HUGO"]


def _tag(tag: str) -> str:
    """A tag without emoji and other symbols: Hugo 0.111 makes no page of those, and some break its build.

    Empty for one that has no letter or digit at all.
    """
    kept = "".join(letter for letter in tag if letter.isascii() or _has_a_page(letter))
    return " ".join(kept.split()) if any(map(str.isalnum, kept)) else ""


def _has_a_page(letter: str) -> bool:
    """Letters, marks, digits and punctuation have, fractions and numbers in circles have not."""
    sort = unicodedata.category(letter)
    return sort[0] in "LMP" or sort == "Nd"


def _values(head: Head) -> Values:
    tags = list(dict.fromkeys(filter(None, map(_tag, head.short_tags))))
    return {**usual_values(head), "category": _tag(head.short_category), "tags": tags}


HUGO = Dialect(
    "hugo",
    _values,
    folders=("content/posts", "content/post", "content/blog"),
    runs=re.compile(r"\{\{[<%]"),
)
