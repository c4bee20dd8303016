"""What the Office add-in costs: bytes of a first visit, and seconds in Pyodide under Node.

Run it with ``python -m tests.benchmarks.office``; it needs `npm ci` in tests/hosts/office. It
prints figures and asserts nothing. The first result is counted in CPU seconds of a whole process,
a batch in seconds from its text to the text of its answers.
"""

import gzip
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.hosts.office.conftest import PYODIDE, run_node
from xl_udfs.hosts.office.website import website
from xl_udfs.hosts.office.writing import write_site

ADDRESS = "https://example.com"
LATER = ("calendars-", "icon-", "manifest.xml")  # not fetched by a first visit
MEGABYTE = 1_000_000


def packed(files: dict[str, bytes]) -> int:
    """Return the bytes that a first visit fetches from a server that compresses."""
    return sum(len(gzip.compress(d)) for name, d in files.items() if not name.startswith(LATER))


def batches(rows: int) -> dict[str, list[Any]]:
    """Return calls to time, by what they are; all their cells are different."""
    prices = [0.3125 + number / 1_000_000 for number in range(rows)]
    given = [2_101_345, 1_921_400, 5_616_400, 317_596]
    return {
        f"{rows:,} calls in a batch": [["CONVPRICE_WEIGHTED", [price, *given]] for price in prices],
        f"a column of {rows:,} rows in one call": [
            ["CONVPRICE_WEIGHTED", [[[price] for price in prices], *given]]
        ],
    }


def main(words: list[str]) -> None:
    """Print a line for each figure; takes the number of rows."""
    node = shutil.which("node")
    if node is None or not PYODIDE.is_dir():
        print("node and Pyodide are not installed: `npm ci` in tests/hosts/office")  # noqa: T201
        return
    rows = int(words[0]) if words else 10_000
    with tempfile.TemporaryDirectory() as folder:
        site, calls = Path(folder) / "site", Path(folder) / "calls.json"
        files = website(ADDRESS, "XLUDFS", PYODIDE)
        write_site(files, site)
        print(f"first visit: {packed(files) / MEGABYTE:.2f} MB compressed")  # noqa: T201
        for name, batch in batches(rows).items():
            calls.write_text(json.dumps(batch), encoding="utf-8")
            said = run_node(node, "pyodide.mjs", site, calls, Path(folder) / "answers.json")
            print(f"{name}: {said['seconds']:.2f} s; first result {said['first']:.2f} s CPU")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
