"""When letters that are those of a name mean it: a company is called “It”, and a person “Will”.

Whoever never wants to appear is found wherever there is doubt.
"""

import re
from collections.abc import Collection, Iterable

from retro.posts.redacting.atoms import Gap
from retro.posts.redacting.candidates import Candidate
from retro.posts.redacting.contexts import context_at
from retro.posts.redacting.forms import Context, Form, Sort
from retro.posts.redacting.words import ABBREVIATIONS

__all__ = ["are_initials", "is_found_within", "is_meant"]

_LONG = 8
"""Letters from which on a whole name is found within longer words, and with its letters apart."""

_LONG_NEVER = 6


def is_found_within(key: str, form: Form) -> bool:
    """Whether a form is looked for within longer words as well."""
    if not form.cased:
        return len(key) > 1 and (form.sort is Sort.WHOLE or form.never)
    if form.ordinary:
        return False
    if form.sort is Sort.WHOLE:
        return len(key) >= (_LONG_NEVER if form.never else _LONG) and (bool(form.cuts) or form.never)
    return form.sort is Sort.WORD and form.never and len(key) >= _LONG_NEVER


def is_meant(found: Candidate) -> bool:
    """Whether a name is meant, or an initial with a name."""
    form, context = found.form, found.context
    if not _stands_alone(found):
        return False
    if form.sort is Sort.INITIALED:
        return _is_initialed(found)
    if not _holds_together(found):
        return False
    if found.beyond and (form.ordinary or found.size < (4 if found.said.islower() else 3)):
        return form.never and not form.ordinary
    if form.ordinary and form.sort is Sort.WORD and not found.person and _begins_sentence(found):
        return False  # "Nine people came" is not about Harbour Nine
    return form.counts_joined(found.said, context)


def _stands_alone(found: Candidate) -> bool:
    """Whether no other word is joined to it without anything between, or the name is clear all the same.

    ``EKSCluster`` is Amazon's, ``AdaBoost`` nobody's.
    """
    if not found.beside:
        return True
    form = found.form
    if form.never:
        return found.size > 2 and not form.ordinary
    if all(found.atoms.letters[at].isdecimal() for at in found.beside):
        return found.size > 3 or found.context is not Context.PROSE
    return form.sort is Sort.WHOLE and found.size > (4 if found.person else 2) and not form.ordinary


def _holds_together(found: Candidate) -> bool:
    """Whether the gaps within are where the name has them, or of a sort that means nothing."""
    form, size = found.form, found.size
    small = found.said.islower()
    spaced = len(found.gaps) == size - 1 and size > (2 if form.never else 3)
    for place, gap in found.gaps:
        if gap <= Gap.MARKS or place in form.cuts or spaced:
            continue
        if gap is Gap.JOINT and size > (5 if small and not form.never else 3):
            continue
        if gap is Gap.SPACE and _may_be_parted(found):
            continue
        return False
    if form.cuts and all(gap is Gap.NONE for _, gap in found.gaps) and small and size < 6:
        return found.context is not Context.PROSE
    return True


def _may_be_parted(found: Candidate) -> bool:
    """Whether white space where the name has none is a way to write it: ``Meso Sphere``."""
    if found.form.never:
        return found.size > 5
    words = found.said.split()
    return found.size > 5 and all(word[0].isupper() for word in words) and not found.form.ordinary


_BEFORE_SENTENCE = re.compile(r"(?:\A|[.!?…:\n>#|]|\n\s*[-+*])\s*[\"“„‘'(\[*_]*\Z")


def _begins_sentence(found: Candidate) -> bool:
    return bool(_BEFORE_SENTENCE.search(found.text[: found.start][-20:]))


_BESIDE_INITIAL = re.compile(r"[*_~`]*(?:[.,]?[ \t\n]{0,2}|[-_.+])[*_~`]*")


_BEGINS_ANOTHER = re.compile(r"\.? ?[A-Z]")
"""Behind an initial: "Lovelace, A. Turing and others" are two."""


def _is_initialed(found: Candidate) -> bool:
    """``A. Lovelace`` and ``a.lovelace``; ``alovelace`` only where an address stands."""
    cuts = found.form.cuts
    parted = {place for place, gap in found.gaps if gap > Gap.MARKS}
    if found.size < 4 or not parted <= cuts:
        return False
    if parted != cuts:
        is_camel = {place for place, _ in found.gaps} == cuts and not found.said.islower()
        return found.context is Context.ADDRESS or found.size > (4 if is_camel else 8)
    if not all(map(_BESIDE_INITIAL.fullmatch, found.between())):
        return False
    if found.text[found.end - 2] in " ." and _BEGINS_ANOTHER.match(found.text, found.end):
        return False
    if found.said.islower():
        return found.context is not Context.PROSE and found.size > 4
    words = re.findall(r"[^\W_]+", found.said)
    return found.context is not Context.PROSE or all(word[0].isupper() for word in words)


def are_initials(found: Candidate, others: Iterable[Form], evidence: Collection[int]) -> bool:
    """``A.L.`` where they are one person's, ``AL`` where that person is known to be meant.

    Args:
        found: Letters that are someone's initials.
        others: All forms of these letters.
        evidence: Who is known to be meant.
    """
    form, text = found.form, found.text
    if found.beside or found.beyond:
        return False
    owners = {each.owner for each in others if each.sort is Sort.INITIALS} - {form.owner}
    is_known = form.owner in evidence and owners.isdisjoint(evidence)
    if context_at(text, found.start, found.end) is Context.ADDRESS:
        return is_known or form.never
    if not found.said.isupper():
        return False
    means_more = form.spelled.casefold() in ABBREVIATIONS
    if not found.gaps:
        around = text[found.start - 1 : found.start] + text[found.end : found.end + 1]
        return is_known and (around in {"()", "[]"} or not means_more)
    dotted = all(each.startswith(".") for each in found.between()) and len(found.gaps) == found.size - 1
    return dotted and (is_known or (found.person and not owners and not means_more))
