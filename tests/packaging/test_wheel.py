"""The wheel that people install: built, put into an empty environment, and run."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import retro
from tests.needs import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Without isolation: the build backend is among the development tools, so nothing is fetched twice.
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    [built] = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_code_and_the_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {f"retro/data/{path.relative_to(ROOT / 'data')}" for path in (ROOT / "data").rglob("*.*")}
    assert shipped <= set(names)
    assert "retro/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "bench/", "docs/", "data/"))]
    assert wheel.name.startswith(f"retro_journal-{retro.__version__}-")


def test_the_wheel_runs_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    bin_folder = environment / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(bin_folder / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", str(wheel)], check=True, capture_output=True)

    def run(*words: str) -> str:
        done = subprocess.run(
            [bin_folder / "retro", *words], check=True, capture_output=True, text=True, cwd=tmp_path
        )
        return done.stdout

    assert run("--version").strip() == f"retro {retro.__version__}"
    run("add", "Boil the frog @eks")
    assert "Boil the frog" in run("list")
    run("demo", "--to", "demo.db")
    assert len(run("--journal", "demo.db", "list", "--plain").splitlines()) >= 60
    (tmp_path / "post.md").write_text(
        "---\ntitle: A post\n---\n\nKey lessons:\n\n* Trust is earned in drops.\n"
    )
    run("import", "post.md")
    assert "Trust is earned in drops" in run("export", "trust")

    served = subprocess.run(
        [bin_folder / "retro", "serve"], check=False, capture_output=True, text=True, cwd=tmp_path
    )
    assert served.returncode == 2
    assert "needs the extra “serve”" in served.stderr
    assert "install 'retro-journal[serve]'" in served.stderr
    assert "Traceback" not in served.stderr
