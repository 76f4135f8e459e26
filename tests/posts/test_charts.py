"""What was measured as a picture."""

import math
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro.model import Evidence
from retro.posts.charts import chart, description
from tests.needs import program

SVG = "{http://www.w3.org/2000/svg}"
numbers = st.floats(allow_nan=False, min_value=-1e3)
words = st.text(st.characters(codec="utf-8"), max_size=40)


def drawing(item: Evidence) -> ET.Element:
    return ET.fromstring(chart(item))  # noqa: S314 - our own text


def test_a_picture_says_in_words_what_it_shows() -> None:
    root = drawing(Evidence("Faster & <better> *releases*", 16, 4, "weeks"))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "title desc"
    assert root.findtext(f"{SVG}title") == "Faster & <better> releases"
    assert root.findtext(f"{SVG}desc") == "before 16 weeks, after 4 weeks (×4, −75 %)."
    assert "prefers-color-scheme:dark" in (root.findtext(f"{SVG}style") or "")
    assert [text.text for text in root.iter(f"{SVG}text")] == [
        "Faster & <better> releases",
        "×4, −75 %",
        "Before",
        "16 weeks",
        "After",
        "4 weeks",
    ]


def bars(item: Evidence) -> dict[str, int]:
    return {bar.attrib["class"]: int(float(bar.attrib["width"])) for bar in drawing(item).iter(f"{SVG}rect")}


def test_bars_are_as_long_as_their_numbers() -> None:
    drawn = bars(Evidence("release", 16, 4))
    assert drawn["before"] == drawn["track"]
    assert math.isclose(drawn["before"], 4 * drawn["after"], abs_tol=4)
    assert bars(Evidence("faults", 3, 0))["after"] == 0
    assert bars(Evidence("requests", 1, 10**9))["before"] == 3


@pytest.mark.parametrize(
    "item",
    [
        Evidence("release", None, 4),
        Evidence("release", 4, None),
        Evidence("loss", -3, 4),
        Evidence("load", 3, math.inf),
        Evidence("load", 3, math.nan),
    ],
)
def test_what_cannot_be_drawn_has_no_picture(item: Evidence) -> None:
    assert chart(item) == ""


def test_long_words_are_cut_in_the_picture_and_whole_in_its_description() -> None:
    item = Evidence("リリースの所要時間を短くした" * 5, 3, 1e12, "deployments of everything per week")
    root = drawing(item)
    shown = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert shown[0].endswith("…")
    assert len(shown[0]) <= 28
    assert shown[3] == "3 deployments of everythi…"
    assert "1,000,000,000,000 deployments of everything per week" in (root.findtext(f"{SVG}desc") or "")
    assert item.metric in description(item)


@given(words, numbers, numbers, words)
def test_any_evidence_makes_proper_xml_that_stays_inside(
    metric: str, before: float, after: float, unit: str
) -> None:
    item = Evidence(metric, before, after, unit)
    if chart(item):
        for bar in drawing(item).iter(f"{SVG}rect"):
            assert float(bar.attrib["x"]) + float(bar.attrib["width"]) <= 640


def test_a_renderer_draws_it(tmp_path: Path) -> None:
    (tmp_path / "chart.svg").write_text(chart(Evidence("release", 16, 4, "weeks")), encoding="utf-8")
    done = subprocess.run(
        [program("rsvg-convert"), "chart.svg", "-o", "chart.png"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert not done.stderr
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
