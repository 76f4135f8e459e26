"""Words that stand for one another."""

import tomllib

from retro.resources import data_folder
from retro.search.synonyms import Synonyms, theme_groups


def test_themes_are_read_as_toml_reads_them() -> None:
    text = (data_folder() / "themes.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    expected = [
        [theme["name"].rpartition("/")[2], *theme["synonyms"]]
        for theme in data["theme"]
        if "synonyms" in theme
    ]
    expected += [group["words"] for group in data["synonyms"]]
    assert theme_groups(text) == expected


def test_a_synonym_is_found_in_every_number_and_tense() -> None:
    synonyms = Synonyms([["measure", "initiative"], ["yell", "shout"]])
    assert {"initiative", "initiatives"} <= set(synonyms.of("measures"))
    assert {"yell", "yelling", "yelled"} <= set(synonyms.of("shouting"))
    assert synonyms.of("shout").count("shout") == 0


def test_the_starter_list_is_tidy() -> None:
    lines = (data_folder() / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            assert line == line.lower().strip()
            assert len(line.split()) == len(set(line.split())) or not line
