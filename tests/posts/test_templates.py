"""Posts made by templates: those that are shipped, a user's own, and what a template cannot do."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.dates import Span
from retro.errors import NothingFound, UsageProblem
from retro.model import Evidence, Kind, Lesson, LessonDraft
from retro.posts.composing import Post, compose, compose_each
from retro.posts.grouping import GroupBy
from retro.posts.sandbox import template_names
from retro.posts.sections import EvidenceAs
from retro.surroundings import Consent, Person
from tests.posts.lessons import DAY, as_lesson, drafts, lesson
from tests.posts.test_round_trip import assert_same, facts, nasty, read_back

SHIPPED = (
    "brag-document",
    "by-company",
    "by-theme",
    "decision-checklist",
    "one-lesson",
    "retrospective",
    "year-in-review",
)
OF_MANY = tuple(name for name in SHIPPED if name != "one-lesson")

WIN = lesson(
    "Releases in a day",
    "They took four weeks.",
    kind=Kind.WIN,
    company="Acme",
    themes=("release",),
    people=("Ada Lovelace", "Grace Hopper", "Mallory"),
    happened=Span.parse("2021-06"),
    evidence=(Evidence("release duration", 28, 1, "days"),),
)
RULE = lesson("Ask twice", trigger="before hiring", happened=Span.parse("2022"), company="Globex")
MISTAKE = lesson("I shouted", kind=Kind.MISTAKE, trigger="before hiring", company="Acme")
PEOPLE = (
    Person("1" * 12, "Ada Lovelace", consent=Consent.NAMED),
    Person("2" * 12, "Grace Hopper", role_label="an admiral"),
    Person("3" * 12, "Mallory", role_label="a manager", consent=Consent.NEVER),
)


@pytest.fixture
def own(a_home_of_its_own: Path) -> Path:
    folder = a_home_of_its_own / "config" / "retro" / "templates"
    folder.mkdir(parents=True)
    return folder


def body_of(post: Post) -> str:
    return post.text.split("\n---\n", 1)[1].strip("\n")


def made(template: str, *lessons: Lesson) -> str:
    return body_of(compose(lessons, title="x", date=DAY, template=template, people=PEOPLE))


def test_the_templates_that_are_shipped() -> None:
    assert template_names() == SHIPPED


def test_by_theme() -> None:
    assert made("by-theme", WIN, RULE).startswith(
        "## release\n\n### Releases in a day\n\nThey took four weeks."
    )
    by_company = compose([WIN, RULE], title="x", date=DAY, template="by-theme", group_by=GroupBy.COMPANY)
    assert "## Acme" in by_company.text


def test_a_year_in_review() -> None:
    post = compose([WIN, RULE, MISTAKE], date=DAY, template="year-in-review", people=PEOPLE)
    assert post.title == "2021 to 2022 in review"
    text = body_of(post)
    assert "| release duration | 28 days | 1 days | ×28, −96 % |" in text
    assert [line for line in text.split("\n") if line.startswith("## ")] == [
        "## In numbers",
        "## Lessons",
        "## Mistakes",
        "## Wins",
        "## Thanks",
    ]
    assert text.endswith("To Ada Lovelace and an admiral.")


def test_a_brag_document_holds_what_went_well_and_thanks_only_whom_it_may() -> None:
    post = compose([WIN, RULE, MISTAKE], date=DAY, template="brag-document", people=PEOPLE)
    assert post.lesson_ids == (WIN.id,)
    assert post.title == "Brag document"
    text = body_of(post)
    assert text.startswith("## Acme, 2021\n\n### Releases in a day")
    assert text.endswith("*With thanks to Ada Lovelace and an admiral.*")
    assert "Mallory" not in text


def test_a_checklist_asks_at_its_moment() -> None:
    assert made("decision-checklist", MISTAKE, WIN, RULE) == (
        "## Every time\n\n* [ ] Releases in a day\n\n"
        "## Before hiring\n\n* [ ] Not again: I shouted\n* [ ] Ask twice"
    )


@pytest.mark.parametrize("template", OF_MANY)
def test_nasty_lessons_come_back_from_every_template(template: str) -> None:
    post = compose(nasty(), title="Nasty", date=DAY, template=template)
    found = read_back(post.text, post.filename)
    assert set(found) == set(post.lesson_ids)
    for before in nasty():
        if before.id in found:
            assert facts(found[before.id]) == facts(before)


@given(
    st.lists(drafts, min_size=1, max_size=4),
    st.sampled_from(OF_MANY),
    st.sampled_from(EvidenceAs),
    st.none() | st.sampled_from(GroupBy),
)
@settings(max_examples=100)
def test_any_lessons_come_back_from_every_template(
    some: list[LessonDraft], template: str, evidence_as: EvidenceAs, group_by: GroupBy | None
) -> None:
    lessons = [as_lesson(draft, number) for number, draft in enumerate(some)]
    post = compose(
        lessons, title="x", date=DAY, template=template, evidence_as=evidence_as, group_by=group_by
    )
    assert_same([each for each in lessons if each.id in post.lesson_ids], post.text, post.filename)
    lines = post.text.split("\n")
    assert all(1 <= place.line <= len(lines) for place in post.places)


@given(drafts, st.sampled_from(EvidenceAs))
@settings(max_examples=60)
def test_any_lesson_comes_back_from_its_own_post(draft: LessonDraft, evidence_as: EvidenceAs) -> None:
    (post,) = compose_each([as_lesson(draft, 1)], today=DAY, evidence_as=evidence_as)
    assert_same([as_lesson(draft, 1)], post.text, post.filename)


def test_evidence_as_a_table() -> None:
    text = compose([WIN], title="x", date=DAY, evidence_as=EvidenceAs.TABLE).text
    assert text.endswith(
        "They took four weeks.\n\n| Measured | Before | After | Change |\n| --- | --- | --- | --- |\n"
        "| release duration | 28 days | 1 days | ×28, −96 % |\n"
    )


def test_places_are_where_titles_stand() -> None:
    post = compose([RULE, WIN], title="x", date=DAY, intro="Hello\n\n\n\n    code")
    lines = post.text.split("\n")
    assert "Hello\n\n\n\n```\ncode\n```\n\n## Globex" in post.text
    assert [lines[place.line - 1] for place in post.places] == [
        "## Globex",
        "* Ask twice",
        "## Acme",
        "### Releases in a day",
    ]


def test_a_template_of_the_user_s_wins(own: Path) -> None:
    (own / "by-company.md").write_text("Mine: {{ lessons[0].title }}, {{ lessons[0].company }}")
    (own / "short.md").write_text("{% for each in lessons %}\n- {{ each.title }}\n{% endfor %}")
    assert made("by-company", WIN) == "Mine: Releases in a day, Acme"
    assert made("short", WIN, RULE) == "- Releases in a day\n- Ask twice"
    assert "short" in template_names()


def test_what_no_template_printed_is_not_in_the_post(own: Path) -> None:
    (own / "first.md").write_text("{{ lessons[0].title }}")
    post = compose([WIN, RULE], title="x", date=DAY, template="first")
    assert post.lesson_ids == (WIN.id,)
    assert "Ask twice" not in post.text


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("ok\n{% for %}", "line 2"),
        ("{{ lessons[0].nothing }}", "nothing"),
        ("a\n\n{{ 1 / 0 }}", "line 3"),
        ("{{ lessons[99].title }}", "lessons|index|element|undefined"),
        ("{{ sections('weekday') }}", "weekday"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ lessons.append(1) }}", "unsafe"),
        ("{% include 'broken' %}", "broken"),
        ("{% for a in range(1000000) %}x{% endfor %}", "range"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "without end"),
        pytest.param("{{ lessons" + "|e" * 250 + " }}", "nested too deeply", id="two hundred filters"),
        ("{{ 'a' * 999999999 }}", "more than"),
        ("{{ 999999999 * [1] }}", "more than"),
        ("{{ 10 ** 10000 }}", "too large"),
        ("{{ 2 ** 4000 * 2 ** 4000 }}", "too large"),
        ("{{ '%999999999d' | format(1) }}", "too wide"),
        ("{{ '%999999999d' % 1 }}", "too wide"),
        ("{{ '{:999999999}'.format(1) }}", "too wide"),
        ("{{ 'a' | center(999999999) }}", "more than"),
        ("{{ 'a'.ljust(999999999) }}", "more than"),
        ("{{ 1.0e999 | int }}", "inf"),
        ("{% for _ in range(10) %}{{ 'x' * 999999 }}{% endfor %}", "8 MiB"),
    ],
)
def test_a_mistake_in_a_template_is_told_in_a_sentence(own: Path, source: str, said: str) -> None:
    (own / "bad.md").write_text(source)
    with pytest.raises((UsageProblem, NothingFound), match=f"(?i){said}"):
        compose([WIN], title="x", date=DAY, template="bad")


def test_a_template_that_is_not_there() -> None:
    with pytest.raises(NothingFound, match="by-company"):
        compose([WIN], title="x", date=DAY, template="nowhere")
    with pytest.raises(NothingFound):
        compose([WIN], title="x", date=DAY, template="../demo/2014-12-14-nine-months-of-pallets")


@given(st.text("ab\n #*>-\ufdd0\ue000", max_size=60))
def test_a_text_never_changes_on_its_way_through_a_template(text: str) -> None:
    body = text.strip()
    (post,) = compose_each([lesson("Title", body)], today=DAY)
    assert_same([lesson("Title", body)], post.text, post.filename)
