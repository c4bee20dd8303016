"""Every formula of a workbook, computed without Excel."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TypeAlias

from xl_udfs.cells import ExcelError
from xl_udfs.engine.areas import Area, area_of
from xl_udfs.engine.calculation.by_run import (
    NONE_PREPARED,
    ByRun,
    Stretch,
    of_shape,
    prepared_in_row,
)
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
from xl_udfs.engine.calculation.runs import cells_of, columns
from xl_udfs.engine.excel import conformance
from xl_udfs.engine.excel.formulas import Formulas, UnsupportedFunctionError, masked
from xl_udfs.engine.excel.number_texts import NumberTexts, is_read_by_us
from xl_udfs.engine.excel.passed_over import PassedOver
from xl_udfs.engine.excel.prepared import Prepared, too_large
from xl_udfs.engine.formula.forms import refusal
from xl_udfs.engine.formula.lambdas import lambdas_of
from xl_udfs.engine.formula.stored import HostFunction, SyntaxFault
from xl_udfs.engine.formula.structured import TableArea
from xl_udfs.engine.workbook.book import Book, Place, Sheet
from xl_udfs.engine.workbook.columns import Column, Run
from xl_udfs.engine.workbook.own_row import written
from xl_udfs.engine.workbook.sheet import Formula, Position, area

PASSES = 100  # over formulas that read each other by OFFSET and INDIRECT
WORD = re.compile(r"\w+")
LARGEST_SPILL = 10_000  # cells that the library spills; from more comes #SPILL!


Values: TypeAlias = ByRun[list[Recalculated], Recalculated]


@dataclass
class _Plan:
    """What the formulas of a workbook become before the library has them."""

    formulas: Formulas
    sheets: tuple[str, ...]
    single: dict[Place, Prepared] = field(default_factory=dict)
    stretches: list[Stretch[Prepared]] = field(default_factory=list)
    arrays: dict[Place, str] = field(default_factory=dict)
    """The texts of array formulas; of one too large for the library, of each of its parts."""
    unsupported: dict[Place, Unsupported] = field(default_factory=dict)
    spills: dict[int, tuple[Place, str]] = field(default_factory=dict)  # dynamic arrays, by key
    unknown: dict[Place, tuple[Area, ...]] = field(default_factory=dict)
    """What formulas refer to that call an unknown function."""

    @cached_property
    def prepared(self) -> ByRun[Prepared, Prepared]:
        """The formulas as they are computed, by cell, when all have been taken."""
        return ByRun(self.sheets, self.stretches, self.single, prepared_in_row)

    @property
    def dynamic(self) -> list[Place]:
        """The formulas that refer to cells which are known only when they run."""
        return of_shape(self.prepared, lambda shape: shape.template.dynamic)


def recalculate(book: Book, functions: Mapping[str, HostFunction], now: datetime) -> Recalculation:
    """Compute every formula cell, and the cells that array formulas fill.

    Args:
        book: the workbook.
        functions: what its formulas may call besides Excel's own, by name in capitals.
        now: what TODAY and NOW give.
    """
    computed: frozenset[Place] = frozenset()
    while True:
        try:
            library, plan = _calculated(book, functions, now, computed)
        except CalculationError as fault:
            nothing = dict.fromkeys(result_places(book), Unsupported(str(fault)))
            return Recalculation(nothing, Dependence(book, NONE_PREPARED))
        values = _settled(book, library, plan)
        shown = computed | _number_texts(values, plan.formulas)
        if shown == computed:
            break
        computed = shown
    found: dict[Place, Recalculated] = {**plan.unsupported}
    for key, (place, reference) in plan.spills.items():
        resized = _resized(library.captured.get(key), reference)
        if resized is not None:
            found[place] = resized
    values |= found | _without_value(library, plan, values | found)
    dependence = Dependence(book, plan.prepared, plan.unknown)
    return followed(dependence, values, Probe(library, book, dependence.together))


def _without_value(library: Library, plan: _Plan, values: Values) -> dict[Place, Recalculated]:
    """Return the formulas that came to nothing, though the library has a value for them."""
    found: dict[Place, Recalculated] = {}

    def look(place: Place, prepared: Prepared, value: Recalculated) -> None:
        if too_large(prepared, place.sheet, value):
            found[place] = TOO_LARGE
        elif prepared.shape.hides and not prepared.shape.calls.isdisjoint(library.not_computed):
            found[place] = NOT_COMPUTED

    for place, prepared in plan.single.items():
        look(place, prepared, values[place])
    for stretch in plan.stretches:
        kept = values.stretch(next(stretch.places()))
        if stretch.kept.shape.hides or kept is None or ExcelError.NUM in kept.kept:
            for place in stretch.places():
                look(place, plan.prepared[place], values[place])
    return found


def _value_in_row(values: list[Recalculated], row: int, first: int) -> Recalculated:
    return values[row - first]


def _settled(book: Book, library: Library, plan: _Plan) -> Values:
    """Return the values, when formulas whose references are known only then have settled.

    The library may compute such a formula before an array that fills the cell which it turns out
    to read. Where it cannot compute them again, or they do not settle, they have no value.
    """
    values = _values(book, library)
    dynamic = plan.dynamic
    for _ in range(PASSES if dynamic else 0):
        try:
            library.calculate()
        except CalculationError:
            break
        following = _values(book, library)
        if (following.stretches, following.single) == (values.stretches, values.single):
            return values
        values = following
    return values | dict.fromkeys(dynamic, NOT_SETTLED)


def _values(book: Book, library: Library) -> Values:
    """Return what the library has for each formula cell, and those that arrays fill."""
    stretches = []
    single: dict[Place, Recalculated] = {}
    for sheet in book.sheets:
        for run in sheet.cells.runs():
            found = library.values(sheet.name, run.column, run.first, run.last)
            stretches.append(Stretch(sheet.name, run.column, run.first, run.last, found))
        for row, column in {*sheet.cells.special, *under_arrays(sheet)}:
            single[Place(sheet.name, (row, column))] = library.value(sheet.name, row, column)
    return ByRun([sheet.name for sheet in book.sheets], stretches, single, _value_in_row)


def _number_texts(values: Values, formulas: Formulas) -> frozenset[Place]:
    """Return the cells that turned out to hold a text which shows a number, unlike before."""
    texts = {
        value
        for stretch in values.stretches
        if str in set(map(type, stretch.kept))
        for value in stretch.kept
        if isinstance(value, str)
    }
    texts.update(value for value in values.single.values() if isinstance(value, str))
    texts = set(filter(is_read_by_us, texts))
    if not texts:
        return frozenset()
    found = formulas.number_texts
    return frozenset(
        place
        for place, value in values.items()
        if isinstance(value, str)
        and value in texts
        and not found.within(Area(place.sheet.casefold(), *place.position, *place.position))
    )


def _calculated(
    book: Book,
    functions: Mapping[str, HostFunction],
    now: datetime,
    computed: frozenset[Place],
) -> tuple[Library, _Plan]:
    library, plan = _loaded(book, functions, now, computed)
    library.calculate()
    if not library.settled:  # no value of such a circle is one
        library, plan = _loaded(replace(book, iterates=False), functions, now, computed)
        library.calculate()
    return library, plan


def loaded(book: Book, functions: Mapping[str, HostFunction], now: datetime) -> Library:
    """Return the library with a whole workbook in it, for someone who tries other inputs."""
    return _loaded(book, functions, now)[0]


def _loaded(
    book: Book,
    functions: Mapping[str, HostFunction],
    now: datetime,
    computed: Iterable[Place] = (),
) -> tuple[Library, _Plan]:
    plan = _plan(book, functions, computed)
    library = Library(
        functions,
        now,
        [sheet.name for sheet in book.sheets],
        formulas=plan.formulas,
        epoch_1904=book.epoch_1904,
        iterates=book.iterates,
        dynamic=bool(plan.dynamic),
    )
    for sheet in book.sheets:
        _put_values(library, sheet)
    for place in plan.unsupported:
        cell = book.cell(place)
        array = cell.formula.array if cell is not None and cell.formula is not None else None
        for position in cells_of(array) if array else (place.position,):
            library.put_unsupported(place.sheet, *position)
    for stretch in plan.stretches:
        form = stretch.kept.form
        written_out = [written(form, row) for row in range(stretch.first, stretch.last + 1)]
        library.put_formulas(stretch.sheet, stretch.first, stretch.column, written_out)
    for sheet_name, column, row, texts in columns(
        [
            *plan.arrays.items(),
            *(
                (place, prepared.text)
                for place, prepared in plan.single.items()
                if place not in plan.unsupported and place not in plan.arrays
            ),
        ]
    ):
        library.put_formulas(sheet_name, row, column, texts)
    return library, plan


def _plan(book: Book, functions: Mapping[str, HostFunction], computed: Iterable[Place]) -> _Plan:
    formulas = replace(
        formulas_of(book, functions, known_beside(functions)),
        number_texts=NumberTexts(book.sheets, computed),
        passed_over=PassedOver(book),
    )
    plan = _Plan(formulas, tuple(sheet.name for sheet in book.sheets))
    dates = Dates(book)
    for sheet in book.sheets:
        for run in sheet.cells.runs():
            _add_run(plan, sheet.name, run, dates)
        for position, formula in sheet.cells.special.items():
            _add_or_refuse(plan, Place(sheet.name, position), formula, dates)
    return plan


def _add_run(plan: _Plan, sheet: str, run: Run, dates: "Dates") -> None:
    """Prepare a formula with its copies: once, where they may all be prepared alike."""
    for row in run.rows:
        place = Place(sheet, (row, run.column))
        _add_or_refuse(plan, place, Formula(run.text(row)), dates)
        if row == run.first and len(run) > 1:
            prepared = plan.single.get(place)
            if prepared is not None and plan.formulas.same_below(run, sheet, dates.alike):
                del plan.single[place]
                text = run.text(row)
                shared = plan.formulas.prepared(text, sheet, place.position, shows_date=dates.shown)
                stretch = Stretch(sheet, run.column, run.first, run.last, shared)
                plan.stretches.append(stretch)
                return


def _add_or_refuse(plan: _Plan, place: Place, formula: Formula, dates: "Dates") -> None:
    try:
        _add(plan, plan.formulas, place, formula, dates)
    except (SyntaxFault, UnsupportedFunctionError) as fault:
        plan.unsupported[place] = Unsupported(str(fault))
        if isinstance(fault, UnsupportedFunctionError):
            plan.unknown |= _references(plan.formulas, place, formula.text)


def _references(
    formulas: Formulas, place: Place, text: str
) -> Iterator[tuple[Place, tuple[Area, ...]]]:
    """Yield what a formula refers to, unless some of it is known only when it runs."""
    text = formulas.plain(text, place.sheet, place.position)
    found = tuple(area_of(reference, place.sheet) for reference in masked(text)[1])
    if conformance.DYNAMIC.isdisjoint(map(str.upper, WORD.findall(text))) and None not in found:
        yield place, tuple(area for area in found if area is not None)


def formulas_of(
    book: Book, functions: Mapping[str, HostFunction], known: Callable[[str], bool]
) -> Formulas:
    """Return what the formulas of a workbook may refer to."""
    names = _names(book)
    usable = {key for _, key in names}
    return Formulas(
        functions,
        known,
        tables_of(book),
        names,
        _spills(book),
        book.epoch_1904,
        sheets=frozenset(sheet.name.casefold() for sheet in book.sheets),
        barred=frozenset(_bare(name.name) for _, name in book.names) - usable,
        lambdas=lambdas_of(names),
    )


def _bare(name: str) -> str:
    return name.removeprefix("_xlnm.").casefold()


def _add(plan: _Plan, formulas: Formulas, place: Place, formula: Formula, dates: "Dates") -> None:
    if formula.data_table:
        raise refusal("what-if data table")
    prepared = formulas.prepared(
        formula.text,
        place.sheet,
        place.position,
        array=formula.array is not None,
        shows_date=dates.shown,
    )
    plan.single[place] = prepared
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


class Dates:
    """Which cells are shown as dates."""

    def __init__(self, book: Book) -> None:
        """Take the styles of a workbook's cells."""
        self._book = book
        self._sheets = {sheet.name.casefold(): sheet for sheet in book.sheets}

    def shown(self, area: Area) -> bool:
        """Whether the first cell of an area is shown as a date."""
        sheet = self._sheets.get(area.sheet)
        style = None if sheet is None else sheet.cells.style((area.top, area.left))
        return style in self._book.date_styles

    def alike(self, first: Area, last: Area) -> bool:
        """Whether all first cells from one area down to another are dates, or none is."""
        sheet = self._sheets.get(first.sheet)
        column = None if sheet is None else sheet.cells.columns.get(first.left)
        if column is None:
            return True
        start, end = column.between(first.top, last.top)
        dated = {style in self._book.date_styles for style in set(column.styles[start:end])}
        if end - start <= last.top - first.top:  # a cell is missing
            dated.add(False)
        return len(dated) < 2


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
        for position in cells_of(formula.array)
    }


