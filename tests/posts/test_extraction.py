"""Which passages of a post become lessons, and how they are cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro.dates import Span
from retro.model import Kind
from retro.posts.document import read_post
from retro.posts.extraction import Candidate, ThemeVocabulary, extract

REFLECTION = (
    "# What I learned in a year of moving a warehouse\n\nWe moved it last spring. These are my notes.\n\n"
)


def lessons(body: str, *, front: str = "") -> tuple[Candidate, ...]:
    return extract(read_post(f"---\n{front}\n---\n{REFLECTION}{body}\n", "2020-05-04-move.md"))


def titles(body: str) -> list[str]:
    return [candidate.draft.title for candidate in lessons(body)]


# ---- lists -----------------------------------------------------------------------------------------


def test_a_list_that_a_lesson_word_brings_in() -> None:
    found = lessons(
        "A few lessons from the first week:\n\n* Label the racks. Twice.\n* Count the pallets\n  - by hand\n"
    )
    assert [item.draft.title for item in found] == ["Label the racks.", "Count the pallets"]
    assert [item.draft.body for item in found] == ["Twice.", "- by hand"]


def test_a_list_of_examples_is_none() -> None:
    assert (
        titles(
            "We had many carriers, such as:\n\n- the red one with the horn\n- the blue one with the bell\n"
        )
        == []
    )


def test_a_list_under_a_heading_of_mistakes() -> None:
    found = lessons(
        "## What went wrong\n\n- The forklift was booked for the wrong week.\n- Nobody had the keys.\n"
    )
    assert [item.draft.kind for item in found] == [Kind.MISTAKE, Kind.MISTAKE]


def test_faults_that_a_sentence_counts_are_mistakes() -> None:
    found = lessons(
        "It all came down to two critical gaps:\n\n- The night shift was never asked.\n- There was no map.\n"
    )
    assert [item.draft.kind for item in found] == [Kind.MISTAKE, Kind.MISTAKE]


def test_plans_are_no_lessons() -> None:
    assert (
        titles("## Goals for next month\n\n- Always count the pallets first.\n- Never move on a Monday.\n")
        == []
    )


def test_a_bold_beginning_is_the_title() -> None:
    (first, _) = lessons(
        "## Lessons learned\n\n- **Ask the drivers.** They know the ramp.\n- **Ask again**: they change.\n"
    )
    assert (first.draft.title, first.draft.body) == ("Ask the drivers.", "They know the ramp.")


def test_bold_text_with_a_space_before_its_marks_is_the_title_too() -> None:
    (first, _) = lessons(
        "## Little progress\n\n- **Ask the drivers. **They know the ramp.\n- **Ask again. **They change.\n"
    )
    assert (first.draft.title, first.draft.body) == ("Ask the drivers.", "They know the ramp.")


def test_a_list_that_says_something_in_bold() -> None:
    found = titles(
        "And so on.\n\n- **Don't lock the gate.** A map hangs.\n- **Wine is warmer than tea.** Two jars.\n"
    )
    assert found == ["Don't lock the gate.", "Wine is warmer than tea."]
    assert titles("And so on.\n\n- **The gate.** It hangs there.\n- **Tea.** Two jars.\n") == []


def test_a_list_of_instructions() -> None:
    found = lessons(
        "The gate matters:\n\n- Send a map first\n- Document the keys\n- Coffee for all of them\n"
    )
    assert [(item.draft.title, item.draft.kind) for item in found] == [
        ("Send a map first", Kind.TIP),
        ("Document the keys", Kind.TIP),
        ("Coffee for all of them", Kind.TIP),
    ]
    assert titles("Next year we plan to do this:\n\n- Send a map in advance\n- Document the keys\n") == []


def test_a_list_of_what_was_done() -> None:
    found = lessons("In that year we...\n\n* **moved** forty racks\n* **not** lost a key\n")
    assert [item.draft.kind for item in found] == [Kind.OUTCOME, Kind.OUTCOME]


def test_an_unannounced_list_of_advice() -> None:
    found = titles(
        "That leaves this.\n\n- Always count the pallets before lunch.\n- Never trust the first count.\n"
    )
    assert found == ["Always count the pallets before lunch.", "Never trust the first count."]


def test_a_post_that_is_a_list_of_thoughts() -> None:
    items = [
        "The ramp bends when two crews use it at once.",
        "Drivers who had breakfast come back the next day.",
        "A map on the wall is read by nobody at all.",
    ]
    body = "From last spring.\n\n" + "\n".join(f"* {item}" for item in items)
    post = read_post(f"---\ntitle: Some thoughts on moving a warehouse\n---\n{body}\n", "x.md")
    assert [item.draft.title for item in extract(post)] == items
    other = read_post(f"---\ntitle: The warehouse in May\n---\n{body}\n", "x.md")
    assert extract(other) == ()


def test_among_figures_only_what_calls_itself_a_lesson_is_one() -> None:
    found = titles(
        "## Finances\n\nWe should have sold more. One big takeaway is that ramps eat the profit.\n"
    )
    assert found == ["One big takeaway is that ramps eat the profit."]


# ---- prose -----------------------------------------------------------------------------------------


def test_a_marked_sentence_begins_a_lesson_without_what_stands_before() -> None:
    assert titles("The ramp broke at noon. Lesson learned: test the ramp with the heaviest pallet.") == [
        "Lesson learned: test the ramp with the heaviest pallet."
    ]


def test_a_confession_keeps_its_explanation() -> None:
    (found,) = lessons(
        "Then I made a big mistake. The crew had worked two shifts. I sent them a third one anyway."
    )
    assert found.draft.kind is Kind.MISTAKE
    assert found.draft.body == "The crew had worked two shifts. I sent them a third one anyway."


def test_a_sentence_that_leans_on_another_brings_it_along() -> None:
    (found,) = lessons("One crew hid its delays from us. That's a red flag in any project.")
    assert found.draft.title == "One crew hid its delays from us."


def test_what_led_to_a_lesson_is_told_in_its_body() -> None:
    (found,) = lessons("The fog came. We had no plan. We should have waited for noon. Nobody was hurt.")
    assert found.draft.title == "We should have waited for noon."
    assert found.draft.body == "The fog came. We had no plan.\n\nNobody was hurt."


def test_what_is_said_about_the_post_is_left_out() -> None:
    (found,) = lessons("We should have waited for noon. In this post I tell about the fog. More of it later.")
    assert found.draft.body == ""


def test_distinct_lessons_of_a_paragraph_are_parted() -> None:
    found = titles(
        "I made a mistake with the keys. They lay in the other town. Nobody could open the gate."
        " The crew went home. Second, we learned to pay the drivers on the same day."
    )
    assert found == [
        "I made a mistake with the keys.",
        "Second, we learned to pay the drivers on the same day.",
    ]


def test_the_way_out_of_a_mistake_is_a_lesson_of_its_own() -> None:
    found = lessons(
        "I'll admit that I asked for too much. The plan was big. People were afraid of it."
        " After a bad week we agreed on smaller steps. That proved successful for all of us."
    )
    assert [item.draft.kind for item in found] == [Kind.MISTAKE, Kind.LESSON]
    assert found[1].draft.title == "After a bad week we agreed on smaller steps."


def test_before_and_after_stay_together_with_their_numbers() -> None:
    (found,) = lessons(
        "When we started, loading a truck took 9 hours. By the time we left, it was only 3 hours."
    )
    assert found.draft.kind is Kind.OUTCOME
    (evidence,) = found.draft.evidence
    assert (evidence.before, evidence.after, evidence.unit) == (9, 3, "hours")


def test_a_story_is_no_lesson() -> None:
    assert titles("The trucks came at six. The fog was thick, and the driver sang. We had soup.") == []


def test_references_are_resolved_and_footnotes_come_along() -> None:
    (found,) = lessons("I learned it [the hard way][w].[^1]\n\n[w]: /wall\n[^1]: On a Friday.\n")
    assert found.draft.title == "I learned it [the hard way](/wall).[^1]"
    assert found.draft.body.endswith("[^1]: On a Friday.")


# ---- headings, bold lines, tables, goals ---------------------------------------------------------------


def test_headings_that_count_lessons() -> None:
    found = lessons(
        "## 1. Count first\n\nWe did not.\n\n## 2. Ask the drivers\n\nThey knew.\n\n- A list\n- of theirs\n"
    )
    assert [item.draft.title for item in found] == ["1. Count first", "2. Ask the drivers"]
    assert found[1].draft.body == "They knew.\n\n- A list\n- of theirs"


def test_headings_that_say_something_in_most_sections() -> None:
    assert titles(
        "## Nobody reads the map\n\nText.\n\n## Fog is not an excuse\n\nText.\n\n## Epilogue\n\nSoup.\n"
    ) == [
        "Nobody reads the map",
        "Fog is not an excuse",
    ]


def test_topics_below_a_heading_of_lessons() -> None:
    assert titles("## Takeaways\n\n### Ramps\n\nThey bend.\n\n### Keys\n\nThey vanish.\n") == [
        "Ramps",
        "Keys",
    ]


def test_a_list_in_bold_says_more_than_its_heading() -> None:
    found = titles(
        "## Nobody reads the map\n\nText.\n\n## Fog is not an excuse\n\nText.\n\n## The move is not over\n\n"
        "- **Ask the drivers.** They know.\n- **Keep the keys.** You need them.\n"
    )
    assert found == ["Nobody reads the map", "Fog is not an excuse", "Ask the drivers.", "Keep the keys."]


def test_among_headings_that_nearly_all_say_something_the_others_do_too() -> None:
    said = "".join(
        f"## {title}\n\nText.\n\n"
        for title in (
            "Nobody reads maps",
            "Ask for the keys",
            "Don't drive in fog",
            "Fog is cold",
            "Start early",
        )
    )
    assert titles(said)[-1] == "Start early"


def test_the_answer_to_what_was_learned_is_a_lesson() -> None:
    assert titles("The fog came. So what did we learn from it? The ramp was of wood. The tea was cold.") == [
        "The ramp was of wood."
    ]
    assert titles("What have I learned in all of this?\n\nThe ramp was of wood.") == ["The ramp was of wood."]


def test_a_list_in_a_post_of_lessons_of_which_a_third_is_telling() -> None:
    items = [
        "We should have asked the drivers about the ramp.",
        "The map hangs on the wall beside the old gate.",
        "Two crews of four people carried the racks uphill.",
    ]
    text = "\n".join(f"- {item}" for item in items)
    assert titles(f"Notes:\n\n{text}") == items
    plain = read_post(
        f"---\ntitle: A year of lessons for a driver in the fog\n---\nNotes:\n\n{text}\n", "x.md"
    )
    assert [item.draft.title for item in extract(plain)] != items


def test_a_heading_above_links_is_none() -> None:
    links = "- [Ramps](https://example.org/1)\n- [Fog](https://example.org/2)\n"
    assert titles(f"## Nobody reads the map\n\nText.\n\n## Read and listen more\n\n{links}") == [
        "Nobody reads the map"
    ]


def test_questions_are_topics() -> None:
    assert (
        titles("## Why do ramps bend so easily?\n\nSteel.\n\n## Who has the keys to the gate?\n\nAnna.\n")
        == []
    )


def test_a_bold_line_stands_for_a_heading() -> None:
    assert titles("**Nobody reads the map**\n\nText.\n\n**Fog is not an excuse**\n\nText.\n") == [
        "Nobody reads the map",
        "Fog is not an excuse",
    ]


def test_a_table_with_a_column_of_lessons() -> None:
    found = lessons(
        "| Job | Years | What I learned |\n|---|---|---|\n| Tailspin | 2 | Write less. |\n| Fabrikam | | |\n"
    )
    assert [(item.draft.company, item.draft.title) for item in found] == [("Tailspin", "Write less.")]


def test_a_goal_with_its_result_is_an_outcome() -> None:
    (found,) = lessons(
        "## Goals\n\n### Move 40 racks\n\n- **Result**: Moved 31 racks\n- **Grade**: B\n\nFog.\n"
    )
    assert (found.draft.title, found.draft.kind) == ("Move 40 racks", Kind.OUTCOME)


def test_what_a_number_in_the_title_counts_has_no_headings_of_lessons_below() -> None:
    jobs = "".join(
        f"## {job}\n\nIt rained.\n\n### What lesson did I learn?\n\n{lesson}\n\n"
        for job, lesson in [
            ("The harbour", "Boots should be dry before dawn."),
            ("The mill", "Sacks are heavier than they look."),
            ("The bakery", "Nobody waits for bread that is late."),
        ]
    )
    post = read_post(f"---\ntitle: Three lessons from my jobs\n---\n{jobs}", "x.md")
    assert [item.draft.title for item in extract(post)] == [
        "Boots should be dry before dawn.",
        "Sacks are heavier than they look.",
        "Nobody waits for bread that is late.",
    ]


def test_what_to_do_instead_is_no_mistake() -> None:
    found = lessons(
        "## What I'd do differently\n\n### Offer coffee\n\nAll of us froze.\n\n### Bent ramps\n\nSteel.\n"
    )
    assert [item.draft.kind for item in found] == [Kind.LESSON, Kind.MISTAKE]


def test_paragraphs_under_a_heading_of_lessons() -> None:
    found = lessons(
        "## What I learned\n\nThe crew eats at noon, whatever the plan says.\n\n"
        "That is why the trucks should come at one, and not before.\n\n"
        "But who would have thought of it? And who of us has the keys?\n\n"
        "[Anna](https://example.org) wrote about the keys and the gate last year.\n"
    )
    assert [item.draft.title for item in found] == ["The crew eats at noon, whatever the plan says."]
    assert found[0].draft.body == "That is why the trucks should come at one, and not before."


def test_what_follows_a_paragraph_that_begins_in_bold_explains_it() -> None:
    (found,) = lessons(
        "## What I learned\n\n**Rest on Sundays.** The crew is tired by then.\n\n"
        "We had four Sundays in May, and nobody came back happy.\n"
    )
    assert found.draft.title == "Rest on Sundays."
    assert found.draft.body.endswith("nobody came back happy.")


def test_a_first_line_in_bold_stands_for_a_heading() -> None:
    found = lessons(
        "**Night baker - Northwind Mills**  \nIt was dark.\n\n**Lesson learned:** ask for gloves.\n\n"
        "**Intern, Tailspin Toys**\\\nI sorted wheels.\n\n**Lesson learned:** count twice.\n"
    )
    assert [(item.heading, item.draft.company) for item in found] == [
        ("Night baker - Northwind Mills", "Northwind Mills"),
        ("Intern, Tailspin Toys", "Tailspin Toys"),
    ]


def test_what_is_recommended_stands_beside_the_problem() -> None:
    found = lessons(
        "## Problems we faced\n\n### Bent ramps\n\nThey bent under the first truck.\n\n"
        "**Recommended actions**:\n\n- Order ramps of steel.\n- Weigh the trucks.\n"
    )
    assert [(item.draft.title, item.draft.kind) for item in found] == [
        ("Bent ramps", Kind.MISTAKE),
        ("Order ramps of steel.", Kind.TIP),
        ("Weigh the trucks.", Kind.TIP),
    ]


def test_a_long_section_says_more_than_its_heading() -> None:
    story = "The trucks came at six and the driver sang. " * 25
    found = titles(
        f"## 1. Count first\n\n{story}\n\nFrom this I learned that people tire at noon.\n\n## 2. Ask\n\nSo.\n"
    )
    assert found == ["1. Count first", "From this I learned that people tire at noon.", "2. Ask"]


def test_a_post_that_says_its_lessons_less_openly_is_read_again() -> None:
    quiet = "I think the fog suits old trucks."
    body = f"We should have waited for noon.\n\n{quiet}"
    assert titles(body) == ["We should have waited for noon."]
    assert quiet in titles(body + "\n\nWe left at six, and our trucks were full." * 20)


def test_short_openings_in_a_row_are_a_list_of_lessons() -> None:
    text = (
        "# Leaving the bakery\n\nI was there for ten years. People ask what I take with me.\n\n"
        "Say no to the hotel. It wanted half of our bread in its own shape, and was gone within a year.\n\n"
        "Bread is what you bake in a bad year. When the flour was dear, the owners paid themselves less.\n\n"
        "I kept the night shift for too long. A kind baker told me that it was the worst of her week.\n\n"
        "And finally: test the oven in a cold room. Ours was warm, and nothing worked in the first shop.\n\n"
        "Thanks to all who came by on the last day, and to those who could not come."
    )
    assert titles(text) == [
        "Say no to the hotel.",
        "Bread is what you bake in a bad year.",
        "I kept the night shift for too long.",
        "And finally: test the oven in a cold room.",
    ]


def test_several_sentences_that_say_a_little_add_up() -> None:
    text = (
        "# Looking back at a bakery\n\nThe oven was old. Customers often want what they had last week. "
        "I try to bake the same bread on each day now. It was raining.\n"
    )
    assert titles(text) == ["Customers often want what they had last week."]


def test_bold_beginnings_are_lessons_but_for_thanks_and_plans() -> None:
    text = (
        "# Eight years, two months\n\n"
        "**Go to lunch with the bakers.** I avoided them for two years, because they were loud.\n\n"
        "**Names.** We had an oven called Atlas. So had another shop, and nobody knew which was meant.\n\n"
        "**Nobody reads the recipe.** So we put it on the wall, above the table, in large letters.\n\n"
        "**Thank you.** To all of you, for the bread and the talks, and for the rolls on Sundays.\n\n"
        "**What's next.** Two months of nothing, and then a shop by the sea, with a smaller oven.\n"
    )
    assert titles(text) == ["Go to lunch with the bakers.", "Names.", "Nobody reads the recipe."]


def test_a_list_of_what_was_changed_is_parted_from_what_went_wrong() -> None:
    text = (
        "# Retrospective\n\n## What went wrong\n\n### The cold Tuesday\n\n"
        "I changed the oven without asking anyone. It was cold for six hours, and eleven people wrote to us "
        "on that day, of whom two have not come back since. They had come each morning for years, and nobody "
        "had told them.\n\n"
        "What I changed that week:\n\n"
        "- There is a second oven now, which is kept warm all day.\n"
        "- Risky things happen on Sunday evenings, when nobody wants bread.\n"
    )
    found = extract(read_post(text, "x.md"))
    assert [(lesson.draft.title, lesson.draft.kind) for lesson in found] == [
        ("The cold Tuesday", Kind.MISTAKE),
        ("There is a second oven now, which is kept warm all day.", Kind.TIP),
        ("Risky things happen on Sunday evenings, when nobody wants bread.", Kind.TIP),
    ]
    assert found[0].draft.body.endswith("nobody had told them.")


def test_an_unannounced_list_of_points() -> None:
    text = (
        "# What I learned from a bakery\n\nI ran it for years. The following has no heading of its own:\n\n"
        "- Talks only work where something happens within two weeks.\n"
        "- Never announce anything on a Friday.\n"
        "- Flour is where the money actually goes.\n"
    )
    assert titles(text) == [
        "Talks only work where something happens within two weeks.",
        "Never announce anything on a Friday.",
        "Flour is where the money actually goes.",
    ]


def test_a_sentence_in_bold_in_the_midst_of_a_paragraph_counts_more() -> None:
    said = "Most drivers know the price of their load."
    (plain,) = lessons(f"We talked for an hour. {said} The rest was small talk.\n")
    (bold,) = lessons(f"We talked for an hour. **{said}** The rest was small talk.\n")
    assert (plain.draft.title, bold.draft.title) == (said, f"**{said}**")
    assert bold.confidence > plain.confidence


def test_the_end_of_a_dialogue_is_no_advice() -> None:
    assert titles('She waved. "Were you joking? Because you should do that for real."') == []


# ---- quotations ----------------------------------------------------------------------------------------


def test_a_tip_that_is_set_off() -> None:
    (found,) = lessons("> **Pro tip:** park the trucks facing out. It saves the evening.\n")
    assert found.draft.kind is Kind.TIP
    assert found.draft.title == "**Pro tip:** park the trucks facing out."


def test_remembered_words_are_a_quotation_and_cited_ones_are_nothing() -> None:
    (found,) = lessons("I will never forget what the foreman told me:\n\n> A load is a promise.\n")
    assert (found.draft.kind, found.draft.title) == (Kind.QUOTE, "A load is a promise.")
    assert titles("The notice on the gate read:\n\n> Closed for stocktaking until noon.\n") == []


# ---- the whole draft -------------------------------------------------------------------------------------


def test_line_heading_source_and_confidence() -> None:
    (found,) = lessons("## The gate\n\nFog came.\n\nWe should have asked for a second key.\n")
    assert (found.line, found.heading) == (12, "The gate")
    assert found.draft.source is not None
    assert str(found.draft.source) == "2020-05-04-move.md:12"
    assert 0.5 <= found.confidence < 1
    assert found.rule.startswith("prose: should have")


def test_company_by_option_and_date_from_the_file_name() -> None:
    post = read_post(REFLECTION + "We should have asked for a second key.", "2020-05-04-move.md")
    (found,) = extract(post, company="Tailspin")
    assert (found.draft.company, found.draft.happened) == ("Tailspin", Span.parse("2020-05-04"))


def test_themes_are_tags_and_words() -> None:
    vocabulary = ThemeVocabulary.of({"logistics": ("truck", "pallet"), "leadership/hiring": ("hire",)})
    post = read_post(f"---\ntags: [Big Moves]\n---\n{REFLECTION}We should have hired more trucks.", "x.md")
    (found,) = extract(post, themes=vocabulary)
    assert found.draft.themes == ("big-moves", "leadership/hiring", "logistics")


def test_the_same_words_twice_are_one_lesson() -> None:
    assert len(titles("Lesson learned: rest on Sundays.\n\nLesson learned: rest on Sundays.")) == 1


@pytest.mark.parametrize(
    "title", ["How to install the scanner", "Announcing version 2.1", "Getting started with racks"]
)
def test_instructions_are_no_lessons(title: str) -> None:
    body = (
        "Make sure the cable is in. You should see a light. It's important to wait.\n\n```\n"
        + "run\n" * 20
        + "```\n"
    )
    assert extract(read_post(f"---\ntitle: {title}\n---\n{body}", "x.md")) == ()


_PIECES = st.sampled_from(
    [
        "# Lessons\n\n",
        "## 1. Do it\n\n",
        "- I made a mistake.\n",
        "> Tip: x\n\n",
        "I joined Acme in 2019.\n\n",
        "[a][b] ",
        "**B.** ",
        "| job | lessons |\n|-|-|\n| A | b |\n\n",
        "from 3 to 4 days. ",
        "In hindsight:\n\n",
        "[^1] ",
        "[^1]: n\n\n",
        "é漢\n\n",
        "```\n",
        "\t",
    ]
)


@given(st.lists(_PIECES, max_size=25).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_post_is_read_and_every_lesson_can_be_kept(body: str) -> None:
    document = read_post(body, "x.md")
    for candidate in extract(document):
        assert candidate.draft.title.strip()
        assert "\n" not in candidate.draft.title
        assert 1 <= candidate.line <= body.count("\n") + 1
        assert 0 < candidate.confidence < 1
