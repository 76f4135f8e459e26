"""A post being composed: lessons chosen and put in order, the post and its Markdown beside them, written."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from retro.drafts import Draft
from retro.errors import FileInTheWay, RetroError
from retro.tui.commands import command, key_label
from retro.tui.jobs.posts import (
    GROUPINGS,
    LEVELS,
    WITHOUT_GROUP,
    Composed,
    Gathered,
    Notice,
    Plan,
    Written,
    composed,
    gathered,
    paged,
    written,
)
from retro.tui.kept_posts import KeptPost
from retro.tui.lanes import Lane
from retro.tui.looks import frame_title, shown_title
from retro.tui.outlines import Outline, Row, Section
from retro.tui.palette import palette
from retro.tui.post_rendering import DrawnPost, PostDrawing, section_key
from retro.tui.screens.compose_layout import PLACES, WIDE, ComposeLayout
from retro.tui.widgets.compose_head import ComposeHead
from retro.tui.widgets.outline_list import OutlineList
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.tui.storage import Storage

__all__ = ["ComposeScreen"]


class ComposeScreen(ComposeLayout):
    """Owns the outline and the details, and everything shown follows from them; ends with what was written.

    Args:
        storage: The journal.
        text: The query whose lessons can go into the post.
        lesson_ids: Just these lessons instead.
        folder: Where the post goes at first.
        plan: What else the post is at first; in no sections, it has its lessons in this order.
        kept: What had been chosen for it when an earlier run ended.
    """

    def __init__(
        self,
        storage: "Storage",
        text: str = "",
        lesson_ids: Sequence[str] | None = None,
        *,
        folder: Path | None = None,
        plan: Plan | None = None,
        kept: KeptPost | None = None,
    ) -> None:
        super().__init__(storage)
        self._lesson_ids = None if lesson_ids is None else tuple(lesson_ids)
        self._kept = kept
        if folder is None:
            folder = Path("_posts") if Path("_posts").is_dir() else Path()
        self._given = () if plan is None else plan.lesson_ids
        self._details = (plan or Plan(()))._replace(lesson_ids=(), folder=folder, query=text)
        self._gathered: Gathered | None = None
        self._outlines: dict[str, Outline] = {}
        self._composed: Composed | None = None
        self._drawn: DrawnPost | None = None
        self._rendering = Lane("retro-composing")
        self._drawing = PostDrawing()
        self._settled: Plan | None = None
        self._written: Written | None = None
        self._writing = False
        self._write_next: bool | None = None
        self._warned = False
        self._line = 0

    def on_mount(self) -> None:
        """Gather what the post can be made of."""
        self.lay_out()
        job = gathered(self._details.query, self._lesson_ids)
        self.storage.read(job, self.answer(self._came), self.failed, name="gather")
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw())

    def on_unmount(self) -> None:
        """End the drawing thread."""
        self._rendering.close()

    @property
    def busy(self) -> bool:
        """True while something is being drawn."""
        return not self._rendering.idle

    # What is composed

    @property
    def folder(self) -> Path:
        """Where the post goes."""
        return self._details.folder

    @property
    def outline(self) -> Outline:
        """What is in the post, in which order."""
        return self._outlines.get(self._details.group_by, Outline())

    @property
    def plan(self) -> Plan:
        """The post as it is to be."""
        outline = self.outline
        left_out = tuple(each for each in outline.order if each in outline.left_out)
        return self._details._replace(lesson_ids=outline.included, left_out=left_out)

    @property
    def changed(self) -> bool:
        """Whether anything was chosen that is not written."""
        return self._settled is not None and self.plan != self._settled

    def _came(self, found: Gathered) -> None:
        self._gathered = found
        self._outlines = {name: each for name, each in found.outlines.items() if name != "none"}
        if self._given:
            self._outlines["none"] = found.outlines["none"].arranged_as(Outline((Section("", self._given),)))
        self._settled = self.plan
        if self._kept is not None:
            self._go_on_with(self._kept, found)
            self._kept = None
        self._show_outline(0)
        self._recompose()

    def _go_on_with(self, kept: KeptPost, found: Gathered) -> None:
        """What had been chosen, of the lessons that are still there."""
        self._details = kept.details
        for name, before in kept.outlines.items():
            if name in found.outlines:
                self._outlines[name] = found.outlines[name].arranged_as(before)

    def unsaved(self) -> tuple[Draft, ...]:
        """What was chosen and is not written."""
        kept = self._kept
        if kept is None and self.changed:
            kept = KeptPost(self._details, self._outlines, self._lesson_ids)
        return () if kept is None else (Draft(kept.to_text(), post=True),)

    def _show_outline(self, cursor: int) -> None:
        entries = self._gathered.entries if self._gathered else {}
        self.outline_list.show(self.outline, entries, cursor, WITHOUT_GROUP)

    def _alter(self, outline: Outline, cursor: int) -> None:
        """Another outline: shown at once, composed as soon as can be."""
        if outline == self.outline:
            return
        self._outlines[self._details.group_by] = outline
        self._show_outline(cursor)
        self._touched()

    def _touched(self) -> None:
        self._warned = False
        self._write_next = None
        self.explain("")
        self._recompose()

    def _recompose(self) -> None:
        self._tell()
        self.storage.read(composed(self.plan), self.answer(self._composed_came), self.failed, name="compose")

    def _composed_came(self, found: Composed) -> None:
        if found.plan != self.plan:
            return
        self._composed = found
        self._show_findings(found)
        self._tell()
        self._draw()
        if self._write_next is not None:
            self._write(force=self._write_next)

    def _show_findings(self, found: Composed) -> None:
        gathered_notes = self._gathered.notes if self._gathered else ()
        withheld = self._gathered.withheld if self._gathered else ()
        key = key_label(command("lesson.private").keys[0])
        notices = [
            *sorted((each for each in found.notices if each.line), key=lambda each: not each.refuses),
            *(Notice("query", note) for note in gathered_notes),
            *(each for each in found.notices if not each.line and each.code != "left-out"),
            *(
                Notice(
                    "private",
                    f"“{shown_title(title)}” stays here: private lessons never leave the journal.",
                    f"{key} in the list of lessons makes it publishable.",
                )
                for _, title in withheld
            ),
            *(each for each in found.notices if each.code == "left-out"),
        ]
        self.finding_list.show(notices)
        checks = sum(1 for each in notices if each.line)
        said = [f"{checks} to check"] if checks else []
        said += [f"{len(withheld)} private kept here"] if withheld else []
        said += [f"{len(found.plan.left_out)} left out"] if found.plan.left_out else []
        self.finding_list.border_subtitle = frame_title("  ·  ".join(said))
        self.lay_out()

    def _tell(self) -> None:
        """Say above the panes what is being composed."""
        plan, found = self.plan, self._composed
        count, total = len(plan.lesson_ids), len(self.outline.order)
        noun = "lesson" if total == 1 else "lessons"
        number = f"{count:,}" if count == total else f"{count:,} of {total:,}"
        by = "in your own order" if plan.group_by == "none" else f"by {plan.group_by}"
        self.outline_list.border_subtitle = frame_title(f"{number} {noun} {by}")
        state = ""
        if found is not None and found.plan == plan:
            checks = sum(1 for each in found.notices if each.line)
            state = f"! {checks} to check" if checks else ""
            if any(each.refuses for each in found.notices):
                state = "✗ must not go out"
            elif self._written is not None and self._written.plan == plan:
                state = "✓ written"
        path = "…" if found is None else str(found.path)
        self.query_one(ComposeHead).tell(
            title=plan.title,
            path=path,
            facts="  ·  ".join(filter(None, (plan.dialect, LEVELS[plan.redact]))),
            state=state,
        )

    # What is drawn

    def _draw(self) -> None:
        """Have the post drawn for the widths that there are."""
        found = self._composed
        panes = (self.post_pane, self.markdown_pane)
        widest = max(pane.columns for pane in panes)
        if found is None or widest <= 0:
            return
        first, second = (pane.columns if pane.columns > 0 else widest for pane in panes)
        inks, drawing = palette(self.app), self._drawing
        self._rendering.submit(
            lambda: drawing.draw(found, (first, second), inks),
            self.answer(self._drawn_came),
            self.failed,
            name="post",
        )

    def _drawn_came(self, drawn: DrawnPost) -> None:
        self._drawn = drawn
        self.post_pane.show_post(drawn.post)
        self.markdown_pane.show_post(drawn.markdown)
        self._follow()

    def on_preview_resized(self) -> None:
        """Another width needs other lines."""
        self._draw()

    def _follow(self) -> None:
        """Both panes show what the outline is on; the Markdown the line of a finding that was entered."""
        drawn, row = self._drawn, self.outline_list.selected
        if drawn is None or row is None:
            return
        key = row.lesson_id or section_key(self._first_included(row))
        rows = drawn.markdown_rows.get(key, (0, 0))
        if 0 < self._line <= len(drawn.markdown_starts):
            starts = (*drawn.markdown_starts, len(drawn.markdown))
            rows = (starts[self._line - 1], starts[self._line])
        self.post_pane.mark(drawn.post_rows.get(key, (0, 0)))
        self.markdown_pane.mark(rows)

    def _first_included(self, row: Row) -> str:
        ids = self.outline.ids_at(row)
        return next((each for each in ids if each not in self.outline.left_out), "")

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """The panes follow the outline's cursor."""
        if event.source is self.outline_list:
            if event.by_person:
                self._line = 0
            self._follow()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click on a lesson shows it; a click on a finding goes to its place."""
        if event.source is self.finding_list or event.twice:
            self.action_compose_open()

    # The outline

    def action_compose_toggle(self) -> None:
        """Leave out or take in."""
        row = self.outline_list.selected
        if row is not None:
            self._alter(self.outline.toggled(row), self.outline_list.cursor)

    def on_outline_list_toggled(self) -> None:
        """A box was clicked."""
        self.action_compose_toggle()

    def action_compose_down(self) -> None:
        """Move down."""
        self._move(1)

    def action_compose_up(self) -> None:
        """Move up."""
        self._move(-1)

    def _move(self, step: int, times: int = 1) -> None:
        outline, row = self.outline, self.outline_list.selected
        if row is None:
            return
        for _ in range(times):
            outline, row = outline.moved(row, step)
        self._alter(outline, outline.rows.index(row))

    def on_outline_list_dragged(self, event: OutlineList.Dragged) -> None:
        """Carry the row along, as far as its section goes; a section past others as a whole."""
        row, target = self.outline_list.selected, self.outline_list.row(event.row)
        if row is None or target is None:
            return
        rows, sections = event.row - self.outline_list.cursor, target.section - row.section
        distance = rows if row.lesson_id else sections
        self._move(1 if distance > 0 else -1, abs(distance))

    def action_compose_group(self) -> None:
        """Other sections; each grouping keeps the order that it was given."""
        if self._gathered is None:
            return
        before, row = self.outline, self.outline_list.selected
        name = GROUPINGS[(GROUPINGS.index(self._details.group_by) + 1) % len(GROUPINGS)]
        self._outlines.setdefault(name, before.flat())
        self._outlines[name] = self._outlines[name]._replace(left_out=before.left_out)
        self._details = self._details._replace(group_by=name)
        self._show_outline(0)
        if row is not None:
            lesson_id = row.lesson_id or next(iter(before.ids_at(row)), "")
            self.outline_list.move_to(max(0, self.outline_list.place_of_lesson(lesson_id)), by_person=False)
        self._touched()

    def action_compose_redact(self) -> None:
        """Whose names are replaced: one level after the other."""
        if self._gathered is None:
            return
        levels = list(LEVELS)
        level = levels[(levels.index(self._details.redact) + 1) % len(levels)]
        self._details = self._details._replace(redact=level)
        self._touched()

    # Places

    def action_compose_outline(self) -> None:
        """Go to the outline."""
        self.go("outline")

    def action_compose_post(self) -> None:
        """Go to the post."""
        self.go("post")

    def action_compose_markdown(self) -> None:
        """Go to the Markdown."""
        self.go("markdown")

    def action_compose_findings(self) -> None:
        """Go to what there is to look at."""
        self.go("findings")

    def action_compose_next(self) -> None:
        """The next pane, round the end."""
        self.go(PLACES[(PLACES.index(self.place) + 1) % len(PLACES)])

    def action_compose_previous(self) -> None:
        """The pane before, round the end."""
        self.go(PLACES[PLACES.index(self.place) - 1])

    def action_compose_view(self) -> None:
        """The post as a reader sees it, or as Markdown."""
        other = "markdown" if self.view == "post" else "post"
        if self.place in {"post", "markdown"} or self.app.size.width >= WIDE or not self._view_is_shown:
            self.go(other)
        else:
            self.view = other
            self.lay_out()

    @property
    def _view_is_shown(self) -> bool:
        return bool(self.query_one(f"#{self.view}").display)

    def action_compose_open(self) -> None:
        """From the outline to the post, from a finding to its place, from the post back."""
        if self.place == "findings":
            self._open_finding()
        else:
            self.go(self.view if self.place == "outline" else "outline")

    def _open_finding(self) -> None:
        notice = self.finding_list.selected
        if notice is None:
            return
        place = self.outline_list.place_of_lesson(notice.lesson_id)
        if place >= 0:
            self.outline_list.move_to(place, by_person=False)
        self._line = notice.line
        if notice.line:
            self.go("markdown")
        elif place >= 0:
            self.go("outline")
        else:
            self.say("There is no place for this in the post.")
        self._follow()

    # Details and writing

    def action_compose_details(self) -> None:
        """Change title, folder, day, site generator, template and how evidence is told."""
        from retro.tui.screens.compose_details import DetailsScreen  # noqa: PLC0415 - loads when it opens

        date = self._composed.date if self._composed else ""
        templates = self._gathered.templates if self._gathered else (self._details.template,)
        self.app.push_screen(DetailsScreen(self.storage, self._details, date, templates), self._detailed)

    def on_compose_head_pressed(self) -> None:
        """A click on what is being composed."""
        self.action_compose_details()

    def _detailed(self, plan: Plan | None) -> None:
        if plan is not None and plan != self._details:
            self._details = plan
            self._touched()

    def action_compose_page(self) -> None:
        """Show the post as a page in the browser."""
        self.storage.read(paged(self.plan), self.answer(self._paged), self.answer(self.complain), name="page")

    def _paged(self, path: Path) -> None:
        self.app.open_url(path.as_uri())
        self.say(f"The page is {path}.")

    def action_compose_write(self) -> None:
        """Write the post."""
        self._write(force=False)

    def action_compose_force(self) -> None:
        """Write it over what is there."""
        self._write(force=True)

    def _write(self, *, force: bool) -> None:
        """Write what is seen; when it is not seen yet, as soon as it is."""
        self._write_next = None
        if self._writing or self._gathered is None:
            return
        if self._composed is None or self._composed.plan != self.plan:
            self._write_next = force
            return
        self._writing = True
        self.explain("")
        job = written(self.plan, self._composed.text, force=force)
        self.storage.write(job, self.answer(self._wrote), self.answer(self._not_written))

    def _wrote(self, done: Written) -> None:
        self._writing = False
        self._written = done
        self._settled = done.plan
        self._warned = False
        self._tell()
        noun = "lesson" if done.lessons == 1 else "lessons"
        stayed = len(self._gathered.withheld) if self._gathered else 0
        private = f"; {stayed} private stayed" if stayed else ""
        said = f"Wrote {done.lessons:,} {noun} to" if done.changed else "Unchanged:"
        self.say(f"{said} {done.path}{private}.")

    def _not_written(self, error: Exception) -> None:
        self._writing = False
        self._recompose()
        self.complain(error)

    def complain(self, error: Exception) -> None:
        """Say what is wrong above the keys, with the way on."""
        if not isinstance(error, RetroError):
            raise error
        if isinstance(error, FileInTheWay):
            force, details = (key_label(command(f"compose.{name}").keys[0]) for name in ("force", "details"))
            way_on = f"{force} overwrites it as it is now; {details} changes title and folder."
            self.explain(f"{error.why} {way_on}", overwrite=True)
        else:
            self.explain(error.sentence)

    def action_compose_close(self) -> None:
        """Close; ask once more when something would be lost."""
        if self.changed and not self._warned:
            self._warned = True
            write, close = (key_label(command(f"compose.{name}").keys[0]) for name in ("write", "close"))
            self.explain(f"Not written yet: {write} writes the post, {close} again throws its order away.")
            return
        self.dismiss(self._written)
