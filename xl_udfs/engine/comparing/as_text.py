"""A workbook as lines of text that stay the same as long as it does: for git and other readers."""

import json
from collections.abc import Iterator
from datetime import timedelta

from xl_udfs.cells import LAST_DAY, SECONDS, SHIFT, CellValue, ExcelError, moment_of
from xl_udfs.engine.container.elements import elements
from xl_udfs.engine.references import address
from xl_udfs.engine.workbook.book import ROOT, Book, related_parts
from xl_udfs.engine.workbook.sheet import Cell

VISIBLE = "visible"


def lines(book: Book) -> Iterator[str]:
    """Yield sheets, names and tables, then every cell: its formula, and the value stored in it."""
    yield from map(on_one_line, _lines(book))


def _lines(book: Book) -> Iterator[str]:
    for name, state in sheet_states(book).items():
        yield f"sheet {name}" + ("" if state == VISIBLE else f" ({state})")
    for label, text in sorted(names_of(book).items()):
        yield f"name {label} = {text}"
    for sheet in book.sheets:
        for table in sorted(sheet.tables, key=lambda table: str(table.displayName)):
            columns = ", ".join(c.name for c in table.tableColumns)
            yield f"table {table.displayName} = {sheet.name}!{table.ref}: {columns}"
    for sheet in book.sheets:
        for position, cell in sorted(sheet.cells.items()):
            content = shown_cell(book, cell)
            if content:
                yield f"{sheet.name}!{address(position)} {content}"


def sheet_states(book: Book) -> dict[str, str]:
    """Return every sheet, also one of charts, and whether it is visible, hidden or veryHidden."""
    main = next(
        target
        for kind, target in related_parts(book.package, ROOT.removesuffix("_rels/.rels")).values()
        if kind.endswith("/officeDocument")
    )
    found = elements(book.package[main], "sheet".__eq__, main)
    return {
        element.attributes["name"]: element.attributes.get("state", VISIBLE)
        for element in found
        if element.parent == "sheets"
    }


def names_of(book: Book) -> dict[str, str]:
    """Return what each defined name stands for; one of a sheet with the sheet before it."""
    return {
        f"{scope}!{name.name}" if scope else str(name.name): str(name.attr_text or "")
        for scope, name in book.names
    }


def shown_cell(book: Book, cell: Cell) -> str:
    """Return what a cell holds; "" for one that holds nothing."""
    value = shown_value(book, cell)
    if cell.formula is None:
        return value
    marked = "{=%s}" if cell.formula.array else "=%s"
    formula = on_one_line(marked % cell.formula.text)
    return f"{formula} -> {value}" if value else formula


def shown_value(book: Book, cell: Cell) -> str:
    """Return a stored value; a number that is shown as a date, as a date."""
    value: CellValue = cell.value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, ExcelError):
        return value.value
    if isinstance(value, str):
        return on_one_line(json.dumps(value, ensure_ascii=False)) if value else ""
    if isinstance(value, float):
        if cell.style in book.date_styles:
            return _day(value + (SHIFT if book.epoch_1904 else 0)) or f"{value:.15g}"
        return f"{value:.15g}"
    return ""


def _day(serial: float) -> str | None:
    seconds = round(serial * SECONDS)
    if not SECONDS <= seconds < (LAST_DAY + 1) * SECONDS:
        return None
    moment = moment_of(seconds // SECONDS)
    if moment is None:
        return None
    moment += timedelta(seconds=seconds % SECONDS)
    return f"{moment:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")


def on_one_line(text: str) -> str:
    """Return a text on one line, in which nothing moves a cursor or turns the line round."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
