"""Commands of the first screen, and those that work everywhere."""

from retro.tui.commands.definition import UNDO, Command, Context

__all__ = ["BROWSING", "EVERYWHERE"]

EVERYWHERE = (
    Command(
        "app.help",
        "Help",
        "Show every command with its keys.",
        ("question_mark", "f1"),
        Context.EVERYWHERE,
        footer="Help",
    ),
    Command(
        "app.palette",
        "Commands",
        "Find a command by its name.",
        ("colon", "ctrl+p"),
        Context.EVERYWHERE,
        footer="Commands",
        palette=False,
    ),
    Command(
        "app.jump",
        "Jump",
        "Put a letter on every place in sight, and go where you type.",
        ("f", "f5"),
        Context.EVERYWHERE,
        palette=False,
    ),
    Command(
        "app.theme",
        "Change the theme",
        "Choose the colours of the app.",
        ("T", "f9"),
        Context.EVERYWHERE,
        undo="choose another",
    ),
    Command(
        "app.suspend",
        "Back to the shell",
        "Stop retro and go back to the shell, where fg goes on with it.",
        ("ctrl+z",),
        Context.EVERYWHERE,
    ),
    Command(
        "app.quit",
        "Quit",
        "Leave retro; everything is saved already.",
        ("q", "ctrl+q"),
        Context.EVERYWHERE,
    ),
)

BROWSE = (
    Command(
        "lesson.add",
        "Add a lesson",
        "Capture a lesson on one line, with a preview of what was understood.",
        ("a", "insert"),
        Context.BROWSE,
        footer="Add",
        undo=UNDO,
    ),
    Command(
        "lesson.edit",
        "Edit in your editor",
        "Open the lesson in $VISUAL or $EDITOR; in the form where neither is set.",
        ("e",),
        Context.BROWSE,
        footer="Edit",
        undo=UNDO,
    ),
    Command(
        "lesson.form",
        "Edit in the form",
        "Change every field of the lesson without leaving the app.",
        ("i", "f2"),
        Context.BROWSE,
        footer="Form",
        undo=UNDO,
    ),
    Command(
        "lesson.star",
        "Star or unstar",
        "Mark the lesson as one to keep close.",
        ("s",),
        Context.BROWSE,
        footer="Star",
        undo=UNDO,
    ),
    Command(
        "lesson.private",
        "Make private or publishable",
        "Private lessons never leave the journal.",
        ("p",),
        Context.BROWSE,
        undo=UNDO,
    ),
    Command(
        "lesson.delete",
        "Delete",
        "Delete the lesson; undo brings it back.",
        ("d", "delete"),
        Context.BROWSE,
        footer="Delete",
        undo=UNDO,
    ),
    Command(
        "lesson.tag",
        "Add themes",
        "Give the lesson, or all that are selected, more themes.",
        ("t", "number_sign"),
        Context.BROWSE,
        undo=UNDO,
    ),
    Command(
        "lesson.untag",
        "Take themes away",
        "Take themes from the lesson, or from all that are selected.",
        ("minus",),
        Context.BROWSE,
        undo=UNDO,
    ),
    Command(
        "lesson.company",
        "Set the company",
        "Say where the lesson, or all that are selected, was learned.",
        ("at",),
        Context.BROWSE,
        undo=UNDO,
    ),
    Command(
        "lesson.relate",
        "Relate to another",
        "Say that the lesson supports, contradicts, refines or supersedes another, which is searched for.",
        ("r",),
        Context.BROWSE,
        undo=UNDO,
    ),
    Command(
        "lesson.applied",
        "Applied",
        "Note that the lesson, or all that are selected, was applied: @company, and what came of it.",
        ("plus",),
        Context.BROWSE,
        undo=UNDO,
    ),
    Command(
        "lesson.violated",
        "Violated",
        "Note that the lesson, or all that are selected, was violated: @company, and what came of it.",
        ("exclamation_mark",),
        Context.BROWSE,
        undo=UNDO,
    ),
    Command(
        "select.all",
        "Select all that are shown",
        "Select everything that the query finds; all of it selected already, nothing.",
        ("asterisk",),
        Context.BROWSE,
        undo="press it again",
    ),
    Command(
        "select.none",
        "Select nothing",
        "Let go of every selected lesson.",
        ("ampersand",),
        Context.BROWSE,
        undo="select them again",
    ),
    Command(
        "edit.undo",
        "Undo",
        "Take back the last change, also of an earlier run.",
        ("u",),
        Context.BROWSE,
        footer="Undo",
        undo="edit.redo",
    ),
    Command("edit.redo", "Redo", "Take back the last undo.", ("U", "ctrl+y"), Context.BROWSE, undo=UNDO),
    Command(
        "lesson.copy",
        "Copy as Markdown",
        "Copy the lesson as Markdown; into a file where the terminal has no clipboard.",
        ("y",),
        Context.BROWSE,
    ),
    Command("lesson.copy-id", "Copy the id", "Copy the id that commands take.", ("Y",), Context.BROWSE),
    Command(
        "lesson.copy-quote",
        "Copy as a quotation",
        "Copy what the lesson says, quoted, with its company and day.",
        ("c",),
        Context.BROWSE,
    ),
    Command(
        "lesson.export",
        "Compose a post",
        "Put the lessons that the query finds in order, look the post over, and write it.",
        ("x",),
        Context.BROWSE,
        footer="Compose",
    ),
    Command(
        "query.focus",
        "Search",
        "Go to the query bar; the list follows every keystroke.",
        ("slash", "4"),
        Context.BROWSE,
        footer="Search",
    ),
    Command(
        "query.clear",
        "Show all lessons",
        "Empty the query.",
        ("escape",),
        Context.BROWSE,
        undo="type it again",
    ),
    Command(
        "query.save",
        "Save the search",
        "Give the query a name; saved searches stand above the facets.",
        ("w",),
        Context.BROWSE,
        undo=UNDO,
    ),
    Command(
        "query.forget",
        "Forget a saved search",
        "Choose a saved search to forget; no lesson is touched.",
        ("W",),
        Context.BROWSE,
        undo=UNDO,
    ),
    Command(
        "query.suggestion",
        "Search for what was suggested",
        "Take the query that “did you mean” offers.",
        ("f3",),
        Context.BROWSE,
        undo="type the old one again",
    ),
    Command(
        "view.private",
        "Private mode",
        "Put pseudonyms in the place of names everywhere, to share the screen.",
        ("P",),
        Context.BROWSE,
        undo="press it again",
    ),
    Command(
        "view.names",
        "Manage names",
        "Rename, merge and alias companies, themes and people, and say what to call them in public.",
        ("M",),
        Context.BROWSE,
    ),
    Command(
        "list.order",
        "Change the order",
        "By relevance, by date, by when lessons were captured, or by when they are due.",
        ("o",),
        Context.BROWSE,
        undo="press it again",
    ),
    Command("match.next", "Next match", "Go to the next match in the preview.", ("n",), Context.BROWSE),
    Command(
        "match.previous", "Previous match", "Go to the match before, in the preview.", ("N",), Context.BROWSE
    ),
    Command(
        "pane.facets",
        "Go to the facets",
        "Narrow down by company, theme, kind, year.",
        ("1",),
        Context.BROWSE,
    ),
    Command("pane.lessons", "Go to the lessons", "The list of what was found.", ("2",), Context.BROWSE),
    Command("pane.preview", "Go to the preview", "Read the lesson.", ("3",), Context.BROWSE),
    Command(
        "pane.right",
        "Next pane",
        "Go one pane to the right.",
        ("l", "right"),
        Context.BROWSE,
        palette=False,
    ),
    Command(
        "pane.left", "Previous pane", "Go one pane to the left.", ("h", "left"), Context.BROWSE, palette=False
    ),
    Command(
        "pane.next",
        "Next place",
        "Go to the next pane or the query bar.",
        ("tab",),
        Context.BROWSE,
        palette=False,
    ),
    Command(
        "pane.previous",
        "Previous place",
        "Go to the place before.",
        ("shift+tab",),
        Context.BROWSE,
        palette=False,
    ),
)

