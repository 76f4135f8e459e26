"""How people write that they joined, worked at and left a company, and what is no company's name."""

# ruff: noqa: E501 - a pattern reads better whole

import re
from functools import lru_cache
from typing import NamedTuple

from retro.posts.extraction.employment_events import EVENTS, MIGRATED, NAME_WORD
from retro.posts.extraction.needed_words import NeededWords

__all__ = [
    "ALIAS",
    "CAREER",
    "DESCRIBED",
    "EMPLOYMENT",
    "GUEST",
    "JOB_AT",
    "JOINED",
    "LEFT",
    "NAME_WORD",
    "NOT_NAMES",
    "OWNED",
    "QUARTER",
    "RELEASE",
    "TEAMS",
    "TOPIC",
    "VENTURE",
    "employers_left_behind",
    "names_of_employers",
    "slug",
    "trimmed",
]

# "I quit my job at Contoso to start my own company": the post is about what came after.
_TO_FOUND = re.compile(
    r",? (?:in order )?(?:to|and) (?:start|started|found|founded|build|built|launch|launched|create|created|run|become|became|go|went|work on|do|pursue) (?:\w+ ){0,2}"
    r"(?:my|our|a|an|freelance|freelancing|solo|independent|indie|full-time|own)(?!\w)"
)
JOINED = re.compile(r"(?<!\w)(?:joined|started (?:at|working)|began (?:at|working)|hired|founded)(?!\w)")
LEFT = re.compile(r"(?<!\w)(?:left|quit|resigned|departed|leaving|sold|last day)(?!\w)")
EMPLOYMENT = re.compile(
    r"(?<!\w)(?:joined|left|hired|company|startup|start-up|co-?founders?|founders?|founded|employer|job|worked|colleagues?|team|manager|ceo|cto"
    r"|boss|employees?|quit|resigned|promoted|acquired|layoffs?)(?!\w)",
    re.IGNORECASE,
)

# A line of a career: "Night baker - Northwind", "Intern, Tailspin Toys". What stands before is a job by its last word.
JOB_AT = re.compile(
    r"(?:[\w/&.'’-]+ ){0,5}[\w/.-]*(?<!\w)(?:engineer|developer|programmer|architect|manager|director|lead|head|officer|cto|ceo|vp|founder|intern|internship"
    r"|analyst|designer|consultant|administrator|admin|technician|attendant|assistant|associate|clerk|chef|cook|baker|waiter|teacher|tutor|researcher|scientist"
    r"|contractor|freelancer|specialist|coordinator|writer|editor|tester|salesman|cashier|apprentice|trainee|president|principal|owner|student)"
    r"(?: of(?: [\w&-]+){1,3}?)?(?:\s+(?:-|–|—|@|at|\|)\s+|,\s+)(?P<name>(?!\d{4}\b)(?-i:[A-Z\d]).{0,60})",
    re.IGNORECASE,
)

