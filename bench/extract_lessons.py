"""Print the lessons found in a post as JSON, for scoring an import against labels.

python bench/extract_lessons.py POST.md [--company NAME] > extracted.json
"""

import argparse
import json
import tomllib
from pathlib import Path

from retro.posts.document import read_post
from retro.posts.extraction import ThemeVocabulary, extract
from retro.resources import data_folder


def _starter_themes() -> ThemeVocabulary | None:
    path = data_folder() / "themes.toml"
    if not path.exists():
        return None
    parsed = tomllib.loads(path.read_text(encoding="utf-8"))
    return ThemeVocabulary.of({theme["name"]: theme["synonyms"] for theme in parsed["theme"]})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("post", type=Path)
    parser.add_argument("--company")
    options = parser.parse_args()
    document = read_post(options.post.read_bytes(), str(options.post))
    candidates = extract(document, company=options.company, themes=_starter_themes())
    items = [
        {
            "title": candidate.draft.title,
            "body": candidate.draft.body,
            "company": candidate.draft.company,
            "kind": str(candidate.draft.kind),
            "themes": list(candidate.draft.themes),
            "happened": str(candidate.draft.happened or ""),
            "line": candidate.line,
            "confidence": candidate.confidence,
            "rule": candidate.rule,
            "evidence": [
                [item.metric, item.before, item.after, item.unit] for item in candidate.draft.evidence
            ],
        }
        for candidate in candidates
    ]
    print(json.dumps(items, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
