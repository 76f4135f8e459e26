"""Headings that mean something only together: Keep and Stop, Liked and Lacked, Rose and Thorn."""

from collections.abc import Iterable, Mapping

from retro.posts.extraction.reading import folded
from retro.posts.extraction.roles import Role

__all__ = ["roles_in_format"]

# The formats in which teams hold retrospectives. Alone "Start" is a topic; beside "Stop" it is advice.
_FORMATS: tuple[Mapping[str, Role], ...] = (
    {
        "liked": Role.WINS,
        "loved": Role.WINS,
        "learned": Role.LESSONS,
        "learnt": Role.LESSONS,
        "lacked": Role.MISTAKES,
        "loathed": Role.MISTAKES,
        "longed for": Role.PRACTICES,
    },
    {
        "start": Role.PRACTICES,
        "stop": Role.MISTAKES,
        "continue": Role.PRACTICES,
        "keep": Role.PRACTICES,
        "add": Role.PRACTICES,
        "drop": Role.MISTAKES,
        "improve": Role.MISTAKES,
        "problem": Role.MISTAKES,
        "problems": Role.MISTAKES,
        "try": Role.PRACTICES,
        "more of": Role.PRACTICES,
        "less of": Role.MISTAKES,
    },
    {
        "do": Role.PRACTICES,
        "dos": Role.PRACTICES,
        "do's": Role.PRACTICES,
        "don't": Role.PRACTICES,
        "donts": Role.PRACTICES,
        "don'ts": Role.PRACTICES,
    },
    {"mad": Role.MISTAKES, "sad": Role.MISTAKES, "glad": Role.WINS},
    {
        "rose": Role.WINS,
        "roses": Role.WINS,
        "thorn": Role.MISTAKES,
        "thorns": Role.MISTAKES,
        "bud": Role.PRACTICES,
        "buds": Role.PRACTICES,
    },
    {
        "plus": Role.WINS,
        "pluses": Role.WINS,
        "delta": Role.MISTAKES,
        "deltas": Role.MISTAKES,
        "minus": Role.MISTAKES,
    },
    {"wind": Role.WINS, "anchor": Role.MISTAKES, "anchors": Role.MISTAKES, "rocks": Role.MISTAKES},
)
_FILLERS = (
    "what we should ",
    "what should we ",
    "what we ",
    "what i ",
    "we ",
    "i ",
    "things to ",
    "things we ",
    "to ",
)


def roles_in_format(titles: Iterable[str]) -> Mapping[str, Role]:
    """What headings promise that stand beside each other, where two or more are of one format.

    Args:
        titles: The headings' texts without marks.
    """
    bare = {title: _bare(title) for title in titles}
    for format_ in _FORMATS:
        known = {title: format_[word] for title, word in bare.items() if word in format_}
        if len({bare[title] for title in known}) >= 2:
            return known
    return {}


def _bare(title: str) -> str:
    """A heading without what commonly stands around the word: "What we should keep doing", "Liked 👍"."""
    text = folded(title).strip("!?:.+- ")
    text = " ".join(word for word in text.split() if word[:1].isalpha())
    for filler in _FILLERS:
        text = text.removeprefix(filler)
    return text.removesuffix(" doing")
