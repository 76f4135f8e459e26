"""How a retrospective that is being held is seen: six steps, each with its rows, and a line for answers."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Input, Static

from retro.errors import NothingFound
from retro.surroundings import Answer, Retrospective, RitualStep
from retro.tui.commands import Command, Context, command, commands_in, key_label
from retro.tui.jobs import lessons
from retro.tui.jobs import retrospectives as jobs
from retro.tui.palette import palette
from retro.tui.ritual_rows import rows_of_step
from retro.tui.screens.committing import Committing
from retro.tui.screens.confirm import ask_to_paste
from retro.tui.widgets.answer_line import AnswerLine
from retro.tui.widgets.fields import Line
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.practice.retrospectives.formats import Format
    from retro.tui.jobs.lessons import Names, Wrote
    from retro.tui.jobs.retrospectives import Held
    from retro.tui.storage import Storage

__all__ = ["RitualView", "Typed"]

Typed = dict[tuple[str, str], str]
"""A retrospective and a prompt -> what was typed there and is no answer yet."""

_STEPS = tuple(RitualStep)
_SHORT = ("Warm up", "Answers", "Ranking", "Lessons", "Commit", "Summary")
_FOOTERS = {
    RitualStep.WARM_UP: {"next": "Go on", "kept": "Kept", "take-away": "Drop"},
    RitualStep.ANSWERS: {"add": "Write", "edit": "Edit", "take-away": "Take back", "next": "Next step"},
    RitualStep.RANKING: {
        "up": "Higher",
        "down": "Lower",
        "do": "Matters",
        "together": "Together",
        "apart": "Apart",
        "next": "Next step",
    },
    RitualStep.LESSONS: {"do": "Learn", "edit": "Edit", "take-away": "Leave out", "next": "Next step"},
    RitualStep.COMMITMENTS: {"add": "Commit", "kept": "Kept", "take-away": "Drop", "next": "Next step"},
    RitualStep.SUMMARY: {"do": "Finish", "export": "Post", "previous": "Back"},
}
"""What is offered in a step, and what it does there; undo, close and help are always."""


class RitualView(Committing[str]):
    """Shows a retrospective in its steps, and takes answers; ``RitualScreen`` adds what the keys do.

    Args:
        storage: The journal.
        retrospective: Which.
        how: Its format.
        typed: What was typed in retrospectives and is no answer yet; changed as one types.
    """

    DEFAULT_CSS = """
    RitualView {
        & #answer-box { height: 3; border: round $foreground 40%; padding: 0 1; display: none; }
        & #answer-box:focus-within { border: round $text-accent; }
        & #answer { width: 1fr; }
    }
    RitualView.-answers #answer-box { display: block; }
    RitualView.-short #answer-box { height: 1; border: none; background: $foreground 8%; }
    """

    def __init__(self, storage: "Storage", retrospective: Retrospective, how: "Format", typed: Typed) -> None:
        super().__init__(storage)
        self._held_id = retrospective.id
        self._company = retrospective.company
        self._how = how
        self._typed = typed
        self._held: Held | None = None
        self._step = retrospective.step if retrospective.is_open else RitualStep.SUMMARY
        self._prompt = how.prompts[0].id if how.prompts else ""
        self._editing = ""
        self._wanted = ""
        self._learned = ""

    def below(self) -> Iterable[Widget]:
        """The line for answers."""
        from textual.containers import Horizontal  # noqa: PLC0415 - Textual has it loaded

        with Horizontal(id="answer-box"):
            yield AnswerLine(id="answer")

    @property
    def line(self) -> AnswerLine:
        """Where answers are typed."""
        return self.query_one("#answer", AnswerLine)

    def on_mount(self) -> None:
        """Read names for the line, too."""
        super().on_mount()
        self._show_step()
        self.storage.read(lessons.names, self.answer(self._names_came), self.failed, name="names")

    def _names_came(self, names: "Names") -> None:
        self.line.names = names.by_field()

    # What is shown

    def look(self) -> None:
        """Read it, unless nothing was changed."""
        state = self._held.state if self._held else (-1, -1)
        job = jobs.held_since(state, self._held_id, self._how)
        self.storage.read(job, self.answer(self._came), self.answer(self._gone), name="ritual")

    def _gone(self, error: Exception) -> None:
        """Another program may have thrown it away, or an undo has taken its beginning back."""
        if not isinstance(error, NothingFound):
            self.complain(error)
        elif self.is_current:  # what stands over it is closed first: it is looked for again every second
            self.complain(error)
            self.dismiss(self._learned)

    def _came(self, held: "Held | None") -> None:
        if held is None:
            return
        first = self._held is None
        self._held = held
        if first and self._step is RitualStep.ANSWERS and held.session.prompts:
            self._prompt = held.session.prompts[held.session.first_unanswered].id
            self._wanted = f"prompt:{self._prompt}"
        self.fill()
        if first and self._step is RitualStep.ANSWERS:
            self._take_up()

    def fill(self) -> None:
        """Show the rows of the step."""
        if self._held is None:
            return
        before, near = self.rows.selected, self.rows.cursor
        found = rows_of_step(self._step, self._held, self.storage.today())
        key, self._wanted = self._wanted or (before.key if before else ""), ""
        self.rows.show(found, key, near)
        self._show_head()
        self.query_one(KeyBar).show(self.offered())
        self.tell()

    def _show_head(self) -> None:
        """The steps, with the present one marked: numbers are keys."""
        from retro.practice.retrospectives.summary import title_of  # noqa: PLC0415 - loaded by then

        inks = palette(self.app)
        text = Text(no_wrap=True, end="").append(" retrospective ", inks.badge)
        if self._held is not None:
            title = title_of(self._how, self._held.session.retrospective)
            text.append(f"  {self.shown(title)}", inks.strong)
            if not self._held.session.retrospective.is_open:
                text.append("  finished", inks.good)
        text.append("\n")
        roomy, counts = self.size.width >= 76, self._counts()
        for number, (step, name) in enumerate(zip(_STEPS, _SHORT, strict=True), start=1):
            here = step is self._step
            said = f" {number} {name} " if roomy or here else f" {number} "
            text.append(said, inks.match_block if here else inks.muted)
            if (count := counts.get(step)) and self.size.width >= 100:
                text.append(f"{count:,} ", inks.good)
            if number < len(_STEPS):
                text.append("›", inks.muted)
        self.query_one("#head", Static).update(text)

    def _counts(self) -> dict[RitualStep, int]:
        """How much there is in a step already."""
        held = self._held
        if held is None:
            return {}
        return {
            RitualStep.ANSWERS: len(held.session.answers),
            RitualStep.RANKING: sum(each.is_ranked for each in held.session.clusters),
            RitualStep.LESSONS: len(held.lessons),
            RitualStep.COMMITMENTS: len(held.commitments),
        }

    def _show_step(self) -> None:
        """The frame, the line and the keys of the step."""
        self.set_class(self._step is RitualStep.ANSWERS, "-answers")
        self.name_frame(str(self._step).capitalize())
        self.query_one(KeyBar).show(self.offered())
        self._show_head()

    def offered(self) -> list[Command]:
        """The commands of the step."""
        if self.focused is not None and self.focused.id == "answer":
            return [*(each for each in commands_in(Context.ANSWER) if each.footer), command("app.help")]
        here = [command(f"ritual.{name}")._replace(footer=said) for name, said in self._footers.items()]
        return [*here, command("ritual.undo"), command("ritual.close"), command("app.help")]

    @property
    def _footers(self) -> dict[str, str]:
        held = self._held
        if held is not None and not held.session.retrospective.is_open and self._step is RitualStep.SUMMARY:
            return {"do": "Take up again", "previous": "Back"}
        return _FOOTERS[self._step]

    def on_descendant_focus(self) -> None:
        """The keys are those of where one is."""
        self.query_one(KeyBar).show(self.offered())

    def on_resize(self) -> None:
        """Names of steps stand there where there is room."""
        self._show_head()

    # From step to step

    def _go(self, step: RitualStep) -> None:
        if step is self._step:
            return
        self._put_away()
        self._step = step
        self._show_step()
        self._wanted = f"prompt:{self._prompt}" if step is RitualStep.ANSWERS else "-"
        self.rows.show((), "")
        self.fill()
        self.rows.focus()
        held = self._held
        if held is not None and _STEPS.index(step) > _STEPS.index(held.session.retrospective.step):
            self.change(jobs.reach(self._held_id, step))
        if step is RitualStep.ANSWERS:
            self._take_up()

    def _by(self, step: int) -> None:
        place = _STEPS.index(self._step) + step
        if 0 <= place < len(_STEPS):
            self._go(_STEPS[place])

    def action_ritual_next(self) -> None:
        """The next step."""
        self._by(1)

    def action_ritual_previous(self) -> None:
        """The step before."""
        self._by(-1)

    def action_ritual_warm_up(self) -> None:
        """What is there already."""
        self._go(RitualStep.WARM_UP)

    def action_ritual_answers(self) -> None:
        """The prompts."""
        self._go(RitualStep.ANSWERS)

    def action_ritual_ranking(self) -> None:
        """What matters."""
        self._go(RitualStep.RANKING)

    def action_ritual_lessons(self) -> None:
        """What was learned."""
        self._go(RitualStep.LESSONS)

    def action_ritual_commitments(self) -> None:
        """What will be done."""
        self._go(RitualStep.COMMITMENTS)

    def action_ritual_summary(self) -> None:
        """What came of it."""
        self._go(RitualStep.SUMMARY)

    # The line

    def _take_up(self) -> None:
        """Show what was typed at the prompt under the cursor and is no answer yet."""
        self._editing = ""
        self.line.value = self._typed.get((self._held_id, self._prompt), "")
        self.line.cursor_position = len(self.line.value)

    def _put_away(self) -> None:
        """Leave what is being changed: it is an answer already."""
        if self._editing:
            self._take_up()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed is remembered with its prompt."""
        event.stop()
        if not self._editing and event.input is self.line:
            self._typed[self._held_id, self._prompt] = event.value

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """The text and the line follow the cursor."""
        super().on_virtual_list_moved(event)
        if self._step is RitualStep.ANSWERS:
            self._follow()

    def _follow(self) -> None:
        row = self.rows.selected
        prompt = self._prompt
        if row is not None and row.key.startswith("prompt:"):
            prompt = row.key.partition(":")[2]
        elif answer := self._answer_here():
            prompt = answer.prompt
        if prompt != self._prompt or self._editing:
            self._prompt = prompt
            self._take_up()

    def on_answer_line_asked(self, event: AnswerLine.Asked) -> None:
        """A key in the line."""
        event.stop()
        if event.what == "keep":
            self._keep(self.line.value)
        elif event.what == "leave":
            self._put_away()
            self.rows.focus()
        else:
            self._step_prompt(1 if event.what == "next" else -1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter is bound already."""
        event.stop()

    def on_line_unfit(self, event: Line.Unfit) -> None:
        """Several lines are one answer of several lines."""
        event.stop()
        text = event.line.with_put_in(event.text)
        ask_to_paste(self, event.text, partial(self._keep, text))

    def _step_prompt(self, step: int) -> None:
        ids = [each.id for each in self._held.session.prompts] if self._held else []
        if self._prompt not in ids:
            return
        place = ids.index(self._prompt) + step
        if not 0 <= place < len(ids):
            if step > 0:
                self.rows.focus()
                key = key_label(command("ritual.next").keys[0])
                self.say(f"That was the last prompt; {key} goes on to the ranking.")
            return
        self._prompt = ids[place]
        self._wanted = f"prompt:{self._prompt}"
        self._take_up()
        self.fill()

    def _keep(self, text: str) -> None:
        """Keep an answer; with nothing typed, go on to the next prompt."""
        if not text.strip():
            self._put_away()
            self._step_prompt(1)
            return
        editing, prompt = self._editing, self._prompt
        self._wanted = f"prompt:{prompt}"
        self._writing += 1

        def kept(wrote: "Wrote") -> None:
            # Only what is on disk leaves the line: what was typed is not to be lost on the way.
            if editing or self._typed.get((self._held_id, prompt)) == text:
                self._typed.pop((self._held_id, prompt), None) if not editing else None
                if self._prompt == prompt:
                    self._take_up()
            self._changed(wrote)

        if editing:
            job = jobs.reword(editing, text)
        else:
            self._typed[self._held_id, prompt] = text
            job = jobs.answer(self._held_id, prompt, text)
        self.storage.write(job, self.answer(kept), self.answer(self._refused))

    def _answer_here(self) -> Answer | None:
        row = self.rows.selected
        key = row.key if row else ""
        answers = self._held.session.answers if self._held else ()
        return next((each for each in answers if key == f"answer:{each.id}"), None)
