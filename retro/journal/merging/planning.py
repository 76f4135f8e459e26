"""What is to be written so that a journal holds what another copy of it holds as well."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from retro.journal.identity import name_key
from retro.journal.merging.contents import Contents, in_order
from retro.journal.merging.deciding import Clash, Decision, Sides, decide_fields, decide_things, sides_of
from retro.journal.merging.lessons import decide_lesson, is_gone_from_both
from retro.journal.merging.tables import NAMES, THINGS, Fields, Identity, NameTable, Thing
from retro.model import Visibility

__all__ = ["Plan", "Told", "keep_apart", "make_plan"]


class Told(NamedTuple):
    """A lesson of which something is told: its id, its title, and whether it is private."""

    lesson_id: str
    title: str
    private: bool


@dataclass(slots=True)
class Plan:
    """What everything becomes, and what of that is news to this journal.

    Attributes:
        names: Table -> id -> fields, of all names that there will be.
        lessons: Id -> fields, of all lessons that are new or change.
        things: Table -> identity -> fields, of rows that are new or change; None for those that go.
        lost: Table -> identity -> what the other copy says of a name or a row and does not stand.
        clashes: What both copies have changed.
        added: Lessons that only the other copy had.
        changed: Lessons that change.
        deleted: Lessons that were deleted there, and are now deleted here.
        kept: Lessons that one copy deleted and the other edited.
        stay_away: Lessons of the other copy that were deleted for good here.
        purged_there: Lessons of this journal that were deleted for good in the other copy.
        counts: What of other sorts is new or changed, and how many.
    """

    names: dict[str, dict[str, Fields]] = field(default_factory=dict)
    lessons: dict[str, Fields] = field(default_factory=dict)
    things: dict[str, dict[Identity, Fields | None]] = field(default_factory=dict)
    lost: dict[str, dict[Identity, Fields]] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    added: list[Told] = field(default_factory=list)
    changed: list[Told] = field(default_factory=list)
    deleted: list[Told] = field(default_factory=list)
    kept: list[Told] = field(default_factory=list)
    stay_away: list[str] = field(default_factory=list)
    purged_there: list[Told] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether this journal holds all of the other copy already."""
        return not (self.lessons or self.counts)


def make_plan(
    base: Contents,
    ours: Contents,
    theirs: Contents,
    *,
    parted: Contents,
    purged: frozenset[str] = frozenset(),
    purged_there: frozenset[str] = frozenset(),
) -> Plan:
    """Decide what becomes of everything.

    Args:
        base: The latest that both copies have in common.
        ours: This journal.
        theirs: The other copy.
        parted: What they were when the file was copied, where they have been merged since.
        purged: Ids of lessons that were deleted for good here, and stay away.
        purged_there: Those that were deleted for good there.
    """
    plan = Plan()
    for lesson_id in sorted(theirs.lessons.keys() & purged):
        plan.stay_away.append(lesson_id)
    known = {
        lesson_id
        for lesson_id, sides in sides_of(base.lessons, ours.lessons, theirs.lessons)
        if is_gone_from_both(sides, parted.lessons.get(lesson_id))
    }
    lessons = _plan_lessons(plan, (base, ours, theirs), purged | known, purged_there)
    used = _Used(lessons)
    base = _with_what_went(base, parted)
    for thing in reversed(THINGS):  # what refers to others comes first, so that it is known what is needed
        _plan_things(plan, thing, (base, ours, theirs), used)
    for place in NAMES:
        _plan_names(plan, place, (base, ours, theirs), used.of[place.table])
    return plan


def _with_what_went(base: Contents, parted: Contents) -> Contents:
    """The names and things of a state, and those that were there once: to have these again is no news.

    What belongs to nothing went by itself, and not with a lesson; to have that again is what somebody wanted.
    """
    went = {thing.table: parted.things[thing.table] for thing in THINGS if thing.references}
    return Contents(
        {table: {**parted.names[table], **names} for table, names in base.names.items()},
        base.lessons,
        {table: {**went.get(table, {}), **things} for table, things in base.things.items()},
    )


States = tuple[Contents, Contents, Contents]
V = TypeVar("V")


def _plan_lessons(
    plan: Plan, states: States, away: frozenset[str], purged_there: frozenset[str]
) -> dict[str, Fields]:
    """Decide on the lessons, but for those that stay away; returns all that there will be."""
    base, ours, theirs = (state.lessons for state in states)
    final: dict[str, Fields] = {}
    for lesson_id, sides in sides_of(base, ours, theirs):
        if lesson_id in away and sides.ours is None:
            continue
        if sides.ours is not None and sides.theirs is None and lesson_id in purged_there:
            plan.purged_there.append(_told(lesson_id, sides.ours))
            final[lesson_id] = sides.ours
            continue
        decision = decide_lesson(sides)
        final[lesson_id] = decision.fields or {}
        _tell_lesson(plan, lesson_id, sides, decision)
    order = states[2].numbers["lessons"]
    plan.lessons = _in_order_of(order, plan.lessons)
    plan.added.sort(key=lambda told: order.get(told.lesson_id, 0))
    return final


def _in_order_of(numbers: Mapping[Identity, int], found: dict[Identity, V]) -> dict[Identity, V]:
    """As the rows of the other copy come: the order in which they were written down."""
    return dict(sorted(found.items(), key=lambda item: numbers.get(item[0], 0)))


def _told(lesson_id: str, fields: Fields) -> Told:
    return Told(lesson_id, fields["title"], fields["visibility"] == Visibility.PRIVATE)


