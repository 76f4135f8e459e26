"""A retrospective on a terminal, line by line: each step asks, and what is confirmed is kept at once."""

from typing import TYPE_CHECKING

import click

from retro.cli.fields import coming_day
from retro.cli.leaving import Leaving
from retro.cli.output import in_short, narrate, styled
from retro.cli.retrospectives import as_it_may_leave
from retro.cli.streams import ask_line, say, show
from retro.display import plain_inline, safe, safe_line
from retro.errors import RetroError
from retro.evidence import describe
from retro.journal import Journal
from retro.model import LessonDraft
from retro.posts.journal_themes import journal_themes
from retro.practice.retrospectives.formats import Prompt
from retro.practice.retrospectives.proposing import Proposal
from retro.practice.retrospectives.ranking import Cluster, read_order
from retro.practice.retrospectives.session import Session, group_and_rank, session_of, summary_of
from retro.practice.retrospectives.summary import whole_summary
from retro.practice.retrospectives.warming_up import WarmUp, warm_up
from retro.surroundings import Commitment, RitualStep

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["hold"]

_STEPS = tuple(RitualStep)
_MOST = 8
"""Lines of each sort in the warm-up: enough to remember by."""

_WORDS = "an empty line: next · :p previous · :u take back · :e editor · :q leave"
_ORDERS = "The most important first, such as: 3 1+4 2 (+ puts together); “all” as they are."


class _Left(Exception):
    """Its reader leaves; all that was confirmed is kept."""


def hold(journal: Journal, session: Session, at: RitualStep | None = None) -> None:
    """Go through the steps from the one that was reached, or ``at``, until its reader leaves.

    Raises:
        click.Abort: At ctrl+c, after saying how to go on.
    """
    ritual = _Ritual(journal, session)
    try:
        ritual.run(at or session.retrospective.step)
    except _Left:
        narrate("Everything that you confirmed is kept. Go on with: retro run")
    except click.Abort:
        narrate("\nEverything that you confirmed is kept. Go on with: retro run")
        raise


def _line(question: str, *, default: str = "") -> str:
    """A line that was typed; ``:q`` leaves."""
    typed = ask_line(question, default=default)
    if typed.strip() == ":q":
        raise _Left
    return typed


