"""Values that break the data validations of their cells, as Excel circles them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain

from xl_udfs.cells import CellValue
from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.checking.fitting import EntryRules, Misfit
from xl_udfs.engine.checking.rule_values import RuleValues
from xl_udfs.engine.excel.conformance import UNSTABLE
from xl_udfs.engine.formula.stored import function_names
from xl_udfs.engine.formula.tokens import tokens_of
from xl_udfs.engine.workbook.columns import SheetColumn
from xl_udfs.engine.workbook.validations import DataValidation

NO_DAY = datetime(1900, 1, 1)  # noqa: DTZ001 - as worksheets; rules that read the clock are skipped


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield the stored values that break a rule; those of a column and rule are one finding."""
    book = subject.book
    values = RuleValues(book, book.value, subject.functions, NO_DAY)
    fitting = EntryRules(values)
    tasks = [
        partial(_misfits, fitting, rule, number, _held(column, area.top, area.bottom))
        for sheet in book.sheets
        for rule in fitting.rules(sheet.name)
        if not _is_unstable(rule)
        for area in rule.areas
        for number, column in sheet.cells.columns.items()
        if area.left <= number <= area.right
    ]
    for misfit in chain.from_iterable(values.gathered(tasks)):
        message = f"{misfit.value} breaks its data validation: it must be {misfit.right}"
        shape = f"column {misfit.place.position[1]} {misfit.rule.areas[0]}"
        yield check.at(subject, misfit.place, message, shape=shape)


def _misfits(
    fitting: EntryRules,
    rule: DataValidation,
    column: int,
    held: tuple[int, Sequence[CellValue]],
) -> list[Misfit]:
    first, values = held
    return [*fitting.of_rule(rule, (first, column), values)]


def _is_unstable(rule: DataValidation) -> bool:
    return any(not UNSTABLE.isdisjoint(function_names(tokens_of(text))) for text in rule.bounds)


def _held(column: SheetColumn, top: int, bottom: int) -> tuple[int, Sequence[CellValue]]:
    """Return the row of the first cell in some rows, and what all to the last one hold."""
    start, stop = column.between(top, bottom)
    if start == stop:
        return top, ()
    first = column.rows[start]
    return first, column.values_of(range(first, column.rows[stop - 1] + 1))


CHECK = WorkbookCheck(
    "misfit",
    Severity.NOTE,
    "A value breaks the data validation of its cell: Excel would refuse it, or warn, where it is "
    "typed.",
    why="It was pasted, written by a program, or typed before the rule or its list was changed; "
    "what counts on the rule, as a lookup in the list, may not find it. Excel shows such cells by "
    "Data Validation, Circle Invalid Data.",
    remedy="Choose a value that fits, or change the rule where the value is right.",
    find=find,
)
