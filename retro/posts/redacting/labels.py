"""What companies and people are called instead of by their names: the same in every post and place."""

import re
from collections.abc import Sequence
from itertools import pairwise

from retro.posts.redacting.finder import Finder, Known
from retro.posts.redacting.replacing import edited, edits_for
from retro.surroundings import Company, Person

__all__ = ["labels_for", "slug_of"]

_NOUNS = {
    False: ("Company", "Firm", "Employer", "Business", "Organisation"),
    True: ("Person", "Colleague", "Somebody", "Individual", "Human"),
}
"""By whether it is a person; the second is for who has a company that is called “Company”."""

_SHORTEST_CODE = 3


def labels_for(finder: Finder, registered: Sequence[Company | Person]) -> tuple[str, ...]:
    """A label for each that is known to a finder: its pseudonym, its role, or a noun with a code.

    The code is the beginning of its id, which no other of its sort has, so that a label stays the same when
    others come and go. A label never holds a name: one that does has a code in its place, and one that holds
    its own name is not used.
    """
    codes = _codes([each.id for each in registered])
    plain = [_with_code(finder, owner, code) for owner, code in enumerate(codes)]
    labels = [_given(finder, owner, each, plain) or plain[owner] for owner, each in enumerate(registered)]
    return tuple(labels)


def _codes(ids: Sequence[str]) -> list[str]:
    def shared(one: str, other: str) -> int:
        length = 0
        while length < min(len(one), len(other)) and one[length] == other[length]:
            length += 1
        return length

    ordered = sorted(set(ids))
    needed = dict.fromkeys(ordered, _SHORTEST_CODE)
    for one, other in pairwise(ordered):
        for each in (one, other):
            needed[each] = max(needed[each], shared(one, other) + 1)
    return [each[: needed[each]].upper() for each in ids]


def _with_code(finder: Finder, owner: int, code: str) -> str:
    nouns = _NOUNS[finder.known[owner].person]
    free = (label for noun in nouns if not _holds_name(finder, label := f"{noun} {code}"))
    return next(free, "…")


def _given(finder: Finder, owner: int, each: Company | Person, plain: Sequence[str]) -> str:
    given = each.pseudonym or (each.role_label if isinstance(each, Person) else "")
    # What Markdown or a table would take for a mark would break the text that the label comes into.
    label = " ".join(re.sub(r"[|<>\[\]{}`*\\\n]", " ", given).split())
    found = finder.find(label)
    if any(name.owner == owner for name in found):
        return ""
    label = edited(label, edits_for(label, found, lambda name: plain[name.owner]))
    return "" if _holds_name(finder, label) else label


def _holds_name(finder: Finder, label: str) -> bool:
    return bool(finder.find(label) or finder.find(slug_of(label), joined=True))


def slug_of(label: str) -> str:
    """A label in a tag, a path or a file's name: ``a container company`` becomes ``container-company``."""
    words = re.findall(r"[^\W_]+", label.lower())
    if len(words) > 1 and words[0] in {"a", "an", "the"}:
        words = words[1:]
    return "-".join(words) or "x"


def known_of(each: Company | Person, *, hidden: bool = True, never: bool = False) -> Known:
    """A company or a person as a finder knows it."""
    return Known((each.name, *each.aliases), isinstance(each, Person), hidden, never)
