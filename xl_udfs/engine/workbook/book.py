"""A workbook as the engine sees it: sheets of cells, tables, names, and the date system."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from posixpath import dirname, join, normpath
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.container.markup import START
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.container.part_names import key_of, relations_of, target_of
from xl_udfs.engine.container.preflight import MIB
from xl_udfs.engine.references import Corners, area
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.workbook.columns import Cells, Run
from xl_udfs.engine.workbook.described import (
    DefinedName,
    Relation,
    Table,
    children,
    defined_names,
    described_table,
    formats,
    is_true,
    relations,
    sheet_entries,
    shows_date,
    shows_percent,
)
from xl_udfs.engine.workbook.shared_strings import read_shared_strings
from xl_udfs.engine.workbook.sheet import (
    Cell,
    Conventions,
    Position,
    StoredFormula,
    read_cells,
)

ROOT = "_rels/.rels"
FORBIDDEN_IN_NAMES = frozenset("[]:*?/\\")  # in the name of a sheet
RICH = {"8": ExcelError.SPILL, "13": ExcelError.CALC}  # by the number of the kind of error
STEP, LARGEST_STEP = 0.001, 0.1  # of circles: Excel's own, and the most that is believed
OFFICE_DOCUMENT = "/officeDocument"  # the end of the relationship's type in every dialect


class Place(NamedTuple):
    """One cell of one sheet; the key of every table of cells, so a tuple, which hashes fastest."""

    sheet: str
    position: Position


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet."""

    name: str
    part: str
    cells: Cells
    tables: tuple[Table, ...]
    state: str = "visible"  # or "hidden", "veryHidden"

    def with_cells(self, cells: Mapping[Position, Cell]) -> "Sheet":
        """Return the sheet with other cells in some places."""
        return replace(self, cells=Cells.of({**self.cells, **cells}))


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook, read."""

    package: Package
    sheets: tuple[Sheet, ...]
    names: tuple[tuple[str | None, DefinedName], ...]  # the sheet of its scope, and the name
    epoch_1904: bool
    date_styles: frozenset[int]  # cell styles that show a number as a date
    percent_styles: frozenset[int]  # and as a percentage
    tabs: tuple[str, ...] = ()  # the names of all sheets in their order, also of `other_sheets`
    rich_errors: Mapping[int, ExcelError] = field(default_factory=dict)
    """Errors that `#VALUE!` in a cell stands for, by the number of its rich value."""
    iterates: bool = False  # whether Excel computes circles again and again until they settle
    step: float = STEP  # a change at which it takes them for settled
    displayed: tuple[
        str, ...
    ] = ()  # formats by cell style, where Excel computes with what it shows

    @property
    def other_sheets(self) -> tuple[str, ...]:
        """The sheets of charts and macros, which hold no cells for us."""
        own = {sheet.name for sheet in self.sheets}
        return tuple(name for name in self.tabs if name not in own)

    def in_order(self, places: Iterable[Place]) -> list[Place]:
        """Return cells sheet by sheet and row by row."""
        order = {sheet.name: number for number, sheet in enumerate(self.sheets)}
        return sorted(places, key=lambda place: (order[place.sheet], place.position))

    def cell(self, place: Place) -> Cell | None:
        """Return a cell, or None where nothing is stored."""
        sheet = next(sheet for sheet in self.sheets if sheet.name == place.sheet)
        return sheet.cells.get(place.position)

    def value(self, place: Place) -> CellValue:
        """Return what is stored in a cell; None where nothing is."""
        sheet = next(sheet for sheet in self.sheets if sheet.name == place.sheet)
        return sheet.cells.value(place.position)

    def formula(self, place: Place) -> StoredFormula | None:
        """Return the formula of a cell."""
        sheet = next(sheet for sheet in self.sheets if sheet.name == place.sheet)
        return sheet.cells.formula(place.position)

    def formulas(self) -> Iterator[tuple[Place, Cell]]:
        """Yield every formula cell, sheet by sheet in the order of the file."""
        for sheet in self.sheets:
            for position, cell in sheet.cells.items():
                if cell.formula is not None:
                    yield Place(sheet.name, position), cell

    def runs(self) -> Iterator[tuple[str, Run]]:
        """Yield every formula with its copies below it, and the sheet where it stands."""
        for sheet in self.sheets:
            for run in sheet.cells.runs():
                yield sheet.name, run

    def texts(self, wanted: Callable[[str], bool]) -> Iterator[tuple[Place, str]]:
        """Yield the formulas of which something is true that is true of all copies or of none."""
        for sheet, run in self.runs():
            if wanted(run.text(run.first)):
                for row, text in zip(run.rows, run.texts(), strict=True):
                    yield Place(sheet, (row, run.column)), text
        for place, formula in self.special():
            if wanted(formula.text):
                yield place, formula.text

    def special(self) -> Iterator[tuple[Place, StoredFormula]]:
        """Yield the formulas of arrays and data tables."""
        for sheet in self.sheets:
            for position, formula in sheet.cells.special.items():
                yield Place(sheet.name, position), formula


def read_book(package: Package) -> Book:
    """Read a workbook from its parts.

    Raises:
        UnreadableError: when a part that must be there is missing or cannot be read.
    """
    try:
        return _read_book(package)
    except (ParseError, TypeError, ValueError, KeyError, AttributeError) as fault:
        raise UnreadableError("E_XML", part="xl/workbook.xml", fault=fault) from fault


def _read_book(package: Package) -> Book:
    main = workbook_part(package)
    if main not in package:
        raise UnreadableError("E_NOT_WORKBOOK", found=f"an Office file without its part {main}")
    bounds = _Bounds(package)
    bounds.check_trees(main)
    workbook = _workbook_tree(package, main)
    epoch_1904 = any(is_true(c, "date1904") for c in children(workbook, "workbookPr"))
    related = related_parts(package, main)
    by_kind = {kind.rpartition("/")[2]: target for kind, target in related.values()}
    strings, styles = by_kind.get("sharedStrings"), by_kind.get("styles")
    bounds.check_trees(styles)
    bounds.check_cells(strings)
    shared_strings: list[str] = []
    if strings is not None:
        allowed = package.limits.strings
        shared_strings = read_shared_strings(package[strings], strings, allowed)
    conventions = Conventions(epoch_1904, _rich_errors(package, by_kind))
    sheets: list[Sheet] = []
    tabs = [entry.name for entry in sheet_entries(workbook)]
    for entry in sheet_entries(workbook):
        _check_name(entry.name, [sheet.name for sheet in sheets])
        kind, part = related[entry.relation]
        if kind.endswith("/worksheet"):
            bounds.check_cells(part)
            tables = _table_parts(package, part)
            bounds.check_trees(*tables)
            cells = read_cells(package[part], shared_strings, part, conventions)
            sheets.append(Sheet(entry.name, part, cells, _tables(package, tables), entry.state))
    if not sheets:
        raise UnreadableError("E_NOT_WORKBOOK", found="a workbook without worksheets")
    shown_as = list(formats(_tree(package[styles]))) if styles is not None else []
    return Book(
        package,
        tuple(sheets),
        _names(workbook),
        conventions.epoch_1904,
        frozenset(style for style, shown in enumerate(shown_as) if shows_date(shown)),
        frozenset(style for style, shown in enumerate(shown_as) if shows_percent(shown)),
        tuple(tabs),
        conventions.rich_errors,
        any(is_true(settings, "iterate") for settings in children(workbook, "calcPr")),
        next((_step(settings) for settings in children(workbook, "calcPr")), STEP),
        tuple(shown_as) if _computes_as_displayed(workbook) else (),
    )


def _computes_as_displayed(workbook: Element) -> bool:
    """Whether Excel rounds each result to what its cell shows."""
    return any(
        "fullPrecision" in settings.attrib and not is_true(settings, "fullPrecision")
        for settings in children(workbook, "calcPr")
    )


@dataclass(slots=True)
class _Bounds:
    """How much of what a workbook may hold has been read of it."""

    package: Package
    tags: int = 0  # in the parts that are held as trees
    size: int = 0  # bytes of the markup of cells and texts

    def check_trees(self, *parts: str | None) -> None:
        """Refuse names, styles and tables that would make trees of too many elements."""
        for part in parts:
            self.tags += self.package[part].count(b"<") if part is not None else 0
        allowed = self.package.limits.tree_tags
        if self.tags > allowed:
            raise UnreadableError("E_XML_TREE", allowed=allowed, limit="tree_tags")

    def check_cells(self, part: str | None) -> None:
        """Refuse sheets and shared texts of too many bytes, before texts are made of them."""
        self.size += len(self.package[part]) if part is not None else 0
        allowed = self.package.limits.cells_mib
        if self.size > allowed * MIB:
            raise UnreadableError(
                "E_CELLS_SIZE", found=self.size / MIB, allowed=allowed, limit="cells_mib"
            )


def _step(settings: Element) -> float:
    """Return the change at which Excel takes a circle for settled."""
    try:
        return min(abs(float(settings.get("iterateDelta", STEP))), LARGEST_STEP)
    except ValueError:
        return STEP


def _check_name(name: str, others: list[str]) -> None:
    taken = name.casefold() in (other.casefold() for other in others)
    if not name or taken or FORBIDDEN_IN_NAMES.intersection(name):
        raise UnreadableError("E_SHEET_NAME", found=ascii(name[:40]))


def _tree(data: bytes) -> Element:
    return fromstring(data)  # noqa: S314 - preflight refuses any DTD


def data_of(table: Table) -> Corners:
    """Return the first and the last cell of a table's data, without header and totals."""
    (top, left), (bottom, right) = area(table.ref)
    headers, totals = int(table.headerRowCount != 0), int(table.totalsRowCount or 0)
    return (top + headers, left), (bottom - totals, right)


