"""Pictures of a workbook as it stands: a PDF and a PNG of each sheet, nothing recalculated.

LibreOffice writes every sheet, a hidden one too, on one page of its own size, in the order of the
workbook; poppler takes the pages apart.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from xl_udfs.engine.book import workbook_part
from xl_udfs.engine.package import Package, package_bytes
from xl_udfs.engine.writing.file_names import stems
from xl_udfs.engine.writing.leftovers import scratch
from xl_udfs.engine.writing.replacing import write_file
from xl_udfs.hosts.libreoffice.office import NEVER, Office, OfficeError, convert, run
from xl_udfs.hosts.libreoffice.severed import severed

SHEET = re.compile(rb"""<(?:[\w.-]+:)?sheet\s(?:[^>"']|"[^"]*"|'[^']*')*>""")
NAME = re.compile(rb"""\sname\s*=\s*(?:"([^"]*)"|'([^']*)')""")
HIDDEN = re.compile(rb"""\sstate\s*=\s*["'](?:hidden|veryHidden)["']""")
ONE_PAGE = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
RESOLUTION = 110  # dots per inch; a sheet as wide as a page of A4 gives 909 dots


@dataclass(frozen=True, slots=True)
class Picture:
    """What a sheet becomes: the files ``stem.pdf`` and ``stem.png``."""

    page: int  # from 1, the place of the sheet in the workbook
    stem: str


def pictures(package: Package) -> list[Picture]:
    """Return one for each sheet in sight, in the order of the workbook.

    Raises:
        UnreadableError: `E_NOT_WORKBOOK`, `E_PART_MISSING`.
    """
    entries = enumerate(SHEET.findall(package[workbook_part(package)]), start=1)
    shown = [(page, _name(entry)) for page, entry in entries if not HIDDEN.search(entry)]
    made = stems([name for _, name in shown], "sheet")
    return [Picture(page, stem) for (page, _), stem in zip(shown, made, strict=True)]


def render(
    package: Package, chosen: Sequence[Picture], folder: Path, office: Office
) -> Iterator[Path]:
    """Write the files of the pictures into a folder, made where it is not there; yield their paths.

    What lies outside the workbook is not in them.

    Raises:
        OfficeError: as `convert`; `E_POPPLER_ABSENT`.
        UnreadableError: where a part cannot be read.
    """
    split, paint = map(_poppler, ("pdfseparate", "pdftoppm"))
    with scratch() as work:
        source, pdf = work / "book.xlsx", work / "book.pdf"
        source.write_bytes(package_bytes(severed(package)))
        convert(office, [source], ONE_PAGE, work, recalculation=NEVER)
        folder.mkdir(parents=True, exist_ok=True)
        for picture in chosen:
            page, made = str(picture.page), work / picture.stem
            pages = ("-f", page, "-l", page)
            run([split, *pages, str(pdf), f"{made}.pdf"], office.limit)
            run(
                [paint, *pages, "-png", "-r", str(RESOLUTION), "-singlefile", str(pdf), str(made)],
                office.limit,
            )
            for file in (f"{picture.stem}.pdf", f"{picture.stem}.png"):
                if not (work / file).exists():
                    raise OfficeError("E_SOFFICE_FAILED", f"LibreOffice made no picture {file}")
                write_file((work / file).read_bytes(), folder / file)
                yield folder / file


def _poppler(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise OfficeError(
            "E_POPPLER_ABSENT", f"{program} is not found; install poppler-utils, which has it"
        )
    return path


def _name(entry: bytes) -> str:
    found = NAME.search(entry)
    return unescape((found[1] or found[2] or b"").decode()) if found else ""
