"""INDIRECT of what constants tell, and references whose cells are gone."""

from collections.abc import Mapping

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from tests.wild.workbooks import NOW, formula, of_cells, of_rows, value
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.evidence.trial import Trial
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.calculation.values import Unverified
from xl_udfs.engine.references import position_of
from xl_udfs.engine.workbook.book import Place, read_book

REF, NA, DIV0 = ExcelError.REF, ExcelError.NA, ExcelError.DIV0
NAMED = {"A1": "B2", "A2": "B", "A3": 3, "B1": 10, "B2": 20, "B3": 30, "C1": "=A1", "D1": "gone!A1"}
TOLD = (
    ("INDIRECT(A1)", 20),
    ("INDIRECT(A2&A3)", 30),
    ('INDIRECT("S!"&A2&A3-2)', 10),
    ('INDIRECT("B"&ROW(A1)+1)', 20),
    ('SUM(INDIRECT("B1:"&A1))', 30),
    ('SUM(INDIRECT(A2&":"&A2))', 60),
    ('SUMIFS(INDIRECT("B1:B3"),INDIRECT("B1:B3"),">10")', 50),
    ("INDIRECT(C1)", 20),  # by a formula, so that it is found out when it runs
    ("INDIRECT(D1)", REF),
    # in the style R1C1, as it is seen from Z100
    ('INDIRECT("R2C2",FALSE)', 20),
    ('INDIRECT("S!R3C2",0)', 30),
    ('INDIRECT("r[-98]c[-24]",FALSE)', 20),
    ('SUM(INDIRECT("R1C2:R3C[-24]",FALSE))', 60),
    ('SUM(INDIRECT("C2",FALSE))', 60),
    ('COUNT(INDIRECT("R3",0))', 2),
    ('INDIRECT("R"&A3-1&"C2",A3=9)', 20),
    ('INDIRECT("R0C1",FALSE)', REF),
    ('INDIRECT("R[-200]C1",FALSE)', REF),
    ('INDIRECT("total",FALSE)', REF),
    ("MATCH(20,INDIRECT(D1),0)", REF),
    ("SUM(INDIRECT(A1):B3)", 50),
    ('INDIRECT("B"&A9)', REF),
)


@pytest.mark.parametrize(("text", "wanted"), TOLD)
def test_indirect_of_constants_is_what_they_name(text: str, wanted: CellValue) -> None:
    """Each by hand."""
    assert formula(text, NAMED) == wanted


@pytest.mark.parametrize(("text", "dynamic"), [("INDIRECT(A1)", False), ("INDIRECT(C1)", True)])
def test_who_reads_a_cell_through_a_constant_is_known(text: str, dynamic: bool) -> None:  # noqa: FBT001
    """Also who reads the constant itself, so that a refresh with another one computes it."""
    book = read_book(of_cells({**NAMED, "Z1": f"={text}"}))
    dependence = recalculate(book, {}, NOW).dependence
    here = Place("S", position_of("Z1"))
    assert dependence.prepared[here].shape.template.dynamic is dynamic
    assert (here in dependence.reached([Place("S", position_of("B2"))])) is not dynamic
    assert here in dependence.reached([Place("S", position_of("A1"))])


def test_another_constant_on_trial_names_another_cell() -> None:
    """The formula was written out for the one that stands in the workbook."""
    place = Place("S", position_of("Z1"))
    trial = Trial(read_book(of_cells({**NAMED, "Z1": "=INDIRECT(A1)*2"})), {}, NOW)
    told = Place("S", position_of("A1"))
    assert [trial.values({told: text}, [place]) for text in ("B3", "B1", "B2")] == [
        [60],
        [20],
        [40],
    ]
    assert trial.values({}, [place]) == [40]


