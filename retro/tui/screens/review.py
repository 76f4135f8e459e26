"""The review: a lesson at a time, its title first, then all of it, then one key for what is true of it."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from retro.display import safe_line
from retro.model import LessonDraft
from retro.surroundings import ReviewAnswer
from retro.tui.bindings import bindings_for
from retro.tui.commands import Command, Context, command, commands_in, key_label
from retro.tui.jobs import lessons, reviewing
from retro.tui.jobs.reviewing import Item, Sitting, Way
from retro.tui.looks import shown_title
from retro.tui.palette import palette
from retro.tui.screens.drawing import Drawing
from retro.tui.widgets.answer_bar import AnswerBar
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.preview import Preview

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.journal import Journal
    from retro.tui.jobs.dossiers import Dossier
    from retro.tui.jobs.lessons import Wrote
    from retro.tui.storage import Storage

__all__ = ["ReviewScreen"]

_ANSWERS = {
    "review.used": ReviewAnswer.USED,
    "review.true": ReviewAnswer.STILL_TRUE,
    "review.reword": ReviewAnswer.REWORDED,
    "review.retire": ReviewAnswer.NO_LONGER_TRUE,
    "review.again": ReviewAnswer.AGAIN_SOON,
}

_EMPTY = {
    Way.TODAY: "No lesson is due today.",
    Way.CHANCE: "There is no lesson yet.",
    Way.ON_THIS_DAY: "No lesson is of this day in an earlier year.",
}


class ReviewScreen(Drawing[str]):
    """Shows the lessons of the day as the journal has them now; ends with the id of the one shown last.

    Args:
        storage: The journal.
    """

    BINDINGS = bindings_for(Context.REVIEW)
    AUTO_FOCUS = None

    DEFAULT_CSS = """
    ReviewScreen {
        & > #head { height: 1; background: $foreground 6%; }
        & > #middle { height: 1fr; align-horizontal: center; }
        & #page { width: 100%; max-width: 90; height: 1fr; padding: 1 2 0 2; }
        & #why { height: auto; max-height: 2; color: $foreground 68%; }
        & #title { height: 1fr; content-align: center middle; text-align: center; }
        & #text { height: 1fr; padding: 1 0 0 0; }
        & AnswerBar { margin: 1 0 0 0; }
        & #said { height: 1; color: $foreground 68%; text-align: center; }
    }
    ReviewScreen.-short #page { padding: 0 1; }
    ReviewScreen.-short #text { padding: 0; }
    ReviewScreen.-short AnswerBar { margin: 0; }
    """

    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    def __init__(self, storage: "Storage") -> None:
        super().__init__(storage)
        self._sitting = Sitting((-1, -1))
        self._came_in = False
        self._at = 0
        self._open = False
        self._waiting = 0

    def compose(self) -> ComposeResult:
        """A head, a page, what can be answered, the keys below."""
        yield Static("", id="head")
        with Vertical(id="middle"), Vertical(id="page"):
            yield Static("", id="why")
            yield Static("", id="title")
            yield Preview(id="text")
            yield AnswerBar(command(name) for name in _ANSWERS)
            yield Static("", id="said")
        yield KeyBar()

    @property
    def dossier(self) -> "Dossier | None":
        """The lesson that is shown, once more than its title is."""
        return self.item.dossier if self.item is not None and self._open else None

    @property
    def moving(self) -> bool:
        """Whether a key has to wait: it is meant for what is shown after the answer before it."""
        return bool(self._waiting)

    def on_mount(self) -> None:
        """Read what is up, and again whenever the journal has changed."""
        self._show()
        self._open_sitting(Way.TODAY)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show())
        self.set_interval(1.0, self._look)

    # What is shown

    @property
    def item(self) -> Item | None:
        """The lesson that is shown; None where all are answered, or there is none."""
        return self._sitting.items[self._at] if self._at < len(self._sitting.items) else None

    def _look(self) -> None:
        """Read the sitting again."""
        job = reviewing.sitting(self._sitting.way, self._sitting)
        self._read(job, self._came, self.complain, name="sitting")

    def _open_sitting(self, way: Way) -> None:
        """Read another sitting; a key that is pressed meanwhile is for a lesson of it."""
        self._waiting += 1

        def came(sitting: Sitting | None) -> None:
            self._waiting -= 1
            self._came(sitting, anew=True)

        def failed(error: Exception) -> None:
            self._waiting -= 1
            self.complain(error)

        self._read(reviewing.sitting(way), came, failed)

    def _read(
        self,
        job: "Callable[[Journal], Sitting | None]",
        came: "Callable[[Sitting | None], object]",
        failed: "Callable[[Exception], object]",
        *,
        name: str = "",
    ) -> None:
        """Without a name no other reading takes its place and leaves the keys waiting."""
        from retro.tui.veil import veiled_sitting  # noqa: PLC0415 - loads what pseudonyms need

        self.storage.read(job, self.answer(came), self.answer(failed), name=name, veiled=veiled_sitting)

    def _came(self, sitting: Sitting | None, *, anew: bool = False) -> None:
        """Stay on the lesson that is shown, unless it has got an answer, or another has lost its own."""
        if sitting is None:
            return
        shown = None if anew else self.item
        before = {} if anew else {each.dossier.lesson.id: each for each in self._sitting.items}
        self._sitting, self._came_in = sitting, True
        place = self._next_waiting(0)
        for at, each in enumerate(sitting.items):
            lesson_id = each.dossier.lesson.id
            old = before.get(lesson_id)
            if old is not None and old.answer is not None and each.answer is None:
                self._go(at)  # it was undone
                return
            if shown is not None and lesson_id == shown.dossier.lesson.id:
                stays = shown.answer is not None or each.answer is None
                place = at if stays else self._next_waiting(at)
        if shown is not None and self.item is not None and place == self._at:
            self._show()
        else:
            self._go(place)

    def _next_waiting(self, start: int) -> int:
        """The first place from one on, round the end, that waits for an answer; behind the last without."""
        count = len(self._sitting.items)
        places: list[int] = [*range(start, count), *range(start)]
        for place in places:
            if self._sitting.items[place].answer is None:
                return place
        return count

    def _go(self, place: int) -> None:
        """Show another one; of what has an answer, all."""
        self._at = place
        self._open = self.item is not None and self.item.answer is not None
        self._show()

    def _show(self) -> None:
        self._show_head()
        item, inks = self.item, palette(self.app)
        self.query_one("#why", Static).update(self._why(item))
        title = self.query_one("#title", Static)
        title.display = not self._open
        self.text.display = self._open
        self.query_one(AnswerBar).display = self._open
        self.query_one(KeyBar).show(self._offered())
        if not self._open:
            title.update(
                self._end() if item is None else Text(shown_title(item.dossier.lesson.title), inks.strong)
            )
            return
        if not self.text.has_focus:
            self.text.focus()
        self.call_after_refresh(self.draw)

    def _why(self, item: Item | None) -> Text:
        if item is None:
            return Text("")
        text = Text(safe_line(self.shown(item.why)))
        if item.answer is not None:
            text.append(f" · answered: {item.answer}", palette(self.app).good)
        return text

    def _end(self) -> Text:
        """What is said where nothing waits."""
        inks = palette(self.app)
        if not self._came_in:
            return Text("")
        if self._sitting.items:
            count = len(self._sitting.items)
            text = Text().append(
                "That is all.\n" if count == 1 else f"All {count} are answered.\n", inks.strong
            )
            for each in self._sitting.items:
                text.append(f"\n{shown_title(each.dossier.lesson.title)}", inks.text)
                text.append(f"  {each.answer}", inks.good)
            return text
        chance = key_label(command("review.chance").keys[0])
        hint = "" if self._sitting.way is Way.CHANCE else f"\n\n{chance} brings some by chance."
        return Text().append(_EMPTY[self._sitting.way], inks.strong).append(hint, inks.muted)

    def _show_head(self) -> None:
        inks, items = palette(self.app), self._sitting.items
        text = Text(no_wrap=True, end="").append(" review ", inks.badge)
        text.append(f"  {self._sitting.way}", inks.muted)
        if items:
            marks = " ".join("●" if each.answer is not None else "○" for each in items)
            place = f"{self._at + 1} of {len(items)}" if self.item is not None else f"{len(items)} answered"
            text.append(f"  {marks}  {place}", inks.muted)
        self.query_one("#head", Static).update(text)

    def _offered(self) -> list[Command]:
        """The keys that do something now; the answers have a line of their own."""
        without = set(_ANSWERS) | (set() if self.item is not None and not self._open else {"review.show"})
        if len(self._sitting.items) < 2:
            without.add("review.next")
        here = [each for each in commands_in(Context.REVIEW) if each.footer and each.id not in without]
        return [*here, command("app.help")]

    # Going about

    def action_review_show(self) -> None:
        """Show what is below the title."""
        if self.item is not None and not self._open:
            self._open = True
            self._show()

    def action_review_next(self) -> None:
        """The next lesson, round the end."""
        if self._sitting.items:
            self._go((self._at + 1) % len(self._sitting.items) if self.item is not None else 0)

    def action_review_previous(self) -> None:
        """The lesson before, round the end."""
        if self._sitting.items:
            self._go((self._at - 1) % len(self._sitting.items))

    def action_review_chance(self) -> None:
        """Some lessons by chance."""
        self._open_sitting(Way.CHANCE)

    def action_review_day(self) -> None:
        """Lessons of this day in earlier years."""
        self._open_sitting(Way.ON_THIS_DAY)

    def action_review_today(self) -> None:
        """The lessons of today."""
        self._open_sitting(Way.TODAY)

    def action_review_close(self) -> None:
        """Back to browsing."""
        self.dismiss("" if self.item is None else self.item.dossier.lesson.id)

    # Answering

    def _asked(self) -> Item | None:
        """The lesson that an answer is for. What was not read yet is shown first, and not answered."""
        if self.item is not None and not self._open:
            self.action_review_show()
            return None
        return self.item

    def _answer(self, said: ReviewAnswer) -> None:
        item = self._asked()
        if item is not None:
            self._write(reviewing.answer(item.dossier.lesson.id, said))

    def _write(self, job: "Callable[[Journal], Wrote]") -> None:
        self._waiting += 1
        self.storage.write(job, self.answer(self._wrote), self.answer(self._refused))

    def _wrote(self, wrote: "Wrote") -> None:
        # On a line of its own: a message in the corner would lie over the next lesson.
        self.query_one("#said", Static).update(Text(safe_line(self.shown(wrote.said)), no_wrap=True))

        def settled(sitting: Sitting | None) -> None:
            self._waiting -= 1
            self._came(sitting)

        self._read(reviewing.sitting(self._sitting.way, self._sitting), settled, self._refused)

    def _refused(self, error: Exception) -> None:
        self._waiting -= 1
        self.complain(error)

    def action_review_used(self) -> None:
        """It was used."""
        self._answer(ReviewAnswer.USED)

    def action_review_true(self) -> None:
        """It is true."""
        self._answer(ReviewAnswer.STILL_TRUE)

    def action_review_again(self) -> None:
        """It is to come back soon."""
        self._answer(ReviewAnswer.AGAIN_SOON)

    def action_review_reword(self) -> None:
        """Say it in other words, in the form."""
        item = self._asked()
        if item is None:
            return
        if self.storage.hidden is not None:
            self.say("This would show names: end private mode first.", severity="warning")
            return
        from retro.tui.screens.reword_form import RewordForm  # noqa: PLC0415 - loads the text area

        lesson = item.dossier.lesson
        fields = {name: getattr(lesson, name) for name in LessonDraft.field_names}
        self.app.push_screen(RewordForm(self.storage, lesson, LessonDraft(**fields)), self._written)

    def action_review_retire(self) -> None:
        """It is no longer true; the reason is asked for."""
        item = self._asked()
        if item is None:
            return
        from retro.tui.screens.line import LineScreen  # noqa: PLC0415 - loads when it opens

        lesson = item.dossier.lesson
        about = f"Why is “{shown_title(lesson.title)}” no longer true? The reason becomes part of its text."
        screen = LineScreen(
            self.storage,
            "No longer true",
            about,
            lambda text: reviewing.answer(lesson.id, ReviewAnswer.NO_LONGER_TRUE, reason=text),
        )
        self.app.push_screen(screen, self._written)

    def _written(self, wrote: "Wrote | None") -> None:
        """A dialog has written the answer, or was closed."""
        if wrote is not None:
            self._waiting += 1
            self._wrote(wrote)

    def action_review_undo(self) -> None:
        """Take back the last change."""
        self._write(lessons.undo)

    def action_review_redo(self) -> None:
        """Take back the last undo."""
        self._write(lessons.redo)
