"""Which companies a post is about: by how people write that they joined, worked at and left one.

Headings are mostly topics; one is a company only when the text says so, or when it stands among others that are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retro.dates import PartialDate
from retro.posts.extraction.outline import Section
from retro.posts.extraction.periods import dates_in
from retro.posts.markdown import Block, BlockKind, plain_text
from retro.sentences import sentences

__all__ = ["CompanyMention", "Workplaces", "workplaces_in"]


@dataclass(frozen=True, slots=True)
class CompanyMention:
    """A company that a post names as a place of work, with what the post says of it."""

    name: str
    aliases: tuple[str, ...] = ()
    began: PartialDate | None = None
    ended: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Workplaces:
    """Where the lessons of a post were learned.

    Attributes:
        mentions: The companies, in the order in which they appear.
        by_section: The name of each section's company, or None.
    """

    mentions: tuple[CompanyMention, ...]
    by_section: tuple[str | None, ...]


# A name: capitalised words, digits and joints ("18F", "Johnson & Johnson", "Mesosphere/D2IQ").
_WORD = r"(?:[A-Z][\w'’&+-]*(?:\.(?:com|io|ai|org|net|co|dev|app))?|\d+[A-Z]\w*|[a-z]{1,3}[A-Z]\w*)"
_NAME = rf"(?P<name>{_WORD}(?:(?:/| |\s&\s| of | and (?=[A-Z]\w+ (?:Inc|Co|Sons)))(?:{_WORD})){{0,3}})"
_THE = r"(?:the |a startup called |a company called |a (?:\w+ ){0,4}(?:called|named) )?"
_ME = r"(?:I|We|we|me|I'd|I’d|I've|I’ve|I'm|I’m|I had|I have)"


def _events(weight: float, *patterns: str) -> tuple[tuple[float, re.Pattern[str]], ...]:
    return tuple((weight, re.compile(pattern.replace("NAME", _THE + _NAME))) for pattern in patterns)


# How much each way of naming says that the author worked there.
_EVENTS = (
    *_events(
        3,
        rf"(?<!\w){_ME} (?:\w+ ){{0,3}}(?:joined|left|quit|founded|co-?founded|sold|launched my company|departed) NAME",
        r"(?<!\w)(?:[Jj]oining|[Ll]eaving|[Ff]ounding|[Ss]elling|[Qq]uitting) NAME",
        rf"(?<!\w){_ME} (?:\w+ ){{0,4}}(?:worked|working|work|employed|started working|started|interned|consulted) (?:\w+ ){{0,5}}(?:at|for|with) NAME",
        r"(?<!\w)(?:my|My|our|Our) (?:\w+ ){0,5}(?:time|years?|job|role|career|tenure|stint|internship|position|work|team|journey|months|experience|days) (?:\w+ ){0,5}(?:at|with|for) NAME",
        r"(?<!\w)(?:[Yy]ears?|[Mm]onths?|[Ww]eeks?|[Dd]ays?) (?:working |spent |as (?:an? )?(?:\w+ ){1,4})?(?:at|with) NAME",
        r"NAME,? (?:is |was )?(?:the|a|my) (?:\w+ ){0,4}(?:company|startup|start-up|business|agency|firm) (?:that |which )?(?:I|we|where I)(?!\w)",
        rf"(?<!\w){_ME} (?:\w+ ){{0,4}}(?:CEO|CTO|VP|manager|engineer|developer|director|founder|lead|designer|head)(?: \w+){{0,4}} (?:at|of|for) NAME",
    ),
    *_events(
        2,
        r"(?<!\w)[Hh]ere at NAME",
        r"(?<!\w)[Aa]t NAME,? (?:I|we|our|my|the team)(?!\w)",
        r"(?<!\w)(?:we|us|team|teams|engineers|engineering|colleagues|coworkers|everyone|work|works|working|worked|culture|do things|company) (?:here )?at NAME",
        r"(?<!\w)(?:founder|co-?founder|CEO|CTO|manager|engineer|developer|director|employee|designer|lead|job|jobs|developers|engineers) (?:at|of) NAME",
    ),
    *_events(
        0.7,
        r"(?<!\w)(?:at|At|for) NAME",
        r"(?<!\w)(?:we|us|our|We) (?:at )NAME",
        r"NAME(?:'s|’s) (?:team|teams|engineering|culture|employees|customers|users|mission|product|engineers)(?!\w)",
        r"(?<!\w)the NAME (?:team|teams|office|engineering)(?!\w)",
    ),
)
_JOINED = re.compile(r"(?<!\w)(?:joined|started (?:at|working)|began (?:at|working)|hired|founded)(?!\w)")
_LEFT = re.compile(r"(?<!\w)(?:left|quit|resigned|departed|leaving|sold|last day)(?!\w)")
_EMPLOYMENT = re.compile(
    r"(?<!\w)(?:joined|left|hired|company|startup|start-up|co-?founders?|founders?|founded|employer|job|worked|colleagues?|team|manager|ceo|cto"
    r"|boss|employees?|quit|resigned|promoted|acquired|layoffs?)(?!\w)",
    re.IGNORECASE,
)

# Capitalised words that are no companies.
_NOT_NAMES = frozenset(
    "i we the this that these those it he she they my our your a an and but so if when while in on at for to of as by with from"
    " january february march april may june july august september october november december monday tuesday wednesday thursday"
    " friday saturday sunday spring summer autumn winter christmas easter thanksgiving english french german spanish chinese japanese"
    " european american british engineering product design marketing sales team teams university college school conference"
    " god ok okay yes no not one two three first last next new then now also here there what why how who which"
    " github gitlab twitter facebook linkedin slack zoom youtube reddit medium stackoverflow"
    " python java javascript ruby rust go swift kubernetes docker linux windows mac ios android react rails sql aws ai ml qa hr pm"
    " ceo cto cfo coo vp hq us uk usa eu nyc sf".split()
)
_EVENT_NAME = re.compile(r"(?:conf|con|summit|meetup|camp|fest|days?|week|hackathon|university|school|college)\Z", re.IGNORECASE)
# Words that make a heading a topic.
_TOPIC = re.compile(
    r"(?:.*(?:tion|sion|ment|ness|ship|ity|ing|ance|ence|ism|ology|ics|als|ers|ies|work|ology|edge|ture|bility|tools?|team|code|data|history)"
    r"|the|a|an|my|our|next|chapter|intro|overview|summary|conclusion|background|context|culture|trust|people|process|projects?|quality"
    r"|change|speed|growth|results?|speed|goals?|ideas?|thoughts?|notes?|links?|credits|thanks|highlights|lowlights|problems?|solutions?"
    r"|pros|cons|start|stop|continue|good|bad|ugly|why|what|how|when|where|who|work|life|family|health|money|books?|music|travel|personal"
    r"|today|tomorrow|now|later|before|after|day|week|month|year|years|part|step|act|phase|first|second|third|finally|end|epilogue"
    r"|prologue|appendix|faq|tldr|tl;dr|setup|features?|tests?|bugs?|security|hiring|onboarding|speaking|blogging|locally|community|software)"
)
_LONGEST_NAME = 48
_OPENING = 5
_ENOUGH = 3.0
_ALIAS = re.compile(
    rf"\((?:now|formerly|later|then|previously|aka|a\.k\.a\.|also known as|renamed(?: to)?|acquired by) (?P<alias>{_WORD}(?: {_WORD}){{0,2}})\)"
)


def workplaces_in(title: str, tags: Iterable[str], sections: Sequence[Section]) -> Workplaces:
    """Find the companies of a post and which of its sections belongs to which.

    Args:
        title: The post's title.
        tags: Its tags; a company is often one.
        sections: The post's sections in order.
    """
    texts = [_text_of(section.blocks) for section in sections]
    headed = _headed(sections, texts)
    if headed:
        by_section = _handed_down(sections, headed)
        names = list(dict.fromkeys(headed[index] for index in sorted(headed)))
    else:
        name = _of_the_post(title, tags, texts)
        by_section = tuple(name for _ in sections)
        names = [name] if name else []
    mentions = []
    for name in names:
        own = [text for text, place in zip(texts, by_section, strict=True) if place == name]
        mentions.append(_mention(name, "\n".join(own), whole_post=not headed))
    return Workplaces(tuple(mentions), by_section)


def _text_of(blocks: Sequence[Block]) -> str:
    parts = []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            parts.append(plain_text(block.text))
        elif block.children and block.kind is not BlockKind.TABLE:
            parts.append(_text_of(block.children))
    return "\n".join(parts)


# ---- headings ------------------------------------------------------------------------------------


def _headed(sections: Sequence[Section], texts: Sequence[str]) -> dict[int, str]:
    """The sections whose heading is a company."""
    everything = "\n".join(texts)
    scores: dict[int, float] = {}
    for index, section in enumerate(sections):
        if section.heading is not None and _is_name(section.title):
            scores[index] = _heading_score(section.title, _below(sections, texts, index), everything)
    certain = {index for index, score in scores.items() if score >= _ENOUGH}
    levels = {sections[index].level for index in certain}
    for index, score in scores.items():
        # Beside a heading that certainly is a company, a coined word above talk of work is one too.
        if index not in certain and sections[index].level in levels and score >= 1.5:
            certain.add(index)
    return {index: _bare(sections[index].title) for index in certain}


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
    if any(word.lower() in _NOT_NAMES and len(words) == 1 for word in words):
        return False
    capitals = all(word[:1].isupper() or word[:1].isdigit() or word in {"&", "of", "and"} for word in words)
    return capitals and not all(_TOPIC.fullmatch(word.lower()) for word in words) and not words[0].isdigit()


def _bare(title: str) -> str:
    """A heading without years and punctuation: "Acme (2015-2018)", "Acme, 2019"."""
    without = re.sub(r"[(\[,:–—-]?\s*(?:19|20)\d\d.*\Z|\s*\([^)]*\)\s*\Z", "", title)
    return without.strip(" ,:-–—")


def _heading_score(title: str, text: str, everything: str) -> float:
    name = _bare(title)
    score = 0.0
    evidence = sum(weight for weight, found in _named(text) if _same(found, name))
    score += min(evidence, 3.0)
    employment = len({match[0].lower() for match in _EMPLOYMENT.finditer(text)})
    score += 0.75 if employment else 0
    score += 0.25 if employment >= 3 else 0
    words = [word for word in name.split() if word not in {"&", "of", "and"}]
    is_topic = any(_TOPIC.fullmatch(word.lower()) for word in words)
    lower = any(re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", everything) for word in words)
    score += 0.75 if not is_topic and not lower else -1.0 if lower else 0
    if name != title.strip() and re.search(r"(?:19|20)\d\d", title):
        score += 1
    return score


def _same(found: str, name: str) -> bool:
    """Whether a name in the text is the heading's, in full or in one of its parts."""
    parts = {name, *name.split("/")}
    if len(name.split()) > 1:
        parts |= {word for word in name.split() if len(word) > 2}
    return bool(parts & {found, *found.split("/")})


