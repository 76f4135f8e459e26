"""Tensions: pairs of lessons that contradict each other, proposed and noted, one key for each decision."""

from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from retro.display import safe, safe_line
from retro.surroundings import RelationKind
from retro.tui.bindings import bindings_for
from retro.tui.commands import Context, command, commands_in
from retro.tui.jobs import lessons, tensions
from retro.tui.jobs.tensions import Material
from retro.tui.lanes import Lane
from retro.tui.looks import KIND_GLYPHS, PAIR_MARKS, frame_title, shown_title
from retro.tui.palette import kind_ink, palette
from retro.tui.screens.conversation import Conversing
from retro.tui.veil import veiled_material
from retro.tui.widgets.key_bar import KeyBar
from retro.tui.widgets.pair_list import PairList
from retro.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.journal import Journal
    from retro.tui.jobs.lessons import Wrote
    from retro.tui.jobs.tensions import Pair
    from retro.tui.storage import Storage

__all__ = ["TensionsScreen"]

_PROPOSED, _NOTED = "tensions.proposed", "tensions.noted"
_KINDS = {
    _PROPOSED: str(RelationKind.CONTRADICTS),
    "tensions.support": str(RelationKind.SUPPORTS),
    "tensions.duplicates": tensions.DUPLICATES,
}
"""List -> what it proposes."""

_VIEWS = (_PROPOSED, _NOTED, *list(_KINDS)[1:])
_BADGE = " tensions "
_NOTHING = {
    _PROPOSED: "Nothing is proposed: no two lessons stand against each other that you have not decided on.",
    _NOTED: "No tension was noted yet. Accept one that is proposed, or relate two lessons with r.",
    _VIEWS[2]: "Nothing is proposed: no two lessons say alike that you have not decided on.",
    _VIEWS[3]: "Nothing is proposed: no two lessons say nearly the same that you have not decided on.",
}


