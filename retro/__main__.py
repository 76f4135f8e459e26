"""``python -m retro`` is ``retro``."""

from retro.cli.main import main

main()
