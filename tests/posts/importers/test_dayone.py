"""Day One: JSON, the archive that it comes in, and the property lists of its first version."""

import io
import json
import plistlib
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from retro.posts.importers.archives import json_members, opened_archive
from tests.posts.importers.reading import entries, given, named, options, read, recognised, said, troubles

ENTRY = {
    "uuid": "0BDDD6CDA43C4A9AA2681517CC35AD9D",
    "creationDate": "2023-10-20T04:07:54Z",
    "modifiedDate": "2023-10-20T04:07:54Z",
    "timeZone": "America/Los_Angeles",
    "text": "# Boil the frog\n\nPitch in milestones\\. \\(Slowly\\!\\)\n\n![](dayone-moment://P1)\n",
    "richText": "{}",
    "tags": ["trust", "long term"],
    "starred": True,
    "location": {"placeName": "Home"},
    "photos": [{"identifier": "P1", "md5": "abc", "type": "jpeg"}, {"identifier": "P2", "md5": "def"}],
}


def export(*items: Any) -> str:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": items})


def archive(members: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return target.getvalue()


def test_an_entry() -> None:
    file = given(export(ENTRY), "Journal.json")
    assert recognised(file) == "dayone"
    [entry] = entries(file)
    assert said(entry) == (
        "Boil the frog",
        "Pitch in milestones. (Slowly!)\n\n![](photos/abc.jpeg)\n\n![](photos/def)",
        "2023-10-19 21:07:54",
    )
    assert (entry.draft.themes, entry.draft.starred) == (("trust", "long term"), True)
    assert (entry.key, entry.is_unique) == ("dayone 0BDDD6CDA43C4A9AA2681517CC35AD9D", True)
    assert troubles(file) == [
        "2 photos and other files are named in the text and stay where they are; nothing is copied.",
        "Not kept of its entries: places of 1.",
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a\\.b\\-c", "a.b-c"),
        ("1\\. not a list", "1\\. not a list"),
        ("\\- nor this", "\\- nor this"),
        ("\\![no image](x)", "\\![no image](x)"),
        ("[a]\\(b)", "[a]\\(b)"),
        ("code `a\\.b`", "code `a\\.b`"),
        ("two \\\\\\. marks", "two \\\\\\. marks"),
    ],
)
def test_needless_escapes_are_taken_away_and_others_stay(written: str, meant: str) -> None:
    [entry] = entries(given(export({**ENTRY, "text": f"Title\n\n{written}", "photos": []})))
    assert entry.draft.body == meant


def test_entries_with_little_in_them() -> None:
    file = given(
        export(
            {"creationDate": "2023-10-20T04:07:54Z", "text": "Only text"},
            {"creationDate": "2023-10-20T04:07:54Z"},
            {"text": "No date", "uuid": "X", "timeZone": "Nowhere/At_All", "creationDate": "soon"},
            {"creationDate": "2023-10-20T23:00:00Z", "timeZone": "../../etc/passwd", "text": "Zone"},
            {"creationDate": 7, "text": ["x"], "tags": "x", "photos": {"a": 1}},
            7,
        )
    )
    found = entries(file)
    assert [entry.draft.title for entry in found] == ["Only text", "No date", "Zone"]
    assert [str(entry.happened) for entry in found][1:] == ["None", "2023-10-20"]
    assert "“soon” of “No date” could not be read" in found[1].problems[0]
    assert len(troubles(file)) == 3


def test_an_entry_longer_than_what_is_looked_at() -> None:
    file = given(export({**ENTRY, "richText": "x" * 100_000}))
    assert recognised(file) == "dayone"
    assert len(entries(file)) == 1


def test_an_archive() -> None:
    content = archive({"Journal.json": export(ENTRY), "photos/abc.jpeg": b"\xff\xd8", "Other.json": "{}"})
    file = given(content, "Export.zip")
    assert recognised(file) == "dayone-zip"
    [entry] = entries(file)
    assert entry.draft.title == "Boil the frog"
    assert "Other.json in it is no export of Day One; it was left out." in troubles(file)


def test_an_archive_that_leads_out_of_itself() -> None:
    content = archive(
        {"../../evil.json": export(ENTRY), "/abs.json": export(ENTRY), "ok.json": export(ENTRY)}
    )
    file = given(content, "Export.zip")
    assert len(entries(file)) == 1
    assert sum("leads out of the archive" in trouble for trouble in troubles(file)) == 2


