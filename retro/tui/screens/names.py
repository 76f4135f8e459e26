"""Names: companies, themes and people in lists of their own, to be renamed, merged and described."""

from functools import partial
from typing import TYPE_CHECKING

from retro.display import safe_line
from retro.surroundings import Company, Consent, Person
from retro.tui.commands import command, key_label
from retro.tui.jobs import names
from retro.tui.naming import Named, Row, Sort, alias_row, lessons_said, row_of
from retro.tui.screens.name_browsing import NameBrowsing

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro.tui.jobs.names import Job, Renamed
    from retro.tui.screens.name_dialog import NameDialog
    from retro.tui.screens.name_facts import Fact
    from retro.tui.screens.name_pick import Picking
    from retro.tui.screens.name_prompt import Asking

__all__ = ["NamesScreen"]


class NamesScreen(NameBrowsing):
    """What can be done to a name, one method for each command of the registry.

    Ends with the query that finds the lessons of a name, or None.
    """

    # Places

    def action_names_companies(self) -> None:
        """Go to the companies."""
        self.go(Sort.COMPANY)

    def action_names_themes(self) -> None:
        """Go to the themes."""
        self.go(Sort.THEME)

    def action_names_people(self) -> None:
        """Go to the people."""
        self.go(Sort.PERSON)

    def action_names_next_sort(self) -> None:
        """The next sort, round the end."""
        self._step(1)

    def action_names_previous_sort(self) -> None:
        """The sort before, round the end."""
        self._step(-1)

    def _step(self, step: int) -> None:
        sorts = tuple(Sort)
        self.go(sorts[(sorts.index(self.sort) + step) % len(sorts)])

    def action_names_filter(self) -> None:
        """Type a part of a name."""
        self.line.focus()

    def action_names_facts_down(self) -> None:
        """Scroll the facts down."""
        self.facts.scroll_down(animate=False)

    def action_names_facts_up(self) -> None:
        """Scroll the facts up."""
        self.facts.scroll_up(animate=False)

    def action_names_back(self) -> None:
        """Show all names again; where all are shown, close."""
        if self.line.value:
            self.line.value = ""
        else:
            self.dismiss(None)

    def action_names_close(self) -> None:
        """Back to browsing."""
        self.dismiss(None)

    def action_names_lessons(self) -> None:
        """Back to browsing, with the name as the query."""
        each = self.selected()
        if each is not None:
            self.dismiss(self.query_for(each))

    # Changes

    def _change(self, job: "Job") -> None:
        self.storage.write(job, self.answer(self.changed), self.failed)

    def action_names_undo(self) -> None:
        """Take back the last change."""
        self._change(names.undo)

    def action_names_redo(self) -> None:
        """Take back the last undo."""
        self._change(names.redo)

    def _open(self, dialog: "NameDialog") -> None:
        def done(renamed: "Renamed | None") -> None:
            if renamed is not None:
                self.changed(renamed)

        self.app.push_screen(dialog, done)

    def _ask(self, asking: "Asking") -> None:
        from retro.tui.screens.name_prompt import NamePromptScreen  # noqa: PLC0415 - dialogs load when opened

        self._open(NamePromptScreen(self.storage, asking))

    def action_names_rename(self) -> None:
        """Give another name."""
        each = self.selected()
        if each is None:
            return
        from retro.tui.screens.name_prompt import Asking  # noqa: PLC0415 - as above

        below = " Themes below it move along." if self.sort is Sort.THEME else ""
        self._ask(
            Asking(
                "Rename",
                f"A new name for {each.name}. The old one stays as an alias, and texts of lessons as they"
                f" were written.{below}",
                each.name,
                partial(names.rename, self.sort, each.name),
                partial(names.merge, self.sort, each.name),
            )
        )

    def action_names_alias(self) -> None:
        """Let it be called something else as well."""
        each = self.selected()
        if each is None:
            return
        from retro.tui.screens.name_prompt import Asking  # noqa: PLC0415 - as above

        also = f", beside {', '.join(each.aliases)}" if each.aliases else ""
        self._ask(
            Asking(
                "Add an alias",
                f"What {each.name} is called as well{also}. Searching for it then finds the same lessons.",
                "",
                partial(names.alias, self.sort, each.name),
                lambda owner: names.merge(self.sort, owner, each.name),
            )
        )

    def action_names_pseudonym(self) -> None:
        """Say what to call it in public."""
        each = self.selected()
        if each is None:
            return
        if not isinstance(each, Company | Person):
            self.say("A theme has no pseudonym.", severity="warning")
            return
        from retro.tui.screens.name_prompt import Asking  # noqa: PLC0415 - as above

        def job(pseudonym: str) -> "Job":
            return names.describe(self.sort, each.name, {"pseudonym": pseudonym})

        about = f"What to call {each.name} in public and in private mode; nothing takes it away."
        self._ask(Asking("Pseudonym", about, each.pseudonym, job, empty=True))

    def _pick(self, picking: "Picking") -> None:
        from retro.tui.screens.name_pick import NamePickScreen  # noqa: PLC0415 - as above

        self._open(NamePickScreen(self.storage, picking))

    def action_names_merge(self) -> None:
        """Move all its lessons to another name."""
        each = self.selected()
        if each is None:
            return
        others = [row_of(other) for other in self.known() if other.id != each.id]
        if not others:
            self.say(f"There is no other {self.sort} to merge it into.", severity="warning")
            return
        from retro.tui.screens.name_pick import Picking  # noqa: PLC0415 - as above

        def said(row: Row) -> str:
            move = "moves" if each.lessons == 1 else "move"
            return (
                f"{lessons_said(each.lessons)} of {each.name} {move} to {row.name};"
                f" {each.name} becomes an alias of it."
            )

        self._pick(
            Picking(
                "Merge",
                f"{each.name} is the same as …",
                others,
                said,
                lambda row: names.merge(self.sort, each.name, row.name),
                asks=True,
            )
        )

    def action_names_unalias(self) -> None:
        """Let an alias no longer mean it."""
        each = self.selected()
        if each is None:
            return
        if not each.aliases:
            self.say(f"{each.name} has no alias.", severity="warning")
            return
        from retro.tui.screens.name_pick import Picking  # noqa: PLC0415 - as above

        self._pick(
            Picking(
                "Take an alias away",
                f"No longer an alias of {each.name}:",
                [alias_row(alias) for alias in each.aliases],
                lambda row: f"“{row.name}” will no longer find the lessons of {each.name}; no lesson moves.",
                lambda row: names.unalias(self.sort, each.name, row.name),
            )
        )

    def action_names_edit(self) -> None:
        """Change all facts."""
        each = self.selected()
        if each is None:
            return
        if not isinstance(each, Company | Person):
            key = key_label(command("names.rename").keys[0])
            self.say(f"A theme has nothing but its names; {key} renames it.", severity="warning")
            return
        from retro.tui.screens.name_facts import NameFactsScreen  # noqa: PLC0415 - as above

        job: Callable[..., Job] = partial(names.describe, self.sort, each.name)
        self._open(NameFactsScreen(self.storage, each.name, _facts(each), job))

    def chosen(self, each: Named) -> None:
        """A double click edits, and renames what has no facts."""
        if isinstance(each, Company | Person):
            self.action_names_edit()
        else:
            self.action_names_rename()


def _facts(each: Company | Person) -> "list[Fact]":
    from retro.tui.screens.name_facts import Fact  # noqa: PLC0415 - as above

    pseudonym = Fact("pseudonym", "Pseudonym", safe_line(each.pseudonym), "what to call it in public")
    if isinstance(each, Company):
        return [
            Fact("role", "Role", each.role, "what you were there"),
            Fact("began", "Began", str(each.began or ""), "2018-06, 2018, june 2018"),
            Fact("ended", "Ended", str(each.ended or ""), "nothing while you are there"),
            pseudonym,
        ]
    return [
        Fact("role_label", "Role label", each.role_label, "a product manager"),
        Fact("consent", "Consent", each.consent, choices=tuple(map(str, Consent))),
        pseudonym._replace(hint="a name to use in the place of theirs"),
    ]
