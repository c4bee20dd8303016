"""A package as DataFrames, with the titles and kinds of the workbook's lists."""

from datetime import date

import pandas as pd

import xl_udfs as xl
from tests.documents.ocf.conftest import Made, event, issuance
from xl_udfs.documents.ocf.rows import LedgerRow, columns


def test_a_package_is_read_into_frames(made: Made) -> None:
    """Days are dates, numbers are numbers, and the titles are those that a refresh takes."""
    retracted = event("STOCK_RETRACTION", "c9", "2020-01-03", reason_text="an error")
    package = xl.read_ocf(made(issuance("c1", "100"), issuance("c2", "50"), retracted))
    assert list(package.ledger.columns) == list(columns(LedgerRow))
    ledger = package.ledger.query("Event == 'issue'")
    assert list(ledger["Number"]) == [100.0, 50.0]
    assert list(ledger["Date"]) == [pd.Timestamp(date(2020, 1, 2))] * 2
    assert "Ann" in list(package.holders["Holder"])
    assert not package.ok
    errors = package.report.query("grade == 'error'")
    assert errors["id"].str.contains("c9").any() or errors["text"].str.contains("c9").any()