def _handed_down(sections: Sequence[Section], headed: dict[int, str]) -> tuple[str | None, ...]:
    """Each section's company: its own heading's, else that of the section above it."""
    by_section: list[str | None] = []
    for index, section in enumerate(sections):
        own = headed.get(index)
        above = by_section[section.parent] if section.parent >= 0 else None
        by_section.append(own or above)
    return tuple(by_section)


# ---- the whole post ------------------------------------------------------------------------------


def _named(text: str) -> list[tuple[float, str]]:
    """Every name in a text that stands where an employer stands, with what its place says."""
    found = []
    for weight, pattern in _EVENTS:
        for match in pattern.finditer(text):
            name = _trimmed(match["name"])
            if name:
                found.append((weight, name))
    return found


def _trimmed(name: str) -> str:
    """A name without what is none: words that begin a sentence, possessives, places of an event."""
    name = re.sub(r"['’]s?\Z", "", name.strip())
    words = name.split()
    while words and words[-1].lower() in _NOT_NAMES:
        words.pop()
    if not words or words[0].lower() in _NOT_NAMES or _EVENT_NAME.search(words[-1]):
        return ""
    return " ".join(words)


def _of_the_post(title: str, tags: Iterable[str], texts: Sequence[str]) -> str | None:
    """The one company that a whole post is about, if there is one."""
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n")]
    opening, rest = "\n".join(paragraphs[:_OPENING]), "\n".join(paragraphs[_OPENING:])
    scores: dict[str, float] = defaultdict(float)
    for weight, name in _named(title):
        scores[name] += 2 * weight
    for weight, name in _named(opening):
        scores[name] += 1.5 * weight
    counted: dict[str, float] = defaultdict(float)
    for weight, name in _named(rest):
        counted[name] += weight
    for name, weight in counted.items():
        scores[name] += min(weight, 4.0) * 0.5
    slugs = {_slug(tag) for tag in tags}
    for name in scores:
        scores[name] += 1.0 if _slug(name) in slugs else 0
        scores[name] += 1.0 if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title) else 0
    if not scores:
        return None
    best = max(scores, key=lambda name: (scores[name], -paragraphs_before(name, texts)))
    return best if scores[best] >= _ENOUGH else None