class _Ritual:
    """One sitting."""

    def __init__(self, journal: Journal, session: Session) -> None:
        self._journal = journal
        self._how = session.how
        self._id = session.retrospective.id
        self._themes = journal_themes(journal)

    def run(self, at: RitualStep) -> None:
        """From a step to the last."""
        steps: dict[RitualStep, Callable[[], None]] = {
            RitualStep.WARM_UP: self._warm_up,
            RitualStep.ANSWERS: self._answer,
            RitualStep.RANKING: self._rank,
            RitualStep.LESSONS: self._learn,
            RitualStep.COMMITMENTS: self._commit,
            RitualStep.SUMMARY: self._sum_up,
        }
        for number, step in enumerate(_STEPS, start=1):
            if number <= _STEPS.index(at):
                continue
            self._journal.retrospectives.reach(self._id, step)
            say()
            say(styled(f"── {number} of {len(_STEPS)} · {step.capitalize()} ", fg="cyan", bold=True))
            steps[step]()

    @property
    def _session(self) -> Session:
        return session_of(self._journal, self._id, self._how)

    # Warming up

    def _warm_up(self) -> None:
        found = warm_up(self._journal, self._session.retrospective)
        for commitment in found.commitments:
            self._ask_about(commitment)
        for title, lines in _remembered(found):
            if lines:
                say(styled(f"{title} ({len(lines):,})", bold=True))
                for line in lines[:_MOST]:
                    say(f"  {in_short(safe_line(line))}")
                if len(lines) > _MOST:
                    say(styled(f"  … and {len(lines) - _MOST:,} more", dim=True))
        if found == WarmUp():
            say("Nothing is in the journal of this yet.")
        _line(styled("Enter goes on, :q leaves:", dim=True))

    def _ask_about(self, commitment: Commitment) -> None:
        say(f"You committed to: {styled(in_short(commitment.text), bold=True)} until {commitment.due}")
        say(styled(f"  measure: {in_short(commitment.measure)}", dim=True))
        said = _line("Kept (k), dropped (d), or still open (enter)?").strip().lower()
        if said in {"k", "kept"}:
            self._journal.commitments.done(commitment.id, _line("What came of it?"))
        elif said in {"d", "dropped"}:
            reason = ""
            while not reason.strip():
                reason = _line("Why is it dropped?")
            self._journal.commitments.drop(commitment.id, reason)

    # Answering

    def _answer(self) -> None:
        say(styled(_WORDS, dim=True))
        place = self._session.first_unanswered
        prompts = self._session.prompts
        while place < len(prompts):
            place = max(0, place + self._answer_one(prompts, place))

    def _answer_one(self, prompts: tuple[Prompt, ...], place: int) -> int:
        """Ask one question until there is nothing more to say; by how many prompts to move on."""
        prompt = prompts[place]
        say()
        count = styled(f"{place + 1}/{len(prompts)}", dim=True)
        say(f"{count} {styled(prompt.question, bold=True)}")
        if prompt.help:
            say(styled(f"    {prompt.help}", dim=True))
        for answer in self._session.answers_to(prompt.id):
            say(f"  • {in_short(safe_line(answer.text))}")
        while typed := _line(">").strip():
            if typed == ":p":
                return -1
            if typed == ":u":
                self._take_back(prompt.id)
            elif typed == ":e":
                self._answer_in_editor(prompt.id)
            else:
                self._journal.retrospectives.answer(self._id, prompt.id, typed)
        return 1

    def _take_back(self, prompt_id: str) -> None:
        answers = self._session.answers_to(prompt_id)
        if not answers:
            narrate("Nothing was answered here yet.")
            return
        gone = self._journal.retrospectives.take_back(answers[-1].id)
        narrate(f"Took back: {in_short(safe_line(gone.text))}  (undo: retro undo)")

    def _answer_in_editor(self, prompt_id: str) -> None:
        from retro.editor import edit_text, keep_unsaved  # noqa: PLC0415 - only to edit

        text = edit_text("")
        if not text.strip():
            narrate("Nothing was written.")
            return
        try:
            self._journal.retrospectives.answer(self._id, prompt_id, text)
        except RetroError as error:
            error.sentence += f" What you wrote is in {keep_unsaved(text)}."
            raise

    # Ranking

    def _rank(self) -> None:
        while True:
            session = self._session
            if not session.answers:
                say("There is nothing to rank.")
                return
            for number, cluster in enumerate(session.clusters, start=1):
                say(f"{'★' if cluster.is_ranked else ' '} {number:>2}  {_told(cluster)}")
            say(
                styled(
                    "The most important first, such as: 3 1+4 2 (+ puts together); “all” as they are.",
                    dim=True,
                )
            )
            typed = _line("What matters? (enter goes on)").strip()
            if not typed:
                return
            found = session.clusters
            try:
                order = tuple((each,) for each in found) if typed == "all" else read_order(typed, found)
            except RetroError as error:
                narrate(error.sentence)
                continue
            group_and_rank(self._journal, session, order)

    # Learning

    def _learn(self) -> None:
        proposals = self._session.proposals(self._journal.today(), self._themes.themes_in)
        if not proposals:
            say("There is nothing to learn from: nothing is ranked that is no lesson yet.")
        for number, proposal in enumerate(proposals, start=1):
            say()
            say(styled(f"{number} of {len(proposals)}", dim=True))
            self._propose(proposal)

    def _propose(self, proposal: Proposal) -> None:
        _show_draft(proposal.draft)
        said = _line("Take it as it is (enter), edit (e), or leave it out (s)?").strip().lower()
        if said in {"s", "n"}:
            return
        if said == "e":
            self._edit(proposal)
            return
        added = self._journal.retrospectives.learn(proposal.answer_ids, proposal.draft)
        narrate(f"Learned {self._journal.lessons.short_id(added.lesson.id)}  (undo: retro undo)")

    def _edit(self, proposal: Proposal) -> None:
        from retro.editor import edit_text, keep_unsaved  # noqa: PLC0415 - only to edit
        from retro.lesson_text import parse, render  # noqa: PLC0415

        after = edit_text(render(proposal.draft))
        if not after.strip():
            narrate("It was left out.")
            return
        try:
            added = self._journal.retrospectives.learn(proposal.answer_ids, parse(after, proposal.draft))
        except RetroError as error:
            error.sentence += f" What you wrote is in {keep_unsaved(after)}."
            raise
        narrate(f"Learned {self._journal.lessons.short_id(added.lesson.id)}  (undo: retro undo)")

    # Committing

    def _commit(self) -> None:
        for each in self._journal.commitments.of_retrospective(self._id):
            say(f"  ○ {in_short(safe_line(each.text))} (until {each.due})")
        while text := _line("What will you do? (enter: that is all)").strip():
            measure = ""
            while not measure:
                measure = _line("How will you see that it is done?").strip()
            made = self._commit_until(text, measure)
            narrate(f"Committed {made.id[:4]} until {made.due}  (undo: retro undo)")

    def _commit_until(self, text: str, measure: str) -> Commitment:
        while True:
            typed = _line("Until when? (in 4 weeks)", default="in 4 weeks")
            try:
                until = coming_day(typed, self._journal.today())
            except RetroError as error:
                narrate(error.sentence)
                continue
            return self._journal.commitments.add(
                text,
                measure,
                until,
                company=self._session.retrospective.company,
                retrospective_id=self._id,
            )

    # Summing up

    def _sum_up(self) -> None:
        leaving = Leaving()
        show(safe(whole_summary(as_it_may_leave(summary_of(self._journal, self._id, self._how), leaving))))
        leaving.tell()
        if not self._session.retrospective.is_open:
            return
        if _line("Finish it? (enter: yes, n: not yet)").strip().lower() not in {"n", "no"}:
            self._journal.retrospectives.finish(self._id)
            narrate(f"Finished. As a post: retro retrospectives export {self._id[:4]} --to DIR")
        else:
            narrate("It stays open: retro run")


