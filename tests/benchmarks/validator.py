"""How long the validator takes on a large cap table; prints ratios, asserts nothing.

Run it with ``python -m tests.benchmarks.validator [--holders N ...]``. Ratios are against
openpyxl's own load and save of the same file, each in a process of its own, start-up included, in
the same minute on the same machine. Where the package `formulas` is installed, it computes the
first of the workbooks beside us.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from math import log
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, Popen, check_output
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from openpyxl import Workbook

from tests.benchmarks.main_job import COMMAND
from tests.engine.made import NOW
from xl_udfs.cells import Answer
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.container.package import read_package
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.headless import function_table

HOLDERS = (1_000, 10_000, 100_000)
ADJUSTMENTS = 200
RUNS = 5
LOAD_AND_SAVE = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])"
PLAIN = ((100_000, 1), (50, 200))  # rows of three formulas, and sheets of them
SHIPPED = Path(__file__).parents[2] / "workbooks"
SCENARIOS = (
    *("scenarios", SHIPPED / "cap_table.xlsx", "--csv", "--show", "out_pf_new"),
    *("--show", "out_pf_effective", "--show", "out_fully_diluted"),
    *("--set", f"in_pf_price={','.join(f'{price / 100}' for price in range(10, 30))}"),
    *("--set", f"in_pf_gross={','.join(f'{gross}00000' for gross in range(10, 30))}"),
)
MAKE_PLAIN = (
    "import sys; from tests.benchmarks.validator import make_plain; make_plain(*sys.argv[1:])"
)
MAKE = "import sys; from tests.benchmarks.validator import make; make(sys.argv[1], sys.argv[2])"
COMPUTE = "import sys; from tests.benchmarks import validator; validator.{}(sys.argv[1])"
OURS = ("CONVERSION_SHARES", "REDEMPTION_AMOUNT", "CONVPRICE_WEIGHTED")


@dataclass(frozen=True, slots=True)
class Use:
    """What a process and those that it started took."""

    cpu: float  # s
    wall: float  # s
    mib: float  # of the largest of them, at its largest


def make(path: str, holders: str | int) -> None:
    """Write the workbook: 6 formulas a holder, 2 of them ours, after 200 chained adjustments."""
    workbook = Workbook()
    terms = workbook.worksheets[0]
    terms.title = "Terms"
    last, price = int(holders) + 1, ADJUSTMENTS + 1
    for line in (
        ("Original Issue Price", 1_000),
        ("Closing date", 38_551),
        ("Redemption date", 38_916),
        ("Market price", 1.25),
        ("Conversion price", f"=Adjustments!E{price}"),
        ("Preferred shares", f"=SUM(Holders!B2:B{last})"),
        ("Common shares", f"=SUM(Holders!C2:C{last})"),
        ("If redeemed", f"=SUM(Holders!D2:D{last})"),
        ("If converted", f"=SUM(Holders!E2:E{last})"),
        ("Gain", f"=SUM(Holders!F2:F{last})"),
        ("Who convert", f'=COUNTIF(Holders!G2:G{last},"convert")'),
        ("Who redeem", f'=COUNTIF(Holders!G2:G{last},"redeem")'),
        ("Largest", f"=MAX(Holders!B2:B{last})"),
        ("Smallest", f"=MIN(Holders!B2:B{last})"),
        ("Average", f"=AVERAGE(Holders!B2:B{last})"),
    ):
        terms.append(line)
    adjustments = workbook.create_sheet("Adjustments")
    adjustments.append(("Event", "Outstanding", "Consideration", "Additional", "Price"))
    for row in range(2, ADJUSTMENTS + 2):
        old = f"E{row - 1}" if row > 2 else "$G$1"
        weighted = f"=CONVPRICE_WEIGHTED({old},B{row},C{row},D{row})"
        adjustments.append(
            (f"Issue {row - 1}", 2_000_000 + 1_000 * row, 500 + row, 1_000 + row, weighted)
        )
    adjustments["G1"] = 2.5
    sheet = workbook.create_sheet("Holders")
    sheet.append(("Holder", "Preferred", "Common", "Redeemed", "Converted", "Gain", "Does", "Part"))
    for row in range(2, last + 1):
        sheet.append(
            (
                f"Holder {row - 1}",
                1 + row * 7_919 % 100_003,
                f"=CONVERSION_SHARES(B{row},Terms!$B$1,Terms!$B$5)",
                f"=REDEMPTION_AMOUNT(B{row},Terms!$B$1,Terms!$B$2,Terms!$B$3)",
                f"=C{row}*Terms!$B$4",
                f"=E{row}-D{row}",
                f'=IF(E{row}>D{row},"convert","redeem")',
                f"=C{row}/Terms!$B$7",
            )
        )
    workbook.save(path)


def used(*words: object) -> Use:
    """Run a command and return what it took.

    Raises:
        RuntimeError: where it ends with another exit code than 0.
    """
    start = perf_counter()
    process = Popen([str(word) for word in words], stdout=DEVNULL)  # noqa: S603 - our own commands
    _, status, took = os.wait4(process.pid, 0)
    wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{words[:3]} ended with {process.returncode}")
    return Use(took.ru_utime + took.ru_stime, wall, took.ru_maxrss / 1024)


def typical(runs: Sequence[Use]) -> Use:
    """Return the medians over some runs."""
    return Use(*(median(getattr(run, name) for run in runs) for name in ("cpu", "wall", "mib")))


def commands(holders: int, folder: Path) -> Iterator[tuple[str, Use, Use]]:
    """Yield each command, what it takes, and what openpyxl takes on the same file."""
    made, refreshed = folder / f"{holders}.xlsx", folder / "refreshed" / f"{holders}.xlsx"
    used(sys.executable, "-c", MAKE, made, holders)
    write = (COMMAND, "refresh", made, "--output", refreshed.parent, "--overwrite")
    used(*write)
    for name, words, file in (
        ("check", (COMMAND, "check", refreshed), refreshed),
        ("refresh", write, made),
    ):
        other = (sys.executable, "-c", LOAD_AND_SAVE, file, folder / "saved.xlsx")
        pairs = [(used(*words), used(*other)) for _ in range(RUNS)]  # in turn: the machine varies
        ours, theirs = zip(*pairs, strict=True)
        yield name, typical(ours), typical(theirs)


def measure(sizes: Sequence[int], folder: Path) -> None:
    """Print the figures of each size."""
    before: dict[str, tuple[int, Use]] = {}
    for holders in sizes:
        for name, ours, theirs in commands(holders, folder):
            growth = ""
            if name in before:
                fewer, less = before[name]
                exponent = log(ours.cpu / less.cpu) / log(holders / fewer)
                growth = f"; grows with the power {exponent:.2f} from {fewer:,} holders"
            before[name] = holders, ours
            print(  # noqa: T201
                f"{name} of {holders:,} holders: {ours.cpu / theirs.cpu:.2f} x openpyxl's load and "
                f"save in CPU time, {ours.wall / theirs.wall:.2f} x on the clock "
                f"({ours.cpu:.2f} s and {theirs.cpu:.2f} s; {ours.wall:.2f} s and "
                f"{theirs.wall:.2f} s), at most {ours.mib:.0f} MiB{growth}"
            )
    compare(folder / f"{sizes[0]}.xlsx")


def make_plain(path: str, rows: str | int, sheets: str | int) -> None:
    """Write sheets of three plain formulas a row: no function of ours, no chain."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for number in range(int(sheets)):
        sheet = workbook.create_sheet(f"Sheet {number + 1}")
        for row in range(1, int(rows) + 1):
            bigger = f"=IF(C{row}>10,B{row},A{row})"
            sheet.append((row * 1.5, f"=A{row}*2", f"=B{row}+A{row}", bigger))
    workbook.save(path)


