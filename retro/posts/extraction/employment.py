"""How people write that they joined, worked at and left a company, and what is no company's name."""

# ruff: noqa: E501 - a pattern reads better whole

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "ALIAS",
    "CAREER",
    "EMPLOYMENT",
    "JOB_AT",
    "JOINED",
    "LEFT",
    "NAME_WORD",
    "NOT_NAMES",
    "TOPIC",
    "VENTURE",
    "employers_left_behind",
    "names_of_employers",
]

# A name: capitalised words, digits and joints ("18F", "Johnson & Johnson", "Northwind/Tailspin").
NAME_WORD = r"(?:[A-Z][\w'’&+-]{0,30}(?:\.(?:com|io|ai|org|net|co|dev|app))?|\d{1,4}[A-Z]\w{0,30}|[a-z]{1,3}[A-Z]\w{0,30})"
_NAME = (
    rf"(?P<name>{NAME_WORD}(?:(?:/| |\s&\s| of | and (?=[A-Z]\w+ (?:Inc|Co|Sons)))(?:{NAME_WORD})){{0,3}})"
)
_THE = r"(?:the |a startup called |a company called |a (?:\w+ ){0,4}(?:called|named) )?"
_ME = r"(?:I|We|we|me|I'd|I’d|I've|I’ve|I'm|I’m|I had|I have)"


class _Event(NamedTuple):
    """One way of naming an employer: how much it says, its pattern, and the words without which it cannot be."""

    weight: float
    pattern: re.Pattern[str]
    needs: tuple[tuple[str, ...], ...]


def _events(weight: float, *events: tuple[str, str]) -> tuple[_Event, ...]:
    """Patterns, each with what a text must hold for it: words of which one is enough, in groups parted by ``&``.

    Looking for a word is a hundred times as fast as looking for a pattern, and most texts hold none of them.
    """
    return tuple(
        _Event(
            weight,
            re.compile(pattern.replace("NAME", _THE + _NAME)),
            tuple(tuple(group.split("|")) for group in needs.split("&")),
        )
        for needs, pattern in events
    )


# How much each way of naming says that the author worked there.
_EVENTS = (
    *_events(
        3,
        (
            "joined|left|quit|founded|sold|launched my company|departed",
            rf"(?<!\w){_ME} (?:\w+ ){{0,3}}(?:joined|left|quit|founded|co-?founded|sold|launched my company|departed) NAME",
        ),
        (
            "oining |eaving |ounding |elling |uitting ",
            r"(?<!\w)(?:[Jj]oining|[Ll]eaving|[Ff]ounding|[Ss]elling|[Qq]uitting) NAME",
        ),
        (
            " at | for &work|employed|started|interned|consulted",
            rf"(?<!\w){_ME} (?:\w+ ){{0,4}}(?:worked|working|work|employed|started working|started|interned|consulted) (?:\w+ ){{0,5}}(?:at|for) NAME",
        ),
        ("ere at ", r"(?<!\w)[Hh]ere at NAME"),
        ("been at |been with ", rf"(?<!\w){_ME} (?:\w+ ){{0,3}}been (?:at|with) NAME"),
        (
            "hired by|laid off|let go|fired|promoted at|acquired by",
            r"(?<!\w)(?:hired by|laid off (?:from|by)|let go (?:from|by)|fired (?:from|by)|promoted at|acquired by) NAME",
        ),
        (
            "hired |employed |promoted |fired |acquired |laid off |bought & me| us",
            r"(?<!\w)NAME (?:hired|employed|promoted|fired|acquired|laid off|bought) (?:me|us)(?!\w)",
        ),
        (
            "company|startup|start-up|employer|agency|consultancy|firm|studio",
            r"(?<!\w)(?:my|our|My|Our) (?:\w+ ){0,2}(?:company|startup|start-up|employer|agency|consultancy|firm|studio),? (?:called |named )?NAME",
        ),
        (
            " at | with &time|year|job|role|career|tenure|stint|internship|position|months|days",
            r"(?<!\w)(?:my|My|our|Our) (?:\w+ ){0,5}(?:time|years?|job|role|career|tenure|stint|internship|position|months|days) (?:\w+ ){0,5}(?:at|with) NAME",
        ),
        (
            " at &work|team|journey|experience|engineers|colleagues",
            r"(?<!\w)(?:my|My|our|Our) (?:\w+ ){0,3}(?:work|team|journey|experience|engineers|colleagues) (?:here )?at NAME",
        ),
        (
            " at | with &ear|onth|eek|ay",
            r"(?<!\w)(?:[Yy]ears?|[Mm]onths?|[Ww]eeks?|[Dd]ays?) (?:working |spent |as (?:an? )?(?:\w+ ){1,4})?(?:at|with) NAME",
        ),
        (
            "company|startup|start-up|business|agency|firm& I| we",
            r"(?<!\w)NAME,? (?:is |was )?(?:the|a|my) (?:\w+ ){0,4}(?:company|startup|start-up|business|agency|firm) (?:that |which )?(?:I|we|where I)(?!\w)",
        ),
        (
            " at | of | for &CEO|CTO|VP|manager|engineer|developer|director|founder|lead|designer|head",
            rf"(?<!\w){_ME} (?:\w+ ){{0,4}}(?:CEO|CTO|VP|manager|engineer|developer|director|founder|lead|designer|head)(?: \w+){{0,4}} (?:at|of|for) NAME",
        ),
    ),
    *_events(
        2,
        (
            "y |ur |ellow |everal & team| colleagues| coworkers| co-workers| engineers| staff",
            r"(?<!\w)(?:my|our|My|Our|fellow|several) NAME (?:team|teams|teammates|colleagues|coworkers|co-workers|engineers|staff)(?!\w)",
        ),
        ("where I|where we", r"(?<!\w)NAME,? where (?:I|we)(?!\w)"),
        ("new to |new at ", r"(?<!\w)I(?:'m|’m| am| was) (?:\w+ ){0,2}new (?:to|at) NAME"),
        (
            "at |At & I| we| our| my| the team",
            r"(?<!\w)[Aa]t NAME,? (?:I|we|our|my|the team)(?!\w)",
        ),
        ("At ", r"(?:\A|[.!?\n] ?)At NAME,(?!\w)"),
        (
            " at &we |us |team|engineer|colleagues|coworkers|everyone|work|culture|do things|company",
            r"(?<!\w)(?:we|us|team|teams|engineers|engineering|colleagues|coworkers|everyone|work|works|working|worked|culture|do things|company) (?:here )?at NAME",
        ),
        (
            " at | of &founder|CEO|CTO|manager|engineer|developer|director|employee|designer|lead|job",
            r"(?<!\w)(?:founder|co-?founder|CEO|CTO|manager|engineer|developer|director|employee|designer|lead|job|jobs|developers|engineers) (?:at|of) NAME",
        ),
    ),
    *_events(
        0.7,
        ("at |At ", r"(?<!\w)(?:at|At) NAME"),
        ("we at |us at |our at |We at ", r"(?<!\w)(?:we|us|our|We) (?:at )NAME"),
        (
            "'s |’s & team| engineering| culture| employees| customers| users| mission| product| engineers",
            r"(?<!\w)NAME(?:'s|’s) (?:team|teams|engineering|culture|employees|customers|users|mission|product|engineers)(?!\w)",
        ),
        # Whom one works with is somebody else.
        (
            "he & team| office| engineering",
            r"(?<!\w)(?<!with )(?<!With )(?:[Tt]he )NAME (?:team|teams|office|engineering)(?!\w)",
        ),
    ),
)
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
    rf"(?<!\w)(?i:building|launching|founding|running|growing|selling|closing|shutting down|bootstrapping) (?P<name>{NAME_WORD}(?: {NAME_WORD}){{0,3}})(?!\w)"
)

