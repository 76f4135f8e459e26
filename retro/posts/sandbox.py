"""Jinja in its sandbox: the templates that are shipped, and before them the user's own of the same name.

A template from a friend may print, and nothing else. What is wrong with one is told with its file and line.
"""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from retro.errors import NothingFound, UsageProblem
from retro.paths import config_folder
from retro.posts.dialects.scalars import flow, quoted, toml_value, yaml_value
from retro.resources import data_folder

if TYPE_CHECKING:
    import jinja2

__all__ = ["SUFFIX", "Printed", "printed", "template_names"]

SUFFIX = ".md"
"""Of the templates that make bodies of posts."""

_LARGEST = 8 * 1024 * 1024
"""Characters that a template may print: a loop in a loop over all lessons is a mistake."""


class Printed(NamedTuple):
    """What a template printed.

    Args:
        text: All of it.
        title: What the template has set as a title; may be empty.
        is_own: Whether the template is the user's own.
    """

    text: str
    title: str = ""
    is_own: bool = False


def printed(file: str, values: Mapping[str, Any]) -> Printed:
    """What a template prints.

    Args:
        file: Its path in the folder of templates, such as ``by-company.md``.
        values: What it can use.

    Raises:
        NothingFound: When there is no such template.
        UsageProblem: When the template has a mistake.
    """
    import jinja2  # noqa: PLC0415 - 40 ms that only exporting pays

    own, shipped = _folders()
    try:
        template = _environment((own, shipped)).get_template(file)
        module = template.make_module(dict(values))
        text = str(module)
    except jinja2.TemplateNotFound as error:
        raise _missing(error, file) from error
    except jinja2.TemplateSyntaxError as error:
        raise UsageProblem(f"Template {error.name}, line {error.lineno}: {error.message}.") from error
    except (jinja2.TemplateError, ArithmeticError, LookupError, NameError, TypeError, ValueError) as error:
        # A NameError, because Jinja writes the constant 1e999 as a name.
        raise UsageProblem(f"Template {file}{_line_of(error)}: {error}.".replace("..", ".")) from error
    except OSError as error:
        raise UsageProblem(f"Template {file} cannot be read: {error.strerror}.") from error
    except RecursionError as error:
        raise UsageProblem(f"Template {file} calls itself without end.") from error
    except SyntaxError as error:  # Python's own, of what Jinja has made of it
        raise UsageProblem(f"Template {file} is nested too deeply: {error.msg}.") from error
    if len(text) > _LARGEST:
        raise UsageProblem(f"Template {file} prints more than {_LARGEST // 1024**2} MiB.")
    is_own = str(template.filename).startswith(os.path.normpath(own) + os.sep)
    return Printed(text, str(getattr(module, "title", "")), is_own)


def _missing(error: Exception, file: str) -> NothingFound:
    missing = str(getattr(error, "name", "") or file).removesuffix(SUFFIX)
    known = ", ".join(template_names())
    return NothingFound(f"There is no template “{missing}”; there are {known}.")


def _line_of(error: BaseException) -> str:
    """Where in a template an error came up: the innermost of its lines, as Jinja itself finds it."""
    found, trace = "", error.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            found = f", line {template.get_corresponding_lineno(trace.tb_lineno)}"
        trace = trace.tb_next
    return found


def template_names() -> tuple[str, ...]:
    """The templates of bodies that can be asked for: the user's own and those that are shipped, by name."""
    names = {
        path.name.removesuffix(SUFFIX)
        for folder in _folders()
        for path in folder.glob(f"*{SUFFIX}")
        if not path.name.startswith(("_", "."))
    }
    return tuple(sorted(names))


def _folders() -> tuple[Path, Path]:
    """The user's own, and those that are shipped."""
    return (config_folder() / "templates", data_folder() / "templates")


@lru_cache(maxsize=4)
def _environment(folders: tuple[Path, ...]) -> "jinja2.Environment":
    from jinja2 import FileSystemLoader, StrictUndefined  # noqa: PLC0415

    from retro.posts.bounded_sandbox import BoundedSandbox  # noqa: PLC0415

    environment = BoundedSandbox(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "capitalize_first": _capitalised,
        "json": flow,
        "quoted": _quoted,
        "toml": toml_value,
        "yaml": yaml_value,
    }
    return environment


def _capitalised(text: str) -> str:
    """A capital at the beginning; Jinja's own ``capitalize`` would make all others small."""
    return text[:1].upper() + text[1:]


def _quoted(value: object) -> str:
    return quoted(str(value))
