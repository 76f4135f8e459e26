"""What should be looked at before a post goes out: checks of a finished post. Pure, nothing is changed.

Each finding has a code, a line of the post, a sentence and a way to put it right. Most only warn; a person
who never wants to appear in a post is a refusal.
"""

import datetime as dt
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markdown_it.common.utils import normalizeReference

from retro.display import plain_inline
from retro.errors import PublishRefused
from retro.evidence import change
from retro.model import Lesson
from retro.posts.bodies import markdown
from retro.posts.composing import Post
from retro.posts.dialects import DIALECTS
from retro.posts.number_claims import Change, wrong_claims
from retro.posts.portable import original, split_code
from retro.sentences import sentences
from retro.surroundings import Consent, Person

__all__ = ["Finding", "check", "check_names", "refuse_what_must_not_go_out"]


class Finding(NamedTuple):
    """Something to look at: a code, a line of the post from 1, what is the matter, and what to do about it.

    ``refuses`` is true where the post must not be written as it is.
    """

    code: str
    line: int
    said: str
    fix: str
    refuses: bool = False


def check(
    post: Post, lessons: Iterable[Lesson] = (), *, today: dt.date, people: Iterable[Person] = ()
) -> tuple[Finding, ...]:
    """Everything to look at in a post, by line.

    Args:
        post: As it would be written.
        lessons: Those in it, and perhaps others: their evidence is what percentages are held against.
        today: No date may be later.
        people: Everyone registered; those who have agreed to be named are no finding.
    """
    page = _Page.of(post)
    by_id = {lesson.id: lesson for lesson in lessons}
    found = [
        *_numbers(page, by_id),
        *_links(page),
        *_braces(page),
        *_dates(page, by_id, today),
        *_people(page, people),
    ]
    return tuple(sorted(set(found), key=lambda finding: (finding.line, finding.code, finding.said)))


def check_names(texts: Iterable[str], people: Iterable[Person]) -> tuple[Finding, ...]:
    """Who is named in texts that make no post, each once; the lines mean nothing."""
    names = _Names.of(people)
    if names is None:
        return ()
    lines = [line for text in texts for line in text.split("\n")]
    found = {_named(0, person, said) for _, person, said in names.found(lines, 0)}
    return tuple(sorted(found, key=lambda finding: (not finding.refuses, finding.said)))


def refuse_what_must_not_go_out(findings: Iterable[Finding]) -> None:
    """Stop before a post is written that must not be.

    Raises:
        PublishRefused: When a finding refuses.
    """
    for finding in findings:
        if finding.refuses:
            raise PublishRefused(f"{finding.said} Nothing was written. {finding.fix}")


class _Paragraph(NamedTuple):
    """Inline text and the line of the post on which it begins; code in it is blank."""

    line: int
    text: str

    def line_at(self, offset: int) -> int:
        return self.line + self.text.count("\n", 0, offset)


@dataclass(frozen=True, slots=True)
class _Page:
    """A post taken apart: the lines of its front matter, those of its body, its paragraphs."""

    post: Post
    front: Sequence[str]
    body: Sequence[str]
    paragraphs: Sequence[_Paragraph]

    @classmethod
    def of(cls, post: Post) -> "_Page":
        lines = post.text.split("\n")
        fence = lines[0] if lines[0] in {"---", "+++"} else ""
        end = next((at for at in range(1, len(lines)) if lines[at] == fence), 0) if fence else 0
        front = lines[: end + 1] if end else []
        body = lines[len(front) :]
        paragraphs = [
            _Paragraph(len(front) + 1 + token.map[0], _without_code(token.content))
            for token in markdown().parse("\n".join(body))
            if token.type == "inline" and token.map
        ]
        return cls(post, front, body, paragraphs)

    def lesson_at(self, line: int) -> str:
        """The id of the lesson that a line belongs to, "" where it is nobody's."""
        found = ""
        for place in self.post.places:
            if place.line > line:
                break
            found = place.lesson_id
        return found


def _without_code(text: str) -> str:
    if "`" not in text:
        return text
    return "".join(re.sub(r"[^\n]", " ", piece) if code else piece for piece, code in split_code(text))


# Numbers


def _numbers(page: _Page, lessons: Mapping[str, Lesson]) -> Iterator[Finding]:
    for paragraph in page.paragraphs:
        if "%" not in paragraph.text and "cent" not in paragraph.text:
            continue
        lesson = lessons.get(page.lesson_at(paragraph.line))
        known = [
            Change(item.before, item.after)
            for item in (lesson.evidence if lesson else ())
            if item.before is not None and item.after is not None
        ]
        for start, end in sentences(paragraph.text):
            for claim in wrong_claims(paragraph.text[start:end], known):
                right = " or ".join(change(*claim.change).rsplit(", ", 1))
                yield Finding(
                    "number-claim",
                    paragraph.line_at(start + claim.start),
                    f"“{claim.said}” is not what {claim.change} is.",
                    f"Write {right}.",
                )


# Links

_REFERENCE = re.compile(r"(?<![\\\w\]])\[([^\[\]\n]{1,300})\]\[([^\[\]\n]{0,300})\]")
_DEFINITION = re.compile(r" {0,3}\[([^\[\]]{1,999})\]:[ \t]*\S")


def _links(page: _Page) -> Iterator[Finding]:
    defined = {normalizeReference(match[1]) for match in map(_DEFINITION.match, page.body) if match}
    for paragraph in page.paragraphs:
        for match in _REFERENCE.finditer(paragraph.text):
            label = match[2] or match[1]
            if normalizeReference(label) not in defined:
                yield Finding(
                    "dead-link",
                    paragraph.line_at(match.start()),
                    f"[{match[1]}][{match[2]}] leads nowhere: nothing defines “{label}”.",
                    f"Write [{match[1]}](address), or leave the brackets out.",
                )


