"""The table of commands: name, module, one line of help.

A name costs nothing here; its module is imported only when the command is called. ``retro -h``, the docs and
the completions come from this table.
"""

from typing import NamedTuple

__all__ = ["COMMANDS", "Entry"]


class Entry(NamedTuple):
    """Where a command lives (a module in ``retro.cli`` with a ``command``), and what it is for."""

    module: str
    help: str


COMMANDS: dict[str, Entry] = {
    "add": Entry("add", "Capture a lesson."),
    "list": Entry("list", "List lessons, newest first."),
    "show": Entry("show", "Show a lesson with all that is known about it."),
    "search": Entry("search", "Find lessons by half-remembered words."),
    "brief": Entry("brief", "See the lessons that fit what you are about to do."),
    "check-in": Entry("check_in", "Make a checklist of a brief, and answer it before you go on."),
    "decisions": Entry("decisions", "Write down decisions, review them, see how well you judge."),
    "edit": Entry("edit", "Change a lesson, in your editor or by options."),
    "today": Entry(
        "today", "See what is up: reviews, commitments, decisions, drafts, this day in earlier years."
    ),
    "review": Entry("review", "Look at the three lessons of today, and say what is true of them."),
    "applied": Entry("applied", "Note that lessons were applied, where and with what result."),
    "violated": Entry("violated", "Note that lessons were violated, where and with what result."),
    "why": Entry("why", "Tell why a lesson has its status, and what would change it."),
    "rm": Entry("rm", "Delete lessons; they can be restored."),
    "restore": Entry("restore", "Take deleted lessons back."),
    "purge": Entry("purge", "Delete lessons for good, with their history and every copy of their text."),
    "undo": Entry("undo", "Undo the last change, also of an earlier run."),
    "redo": Entry("redo", "Take back the last undo."),
    "unsaved": Entry("unsaved", "List, take in or drop texts that the journal refused."),
    "import": Entry("import_posts", "Read lessons from posts, other journals and tables."),
    "check": Entry("check", "Look over what may be published, and repair what is safe."),
    "export": Entry("export", "Write lessons as posts for your site."),
    "preview": Entry("preview", "Look at a post as a page before anybody else can."),
    "companies": Entry("companies", "List, rename, merge and alias companies."),
    "themes": Entry("themes", "List, rename, merge and alias themes."),
    "evidence": Entry("evidence", "What was measured, with its arithmetic; note more, multiply it."),
    "tensions": Entry("tensions", "Lessons that contradict each other, each with its when; find more."),
    "patterns": Entry("patterns", "Lessons by theme and company, rising and falling, and learned twice."),
    "people": Entry("people", "List, rename, merge and alias people; say what to call them."),
    "searches": Entry("searches", "List, save and forget searches."),
    "run": Entry("run", "Hold a retrospective, or go on with one."),
    "retrospectives": Entry("retrospectives", "List, show, export, finish and reopen retrospectives."),
    "commitments": Entry("commitments", "List, add, edit, keep and drop what you committed to."),
    "backup": Entry("backup", "Copy the journal, whole and verified; list the copies."),
    "restore-backup": Entry("restore_backup", "Make the journal what it was in a backup."),
    "merge": Entry("merge", "Bring in what another copy of the journal has."),
    "sync": Entry("sync", "Hold one journal on several computers, or in a team, by git."),
    "encrypt": Entry("encrypt", "Encrypt the journal, its backups and what waits beside it."),
    "decrypt": Entry("decrypt", "Take the encryption off the journal."),
    "rekey": Entry("rekey", "Give an encrypted journal another passphrase."),
    "doctor": Entry("doctor", "Look for what is wrong with the journal; mend it, or save what can be read."),
    "dump": Entry("dump", "Write the whole journal as lines of JSON, without loss."),
    "load": Entry("load", "Make a new journal of a dump."),
    "demo": Entry("demo", "Look around in a journal of invented lessons."),
    "serve": Entry("serve", "Offer the terminal app in a browser on this computer."),
    "path": Entry("path", "Print where the journal is."),
    "completions": Entry("completions", "Print completions for bash, zsh or fish."),
}
