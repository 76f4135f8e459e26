"""Words without which a pattern cannot match: looking for one is twenty times as fast as trying the pattern.

It reads the small language that cues are written in: groups, alternatives, sets, counts, looks ahead or back.
"""

__all__ = ["required_words"]


def required_words(pattern: str) -> tuple[frozenset[str], ...]:
    """Groups of texts, of each of which every match of a pattern holds at least one, as far as can be told.

    The group that says most comes first; what nearly every sentence has is left out where there is more.

    Args:
        pattern: A regular expression for lower-case text, without flags.
    """
    reader = _Reader(pattern)
    parts = sorted(reader.sequence(), key=_telling, reverse=True)
    if reader.at == len(pattern):
        return (*parts[:1], *(part for part in parts[1:] if _worth(part)[0]))
    words = _Reader(pattern).alternatives()
    return (words,) if words else ()


class _Reader:
    """A pattern while it is read, character by character."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self) -> frozenset[str] | None:
        """What all alternatives together need: that of each of them; None when one needs nothing."""
        needed: set[str] = set()
        is_free = False
        while True:
            branch = max(self.sequence(), key=_telling, default=None)
            is_free = is_free or branch is None
            needed.update(branch or ())
            if self._peek() != "|":
                return None if is_free else frozenset(needed)
            self.at += 1

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def sequence(self) -> list[frozenset[str]]:
        """What each part of a sequence needs, up to its end: texts of which one must be there."""
        parts: list[frozenset[str]] = []
        run = ""
        while self._peek() not in {"", "|", ")"}:
            item = self._item()
            least, is_once = self._count()
            if isinstance(item, str) and least:
                run += item
                if is_once:
                    continue
            parts += [frozenset({run})] if run else []
            run = ""
            if isinstance(item, frozenset) and item and least:
                parts.append(item)
        parts += [frozenset({run})] if run else []
        return parts

    def _item(self) -> str | frozenset[str] | None:
        """A character that stands for itself, what a group needs, or None: anything may stand there."""
        character = self._peek()
        self.at += 1
        if character == "\\":
            escaped = self._peek()
            self.at += 1
            return None if escaped.isalnum() else escaped
        if character == "[":
            self._skip_set()
            return None
        if character == "(":
            return self._group()
        return None if character in ".^$" else character

    def _skip_set(self) -> None:
        self.at += self._peek() == "^"
        self.at += 2 if self._peek() == "\\" else 1  # a bracket that comes first stands for itself
        while self._peek() != "]":
            self.at += 2 if self._peek() == "\\" else 1
        self.at += 1

    def _group(self) -> frozenset[str] | None:
        looks = False
        if self._peek() == "?":
            looks = self.pattern[self.at + 1] in "=!<"
            self.at = min(end + 1 for mark in ":=!" if (end := self.pattern.find(mark, self.at)) >= 0)
        needed = self.alternatives()
        self.at += 1
        return None if looks else needed

    def _count(self) -> tuple[int, bool]:
        """How often at least the item before comes, and whether that is just once."""
        mark = self._peek()
        if mark not in {"?", "*", "+", "{"}:
            return 1, True
        least = 0 if mark in "?*" else 1
        if mark == "{":
            end = self.pattern.index("}", self.at)
            least = int(self.pattern[self.at + 1 : end].split(",")[0] or 0)
            self.at = end
        self.at += 1
        if self._peek() in {"?", "+"}:
            self.at += 1
        return least, False


_FREQUENT = frozenset(
    "the to a of and in for is was are had have were been be it you that with on we i my our got can do ing"
    " i'm it's that's".split()
) | {""}
"""What nearly every sentence has somewhere, be it within another word."""


def _worth(words: frozenset[str]) -> tuple[bool, int]:
    """How well words tell which sentences may be meant: by the worst of them."""
    return _FREQUENT.isdisjoint(map(str.strip, words)), min(map(len, words))


def _telling(words: frozenset[str]) -> tuple[bool, int, int]:
    """The order of groups: those that few sentences have, of these the longest, of these the fewest."""
    return (*_worth(words), -len(words))
