"""Posts and journals into the journal: carried out as planned, in one step to undo."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from retro.errors import InvalidValue, NothingFound
from retro.journal import Journal
from retro.posts.entries import OwnRelation
from retro.posts.matching import merge
from retro.posts.own_names import keep_names
from retro.posts.plan_values import Identity
from retro.posts.plans import PostPlan, Row, State, Unit, plan

if TYPE_CHECKING:
    from retro.journal.history import StepInProgress

__all__ = ["ImportReport", "PostPlan", "Row", "State", "Unit", "apply", "plan"]

BATCH = 200
"""Posts in one transaction: about a second of writing, so that nobody waits for the journal much longer."""


@dataclass(slots=True)
class ImportReport:
    """What an import has done.

    Attributes:
        units: How many posts and how many entries of journals were read.
        counts: How many lessons were in which state.
        added: The ids of the new lessons, in order.
        near: New lessons that nearly say what another from elsewhere says.
        problems: What could not be read, each in one sentence.
        notes: What is worth knowing of the posts: drafts, what is no post.
        without_lessons: The paths of posts in which no lesson was found.
        new_companies: Names of companies that were made.
        new_themes: Names of themes that were made.
    """

    units: dict[Unit, int] = field(default_factory=lambda: dict.fromkeys(Unit, 0))
    counts: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))
    added: list[str] = field(default_factory=list)
    near: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    without_lessons: list[str] = field(default_factory=list)
    new_companies: list[str] = field(default_factory=list)
    new_themes: list[str] = field(default_factory=list)

    @property
    def posts(self) -> int:
        """How many posts and entries were read."""
        return self.units[Unit.POST] + self.units[Unit.ENTRY]

    @property
    def sources(self) -> str:
        """What was read, as one says it."""
        told = [_some(self.units[unit], unit) for unit in (Unit.POST, Unit.ENTRY) if self.units[unit]]
        return " and ".join(told) or "nothing"

    @property
    def summary(self) -> str:
        """One line for the history."""
        new, changed = self.counts[State.NEW], self.counts[State.CHANGED]
        lessons = f"{new:,} lesson{'' if new == 1 else 's'}"
        return f"Imported {lessons} from {self.sources}" + (f", {changed:,} changed" if changed else "")

    def count(self, plan: PostPlan) -> None:
        """Take a plan into the numbers, and what it says of itself."""
        self.units[plan.unit] += plan.size
        self.problems += plan.problems
        self.notes += plan.notes
        if plan.unit is Unit.POST and not (plan.rows or plan.notes or plan.problems):
            self.without_lessons.append(plan.path)
        for row in plan.rows:
            self.counts[row.state] += 1


_PLURALS = {Unit.POST: "posts", Unit.ENTRY: "entries"}


def _some(count: int, unit: Unit) -> str:
    if count != 1:
        return f"{count:,} {_PLURALS[unit]}"
    return "a post" if unit is Unit.POST else "an entry"


def apply(
    journal: Journal, plans: Iterable[PostPlan], *, progress: Callable[[int], None] | None = None
) -> ImportReport:
    """Carry out what was planned: in transactions of a few hundred posts, which are one step to undo.

    Args:
        journal: Where it goes.
        plans: Read as they are needed, and between the transactions, so that nobody waits for the reading.
        progress: Called with how many posts are done.
    """
    report = ImportReport()
    pending = _Pending()
    step: StepInProgress | None = None
    remaining = iter(plans)
    while True:
        seen = journal.data_version()
        batch = _take(remaining, report.posts, progress)
        if not batch:
            break
        with journal.step("import", more_of=step) as step:
            # Nobody writes from here on, but somebody may have while this batch was read: the same posts,
            # perhaps, which would then be there twice.
            is_stale = journal.data_version() != seen
            for post in batch:
                _apply_post(journal, post.again() if is_stale and post.again else post, report, pending)
            step.summary = report.summary
    if pending.relations:
        with journal.step("import", more_of=step) as step:
            pending.relate(journal)
            step.summary = report.summary
    return report


def _take(plans: Iterable[PostPlan], done: int, progress: Callable[[int], None] | None) -> list[PostPlan]:
    batch = []
    for post in islice(plans, BATCH):
        batch.append(post)
        if progress is not None:
            progress(done + len(batch))
    return batch


@dataclass(slots=True)
class _Pending:
    """Relations wait until every lesson is there that they may name."""

    ids: dict[str, str] = field(default_factory=dict)
    relations: list[tuple[str, OwnRelation]] = field(default_factory=list)

    def relate(self, journal: Journal) -> None:
        """Tie what can be tied; a title that nothing has is no error in somebody's post."""
        for lesson_id, relation in self.relations:
            target = _existing(journal, relation.id) if relation.id else self.ids.get(relation.title)
            if target is not None and target != lesson_id:
                journal.relations.add(
                    lesson_id,
                    target,
                    relation.kind,
                    when_source=relation.when_source,
                    when_target=relation.when_target,
                )