def result_places(book: Book) -> Iterator[Place]:
    """Yield every formula cell, and the cells that array formulas fill."""
    for sheet in book.sheets:
        positions = {*sheet.cells.special, *under_arrays(sheet)}
        for run in sheet.cells.runs():
            positions.update((row, run.column) for row in run.rows)
        for position in sorted(positions):
            yield Place(sheet.name, position)


def _put_values(library: Library, sheet: Sheet) -> None:
    filled = under_arrays(sheet) | sheet.cells.special.keys()
    for number, column in sheet.cells.columns.items():
        passed = {row for row, across in filled if across == number}
        for start, stop in _constants(column):
            first, values = column.rows[start], column.values[start:stop]
            if None in values or not passed.isdisjoint(column.rows[start:stop]):
                for row, value in zip(column.rows[start:stop], values, strict=True):
                    if value is not None and row not in passed:
                        library.put_column(sheet.name, row, number, [value])
            else:
                library.put_column(sheet.name, first, number, values)


def _constants(column: Column) -> Iterator[tuple[int, int]]:
    """Yield from where to where cells without a formula of their own stand without a gap."""
    start = 0
    for run in column.runs:
        stop = column.place(run.first)
        yield from _unbroken(column.rows, start, stop)
        start = stop + len(run)
    yield from _unbroken(column.rows, start, len(column.rows))


def _unbroken(rows: Sequence[int], start: int, stop: int) -> Iterator[tuple[int, int]]:
    while start < stop:
        end = stop if rows[stop - 1] - rows[start] == stop - 1 - start else start + 1
        while end < stop and rows[end] == rows[end - 1] + 1:
            end += 1
        yield start, end
        start = end


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
