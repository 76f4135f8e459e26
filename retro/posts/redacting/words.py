"""Words that are more than names: which of them alone do not give anyone away.

Each list keeps a text readable; none of them is asked where a name stands in full.
"""

__all__ = ["ABBREVIATIONS", "COMMON", "HONORIFICS", "ORDINARY", "PARTICLES"]

COMMON = frozenset(
    "the and for inc ltd llc gmbh ag corp co company group labs lab systems software technologies"
    " technology services solutions partners ventures capital bank university institute foundation team"
    " studio media data cloud health digital global international holding holdings consulting networks"
    " network".split()
)
"""Words of companies' names that say nothing of which one it is."""

PARTICLES = frozenset("van von der den del della dos das san saint bin ibn abu mac the".split())
"""Words of people's names that say nothing of who it is."""

ORDINARY = frozenset(
    # Given and family names that are words as well.
    "amber angel april art august autumn baker barber basil bay bea bear bell berry bill bird bishop bob"
    " bond booth brand brook brooks brown buck burns bush butler case cash chance chase chip christian"
    " chuck clay cliff cook cooper crystal dale daisy dawn day dean dick dinner don dot drew duke earl eve"
    " faith fern field fields finch fisher fox frank gale gay gene ginger glass gold good grace grant gray"
    " green guy hale hall harmony hart hazel heath hill holly honor hope hunter ice iris ivy jack jade jet"
    " joy june justice king kit knight lake lance lane lark law lee lily little long love luck major mark"
    " marks marsh mason may melody mercy miles miller mills mint misty moon moore moss nick noble olive"
    " page park parker pat patience pearl peg penny piper pipe poppy porter potter power price prince"
    " prudence ray read reed rich ridge rob robin rock rod rose royal ruby rusty sage sailor sandy shade"
    " sharp shepherd shore short sky skip small smart smith snow sparrow spring star stark steel stew"
    " stone storm strong sue summer swift taylor temple tiger trip tucker turner val violet wade walker"
    " ward warren waters weaver weeks wells west wheeler white will wills willow winter wise wolf wood"
    " woods work worth wright young"
    # Companies that are words as well.
    " amplify anchor apple arc arrow asset atlas backbone beacon blend block bloom blue bolt boost box"
    " bridge buffer build canvas checkout circle clear close compass common confluence core cure current"
    " cursor discord discover drift drop edge elastic element envoy expanse factor fast figure find flex"
    " flow focus forge form forward front gap gem general generation glean glide global good grammar"
    " harbour harness heap hint home honey hub human indeed insight intercom iron it keep kind knack"
    " lattice layer level light lime linear link live loom loop match medium meta mint mirror modern"
    " monday mode motion moving national nest neon new next node north notion now one open oracle orange"
    " order outreach people pilot pivot plaid planet plain platform play point post prime proof pulse pure"
    " quest ramp rapid reach render replicate retool ring ripple root runway safe sage sail scale segment"
    " sense sentry shell shift shop signal simple single slack snap south spark sprout square stack"
    " standard state stitch stripe substance sun surge swift switch target teams things thought together"
    " tower track travel trust turn twist unity up us verge via vision visa vital wave way wire wise yes"
    " zip zoom"
    # Numbers, and what else stands in many a company's name.
    " two three four five six seven eight nine ten first second third hundred black white yellow silver"
    " golden east source works labs house land box water air fire earth star world people house street"
    " park square"
    # What retro itself writes into a post, and what stands in nearly every address.
    " layout title date category categories tags tag retro lesson lessons mistake mistakes win wins tip"
    " tips practice practices outcome outcomes quote quotes quotation quotations themes theme happened"
    " starred trigger evidence metric before after unit status headings body draft true false null source"
    " company person observed identified learned retired publishable private also and leadership culture"
    " http https www com org net blog posts index html image images file files mailto name names".split()
)
"""Small, they are words: only a capital, or an address of their own, makes names of them."""

ABBREVIATIONS = frozenset(
    "ac ad ai al am an ap api as at ba bc bd be bi bs ca cc cd ce ceo cfo ci cio cmo co coo cpo cpu cs"
    " css cto cv da db dc de do ds ec ee eg em en eng er es esp est etc eta eu ex faq ff fr ft gb ge go"
    " gps gpu hbr he hp hq hr ia ic id ie if ii in inc io ip ir is it iv jr js jv kb kg km kpi la lb lc"
    " llc llm lp ma mb mba mc md me mi ml mm mo mp ms mt mvp my na nb nc nda no nr ny oa ok okr on op or"
    " os ot pa pc pdf ph phd pi pl pm po pos pp pr ps pt qa qe ra rd re rfc ro roi rs sa saas sc sd sdk se"
    " seo si sl sla slo sme so sp sql sr sre ss st sys tb td te th ti tl to tp tq tv ui uk un up us usa ux"
    " va vc vi vm vp vr vs we wi www xml xp".split()
)
"""Capitals that mean something to everyone: as somebody's initials they are believed only beside the name."""

HONORIFICS = frozenset(
    "mr mrs ms mx miss dr prof professor sir madam herr frau mme mlle señor señora".split()
)
"""They go with the name that they stand before: they tell more of someone than the role does."""