# A post that begins like this goes through the places where its author worked.
CAREER = re.compile(
    r"(?<!\w)(?:my|our) (?:\w+ ){0,2}(?:career|résumé|resume|employers|jobs)(?!\w)|(?:each|every) (?:job|employer|company|role|position)(?!\w)"
    r"|worked (?:for|at) (?:\w+ ){0,3}(?:startups|companies|employers)(?!\w)",
    re.IGNORECASE,
)
VENTURE = re.compile(
    rf"(?<!\w)(?i:building|launching|founding|running|growing|selling|closing(?: down)?|shutting down|winding down|bootstrapping) (?P<name>{NAME_WORD}(?: {NAME_WORD}){{0,3}})(?!\w)"
)
# "Contoso Q2: kilns and churn".
QUARTER = re.compile(rf"(?P<name>{NAME_WORD}(?: {NAME_WORD}){{0,2}}?),? (?:Q[1-4]|H[12])(?!\w)")
# "wrenfile 3.0, and why it took so long".
RELEASE = re.compile(r"(?P<name>[\w.-]{3,30}) v?\d+(?:\.\d+){1,2}(?!\w)")
# "Contoso platform team" wrote the post, or "Platform team, Contoso".
TEAMS = (
    re.compile(
        rf"(?P<name>{NAME_WORD}(?: {NAME_WORD}){{0,2}}?)(?: \w+){{0,2}} (?:[Tt]eam|[Ee]ngineering|[Ss]taff|[Ee]ngineers|[Rr]eliability|[Ss]ecurity|[Ii]nfrastructure|SRE)\Z"
    ),
    re.compile(
        rf".{{0,40}}(?<!\w)(?:team|engineering|staff)(?:,| at| @|:) (?P<name>{NAME_WORD}(?: {NAME_WORD}){{0,2}})\Z"
    ),
)
# Of the one whom an interview is with: "Ann Lee has been at Contoso since".
GUEST = re.compile(
    rf"(?<!\w)[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,2}},? (?:has been|has worked|has led|has run|is|was|works|worked|leads|led|runs|ran|joined)"
    rf" (?:[\w-]+ ){{0,6}}?(?:at |of |for |with )?(?P<name>{NAME_WORD}(?: {NAME_WORD}){{0,3}})"
)
# "Contoso does meal kits. We send …": who explains what it does, and goes on with we, is there.
DESCRIBED = re.compile(
    rf"(?:\A|[.!?] |\n)(?:In \w+, )?(?:[Tt]he )?(?!\w+ing )(?P<name>{NAME_WORD}(?:(?: |\s&\s)(?:{NAME_WORD})){{0,3}}) (?:does|makes|made|sells|sold|built|helps|helped|provides|runs|offers|lets"
    r"|delivers|delivered|operates|develops|launched|opened|(?:is|was) (?:an?|the) (?:[\w-]+ ){0,5}(?:company|startup|start-up|business|app|agency|studio|consultancy|shop|marketplace|bank|maker|publisher|newspaper|insurer|wholesaler"
    r"|retailer|charity|firm|cooperative|co-op|school|hospital|museum|library|service|platform|product|newsletter|magazine|factory|manufacturer|supplier|provider|restaurant|bakery|brewery|department|team|lab|organi[sz]ation))(?!\w)[^.!?]{0,200}[.!?]"
    r"(?=.{0,300}(?<!\w)(?:[Ww]e|[Oo]urs?|us)(?!\w)(?! (?:use|used|chose|picked|adopted|wanted|tried|need|needed)))",
    re.DOTALL,
)
# "Radiowald is a directory of stations. It's a side project": where it is a tag as well, any noun will do.
OWNED = re.compile(
    rf"(?:\A|[.!?] |\n)(?P<name>{NAME_WORD}) (?:is|was) an? \w"
    r"(?=.{0,300}(?<!\w)(?:side[ -]project|[Oo]ur|(?:I|[Ww]e) (?:run|ran|built|maintain|made|started|founded))(?!\w))",
    re.DOTALL,
)

