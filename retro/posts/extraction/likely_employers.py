"""Names in the opening of a post that are probably where its author works, though no one place says so.

Each sign is weak, and so several are needed: what the name stands behind, what is said of it, whether the
title, a tag or a link has it.
"""

# ruff: noqa: E501 - a pattern reads better whole

import re
from collections.abc import Collection, Iterable, Mapping

from retro.posts.extraction.employment import TOPIC, slug, trimmed
from retro.posts.extraction.employment_events import NAME_WORD
from retro.sentences import sentences

__all__ = ["likely_employers"]

_ENOUGH = 2.1
_OWN_LINK, _LINK, _TAG, _TITLE, _FIRST_PERSON = 1.2, 0.4, 1.2, 0.8, 0.5
_OPENING = 6_000
"""Letters of the opening that are read: names in what is longer would be looked for again and again."""
_TEXT = 50_000
"""Letters in which a word of a name is looked for without its capital."""

_NEAR, _PLACES = 110, 12
"""Letters before and after a name that its signs are in, and how many of its places are looked at."""

_NAMES = re.compile(
    rf"(?<![\w@/.-]){NAME_WORD}(?:(?: | & | of | and (?=[A-Z]\w+ (?:Inc|Co|Sons))){NAME_WORD}){{0,3}}"
)
_KIND = (
    r"(?:company|startup|start-up|business|agency|studio|firm|consultancy|bank|insurer|retailer|shop|newspaper|publisher|university|college|school|hospital|charity"
    r"|municipality|city|county|council|department|service|platform|marketplace|maker|manufacturer|wholesaler|cooperative|co-op(?:erative)?|nonprofit|organi[sz]ation|product|app"
    r"|tool|software|saas|lab|labs|institute|museum|brewery|bakery|airline|utility|operator|provider|vendor|newsletter|game|system|library|directory)"
)
_ME = re.compile(r"(?<!\w)(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)(?!\w)")


# Stands for the name whose signs are looked for, so that each pattern is compiled once.
_MARK = "\ue000"


def _sign(weight: float, pattern: str) -> tuple[float, re.Pattern[str]]:
    return weight, re.compile(pattern.replace("NAME", rf"(?<!\w){_MARK}(?!\w)"))


# Other names hardly stand so. One of these there must be.
_TELLING = (
    _sign(1.2, r"(?<!\w)at (?:the )?NAME"),
    _sign(
        1.2,
        r"(?<!\w)(?:[Dd]ay|[Yy]ears?|[Mm]onths?|[Ww]ork|[Jj]ob|[Tt]eam|[Cc]areer|[Tt]ime) (?:in|at|of|with|for) (?:the )?NAME",
    ),
    _sign(
        0.8,
        r"(?<!\w)(?:responsible for|in charge of|head of|lead|led|manage[ds]?|run|ran|work|working|worked) [^.;]{0,60}(?:at|in|for|of) (?:the )?NAME",
    ),
    _sign(1.5, rf"NAME,? (?:an?|the|our|my) (?:[\w’'-]+ ){{0,6}}{_KIND}(?!\w)"),
    _sign(1.7, rf"NAME (?:is|was|became) (?:an?|the) (?:[\w’'-]+ ){{0,4}}{_KIND}(?!\w)"),
    _sign(1.5, rf"(?<!\w){_KIND}(?:['’]s| is| was)? (?:called |named )NAME"),
    _sign(1.7, r"(?<!\w)(?:company|startup|start-up|employer|firm|agency|bank), NAME(?=[,.])"),
    _sign(
        1.5,
        rf"NAME\. (?:It|They|We|This)(?:['’]s|['’]re| is| are| was| were) (?:an?|the) (?:[\w’'-]+ ){{0,4}}{_KIND}(?!\w)",
    ),
    _sign(
        1.5,
        r"(?<!\w)(?:joined|came|started|arrived|left)[^.;]{0,60} when NAME (?:was|had|counted|employed)(?!\w)",
    ),
    _sign(1.5, r"(?<!\w)to (?:build|start|run|found|launch|join) NAME"),
    _sign(0.5, r"NAME (?:is|turned|was) (?:\w+ ){1,2}(?:years?|months?) old"),
)
_SUPPORTING = (
    # What one uses is a tool.
    _sign(
        -1,
        r"(?<!\w)(?:use|used|using|chose|adopted|tried|moved to|switched to|migrated to) NAME|NAME[^.]{0,80}\. (?:I|We) (?:use|used|chose|adopted|tried)(?!\w)",
    ),
    _sign(0.6, r"(?<!\w)(?:in|for|of|joined|left|by|asked) (?:the )?NAME"),
    _sign(0.7, r"NAME,? (?:which|that|where|who) "),
    _sign(0.6, r"(?<!\w)(?:called|named) (?:the )?NAME"),
    _sign(
        0.6,
        r"NAME (?:is|was|makes|made|does|sells|runs|ran|builds|ships|plans|delivers|moves|shows|helps|provides|operates|offers|checks|has|had|employs) ",
    ),
)
# In a report on what broke, the first name is whose it was.
_INCIDENT = re.compile(r"(?<!\w)(?:post-?mortem|incident|outage)(?!\w)", re.IGNORECASE)
_BROKE = (
    _sign(
        1.5,
        r"(?<!\w)at NAME|NAME(?:['’]s| (?:sent|stopped|lost|served|could|went|was|were|is|had|started|began|charged|showed|rejected|printed))(?!\w)",
    ),
)
_ORGANISATION = re.compile(
    r".* (?:Service|Services|Office|Department|Agency|Labs?|University|Bank|Group|Studios?|Council|Hospital|Library|Institute|Foundation|Cooperative)"
)
_ORGANISED = 1.2
# "Haldor's platform team", "Retro: Fernsheet, month 14".
_IN_A_TITLE = _sign(
    0.8,
    r"(?:(?<!\w)at |: )NAME|NAME(?::|['’]s (?:[\w-]+ ){0,3}(?:team|platform|engineering|company|startup|app))",
)


