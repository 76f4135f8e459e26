"""How each command is called so that it says what it was given, what it found, and what it refuses."""

from collections.abc import Iterator, Mapping

import click

from retro.cli.main import build

__all__ = ["CALLS", "TYPED", "Call", "paths"]

Call = tuple[str, ...]
"""Words after the command. In them ``H`` is a hostile string, another each time; ``ID`` is a lesson's id,
``IDS`` are those of all lessons; ``NAME``, ``OTHER`` and ``NAME2`` are names that there are; ``DIR``,
``POSTS``, ``COPY``, ``FILE`` and ``NEW`` are paths with hostile names: folders of other
journals and of posts, another journal, a file that is none, and one that is not there; ``KEPT`` is a text
that the journal has refused."""

_LISTS: tuple[Call, ...] = (
    (),
    ("--plain",),
    ("--json",),
)


def _naming(sort: str) -> dict[str, tuple[Call, ...]]:
    return {
        sort: _LISTS,
        f"{sort} list": _LISTS,
        f"{sort} rename": (("H", "H"), ("NAME", "H")),
        f"{sort} merge": (("H", "H"), ("NAME", "OTHER")),
        f"{sort} alias": (("H", "H"), ("NAME2", "H")),
        f"{sort} unalias": (("H", "H"), ("NAME2", "H")),
    }


