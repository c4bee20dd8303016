"""How long a letter takes, from the workbook to the file; prints figures, asserts nothing.

Run it with ``python -m tests.benchmarks.letters``. A command is a process of its own, start-up
included; its parts are timed in this one, warm, the median of several.
"""

from pathlib import Path
from statistics import median
from subprocess import DEVNULL, check_call
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.main_job import COMMAND, seconds
from tests.engine.made import NOW
from xl_udfs.documents.letters.asked import LetterRequest
from xl_udfs.documents.letters.making import letters
from xl_udfs.documents.letters.pdf import pdf_bytes
from xl_udfs.documents.letters.word import word_bytes
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.hosts.headless import function_table
from xl_udfs.templates.all_templates import TEMPLATES

RUNS = 5
NAMES = ("adjustment_certificate", "cap_table")


def main() -> None:
    """Print a line for each template and form, and one for the parts."""
    with TemporaryDirectory() as name:
        for template in NAMES:
            file = TEMPLATES[template]()
            book = Path(name, f"{template}.xlsx")
            book.write_bytes(file)
            for form in ("docx", "pdf"):
                taken = median(_command(book, Path(name, f"letter.{form}")) for _ in range(RUNS))
                print(f"a .{form} of {template}: {taken:.2f} s")  # noqa: T201
            _parts(file)


def _command(book: Path, out: Path) -> float:
    start = perf_counter()
    check_call(  # noqa: S603 - our own command
        [COMMAND, "letter", str(book), str(out), "--overwrite"], stdout=DEVNULL
    )
    return perf_counter() - start


def _parts(file: bytes) -> None:
    book = read_book(unpacked(file))
    values = recalculate(book, function_table(), NOW)
    ((_, letter),) = letters(book, values, LetterRequest())
    parts = {
        "reading": seconds(lambda: read_book(unpacked(file))),
        "recalculating": seconds(lambda: recalculate(book, function_table(), NOW)),
        "composing": seconds(lambda: letters(book, values, LetterRequest())),
        "Word": seconds(lambda: word_bytes(letter)),
        "PDF": seconds(lambda: pdf_bytes(letter)),
    }
    told = ", ".join(f"{part} {taken:.3f} s" for part, taken in parts.items())
    print(f"  of which in one process: {told}")  # noqa: T201


if __name__ == "__main__":
    main()
