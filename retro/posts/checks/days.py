"""``future-date``: days that are still to come."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import partial

from retro.display import plain_inline
from retro.posts.checks.finding import Check, Finding, Look
from retro.posts.checks.known import Known
from retro.posts.checks.page import Page

__all__ = ["CHECK"]

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(
    r"(?<![\d/-])(?P<iso>\d{4}-\d\d-\d\d)(?![\d-])"
    rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\s+(?P<year>\d{{4}})\b"
    rf"|\b(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})\b",
    re.IGNORECASE | re.ASCII,
)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_POST_DATE = re.compile(r"date(?::| =) (\d{4}-\d\d-\d\d)")


def _prepared(known: Known) -> Look:
    return partial(_look, known.today)


def _look(today: dt.date, page: Page) -> Iterator[Finding]:
    yield from _of_the_post(page, today)
    yield from _of_lessons(page, today)
    for paragraph in page.paragraphs:
        if not any(int(year) >= today.year for year in _YEAR.findall(paragraph.text)):
            continue
        for match in _DAY.finditer(paragraph.text):
            day = _day(match)
            if day is not None and day > today:
                said = f"“{' '.join(match[0].split())}” is still to come."
                yield Finding(CHECK.code, paragraph.line_at(match.start()), said, "Check the year.")


def _of_the_post(page: Page, today: dt.date) -> Iterator[Finding]:
    for number, line in enumerate(page.front, 1):
        match = _POST_DATE.fullmatch(line)
        if match and match[1] > today.isoformat():
            said = f"The post is dated {match[1]}, and sites do not show a post before its day."
            yield Finding(CHECK.code, number, said, "Give it a day that has been.")


def _of_lessons(page: Page, today: dt.date) -> Iterator[Finding]:
    for place in page.places:
        lesson = page.lessons.get(place.lesson_id)
        if lesson is not None and lesson.happened is not None and lesson.happened.first_day > today:
            yield Finding(
                CHECK.code,
                place.line if page.dialect else page.field_line("happened"),
                f"“{plain_inline(lesson.title)}” happened in {lesson.happened}, which is still to come.",
                "Put the lesson's date right.",
            )


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        if match["iso"]:
            return dt.date.fromisoformat(match["iso"])
        month = _MONTHS.index((match["month"] or match["month2"]).lower()) + 1
        return dt.date(int(match["year"] or match["year2"]), month, int(match["day"] or match["day2"]))
    except ValueError:
        return None


CHECK = Check(
    "future-date",
    "a date that is still to come, of the post, of a lesson or in the text",
    _prepared,
)
