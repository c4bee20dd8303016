"""A workbook tried with other inputs: what its results come to, without Excel and in no file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import product
from math import inf, prod
from typing import TYPE_CHECKING, Any, Literal, TypeGuard, TypeVar

from xl_udfs.cells import CellValue, ExcelError, cell_text
from xl_udfs.engine.calculation.evidence.trial import Trial
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.checking.fitting import EntryRules
from xl_udfs.engine.checking.rule_values import RuleValues
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.entries import USUAL, EntryOptions, MisfitError
from xl_udfs.engine.tables.inputs import InputCell, input_place, named_cells, slot_of
from xl_udfs.engine.tables.judged import judged
from xl_udfs.engine.tables.moving import BlockedError
from xl_udfs.engine.tables.new_rows import with_rows
from xl_udfs.engine.tables.rows import column_values, plain_value
from xl_udfs.engine.workbook.book import Book, Place
from xl_udfs.hosts.headless import function_table
from xl_udfs.hosts.python.books import (
    FilePath,
    by_name,
    clock_of,
    opened,
    python_value,
    rows_for,
    series_of,
)
from xl_udfs.hosts.python.cells import is_column, is_frame, items

if TYPE_CHECKING:
    import pandas as pd

Found = TypeVar("Found")

MOST = 1_000_000  # scenarios of one call, as many as a sheet has rows


def scenarios(
    path: FilePath,
    inputs: "Mapping[str, Sequence[Any]] | pd.DataFrame",
    outputs: Sequence[str],
    *,
    tables: "Mapping[str, pd.DataFrame] | None" = None,
    errors: Literal["raise", "coerce"] = "raise",
    today: date | None = None,
) -> "pd.DataFrame":
    """Recompute a workbook for each of many inputs; its file is not touched.

    Args:
        path: the workbook.
        inputs: values by the names of their cells (``in_price`` or ``Sheet!B2``): of a mapping
            every combination, the last input changing fastest; of a DataFrame its rows.
        outputs: names of the cells that are wanted.
        tables: rows by the name of a table, in place of those that it has, for all scenarios.
        errors: what becomes of an output that is an error value: "raise", or "coerce" to NA.
        today: what TODAY gives; this day where it is left out.

    Returns:
        A row for each scenario: the inputs, then the outputs.

    Raises:
        WorkbookError: for a name that is not there, an input that a formula computes, a value
            that does not fit its cell, more than 1,000,000 scenarios; for an output that is an
            error value, unless coerced; for one that cannot be computed.
    """
    if errors not in {"raise", "coerce"}:
        found = f'errors is {errors!r}; it must be "raise" or "coerce"'
        raise UnreadableError("E_INPUT", found=found)
    book, new = opened(path), []
    for name, frame in by_name("tables", tables or {}):
        change = with_rows(book, name, rows_for(name, frame))
        book = change.book
        new.append((name, change.new))
    judged(_fitting(book, clock_of(today)), (), new)
    rows = _rows(inputs)
    both = tried(book, rows, list(inputs), outputs, errors=errors, now=clock_of(today))
    results = [found for _, found in both]
    return _frame(inputs, rows, outputs, results)


def _frame(
    inputs: "Mapping[str, Sequence[Any]] | pd.DataFrame",
    rows: Sequence[Sequence[Any]],
    outputs: Sequence[str],
    results: Sequence[Sequence[Any]],
) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 - a DataFrame comes out

    given = inputs if is_frame(inputs) else pd.DataFrame(rows, columns=list(inputs))
    found = {
        name: series_of(result[place] for result in results) for place, name in enumerate(outputs)
    }
    return pd.concat([given.reset_index(drop=True), pd.DataFrame(found)], axis="columns").set_axis(
        given.index
    )


def tried(
    book: Book,
    rows: Iterable[Sequence[Any]],
    inputs: Sequence[str],
    outputs: Sequence[str],
    *,
    errors: Literal["raise", "coerce"] = "raise",
    now: datetime,
    entry: EntryOptions = USUAL,
) -> Iterator[tuple[list[Any], list[Any]]]:
    """Yield the inputs as they were read and the outputs of each scenario, as it is computed.

    Args:
        book: the workbook.
        rows: the values of the inputs, a row for each scenario.
        inputs: names of the cells that take them.
        outputs: names of the cells that are wanted.
        errors: "raise", or "coerce": an output that is an error value is None.
        now: what TODAY and NOW give.
        entry: how texts are read as values of a cell's kind.

    Raises:
        UnreadableError: E_INPUT and E_NO_VALUE, as `scenarios` says.
    """
    cells = [_named(slot_of, book, name) for name in inputs]
    _refuse_twice({name: cell.place for name, cell in zip(inputs, cells, strict=True)}, inputs)
    wanted = _outputs(book, inputs, outputs)
    values = [
        [_value(cell, raw, entry) for cell, raw in zip(cells, row, strict=True)] for row in rows
    ]
    _refuse_misfits(_fitting(book, now), dict(zip(inputs, cells, strict=True)), values)
    trial = Trial(book, function_table(), now)
    trial.ask_only([cell.place for cell in cells], wanted.values())
    for row in values:
        given = dict(zip((cell.place for cell in cells), row, strict=True))
        results = trial.values(given, list(wanted.values()))
        read = [python_value(book, place, value) for place, value in given.items()]
        named = dict(zip(inputs, read, strict=True))
        found = [
            _result(book, name, place, result, named, errors)
            for (name, place), result in zip(wanted.items(), results, strict=True)
        ]
        yield read, found


def _fitting(book: Book, now: datetime) -> EntryRules:
    return EntryRules(RuleValues(book, book.value, function_table(), now))


def _refuse_misfits(
    fitting: EntryRules, cells: Mapping[str, InputCell], rows: Sequence[Sequence[CellValue]]
) -> None:
    """Refuse values that break the data validations of their cells, each once."""
    columns = zip(*rows, strict=True) if rows else ()
    found = {
        f"{name}: {misfit}": None
        for (name, cell), values in zip(cells.items(), columns, strict=bool(rows))
        for value in dict.fromkeys(values)
        for misfit in fitting.of_cell(cell.place, value)
        if misfit.rule.refuses
    }
    if found:
        raise UnreadableError("E_INPUT", found="; ".join(found))


def sensitivity(
    path: FilePath,
    inputs: Sequence[str] | None = None,
    outputs: Sequence[str] = (),
    *,
    by: float = 0.1,
    today: date | None = None,
) -> "pd.DataFrame":
    """Change each input in turn, up and down, and say what that does to the outputs.

    Args:
        path: the workbook.
        inputs: names of cells with numbers; all named ones (``in_…``) where they are left out.
        outputs: names of the cells that are wanted.
        by: the change, as a part of the input (0.1 is 10%); of an input of 0, the change itself.
        today: what TODAY gives; this day where it is left out.

    Returns:
        A row for each input, direction and output that is a number in both states: input, from,
        to, output, before, after, change, and relative (change as a part of what was before);
        the largest relative change first.

    Raises:
        WorkbookError: as `scenarios`; an input without a number is refused.
    """
    import pandas as pd  # noqa: PLC0415 - a DataFrame comes out

    if not (_is_number(by) and 0 < by < inf):
        raise UnreadableError("E_INPUT", found=f"by is {by!r}; it must be a number above 0, as 0.1")
    book = opened(path)
    cells = _numbers(book, inputs)
    wanted = _outputs(book, list(cells), outputs)
    trial = Trial(book, function_table(), clock_of(today))
    trial.ask_only([cell.place for cell, _ in cells.values()], wanted.values())
    before = trial.values({}, list(wanted.values()))
    rows = []
    for name, (cell, number) in cells.items():
        for changed in (number * (1 - by) if number else -by, number * (1 + by) if number else by):
            after = trial.values({cell.place: changed}, list(wanted.values()))
            for output, old, new in zip(wanted, before, after, strict=True):
                if _is_number(old) and _is_number(new):
                    change = new - old
                    relative = change / abs(old) if old else None
                    rows.append((name, number, changed, output, old, new, change, relative))
    columns = ["input", "from", "to", "output", "before", "after", "change", "relative"]
    frame = pd.DataFrame(rows, columns=columns)
    largest = frame["relative"].astype(float).abs().sort_values(ascending=False, kind="stable")
    return frame.loc[largest.index].reset_index(drop=True)


def _rows(inputs: "Mapping[str, Sequence[Any]] | pd.DataFrame") -> list[tuple[Any, ...]]:
    if is_frame(inputs):
        columns = [column_values(inputs.iloc[:, place]) for place in range(inputs.shape[1])]
        return list(zip(*columns, strict=True)) if columns else [()] * len(inputs)
    choices = [
        items(values) if is_column(values) else _choices(values)
        for _, values in by_name("inputs", inputs)
    ]
    count = prod(map(len, choices))
    if count > MOST:
        found = f"the inputs have {count:,} combinations; at most {MOST:,} are computed"
        raise UnreadableError("E_INPUT", found=found)
    return list(product(*choices))


def _choices(values: object) -> list[object]:
    """Return the values that an input takes: of an iterator each, else the one value."""
    return list(values) if isinstance(values, Iterator) else [values]


def _outputs(book: Book, inputs: Sequence[str], outputs: Sequence[str]) -> dict[str, Place]:
    if isinstance(outputs, str) or not outputs:
        raise UnreadableError("E_INPUT", found="outputs must be a list of names, at least one")
    wanted = {name: _named(input_place, book, name) for name in outputs}
    _refuse_twice(wanted, outputs)
    taken = {_named(input_place, book, name) for name in inputs}
    for name, place in wanted.items():
        if place in taken:
            raise UnreadableError("E_INPUT", found=f"{name} is an input and an output")
    return wanted


def _refuse_twice(places: Mapping[str, Place], names: Sequence[str]) -> None:
    """Refuse a cell that is named twice, of which one column would hide the other."""
    first: dict[Place, str] = {}
    for name in names:
        if places[name] in first:
            other = first[places[name]]
            found = (
                f"{other} and {name} are one cell" if other != name else f"{name} is given twice"
            )
            raise UnreadableError("E_INPUT", found=f"{found}; name it once")
        first[places[name]] = name


def _named(find: Callable[[Book, str], Found], book: Book, name: str) -> Found:
    """Return what is found under a name, or refuse it with the name."""
    try:
        return find(book, str(name))
    except (MisfitError, BlockedError) as fault:
        raise UnreadableError("E_INPUT", found=f"{name}: {fault}") from fault


def _value(slot: InputCell, raw: Any, entry: EntryOptions) -> CellValue:  # noqa: ANN401 - as above
    try:
        return slot.value(plain_value(raw), entry)
    except MisfitError as fault:
        raise UnreadableError("E_INPUT", found=f"{slot.name}: {fault}") from fault


def _result(
    book: Book,
    name: str,
    place: Place,
    result: Any,  # noqa: ANN401 - of any kind
    given: Mapping[str, Any],
    errors: str,
) -> Any:  # noqa: ANN401 - of any kind
    if isinstance(result, Unsupported):
        found = f"{name} is not computed{_where(given)}: {result.reason}"
        raise UnreadableError("E_NO_VALUE", found=found)
    if isinstance(result, ExcelError):
        if errors == "coerce":
            return None
        found = f'{name} is {result.value}{_where(given)}; errors="coerce" gives NA'
        raise UnreadableError("E_NO_VALUE", found=found)
    return python_value(book, place, result)


def _where(given: Mapping[str, Any]) -> str:
    return f" where {', '.join(f'{name} is {cell_text(value)}' for name, value in given.items())}"


def _numbers(book: Book, names: Sequence[str] | None) -> dict[str, tuple[InputCell, float]]:
    """Return the inputs with the numbers that they hold; without names, all that are named so."""
    if isinstance(names, str):
        raise UnreadableError("E_INPUT", found="inputs must be a list of names")
    wanted = names
    if wanted is None:
        wanted = [name for name, _ in named_cells(book) if name.casefold().startswith("in_")]
    found = {}
    for name in wanted:
        place = _named(input_place, book, name)
        cell = book.cell(place)
        number = None if cell is None or cell.formula is not None else cell.value
        if _is_number(number) and cell is not None and cell.style not in book.date_styles:
            found[name] = (_named(slot_of, book, name), float(number))
        elif names is not None:
            _named(slot_of, book, name)  # says what is wrong with it, unless it holds no number
            raise UnreadableError("E_INPUT", found=f"{name} holds no number that can be changed")
    return found


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, float | int) and not isinstance(value, bool)
