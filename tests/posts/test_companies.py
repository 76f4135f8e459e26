"""Which company a post is about, and what it says of it."""

import pytest

from retro.dates import PartialDate
from retro.posts.document import read_post
from retro.posts.extraction import CompanyMention, document_companies, extract


def companies(text: str) -> tuple[CompanyMention, ...]:
    return document_companies(read_post(text, "x.md"))


def names(text: str) -> list[str]:
    return [mention.name for mention in companies(text)]


HEADED = """\
## Northwind

In mid 2014, I joined Northwind to run its warehouses. In early 2017 I left Northwind/NW2 for good.

Lesson learned: count first.

## Tailspin Toys

From March 2017 to June 2019 my job at Tailspin was to fix returns. I left Tailspin with a heavy heart.

## Zyphr

The founders of the next startup were kind. Our team was small, and I left after a year.

Lesson learned: ask early.

## The next chapter

I've since joined a company that I can't name.

Lesson learned: be patient.
"""


def test_headings_are_companies_where_the_text_says_so() -> None:
    assert names(HEADED) == ["Northwind", "Tailspin Toys", "Zyphr"]


def test_lessons_belong_to_the_company_above_them() -> None:
    found = extract(read_post("# Lessons learned\n\n" + HEADED, "x.md"))
    assert [item.draft.company for item in found if "learned:" in item.draft.title] == [
        "Northwind",
        "Zyphr",
        None,
    ]


def test_aliases_and_periods() -> None:
    northwind, tailspin, _ = companies(HEADED)
    assert northwind.aliases == ("NW2",)
    assert (northwind.began, northwind.ended) == (PartialDate(2014, 5), PartialDate(2017, 4))
    assert tailspin.aliases == ("Tailspin",)


def test_a_lesson_happened_while_the_author_was_there() -> None:
    first = extract(read_post("# Lessons learned\n\n" + HEADED, "2020-01-01-x.md"))[0]
    assert str(first.draft.happened) == "2014-05..2017-04"


@pytest.mark.parametrize(
    "text",
    [
        "Last week I left [Fabrikam](https://example.org), where I had run the lab.",
        "I spent four years at Fabrikam, and here is what stayed.",
        "In April I sold Fabrikam, the company I founded.",
        "My time at Fabrikam was short.",
        "---\ntitle: Six years at Fabrikam\n---\n\nText.",
        "---\ntags: [fabrikam]\n---\n\nHere at Fabrikam we like tea.",
    ],
)
def test_one_company_for_the_whole_post(text: str) -> None:
    assert names(text) == ["Fabrikam"]


@pytest.mark.parametrize(
    "text",
    [
        "## Culture\n\nOur company had one.\n\n## Next Steps\n\nWe left it at that.\n",
        "I met her at Microconf in June. At Christmas we talked again.",
        "I joined the call at noon. I left at six.",
        "We compared it with Fabrikam and Tailspin.",
        "## Automation\n\nI joined the team.\n\n## Trust\n\nI left the team.\n",
        "The Lesson\n==========\n\nI joined late.\n",
    ],
)
def test_what_is_no_company(text: str) -> None:
    assert names(text) == []


def test_an_employer_left_for_something_of_ones_own_is_none() -> None:
    assert names("I quit my job as a clerk at Northwind to start my own company. It was hard.") == []


def test_one_works_with_others_but_here_at_ones_own() -> None:
    text = (
        "We counted for a month.\n\n" * 6
        + "Nobody here at Northwind expected it. The Fabrikam team worked with us."
    )
    assert names(text) == ["Northwind"]
    assert names("Since March we have worked with the Fabrikam team on ramps.") == []


def test_a_department_is_no_company() -> None:
    assert names("I worked at Ramp Ops for a year. It was hard.") == []


def test_a_report_names_its_venture_in_the_title() -> None:
    assert names("---\ntitle: 'Zyphr: Month 5'\n---\nZyphr had visitors.\n") == ["Zyphr"]
    assert names("---\ntitle: 'Goals: Month 5'\n---\nWe had visitors.\n") == []


