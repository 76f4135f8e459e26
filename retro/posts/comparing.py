"""What a post or an entry tells, compared with what the journal remembers of it: what the import does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.journal.candidates import CandidateState, ImportCandidate
from retro.journal.identity import theme_name
from retro.journal.publishing import ImportedLesson, WrittenPost
from retro.model import Lesson, LessonDraft
from retro.posts.assets import own_addresses
from retro.posts.document import read_post
from retro.posts.matching import Merge, match, merge
from retro.posts.own_posts import read_own
from retro.posts.plan_values import PostPlan, Row, State, Told, Unit
from retro.posts.redacting.reading_back import Unhiding

__all__ = ["same", "storable", "told_rows"]


def same(journal: Journal, path: str, post: int, unit: Unit = Unit.POST) -> PostPlan:
    """The same bytes again; only how many lessons came from them is worth telling."""
    rows = [
        Row(State.DELETED if item.deleted else State.UNCHANGED, item.draft, None, item.lesson_id)
        for item in journal.imports.lessons(post)
    ]
    rows += [
        Row(_STATES[item.state], item.draft, None, candidate=item.number)
        for item in journal.candidates.of_post(post)
    ]
    return PostPlan(path, rows=tuple(rows), post=post, is_same=True, unit=unit)


def storable(draft: LessonDraft) -> LessonDraft:
    """Without what the journal would refuse, such as a theme of nothing but ``#``."""
    return draft.replace(
        company=draft.company if draft.company and draft.company.strip() else None,
        themes=tuple(theme for theme in draft.themes if _is_theme(theme)),
        people=tuple(name for name in draft.people if name.strip()),
        evidence=tuple(
            item
            for item in draft.evidence
            if item.metric.strip() and not (item.before is None and item.after is None)
        ),
    )


def _is_theme(name: str) -> bool:
    try:
        theme_name(name)
    except InvalidValue:
        return False
    return True


def told_rows(
    journal: Journal, path: str, told: Sequence[Told], post: int | None, review_below: float
) -> Iterator[Row]:
    """What becomes of each lesson, in order; those that have gone come last.

    Args:
        journal: What is there already.
        path: The file that they stand in.
        told: As they are told now.
        post: Their post among the imported ones, None when it is new.
        review_below: What is told with less confidence goes to the review list.
    """
    lessons = [] if post is None else journal.imports.lessons(post)
    candidates = [] if post is None else journal.candidates.of_post(post)
    before = [*(item.draft for item in lessons), *(item.told or item.draft for item in candidates)]
    matched = _matched(told, [item.lesson_id for item in lessons], before)
    unhiding = Unhiding(journal)
    from_here = {item.lesson_id for item in lessons}
    for index, item in enumerate(told):
        known = matched.get(index)
        if known is None:
            here = _written_here(journal, path, item, unhiding) or _here_already(journal, item)
            yield here or _new(journal, item, from_here, review_below)
        elif known < len(lessons):
            yield _again(journal, path, item, lessons[known], unhiding)
        else:
            yield _on_the_list(item, candidates[known - len(lessons)])
    gone = set(range(len(lessons))) - set(matched.values())
    for index in sorted(gone):
        if not lessons[index].deleted:
            lesson = journal.lessons.get(lessons[index].lesson_id)
            yield Row(State.GONE, lesson, None, lesson.id)


def _matched(told: Sequence[Told], ids: Sequence[str], before: Sequence[LessonDraft]) -> dict[int, int]:
    """Which is which: by its id where the post has one, for its words may be redacted; else by its words.

    Args:
        told: As they are told now.
        ids: Of the lessons among ``before``, which come first there.
        before: As they were told.
    """
    numbers = {lesson_id: number for number, lesson_id in enumerate(ids)}
    found: dict[int, int] = {}
    for index, item in enumerate(told):
        number = numbers.pop(item.id, None)
        if number is not None:
            found[index] = number
    taken = set(found.values())
    old = [number for number in range(len(before)) if number not in taken]
    new = [index for index in range(len(told)) if index not in found]
    rest = match([before[number] for number in old], [told[index].draft for index in new])
    return found | {new[index]: old[number] for index, number in rest.items()}


_STATES = {
    CandidateState.WAITING: State.WAITING,
    CandidateState.DROPPED: State.DROPPED,
    CandidateState.MERGED: State.UNCHANGED,
}