def _workbook_tree(package: Package, part: str) -> Element:
    """Return the workbook's part.

    Raises:
        UnreadableError: `E_NOT_WORKBOOK`, where it is something else by what it holds.
    """
    data = package[part]
    root = _tree(data) if START.match(data) else None
    if root is None or root.tag.rpartition("}")[2] != "workbook":
        raise UnreadableError("E_NOT_WORKBOOK", found=f"an Office file ({part})")
    return root


def workbook_part(package: Package) -> str:
    """Return the name of the part that lists the sheets.

    Raises:
        UnreadableError: `E_NOT_WORKBOOK`, where nothing says which it is.
    """
    for kind, target in related_parts(package, "").values():
        if kind.endswith(OFFICE_DOCUMENT):
            return target
    raise UnreadableError("E_NOT_WORKBOOK", found="a zip package")


def related_parts(package: Package, part: str) -> Mapping[str, tuple[str, str]]:
    """Return the relationships of a part by id: type and the name of the part meant."""
    return {
        relation.id: (relation.kind, _meant(package, part, relation.target))
        for relation in _relations(package, part)
        if not relation.outside
    }


def outside_targets(package: Package, part: str) -> list[str]:
    """Return what a part is related to outside of the package."""
    return [relation.target for relation in _relations(package, part) if relation.outside]


