"""A lesson as a post told it, as the JSON that the journal remembers it by."""

import json

from retro.dates import Span
from retro.model import Evidence, Kind, LessonDraft, Visibility

__all__ = ["draft_as_json", "draft_from_json"]


def draft_as_json(draft: LessonDraft) -> str:
    """What an import may set of a lesson; the rest is the user's alone."""
    values = {
        "title": draft.title,
        "body": draft.body,
        "kind": draft.kind,
        "company": draft.company,
        "themes": draft.themes,
        "people": draft.people,
        "happened": None if draft.happened is None else str(draft.happened),
        "trigger": draft.trigger,
        "visibility": draft.visibility,
        "starred": draft.starred,
        "evidence": [[item.metric, item.before, item.after, item.unit] for item in draft.evidence],
    }
    return json.dumps(values, ensure_ascii=False)


def draft_from_json(text: str) -> LessonDraft:
    """The draft that ``draft_as_json`` has written."""
    values = json.loads(text)
    return LessonDraft(
        title=values["title"],
        body=values["body"],
        kind=Kind(values["kind"]),
        company=values["company"],
        themes=tuple(values["themes"]),
        people=tuple(values["people"]),
        happened=None if values["happened"] is None else Span.parse(values["happened"]),
        trigger=values["trigger"],
        visibility=Visibility(values["visibility"]),
        starred=values["starred"],
        evidence=tuple(Evidence(*item) for item in values["evidence"]),
    )
