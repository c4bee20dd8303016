"""Ranges that leave out the first or last rows of a table."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.excel.plain_terms import masked
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.formula.relative import corner_of
from xl_udfs.engine.formula.stored import function_name
from xl_udfs.engine.formula.tokens import TokenKind, tokens_of
from xl_udfs.engine.workbook.book import Place, Sheet, data_of
from xl_udfs.engine.workbook.sheet import Position, address, area

FEWEST = 3  # numbers that make a list
TOTALS = {"SUM", "AVERAGE", "MIN", "MAX", "COUNT", "SUBTOTAL", "PRODUCT", "MEDIAN"}


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield formulas with a range over most rows of a table's columns, but not over all of them.

    A range that grows from row to row has one end with a dollar sign and one without; a window
    that moves down a table has none, and stands in the table. Both are meant so.
    """
    tables = _tables(subject)
    for place, text, references in _with_ranges(subject, tables):
        ranges: dict[tuple[Area, int, int], list[tuple[str, Area]]] = defaultdict(list)
        for reference in references:
            found = area_of(reference, place.sheet)
            table = None if found is None else _cut(found, tables.get(found.sheet, ()))
            if found is not None and table is not None and _is_list(reference, place, table):
                ranges[table, found.left, found.right].append((reference, found))
        plain = _plain(subject, place, text) if not ranges else ""
        if plain:
            yield check.at(subject, place, plain)
        for (table, _, _), cuts in ranges.items():
            if {found.top for _, found in cuts} == {table.top} or {
                found.bottom for _, found in cuts
            } == {table.bottom}:  # else they stand against each other, a row apart
                reference, found = cuts[0]
                message = (
                    f"{reference} stops short: the table has the rows {table.top} to {table.bottom}"
                )
                yield check.at(subject, place, message)


def _with_ranges(
    subject: Subject, tables: Mapping[str, Sequence[Area]]
) -> Iterator[tuple[Place, str, list[str]]]:
    """Yield the formulas that may cut a list short: their cell, their text, and their ranges.

    Ranges that are the same in all copies are held against the tables once.
    """
    for sheet, run in subject.book.runs():
        ranges = [each for each in run.form.references if len(each.corners) > 1]
        if not ranges:
            continue
        is_total = _totalled(run.text(run.first)) is not None  # as its copies are
        if not (is_total or any(each.moves for each in ranges)):
            areas = (area_of(each.at((run.first, run.column)), sheet) for each in ranges)
            if not any(area and _cut(area, tables.get(area.sheet, ())) for area in areas):
                continue
        for row in run.rows:
            text = run.text(row) if is_total else ""
            place = Place(sheet, (row, run.column))
            yield place, text, [each.at(place.position) for each in ranges]
    for place, formula in subject.book.special():
        yield place, formula.text, [each for each in masked(formula.text)[1] if ":" in each]


def _plain(subject: Subject, place: Place, text: str) -> str:
    """Say that a total leaves out the last numbers of the list above it, or to its left.

    The list is of typed numbers without a gap; what is left out follows without one, and is less
    than what is taken.
    """
    reference = _totalled(text)
    taken = area_of(reference, place.sheet) if reference else None
    sheet = next((one for one in subject.book.sheets if one.name == place.sheet), None)
    if taken is None or sheet is None or taken.sheet != place.sheet.casefold():
        return ""
    row, column = place.position
    if taken.left == taken.right == column and taken.bottom < row:
        line = [(at, column) for at in range(taken.top, row)]
        count = taken.bottom - taken.top + 1
    elif taken.top == taken.bottom == row and taken.right < column:
        line = [(row, at) for at in range(taken.left, column)]
        count = taken.right - taken.left + 1
    else:
        return ""
    numbers = [*takewhile(lambda at: _is_typed_number(sheet, at), line)]
    left_out = len(numbers) - count
    if count < FEWEST or not 0 < left_out < count:
        return ""
    missing = f"{address(numbers[count])}:{address(numbers[-1])}"
    return f"{reference} stops short: the numbers go on in {missing}"


def _totalled(text: str) -> str | None:
    """Return the reference that a formula totals, where it does nothing else."""
    call, *rest = tokens_of(text) or (None,)
    if call is None or function_name(call) not in TOTALS:
        return None
    kinds = [token.kind for token in rest]
    if kinds[:2] == [TokenKind.NUMBER, TokenKind.COMMA]:  # which total SUBTOTAL gives
        rest, kinds = rest[2:], kinds[2:]
    return rest[0].text if kinds == [TokenKind.REFERENCE, TokenKind.CLOSE] else None


def _is_typed_number(sheet: Sheet, position: Position) -> bool:
    cell = sheet.cells.get(position)
    return cell is not None and cell.formula is None and type(cell.value) in {float, int}


def _tables(subject: Subject) -> dict[str, list[Area]]:
    """Return the data of each table, without its header and with it, by sheet."""
    found: dict[str, list[Area]] = defaultdict(list)
    for sheet in subject.book.sheets:
        name = sheet.name.casefold()
        for table in sheet.tables:
            (first, left), (last, right) = data_of(table)
            for top in (first, area(table.ref)[0][0]):
                found[name].append(Area(name, top, left, last, right))
    return found


def _cut(found: Area, tables: Sequence[Area]) -> Area | None:
    """Return the table of which a range has most rows, the first or the last one among them."""
    if any((table.top, table.bottom) == (found.top, found.bottom) for table in tables):
        return None
    return next(
        (
            table
            for table in tables
            if table.left <= found.left
            and found.right <= table.right
            and table.top <= found.top
            and found.bottom <= table.bottom
            and (table.top == found.top) != (table.bottom == found.bottom)
            and 2 * (found.bottom - found.top + 1) >= table.bottom - table.top + 1
        ),
        None,
    )


def _is_list(reference: str, place: Place, table: Area) -> bool:
    ends = [corner_of(end, place.position).row for end in tokens_of(reference)[0].bare.split(":")]
    first, last = (end is not None and end.fixed for end in ends)
    return first == last and (first or not table.holds(*place))


CHECK = WorkbookCheck(
    "range-cut-short",
    Severity.WARNING,
    "A range takes most rows of a table's column, but leaves out the first or the last of them; or "
    "a total leaves out the last numbers of the list above it or to its left.",
    why="A line added to a list, or a range typed by hand, and the total no longer counts every "
    "line.",
    remedy="Let the range cover the column, or name it as Table[Column], which grows with the "
    "table.",
    find=find,
)