def paragraphs_before(name: str, texts: Sequence[str]) -> int:
    """Where a name first stands, for names that are equally likely."""
    place = "\n".join(texts).find(name)
    return place if place >= 0 else 1 << 30


def _slug(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


# ---- what the text says of a company -------------------------------------------------------------


def _mention(name: str, text: str, *, whole_post: bool) -> CompanyMention:
    """Aliases and period of a company, as the text about it has them."""
    mention = CompanyMention(name, _aliases(name, text))
    for start, end in sentences(text):
        sentence = text[start:end]
        if whole_post and name not in sentence:
            continue
        mention = _dated(mention, sentence)
    if mention.began and mention.ended and mention.ended.last_day < mention.began.first_day:
        return replace(mention, ended=None)
    return mention


def _dated(mention: CompanyMention, sentence: str) -> CompanyMention:
    """The same with the day that a sentence says it began or ended."""
    joined, left = _JOINED.search(sentence), _LEFT.search(sentence)
    if not joined and not left:
        return mention
    dates = dates_in(sentence)
    if not dates:
        return mention
    if joined and len(dates) == 2 and re.search(r"\d (?:through|to|until|till|-|–) ", sentence):
        return replace(mention, began=mention.began or dates[0][1].start, ended=mention.ended or dates[1][1].end)
    if joined and mention.began is None:
        return replace(mention, began=dates[0][1].start)
    if left and mention.ended is None:
        return replace(mention, ended=dates[-1][1].end)
    return mention


def _aliases(name: str, text: str) -> tuple[str, ...]:
    """Other names of a company: joined by a slash, in brackets after it, or a part that stands for it."""
    found: dict[str, None] = {}
    for match in re.finditer(rf"(?<![\w/]){re.escape(name)}/({_WORD})|(?<![\w/])({_WORD})/{re.escape(name)}(?!\w)", text):
        found[match[1] or match[2]] = None
    for match in _ALIAS.finditer(text):
        if text[max(0, match.start() - len(name) - 1) : match.start()].strip() == name:
            found[match["alias"]] = None
    words = name.split()
    if len(words) > 1:
        alone = {other for _, other in _named(text)} & set(words)
        for word in words:
            if word in alone and len(word) > 2:
                found[word] = None
    found.pop(name, None)
    return tuple(found)
