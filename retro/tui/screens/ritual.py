"""What the keys do in each step of a retrospective."""

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from retro.errors import RetroError
from retro.surroundings import Answer, RitualStep
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.jobs import retrospectives as jobs
from retro.tui.screens.composing import compose_retrospective
from retro.tui.screens.ritual_view import RitualView
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.practice.retrospectives.proposing import Proposal
    from retro.practice.retrospectives.ranking import Cluster
    from retro.surroundings import Commitment
    from retro.tui.jobs.lessons import Wrote

__all__ = ["RitualScreen"]


class RitualScreen(RitualView):
    """Holds a retrospective; ends with the id of the lesson learned last, or "".

    Args:
        storage: The journal.
        retrospective: Which.
        how: Its format.
        typed: What was typed in retrospectives and is no answer yet; changed as one types.
    """

    context = Context.RITUAL
    BINDINGS = bindings_for(Context.RITUAL)

    def _cluster_place(self) -> int:
        """Where the cluster under the cursor stands among all; -1 where there is none."""
        row = self.rows.selected
        key = row.key if row else ""
        places = (place for place, each in enumerate(self._clusters) if key == f"cluster:{each.ids[0]}")
        return next(places, -1)

    @property
    def _clusters(self) -> "tuple[Cluster, ...]":
        return self._held.session.clusters if self._held else ()

    def _proposal(self) -> "Proposal | None":
        row = self.rows.selected
        key = row.key if row else ""
        found = self._held.proposals if self._held else ()
        return next((each for each in found if key == f"proposal:{each.answer_ids[0]}"), None)

    def _commitment(self) -> "Commitment | None":
        found = () if self._held is None else (*self._held.warm_up.commitments, *self._held.commitments)
        return self.chosen_commitment(found)

    def _nothing_here(self) -> None:
        self.say("There is nothing under the cursor that this could be done to.", severity="warning")

    def action_ritual_do(self) -> None:
        """What the step is for."""
        if self._step is RitualStep.WARM_UP:
            self.action_ritual_next()
        elif self._step is RitualStep.ANSWERS:
            self.line.focus()
        elif self._step is RitualStep.RANKING:
            place = self._cluster_place()
            if place >= 0:
                self._toggle(place)
        elif self._step is RitualStep.LESSONS:
            self._learn()
        elif self._step is RitualStep.COMMITMENTS:
            self._commit_or_keep()
        elif self._held is not None:
            again = not self._held.session.retrospective.is_open
            self.change(jobs.finish(self._held_id, again=again))

    def _toggle(self, place: int) -> None:
        """Above the line, or below it."""
        from retro.practice.retrospectives.ranking import ranked_ids  # noqa: PLC0415 - loaded by then

        chosen = self._clusters[place]
        ranked = [each for each in self._clusters if each.is_ranked and each != chosen]
        self.change(
            jobs.arrange(self._held_id, ranked_ids(ranked if chosen.is_ranked else [*ranked, chosen]))
        )

    def _learn(self) -> None:
        proposal = self._proposal()
        if proposal is None:
            self._nothing_here()
            return
        self._writing += 1
        job = jobs.learn(proposal.answer_ids, proposal.draft)
        self.storage.write(job, self.answer(self._was_learned), self.answer(self._refused))

    def _was_learned(self, wrote: "Wrote") -> None:
        self._learned = wrote.lesson_id
        self._changed(wrote)

    def _commit_or_keep(self) -> None:
        row = self.rows.selected
        if row is not None and row.key == "new":
            self.action_ritual_add()
        else:
            self.action_ritual_kept()

    def action_ritual_add(self) -> None:
        """Write an answer, or commit to something."""
        if self._step is RitualStep.ANSWERS:
            self._put_away()
            self.line.focus()
        elif self._step is RitualStep.COMMITMENTS:
            self.commit(company=self._company, retrospective_id=self._held_id)
        else:
            self.say("Answers are written in step 2, commitments in step 5.", severity="warning")

    def action_ritual_edit(self) -> None:
        """Say an answer in another way; change a proposal in the form."""
        if self._step is RitualStep.LESSONS and (proposal := self._proposal()):
            self._edit_proposal(proposal)
        elif self._step is RitualStep.ANSWERS and (answer := self._answer_here()):
            self._edit_answer(answer)
        else:
            self._nothing_here()

    def _edit_proposal(self, proposal: "Proposal") -> None:
        from retro.tui.screens.proposal_form import ProposalForm  # noqa: PLC0415 - loads the text area

        def done(wrote: "Wrote | None") -> None:
            if wrote is not None:
                self._writing += 1
                self._was_learned(wrote)

        self.app.push_screen(ProposalForm(self.storage, proposal.answer_ids, proposal.draft), done)

    def _edit_answer(self, answer: Answer) -> None:
        if "\n" in answer.text:
            self._edit_in_editor(answer)
            return
        self._editing = answer.id
        self._prompt = answer.prompt
        self.line.value = answer.text
        self.line.cursor_position = len(self.line.value)
        self.line.focus()

    def _edit_in_editor(self, answer: Answer) -> None:
        """Several lines do not fit into the line."""
        from retro.editor import keep_unsaved  # noqa: PLC0415 - only who edits needs it
        from retro.tui.editing import edit_in_terminal  # noqa: PLC0415 - as above

        try:
            after = edit_in_terminal(self.app, answer.text)
        except SuspendNotSupported:
            self.say("It has several lines, and no editor can be opened here.", severity="warning")
            return
        except RetroError as error:
            self.complain(error)
            return
        if not after.strip() or after.strip() == answer.text:
            self.say("Nothing was changed.")
            return

        def refused(error: Exception) -> None:
            if isinstance(error, RetroError):
                error.sentence += f" What you wrote is in {keep_unsaved(after)}."
            self._refused(error)

        self._writing += 1
        self.storage.write(jobs.reword(answer.id, after), self.answer(self._changed), self.answer(refused))

    def action_ritual_take_away(self) -> None:
        """Take an answer back, leave a proposal out, drop a commitment."""
        from retro.practice.retrospectives.ranking import ranked_ids  # noqa: PLC0415 - loaded by then

        if answer := self._answer_here():
            self.change(jobs.take_back(answer.id))
        elif proposal := self._proposal():
            ranked = [each for each in self._clusters if each.is_ranked]
            left = [each for each in ranked if each.ids != proposal.answer_ids]
            self.change(jobs.arrange(self._held_id, ranked_ids(left)))
        elif commitment := self._commitment():
            self.drop_one(commitment)
        else:
            self._nothing_here()

    def action_ritual_kept(self) -> None:
        """A commitment was kept."""
        if commitment := self._commitment():
            self.keep_one(commitment)
        else:
            self._nothing_here()

    def _move(self, by: int) -> None:
        from retro.practice.retrospectives.ranking import moved  # noqa: PLC0415 - loaded by then

        place = self._cluster_place()
        if place < 0:
            self._nothing_here()
            return
        self.change(jobs.arrange(self._held_id, moved(self._clusters, place, by)))

    def action_ritual_up(self) -> None:
        """It matters more."""
        self._move(-1)

    def action_ritual_down(self) -> None:
        """It matters less."""
        self._move(1)

    def action_ritual_together(self) -> None:
        """Make one of it and the next."""
        place = self._cluster_place()
        if place < 0 or place + 1 >= len(self._clusters):
            self.say("There is none after it to put it together with.", severity="warning")
            return
        self._wanted = f"cluster:{self._clusters[place].ids[0]}"
        self.change(jobs.group(self._clusters[place : place + 2]))

    def action_ritual_apart(self) -> None:
        """Take a group apart."""
        place = self._cluster_place()
        if place < 0 or not self._clusters[place].name:
            self.say("It is no group.", severity="warning")
            return
        self.change(jobs.group(self._clusters[place : place + 1]))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click is Enter; a click on a prompt goes to its line."""
        event.stop()
        if event.twice:
            self.action_ritual_do()

    def action_ritual_export(self) -> None:
        """Compose a post of it."""
        compose_retrospective(self, self._held_id)

    def action_ritual_undo(self) -> None:
        """Take back the last change."""
        self.undo()

    def action_ritual_redo(self) -> None:
        """Take back the last undo."""
        self.redo()

    def action_ritual_text_down(self) -> None:
        """Scroll the text down."""
        self.detail.scroll_down(animate=False)

    def action_ritual_text_up(self) -> None:
        """Scroll the text up."""
        self.detail.scroll_up(animate=False)

    def action_ritual_close(self) -> None:
        """Go back; what was confirmed is kept."""
        self.dismiss(self._learned)
