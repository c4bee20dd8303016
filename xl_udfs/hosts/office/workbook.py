"""A copy of a workbook whose formulas call the add-in, as Excel itself stores such formulas.

A cell with a call of ours becomes a dynamic array of its own cell. Values stay in their cells, so
that a reader without the add-in sees them, and every byte that is not of a formula stays too.
"""

from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass

from xl_udfs.engine.container.elements import (
    PREFIX,
    Element,
    Splice,
    elements,
    spliced,
    text_splice,
    without_attributes,
)
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.formula.called import with_calls
from xl_udfs.engine.formula.stored import SyntaxFault
from xl_udfs.engine.formula.syntax import check_syntax
from xl_udfs.engine.workbook.book import Book, Sheet, read_book
from xl_udfs.engine.workbook.sheet import Cell, Position, address
from xl_udfs.hosts.excel.part_additions import MacrosRefusedError
from xl_udfs.hosts.office.dynamic_arrays import related, with_dynamic_arrays
from xl_udfs.hosts.office.names import stored_name

TEXTS = {"calculatedColumnFormula", "totalsRowFormula", "definedName"}
NOWHERE = {  # where Excel takes no function of an add-in
    "formula": "a conditional format",
    "formula1": "a data validation",
    "formula2": "a data validation",
}
SHOWN = 60  # letters of a formula in a sentence


def for_office(package: Package, functions: Container[str], namespace: str) -> Package:
    """Return a workbook with the calls of our functions as Excel stores them for the add-in.

    Args:
        package: an .xlsx or .xlsm.
        functions: ours, by name in capitals.
        namespace: what stands before their names in Excel.

    Raises:
        MacrosRefusedError: `E_SIGNED`, `E_NAME_TAKEN`, `E_ADDIN_FORMULA`, `E_METADATA` or
            `E_FORM`, where it cannot be rewritten whole.
        UnreadableError: where it cannot be read.
    """
    book = read_book(package)
    if package.signed:
        raise MacrosRefusedError("E_SIGNED", "it is signed; any change would break the signature")
    taken = next((name.name for _, name in book.names if name.name.upper() in functions), None)
    if taken is not None:
        raise MacrosRefusedError(
            "E_NAME_TAKEN",
            f"it defines the name {taken}, which is the name of a function too; rename it first",
        )
    main = next(related(package, [""], "/officeDocument"))
    announced, number = with_dynamic_arrays(package, main)
    writer = _Writer(functions, namespace, number)
    sheets = [sheet.part for sheet in book.sheets]
    changed = {sheet.part: writer.sheet(book, sheet) for sheet in book.sheets}
    for part in (main, *related(package, sheets, "/table")):
        changed[part] = writer.texts(part, package[part])
    return announced.with_parts(changed)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes formulas anew."""

    functions: Container[str]  # ours, by name
    namespace: str
    number: int  # by which cells name the metadata of dynamic arrays

    def sheet(self, book: Book, sheet: Sheet) -> bytes:
        """Return the part of a sheet."""
        data = book.package[sheet.part]
        found = elements(data, {"f", *NOWHERE}.__contains__, sheet.part)
        cells = sorted((cell.start, place) for place, cell in sheet.cells.items())
        splices: list[Splice] = []
        for element in found:
            if element.name != "f":
                self._refuse(element, sheet.name)
                continue
            _, position = cells[bisect_right(cells, (element.start, (0, 0))) - 1]
            cell = sheet.cells[position]
            if cell.formula is None or cell.formula.data_table:
                continue
            new = self._renamed(cell.formula.text, f"{sheet.name}!{address(position)}")
            if new != cell.formula.text:
                splices += self._cell(data, cell, position, element, new)
        return spliced(data, splices)

    def texts(self, part: str, data: bytes) -> bytes:
        """Return a part with the formulas of its names or columns rewritten."""
        splices = []
        for element in elements(data, TEXTS.__contains__, part):
            what = element.attributes.get("name", element.name)
            new = self._renamed(element.text, f"{what} in {part}")
            if new != element.text:
                splices.append(text_splice(element, new))
        return spliced(data, splices)

    def _renamed(self, formula: str, where: str) -> str:
        new = with_calls(formula, self.functions, lambda name: stored_name(name, self.namespace))
        if new != formula:
            try:
                check_syntax(new.removeprefix("="))
            except SyntaxFault as fault:
                raise MacrosRefusedError(
                    "E_ADDIN_FORMULA",
                    f"the formula of {where} cannot be rewritten: {fault}; correct or clear it",
                ) from fault
        return new

    def _cell(
        self, data: bytes, cell: Cell, position: Position, element: Element, new: str
    ) -> Iterator[Splice]:
        """Yield what becomes of a cell; an array of the old kind stays one."""
        attributes = element.attributes
        own_area = attributes.get("t") == "array"
        if not own_area or (cell.formula is not None and cell.formula.dynamic):
            start, end = cell.tag
            tag = without_attributes(data[start:end], "cm")
            yield start, end, tag[:-1].rstrip() + b' cm="%d">' % self.number
        area = attributes["ref"] if own_area else address(position)
        prefix = PREFIX.match(data, element.start)
        space = ((prefix[1] or b"") if prefix is not None else b"").decode()
        edges = ' xml:space="preserve"' if new != new.strip() else ""
        head = f'<{space}f t="array" ref="{area}"{edges}>'.encode()
        _, _, text = text_splice(element, new)
        yield element.start, element.stop, head + text + f"</{space}f>".encode()

    def _refuse(self, element: Element, sheet: str) -> None:
        if self._renamed(element.text, sheet) != element.text:
            raise MacrosRefusedError(
                "E_ADDIN_FORMULA",
                f"{NOWHERE[element.name]} of the sheet {sheet} calls a function of ours: "
                f"{element.text[:SHOWN]}; Excel takes no add-in's function there, so put the call "
                "into a cell",
            )
