"""The words by which headings are told apart (``roles.py`` applies them).

All are written for lower-case plain text with straight quotes.
"""

# ruff: noqa: E501 - a pattern reads better whole

import re

__all__ = [
    "ANNOUNCED",
    "BEGINNING",
    "CLOSING",
    "COLLECTION",
    "FILLERS",
    "IMPERATIVE",
    "LESSONS",
    "LESSONS_ELSEWHERE",
    "MISTAKES",
    "MISTAKES_ELSEWHERE",
    "NOTHING",
    "NUMBERED",
    "NUMBER_WORDS",
    "PREDICATE",
    "RECOMMENDATIONS",
    "SPAN_OF_YEARS",
    "STEP",
    "SUBJECT",
    "SUMMARY",
    "WEIGHED",
    "WINS",
    "WINS_ELSEWHERE",
]

LESSONS = (
    r"lessons?(?! plan)",
    r"learn(?:ed|t|ings?)",
    r"take-?aways?",
    r"insights?",
    r"reali[sz]ations?",
    r"reflections",
    r"advice",
    r"pro ?tips?",
    r"tips",
    r"principles",
    r"rules of thumb",
    r"(?:my|our|some|few|simple|golden|ground|personal) rules",
    r"wisdom",
    r"morals?",
    r"surprised (?:me|us)",
    r"surprises",
    r"(?:wish(?:ed)?) (?:i|we|i'd|we'd|i had|we had|someone)",
    r"if i knew",
    r"(?:i|we)(?:'d| would|'ll| will)? (?:tell|give|advise) (?:my(?:self)?|any(?:one|body)|every(?:one|body)|some(?:one|body)|others|people|new|an?)",
    r"things (?:i|we)(?:'ve)? (?:learn|discover|know|wish)\w*",
    r"(?:what|things|stuff) (?:i|we)(?:'d)? (?:now know|know now|know|(?:now |used to )?(?:believed?|think|thought)|discovered|realized|realised|found)",
    r"keys? to",
    r"(?:would|will|'d|'ll) (?:you|i|we|he|she|they) (?:\w+ )?(?:tell|advise|recommend)(?: (?:to )?(?:my|your|our|an?|any|some|other|new|the)? ?(?:[\w-]+ ){0,3}?[\w-]+)?(?=\W*\Z)",
    r"(?:hardest|toughest|trickiest|most (?:difficult|challenging|surprising|rewarding)) (?:part|thing|challenge|lesson|bit|problem)s?",
    r"surprised you",
    r"(?:did|do|have|can|could) (?:i|we|you|they) (?:\w+ )?learn",
    r"gotchas|(?:key|main) points",
    r"chang(?:ed|ing) (?:my|our) minds?(?: about| on)?|no longer (?:believe|think|do)|rules (?:i|we) live by|do'?s (?:and|&) don'?ts",
    r"if (?:i|we) (?:could|had to|were to|was to) (?:\w+ )?(?:start|do it|begin)(?: it)?(?: all)? (?:over|again)",
    r"(?:i'd|i would|we'd|we would) (?:do|approach|handle)(?: it| this| that)? (?:again|now|today)",
    r"(?:i|we)(?:'ll|'re| will| are|'ve| have)? (?:take|taking|took|taken) (?:with|away|home)(?: (?:me|us|from (?:it|this|here|them|there)))?",
    # The same words in other languages.
    r"lecciones|aprendizajes|aprendí|lições|aprendi|aprendizados|leçons?|appris|apprentissages|enseignements",
    r"erkenntnisse|gelernt|lehren|lektion(?:en)?|geleerd|lärdomar|lección|lição|leçon",
)
WINS_ELSEWHERE = re.compile("잘한|좋았던|よかった|良かった|うまくいった|做得好")
MISTAKES_ELSEWHERE = re.compile("아쉬|개선|悪かった|うまくいかなかった|改善|失敗|做得不好|不足")
LESSONS_ELSEWHERE = re.compile("学び|学んだ|教訓|教训|收获|收穫|心得|反省|反思|振り返り|배운|느낀")
WINS = (
    r"went (?:well|right|great)",
    r"(?:go|going) well",
    r"(?:got|did) right|succeeded|highs\Z|unexpected benefits|best (?:decisions|moves|moments|choices|calls)",
    r"highlights|highlight(?:\Z| (?:of|is|was))",
    r"wins",
    r"successes",
    r"success(?:ful)? stories",
    r"achievements?",
    r"accomplish(?:ed|ments?)",
    r"what (?:worked|works|is working|we did right|i did right)",
    r"(?:works|worked) well",
    r"(?:i|we) (?:really |most |will |'ll )?(?:liked?|loved?|enjoyed?|miss(?:ed)?)(?! to)",
    r"(?:i'm|i am|we're|we are) (?:glad|proud|happy)",
    r"glad (?:i|we)",
    r"(?:i|we)(?:'d| would|'ll| will)? keep|worth keeping|(?:saved|kept) (?:it|us|me)(?: going| alive| sane)?",
    r"proud",
    r"(?:got|were|was|being) lucky",
    r"success\Z",
    r"(?:some |good |great |much )?progress\Z",
    r"(?:done|hits|achieved|completed)\Z",
    r"the good(?: parts?)?",
    r"positives?",
    # The same in other languages.
    r"(?:gut|super) (?:lief|ging|gelaufen|funktioniert)|(?:lief|ging) gut|erfolge|(?:salió|salieron|fue|fueron) bien|(?:nos |me )?funcionó|aciertos|logros",
    r"(?:correu|deu|foi) (?:muito )?(?:bem|certo)|acertos|conquistas|(?:bien|a bien) (?:marché|fonctionné)|réussites|succès|(?:goed|beter) (?:ging|gegaan)",
)
MISTAKES = (
    r"went (?:wrong|badly|poorly)",
    r"(?:did not|didn't|not) (?:go|going|gone) (?:so )?well",
    r"(?:go|went) (?:less|not so) well",
    r"mistakes?",
    r"lows\Z|losses\Z|struggles\Z|struggled(?: with)?|setbacks?|disappointments?|worst (?:decisions|moves|moments|choices|calls)",
    r"(?:would|could|should) (?:i|we|you) (?:have )?(?:change|improve)d?",
    r"what (?:did not|didn't|does not|doesn't)(?=\W*\Z)",
    r"(?:got|gotten|get|did|do) wrong",
    r"(?:i|we) (?:(?:did not|didn't|do not|don't|won't|will not) (?:really )?(?:like|love|enjoy|miss)|disliked?|hated?|hate)",
    r"regrets?",
    r"failures?",
    r"failed",
    r"(?:did not|didn't|doesn't|not) work(?:ed|ing)?",
    r"could(?:'ve| have)? (?:be|been|gone|go|done|do) better",
    r"do(?:ne)? better",
    r"(?:room|areas?|opportunit(?:y|ies)|points?) (?:for|of|to) improve(?:ments?)?",
    r"(?:what|things|to) (?:to|i|we|could|can|i'd|we'd)? ?(?:would |could |should |can |want to |need to |will |'ll )?(?:improve|change)",
    r"improvements\Z",
    r"differently",
    r"the (?:bad|ugly)(?: parts?)?",
    r"lowlights?",
    r"pitfalls?",
    r"gaps?",
    r"shortcomings?",
    r"missteps?",
    r"(?:little|no|not much|little or|little to) (?:no )?progress",
    r"(?:not|never) (?:yet )?(?:done|finished|achieved|met|completed|started)",
    r"misses|fails?\Z",
    r"blunders?",
    r"(?:killed|sank|sunk|broke|doomed|hurt|cost|held) (?:it|us|me)(?: back| most)?",
    r"(?:i|we)(?:'d| would|'ll| will) (?:never|not|avoid)(?: \w+)?(?: again)?",
    r"root causes?",
    r"(?:issues|problems|challenges|difficulties|obstacles|hurdles|struggles)(?: that)?(?: (?:i|we)(?:'ve| have)?)? (?:observed|faced|encountered|met|had|hit|ran into)",
    r"contributing (?:factors?|causes?)",
    r"negatives?",
    # The same in other languages.
    r"(?:schlecht|nicht gut|schief|weniger gut) (?:lief|ging|gelaufen|gegangen)|fehler|misserfolge|verbesserungen|(?:salió|salieron|fue|fueron) mal|errores|fracasos|por mejorar",
    r"(?:correu|deu|foi) (?:mal|errado)|erros|(?:n'a pas|pas|mal) (?:marché|fonctionné)|erreurs|échecs|à améliorer|(?:fout|slecht|minder goed) (?:ging|gegaan)|fouten",
)
RECOMMENDATIONS = (
    r"things (?:i'd|we'd|i would|we would|you should|to) (?:check|do|try|watch|avoid|remember|know|look (?:at|for))",
    r"(?:things|what) (?:that )?(?:really |actually )?help(?:s|ed)(?: (?:me|us)(?: (?:most|along the way))?)?",
    r"recommendations?",
    r"recommended (?:actions?(?: items?)?|changes|practices|steps)",
    r"suggestions?(?: for improvements?)?",
    r"best practices",
)
CLOSING = (
    r"conclusions?",
    r"concluding",
    r"(?:final|closing|parting|last) (?:thoughts?|words?|remarks?|notes?)",
    r"wrap(?:ping)?[ -]?up",
    r"bottom line",
    r"in (?:closing|summary|the end)",
    r"looking back",
    r"in (?:hindsight|retrospect)",
    r"retrospective",
    r"post-?script",
    r"总结|まとめ",
)
COLLECTION = re.compile(
    r"(?:\W|\d|some|a few|few|my|more|random|brief|quick|short|final|scattered|personal|[a-z]+ (?=thoughts)){0,8}"
    r"(?:thoughts|reflections|lessons|learnings|observations|tips|advice|rules|principles|things)(?: learned| learnt)?"
    r" (?:on|about|from|after|for|of|i)(?!\w)"
)
# Below these stand plans, sources and figures, whatever words they use.
NOTHING = (
    r"(?:table of )?contents",
    r"goals?(?: for)?",
    r"plans?(?: for)?",
    r"(?:what's|what is|what comes|where) next",
    r"next (?:steps?|month|year|quarter|week|time)",
    r"(?:up|coming) next",
    r"the future",
    r"future (?:work|plans)",
    r"roadmap",
    r"references?",
    r"resources?",
    r"(?:further|recommended|additional) (?:reading|resources)",
    r"links?",
    r"sources?",
    r"footnotes?",
    r"credits?",
    r"acknowledge?ments?",
    r"thanks?(?: to| you)?",
    r"thank you",
    r"appendix",
    r"change-?log",
    r"comments?",
    r"related",
    r"about (?:me|us|the author)",
    r"timeline",
    r"stats|statistics|metrics|finances|by the numbers",
    r"prerequisites?|requirements?|installation|installing|usage|set-?up|getting started",
    r"features?",
    r"agenda",
    r"faq",
    r"tl[;:]?dr|too long,? did(?:n't| not) read",
    r"got done",
    r"authors?",
    r"reviewers?",
    r"participants?",
    r"status",
    r"impact",
    r"action items",
    r"books?",
    r"examples?",
    r"details",
    r"background",
    r"introduction",
    r"nächste schritte|ziele|ausblick|pläne|próximos pas[os]{1,2}|objetivos|metas|prochaines étapes|objectifs|volgende stappen|doelen",
)

