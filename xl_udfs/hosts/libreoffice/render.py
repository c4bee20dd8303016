"""Pictures of a workbook as it stands: a PDF and PNGs of each sheet, nothing recalculated.

LibreOffice prints whole workbooks, so each sheet comes from a copy in which the others are hidden.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import count
from pathlib import Path

from xl_udfs.engine.package import Package, UnreadableError, package_bytes, write_atomically
from xl_udfs.hosts.libreoffice.office import NEVER, Office, OfficeError, convert, run

SHEET = re.compile(rb"""<(?:[\w.-]+:)?sheet\s(?:[^>"']|"[^"]*"|'[^']*')*>""")
NAME = re.compile(rb"""\sname\s*=\s*(?:"([^"]*)"|'([^']*)')""")
STATE = re.compile(rb"""\sstate\s*=\s*(?:"[^"]*"|'[^']*')""")
HIDDEN = re.compile(rb"""\sstate\s*=\s*["'](?:hidden|veryHidden)["']""")
ACTIVE = re.compile(rb"""(\sactiveTab\s*=\s*)(?:"\d+"|'\d+')""")
UNFIT = re.compile(r"[^\w .,()+-]")  # for the name of a file, on one system or another
RESOLUTION = 110  # dots per inch: a page of A4 is 909 by 1286 dots


@dataclass(frozen=True, slots=True)
class Picture:
    """What a sheet becomes."""

    sheet: str
    stem: str  # of its files
    package: Package  # the workbook with this sheet alone in sight


def pictures(package: Package) -> list[Picture]:
    """Return one for each sheet in sight, in the order of the workbook.

    Raises:
        UnreadableError: `E_NOT_WORKBOOK`.
    """
    part = next((p.name for p in package.parts if p.name.endswith("workbook.xml")), None)
    if part is None:
        raise UnreadableError("E_NOT_WORKBOOK", "it is a zip package, but no .xlsx workbook")
    data = package[part]
    entries = [found.group() for found in SHEET.finditer(data)]
    shown = [place for place, entry in enumerate(entries) if not HIDDEN.search(entry)]
    names = [_name(entry) for entry in entries]
    stems = dict(zip(shown, _stems([names[place] for place in shown]), strict=True))
    return [
        Picture(names[place], stems[place], package.with_parts({part: _alone(data, place)}))
        for place in shown
    ]


def render(chosen: list[Picture], folder: Path, office: Office) -> Iterator[tuple[Picture, Path]]:
    """Write the files of the pictures into a folder that exists, and yield them, PDF first.

    Raises:
        OfficeError: as `convert`; `E_PDFTOPPM_ABSENT`.
    """
    painter = shutil.which("pdftoppm")
    if painter is None:
        raise OfficeError(
            "E_PDFTOPPM_ABSENT", "pdftoppm is not found; install poppler-utils, which makes the PNG"
        )
    with tempfile.TemporaryDirectory(prefix="xl-udfs-") as name:
        work = Path(name)
        sources = [work / f"sheet{number}.xlsx" for number in range(len(chosen))]
        for source, picture in zip(sources, chosen, strict=True):
            source.write_bytes(package_bytes(picture.package))
        convert(office, sources, "pdf", work, recalculation=NEVER)
        for source, picture in zip(sources, chosen, strict=True):
            pdf = source.with_suffix(".pdf")
            run([painter, "-png", "-r", str(RESOLUTION), str(pdf), str(work / source.stem)],
                office.limit)
            pages = sorted(work.glob(f"{source.stem}-*.png"))
            targets = [folder / f"{picture.stem}.pdf", *_page_files(folder, picture, len(pages))]
            for made, target in zip([pdf, *pages], targets, strict=True):
                write_atomically(made.read_bytes(), target)
                yield picture, target


def _page_files(folder: Path, picture: Picture, pages: int) -> list[Path]:
    """Name the pictures of the pages: the sheet's name, and from the second on a number."""
    further = [folder / f"{picture.stem}-{page}.png" for page in range(2, pages + 1)]
    return [folder / f"{picture.stem}.png", *further]


def _alone(data: bytes, place: int) -> bytes:
    """Return the workbook's part with one sheet in sight and all others hidden."""
    counted = count()

    def hidden(found: "re.Match[bytes]") -> bytes:
        bare = STATE.sub(b"", found.group())
        if next(counted) == place:
            return bare
        head, end = (bare[:-2], b"/>") if bare.endswith(b"/>") else (bare[:-1], b">")
        return head + b' state="hidden"' + end

    return ACTIVE.sub(rb'\g<1>"%d"' % place, SHEET.sub(hidden, data))


def _name(entry: bytes) -> str:
    found = NAME.search(entry)
    return unescape((found[1] or found[2] or b"").decode()) if found else ""


def _stems(names: list[str]) -> list[str]:
    """Turn names of sheets into names of files, no two alike."""
    stems: list[str] = []
    for name in names:
        stem = UNFIT.sub("_", name).strip(" .") or "sheet"
        known = {other.casefold() for other in stems}
        number = 2
        unique = stem
        while unique.casefold() in known:
            unique = f"{stem} ({number})"
            number += 1
        stems.append(unique)
    return stems
