"""Completion scripts made from the commands' own definitions."""

from dataclasses import dataclass

import click

__all__ = ["script"]


@dataclass(frozen=True, slots=True)
class _Option:
    names: tuple[str, ...]
    help: str
    choices: tuple[str, ...]
    takes_file: bool
    takes_value: bool


@dataclass(frozen=True, slots=True)
class _Node:
    """One command: the words that lead to it, its help, options, choices of its argument, and subcommands."""

    words: tuple[str, ...]
    help: str
    options: tuple[_Option, ...]
    choices: tuple[str, ...]
    takes_file: bool
    subcommands: tuple[str, ...]


def script(shell: str, root: click.Context) -> str:
    """The completion script of the command tree below ``root`` for bash, zsh or fish."""
    nodes = _nodes(root, ())
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](nodes)


def _nodes(context: click.Context, words: tuple[str, ...]) -> list[_Node]:
    command = context.command
    names = tuple(command.list_commands(context)) if isinstance(command, click.Group) else ()
    options: list[_Option] = []
    choices: tuple[str, ...] = ()
    takes_file = False
    for parameter in command.get_params(context):
        of_type = parameter.type
        values = tuple(map(str, of_type.choices)) if isinstance(of_type, click.Choice) else ()
        is_file = (parameter.metavar or "") in ("FILE", "DIR", "PATH...")
        if isinstance(parameter, click.Option):
            options.append(
                _Option(
                    (*parameter.opts, *parameter.secondary_opts),
                    (parameter.help or "").split(";")[0].rstrip("."),
                    values,
                    is_file,
                    not parameter.is_flag,
                )
            )
        else:
            choices, takes_file = values, is_file
    found = [_Node(words, command.get_short_help_str(80), tuple(options), choices, takes_file, names)]
    for name in names:
        assert isinstance(command, click.Group)  # noqa: S101 - only a group has names
        child = command.get_command(context, name)
        assert child is not None  # noqa: S101 - it was listed
        found += _nodes(click.Context(child, info_name=name, parent=context), (*words, name))
    return found


def _candidates(node: _Node) -> str:
    flags = (name for option in node.options for name in option.names)
    return " ".join((*node.subcommands, *node.choices, *flags))


def _value_options(nodes: list[_Node]) -> list[tuple[str, _Option]]:
    """Every option that takes a value, as the words and the name before the value."""
    return [
        (" ".join((*node.words, name)), option)
        for node in nodes
        for option in node.options
        if option.takes_value
        for name in option.names
    ]


def _bash(nodes: list[_Node]) -> str:
    known = "|".join(f'"{" ".join(node.words)}"' for node in nodes if node.words)
    values = []
    for path, option in _value_options(nodes):
        reply = f'compgen -W "{" ".join(option.choices)}" -- "$word"' if option.choices else "true"
        reply = 'compgen -f -- "$word"' if option.takes_file else reply
        values.append(f'        "{path}") COMPREPLY=($({reply})); return ;;')
    cases = []
    for node in nodes:
        path, files = " ".join(node.words), int(node.takes_file)
        cases.append(f'        "{path}") candidates="{_candidates(node)}"; files={files} ;;')
    return _BASH.format(known=known, values="\n".join(values), cases="\n".join(cases))


_BASH = """# bash completion for retro
_retro() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}"
    local command="" candidates="" files=0 position path
    for ((position = 1; position < COMP_CWORD; position++)); do
        path="${{command:+$command }}${{COMP_WORDS[position]}}"
        case "$path" in {known}) command="$path" ;; esac
    done
    case "${{command:+$command }}$previous" in
{values}
    esac
    case "$command" in
{cases}
    esac
    COMPREPLY=($(compgen -W "$candidates" -- "$word"))
    if [ "$files" = 1 ]; then COMPREPLY+=($(compgen -f -- "$word")); fi
}}
complete -o filenames -F _retro retro
"""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "’") + "'"


def _zsh(nodes: list[_Node]) -> str:
    known = "|".join(_quoted(" ".join(node.words)) for node in nodes if node.words)
    values = []
    for path, option in _value_options(nodes):
        reply = f"compadd -- {' '.join(option.choices)}" if option.choices else "true"
        values.append(f"        {_quoted(path)}) {'_files' if option.takes_file else reply}; return ;;")
    cases = []
    for node in nodes:
        entries = [f"{name}:{_child(nodes, node, name).help}" for name in node.subcommands]
        entries += node.choices
        entries += [f"{name}:{option.help}" for option in node.options for name in option.names]
        listed = " ".join(_quoted(entry) for entry in entries)
        files = "; _files" if node.takes_file else ""
        path = _quoted(" ".join(node.words))
        cases.append(f"        {path}) items=({listed}); _describe retro items{files} ;;")
    return _ZSH.format(known=known, values="\n".join(values), cases="\n".join(cases))


_ZSH = """#compdef retro
_retro() {{
    local command="" path position
    local -a items
    for ((position = 2; position < CURRENT; position++)); do
        path="${{command:+$command }}${{words[position]}}"
        case "$path" in ({known}) command="$path" ;; esac
    done
    case "${{command:+$command }}${{words[CURRENT-1]}}" in
{values}
    esac
    case "$command" in
{cases}
    esac
}}
compdef _retro retro
"""


def _child(nodes: list[_Node], node: _Node, name: str) -> _Node:
    return next(child for child in nodes if child.words == (*node.words, name))


def _fish(nodes: list[_Node]) -> str:
    lines = ["# fish completion for retro", "complete -c retro -f"]
    for node in nodes:
        condition = _fish_condition(node)
        for name in node.subcommands:
            said = _quoted(_child(nodes, node, name).help)
            lines.append(f"complete -c retro -n {_quoted(condition)} -a {name} -d {said}")
        if node.choices:
            lines.append(f"complete -c retro -n {_quoted(condition)} -a {_quoted(' '.join(node.choices))}")
        if node.takes_file:
            lines.append(f"complete -c retro -n {_quoted(condition)} -F")
        for option in node.options:
            flags = " ".join(
                f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names
            )
            value = " -x" if option.takes_value and not option.takes_file else ""
            value += " -r -F" if option.takes_file else ""
            value += f" -a {_quoted(' '.join(option.choices))}" if option.choices else ""
            lines.append(
                f"complete -c retro -n {_quoted(condition)} {flags}{value} -d {_quoted(option.help)}"
            )
    return "\n".join(lines) + "\n"


def _fish_condition(node: _Node) -> str:
    if not node.words:
        return "__fish_use_subcommand"
    seen = "; and ".join(f"__fish_seen_subcommand_from {word}" for word in node.words)
    if node.subcommands:
        seen += f"; and not __fish_seen_subcommand_from {' '.join(node.subcommands)}"
    return seen