def _on_the_list(item: Told, candidate: ImportCandidate) -> Row:
    """A lesson that was put on the review list when the post was imported before."""
    return replace(
        _row(_STATES[candidate.state], item, None, Merge(item.draft, (), ())), candidate=candidate.number
    )


def _again(journal: Journal, path: str, item: Told, before: ImportedLesson, unhiding: Unhiding) -> Row:
    """A lesson that the post told before."""
    if before.deleted:
        return _row(State.DELETED, item, None, Merge(item.draft, (), ()), before.lesson_id)
    mine = journal.lessons.get(before.lesson_id)
    as_written = _as_written(journal.posts.at(path), mine) if item.id else None
    merged = _merged(journal, before.draft, item, mine, unhiding, as_written)
    state = State.CHANGED if merged.changed else State.KEPT if merged.kept else State.UNCHANGED
    return _row(state, item, mine, merged)


def _merged(
    journal: Journal,
    base: LessonDraft,
    item: Told,
    mine: Lesson,
    unhiding: Unhiding,
    as_written: LessonDraft | None,
) -> Merge:
    """What a lesson becomes; names and passages that the post only hides are not taken away."""
    merged = merge(journal, base, item.draft, mine)
    if not merged.changed and not merged.kept:
        return merged
    told, hidden = unhiding.unhidden(mine, item.draft, as_written, own=item.id == mine.id)
    merged = merge(journal, base, told, mine)
    return Merge(merged.draft, merged.changed, (*merged.kept, *hidden))


def _written_here(journal: Journal, path: str, item: Told, unhiding: Unhiding) -> Row | None:
    """A lesson that this journal exported itself.

    What the post said when it was written is the base: only what its author changed since then changes, and
    the journal's own later edits win. (Names that were replaced on writing are no change.)
    """
    if not item.id:
        return None
    try:
        mine = journal.lessons.get(item.id)
    except (NothingFound, InvalidValue):
        return None
    written = journal.posts.at(path)
    if mine.id != item.id or written is None or mine.id not in written.lesson_ids:
        return None
    as_written = _as_written(written, mine)
    # Its images lie where it came from first; the post shows their copies.
    if as_written is not None:
        as_written = own_addresses(as_written, mine)
    told = own_addresses(item.draft, mine)
    item = replace(item, draft=told.replace(source=mine.source or told.source))
    merged = _merged(journal, as_written or mine, item, mine, unhiding, as_written)
    state = State.CHANGED if merged.changed else State.KEPT if merged.kept else State.UNCHANGED
    return _row(state, item, mine, merged)


def _here_already(journal: Journal, item: Told) -> Row | None:
    """A lesson that this journal shares with the one that told it: it stays as it is here."""
    if item.identity is None:
        return None
    mine = journal.lessons.find(item.identity.id)
    if mine is None:
        return None
    if mine.deleted_at is not None:
        return _row(State.DELETED, item, None, Merge(item.draft, (), ()), mine.id)
    other = merge(journal, mine, item.draft, mine).changed
    return _row(State.KEPT if other else State.UNCHANGED, item, mine, Merge(mine, (), other))


def _as_written(written: WrittenPost | None, lesson: Lesson) -> LessonDraft | None:
    """A lesson as its post told it when it was written; None where nobody remembers."""
    return None if written is None else _told_in(written.text, written.path).get(lesson.id)


@lru_cache(maxsize=4)
def _told_in(text: str, path: str) -> Mapping[str, LessonDraft]:
    """The lessons of a post as it was written; asked for once a lesson, read once a post."""
    own = read_own(read_post(text, path)) if text else None
    return {each.id: storable(each.draft) for each in own or ()}


def _new(journal: Journal, item: Told, from_here: set[str], review_below: float) -> Row:
    draft = item.draft
    if item.confidence < review_below:
        return _row(State.WAITING, item, None, Merge(draft, (), ()))
    near = tuple(twin for twin in journal.fulltext.near_duplicates(draft) if twin.id not in from_here)
    return replace(_row(State.NEW, item, None, Merge(draft, (), ())), near=near)


def _row(state: State, item: Told, before: Lesson | None, merged: Merge, lesson_id: str = "") -> Row:
    draft = merged.draft
    if merged.changed:
        draft = draft.replace(source=item.draft.source)
    return Row(
        state=state,
        draft=draft,
        told=item.draft,
        lesson_id=lesson_id if before is None else before.id,
        before=before,
        changed=merged.changed,
        kept=merged.kept,
        confidence=item.confidence,
        rule=item.rule,
        relations=item.relations,
        applications=item.applications,
        identity=item.identity,
    )
