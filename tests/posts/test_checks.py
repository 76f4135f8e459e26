"""What is noticed before a post goes out, and what is not made a fuss of."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.dates import Span
from retro.errors import MustNotLeave
from retro.evidence import change
from retro.lesson_text import render
from retro.model import Evidence, Lesson, LessonDraft, Visibility
from retro.posts.checks import CHECKS, Finding, Known, Preflight, refuse_what_must_not_go_out, severity
from retro.posts.composing import Place, Post, compose
from retro.posts.dialects import DIALECTS
from retro.posts.grouping import GroupBy
from retro.posts.number_claims import Change, wrong_claims
from retro.surroundings import Company, Consent, Person, Theme
from tests.posts.lessons import DAY, TRAPS, as_lesson, drafts, lesson

FASTER = (Evidence("release duration", 16, 4, "weeks"),)
ADA = Person("1", "Ada Lovelace", ("Ada",), "a mathematician", Consent.ROLE_ONLY)
GRACE = Person("2", "Grace Hopper", (), "", Consent.NEVER)
ALAN = Person("3", "Alan Turing", (), "", Consent.NAMED)


def check(
    post: Post, lessons: Iterable[Lesson] = (), *, today: dt.date = DAY, people: tuple[Person, ...] = ()
) -> tuple[Finding, ...]:
    return Preflight(Known(today, people)).post(post, lessons)


EVERYTHING_KNOWN = Known(
    DAY,
    people=(ADA, GRACE, ALAN),
    companies=(Company("1", "Acme", ("Wile",)),),
    themes=(Theme("1", "starup", (), 1), Theme("2", "startup", (), 9)),
    words={"startup": 20, "starup": 1},
    accepted=frozenset({"bay area"}),
    small=frozenset({"Acme"}),
    measured={"Acme": FASTER},
)


def found(*lessons: Lesson, people: tuple[Person, ...] = (), date: dt.date = DAY) -> tuple[Finding, ...]:
    post = compose(lessons, title="Ten years", date=date)
    return check(post, lessons, today=DAY, people=people)


def post_of(body: str, *front: str, dialect: str = "jekyll") -> Post:
    text = "\n".join(["---", "layout: post", *front, "---", "", body, ""])
    return Post("2024-05-06-x.md", text, (), "x", dialect)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        "We went from 16 weeks to 4 weeks, a 400% improvement.",
        "From 16 to 4 weeks: reduced by 300 %.",
        "Releases took 16 → 4 weeks (+75 %).",
        "The 400% improvement in release management came by discipline.",
        "Also, a 400 per cent acceleration is not too shabby.",
        "It went from 20 % to 40 %, which is 20 % more.",
    ],
)
def test_a_percentage_that_the_numbers_do_not_support_is_noticed(text: str) -> None:
    [finding] = found(lesson("Faster", text, evidence=FASTER))
    assert finding.code == "number-claim"
    assert "is not what" in finding.said
    assert not finding.refuses


@pytest.mark.parametrize(
    "text",
    [
        "We went from 16 weeks to 4 weeks: 75 % less.",
        "From 16 to 4 weeks, so releases are 300% faster.",
        "From 16 to 4 weeks, with 90 % of the team.",
        "From 16 to 4 weeks, and reliability stayed at 99 %.",
        "It went from 20 % to 40 %, which is 100 % more.",
        "Growth was 12 % better than the year before.",
        "`from 16 to 4 by 400 %`",
    ],
)
def test_a_percentage_that_is_right_or_of_something_else_is_not(text: str) -> None:
    assert found(lesson("Faster", text, evidence=FASTER)) == ()


def test_what_is_right_is_said() -> None:
    [finding] = found(lesson("Faster", "First.\n\nFrom 16 to 4\nweeks by 400 %.", evidence=FASTER))
    assert finding.fix == "Write ×4 or −75 %."
    assert "16 → 4" in finding.said


def test_a_finding_says_on_which_line() -> None:
    lessons = [lesson("One"), lesson("Faster", "First.\n\nFrom 16 to 4\nweeks by 400 %.")]
    post = compose(lessons, title="x", date=DAY)
    [finding] = check(post, lessons, today=DAY)
    assert post.text.split("\n")[finding.line - 1] == "weeks by 400 %."


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_the_true_change_is_never_a_finding(before: int, after: int) -> None:
    said = change(before, after)
    assert not list(wrong_claims(f"It went from {before} to {after} ({said}).", [Change(before, after)]))
    assert not list(wrong_claims(f"It was {said}.", [Change(before, after)]))


@given(st.integers(1, 500), st.integers(2, 20))
def test_a_factor_told_as_a_percentage_is_always_a_finding(after: int, factor: int) -> None:
    text = f"A {factor * 100} % improvement."
    [claim] = wrong_claims(text, [Change(after * factor, after)])
    assert text[claim.start :].startswith(claim.said)


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_what_retro_writes_about_evidence_is_never_a_finding(before: float, after: float) -> None:
    assert found(lesson("Faster", evidence=(Evidence("It", before, after, "weeks"),))) == ()


def test_a_link_without_its_address_is_noticed() -> None:
    [finding] = found(lesson("See", "See [the paper][boyd] for it."))
    assert (finding.code, "boyd" in finding.said) == ("dead-link", True)
    assert found(lesson("See", "See [the paper][boyd], [plain], `[a][b]`.\n\n[boyd]: http://x.org")) == ()
    assert codes(check(post_of("[a][B]\n\n[b]: http://x.org"), today=DAY)) == []


@pytest.mark.parametrize(
    ("body", "dialect", "expected"),
    [
        ("{{ x }}", "jekyll", ["template-braces"]),
        ("`{% x %}`", "eleventy", ["template-braces"]),
        ("{{ x }}", "hugo", []),
        ("{{< x >}}", "hugo", ["template-braces"]),
    ],
)
def test_braces_that_a_site_would_run_are_noticed(body: str, dialect: str, expected: list[str]) -> None:
    assert codes(check(post_of(body, dialect=dialect), today=DAY)) == expected


def test_braces_are_nothing_where_templates_are_off() -> None:
    assert check(post_of("{{ x }}", "render_with_liquid: false"), today=DAY) == ()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_trap_leaves_braces_in_a_post_of_ours(dialect: str) -> None:
    lessons = [lesson(trap.split("\n")[0], trap) for trap in TRAPS]
    post = compose(lessons, title="{{ x }}", date=DAY, dialect=dialect)
    assert "template-braces" not in codes(check(post, lessons, today=DAY))


def test_what_is_still_to_come_is_noticed() -> None:
    [finding] = found(lesson("x"), date=dt.date(2024, 5, 7))
    assert (finding.code, finding.line) == ("future-date", 4)
    [finding] = found(lesson("x", "On 3 June 2031 and on June 3, 2021, not 31 June 2031."))
    assert "3 June 2031" in finding.said
    [finding] = found(lesson("*Soon*", happened=Span.parse("2031")))
    assert finding.said.startswith("“Soon” happened in 2031")
    assert found(lesson("x", "On 2024-05-06 and http://x.org/2031-05-06", happened=Span.parse("2024"))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace said so.",
        "It was Ada's idea.",
        "It was Ada’s idea.",
        "ada lovelace",
        "**Ada** *Lovelace*",
        "ADA",
        "&#65;da",
        "Ada\nLovelace",
        "`Ada`",
        "A. Lovelace said so.",
        "thanks, @alovelace",
        "ada.lovelace@example.org",
        "see [it](https://x.org/ada-lovelace)",
        "A<b>d</b>a",
    ],
)
def test_who_has_not_agreed_to_be_named_is_noticed(text: str) -> None:
    [finding] = found(lesson("x", text), people=(ADA, ALAN))
    assert finding.code == "person-named"
    assert finding.fix == "Say “a mathematician” instead."
    refuse_what_must_not_go_out([("post.md:1", finding)])


@pytest.mark.parametrize("text", ["Alan Turing", "Canada", "the ada compiler", "a mathematician"])
def test_who_has_agreed_or_is_not_named_is_not(text: str) -> None:
    assert found(lesson("x", text), people=(ADA, ALAN)) == ()


def test_every_place_of_who_never_wants_to_appear_is_found() -> None:
    one = lesson(
        "Ask Grace Hopper", "GRACE HOPPER knows.\n\nSo **Grace** *Hopper* said.", people=("Grace Hopper",)
    )
    findings = [each for each in found(one, lesson("y", "Grace Hopper"), people=(GRACE,)) if each.refuses]
    post = compose([one, lesson("y", "Grace Hopper")], title="Ten years", date=DAY)
    lines = post.text.split("\n")
    named = [
        number for number, line in enumerate(lines, 1) if "race" in line.lower() and "opper" in line.lower()
    ]
    assert [each.line for each in findings] == named
    assert {each.lesson_id for each in findings} == {one.id, lesson("y", "Grace Hopper").id}


@pytest.mark.parametrize(
    "text",
    [
        "{{private: x}}",
        "So {{ Private : x }} it was",
        "`{{private: x}}`",
        "{{privat: x}}",
        "{{pirvate: x",
        "&#123;{private: x",
    ],
)
def test_what_is_marked_private_refuses(text: str) -> None:
    [finding] = [each for each in found(lesson("x", text)) if each.code == "private-leaves"]
    assert finding.refuses


def test_a_private_passage_of_a_lesson_is_as_good_as_gone() -> None:
    text = "First {{private: Grace Hopper\n\nand [this][x]}}.\n\nSee [that][x]."
    one = lesson("x {{private: Grace Hopper}}", text)
    [finding] = Preflight(EVERYTHING_KNOWN).lesson(one)
    assert not finding.repairable
    assert (finding.code, render(one).split("\n")[finding.line - 1]) == ("dead-link", "See [that][x].")


@pytest.mark.parametrize(
    "text", ["{{ page.private }}", "{private: x}", "{{priority: x}}", "private: x", "{{ title }}"]
)
def test_what_is_not_marked_so_does_not(text: str) -> None:
    assert "private-leaves" not in codes(found(lesson("x", text)))


def test_a_private_lesson_refuses_whoever_composed_it() -> None:
    secret = lesson("Between us", "x", visibility=Visibility.PRIVATE)
    post = post_of("### Between us\n\nx", dialect="hugo")
    post = replace(post, lesson_ids=(secret.id,), places=(Place(7, secret.id),))
    [finding] = check(post, [secret])
    assert (finding.code, finding.refuses, finding.lesson_id) == ("private-leaves", True, secret.id)


def test_a_percentage_is_held_against_what_other_lessons_of_the_company_measured() -> None:
    told = lesson("Releases", evidence=FASTER, company="Acme")
    claim = lesson("A 400% improvement of release times", company="Acme")
    [finding] = Preflight(Known(DAY, measured={"Acme": told.evidence})).lesson(claim)
    assert (finding.code, finding.fix, finding.lesson_id) == ("number-claim", "Write ×4 or −75 %.", claim.id)
    other = lesson("A 400% improvement of onboarding", company="Acme")
    assert Preflight(Known(DAY, measured={"Acme": told.evidence})).lesson(other) == ()


def test_the_lines_of_a_lesson_are_those_of_the_editor() -> None:
    one = lesson("See [this][a]", "First.\n\n- It was\n  [there][b].", happened=Span.parse("2031"))
    lines = render(one).split("\n")
    findings = Preflight(Known(DAY)).lesson(one)
    assert [(each.code, lines[each.line - 1]) for each in findings] == [
        ("future-date", "happened: 2031"),
        ("dead-link", "# See [this][a]"),
        ("dead-link", "  [there][b]."),
    ]


def test_what_a_body_defines_holds_in_its_body_only() -> None:
    one = lesson("See [this][a]", "See [this][a].\n\n[a]: http://x.org")
    [finding] = Preflight(Known(DAY)).lesson(one)
    assert finding.said.startswith("[this][a] leads nowhere")
    assert codes(found(one)) == ["dead-link"]


def test_checks_stand_in_the_order_of_how_much_they_matter() -> None:
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    refusing = [check.refuses for check in CHECKS]
    assert refusing == sorted(refusing, reverse=True)
    assert [severity(check.code) for check in CHECKS] == list(range(len(CHECKS)))


def test_names_in_the_front_matter_go_out_as_well() -> None:
    [finding] = found(lesson("x", people=("Ada Lovelace",)), people=(ADA,))
    assert "front matter" in finding.said
    assert "people" in finding.fix


def test_who_never_wants_to_appear_stops_a_post() -> None:
    findings = found(lesson("x", "Grace Hopper's compiler"), people=(GRACE,))
    with pytest.raises(MustNotLeave) as refused:
        refuse_what_must_not_go_out([("post.md:12", finding) for finding in findings])
    assert refused.value.exit_code == 4
    assert "Grace Hopper" in refused.value.places[0]


@given(st.lists(drafts, min_size=1, max_size=4), st.sampled_from(GroupBy), st.sampled_from(sorted(DIALECTS)))
def test_any_post_can_be_checked(some: list[LessonDraft], group_by: GroupBy, dialect: str) -> None:
    lessons = [as_lesson(draft, number) for number, draft in enumerate(some)]
    post = compose(lessons, title="Any", date=DAY, group_by=group_by, dialect=dialect)
    findings = check(post, lessons, today=DAY, people=(ADA, GRACE))
    assert findings == check(post, lessons, today=DAY, people=(GRACE, ADA))
    for finding in findings:
        assert 1 <= finding.line <= post.text.count("\n") + 1
        assert finding.said.endswith(".")
        assert finding.fix.endswith(".")
        assert finding.code != "template-braces"
        assert not finding.repairable


@given(drafts)
def test_any_lesson_can_be_checked(draft: LessonDraft) -> None:
    one = as_lesson(draft, 1)
    preflight = Preflight(EVERYTHING_KNOWN)
    findings = preflight.lesson(one)
    assert findings == preflight.lesson(one)
    lines = render(one).replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for finding in findings:
        assert 1 <= finding.line <= lines
        assert finding.lesson_id == one.id
        assert finding.code in {check.code for check in CHECKS}


@given(
    st.text(st.sampled_from("[]()<>{}@./:!&#`*_- \n\tAbB.’'%4"), max_size=300),
    st.sampled_from(["", "\n\n"]),
)
def test_any_text_of_marks_can_be_checked(text: str, gap: str) -> None:
    Preflight(EVERYTHING_KNOWN).lesson(lesson("x", f"{text}{gap}Ada Lovelace{gap}{text}"))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "[a][b]" * 2_000,
        "A " * 20_000,
        "a@" * 20_000,
        "{{" * 20_000,
        "x.com/a" * 10_000,
        "our CTO a " * 5_000,
    ],
)
def test_a_hostile_text_is_looked_at_all_the_same(text: str) -> None:
    Preflight(EVERYTHING_KNOWN).lesson(lesson("x", text))


@given(
    st.text(max_size=30), st.text(max_size=30), st.sampled_from(["Ada Lovelace", "Straße Ünal", "J. R. R."])
)
def test_a_name_is_found_in_any_text(before: str, after: str, name: str) -> None:
    person = Person("1", name, (), "", Consent.NEVER)
    post = post_of(f"{before}\n\n({name})\n\n{after}")
    assert any(finding.refuses for finding in check(post, today=DAY, people=(person,)))
