"""What gives a lesson away in a sentence: a table of named cues, each with a weight.

A sentence with a weight of 1 or more is a lesson in a post that is about lessons; elsewhere it takes more
(``leaning.py``). Cues are written for lower-case plain text with straight quotes (``reading.py``). Gaps between
words are bounded, so that every search is linear.
"""

# ruff: noqa: E501 - a pattern reads better whole

from retro.model import Kind
from retro.posts.extraction.cue import GAP, Cue, cue
from retro.posts.extraction.hints import HINTS
from retro.posts.extraction.objections import OBJECTIONS

__all__ = ["CUES"]

_NUMBER = r"(?:[$€£]?\d[\d,.]{0,15}(?:%|k|x|m|ms)?|one|two|three|four|five|six|seven|eight|nine|ten|half|dozens?|hundreds?)"

_OUTRIGHT = (
    cue(
        "lesson marker",
        3,
        Kind.LESSON,
        rf"{GAP}(?:lessons?|takeaways?|learnings?|morals?|insights?)(?: (?:i |we |i've |we've )?learn(?:ed|t))?"
        r"(?: (?:though|here|for me|of the story|number \w+|#?\d+|one|two|three))?(?=:)",
        r"what (?:i|we) learn(?:ed|t)(?=:)",
        r"(?:key|main|biggest) (?:point|thing)(?=:)",
        start=True,
    ),
    cue(
        "tip marker",
        3,
        Kind.TIP,
        r"(?:pro|hot|quick|top|bonus)?[ -]?tips?(?: \d+)?(?=:)",
        r"(?:my |a |our )?(?:rule of thumb|word of advice|piece of advice|advice)(?=:)",
        r"note to self(?=[:,])",
        r"(?:a|an|one|another|my|the) (?:\w+ )?(?:tip|trick|rule of thumb|piece of advice|word of advice) (?:here )?(?:is|was|would be)",
        start=True,
    ),
    cue(
        "mistake marker",
        3,
        Kind.MISTAKE,
        rf"{GAP}(?:mistakes?|failures?|regrets?)(?: (?:i |we )?made)?(?: (?:number \w+|#?\d+))?(?=:)",
        start=True,
    ),
    cue(
        "confession",
        2,
        Kind.MISTAKE,
        rf"(?:i|we)(?:'ve| have|'d| had)? {GAP}(?:made|make|making) (?:a|an|the|some|many|several|this|that|one|two"
        rf"|our|my|another|plenty of|lots of) {GAP}(?:mistakes?|errors?)",
        rf"(?:my|our) {GAP}(?:mistakes?|faults?|failures?|errors?|regrets?)(?! rate)",
        r"(?:the|a|one) (?:big|biggest|main|worst|first|costly|classic|common|rookie) mistakes?",
        r"(?:one|some|another) of (?:the|my|our) (?:\w+ ){0,2}(?:mistakes?|errors?|failures?)|mistakes? (?:that )?(?:i|we)(?:'ve| have)? (?:made|did|done)",
        r"(?:i|we) (?:haven't|didn't|did not|have not) (?:done|do) (?:a )?(?:very |particularly )?(?:good|great|well)",
        r"(?:i'll|i will|i must|i have to|i've got to|we must|we have to|i should) (?:admit|confess)(?! .{0,40}(?:pleased|happy|glad|proud|like|love|enjoy|fun))",
        r"my bad",
        r"(?:it|that|this|which) was (?:a|my|our|an?) (?:\w+ )?(?:mistake|error|misjudge?ment|blunder)",
        r"(?:i'd|i had|we'd|we had|i've|we've) never (?:really |actually |once )?(?:thought|considered|asked|checked|tested|bothered|questioned|wondered)",
        r"(?:didn't|did not|never) (?:even |once )?(?:occur(?:red)?|dawn(?:ed)?) (?:to|on) (?:me|us)",
        r"that's on (?:me|us)|(?:the )?(?:fault|blame) was (?:mine|ours)|(?:was|were) (?:entirely |all |completely )?(?:my|our) own doing",
        r"(?:i|we) (?:kept |had )?(?:told|telling|fooled|fooling|kidding|kidded|convinced) (?:myself|ourselves)",
        r"(?:i|we) (?:stayed|remained|kept|held|clung|hid|stuck) [^.;,]{2,60} (?:for )?(?:far |way |much )?too (?:long|late)",
        r"(?:i|we) (?:had )?(?:confused|mistook|mistaken) [^.;,]{2,60} (?:for|with|and)",
        r"(?:i|we) (?:was|were|had been) (?:so |very |completely |totally |dead |just |also )?(?:wrong|mistaken|naive|naïve)",
        r"(?:i|we) (?:badly |vastly |greatly |really |also |seriously )?(?:underestimated|overestimated|misjudged|mismanaged"
        r"|overlooked|neglected|overcommitted|over-engineered|overengineered|botched|screwed up|messed up|blew it)",
        r"(?:i|we) (?:\w+ )?(?:under|over)-?(?:charged|priced|committed|promised|hired|spent|worked|sold|built|valued|delivered|thought|complicated)",
        r"(?:i|we) (?:completely |totally |simply |also |often )?(?:failed|forgot|neglected) to",
        r"(?:i|we) (?:came on|came across|pushed|asked for|promised|said|talked|did) (?:far |way |much )?too",
        r"(?:i|we) (?:now |really |deeply |do |still )?regret(?:ted)?",
        r"(?:i|we) got (?:it|this|that) (?:all |completely |very |so )?wrong",
        r"(?<!thing )(?<!things )(?:i|we) didn't (?:realize|realise|appreciate|understand|anticipate|expect|do enough|communicate|spend enough)",
        r"(?:i|we) (?:waited|spent|took|went|moved|reacted|acted) (?:far |way |much )?too (?:long|much|little|late|far|fast|slow)",
        r"(?:an?|my|our|this) (?:\w+ )?admission of (?:failure|defeat|guilt)",
        r"(?:took on|taken on|accumulated|incurred|built up|piled up|accrued) (?:\w+ ){0,5}debt",
        r"(?:that|which|it|this) was (?:probably |really |just )?(?:naïve|naive|foolish|stupid|short-sighted) of (?:me|us)",
        r"what a fool|fool(?:ish)? (?:i|we) (?:was|were)",
    ),
    cue(
        "should have",
        1.6,
        Kind.MISTAKE,
        r"(?:i|we|it|they) (?:probably |really |definitely |also |perhaps )?(?:should|ought to|could)(?:n't| not)?(?: have|'ve)"
        r"(?: (?:probably|just|also|never|been|done|started|asked|told))?(?! (?:only |ever |never )?(?:dream|hoped|imagined|asked for))",
        r"(?:time|money|effort|energy|hours|days|weeks|months) (?:[\w']+ ){0,10}could have been",
        r"(?:i|we) wish (?:that )?(?:i|we|someone|somebody)(?:'d| had|'d have)?",
    ),
    cue(
        "hindsight",
        1.4,
        Kind.LESSON,
        r"(?:in|with|the benefit of) (?:hindsight|retrospect)",
        r"looking back",
        r"hindsight is",
        r"would(?:'ve| have) (?:been|saved|told|made|avoided|caught|cost|prevented|gone|worked|spared) (?:\w+ ){0,4}(?:smarter|better|wiser|cheaper|easier|faster|right|enough|us|me|it|this|that|months|weeks|years|time|money)",
        r"(?:if|were) (?:i|we) (?:could|were to|had to|had|have to|to|were|did|do) (?:\w+ ){0,4}(?:again|over|differently)",
        r"(?:i|we)(?:'d| would|'ll| will) (?:\w+ ){0,3}(?:differently|again)",
        r"next time,?(?: around,?)? (?:(?:i|we)(?! (?:saw|met|went|came|visited|was|were|had|did|talked|spoke|looked))|around)",
        r"(?:i|we)(?:'ll| will|'d| would) (?:never|always|definitely|certainly)",
        r"won't (?:make|do|repeat) (?:that|this|the same)",
        r"if i knew then",
        r"what (?:i|we) (?:didn't|did not|hadn't|failed to|should have) (?:know|known|reali[sz]ed?|see|seen|expect|understand|understood)",
    ),
    cue(
        "learned",
        1.5,
        Kind.LESSON,
        rf"(?:i|we|i've|we've|i have|we have|team) {GAP}(?:learn(?:ed|t)|(?:came|come) to (?:learn|understand|believe|see"
        r"|realize|realise|appreciate|accept))",
        r"(?:taught|teaches|teaching|showed|shown|reminded) (?:me|us)",
        rf"{GAP}(?:lessons?|takeaways?|learnings|(?:major|main|key|big|biggest|important|first|another|one|our|my) learning|insights?"
        r"|realizations?|realisations?|epiphan(?:y|ies)|revelations?|moral|wisdom|flash of insight)(?: (?:\w+ ){0,4})?"
        r"(?: ?(?:is|was|were|are|here|that|learned|learnt|from))",
        r"object lesson",
        r"(?:lesson|lessons) (?:learned|learnt)",
        r"(?:i|we) now (?:know|understand|believe|realize|realise|see|think|try|always|make sure|have|do|test|check|ask|write|never|give|measure|plan|say|block|review|insist|avoid"
        r"|schedule|begin)",
        r"(?:made|makes|helped) (?:me|us) (?:realize|realise|understand|see|appreciate)",
        r"(?:it|that) (?:finally )?(?:clicked|dawned on|struck|hit) (?:for |on )?(?:me|us)",
        r"(?:have|has|had)(?:n't|(?: \w+)?) (?:been|come) (?:learning|to learn)|i've been learning",
        r"(?:i've|i have|we've|we have|i|we) (?:become|became|gotten|got|grown|grew) (?:\w+ )?(?:better|faster|good|quicker|more \w+) (?:at|with)",
        r"(?:now|today|these days),? (?:i|we) (?:know|understand|believe|reali[sz]e|see|think)",
        r"(?:changed|shifted|reshaped|broadened) (?:my|our) (?:mind|view|views|perspective|thinking|approach|outlook)",
        r"opened (?:my|our) eyes",
        r"eye[- ]open(?:er|ing)",
    ),
    cue(
        "discovered",
        1.1,
        Kind.LESSON,
        r"(?:it )?turns out",
        r"(?:one|another|first|the) things? (?:that )?(?:i|we)(?:'ve)? (?:realized|realised|discovered|found|noticed)",
        r"(?:what|most) surprised (?:me|us)|(?:one|a|another|the) things? (?:that )?(?:i|we) didn't (?:\w+ )?(?:expect|anticipate|realize|realise|know|see)",
        r"surprisingly",
        r"i(?:'m| am) (?:now )?convinced",
        r"counter-?intuitive(?:ly)?",
    ),
    cue(
        "insight",
        1,
        Kind.LESSON,
        rf"(?:the|a|another|one|our|my) (?:real|biggest|hardest|most (?:important|difficult|valuable|surprising|challenging|effective|stressful))"
        rf" {GAP}(?:challenge|problem|issue|reason|thing|part|factor|learning|question|skill|difference|ingredient"
        r"|point|cause|benefit|advantage|downside|risk|barrier|bottleneck|aspect)s?",
        r"the (?:key|trick|secret|point|bottom line) (?:here )?(?:is|was|to|lies)",
        r"(?:major|root|main|leading|biggest|common) causes? of",
        r"red flags?",
        r"(?:goes|went|go) a long way",
        r"the (?:big|main|best|worst|nice|great|funny|sad) (?:thing|part) (?:that )?(?:i|we|about)",
        r"(?:what's|what is|all that's|what was) (?:really |actually |most )?(?:needed|missing|required) (?:is|was)",
        r"what (?:you|we|they|people|teams?|leaders?|startups?) (?:really |actually |truly )?(?:need|needed|want|wanted) (?:is|was|were|are)",
        r"(?:is|are|was|were) (?:only |just )?(?:half|part) (?:of )?(?:the|about)",
        r"it was (?:not )?(?:necessary|possible|feasible|important|essential|crucial|critical|vital|worth|impossible)",
        r"(?:no|any) substitute for",
        r"no (?:silver bullet|free lunch|shortcuts?|magic|such thing)|not such a thing",
        r"easier said than done",
        r"double-edged",
        r"exercise in futility",
        r"recipe for",
        r"(?:pays|paid|paying) off",
        r"(?:was|is|are|were|be|it's) (?:well |really |totally |absolutely |definitely |so )?(?:worth (?:it|the|every|an?|some|your)|invaluable|priceless)",
        r"(?:can't|cannot|can not|couldn't|hard to|difficult to|impossible to) (?:really |possibly )?(?:be )?(?:overstate|understate|overestimate|underestimate)d?",
        r"(?:made|makes|make) all the difference|(?:made|makes|make) a (?:big|huge|real|world of) difference",
        r"in the long (?:run|term)",
        r"at the end of the day",
        r"above all",
        r"in general,",
        r"(?:get|getting|got) good at",
        r"i(?:'ve| have) yet to see",
        r"did more (?:for|to) [^.;]{2,60} than",
        r"there(?:'s| is| was) no (?:right|good|perfect|such|single|one|real|safe|quick) \w+",
        r"(?:far |much |so much |a lot )(?:easier|harder|better|cheaper|faster|simpler|more \w+) than",
        r"(?:took|taken|take) (?:me|us) (?:until|(?:\w+ ){0,4}(?:years?|months?|weeks?|long|while|decades?|time|failures?|attempts?|tries)) (?:\w+ ){0,3}?to (?:see|learn|understand|reali[sz]e|admit|accept|notice|figure|find|stop|start|get|say)",
        r"(?:best|smartest|worst|dumbest|most \w+) (?:\w+ )?(?:thing|decision|move|choice|investment|hire|bet) (?:that )?(?:i|we)(?:'ve| have)?(?: ever)? (?:did|made|done|made)",
    ),
    cue(
        "worked",
        1,
        Kind.LESSON,
        rf"proved (?:to be )?{GAP}(?:impactful|successful|effective|useful|helpful|valuable|right|wrong|crucial|difficult|hard"
        r"|challenging|essential|critical|important)",
        r"(?:what|this|that|it|which|approach|strategy|practice) (?:really |actually |also |has |had |finally |eventually )?(?:worked|helped|paid off)"
        r"(?: (?:well|great|wonders|out|best|me|us))?",
        r"(?:extremely|incredibly|very|really|super|most) (?:impactful|helpful|useful|valuable|effective)",
        r"backfired",
    ),
    cue(
        "advice",
        1,
        Kind.LESSON,
        r"(?:you|one|we|teams?|leaders?|managers?|people|organi[sz]ations?|company|companies|engineers?|everyone|(?:co-?)?founders?|developers?|leads?"
        r"|startups?|ceos?|ctos?|customers?|users?|reviewers?|juniors?|seniors?|they|it)"
        r" (?:\w+ly )?(?:should(?:n't)?|must(?:n't)?|need(?:s)? to|have to|has to|ought to|cannot|can't|can not|won't)"
        r"(?! (?:see|find|be able|use|run|note))",
        r"(?:it's|it is|is|are|be) (?:also |so |very |really |more |often |always |usually |extremely |absolutely |still )?"
        r"(?:important|critical|vital|essential|crucial|imperative|paramount|pivotal|better|best|worth|hard|difficult|tempting|necessary|key)"
        r" (?:to(?! note)|that|for|not|in|than|(?!highlighting|noting|mentioning)\w+ing)",
        r"(?:i|we)(?:'d| would)? (?:highly |strongly |definitely |also |always )?(?:recommend|advise|suggest|encourage|urge)",
        r"(?:my|our|best|general|invaluable|sound) (?:advice|recommendation|suggestion)",
        r"(?:i|we)(?:'d| would|'ll) (?:\w+ )?tell (?:any\w*|every\w*|some\w*|an?|my|our|new|young|other|people)",
        r"advice (?:that )?(?:i|we)(?:'ve| have)? (?:\w+ )?(?:got|received|heard|had|(?:was|were) given|took|(?:would|can|could|'d) give)",
        r"(?:it's|it is|it was|that's) (?:perfectly |totally |also )?(?:ok|okay|fine|alright|all right) (?:to|not to|if|that|for)",
        r"(?:can't|cannot|can not) stress (?:\w+ )?(?:enough|how|that|this|it)",
        r"(?:if|when|whenever|before|unless|once) you(?:'re|'ve)? (?!wonder|curious|ever|(?:\w+ ){0,3}(?:follow|subscribe|interested|know (?:someone|somebody|anyone|of)|disagree|missed)).{3,80}?[,:] (?:\w+ ){0,3}(?:don't|do|make|ask|talk|start|stop|try|be|get|take|read|look|you"
        r"|budget|plan|say|tell|write|find|hire|pay|keep|give|leave|wait|call|go|let|put|set|check|pick|choose|show|use|build|test|measure|listen|assume|expect)",
        r"(?:needs?|must) to (?:be|embrace|accept|learn|change|own|trust)",
    ),
    cue(
        "imperative",
        1,
        Kind.TIP,
        r"(?:please |lastly,? |finally,? |first,? )?(?:always|never|don't|do not|make sure|be sure|be (?:careful|honest|kind|clear|explicit|wary|prepared|patient|open)|avoid"
        r"|remember(?: that| to|,)|try (?:to|not)|stop|start (?:by|with|small|simple|early)|listen|prioriti[sz]e|embrace|beware"
        r"|treat|communicate|delegate|celebrate|resist|keep (?:your|it|in mind|the|things)|ask (?:for|your|yourself|people|questions))",
        start=True,
    ),
    # Most of these words are nouns too: "Work officially completed".
    cue(
        "maybe imperative",
        0.6,
        Kind.TIP,
        r"(?:please |lastly,? |finally,? |first,? )?(?:keep|ask|focus|invest|learn|trust|accept|plan|write|talk|hire|fire|measure|automate|document|launch|ship|build|choose|pick"
        r"|find|set|give|take|get|know|let|put|use|think|spend|share|have|say|work|test|iterate|own|assume|expect|consider|reward|respect"
        r"|involve|define|empower|encourage|surround|hold|make|limit|reflect)",
        start=True,
    ),
    cue(
        "measured change",
        1.5,
        Kind.OUTCOME,
        rf"(?:reduc|cut|improv|increas|grew|grow|shr[aiu]nk|dropp|fell|rose|rais|shorten|decreas|lower|speed|sped|sav|accelerat|boost"
        rf"|went|gone|got|brought|mov|jump|climb|halv|doubl|tripl|quadrupl)\w* (?:[^.;]{{0,90}} )?(?:from|to|by|of|over|about|nearly"
        rf"|almost|only) (?:an? )?{_NUMBER}",
        rf"from (?:about |around |roughly |over )?{_NUMBER}(?: [\w-]+){{0,5}} to (?:about |around |just |under |only )?{_NUMBER}",
        rf"{_NUMBER} ?(?:%|percent|per cent|x|times|fold)?[ -](?:\w+ ){{0,2}}(?:improvement|increase|reduction|decrease|growth|drop"
        r"|speed-?up|faster|slower|fewer|acceleration|savings?|cheaper|better)",
        r"(?:doubl|tripl|quadrupl|halv)(?:ed|ing)",
    ),
    cue(
        "compared",
        1,
        Kind.OUTCOME,
        rf"by the (?:time|end)[^.]{{0,200}}(?<!\w){_NUMBER}",
    ),
    cue(
        "at the beginning",
        0.6,
        Kind.OUTCOME,
        rf"when (?:i|we) (?:joined|started|began|arrived)[^.]{{0,160}}(?<!\w){_NUMBER}(?! years? (?:later|ago))",
    ),
    cue(
        "achieved",
        1,
        Kind.OUTCOME,
        rf"(?:i|we|i've|we've|i had|we had|team) {GAP}(?:accomplished|achieved|met (?:our|the|my)|delivered|exceeded|hit our|won"
        r"|succeeded|surpassed|turned around)",
        r"by the (?:time|end)(?: of .{1,30})?,? (?:i|we) (?:left|finished|had|achieved|were|was|completed)",
        r"(?:was|is|became) a (?:big |huge |great |real |major |resounding )?(?:success|win|hit|milestone)",
        r"(?:a|an|my|our|the) (?:\w+ )?(?:banner|great|record|record-breaking|fantastic|amazing|productive|successful|strong|best|busiest|biggest)"
        r" (?:year|quarter|month|season)",
        r"(?:i|we|i've|we've) (?:had |have |was |were |got )(?:also |just |even )?(?:been )?(?:selected|awarded|nominated|promoted|accepted (?:to|into|for|as)"
        r"|invited|chosen|honou?red|recogni[sz]ed (?:as|for|by|with))(?!.{0,40} ago)",
        r"i(?:'m| am) (?:really |the |most |very |super |particularly |extremely )*proud(?:er|est)?|(?:my|our) (?:\w+ )?proudest",
        r"(?:i|we) (?:was|were) instrumental",
    ),
)

CUES: tuple[Cue, ...] = (*_OUTRIGHT, *HINTS, *OBJECTIONS)
