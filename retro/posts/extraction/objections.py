"""Cues against: what is said about the post, to the reader, or in the course of a story."""

# ruff: noqa: E501 - a pattern reads better whole

from retro.posts.extraction.cue import Cue, Look, cue

__all__ = ["OBJECTIONS"]

OBJECTIONS = (
    cue("question", -0.8, None, r".*\?[\"')*_ ]{0,8}\Z", start=True),
    # The end of what somebody says in a dialogue: its beginning stands in another sentence.
    Cue("speech", -1, None, (Look(r'\A[^"]*\w[.!?,]"[)*_ ]{0,8}\Z', (frozenset({'"'}),)),)),
    cue("somebody's story", -0.4, None, r"he|she|his|her|him|herself|himself|he'd|she'd|he's|she's"),
    cue(
        "told in time",
        -0.4,
        None,
        r"(?:later|soon|one day|the next (?:day|morning|week|month)|that (?:day|night|morning|evening|week)|(?:a few|two|three|several|\d+) (?:minutes|hours|days|weeks) (?:later|after|ago)"
        r"|at the time|back then|back in|years ago|last (?:week|month|night)|yesterday|as soon as|from there|the day i|once (?:that|this|it|i|we|they)|after (?:[\w'-]+ ){2,12}were [\w ]{2,30}|(?:then )?i decided|i (?:then|started|began|installed|copied|ran|opened|went)(?! to))",
        start=True,
    ),
    cue(
        "supposed",
        -0.6,
        None,
        r"(?:if (?!you|i (?:\w+ )?(?:do|were|could|had|did|sell)|we (?:were|could|had|did))|imagine|suppose|maybe)",
        start=True,
    ),
    cue(
        "about the post",
        -3,
        None,
        r"(?:this|that|following|previous|last|next|blog|new|old) (?:blog )?(?:post|article|series|essay|write-?up|section)",
        r"(?:i'll|i will|i'm going to|let me|let's|we'll|we will|i want to|i'd like to|i wanted to) (?:\w+ ){0,2}(?:share|detail|discuss|cover|describe"
        r"|explain|talk about|go (?:over|through)|start|walk|look|begin|write|show|dive|list|outline|introduce|give you|gather|collect|summari[sz]e|sum up"
        r"|note down|record|reflect|distill)",
        r"(?:read|stay|see) (?:on|tuned|more|below|above)",
        r"(?:in|of) (?:the|this|a|my) series|more to (?:say|come|write|tell)",
        r"this is (?:really |more of |kind of |sort of |just |mostly |not |a bit of )*(?:an? |my )(?:\w+ ){0,2}(?:reflection|list|summary|collection|retrospective|recap|attempt|write-?up)",
        # "When I wrote about it I did not know": that is told, not announced.
        r"(?<!when )(?:as )?i(?:'ve| have)? (?:mentioned|wrote|written|described|said|promised)",
        r"worth (?:reflecting (?:on|upon)|sharing|writing (?:about|down|up)|a post)",
        r"i (?:won't|can't|may not|cannot|will not) (?:say|name|tell you) (?:who|which|where|what|how)",
        r"asked me (?:\w+ ){0,5}(?:what|how|why) i (?:know|learn|wish|would|have|had)",
        r"forgot to mention|fun fact|(?:without further ado|here (?:goes|we go)|more on (?:that|this|it) later)",
        r"here is the (?:\w+ )?(?:story|tale)|(?:what|how) (?:\w+ ){1,4}taught (?:me|us)(?=\W{0,3}\Z)",
        r"(?:lessons learned|this) post|excited to share|in today's \w+|for you to enjoy|here are (?:some|my|a few|the)",
        r"here(?:'s| is) (?:\w+ ){0,3}(?:what|how) (?:i|we)(?:'ve| have)? (?:\w+ )?learn(?:ed|t)(?: \w+){0,5}(?=\W{1,3}\Z)",
        r"here(?:'s| is| are) (?:\w+ ){0,3}(?:what|things?|all) (?:that )?(?:i|we)(?:'d)? (?:\w+ ){0,4}(?:known?|told)(?=\W{1,3}\Z)",
    ),
    # "I learned a lot that year": how much, but not what.
    cue(
        "names none",
        -3,
        None,
        r"(?:learn(?:ed|t|ing)?|made|make|making|taught (?:me|us)|lessons?|mistakes?) (?:\w+ ){0,4}?(?:(?:so|too|very|far too) much|(?:a|one) (?:\w+ )?(?:lot|ton|bunch|great deal)"
        r"|(?:so |too |very |quite |more than |not )?(?:a |an )?(?:few|lot of|ton of|couple of|couple|number of|bunch of|many|some|several|plenty of|lots of|numerous) (?:\w+ ){0,2}"
        r"(?:things?|lessons?|mistakes?|errors?))(?: \([^)]{1,60}\))?(?: (?:this|last|that|during|in|over|from|along|since|here|on|at|about|while|throughout|the|as|and|with|by|to|of|you|i|we|it|had"
        r"|fun|way|my|our|years?|months?|time|together|myself|ourselves|hard|process|\d+|summari[sz]e)){0,12}\W{0,12}\Z",
        r"(?:learn(?:ed|t)|learn) (?:\w+ ){0,2}from (?:it|that|this|them|each|everyone|all of (?:it|that|this|them|you)|(?:my|our|his|her|their|your) (?:\w+ )?mistakes?)\W{0,4}\Z",
    ),
    cue(
        "reservation",
        -0.8,
        None,
        r"(?:that's|that is|this is|it's|which is) not to say",
        start=True,
    ),
    cue(
        "courtesy",
        -2,
        None,
        r"let's (?:hope|see|just say)|thank(?:s|ful| you)|grateful|gratitude|many thanks|i wish (?:you|them|him|her|everyone|you all)|good luck|congratulations"
        r"|cheers|happy (?:new|coding|hacking)|i hope (?:you|this|that helps|it helps|he|she|they|his|her)|i sincerely",
    ),
    cue(
        "advert",
        -3,
        None,
        r"(?:i'm|we're|i am|we are) (?:also )?hiring|subscribe|follow (?:me|us)|newsletter|reach out|get in touch|contact (?:me|us)"
        r"|you can (?:also )?(?:find|read|see|get|buy|download|watch|follow|visit) (?:\w+ ){0,5}(?:at|on|here)|if you(?:'d| would)? (?:want|like) to (?:see|read|know more|learn more|hear|follow|get|join|help out)"
        r"|(?:feedback|questions|comments|suggestions|contributions) (?:is|are)(?: always| very| most)? (?:welcomed?|appreciated)"
        r"|sign up|buy (?:me|my)|let me know|check (?:it |them )?out|feel free|leave a comment|find me|see you|your thoughts|open an issue|pull requests? welcome",
        r"we(?:'re| are) (?:hiring|looking for an?|still looking)|(?:write|mail|call|email) me|i have (?:capacity|availability)|e?-?mail works|job (?:ad|opening|post)",
        r"[\w.+-]{1,40}@[\w-]{1,40}\.\w{2,10}",
    ),
    cue(
        "introduces somebody",
        -1.5,
        None,
        r"(?:hi,? |hello,? )?i(?:'m| am) [a-z]{2,15}(?: [a-z]{2,15})?, (?:an?|the|and|i|i'm|cto|ceo|vp|founder|head)(?= )",
        r"for (?:\w+ ){1,3}years,? i (?:was|had been|worked as) an?",
        start=True,
    ),
    cue(
        "joined",
        -0.8,
        None,
        r"i(?:'ve| have)?(?: since| then| recently)? (?:joined|left|moved to|started (?:at|working)|quit|resigned)",
    ),
    cue(
        "pointer",
        -1,
        None,
        r"for (?:example|instance)|e\.g\.|see also|the (?:screenshot|figure|diagram|chart|graph|image|table|snippet|code|command) (?:below|above)?"
        r"|(?:shown|listed|found) (?:here|below|above)",
        r"(?:ask|asks|asked|asking) (?:me|us) (?:\w+ )?(?:why|what|how|about|for)",
    ),
)
