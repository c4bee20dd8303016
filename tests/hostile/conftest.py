"""The command, in this process and in one of its own."""

import sys

from tests.cli.conftest import run

__all__ = ["COMMAND", "run"]
COMMAND = [sys.executable, "-c", "from xl_udfs.cli.main import main; main()"]
