"""What lessons have ever said, and where else the same is said."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["Texts"]

_LONG = 16
"""Characters from which a line is looked for in files: a shorter one may be anybody's."""

_TELLING = 40
"""Characters from which a line that two texts share means that one was made of the other."""

_TOLD = 100
"""Characters of a title that the summary of a step has at the least."""

_COLUMNS = (
    "title",
    "body",
    "trigger",
    "when_source",
    "when_target",
    "result",
    "metric",
    "text",
    "group_name",
)


class Texts:
    """Texts that are to be gone."""

    def __init__(self) -> None:
        self._lines: set[str] = set()
        self._lessons: set[tuple[str, str]] = set()
        self._answers: set[str] = set()

    def add(self, row: Mapping[str, Any]) -> None:
        """Take in what a row says: of a lesson, of a draft, or of what belongs to a lesson."""
        for text in (str(row[column]) for column in _COLUMNS if row.get(column)):
            self._lines.update(line.strip() for line in text.splitlines())
        if "title" in row and "body" in row:
            self._lessons.add((row["title"], row["body"]))
        if row.get("prompt") and row.get("text"):  # an answer, by which the steps of it are called
            self._answers |= {row["text"].strip().partition("\n")[0], row.get("group_name") or ""} - {""}
        for column in ("draft", "told"):
            if row.get(column):
                self.add(json.loads(row[column]))
        if row.get("version"):  # what one device wrote where another wrote something else
            version = json.loads(row["version"])[0]
            self.add(version if isinstance(version, dict) else {"text": str(version)})

    def needles(self, *, but: Iterable[str] = ()) -> tuple[bytes, ...]:
        """What to look for in files: long lines, as they are and as JSON has them.

        Args:
            but: Texts of others, who may have some of the lines as well.
        """
        others = "\n".join(but)
        found = set()
        for line in self._lines:
            if len(line) >= _LONG and line not in others:
                found.add(line.encode("utf-8", "surrogatepass"))
                found |= {
                    json.dumps(line, ensure_ascii=ascii_only)[1:-1].encode() for ascii_only in (True, False)
                }
        return tuple(sorted(found))

    def are_told_by(self, row: Mapping[str, Any]) -> bool:
        """Whether a draft in a row is one of the lessons, or has a long line of one."""
        other = Texts()
        other.add(row)
        return bool(self._lessons & other._lessons) or self._telling() & other._telling() != set()

    def _telling(self) -> set[str]:
        return {line for line in self._lines if len(line) >= _TELLING}

    def are_summed_up_by(self, summary: str) -> bool:
        """Whether the summary of a step names a lesson or an answer, whose text may be cut short there."""
        titles = {title for title, _ in self._lessons} | self._answers
        return any(" ".join(title.split())[:_TOLD] in summary for title in titles)

    def are_in(self, text: str) -> bool:
        """Whether a text is one of a lesson's, or has a long line of one."""
        lines = {line.strip() for line in text.splitlines()}
        return any(
            (len(line) >= _LONG and line in text) or (line and line in lines and len(lines) <= 2)
            for line in self._lines
        )
