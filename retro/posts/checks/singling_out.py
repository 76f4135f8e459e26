"""``singled-out``: one negative lesson, a company that is named, and a role that one person can have had.

A name is not needed to tell who somebody is. What can be told of k people at the least protects each of
them (k-anonymity: Samarati and Sweeney, 1998); "our CTO lied to the board", at a company that is named, can
be told of one. Few people have a role in a small company; some roles have one holder in any.
"""

from collections.abc import Callable, Iterator, Mapping

from retro.posts.checks.accepted import folded_name
from retro.posts.checks.companies import small_companies
from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page
from retro.posts.checks.roles import Roles, Told
from retro.posts.checks.visible import visible
from retro.posts.folded_words import folded_words
from retro.sentences import sentences
from retro.surroundings import Company, Consent

__all__ = ["CHECK"]


def _prepared(known: Known) -> Look:
    roles = Roles(person.role_label for person in known.people if person.consent is not Consent.NAMED)
    companies = {company.name: company for company in known.companies}

    def look(page: Page) -> Iterator[Finding]:
        def is_small_one(company: str) -> bool:
            return company in known.small or company in small_companies(page.lessons.values())

        return _look(page, roles, companies, is_small_one, known.accepted)

    return look


def _look(
    page: Page,
    roles: Roles,
    companies: Mapping[str, Company],
    is_small_one: Callable[[str], bool],
    accepted: frozenset[str],
) -> Iterator[Finding]:
    """The first place of each lesson."""
    if not roles.may_be_in(page.words):
        return
    done: set[str] = set()
    for paragraph in page.paragraphs:
        lesson = page.lesson_at(paragraph.line)
        if (
            lesson is None
            or lesson.id in done
            or not lesson.company
            or not _is_named(lesson.company, page, companies)
        ):
            continue
        for offset, told in _told(paragraph.text, roles):
            if (told.alone or is_small_one(lesson.company)) and folded_name(told.role) not in accepted:
                done.add(lesson.id)
                yield Finding(
                    CHECK.code,
                    paragraph.line_at(offset),
                    f"“{told.role}” can only be one person at {lesson.company}, and nothing good is said"
                    " of them.",
                    "Leave the company or the role out, or say it of several; or, if they know,"
                    f' retro check --accept "{told.role}".',
                )
                break


def _told(text: str, roles: Roles) -> Iterator[tuple[int, Told]]:
    shown = visible(text).replace("\n", " ")
    if not roles.may_be_in(frozenset(folded_words(shown))):
        return
    for start, end in sentences(shown):
        for told in roles.told(shown[start:end]):
            yield start + told.start, told


def _is_named(name: str, page: Page, companies: Mapping[str, Company]) -> bool:
    """Whether a page tells the company: by its name or an alias, and not only by a pseudonym."""
    company = companies.get(name)
    names = (name, *company.aliases) if company else (name,)
    return any(page.words.issuperset(folded_words(each)) for each in names)


CHECK = Check(
    "singled-out",
    "something bad that is told of the only one who had a role at a company that is named",
    _prepared,
)
