"""Pictures of a workbook as it stands: a PDF and PNGs of each sheet, nothing recalculated.

LibreOffice writes the sheets one after the other, as they are printed: print areas, margins and
page breaks hold; or every sheet, a hidden one too, on one page of its own size. Poppler takes the
pages apart.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from xl_udfs.engine.container.leftovers import scratch
from xl_udfs.engine.container.package import Package, package_bytes
from xl_udfs.engine.workbook.book import workbook_part
from xl_udfs.engine.writing.file_names import stems
from xl_udfs.engine.writing.replacing import write_file
from xl_udfs.hosts.libreoffice.office import NEVER, Office, OfficeError, convert, run
from xl_udfs.hosts.libreoffice.severed import severed

SHEET = re.compile(rb"""<(?:[\w.-]+:)?sheet\s(?:[^>"']|"[^"]*"|'[^']*')*>""")
NAME = re.compile(rb"""\sname\s*=\s*(?:"([^"]*)"|'([^']*)')""")
HIDDEN = re.compile(rb"""\sstate\s*=\s*["'](?:hidden|veryHidden)["']""")
ONE_PAGE = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
PRINTED = 'pdf:calc_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
BOOKMARK = re.compile(r'<item page="(\d+)">(.*?)</item>', re.DOTALL)  # of pdftohtml, one a sheet
PAGE = re.compile(r'<page number="(\d+)"')
POPPLER = ("pdfseparate", "pdftohtml", "pdftoppm", "pdfunite")
RESOLUTION = 110  # dots per inch; a sheet as wide as a page of A4 gives 909 dots


@dataclass(frozen=True, slots=True)
class Picture:
    """What a sheet becomes: the files ``stem.pdf`` and ``stem.png``.

    Its further pages, where it is printed on several, are ``stem, page 2.png`` and so on.
    """

    page: int  # from 1, the place of the sheet in the workbook
    stem: str
    name: str  # of the sheet


def pictures(package: Package) -> list[Picture]:
    """Return one for each sheet in sight, in the order of the workbook.

    Raises:
        UnreadableError: `E_NOT_WORKBOOK`, `E_PART_MISSING`.
    """
    entries = enumerate(SHEET.findall(package[workbook_part(package)]), start=1)
    shown = [(page, _name(entry)) for page, entry in entries if not HIDDEN.search(entry)]
    made = stems([name for _, name in shown], "sheet")
    return [Picture(page, stem, name) for (page, name), stem in zip(shown, made, strict=True)]


def render(
    package: Package,
    chosen: Sequence[Picture],
    folder: Path,
    office: Office,
    *,
    whole: bool = False,
    before: Callable[[list[str]], None] = lambda _: None,
) -> Iterator[Path]:
    """Write the files of the pictures into a folder, made where it is not there; yield their paths.

    What lies outside the workbook is not in them. A sheet on which nothing is printed has none.

    Args:
        package: the workbook.
        chosen: its pictures.
        folder: what takes the files.
        office: the program.
        whole: each sheet on one page of its own size, and not as it is printed.
        before: is told the names of all the files before the first of them is written.

    Raises:
        OfficeError: as `convert`; `E_POPPLER_ABSENT`.
        UnreadableError: where a part cannot be read.
    """
    programs = {name: _poppler(name) for name in POPPLER}
    with scratch() as work:
        source, pdf = work / "book.xlsx", work / "book.pdf"
        source.write_bytes(package_bytes(severed(package, valued=True)))
        convert(office, [source], ONE_PAGE if whole else PRINTED, work, recalculation=NEVER)
        pages = _one_each(chosen) if whole else _printed(programs["pdftohtml"], pdf, office)
        made: list[Path] = []
        for picture in chosen:
            if picture.name in pages:
                made += _taken(programs, pdf, pages[picture.name], work / picture.stem, office)
        before([file.name for file in made])
        folder.mkdir(parents=True, exist_ok=True)
        for file in made:
            write_file(file.read_bytes(), folder / file.name)
            yield folder / file.name


def _one_each(chosen: Sequence[Picture]) -> dict[str, range]:
    return {picture.name: range(picture.page, picture.page + 1) for picture in chosen}


def _printed(program: str, pdf: Path, office: Office) -> dict[str, range]:
    """Return the pages on which each sheet is printed, by the bookmarks of a PDF."""
    said = run([program, "-xml", "-i", "-stdout", str(pdf)], office.limit).stdout
    starts = [(int(page), unescape(name)) for page, name in BOOKMARK.findall(said)]
    ends = [*[page for page, _ in starts[1:]], max(map(int, PAGE.findall(said)), default=0) + 1]
    return {name: range(page, end) for (page, name), end in zip(starts, ends, strict=True)}


def _taken(
    programs: dict[str, str], pdf: Path, pages: range, stem: Path, office: Office
) -> list[Path]:
    """Return the files of one sheet, made beside the PDF of all of them."""
    whole, pictures = stem.with_name(f"{stem.name}.pdf"), []
    parts = [stem.with_name(f"{stem.name} {page}.part") for page in pages]
    for page, part in zip(pages, parts, strict=True):
        only = ("-f", str(page), "-l", str(page))
        place = page - pages[0] + 1
        picture = stem if place == 1 else stem.with_name(f"{stem.name}, page {place}")
        run([programs["pdfseparate"], *only, str(pdf), str(part)], office.limit)
        scale = ("-png", "-r", str(RESOLUTION), "-singlefile")
        run([programs["pdftoppm"], *only, *scale, str(pdf), str(picture)], office.limit)
        pictures.append(_there(picture.with_name(f"{picture.name}.png")))
    if len(parts) > 1:
        run([programs["pdfunite"], *map(str, parts), str(whole)], office.limit)
    else:
        parts[0].rename(whole)
    return [_there(whole), *pictures]


def _there(file: Path) -> Path:
    if not file.exists():
        raise OfficeError("E_SOFFICE_FAILED", f"LibreOffice made no picture {file.name}")
    return file


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