def _existing(journal: Journal, lesson_id: str) -> str | None:
    """An id that another journal told, where this journal has the lesson as well."""
    found = journal.lessons.find(lesson_id)
    return None if found is None or found.deleted_at is not None else found.id


def _apply_post(journal: Journal, post: PostPlan, report: ImportReport, pending: _Pending) -> None:
    report.count(post)
    if post.names is not None:
        keep_names(journal, post.names)
    if post.is_same or not post.content_hash or (post.post is None and not post.rows):
        return
    number = journal.imports.record(post.post, post.key, post.title, post.published, post.content_hash)
    for row in post.rows:
        if row.candidate or row.state is State.WAITING:
            _apply_candidate(journal, number, row)
            continue
        lesson_id = _apply_row(journal, row, report)
        if row.told is not None:
            # A lesson that came from one post and was exported in another still belongs to the first.
            if journal.imports.post_of(lesson_id) in {None, number}:
                journal.imports.record_lesson(number, lesson_id, row.told)
            pending.ids.setdefault(row.told.title, lesson_id)
        if row.state is State.NEW:
            pending.relations += [(lesson_id, relation) for relation in row.relations]
    _tell_of_companies(journal, post)


def _apply_candidate(journal: Journal, post: int, row: Row) -> None:
    """Put what is not sure on the review list, or let what stands there say what the post says now."""
    if row.told is None:
        return
    if row.candidate:
        journal.candidates.tell(row.candidate, row.told)
    else:
        journal.candidates.record(post, row.told, row.confidence, row.rule)


def _apply_row(journal: Journal, row: Row, report: ImportReport) -> str:
    if row.state is State.NEW:
        identity = row.identity or Identity("")
        added = journal.lessons.add(row.draft, lesson_id=identity.id, created_at=identity.created_at)
        for told in row.applications:
            journal.applications.log(
                added.lesson.id, told.outcome, told.happened, company=told.company, result=told.result
            )
        report.added.append(added.lesson.id)
        report.new_companies += [added.new_company] if added.new_company else []
        report.new_themes += added.new_themes
        report.near += [_in_short(row)] if row.near else []
        return added.lesson.id
    if row.state is State.CHANGED and row.before is not None:
        # Whoever edited the lesson since the plan was made keeps that edit.
        now = journal.lessons.get(row.lesson_id)
        merged = merge(journal, row.before, row.draft, now)
        journal.lessons.edit(row.lesson_id, merged.draft.replace(source=row.draft.source))
    return row.lesson_id


def _in_short(row: Row) -> Row:
    """For the report: of a thousand near duplicates nobody needs the bodies."""
    return replace(row, draft=row.draft.replace(body=""), told=None)


def _tell_of_companies(journal: Journal, post: PostPlan) -> None:
    """Aliases and periods that the journal does not know yet; what it knows already stands."""
    known = {company.name: company for company in journal.companies.all()} if post.companies else {}
    for facts in post.companies:
        number = journal.companies.number(facts.name)
        if number is None:
            continue
        for alias in facts.aliases:
            try:
                journal.companies.alias(facts.name, alias)
            except (InvalidValue, NothingFound):
                continue  # it is another company's name, and stays so
        company = known.get(facts.name)
        if company is not None and company.began is None and company.ended is None:
            journal.companies.describe(facts.name, began=facts.began, ended=facts.ended)