MOTIONS = (
    Command("move.down", "Down", "One row down.", ("j", "down"), Context.PANE, palette=False),
    Command("move.up", "Up", "One row up.", ("k", "up"), Context.PANE, palette=False),
    Command(
        "move.half-down", "Half a page down", "Half a page down.", ("ctrl+d",), Context.PANE, palette=False
    ),
    Command("move.half-up", "Half a page up", "Half a page up.", ("ctrl+u",), Context.PANE, palette=False),
    Command(
        "move.page-down", "Page down", "A page down.", ("pagedown", "ctrl+f"), Context.PANE, palette=False
    ),
    Command("move.page-up", "Page up", "A page up.", ("pageup",), Context.PANE, palette=False),
    Command("move.first", "First", "To the first row.", ("g", "home"), Context.PANE, palette=False),
    Command("move.last", "Last", "To the last row.", ("G", "end"), Context.PANE, palette=False),
)

FACETS = (
    Command(
        "facet.toggle",
        "Choose the facet",
        "Write the facet into the query, or take it out; fold a heading.",
        ("enter", "space"),
        Context.FACETS,
        footer="Choose",
        palette=False,
        undo="press it again",
    ),
    Command(
        "facet.unfold",
        "Unfold",
        "Show what is below; else go to the lessons.",
        ("l", "right"),
        Context.FACETS,
        palette=False,
    ),
    Command("facet.fold", "Fold", "Hide what is below.", ("h", "left"), Context.FACETS, palette=False),
)

LESSONS = (
    Command(
        "select.toggle",
        "Select",
        "Select the lesson for what is to be done to many, and go to the next.",
        ("space",),
        Context.LESSONS,
        footer="Select",
        palette=False,
        undo="press it again",
    ),
    Command(
        "lesson.read",
        "Read the lesson",
        "Go to the preview of the lesson.",
        ("enter",),
        Context.LESSONS,
        palette=False,
    ),
)

QUERY = (
    Command(
        "query.done",
        "To the lessons",
        "Keep the query and go to the list.",
        ("enter", "escape"),
        Context.QUERY,
        footer="To the list",
        palette=False,
    ),
    Command(
        "query.down", "Next lesson", "Move in the list while typing.", ("down",), Context.QUERY, palette=False
    ),
    Command(
        "query.up", "Previous lesson", "Move in the list while typing.", ("up",), Context.QUERY, palette=False
    ),
    Command(
        "query.page-down",
        "Page down",
        "A page down in the list.",
        ("pagedown",),
        Context.QUERY,
        palette=False,
    ),
    Command("query.page-up", "Page up", "A page up in the list.", ("pageup",), Context.QUERY, palette=False),
    Command(
        "query.empty",
        "Empty the query",
        "Empty the query and go on typing.",
        ("ctrl+u",),
        Context.QUERY,
        footer="Empty",
        palette=False,
        undo="changes nothing but the query",
    ),
)

BROWSING: tuple[Command, ...] = (*BROWSE, *MOTIONS, *FACETS, *LESSONS, *QUERY)
"""In the order of the help."""
