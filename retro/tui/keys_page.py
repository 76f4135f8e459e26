"""``docs/keys.md`` from the registry of commands: ``python -m retro.tui.keys_page`` prints it."""

from retro.tui.commands import Context, commands_in, keys_label

__all__ = ["render"]

_HEAD = """\
# Keys of the terminal app

Made from the registry of commands by `make docs`. In the app, `?` shows the same and searches it, and `:`
finds a command by its name. `^d` is Control and d, `⇧tab` is Shift and Tab. Everything can also be clicked.

Other keys for a command are set by its id in `config.toml`, in retro's config folder (on Linux
`~/.config/retro/config.toml`). What is set takes the place of the default keys; an id or a key that does not
exist, or a key that would mean two things in one place, is refused with a sentence when retro starts.

```toml
[keys]
"lesson.star" = "Z"
"app.help" = ["?", "f1", "ctrl+g"]
```
"""


def render() -> str:
    """The page, a table for each place in which commands work."""
    parts = [_HEAD]
    for context in Context:
        lines = [f"## {context.value}", "", "| keys | command | | undo | id |", "|---|---|---|---|---|"]
        for each in commands_in(context):
            keys = " ".join(f"`{key}`" for key in keys_label(each).split())
            lines.append(f"| {keys} | {each.title} | {each.help} | {_undo(each.undo)} | `{each.id}` |")
        parts.append("\n".join(lines))
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _undo(text: str) -> str:
    return f"`{text}`" if "." in text and " " not in text else text


if __name__ == "__main__":
    print(render(), end="")  # noqa: T201 - a page on stdout
