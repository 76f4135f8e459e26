"""Which headings of a post are companies: those of which the text says so, and those beside them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from retro.posts.extraction.employment import CAREER, EMPLOYMENT, JOB_AT, NOT_NAMES, TOPIC, names_of_employers
from retro.posts.extraction.outline import Section
from retro.posts.extraction.role_words import SPAN_OF_YEARS
from retro.posts.extraction.roles import Role

__all__ = ["companies_headed"]

_ENOUGH = 3.0
_LONGEST_NAME = 48
_COINED = 0.75
_MANY = 3
_SEVERAL = 2
_YEARS = re.compile(r"\((?:19|20)\d\d\s*[–—-]\s*(?:(?:19|20)?\d\d|now|present|today)\)\Z")
_OPENING_WORDS = 300


def companies_headed(sections: Sequence[Section], texts: Sequence[str]) -> dict[int, str]:
    """The sections whose heading is a company."""
    named = [
        index
        for index, section in enumerate(sections)
        if section.heading is not None and _is_name(section.title)
    ]
    if not named:
        return {}
    common = {word for text in texts for word in re.findall(r"(?<!\w)[a-z]\w*", text)}
    scores = {
        index: _heading_score(sections[index].title, _below(sections, texts, index), common)
        for index in named
    }
    certain = {index for index, score in scores.items() if score >= _ENOUGH}
    levels = {sections[index].level for index in certain}
    for index, score in scores.items():
        # Beside a heading that certainly is a company, a coined word above talk of work is one too, and so is
        # what has years of its own.
        is_dated = SPAN_OF_YEARS.match(sections[index].title) is not None
        if index not in certain and sections[index].level in levels and (score >= 1.5 or is_dated):
            certain.add(index)
    certain |= _of_a_career(sections, texts, scores) | _with_years(sections, named)
    return {index: _bare(sections[index].title) for index in certain}


def _of_a_career(
    sections: Sequence[Section], texts: Sequence[str], scores: Mapping[int, float]
) -> frozenset[int]:
    """Three headings or more of one level that are coined words, in a post that begins with one's jobs."""
    opening = " ".join(" ".join(texts).split()[:_OPENING_WORDS])
    coined: dict[int, set[int]] = defaultdict(set)
    for index, score in scores.items():
        if score >= _COINED and sections[index].own_role is Role.UNKNOWN:
            coined[sections[index].level].add(index)
    most = max(coined.values(), key=len, default=set())
    return frozenset(most if len(most) >= _MANY and CAREER.search(opening) else ())


def _with_years(sections: Sequence[Section], named: Sequence[int]) -> frozenset[int]:
    """Two headings or more that are names with a span of years: "Northwind (2012-2014)"."""
    dated = frozenset(index for index in named if _YEARS.search(sections[index].title))
    return dated if len(dated) >= _SEVERAL else frozenset()


def _below(sections: Sequence[Section], texts: Sequence[str], index: int) -> str:
    """The text of a section and of the sections under it."""
    parts = [texts[index]]
    for inner in range(index + 1, len(sections)):
        if sections[inner].level <= sections[index].level:
            break
        parts.append(texts[inner])
    return "\n".join(parts)


def _is_name(title: str) -> bool:
    """Whether a heading could be a company's name: a few capitalised words, none of which is a topic."""
    bare = _bare(title)
    words = re.split(r"[ /]", bare)
    if not bare or len(words) > 4 or len(bare) > _LONGEST_NAME or bare.endswith(("?", "!", ".")):
        return False
    if any(word.lower() in NOT_NAMES and len(words) == 1 for word in words):
        return False
    is_dated = SPAN_OF_YEARS.match(title.strip()) is not None  # some companies write themselves small
    capitals = is_dated or all(
        word[:1].isupper() or word[:1].isdigit() or word in {"&", "of", "and"} for word in words
    )
    is_topic = not is_dated and all(TOPIC.fullmatch(word.lower()) for word in words)
    return capitals and not is_topic and not words[0].isdigit()


def _bare(title: str) -> str:
    """A heading without job, years and punctuation: "Acme (2015-2018)", "2019: Acme", "Engineer at Acme"."""
    without = SPAN_OF_YEARS.sub("", title.strip(), count=1) if SPAN_OF_YEARS.match(title.strip()) else title
    without = re.sub(r"[(\[,:–—-]?\s*(?:19|20)\d\d.*\Z|\s*\([^)]*\)\s*\Z", "", without)
    job = JOB_AT.match(without)
    return (job["name"] if job else without).strip(" ,:-–—")


def _heading_score(title: str, text: str, common: set[str]) -> float:
    name = _bare(title)
    score = 0.0
    evidence = sum(weight for weight, found in names_of_employers(text) if _same(found, name))
    score += min(evidence, 3.0)
    employment = len({match[0].lower() for match in EMPLOYMENT.finditer(text)})
    score += 0.75 if employment else 0
    score += 0.25 if employment >= 3 else 0
    words = [word for word in name.split() if word not in {"&", "of", "and"}]
    is_topic = any(TOPIC.fullmatch(word.lower()) for word in words)
    lower = any(word.lower() in common for word in words)
    score += 0.75 if not is_topic and not lower else -1.0 if lower else 0
    if name != title.strip() and re.search(r"(?:19|20)\d\d", title):
        score += 1
    if JOB_AT.match(title):
        score += _ENOUGH
    return score


def _same(found: str, name: str) -> bool:
    """Whether a name in the text is the heading's, in full or in one of its parts."""
    parts = {name, *name.split("/")}
    if len(name.split()) > 1:
        parts |= {word for word in name.split() if len(word) > 2}
    return bool(parts & {found, *found.split("/")})