# "two critical areas", "three big mistakes", "a few key lessons".
SUMMARY = re.compile(
    r"(?:tl[;:]?dr|summary|in short|overview|background|details)\W+(?=.*(?:lessons|learn|take-?aways))"
)
# Below these, what looks back judges something: as a whole that is what was learned of it.
WEIGHED = re.compile(
    r"(?:.{0,60}\W)?(?:up-?sides?|down-?sides?|pros|cons|pros and cons|benefits|advantages|dis-?advantages|draw-?backs|trade-?offs|strengths|weaknesses)\W*\Z"
)

# What is left of a heading that promises lessons and names nothing else: "The biggest lessons we learned".
FILLERS = frozenset(
    "a about all an and are as at avoid be biggest by common could critical did do doing few final first for from general go going gone got had have here"
    " how i i'd i'll i'm i've if important in is it its key learn made main major make more most my next not of on one or other our overall personal"
    " project should so some that the these things this time to top two three four five six seven eight nine ten us was we we'd we'll we're"
    " we've well were what when where which why will with would year you your along way again better & -"
    # German, Spanish, Portuguese, French and Dutch.
    " was wie der die das ich wir habe haben hab mir uns meine unsere im in aus dem den einem einen und zu lo que he hemos mi mis nuestros la el las"
    " los de del en un una y aprendido o eu nós nos meu minha da das do dos em e ce j'ai nous avons ont mes le les des du et qui wat ik we heb hebben"
    " mijn onze het een".split()
)
BEGINNING = re.compile(
    r"(?:\W|\d|the|my|our|some|a few|few|key|main|biggest|top|early|important|major|personal|other|[a-z]+ (?=lessons|learnings|takeaways)){0,12}"
    r"(?:(?:lessons?|learnings|take-?aways?|insights?|reflections|mistakes|regrets|highlights|advice|tips)"
    r"(?=\W*\Z|:| (?:i|we|from|of|in|about|learned|learnt|made|that|for|after|on|with|and|at|as|you)(?!\w))"
    r"|(?:what|where|things) (?:i|we|i'd|we'd|i'll|went)(?!\w))"
)