def likely_employers(
    title: str, opening: str, text: str, slugs: Collection[str], linked: Mapping[str, bool]
) -> dict[str, float]:
    """The names with enough signs, and how many.

    Args:
        title: The post's title.
        opening: Its first paragraphs, plain.
        text: All of it.
        slugs: Its tags, as slugs.
        linked: The names that are links in the opening, and whether to a host of that name.
    """
    found: dict[str, float] = {}
    opening, text = opening[:_OPENING], text[:_TEXT]
    is_incident = _INCIDENT.search(" ".join((title, *slugs))) is not None
    for name in _candidates(opening, text):
        score = _score(name, title, opening, is_incident=is_incident)
        if score and name in linked:
            score += _OWN_LINK if linked[name] else _LINK
        if score and slug(name) in slugs:
            score += _TAG
        if score >= _ENOUGH:
            found[name] = score
    return found


def _candidates(opening: str, text: str) -> Iterable[str]:
    """The names in the opening that are not only words of the post with a capital, and no topics."""
    names = dict.fromkeys(trimmed(match[0]) for match in _NAMES.finditer(opening))
    return [name for name in names if any(_is_coined(word, text) for word in name.split())]


def _is_coined(word: str, text: str) -> bool:
    """Whether a word is no topic, and stands nowhere without its capital."""
    small = word.lower()
    return not any(f" {small}{end}" in text for end in (" ", ",", ".")) and TOPIC.fullmatch(small) is None


def _score(name: str, title: str, opening: str, *, is_incident: bool) -> float:
    """What the text and the title say of a name; nothing where none of it is telling."""
    marked, marked_title = opening.replace(name, _MARK), title.replace(name, _MARK)
    weight, own = _IN_A_TITLE
    is_its_own = own.search(marked_title) is not None
    around = _around(marked)
    telling = _sum(_TELLING, around) + _ORGANISED * (_ORGANISATION.fullmatch(name) is not None)
    telling += _sum(_BROKE, around) if is_incident else 0
    if not telling and not is_its_own:
        return 0.0
    score = telling + _sum(_SUPPORTING, around) + weight * is_its_own
    score += _TITLE if _MARK in marked_title else 0
    said = next((marked[start:end] for start, end in sentences(marked) if _MARK in marked[start:end]), "")
    return score + (_FIRST_PERSON if _ME.search(said) else 0)


def _around(marked: str) -> str:
    """What stands near the mark: nothing else can be a sign."""
    places = (place for place, _ in zip(re.finditer(_MARK, marked), range(_PLACES), strict=False))
    return "\n".join(marked[max(0, place.start() - _NEAR) : place.end() + _NEAR] for place in places)


def _sum(signs: Iterable[tuple[float, re.Pattern[str]]], marked: str) -> float:
    return sum(weight for weight, pattern in signs if pattern.search(marked))
