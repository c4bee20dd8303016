"""One worksheet part: its cells, their formulas and cached values, and where these stand in it."""

import re
from math import isfinite
from typing import NamedTuple, TypeAlias
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from openpyxl.formula.translate import Translator

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.grid import Position, address, area, on_grid, position_of
from xl_udfs.engine.refusals import UnreadableError

__all__ = ["Cell", "Cells", "Formula", "Position", "address", "area", "position_of", "read_cells"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a stored text writes a control character


class Formula(NamedTuple):
    """A stored formula, without its equals sign."""

    text: str
    array: str | None = None  # the range of an array formula, as "B4:C9"
    dynamic: bool = False  # entered as a dynamic array, so that it spills
    data_table: bool = False  # a what-if table, which has no formula of its own


class Cell(NamedTuple):
    """One stored cell; `value` is what it holds or, for a formula, its cached value."""

    value: CellValue
    style: int
    tag: tuple[int, int]  # where its start tag stands in the bytes of the part
    cached: tuple[int, int]  # where its <v> stands, or the empty place where one belongs
    formula: Formula | None = None

    @property
    def calculated(self) -> bool:
        """Whether there is any stored value; an empty text is one, an empty <v/> is none."""
        return self.value is not None


Cells: TypeAlias = dict[Position, Cell]


def read_cells(data: bytes, shared_strings: list[str], part: str) -> Cells:
    """Read every cell of a worksheet part in one pass.

    Raises:
        UnreadableError: `E_XML`, where the part is not well-formed or not UTF-8; `E_OFF_GRID`.
    """
    reader = _Reader(data, shared_strings, part)
    try:
        reader.parser.Parse(data, True)
    except (ExpatError, ValueError, KeyError, IndexError) as fault:
        raise UnreadableError("E_XML", part=part, fault=fault) from fault
    return reader.cells


class _Reader:
    """State of one pass over a worksheet part."""

    def __init__(self, data: bytes, shared_strings: list[str], part: str) -> None:
        self.data = data
        self.part = part
        self.shared_strings = shared_strings
        self.cells: Cells = {}
        self.masters: dict[str, Translator] = {}
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
        self.cells[here] = Cell(
            value=self._stored_value(),
            style=int(self.attributes.get("s", "0")),
            tag=(self.tag_start, self.tag_stop),
            cached=self.value_span or (self.after_formula, self.after_formula),
            formula=None if self.formula is None else self._formula(here),
        )

    def _formula(self, here: Position) -> Formula:
        attributes = self.formula or {}
        kind = attributes.get("t", "normal")
        if kind == "shared":
            group = attributes["si"]
            if self.formula_text:
                self.masters[group] = Translator("=" + self.formula_text, address(here))
                return Formula(self.formula_text)
            return Formula(self.masters[group].translate_formula(address(here))[1:])
        return Formula(
            self.formula_text,
            array=attributes.get("ref") if kind == "array" else None,
            dynamic=kind == "array" and "cm" in self.attributes,
            data_table=kind == "dataTable",
        )

    def _stored_value(self) -> CellValue:
        if self.inline is not None:
            return unescaped("".join(self.inline))
        text = self.value
        if text is None:
            return None
        match self.attributes.get("t", "n"):
            case "s":
                index = int(text)
                if index < 0:  # Python would count from the end
                    raise IndexError(f"there is no shared string {index}")
                return self.shared_strings[index]
            case "str" | "d":
                return unescaped(text)
            case "b":
                return text.strip() in {"1", "true"}
            case "e":
                return ExcelError(text.strip())
            case _:
                return _number(text) if text.strip() else None


def _number(text: str) -> float:
    """Read a stored number; Python would also read ``nan``, ``inf`` and ``1_000``.

    Raises:
        ValueError: where it is none.
    """
    number = float(text)
    if not isfinite(number) or "_" in text:
        raise ValueError(f"{text[:40]!r} is no number")
    return number


def unescaped(text: str) -> str:
    """Return a text with its control characters; half a surrogate pair is no character."""
    if "_x" not in text:
        return text
    units = ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
