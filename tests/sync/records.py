"""Records by chance, three of which were one: what two devices can make of it."""

from typing import Any

from hypothesis import strategies as st

from retro.journal.records.shape import Record

__all__ = ["RECORDS", "lessons"]

_LINES = st.lists(st.sampled_from(["one", "two", "three", "", "x", "y"]), max_size=6)
_TIMES = st.sampled_from(["2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z", "2023-01-01T00:00:00Z"])
_EVIDENCE = st.sampled_from([["m", 1.0, 2.0, ""], ["n", None, 1.0, "d"]])
_IDS = st.sampled_from(["a", "b", "c", "d"])


def lessons() -> st.SearchStrategy[Record]:
    """Lessons of one id that differ in anything that a lesson has."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        "title": st.sampled_from(["T", "U", "V"]),
        "body": _LINES.map(lambda lines: "\n".join(lines).strip("\n")),
        "visibility": st.sampled_from(["private", "publishable"]),
        "happened": st.sampled_from([[None, None, None], ["2024", "2024-01-01", "2024-12-31"]]),
        "created_at": _TIMES,
        "updated_at": _TIMES,
        "deleted_at": st.none() | _TIMES,
    }
    applications = st.fixed_dictionaries(
        {"id": _IDS, "result": st.sampled_from(["", "r", "s"]), "created_at": _TIMES}
    )
    reviews = st.fixed_dictionaries({"due_at": _TIMES, "last_review_at": st.none() | _TIMES})
    parts = st.fixed_dictionaries(
        {},
        optional={
            "applications": st.dictionaries(_IDS, applications, min_size=1, max_size=2),
            "reviews": st.just("").flatmap(lambda key: reviews.map(lambda row: {key: row})),
        },
    )
    lists = st.fixed_dictionaries(
        {},
        optional={
            "themes": st.lists(_IDS, min_size=1, unique=True),
            "evidence": st.lists(
                st.sampled_from([["m", 1.0, 2.0, ""], ["n", None, 1.0, "d"]]),
                min_size=1,
                max_size=2,
                unique_by=str,
            ),
        },
    )
    versions = st.sampled_from([["T", "aaaa"], ["W", "aaaa"], ["W", "bbbb"], ["V", "aaaa"]])
    conflicts = st.fixed_dictionaries(
        {}, optional={"title": st.lists(versions, min_size=1, max_size=2, unique_by=str).map(sorted)}
    )
    return st.builds(
        Record,
        st.just("lessons"),
        st.just("0123456789ab"),
        st.fixed_dictionaries(fields),
        lists,
        parts,
        conflicts,
    )


RECORDS = st.none() | lessons()
