"""Ten thousand posts of a thousand words: written by ``retro export``, and read by ``retro import``.

Run by ``make bench``, on paragraphs of the corpus beside the repository where there is one, else of the
demo's. Each is a whole process with the workers that it starts. The baseline of the same run is parsing the
same Markdown with markdown-it-py on one core, before and after; whether a post costs the same among many is
told by a fourth of them. Where others use the machine, what two idle cores would take at the least is the CPU
time of all processes, halved.

    python bench/many_posts.py [POSTS]
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

from retro.journal import Journal
from retro.model import LessonDraft

ROOT = Path(__file__).resolve().parent.parent
RETRO = Path(sys.executable).with_name("retro")
WORDS = 1_000
SECONDS, MEGABYTES, GROWTH = 60, 300, 1.15
"""The bars."""


class Run(NamedTuple):
    """What a command took: seconds by the clock; seconds of CPU and megabytes of all its processes."""

    seconds: float
    cpu: float
    megabytes: float


class Measured(NamedTuple):
    """Seconds of the baseline, and what the two commands took."""

    baseline: float
    written: Run
    read: Run


def paragraphs() -> Iterator[str]:
    """Paragraphs of real posts, without end."""
    folder = ROOT.parent / "shared" / "corpora" / "posts"
    if not folder.exists():
        print("no corpus beside the repository; measuring on the demo's posts")
        folder = ROOT / "data" / "demo"
    texts = [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*.m*d")) if path.is_file()]
    bodies = [re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL) for text in texts]
    return cycle([part for body in bodies for part in re.split(r"\n{2,}", body) if part.strip()])


def write_posts(folder: Path, posts: int) -> list[str]:
    """Write so many posts; returns their texts."""
    folder.mkdir()
    source, texts = paragraphs(), []
    for number in range(posts):
        parts, words = [f"---\ntitle: Post {number}\ndate: {2005 + number % 20}-03-01\n---"], 0
        while words < WORDS:
            parts.append(next(source))
            words += len(parts[-1].split())
        texts.append("\n\n".join(parts) + "\n")
        (folder / f"post-{number:05}.md").write_text(texts[-1], encoding="utf-8")
    return texts


def megabytes(process: int) -> float:
    """What a process and all below it hold, pages that they share counted once."""
    total, waiting = 0, [process]
    while waiting:
        number = waiting.pop()
        try:
            rollup = Path(f"/proc/{number}/smaps_rollup").read_text("ascii")
            waiting += map(int, Path(f"/proc/{number}/task/{number}/children").read_text("ascii").split())
        except (OSError, ValueError):
            continue  # it has just ended
        total += int(found[1]) if (found := re.search(r"^Pss: +(\d+)", rollup, re.MULTILINE)) else 0
    return total / 1024


def run(words: Sequence[str | Path], home: Path) -> Run:
    """Run a command to its end."""
    inherited = {name: text for name, text in os.environ.items() if not name.startswith(("RETRO_", "XDG_"))}
    began, before, largest = time.perf_counter(), cpu_of_children(), 0.0
    with (home / "said").open("wb") as said:
        process = subprocess.Popen(words, env={**inherited, "HOME": str(home)}, stdout=said, stderr=said)
        while process.poll() is None:
            largest = max(largest, megabytes(process.pid))
            time.sleep(1)
    if process.returncode:
        sys.exit(f"{words} ended with {process.returncode}:\n{(home / 'said').read_text('utf-8')[-2000:]}")
    return Run(time.perf_counter() - began, cpu_of_children() - before, largest)


def cpu_of_children() -> float:
    """Seconds of CPU of all that was started and has ended, with what that has started itself."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def parsing(texts: Sequence[str]) -> float:
    """Seconds of CPU that markdown-it-py takes for all of some texts, by a hundred of them."""
    parser, some = MarkdownIt(), texts[:: max(1, len(texts) // 100)]
    began = time.process_time()
    for text in some:
        parser.parse(text)
    return (time.process_time() - began) / len(some) * len(texts)


def measured(folder: Path, posts: int) -> Measured:
    """Write so many lessons as posts, and read so many posts into another journal; and the baseline."""
    folder.mkdir()
    texts = write_posts(folder / "posts", posts)
    before = parsing(texts)
    with Journal.open(folder / "journal.db") as journal, journal.step("import", "Generated"):
        for number, text in enumerate(texts):
            body = text.split("---\n", 2)[2]
            journal.lessons.add(LessonDraft(f"Lesson {number}", body, company=f"Company {number % 9}"))
    site = ("--dialect", "jekyll", "--each", "--to", folder / "site", "--journal", folder / "journal.db")
    written = run([RETRO, "export", *site], folder)
    read = run([RETRO, "import", folder / "posts", "--journal", folder / "other.db"], folder)
    return Measured((before + parsing(texts)) / 2, written, read)


def main() -> int:
    """Print the table; returns how many bars were missed."""
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        few = measured(Path(folder) / "few", posts // 4)
        many = measured(Path(folder) / "many", posts)
    each = 1000 / posts
    alone = many.baseline
    print(f"{'markdown-it-py alone, one core':<40}{alone:8.1f} s   {alone * each:6.2f} ms a post")
    missed = 0
    for name, run_of_few, run_of_many in (
        ("retro export --each", few.written, many.written),
        ("retro import", few.read, many.read),
    ):
        growth = run_of_many.seconds / run_of_few.seconds / (posts / (posts // 4))
        seconds, cpu, largest = run_of_many
        title = f"{name}, {posts:,} posts"
        print(
            f"{title:<40}{seconds:8.1f} s   {seconds * each:6.2f} ms a post"
            f"   (bar {SECONDS} s for 10,000, {SECONDS / 10:.0f} ms a post)"
        )
        print(
            f"{'  CPU of all its processes':<40}{cpu:8.1f} s   {cpu * each:6.2f} ms a post"
            f"   {cpu / alone:6.2f} × markdown-it-py"
        )
        print(
            f"{'  so two idle cores take at the least':<40}{cpu / 2:8.1f} s   {cpu / 2 * each:6.2f} ms a post"
        )
        print(f"{'  at its largest, with its workers':<40}{largest:8.0f} MB   (bar {MEGABYTES} MB)")
        print(f"{'  a post, × a post among a fourth':<40}{growth:8.2f} ×    (bar {GROWTH})")
        missed += seconds * each > SECONDS / 10
        missed += largest > MEGABYTES
        missed += growth > GROWTH
    return missed


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
