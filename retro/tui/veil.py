"""Private mode: what storage reads, with pseudonyms in the place of names. Knows no widget."""

from typing import TYPE_CHECKING

from retro.model import Evidence, Lesson, Source

if TYPE_CHECKING:
    from retro.journal.patterns import Matrix
    from retro.posts.redacting.pseudonyms import Pseudonyms
    from retro.practice.principles import Principle
    from retro.practice.review.selecting import Pick
    from retro.search import Facets, FacetValue, Hit
    from retro.tui.jobs.conflicts import Conflicts
    from retro.tui.jobs.dossiers import Dossier
    from retro.tui.jobs.morning import Today
    from retro.tui.jobs.patterns import Chart, Rising, Unapplied
    from retro.tui.jobs.reviewing import Sitting
    from retro.tui.jobs.tensions import Material

__all__ = [
    "veiled_chart",
    "veiled_conflicts",
    "veiled_dossier",
    "veiled_facets",
    "veiled_hit",
    "veiled_lesson",
    "veiled_matrix",
    "veiled_sitting",
    "veiled_today",
]


def veiled_lesson(lesson: Lesson, names: "Pseudonyms") -> Lesson:
    """The lesson as others may see it; its id is the same."""
    return lesson.replace(
        title=names.hide(lesson.title),
        body=names.hide(lesson.body),
        company=None if lesson.company is None else names.hide(lesson.company),
        themes=tuple(names.hide(theme) for theme in lesson.themes),
        people=tuple(names.hide(person) for person in lesson.people),
        trigger=names.hide(lesson.trigger),
        evidence=tuple(
            Evidence(names.hide(each.metric), each.before, each.after, names.hide(each.unit))
            for each in lesson.evidence
        ),
        source=None if lesson.source is None else _veiled_source(lesson.source, names),
    )


def _veiled_source(source: Source, names: "Pseudonyms") -> Source:
    return Source(names.hide(source.path), names.hide(source.heading), source.line)


def veiled_hit(hit: "Hit", names: "Pseudonyms") -> "Hit":
    """The hit as others may see it, marked where it was."""
    title_spans = names.hide_with(hit.lesson.title, hit.title_spans)[1]
    body_spans = names.hide_with(hit.lesson.body, hit.body_spans)[1]
    snippet, snippet_spans = names.hide_with(hit.snippet, hit.snippet_spans)
    return hit.replace(
        lesson=veiled_lesson(hit.lesson, names),
        title_spans=title_spans,
        body_spans=body_spans,
        snippet=snippet,
        snippet_spans=snippet_spans,
    )


def veiled_dossier(dossier: "Dossier", names: "Pseudonyms") -> "Dossier":
    """All that is known about a lesson, as others may see it."""
    return dossier._replace(
        lesson=veiled_lesson(dossier.lesson, names),
        relations=tuple(
            each._replace(
                title=names.hide(each.title),
                when_here=names.hide(each.when_here),
                when_there=names.hide(each.when_there),
            )
            for each in dossier.relations
        ),
        applications=tuple(
            each._replace(
                company=None if each.company is None else names.hide(each.company),
                result=names.hide(each.result),
            )
            for each in dossier.applications
        ),
        posts=tuple((names.hide(title), names.hide(path)) for title, path in dossier.posts),
    )


def veiled_facets(facets: "Facets", names: "Pseudonyms") -> "Facets":
    """Counts under pseudonyms; two companies of one pseudonym are one row."""

    def veiled(values: "tuple[FacetValue, ...]") -> "tuple[FacetValue, ...]":
        counts: dict[str, int] = {}
        for each in values:
            shown = names.hide(each.value)
            counts[shown] = counts.get(shown, 0) + each.count
        kind = type(values[0]) if values else None
        return tuple(kind(value, count) for value, count in counts.items()) if kind else ()

    return facets.replace(companies=veiled(facets.companies), themes=veiled(facets.themes))


