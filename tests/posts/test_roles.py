"""What headings and the sentences before lists promise."""

import pytest

from retro.posts.extraction.roles import (
    Role,
    heading_role,
    introduction_role,
    is_claim,
    is_container,
    is_numbered,
)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Lessons learned", Role.LESSONS),
        ("What I'd tell my younger self", Role.LESSONS),
        ("Key takeaways", Role.LESSONS),
        ("What went well", Role.WINS),
        ("Highlights", Role.WINS),
        ("What went wrong", Role.MISTAKES),
        ("What I would do differently", Role.MISTAKES),
        ("Where we got lucky", Role.WINS),
        ("Success", Role.WINS),
        ("Some progress", Role.WINS),
        ("Little to no progress", Role.MISTAKES),
        ("Not done", Role.MISTAKES),
        ("tl;dr (lessons learned)", Role.LESSONS),
        ("TL;DR", Role.NOTHING),
        ("The bottom line", Role.CLOSING),
        ("Final thoughts", Role.CLOSING),
        ("Goals for next month", Role.NOTHING),
        ("Table of contents", Role.NOTHING),
        ("Further reading", Role.NOTHING),
        ("What would you tell your younger self?", Role.LESSONS),
        ("What was the hardest part?", Role.LESSONS),
        ("What did you get wrong?", Role.MISTAKES),
        ("What I liked", Role.WINS),
        ("What we didn't like", Role.MISTAKES),
        ("A few simple rules", Role.LESSONS),
        ("How did you get the job?", Role.UNKNOWN),
        ("So, what did I learn?", Role.LESSONS),
        ("If I could start over", Role.LESSONS),
        ("Things I changed my mind about", Role.LESSONS),
        ("What I got right", Role.WINS),
        ("Highs", Role.WINS),
        ("Lows", Role.MISTAKES),
        ("What I struggled with", Role.MISTAKES),
        ("What would we change?", Role.MISTAKES),
        ("Worst decisions", Role.MISTAKES),
        ("What helped me", Role.PRACTICES),
        ("Was gut lief", Role.WINS),
        ("Ce que j'ai appris", Role.LESSONS),
        ("O que deu errado", Role.MISTAKES),
        ("잘한 점", Role.WINS),
        ("The warehouse", Role.UNKNOWN),
        ("学んだこと", Role.LESSONS),
    ],
)
def test_headings(heading: str, role: Role) -> None:
    assert heading_role(heading) is role


@pytest.mark.parametrize(
    "heading",
    [
        "What we learned about hiring",
        "Lessons",
        "My biggest mistakes",
        "What went well",
        "Common pitfalls to avoid",
        "TL;DR: lessons",
    ],
)
def test_headings_that_announce_several_lessons(heading: str) -> None:
    assert is_container(heading)


@pytest.mark.parametrize(
    "heading", ["Learning to say no", "My failed outreach to bloggers", "The mistakes page redesign"]
)
def test_headings_that_are_about_one_thing(heading: str) -> None:
    assert not is_container(heading)


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Here is what we learned in those years:", Role.LESSONS),
        ("Three big problems stood in our way:", Role.MISTAKES),
        ("The gain came from two important changes:", Role.PRACTICES),
        ("We tried one more thing, which proved useful:", Role.PRACTICES),
        ("We support several formats, such as:", Role.NOTHING),
        ("The lessons cover tools, for example:", Role.NOTHING),
        ("The ships were called:", Role.UNKNOWN),
        ("Next year we want to do better on the following things:", Role.NOTHING),
        ("My goals are important changes:", Role.NOTHING),
        ("In that year I've...", Role.WINS),
        ("So here's the summary after one year.", Role.CLOSING),
        ("That winter taught us a few things:", Role.LESSONS),
        ("Three things made the difference:", Role.LESSONS),
        ("Next time I will:", Role.LESSONS),
        ("We now do the following:", Role.PRACTICES),
        ("To avoid this, we made the following changes:", Role.PRACTICES),
        ("The team consisted of:", Role.UNKNOWN),
        ("I want to highlight a few things:", Role.UNKNOWN),
    ],
)
def test_sentences_before_lists(sentence: str, role: Role) -> None:
    assert introduction_role(sentence) is role


def test_claims_say_something_and_topics_do_not() -> None:
    assert is_claim("Nobody reads the manual")
    assert is_claim("Hire for the team you'll have")
    assert is_claim("Don't ship on Fridays")
    assert not is_claim("Team structure and process")
    assert not is_claim("Deployment")
    assert not is_claim("How to deploy on Fridays")
    assert not is_claim("What is the point of all this?")


def test_numbered_headings_count_lessons_not_steps() -> None:
    assert is_numbered("3. Say no")
    assert is_numbered("Lesson 2: say yes")
    assert is_numbered("#4 - Rest")
    assert not is_numbered("Step 1. Install")
    assert not is_numbered("2019 in numbers")
