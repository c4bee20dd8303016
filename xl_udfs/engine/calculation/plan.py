"""What the formulas of a workbook become before the calculation library has them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product

from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.by_run import (
    ByRun,
    CellStretch,
    of_shape,
    prepared_in_row,
)
from xl_udfs.engine.calculation.cell_formats import CellFormats
from xl_udfs.engine.calculation.data_tables import WhatIf, what_if
from xl_udfs.engine.calculation.library import (
    CAPTURE,
    Library,
    ResizedArray,
    Unsupported,
    Volatile,
    known_beside,
)
from xl_udfs.engine.calculation.runs import cells_in
from xl_udfs.engine.excel import conformance
from xl_udfs.engine.excel.formulas import Formulas, UnsupportedFunctionError
from xl_udfs.engine.excel.number_texts import NumberTexts
from xl_udfs.engine.excel.passed_over import PassedOver
from xl_udfs.engine.excel.plain_terms import PlainTerms, masked
from xl_udfs.engine.excel.prepared import Copied, Prepared
from xl_udfs.engine.excel.shown_formulas import FormulaIn
from xl_udfs.engine.excel.told_addresses import ToldAddresses
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.formula.lambdas import lambdas_of
from xl_udfs.engine.formula.stored import (
    HostFunction,
    SyntaxFault,
    VolatileFault,
    function_names,
)
from xl_udfs.engine.formula.structured import TableArea
from xl_udfs.engine.formula.tokens import tokens_of
from xl_udfs.engine.workbook.book import Book, Place, Sheet
from xl_udfs.engine.workbook.columns import Run
from xl_udfs.engine.workbook.constants import Constants
from xl_udfs.engine.workbook.outside import outside_sheets
from xl_udfs.engine.workbook.sheet import Position, StoredFormula, area

LARGEST_SPILL = 10_000  # cells that the library spills; from more comes #SPILL!
WIDEST_SPILL = 500  # columns, for which it takes time as their square


@dataclass
class CalculationPlan:
    """What the formulas of a workbook become before the library has them."""

    formulas: Formulas
    sheets: tuple[str, ...]
    single: dict[Place, Prepared] = field(default_factory=dict)
    stretches: list[CellStretch[Prepared]] = field(default_factory=list)
    arrays: dict[Place, str] = field(default_factory=dict)
    """The texts of array formulas; of one too large for the library, of each of its parts."""
    unsupported: dict[Place, Unsupported] = field(default_factory=dict)
    spills: dict[int, tuple[Place, str]] = field(default_factory=dict)  # dynamic arrays, by key
    tables: dict[Place, WhatIf] = field(default_factory=dict)  # of what-if
    unknown: dict[Place, tuple[Area, ...]] = field(default_factory=dict)
    """What formulas refer to that call an unknown function."""

    refused: frozenset[Place] = frozenset()
    """Formulas at which the library gives up; they are unsupported."""

    def refuse(self, book: Book, formulas: Mapping[Place, Unsupported]) -> None:
        """Take formulas out of the plan, which keeps what they refer to."""
        self.refused = frozenset(formulas)
        self.unsupported |= formulas
        for place in formulas:
            for position in filled_by(book, place):
                self.arrays.pop(Place(place.sheet, position), None)
            self.tables.pop(place, None)

    @cached_property
    def prepared(self) -> ByRun[Prepared, Prepared]:
        """The formulas as they are computed, by cell, when all have been taken."""
        return ByRun(self.sheets, self.stretches, self.single, prepared_in_row)

    @property
    def dynamic(self) -> list[Place]:
        """The formulas that refer to cells which are known only when they run."""
        return of_shape(self.prepared, lambda shape: shape.template.dynamic)

    def resized(self, library: Library) -> dict[Place, ResizedArray]:
        """Return the dynamic arrays whose result has another size than is stored."""
        found = {
            place: _resized(library.captured.get(key), reference)
            for key, (place, reference) in self.spills.items()
        }
        return {place: resized for place, resized in found.items() if resized is not None}


def _formulas_by_sheet(book: Book) -> FormulaIn:
    sheets = {sheet.name.casefold(): sheet.cells for sheet in book.sheets}
    return lambda sheet, position: sheets[sheet].formula(position) if sheet in sheets else None


def plan_of(
    book: Book, functions: Mapping[str, HostFunction], computed: Iterable[Place]
) -> CalculationPlan:
    """Prepare the formulas of a workbook, its copies once.

    Args:
        book: the workbook.
        functions: what its formulas may call besides Excel's own, by name in capitals.
        computed: cells that were found to compute a text which shows a number.
    """
    formulas = replace(
        formulas_of(book, functions, known_beside(functions)),
        number_texts=NumberTexts(book.sheets, computed),
        passed_over=PassedOver(book),
        formula_in=_formulas_by_sheet(book),
    )
    formulas.told = ToldAddresses(Constants(book).values, formulas.addressed)
    plan = CalculationPlan(formulas, tuple(sheet.name for sheet in book.sheets))
    formats = CellFormats(book)
    for sheet in book.sheets:
        for run in sheet.cells.runs():
            _add_run(plan, sheet, run, formats)
        for position, formula in sheet.cells.special.items():
            _add_or_refuse(plan, sheet, position, formula, formats)
    return plan


def _add_run(plan: CalculationPlan, sheet: Sheet, run: Run, formats: CellFormats) -> None:
    """Prepare a formula with its copies: once, where they may all be prepared alike."""
    for row in run.rows:
        place = Place(sheet.name, (row, run.column))
        _add_or_refuse(plan, sheet, place.position, StoredFormula(run.text(row)), formats, run)
        if row == run.first and len(run) > 1 and place in plan.single and not formats.count:
            shared = _shared(plan.formulas, run, sheet.name, formats)
            if shared is not None:
                del plan.single[place]
                stretch = CellStretch(sheet.name, run.column, run.first, run.last, shared)
                plan.stretches.append(stretch)
                return


def _shared(formulas: Formulas, run: Run, sheet: str, formats: CellFormats) -> Prepared | None:
    """Return what the copies of a formula are, of which the first is known, if all are alike."""
    first, last = run.first, run.last
    top = run.text(first)
    if "ANCHORARRAY" in top or "#" in top.replace("#REF!", ""):
        return None
    plain, below = (
        formulas.terms.read(run.text(row), sheet, (row, run.column), run.form)
        for row in (first, last)
    )
    copied = formulas.copies.get((plain.form, run.column, sheet, False))
    if copied is None or plain.alone or below.alone or below.form != plain.form:
        return None
    if not _alike(formulas, copied, first, last, formats):
        return None
    return Prepared(copied.form, copied.shape, copied.reference_forms, first)


def _alike(formulas: Formulas, copied: Copied, first: int, last: int, formats: CellFormats) -> bool:
    """Whether what the copies refer to is a date, or a text that ours must read, in all or none."""
    for reference in copied.dated:
        start, end = reference.at(first), reference.at(last)
        if start is None or end is None or not formats.alike(start, end):
            return False
    for reference in copied.beside_texts:
        start, end = reference.at(first), reference.at(last)
        if start is None or end is None or copied.texts:
            return False
        if formulas.number_texts.within(start._replace(bottom=end.bottom)):
            return False
    return True


def _add_or_refuse(
    plan: CalculationPlan,
    sheet: Sheet,
    position: Position,
    formula: StoredFormula,
    formats: CellFormats,
    run: Run | None = None,
) -> None:
    place, stored = Place(sheet.name, position), sheet.cells.value(position)
    try:
        _add(plan, place, formula, formats, run)
    except UnsupportedFunctionError as fault:
        if stored is ExcelError.NAME and ":" not in (formula.array or ""):
            # Excel did not know the function either
            plan.single[place] = plan.formulas.prepared(stored.value, place.sheet)
            return
        plan.unsupported[place] = Unsupported(str(fault))
        plan.unknown |= _references(plan.formulas, place, formula.text)
    except SyntaxFault as fault:
        kind = Volatile if isinstance(fault, VolatileFault) else Unsupported
        plan.unsupported[place] = kind(str(fault))


def _references(
    formulas: Formulas, place: Place, text: str
) -> Iterator[tuple[Place, tuple[Area, ...]]]:
    """Yield what a formula refers to, unless some of it is known only when it runs."""
    text = formulas.terms.plain(text, place.sheet, place.position)
    found = tuple(area_of(reference, place.sheet) for reference in masked(text)[1])
    if conformance.DYNAMIC.isdisjoint(function_names(tokens_of(text))) and None not in found:
        yield place, tuple(area for area in found if area is not None)


def formulas_of(
    book: Book, functions: Mapping[str, HostFunction], known: Callable[[str], bool]
) -> Formulas:
    """Return what the formulas of a workbook may refer to."""
    names = _names(book)
    outside = outside_sheets(book.package)
    own = [sheet.name for sheet in book.sheets]
    return Formulas(
        functions,
        known,
        PlainTerms(
            table_areas(book),
            names,
            _spills(book),
            lambdas_of(names),
            {(sheet.book, sheet.name.casefold()): sheet.known_as for sheet in outside},
            tuple(own),
        ),
        book.epoch_1904,
        sheets=frozenset(map(str.casefold, (*own, *(sheet.known_as for sheet in outside)))),
        tabs=tuple(map(str.casefold, book.tabs)),
        barred=frozenset(_bare(name.name) for _, name in book.names) - {key for _, key in names},
    )


def _bare(name: str) -> str:
    return name.removeprefix("_xlnm.").casefold()


def _add(
    plan: CalculationPlan,
    place: Place,
    formula: StoredFormula,
    formats: CellFormats,
    run: Run | None,
) -> None:
    formulas = plan.formulas
    if formula.data_table:
        table = what_if(place, formula)
        plan.single[place] = formulas.prepared(table.read, place.sheet, place.position)
        plan.tables[place] = table
        return
    prepared = formulas.prepared(
        formula.text,
        place.sheet,
        place.position,
        array=formula.array is not None,
        shows_date=formats.shown,
        form=None if run is None else run.form,
        copies=run is not None and len(run) > 1,
    )
    prepared = formats.as_displayed(prepared, place)
    plan.single[place] = prepared
    if formula.array is not None:
        (top, left), (bottom, right) = area(formula.array)
        key = len(plan.arrays) + 1  # its parts share it
        if formula.dynamic:
            plan.spills[key] = (place, formula.array)
        height, width = bottom - top + 1, right - left + 1
        columns = min(width, WIDEST_SPILL)
        rows = max(1, LARGEST_SPILL // columns)
        for first, aside in product(range(0, height, rows), range(0, width, columns)):
            across = min(columns, width - aside)
            part = f"{height},{width},{first},{min(rows, height - first)},{aside},{across}"
            piece = Place(place.sheet, (top + first, left + aside))
            plan.arrays[piece] = f"={CAPTURE}({key},({prepared.text[1:]}),{part})"


def table_areas(book: Book) -> dict[str, TableArea]:
    """Return where the tables of a workbook stand, by name in lower case."""
    tables = {}
    for sheet in book.sheets:
        for table in sheet.tables:
            (top, left), (bottom, _) = area(table.ref)
            tables[table.displayName.casefold()] = TableArea(
                name=table.displayName,
                sheet=sheet.name,
                top=top,
                left=left,
                bottom=bottom,
                columns=tuple(str(column.name) for column in table.tableColumns),
                headers=int(table.headerRowCount != 0),
                totals=int(table.totalsRowCount or 0),
            )
    return tables


def _names(book: Book) -> dict[tuple[str, str], str]:
    tables = {
        ("", table.displayName.casefold()): f"{table.displayName}[#Data]"
        for sheet in book.sheets
        for table in sheet.tables
    }
    return tables | {
        ((scope or "").casefold(), name.name.casefold()): name.attr_text
        for scope, name in book.names
        if name.attr_text and not name.function and not name.name.startswith("_xlnm.")
    }


def _spills(book: Book) -> dict[tuple[str, int, int], str]:
    return {
        (sheet.name.casefold(), *position): formula.array
        for sheet in book.sheets
        for position, formula in sheet.cells.special.items()
        if formula.array
    }


def under_arrays(sheet: Sheet) -> set[Position]:
    """Return the cells that array formulas fill; what is stored in them are cached values."""
    return {
        position
        for formula in sheet.cells.special.values()
        if formula.array is not None
        for position in cells_in(formula.array)
    }


def filled_by(book: Book, place: Place) -> Iterable[Position]:
    """Return the cells that a formula fills: its own, or those of its array."""
    cell = book.cell(place)
    array = cell.formula.array if cell is not None and cell.formula is not None else None
    return cells_in(array) if array else (place.position,)


def _resized(result: object, reference: str) -> ResizedArray | None:
    """Return the size of a dynamic array's result, where it is no longer the stored one."""
    (top, left), (bottom, right) = area(reference)
    stored = (bottom - top + 1, right - left + 1)
    size = (len(result), len(result[0])) if isinstance(result, tuple) else (1, 1)
    if result is None or size == stored:
        return None
    reason = (
        f"it spills over {size[0]} by {size[1]} cells now, no longer {stored[0]} by {stored[1]}"
    )
    return ResizedArray(reason, *size)
