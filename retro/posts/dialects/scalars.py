"""Single values that every reader of YAML, JSON or TOML reads alike."""

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence

__all__ = ["flow", "quoted", "toml_flow", "toml_value", "word", "yaml_value"]

# What a double-quoted text may not hold as it is: its own two marks, and all that is not printable.
_ESCAPED = re.compile(
    '["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]'
)
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_TAKEN = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def quoted(text: str) -> str:
    """A text in double quotes, as YAML, JSON and TOML all have them: the one style in which all are safe."""

    def escape(match: re.Match[str]) -> str:
        return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04x}"

    return f'"{_ESCAPED.sub(escape, text)}"'


def word(text: str) -> str:
    """A tag or a category in YAML: plain where that is safe, as in ``[leadership, team]``."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in _TAKEN else quoted(text)


def flow(value: object) -> str:
    """A value on one line that is YAML and JSON alike."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{quoted(str(key))}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _listed(value, flow)
    return "null" if value is None else quoted(str(value))


def toml_flow(value: object) -> str:
    """A value on one line of TOML. It has no null: a key without a value is left out, in a list it is ""."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        # Zola takes neither TOML's ``inf`` nor a number beyond the largest; as a text both can be told.
        return _number(value) if math.isfinite(value) else quoted(str(value))
    if isinstance(value, Mapping):
        told = [
            f"{key if _BARE_KEY.fullmatch(key) else quoted(key)} = {toml_flow(item)}"
            for key, item in value.items()
            if item is not None
        ]
        return "{" + ", ".join(told) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _listed(value, toml_flow)
    return '""' if value is None else quoted(str(value))


def yaml_value(value: object) -> str:
    """A value of a key in YAML: dates as dates, plain words without quotes, all else as ``flow`` has it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return word(value)
    if isinstance(value, Sequence):
        return _listed(value, yaml_value)
    return flow(value)


def toml_value(value: object) -> str:
    """A value of a key in TOML: dates as dates, all else as ``toml_flow`` has it."""
    return value.isoformat() if isinstance(value, dt.date) else toml_flow(value)


def _listed(values: Sequence[object], written: Callable[[object], str]) -> str:
    return f"[{', '.join(map(written, values))}]"


def _number(value: float) -> str:
    if math.isnan(value):
        return "null"
    if math.isinf(value):
        # Neither has a word for it that the other knows; this is beyond the largest number in both.
        return "1.0e+999" if value > 0 else "-1.0e+999"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    # YAML 1.1 takes 1e+20 for a text, 1.0e+20 for a number.
    return text.replace("e", ".0e") if "e" in text and "." not in text else text
