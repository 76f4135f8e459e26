"""The ways in which people name where they work or worked: patterns, each with how much it says."""

# ruff: noqa: E501 - a pattern reads better whole

import re
from typing import NamedTuple

__all__ = ["EVENTS", "MIGRATED", "NAME_WORD", "Event"]

# A name: capitalised words, digits and joints ("18F", "Johnson & Johnson", "Northwind/Tailspin").
NAME_WORD = r"(?:[A-Z][\w'’&+-]{0,30}(?:\.(?:com|io|ai|org|net|co|dev|app))?|\d{1,4}[A-Z]\w{0,30}|\d{1,3}(?!years?|months?|weeks?|days?|hours?|mins?|minutes?|seconds?|percent)[a-z]{4,20}|[a-z]{1,3}[A-Z]\w{0,30})"
_NAME = (
    rf"(?P<name>{NAME_WORD}(?:(?:/| |\s&\s| of | and (?=[A-Z]\w+ (?:Inc|Co|Sons)))(?:{NAME_WORD})){{0,3}})"
)
_THE = r"(?:the |a startup called |a company called |a (?:\w+ ){0,4}(?:called|named) )?"
_ME = r"(?:I|We|we|me|(?:I|[Ww]e)['’](?:d|ve|m|re)|I had|I have)"


class Event(NamedTuple):
    """One way of naming an employer: how much it says, its pattern, and the words without which it cannot be."""

    weight: float
    pattern: re.Pattern[str]
    needs: tuple[tuple[str, ...], ...]


def _events(weight: float, *events: tuple[str, str]) -> tuple[Event, ...]:
    """Patterns, each with what a text must hold for it: words of which one is enough, in groups parted by ``&``.

    Looking for a word is a hundred times as fast as looking for a pattern, and most texts hold none of them.
    """
    return tuple(
        Event(
            weight,
            # Before a letter both say the same, and looking back takes several times as long.
            re.compile(pattern.replace(r"(?<!\w)", r"\b").replace("NAME", _THE + _NAME)),
            tuple(tuple(group.split("|")) for group in needs.split("&")),
        )
        for needs, pattern in events
    )


