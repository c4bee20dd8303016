"""A workbook checked and refreshed from Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.api import (
    Checked,
    Refreshed,
    RuleError,
    TableRows,
    UnreadableError,
    check_file,
    refresh_file,
    rule_of_text,
    write_refreshed,
)
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.references import address
from xl_udfs.engine.tables.rows import plain_value
from xl_udfs.engine.writing.outputs import refuse_if_open
from xl_udfs.hosts.headless import function_table
from xl_udfs.hosts.python.books import FilePath, by_name, clock_of, named, rows_for
from xl_udfs.versions import VERSIONS

if TYPE_CHECKING:
    import pandas as pd

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, repr=False)
class CheckResult:
    """What a check found; `ok` where there is nothing but notes."""

    checked: Checked

    def __repr__(self) -> str:
        """Show what a notebook should, which is not every finding."""
        return f"CheckResult(ok={self.ok}, findings={len(self.checked.findings)})"

    @property
    def ok(self) -> bool:
        """Whether there is nothing but notes."""
        return self.checked.sound

    @property
    def counts(self) -> "pd.Series":
        """How many formulas there are, are recomputed, equal, and of each kind that is not."""
        import pandas as pd  # noqa: PLC0415 - a Series comes out

        counts = self.checked.counts
        whole = {
            "formulas": counts.formulas,
            "recomputed": counts.recomputed,
            "equal": counts.equal,
            "volatile": counts.volatile,
            "aside": counts.aside,
        }
        kinds = {verdict.value: count for verdict, count in counts.verdicts.items()}
        return pd.Series(whole | kinds, name="cells")

    @property
    def findings(self) -> "pd.DataFrame":
        """A row for each finding: sheet, cell, id, severity, stored, recomputed, text, cells."""
        import pandas as pd  # noqa: PLC0415 - a DataFrame comes out

        rows = [
            (
                finding.sheet,
                finding.cell,
                finding.id,
                finding.severity.value,
                _plain_value(finding.cached),
                _plain_value(finding.recomputed),
                finding.message,
                len(finding.cells),
            )
            for finding in self.checked.findings
        ]
        columns = ["sheet", "cell", "id", "severity", "stored", "recomputed", "text", "cells"]
        return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True, slots=True, repr=False)
class RefreshResult:
    """What a refresh wrote; `ok` where no value was left that the engine has otherwise."""

    path: Path  # of the file that holds the new values
    refreshed: Refreshed

    def __repr__(self) -> str:
        """Show what a notebook should, which is not the whole file."""
        return (
            f"RefreshResult(path={str(self.path)!r}, ok={self.ok}, changed={self.changed}, "
            f"master={self.master!r})"
        )

    @property
    def ok(self) -> bool:
        """Whether every value is what the engine has, or known to stand."""
        return self.refreshed.sound

    @property
    def changed(self) -> int:
        """How many formula cells have a new value."""
        return self.refreshed.changed

    @property
    def master(self) -> CellValue:
        """What the workbook's own master check says now; None without one."""
        return self.refreshed.master

    @property
    def left(self) -> "pd.DataFrame":
        """A row for each value that was left though the engine has another, or none: why."""
        import pandas as pd  # noqa: PLC0415 - a DataFrame comes out

        rows = [
            (
                each.place.sheet,
                address(each.place.position),
                _plain_value(each.stored),
                None if isinstance(each.computed, Unsupported) else _plain_value(each.computed),
                each.message,
            )
            for each in (*self.refreshed.left, *self.refreshed.stale)
        ]
        return pd.DataFrame(rows, columns=["sheet", "cell", "stored", "recomputed", "text"])


def check(path: FilePath, *, today: date | None = None, ignore: Iterable[str] = ()) -> CheckResult:
    """Recompute a workbook, and say what differs from what it shows and what else is wrong.

    Args:
        path: the workbook; it is not changed.
        today: what TODAY gives; this day where it is left out.
        ignore: findings to leave out, as ``id="volatile", reason="the day of today"``.

    Raises:
        WorkbookError: where the file cannot or must not be read, or a rule cannot be meant.
    """
    try:
        rules = [rule_of_text(text) for text in ([ignore] if isinstance(ignore, str) else ignore)]
    except RuleError as fault:
        raise UnreadableError("E_INPUT", found=str(fault).removeprefix("--")) from fault
    with named(path) as place:
        found = check_file(
            place, function_table(), now=clock_of(today), rules=rules, versions=VERSIONS
        )
        return CheckResult(found)


def refresh(
    path: FilePath,
    *,
    tables: "Mapping[str, pd.DataFrame]" = NOTHING,
    inputs: Mapping[str, object] = NOTHING,
    output: FilePath | None = None,
    backup: bool = False,
    everything: bool = False,
    today: date | None = None,
) -> RefreshResult:
    """Put rows and inputs into a workbook, recompute it, and write only what changed.

    Args:
        path: the workbook.
        tables: new rows by the name of their table, in place of those that it has.
        inputs: values by the name of their cell (``in_price`` or ``Sheet!B2``).
        output: the file that takes the result, which must not be there; None: in place.
        backup: keep what is replaced as NAME.bak.
        everything: write values too that come out otherwise though nothing upstream changed.
        today: what TODAY gives; this day where it is left out.

    Raises:
        WorkbookError: where the file cannot be read or written, or a change is refused; then
            nothing is written.
    """
    with named(path) as source, named(path if output is None else output) as target:
        if output is not None and target.suffix.casefold() != source.suffix.casefold():
            found = f"its name must end in {source.suffix}, as the workbook's does"
            raise UnreadableError("E_UNWRITABLE", found=str(target), fault=found)
        refuse_if_open(target)
    with named(source):
        result = refresh_file(
            source,
            function_table(),
            now=clock_of(today),
            tables=[
                TableRows(name, rows_for(name, frame)) for name, frame in by_name("tables", tables)
            ],
            inputs={name: plain_value(value) for name, value in by_name("inputs", inputs)},
            everything=everything,
        )
    write_refreshed(
        result,
        source,
        target,
        backup=target.with_name(f"{target.name}.bak") if backup else None,
        overwrite=output is None,
    )
    return RefreshResult(target, result)


def _plain_value(value: CellValue | Any) -> Any:  # noqa: ANN401 - of any kind
    return value.value if isinstance(value, ExcelError) else value