# Capitalised words that are no companies.
NOT_NAMES = frozenset(
    "i we the this that these those it he she they my our your a an and but so if when while in on at for to of as by with from"
    " january february march april may june july august september october november december monday tuesday wednesday thursday"
    " friday saturday sunday spring summer autumn winter christmas easter thanksgiving english french german spanish chinese japanese"
    " european american british engineering product design marketing sales team teams university college school conference"
    " nobody everybody everyone somebody someone anybody anyone nothing something everything all some many most people"
    " mr mrs ms dr prof herr frau monsieur madame god ok okay yes no not one two three first last next new then now also here there what why how who which"
    " github gitlab twitter facebook linkedin slack zoom youtube reddit medium stackoverflow"
    " python java javascript ruby rust go swift kubernetes docker linux windows mac ios android react rails sql aws ai ml qa hr pm"
    " ceo cto cfo coo vp hq us uk usa eu nyc sf".split()
)
# What begins a sentence and not a name: "Then Northwind, where I stayed".
_BEFORE_A_NAME = frozenset(
    "then and but so now next later at when after before while in from finally".split()
)
_EVENT_NAME = re.compile(
    r"(?:(?i:conf|summit|meetup|hackathon|university|school|college)|(?:\A|[^a-z])(?i:con|camp|fest|days?|week)|(?:Con|Camp|Fest|Days?|Week))\Z"
)
_DEPARTMENT = re.compile(r"(?:ops|operations|partnerships?|relations|success|support)\Z", re.IGNORECASE)
# Words that make a heading a topic.
TOPIC = re.compile(
    r"(?:.*(?:tion|sion|ment|ness|ship|ity|ing|ance|ence|ism|ology|ics|als|ers|ies|work|ology|edge|ture|bility|tools?|team|code|data|history)"
    r"|startups?|companies|corporate|enterprise|home|school|the|a|an|my|our|next|chapter|intro|overview|summary|conclusion|background|context|culture|trust|people|process|projects?|quality"
    r"|change|speed|growth|results?|speed|goals?|ideas?|thoughts?|notes?|links?|credits|thanks|highlights|lowlights|problems?|solutions?"
    r"|pros|cons|start|stop|continue|good|bad|ugly|why|what|how|when|where|who|work|life|family|health|money|books?|music|travel|personal"
    r"|today|tomorrow|now|later|before|after|day|week|month|year|years|part|step|act|phase|first|second|third|finally|end|epilogue"
    r"|prologue|appendix|faq|tldr|tl;dr|setup|features?|tests?|bugs?|security|hiring|onboarding|speaking|blogging|locally|community|software)"
)
ALIAS = re.compile(
    rf"\((?:now|formerly|later|then|previously|aka|a\.k\.a\.|also known as|renamed(?: to)?|acquired by) (?P<alias>{NAME_WORD}(?: {NAME_WORD}){{0,2}})\)"
)


def names_of_employers(text: str) -> list[tuple[float, str]]:
    """Every name in a text that stands where an employer stands, with what its place says."""
    found = [naming for line in text.split("\n") for naming in _namings(line)]
    found.sort(key=lambda naming: naming.event)
    return [(EVENTS[naming.event].weight, naming.name) for naming in found]


def slug(text: str) -> str:
    """A name as it stands in tags and addresses."""
    return re.sub(r"\W+", "", text).lower()


def employers_left_behind(text: str) -> set[str]:
    """The names of which a text says that the author left them for something of their own, or moved programs off."""
    left = {naming.name for line in text.split("\n") for naming in _namings(line) if naming.left_behind}
    moved = MIGRATED.finditer(text)
    return left | {trimmed(name) for match in moved for name in match.group("name", "other") if name}


class _Naming(NamedTuple):
    event: int
    name: str
    left_behind: bool


_NEEDED = NeededWords(event.needs for event in EVENTS)


# Every paragraph of a post is asked for up to five times: for its section, the opening, the whole.
@lru_cache(maxsize=2048)
def _namings(line: str) -> tuple[_Naming, ...]:
    found = []
    for number in _NEEDED.possible_in(line):
        for match in EVENTS[number].pattern.finditer(line):
            name = trimmed(match["name"])
            if name:
                left_behind = _TO_FOUND.match(line, match.end("name")) is not None
                found.append(_Naming(number, name, left_behind))
    return tuple(found)


def trimmed(name: str) -> str:
    """A name without what is none: words that begin a sentence, possessives, places of an event."""
    name = re.sub(r"['’](?:s|d|m|ll|re|ve)?\Z", "", name.strip())
    words = name.split()
    while len(words) > 1 and words[0].lower() in _BEFORE_A_NAME:
        del words[0]
    while words and words[-1].lower() in NOT_NAMES and not (len(words) > 1 and name.isupper()):
        words.pop()
    if (
        not words
        or words[0].lower() in NOT_NAMES
        or _EVENT_NAME.search(words[-1])
        or _DEPARTMENT.match(words[-1])
    ):
        return ""
    return " ".join(words)
