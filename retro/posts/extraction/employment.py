"""How people write that they joined, worked at and left a company, and what is no company's name."""

# ruff: noqa: E501 - a pattern reads better whole

import re

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


def _events(weight: float, *patterns: str) -> tuple[tuple[float, re.Pattern[str]], ...]:
    return tuple((weight, re.compile(pattern.replace("NAME", _THE + _NAME))) for pattern in patterns)


# How much each way of naming says that the author worked there.
_EVENTS = (
    *_events(
        3,
        rf"(?<!\w){_ME} (?:\w+ ){{0,3}}(?:joined|left|quit|founded|co-?founded|sold|launched my company|departed) NAME",
        r"(?<!\w)(?:[Jj]oining|[Ll]eaving|[Ff]ounding|[Ss]elling|[Qq]uitting) NAME",
        rf"(?<!\w){_ME} (?:\w+ ){{0,4}}(?:worked|working|work|employed|started working|started|interned|consulted) (?:\w+ ){{0,5}}(?:at|for) NAME",
        r"(?<!\w)[Hh]ere at NAME",
        rf"(?<!\w){_ME} (?:\w+ ){{0,3}}been (?:at|with) NAME",
        r"(?<!\w)(?:hired by|laid off (?:from|by)|let go (?:from|by)|fired (?:from|by)|promoted at|acquired by) NAME",
        r"(?<!\w)NAME (?:hired|employed|promoted|fired|acquired|laid off|bought) (?:me|us)(?!\w)",
        r"(?<!\w)(?:my|our|My|Our) (?:\w+ ){0,2}(?:company|startup|start-up|employer|agency|consultancy|firm|studio),? (?:called |named )?NAME",
        r"(?<!\w)(?:my|My|our|Our) (?:\w+ ){0,5}(?:time|years?|job|role|career|tenure|stint|internship|position|months|days) (?:\w+ ){0,5}(?:at|with) NAME",
        r"(?<!\w)(?:my|My|our|Our) (?:\w+ ){0,3}(?:work|team|journey|experience|engineers|colleagues) (?:here )?at NAME",
        r"(?<!\w)(?:[Yy]ears?|[Mm]onths?|[Ww]eeks?|[Dd]ays?) (?:working |spent |as (?:an? )?(?:\w+ ){1,4})?(?:at|with) NAME",
        r"(?<!\w)NAME,? (?:is |was )?(?:the|a|my) (?:\w+ ){0,4}(?:company|startup|start-up|business|agency|firm) (?:that |which )?(?:I|we|where I)(?!\w)",
        rf"(?<!\w){_ME} (?:\w+ ){{0,4}}(?:CEO|CTO|VP|manager|engineer|developer|director|founder|lead|designer|head)(?: \w+){{0,4}} (?:at|of|for) NAME",
    ),
    *_events(
        2,
        r"(?<!\w)(?:my|our|My|Our|fellow|several) NAME (?:team|teams|teammates|colleagues|coworkers|co-workers|engineers|staff)(?!\w)",
        r"(?<!\w)NAME,? where (?:I|we)(?!\w)",
        r"(?<!\w)I(?:'m|’m| am| was) (?:\w+ ){0,2}new (?:to|at) NAME",
        r"(?<!\w)[Aa]t NAME,? (?:I|we|our|my|the team)(?!\w)",
        r"(?:\A|[.!?\n] ?)At NAME,(?!\w)",
        r"(?<!\w)(?:we|us|team|teams|engineers|engineering|colleagues|coworkers|everyone|work|works|working|worked|culture|do things|company) (?:here )?at NAME",
        r"(?<!\w)(?:founder|co-?founder|CEO|CTO|manager|engineer|developer|director|employee|designer|lead|job|jobs|developers|engineers) (?:at|of) NAME",
    ),
    *_events(
        0.7,
        r"(?<!\w)(?:at|At) NAME",
        r"(?<!\w)(?:we|us|our|We) (?:at )NAME",
        r"(?<!\w)NAME(?:'s|’s) (?:team|teams|engineering|culture|employees|customers|users|mission|product|engineers)(?!\w)",
        # Whom one works with is somebody else.
        r"(?<!\w)(?<!with )(?<!With )(?:[Tt]he )NAME (?:team|teams|office|engineering)(?!\w)",
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
    found = []
    for weight, pattern in _EVENTS:
        for match in pattern.finditer(text):
            name = _trimmed(match["name"])
            if name:
                found.append((weight, name))
    return found


def employers_left_behind(text: str) -> set[str]:
    """The names of which a text says that the author left them for something of their own."""
    return {
        name
        for _, pattern in _EVENTS
        for match in pattern.finditer(text)
        if _TO_FOUND.match(text, match.end("name")) and (name := _trimmed(match["name"]))
    }


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
