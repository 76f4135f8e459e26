"""What encryption costs a command: CPU time of processes, plain and encrypted in turn.

Wall time says little on a busy machine, so the children's CPU time is measured; what somebody waits for is
that and the disk. The keyring is a file, so that its own part is what importing keyring costs, and no more.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
PASSPHRASE = b"correct horse battery\n"


def cpu(words: list[str], environment: dict[str, str], given: bytes = b"") -> float:
    """Milliseconds of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    reading, writing = os.pipe()
    os.write(writing, given)
    os.close(writing)
    named = ["--passphrase-fd", str(reading)] if given else []
    command = [sys.executable, "-m", "retro", *named, *words]
    subprocess.run(command, env=environment, check=True, capture_output=True, pass_fds=(reading,))
    os.close(reading)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        places = {name: _place(Path(folder) / name) for name in ("plain", "descriptor", "keyring")}
        cpu(["demo", "--to", str(Path(folder) / "demo.db")], places["plain"])
        for environment in places.values():
            shutil.copyfile(Path(folder) / "demo.db", environment["RETRO_JOURNAL"])
        cpu(["encrypt", "--no-keyring"], places["descriptor"], PASSPHRASE)
        cpu(["encrypt", "--keyring"], places["keyring"], PASSPHRASE)
        missed = False
        for words in (["add", "Boil the frog @eks #trust"], ["search", "boil frgo"], ["list"]):
            found: dict[str, list[float]] = {name: [] for name in places}
            for _ in range(ROUNDS):
                for name, environment in places.items():
                    found[name].append(cpu(words, environment, PASSPHRASE if name == "descriptor" else b""))
            plain = statistics.median(found["plain"])
            print(f"retro {words[0]}")
            for name, times in found.items():
                middle = statistics.median(times)
                print(f"  {name:<12}{middle:8.0f} ms  (least {min(times):.0f})  {middle - plain:+8.0f} ms")
            missed |= statistics.median(found["keyring"]) > plain + 200
    return int(missed)


def _place(folder: Path) -> dict[str, str]:
    folder.mkdir()
    return {
        **os.environ,
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "RETRO_JOURNAL": str(folder / "journal.db"),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
        "PYTHON_KEYRING_BACKEND": "tests.cli.keyrings.FileKeyring",
        "RETRO_TESTS_KEYRING": str(folder / "keyring.json"),
    }


if __name__ == "__main__":
    sys.exit(main())
