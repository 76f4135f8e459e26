"""Facets, lessons and preview as views of one query: how what is shown follows from what is asked."""

from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import Input

from retro.errors import NothingFound
from retro.tui.commands import command, key_label
from retro.tui.lanes import Lane
from retro.tui.looks import frame_title, matched_words
from retro.tui.pages import PAGE
from retro.tui.palette import palette
from retro.tui.remembered import Remembered
from retro.tui.screens.browse_layout import BrowseLayout
from retro.tui.soon import Soon
from retro.tui.storage import Ask, Found, Page
from retro.tui.widgets.facet_list import FACET_FIELDS, SAVED_FIELD, FacetList
from retro.tui.widgets.lesson_list import LessonList
from retro.tui.widgets.query_bar import QueryBar, QueryLine
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.search import Facets, Hit
    from retro.surroundings import SavedSearch
    from retro.tui.jobs.dossiers import Dossier
    from retro.tui.jobs.lessons import Names, Wrote
    from retro.tui.rendering import Rendered
    from retro.tui.retro_app import Warm
    from retro.tui.storage import Storage

__all__ = ["Browsing"]


_ORDERS = {"captured": "last captured first", "due": "due first"}
"""What the orders that need no query are called."""


_SHOWN_AFTER, _TYPED_AFTER = 0.05, 0.15
"""Seconds after which the preview follows the cursor; and, with the facets, the query, while one types."""