# Templates


def _braces(page: _Page) -> Iterator[Finding]:
    dialect = DIALECTS.get(page.post.dialect)
    runs = dialect.runs if dialect else None
    if dialect is None or runs is None or (dialect.switch and dialect.switch in page.front):
        return
    for number, line in enumerate(page.body, len(page.front) + 1):
        match = runs.search(line)
        if match:
            yield Finding(
                "template-braces",
                number,
                f"“{match[0]}” would be run by {page.post.dialect.capitalize()}.",
                f"Write &#123; for the brace, or {dialect.switch} in the front matter."
                if dialect.switch
                else "Write &#123; for the brace.",
            )


# Dates

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(
    r"(?<![\d/-])(?P<iso>\d{4}-\d\d-\d\d)(?![\d-])"
    rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\s+(?P<year>\d{{4}})\b"
    rf"|\b(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})\b",
    re.IGNORECASE | re.ASCII,
)
_POST_DATE = re.compile(r"date(?::| =) (\d{4}-\d\d-\d\d)")


def _dates(page: _Page, lessons: Mapping[str, Lesson], today: dt.date) -> Iterator[Finding]:
    for number, line in enumerate(page.front, 1):
        match = _POST_DATE.fullmatch(line)
        if match and match[1] > today.isoformat():
            yield Finding(
                "future-date",
                number,
                f"The post is dated {match[1]}, and sites do not show a post before its day.",
                "Give it a day that has been.",
            )
    for place in page.post.places:
        lesson = lessons.get(place.lesson_id)
        if lesson is not None and lesson.happened is not None and lesson.happened.first_day > today:
            yield Finding(
                "future-date",
                place.line,
                f"“{plain_inline(lesson.title)}” happened in {lesson.happened}, which is still to come.",
                "Put the lesson's date right.",
            )
    for paragraph in page.paragraphs:
        for match in _DAY.finditer(paragraph.text):
            day = _day(match)
            if day is not None and day > today:
                yield Finding(
                    "future-date",
                    paragraph.line_at(match.start()),
                    f"“{' '.join(match[0].split())}” is still to come.",
                    "Check the year.",
                )


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        if match["iso"]:
            return dt.date.fromisoformat(match["iso"])
        month = _MONTHS.index((match["month"] or match["month2"]).lower()) + 1
        return dt.date(int(match["year"] or match["year2"]), month, int(match["day"] or match["day2"]))
    except ValueError:
        return None


# People


def _people(page: _Page, people: Iterable[Person]) -> Iterator[Finding]:
    """Whoever is named without having agreed; in the front matter only where the text does not say it."""
    names = _Names.of(people)
    if not names:
        return
    in_body = list(names.found(page.body, len(page.front) + 1))
    told = {person for _, person, _ in in_body}
    yield from (_named(line, person, said) for line, person, said in in_body)
    for line, person, said in names.found(page.front, 1):
        if person not in told:
            yield _named(line, person, said, in_front=True)


def _named(line: int, person: Person, said: str, *, in_front: bool = False) -> Finding:
    who = person.name if said == person.name else f"{person.name} (“{said}”)"
    where = " in the front matter" if in_front else ""
    if person.consent is Consent.NEVER:
        sentence = f"{who} is named{where}, and never wants to appear in a post."
        return Finding("person-named", line, sentence, "Take the name out of the lesson.", refuses=True)
    instead = f"Say “{person.role_label}” instead." if person.role_label else "Say what they did instead."
    return Finding(
        "person-named",
        line,
        f"{who} is named{where}, and has not agreed to that.",
        "Take them out of the lesson's people." if in_front else instead,
    )


_GAP = r"[\s*_>]{1,8}"
"""Between the words of a name: spaces, one line's end, and marks of emphasis."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The names and aliases of people who have not agreed to be named: one pattern, a group for each."""

    owners: Sequence[Person]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, people: Iterable[Person]) -> "_Names | None":
        found = {
            unicodedata.normalize("NFC", " ".join(name.split())): person
            for person in people
            if person.consent is not Consent.NAMED
            for name in (*person.aliases, person.name)
        }
        # The longest first: “Ada” is not seen where “Ada Lovelace” stands.
        names = sorted(filter(None, found), key=len, reverse=True)
        if not names:
            return None
        words = "|".join(f"({_GAP.join(map(re.escape, name.split()))})" for name in names)
        owners = tuple(found[name] for name in names)
        return cls(owners, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE))

    def found(self, lines: Sequence[str], first: int) -> Iterator[tuple[int, Person, str]]:
        """Each line with each person named in it, and how."""
        text = "\n".join(_as_read(line) for line in lines)
        line, done = first, 0
        for match in self.pattern.finditer(text):
            line += text.count("\n", done, match.start())
            done = match.start()
            person = self.owners[(match.lastindex or 1) - 1]
            said = " ".join(match[0].split())
            # “will” and “mark” are words; “Will” and “Mark” may be people.
            if " " in said or not said[0].islower() or said == person.name:
                yield line, person, said


def _as_read(line: str) -> str:
    """A line as a reader sees it: what is written as a reference is a letter to them."""
    shown = html.unescape(original(line)) if "&" in line else line
    return unicodedata.normalize("NFC", shown.replace('\\"', '"')).replace("\n", " ")
