"""Opens the composing of a post from where a retrospective is looked at."""

from typing import TYPE_CHECKING

from retro.tui.jobs.retrospectives import plan_of

if TYPE_CHECKING:
    from retro.tui.jobs.posts import Plan
    from retro.tui.screens.row_screen import RowScreen

__all__ = ["compose_retrospective"]


def compose_retrospective(screen: "RowScreen[str]", retrospective_id: str) -> None:
    """Show a retrospective as the post that it can be, over a screen; what cannot be one says why."""

    def came(plan: "Plan") -> None:
        from retro.tui.screens.compose import ComposeScreen  # noqa: PLC0415 - loads all that posts need

        composing = ComposeScreen(screen.storage, lesson_ids=plan.lesson_ids, plan=plan)
        screen.app.push_screen(composing, lambda _: screen.look())

    screen.storage.read(plan_of(retrospective_id), screen.answer(came), screen.failed, name="plan")
