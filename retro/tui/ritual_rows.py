"""What each step of a retrospective shows, as rows with what is told of them. Pure."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from retro.evidence import describe
from retro.model import Lesson, LessonDraft
from retro.surroundings import Commitment, CommitmentState, Retrospective, RitualStep
from retro.tui.looks import KIND_GLYPHS, STAR, said_of, when
from retro.tui.widgets.row_list import Row

if TYPE_CHECKING:
    import datetime as dt

    from retro.practice.retrospectives.formats import Format
    from retro.practice.retrospectives.ranking import Cluster
    from retro.tui.jobs.retrospectives import Committed, Held, Overview

__all__ = ["commitment_rows", "overview_rows", "rows_of_step"]

Detail = tuple[tuple[str, str], ...]

_BLANK = ("", "text")


def rows_of_step(step: RitualStep, held: "Held", today: "dt.date") -> tuple[Row, ...]:
    """The rows of a step."""
    makers: dict[RitualStep, Callable[[], Iterator[Row]]] = {
        RitualStep.WARM_UP: lambda: _warm_up(held, today),
        RitualStep.ANSWERS: lambda: _answers(held),
        RitualStep.RANKING: lambda: _ranking(held),
        RitualStep.LESSONS: lambda: _lessons(held),
        RitualStep.COMMITMENTS: lambda: _commitments(held, today),
        RitualStep.SUMMARY: lambda: _summary(held),
    }
    return tuple(makers[step]())


def _warm_up(held: "Held", today: "dt.date") -> Iterator[Row]:
    warm = held.warm_up
    if warm.commitments:
        yield Row("", f"You committed to · {len(warm.commitments):,}")
        yield from (_commitment(each, today) for each in warm.commitments)
    if warm.lessons:
        yield Row("", f"Lessons of then · {len(warm.lessons):,}")
        yield from (_lesson(each) for each in warm.lessons)
    if warm.evidence:
        yield Row("", f"Measured · {len(warm.evidence):,}")
        for place, evidence in enumerate(warm.evidence):
            said = describe(evidence)
            yield Row(f"evidence:{place}", said, "Δ", mark_tone="good", detail=((said, "strong"),))
    if warm.applications:
        yield Row("", f"Applied and violated · {len(warm.applications):,}")
    for place, application in enumerate(warm.applications):
        good = application.outcome == "applied"
        yield Row(
            f"application:{place}",
            application.title,
            "✓" if good else "✗",
            mark_tone="good" if good else "bad",
            aside=str(application.happened.end),
            detail=(
                (application.title, "strong"),
                (f"{application.outcome} · {when(application.happened)}", "muted"),
                _BLANK,
                (application.result, "text"),
            ),
        )
    if warm.decisions:
        yield Row("", f"Decided · {len(warm.decisions):,}")
    for place, decision in enumerate(warm.decisions):
        came = {True: "came true", False: "did not come true", None: "not known yet"}[decision.came_true]
        yield Row(
            f"decision:{place}",
            decision.text,
            "◇",
            aside=str(decision.decided),
            detail=(
                (decision.text, "strong"),
                (f"{decision.decided} · {came}", "muted"),
                _BLANK,
                (f"Expected: {decision.expectation}", "text"),
                (decision.outcome, "text"),
            ),
        )
    if not any((warm.commitments, warm.lessons, warm.applications, warm.decisions)):
        said = "Nothing is in the journal of this yet"
        yield Row("nothing", said, detail=((f"{said}: go on to the answers.", "muted"),))


def _answers(held: "Held") -> Iterator[Row]:
    if not held.session.prompts:
        said = "The file of this format is no longer there"
        yield Row("nothing", said, detail=((f"{said}; what was answered is in the ranking.", "muted"),))
    for number, prompt in enumerate(held.session.prompts, start=1):
        answers = held.session.answers_to(prompt.id)
        detail: list[tuple[str, str]] = [(prompt.question, "strong"), (prompt.help, "muted"), _BLANK]
        detail += [(f"• {each.text}", "text") for each in answers]
        yield Row(
            f"prompt:{prompt.id}",
            prompt.question,
            str(number % 10) if not answers else "✓",
            tone="strong",
            mark_tone="good" if answers else "muted",
            aside=str(len(answers)) if answers else "",
            detail=tuple(detail),
        )
        for each in answers:
            yield Row(f"answer:{each.id}", each.text, "•", indent=2, detail=tuple(detail))


def _ranking(held: "Held") -> Iterator[Row]:
    clusters = held.session.clusters
    ranked = [each for each in clusters if each.is_ranked]
    if not clusters:
        yield Row("nothing", "Nothing is answered yet", detail=(("Go back to the answers.", "muted"),))
        return
    yield Row("", "What matters, the most important first" if ranked else "Nothing is above the line yet")
    for number, each in enumerate(ranked, start=1):
        yield _cluster(each, str(number % 10), "star")
    yield Row("", "───  below the line")
    yield from (_cluster(each, " ", "muted") for each in clusters if not each.is_ranked)


def _cluster(each: "Cluster", mark: str, tone: str) -> Row:
    detail: list[tuple[str, str]] = [(each.name, "strong"), _BLANK] if each.name else []
    detail += [(f"• {answer.text}" if each.name else answer.text, "text") for answer in each.answers]
    count = len(each.answers)
    return Row(
        f"cluster:{each.ids[0]}",
        each.label,
        mark,
        tone="strong" if each.is_ranked else "text",
        mark_tone=tone,
        aside=f"{count} together" if count > 1 else "",
        detail=tuple(detail),
    )


def _lessons(held: "Held") -> Iterator[Row]:
    if held.proposals:
        yield Row("", f"Proposed · {len(held.proposals):,}")
    for proposal in held.proposals:
        draft = proposal.draft
        yield Row(
            f"proposal:{proposal.answer_ids[0]}",
            draft.title,
            KIND_GLYPHS[draft.kind],
            tone="strong",
            mark_tone="star",
            detail=_draft_detail(draft),
        )
    if held.lessons:
        yield Row("", f"Learned · {len(held.lessons):,}")
        yield from (_lesson(each) for each in held.lessons)
    if not held.proposals and not held.lessons:
        said = "Nothing is above the line yet"
        yield Row("nothing", said, detail=(("What you rank is proposed as a lesson here.", "muted"),))


def _draft_detail(draft: LessonDraft) -> Detail:
    facts = " · ".join(said_of(draft))
    lines: list[tuple[str, str]] = [(draft.title, "strong"), (facts, "company")]
    if draft.trigger:
        lines.append((f"Applies: {draft.trigger}", "advice"))
    return (*lines, _BLANK, (draft.body, "text"))


def _lesson(lesson: Lesson) -> Row:
    return Row(
        f"lesson:{lesson.id}",
        lesson.title,
        STAR if lesson.starred else KIND_GLYPHS[lesson.kind],
        aside=str(lesson.happened.end) if lesson.happened else "",
        detail=_draft_detail(lesson),
    )


def _commitments(held: "Held", today: "dt.date") -> Iterator[Row]:
    yield from (_commitment(each, today) for each in held.commitments)
    yield Row(
        "new",
        "Commit to something …",
        "+",
        mark_tone="accent",
        detail=(
            ("Commit to something", "strong"),
            _BLANK,
            ("What will you do, how will you see that it is done, and until when?", "text"),
            _BLANK,
            ("What is still open comes first in the next retrospective.", "muted"),
        ),
    )


def _commitment(each: Commitment, today: "dt.date") -> Row:
    is_due = each.is_due(today)
    mark, tone = {
        CommitmentState.OPEN: ("○", "bad" if is_due else "company"),
        CommitmentState.DONE: ("✓", "good"),
        CommitmentState.DROPPED: ("✗", "muted"),
    }[each.state]
    facts = [f"@{each.company}" if each.company else "", "due" if is_due else str(each.state)]
    lines: list[tuple[str, str]] = [
        (each.text, "strong"),
        (" · ".join(fact for fact in (f"until {each.due}", *facts) if fact), "bad" if is_due else "muted"),
        _BLANK,
        (f"Measured by: {each.measure}", "text"),
    ]
    if each.reason:
        came = "What came of it" if each.state is CommitmentState.DONE else "Why it was dropped"
        lines += [_BLANK, (f"{came}: {each.reason}", "text")]
    is_open = each.state is CommitmentState.OPEN
    return Row(
        f"commitment:{each.id}",
        each.text,
        mark,
        tone="strong" if is_open else "muted",
        mark_tone=tone,
        aside=str(each.due),
        detail=tuple(lines),
    )


def _summary(held: "Held") -> Iterator[Row]:
    session = held.session
    detail: list[tuple[str, str]] = []
    for line in held.summary.split("\n"):
        heading = line.startswith("#")
        shown = line.lstrip("# ") if heading else f"• {line[2:]}" if line.startswith("* ") else line
        detail.append((shown, "strong" if heading else "text"))
    told = tuple(detail)
    open_ = session.retrospective.is_open
    yield Row("finish", "Finish it" if open_ else "Take it up again", "✓", "strong", "good", detail=told)
    yield Row("", "What came of it")
    for noun, found in (
        ("answer", session.answers),
        ("lesson", held.lessons),
        ("commitment", held.commitments),
    ):
        yield Row(noun, _counted(len(found), noun), "•", detail=told)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def overview_rows(overview: "Overview") -> tuple[Row, ...]:
    """Open retrospectives, the formats, and those that are finished."""
    by_name = {each.name: each for each in overview.formats.found}
    told = [(each.is_open, _retrospective(each, count, by_name)) for each, count in overview.retrospectives]
    open_ = [row for is_open, row in told if is_open]
    done = [row for is_open, row in told if not is_open]
    rows = [Row("", "Go on with"), *open_] if open_ else []
    rows += [Row("", "Begin"), *map(_format, overview.formats.found)]
    return (*rows, Row("", "Finished"), *done) if done else tuple(rows)


def _retrospective(each: Retrospective, answers: int, formats: "dict[str, Format]") -> Row:
    how = formats.get(each.format)
    facts = [each.company or "", when(each.period)]
    said = ", ".join(fact for fact in facts if fact)
    title = how.title if how else each.format
    lines = [
        (title, "strong"),
        (said, "company"),
        _BLANK,
        (_counted(answers, "answer"), "text"),
        (f"At: {each.step}" if each.is_open else f"Finished {(each.finished_at or '')[:10]}", "text"),
        (f"Begun {each.created_at[:10]}", "muted"),
    ]
    return Row(
        f"retrospective:{each.id}",
        f"{title}: {said}" if said else title,
        "▸" if each.is_open else "✓",
        tone="strong" if each.is_open else "muted",
        mark_tone="accent" if each.is_open else "good",
        aside=str(each.step) if each.is_open else (each.finished_at or "")[:10],
        detail=tuple(lines),
    )


def _format(each: "Format") -> Row:
    lines: list[tuple[str, str]] = [(each.title, "strong"), (each.about, "muted"), _BLANK]
    lines += [(f"{number}  {prompt.question}", "text") for number, prompt in enumerate(each.prompts, start=1)]
    aside = "yours" if each.is_own else f"{len(each.prompts)}"
    return Row(f"format:{each.name}", each.title, "+", mark_tone="accent", aside=aside, detail=tuple(lines))


def commitment_rows(committed: "Committed", today: "dt.date", *, every: bool) -> tuple[Row, ...]:
    """Due ones, open ones, and those that are done or dropped."""
    is_open = [each for each in committed.commitments if each.state is CommitmentState.OPEN]
    groups = [
        ("Due", [each for each in is_open if each.is_due(today)]),
        ("Open", [each for each in is_open if not each.is_due(today)]),
    ]
    if every:
        groups += [
            (str(state).capitalize(), [each for each in committed.commitments if each.state is state])
            for state in (CommitmentState.DONE, CommitmentState.DROPPED)
        ]
    rows: list[Row] = []
    for title, found in groups:
        if found:
            rows += [Row("", f"{title} · {len(found):,}"), *(_commitment(each, today) for each in found)]
    return tuple(rows)
