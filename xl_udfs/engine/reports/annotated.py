"""A copy of a workbook with its findings: fills and comments on the cells, and a sheet of them.

The copy is made by additions to the parts; every byte that they do not touch is the original's.
"""

from collections import defaultdict
from html import escape

from xl_udfs.engine.checking.finding import Severity
from xl_udfs.engine.container.elements import parent, put_in
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.references import column_letters, quoted
from xl_udfs.engine.reports.comments import comment, stored
from xl_udfs.engine.reports.draft import SPREADSHEET, Draft
from xl_udfs.engine.reports.marked import mark
from xl_udfs.engine.reports.records import Record
from xl_udfs.engine.reports.text import printable
from xl_udfs.engine.workbook.book import Book, read_book
from xl_udfs.engine.workbook.sheet import Position, area

SHEET = "Findings"
COLUMNS = {  # headers and the keys of a finding, with widths
    "Severity": ("severity", 10),
    "Check": ("id", 24),
    "Sheet": ("sheet", 20),
    "Cells": ("range", 18),
    "Name": ("name", 18),
    "Formula": ("formula", 40),
    "Stored": ("cached", 18),
    "Recomputed": ("recomputed", 18),
    "Called directly": ("called_directly", 18),
    "What was found": ("message", 90),
    "Fingerprint": ("fingerprint", 36),
}
ORDER = [severity.value for severity in Severity]  # the gravest first


def annotated(package: Package, record: Record) -> Package:
    """Return the package with the findings of its record.

    Raises:
        CannotAddError: where a part has no place for them.
        UnreadableError: where it is no workbook.
    """
    book = read_book(package)
    draft = Draft(package)
    marks: dict[str, dict[Position, str]] = defaultdict(dict)
    texts: dict[str, dict[Position, list[str]]] = defaultdict(lambda: defaultdict(list))
    for finding in record["findings"]:
        if finding["range"]:
            for rectangle in finding["range"].split(","):
                _mark(marks[finding["sheet"]], rectangle, finding["severity"])
            first = area(finding["cell"])[0]
            cells = f" ({finding['range']})" if finding["cells"] > 1 else ""
            line = printable(f"{finding['id']}{cells}: {finding['message']}")
            texts[finding["sheet"]][first].append(line)
    mark(draft, book, marks)
    for sheet in book.sheets:
        if sheet.name in texts:
            lines = {place: "\n".join(found) for place, found in texts[sheet.name].items()}
            comment(draft, sheet, lines)
    _add_sheet(draft, book, record)
    return draft.package


def _mark(marks: dict[Position, str], rectangle: str, severity: str) -> None:
    (top, left), (bottom, right) = area(rectangle)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            known = marks.get((row, column), severity)
            marks[row, column] = min(known, severity, key=ORDER.index)


def _add_sheet(draft: Draft, book: Book, record: Record) -> None:
    part = draft.free_name("xl/worksheets/findings{}.xml")
    draft.add(part, _sheet(draft.space, record), f"{SPREADSHEET}.worksheet+xml")
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


def _sheet(space: str, record: Record) -> str:
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, (_, width) in enumerate(COLUMNS.values(), start=1)
    )
    rows = [_row(1, [*COLUMNS])]
    links = []
    for number, finding in enumerate(record["findings"], start=2):
        rows.append(_row(number, [finding[key] for key, _ in COLUMNS.values()]))
        if finding["cell"]:
            target = escape(f"{quoted(finding['sheet'])}!{finding['cell']}")
            links.append(f'<hyperlink ref="D{number}" location="{target}"/>')
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        f'<worksheet xmlns="{space}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        f"{linked}</worksheet>"
    )


def _row(number: int, values: list[object]) -> str:
    cells = "".join(
        _cell(f"{column_letters(column)}{number}", value)
        for column, value in enumerate(values, start=1)
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(reference: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{float(value)!r}</v></c>'
    text = stored(printable(str(value)))
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
