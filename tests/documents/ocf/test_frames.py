"""A package as DataFrames, with the titles and kinds of the workbook's lists."""

import json
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

import xl_udfs as xl
from tests.conftest import ROOT
from tests.documents.ocf.conftest import Made, event, issuance
from xl_udfs.documents.ocf.rows import LedgerRow, columns_by_title


def test_a_package_is_read_into_frames(made: Made) -> None:
    """Days are dates, numbers are numbers, and the titles are those that a refresh takes."""
    retracted = event("STOCK_RETRACTION", "c9", "2020-01-03", reason_text="an error")
    package = xl.read_ocf(made(issuance("c1", "100"), issuance("c2", "50"), retracted))
    assert list(package.ledger.columns) == list(columns_by_title(LedgerRow))
    ledger = package.ledger.query("Event == 'issue'")
    assert list(ledger["Number"]) == [100.0, 50.0]
    assert list(ledger["Date"]) == [pd.Timestamp(date(2020, 1, 2))] * 2
    assert "Ann" in list(package.holders["Holder"])
    assert not package.ok
    errors = package.report.query("grade == 'error'")
    assert errors["id"].str.contains("c9").any() or errors["text"].str.contains("c9").any()


def test_what_a_company_cannot_be_is_refused(tmp_path: Path) -> None:
    """A country has two letters and a formation a day; any other package is invalid."""
    book, out, formed = ROOT / "workbooks/cap_table.xlsx", tmp_path / "out", date(1980, 1, 1)
    with pytest.raises(xl.WorkbookError, match="two letters of a country"):
        xl.write_ocf(book, out, formation_date=formed, country="Germany")
    with pytest.raises(xl.WorkbookError, match="must be a date"):
        xl.write_ocf(book, out, formation_date="1980-01-01", country="US")  # type: ignore[arg-type]
    assert not out.exists()


def test_a_cap_table_is_written_and_read_again(tmp_path: Path) -> None:
    """The shipped workbook: its classes come back; a second time the files are there already."""
    formed = date(1980, 1, 1)
    report = xl.write_ocf(
        ROOT / "workbooks/cap_table.xlsx", tmp_path / "out", formation_date=formed, country="us"
    )
    assert any("no number of shares" in text for text in report["text"])  # the Series 1-A
    stated = json.loads((tmp_path / "out" / "Manifest.ocf.json").read_text())["generated_at"]
    assert datetime.fromisoformat(stated).tzinfo is not None  # as RFC 3339 and the schema demand
    package = xl.read_ocf(tmp_path / "out")
    assert "Series 5-A" in list(package.classes["Class"])
    with pytest.raises(xl.WorkbookError, match="is there already"):
        xl.write_ocf(
            ROOT / "workbooks/cap_table.xlsx", tmp_path / "out", formation_date=formed, country="US"
        )
