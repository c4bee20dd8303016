"""How long LibreOffice takes to recalculate 10,000 of our cells; prints figures, asserts nothing.

Run it with ``python -m tests.benchmarks.libreoffice``. Each document holds one formula, copied
down; the last one is the same number of cells with a formula of Calc's own, which is what all of
this costs without us. The times are of hard recalculations, the best of several.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from xl_udfs.hosts.libreoffice.extension import extension
from xl_udfs.hosts.libreoffice.names import qualified
from xl_udfs.hosts.libreoffice.office import OfficeError, find_office

CELLS = 10_000
RUNS = 5
PIPE = "xl-udfs-benchmark"
PYTHONS = ("/usr/bin/python3", sys.executable)  # one of them may have LibreOffice's UNO
NATIVE = "native"
FORMULAS = {
    "CONVERSION_RATE": "(1000,A{row})",
    "CONVERSION_SHARES": "(10,A{row},0.3125)",
    "REDEMPTION_PRICE": "(A{row},38551,38916)",
    "CONVPRICE_WEIGHTED": "(14.2,A{row},1921400,5616400,317596)",
    NATIVE: "=ROUND(1000/A{row},10)",
}


def document(name: str, folder: Path) -> Path:
    """Write the document of a function, and return its path."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in range(1, CELLS + 1):
        formula = FORMULAS[name].format(row=row)
        sheet.append([row, formula if name == NATIVE else f"={qualified(name)}{formula}"])
    path = folder / f"{name}.xlsx"
    book.save(path)
    return path


def python_with_uno() -> str | None:
    """Return a Python that LibreOffice can be talked to from."""
    for python in PYTHONS:
        if Path(python).exists():
            said = subprocess.run([python, "-c", "import uno"], check=False, capture_output=True)  # noqa: S603
            if said.returncode == 0:
                return python
    return None


def timed(program: str, python: str, folder: Path) -> dict[str, float]:
    """Return the seconds of each document's hard recalculation."""
    paths = {name: document(name, folder) for name in FORMULAS}
    with zipfile.ZipFile(BytesIO(extension())) as package:
        package.extractall(folder / "extensions" / "xl_udfs")
    words = [
        program,
        *("--headless", "--norestore", "--nologo", "--nodefault"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        f"-env:BUNDLED_EXTENSIONS={(folder / 'extensions').as_uri()}",
    ]
    # a fresh profile may ask to be started again
    subprocess.run([*words, "--terminate_after_init"], check=False, capture_output=True)  # noqa: S603
    client = [python, str(Path(__file__).with_name("uno_client.py")), PIPE, str(RUNS)]
    with subprocess.Popen([*words, f"--accept=pipe,name={PIPE};urp"]) as office:  # noqa: S603
        try:
            urls = [path.as_uri() for path in paths.values()]
            said = subprocess.run([*client, *urls], check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
        finally:
            office.terminate()
    times = json.loads(said.stdout)
    return {name: min(times[path.as_uri()]) for name, path in paths.items()}


def main() -> None:
    """Print a line for each figure."""
    try:
        office = find_office(300)
    except OfficeError as fault:
        sys.exit(str(fault))
    python = python_with_uno()
    if python is None:
        sys.exit("no Python has UNO; install python3-uno")
    with tempfile.TemporaryDirectory(prefix="xl-udfs-") as folder:
        times = timed(office.program, python, Path(folder))
    for name, seconds in times.items():
        ratio = seconds / times[NATIVE]
        print(f"{name}: {CELLS:,} cells in {seconds:.3f} s, {ratio:.0f} times Calc's own formula")  # noqa: T201


if __name__ == "__main__":
    main()
