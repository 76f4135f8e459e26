"""What a sentence must say to count as a lesson."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.model import Kind
from retro.posts.extraction.cues import CUES
from retro.posts.extraction.reading import folded, read_sentence


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Lessons learned: write the runbook first.", "lesson marker"),
        ("Key takeaway: nobody reads the second page.", "lesson marker"),
        ("Pro-tip: ask the night shift.", "tip marker"),
        ("My biggest mistake: hiring in a hurry.", "mistake marker"),
        ("We had made a terrible mistake in the budget.", "confession"),
        ("I must admit that nobody was asked.", "confession"),
        ("We badly underestimated the move.", "confession"),
        ("We should have told support on Monday.", "should have"),
        ("I wish we had kept the old tool.", "should have"),
        ("In hindsight the pilot was too small.", "hindsight"),
        ("Next time we start with the invoice.", "hindsight"),
        ("We will never sell on credit.", "hindsight"),
        ("I have learned to ask twice.", "learned"),
        ("That winter taught us patience.", "learned"),
        ("Turns out nobody used the export.", "discovered"),
        ("The hardest part was the handover.", "insight"),
        ("You should never deploy into a weekend.", "advice"),
        ("It's better to be late than wrong.", "advice"),
        ("Always leave the logs on.", "imperative"),
        ("We cut the wait from 9 days to 2.", "measured change"),
        ("Support calls dropped by 40%.", "measured change"),
        ("We achieved what the plan promised.", "achieved"),
        ("It was a banner year for the bakery.", "achieved"),
        ("In May I was selected for the night crew.", "achieved"),
        ("We had taken on a lot of technical debt.", "confession"),
        ("What I didn't know was that nobody read the plan.", "hindsight"),
        ("It can't be overstated how much flour costs.", "insight"),
        ("It's worth an extra day of rest.", "insight"),
        ("We got the baking down from an 8-hour day to a 3-hour one.", "measured change"),
        ("I badly overcommitted in May.", "confession"),
        ("We initially underpriced the bread.", "confession"),
        ("A good tip is to label the jars.", "tip marker"),
        ("The time I spent on icing could have been spent asleep.", "should have"),
        ("The big thing that I found was the silence.", "insight"),
        ("My proudest hour was the last one.", "achieved"),
        ("I've become better at asking.", "learned"),
        ("What's needed is a quiet hour before the doors open.", "insight"),
        ("The major learning was about patience.", "learned"),
        ("By the end of the year a build took 14 minutes.", "compared"),
        ("We told ourselves that it was the flour.", "confession"),
        ("It never occurred to us to ask the millers.", "confession"),
        ("That was a mistake, and an expensive one.", "confession"),
        ("It took me nine years to see what the baker meant.", "insight"),
        ("The list on the wall did more for us than any of the tools.", "insight"),
        ("There is no right moment to close a shop.", "insight"),
        ("Before you buy a mill, read one recipe from the beginning to the end.", "advice"),
        ("I'd tell anybody with a shop to draw the year on the wall.", "advice"),
        ("One old oven would have been the better choice.", "hindsight"),
        ("Now when I can't bake I say so the day before.", "done since"),
        ("My rule from now on: nothing is baked before noon.", "done since"),
        ("Today I see that I was the bottleneck.", "learned"),
        ("What finally worked was to ask.", "worked"),
        ("If you are new here: read the old reports.", "advice"),
        ("The best advice I got was to wait.", "advice"),
        ("It's okay to say no.", "advice"),
        ("I can't stress enough how much sleep counts.", "advice"),
        ("One thing I didn't expect was the noise.", "discovered"),
        ("I am prouder of that than of the rest.", "achieved"),
        ("One of the many mistakes was not to ask.", "confession"),
        ("I haven't done a good job there.", "confession"),
        ("There is not such a thing as a quiet launch.", "insight"),
    ],
)
def test_cues_are_found(sentence: str, cue: str) -> None:
    reading = read_sentence(folded(sentence))
    assert cue in reading.cues
    assert reading.score >= 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The office was on the third floor.",
        "In this post I describe our release train.",
        "Have you ever made a mistake at work?",
        "Thanks to everyone who helped us along the way.",
        "We are hiring engineers, so get in touch.",
        "In 2014 I joined Northwind as an intern.",
        "Run the script and open the page.",
        "Work on the bridge began in May.",
        "The meeting lasted from 2015 onwards.",
        "I learned so much over the years.",
        "Of course we made a lot of mistakes along the way.",
        "I learned from all of them.",
        "Here's what I've learned along the way.",
        "That's not to say you should close the shop.",
        "Feedback is always welcome at baker@example.org.",
        "A machine learning model is a kind of map.",
        "I have to admit that I like the new oven.",
        "This is more of a reflection on what I learned last year.",
        "There is so much more to say, and we should have time.",
        "If you want to see the shop you should come by, and you can find it on the map.",
        "The learning journeys are open on Mondays.",
        "I'm Ada, a baker who should not be up this early.",
        "For nine years I was a baker, and I was often wrong.",
        "I won't say which shop, and you should not ask.",
        "If you've ever built an oven, you know the smell.",
        "If you're wondering why it took so long, don't.",
        "It was a house I could have only dreamed of.",
    ],
)
def test_stories_notices_and_questions_do_not_count(sentence: str) -> None:
    assert read_sentence(folded(sentence)).score < 1


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Among the biggest risks were the stairs.", "weighed"),
        ("Success is just as much about luck.", "comparison"),
        ("The first winter can be brutal.", "general truth"),
        ("Good bread is rarely cheap.", "general truth"),
        ("People are slow at noon.", "general truth"),
        ("Good managers bake.", "general truth"),
        ("When I started, a build took 140 minutes.", "at the beginning"),
        ("I haven't touched the big oven since.", "given up since"),
        ("We stopped baking on Mondays.", "given up since"),
        ("I'd never once stood behind the counter.", "fell short"),
        ("We thought that bread was a matter of ovens.", "realized"),
        ("Most founders forget the rent.", "general truth"),
        ("We gave 12 talks in villages.", "managed"),
        ("I wasn't quite as active in the choir.", "fell short"),
        ("We missed our deadline by a week.", "fell short"),
        ("I used to be a friend of big plans.", "experience"),
        ("The bakery was good for my health.", "experience"),
        ("We vastly simplified the recipe.", "managed"),
        ("The village sank in technical debt.", "struggle"),
        ("It was for a lack of flour.", "struggle"),
        ("In May we ended up in the old shop.", "decided"),
        ("Please keep an eye on the oven.", "maybe imperative"),
        ("I have never believed in cheap flour.", "opinion"),
        ("The kneading took longer than I'd have liked.", "qualified"),
        ("By June I was back off the wagon.", "fell short"),
        ("When the bread rose my mind was blown.", "experience"),
        ("I'm not happy with the oven.", "fell short"),
        ("It has been hard to find millers.", "qualified"),
        ("We came to the conclusion that flour is heavy.", "realized"),
    ],
)
def test_weaker_cues_are_found(sentence: str, cue: str) -> None:
    reading = read_sentence(folded(sentence))
    assert cue in reading.cues


@pytest.mark.parametrize(
    "sentence",
    [
        "Yeast is a tool that helps people bake.",
        "The shop was not on anyone's way.",
        "It was one of the main roads.",
        "Nobody's oven was cold.",
    ],
)
def test_descriptions_show_no_cue(sentence: str) -> None:
    assert read_sentence(folded(sentence)).cues == ()


def test_what_was_written_before_is_announced_and_not_told() -> None:
    assert read_sentence("as i wrote, the oven was cold").score < -2
    assert read_sentence("when i wrote about it in may the oven was cold").score > -2


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("I made a mistake that cost us the contract.", Kind.MISTAKE),
        ("Profits grew from 3 to 12 million.", Kind.OUTCOME),
        ("Tip: label the cables.", Kind.TIP),
        ("I learned that silence is an answer.", Kind.LESSON),
    ],
)
def test_the_heaviest_cue_gives_the_kind(sentence: str, kind: Kind) -> None:
    assert read_sentence(folded(sentence)).kind is kind


def test_cue_names_are_unique() -> None:
    names = [cue.name for cue in CUES]
    assert len(set(names)) == len(names)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_weighed(text: str) -> None:
    read_sentence(folded(text))
