"""What is done to lessons from the first screen: to the one under the cursor, or to all that are selected."""

from typing import TYPE_CHECKING

from retro.display import plain_inline
from retro.surroundings import Outcome
from retro.tui.commands import command, key_label
from retro.tui.jobs import lessons, relations, searches
from retro.tui.looks import frame_title
from retro.tui.screens.browsing import Browsing

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.journal import Journal
    from retro.tui.jobs.lessons import Names, Wrote
    from retro.tui.retro_app import Warm
    from retro.tui.screens.relate import Relating
    from retro.tui.storage import Storage

__all__ = ["Changing"]


class Changing(Browsing):
    """Owns the selection. It outlives the query, so that lessons can be gathered from several."""

    def __init__(self, storage: "Storage", warm: "Warm | None" = None, name: str = "retro") -> None:
        super().__init__(storage, warm, name)
        self.picked: dict[str, None] = {}
        self._changing = 0

    @property
    def moving(self) -> bool:
        """Whether a key for the list has to wait for a change, or for what was asked for before."""
        return bool(self._changing) or super().moving

    # Selecting

    def targets(self) -> tuple[str, ...]:
        """The ids of the selected lessons, in the order of selecting; else of the one under the cursor."""
        if self.picked:
            return tuple(self.picked)
        hit = self.selected()
        return () if hit is None else (hit.lesson.id,)

    def _show_picked(self) -> None:
        self.lessons.mark(self.picked)
        title = f"{key_label(command('pane.lessons').keys[0])} Lessons"
        self.lessons.border_title = frame_title(
            f"{title} · {len(self.picked):,} selected" if self.picked else title
        )

    def action_select_toggle(self) -> None:
        """Select the lesson under the cursor, or let go of it, and go on to the next."""
        hit = self.lessons.selected
        if hit is not None:
            if hit.lesson.id in self.picked:
                del self.picked[hit.lesson.id]
            else:
                self.picked[hit.lesson.id] = None
            self._show_picked()
            self.lessons.action_move_down()

    def action_select_all(self) -> None:
        """Select all that the query finds; where all of it is selected, let go of it."""

        def came(ids: list[str]) -> None:
            if all(lesson_id in self.picked for lesson_id in ids):
                self.picked = {name: None for name in self.picked if name not in set(ids)}
            else:
                self.picked |= dict.fromkeys(ids)
            self._show_picked()

        self.storage.found_ids(self.answer(came), self.failed)

    def action_select_none(self) -> None:
        """Select nothing."""
        self.picked = {}
        self._show_picked()

    # Changing

    def change(self, job: "Callable[[Journal], Wrote]", *, keep: str = "") -> None:
        """Have something written, and show it; ``keep`` is the lesson to be on then."""
        self._changing += 1

        def done(wrote: "Wrote") -> None:
            self._changing -= 1
            self.wrote(keep, wrote)

        def failed(error: Exception) -> None:
            self._changing -= 1
            self.complain(error)

        self.storage.write(job, self.answer(done), self.answer(failed))

    def action_lesson_star(self) -> None:
        """Star or unstar."""
        if targets := self.targets():
            self.change(lessons.star(targets), keep=self._here())

    def action_lesson_private(self) -> None:
        """Private or publishable."""
        if targets := self.targets():
            self.change(lessons.toggle_private(targets), keep=self._here())

    def action_lesson_delete(self) -> None:
        """Delete, and go to the next lesson that is left."""
        if targets := self.targets():
            keep = self._neighbour(targets)
            self.picked = {}
            self._show_picked()
            self.change(lessons.delete(targets), keep=keep)

    def action_lesson_tag(self) -> None:
        """Give more themes."""
        self._ask_for_names(
            "Add themes", "More themes for {}; commas between several.", "themes", lessons.tag, several=True
        )

    def action_lesson_untag(self) -> None:
        """Take themes away."""
        self._ask_for_names(
            "Take themes away",
            "Themes to take from {}; commas between several.",
            "themes",
            lessons.untag,
            several=True,
        )

    def action_lesson_company(self) -> None:
        """Set the company."""
        self._ask_for_names(
            "Set the company", "Where {} was learned; nothing for nowhere in particular.", "companies", None
        )

    def action_lesson_relate(self) -> None:
        """Relate the lesson under the cursor to another."""
        hit = self.selected()
        if hit is None:
            return
        from retro.tui.screens.relate import RelateScreen  # noqa: PLC0415 - as below

        lesson = hit.lesson

        def picked(relating: "Relating | None") -> None:
            if relating is not None:
                self.change(relations.relate(lesson.id, relating.relative), keep=lesson.id)

        self.app.push_screen(RelateScreen(self.storage, lesson.title, lesson.id), picked)

    def action_lesson_applied(self) -> None:
        """Note that it was applied."""
        self._log(Outcome.APPLIED)

    def action_lesson_violated(self) -> None:
        """Note that it was violated."""
        self._log(Outcome.VIOLATED)

    def _log(self, outcome: Outcome) -> None:
        targets = self.targets()
        if not targets:
            return
        from retro.tui.jobs import reviewing  # noqa: PLC0415 - as below
        from retro.tui.screens.line import LineScreen  # noqa: PLC0415

        def done(wrote: "Wrote | None") -> None:
            if wrote is not None:
                self.wrote(here, wrote)

        def came(names: "Names") -> None:
            screen.offer(() if self.storage.hidden else names.companies)

        here, hidden = self._here(), self.storage.hidden
        about = f"Where {self._said_of(targets)} was {outcome}, and what came of it. Both may be left out."
        screen = LineScreen(
            self.storage,
            str(outcome).capitalize(),
            about,
            lambda text: reviewing.log(targets, outcome, hidden.reveal(text) if hidden else text),
            hint="@company what came of it",
        )
        self.app.push_screen(screen, done)
        self.storage.read(lessons.names, self.answer(came), self.failed, name="names")

    def action_query_save(self) -> None:
        """Give the query a name."""
        text = self.text
        if not text.strip():
            self.say("There is no query to save.", severity="warning")
            return
        self._ask_search("Save the search", f"A name for {text}", lambda name: searches.save(name, text))

    def action_query_forget(self) -> None:
        """Forget a saved search."""
        if not self.saved:
            self.say("No search is saved.", severity="warning")
            return
        self._ask_search("Forget a saved search", "Which one? No lesson is touched.", searches.forget)

    def _ask_search(
        self, heading: str, about: str, job: "Callable[[str], Callable[[Journal], Wrote]]"
    ) -> None:
        from retro.tui.screens.prompt import PromptScreen  # noqa: PLC0415 - as below

        def answered(name: str | None) -> None:
            if name:
                self.change(job(name), keep=self._here())

        self.app.push_screen(PromptScreen(self.storage, heading, about, tuple(self.saved)), answered)

    def action_edit_undo(self) -> None:
        """Take back the last change."""
        self.change(lessons.undo)

    def action_edit_redo(self) -> None:
        """Take back the last undo."""
        self.change(lessons.redo)

    def _ask_for_names(
        self,
        heading: str,
        about: str,
        which: str,
        job: "Callable[[tuple[str, ...], tuple[str, ...]], Callable[[Journal], Wrote]] | None",
        *,
        several: bool = False,
    ) -> None:
        """Ask for names among those that exist, and have what was selected changed by them."""
        targets = self.targets()
        if not targets:
            return

        from retro.tui.screens.prompt import PromptScreen  # noqa: PLC0415 - dialogs load when they open

        def answered(answer: str | None) -> None:
            if answer is None:
                return
            if job is None:
                self.change(lessons.set_company(targets, answer), keep=self._here())
            else:
                given = tuple(part.strip().lstrip("#") for part in answer.split(",") if part.strip("# "))
                if given:
                    self.change(job(targets, given), keep=self._here())

        def came(names: "Names") -> None:
            prompt.offer(() if self.storage.hidden else getattr(names, which))

        # Opened before the names are read: what is typed meanwhile would be commands to the list.
        prompt = PromptScreen(
            self.storage, heading, about.format(self._said_of(targets)), several=several, empty=job is None
        )
        self.app.push_screen(prompt, answered)
        self.storage.read(lessons.names, self.answer(came), self.failed, name="names")

    def _said_of(self, targets: tuple[str, ...]) -> str:
        hit = self.lessons.selected
        if len(targets) == 1 and hit is not None and hit.lesson.id == targets[0]:
            return f"“{plain_inline(hit.lesson.title)}”"
        return "1 lesson" if len(targets) == 1 else f"{len(targets):,} lessons"

    def _here(self) -> str:
        hit = self.lessons.selected
        return hit.lesson.id if hit is not None else ""

    def _neighbour(self, gone: tuple[str, ...]) -> str:
        """The lesson nearest to the cursor that is left when some are gone."""
        here, count = self.lessons.cursor, self.lessons.count
        for distance in range(min(count, 200)):
            for row in (here + distance, here - distance):
                hit = self.lessons.hit(row) if 0 <= row < count else None
                if hit is not None and hit.lesson.id not in gone:
                    return hit.lesson.id
        return ""
