"""Every formula of a workbook, computed without Excel."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from xl_udfs.cells import ExcelError
from xl_udfs.engine.areas import Area, area_of
from xl_udfs.engine.calculation.data_tables import WhatIf, fill_tables, what_if
from xl_udfs.engine.calculation.dates import Dates
from xl_udfs.engine.calculation.library import (
    CAPTURE,
    NOT_COMPUTED,
    NOT_SETTLED,
    TOO_LARGE,
    CalculationError,
    Library,
    Recalculated,
    Resized,
    Unsupported,
    known_beside,
)
from xl_udfs.engine.calculation.probing import Probe
from xl_udfs.engine.calculation.propagation import followed
from xl_udfs.engine.calculation.recalculation import Dependence, Recalculation
from xl_udfs.engine.calculation.runs import cells_of, columns, rectangles
from xl_udfs.engine.excel import conformance
from xl_udfs.engine.excel.formulas import Formulas, UnsupportedFunctionError
from xl_udfs.engine.excel.number_texts import NumberTexts, is_read_by_us
from xl_udfs.engine.excel.passed_over import PassedOver
from xl_udfs.engine.excel.plain_terms import PlainTerms, masked
from xl_udfs.engine.excel.prepared import Prepared, too_large
from xl_udfs.engine.formula.lambdas import lambdas_of
from xl_udfs.engine.formula.stored import HostFunction, SyntaxFault, function_names
from xl_udfs.engine.formula.structured import TableArea
from xl_udfs.engine.formula.tokens import tokens_of
from xl_udfs.engine.workbook.book import Book, Place, Sheet
from xl_udfs.engine.workbook.outside import outside_sheets
from xl_udfs.engine.workbook.sheet import Formula, Position, area

PASSES = 100  # over formulas that read each other by OFFSET and INDIRECT
LARGEST_SPILL = 10_000  # cells that the library spills; from more comes #SPILL!


@dataclass(slots=True)
class Plan:
    """What the formulas of a workbook become before the library has them."""

    formulas: Formulas
    prepared: dict[Place, Prepared] = field(default_factory=dict)
    arrays: dict[Place, str] = field(default_factory=dict)
    """The texts of array formulas; of one too large for the library, of each of its parts."""
    unsupported: dict[Place, Unsupported] = field(default_factory=dict)
    spills: dict[int, tuple[Place, str]] = field(default_factory=dict)  # dynamic arrays, by key
    tables: dict[Place, WhatIf] = field(default_factory=dict)  # of what-if
    unknown: dict[Place, tuple[Area, ...]] = field(default_factory=dict)
    """What formulas refer to that call an unknown function."""

    def is_dynamic(self, place: Place) -> bool:
        """Whether a formula refers to cells that are known only when it runs."""
        prepared = self.prepared.get(place)
        return prepared is not None and prepared.shape.template.dynamic

    def resized(self, library: Library) -> dict[Place, Resized]:
        """Return the dynamic arrays whose result has another size than is stored."""
        found = {
            place: _resized(library.captured.get(key), reference)
            for key, (place, reference) in self.spills.items()
        }
        return {place: resized for place, resized in found.items() if resized is not None}


def recalculate(book: Book, functions: Mapping[str, HostFunction], now: datetime) -> Recalculation:
    """Compute every formula cell, and the cells that array formulas fill.

    Args:
        book: the workbook.
        functions: what its formulas may call besides Excel's own, by name in capitals.
        now: what TODAY and NOW give.
    """
    return computed_with(book, functions, now)[0]


def computed_with(
    book: Book, functions: Mapping[str, HostFunction], now: datetime
) -> tuple[Recalculation, Library | None, Plan | None]:
    """Return what `recalculate` gives, and the library that holds the workbook now.

    The library is None where it gave up on the whole workbook.
    """
    computed: frozenset[Place] = frozenset()
    while True:
        try:
            library, plan = _calculated(book, functions, now, computed)
        except CalculationError as fault:
            nothing = dict.fromkeys(result_places(book), Unsupported(str(fault)))
            return Recalculation(nothing, Dependence(book, {})), None, None
        values = _settled(book, library, plan)
        shown = computed | _number_texts(values, plan.formulas)
        if shown == computed:
            break
        computed = shown
    values.update(plan.unsupported)
    values.update(plan.resized(library))
    not_computed = library.not_computed
    for place, prepared in plan.prepared.items():
        if too_large(prepared, place.sheet, values[place]):
            values[place] = TOO_LARGE
        elif prepared.shape.hides and any(name in prepared.shape.calls for name in not_computed):
            values[place] = NOT_COMPUTED
    dependence = Dependence(book, plan.prepared, plan.unknown)
    result = followed(dependence, values, Probe(library, book, dependence.together))
    return result, library, plan


def _settled(book: Book, library: Library, plan: Plan) -> dict[Place, Recalculated]:
    """Return the values, when formulas whose references are known only then have settled.

    The library may compute such a formula before an array that fills the cell which it turns out
    to read. Where it cannot compute them again, or they do not settle, they have no value.
    """

    def found() -> dict[Place, Recalculated]:
        return {at: library.value(at.sheet, *at.position) for at in result_places(book)}

    values = found()
    dynamic = [place for place in plan.prepared if plan.is_dynamic(place)]
    for _ in range(PASSES if dynamic else 0):
        try:
            library.calculate()
        except CalculationError:
            break
        following = found()
        if following == values:
            return values
        values = following
    return values | dict.fromkeys(dynamic, NOT_SETTLED)


def _number_texts(values: Mapping[Place, Recalculated], formulas: Formulas) -> frozenset[Place]:
    """Return the cells that turned out to hold a text which shows a number, unlike before."""
    found = formulas.number_texts
    return frozenset(
        place
        for place, value in values.items()
        if isinstance(value, str)
        and is_read_by_us(value)
        and not found.within(Area(place.sheet.casefold(), *place.position, *place.position))
    )


def _calculated(
    book: Book,
    functions: Mapping[str, HostFunction],
    now: datetime,
    computed: frozenset[Place],
) -> tuple[Library, Plan]:
    library, plan = _loaded(book, functions, now, computed)
    library.calculate()
    if not library.settled:  # no value of such a circle is one
        library, plan = _loaded(replace(book, iterates=False), functions, now, computed)
        library.calculate()
    if plan.tables:
        texts = {place: formula.text for place, formula in plan.prepared.items()}
        fill_tables(book, library, plan.tables, texts)
    return library, plan


def loaded(book: Book, functions: Mapping[str, HostFunction], now: datetime) -> Library:
    """Return the library with a whole workbook in it, for someone who tries other inputs."""
    return _loaded(book, functions, now)[0]


def _loaded(
    book: Book,
    functions: Mapping[str, HostFunction],
    now: datetime,
    computed: Iterable[Place] = (),
) -> tuple[Library, Plan]:
    plan = _plan(book, functions, computed)
    library = Library(
        functions,
        now,
        [sheet.name for sheet in book.sheets],
        formulas=plan.formulas,
        epoch_1904=book.epoch_1904,
        iterates=book.iterates,
        dynamic=bool(plan.arrays) or any(map(plan.is_dynamic, plan.prepared)),
    )
    for sheet in book.sheets:
        _put_values(library, sheet)
    for linked in outside_sheets(book.package):
        library.add_sheet(linked.known_as)
        for (row, column), value in linked.cells.items():
            library.put_values(linked.known_as, row, column, [[value]])
    for place in (*plan.unsupported, *plan.tables):
        cell = book.cell(place)
        array = cell.formula.array if cell is not None and cell.formula is not None else None
        for position in cells_of(array) if array else (place.position,):
            library.put_unsupported(place.sheet, *position)
    for sheet_name, column, row, texts in columns(
        [
            *plan.arrays.items(),
            *(
                (place, prepared.text)
                for place, prepared in plan.prepared.items()
                if not (place in plan.unsupported or place in plan.arrays or place in plan.tables)
            ),
        ]
    ):
        library.put_formulas(sheet_name, row, column, texts)
    return library, plan


def _plan(book: Book, functions: Mapping[str, HostFunction], computed: Iterable[Place]) -> Plan:
    formulas = replace(
        formulas_of(book, functions, known_beside(functions)),
        number_texts=NumberTexts(book.sheets, computed),
        passed_over=PassedOver(book),
    )
    plan = Plan(formulas)
    dates = Dates(book)
    for place, cell in book.formulas():
        formula = cell.formula
        assert formula is not None  # noqa: S101 - `formulas` yields only these
        try:
            _add(plan, formulas, place, formula, dates)
        except UnsupportedFunctionError as fault:
            if cell.value is ExcelError.NAME and formula.array is None:
                # Excel did not know the function either
                plan.prepared[place] = formulas.prepared(cell.value.value, place.sheet)
                continue
            plan.unsupported[place] = Unsupported(str(fault))
            plan.unknown |= _references(formulas, place, formula.text)
        except SyntaxFault as fault:
            plan.unsupported[place] = Unsupported(str(fault))
    return plan


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
            tables_of(book),
            names,
            _spills(book),
            lambdas_of(names),
            {(sheet.book, sheet.name.casefold()): sheet.known_as for sheet in outside},
            tuple(own),
        ),
        book.epoch_1904,
        sheets=frozenset(map(str.casefold, (*own, *(sheet.known_as for sheet in outside)))),
        barred=frozenset(_bare(name.name) for _, name in book.names) - {key for _, key in names},
    )


def _bare(name: str) -> str:
    return name.removeprefix("_xlnm.").casefold()


def _add(plan: Plan, formulas: Formulas, place: Place, formula: Formula, dates: Dates) -> None:
    if formula.data_table:
        table = what_if(place, formula)
        plan.prepared[place] = formulas.prepared(table.read, place.sheet, place.position)
        plan.tables[place] = table
        return
    prepared = formulas.prepared(
        formula.text,
        place.sheet,
        place.position,
        array=formula.array is not None,
        shows_date=dates.shown,
    )
    plan.prepared[place] = prepared
    if formula.array is not None:
        (top, left), (bottom, right) = area(formula.array)
        key = len(plan.arrays) + 1  # its parts share it
        if formula.dynamic:
            plan.spills[key] = (place, formula.array)
        height, width = bottom - top + 1, right - left + 1
        rows = max(1, LARGEST_SPILL // width)
        for first in range(0, height, rows):
            part = f"{height},{width},{first},{min(rows, height - first)}"
            piece = Place(place.sheet, (top + first, left))
            plan.arrays[piece] = f"={CAPTURE}({key},({prepared.text[1:]}),{part})"


def tables_of(book: Book) -> dict[str, TableArea]:
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
        (place.sheet.casefold(), *place.position): cell.formula.array
        for place, cell in book.formulas()
        if cell.formula is not None and cell.formula.array
    }


def _under_arrays(sheet: Sheet) -> set[Position]:
    """Return the cells that array formulas fill; what is stored in them are cached values."""
    return {
        position
        for cell in sheet.cells.values()
        if cell.formula is not None and cell.formula.array is not None
        for position in cells_of(cell.formula.array)
    }


def result_places(book: Book) -> Iterator[Place]:
    """Yield every formula cell, and the cells that array formulas fill."""
    for sheet in book.sheets:
        positions = [at for at, cell in sheet.cells.items() if cell.formula is not None]
        filled = _under_arrays(sheet)
        for position in sorted(filled.union(positions) if filled else positions):
            yield Place(sheet.name, position)


def _put_values(library: Library, sheet: Sheet) -> None:
    filled = _under_arrays(sheet)
    constants = {
        position: cell
        for position, cell in sheet.cells.items()
        if cell.formula is None and cell.value is not None and position not in filled
    }
    for (top, left), (bottom, right) in rectangles(constants):
        library.put_values(
            sheet.name,
            top,
            left,
            [
                [constants[row, column].value for column in range(left, right + 1)]
                for row in range(top, bottom + 1)
            ],
        )


def _resized(result: object, reference: str) -> Resized | None:
    """Return the size of a dynamic array's result, where it is no longer the stored one."""
    (top, left), (bottom, right) = area(reference)
    stored = (bottom - top + 1, right - left + 1)
    size = (len(result), len(result[0])) if isinstance(result, tuple) else (1, 1)
    if result is None or size == stored:
        return None
    reason = (
        f"it spills over {size[0]} by {size[1]} cells now, no longer {stored[0]} by {stored[1]}"
    )
    return Resized(reason, *size)