NUMBERED = re.compile(
    r"(?:(?:lesson|learning|takeaway|tip|mistake|rule|principle|insight|thing|reason|myth|truth|law)s?\s*)?#?\s*\d{1,2}\s*[.:)\-–—]\s+\S"
    r"|(?:lesson|learning|takeaway|tip|mistake|rule|principle|insight|truth)\s+(?:#?\d{1,2}|one|two|three|four|five|six|seven)\b",
    re.IGNORECASE,
)
STEP = re.compile(r"(?:step|part|chapter|phase|day|week|question|q|figure|version|v)\s*\d", re.IGNORECASE)
PREDICATE = re.compile(
    r"(?<!\w)(?:is|are|was|were|be|isn't|aren't|don't|doesn't|do|does|can|can't|cannot|could|should|shouldn't|must|will|won't|would|has|have"
    r"|had|matters?|makes?|takes?|needs?|beats?|gets?|works?|comes?|goes|wins?|fails?|kills?|pays?|means?|never|always|not|no|you're|it's"
    r"|there's|i'd|you|over|before|than|more|less|better|early|earlier|often|first|your|yourself|everything|everyone|nothing)(?!\w)"
)
# With one of these in front the rest is a sentence: "Nobody reads the map".
SUBJECT = re.compile(
    r"(?:nobody|no one|everyone|everybody|people|you|we|i|it|they|there|not all|some people)(?!\w)"
)
IMPERATIVE = re.compile(
    r"(?:don't|do not|do|never|always|stop|start|avoid|keep|make|be|ask|listen|focus|invest|hire|fire|build|ship|launch|write|talk|share|trust"
    r"|measure|automate|communicate|delegate|document|test|plan|prepare|learn|teach|embrace|accept|expect|assume|treat|choose|pick|find"
    r"|set|give|take|get|know|let|put|use|think|spend|say|work|own|resist|reward|respect|involve|define|create|announce|begin|discuss|reveal"
    r"|eliminate|disconnect|offer|prioriti[sz]e|simplify|reduce|increase|limit|check|review|remember|beware|celebrate|fail|try|go|move|look"
    r"|have|help|lead|manage|meet|negotiate|optimi[sz]e|push|read|run|see|sell|send|show|sleep|tell|turn|understand|value|wait|watch|worry"
    r"|enjoy|stay|adapt|seek|speak|consider|connect|bring|believe|anticipate|allow|act|acknowledge|add|admit|apply|attend|become|break|call|clean|come|continue"
    r"|count|cut|drop|earn|empower|encourage|feel|fight|follow|forget|grow|ignore|improve|join|leverage|live|love|maintain|master|observe|open|organi[sz]e"
    r"|pay|relax|remove|repeat|replace|save|search|settle|solve|spread|stick|surround|change (?:the|your|how|what)"
    r"|prototype|iterate|practice|protect|raise|recogni[sz]e|hold|leave|lower|question|challenge|design|deliver|decide|collaborate|care|own)"
    r"(?!\w)"
)

# "2014 - 2017: Northwind": when, not what.
SPAN_OF_YEARS = re.compile(
    r"(?:19|20)\d\d(?:\s*(?:-|–|—|to|until|through)\s*(?:(?:19|20)?\d\d|now|present|today|current))?\s*(?:[:,–—-]\s*|\Z)",
    re.IGNORECASE,
)

NUMBER_WORDS = {
    word: number
    for number, word in enumerate("three four five six seven eight nine ten eleven twelve".split(), start=3)
}
ANNOUNCED = re.compile(
    rf"(?<!\w)(?P<number>[3-9]|[1-9]\d|{'|'.join(NUMBER_WORDS)}) (?:[\w-]+ ){{0,3}}(?:lessons?|things|learnings|take-?aways|mistakes|tips|insights"
    r"|principles|rules|truths|ways|reasons|ideas|observations|reflections|habits)(?!\w)"
)