def measure_plain(folder: Path, shapes: Sequence[tuple[int, int]] = PLAIN) -> None:
    """Print the figures of workbooks with plain formulas only, each by its rows and sheets."""
    for rows, sheets in shapes:
        made, refreshed = (
            folder / f"{rows}x{sheets}.xlsx",
            folder / "plain" / f"{rows}x{sheets}.xlsx",
        )
        used(sys.executable, "-c", MAKE_PLAIN, made, rows, sheets)
        used(COMMAND, "refresh", made, "--output", refreshed.parent, "--overwrite")
        other = (sys.executable, "-c", LOAD_AND_SAVE, refreshed, folder / "saved.xlsx")
        pairs = [(used(COMMAND, "check", refreshed), used(*other)) for _ in range(RUNS)]
        ours, theirs = map(typical, zip(*pairs, strict=True))
        print(  # noqa: T201
            f"check of {3 * rows * sheets:,} plain formulas on {sheets} sheets: "
            f"{ours.cpu / theirs.cpu:.2f} x ({ours.cpu:.2f} s and {theirs.cpu:.2f} s), "
            f"at most {ours.mib:.0f} MiB"
        )


def measure_small() -> None:
    """Print what the shipped workbooks, an audit, 20 x 20 scenarios and one formula take."""
    for name, words in (
        ("the shipped workbooks", ("check", SHIPPED)),
        ("the shipped cap table", ("check", SHIPPED / "cap_table.xlsx")),
        ("the audit of the shipped cap table", ("audit", SHIPPED / "cap_table.xlsx")),
        ("20 x 20 scenarios of it", SCENARIOS),
        ("one formula", ("eval", "=1+1")),
    ):
        runs = 1 if words[0] == "audit" else RUNS  # it is hundreds of calculations by itself
        took = typical([used(COMMAND, *words) for _ in range(runs)])
        print(f"{name}: {took.cpu:.2f} s in CPU time, at most {took.mib:.0f} MiB")  # noqa: T201