def test_headings_with_years_are_jobs_where_one_of_them_certainly_is() -> None:
    assert names(
        "## 2014 - 2017: First Choice Software\n\nI built tills.\n\n"
        "## 2017 - now: zyphr\n\nIn May I joined zyphr, and we work at zyphr still.\n\n"
        "## 2019: Zyphr Labs\n\nI joined Zyphr Labs as an engineer. My team was kind.\n"
    ) == ["First Choice Software", "zyphr", "Zyphr Labs"]


@pytest.mark.parametrize(
    "heading",
    ["Senior Baker - Northwind", "Head of Ovens at Northwind", "Intern, Northwind", "Baker/Cook @ Northwind"],
)
def test_a_line_of_a_career_names_the_company(heading: str) -> None:
    assert names(f"## {heading}\n\nIt was warm.\n") == ["Northwind"]


@pytest.mark.parametrize(
    "heading",
    [
        "Bread at noon",
        "Baker at heart",
        "Working as a cook - a story",
        "Ovens, flour, salt",
        "2019: the year of bread",
    ],
)
def test_other_headings_name_none(heading: str) -> None:
    assert names(f"## {heading}\n\nIt was warm.\n") == []


CAREER = "I have worked for many startups. What follows is each job, and what it taught me.\n\n"
JOBS = "".join(f"## {name}\n\n- Count twice.\n\n" for name in ("Zyphr", "Querl", "Northwind", "Baking"))


def test_coined_headings_after_talk_of_ones_jobs_are_companies() -> None:
    assert names(CAREER + JOBS) == ["Zyphr", "Querl", "Northwind"]
    assert names("I have baked bread for many years.\n\n" + JOBS) == []


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Lessons from building Zyphr", "Zyphr sells bread. Nobody knew Zyphr.", ["Zyphr"]),
        ("Lessons from building Bakeries", "Bakeries are warm. Few like bakeries.", []),
        ("Lessons from building Zyphr", "It sold bread.", []),
        ("Zyphr: a postmortem", "It was called Zyphr.", ["Zyphr"]),
    ],
)
def test_the_venture_in_a_title(title: str, text: str, expected: list[str]) -> None:
    assert names(f"---\ntitle: '{title}'\n---\n\n{text}\n") == expected


def test_a_name_that_only_the_title_has_is_none() -> None:
    text = "At Fabrikam, well, we had no oven.\n"
    assert names(f"---\ntitle: Baking at Ground Zero\n---\n\n{text}") == ["Fabrikam"]


@pytest.mark.parametrize(
    "text",
    [
        "In 2015 two friends and I started Kestrel, a tool for dentists.",
        "In the end we became the founders of Kestrel and of nothing else.",
        "I was employee number nine at Kestrel.",
        "I recently wrapped up a two-year stint at Kestrel.",
        "I've been building Kestrel for three years now.",
        "This was my second full year of running Kestrel.",
        "I turned thirty, and I'm a year into building Kestrel.",
        "We've just shipped version 2 of Kestrel, our scheduling product.",
        "Kestrel was my third app, and the last.",
        "Last week we announced that Kestrel is shutting down.",
        "This summer I had the opportunity to intern at Kestrel.",
        "My co-founder and I have decided to close Kestrel.",
        "Last Friday was my last day as an engineer on the Kestrel team.",
        "I've been a developer for ten years, the last three of them at Kestrel.",
        "I have worked from home for years, first for an agency and then for Kestrel.",
        "Four of us from the Kestrel data team sat down for two hours.",
        "It is a reason why I think Kestrel is a great company to work for.",
        "We run Kestrel, a small bakery with a web shop.",
        "Today is my last day with my current employers, Kestrel.",
        "After nearly four years, I have decided to leave Kestrel.",
        "I'm staying at Kestrel because I love it here.",
        "I handed in my notice at Kestrel last month.",
        "My journey with Kestrel comes to an end this week.",
        "I have switched jobs and am now a Senior Software Engineer at Kestrel.",
        "I'm Ada, head of ovens at Kestrel.",
        "Kestrel, the company that Ada and I founded, is no more.",
        "I make Kestrel, which helps bakers to keep their recipes.",
        "In May I walked into Kestrel's kitchen and was handed an apron.",
        "I write recipes at Kestrel by day.",
        "This is not the view of Kestrel, who make ovens and who employ me to test them.",
        "This month I finished my work in Kestrel.",
        "On Monday we retired an oven at Kestrel that had been there since before I joined.",
        "I test ovens at Kestrel, a bakery in Utrecht where I work since May.",
        "Kestrel, a family firm that makes ovens, hired me for six weeks.",
        "In January I quit to start Kestrel with my sister.",
        "Then Kestrel, where I stayed for nine years.",
        "Kestrel bakes for hotels. Kestrel makes bread in two shops. We sell it by bicycle.",
        "Kestrel is a small family bakery. We have two shops.",
    ],
)
def test_ways_of_saying_where_one_works(text: str) -> None:
    assert names(f"# Lessons learned\n\n{text}\n\nI learned to ask.\n") == ["Kestrel"]


