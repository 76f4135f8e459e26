"""What a question asks for: the answer to "And your worst mistake?" is a lesson, however it is said."""

# ruff: noqa: E501 - a pattern reads better whole

import re

from retro.posts.extraction.reading import folded
from retro.posts.extraction.roles import Role

__all__ = ["role_of_answer"]

_LONGEST = 200
_MARKS = 8
"""So many at the end of a question, at the most."""


def _asking(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)")


# Where one holds, those below it are not looked for: "the worst advice you got" is about advice.
_ASKING = (
    (
        Role.NOTHING,
        _asking(
            r"what(?:'s| is) next|who are you|introduce|about yourself|what do you (?:do|work on)(?: \w+){0,3}(?=\W*\Z)",
            r"plug|(?:spare|free) time|hobb(?:y|ies)|(?:anything|something) (?:else )?(?:you'd|you would|you want to|to) (?:like to )?(?:add|mention|say|share|plug)",
            r"(?:favou?rite|recommend (?:any|a|some)) (?:\w+ ){0,2}(?:books?|tools?|podcasts?|blogs?|movies?|apps?|foods?)",
            r"(?:find|follow|reach|contact|hire) (?:you|me|us)",
        ),
    ),
    (
        Role.PRACTICES,
        _asking(
            r"advice|advise|tips?|recommend(?:ation)?s?",
            r"(?:tell|say to) (?:your|my|our|an?|any(?:one|body)|some(?:one|body)|other|new|young\w*|people|the) ?.{0,60}",
            r"(?:what )?should (?:i|we|you|one|an?|people|managers|founders|teams|leaders|engineers|new \w+|young \w+) (?:\w+ )?(?:know|do|avoid|learn|remember|look for|focus on)",
        ),
    ),
    (
        Role.MISTAKES,
        _asking(
            r"mistakes?|regret(?:s|ted)?|fail(?:ed|ures?)?|wors[et]|lowest|low point",
            r"(?:get|got|go|went|gone|do|did|done|going) (?:so |very |most |badly )?(?:wrong|badly|poorly)",
            r"(?:do|did|have done|change|handle|approach) (?:\w+ ){0,3}differently",
            r"(?:didn't|did not|doesn't|does not|not) work(?: out)?",
            r"(?:bad|terrible|worse) at|struggle[ds]?(?: with)?|weakness(?:es)?|blind spots?",
            r"(?:would|could|should|'d) (?:you|i|we) (?:have )?(?:changed?|improved?|undo|skip(?:ped)?)",
        ),
    ),
    (
        Role.WINS,
        _asking(
            r"proud(?:est)?|best (?:\w+ ){0,2}(?:decision|move|choice|call|hire|investment|thing|bet|moment|part)|highlight|high point",
            r"(?:get|got|go|went|gone|do|did|done|going) (?:so |very |most )?(?:right|well)",
            r"work(?:ed|s)? (?:out|best|well|for (?:you|us|me))|(?:what|which|that) (?:has |have |really |actually )?worked",
            r"(?:again|keep) (?:if|next time|the same way)",
        ),
    ),
    (
        Role.LESSONS,
        _asking(
            r"learn(?:ed|t|ings?)?|lessons?|take-?aways?|insights?|realiz(?:e|ed)|realis(?:e|ed)|moral",
            r"surpris(?:e[ds]?|ing)|hardest|toughest|trickiest|most (?:difficult|challenging|important|surprising|underrated)|biggest (?:challenge|surprise|change|difference)",
            r"(?:change|changed) (?:\w+ ){0,3}minds?|(?:wish|wished|if) (?:you|i|we)(?:'d| had)? (?:\w+ )?know[ns]?|known?(?: \w+)? (?:earlier|sooner|before|back then)|know now",
            r"(?:people|most \w+|founders|managers|others|everyone) (?:\w+ )?(?:get wrong|misunderstand|underestimate|overlook|misconceptions?)|misconceptions?|underestimated?",
            r"(?:do|did|start) (?:it|this|that)?(?: all)? ?(?:over )?again",
            r"(?:take|taking|took|taken) (?:with you|away|home)|stuck with you|unlearn",
            r"how do you (?:\w+ )?(?:hire|lead|manage|decide|deal|handle|prioriti[sz]e|run|keep|stay|make|build|measure|plan|give|say|balance|avoid|convince|motivate|onboard|organi[sz]e|cope|work)",
            r"(?:your|the) (?:\w+ ){0,2}(?:approach|philosophy|rule|principle|secret|process|recipe)s?",
        ),
    ),
)
# "And the worst?", "What about the best?": the noun was in the question before.
_GOES_ON = re.compile(
    r"(?:and|or|but|what about|how about|and what about)? ?(?:the|your|my|our) (?P<sort>best|worst|hardest|biggest|proudest)(?: one| thing| part)?\?"
)
_SORTS = {"best": Role.WINS, "proudest": Role.WINS, "worst": Role.MISTAKES}
_NUMBER = re.compile(r"\W*(?:(?:q|question)\W{0,2})?(?:\d{1,2}\W{1,3})?\s*")


def role_of_answer(question: str) -> Role:
    """What the answer to a question is.

    Args:
        question: Plain text that ends with a question mark.

    Returns:
        ``UNKNOWN`` where it asks for nothing that is learned, and where it is no question.
    """
    if "?" not in question[-_MARKS:]:
        return Role.UNKNOWN
    text = folded(question[-_LONGEST:]).strip("*_ ")
    if not text.endswith("?"):
        return Role.UNKNOWN
    number = _NUMBER.match(text)
    text = text[number.end() :] if number else text
    if goes_on := _GOES_ON.fullmatch(text):
        return _SORTS.get(goes_on["sort"], Role.LESSONS)
    return next((role for role, pattern in _ASKING if pattern.search(text)), Role.UNKNOWN)
