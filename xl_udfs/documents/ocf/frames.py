"""An Open Cap Format package as DataFrames, whose columns are those of the cap table's lists."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_udfs.documents.letters.refusals import LetterError
from xl_udfs.documents.ocf.reading.package import read_ocf_package
from xl_udfs.documents.ocf.refusals import PackageError
from xl_udfs.documents.ocf.report import Remark
from xl_udfs.documents.ocf.rows import (
    ClassRow,
    ConvertibleRow,
    ExemptionRow,
    HolderRow,
    LedgerRow,
    PackageContent,
    cells,
    columns_by_title,
)
from xl_udfs.documents.ocf.workbook import written_of
from xl_udfs.documents.ocf.writing.files import IssuerFacts, is_country
from xl_udfs.engine.api import UnreadableError, write_file
from xl_udfs.hosts.python.books import clock_of, named, series_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class OcfPackage:
    """What a package holds; each list has the titles that `refresh` takes for its table."""

    package: PackageContent

    @property
    def ok(self) -> bool:
        """Whether nothing was left out, and no total may be wrong."""
        return not self.package.has_errors

    @property
    def classes(self) -> "pd.DataFrame":
        """The rows of tblClasses."""
        return _frame(ClassRow, self.package.table.classes)

    @property
    def holders(self) -> "pd.DataFrame":
        """The rows of tblHolders."""
        return _frame(HolderRow, self.package.table.holders)

    @property
    def ledger(self) -> "pd.DataFrame":
        """The lines of tblLedger."""
        return _frame(LedgerRow, self.package.table.ledger)

    @property
    def exemptions(self) -> "pd.DataFrame":
        """The rows of tblExemptions."""
        return _frame(ExemptionRow, self.package.table.exemptions)

    @property
    def convertibles(self) -> "pd.DataFrame":
        """The rows of tblConvertibles."""
        return _frame(ConvertibleRow, self.package.table.convertibles)

    @property
    def report(self) -> "pd.DataFrame":
        """A row for each finding: grade, code, object, id, text."""
        return _findings(self.package.report)


def read_ocf(path: str | os.PathLike[str]) -> OcfPackage:
    """Read an Open Cap Format package: a folder, a zip or a manifest.

    Raises:
        WorkbookError: where it is not such a package, or a file of it cannot or must not be read.
    """
    try:
        with named(path) as place:
            return OcfPackage(read_ocf_package(place))
    except PackageError as fault:
        raise UnreadableError("E_DATA", fault=str(fault)) from fault


def write_ocf(
    path: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    formation_date: date,
    country: str,
    today: date | None = None,
) -> "pd.DataFrame":
    """Write a cap table workbook as an Open Cap Format package.

    Args:
        path: the workbook; its values are computed anew.
        folder: that takes the package; what is there must not be of the same names.
        formation_date: when the company was formed, which the format demands.
        country: where: two letters, as US.
        today: what TODAY gives; this day where it is left out.

    Returns:
        A row for each thing that the format has no place for: grade, code, object, id, text.

    Raises:
        WorkbookError: where the workbook cannot be read, is not a cap table that a package can be
            made of, or a file of the package is there.
    """
    issuer = _issuer(formation_date, country)
    try:
        made = written_of(Path(path), issuer, clock_of(today))
    except (LetterError, PackageError) as fault:
        raise UnreadableError("E_DATA", fault=str(fault)) from fault
    target = Path(folder)
    there = next((name for name in made.files if (target / name).exists()), None)
    if there is not None:
        raise UnreadableError(
            "E_UNWRITABLE", found=str(target / there), fault="it is there already"
        )
    target.mkdir(parents=True, exist_ok=True)
    for name in reversed([*made.files]):  # the manifest last: without it they are not a package
        write_file(made.files[name], target / name, fresh=True)
    return _findings(made.report)


def _issuer(formation_date: object, country: object) -> IssuerFacts:
    """Return what the format demands of a company, or refuse what it cannot be."""
    if not isinstance(formation_date, date):
        found = f"formation_date is {formation_date!r}; it must be a date"
        raise UnreadableError("E_INPUT", found=found)
    if not is_country(country):
        found = f"country is {country!r}; it must be the two letters of a country, as US"
        raise UnreadableError("E_INPUT", found=found)
    day = formation_date.date() if isinstance(formation_date, datetime) else formation_date
    return IssuerFacts(formation_date=day, country=str(country).upper())


def _frame(kind: type[object], rows: Iterable[object]) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 - a DataFrame comes out

    records = [cells(row) for row in rows]
    titles = columns_by_title(kind)  # type: ignore[arg-type]  # as in rows
    return pd.DataFrame(
        {title: series_of(_plain(record[title]) for record in records) for title in titles}
    )


def _findings(report: Iterable[Remark]) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 - a DataFrame comes out

    rows = [(each.grade.value, each.code, each.object_type, each.id, each.text) for each in report]
    return pd.DataFrame(rows, columns=["grade", "code", "object", "id", "text"])


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - cells have no zone
    return float(value) if isinstance(value, Fraction) else value
