"""A text as it may be published, and what was done to it."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from retro.posts.bodies import markdown
from retro.posts.redacting.addresses import widened, without_links
from retro.posts.redacting.finder import Finder, Found
from retro.posts.redacting.labels import slug_of
from retro.posts.redacting.name_index import Guarded
from retro.posts.redacting.passages import passages, without_passages
from retro.posts.redacting.replacing import edited, edits_for
from retro.posts.references import resolve_references
from retro.surroundings import Company, Person

__all__ = ["Done", "Names"]

_ROUNDS = 8
"""One is enough for nearly every text; a name that comes about where another went takes two."""


class Done(NamedTuple):
    """A text as it is now, and what was done to it.

    Args:
        text: As it is now.
        owners: Whose names were replaced, once for each time.
        taken: The private passages that were taken out.
        never: Who never wants to appear and is named in it all the same, because names are left as they are.
    """

    text: str
    owners: tuple[int, ...] = ()
    taken: tuple[str, ...] = ()
    never: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Names:
    """Everyone registered, what finds their names, what they are called instead, and who is guarded."""

    registered: tuple[Company | Person, ...]
    finder: Finder
    labels: tuple[str, ...]
    guarded: tuple[Guarded, ...]
    shown: tuple[Guarded, ...] = ()
    watch: Finder | None = None
    """Finds who never wants to appear, where ``finder`` does not."""

    def names_never(self, text: str) -> bool:
        """Whether a text names someone who never wants to appear, and is not to be named."""
        return any(self.finder.known[each.owner].never for each in self.finder.find(text))

    def redacted(
        self,
        text: str,
        evidence: Collection[int] = (),
        *,
        joined: bool = False,
        starts: bool = False,
        opened: int = 0,
    ) -> Done:
        """A text without private passages, and with a label in the place of every name that is hidden.

        Args:
            text: Markdown.
            evidence: Who is known to be meant by initials.
            joined: It is something written together, such as a tag.
            starts: It is prose, in which a label begins a sentence with a capital.
            opened: How many braces of a private passage the field before it left open.
        """
        private = passages(text, opened)
        taken = tuple(text[each.start : each.end] for each in private)
        if private:
            text, _ = without_passages(text, opened)
        owners: list[int] = []
        for _ in range(_ROUNDS):
            changed, more = self._once(text, evidence, joined=joined, starts=starts)
            owners += more
            if changed == text:
                break
            text = changed
        watched = self.watch.find(text, evidence=evidence, joined=joined) if self.watch else ()
        return Done(text, tuple(owners), taken, frozenset(each.owner for each in watched))

    def _once(
        self, text: str, evidence: Collection[int], *, joined: bool, starts: bool
    ) -> tuple[str, tuple[int, ...]]:
        found = self.finder.find(text, evidence=evidence, joined=joined)
        if not found:
            return text, ()
        # A link's label and its definition must go together, and only the link itself can lose its address.
        resolved = resolve_references(text, markdown()) if "]:" in text else text
        if resolved != text:
            return resolved, ()
        unlinked, gone = without_links(text, found, lambda each: self.labels[each.owner])
        if gone:
            return unlinked, tuple(each.owner for each in gone)
        found = widened(text, found)

        def instead(each: Found) -> str:
            label = self.labels[each.owner]
            if each.joined or joined:
                return slug_of(label)
            return label[0].upper() + label[1:] if starts and _starts_sentence(text, each.start) else label

        return edited(text, edits_for(text, found, instead)), tuple(each.owner for each in found)


_START = re.compile(
    r"(?:\A|\n[ \t]*\n|(?:\A|\n)[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)[ \t]+"
    r"|(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bcf)(?<!\bz\.B)(?<!\bd\.h)(?<![ .][A-Z])(?<!Dr)(?<!Mr)(?<!Ms)"
    r"[.!?…][\"”’)\]*_]{0,4}\s+)[\"“„‘'(\[*_~>]*\Z"
)
_AROUND = 80
"""Characters before a name in which its sentence would have to begin."""


def _starts_sentence(text: str, at: int) -> bool:
    before = text[:at] if at <= _AROUND else "." + text[at - _AROUND : at]
    return bool(_START.search(before))
