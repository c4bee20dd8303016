"""One worksheet part: its cells, their formulas and cached values, and where these stand in it."""

from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from xl_udfs.cells import CellValue
from xl_udfs.engine.container.elements import TAG
from xl_udfs.engine.container.markup import XML_NAMES
from xl_udfs.engine.references import Position, address, area, on_grid, position_of
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.workbook.columns import Cells
from xl_udfs.engine.workbook.plain_cells import plain_cells
from xl_udfs.engine.workbook.stored_cells import (
    MAIN,
    STRICT,
    USUAL,
    Cell,
    Conventions,
    NotANumberError,
    StoredFormula,
    StoredFormulas,
    stored_value,
    unescaped,
)

__all__ = [
    "MAIN",
    "STRICT",
    "USUAL",
    "Cell",
    "Cells",
    "Conventions",
    "Position",
    "StoredFormula",
    "address",
    "area",
    "position_of",
    "read_cells",
    "unescaped",
]


def read_cells(
    data: bytes, shared_strings: list[str], part: str, conventions: Conventions = USUAL
) -> Cells:
    """Read every cell of a worksheet part in one pass.

    Raises:
        UnreadableError: `E_XML`, where the part is not well-formed or not UTF-8; `E_OFF_GRID`;
            `E_NUMBER`.
    """
    if part.casefold().endswith(XML_NAMES):  # so that preflight has found it well-formed
        cells = plain_cells(data, shared_strings, part, conventions)
        if cells is not None:
            return cells
    reader = _SheetReader(data, shared_strings, part, conventions)
    try:
        reader.parser.Parse(data, True)
        reader.formulas.settle(reader.cells)
    except (ExpatError, ValueError, KeyError, IndexError) as fault:
        raise UnreadableError("E_XML", part=part, fault=fault) from fault
    return Cells.of(reader.cells)


class _SheetReader:
    """State of one pass over a worksheet part."""

    def __init__(
        self, data: bytes, shared_strings: list[str], part: str, conventions: Conventions
    ) -> None:
        self.conventions = conventions
        self.data = data
        self.part = part
        self.shared_strings = shared_strings
        self.cells: dict[Position, Cell] = {}
        self.formulas = StoredFormulas()
        self.row = self.column = 0
        self.text: list[str] = []
        self.parser: XMLParserType = ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self._empty_cell({})

    def _empty_cell(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self.formula: dict[str, str] | None = None
        self.formula_text = ""
        self.value: str | None = None
        self.value_span: tuple[int, int] | None = None
        self.inline: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if space not in (MAIN, STRICT):
            return
        if tag == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif tag == "c":
            reference = attributes.get("r")
            if reference:
                self.row, self.column = position_of(reference, self.part)
            else:
                self.row, self.column = on_grid(self.row, self.column + 1, self.part)
            self._empty_cell(attributes)
            self.tag_start = self.parser.CurrentByteIndex
            self.tag_stop = self.after_formula = self._tag_end(self.tag_start)
        elif tag in ("f", "v"):
            self.element_start = self.parser.CurrentByteIndex
            self._collect()
            if tag == "f":
                self.formula = attributes
        elif tag == "is":
            self.inline = []
        elif tag == "t" and self.inline is not None:
            self._collect()

    def _collect(self) -> None:
        self.text = []
        self.parser.CharacterDataHandler = self.text.append

    def _collected(self) -> str:
        self.parser.CharacterDataHandler = None
        return "".join(self.text)

    def _tag_end(self, start: int) -> int:
        tag = TAG.match(self.data, start)
        if tag is None:
            raise ValueError("the part is not UTF-8")
        return tag.end()

    def _element_end(self) -> int:
        """Return the byte after the element that ends here, be it ``<v/>`` or ``<v>1</v>``."""
        tag_end = self._tag_end(self.element_start)
        if self.data.endswith(b"/>", self.element_start, tag_end):
            return tag_end
        return self.data.index(b">", self.parser.CurrentByteIndex) + 1

    def end(self, name: str) -> None:
        space, _, tag = name.rpartition(" ")
        if space not in (MAIN, STRICT):
            return
        if tag == "c":
            self._store()
        elif tag == "f":
            self.formula_text = self._collected()
            self.after_formula = self._element_end()
        elif tag == "v":
            self.value = self._collected()
            self.value_span = (self.element_start, self._element_end())
        elif tag == "t" and self.inline is not None:
            self.inline.append(self._collected())

    def _store(self) -> None:
        here = (self.row, self.column)
        first, last = self.value_span or (self.after_formula, self.after_formula)
        self.cells[here] = Cell(
            value=self._stored_value(),
            style=int(self.attributes.get("s", "0")),
            formula=None
            if self.formula is None
            else self.formulas.formula(
                self.formula, self.formula_text, here, dynamic="cm" in self.attributes
            ),
            start=self.tag_start,
            tag_size=self.tag_stop - self.tag_start,
            before=first - self.tag_start,
            size=last - first,
        )

    def _stored_value(self) -> CellValue:
        if self.inline is not None:
            return unescaped("".join(self.inline))
        kind, cell = self.attributes.get("t", "n"), address((self.row, self.column))
        rich = self.attributes.get("vm")
        try:
            return stored_value(kind, self.value, self.shared_strings, self.conventions, rich)
        except NotANumberError as fault:
            found = ascii(str(fault)[:40])
            raise UnreadableError("E_NUMBER", part=self.part, cell=cell, found=found) from fault
        except (ValueError, IndexError) as fault:
            raise ValueError(f"in the cell {cell}, {fault}") from fault
