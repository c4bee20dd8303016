"""``xl-udfs eval``: formulas, computed as a workbook would."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.cli.exits import BUG, FINDINGS, USAGE, stop
from xl_udfs.cli.options import Today, clock

if TYPE_CHECKING:
    from xl_udfs.engine.evaluate import Evaluation


def evaluate(
    formula: Annotated[str | None, typer.Argument(help="A formula, in quotes.")] = None,
    *,
    jsonl: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A formula a line from a file, - for standard input."),
    ] = None,
    today: Today = None,
) -> None:
    """Evaluate a formula that uses our functions and Excel's own."""
    from xl_udfs.engine.calculate import Library
    from xl_udfs.engine.evaluate import evaluate as engine_evaluate
    from xl_udfs.engine.utf8_json import json_line
    from xl_udfs.functions.registry import INTERNAL_ERROR
    from xl_udfs.hosts.headless import function_table

    if (formula is None) == (jsonl is None):
        stop("give either a formula or --jsonl", USAGE)
    library = Library(function_table(), clock(today))
    if formula is None:
        for line in _lines(str(jsonl)):
            result = engine_evaluate(library, line)
            typer.echo(json_line(_record(line, result)))
        return
    result = engine_evaluate(library, formula)
    if result.unverified:
        typer.echo(f"xl-udfs: {_doubt(result)}", err=True)
    if result.refused is not None:
        typer.echo(result.refused.error.value)
        code = USAGE if result.refused.code == "formula_syntax" else FINDINGS
        stop(result.refused.reason, BUG if result.refused.code == INTERNAL_ERROR else code)
    value = result.value
    if not isinstance(value, tuple):
        typer.echo(_shown(value))
        return
    for row in value:
        typer.echo("\t".join(map(_shown, row)))
    if any(isinstance(cell, ExcelError) for row in value for cell in row):
        for reason in dict.fromkeys(refusal.reason for refusal in result.refusals):
            typer.echo(f"xl-udfs: {reason}", err=True)


def _record(formula: str, result: "Evaluation") -> dict[str, Any]:
    """Return a line of the answer; a value that rests on something unverified says so."""
    refused = result.refused
    doubt = "unverified_function" if result.unverified else None
    return {
        "formula": formula,
        "value": _plain(result.value),
        "error": refused.error.value if refused else None,
        "code": refused.code if refused else doubt,
        "reason": refused.reason if refused else _doubt(result) if doubt else None,
    }


def _doubt(result: "Evaluation") -> str:
    return f"{result.unverified} is not verified: Excel may give something else"


def _lines(name: str) -> Iterable[str]:
    try:
        file = sys.stdin if name == "-" else open(name, encoding="utf-8")  # noqa: PTH123, SIM115
        with file:
            for line in file:
                yield line.rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as fault:
        stop(f"{name} cannot be read: {fault}", 3)


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell or rows of cells, as JSON has them
    if isinstance(value, tuple):
        return [[_plain(cell) for cell in row] for row in value]
    return value.value if isinstance(value, ExcelError) else value


def _shown(cell: CellValue) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).upper()
        case float() | int():
            return f"{cell:.15g}"
        case ExcelError():
            return cell.value
    return str(cell)
