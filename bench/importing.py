"""Reading posts: CPU per 1,000 words after start-up, and as a ratio to parsing the same Markdown.

Run by ``make bench``, on the corpus beside the repository where there is one, else on the demo's posts.
"""

import time
from pathlib import Path

from markdown_it import MarkdownIt

from retro.posts.document import read_post
from retro.posts.extraction import extract

ROOT = Path(__file__).resolve().parent.parent


def posts() -> list[bytes]:
    """The posts to read."""
    folder = ROOT.parent / "shared" / "corpora" / "posts"
    if not folder.exists():
        print("no corpus beside the repository; measuring on the demo's posts")
        folder = ROOT / "data" / "demo"
    return [path.read_bytes() for path in sorted(folder.rglob("*.m*d*")) if path.is_file()]


def main() -> None:
    """Print the table."""
    texts = posts()
    parser = MarkdownIt()
    for text in texts[:3]:  # start-up: parsers and patterns are made once
        extract(read_post(text, "x.md"))
    began = time.process_time()
    for text in texts:
        parser.parse(text.decode("utf-8", "replace"))
    baseline = time.process_time() - began
    per_thousand = []
    began = time.process_time()
    for text in texts:
        start = time.process_time()
        extract(read_post(text, "x.md"))
        words = len(text.split())
        if words >= 300:
            per_thousand.append((time.process_time() - start) / words * 1000)
    taken = time.process_time() - began
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} posts, {words:,} words")
    print(f"{'markdown-it-py alone':<34}{baseline / words * 1e6:8.1f} ms CPU per 1,000 words")
    print(
        f"{'reading and extracting':<34}{taken / words * 1e6:8.1f} ms CPU per 1,000 words"
        f"   {taken / baseline:5.2f} ×   (bar 50 ms)"
    )
    print(f"{'the slowest post':<34}{max(per_thousand) * 1000:8.1f} ms CPU per 1,000 words   (bar 50 ms)")


if __name__ == "__main__":
    main()