# How much each way of naming says that the author worked there.
EVENTS = (
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
        # In German and French.
        (
            "bei ",
            r"(?<!\w)bei NAME (?:\w+ ){0,2}(?:angefangen|gearbeitet|gekündigt|arbeite|gegründet|aufgehört)(?!\w)",
        ),
        ("bei ", r"(?<!\w)(?:arbeite(?:te)?|Jahren?|Monaten?|Zeit|Job|Tag) (?:\w+ ){0,4}bei NAME"),
        ("chez ", r"(?<!\w)(?:[Tt]ravaill\w+|ans|mois|[Rr]ejoint|[Éé]quipe|jour) (?:\w+ ){0,3}chez NAME"),
        ("began at |started at |begin at ", rf"(?<!\w){_ME} (?:\w+ ){{0,2}}(?:began|started|begin) at NAME"),
        ("been at |been with ", rf"(?<!\w){_ME} (?:\w+ ){{0,3}}been (?:at|with) NAME"),
        (
            "hired by|laid off|let go|fired|promoted at|acquired by",
            r"(?<!\w)(?:hired by|laid off (?:from|by)|let go (?:from|by)|fired (?:from|by)|promoted at|acquired by) NAME",
        ),
        (
            "employed |acquired |laid off |bought & me| us",
            r"(?<!\w)NAME (?:employed|acquired|laid off|bought) (?:me|us)(?!\w)",
        ),
        (
            "hired |employed & me| us",
            r"(?<!\w)NAME, [^,.;]{3,100}, (?:hired|employed) (?:me|us)(?!\w)",
        ),
        (
            "which is me|which is us|which was me|which was us",
            r"(?<!\w)NAME, which (?:is|was) (?:me|us)(?!\w)",
        ),
        (
            "company|startup|start-up|employer|agency|consultancy|firm|studio",
            r"(?<!\w)(?:my|our|My|Our) (?:\w+ ){0,2}(?:company|startup|start-up|employers?|agency|consultancy|firm|studio),? (?:called |named )?NAME",
        ),
        (
            " at | with &time|year|job|role|career|tenure|stint|internship|position|months|days",
            r"(?<!\w)(?:my|My|our|Our) (?:\w+ ){0,5}(?:time|years?|job|role|career|tenure|stint|internship|position|months|days) (?:\w+ ){0,5}(?:at|with) NAME",
        ),
        (
            "that &started|built|founded|ran |launched|run |make ",
            r"(?<!\w)NAME, (?:the|an?|our|my) (?:[\w-]+ ){1,9}that (?:(?:\w+ ){1,3}and )?(?:I|we) (?:started|built|founded|ran|launched|run|make)(?!\w)",
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
            r"(?<!\w)NAME,? (?:is |was )?(?:the|a|my) (?:\w+ ){0,4}(?:company|startup|start-up|business|agency|firm) (?:that |which )?(?:(?:\w+ ){1,3}and )?(?:I|we|where I)(?!\w)",
        ),
        (
            " at | of | for &CEO|CTO|VP|manager|engineer|developer|director|founder|lead|designer|head",
            rf"(?<!\w){_ME} (?:[\w-]+,? ){{0,4}}(?:CEO|CTO|VP|manager|engineer|developer|director|(?:co-?)?founders?|lead|designer|head)(?: \w+){{0,4}} (?:at|of|for) NAME",
        ),
        (
            " to work| to be&company|place|startup|team",
            r"(?<!\w)NAME (?:is|was) (?:still )?(?:an? |the )?(?:\w+ ){0,3}(?:company|place|startup|team) to (?:work|be)(?!\w)",
        ),
    ),
    *_events(
        2,
        (
            "running |building |growing |leading |bootstrapping &year|month|week|time|decade",
            r"(?<!\w)(?:years?|months?|weeks?|decade|time) (?:of |into )?(?:running|building|growing|leading|bootstrapping) NAME",
        ),
        (
            "then at |then for |then with |now at |now for |now with |later at |later for |later with |currently at ",
            rf"(?<!\w){_ME} [^.;]{{0,80}}(?<!\w)(?:then|now|later|currently) (?:at|for|with) NAME",
        ),
        ("to leave |to join |to quit ", r"(?<!\w)to (?:leave|join|quit) NAME"),
        (
            "stay|remain",
            rf"(?<!\w){_ME} (?:\w+ ){{0,3}}(?:stay|stayed|staying|remain|remained|remaining) (?:at|with) NAME",
        ),
        ("notice ", r"(?<!\w)[Mm]y (?:\w+ )?notice (?:at|to) NAME"),
        (
            "journey with |adventure with |chapter with |time with ",
            r"(?<!\w)[Mm]y (?:\w+ ){0,3}(?:journey|adventure|chapter|time) with NAME",
        ),
        ("of us from |of us at |of us in |of us on ", r"(?<!\w)of us (?:from|at|in|on) NAME"),
        (
            "earned at|earning at|earnt at|essons at|esson at|earned & at |essons & at ",
            r"(?<!\w)(?:[Ll]earn(?:ed|t|ing)|[Ll]essons?)(?: \w+){0,4} at NAME",
        ),
        (
            "employee |hire |engineer |developer &number|#|no. ",
            r"(?<!\w)(?:employee|engineer|hire|developer) (?:number |no\. |#)[\w#]+ (?:at|of) NAME",
        ),
        (
            "stint |tenure |internship |chapter |adventure & at ",
            r"(?<!\w)(?:stint|tenure|internship|chapter|adventure) at NAME",
        ),
        (
            "ast |irst |ecent & at ",
            r"(?<!\w)(?:last|past|first|recent) (?:\w+ ){0,2}(?:of (?:them|those|which) |years |months |weeks )(?:here )?at NAME",
        ),
        (
            "where I|where we",
            r"(?<!\w)NAME, (?:an?|the) [^,.;]{3,100} where (?:I|we)(?!\w)",
        ),
        (
            " at & I joined| I started| I came| I got there| I arrived",
            r"(?<!\w)at NAME,? [^.;]{0,160}(?:before|since|when|after|until) I (?:joined|started|came|got there|arrived)(?!\w)",
        ),
        (
            "came to |moved to |went to |switched to ",
            rf"(?<!\w){_ME} (?:\w+ ){{0,1}}(?:came|moved|went|switched) to NAME (?:in (?:\w+ )?\d{{4}} )?as (?:their|its|the|an?)(?!\w)",
        ),
        (
            " to start | to found | to launch |and started |and founded ",
            rf"(?<!\w){_ME} [^.;]{{0,60}}(?:to start|to found|to launch|and started|and founded) NAME(?= with|[,.]| in | together)",
        ),
        (
            "to work|to intern|of working|of interning|to be|of being",
            rf"(?<!\w){_ME} [^.;]{{0,80}}(?:to|of) (?:intern|work|be|interning|working|being) (?:\w+ ){{0,8}}(?:at|for) NAME",
        ),
        (
            "on the |of the |in the |for the & team",
            r"(?<!\w)(?:engineer|developer|designer|manager|member|lead|intern|working|worked|work|role|job) (?:on|in|of|for) NAME (?:\w+ )?team(?!\w)",
        ),
        (
            " building | running | growing | bootstrapping |working on &been",
            rf"(?<!\w){_ME} (?:\w+ ){{0,2}}been (?:building|running|growing|bootstrapping|working on) NAME",
        ),
        (
            "to close|to shut down|to wind down|to sell|of closing|of selling",
            r"(?<!\w)(?:I|[Ww]e) (?:\w+ ){0,3}(?:decided|had|going|chose|choice|decision) (?:to|of) (?:close|shut down|wind down|sell|closing|selling) NAME",
        ),
        ("announced that ", r"(?<!\w)[Ww]e (?:\w+ ){0,2}announced that NAME (?:is|was|will|would)"),
        # "We run Contoso, a small bakery": what is explained is a venture, "I ran Docker" is not.
        (
            ", a|, an|, our|, my&start|buil|run|ran |clos|shut|launch|creat|shipp|sold|made|grew",
            (
                rf"(?<!\w)(?:{_ME}|and I) [^.;]{{0,60}}(?:start(?:ed)?|build(?:ing)?|built|run(?:ning)?|ran|clos(?:ed?|ing)|shut(?:ting)? down"
                r"|launch(?:ed|ing)?|creat(?:ed|ing)|shipped|sold|grew|made)(?: version \d\S*| \d\S*)?(?: of)? NAME, (?:an?|our|my|the) \w"
            ),
        ),
        (
            ", which |, a|, the & make | makes | run | build | sell | maintain ",
            rf"(?<!\w){_ME} (?:\w+ ){{0,1}}(?:make|run|build|sell|maintain) NAME, (?:which|an?|the) \w",
        ),
        (
            " my | our &company|startup|app|product|project|business|venture|employer",
            r"(?<!\w)NAME (?:is|was) (?:my|our) (?:\w+ ){0,3}(?:company|startup|app|product|project|business|venture|employer)(?!\w)",
        ),
        (
            "y |ur |ellow |everal & team| colleagues| coworkers| co-workers| engineers| staff",
            r"(?<!\w)(?:my|our|My|Our|fellow|several) NAME (?:team|teams|teammates|colleagues|coworkers|co-workers|engineers|staff)(?!\w)",
        ),
        ("where I|where we", r"(?<!\w)NAME,? where (?:I|we)(?!\w)"),
        (
            "walked into |signed with |contracted for |contracted with |freelanced for ",
            rf"(?<!\w){_ME} (?:\w+ ){{0,2}}(?:walked into|signed with|contracted (?:for|with)|freelanced for) NAME",
        ),
        (
            " me& employ| pays ",
            r"(?<!\w)NAME,? (?:who|which|that) [^.;]{0,100}(?:employs?|employed|pays?|paid) me(?!\w)",
        ),
        (
            "finished |ended |began |started &work|job|career|contract",
            rf"(?<!\w){_ME} (?:\w+ ){{0,2}}(?:finished|ended|began|started) (?:my |the |a )?(?:\w+ )?(?:work|job|career|contract) (?:in|at|for|with) NAME",
        ),
        # People hire as well: "Marek hired me".
        ("hired |fired |promoted & me| us", r"(?<!\w)NAME (?:hired|fired|promoted) (?:me|us)(?!\w)"),
        (
            "and left |and quit |and joined ",
            r"(?<!\w)I [^.;]{3,160} and (?:left|quit|joined) NAME(?=[.,;]|\Z| (?:after|in|for|to))",
        ),
        (
            " at &, which|, where|, who|, a",
            r"(?<!\w)(?:I|[Ww]e) (?:\w+ ){1,6}at NAME, (?:which|where|who|an?) ",
        ),
        (
            "lead |led |run |ran |manage|head& team| department| group| unit",
            rf"(?<!\w){_ME} (?:lead|led|run|ran|manage|managed|head|headed) (?:the|an?|our) (?:[\w-]+ ){{0,5}}(?:team|department|group|unit) (?:at|of|for|in) (?:the \w+ of )?NAME",
        ),
        (
            " at &by day|for a living|these days|full time|full-time",
            rf"(?<!\w){_ME} [^.;]{{3,80}}(?<!\w)at NAME,? (?:by day|for a living|these days|full[ -]time)(?!\w)",
        ),
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
            # Whom a comma or a dash brings in is somebody else: "Ann Li, co-founder of Contoso".
            " at | of &ounder|CEO|CTO|anager|ngineer|eveloper|irector|mployee|esigner|ead|job",
            (
                r"(?<!\w)(?<!co-)(?<!, )(?<!- )(?<!– )(?<!— )(?<!, the )(?<!, a )"
                r"(?:(?i:(?:co-?)?founders?|manager|engineer|developer|director|employee|designer|lead)|CEO|CTO|job|jobs|developers|engineers) (?:at|of) NAME"
            ),
        ),
    ),
    *_events(
        1.5,
        # "I ran Northwind", "we shut down Tailspin": a venture, or a thing that was built.
        (
            "ran |run |running |started |closed |shut down |bootstrapped |building |launched ",
            rf"(?<!\w)(?:{_ME}|and I) (?:\w+ ){{0,2}}(?:ran|run|running|started|closed|shut down|bootstrapped|been building|launched) NAME(?! (?:v?\d|in production))",
        ),
        (
            " was bought | was acquired | was sold | got acquired ",
            r"(?<!\w)NAME (?:was|got) (?:bought|acquired|sold)(?!\w)",
        ),
        (
            "ebsite |roject |roduct |usiness |hop |pp & called| named",
            r"(?<!\w)(?:my|our|My|Our) (?:\w+ ){0,2}(?:website|project|product|business|shop|app),? (?:called |named )NAME",
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

# Servers and programs are left as employers are: "We migrated everything from Contoso to Fabrikam".
MIGRATED = re.compile(
    r"(?<!\w)(?:[Ww]e|[Oo]ur \w+|everything|it|them) (?:\w+ ){0,2}(?:moved?|migrated?|switched|ported|moving|migrating|switching)"
    rf" (?:\w+ ){{0,4}}?(?:from|off|off of|away from|to|onto) {_NAME}(?: (?:to|and) (?P<other>{NAME_WORD}))?"
)
