"""A morning in one look: what is due, what is unfinished, and this day in earlier years."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from retro.drafts import Draft
from retro.surroundings import Commitment
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context
from retro.tui.jobs.morning import Today, today_since
from retro.tui.looks import shown_title
from retro.tui.palette import palette
from retro.tui.screens.row_screen import RowScreen
from retro.tui.storage import Storage
from retro.tui.veil import veiled_today
from retro.tui.widgets.row_list import Row
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from retro.journal.decisions import Decision
    from retro.practice.morning import Morning
    from retro.practice.review.selecting import Pick

__all__ = ["MorningScreen"]

_NOTHING = Row("nothing", "Nothing is up today.", detail=(("Nothing is up today.", "strong"),))


class MorningScreen(RowScreen[str]):
    """Shows what is up; ends with the id of a command that goes on with it, or of a lesson, or with "".

    Args:
        storage: The journal.
        drafts: What was typed before, and is offered again.
    """

    context = Context.MORNING
    BINDINGS = bindings_for(Context.MORNING)

    def __init__(self, storage: Storage, drafts: Sequence[Draft] = ()) -> None:
        super().__init__(storage)
        self._drafts = tuple(drafts)
        self._today: Today | None = None

    def look(self) -> None:
        """Read it, unless nothing was changed."""
        job = today_since(self._today)
        self.storage.read(job, self.answer(self._came), self.failed, name="morning", veiled=veiled_today)

    def _came(self, today: Today | None) -> None:
        if today is not None:
            self._today = today
            self.fill()

    def fill(self) -> None:
        """Show it."""
        if self._today is None:
            return
        before, near = self.rows.selected, self.rows.cursor
        day = self._today.morning.day
        self.rows.show(
            tuple(_rows(self._today.morning, self._drafts)) or (_NOTHING,), before.key if before else "", near
        )
        text = Text(no_wrap=True, end="").append(" today ", palette(self.app).badge)
        text.append(f"  {day:%A}, {day.day} {day:%B %Y}", palette(self.app).text)
        self.query_one("#head", Static).update(text)
        self.name_frame("What is up")
        self.tell()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click goes on with it."""
        event.stop()
        if event.twice:
            self.action_morning_open()

    def action_morning_open(self) -> None:
        """Go on with what is under the cursor."""
        row = self.rows.selected
        sort, _, lesson_id = row.key.partition(":") if row else ("nothing", "", "")
        self.dismiss(lesson_id if sort == "lesson" else _GOES_ON.get(sort, ""))

    def action_morning_review(self) -> None:
        """Review."""
        self.dismiss("view.review")

    def action_morning_commitments(self) -> None:
        """To the commitments."""
        self.dismiss("view.commitments")

    def action_morning_decisions(self) -> None:
        """To the decisions."""
        self.dismiss("view.decisions")

    def action_morning_text_down(self) -> None:
        """Scroll the text down."""
        self.detail.scroll_down(animate=False)

    def action_morning_text_up(self) -> None:
        """Scroll the text up."""
        self.detail.scroll_up(animate=False)

    def action_morning_close(self) -> None:
        """To the lessons."""
        self.dismiss("")


_GOES_ON = {
    "review": "view.review",
    "commitment": "view.commitments",
    "decision": "view.decisions",
    "draft": "lesson.add",
    "answer": "view.retrospective",
    "conflicts": "view.conflicts",
}
"""What a row is of -> the command that goes on with it."""


def _rows(morning: "Morning", drafts: Sequence[Draft]) -> Iterator[Row]:
    """What is up, under headings; a sort of which there is nothing is left out."""
    day, begun = morning.day, False
    for heading, rows in (
        ("Commitments", [_commitment(each, day) for each in morning.commitments]),
        ("Decisions to look at again", [_decision(each, day) for each in morning.decisions]),
        ("Review, one minute", [_review(each) for each in morning.reviews]),
        ("Unfinished", [_draft(each, number) for number, each in enumerate(drafts)]),
        ("Changed on two devices", [_conflicts(morning.conflicts)] if morning.conflicts else []),
        ("On this day", [_earlier(each) for each in morning.on_this_day]),
    ):
        if rows:
            yield from (Row("", ""),) if begun else ()
            yield from (Row("", heading), *rows)
            begun = True


def _commitment(each: Commitment, day: dt.date) -> Row:
    late = _late(day, each.due)
    told = (("strong", each.text), ("muted", f"measured by: {each.measure}"), ("bad", late))
    return Row(f"commitment:{each.id}", each.text, "○", aside=late, detail=_detail(*told))


def _decision(each: "Decision", day: dt.date) -> Row:
    late = _late(day, each.due)
    expected = f"expected, with {each.probability:.0%}: {each.expectation}"
    told = (("strong", each.text), ("muted", expected), ("bad", late))
    return Row(f"decision:{each.id}", each.text, "◇", aside=late, detail=_detail(*told))


def _review(pick: "Pick") -> Row:
    """The title alone: what is below it is to be remembered first."""
    title = shown_title(pick.lesson.title)
    return Row(f"review:{pick.lesson.id}", title, "↻", detail=_detail(("strong", title), ("muted", pick.why)))


def _conflicts(number: int) -> Row:
    said = f"{number:,} to decide on"
    why = "Two devices have changed the same place: one version stands, the other waits for you."
    return Row("conflicts:", said, "⇅", detail=_detail(("strong", said), ("muted", why)))


def _draft(draft: Draft, number: int) -> Row:
    sort = "answer" if draft.prompt else "draft"
    return Row(f"{sort}:{number}", draft.title, "…", detail=_detail(("text", draft.text)))


def _earlier(pick: "Pick") -> Row:
    lesson, title = pick.lesson, shown_title(pick.lesson.title)
    told = (("strong", title), ("muted", pick.why), ("text", lesson.body))
    return Row(f"lesson:{lesson.id}", title, "•", aside=pick.why.rpartition(" ")[2], detail=_detail(*told))


def _detail(*parts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Parts with their tones, a line between them."""
    return tuple(line for tone, text in parts if text for line in ((text, tone), ("", "text")))


def _late(today: dt.date, due: dt.date) -> str:
    days = (today - due).days
    return "today" if not days else "1 day late" if days == 1 else f"{days} days late"
