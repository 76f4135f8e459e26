"""Themes by the words of a lesson."""

from retro.posts.extraction.themes import ThemeVocabulary, theme_of_tag, themes_of

VOCABULARY = ThemeVocabulary.of(
    {
        "culture": ("morale",),
        "meetings": ("agenda",),
        "layoffs": ("fired",),
        "trust": ("psychological safety",),
    }
)


def test_synonyms_on_word_borders_in_any_form() -> None:
    assert VOCABULARY.themes_in("Morale fell, and agendas grew.") == ("culture", "meetings")
    assert VOCABULARY.themes_in("A demoralised agendaless crew.") == ()


def test_phrases_need_all_their_words() -> None:
    assert VOCABULARY.themes_in("Psychological safety first") == ("trust",)
    assert VOCABULARY.themes_in("Safety is psychological") == ()


def test_nouns_made_of_verbs_stay_themselves() -> None:
    assert VOCABULARY.themes_in("We meet customers and fight fires.") == ()
    assert VOCABULARY.themes_in("He was fired in the meeting.") == ("layoffs", "meetings")


def test_tags_are_spelt_as_themes() -> None:
    assert theme_of_tag(" #Team Topologies ") == "team-topologies"
    assert theme_of_tag("Leadership / Hiring") == "leadership/hiring"
    assert theme_of_tag("#") == ""


def test_few_tags_are_for_every_lesson_many_only_where_named() -> None:
    assert themes_of("Any text.", ("One", "Two"), None) == ("one", "two")
    many = ("docker", "linux", "testing", "windows", "quality", "speed")
    assert themes_of("The testing was slow on Windows.", many, None) == ("testing", "windows")
