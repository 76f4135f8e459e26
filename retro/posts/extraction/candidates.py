"""A post's lessons with all that an import needs: company, themes, date, evidence, source, confidence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from retro.dates import PartialDate, Span
from retro.model import LessonDraft, Source, Visibility
from retro.posts.document import PostDocument
from retro.posts.extraction.companies import CompanyMention, Workplaces, workplaces_in
from retro.posts.extraction.evidence import evidence_in
from retro.posts.extraction.findings import Finding
from retro.posts.extraction.leaning import leaning_of
from retro.posts.extraction.outline import Section, sections_of
from retro.posts.extraction.themes import ThemeVocabulary, themes_of
from retro.posts.extraction.walk import findings_in
from retro.posts.markdown import Page, read_page
from retro.posts.reading.notes import lesson_tags
from retro.posts.reading.sites import Generator
from retro.posts.redacting.passages import left_open, passages, without_passages

__all__ = ["Candidate", "document_companies", "extract"]

# In a folder of plain notes a number sign may be anything; a note taker has made it a tag.
_NOTE_TAKERS = frozenset({Generator.OBSIDIAN, Generator.LOGSEQ})
_BETWEEN_LINES = re.compile(r"\n(?!\n)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,80})\]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A lesson that an import may keep.

    Attributes:
        draft: The lesson.
        line: Where it begins in the file, from 1.
        heading: The heading above it, or empty.
        confidence: From 0 to 1; 0.5 is a sentence that only just counts in a post that is not about lessons.
        rule: Which rule found it, and by which cues.
    """

    draft: LessonDraft
    line: int
    heading: str
    confidence: float
    rule: str


def extract(
    document: PostDocument, *, company: str | None = None, themes: ThemeVocabulary | None = None
) -> tuple[Candidate, ...]:
    """Find the lessons of a post, in the order of its lines.

    Args:
        document: The post.
        company: Where all of them were learned; else the post itself is asked.
        themes: The starter themes, whose words are looked for in each lesson.
    """
    page, sections = _read(document)
    leaning = leaning_of(document, sections)
    findings = findings_in(sections, leaning, document.title)
    if not findings:
        return ()
    workplaces = _workplaces(document)
    private = _private_lines(document)
    candidates: dict[tuple[str, str], Candidate] = {}
    for finding in findings:
        title, body, tags = _with_tags(finding, document)
        noted = _with_footnotes(title, body, page.footnotes)
        name = company or document.company or finding.company or workplaces.at(finding.section, finding.line)
        draft = LessonDraft(
            title=title,
            body=noted,
            kind=finding.kind,
            company=name,
            themes=themes_of("\n".join(_public(title, noted)), tags, themes),
            happened=_period(name, workplaces) or document.written,
            visibility=Visibility.PRIVATE
            if document.is_private or finding.line in private
            else Visibility.PUBLISHABLE,
            source=Source(document.path, sections[finding.section].title, finding.line),
            evidence=evidence_in(" ".join(_public(title, body))),
        )
        candidate = Candidate(
            draft,
            finding.line,
            sections[finding.section].title,
            _confidence(finding.score, leaning),
            finding.rule,
        )
        candidates.setdefault((draft.title, draft.body), candidate)
    return tuple(candidates.values())


def document_companies(document: PostDocument) -> tuple[CompanyMention, ...]:
    """The companies that a post names as places of work, with other names and periods where it says them."""
    return _workplaces(document).mentions


# An import asks for the lessons of a post, and where there are some for its companies.


def _read(document: PostDocument) -> tuple[Page, tuple[Section, ...]]:
    return _read_text(document.body, document.first_line, document.title)


@lru_cache(maxsize=1)
def _read_text(body: str, first_line: int, title: str) -> tuple[Page, tuple[Section, ...]]:
    """The page of a post, part by part."""
    page = read_page(body, first_line)
    return page, sections_of(page.blocks, title)


def _workplaces(document: PostDocument) -> Workplaces:
    text = document.body, document.first_line, document.title
    return _workplaces_of(*text, document.tags, document.author)


@lru_cache(maxsize=1)
def _workplaces_of(body: str, first_line: int, title: str, tags: tuple[str, ...], author: str) -> Workplaces:
    return workplaces_in(title, tags, _read_text(body, first_line, title)[1], author)


def _private_lines(document: PostDocument) -> frozenset[int]:
    """Those of passages over several lines, but for their first: a lesson that begins there is private."""
    body, first = document.body, document.first_line
    found = passages(body)
    if found and left_open(body):  # what nobody closed ends with its lesson
        found = found[:-1]
    return frozenset(
        line
        for each in found
        for line in range(
            first + body.count("\n", 0, each.start) + 1, first + body.count("\n", 0, each.end) + 1
        )
    )


def _confidence(score: float, leaning: float) -> float:
    """From what speaks for a lesson, and for a post about lessons, to a number below 1."""
    weight = max(score, 0) + 0.5 * min(max(leaning, 0), 2)
    return round(weight / (weight + 1), 2)


def _period(company: str | None, workplaces: Workplaces) -> Span | None:
    """When the author was at a company, where the post says both ends of it."""
    mention = next((mention for mention in workplaces.mentions if mention.name == company), None)
    began: PartialDate | None = mention.began if mention else None
    ended: PartialDate | None = mention.ended if mention else None
    return Span(began, ended) if began and ended else None


def _with_tags(finding: Finding, document: PostDocument) -> tuple[str, str, tuple[str, ...]]:
    """Title and body without the tags they end with, and these beside the post's, where it is a note."""
    if document.generator not in _NOTE_TAKERS or "#" not in f"{finding.title}{finding.body}":
        return finding.title, finding.body, document.tags
    tags = (tag for text in _public(finding.title, finding.body) for tag in lesson_tags(text)[1])
    title, body = lesson_tags(finding.title)[0], lesson_tags(finding.body)[0]
    return title, body, tuple(dict.fromkeys((*tags, *document.tags)))


def _public(title: str, body: str) -> tuple[str, str]:
    """A title and a text as they may leave: what is private gives a lesson no theme and no evidence."""
    return without_passages(title)[0], without_passages(body, left_open(title))[0]


def _with_footnotes(title: str, body: str, footnotes: Mapping[str, str]) -> str:
    """The body with the footnotes that it, the title or one of them refers to: the lesson stands alone."""
    if not footnotes:
        return body
    labels = list(dict.fromkeys(_FOOTNOTE.findall(f"{title}\n{body}")))
    notes = []
    known = set(labels)
    for label in labels:
        note = footnotes.get(label)
        if note is not None:
            notes.append(f"[^{label}]: {_BETWEEN_LINES.sub(chr(10) + '    ', note)}")
            more = [other for other in _FOOTNOTE.findall(note) if other not in known]
            known.update(more)
            labels += dict.fromkeys(more)
    return "\n\n".join(part for part in (body, *notes) if part)
