"""Formulas as LibreOffice needs them."""

import pytest
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from tests.hosts.libreoffice.conftest import book_of
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.libreoffice.translation import translated, translated_formula

OURS = "ORG.XLUDFS.FUNCTIONS."


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("SUM(A1,B2)", "SUM(A1,B2)"),
        ("conversion_rate(1000, 0.3125)", f"{OURS}CONVERSION_RATE(1000, 0.3125)"),
        ("_xll.CONVERSION_RATE(1,2)+1", f"{OURS}CONVERSION_RATE(1,2)+1"),
        ("CONVERSION_RATE(A1:A9,B1+1)", f"{OURS}CONVERSION_RATE(A1:A9,B1+1)"),
        ("CONVERSION_RATE(SUM(A1),-B1)", f"{OURS}CONVERSION_RATE(SUM(A1),-B1)"),
        ('"CONVERSION_RATE("&A1', '"CONVERSION_RATE("&A1'),
        ("not a formula(", "not a formula("),
    ],
)
def test_our_functions_get_their_full_names(stored: str, expected: str) -> None:
    """All else stays as it is stored."""
    assert translated_formula(stored, FUNCTIONS) == expected


@pytest.mark.parametrize(
    ("stored", "reference", "block"),
    [
        ("A1", "A1", "A1:A1"),
        ("$B$4", "$B$4", "$B$4:$B$4"),
        ("'My sheet'!C3", "'My sheet'!C3", "'My sheet'!C3:C3"),
        ("threshold", "Inputs!$B$4", "Inputs!$B$4:$B$4"),
    ],
)
def test_a_reference_to_one_cell_keeps_blank_and_error(
    stored: str, reference: str, block: str
) -> None:
    """LibreOffice hands over 0 for a blank cell, unless it is written as a range."""
    formula = translated_formula(
        f"CONVERSION_RATE(1000, {stored} )", FUNCTIONS, {"threshold": "Inputs!$B$4"}
    )
    kept = f"IF(ISERROR({reference}),{reference},{block})"
    assert formula == f"{OURS}CONVERSION_RATE(1000, {kept} )"


def test_formulas_of_sheets_and_names_are_translated_and_nothing_else() -> None:
    """Markup within a formula is escaped again; texts and values stay."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet["A1"], sheet["A2"] = '=IF(1<2,CONVERSION_RATE(4,2),"&")', "CONVERSION_RATE(1,2)"
    made.defined_names["rate"] = DefinedName("rate", attr_text="CONVERSION_RATE(4,2)")
    book = book_of(made)
    package = translated(book, FUNCTIONS)
    part = book.sheets[0].part
    assert f'<f>IF(1&lt;2,{OURS}CONVERSION_RATE(4,2),"&amp;")</f>'.encode() in package[part]
    assert f">{OURS}CONVERSION_RATE(4,2)</definedName>".encode() in package["xl/workbook.xml"]
    changed = {p.name for p in package.parts if p.data != book.package[p.name]}
    assert changed == {part, "xl/workbook.xml"}