class Browsing(BrowseLayout):
    """Owns the query, and everything shown follows from it; ``BrowseScreen`` adds the commands.

    Args:
        storage: The journal.
        warm: What was read while Textual was being imported.
        name: Of the journal, on the badge.
    """

    def __init__(self, storage: "Storage", warm: "Warm | None" = None, name: str = "retro") -> None:
        super().__init__(storage, name, warm.left if warm is not None else Remembered())
        self._warm = warm
        self._rendering = Lane("retro-rendering")
        self.order = warm.left.order if warm is not None else ""
        self.greeted = warm.left.greeted if warm is not None else ""
        self._generation = 0
        self._answered = 0
        self._asked = warm.left.query if warm is not None else ""
        self._asked_on = self._going_to = ""
        self._dossier: Dossier | None = None
        self.saved: dict[str, str] = {}
        self._soon = Soon(self)

    def on_mount(self) -> None:
        """Show what is there already; then watch for changes."""
        warm = self._warm
        self._arrange()
        if warm is not None:
            self._show_found(warm.found)
            if self.place != "lessons":
                self.go(self.place)
        else:
            self.ask()
        # After the first paint: counting 10,000 lessons in another thread would slow it down by 30 ms.
        self.call_after_refresh(self._ask_facets)
        self.call_after_refresh(self._ask_names)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw())
        self.set_interval(1.0, self._watch)

    def on_unmount(self) -> None:
        """End the drawing thread."""
        self._rendering.close()

    def left(self) -> Remembered:
        """How the screen is left, for the next time."""
        names = self.storage.hidden
        query = self.text if names is None else names.reveal(self.text)
        cursor = self.lessons.cursor
        return Remembered(query, self.order, self._lesson_id, cursor, self.place, greeted=self.greeted)

    @property
    def busy(self) -> bool:
        """True while something is being drawn, or will be in a moment."""
        return bool(self._soon) or not self._rendering.idle

    @property
    def moving(self) -> bool:
        """Whether a key for the list has to wait for what was found: the key may be the one that deletes."""
        return super().moving or (self._answered != self._generation and not self.query_line.has_focus)

    # Searching

    @property
    def text(self) -> str:
        """The query as it is typed, as far as it is searched for."""
        return self.query_line.query_text

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every keystroke searches."""
        event.stop()
        if self.text != self._asked:
            self.ask()
            self._soon.do("facets", _TYPED_AFTER, self._ask_facets)
        elif self.found is not None:
            self._tell_notes(self.found)

    def ask(self, *, keep: str = "", near: int = 0) -> None:
        """Search for what is typed; ``keep`` is the lesson to stay on, which was in row ``near``."""
        self._generation += 1
        self._asked, self._asked_on = self.text, self._lesson_id
        self._going_to = keep if keep != self._asked_on else ""
        rows = max(PAGE, self.lessons.rows_on_screen + 1)
        ask = Ask(self.text, self.order, self._generation, keep, near, rows)
        self.storage.search(ask, self.answer(self._paint_found), self.answer(self._not_found))

    @property
    def _lesson_id(self) -> str:
        """Of the lesson under the cursor."""
        hit = self.lessons.selected
        return hit.lesson.id if hit is not None else ""

    def _moved_on(self, keep: str) -> bool:
        """Whether the cursor was to stay, and a key that was under way has moved it meanwhile."""
        return bool(keep) and keep == self._asked_on and self._lesson_id not in ("", keep)

    def _paint_found(self, found: Found) -> None:
        if found.ask.generation == self._generation and self._moved_on(found.ask.keep):
            self.ask(keep=self._lesson_id, near=self.lessons.cursor)
            return
        self._show_found(found)
        self.paint()

    def _not_found(self, error: Exception) -> None:
        self._answered, self._going_to = self._generation, ""
        self.complain(error)

    def _ask_facets(self) -> None:
        self.storage.facets(self.text, self.answer(partial(self._show_facets, self.text)), self.failed)

    def _ask_names(self) -> None:
        """Read saved searches, and the names that are completed in the query."""
        from retro.tui.jobs import searches  # noqa: PLC0415 - after the first paint
        from retro.tui.jobs.lessons import names  # noqa: PLC0415

        self.storage.read(searches.saved, self.answer(self._saved_came), self.failed, name="saved")
        self.storage.read(names, self.answer(self._names_came), self.failed, name="names")

    def _saved_came(self, saved: "tuple[SavedSearch, ...]") -> None:
        self.saved = {self.shown(each.name): self.query_shown(each.query) for each in saved}
        self.facets.show_saved(self.saved, self.text)

    def _names_came(self, names: "Names") -> None:
        from retro.query import FIELDS  # noqa: PLC0415 - as above

        fixed = {field: values for field, values in FIELDS.items() if values is not None}
        shown = {field: tuple(map(self.shown, values)) for field, values in names.by_field().items()}
        self.query_line.names = {**shown, **fixed}
        self.facets.show_periods({self.shown(name): years for name, years in names.periods})

    def query_shown(self, text: str) -> str:
        """A query as it may be on the screen, which still asks for the same."""
        if self.storage.hidden is None or not text:
            return text
        from retro.query import parse  # noqa: PLC0415 - as above

        query = parse(text)
        for field in ("company", "person", "theme"):
            for value in query.fields(field):
                shown = self.shown(value)
                if shown != value:
                    query = query.without_field(field, value).with_field(field, shown)
        return self.shown(str(query))

    def would_show_names(self) -> bool:
        """True, and says so, where something shows a lesson as it is while names are hidden."""
        if self.storage.hidden is None:
            return False
        key = key_label(command("view.private").keys[0])
        self.say(f"This would show names. {key} ends private mode.", severity="warning")
        return True

    def _show_found(self, found: Found) -> None:
        if found.ask.generation != self._generation:
            return
        self._answered, self._going_to = self._generation, ""
        before = self.found
        self.found = found
        self.lessons.show(found.total, [(page.start, page.hits) for page in found.pages], found.cursor)
        self.query_one(QueryBar).tell(found.total, found.everything)
        self._tell_notes(found)
        self.lessons.border_subtitle = frame_title(self._order_said())
        if (before is None or not before.total) or not found.total:
            self._arrange()
            if not found.total:
                self._welcome().tell(
                    everything=found.everything, text=found.ask.text, suggestion=found.suggestion
                )
            elif self.focused is None or self.focused.id == "welcome":
                self.go("lessons")
        self._follow()

    def _tell_notes(self, found: Found) -> None:
        notes = found.notes
        if self.text != self.query_line.value:
            notes = (f"Only the first {len(self.text)} characters are searched for", *notes)
        if not (notes or found.suggestion or self.query("#notes")):
            return
        from retro.tui.widgets.query_notes import QueryNotes  # noqa: PLC0415 - there may never be any

        if not self.query("#notes"):
            self.mount(QueryNotes(id="notes"), after="#query-bar")
        self.query_one("#notes", QueryNotes).tell(notes, found.suggestion)

    def _order_said(self) -> str:
        if self.order in _ORDERS:
            return _ORDERS[self.order]
        if self.order in ("", "relevance") and self.text.strip():
            from retro.query import parse  # noqa: PLC0415 - not before one types

            if parse(self.text).text_terms():
                return "best first"
        return "newest first"

    def _show_facets(self, text: str, facets: "Facets") -> None:
        if text == self.text:
            self.facets.show_saved(self.saved, text)
            self.facets.show(facets, self._chosen())

    def _chosen(self) -> dict[str, frozenset[str]]:
        if not self.text.strip():
            return {}
        from retro.query import parse  # noqa: PLC0415 - not before one types

        query = parse(self.text)
        return {field: frozenset(query.fields(field)) for _, _, field in FACET_FIELDS}

    def on_facet_list_toggled(self, event: FacetList.Toggled) -> None:
        """Write the facet into the query, or take it out."""
        from retro.query import parse  # noqa: PLC0415

        if event.field == SAVED_FIELD:
            saved = self.saved.get(event.value, "")
            self.query_line.value = "" if saved == self.text else saved
            return
        query = parse(self.text)
        values = {value.casefold() for value in query.fields(event.field)}
        if event.value.casefold() in values:
            query = query.without_field(event.field, event.value)
        else:
            query = query.with_field(event.field, event.value)
        self.query_line.value = str(query)

    def on_facet_list_left(self) -> None:
        """On to the lessons."""
        self.go("lessons")

    def on_lesson_list_needed(self, event: LessonList.Needed) -> None:
        """Read what comes into sight."""

        def came(pages: tuple[Page, ...]) -> None:
            here = [page for page in pages if page.generation == self._generation]
            self.lessons.add_pages((page.start, page.hits) for page in here)
            self.lessons.ask_for_missing()
            self._follow()

        self.storage.pages(self._generation, event.starts, self.answer(came), self.failed)

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """The preview follows the cursor."""
        if event.source is self.lessons:
            self._follow()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click opens the form."""
        if event.source is self.lessons and event.twice:
            self.carry_out(command("lesson.form"))

    def on_query_line_asked(self, event: QueryLine.Asked) -> None:
        """Move in the list while typing, or go there."""
        if event.motion == "done":
            self.go("lessons" if self.place == "facets" else self.place)
        else:
            getattr(self.lessons, f"action_{event.motion}")()

    def on_query_notes_accepted(self) -> None:
        """Take the suggestion."""
        self.carry_out(command("query.suggestion"))

    # The preview

    def _follow(self) -> None:
        """Show the lesson under the cursor, once the cursor rests on it."""
        typing = self.focused is self.query_line
        self._soon.do("preview", _TYPED_AFTER if typing else _SHOWN_AFTER, self._show_selected)

    def _show_selected(self) -> None:
        """Read the lesson under the cursor, if the preview does not show it as it is."""
        hit = self.lessons.selected
        if hit is None:
            if not self.lessons.count:
                self._dossier = None
                self.preview.show(None)
            return
        if self._dossier is not None and self._dossier.lesson == hit.lesson:
            self._draw()
            return
        from retro.tui.jobs.dossiers import read_dossier  # noqa: PLC0415 - after the first paint
        from retro.tui.veil import veiled_dossier  # noqa: PLC0415

        came = self.answer(self._dossier_came)
        self.storage.read(
            read_dossier(hit.lesson.id), came, self._dossier_failed, name="dossier", veiled=veiled_dossier
        )

    def _dossier_failed(self, error: Exception) -> None:
        """A lesson that is gone by now is no news: the list will say so in a moment."""
        if not isinstance(error, NothingFound):
            self.complain(error)

    def _dossier_came(self, dossier: "Dossier") -> None:
        hit = self.lessons.selected
        if hit is not None and hit.lesson.id == dossier.lesson.id:
            self._dossier = dossier
            self._draw()

    def _draw(self) -> None:
        """Have the lesson drawn for the width that there is."""
        dossier, hit = self._dossier, self.lessons.selected
        if dossier is None or hit is None or not self.preview.columns:
            return
        words = tuple(
            dict.fromkeys(
                (
                    *matched_words(hit.lesson.title, hit.title_spans),
                    *matched_words(hit.lesson.body, hit.body_spans),
                )
            )
        )
        columns, inks = self.preview.columns, palette(self.app)

        def draw() -> "Rendered":
            from retro.tui.rendering import render  # noqa: PLC0415 - loads Rich's Markdown, in this thread

            return render(dossier, words, columns, inks)

        self._rendering.submit(
            draw,
            self.answer(self._drawn),
            self.failed,
            name="preview",
        )

    def _drawn(self, rendered: "Rendered") -> None:
        hit = self.lessons.selected
        if hit is not None and hit.lesson.id == rendered.lesson_id:
            self.preview.show(rendered)

    def on_preview_resized(self) -> None:
        """Another width needs other lines."""
        self._draw()

    # Changes

    def _watch(self) -> None:
        self.storage.watch(self.answer(self._changed), self.failed)

    def _changed(self, changed: bool) -> None:
        if changed:
            self.refresh_found()

    def refresh_found(self, keep: str = "") -> None:
        """Search again, and stay on the lesson where one was, or is to be when an answer has come."""
        self._dossier = None
        keep = keep or self._going_to or self._lesson_id or "-"
        self.ask(keep=keep, near=self.lessons.cursor)
        self._ask_facets()
        self._ask_names()

    def wrote(self, keep: str, wrote: "Wrote") -> None:
        """Say what was written, and show it; ``keep`` is the lesson to be on then."""
        self.say(wrote.said)
        self.refresh_found(keep or wrote.lesson_id)

    def selected(self) -> "Hit | None":
        """The hit under the cursor; says so when there is none."""
        hit = self.lessons.selected
        if hit is None:
            self.say("There is no lesson here.", severity="warning")
        return hit
