"""The matrix as a picture: well-formed, told in words too, light and dark, whatever the names are."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from retro.practice.matrix_picture import matrix_picture

NAMES = {"svg": "http://www.w3.org/2000/svg"}


def test_it_says_what_it_shows() -> None:
    picture = matrix_picture(["Ostrava Labs", "Brno"], ["trust", "food"], {("Brno", "trust"): 3})
    root = ET.fromstring(picture)  # noqa: S314 - made by us
    assert root.attrib["role"] == "img"
    assert root.findtext("svg:title", namespaces=NAMES) == "Lessons by theme and company"
    assert root.findtext("svg:desc", namespaces=NAMES) == "trust: 3 at Brno; food: none."
    assert "prefers-color-scheme:dark" in (root.findtext("svg:style", namespaces=NAMES) or "")
    counts = [each for each in root.findall("svg:text", NAMES) if "count" in each.attrib["class"]]
    assert [each.text for each in counts] == ["3"]


def test_nothing_to_draw_is_no_picture() -> None:
    assert matrix_picture([], [], {}) == ""
    assert matrix_picture(["Brno"], ["trust"], {}) == ""


@given(
    st.lists(st.text(min_size=1), unique=True, min_size=1, max_size=20),
    st.lists(st.text(min_size=1), unique=True, min_size=1, max_size=20),
)
def test_any_names_make_a_picture(companies: list[str], themes: list[str]) -> None:
    picture = matrix_picture(companies, themes, {(companies[0], themes[0]): 10**9})
    root = ET.fromstring(picture)  # noqa: S314 - made by us
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for each in root.findall("svg:rect", NAMES):
        assert float(each.attrib["x"]) + float(each.attrib["width"]) <= width
        assert float(each.attrib["y"]) + float(each.attrib["height"]) <= height
