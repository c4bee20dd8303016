"""Calls as Excel makes them through the add-in: those of the templates, and one of every kind."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.functions.test_every_function import SOUND
from xl_udfs.cells import Answer, Argument, CellValue, ExcelError, serial_of
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.container.package import read_package
from xl_udfs.engine.formula.stored import HostFunction
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import WorksheetFunction

NOW = datetime(2026, 11, 28)  # noqa: DTZ001 - as cells are

Call = tuple[str, list[Any]]
"""The name of a function, and its arguments as JSON holds them."""


def in_office(cell: Argument) -> Argument:
    """Return what Excel hands to an add-in: a date is its number, an empty text a blank."""
    if isinstance(cell, tuple):
        return tuple(tuple(map(_in_office, row)) for row in cell)
    return _in_office(cell)


def _in_office(cell: CellValue) -> CellValue:
    if isinstance(cell, datetime):
        return serial_of(cell)
    return None if cell == "" else cell


def as_json(cell: Argument) -> Any:  # noqa: ANN401 - what JSON holds
    """Write an argument as the pages write it: a range of one cell is one too."""
    if isinstance(cell, tuple):
        return [list(map(as_json, row)) for row in cell]
    if isinstance(cell, ExcelError):
        return {"error": cell.value}
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)  # JavaScript writes no other
    return cell


def of_every_kind(kinds: Sequence[Argument]) -> Iterator[Call]:
    """Yield the example of every function with each of its arguments in turn of every kind."""
    for name, function in FUNCTIONS.items():
        for place in range(len(function.parameters)):
            for kind in kinds:
                cells = [*SOUND[name], *[None] * (place + 1 - len(SOUND[name]))]
                cells[place] = kind
                yield name, [as_json(in_office(cell)) for cell in cells]


def of_the_templates(folder: Path) -> list[Call]:
    """Return the distinct calls that the shipped workbooks make, in the order of their texts."""
    made: dict[str, Call] = {}

    def recorded(function: WorksheetFunction) -> HostFunction:
        def call(*cells: Argument) -> Answer:
            asked = (function.name, [as_json(in_office(cell)) for cell in cells])
            made[json.dumps(asked)] = asked
            return function(*cells)

        return HostFunction(call, function.takes_date)

    table = {name: recorded(function) for name, function in FUNCTIONS.items()}
    for file in sorted(folder.glob("*.xlsx")):
        recalculate(read_book(read_package(file)), table, NOW)
    return [made[text] for text in sorted(made)]
