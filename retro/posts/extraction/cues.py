"""What gives a lesson away in a sentence: a table of named cues, each with a weight.

A sentence with a weight of 1 or more is a lesson in a post that is about lessons; elsewhere it takes more
(``leaning.py``). Cues are written for lower-case plain text with straight quotes (``reading.py``). Gaps between
words are bounded, so that every search is linear.
"""

# ruff: noqa: E501 - a pattern reads better whole

import re
from dataclasses import dataclass

from retro.model import Kind

__all__ = ["CUES", "Cue"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One sign.

    Attributes:
        name: What it is called in explanations.
        weight: What it adds; below zero it speaks against a lesson.
        kind: The kind of lesson that it points to, if it does.
        pattern: What it looks like.
    """

    name: str
    weight: float
    kind: Kind | None
    pattern: re.Pattern[str]


# An adverb or an adjective may stand in between: "I then made a (really big) mistake".
_GAP = r"(?:[\w'-]+ ){0,2}"
_NUMBER = r"(?:[$€£]?\d[\d,.]{0,15}(?:%|k|x|m|ms)?|one|two|three|four|five|six|seven|eight|nine|ten|half|dozens?|hundreds?)"


def _cue(name: str, weight: float, kind: Kind | None, *patterns: str, start: bool = False) -> Cue:
    border = r"\A(?:\W|and |but |so |well, |then ){0,6}" if start else r"(?<!\w)"
    return Cue(name, weight, kind, re.compile(border + r"(?:" + "|".join(patterns) + r")(?!\w)"))


CUES: tuple[Cue, ...] = (
    # ---- said outright ----------------------------------------------------------------------------
    _cue(
        "lesson marker",
        3,
        Kind.LESSON,
        rf"{_GAP}(?:lessons?|takeaways?|learnings?|morals?|insights?)(?: (?:i |we |i've |we've )?learn(?:ed|t))?"
        r"(?: (?:though|here|for me|of the story|number \w+|#?\d+|one|two|three))?(?=:)",
        r"what (?:i|we) learn(?:ed|t)(?=:)",
        r"(?:key|main|biggest) (?:point|thing)(?=:)",
        start=True,
    ),
    _cue(
        "tip marker",
        3,
        Kind.TIP,
        r"(?:pro|hot|quick|top|bonus)?[ -]?tips?(?: \d+)?(?=:)",
        r"(?:my |a |our )?(?:rule of thumb|word of advice|piece of advice|advice)(?=:)",
        r"note to self(?=[:,])",
        start=True,
    ),
    _cue(
        "mistake marker",
        3,
        Kind.MISTAKE,
        rf"{_GAP}(?:mistakes?|failures?|regrets?)(?: (?:i |we )?made)?(?: (?:number \w+|#?\d+))?(?=:)",
        start=True,
    ),
    # ---- confessions and hindsight ----------------------------------------------------------------
    _cue(
        "confession",
        2,
        Kind.MISTAKE,
        rf"(?:i|we)(?:'ve| have|'d| had)? {_GAP}(?:made|make|making) (?:a|an|the|some|many|several|this|that|one|two"
        rf"|our|my|another|plenty of|lots of) {_GAP}(?:mistakes?|errors?)",
        rf"(?:my|our) {_GAP}(?:mistakes?|faults?|failures?|errors?|regrets?)(?! rate)",
        r"(?:the|a|one) (?:big|biggest|main|worst|first|costly|classic|common|rookie) mistakes?",
        r"(?:i'll|i will|i must|i have to|i've got to|we must|we have to|i should) (?:admit|confess)",
        r"my bad",
        r"(?:i|we) (?:was|were|had been) (?:so |very |completely |totally |dead |just |also )?(?:wrong|mistaken|naive|naïve)",
        r"(?:i|we) (?:badly |vastly |greatly |really |also |seriously )?(?:underestimated|overestimated|misjudged|mismanaged"
        r"|overlooked|neglected|overcommitted|over-engineered|overengineered|botched|screwed up|messed up|blew it)",
        r"(?:i|we) (?:completely |totally |simply |also |often )?(?:failed|forgot|neglected) to",
        r"(?:i|we) (?:came on|came across|pushed|asked for|promised|said|talked|did) (?:far |way |much )?too",
        r"(?:i|we) (?:now |really |deeply |do |still )?regret(?:ted)?",
        r"(?:i|we) got (?:it|this|that) (?:all |completely |very |so )?wrong",
        r"(?:i|we) didn't (?:realize|realise|appreciate|understand|anticipate|expect|do enough|communicate|spend enough)",
        r"(?:i|we) (?:waited|spent|took|went|moved|reacted|acted) (?:far |way |much )?too (?:long|much|little|late|far|fast|slow)",
    ),
    _cue(
        "should have",
        1.6,
        Kind.MISTAKE,
        r"(?:i|we|it|they) (?:probably |really |definitely |also |perhaps )?(?:should|ought to|could)(?:n't| not)?(?: have|'ve)"
        r"(?: (?:probably|just|also|never|been|done|started|asked|told))?",
        r"(?:i|we) wish (?:that )?(?:i|we|someone|somebody)(?:'d| had|'d have)?",
    ),
    _cue(
        "hindsight",
        1.4,
        Kind.LESSON,
        r"(?:in|with|the benefit of) (?:hindsight|retrospect)",
        r"looking back",
        r"hindsight is",
        r"(?:if|were) (?:i|we) (?:could|were to|had to|had|have to|to|were|did|do) (?:\w+ ){0,2}(?:again|over|differently)",
        r"(?:i|we)(?:'d| would|'ll| will) (?:\w+ ){0,3}(?:differently|again)",
        r"next time,?(?: around,?)? (?:i|we|around)",
        r"(?:i|we)(?:'ll| will|'d| would) (?:never|always|definitely|certainly|not) ",
        r"won't (?:make|do|repeat) (?:that|this|the same)",
        r"if i knew then",
    ),
    # ---- learning ---------------------------------------------------------------------------------
    _cue(
        "learned",
        1.5,
        Kind.LESSON,
        rf"(?:i|we|i've|we've|i have|we have|team) {_GAP}(?:learn(?:ed|t)|(?:came|come) to (?:learn|understand|believe|see"
        r"|realize|realise|appreciate|accept))",
        r"(?:taught|teaches|teaching|showed|shown|reminded) (?:me|us)",
        rf"{_GAP}(?:lessons?|takeaways?|learnings?|insights?|realizations?|realisations?|epiphan(?:y|ies)|revelations?"
        r"|moral|wisdom|flash of insight)(?: (?:\w+ ){0,4})?(?: ?(?:is|was|were|are|here|that|learned|learnt|from))",
        r"object lesson",
        r"(?:lesson|lessons) (?:learned|learnt)",
        r"(?:i|we) now (?:know|understand|believe|realize|realise|see|think|try|always|make sure|have|do)",
        r"(?:made|makes|helped) (?:me|us) (?:realize|realise|understand|see|appreciate)",
        r"(?:it|that) (?:finally )?(?:clicked|dawned on|struck|hit) (?:for |on )?(?:me|us)",
        r"(?:have|has|had)(?:n't|(?: \w+)?) (?:been|come) (?:learning|to learn)|i've been learning",
        r"(?:changed|shifted|reshaped|broadened) (?:my|our) (?:mind|view|views|perspective|thinking|approach|outlook)",
        r"opened (?:my|our) eyes",
        r"eye[- ]open(?:er|ing)",
    ),
    _cue(
        "discovered",
        1.1,
        Kind.LESSON,
        r"(?:it )?turns out",
        r"(?:one|another|first|the) things? (?:that )?(?:i|we)(?:'ve)? (?:realized|realised|discovered|found|noticed)",
        r"(?:what|most) surprised (?:me|us)",
        r"surprisingly",
        r"i(?:'m| am) (?:now )?convinced",
        r"counter-?intuitive(?:ly)?",
    ),
    _cue(
        "experience",
        0.8,
        Kind.LESSON,
        r"(?:in|from) (?:my|our) (?:\w+ )?experience",
        r"(?:my|our) (?:\w+ )?(?:experience|experiences|reflection|key insight)(?: here)? (?:is|was|has|have|with)",
        r"(?:i|we)(?:'ve| have) (?:\w+ )?(?:found|seen|noticed|observed|come across)",
        r"(?:i|we) (?:began|started|came|grew) to (?:\w+ )?(?:see|feel|think|view|treat|trust|understand)",
        r"(?:that|this|it)(?:'s| has)? (?:led|lead|brought) (?:me|us) to",
    ),
    _cue(
        "the more",
        1,
        Kind.LESSON,
        r"the (?:more|less|fewer|\w{2,12}er) [^,.;]{2,60}, the (?:more|less|fewer|\w{2,12}er)",
        r"(?:easier|harder|better|worse) (?:to \w+ )?the (?:more|less|longer|earlier|sooner)",
    ),
    _cue(
        "remedy",
        0.8,
        Kind.LESSON,
        r"to (?:address|counter|combat|avoid|prevent|solve|escape|mitigate|overcome) (?:this|that|these|those|it)",
        r"(?:i|we) (?:\w+ )?(?:worked|found (?:my|our) way|got|snapped) (?:through (?:that|this|it)|around (?:that|this|it)|out of)",
        r"(?:i|we) (?:\w+ )?(?:overcame|solved (?:this|that|it)|fixed (?:this|that|it)|worked around)",
    ),
    _cue(
        "own practice",
        0.7,
        Kind.TIP,
        r"(?:i|we) (?:now |always |usually |often |also |still )?(?:tend|try|like|prefer|aim|make a point|push myself|make it a (?:point|habit)) (?:of|to|it)",
        r"(?:practice|habit|ritual|technique)s? (?:that )?(?:i|we)(?:'ve)? (?:still|now|have|picked|adopted|borrow\w*)",
        r"(?:and|because|since|as|which|it|this|that|they|these|those|practices?) (?:also )?(?:helps|lets|allows|gives|forces|keeps|reminds) (?:me|us|you|people)",
        r"i (?:now )?(?:practi[cs]e|use|rely on|write|keep|schedule|block|reserve) [^.]{3,120} (?:because|so that|to (?:make sure|avoid|keep|verify))",
    ),
    _cue(
        "realized",
        0.7,
        Kind.LESSON,
        rf"(?:i|we|i've|we've|i have|we have) {_GAP}(?:realized|realised|discovered|found that|figured out|noticed|understood|concluded|grew to)",
        r"turned out (?:to|that)",
        r"it (?:became|becomes|was|is) (?:quickly |soon |very |increasingly |pretty )?(?:clear|obvious|apparent)",
    ),
    # ---- judgements -------------------------------------------------------------------------------
    _cue(
        "insight",
        1,
        Kind.LESSON,
        rf"(?:the|a|another|one|our|my) (?:real|biggest|hardest|most (?:important|difficult|valuable|surprising|challenging|effective|stressful))"
        rf" {_GAP}(?:challenge|problem|issue|reason|thing|part|factor|learning|question|skill|difference|ingredient"
        r"|point|cause|benefit|advantage|downside|risk|barrier|bottleneck|aspect)s?",
        r"the (?:key|trick|secret|point|bottom line) (?:here )?(?:is|was|to|lies)",
        r"(?:major|root|main|leading|biggest|common) causes? of",
        r"red flags?",
        r"(?:goes|went|go) a long way",
        r"it was (?:not )?(?:necessary|possible|feasible|important|essential|crucial|critical|vital|worth|impossible)",
        r"(?:no|any) substitute for",
        r"no (?:silver bullet|free lunch|shortcuts?|magic|such thing)",
        r"easier said than done",
        r"double-edged",
        r"exercise in futility",
        r"recipe for",
        r"(?:pays|paid|paying) off",
        r"(?:was|is|are|were|be) (?:well |really |totally |absolutely |definitely |so )?(?:worth (?:it|the|every)|invaluable|priceless)",
        r"(?:made|makes|make) all the difference|(?:made|makes|make) a (?:big|huge|real|world of) difference",
        r"in the long (?:run|term)",
        r"at the end of the day",
        r"above all",
        r"in general,",
        r"(?:get|getting|got) good at",
        r"i(?:'ve| have) yet to see",
    ),
    _cue(
        "weighed",
        0.7,
        Kind.LESSON,
        rf"(?:the|a|another|one|our|my) (?:main|major|key|single|crucial|critical|core|important|big)"
        rf" {_GAP}(?:challenge|problem|issue|reason|thing|part|factor|learning|question|skill|difference|ingredient"
        r"|point|cause|benefit|advantage|downside|risk|barrier|bottleneck|aspect)s?",
        r"(?:the|one|another) (?:challenge|answer|difference|problem|downside|upside|benefit) (?:here |with .{1,40} )?(?:is|was|lies)",
    ),
    _cue(
        "worked",
        1,
        Kind.LESSON,
        rf"proved (?:to be )?{_GAP}(?:impactful|successful|effective|useful|helpful|valuable|right|wrong|crucial|difficult|hard"
        r"|challenging|essential|critical|important)",
        r"(?:what|this|that|it|which|approach|strategy|practice) (?:really |actually |also |has |had )?(?:worked|helped|paid off)"
        r"(?: (?:well|great|wonders|out|best|me|us))?",
        r"(?:extremely|incredibly|very|really|super|most) (?:impactful|helpful|useful|valuable|effective)",
        r"backfired",
    ),
    _cue(
        "helped",
        0.5,
        Kind.LESSON,
        r"(?:helped|allowed|enabled|forced) (?:me|us|our team|the team)",
        r"(?:didn't|did not|doesn't|never) work(?:ed)?(?: out| well| at all)?",
    ),
    _cue(
        "advice",
        1,
        Kind.LESSON,
        r"(?:you|one|we|teams?|leaders?|managers?|people|organi[sz]ations?|companies|engineers?|everyone|founders?|developers?|they|it)"
        r" (?:\w+ly )?(?:should(?:n't)?|must(?:n't)?|need(?:s)? to|have to|has to|ought to|cannot|can't|can not|won't)"
        r"(?! (?:see|find|be able|use|run|note))",
        r"(?:it's|it is|is|are|be) (?:also |so |very |really |more |often |always |usually |extremely |absolutely |still )?"
        r"(?:important|critical|vital|essential|crucial|imperative|paramount|pivotal|better|best|worth|hard|difficult|tempting|necessary|key)"
        r" (?:to(?! note)|that|for|not|in|than|(?!highlighting|noting|mentioning)\w+ing)",
        r"(?:i|we)(?:'d| would)? (?:highly |strongly |definitely |also |always )?(?:recommend|advise|suggest|encourage|urge)",
        r"(?:my|our|best|general) (?:advice|recommendation|suggestion)",
        r"(?:if|when|whenever) you(?:'re|'ve)? .{3,80}?, (?:\w+ ){0,3}(?:don't|do|make|ask|talk|start|stop|try|be|get|take|you)",
        r"(?:needs?|must) to (?:be|embrace|accept|learn|change|own|trust)",
    ),
    _cue(
        "comparison",
        0.5,
        Kind.LESSON,
        r"rather than|instead of|not just|not only",
        r"(?:much|far|way|a lot|significantly|considerably|dramatically|drastically) (?:more|less|(?!after|over|under|other|better known)\w{2,10}er)",
        r"(?:more|less) (?:important|valuable|useful|effective|powerful|harmful|dangerous|difficult) than",
    ),
    _cue(
        "imperative",
        1,
        Kind.TIP,
        r"(?:always|never|don't|do not|make sure|be sure|be (?:careful|honest|kind|clear|explicit|wary|prepared|patient|open)|avoid"
        r"|remember(?: that| to|,)|try (?:to|not)|stop|start (?:by|with|small|simple|early)|listen|prioriti[sz]e|embrace|beware"
        r"|treat|communicate|delegate|celebrate|resist|keep (?:your|it|in mind|the|things)|ask (?:for|your|yourself|people|questions))",
        start=True,
    ),
    # Most of these words are nouns too: "Work officially completed".
    _cue(
        "maybe imperative",
        0.6,
        Kind.TIP,
        r"(?:keep|ask|focus|invest|learn|trust|accept|plan|write|talk|hire|fire|measure|automate|document|launch|ship|build|choose|pick"
        r"|find|set|give|take|get|know|let|put|use|think|spend|share|have|say|work|test|iterate|own|assume|expect|consider|reward|respect"
        r"|involve|define|empower|encourage|surround|hold|make|limit|reflect)",
        start=True,
    ),
    # ---- outcomes ---------------------------------------------------------------------------------
    _cue(
        "measured change",
        1.5,
        Kind.OUTCOME,
        rf"(?:reduc|cut|improv|increas|gr[eo]w|shr[aiu]nk|dropp|fell|rose|rais|shorten|decreas|lower|speed|sped|sav|accelerat|boost"
        rf"|went|gone|got|brought|mov|jump|climb|halv|doubl|tripl|quadrupl)\w* (?:[^.;]{{0,90}} )?(?:from|to|by|of|over|about|nearly"
        rf"|almost|only) {_NUMBER}",
        rf"from (?:about |around |roughly |over )?{_NUMBER}(?: [\w-]+){{0,5}} to (?:about |around |just |under |only )?{_NUMBER}",
        rf"{_NUMBER} ?(?:%|percent|per cent|x|times|fold)?[ -](?:\w+ ){{0,2}}(?:improvement|increase|reduction|decrease|growth|drop"
        r"|speed-?up|faster|slower|fewer|acceleration|savings?|cheaper|better)",
        r"(?:doubled|tripled|quadrupled|halved)",
    ),
    _cue(
        "compared",
        1,
        Kind.OUTCOME,
        rf"when (?:i|we) (?:joined|started|began|arrived)[^.]{{0,160}}(?<!\w){_NUMBER} (?!years? (?:later|ago))",
        rf"by the (?:time|end)[^.]{{0,200}}(?<!\w){_NUMBER}",
    ),
    _cue(
        "achieved",
        1,
        Kind.OUTCOME,
        rf"(?:i|we|i've|we've|i had|we had|team) {_GAP}(?:accomplished|achieved|met (?:our|the|my)|delivered|exceeded|hit our|won"
        r"|succeeded|surpassed|turned around)",
        r"by the (?:time|end)(?: of .{1,30})?,? (?:i|we) (?:left|finished|had|achieved|were|was|completed)",
        r"(?:was|is|became) a (?:big |huge |great |real |major |resounding )?(?:success|win|hit|milestone)",
        r"i(?:'m| am) (?:really |most |very |super |particularly |extremely )?proud",
    ),
    # ---- general truths: too weak alone -------------------------------------------------------------
    _cue(
        "general truth",
        0.6,
        Kind.LESSON,
        r"(?:people|teams|leaders|managers|organi[sz]ations|engineers|companies|customers|users|developers|humans|founders)"
        r" (?:\w+ly |are |don't |will |want |need |often |tend |sometimes |usually )",
        r"(?:culture|trust|leadership|change|communication|feedback|technology|software|management|process|quality|speed|success"
        r"|failure|growth|hiring|ownership|empathy|estimation|documentation|learning|planning) (?:is|are|matters?|takes?|needs?|requires?"
        r"|drives?|determines?|comes?|beats?|isn't|will)",
        r"(?:tends?|tended) to",
        r"(?:matters?|matter) (?:a lot|very much|so much|more|most)",
        r"(?:every|any|no)(?:one|body| team| leader| manager| company| organi[sz]ation)",
        r"there(?:'s| is| are) (?:a |an |no |always |nothing |often )",
        r"good (?:\w+ ){0,2}(?:managers?|leaders?|teams?|communication|people|software|code|products?) ",
    ),
    _cue(
        "opinion",
        0.5,
        Kind.LESSON,
        r"(?:i|we) (?:\w+ )?(?:believe|think|feel|suspect|assume|argue)(?! (?:free|like (?!i|we)))",
        r"in my (?:opinion|view|mind|book)|(?:it's|is it) fair to say|to my mind",
        r"(?:is|are|was|were) (?:\w+ )?(?:worth|trade-?offs?|underrated|overrated|overkill|undervalued|the (?:right|wrong) \w+)",
        r"(?:is|are) (?:the|an?|our|your) (?:\w+ )?(?:currency|foundation|backbone|heart|core|glue|superpower|art|muscle|skill|marathon|journey)(?: |\Z|[.,])",
        r"common in|in (?:my|our) (?:case|industry)",
    ),
    _cue(
        "managed",
        0.5,
        Kind.OUTCOME,
        r"(?:we|i)(?:'ve| have)? (?:\w+ )?(?:been able|managed|finally got) to",
    ),
    _cue(
        "qualified",
        0.6,
        Kind.LESSON,
        r"(?:isn't|is not|aren't|are not|wasn't|was not|not) (?:\w+ ){0,2}(?:enough|easy|simple|trivial|free|cheap|sufficient|the same|the problem|the answer|a one-off)",
        r"(?:makes?|made|making) (?:it|this|that|them|things|us|me|everything) (?:\w+ )?(?:hard|easy|difficult|possible|impossible|tricky|easier|harder|clear|simpler|better|worse)",
        r"than (?:i|we)(?:'d| had)? (?:\w+ )?(?:expected|thought|anticipated|planned|imagined|hoped|realized)",
        r"(?:the )?(?:only|best|easiest|right|hard|worst|simplest|quickest|better) way (?:to|of|i|we|for)",
        r"(?:it's|it is|it was) (?:\w+ )?(?:amazing|surprising|remarkable|fascinating|interesting|easy|tempting|rare|common|natural|telling) (?:how|what|that|to(?! (?:install|use|set)))",
        r"(?:as|like) with (?:any|every|most|all|many)",
        r"without (?:\w+ ){1,5}?(?:team|plan|goal|trust|support|feedback|help|it|that|this|them|us|these|those|process|tests)\W (?:\w+ ){0,4}(?:would|could|can|is|was|will|it's|can't|couldn't)",
        r"(?:at the|the) (?:expense|cost|price) of",
    ),
    _cue(
        "effect",
        0.5,
        Kind.LESSON,
        r"(?:ha[sd]|have|having) (?:an? )?(?:\w+ )?(?:dramatic|big|huge|major|real|significant|lasting|profound|positive|negative|outsized|massive) (?:impact|effect|influence|consequences?)",
        r"(?:the )?(?:most )?(?:significant|biggest|main|real) (?:impact|effect|consequence|outcome|result|change)",
        r"(?:has|had|have|with|without) (?:\w+ )?consequences",
        r"(?:this|that|which) (?:means|meant)|(?:that|this)(?:'s| is) why",
        r"(?:this|that|which) (?:change |approach |decision |move |shift )?(?:\w+ )?(?:decreased|increased|reduced|improved|made|prevented|led|meant|gave|left|freed|cost|caused)",
        r"(?:these|those|our|my|the) (?:\w+ ){0,2}(?:statistics|numbers|data|results|findings) (?:\w+ ){0,3}(?:show|suggest|prove|tell|validate|demonstrate|confirm|indicate|reveal)\w*",
    ),
    _cue(
        "struggle",
        0.6,
        Kind.LESSON,
        r"(?:struggle|struggles|struggled|struggling)",
        r"(?:my|our) (?:own )?(?:poor|lack of|inability|failure|reluctance)",
        r"(?:we|i) (?:still )?(?:don't|didn't|couldn't|haven't|hadn't|weren't|wasn't) (?:\w+ )?(?:test|plan|prepare|ask|measure|communicate|document|have (?:enough|any|the)|great|good|ready|clear|able)",
        r"(?:tricky|painful|frustrating|risky|trap|traps|unfortunately|sadly|admittedly|the hard way|too (?:late|early|many|much))",
    ),
    _cue(
        "emphasis",
        0.25,
        None,
        r"always|never|matters|most important(?:ly)?|essential|crucial|critical|vital|fundamental(?:ly)?|hardest|biggest"
        r"|ultimately|key|powerful|dangerous|waste|impossible",
    ),
    # ---- against ----------------------------------------------------------------------------------
    _cue("question", -0.8, None, r".*\?[\"')*_ ]{0,8}\Z", start=True),
    # The end of what somebody says in a dialogue: its beginning stands in another sentence.
    Cue("speech", -1, None, re.compile(r'\A[^"]*\w[.!?,]"[)*_ ]{0,8}\Z')),
    _cue("somebody's story", -0.4, None, r"he|she|his|her|him|herself|himself|he'd|she'd|he's|she's"),
    _cue(
        "told in time",
        -0.4,
        None,
        r"(?:later|soon|one day|the next (?:day|morning|week|month)|that (?:day|night|morning|evening|week)|(?:a few|two|three|several|\d+) (?:minutes|hours|days|weeks) (?:later|after|ago)"
        r"|at the time|back then|back in|years ago|last (?:week|month|night)|yesterday|as soon as|from there|the day i|i (?:then|started|began|installed|copied|ran|opened|went)(?! to))",
        start=True,
    ),
    _cue(
        "supposed",
        -0.6,
        None,
        r"(?:if (?!you|i (?:\w+ )?(?:do|were|could|had|did|sell)|we (?:were|could|had|did))|imagine|suppose|maybe)",
        start=True,
    ),
    _cue(
        "about the post",
        -3,
        None,
        r"(?:this|that|following|previous|last|next|blog|new|old) (?:blog )?(?:post|article|series|essay|write-?up|section)",
        r"(?:i'll|i will|i'm going to|let me|let's|we'll|we will|i want to|i'd like to|i wanted to) (?:\w+ ){0,2}(?:share|detail|discuss|cover|describe"
        r"|explain|talk about|go (?:over|through)|start|walk|look|begin|write|show|dive|list|outline|introduce|give you)",
        r"(?:read|stay|see) (?:on|tuned|more|below|above)",
        r"(?:as )?i(?:'ve| have)? (?:mentioned|wrote|written|described|said|promised)",
        r"forgot to mention|fun fact|(?:without further ado|here (?:goes|we go)|more on (?:that|this|it) later)",
        r"(?:lessons learned|this) post|excited to share|in today's \w+|for you to enjoy|here are (?:some|my|a few|the)",
    ),
    _cue(
        "courtesy",
        -2,
        None,
        r"let's (?:hope|see|just say)|thank(?:s|ful| you)|grateful|gratitude|many thanks|i wish (?:you|them|him|her|everyone|you all)|good luck|congratulations"
        r"|cheers|happy (?:new|coding|hacking)|i hope (?:you|this|that helps|it helps|he|she|they|his|her)|i sincerely",
    ),
    _cue(
        "advert",
        -3,
        None,
        r"(?:i'm|we're|i am|we are) (?:also )?hiring|subscribe|follow (?:me|us)|newsletter|reach out|get in touch|contact (?:me|us)"
        r"|sign up|buy (?:me|my)|let me know|check (?:it |them )?out|feel free|leave a comment|find me|see you|your thoughts|open an issue|pull requests? welcome",
    ),
    _cue(
        "joined",
        -0.8,
        None,
        r"i(?:'ve| have)?(?: since| then| recently)? (?:joined|left|moved to|started (?:at|working)|quit|resigned)",
    ),
    _cue(
        "pointer",
        -1,
        None,
        r"for (?:example|instance)|e\.g\.|see also|the (?:screenshot|figure|diagram|chart|graph|image|table|snippet|code|command) (?:below|above)?"
        r"|(?:shown|listed|found) (?:here|below|above)",
    ),
)
