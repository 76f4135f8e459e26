"""All that may leave a journal, redacted: its lessons, and the names and notes that go with them."""

from collections.abc import Callable, Iterable, Sequence

from retro.model import Lesson
from retro.posts.dialects.lossless import Contents
from retro.posts.redacting.redactor import Redactor
from retro.surroundings import Application, Company, Person, Relation, Theme

__all__ = ["redacted", "redacted_people", "redacted_relation"]


def redacted(contents: Contents, lessons: Sequence[Lesson], redactor: Redactor) -> Contents:
    """What leaves as it may leave.

    Args:
        contents: As the journal has it.
        lessons: Its lessons, redacted already.
        redactor: Replaces names.
    """
    named = {name for lesson in lessons for name in lesson.people}
    people = (_person(each, redactor) for each in contents.people)
    return Contents(
        tuple(lessons),
        tuple(_company(each, redactor) for each in contents.companies),
        tuple(_theme(each, redactor) for each in contents.themes),
        # Who is in no lesson any more never wants to appear, not even by role.
        tuple(each for each in people if each.name in named),
        tuple(redacted_relation(each, redactor) for each in contents.relations),
        tuple(_application(each, redactor) for each in contents.applications),
    )


def redacted_people(
    people: Iterable[Person], lessons: Iterable[Lesson], redactor: Redactor
) -> tuple[Person, ...]:
    """Those whom some lessons, redacted already, still name, as a post may thank them."""
    named = {name for lesson in lessons for name in lesson.people}
    return tuple(
        each._replace(role_label=redactor.text(each.role_label), pseudonym=redactor.text(each.pseudonym))
        for each in people
        if each.name in named
    )


def _company(company: Company, redactor: Redactor) -> Company:
    """One that is called otherwise has no aliases, and no pseudonym that would tell which name is one."""
    name, role = redactor.text(company.name), redactor.text(company.role)
    if name != company.name:
        return company._replace(name=name, aliases=(), role=role, pseudonym="")
    return company._replace(
        role=role,
        aliases=_unchanged(company.aliases, redactor.text),
        pseudonym=redactor.text(company.pseudonym),
    )


def _person(person: Person, redactor: Redactor) -> Person:
    name = redactor.text(person.name)
    role_label = redactor.text(person.role_label)
    if name != person.name:
        return person._replace(name=name, aliases=(), role_label=role_label, pseudonym="")
    return person._replace(
        role_label=role_label,
        aliases=_unchanged(person.aliases, redactor.text),
        pseudonym=redactor.text(person.pseudonym),
    )


def _theme(theme: Theme, redactor: Redactor) -> Theme:
    name = redactor.word(theme.name).strip("/-") or "theme"
    aliases = _unchanged(theme.aliases, redactor.word) if name == theme.name else ()
    return theme._replace(name=name, aliases=aliases)


def _unchanged(aliases: Iterable[str], public: Callable[[str], str]) -> tuple[str, ...]:
    """The aliases that may be published as they are: what stands for a name is nobody's alias."""
    return tuple(alias for alias in aliases if public(alias) == alias)


def redacted_relation(relation: Relation, redactor: Redactor) -> Relation:
    """A relation whose two "when" name nobody."""
    return relation._replace(
        when_source=redactor.text(relation.when_source), when_target=redactor.text(relation.when_target)
    )


def _application(application: Application, redactor: Redactor) -> Application:
    return application._replace(
        company=application.company and redactor.text(application.company),
        result=redactor.text(application.result),
    )
