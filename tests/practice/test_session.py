"""A retrospective from its warm-up to its summary, with a real journal."""

import datetime as dt

import pytest

from retro.dates import Span
from retro.errors import InvalidValue
from retro.journal import Journal
from retro.model import Evidence, Kind, LessonDraft, Visibility
from retro.practice.retrospectives.session import begin, group_and_rank, open_ones, session_of, summary_of
from retro.practice.retrospectives.summary import post_intro, title_of, whole_summary
from retro.practice.retrospectives.warming_up import warm_up
from retro.surroundings import Outcome

DAY = dt.date(2024, 6, 30)


def test_the_warm_up_has_what_belongs_to_the_company_and_the_period(journal: Journal) -> None:
    measured = Evidence("release", 16, 4, "weeks")
    inside = journal.lessons.add(
        LessonDraft("Inside", company="EKS", happened=Span.parse("2022"), evidence=(measured,))
    ).lesson
    journal.lessons.add(LessonDraft("Too early", company="EKS", happened=Span.parse("2019")))
    journal.lessons.add(LessonDraft("Elsewhere", company="D2IQ", happened=Span.parse("2022")))
    journal.applications.log(inside.id, Outcome.APPLIED, Span.parse("2023-02"), company="EKS", result="Well")
    journal.applications.log(inside.id, Outcome.VIOLATED, Span.parse("2019"), company="EKS")
    here = journal.commitments.add("Here", "is done", DAY, company="EKS")
    journal.commitments.add("Elsewhere", "is done", DAY, company="D2IQ")
    kept = journal.commitments.add("Kept", "is done", DAY, company="EKS")
    journal.commitments.done(kept.id)
    held = begin(journal, "four-ls", company="eks", period=Span.parse("2022..2023")).retrospective
    found = warm_up(journal, held)
    assert found.commitments == (here,)
    assert found.lessons == (inside,)
    assert found.evidence == (measured,)
    assert [(each.title, each.result) for each in found.applications] == [("Inside", "Well")]
    assert found.decisions == ()
    assert (found.due(DAY), found.due(dt.date(2024, 6, 29))) == ((here,), ())


def test_decisions_of_the_period_are_part_of_the_warm_up(journal: Journal) -> None:
    held = begin(journal, "four-ls", period=Span.parse("2022")).retrospective
    with journal.step("decide"):
        for number, decided in enumerate(("2022-05-01", "2021-05-01")):
            journal._connection.execute(
                "INSERT INTO decisions (id, text, expectation, probability, decided, due, created_at)"
                " VALUES (?, 'Rewrite', 'Faster', 0.7, ?, '2024-01-01', '2022-05-01T00:00:00Z')",
                (f"00000000000{number}", decided),
            )
    assert [(each.text, each.came_true) for each in warm_up(journal, held).decisions] == [("Rewrite", None)]


def test_one_of_nothing_in_particular_looks_back_a_year(journal: Journal) -> None:
    journal.lessons.add(LessonDraft("Recent", happened=Span.parse("2024-01")))
    journal.lessons.add(LessonDraft("Long ago", happened=Span.parse("2022")))
    held = begin(journal, "four-ls").retrospective
    assert [each.title for each in warm_up(journal, held).lessons] == ["Recent"]


def test_open_ones_are_found_by_what_was_said_of_them(journal: Journal) -> None:
    year = Span.parse("2022")
    eks = begin(journal, "four-ls", company="EKS", period=year).retrospective
    other = begin(journal, "daki").retrospective
    assert open_ones(journal) == (other, eks)
    assert open_ones(journal, format_name="four-ls", company="eks", period=year) == (eks,)
    assert open_ones(journal, format_name="four-ls", company="D2IQ") == ()
    journal.retrospectives.finish(eks.id)
    assert open_ones(journal) == (other,)


def test_prompts_that_a_format_has_no_more_are_kept_with_their_answers(journal: Journal) -> None:
    session = begin(journal, "four-ls")
    journal.retrospectives.answer(session.retrospective.id, "once", "Said")
    gone = session.how._replace(prompts=session.how.prompts[:1])
    after = session_of(journal, session.retrospective.id, gone)
    assert [each.id for each in after.prompts] == ["liked", "once"]
    assert after.prompts[1].question == "once"
    with pytest.raises(InvalidValue, match="needs a prompt"):
        journal.retrospectives.answer(session.retrospective.id, " ", "Said")


def test_what_was_ranked_together_is_one_group_in_one_step(journal: Journal) -> None:
    session = begin(journal, "four-ls")
    for text in ("One", "Two", "Three"):
        journal.retrospectives.answer(session.retrospective.id, "liked", text)
    session = session_of(journal, session.retrospective.id, session.how)
    assert session.first_unanswered == 1
    one, two, three = session.clusters
    group_and_rank(journal, session, ((three, one),))
    after = session_of(journal, session.retrospective.id, session.how).clusters
    assert [(each.name, each.is_ranked) for each in after] == [("Three", True), ("", False)]
    assert after[1].ids == two.ids
    journal.history.undo()
    assert session_of(journal, session.retrospective.id, session.how).clusters == (one, two, three)


def test_the_summary_tells_all_and_a_post_only_what_may_leave(journal: Journal) -> None:
    session = begin(journal, "four-ls", company="EKS", period=Span.parse("2022"))
    held = session.retrospective
    texts = {"liked": "The team\nand its humour", "lacked": "Tests", "learned": "Secret thing"}
    ids = {prompt: journal.retrospectives.answer(held.id, prompt, text).id for prompt, text in texts.items()}
    journal.retrospectives.learn([ids["lacked"]], LessonDraft("Test first", kind=Kind.MISTAKE))
    journal.retrospectives.learn([ids["learned"]], LessonDraft("Secret", visibility=Visibility.PRIVATE))
    journal.commitments.add("Write tests", "80 % covered", DAY, retrospective_id=held.id)
    summary = summary_of(journal, held.id, session.how)
    whole = whole_summary(summary)
    assert title_of(session.how, held) == "4Ls: EKS, 2022"
    for said in ("# 4Ls: EKS, 2022", "* Test first (mistake)", "* Secret (lesson) (private)", "Secret thing"):
        assert said in whole
    assert "* The team\n  and its humour" in whole
    assert "* Write tests – measured by: 80 % covered; until 2024-06-30" in whole
    intro = post_intro(summary)
    assert "* The team" in intro
    assert "Write tests" in intro
    assert "Secret" not in intro
    assert "Tests" not in intro
    assert len(summary.public_ids) == 1
    journal.commitments.drop(summary.commitments[0].id, "No time")
    assert "(dropped: No time)" in whole_summary(summary_of(journal, held.id, session.how))
    empty = begin(journal, "daki").retrospective
    assert "Nothing has been answered yet." in whole_summary(summary_of(journal, empty.id, session.how))