def compare(file: Path) -> None:
    """Print how long `formulas` takes to read and compute a workbook, where it is installed."""
    if find_spec("formulas") is None:
        print("the package formulas is not installed")  # noqa: T201
        return
    ours, theirs = (
        float(
            check_output(  # noqa: S603 - our own commands
                [sys.executable, "-c", COMPUTE.format(name), file], stderr=DEVNULL
            ).splitlines()[-1]
        )
        for name in ("by_us", "by_formulas")
    )
    print(  # noqa: T201
        f"{file.stem} holders, read and computed, without start-up: formulas {theirs:.1f} s, "
        f"we {ours:.2f} s in CPU time, {theirs / ours:.0f} x faster"
    )


def by_us(path: str) -> None:
    """Read and compute a workbook, and print the CPU time of it."""
    start = process_time()
    recalculate(read_book(read_package(Path(path))), function_table(), NOW)
    print(process_time() - start)  # noqa: T201


def by_formulas(path: str) -> None:
    """Do the same with `formulas`, which is given the very functions that we call."""
    formulas = import_module("formulas")

    def given(name: str) -> Callable[..., Answer]:
        return lambda *cells: FUNCTIONS[name](
            *(float(getattr(cell, "value", ((cell,),))[0][0]) for cell in cells)
        )

    for name in OURS:
        formulas.get_functions()[name] = given(name)
    start = process_time()
    formulas.ExcelModel().loads(path).finish().calculate()
    print(process_time() - start)  # noqa: T201


def main(words: Sequence[str] | None = None) -> None:
    """Print a line for each figure."""
    parser = argparse.ArgumentParser(description="How long the validator takes.")
    parser.add_argument("--holders", type=int, nargs="+", default=HOLDERS)
    sizes = parser.parse_args(words).holders
    with TemporaryDirectory() as folder:
        measure(sizes, Path(folder))
        if len(sizes) > 1:
            measure_plain(Path(folder))
            measure_small()


if __name__ == "__main__":
    main()
