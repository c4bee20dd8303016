"""A copy of a workbook with its findings: fills and comments on the cells, and a sheet of them.

The copy is made by additions to the parts; every byte that they do not touch is the original's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.checking.checked import Checked
from xl_udfs.engine.checking.checks.all_checks import CHECKS
from xl_udfs.engine.checking.copies import range_text
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.container.elements import parent, put_in
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.references import column_letters, quoted
from xl_udfs.engine.reports.comments import as_xstring, comment
from xl_udfs.engine.reports.draft import SPREADSHEET, Draft
from xl_udfs.engine.reports.marked import mark
from xl_udfs.engine.reports.text import printable
from xl_udfs.engine.workbook.book import Book, read_book

if TYPE_CHECKING:
    from xl_udfs.engine.workbook.sheet import Position

SHEET = "Findings"
COLUMNS: Mapping[str, tuple[Callable[[Finding], CellValue], int]] = {  # with widths
    "Severity": (lambda finding: finding.severity.value, 10),
    "Check": (lambda finding: finding.id, 24),
    "Sheet": (lambda finding: finding.sheet or None, 20),
    "Cells": (lambda finding: range_text(finding.cells) or None, 18),
    "Name": (lambda finding: finding.name or None, 18),
    "Formula": (lambda finding: finding.formula or None, 40),
    "Stored": (lambda finding: finding.cached, 18),
    "Recomputed": (lambda finding: finding.recomputed, 18),
    "Called directly": (lambda finding: finding.core if finding.agree else None, 18),
    "What was found": (lambda finding: finding.message, 90),
    "What to do": (lambda finding: CHECKS[finding.id].remedy, 90),
    "Fingerprint": (lambda finding: finding.fingerprint, 36),
}
ORDER = [*Severity]  # the gravest first


def annotated(package: Package, checked: Checked) -> Package:
    """Return the package with its findings.

    Raises:
        CannotAddError: where a part has no place for them.
        UnreadableError: where it is not a workbook.
    """
    book = read_book(package)
    draft = Draft(package)
    marks: dict[str, dict[Position, Severity]] = defaultdict(dict)
    texts: dict[str, dict[Position, list[str]]] = defaultdict(lambda: defaultdict(list))
    for finding in checked.findings:
        if finding.cells:
            marked = marks[finding.sheet]
            for cell in finding.cells:
                marked[cell] = min(
                    marked.get(cell, finding.severity), finding.severity, key=ORDER.index
                )
            for place in finding.followers:
                marks[place.sheet].setdefault(place.position, finding.severity)
            cells = f" ({range_text(finding.cells)})" if len(finding.cells) > 1 else ""
            line = printable(f"{finding.id}{cells}: {finding.message}")
            texts[finding.sheet][finding.cells[0]].append(line)
    mark(draft, book, marks)
    for sheet in book.sheets:
        if sheet.name in texts:
            lines = {place: "\n".join(found) for place, found in texts[sheet.name].items()}
            comment(draft, sheet, lines)
    _add_sheet(draft, book, checked)
    return draft.package


def _add_sheet(draft: Draft, book: Book, checked: Checked) -> None:
    part = draft.free_name("xl/worksheets/findings{}.xml")
    draft.add(part, _sheet(draft.space, checked), f"{SPREADSHEET}.worksheet+xml")
    workbook = draft.workbook
    relation = draft.relate(workbook, "worksheet", part)
    data = draft[workbook]
    taken = {sheet.name.casefold() for sheet in book.sheets}
    taken |= {name.casefold() for name in book.other_sheets}
    name, count = SHEET, 1
    while name.casefold() in taken:
        count += 1
        name = f"{SHEET} {count}"
    number = _free_id(data, workbook)
    element = f'sheet xmlns:r="{draft.kinds}" name="{name}" sheetId="{number}" r:id="{relation}"/>'
    draft.put(workbook, put_in(workbook, data, "sheets", element))


def _free_id(data: bytes, workbook: str) -> int:
    texts = [
        data[child.start : child.stop].decode("utf-8", "replace")
        for child in parent(workbook, data, "sheets").children
    ]
    number = len(texts) + 1
    while any(f'sheetId="{number}"' in text or f"sheetId='{number}'" in text for text in texts):
        number += 1
    return number


def _sheet(space: str, checked: Checked) -> str:
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, (_, width) in enumerate(COLUMNS.values(), start=1)
    )
    rows = [_row(1, [*COLUMNS])]
    links = []
    for number, finding in enumerate(checked.findings, start=2):
        rows.append(_row(number, [told(finding) for told, _ in COLUMNS.values()]))
        if finding.cells:
            target = escape(f"{quoted(finding.sheet)}!{finding.cell}")
            links.append(f'<hyperlink ref="D{number}" location="{target}"/>')
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        f'<worksheet xmlns="{space}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        f"{linked}</worksheet>"
    )


def _row(number: int, values: Iterable[CellValue]) -> str:
    cells = "".join(
        _cell_tag(f"{column_letters(column)}{number}", value)
        for column, value in enumerate(values, start=1)
    )
    return f'<row r="{number}">{cells}</row>'


def _cell_tag(reference: str, value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{float(value)!r}</v></c>'
    text = as_xstring(printable(value.value if isinstance(value, ExcelError) else str(value)))
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
