"""Files to import that are hostile in their names and in what they say, one for each format there is."""

import json
import os
import zipfile
from pathlib import Path

from tests.hostile.strings import hostile_strings

__all__ = ["hostile_folder", "hostile_posts"]


def _name(text: str, suffix: str) -> bytes:
    """A file's name, in part no UTF-8."""
    return os.fsencode(text.replace("/", "").replace("\0", "")[:60])[:200] + b"\xff\x9b8m" + suffix.encode()


def _write(folder: Path, text: str, suffix: str, content: str) -> None:
    path = os.path.join(os.fsencode(folder), _name(text, suffix))  # noqa: PTH118 - bytes
    with open(path, "wb") as file:  # noqa: PTH123 - bytes
        file.write(content.encode("utf-8", "replace"))


def hostile_posts(folder: Path) -> Path:
    """Posts whose front matter, headings and lessons are hostile."""
    place = folder / "posts\x1b[8m"
    place.mkdir()
    texts = hostile_strings(120, seed=3)
    for text in texts:
        more = [next(texts) for _ in range(5)]
        head = json.dumps({"title": text, "tags": [more[0]], "categories": [more[1]], "date": more[2]})
        _write(
            place,
            text,
            ".md",
            f"---\n{head[1:-1]}\n---\n# {more[0]}\n\n## {more[1]}\n\nLesson learned: {more[2]}.\n\n"
            f"- Pro tip: {more[3]}\n\n> Mistake: {more[4]}\n\n![{more[0]}]({more[1]}.png)\n",
        )
        _write(place, text, ".broken.md", f"---\n{text}: [{more[0]}\n---\nLesson learned: {more[1]}\n")
        _write(place, text, ".hugo.md", f'+++\n"{more[0]}" = {more[1]}\n+++\nLesson learned: {more[1]}\n')
    return place


def hostile_folder(folder: Path) -> Path:
    """Journals and tables of other programs."""
    place = folder / "others\x1b[8m"
    place.mkdir()
    texts = [*hostile_strings(100, seed=4)]
    day = "2023-10-19"
    _write(place, texts[0], ".txt", "".join(f"[{day} 21:07] {text}\n{text}\n\n" for text in texts[:40]))
    _write(place, texts[1], ".org", "".join(f"* {text} :t:\n{text}\n** {text}\n" for text in texts[40:80]))
    _write(place, texts[2], ".csv", "Title,Text\n" + "".join(f'"{text}","{text}"\n' for text in texts[80:99]))
    rows = [{"title": text, "body": text, "company": text, "tags": [text], "date": text} for text in texts]
    _write(place, texts[3], ".jsonl", "".join(f"{json.dumps(row)}\n" for row in rows[:40]))
    _write(place, texts[4], ".json", json.dumps(rows[40:80]))
    entries = [{"creationDate": f"{day}T12:00:00Z", "uuid": text, "text": text} for text in texts[:20]]
    with zipfile.ZipFile(place / "dayone\x1b[8m.zip", "w") as archive:
        for text in texts[:2]:
            archive.writestr(f"{text}.json".replace("/", ""), json.dumps({"entries": entries}))
    (place / "loop\x1b[8m.md").symlink_to("loop\x1b[8m.md")
    (place / "\x1b[8m.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 100)
    return place
