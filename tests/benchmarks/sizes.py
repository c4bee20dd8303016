"""The largest cap tables: how long they take to be made and checked, and whether they are right.

Run it with ``python -m tests.benchmarks.sizes``. What is right is computed apart from the package,
as for the smaller ones of CI (tests/templates/test_sizes.py).
"""

from time import process_time

from tests.templates.test_sizes import Size, expected, found
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.sheets.finish import BUILT

SIZES = (
    Size(classes=2, holders=1_000, events=0),
    Size(classes=2, holders=2, events=500),
    Size(classes=24, holders=60, events=100),
    Size(classes=12, holders=5_000, events=1),
)


def main() -> None:
    """Print a line for each size, with seconds of CPU time."""
    for size in SIZES:
        start = process_time()
        file = size.file()
        made = process_time()
        book = read_book(unpacked(file))
        values = recalculate(book, function_table(), BUILT)
        different = sum(book.value(place) != value for place, value in values.items())
        checked = process_time()
        print(  # noqa: T201 - figures for people
            f"{size}: {len(values):,} formulas made in {made - start:.1f} s, computed again in "
            f"{checked - made:.1f} s, {different} different; as by hand: "
            f"{found(file, size) == expected(size)}",
            flush=True,
        )


if __name__ == "__main__":
    main()
