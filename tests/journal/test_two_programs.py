"""Two programs on one journal, which know of each other by the locks that they hold."""

import subprocess
import sys
from pathlib import Path

from retro.journal import Journal
from retro.model import LessonDraft

ANOTHER = """
import sys
from pathlib import Path
from retro.journal import Journal
from retro.model import LessonDraft
with Journal.open(Path(sys.argv[1])) as journal:
    journal.lessons.add(LessonDraft("From another program"))
"""


def test_another_program_leaves_the_log_alone_that_an_app_writes_to(journal_path: Path) -> None:
    """The app opens the journal for each lane: to look at the file again must not give its locks up."""
    with Journal.open(journal_path) as reading:
        assert not reading.lessons.count()
        with Journal.open(journal_path) as writing:
            log = Path(f"{journal_path}-wal")
            writing.lessons.add(LessonDraft("From the app"))
            before = log.stat().st_ino
            subprocess.run([sys.executable, "-c", ANOTHER, str(journal_path)], check=True)
            assert log.stat().st_ino == before
            writing.lessons.add(LessonDraft("From the app again"))
            assert reading.lessons.count() == 3