# Capitalised words that are no companies.
NOT_NAMES = frozenset(
    "i we the this that these those it he she they my our your a an and but so if when while in on at for to of as by with from"
    " january february march april may june july august september october november december monday tuesday wednesday thursday"
    " friday saturday sunday spring summer autumn winter christmas easter thanksgiving english french german spanish chinese japanese"
    " european american british engineering product design marketing sales team teams university college school conference"
    " god ok okay yes no not one two three first last next new then now also here there what why how who which"
    " github gitlab twitter facebook linkedin slack zoom youtube reddit medium stackoverflow"
    " python java javascript ruby rust go swift kubernetes docker linux windows mac ios android react rails sql aws ai ml qa hr pm"
    " ceo cto cfo coo vp hq us uk usa eu nyc sf".split()
)
_EVENT_NAME = re.compile(
    r"(?:conf|con|summit|meetup|camp|fest|days?|week|hackathon|university|school|college)\Z", re.IGNORECASE
)
_DEPARTMENT = re.compile(r"(?:ops|operations|partnerships?|relations|success|support)\Z", re.IGNORECASE)
# Words that make a heading a topic.
TOPIC = re.compile(
    r"(?:.*(?:tion|sion|ment|ness|ship|ity|ing|ance|ence|ism|ology|ics|als|ers|ies|work|ology|edge|ture|bility|tools?|team|code|data|history)"
    r"|the|a|an|my|our|next|chapter|intro|overview|summary|conclusion|background|context|culture|trust|people|process|projects?|quality"
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
    return [(_EVENTS[naming.event].weight, naming.name) for naming in found]


def employers_left_behind(text: str) -> set[str]:
    """The names of which a text says that the author left them for something of their own."""
    return {naming.name for line in text.split("\n") for naming in _namings(line) if naming.left_behind}


def _is_possible(event: _Event, line: str) -> bool:
    for group in event.needs:
        for word in group:  # a loop, for any() of a generator takes three times as long
            if word in line:
                break
        else:
            return False
    return True


class _Naming(NamedTuple):
    event: int
    name: str
    left_behind: bool


# Every paragraph of a post is asked for up to five times: for its section, the opening, the whole.
@lru_cache(maxsize=2048)
def _namings(line: str) -> tuple[_Naming, ...]:
    found = []
    for number, event in enumerate(_EVENTS):
        if not _is_possible(event, line):
            continue
        for match in event.pattern.finditer(line):
            name = _trimmed(match["name"])
            if name:
                left_behind = _TO_FOUND.match(line, match.end("name")) is not None
                found.append(_Naming(number, name, left_behind))
    return tuple(found)


def _trimmed(name: str) -> str:
    """A name without what is none: words that begin a sentence, possessives, places of an event."""
    name = re.sub(r"['’]s?\Z", "", name.strip())
    words = name.split()
    while words and words[-1].lower() in NOT_NAMES:
        words.pop()
    if (
        not words
        or words[0].lower() in NOT_NAMES
        or _EVENT_NAME.search(words[-1])
        or _DEPARTMENT.match(words[-1])
    ):
        return ""
    return " ".join(words)
