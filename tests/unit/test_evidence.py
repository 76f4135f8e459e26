import pytest

from retro.evidence import describe
from retro.model import Evidence


@pytest.mark.parametrize(
    ("evidence", "line"),
    [
        (Evidence("release", 16, 4, "weeks"), "release: 16 → 4 weeks (×4, −75 %)"),
        (Evidence("deploys", 1, 40, "a day"), "deploys: 1 → 40 a day (×40, +3,900 %)"),
        (Evidence("errors", 38, 9, "%"), "errors: 38 → 9 % (×4.2, −76 %)"),
        (Evidence("outages", 3, 0), "outages: 3 → 0 (−100 %)"),
        (Evidence("profit", -2, 3, "M€"), "profit: -2 → 3 M€"),
        (Evidence("team", None, 14, "people"), "team: 14 people"),
        (Evidence("lag", 1, None, "year"), "lag: 1 year"),
        (Evidence("same", 2, 2), "same: 2 → 2"),
        (Evidence("from nothing", 0, 5), "from nothing: 0 → 5"),
    ],
)
def test_numbers_are_told_in_the_same_words_each_time(evidence: Evidence, line: str) -> None:
    assert describe(evidence) == line