def _relations(package: Package, part: str) -> list[Relation]:
    rels = package.spelled(key_of(relations_of(part)))
    if rels is None:
        return []
    _Bounds(package).check_trees(rels)
    return list(relations(_tree(package[rels])))


def _meant(package: Package, part: str, target: str) -> str:
    """Return the name of a part as the package spells it; as it is asked for, where it is not."""
    found = package.spelled(target_of(part, target))
    return normpath(join("/", dirname(part), target)).strip("/") if found is None else found


def _table_parts(package: Package, part: str) -> list[str]:
    related = related_parts(package, part).values()
    return [target for kind, target in related if kind.endswith("/table")]


def _tables(package: Package, parts: list[str]) -> tuple[Table, ...]:
    return tuple(described_table(_tree(package[part])) for part in parts)


def _names(workbook: Element) -> tuple[tuple[str | None, DefinedName], ...]:
    sheets = [entry.name for entry in sheet_entries(workbook)]
    return tuple(
        (None if name.sheet is None else sheets[name.sheet], name)
        for name in defined_names(workbook)
    )


def _rich_errors(package: Package, by_kind: Mapping[str, str]) -> dict[int, ExcelError]:
    """Return which error each rich value of a cell is, by its number from 1."""
    kinds = ("sheetMetadata", "rdRichValue", "rdRichValueStructure")
    parts = [by_kind.get(kind, "") for kind in kinds]
    if not all(part in package for part in parts):
        return {}
    _Bounds(package).check_trees(*parts)
    metadata, values, structures = (_tree(package[part]) for part in parts)
    places = [int(place.get("i", 0)) for place in metadata.iterfind(".//{*}rvb")]
    keys = [[key.get("n") for key in s.iterfind("{*}k")] for s in structures.iterfind("{*}s")]
    errors = [
        dict(zip(keys[int(value.get("s", 0))], (v.text for v in value), strict=False))
        for value in values.iterfind("{*}rv")
    ]
    return {
        number: RICH[kind]
        for number, record in enumerate(metadata.iterfind("{*}valueMetadata/{*}bk/{*}rc"), 1)
        if (place := int(record.get("v", 0))) < len(places)
        and places[place] < len(errors)
        and (kind := errors[places[place]].get("errorType")) in RICH
    }