def _remembered(found: WarmUp) -> list[tuple[str, list[str]]]:
    """What there is, as lines under titles."""
    came = {True: " – came true", False: " – did not come true", None: ""}
    return [
        ("Lessons", [f"{each.kind}: {plain_inline(each.title)}" for each in found.lessons]),
        ("Measured", [describe(each) for each in found.evidence]),
        (
            "Applied and violated",
            [
                f"{each.outcome} {each.happened}: {plain_inline(each.title)}"
                + (f" – {each.result}" if each.result else "")
                for each in found.applications
            ],
        ),
        ("Decisions", [f"{each.decided}: {each.text}{came[each.came_true]}" for each in found.decisions]),
    ]


def _told(cluster: Cluster) -> str:
    more = f" (+{len(cluster.answers) - 1})" if len(cluster.answers) > 1 else ""
    return f"{in_short(safe_line(cluster.label))}{styled(more, fg='cyan')}"


def _show_draft(draft: LessonDraft) -> None:
    facts = [str(draft.kind), f"@{draft.company}" if draft.company else ""]
    facts += [f"#{theme}" for theme in draft.themes]
    facts += [str(draft.happened) if draft.happened else "", draft.trigger]
    say(styled(draft.title, bold=True))
    say(styled(" · ".join(fact for fact in facts if fact), fg="cyan"))
    for line in draft.body.split("\n")[:_MOST]:
        if line:
            say(f"  {safe_line(line)}")
