"""The words by which the sentences before lists are told apart (``roles.py`` applies them).

All are written for lower-case plain text with straight quotes.
"""

# ruff: noqa: E501 - a pattern reads better whole

import re

__all__ = [
    "BRING_IN_LESSONS",
    "BRING_IN_PRACTICES",
    "COUNTED",
    "DONE",
    "FAULTS",
    "JUDGED",
    "MERE_EXAMPLES",
    "PLANS",
    "PRACTICES",
    "SUMMED_UP",
]

PRACTICES = (
    r"(?:i|we) (?:tried|did|do|started|changed|introduced|adopted|began)",
    r"(?:helped|helps) (?:me|us)",
    r"proved (?:to be )?(?:\w+ )?(?:impactful|successful|effective|useful|helpful|valuable)",
    r"(?:came|come|comes|coming) (?:by|down to|from)",
    r"habits",
    r"practices",
    r"best practices",
    r"strateg(?:y|ies)",
    r"recommendations?",
    r"guidelines",
    r"(?:should|must|need to|have to)",
    r"make sure",
)
# Only before a list: as headings these are topics.
BRING_IN_LESSONS = (
    r"taught (?:me|us)",
    r"(?:stood|stand|stands) out",
    r"(?:come|came) to (?:believe|think|accept|see)",
    r"(?:some|few|couple of|my|our|these) (?:\w+ )?(?:observations|thoughts)(?=\W*\Z)",
    r"made (?:the|all the|a big|a huge|a) difference",
    r"next time,? (?:around,? )?(?:i|we)",
    r"tell (?:myself|her|him|them|you)",
    r"(?:things|tricks|rules|habits) (?:that |which )?(?:work|works|help|helps) (?:best )?(?:for )?(?:me|us)",
    r"should (?:all |really )?know",
)
BRING_IN_PRACTICES = (
    r"(?:i|we) now (?:do|follow|use|try|have)",
    r"(?:i|we) follow(?: now)?",
    r"to avoid (?:this|that|it|these)",
    r"habits (?:have |that |which )?(?:(?:has |have )?(?:come|came|stayed|stuck|remained)|i|we)",
    r"(?:what|things|stuff) (?:i|we)(?:'ve| have)? (?:now )?(?:changed|fixed|do (?:now|differently)|did (?:about it|instead|differently))",
    r"(?:made|make) (?:the following|these|some|a few) changes",
)
# "So here's the summary after one year": what was learned in a post that looks back, and else anything.
SUMMED_UP = re.compile(
    r"(?:.{0,80}\W)?(?:here(?:'s| is) (?:the|a|my|our) (?:\w+ ){0,2}(?:summary|short version|gist|upshot)|to (?:sum (?:it |this |that )?up|summari[sz]e(?: it| this)?)"
    r"|in (?:short|summary|a nutshell|brief)|(?:my|our|the) (?:\w+ )?(?:conclusions?|observations|findings|verdict))(?!\w).{0,60}\Z"
)
COUNTED = re.compile(
    r"(?<!\w)(?:two|three|four|five|six|seven|eight|nine|ten|\d+|few|some|several|couple(?: of)?|many|these|following|various"
    r"|main|my|our)"
    r" (?:of )?(?:the |my |our )?(?:\w+ ){0,2}(?P<noun>areas?|gaps?|things|factors?|principles?|practices?|points?|ingredients?|problems?|issues?"
    r"|challenges?|rules?|ways?|habits?|observations?|guidelines?|changes?|weaknesses|strengths|benefits?|advantages"
    r"|dis?advantages|drawbacks|concerns|truths?|beliefs?|conclusions?)(?!\w)"
)
JUDGED = re.compile(
    r"(?<!\w)(?:critical|key|important|big|major|main|crucial|core|essential|valuable|useful|simple|basic|fundamental|hard"
    r"|improve[sd]?|better|differently|success(?:ful)?|because|why|helped?|worked|effective)(?!\w)"
)
FAULTS = re.compile(r"(?:gap|problem|issue|weakness|challenge|drawback|concern|disadvantage)")
MERE_EXAMPLES = re.compile(
    r"(?:such as|for example|for instance|e\.g\.|including|includes?|like(?! th)|namely|as follows|consists? of|steps|links|resources|tools|features"
    r"|options|questions|commands?|files?|examples?|agenda|goals|hypotheses|categories|following (?:information|content|fields|code)"
    r"|responsibilities include|available)(?: \w+){0,3}:?\Z"
)
# A list brought in by "This year I have" tells what was done.
DONE = re.compile(r"(?:.{0,40}\W)?(?:i|we)(?:'ve| have| did)?\W{0,5}")
PLANS = re.compile(
    r"(?<!\w)(?:i|we)(?:'m|'re|'d| am| are| will|'ll| would)? (?:still )?(?:plan|planning|intend|hope|hoping|aim|going|want|like) to(?! (?:say|share|tell|thank|highlight|mention|point out|emphasi[sz]e|stress|leave you))"
    r"|(?<!\w)(?:in the (?:next|coming|new)|next (?:year|month)|(?:my|our|new) (?:goals|resolutions|plans|to-?dos?))(?!\w)"
)
