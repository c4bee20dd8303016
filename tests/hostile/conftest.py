"""The command in a process of its own."""

import sys

COMMAND = [sys.executable, "-c", "from xl_udfs.cli.start import main; main()"]