class TensionsScreen(Conversing[str]):
    """What is proposed and what was noted; ends with the id of the lesson related last, or "".

    Args:
        storage: The journal.
    """

    BINDINGS = bindings_for(Context.TENSIONS)
    AUTO_FOCUS = "#pairs"

    DEFAULT_CSS = """
    TensionsScreen {
        & > #head { height: 1; background: $foreground 6%; }
        & > #panes { height: 1fr; }
        & #pairs { width: 1fr; height: 1fr; }
        & #text {
            width: 1fr; height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1;
            scrollbar-background: $background; scrollbar-background-hover: $background;
            scrollbar-background-active: $background; scrollbar-color: $foreground 20%;
            scrollbar-color-hover: $primary; scrollbar-color-active: $primary;
        }
        & #both { height: auto; }
        & #nothing { width: 1fr; height: 1fr; padding: 1 2; color: $foreground 68%; display: none; }
        & #pairs, & #text, & #nothing {
            border: round $foreground 25%; border-title-color: $foreground 70%;
            border-subtitle-color: $foreground 68%;
        }
        & #pairs:focus {
            border: round $text-accent; border-title-color: $foreground; border-title-style: bold;
        }
    }
    TensionsScreen.-narrow > #panes { layout: vertical; }
    TensionsScreen.-narrow #text { padding: 0 1; }
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-medium"), (112, "-wide")]

    def __init__(self, storage: "Storage") -> None:
        super().__init__(storage)
        self._comparing = Lane("retro-comparing")
        self._material = Material((-1, -1))
        self._compared: dict[str, tuple[Pair, ...]] = {}
        self._view = _PROPOSED
        self._outdated: set[str] = set()
        self._deciding = 0
        self._related = ""

    def compose(self) -> ComposeResult:
        """A head, the pairs, the two in full, the keys below."""
        yield Static("", id="head")
        with Horizontal(id="panes"):
            yield PairList(id="pairs")
            yield Static("", id="nothing")
            with VerticalScroll(id="text", can_focus=False):
                yield Static("", id="both")
        yield KeyBar([*(each for each in commands_in(Context.TENSIONS) if each.footer), command("app.help")])

    @property
    def rows(self) -> PairList:
        """The pairs."""
        return self.query_one("#pairs", PairList)

    @property
    def busy(self) -> bool:
        """True while lessons are being compared."""
        return not self._comparing.idle

    @property
    def moving(self) -> bool:
        """Whether a key has to wait for a decision: it is meant for what is under the cursor then."""
        return bool(self._deciding)

    def on_mount(self) -> None:
        """Read what there is, and again whenever it is something else."""
        self._show()
        self._look()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show())
        self.set_interval(1.0, self._look)

    def on_unmount(self) -> None:
        """End the thread that compares."""
        self._comparing.close()

    # What is shown

    def _look(self) -> None:
        self.storage.read(
            tensions.changed_since(self._material.state),
            self.answer(self._came),
            self.failed,
            name="tensions",
            veiled=veiled_material,
        )

    def _came(self, material: Material | None) -> None:
        """Lessons that are other ones are compared anew; a decision only leaves a pair out."""
        if material is None:
            return
        before, self._material = self._material, material
        if before.lessons != material.lessons:
            self._outdated.update(self._compared)
        self._show()
        self._compare()

    def _compare(self) -> None:
        """Compare lessons for what is shown, unless that was done."""
        kind, lessons_now = _KINDS.get(self._view), self._material.lessons
        if kind is None or self._material.state < (0, 0):
            return
        if kind in self._compared and kind not in self._outdated:
            return

        settled = len(self._material.settled.get(kind, ()))

        def compare() -> "tuple[Pair, ...]":
            return tensions.proposed(lessons_now, kind, settled)

        def came(pairs: "tuple[Pair, ...]") -> None:
            self._compared[kind] = pairs
            self._outdated.discard(kind)
            self._show()

        self._comparing.submit(compare, self.answer(came), self.failed, name="pairs")

    def _pairs(self) -> "tuple[Pair, ...]":
        if self._view == _NOTED:
            return tensions.noted(self._material)
        kind = _KINDS[self._view]
        settled = self._material.settled.get(kind, frozenset())
        return tensions.open_pairs(self._compared.get(kind, ()), settled)

    def _show(self) -> None:
        """The cursor stays on its pair, or in its place when that has been decided."""
        before, pairs = self.rows.selected, self._pairs()
        places = [place for place, each in enumerate(pairs) if before and each.ids == before.ids]
        self.rows.show(pairs, places[0] if places else self.rows.cursor)
        some = bool(pairs)
        for name in ("#pairs", "#text"):
            self.query_one(name).display = some
        nothing = self.query_one("#nothing", Static)
        nothing.display = not some
        waiting = self._view in _KINDS and _KINDS[self._view] not in self._compared
        nothing.update(Text("Comparing what lessons say …" if waiting else _NOTHING[self._view]))
        self.set_focus(self.rows if some else None)
        self._show_head()
        self._show_both()

    def _show_head(self) -> None:
        inks = palette(self.app)
        text = Text(no_wrap=True, end="").append(_BADGE, inks.badge)
        for each in map(command, _VIEWS):
            chosen = each.id == self._view
            text.append(f"  {each.keys[0]} ", inks.accent if chosen else inks.muted)
            text.append(each.title, inks.match if chosen else inks.muted)
        self.query_one("#head", Static).update(text)
        count = self.rows.count
        title = command(self._view).title
        self.rows.border_title = frame_title(f"{title} · {count:,}" if count else title)

    def _show_both(self) -> None:
        pair = self.rows.selected
        self.query_one("#both", Static).update("" if pair is None else self._both(pair))
        text = self.query_one("#text")
        text.border_title = frame_title(pair.why[0] if pair is not None and pair.why else "")
        text.scroll_home(animate=False)

    def _both(self, pair: "Pair") -> Text:
        """Each with what it says and when it holds; below them why they are proposed."""
        inks, text = palette(self.app), Text()
        for place, (lesson, says, when) in enumerate(zip(pair.lessons, pair.says, pair.whens, strict=True)):
            if place:
                text.append(f"\n  {PAIR_MARKS[pair.kind]}\n\n", inks.accent)
            text.append(f"{KIND_GLYPHS[lesson.kind]} ", kind_ink(inks, lesson.kind))
            text.append(f"{shown_title(lesson.title)}\n", inks.strong)
            if lesson.company:
                text.append(f"  {safe_line(lesson.company)}\n", inks.company)
            if when:
                text.append("  when ", inks.label).append(f"{safe_line(when)}\n", inks.text)
            told = shown_title(says)
            if told and told != shown_title(lesson.title):
                text.append(f"  “{told}”\n", inks.quote)
            elif not says and lesson.body:
                text.append(f"\n{safe(lesson.body)}\n", inks.text)
        for place, why in enumerate(pair.why):
            text.append("\nProposed because\n" if not place else "", inks.label)
            text.append(f"  {safe_line(why)}\n", inks.muted)
        return text

    def on_virtual_list_moved(self, event: VirtualList.Moved) -> None:
        """The text follows the cursor."""
        event.stop()
        self._show_both()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """A double click accepts."""
        event.stop()
        if event.twice:
            self.action_tensions_accept()

    def on_click(self, event: events.Click) -> None:
        """A click on a list's name above goes there."""
        if event.widget is not self.query_one("#head"):
            return
        place = event.x - len(_BADGE)
        for each in map(command, _VIEWS):
            place -= len(f"  {each.keys[0]} {each.title}")
            if place < 0 and event.x >= len(_BADGE):
                self._go(each.id)
                return

    # Decisions

    def _selected(self) -> "Pair | None":
        pair = self.rows.selected
        if pair is None:
            self.say("There is nothing to decide.", severity="warning")
        return pair

    def _decide(self, job: "Callable[[Journal], Wrote]") -> None:
        self._deciding += 1
        self.storage.write(job, self.answer(self._decided), self.answer(self._refused))

    def _decided(self, wrote: "Wrote") -> None:
        self.say(wrote.said)
        self._related = wrote.lesson_id or self._related

        def settled(material: Material | None) -> None:
            self._deciding -= 1
            self._came(material)

        # Without a name, so that no other reading takes its place and leaves the keys waiting.
        job = tensions.changed_since(self._material.state)
        self.storage.read(job, self.answer(settled), self.answer(self._refused), veiled=veiled_material)

    def _refused(self, error: Exception) -> None:
        self._deciding -= 1
        self.complain(error)
        self._look()

    def action_tensions_accept(self) -> None:
        """Ask when each side holds, and note it; of two that are alike, how they are related is known."""
        pair = self._selected()
        if pair is None:
            return
        if pair.kind != RelationKind.CONTRADICTS:
            self._ask_to_relate(pair)
            return
        from retro.tui.screens.whens import WhensScreen  # noqa: PLC0415 - loads when it opens

        def said(whens: tuple[str, str] | None) -> None:
            if whens is not None:
                self._decide(tensions.accept(pair, whens))

        self.app.push_screen(WhensScreen(self.storage, pair), said)

    def _ask_to_relate(self, pair: "Pair") -> None:
        from retro.tui.screens.confirm import ConfirmScreen  # noqa: PLC0415 - loads when it opens

        one, other = (shown_title(lesson.title) for lesson in pair.lessons)
        same = pair.kind == tensions.DUPLICATES
        question = "Does the first supersede the other?" if same else "Does the first support the other?"
        about = f"{one}\n\n{PAIR_MARKS[pair.kind]} {other}" + (
            "\n\nThe other stays, and comes last from now on." if same else ""
        )

        def said(yes: bool | None) -> None:
            if yes:
                self._decide(tensions.relate(pair))

        self.app.push_screen(ConfirmScreen(self.storage, question, about), said)

    def action_tensions_dismiss(self) -> None:
        """It is none."""
        pair = self._selected()
        if pair is not None:
            self._decide(tensions.remove(pair) if pair.relation_id else tensions.dismiss(pair))

    def action_tensions_undo(self) -> None:
        """Take back the last change."""
        self._decide(lessons.undo)

    def action_tensions_redo(self) -> None:
        """Take back the last undo."""
        self._decide(lessons.redo)

    # The lists

    def _go(self, view: str) -> None:
        self._view = view
        self._show()
        self._compare()

    def action_tensions_proposed(self) -> None:
        """What may be a tension."""
        self._go(_PROPOSED)

    def action_tensions_noted(self) -> None:
        """What was noted."""
        self._go(_NOTED)

    def action_tensions_support(self) -> None:
        """Lessons that may support each other."""
        self._go(_VIEWS[2])

    def action_tensions_duplicates(self) -> None:
        """Lessons that may be one."""
        self._go(_VIEWS[3])

    def action_tensions_switch(self) -> None:
        """The next list."""
        self._go(_VIEWS[(_VIEWS.index(self._view) + 1) % len(_VIEWS)])

    def action_tensions_switch_back(self) -> None:
        """The list before."""
        self._go(_VIEWS[_VIEWS.index(self._view) - 1])

    def action_tensions_text_down(self) -> None:
        """Scroll the text down."""
        self.query_one("#text").scroll_relative(y=4, animate=False)

    def action_tensions_text_up(self) -> None:
        """Scroll the text up."""
        self.query_one("#text").scroll_relative(y=-4, animate=False)

    def action_tensions_close(self) -> None:
        """Back to browsing."""
        self.dismiss(self._related)
