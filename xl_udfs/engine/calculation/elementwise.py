"""The library's functions applied to arrays element by element, as Excel applies them."""

from collections.abc import Callable, Mapping
from typing import Any

import formualizer as fz

from xl_udfs.cells import Block, CellValue, ExcelError
from xl_udfs.engine.calculation.values import WithoutValueError, argument_of, returned
from xl_udfs.engine.excel.conformance import argument_class
from xl_udfs.engine.excel.functions.lifting import lifted
from xl_udfs.engine.references import address, column_letters

SHEET = "Sheet1"
# A master check asks them of its whole list each time that a value changes.
QUESTIONS: Mapping[str, Callable[[CellValue], bool]] = {
    "ISERROR": frozenset(ExcelError).__contains__,
    "ISERR": frozenset({*ExcelError} - {ExcelError.NA}).__contains__,
    "ISNA": lambda cell: cell is ExcelError.NA,
    "ISTEXT": lambda cell: isinstance(cell, str),
    "ISNUMBER": lambda cell: type(cell) is float,
    "ISLOGICAL": lambda cell: isinstance(cell, bool),
}


def over_elements(name: str, *raw: Any) -> Any:  # noqa: ANN401 - the library's own values
    """Apply one of the library's functions to each element where it takes one value.

    The library itself does so for a handful of its functions only, and for the others takes
    the first element or answers `#VALUE!`. What the function takes whole is the same each time.
    """
    try:
        arguments = [argument_of(value) for value in raw]
    except WithoutValueError as fault:
        return {"type": "Error", "kind": fault.kind}
    if name in QUESTIONS:
        answer = lifted(QUESTIONS[name])(*arguments)
        return list(map(list, answer)) if isinstance(answer, tuple) else answer
    single = [argument_class(name, place) in "VI" for place in range(len(arguments))]
    cells: list[tuple[CellValue, ...]] = []
    shape = lifted(lambda *elements: cells.append(elements))(
        *(argument for argument, one in zip(arguments, single, strict=True) if one)
    )
    if not cells:
        return returned(ExcelError.NA)
    scratch = fz.Workbook()
    scratch.add_sheet(SHEET)
    scratch.set_values_batch(SHEET, 1, 2, [[returned(cell) for cell in row] for row in cells])
    written, column, beyond = [], 2, 2 + len(arguments)
    for argument, one in zip(arguments, single, strict=True):
        if one:
            written.append(column_letters(column) + "{row}")
            column += 1
            continue
        block: Block = argument if isinstance(argument, tuple) else ((argument,),)
        scratch.set_values_batch(SHEET, 1, beyond, [[returned(c) for c in row] for row in block])
        last = (len(block), beyond + len(block[0]) - 1)
        written.append(f"{address((1, beyond))}:{address(last)}")
        beyond += len(block[0])
    call = f"={name}({','.join(written)})"
    rows = range(1, len(cells) + 1)
    scratch.set_formulas_batch(SHEET, 1, 1, [[call.format(row=row)] for row in rows])
    scratch.evaluate_all()
    results = iter([scratch.get_value(SHEET, row, 1) for row in rows])
    if not isinstance(shape, tuple):
        return next(results)
    return [
        [returned(cell) if cell is not None else next(results) for cell in row] for row in shape
    ]
