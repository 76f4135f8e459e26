"""What was known of a remote is found again, whether few of it are asked for or many."""

from hypothesis import given
from hypothesis import strategies as st

from retro.sync import ledger
from retro.sync.ledger import Known, Ledger

PATHS = st.sampled_from([f"records/a{number}/0123456789" for number in range(9)])
KNOWN = st.builds(
    Known,
    st.tuples(st.sampled_from(["lessons", "posts"]), st.text(min_size=1)),
    st.sampled_from(["00ff", "11ee"]),
    st.booleans(),
)
DEEDS = st.lists(st.tuples(PATHS, st.none() | KNOWN), max_size=20)


def check(found: Ledger, wanted: dict[str, Known]) -> None:
    for number in range(9):
        path = f"records/a{number}/0123456789"
        assert found.get(path) == wanted.get(path)
        assert (path in found) is (path in wanted)
    assert found.live() == sum(known.is_live for known in wanted.values())


@given(DEEDS, DEEDS, st.booleans())
def test_it_says_what_was_put_into_it_also_when_it_was_written_and_read(
    first: list[tuple[str, Known | None]], then: list[tuple[str, Known | None]], at_once: bool
) -> None:
    wanted: dict[str, Known] = {}
    found = Ledger()
    for deeds in (first, then):
        for path, known in deeds:
            found.put(path, known)
            if known is None:
                wanted.pop(path, None)
            else:
                wanted[path] = known
            if at_once:
                assert dict(found.items()) == wanted
        check(found, wanted)
        check(found.copy(), wanted)
        found = Ledger(found.text())
        check(found, wanted)
    assert found.keys() == {known.key for known in wanted.values()}
    assert dict(found.items()) == wanted
    check(found, wanted)


def test_a_copy_is_another_one() -> None:
    known = Known(("lessons", "x"), "00", is_live=True)
    for ask in (lambda found: found.get("a"), Ledger.keys):
        found = Ledger()
        found.put("a", known)
        ask(found)
        other = found.copy()
        other.put("a", None)
        assert found.get("a") == known
        assert other.get("a") is None


def test_many_questions_are_answered_as_few_are() -> None:
    many = ledger._FEW * 2
    found = Ledger()
    for number in range(many):
        found.put(f"p{number}", Known(("lessons", str(number)), "00", is_live=number % 2 == 0))
    again = Ledger(found.text())
    for number in range(many):
        assert again.get(f"p{number}") == found.get(f"p{number}")
    assert again.live() == found.live() == many // 2