def _tell_lesson(plan: Plan, lesson_id: str, sides: Sides, decision: Decision) -> None:
    fields = decision.fields or {}
    told = _told(lesson_id, fields)
    if fields != sides.ours or decision.clashes:
        plan.lessons[lesson_id] = fields
    if sides.ours is None:
        plan.added.append(told)
    elif fields["deleted_at"] and not sides.ours["deleted_at"]:
        plan.deleted.append(told)
    elif fields != sides.ours:
        plan.changed.append(told)
    if _kept_by_an_edit(sides, fields):
        plan.kept.append(told)
    plan.clashes += [
        Clash("lesson", lesson_id, fields["title"], name, *values, private=told.private)
        for name, values in decision.clashes.items()
    ]


def _kept_by_an_edit(sides: Sides, fields: Fields) -> bool:
    base, ours, theirs = sides
    if base is None or base["deleted_at"] is not None or fields["deleted_at"] is not None:
        return False
    return any(side is None or side["deleted_at"] is not None for side in (ours, theirs))


class _Used:
    """Everything that something refers to: table -> identities."""

    def __init__(self, lessons: Mapping[str, Fields]) -> None:
        self.lessons = lessons.keys()
        self.of: defaultdict[str, set[Identity]] = defaultdict(set)
        for fields in lessons.values():
            self.of["companies"].add(fields["company"])
            for table in ("themes", "people"):
                self.of[table].update(fields[table])

    def has_its_lessons(self, thing: Thing, fields: Fields) -> bool:
        """Whether the lessons that a row refers to are there: those deleted for good are not."""
        return all(
            fields[column] is None or fields[column] in self.lessons
            for column, table in thing.references.items()
            if table == "lessons"
        )

    def note(self, thing: Thing, fields: Fields) -> None:
        """Remember what a row refers to."""
        for column, table in thing.references.items():
            self.of[table].add(fields[column])


def _plan_things(plan: Plan, thing: Thing, states: States, used: _Used) -> None:
    planned: dict[Identity, Fields | None] = {}
    for identity, sides, decision in decide_things(thing, *states, used.of[thing.table]):
        fields = decision.fields
        if fields is not None and not used.has_its_lessons(thing, fields):
            fields = None
        if fields is not None:
            used.note(thing, fields)
        lost = fields is not None and _is_lost(sides, fields)
        if fields == sides.ours and not lost:
            continue
        planned[identity] = fields
        if lost and sides.theirs is not None:
            plan.lost.setdefault(thing.table, {})[identity] = sides.theirs
        plan.clashes += [
            Clash(thing.noun, str(identity), "", name, *values) for name, values in decision.clashes.items()
        ]
    plan.things[thing.table] = _in_order_of(states[2].numbers[thing.table], planned)
    if planned:
        plan.counts[thing.table] = len(planned)


def _is_lost(sides: Sides, fields: Fields) -> bool:
    """Whether both have changed it, and the other's version is not the one that stands."""
    return None not in (sides.ours, sides.theirs) and sides.theirs not in (sides.base, fields, sides.ours)


def _plan_names(plan: Plan, place: NameTable, states: States, used: set[str]) -> None:
    base, ours, theirs = (state.names[place.table] for state in states)
    final: dict[str, Fields] = {}
    for name_id, sides in sides_of(base, ours, theirs):
        decision = _decide_name(sides, needed=name_id in used)
        if decision.fields is not None:
            final[name_id] = decision.fields
            plan.clashes += [
                Clash(place.noun, decision.fields["name"], decision.fields["name"], name, *values)
                for name, values in decision.clashes.items()
                if name != "name" or len(set(map(name_key, values))) > 1
            ]
            if decision.clashes and sides.theirs is not None:
                plan.lost.setdefault(place.table, {})[name_id] = sides.theirs
    keep_apart(place, final)
    plan.names[place.table] = final
    news = [name_id for name_id in final.keys() | ours.keys() if final.get(name_id) != ours.get(name_id)]
    if news:
        plan.counts[place.table] = len(news)


def _decide_name(sides: Sides, *, needed: bool) -> Decision:
    base, ours, theirs = sides
    if ours is None or theirs is None:
        there = theirs if ours is None else ours
        return Decision(there if there != base or needed else None)
    stronger = max(ours, theirs, key=in_order)
    decision = decide_fields(sides, stronger, without=frozenset({"aliases", "key"}))
    fields = decision.fields or {}
    fields["key"] = name_key(fields["name"])
    was = {} if base is None else base["aliases"]
    fields["aliases"] = {
        key: alias
        for key, alias in {**theirs["aliases"], **ours["aliases"]}.items()
        if key not in was or (key in ours["aliases"] and key in theirs["aliases"])
    }
    for side in (ours, theirs):  # whichever name does not stand goes on finding it
        if base is None or side["name"] != base["name"]:
            fields["aliases"][side["key"]] = side["name"]
    fields["aliases"].pop(fields["key"], None)
    decision.fields = {name: fields[name] for name in ours}
    return decision


def keep_apart(place: NameTable, names: dict[str, Fields]) -> None:
    """A name or an alias is one name's alone; what two have come to claim, the second gets with a number."""
    taken: set[str] = set()
    for fields in names.values():
        wanted, count = fields["name"], 1
        while fields["key"] in taken:
            count += 1
            fields["name"] = f"{wanted}-{count}" if place.table == "themes" else f"{wanted} ({count})"
            fields["key"] = name_key(fields["name"])
        taken.add(fields["key"])
    for fields in names.values():
        fields["aliases"] = {key: alias for key, alias in fields["aliases"].items() if key not in taken}
        taken |= fields["aliases"].keys()