def veiled_material(material: "Material | None", names: "Pseudonyms") -> "Material | None":
    """Lessons and their tensions, under pseudonyms."""
    if material is None:
        return None
    return material._replace(
        lessons=tuple(veiled_lesson(lesson, names) for lesson in material.lessons),
        relations=tuple(
            each._replace(when_source=names.hide(each.when_source), when_target=names.hide(each.when_target))
            for each in material.relations
        ),
    )


def veiled_chart(chart: "Chart", names: "Pseudonyms") -> "Chart":
    """Lessons over time, under pseudonyms."""
    return chart._replace(
        companies=tuple(each._replace(name=names.hide(each.name)) for each in chart.companies),
        most=tuple((names.hide(company), count) for company, count in chart.most),
    )


def veiled_rising(found: "Rising", names: "Pseudonyms") -> "Rising":
    """What rises and falls, under pseudonyms."""
    return found._replace(
        rows=tuple(
            each._replace(trend=each.trend._replace(theme=names.hide(each.trend.theme)))
            for each in found.rows
        )
    )


def veiled_unapplied(found: "Unapplied", names: "Pseudonyms") -> "Unapplied":
    """Lessons that were never applied, under pseudonyms."""
    return found._replace(lessons=tuple(veiled_lesson(lesson, names) for lesson in found.lessons))


def veiled_principles(found: "tuple[Principle, ...]", names: "Pseudonyms") -> "tuple[Principle, ...]":
    """Principles under pseudonyms."""
    return tuple(
        each._replace(
            theme=names.hide(each.theme),
            title=names.hide(each.title),
            cites=tuple(veiled_lesson(lesson, names) for lesson in each.cites),
            companies=tuple(dict.fromkeys(map(names.hide, each.companies))),
        )
        for each in found
    )


def veiled_matrix(matrix: "Matrix", names: "Pseudonyms") -> "Matrix":
    """Lessons by company and theme, under pseudonyms; a cell of two that share one counts both."""

    def shown(name: str | None) -> str | None:
        return None if name is None else names.hide(name)

    cells: dict[tuple[str | None, str | None], int] = {}
    for (company, theme), count in matrix.cells.items():
        place = shown(company), shown(theme)
        cells[place] = cells.get(place, 0) + count
    return matrix._replace(
        companies=tuple(dict.fromkeys(map(names.hide, matrix.companies))),
        themes=tuple(dict.fromkeys(map(names.hide, matrix.themes))),
        cells=cells,
    )


def veiled_today(today: "Today | None", names: "Pseudonyms") -> "Today | None":
    """What is up today as others may see it; None is none."""
    if today is None:
        return None
    hide, morning = names.hide, today.morning

    def picks(found: "tuple[Pick, ...]") -> "tuple[Pick, ...]":
        return tuple(
            each._replace(lesson=veiled_lesson(each.lesson, names), why=hide(each.why)) for each in found
        )

    return today._replace(
        morning=morning._replace(
            reviews=picks(morning.reviews),
            on_this_day=picks(morning.on_this_day),
            commitments=tuple(
                each._replace(text=hide(each.text), measure=hide(each.measure))
                for each in morning.commitments
            ),
            decisions=tuple(
                each._replace(text=hide(each.text), expectation=hide(each.expectation))
                for each in morning.decisions
            ),
        )
    )


def veiled_sitting(sitting: "Sitting | None", names: "Pseudonyms") -> "Sitting | None":
    """The lessons that come back, as others may see them; None is none."""
    if sitting is None:
        return None
    items = tuple(
        each._replace(dossier=veiled_dossier(each.dossier, names), why=names.hide(each.why))
        for each in sitting.items
    )
    return sitting._replace(items=items)


def veiled_conflicts(found: "Conflicts | None", names: "Pseudonyms") -> "Conflicts | None":
    """What waits for a decision, as others may see it; what is decided on is the same. None is none."""
    if found is None:
        return None
    return found._replace(
        waiting=tuple(
            each._replace(
                title=names.hide(each.title),
                stands=names.hide(each.stands),
                others=tuple(map(names.hide, each.others)),
            )
            for each in found.waiting
        )
    )
