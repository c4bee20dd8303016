"""``xl-udfs eval``: formulas, computed as a workbook would."""

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.cli.frame import apart, batch
from xl_udfs.cli.frame.exits import BUG, FINDINGS, OK, USAGE, stop
from xl_udfs.cli.frame.options import MEMORY, SECONDS, Memory, Timeout, Today, clock

if TYPE_CHECKING:
    from xl_udfs.engine.api import Evaluation

FIELDS = ("formula", "value", "error", "code", "reason")  # of a line of the answer


def evaluate(
    formula: Annotated[str | None, typer.Argument(help="A formula, in quotes.")] = None,
    *,
    jsonl: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A formula a line from a file, - for standard input."),
    ] = None,
    today: Today = None,
    timeout: Timeout = None,
    memory: Memory = MEMORY,
) -> None:
    """Evaluate a formula that uses our functions and Excel's own."""
    from xl_udfs.engine.refusals import UnreadableError
    from xl_udfs.engine.running.worker import Worker

    if (formula is None) == (jsonl is None):
        stop("give either a formula or --jsonl", USAGE)
    seconds = SECONDS if timeout is None else timeout
    with Worker(partial(_evaluating, clock(today), as_json=formula is None), memory) as worker:
        if formula is None:
            for line in _lines(str(jsonl)):
                answer = worker.outcome(line, seconds)
                if isinstance(answer, UnreadableError):
                    typer.echo(_json(line, None, None, answer.code, str(answer)))
                else:
                    typer.echo(answer.out)
            return
        outcome = worker.outcome(formula, seconds)
    if isinstance(outcome, UnreadableError):
        apart.refuse(batch.terminal_line(formula), outcome)
    apart.finish(outcome)


def _evaluating(now: datetime, *, as_json: bool) -> Callable[[str], apart.ProgramOutput]:
    """Return what evaluates a formula and prints its value."""
    from xl_udfs.engine.api import evaluator
    from xl_udfs.hosts.headless import function_table

    evaluation = evaluator(function_table(), now)

    def evaluated(formula: str) -> apart.ProgramOutput:
        result = evaluation(formula)
        if as_json:
            return apart.ProgramOutput(_record(formula, result), "", OK)
        return apart.printed(partial(_print, result))

    return evaluated


def _record(formula: str, result: "Evaluation") -> str:
    """Return a line of the answer; a value that rests on something unverified says so."""
    refused = result.refused
    doubt = "unverified_function" if result.unverified else None
    error = refused.error.value if refused else None
    code = refused.code if refused else doubt
    reason = refused.reason if refused else _doubt(result) if doubt else None
    return _json(formula, _plain(result.value), error, code, reason)


def _json(*answer: Any) -> str:  # noqa: ANN401 - as JSON has them
    from xl_udfs.engine.utf8_json import json_line

    return json_line(dict(zip(FIELDS, answer, strict=True)))


def _print(result: "Evaluation") -> None:
    if result.unverified:
        typer.echo(f"xl-udfs: {_doubt(result)}", err=True)
    if result.refused is not None:
        from xl_udfs.functions.registry import INTERNAL_ERROR

        typer.echo(result.refused.error.value)
        code = USAGE if result.refused.code == "formula_syntax" else FINDINGS
        stop(result.refused.reason, BUG if result.refused.code == INTERNAL_ERROR else code)
    value = result.value
    if not isinstance(value, tuple):
        typer.echo(_cell_as_text(value))
        return
    for row in value:
        typer.echo("\t".join(map(_cell_as_text, row)))
    if any(isinstance(cell, ExcelError) for row in value for cell in row):
        for reason in dict.fromkeys(refusal.reason for refusal in result.refusals):
            typer.echo(f"xl-udfs: {reason}", err=True)


def _doubt(result: "Evaluation") -> str:
    return f"{result.unverified} is not verified: Excel may give something else"


def _lines(name: str) -> Iterable[str]:
    try:
        file = sys.stdin if name == "-" else open(name, encoding="utf-8")  # noqa: PTH123, SIM115
        with file:
            for line in file:
                yield line.rstrip("\r\n")
    except OSError as fault:
        stop(f"{name} cannot be read: {fault.strerror}", 3)
    except UnicodeDecodeError:
        stop(f"{name} cannot be read: it is not UTF-8; save it as such", 3)


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell or rows of cells, as JSON has them
    if isinstance(value, tuple):
        return [[_plain(cell) for cell in row] for row in value]
    return value.value if isinstance(value, ExcelError) else value


def _cell_as_text(cell: CellValue) -> str:
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
