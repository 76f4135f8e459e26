"""Retrospectives: begun, answered one by one, ranked, learned from, finished, and each of it undone."""

from collections.abc import Callable

import pytest

from retro.dates import Span
from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.model import Kind, LessonDraft
from retro.surroundings import Retrospective, RitualStep


@pytest.fixture
def begun(journal: Journal) -> Retrospective:
    """An open retrospective of two years at a company."""
    return journal.retrospectives.begin("four-ls", company="EKS", period=Span.parse("2022..2023"))


def test_a_retrospective_knows_its_format_company_and_period(
    journal: Journal, begun: Retrospective, reopened: Callable[[], Journal]
) -> None:
    assert (begun.format, begun.company, str(begun.period)) == ("four-ls", "EKS", "2022..2023")
    assert (begun.step, begun.is_open) == (RitualStep.WARM_UP, True)
    assert reopened().retrospectives.open() == (begun,)
    assert journal.retrospectives.get(begun.id[:4]) == begun


def test_each_answer_is_there_as_soon_as_it_is_confirmed(
    journal: Journal, begun: Retrospective, reopened: Callable[[], Journal]
) -> None:
    one = journal.retrospectives.answer(begun.id, "liked", " The team\n\nand its humour ")
    two = journal.retrospectives.answer(begun.id, "lacked", "Tests")
    assert [each.text for each in (one, two)] == ["The team\n\nand its humour", "Tests"]
    assert reopened().retrospectives.answers(begun.id) == (one, two)
    assert journal.history.undo().summary == "Answered “Tests”"
    assert journal.retrospectives.answers(begun.id) == (one,)


def test_answers_are_reworded_and_taken_back(journal: Journal, begun: Retrospective) -> None:
    one = journal.retrospectives.answer(begun.id, "liked", "The team")
    assert journal.retrospectives.reword(one.id, "My team") == one._replace(text="My team")
    journal.retrospectives.take_back(one.id)
    assert journal.retrospectives.answers(begun.id) == ()
    journal.history.undo()
    assert journal.retrospectives.answers(begun.id)[0].text == "My team"
    with pytest.raises(InvalidValue, match="says something"):
        journal.retrospectives.reword(one.id, " ")
    with pytest.raises(NothingFound, match="answer is gone"):
        journal.retrospectives.take_back("0123456789ab")


def test_ranked_answers_come_first_and_the_others_as_they_were_written(
    journal: Journal, begun: Retrospective
) -> None:
    texts = ["One", "Two", "Three", "Four"]
    ids = {text: journal.retrospectives.answer(begun.id, "liked", text).id for text in texts}
    journal.retrospectives.arrange(begun.id, [ids["Three"], ids["Two"]])
    found = journal.retrospectives.answers(begun.id)
    assert [(each.text, each.rank) for each in found] == [
        ("Three", 1),
        ("Two", 2),
        ("One", None),
        ("Four", None),
    ]
    steps = len(journal.history.steps())
    journal.retrospectives.arrange(begun.id, [ids["Three"], ids["Two"]])
    assert len(journal.history.steps()) == steps


def test_answers_are_put_together_under_a_name(journal: Journal, begun: Retrospective) -> None:
    ids = [journal.retrospectives.answer(begun.id, "liked", text).id for text in ("One", "Two", "Three")]
    journal.retrospectives.group(ids[:2], " Pace ")
    assert [each.group for each in journal.retrospectives.answers(begun.id)] == ["Pace", "Pace", ""]
    journal.retrospectives.group(ids[:1], "")
    assert [each.group for each in journal.retrospectives.answers(begun.id)] == ["", "Pace", ""]
    journal.history.undo()
    journal.history.undo()
    assert {each.group for each in journal.retrospectives.answers(begun.id)} == {""}


def test_answers_become_a_lesson_in_one_step(journal: Journal, begun: Retrospective) -> None:
    ids = [journal.retrospectives.answer(begun.id, "lacked", text).id for text in ("One", "Two")]
    added = journal.retrospectives.learn(ids, LessonDraft("Test first", kind=Kind.PRACTICE, company="EKS"))
    assert [each.lesson_id for each in journal.retrospectives.answers(begun.id)] == [added.lesson.id] * 2
    journal.lessons.delete([added.lesson.id])
    assert [each.lesson_id for each in journal.retrospectives.answers(begun.id)] == [None, None]
    journal.history.undo()
    assert journal.history.undo().summary == "Learned “Test first”"
    assert journal.lessons.count() == 0
    assert [each.lesson_id for each in journal.retrospectives.answers(begun.id)] == [None, None]


def test_it_remembers_how_far_it_has_come_and_going_back_is_no_change(
    journal: Journal, begun: Retrospective
) -> None:
    assert journal.retrospectives.reach(begun.id, RitualStep.RANKING).step is RitualStep.RANKING
    steps = len(journal.history.steps())
    assert journal.retrospectives.reach(begun.id, RitualStep.ANSWERS).step is RitualStep.RANKING
    assert len(journal.history.steps()) == steps


def test_a_finished_one_takes_no_answers_until_it_is_reopened(journal: Journal, begun: Retrospective) -> None:
    finished = journal.retrospectives.finish(begun.id)
    assert (finished.is_open, finished.finished_at) == (False, "2024-05-15T12:00:00Z")
    assert journal.retrospectives.open() == ()
    with pytest.raises(InvalidValue, match="is finished"):
        journal.retrospectives.answer(begun.id, "liked", "Late")
    journal.retrospectives.reopen(begun.id)
    assert journal.retrospectives.answer(begun.id, "liked", "Late").text == "Late"


def test_thrown_away_it_leaves_its_lessons_and_commitments(journal: Journal, begun: Retrospective) -> None:
    answer = journal.retrospectives.answer(begun.id, "liked", "The team")
    journal.retrospectives.learn([answer.id], LessonDraft("Teams"))
    today = journal.today()
    made = journal.commitments.add("Keep", "is done", today, company="EKS", retrospective_id=begun.id)
    assert journal.commitments.of_retrospective(begun.id) == (made,)
    journal.retrospectives.remove(begun.id)
    assert journal.retrospectives.all() == ()
    assert journal.lessons.count() == 1
    assert journal.commitments.all() == (made._replace(retrospective_id=None),)
    journal.history.undo()
    assert journal.retrospectives.answers(begun.id)[0].lesson_id is not None
    assert journal.commitments.all() == (made,)


def test_what_is_not_there_is_said(journal: Journal) -> None:
    with pytest.raises(InvalidValue, match="needs a format"):
        journal.retrospectives.begin(" ")
    with pytest.raises(NothingFound, match="no retrospective “7k3m”"):
        journal.retrospectives.get("7k3m")
    for act in (journal.retrospectives.remove, lambda gone: journal.retrospectives.answer(gone, "a", "b")):
        with pytest.raises(NothingFound, match="retrospective is gone"):
            act("0123456789ab")
    assert journal.history.steps() == []
