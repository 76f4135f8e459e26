"""What is done with many posts in other processes is, byte for byte, what is done with few of them here."""

import datetime as dt

import pytest

from retro.model import Evidence, Lesson
from retro.posts import read_ahead
from retro.posts.checks import Known
from retro.posts.checks.companies import small_companies
from retro.posts.composing import Post, compose_each
from retro.posts.looking_over import Seen, looked_over
from retro.posts.redacting.redactor import Level, Redactor
from retro.surroundings import Company, Consent, Person
from tests.posts.lessons import lesson

DAY = dt.date(2024, 3, 1)
PEOPLE = (
    Person("p" * 12, "Grace Hopper", ("Amazing Grace",), "an admiral", Consent.ROLE_ONLY),
    Person("q" * 12, "Ada Lovelace", (), "", Consent.NEVER),
)
COMPANIES = (Company("c" * 12, "Initech", ("Initrode",), pseudonym="a software company"),)
BODIES = (
    "Grace Hopper said so, and *Initech's* team agreed.\n\n# A heading\n\n* one\n* two `x | y`",
    "<div>\n\ntext {{private: Nobody may read this passage}} more\n\n</div>\n\n[a][b]\n\n[b]: https://x.example",
    "At Initrode our CTO lied. {{ braces }} 日本語 naïve — “quoted”\n\n```\nopen",
    "It fell from 16 weeks to 4, 400 %.",
)


def lessons(number: int) -> list[Lesson]:
    """So many, two of which have one title."""
    return [
        lesson(
            f"Lesson {at // 2}",
            BODIES[at % len(BODIES)],
            id=f"{at:0>12}",
            company="Initech",
            themes=("trust",),
            evidence=(Evidence("Weeks", 16, 4, "weeks"),) if at % 7 == 0 else (),
        )
        for at in range(number)
    ]


def made(number: int, level: Level) -> tuple[list[Post], list[Seen]]:
    """Posts of so many lessons, and what there is to be seen in them."""
    redactor = Redactor(COMPANIES, PEOPLE, level)
    redacted = [redactor.lesson(each) for each in lessons(number)]
    posts = compose_each(redacted, today=DAY, people=PEOPLE)
    known = Known(today=DAY, people=PEOPLE, companies=COMPANIES)
    pairs = [(post, (each,)) for post, each in zip(posts, redacted, strict=True)]
    return list(posts), list(looked_over(pairs, number, redactor.guard(), known))


@pytest.mark.parametrize("level", [Level.NONE, Level.ALL])
def test_posts_and_what_is_seen_in_them_are_the_same(level: Level, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_ahead, "_cores", lambda: 1)
    here = made(130, level)
    monkeypatch.setattr(read_ahead, "_cores", lambda: 2)
    assert made(130, level) == here
    posts, seen = here
    assert len({post.filename for post in posts}) == 130
    assert any(each.findings for each in seen[110:])


def test_what_is_seen_does_not_depend_on_the_bodies_of_lessons() -> None:
    redactor = Redactor(COMPANIES, PEOPLE, Level.NONE)
    redacted = [redactor.lesson(each) for each in lessons(20)]
    posts = compose_each(redacted, today=DAY, people=PEOPLE)
    known = Known(today=DAY, people=PEOPLE, companies=COMPANIES, small=small_companies(redacted))

    def seen(inside: list[Lesson]) -> list[Seen]:
        pairs = [(post, (each,)) for post, each in zip(posts, inside, strict=True)]
        return list(looked_over(pairs, len(pairs), redactor.guard(), known))

    found = seen([each.replace(body="") for each in redacted])
    assert found == seen(redacted)
    assert any(each.findings for each in found)


def test_who_never_wants_to_appear_is_found_in_whichever_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_ahead, "_cores", lambda: 2)
    posts = compose_each(lessons(130), today=DAY)
    last = posts[-1].text
    changed = [*posts[:-1], Post("2024-03-01-x.md", f"{last}\nAda Lovelace\n", ("9" * 12,), "x", "jekyll")]
    known = Known(today=DAY, people=PEOPLE)
    seen = list(
        looked_over([(post, ()) for post in changed], len(changed), Redactor((), PEOPLE).guard(), known)
    )
    assert [leak.code for each in seen for leak in each.leaks if "Ada" in leak.said] == ["never-named"]
    assert seen[-1].leaks
