"""What was measured as a picture."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from retro.model import Evidence
from retro.posts.charts import chart, description

SVG = "{http://www.w3.org/2000/svg}"
numbers = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12)


def test_a_picture_says_in_words_what_it_shows() -> None:
    evidence = (Evidence("release", 16, 4, "weeks"), Evidence("faults", 3, 0))
    root = ET.fromstring(chart("Faster & <better>", evidence))  # noqa: S314 - our own text
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "title desc"
    assert root.findtext(f"{SVG}title") == "Faster & <better>"
    assert root.findtext(f"{SVG}desc") == (
        "release: before 16 weeks, after 4 weeks (×4, −75 %). faults: before 3, after 0 (−100 %)."
    )
    assert "prefers-color-scheme:dark" in (root.findtext(f"{SVG}style") or "")
    widths = [int(bar.attrib["width"]) for bar in root.iter(f"{SVG}rect")]
    assert widths[0] == 4 * widths[1]
    assert widths[3] == 0


def test_what_has_one_number_has_no_picture() -> None:
    assert chart("x", (Evidence("release", None, 4), Evidence("loss", -3, 4))) == ""
    assert description((Evidence("release", None, 4),)) == ""


@given(st.text(min_size=1), st.text(), numbers, numbers, st.text())
def test_any_evidence_makes_proper_xml_that_stays_inside(
    title: str, metric: str, before: float, after: float, unit: str
) -> None:
    drawn = chart(title, (Evidence(metric, before, after, unit),))
    if drawn:
        root = ET.fromstring(drawn)  # noqa: S314 - our own text
        for bar in root.iter(f"{SVG}rect"):
            assert int(bar.attrib["x"]) + int(bar.attrib["width"]) <= 640