def test_a_bomb_is_not_unpacked() -> None:
    content = archive({"bomb.json": b" " * 200_000_000, "ok.json": export(ENTRY)})
    assert len(content) < 1_000_000
    file = given(content, "Export.zip")
    assert len(entries(file)) == 1
    assert "“bomb.json” in it unpacks to 200,000,000 bytes; it was left out." in troubles(file)


@pytest.mark.parametrize("damage", ["cut", "flipped", "encrypted", "directory"])
def test_a_damaged_archive(damage: str) -> None:
    content = bytearray(archive({"Journal.json": export(ENTRY)}))
    if damage == "cut":
        content = content[:-10]
    elif damage == "flipped":
        content[60:90] = bytes(30)
    elif damage == "encrypted":
        for start in (content.find(b"PK\x03\x04") + 6, content.find(b"PK\x01\x02") + 8):
            content[start] |= 1
    else:
        end = content.find(b"PK\x05\x06")
        content[end + 12 : end + 16] = b"\xff\xff\xff\x7f"
    file = given(bytes(content), "Export.zip")
    assert recognised(file) == ""
    found = read(file, form=named("dayone-zip"))
    assert not [each for each in found if not hasattr(each, "sentence")]


@drawn(st.binary(max_size=200))
def test_no_archive_is_too_much(content: bytes) -> None:
    file = given(b"PK\x03\x04" + content + b"PK\x05\x06" + content, "x.zip")
    recognised(file)
    with opened_archive(file) as opened:
        if opened is not None:
            list(json_members(opened, file))


CLASSIC = {
    "Creation Date": datetime(2013, 6, 17, 18, 38, 29),  # noqa: DTZ001 - plistlib's dates have no zone
    "Entry Text": "Boil the frog @eks\n\nSlowly.\n\n#change\n",
    "Starred": True,
    "Tags": ["trust", "eks"],
    "Time Zone": "Asia/Tokyo",
    "UUID": "0BDDD6CDA43C4A9AA2681517CC35AD9D",
}


def test_the_first_version() -> None:
    file = given(plistlib.dumps(CLASSIC), "0BDDD6CDA43C4A9AA2681517CC35AD9D.doentry")
    assert recognised(file) == "dayone-classic"
    [entry] = entries(file)
    assert said(entry) == ("Boil the frog @eks", "Slowly.\n\n#change", "2013-06-18 03:38:29")
    assert (entry.draft.themes, entry.mentions) == (("change", "trust"), ("eks",))
    assert entry.draft.starred
    # The same entry, whichever version exported it.
    assert entry.key == "dayone 0BDDD6CDA43C4A9AA2681517CC35AD9D"


ENTITIES = (
    b"<!DOCTYPE p [<!ENTITY a 'aaaa'>]><plist><dict><key>Entry Text</key><string>&a;</string>"
    b"<key>Creation Date</key></dict></plist>"
)


@pytest.mark.parametrize(
    "content",
    [
        plistlib.dumps({"Entry Text": " ", "Creation Date": "x"}),
        plistlib.dumps(["Entry Text", "Creation Date"]),
        b"<plist><dict><key>Entry Text</key><key>Creation Date</key></dict></plist>",
        ENTITIES,
        b"<plist>Entry Text Creation Date" + b"<array>" * 100_000,
    ],
    ids=["no text", "list", "broken", "entities", "deep"],
)
def test_property_lists_that_are_none(content: bytes) -> None:
    file = given(content, "x.doentry")
    assert recognised(file) == "dayone-classic"
    assert entries(file) == []
    assert len(troubles(file)) == 1


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\\"),
    min_size=1,
    max_size=30,
)


@drawn(st.lists(st.tuples(texts, texts), max_size=5))
def test_what_day_one_writes_reads_back(written: list[tuple[str, str]]) -> None:
    items = [
        {**ENTRY, "uuid": f"{number:032X}", "text": f"T{title}\n\n{body}", "photos": []}
        for number, (title, body) in enumerate(written)
    ]
    found = entries(given(export(*items)), options(), named("dayone"))
    assert [entry.draft.title for entry in found] == [" ".join(f"T{title}".split()) for title, _ in written]
    assert len({entry.key for entry in found}) == len(written)
