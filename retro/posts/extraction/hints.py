"""Weaker cues: ways of judging, comparing and generalising, of which a lesson mostly has two."""

# ruff: noqa: E501 - a pattern reads better whole

from retro.model import Kind
from retro.posts.extraction.cue import GAP, cue

__all__ = ["HINTS"]

HINTS = (
    cue(
        "experience",
        0.8,
        Kind.LESSON,
        r"(?:in|from|on) (?:my|our) (?:\w+ )?experience",
        r"(?:my|our) (?:\w+ )?(?:experience|experiences|reflection|key insight)(?: here)? (?:is|was|has|have|with)",
        r"(?:i|we)(?:'ve| have) (?:\w+ )?(?:found|seen|noticed|observed|come across)",
        r"(?:i|we) (?:began|started|came|grew) to (?:\w+ )?(?:see|feel|think|view|treat|trust|understand)",
        r"(?:that|this|it)(?:'s| has)? (?:led|lead|brought) (?:me|us) to",
        r"(?:i|we) used to (?:\w+ )?(?:be|think|believe|feel|assume|hate|love|want|worry)",
        r"(?:my|our) mind (?:was |were )?(?:\w+ )?blown|(?:blew|blows) my mind",
        r"(?:ahead of|far from|better than|different from|beyond) where (?:i|we) (?:was|were|started|began)",
        r"(?:fantastic|great|good|terrible|bad|invaluable) for (?:my|our) (?:career|team|growth|health|confidence|work|business)",
    ),
    cue(
        "the more",
        1,
        Kind.LESSON,
        r"the (?:more|less|fewer|\w{2,12}er) [^,.;]{2,60}, the (?:more|less|fewer|\w{2,12}er)",
        r"(?:easier|harder|better|worse) (?:to \w+ )?the (?:more|less|longer|earlier|sooner)",
    ),
    cue(
        "remedy",
        0.8,
        Kind.LESSON,
        r"to (?:address|counter|combat|avoid|prevent|solve|escape|mitigate|overcome) (?:this|that|these|those|it)",
        r"(?:i|we) (?:\w+ )?(?:worked|found (?:my|our) way|got|snapped) (?:through (?:that|this|it)|around (?:that|this|it)|out of)",
        r"(?:i|we) (?:\w+ )?(?:overcame|solved (?:this|that|it)|fixed (?:this|that|it)|worked around)",
    ),
    cue(
        "own practice",
        0.7,
        Kind.TIP,
        r"(?:i|we) (?:now |always |usually |often |also |still )?(?:tend|try|like(?! to think)|prefer|aim|made a point|make a point|push myself|make it a (?:point|habit)) (?:of|to|it)",
        r"(?:i|we) (?:also|always|still|usually|often|never) (?:write|ask|keep|send|check|start|begin|end|read|tell|say|make|take|give|block|schedule|invite|meet|share|wait|put|leave|look|talk|review|measure|count|plan|call)(?! (?:to|a living))",
        r"(?:practice|habit|ritual|technique)s? (?:that )?(?:i|we)(?:'ve)? (?:still|now|have|picked|adopted|borrow\w*)",
        r"(?:and|because|since|as|which|it|this|they|these|those|practices?) (?:also )?(?:helps?|lets?|allows?|enables?|gives?|forces?|keeps?|reminds?) (?:me|us|you|people|them|everyone|others|(?:the |our |other )?teams?)",
        r"i (?:now )?(?:practi[cs]e|use|rely on|write|keep|schedule|block|reserve) [^.]{3,120} (?:because|so that|to (?:make sure|avoid|keep|verify))",
    ),
    cue(
        "done since",
        1,
        Kind.LESSON,
        r"(?:so |and )?(?:now|these days|nowadays|ever since|since then|from then on|today)(?: then)?,? (?:when|if|whenever|before|after|each|every)",
        r"(?:my|our) (?:new )?rule(?: from now on| now| since(?: then)?)?(?=:)|from now on",
        start=True,
    ),
    cue(
        "nowadays",
        0.6,
        Kind.LESSON,
        r"(?:so |and )?(?:now|these days|nowadays|ever since|since then|from then on|today)(?: then)?,? (?:i|we|there's|my|our)(?! (?:am|are|was|were|have|had|work|live|run|lead))",
        r"(?:so )?(?:i|we) now (?!work|live|am|are|have|had|run|lead|manage|own|use)\w+",
        start=True,
    ),
    cue(
        "given up since",
        0.8,
        Kind.LESSON,
        r"since (?:\w+ ){1,3}(?:i|we) (?:don't|no longer|never|always)|(?:handed|done|kept|made|asked|told|sat|used) [^.;]{3,60} (?:ever )?since(?=\W*\Z)",
        r"(?:i|we)(?:'ve| have)(?:n't| not| never)? [^.;]{3,80} (?:ever )?since(?: then)?(?=\W*\Z)",
        r"(?:i|we)(?:'ve| have)? stopped \w+ing",
        r"(?:the )?truth (?:is|was)",
        r"(?:i|we)(?:'ve| have)? (?:\w+ )?decided (?:to (?:stop|quit|drop|end|refuse|never|only)|not to|against)",
    ),
    cue(
        "realized",
        0.7,
        Kind.LESSON,
        rf"(?:i|we|i've|we've|i have|we have) {GAP}(?:realized|realised|discovered|discover that|found that|figured out|noticed|understood|concluded|grew to"
        r"|came to the conclusion|reached the conclusion)",
        r"turned out (?:to|that)",
        r"(?:i|we)(?:'d| had)? (?:\w+ )?(?:thought|assumed|believed|figured|imagined) (?:that|it|this|of|my|our|the|we|i|being|good|fair)",
        r"it (?:became|becomes|was|is) (?:quickly |soon |very |increasingly |pretty )?(?:clear|obvious|apparent)",
    ),
    cue(
        "weighed",
        0.7,
        Kind.LESSON,
        rf"(?:the|a|another|one|our|my) (?:main|major|key|single|crucial|critical|core|important|big)"
        rf" {GAP}(?:challenge|problem|issue|reason|thing|part|factor|learning|question|skill|difference|ingredient"
        r"|point|cause|benefit|advantage|downside|risk|barrier|bottleneck|aspect)s?",
        r"(?:the|one|another) (?:challenge|answer|difference|problem|downside|upside|benefit) (?:here |with .{1,40} )?(?:is|was|lies)",
        r"among (?:the|my|our) (?:\w+ )?(?:most|best|worst|biggest|hardest|greatest|main)",
        r"one (?:of )?(?:the|my|our) (?:most \w+|best|worst|biggest|hardest|greatest) (?:\w+ )?(?:things?|decisions?|ways?|parts?|moves?|choices?|investments?"
        r"|surprises?|reasons?|risks?|killers?|mistakes?|lessons?)",
    ),
    cue(
        "helped",
        0.5,
        Kind.LESSON,
        r"(?:helped|allowed|enabled|forced) (?:me|us|our team|the team)",
        r"(?:didn't|did not|doesn't|never) work(?:ed)?(?: out| well| at all)?",
    ),
    cue(
        "comparison",
        0.5,
        Kind.LESSON,
        r"rather than|instead of|not just|not only",
        r"(?:much|far|way|a lot|significantly|considerably|dramatically|drastically) (?:more|less|(?!after|over|under|other|better known)\w{2,10}er)",
        r"(?:more|less) (?:important|valuable|useful|effective|powerful|harmful|dangerous|difficult) than",
        r"(?:is|are|was|were|isn't|aren't|it's|not) (?:just as much |as much |really |all |more |less )about",
    ),
    cue(
        "general truth",
        0.6,
        Kind.LESSON,
        r"(?:people|teams|leaders|managers|organi[sz]ations|engineers|companies|customers|users|developers|humans|founders)"
        r" (?:\w+ly|are|don't|will|want|need|often|tend|sometimes|usually)",
        r"(?:culture|trust|leadership|change|communication|feedback|technology|software|management|process|quality|speed|success"
        r"|failure|growth|hiring|ownership|empathy|estimation|documentation|learning|planning) (?:is|are|matters?|takes?|needs?|requires?"
        r"|drives?|determines?|comes?|beats?|isn't|will)",
        r"(?:communities|structures|practices|principles|tools|processes|meetings|systems|products|languages|projects|decisions|relationships|standards"
        r"|estimates|deadlines|questions|rituals|habits) (?:are|will|can|need|should|help|enable|create|tend|matter|get|make|require|take)",
        r"(?:tends?|tended) to",
        r"(?:is|are) (?:usually|often|rarely|seldom|mostly|mainly|generally|typically|almost (?:always|never))",
        r"(?:can|could|will|may) be (?:so |very |really |quite |extremely |a bit |pretty )?(?:hard|difficult|tough|uncomfortable|painful|brutal|powerful|dangerous"
        r"|tempting|challenging|helpful|useful|frustrating|tricky|far-reaching|rewarding|costly|expensive|lonely|exhausting|overwhelming|scary)",
        r"(?:most|many|few|all|some) (?:\w+ ){0,2}(?:people|founders|startups|managers|leaders|teams|companies|engineers|developers|employees)"
        r" (?:\w+ly )?(?:avoid|think|forget|assume|believe|know|say|love|hate|fail|struggle|underestimate|overestimate|ignore|never|don't|can't|won't)",
        r"(?:matters?|matter) (?:a lot|very much|so much|more|most)",
        r"(?:everyone|everybody|nobody|no one|(?:every|any|no) (?:team|leader|manager|company|organi[sz]ation))(?!'s)",
        r"there(?:'s| is| are) (?:always|nothing|often)",
        r"good (?:\w+ ){0,2}(?:managers?|leaders?|teams?|communication|people|software|code|products?)",
    ),
    cue(
        "opinion",
        0.5,
        Kind.LESSON,
        r"(?:i|we) (?:\w+ )?(?:believe|think|feel|suspect|assume|argue)(?! (?:free|like (?!i|we)))",
        r"(?:i|we)(?:'ve| have)? (?:always|never) (?:really )?(?:believed|thought|felt)",
        r"in my (?:opinion|view|mind|book)|(?:it's|is it) fair to say|to my mind",
        r"(?:is|are|was|were) (?:\w+ )?(?:worth|trade-?offs?|underrated|overrated|overkill|undervalued|the (?:right|wrong) \w+)",
        r"(?:is|are) (?:the|an?|our|your) (?:\w+ )?(?:currency|foundation|backbone|heart|core|glue|superpower|art|muscle|skill|marathon|journey)(?: |\Z|[.,])",
        r"common in|in (?:my|our) (?:case|industry)",
    ),
    cue(
        "managed",
        0.5,
        Kind.OUTCOME,
        r"(?:we|i)(?:'ve| have)? (?:\w+ )?(?:been able|managed|finally got) to",
        r"(?:vastly|greatly|dramatically|substantially|significantly|drastically|massively|hugely|considerably) (?:reduc|improv|increas|decreas|cut|simplif|sped|speed|accelerat)\w*",
        r"(?:i|we)(?:'ve| have)? (?:\w+ ){0,2}(?:wrote|written|gave|given|published|shipped|released|launched|earned|gained|hired|raised|sold|ran|attended|hosted"
        r"|organi[sz]ed|merged|completed|finished|visited|doubled|onboarded|hit|reached) (?:\w+ ){0,3}?(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?)",
    ),
    cue(
        "fell short",
        0.6,
        Kind.MISTAKE,
        r"(?:i|we) (?:wasn't|weren't|haven't been|hadn't been|didn't|don't) (?:\w+ ){0,2}(?:as (?:active|involved|productive|consistent|good|much|many|often|far|successful)"
        r"|nearly enough|(?:do|get|spend|give|put|make) (?:\w+ ){0,2}(?:enough|as much|as many))",
        r"(?:i|we)(?:'m| am|'re| are| was| were|'ve been) (?:not|never) (?:\w+ )?(?:happy|satisfied|proud|good) (?:with|of|about|at)",
        r"(?:missed|short of|below|behind|failed to (?:meet|hit|reach)) (?:\w+ ){0,2}(?:goals?|targets?|deadlines?|expectations?|commitments?|schedule|milestones?)",
        r"(?:i'd|i had|we'd|we had) never (?:once |really |actually )?\w+",
        r"(?:fell|fallen|falling|back) off (?:of )?(?:the|my|our) (?:\w+ )?(?:wagon|radar|system|habit|routine|plan|schedule)",
        r"(?:i|we) missed (?:our|my|the) (?:\w+ )?(?:goals?|targets?|deadlines?|mark)",
    ),
    cue(
        "qualified",
        0.6,
        Kind.LESSON,
        r"(?:isn't|is not|aren't|are not|wasn't|was not|not) (?:\w+ ){0,2}(?:enough|easy|simple|trivial|free|cheap|sufficient|the same|the problem|the answer|a one-off)",
        r"(?:makes?|made|making) (?:it|this|that|them|things|us|me|everything) (?:\w+ )?(?:hard|easy|difficult|possible|impossible|tricky|easier|harder|clear|simpler|better|worse)",
        r"than (?:i|we)(?:'d have|'d| had| would have)? (?:\w+ )?(?:liked|wanted|expected|thought|anticipated|planned|imagined|hoped|realized)",
        r"(?:the )?(?:only|best|easiest|right|hard|worst|simplest|quickest|better) way (?:to|of|i|we|for)",
        r"(?:it's|it is|it was) (?:\w+ )?(?:amazing|surprising|remarkable|fascinating|interesting|easy|tempting|rare|common|natural|telling) (?:how|what|that|to(?! (?:install|use|set)))",
        r"(?:as|like) with (?:any|every|most|all|many)",
        r"(?:has|have|had|was|were|been|becomes?|became|gets?|got) (?:\w+ ){0,2}(?:hard|harder|difficult|tricky|tough|challenging|painful|impossible|easy|easier|tempting) to",
        r"without (?:\w+ ){1,5}?(?:team|plan|goal|trust|support|feedback|help|it|that|this|them|us|these|those|process|tests)\W (?:\w+ ){0,4}(?:would|could|can|is|was|will|it's|can't|couldn't)",
        r"(?:at the|the) (?:expense|cost|price) of",
    ),
    cue(
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
    cue(
        "decided",
        0.4,
        Kind.LESSON,
        r"(?:i|we)(?:'ve| have)? (?:\w+ )?(?:decided|chose|opted|ended up|made the (?:\w+ )?decision|came to the decision)",
    ),
    cue(
        "content",
        0.5,
        Kind.OUTCOME,
        r"(?:i'm|i am|i was|we're|we are|we were) (?:also |very |really |quite |pretty |so |not |particularly ){0,2}(?:pleased|happy|thrilled|delighted|satisfied|disappointed|surprised) (?:with|to|that|by|about|how)",
        r"(?:more |further |some |good |clear |strong )?evidence (?:that|of|for)|(?:supports?|confirm\w*|validat\w*|contradict\w*|disprov\w*) (?:our|my|the) (?:\w+ )?(?:hypothes[ie]s|belief|idea|theory|assumptions?|concept)",
    ),
    cue(
        "struggle",
        0.6,
        Kind.LESSON,
        r"(?:struggle|struggles|struggled|struggling)",
        r"(?:technical|tech|cultural|organi[sz]ational) debt",
        r"(?:my|our) (?:own )?(?:poor|inability|failure|reluctance)|(?:a|the|my|our|own) lack of",
        r"(?:we|i) (?:still )?(?:don't|didn't|couldn't|haven't|hadn't|weren't|wasn't) (?:\w+ )?(?:test|plan|prepare|ask|measure|communicate|document|have (?:enough|any|the)|great|good|ready|clear|able)",
        r"(?:tricky|painful|frustrating|risky|trap|traps|unfortunately|sadly|admittedly|the hard way|too (?:late|early|many|much))",
    ),
    cue(
        "doing so",
        0.5,
        Kind.LESSON,
        r"(?!during|something|nothing|everything|anything|thing|morning|evening|according|including|following|being|king|spring)\w{2,20}ing (?:[\w/'-]+ ){1,10}?"
        r"(?:won't|doesn't|never|costs?|beats?|is|takes|requires|makes|made|helps|helped|means|meant|sharpened|gave|gives|allows|enables|increases|reduces|saves|saved|pays|leads|led)",
        r"(?:if|when|whenever) (?:a|an|people|someone|everyone|your|teams?|things) [^.]{3,100}, (?:[\w']+ ){0,4}(?:will|can|may|might|should|is|are)",
        start=True,
    ),
    cue(
        "emphasis",
        0.25,
        None,
        r"always|never|matters|most important(?:ly)?|essential|crucial|critical|vital|fundamental(?:ly)?|hardest|biggest"
        r"|ultimately|key|powerful|dangerous|waste|impossible",
    ),
)