def test_a_title_that_says_where_it_was_learned() -> None:
    assert names("# Seven things I learned at Kestrel\n\nI learned to listen.\n") == ["Kestrel"]


@pytest.mark.parametrize(
    "text",
    [
        "We moved everything from Kestrel to Puffin last spring. We left Kestrel because it was slow.",
        "I ran Kestrel on two servers, and started Puffin by hand.",
        "Elderly Care was my first job, and I learned patience there.",
        "I had a brief stint with Kestrel, which stores large files.",
        "Ann Li, co-founder of Kestrel, makes an interesting point.",
    ],
)
def test_what_is_moved_or_run_is_no_workplace(text: str) -> None:
    assert names(f"# Lessons learned\n\n{text}\n") == []


def test_topics_in_titles_are_no_companies() -> None:
    assert names("# Leaving Management\n\nI learned that management is lonely.\n") == []
    assert names("# Lessons Learned from Working at Startups\n\nI learned to be quick.\n") == []
    assert names("# Farewell, FREE NOW\n\nToday is my last day at FREE NOW.\n") == ["FREE NOW"]
    assert names("# Lessons learned\n\nToday is my last day with my employer, 15below.\n") == ["15below"]


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("title: 'Kestrel Q2: ovens and a bad Tuesday'", "We sold more bread."),
        ("title: 'kestrel 3.0, and why it took so long'\ntags: [kestrel]", "We released kestrel at last."),
        ("title: Shutting down Kestrel", "On Friday we turned off the ovens of Kestrel."),
        ("title: Post-mortem\nauthor: Kestrel platform team", "The ovens were cold for an hour."),
    ],
)
def test_the_head_of_a_post_says_whose_it_is(head: str, text: str) -> None:
    assert [name.lower() for name in names(f"---\n{head}\n---\n\n{text}\n")] == ["kestrel"]


def test_the_one_who_is_asked_has_an_employer() -> None:
    text = (
        "Ada Noor has been at Kestrel since it was one oven.\n\n"
        "**What did you get wrong?**\n\nThe yeast.\n\n**What would you tell others?**\n\nWait for it.\n"
    )
    assert names(text) == ["Kestrel"]


def test_a_career_in_prose_goes_from_one_employer_to_the_next() -> None:
    text = (
        "# Thirty years of ovens\n\nIn 1992 I joined Northwind. I should have asked how ovens are built.\n\n"
        "Nobody told me there. My mistake was to be too shy to ask.\n\n"
        "Then Tailspin, where I stayed for ten years. I learned that bakers know more than they say.\n"
    )
    found = extract(read_post(text, "x.md"))
    assert [lesson.draft.company for lesson in found] == ["Northwind", "Northwind", "Tailspin"]


@pytest.mark.parametrize(
    "text",
    [
        "Reviewing designs on paper. We did our best.",
        "Biscuit was a Dell from 2007. We knew that it had to go.",
        "Kubernetes is a platform. Our bakery needed none.",
        "Postgresql is a fine product. We use it for recipes.",
    ],
)
def test_what_is_only_described_is_no_workplace(text: str) -> None:
    assert names(f"# Lessons learned\n\n{text}\n\nI learned to ask.\n") == []