CALLS: Mapping[str, tuple[Call, ...]] = {
    "add": (
        ("H",),
        ("H @H #H !H",),
        ("H",) * 20,
        ("--title", "H"),
        ("H", "--company", "H", "--theme", "H", "--person", "H", "--trigger", "H"),
        ("H", "--on", "H"),
        ("H", "--kind", "H"),
        ("H", "--evidence", "H"),
        ("H", "--json"),
        ("H", "--plain"),
        ("-e",),
        ("-e", "--on", "H"),
    ),
    "list": ((), ("H",), ("boil H",), ("company:H",), ("(((H",), ("--plain",), ("--json",), ("-n", "H")),
    "show": (("IDS",), ("ID", "--history"), ("ID", "--json"), ("ID", "--plain"), ("H",), ("0",)),
    "search": (
        ("H",),
        ("boil", "-n", "3000", "--explain"),
        ("boil", "--json"),
        ("company:H", "theme:H"),
        ("since:H",),
        ("--saved", "H"),
        ("--sort", "H", "x"),
        ("kind:H",),
    ),
    "brief": (
        ("H",),
        ("boil H",),
        ("boil", "-n", "50"),
        ("boil", "--plain"),
        ("boil", "--json"),
        ("company:H",),
    ),
    "check-in": (
        (),
        ("boil H",),
        ("boil H", "--done", "1: H"),
        ("boil", "--not-here", "H"),
        ("boil", "--reopen", "99"),
        ("boil", "--plain"),
        ("boil", "--json"),
        ("--plain",),
        ("--json",),
        ("boil", "--remove"),
        ("H", "--again"),
    ),
    "decisions": (*_LISTS, ("--due",)),
    "decisions add": (
        ("H", "--expect", "H", "--probability", "70", "--review-on", "2099", "--company", "H"),
        ("H", "--expect", "H", "--probability", "70", "--review-on", "2099", "--lesson", "ID", "--json"),
        ("H", "--expect", "H", "--probability", "H", "--review-on", "2099"),
        ("H", "--expect", "H", "--probability", "70", "--review-on", "H"),
        ("H", "--expect", "H", "--probability", "70", "--review-on", "2099", "--lesson", "H"),
    ),
    "decisions review": (("H", "--came-true"), ("H", "--did-not", "--outcome", "H", "--changed-by", "H")),
    "decisions rm": (("H",),),
    "decisions calibration": _LISTS,
    "edit": (
        ("ID", "--title", "H", "--body", "H"),
        ("ID", "--company", "H"),
        ("ID", "--on", "H"),
        ("ID",),
        ("H",),
    ),
    "applied": (("ID", "--at", "H", "--result", "H"), ("ID", "--on", "H"), ("IDS",), ("H",)),
    "violated": (("ID", "--at", "H", "--result", "H"), ("IDS",), ("IDS",), ("IDS",), ("H",)),
    "why": (("ID",), ("ID", "--json"), ("ID", "--plain"), ("H",)),
    "today": ((), ("--plain",), ("--json",)),
    "review": (
        (),
        ("--random", "-n", "100"),
        ("--random", "-n", "100", "--plain"),
        ("--random", "-n", "100", "--json"),
        ("--on-this-day",),
        ("--theme", "H"),
        ("-n", "H"),
    ),
    "rm": (("ID",), ("H",)),
    "restore": (("ID",), ("H",)),
    "undo": ((), ("--list",)),
    "redo": ((),),
    "import": (
        ("DIR", "--dry-run"),
        ("DIR", "--verbose"),
        ("POSTS", "--verbose"),
        ("POSTS", "--dry-run", "--plain"),
        ("POSTS", "--dry-run", "--json"),
        ("H",),
        ("DIR", "--company", "H"),
        ("DIR", "--format", "H"),
        ("DIR", "--map", "H"),
        ("DIR", "--map", "title=H,body=H", "--format", "csv"),
        ("DIR", "--encoding", "H"),
        ("DIR", "--date-format", "H"),
        ("--review", "--plain"),
        ("--review", "--json"),
        ("--review", "H"),
        ("--review",),
    ),
    "check": (("since:2018",), ("H",), ("--accept", "H"), ("since:2019", "--plain"), ("since:2019", "--fix")),
    "export": (
        ("since:2019-06",),
        ("since:2019-06", "--to", "DIR", "--title", "H", "--redact", "all"),
        ("since:2019-06", "--to", "DIR", "--title", "H", "--diff", "--redact", "all"),
        ("since:2019-06", "--to", "DIR", "--json", "--redact", "all"),
        ("H",),
        ("since:2019-06", "--to", "FILE"),
        ("--site", "H"),
        ("since:2019-06", "--template", "H"),
        ("--dialect", "H"),
        ("--date", "H"),
        ("--group-by", "H"),
    ),
    "preview": (
        ("since:2019-06", "--redact", "all"),
        ("since:2019-06", "--to", "NEW", "--redact", "all"),
        ("--to", "H", "--site", "H"),
    ),
    **_naming("companies"),
    **_naming("themes"),
    **_naming("people"),
    "companies describe": (("H", "--role", "H"), ("NAME2", "--role", "H"), ("NAME2", "--began", "H")),
    "evidence": (
        (),
        ("--plain",),
        ("--json",),
        ("ID", "--add", "H"),
        ("ID", "--add", "H: 3 -> 4 H"),
        ("IDS", "--compound"),
        ("ID", "--times", "H"),
        ("ID:1",),
        ("H",),
    ),
    "tensions": (
        *_LISTS,
        ("--propose",),
        ("--propose", "--json"),
        ("--propose", "--kind", "supports", "--plain"),
        ("--propose", "--kind", "H"),
        ("--propose", "--in", "H"),
    ),
    "tensions accept": (
        ("IDS",),
        ("ID", "H", "--when", "H", "--other-when", "H"),
        ("H", "ID", "--as", "supports"),
    ),
    "tensions dismiss": (("ID", "H"), ("ID", "ID")),
    "tensions rm": (("ID", "H"),),
    "patterns": (
        *_LISTS,
        ("--in", "H"),
        ("--svg", "-", "--redact", "all"),
        ("--svg", "NEW", "--redact", "companies"),
        ("--svg", "FILE"),
        ("--redact", "H"),
    ),
    "patterns accept": (("H",), ("trust", "--title", "H")),
    "patterns dismiss": (("H",),),
    "people add": (("H", "--role-label", "H"), ("NAME2",)),
    "people describe": (("H", "--role-label", "H"), ("NAME2", "--pseudonym", "H"), ("H", "--consent", "H")),
    "searches": _LISTS,
    "searches save": (("H", "H"), ("H", "company:H")),
    "searches rm": (("H",),),
    "run": (
        ("--list",),
        ("--list", "--json"),
        ("H",),
        ("four-ls", "--company", "H", "--json"),
        ("four-ls", "--period", "H"),
    ),
    "retrospectives": _LISTS,
    "retrospectives show": (("H",),),
    "retrospectives finish": (("H",),),
    "retrospectives reopen": (("H",),),
    "retrospectives rm": (("H",),),
    "retrospectives export": (("H",), ("H", "--to", "DIR"), ("H", "--site", "H")),
    "commitments": (*_LISTS, ("--all",), ("--company", "H"), ("--due", "--json")),
    "commitments add": (
        ("H", "--measure", "H", "--by", "2024-06"),
        ("H", "--measure", "H", "--by", "H"),
        ("H", "--measure", "H", "--by", "2019-06", "--company", "H"),
    ),
    "commitments edit": (("H", "--text", "H"), ("H", "--by", "H")),
    "commitments done": (("H",), ("H", "H")),
    "commitments drop": (("H", "--reason", "H"),),
    "backup": (
        (),
        ("--list",),
        ("--list", "--plain"),
        ("--list", "--json"),
        ("--to", "NEW"),
        ("--to", "FILE"),
        ("--encrypt",),
    ),
    "restore-backup": (("H",), ("FILE",), ("20",)),
    "doctor": ((), ("--plain",), ("--json",), ("--salvage", "NEW"), ("--salvage", "FILE")),
    "encrypt": (("--backups", "H"),),
    "decrypt": ((), ("--backups", "H")),
    "rekey": ((), ("--new-passphrase-fd", "H")),
    "dump": ((), ("NEW",), ("FILE",)),
    "load": (("FILE",), ("H",)),
    "demo": (("--to", "FILE"), ("--to", "NEW")),
    "serve": (("--port", "H"),),
    "purge": (("ID",), ("H",), ("ID", "--also-kept"), ("ID", "--also-kept", "--yes"), ("ID", "--json")),
    "sync": ((), ("--plain",), ("--json",), ("--delete",)),
    "sync init": (("H",), ("NEW",), ("NEW", "--team", "--name", "H"), ("NEW", "--plain")),
    "sync status": _LISTS,
    "sync conflicts": _LISTS,
    "sync decide": (("H", "--keep"), ("ID", "H", "--text", "H"), ("ID", "--take", "1")),
    "sync devices": _LISTS,
    "sync devices add": (("H", "H"), ("laptop", "H", "--team")),
    "sync devices rm": (("H",), ("laptop", "--team")),
    "merge": (("COPY", "--dry-run"), ("COPY",), ("COPY", "--plain"), ("FILE",), ("H",)),
    "unsaved": _LISTS,
    "unsaved add": ((), ("H",), ("KEPT",)),
    "unsaved drop": (("H",), ("KEPT",), ("KEPT", "--yes")),
    "path": ((),),
    "completions": (("bash",), ("H",)),
}


TYPED: Mapping[str, tuple[str, ...]] = {
    "add": ("What I typed", "\r"),
    "check-in": ("x", "w", "What I did", "\r", *"dndnq"),
    "encrypt": ("secret\r", "secret\r"),
    "import": tuple("nnpeadxq"),
    "purge": ("n", "\r"),
    "review": tuple(" + tu sn d\r eq"),
    "run": ("\r", "What I answered", "\r", ":q", "\r"),
    "serve": ("\x03",),
    "unsaved drop": ("n", "\r"),
}
"""What is typed where one of these asks for something."""


def paths() -> Iterator[str]:
    """The names of all commands there are, as they are typed."""
    root = build()
    context = click.Context(root)
    for name in root.list_commands(context):
        yield from _paths(name, root.get_command(context, name))


def _paths(name: str, command: click.Command | None) -> Iterator[str]:
    yield name
    if isinstance(command, click.Group):
        for each, below in command.commands.items():
            yield from _paths(f"{name} {each}", below)
