"""Lessons for tests: plain ones, nasty ones, and a strategy that draws any."""

import datetime as dt
import zlib
from typing import Any

from hypothesis import strategies as st

from retro.dates import PartialDate, Span
from retro.model import Evidence, Kind, Lesson, LessonDraft, Status

DAY = dt.date(2024, 5, 6)


def lesson(title: str, body: str = "", **fields: Any) -> Lesson:
    moment = "2024-05-06T07:08:09Z"
    fields.setdefault("id", f"{zlib.crc32((title + body).encode()):012d}")
    return Lesson(title=title, body=body, created_at=moment, updated_at=moment, **fields)


# What a generator takes for markup, a template or a command, where CommonMark sees text.
TRAPS = (
    "a | b | c",
    "| starts with a bar",
    "{: .class #id} and {::comment}x{:/}",
    "costs $$5 or $$6$$ or $x$",
    "{{ site.title }} and {% include x %} and {# note #}",
    "{{< youtube x >}} and {{% call %}} and `{{< in code >}}` and `{{ code }}`",
    "^",
    "see[^1] and [^note]: nothing",
    "Replace <service> by <b>name</b> <!-- hidden -->",
    "*[API]: no abbreviation",
    "[note]: this is text and no definition",
    "term\n: no definition",
    "it was in\n2019. Then came the end",
    "1) first\n2) second",
    "~one~ and ~~two~~ and a ~ b",
    'a << b >> c --- d ... "quoted" it\'s',
    "a\\\nline break, \\{% raw %} \\~ \\@ and \\| done",
    "    indented <code> {{ x }}\n    more\n\nafter",
    "```\nnever closed {{< x >}}",
    "~~~ruby\nputs '{% x %}'\n~~~",
    "<div>\n*not* Markdown\n</div>",
    "<!-- never closed",
    "<!A\n# hidden heading\n",
    "<!-- closed --> with text\n# and a heading",
    "<pre>\n# not a heading\n\n```\n</pre>\n# a heading\n<!-- secret -->",
    "# A heading\n\ntext\n\n### And one below",
    "Underlined\n==========\n\ntext\n\nagain\n-----",
    "see [this][a], [that] and <https://example.org>\n\n[a]: http://example.org/1 'Title'\n[that]: </t w o>",
    "see [this][a]\n\n[a]: /another/one",
    "[that] is no link here",
    "| a | b |\n|---|---|\n| 1 | {{ 2 }} |",
    "> quoted | with a bar\n> and {{ braces }}\n\n- item\n  - nested `code`\n- other",
    "- [ ] open\n- [x] done",
    "snake_case_name and 2 * 3 * 4 and __init__ and *emphasis* and **strong**",
    "&nbsp; &#123; &#0123; &amp;amp;",
    "a` tick and ``two `inside` ticks`` and `a|b`",
    "***\n\nafter a rule\n\n***",
)

TITLES = (
    "Quote: \"how\" > 'why' # x",
    "Boil the frog | slowly",
    "{{ page.title }} {% if %}",
    "{{< shortcode >}}",
    "- a dash",
    "1. a number",
    "1) a bracket",
    "# a number sign",
    "> a bracket",
    "[ ] a box",
    "[label]: http://example.org",
    "Learn C#",
    "2024",
    "yes",
    "A *strong* title with `code | bar` and a [link](http://example.org)",
    "ends with a backslash \\",
    "*[API]: what",
    "^",
    "---",
    "Über Größe, été & 振り返り 🐸",
    "<b>bold</b> <placeholder>",
    "$$ and {: x}",
    "`unclosed",
    "<!-- hidden --> shown",
    "**All of it bold.**",
    "*All of it stressed*",
    "* * *",
    "___",
    "===",
    "#hashtag",
    "\u200bzero width\ufeff",
)

_letters = st.characters(codec="utf-8", exclude_characters="\0")
_fragments = st.sampled_from(
    [*TRAPS, *TITLES, "plain words", "\n", "\n\n", "    ", "`", "*", "[", "](", ">", "#"]
)
texts = st.one_of(
    st.text(_letters, max_size=60),
    st.lists(st.one_of(_fragments, st.text(_letters, max_size=8)), max_size=6).map("".join),
    st.lists(_fragments, max_size=4).map("\n\n".join),
)
titles = texts.map(lambda text: " ".join(text.split())).filter(bool)
names = st.text(_letters, min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
numbers = st.one_of(st.none(), st.integers(-(10**6), 10**9).map(float), st.floats(allow_nan=False, width=32))
evidence = st.builds(Evidence, names, numbers, numbers, st.sampled_from(["", "%", "weeks", "a day"])).filter(
    lambda item: item.before is not None or item.after is not None
)
partial_dates = st.one_of(
    st.builds(PartialDate, st.integers(1970, 2030)),
    st.builds(PartialDate, st.integers(1970, 2030), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1970, 2030), st.integers(1, 12), st.integers(1, 28)),
)
drafts = st.builds(
    LessonDraft,
    title=titles,
    body=texts.map(lambda text: text.strip("\n")),
    kind=st.sampled_from(Kind),
    company=st.one_of(st.none(), names),
    themes=st.lists(names, max_size=3, unique=True).map(tuple),
    people=st.lists(names, max_size=2, unique=True).map(tuple),
    happened=st.one_of(st.none(), partial_dates.map(Span.at)),
    trigger=st.one_of(st.just(""), names),
    status=st.sampled_from(Status),
    starred=st.booleans(),
    evidence=st.lists(evidence, max_size=2).map(tuple),
)


def as_lesson(draft: LessonDraft, number: int) -> Lesson:
    fields = {name: getattr(draft, name) for name in LessonDraft.field_names}
    title, body = fields.pop("title"), fields.pop("body")
    return lesson(title, body, id=f"{number:012d}", **fields)
