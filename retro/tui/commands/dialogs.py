"""Commands of what opens over the first screen to write or look something up."""

from retro.tui.commands.definition import UNDO, Command, Context

__all__ = ["DIALOGS"]

DIALOGS = (
    Command(
        "capture.save",
        "Save",
        "Keep the lesson.",
        ("enter", "f2"),
        Context.CAPTURE,
        footer="Save",
        palette=False,
        undo=UNDO,
    ),
    Command(
        "capture.form",
        "More fields",
        "Go on in the form, with what was understood.",
        ("f4",),
        Context.CAPTURE,
        footer="More fields",
        palette=False,
    ),
    Command(
        "capture.cancel",
        "Close",
        "Close; what was typed is offered again next time.",
        ("escape",),
        Context.CAPTURE,
        footer="Close",
        palette=False,
    ),
    Command(
        "form.save",
        "Save",
        "Keep the changes.",
        ("f2", "ctrl+s"),
        Context.FORM,
        footer="Save",
        palette=False,
        undo=UNDO,
    ),
    Command(
        "form.editor",
        "Open in your editor",
        "Go on in $VISUAL or $EDITOR.",
        ("f4",),
        Context.FORM,
        footer="Editor",
        palette=False,
    ),
    Command(
        "form.cancel",
        "Close",
        "Close the form; asks again when something was changed.",
        ("escape",),
        Context.FORM,
        footer="Close",
        palette=False,
    ),
    Command(
        "help.close",
        "Close",
        "Back to where you were.",
        ("escape", "q", "question_mark", "f1"),
        Context.HELP,
        footer="Close",
        palette=False,
    ),
)
