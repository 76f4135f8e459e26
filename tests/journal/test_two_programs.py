"""Two programs on one journal, which know of each other by the locks that they hold."""

import subprocess
import sys
from pathlib import Path

from retro.journal import Journal
from retro.model import LessonDraft

ANOTHER = """
import sys
from contextlib import closing
from pathlib import Path
from retro.journal.connection import bare
with closing(bare(Path(sys.argv[1]), "mode=rw")) as connection:
    connection.execute("PRAGMA busy_timeout = 0")
    connection.execute("PRAGMA journal_mode = DELETE")
"""


def test_nobody_takes_the_log_away_that_an_app_writes_to(journal_path: Path) -> None:
    """The app opens the journal for each lane: to look at the file again must not give its locks up."""
    with Journal.open(journal_path) as reading:
        assert not reading.lessons.count()
        with Journal.open(journal_path) as writing:
            writing.lessons.add(LessonDraft("From the app"))
            done = subprocess.run(
                [sys.executable, "-c", ANOTHER, str(journal_path)],
                check=False,
                capture_output=True,
                text=True,
            )
            assert "database is locked" in done.stderr
            assert Path(f"{journal_path}-wal").exists()
            assert reading.lessons.count() == 1
