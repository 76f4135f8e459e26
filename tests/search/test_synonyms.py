"""Words that stand for one another."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from retro.errors import InvalidValue
from retro.model import Lesson
from retro.resources import data_folder
from retro.search import SearchEngine
from retro.search.synonyms import Synonyms, _known, own_groups, theme_groups
from tests.search.conftest import titles

Keep = Callable[..., Lesson]


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


def test_the_list_of_associations_is_tidy() -> None:
    lines = (data_folder() / "associations.txt").read_text(encoding="utf-8").splitlines()
    groups = [line for line in lines if line and not line.startswith("#")]
    assert len(groups) == len(set(groups))
    for line in groups:
        assert line == line.lower().strip()
        assert len(line.split()) == len(set(line.split())) > 1, line
        assert all(word.count("-") <= 1 for word in line.split())


def test_what_is_brought_to_mind_is_no_synonym() -> None:
    assert {"fires", "triaging"} <= set(Synonyms.near("crisis"))
    assert "triaging" not in Synonyms.known("crisis")


def test_own_groups_are_known_beside_the_starters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: SearchEngine, keep: Keep
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own = tmp_path / "retro" / "synonyms.txt"
    own.parent.mkdir()
    own.write_text("\ufeff# ours\n\nKubernetes k8s\nlonely\nÜbergabe handover\n", encoding="utf-8")
    assert own_groups(own) == [["kubernetes", "k8s"], ["ubergabe", "handover"]]
    keep("Move to Kubernetes late")
    keep("Die Übergabe dauert")
    _known.cache_clear()
    assert titles(engine.find("k8s")) == ["Move to Kubernetes late"]
    assert "kubernetes" in Synonyms.known("k8s")
    assert "ubergabe" in Synonyms.known("handover")
    assert "yell" in Synonyms.known("shout")
    _known.cache_clear()


def test_own_groups_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    assert own_groups(tmp_path / "none.txt") == []
    with pytest.raises(InvalidValue, match="synonyms"):
        own_groups(tmp_path)
