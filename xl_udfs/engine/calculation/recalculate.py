"""Every formula of a workbook, computed without Excel."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.by_run import (
    NONE_PREPARED,
    ByRun,
    CellStretch,
    of_shape,
)
from xl_udfs.engine.calculation.data_tables import fill_tables
from xl_udfs.engine.calculation.evidence.probing import Probe
from xl_udfs.engine.calculation.isolation import culprit
from xl_udfs.engine.calculation.library import (
    NOT_COMPUTED,
    NOT_SETTLED,
    PASSES,
    TOO_LARGE,
    CalculationError,
    Library,
    Recalculated,
    Unsupported,
)
from xl_udfs.engine.calculation.plan import (
    CalculationPlan,
    filled_by,
    plan_of,
    under_arrays,
)
from xl_udfs.engine.calculation.propagation import followed
from xl_udfs.engine.calculation.recalculation import Dependence, Recalculation
from xl_udfs.engine.calculation.runs import column_runs
from xl_udfs.engine.excel.formulas import Formulas
from xl_udfs.engine.excel.number_texts import is_read_by_us
from xl_udfs.engine.excel.prepared import Prepared, too_large
from xl_udfs.engine.formula.areas import Area
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import Book, Place, Sheet
from xl_udfs.engine.workbook.columns import SheetColumn
from xl_udfs.engine.workbook.outside import outside_sheets
from xl_udfs.engine.workbook.own_row import written

MOST_TRIED = 1_000  # formulas, of which it is tried what another day makes of them
ANOTHER_DAY = timedelta(days=1_000.37)
MOST_REFUSED = 20  # formulas, before the whole workbook is given up
_ValuesByPlace: TypeAlias = ByRun[list[Recalculated], Recalculated]


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
) -> tuple[Recalculation, Library | None, CalculationPlan | None]:
    """Return what `recalculate` gives, and the library that holds the workbook now.

    The library is None where it gave up on the whole workbook.
    """
    run = _Run(book, functions, now)
    while True:
        try:
            library, plan = run.calculated()
        except CalculationError as fault:
            reason = Unsupported(str(fault))
            culprits = run.culprits()
            if not culprits or len(run.refused) > MOST_REFUSED:
                nothing = dict.fromkeys(result_places(book), reason)
                return Recalculation(nothing, Dependence(book, NONE_PREPARED)), None, None
            run = run.without(culprits, reason)
            continue
        values = _settled(book, library, plan)
        shown = run.computed | _number_texts(values, plan.formulas)
        if shown == run.computed:
            break
        run = replace(run, computed=shown)
    found: dict[Place, Recalculated] = {**plan.unsupported, **plan.resized(library)}
    values |= found
    values |= _without_value(library, plan, values)
    dependence = Dependence(book, plan.prepared, plan.unknown, plan.formulas.terms)
    moved = run.moved(library, plan, values)
    result = followed(dependence, values, Probe(library, book, dependence.together), moved)
    return result, library, plan


@dataclass(frozen=True, slots=True)
class _Run:
    """What one calculation of a workbook goes by."""

    book: Book
    functions: Mapping[str, HostFunction]
    now: datetime
    computed: frozenset[Place] = frozenset()  # found to compute a text which shows a number
    refused: Mapping[Place, Unsupported] = field(default_factory=dict)

    def without(self, places: Iterable[Place], reason: Unsupported) -> "_Run":
        """Return the calculation that leaves out some formulas more."""
        return replace(self, refused={**self.refused, **dict.fromkeys(places, reason)})

    def calculated(self) -> tuple[Library, CalculationPlan]:
        """Return the library that has computed the workbook, and what it was given.

        Raises:
            CalculationError: where it gives up on the whole workbook.
        """
        library, plan = self._loaded(self.book)
        library.calculate()
        if not library.settled:  # no value of such a circle is one
            library, plan = self._loaded(replace(self.book, iterates=False))
            library.calculate()
        if plan.tables:
            texts = {place: formula.text for place, formula in plan.prepared.items()}
            fill_tables(self.book, library, plan.tables, texts)
        return library, plan

    def _loaded(self, book: Book) -> tuple[Library, CalculationPlan]:
        plan = plan_of(book, self.functions, self.computed)
        plan.refuse(book, self.refused)
        library = Library(
            self.functions,
            self.now,
            [sheet.name for sheet in book.sheets],
            formulas=plan.formulas,
            epoch_1904=book.epoch_1904,
            iterates=book.iterates,
            dynamic=bool(plan.arrays or plan.dynamic),
        )
        for sheet in book.sheets:
            _put_values(library, sheet)
        for linked in outside_sheets(book.package):
            library.add_sheet(linked.known_as)
            for (row, column), value in linked.cells.items():
                library.put_values(linked.known_as, row, column, [[value]])
        for place in (*plan.unsupported, *plan.tables):
            for position in filled_by(book, place):
                library.put_unsupported(place.sheet, *position)
        put_formulas(library, plan)
        return library, plan

    def culprits(self) -> list[Place]:
        """Return a formula at which the library gives up; of one shape all, at its second."""
        prepared = plan_of(self.book, self.functions, self.computed).prepared

        def fails(without: Collection[Place]) -> bool:
            try:
                self.without(without, NOT_COMPUTED).calculated()
            except CalculationError:
                return True
            return False

        place = culprit([place for place in prepared if place not in self.refused], fails)
        if place is None:
            return []
        shape = prepared[place].shape
        if any(prepared[other].shape is shape for other in self.refused):
            return of_shape(prepared, lambda other: other is shape)
        return [place]

    def moved(self, library: Library, plan: CalculationPlan, values: _ValuesByPlace) -> list[Place]:
        """Return the formulas that another day changes, though no reference says it.

        They refer to cells that are known only when they run, or read a day without its year.
        """
        asked = plan.dynamic
        if library.without_year:
            asked = [*values]
        elif (
            plan.tables
            or not 0 < len(asked) <= MOST_TRIED
            or not of_shape(plan.prepared, lambda shape: shape.reads_clock)
        ):
            return []
        try:
            library, other = replace(self, now=self.now + ANOTHER_DAY).calculated()
        except CalculationError:
            return asked
        then = _settled(self.book, library, other)
        return [
            place
            for place in asked
            if not isinstance(values[place], Unsupported) and values[place] != then.get(place)
        ]


def _without_value(
    library: Library, plan: CalculationPlan, values: _ValuesByPlace
) -> dict[Place, Recalculated]:
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
        kept, prepared = values.stretch(next(stretch.places())), stretch.kept
        hides = prepared.shape.hides and (
            too_large(prepared, stretch.sheet, ExcelError.NUM)  # as its copies are
            or not prepared.shape.calls.isdisjoint(library.not_computed)
        )
        if hides or kept is None or ExcelError.NUM in kept.kept:
            for place in stretch.places():
                look(place, plan.prepared[place], values[place])
    return found


def _value_in_row(values: list[Recalculated], row: int, first: int) -> Recalculated:
    return values[row - first]


def _settled(book: Book, library: Library, plan: CalculationPlan) -> _ValuesByPlace:
    """Return the values, when formulas whose references are known only then have settled.

    The library may compute such a formula before an array that fills the cell which it turns out
    to read, and miss a total of cells that follow from one: all are put again first. Where it
    cannot compute them again, or they do not settle, they have no value.
    """
    values = _values(book, library)
    dynamic = plan.dynamic
    for done in range(PASSES if dynamic else 0):
        try:
            if not done:
                put_formulas(library, plan)
            library.calculate()
        except CalculationError:
            break
        following = _values(book, library)
        if (following.stretches, following.single) == (values.stretches, values.single):
            return values
        values = following
    return values | dict.fromkeys(dynamic, NOT_SETTLED)


def _values(book: Book, library: Library) -> _ValuesByPlace:
    """Return what the library has for each formula cell, and those that arrays fill."""
    stretches = []
    single: dict[Place, Recalculated] = {}
    for sheet in book.sheets:
        for run in sheet.cells.runs():
            found = library.values(sheet.name, run.column, run.first, run.last)
            stretches.append(CellStretch(sheet.name, run.column, run.first, run.last, found))
        for row, column in {*sheet.cells.special, *under_arrays(sheet)}:
            single[Place(sheet.name, (row, column))] = library.value(sheet.name, row, column)
    return ByRun([sheet.name for sheet in book.sheets], stretches, single, _value_in_row)


def _number_texts(values: _ValuesByPlace, formulas: Formulas) -> frozenset[Place]:
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


def put_formulas(library: Library, plan: CalculationPlan) -> None:
    """Put every formula that has a value, which the library then computes anew."""
    for stretch in plan.stretches:
        form, rows = stretch.kept.form, range(stretch.first, stretch.last + 1)
        ends = [stretch.kept._replace(row=row) for row in (stretch.first, stretch.last)]
        if all(end.is_upright for end in ends):
            written_out = [written(form, row) for row in rows]
        else:
            written_out = [stretch.kept._replace(row=row).text for row in rows]
        library.put_formulas(stretch.sheet, stretch.first, stretch.column, written_out)
    for sheet_name, column, row, texts in column_runs(
        [
            *plan.arrays.items(),
            *(
                (place, prepared.text)
                for place, prepared in plan.single.items()
                if not (place in plan.unsupported or place in plan.arrays or place in plan.tables)
            ),
        ]
    ):
        library.put_formulas(sheet_name, row, column, texts)
    for place in plan.refused:  # those too that stand among copies
        library.put_unsupported(place.sheet, *place.position)


def result_places(book: Book) -> Iterator[Place]:
    """Yield every formula cell, and the cells that array formulas fill."""
    for sheet in book.sheets:
        positions = {*sheet.cells.special, *under_arrays(sheet)}
        for run in sheet.cells.runs():
            positions.update((row, run.column) for row in run.rows)
        for position in sorted(positions):
            yield Place(sheet.name, position)


def _put_values(library: Library, sheet: Sheet) -> None:
    filled: dict[int, set[int]] = defaultdict(set)  # rows, by column
    for row, across in under_arrays(sheet) | sheet.cells.special.keys():
        filled[across].add(row)
    for number, column in sheet.cells.columns.items():
        passed = filled[number]
        for start, stop in _constants(column):
            first, values = column.rows[start], column.values[start:stop]
            if None in values or not passed.isdisjoint(column.rows[start:stop]):
                for row, value in zip(column.rows[start:stop], values, strict=True):
                    if value is not None and row not in passed:
                        library.put_column(sheet.name, row, number, [value])
            else:
                library.put_column(sheet.name, first, number, values)


def _constants(column: SheetColumn) -> Iterator[tuple[int, int]]:
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
