"""Where the command begins: Ctrl-C is never a fault, not even before all is loaded."""

import gc
import sys

BETWEEN = 100_000  # objects: cells are not garbage, and many
INTERRUPTED = 130  # as shells have it for a program that Ctrl-C ended, and Typer


def main() -> None:
    """Run the command line; an interruption ends it with one sentence."""
    gc.set_threshold(BETWEEN, *gc.get_threshold()[1:])
    try:
        from xl_udfs.cli.main import main as run

        run()
    except KeyboardInterrupt:
        pass
    except SystemExit as end:
        if end.code != INTERRUPTED:
            raise
    else:
        return
    print("xl-udfs: interrupted; what was finished before stands", file=sys.stderr)  # noqa: T201
    raise SystemExit(INTERRUPTED)
