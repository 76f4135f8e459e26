"""``retro serve``: what it refuses. What it serves is specified in ``tests/serving``."""

import socket
from pathlib import Path

from tests.cli.conftest import Retro


def test_a_port_that_is_taken_is_told(retro: Retro) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = retro("serve", "--port", port, code=2).stderr
    assert port in told
    assert "retro serve, which" in told
    retro("serve", "--port", "65536", code=2)


def test_what_is_wrong_is_told_before_anything_is_served(
    retro: Retro, tmp_path: Path, a_home_of_its_own: Path
) -> None:
    (tmp_path / "note.txt").write_text("no journal")
    assert "not a journal" in retro("serve", "--journal", "note.txt", code=3).stderr
    config = a_home_of_its_own / "config" / "retro" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("keys = 1")
    assert "config.toml" in retro("serve", code=2).stderr
