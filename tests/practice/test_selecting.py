"""The lessons of a day: the same all day, explained, and in the end every one of them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from retro.dates import Span
from retro.errors import NothingFound
from retro.journal import Journal
from retro.model import Lesson, LessonDraft, Status
from retro.practice.review.answering import answer, log
from retro.practice.review.scheduling import LONGEST_INTERVAL
from retro.practice.review.selecting import by_chance, of_theme, on_this_day, todays
from retro.surroundings import Outcome, ReviewAnswer
from tests.practice.clocks import MovingClock

SIMPLE = [ReviewAnswer.USED, ReviewAnswer.STILL_TRUE, ReviewAnswer.AGAIN_SOON]


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def journal(tmp_path: Path, clock: MovingClock) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.db", clock=clock) as opened:
        yield opened


def add(journal: Journal, *titles: str) -> list[str]:
    return [journal.lessons.add(LessonDraft(title)).lesson.id for title in titles]


def picked(journal: Journal) -> list[tuple[str, str]]:
    return [(pick.lesson.title, pick.why) for pick in todays(journal, journal.today())]


def titles(journal: Journal) -> list[str]:
    return [title for title, _ in picked(journal)]


def decide(journal: Journal, text: str, due: dt.date, *lessons: str) -> None:
    with journal.step("decide"):
        journal._connection.execute(
            "INSERT INTO decisions (id, text, expectation, probability, decided, due, created_at)"
            " VALUES ('d00000000000', ?, 'x', 0.5, '2024', ?, ?)",
            (text, due.isoformat(), journal.history.moment()),
        )
        for place, lesson in enumerate(lessons):
            number = journal.lessons.number(lesson)
            journal._connection.execute("INSERT INTO decision_lessons VALUES (1, ?, ?)", (number, place))


def test_what_was_captured_today_comes_tomorrow(journal: Journal, clock: MovingClock) -> None:
    add(journal, "one", "two", "three", "four")
    assert picked(journal) == []
    clock.move(1)
    assert titles(journal) == ["one", "two", "three"]
    assert picked(journal)[0][1] == "has not come back since it was captured on 2024-05-15"


def test_each_of_the_three_reasons_has_a_place(journal: Journal, clock: MovingClock) -> None:
    violated, again, other = add(journal, "violated", "again", "other")
    for _ in range(2):
        log(journal, [violated], Outcome.VIOLATED)
    for lesson in (again, other):
        answer(journal, lesson, ReviewAnswer.AGAIN_SOON)
    add(journal, "new", "newer")
    clock.move(2)
    assert sorted(picked(journal)) == sorted(
        [
            ("violated", "violated 2 times, last on 2024-05-15, and not applied since"),
            (min((again, "again"), (other, "other"))[1], "due since 2024-05-16"),
            ("new", "has not come back since it was captured on 2024-05-15"),
        ]
    )
    clock.move(-1)
    assert "due today" in [why for _, why in picked(journal)]


def test_the_day_stays_as_it_began(journal: Journal, clock: MovingClock) -> None:
    lessons = add(journal, "one", "two", "three", "four", "five", "six")
    log(journal, [lessons[0]], Outcome.VIOLATED)
    answer(journal, lessons[1], ReviewAnswer.AGAIN_SOON)
    clock.move(3)
    began = picked(journal)
    assert len(began) == 3
    chosen = [pick.lesson.id for pick in todays(journal, journal.today())]
    answer(journal, chosen[0], ReviewAnswer.USED)
    assert picked(journal) == began
    answer(journal, chosen[1], ReviewAnswer.NO_LONGER_TRUE, reason="Other times.")
    log(journal, [chosen[2]], Outcome.VIOLATED)
    log(journal, [lessons[5]], Outcome.VIOLATED)
    answer(journal, lessons[4], ReviewAnswer.AGAIN_SOON)
    add(journal, "seven")
    decide(journal, "Whether to name lesson six", clock.today, lessons[5])
    assert [title for title, _ in picked(journal)] == [title for title, _ in began]
    answers = [pick.answer for pick in todays(journal, journal.today())]
    assert answers == [ReviewAnswer.USED, ReviewAnswer.NO_LONGER_TRUE, None]
    for _ in range(6):
        journal.history.undo()
    assert picked(journal) == began
    clock.move(1)
    assert picked(journal) != began


def test_a_deleted_lesson_makes_room(journal: Journal, clock: MovingClock) -> None:
    lessons = add(journal, "one", "two", "three", "four")
    clock.move(1)
    journal.lessons.delete(lessons[:1])
    assert titles(journal) == ["two", "three", "four"]
    journal.lessons.restore(lessons[:1])
    assert titles(journal) == ["one", "two", "three"]


def test_what_fits_a_decision_comes_before_its_day_whether_or_not_it_is_due(
    journal: Journal, clock: MovingClock
) -> None:
    named, speaking, fresh, silent = add(
        journal, "Ask twice", "Hiring directors takes patience", "Directors after hiring", "Directors dance"
    )
    for lesson in (named, speaking, silent):
        answer(journal, lesson, ReviewAnswer.USED)
    clock.move(6)
    answer(journal, fresh, ReviewAnswer.STILL_TRUE)
    decide(journal, "Hiring two directors of engineering", clock.today + dt.timedelta(days=14), named)
    assert titles(journal) == ["Directors after hiring"]
    clock.move(1)
    day = clock.today + dt.timedelta(days=13)
    why = f"before the decision of {day}: Hiring two directors of engineering"
    assert picked(journal) == [("Ask twice", why), ("Hiring directors takes patience", why)]


def test_a_decision_far_away_brings_nothing(journal: Journal, clock: MovingClock) -> None:
    [named] = add(journal, "Ask twice")
    answer(journal, named, ReviewAnswer.USED)
    decide(journal, "Hiring", clock.today + dt.timedelta(days=22), named)
    clock.move(7)
    assert titles(journal) == []
    clock.move(1)
    assert titles(journal) == ["Ask twice"]


def test_by_theme_by_chance_and_on_this_day(journal: Journal, clock: MovingClock) -> None:
    for year in (2021, 2022):
        journal.lessons.add(
            LessonDraft(f"of {year}", themes=("trust/team",), happened=Span.parse(f"{year}-05-15"))
        )
    add(journal, "other")
    today = clock.today
    assert [(pick.lesson.title, pick.why) for pick in on_this_day(journal, today)] == [
        ("of 2022", "on this day in 2022"),
        ("of 2021", "on this day in 2021"),
    ]
    found = of_theme(journal, "Trust", today)
    assert {pick.lesson.title for pick in found} == {"of 2021", "of 2022"}
    answer(journal, found[0].lesson.id, ReviewAnswer.USED)
    again = of_theme(journal, "trust", today)
    assert [pick.answer for pick in again] == [None, ReviewAnswer.USED]
    assert len(of_theme(journal, "trust", today, 1)) == 1
    assert len(by_chance(journal, today)) == 3
    with pytest.raises(NothingFound, match="theme “culture”"):
        of_theme(journal, "culture", today)


def test_whoever_answers_three_a_day_sees_every_lesson(journal: Journal, clock: MovingClock) -> None:
    lessons = set(add(journal, *(f"lesson {number}" for number in range(12))))
    log(journal, [min(lessons)], Outcome.VIOLATED)
    seen: set[str] = set()
    for _ in range(16):
        clock.move(1)
        for pick in todays(journal, journal.today()):
            seen.add(pick.lesson.id)
            answer(journal, pick.lesson.id, ReviewAnswer.AGAIN_SOON)
    assert seen == lessons


class Life(RuleBasedStateMachine):
    """A journal that is lived with, its clock and its undo included."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.clock = MovingClock()
        self.journal = Journal.open(Path(self.folder.name) / "journal.db", clock=self.clock)

    def teardown(self) -> None:
        self.journal.close()
        self.folder.cleanup()

    def lessons(self, *, deleted: bool = False) -> list[Lesson]:
        found = self.journal.lessons.by_numbers(range(1, 100))
        return [lesson for lesson in found if (lesson.deleted_at is not None) is deleted]

    @rule()
    def add(self) -> None:
        self.journal.lessons.add(LessonDraft("Boil the frog"))

    @rule(days=st.sampled_from([1, 1, 3, 30, 400, -1, -30, -4000, 20_000]))
    def move(self, days: int) -> None:
        if 1990 < (self.clock.today + dt.timedelta(days=days)).year < 2200:
            self.clock.move(days)

    @precondition(lambda self: self.lessons())
    @rule(place=st.integers(0, 99), said=st.sampled_from([*SIMPLE, ReviewAnswer.NO_LONGER_TRUE]))
    def answer(self, place: int, said: ReviewAnswer) -> None:
        lesson = self.lessons()[place % len(self.lessons())]
        answer(self.journal, lesson.id, said, reason="Because.")

    @precondition(lambda self: self.lessons())
    @rule(place=st.integers(0, 99), outcome=st.sampled_from(Outcome), days=st.sampled_from([0, 1, 500]))
    def log(self, place: int, outcome: Outcome, days: int) -> None:
        lesson = self.lessons()[place % len(self.lessons())]
        log(self.journal, [lesson.id], outcome, Span.on(self.journal.today() - dt.timedelta(days=days)))

    @precondition(lambda self: self.journal.history.steps(1))
    @rule(redo=st.booleans())
    def undo(self, redo: bool) -> None:
        if any(not step.undone for step in self.journal.history.steps(100)):
            self.journal.history.undo()
            if redo:
                self.journal.history.redo()

    @precondition(lambda self: self.lessons())
    @rule()
    def delete(self) -> None:
        self.journal.lessons.delete([self.lessons()[0].id])

    @precondition(lambda self: self.lessons(deleted=True))
    @rule()
    def restore(self) -> None:
        self.journal.lessons.restore([self.lessons(deleted=True)[0].id])

    @invariant()
    def none_is_lost(self) -> None:
        """Each comes back within the longest interval, and today's are among those that are held."""
        held = [lesson for lesson in self.lessons() if lesson.status is not Status.RETIRED]
        today = self.journal.today()
        assert self.journal.reviews.count_due(today + dt.timedelta(days=LONGEST_INTERVAL + 2)) == len(held)
        picks = todays(self.journal, today)
        assert len(picks) == len({pick.lesson.id for pick in picks}) <= 3
        retired = {pick.lesson.id for pick in picks} - {lesson.id for lesson in held}
        said = {each.lesson_id for each in self.journal.reviews.answered_on(today)}
        assert retired <= said
        touched = self.journal.reviews.touched_on(today)
        reviews = self.journal.reviews
        if reviews.returning(today, 1, touched) or reviews.unseen(today, 1, touched):
            assert picks


Life.TestCase.settings = settings(max_examples=12, stateful_step_count=16)
TestLife = Life.TestCase
