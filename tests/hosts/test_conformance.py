"""The same arguments give the same cells in Excel, through xlwings, and in the headless engine."""

from collections.abc import Sequence
from datetime import datetime
from types import ModuleType
from typing import Any

import pytest
from openpyxl.utils.cell import get_column_letter

from tests.functions.test_every_function import SOUND
from tests.hosts.conftest import MODULE, OMITTED, CellsOfExcel
from xl_udfs.cells import Argument, Block, CellValue, ExcelError, serial_of
from xl_udfs.engine.calculation.library import Library, Unsupported
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import WorksheetFunction
from xl_udfs.hosts.excel.vba import ERROR_NUMBERS
from xl_udfs.hosts.headless import function_table

COM_ERROR = -2_146_828_288  # + 2007 is what COM hands over for #DIV/0!
DAY = datetime(2005, 7, 18)  # noqa: DTZ001 - as cells are
SHEET = "Cells"
CELLS: dict[str, Argument] = {
    "blank": None,
    "zero": 0.0,
    "empty text": "",
    "text": "abc",
    "true": True,
    "number": 12.0,
    "date cell": DAY,
    "date serial": 38_551.0,
    "error": ExcelError.DIV0,
    "row": ((1.0, 2.0, 3.0),),
    "column": ((10.0,), (0.5,), (38_600.0,)),
    "block": ((1.0, 2.0), (3.0, 4.0)),
    "column of everything": ((0.5,), (None,), ("",), ("abc",), (True,), (-1.0,), (ExcelError.NA,)),
    "column of dates": ((DAY,), (DAY,)),
    "blank row": ((None, None),),
}


def rows_of(cell: Argument) -> Block:
    """Return an argument as rows."""
    return cell if isinstance(cell, tuple) else ((cell,),)


def as_com(cell: CellValue) -> object:
    """Return a cell's value as COM hands it over."""
    return COM_ERROR + ERROR_NUMBERS[cell] if isinstance(cell, ExcelError) else cell


def com_value(cell: Argument) -> object:
    """Return the `Value` of a range in COM: one value, or a tuple of rows."""
    if isinstance(cell, tuple):
        return tuple(tuple(map(as_com, row)) for row in cell)
    return as_com(cell)


class Headless:
    """A sheet of the engine with arguments in its cells."""

    def __init__(self) -> None:
        """Start with an empty sheet."""
        self.library = Library(function_table(), DAY)
        self.library.add_sheet(SHEET)
        self.dates: set[Area | None] = set()
        self.column = 1

    def reference(self, cell: Argument) -> str:
        """Put an argument into cells, and return what a formula says for it."""
        rows = rows_of(cell)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if value is not None:
                    stored = serial_of(value) if isinstance(value, datetime) else value
                    self.library.put_values(SHEET, number, self.column + place, [[stored]])
        first, last = (get_column_letter(self.column + at) for at in (0, len(rows[0]) - 1))
        text = f"{SHEET}!{first}1" + (f":{last}{len(rows)}" if isinstance(cell, tuple) else "")
        if isinstance(rows[0][0], datetime):
            self.dates.add(area_of(text, ""))
        self.column += len(rows[0])
        return text

    def __call__(self, formula: str) -> list[list[object]]:
        """Return the cells that a formula fills."""
        prepared = self.library.formulas.prepared(
            formula, array=True, shows_date=self.dates.__contains__
        )
        value = self.library.evaluate(prepared.text)
        assert not isinstance(value, Unsupported), formula
        return [
            [cell.value if isinstance(cell, ExcelError) else cell for cell in row]
            for row in rows_of(value)
        ]


@pytest.fixture(scope="module")
def headless() -> Headless:
    """Return the engine with our functions."""
    return Headless()


@pytest.fixture(scope="module")
def references(headless: Headless) -> dict[str, str]:
    """Return what a formula says for each kind of cell."""
    return {name: headless.reference(cell) for name, cell in CELLS.items()}


def sound_cells(function: WorksheetFunction, place: int) -> list[Argument]:
    """Return the example's arguments, as many as it takes to reach a place."""
    cells = list(SOUND[function.name])
    return cells + [None] * (place + 1 - len(cells))


def by_excel(udfs: ModuleType, name: str, cells: Sequence[object]) -> list[list[Any]]:
    """Return the cells that a call through xlwings fills."""
    given = list(cells) + [OMITTED] * (len(FUNCTIONS[name].parameters) - len(cells))
    if FUNCTIONS[name].variadic:
        given = list(cells)  # a ParamArray has what was given, and no more
    rows = udfs.call_udf(MODULE, name, tuple(given), None, None)
    return [list(row) for row in rows]


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
@pytest.mark.parametrize("as_range", [True, False], ids=["references", "values"])
def test_every_kind_of_cell_means_the_same_in_both_hosts(
    function: WorksheetFunction,
    udfs: ModuleType,
    headless: Headless,
    references: dict[str, str],
    *,
    as_range: bool,
) -> None:
    """Excel hands references over as ranges, and the results of other formulas as values."""
    differences = {}
    for place, parameter in enumerate(function.parameters):
        sound = sound_cells(function, place)
        texts = [headless.reference(cell) for cell in sound]
        for kind in [*CELLS, "omitted"]:
            com: list[object] = [com_value(cell) for cell in sound]
            com[place] = com_value(CELLS[kind]) if kind in CELLS else OMITTED
            if as_range:
                com = [cell if cell is OMITTED else CellsOfExcel(cell) for cell in com]
            said = [*texts[:place], references.get(kind, ""), *texts[place + 1 :]]
            expected = headless(f"{function.name}({','.join(said)})")
            got = by_excel(udfs, function.name, com)
            if got != expected:
                differences[parameter.name, kind] = f"Excel {got}, headless {expected}"
    assert not differences


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_every_example_gives_the_same_cells_in_both_hosts(
    function: WorksheetFunction, udfs: ModuleType, headless: Headless
) -> None:
    """Values, not only refusals, are compared."""
    sound = SOUND[function.name]
    texts = map(headless.reference, sound)
    expected = headless(f"{function.name}({','.join(texts)})")
    assert by_excel(udfs, function.name, [CellsOfExcel(com_value(c)) for c in sound]) == expected
    assert not any(cell == error.value for error in ExcelError for row in expected for cell in row)
