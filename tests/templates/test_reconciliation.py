"""``reconciliation.xlsx``: what the documents state, worked by hand."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.templates.conftest import WORKBOOKS
from xl_udfs.templates.certificates.reconciliation import DOCUMENTS
from xl_udfs.templates.sheets.words import said


@pytest.fixture(scope="module")
def sheets() -> dict[str, Worksheet]:
    """Return the sheets with their stored values."""
    content = (WORKBOOKS / "reconciliation.xlsx").read_bytes()
    return {sheet.title: sheet for sheet in load_workbook(BytesIO(content), data_only=True)}


def verdict(sheet: Worksheet, label: str) -> tuple[object, object, object]:
    """Return what is stated, recomputed, and how it follows."""
    row = next(row for row in sheet.iter_rows() if row[0].value == label)
    return row[1].value, row[3].value, row[5].value


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        # 5 x 4,251,500
        (
            "Series B warrants, as the agreement states them",
            (21_257_501, 21_257_500, "differs by 1"),
        ),
        (
            "Series B warrants, as the certificate of 2002 states them",
            (21_256_500, 21_257_500, "differs by -1,000"),
        ),
        # 5 x 2,147,357
        ("BAPEF Investments XII, Ltd.: warrants", (10_736_785, 10_736_785, "agrees exactly")),
        # 402,629 + 26,843 + 268,420 + 53,684 + 2,147,357 + 40,263
        ("Principal, in all", (None, 2_939_196, None)),
        (
            "Warrants of this agreement, as the certificate of 2002 states them",
            (14_695_976, 14_695_980, "differs by -4"),
        ),
    ],
)
def test_the_agreement_is_reconciled(
    sheets: dict[str, Worksheet], label: str, expected: tuple[object, object, object]
) -> None:
    """CLAUSES 5.3, each line against the text."""
    assert verdict(sheets["Agreement"], label) == expected


@pytest.mark.parametrize(
    ("name", "stated", "round_principal", "follows"),
    [
        ("Phillip E. Kelly", 402_629, 375_000, "rounded"),
        ("Kumi Hui", 26_843, 25_000, "differs by 1"),
        ("G5 Partners, LP", 40_263, 37_500, "rounded"),
    ],
)
def test_the_principals_follow_from_round_ones_at_one_factor(
    sheets: dict[str, Worksheet], name: str, stated: int, round_principal: int, follows: str
) -> None:
    """An inference that the sheet labels so; one line is a dollar off."""
    got = verdict(sheets["Agreement"], f"{name}: principal")
    assert (got[0], got[2]) == (stated, follows)
    assert got[1] == pytest.approx(round_principal * 1.073678612, rel=1e-14)


def test_the_summary_counts_every_verdict_once(sheets: dict[str, Worksheet]) -> None:
    """Counted again here, cell by cell."""
    rows = {
        row[0].value: [cell.value for cell in row[2:6]]
        for row in sheets["Summary"].iter_rows(min_row=8, max_row=11)
    }
    for column, document in enumerate(DOCUMENTS):
        verdicts = [
            str(row[5].value)
            for row in sheets[said(document.sheet)].iter_rows(min_row=8)
            if row[5].value is not None
        ]
        for way, counts in rows.items():
            assert counts[column] == sum(text.startswith(str(way).casefold()) for text in verdicts)