def test_a_data_table_tries_an_array_that_an_address_names() -> None:
    """The cells of the array came from the value tried before."""
    table = '<f t="dataTable" ref="F2:F3" dt2D="0" dtr="0" r1="A1"/>'
    rows = (
        '<row r="1"><c r="A1" t="str"><v>B1:D1</v></c><c r="B1"><v>1</v></c><c r="C1"><v>2</v></c>'
        '<c r="D1"><v>3</v></c><c r="F1"><f>SUM(B5:D5)</f></c></row>'
        '<row r="2"><c r="B2"><v>10</v></c><c r="C2"><v>20</v></c><c r="D2"><v>30</v></c>'
        f'<c r="E2" t="str"><v>B1:D1</v></c><c r="F2">{table}</c></row>'
        '<row r="3"><c r="E3" t="str"><v>B2:D2</v></c></row>'
        '<row r="5"><c r="B5"><f t="array" ref="B5:D5">INDIRECT(A1)*2</f></c></row>'
    )
    package = of_rows(rows)
    assert [value(package, at) for at in ("F1", "F2", "F3")] == [12, 12, 120]


LOST: tuple[tuple[str, Mapping[str, object], CellValue], ...] = (
    ("MATCH(1,#REF!,0)", {}, REF),
    ("ISNA(MATCH(1,#REF!,0))", {}, False),
    ("INDEX(A1:A3,MATCH(1,#REF!,0))", {}, REF),
    ("SUMIF(A1:A3,1,#REF!)", {}, REF),
    ("SUMIFS(#REF!,A1:A3,1)", {}, REF),
    ("COUNTIFS(A1:A3,1,#REF!,2)", {}, REF),
    ("AVERAGEIF(#REF!,1)", {}, REF),
    ("LOOKUP(1,#REF!,A1:A3)", {}, REF),
    ("ROWS(#REF!)", {}, REF),
    ("SUMPRODUCT(A1:A3,#REF!)", {}, REF),
    ("IRR(#REF!)", {}, REF),
    ("NETWORKDAYS(1,9,#REF!)", {}, REF),
    ("VLOOKUP(A1,#REF!,2,0)", {"A1": "=1/0"}, DIV0),
    ("VLOOKUP(#N/A,#REF!,2,0)", {}, NA),
    ('IFERROR(VLOOKUP(1,#REF!,2,0),"x")', {}, "x"),
    ("COUNT(#REF!)", {}, 0),
    ("ISREF(#REF!)", {}, False),
    ("CHOOSE(2,#REF!,5)", {}, 5),
)


@pytest.mark.parametrize(("text", "cells", "wanted"), LOST)
def test_a_call_whose_cells_were_deleted_is_no_reference(
    text: str, cells: Mapping[str, object], wanted: CellValue
) -> None:
    """A workbook that lost a sheet is full of them (excel_to_code's model shows `#REF!`)."""
    assert formula(text, cells) == wanted


def test_a_whole_row_in_an_array_is_computed_in_parts() -> None:
    """16,384 columns took half a minute, for a spill takes time as the square of its width."""
    array = '<f t="array" ref="A2:XFD2">1:1</f>'
    package = of_rows(
        '<row r="1"><c r="A1"><v>7</v></c><c r="XFD1"><v>9</v></c></row>'
        f'<row r="2"><c r="A2">{array}</c></row>'
    )
    assert [value(package, at) for at in ("A2", "B2", "XFD2")] == [7, 0, 9]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ISFORMULA(A2)", True),
        ("ISFORMULA(A1)", False),
        ("ISFORMULA(Q!A1)", True),
    ],
)
def test_whether_a_cell_holds_a_formula_is_known(text: str, wanted: CellValue) -> None:
    """Nothing else of it is read."""
    package = of_cells({"A1": 5, "A2": "=1/0", "Z1": f"={text}"}, Q={"A1": "=TODAY()"})
    assert value(package, "Z1") == wanted


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ("=SUM( A1:A2)", "=SUM( A1:A2)"),
        ("=_xlfn.XLOOKUP(5,A1:A2,A1:A2)", "=XLOOKUP(5,A1:A2,A1:A2)"),
        ("=_xlfn.LET(_xlpm.x,5,_xlpm.x*2)", "=LET(x,5,x*2)"),
        (ArrayFormula("B1", "=SUM(A1:A2*2)"), "{=SUM(A1:A2*2)}"),
        (5, NA),
    ],
)
def test_formulatext_has_the_text_that_excel_shows(held: object, wanted: CellValue) -> None:
    """It is not verified: newer versions show an @ that older ones do not."""
    found = value(of_cells({"A1": 5, "B1": held, "Z1": "=_xlfn.FORMULATEXT(B1)"}), "Z1")
    assert isinstance(found, Unverified)
    assert found.value == wanted
