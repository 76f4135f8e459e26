"""The screen to live in, with what one can do there."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from retro.display import plain_inline
from retro.drafts import DECISION, SITUATION, WORDING, Draft
from retro.errors import RetroError
from retro.model import Lesson
from retro.tui.commands import command, key_label
from retro.tui.looks import LOCK
from retro.tui.screens.browse_layout import PANES
from retro.tui.screens.syncing import Syncing
from retro.tui.widgets.query_bar import QueryBar

if TYPE_CHECKING:
    from pathlib import Path

    from retro.posts.redacting.pseudonyms import Pseudonyms
    from retro.tui.jobs.decisions import Typed
    from retro.tui.jobs.morning import Today
    from retro.tui.jobs.posts import Written
    from retro.tui.screens.compose import ComposeScreen

__all__ = ["BrowseScreen"]


class BrowseScreen(Syncing):
    """Browsing, and the commands of the registry that work there, one method each."""

    _post_folder: "Path | None" = None
    """Where the last post was written."""

    _deciding: "Typed | None" = None
    """A decision that was being typed and was not kept."""

    _situation = ""
    """What one said the last time that one was about to do."""

    # Places

    def action_query_focus(self) -> None:
        """Go to the query bar."""
        self.go("query")

    def action_pane_facets(self) -> None:
        """Go to the facets."""
        self.go("facets")

    def action_pane_lessons(self) -> None:
        """Go to the lessons."""
        self.go("lessons")

    def action_pane_preview(self) -> None:
        """Go to the preview."""
        self.go("preview")

    def action_pane_right(self) -> None:
        """One pane to the right."""
        self.go(PANES[min(PANES.index(self.place) + 1, len(PANES) - 1)])

    def action_pane_left(self) -> None:
        """One pane to the left."""
        self.go(PANES[max(PANES.index(self.place) - 1, 0)])

    def action_pane_next(self) -> None:
        """The next place, round the end."""
        self._step_place(1)

    def action_pane_previous(self) -> None:
        """The place before, round the end."""
        self._step_place(-1)

    def _step_place(self, step: int) -> None:
        places = ("query", *PANES)
        here = "query" if self.focused is self.query_line else self.place
        self.go(places[(places.index(here) + step) % len(places)])

    def action_lesson_read(self) -> None:
        """Go to the preview of the lesson."""
        self.go("preview")

    # A journal that cannot be written

    def ask_note(self) -> None:
        """Ask in which way the journal is read."""
        self.storage.read(lambda journal: journal.note, self.answer(self._tell_note), self.failed)

    def _tell_note(self, note: str) -> None:
        """Say that the journal can only be read, and why; its mark stays in the query bar until it can."""
        before, self.standing_warning = self.standing_warning, "read-only" if note else ""
        if before == self.standing_warning:
            return
        if self.storage.hidden is None:
            self.query_one(QueryBar).warn(self.standing_warning)
        if note:
            self.say(f"{note} Nothing can be changed.", severity="warning")
        else:
            self.say("The journal can be changed again.")

    def refresh_found(self, keep: str = "") -> None:
        """Search again; what has changed may also be that the journal can be written."""
        super().refresh_found(keep)
        if self.standing_warning:
            self.ask_note()

    # Private mode

    def action_view_private(self) -> None:
        """Put pseudonyms in the place of names, or names back."""
        hide = self.storage.hidden is None
        self.storage.hide_names(self.answer(self._names_hidden), self.failed, hide=hide)

    def _names_hidden(self, names: "Pseudonyms | None") -> None:
        before, self.storage.hidden = self.storage.hidden, names
        bar = self.query_one(QueryBar)
        bar.warn(f"{LOCK} private mode" if names is not None else self.standing_warning)
        if names is not None:
            self.query_line.value = self.query_shown(self.text)
        elif before is not None:
            self.query_line.value = before.reveal(self.text)
        key = key_label(command("view.private").keys[0])
        self.say(f"Names are hidden; {key} shows them again." if names else "Names are shown again.")
        self.refresh_found()

    # Names

    def action_view_names(self) -> None:
        """Manage companies, themes and people."""
        if not self.would_show_names():
            from retro.tui.screens.names import NamesScreen  # noqa: PLC0415 - loads when it opens

            self.app.push_screen(NamesScreen(self.storage), self._back_from_names)

    def _back_from_names(self, query: str | None) -> None:
        """Show what was changed, or the lessons of a name."""
        if query is None or query == self.text:
            self.refresh_found()
        else:
            self.query_line.value = query
            self._ask_names()
        if query is not None:
            self.go("lessons")

    # The day

    def action_view_today(self) -> None:
        """See what is up today."""
        from retro.tui.screens.morning import MorningScreen  # noqa: PLC0415 - loads when it opens

        drafts = self.unsaved() if self.storage.hidden is None else ()
        self.app.push_screen(MorningScreen(self.storage, drafts), self._back_from_morning)

    def greet(self) -> None:
        """Once a day, open what is up, if something waits; where one is doing something already, say so."""
        day = str(self.storage.today())
        if self.greeted == day:
            return
        self.greeted = day

        def came(today: "Today | None") -> None:
            if today is None or not today.morning.waits:
                return
            if self.app.screen is self and not self.query_line.has_focus:
                self.action_view_today()
            else:
                self.say(f"Something is due today: {key_label(command('view.today').keys[0])} shows it.")

        from retro.tui.jobs.morning import today_since  # noqa: PLC0415 - after the first paint

        self.storage.read(today_since(None), self.answer(came), self.failed, name="greeting")

    def _back_from_morning(self, chosen: str | None) -> None:
        """Go on with what was chosen: a command by its id, or a lesson."""
        if chosen and "." in chosen:
            getattr(self, f"action_{command(chosen).action}")()
        else:
            self.refresh_found(chosen or "")

    # What comes back

    def action_view_review(self) -> None:
        """Look at the lessons of today."""
        from retro.tui.screens.review import ReviewScreen  # noqa: PLC0415 - loads when it opens

        self.app.push_screen(ReviewScreen(self.storage), self._back_from_review)

    # Briefs

    def action_view_brief(self) -> None:
        """See what fits what one is about to do."""
        from retro.tui.screens.brief import BriefScreen  # noqa: PLC0415 - as above

        screen = BriefScreen(self.storage, self._situation)

        def closed(query: str | None) -> None:
            self._situation = screen.situation
            self.refresh_found()
            self._took(query)

        self.app.push_screen(screen, closed)

    def action_view_decisions(self) -> None:
        """Write decisions down, and review them."""
        from retro.tui.screens.decisions import DecisionsScreen  # noqa: PLC0415 - loads plotext, 120 ms

        deciding, self._deciding = self._deciding, None  # that screen keeps it now
        screen = DecisionsScreen(self.storage, deciding)

        def closed(_: None) -> None:
            self._deciding = screen.unfinished
            self.refresh_found()

        self.app.push_screen(screen, closed)

    # What was imported

    def action_view_candidates(self) -> None:
        """Decide on what an import was not sure of."""
        if not self.would_show_names():
            from retro.tui.screens.review_import import ReviewImportScreen  # noqa: PLC0415 - as above

            self.app.push_screen(ReviewImportScreen(self.storage), self._back_from_review)

    def _back_from_review(self, lesson_id: str | None) -> None:
        """Show what was accepted or answered."""
        self.refresh_found(lesson_id or "")

    # What two devices have changed

    def action_view_conflicts(self) -> None:
        """Decide on what two devices have changed in one place."""
        from retro.tui.screens.conflicts import ConflictsScreen  # noqa: PLC0415 - as above

        self.app.push_screen(ConflictsScreen(self.storage), self._back_from_review)

    # Looking back

    def action_view_retrospective(self) -> None:
        """Hold a retrospective."""
        if not self.would_show_names():
            from retro.tui.screens.retrospectives import RetrospectivesScreen  # noqa: PLC0415 - as above

            self.app.push_screen(
                RetrospectivesScreen(self.storage, self.typed_answers), self._back_from_review
            )

    def action_view_commitments(self) -> None:
        """See what was committed to."""
        if not self.would_show_names():
            from retro.tui.screens.commitments import CommitmentsScreen  # noqa: PLC0415 - as above

            self.app.push_screen(CommitmentsScreen(self.storage), self._back_from_review)

    # The query

    def action_query_clear(self) -> None:
        """Empty the query; without one, let go of what is selected, and go to the lessons."""
        if self.text:
            self.query_line.value = ""
        elif self.picked:
            self.action_select_none()
        else:
            self.go("lessons")

    def action_query_suggestion(self) -> None:
        """Take the query that was suggested."""
        if self.found is not None and self.found.suggestion:
            self.query_line.value = self.found.suggestion

    def action_list_order(self) -> None:
        """Another order, from the top."""
        from retro.search import Order  # noqa: PLC0415 - loaded beside Textual by then

        orders = [str(order) for order in Order]
        self.order = orders[(orders.index(self.order or orders[0]) + 1) % len(orders)]
        self.ask()

    def action_match_next(self) -> None:
        """The next match in the preview."""
        self.preview.go_to_match(1)

    def action_match_previous(self) -> None:
        """The match before, in the preview."""
        self.preview.go_to_match(-1)

    # Copying and exporting

    def action_lesson_copy(self) -> None:
        """Copy as Markdown."""
        from retro.tui.copying import as_markdown  # noqa: PLC0415 - only who copies needs it

        self._copy(as_markdown, "as Markdown")

    def action_lesson_copy_quote(self) -> None:
        """Copy as a quotation."""
        from retro.tui.copying import as_quote  # noqa: PLC0415

        self._copy(as_quote, "as a quotation")

    def action_lesson_copy_id(self) -> None:
        """Copy the id."""
        hit = self.selected()
        if hit is not None:
            self._put_into_clipboard(hit.short_id, f"Copied the id {hit.short_id}.")

    def _copy(self, text_of: Callable[[Lesson], str], how: str) -> None:
        hit = self.selected()
        if hit is None:
            return
        from retro.tui.copying import copyable  # noqa: PLC0415

        try:
            lesson, stayed = copyable(hit.lesson)
        except RetroError as error:
            self.complain(error)
            return
        private = f" without {stayed} private passage{'' if stayed == 1 else 's'}" if stayed else ""
        self._put_into_clipboard(text_of(lesson), f"Copied “{plain_inline(lesson.title)}” {how}{private}.")

    def _put_into_clipboard(self, text: str, said: str) -> None:
        from retro.tui.clipboard import copy  # noqa: PLC0415

        # As Textual's own copying does, which knows neither tmux nor screen.
        driver = self.app._driver  # noqa: SLF001
        if driver is None:
            return
        try:
            file = copy(text, driver.write)
        except RetroError as error:
            self.complain(error)
            return
        self.say(said if file is None else f"This terminal has no clipboard for programs; it is in {file}.")

    def action_view_patterns(self) -> None:
        """See what the query finds over time, and by company and theme."""
        from retro.tui.screens.patterns import PatternsScreen  # noqa: PLC0415 - loads plotext, 120 ms

        self.app.push_screen(PatternsScreen(self.storage, self.text), self._took)

    def action_view_tensions(self) -> None:
        """See lessons that contradict each other."""
        from retro.tui.screens.tensions import TensionsScreen  # noqa: PLC0415 - as above

        self.app.push_screen(TensionsScreen(self.storage), self._back_from_review)

    def _took(self, query: str | None) -> None:
        """A query to go on with."""
        if query is not None:
            self.query_line.value = query
            self.go("lessons")

    def action_lesson_export(self) -> None:
        """Compose a post of the selected lessons, or of all that is shown."""
        if not self.picked and (self.found is None or not self.found.total):
            self.say("Nothing is shown, so there is nothing to export.", severity="warning")
            return
        if self.would_show_names():
            return
        from retro.tui.screens.compose import ComposeScreen  # noqa: PLC0415 - loads all that posts need

        self._open_composing(
            ComposeScreen(
                self.storage, self.text, lesson_ids=tuple(self.picked) or None, folder=self._post_folder
            )
        )

    def find_again(self, drafts: Sequence[Draft]) -> None:
        """Offer what was being typed when retro ended, and a post that was being composed."""
        again = {SITUATION: self._brief_again, DECISION: self._decide_again, WORDING: self.put_aside}
        super().find_again([draft for draft in drafts if not draft.post and draft.prompt not in again])
        for draft in drafts:
            if draft.post:
                self._compose_again(draft)
            elif draft.prompt in again:
                again[draft.prompt](draft)

    def unsaved(self) -> tuple[Draft, ...]:
        """With a decision that was not written down in the end."""
        return (*super().unsaved(), *(self._deciding.drafts() if self._deciding is not None else ()))

    def _brief_again(self, draft: Draft) -> None:
        self._situation = draft.text
        self.say(
            f"“{draft.title}” is here again: {key_label(command('view.brief').keys[0])} goes on with it."
        )

    def _decide_again(self, draft: Draft) -> None:
        from retro.tui.jobs.decisions import Typed  # noqa: PLC0415 - as above

        try:
            self._deciding = Typed.from_text(draft.text)
        except RetroError:  # it was kept by another version of retro
            self.put_aside(draft)
            return
        key = key_label(command("view.decisions").keys[0])
        self.say(f"The decision that you were writing down is here again: {key} goes on with it.")

    def _compose_again(self, draft: Draft) -> None:
        from retro.tui.kept_posts import KeptPost  # noqa: PLC0415 - as above
        from retro.tui.screens.compose import ComposeScreen  # noqa: PLC0415

        try:
            kept = KeptPost.from_text(draft.text)
        except RetroError:  # it was kept by another version of retro
            self.put_aside(draft)
            return
        query, folder = kept.details.query, kept.details.folder
        screen = ComposeScreen(self.storage, query, lesson_ids=kept.lesson_ids, folder=folder, kept=kept)
        self._open_composing(screen)
        self.say("The post that you were composing is here again; it is not written yet.")

    def _open_composing(self, screen: "ComposeScreen") -> None:
        def closed(written: "Written | None") -> None:
            self._post_folder = screen.folder
            if written is not None:
                self.refresh_found()

        self.app.push_screen(screen, closed)
