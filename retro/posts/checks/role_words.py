"""The words by which a role is told, and something bad of who had it (``roles.py`` applies them)."""

# ruff: noqa: E501 - a pattern reads better whole

import re

__all__ = [
    "AFTER",
    "ALONE",
    "BEFORE",
    "DEFINITE",
    "FEW",
    "GENERAL",
    "HEADS",
    "KIND",
    "MINE",
    "OTHERS",
    "OURS",
    "SMALL",
    "TAIL",
    "WHO",
]

ALONE = (
    r"(?:c[etfopmi]o|ciso|ceo|chief[ ]\w+[ ]officer|co-?founder|founder|owner|chair(?:man|woman|person)?|president"
    r"|managing[ ]director|finance[ ]director|general[ ]counsel|(?:s?vp|vice[- ]president|head|director|lead)[ ]of[ ][\w&]+(?:[ ](?:and|&)[ ]\w+)?"
    r"|(?:engineering|sales|marketing|finance|technical|medical|creative|art)[ ]director)"
)
"""One person has it, however large the company is."""

MINE = r"(?:boss|manager|supervisor|line[ ]manager|skip-level|predecessor|successor|mentor|assistant|deputy)"
"""One person has it of whoever tells of it."""

FEW = (
    r"(?:(?:product|engineering|project|programme?|office|marketing|sales|hr|delivery|community|account|design|data|it)[ ](?:manager|lead|owner)"
    r"|product[ ]owner|scrum[ ]master|tech(?:nical)?[ ]lead|team[ ]lead(?:er)?|designer|recruiter|accountant|architect|lawyer"
    r"|data[ ]scientist|sysadmin|(?:system[ ])?administrator|intern|receptionist|controller|bookkeeper|salesman|salesperson"
    r"|consultant|tester|nurse|dba|copywriter|researcher|evangelist)"
)
"""Few people have it in a small company."""

OURS = r"(?:our|my|his|her|their|its|\w+['’]s)[ ]"
DEFINITE = rf"(?:{OURS}|the[ ](?:only[ ]|then[ ]|new[ ]|old[ ]|first[ ]|former[ ]|last[ ]|wrong[ ])?)"
KIND = r"(?:(?:only|then|new|old|first|former|last|own|previous|next|interim|acting|senior|junior|lead|fellow)[ -]){0,2}"

TAIL = r"(?![\w'’-]|[ ]of[ ]staff)"

_DID = (
    r"fail(?:ed|ing)|lied|lying|refus(?:ed|ing)|ignor(?:ed|ing)|yell(?:ed|ing)|shout(?:ed|ing)|scream(?:ed|ing)|bull(?:ied|ying)"
    r"|blam(?:ed|ing)|micro-?manag(?:ed|ing)|undermin(?:ed|ing)|sabotag(?:ed|ing)|underperform(?:ed|ing)|threaten(?:ed|ing)|cheat(?:ed|ing)"
    r"|overrul(?:ed|ing)|overrode|panick?ed|neglect(?:ed|ing)|harass(?:ed|ing)|insult(?:ed|ing)|mocked|humiliat(?:ed|ing)|deni(?:ed|al)"
    r"|misl(?:ed|eading)|hid|stole|abus(?:ed|ing)|broke|botched|bungl(?:ed|ing)|mishandl(?:ed|ing)|messed|misjudged|mismanag(?:ed|ing)"
    r"|snapped|sulked|stormed|drank|forgot|lost[ ](?:his|her|their)[ ](?:temper|nerve|interest|patience)|took[ ](?:all[ ]the[ ])?credit|played[ ]favou?rites"
    r"|burned[ ]out|burnt[ ]out|had[ ]no[ ]idea|knew[ ]nothing|did(?:[ ]not|n['’]t)[ ](?:understand|listen|care|know|trust|show|want|read|tell|deliver|ask)"
    r"|could(?:[ ]not|n['’]t)|would(?:[ ]not|n['’]t)[ ](?:listen|let|admit|talk|budge)|never[ ](?:listened|read|asked|understood|once|showed|delivered|trusted|came|told|said|wanted)"
)
_WAS = (
    r"(?:was|were|got|had[ ]been|has[ ]been|being|is)[ ](?:\w+[ ]){0,2}(?:fired|dismissed|sacked|demoted|let[ ]go|pushed[ ]out|escorted|suspended"
    r"|incompetent|toxic|useless|lazy|dishonest|arrogant|abusive|unqualified|overwhelmed|out[ ]of[ ](?:his|her|their)[ ]depth|unable|unwilling"
    r"|clueless|absent|drunk|rude|hostile|furious|vindictive|insecure|jealous|terrible|awful|horrible|wrong|not[ ]up[ ]to|a[ ](?:bully|liar|jerk|tyrant|bottleneck|disaster)"
    r"|the[ ](?:bottleneck|problem)|bad[ ]at|weak|afraid|scared|asked[ ]to[ ]leave|accused|investigated|sued|ill|sick)"
)
AFTER = re.compile(rf"(?P<between>[^.!?;]{{0,70}}?)\b(?:{_DID}|{_WAS})(?!\w)", re.IGNORECASE)
BEFORE = re.compile(
    r"\b(?:fired|firing|sacked|sacking|dismissed|demoted|replaced|overruled|undermined|blamed|distrusted|despised|resented|hated|confronted|sued"
    r"|(?:regret(?:ted)?|mistake|wrong|too[ ](?:early|late|soon|long)|should[ ](?:never|not)[ ]have|shouldn['’]t[ ]have)[^.!?;]{0,30}\bhir(?:ed|ing)"
    r"|hir(?:ed|ing)[ ]the[ ]wrong)[ ](?:\w+[ ]){0,2}$",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:I|we|you|they|who|which|that|nobody|everyone|everybody|people|engineers)\b|,[ ]and[ ]|\band[ ](?:I|we|the|our|my)\b",
    re.IGNORECASE,
)
"""Between the role and what was done: somebody else may have done it."""

WHO = re.compile(r"^,?[ ](?:who|that)(?=[ ])")
"""Behind the role: what follows is still about the same person."""

GENERAL = re.compile(
    r"\b(?:if|unless|whenever|suppose|imagine|every|any|each|whether|often|usually|always[ ]?be|should|must|can|may|might|typically|most)\b",
    re.IGNORECASE,
)
"""Before the role: this is said of everyone who has it."""

_NUMBER = r"(?:[2-9]|[1-4]\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty)"
SMALL = re.compile(
    r"\b(?:start-?ups?|early[- ]stage|seed[ -](?:round|stage|funding)|co-?founders?|bootstrapped|tiny[ ]company|small[ ]company"
    rf"|(?:team|company|staff)[ ]of[ ]{_NUMBER}|we[ ]were[ ]{_NUMBER}|{_NUMBER}[ ](?:employees|of[ ]us))\b",
    re.IGNORECASE,
)

HEADS = frozenset(
    "ceo cto cfo coo cpo cmo cio ciso officer founder cofounder owner chair chairman chairwoman chairperson president director"
    " counsel svp vp head lead boss manager supervisor skip predecessor successor mentor assistant deputy master leader"
    " designer recruiter accountant architect lawyer scientist sysadmin administrator intern receptionist controller"
    " bookkeeper salesman salesperson consultant tester nurse dba copywriter researcher evangelist".split()
)
"""One of these words is in every role that the patterns know."""
