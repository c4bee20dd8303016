"""Formulas over a few cells, with the values that Excel gives."""

from collections.abc import Mapping

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from tests.wild.workbooks import formula, of_cells, value
from xl_udfs.cells import CellValue, ExcelError

NA, DIV0, VALUE = ExcelError.NA, ExcelError.DIV0, ExcelError.VALUE
REF, NUM, NAME, CALC = ExcelError.REF, ExcelError.NUM, ExcelError.NAME, ExcelError.CALC

BLANKS = {f"A{row}": row - 4 for row in (5, 6, 7, 9, 10, 11, 12)}  # 1, 2, 3, blank, 5, 6, 7, 8
LETTERS = {"A1": 0, "A2": 5, "A3": 7, "B1": "x", "B2": "y", "B3": "x"}
FLOWS = {"A1": -100, "A3": 60, "A4": 70, "B1": -100, "B2": True, "B3": 60, "B4": 70, "C2": "=NA()"}
DATED = {
    "A1": -400,
    "B1": 100,
    "C1": 10,
    "D1": 5,
    "A2": 44958,
    "B2": 44986,
    "C2": 45017,
    "D2": 45078,
}
TEXTED = {"A1": -70, "B1": "hello", "C1": 90, "A2": 44958, "B2": 44986, "C2": 45017}
KINDS = {
    **{f"A{row}": key for row, key in enumerate((2, 5, 4, 5, 3, True, "ala"), 4)},
    **{f"B{row}": letter for row, letter in enumerate("abcdefg", 4)},
}
SPOILT = {"A1": "=NA()", "A2": 2, "A3": 3}
SHOWN = {
    "A1": "$1,000",
    "A2": "1,234.5",
    "A3": "(5)",
    "A4": "5%",
    "A5": "-$5",
    "A6": "1 1/2",
    "A7": "1/15/2026",
    "A8": "1:30 PM",
    "A9": "1,23",
    "A10": '="$"&5',
    "A11": " 1/15/2026",
}
MOMENTS = {
    "A1": "2007-02-03 19:08:07.0123",
    "A2": "1:23",
    "A3": "12:59:59",
    "A4": "1/1/1987 05:00 AM",
    "A5": "25:30",
    "A6": "13 PM",
}
UNSORTED = {
    f"A{row}": key
    for row, key in enumerate(("ADDRESS", "OFFSET", None, "Lookup", "CHOOSE", "HLOOKUP"), 1)
} | {
    f"A{row}": key
    for row, key in enumerate(
        ("INDEX (ref)", "INDEX (arr)", "LOOKUP (ref)", "LOOKUP (arr)", "MATCH", "VLOOKUP"), 7
    )
}
SHOWING = {
    **{f"D{row}": text for row, text in enumerate(("1/2/2020", "$5", "10%", 43832, 5, 0.1), 1)},
    "D7": "1:30",
    "D8": 0.0625,
    **{f"E{row}": 10 * row for row in range(1, 9)},
}
GAPS = {
    "A1": "x",
    "A2": "x",
    "A3": "x",
    "A4": "y",
    "B1": -100,
    "B2": 50,
    "B4": 70,
    "C1": True,
}  # B3 is blank
COLLATED = {
    f"A{row}": text
    for row, text in enumerate(("apple", "Äpfel", "banana", "~x", "éa", "f", 5, "Zebra"), 1)
}
COLUMNS = {  # of other lengths
    **dict(zip(("A1", "A2", "A3", "D1", "F1"), ("a", "z", "x", ">m", "=1/0"), strict=True)),
    **{f"B{row}": row for row in range(1, 6)},
    **dict(zip(("C1", "C2", "E1", "E2", "G1"), (7, 5, 45_000, 45_300, '=""'), strict=True)),
}
LISTED = {
    **dict(zip(("A1", "A2", "A3", "A4", "A5"), (3, 5, 5, 9, 1), strict=True)),
    **{f"C{row}": 10 * row for row in range(1, 6)},
    **dict(zip(("D1", "D2", "D3", "F1", "F2"), (2, 4, 1, "A1:A3", "C1:C3"), strict=True)),
}
CASES: tuple[tuple[str, Mapping[str, object], CellValue], ...] = (
    # a search passes over blanks
    ("LOOKUP(6,A1:A16)", BLANKS, 6),
    ("LOOKUP(0,A1:A16)", BLANKS, NA),
    ("LOOKUP(9.99E+307,A1:A16)", BLANKS, 8),
    ("LOOKUP(3.5,A1:A16)", BLANKS, 3),
    ("LOOKUP(3.5,A1:A16,A2:A17)", {**BLANKS, "A8": 40}, 40),
    ("MATCH(6,A1:A16)", BLANKS, 10),
    ("LOOKUP(B1,A5:A7)", BLANKS, NA),  # a blank key is 0
    # it halves what should be sorted, so that it finds this among texts that are not
    ('MATCH("NIGGLER",A1:A12)', UNSORTED, 11),
    ('LOOKUP("NIGGLER",A1:A12)', UNSORTED, "MATCH"),
    # arrays, also in ordinary formulas
    ('LOOKUP(2,1/(B1:B3="x"),A1:A3)', LETTERS, 7),
    ("LOOKUP(2,1/ISNUMBER(A1:A3),A1:A3)", LETTERS, 7),
    ("MATCH(TRUE,INDEX(A1:A3<>0,),0)", LETTERS, 2),
    ('MATCH(1,INDEX((A1:A3>0)*(B1:B3="x"),0),0)', LETTERS, 3),
    ('MAX(INDEX((B1:B3="x")*A1:A3,0))', LETTERS, 7),
    ("INDEX(A1:A3*2,2)", LETTERS, 10),
    ("IRR(A1:A3*1)", {"A1": -100, "A2": 60, "A3": 70}, 0.18881944173155887),
    ('SUMPRODUCT(MATCH(B1:B3,{"y","x"},0))', LETTERS, 5),
    # an error is handed on, and taken where a function takes it
    ("INDEX(A1,1)", SPOILT, NA),
    ("INDEX(NA(),1)", SPOILT, NA),
    ("INDEX(MATCH(9,A2:A3,0),1)", SPOILT, NA),
    ("INDEX(A2:A3,A1)", SPOILT, NA),
    ("INDEX(A1,2)", SPOILT, REF),
    ("ISERROR(STDEV(A1:A3))", SPOILT, True),
    ("IFNA(MEDIAN(A1:A3),1)", SPOILT, 1),
    ("ERROR.TYPE(VAR(A1:A3))", SPOILT, 7),
    ("ISNA(NPV(0.1,A1:A3))", SPOILT, True),
    ("COUNT(STDEV(A1:A3),1)", SPOILT, 1),
    ("COUNT(1/0,5)", SPOILT, 1),
    ("ISERROR(WORKDAY(-1,-1))", SPOILT, True),
    ('ISERROR(DATEVALUE("x"))', SPOILT, True),
    ("ERROR.TYPE(STDEV(A2))", SPOILT, 2),
    ("SWITCH(3,A1,1)", SPOILT, NA),
    ("SWITCH(3,3,7,A1,1)", SPOILT, 7),
    ("FIND(A1,B1)", {"A1": "=1/0", "B1": "=NA()"}, DIV0),
    ("YEARFRAC(A1,200,-1)", {"A1": "=1/0"}, NUM),
    ('LARGE(A1:A2,"c")', {"A1": 3, "A2": 1}, VALUE),
    ("LARGE(A1:A2,B1)", {"A1": 3, "A2": 1, "B1": "=NA()"}, NA),
    ('LARGE(A1:A2,"2")', {"A1": 3, "A2": 1}, 1),
    ("SUM(_xlfn.TAKE({1,2;3,4},0))", {}, CALC),
    ("SUM(_xlfn.TAKE({1,2;3,4},,1))", {}, 4),
    ("SUM(_xlfn.TAKE({1,2;3,4},-1))", {}, 7),
    ("SUM(_xlfn.DROP({1,2;3,4},1))", {}, 7),
    ('IFERROR(_xlfn.DROP({1,2},5),"none")', {}, "none"),
    # what is left out between commas is what it is at the end
    ("INDEX(_xlfn.SEQUENCE(3,,0),2)", {}, 1),
    ("SUM(_xlfn.SEQUENCE(,4))", {}, 10),
    ("INDEX(_xlfn.SEQUENCE(3,1,,2),3)", {}, 5),
    ("INDEX(_xlfn._xlws.SORT(A1:A3,,-1),1)", LETTERS, 7),
    ("SUM(_xlfn.UNIQUE(A1:A3,,TRUE))", LETTERS, 12),
    ("SUM(_xlfn.EXPAND(A1:A3,5,,1))", LETTERS, 14),
    # a height below 0 reaches upwards, a width to the left
    ("SUM(OFFSET(A3,0,0,-2,1))", LETTERS, 12),
    ("SUM(OFFSET(A3,0,0,-A2+3))", LETTERS, 12),
    ("SUM(OFFSET(A1,2,0,A3-9,1))", LETTERS, 12),
    ("COUNTA(OFFSET(B3,-1,,-2,-2))", LETTERS, 4),
    ("SUM(OFFSET(A1,1,0,A3-5,1))", LETTERS, 12),
    ("SUM(OFFSET(A1,0,0,-1,1))", LETTERS, 0),
    ("SUM(OFFSET(A1,0,0,-2,1))", LETTERS, REF),
    ("SUM(OFFSET(A1,0,0,A1,1))", LETTERS, REF),
    # a range may be stored from its end
    ('SUM(INDIRECT("A3:A1"))', LETTERS, 12),
    ('SUM(INDIRECT(IF(A1=0,"A3:A1")))', LETTERS, 12),
    ("SUM(A3:A1)", LETTERS, 12),
    ("SUM(S!A$3:A1)", LETTERS, 12),
    ('COUNTA(B3:A1)&"B3:A1"', LETTERS, "6B3:A1"),
    # rates of return and annuities outside their domain
    ("IRR(A1:A4)", FLOWS, 0.18881944173155887),  # blank
    ("IRR(B1:B4)", FLOWS, 0.18881944173155887),  # TRUE
    ("IRR(C1:C3)", FLOWS, VALUE),
    ("IRR({-7,2,-1,4,#DIV/0!})", {}, VALUE),
    ("IRR({1,2,3})", {}, NUM),
    ("PMT(-3,5,100,300,1)", {}, NUM),
    ("PMT(-1,1,-100,300,1)", {}, NUM),
    ("PMT(0.1,0,100)", {}, NUM),
    ("IPMT(-1,1,3,100)", {}, NUM),
    ("IPMT(0.1,4,3,100)", {}, NUM),
    ("PPMT(0.1,0,3,100)", {}, NUM),
    ("PV(-3,5,10,300,1)", {}, NUM),
    ("PV(-3,5,100,12,1)", {}, -68.375),
    ("FV(-3,5,100,300,1)", {}, 11800),
    ("FV(-1,-2,1)", {}, DIV0),
    ("NPER(-1,100,-1000)", {}, NUM),
    ("XNPV(-0.4,A1:D1,A2:D2)", DATED, NUM),
    ("XNPV(0,A1:D1,A2:D2)", DATED, -285),
    ("XNPV(0.1,A1:C1,A2:C2)", TEXTED, NUM),
    ("XIRR(A1:C1,A2:C2)", TEXTED, VALUE),
    ("XIRR({-100,110},{40365,40000})", {}, NUM),
    # numbers come before texts, these before truth values
    ("_xlfn.XLOOKUP(FALSE,A4:A10,B4:B10,,-1)", KINDS, "g"),
    ("_xlfn.XLOOKUP(10,A4:A10,B4:B10,,1)", KINDS, "g"),
    ('_xlfn.XLOOKUP("qwerty",A4:A10,B4:B10,,1)', KINDS, "f"),
    # texts that show a number, a date or a time of day
    ("A1+0", SHOWN, 1000),
    ("A2*1", SHOWN, 1234.5),
    ("-A3", SHOWN, 5),
    ("A4*200", SHOWN, 10),
    ("A5+A1", SHOWN, 995),
    ("A6%", SHOWN, 0.015),
    ("A7-DATE(2026,1,1)", SHOWN, 14),
    ("A8*24", SHOWN, 13.5),
    ("A9*1", SHOWN, VALUE),
    ("A10+0", SHOWN, 5),
    ("A11+0", SHOWN, VALUE),
    ("SUM(A1:A3)", SHOWN, 0),
    ("A1=1000", SHOWN, False),
    ("ROUND(A2,0)", SHOWN, 1235),
    ("INT(A7)", SHOWN, 46037),
    ("INT(A11)", SHOWN, VALUE),
    ("SUMPRODUCT(A1:A3*1)", SHOWN, 2229.5),
    ('"$5"*2', {}, 10),
    ('LEFT("$5 a",2)+1', {}, 6),
    ('VALUE("(1,000)")', {}, -1000),
    ("HOUR(A2)", MOMENTS, 1),
    ("MINUTE(A2)", MOMENTS, 23),
    ("SECOND(A3)", MOMENTS, 59),
    ("HOUR(A5)", MOMENTS, 1),
    ("HOUR(A6)", MOMENTS, VALUE),
    ("WEEKDAY(A4)", MOMENTS, 5),
    ("EDATE(A4,0)", MOMENTS, 31778),
    ("WEEKNUM(A4,1)", MOMENTS, 1),
    ('TEXT(A1,"[h]")', MOMENTS, "938803"),
    ('TEXT(A1,"yyyy")', MOMENTS, "2007"),
    # conversions of single functions
    ("CHOOSE(A1,10,20)", {"A1": True}, 10),
    ('CHOOSE("2",10,20)', {}, 20),
    ("ISEVEN(A1)", {}, True),
    ("ISODD(A1)", {}, False),
    ('ISODD("3")', {}, True),
    ("GCD(A1:B1,A1)", {"A1": 5.7, "B1": 15.7}, 5),
    ("LCM(A1:B1,A1)", {"A1": 5.7, "B1": 15.7}, 15),
    ("GCD(A1:C1)", {"A1": 12, "C1": 18}, 6),
    ("GCD(-1,2)", {}, NUM),
    # criteria of truth values and of nothing
    ('SUMIF(A1:B1,"<=TRUE",A2:B2)', {"A1": "ciao", "B1": True, "A2": 10, "B2": -1}, -1),
    ('COUNTIF(A1:C1,"<TRUE")', {"A1": "ciao", "B1": False, "C1": 5}, 1),
    ('COUNTIF(A1:C1,"<="&D1)', {"A1": "ciao", "B1": False, "C1": 5}, 0),
    ('COUNTIF(A1:C1,">"&D1)', {"A1": "ciao", "B1": False, "C1": 5}, 0),
    ('COUNTIF(A1:C1,"<="&D1)', {"A1": "ciao", "B1": False, "C1": 5, "D1": 5}, 1),
    # texts that show a date, an amount of money, a part of 100 or a time of day, as criteria
    ('COUNTIF(D1:D8,"1/2/2020")', SHOWING, 2),
    ("COUNTIF(D1:D8,D1)", SHOWING, 2),
    ('COUNTIF(D1:D8,"$5")', SHOWING, 2),
    ('SUMIF(D1:D8,"$5",E1:E8)', SHOWING, 70),
    ("SUMIFS(E1:E8,D1:D8,D3)", SHOWING, 90),
    ('COUNTIF(D1:D8,"1:30")', SHOWING, 2),
    ('COUNTIF(D1:D8,"<10%")', SHOWING, 1),
    ('COUNTIF(D1:D8,"=2-Jan-2020")', SHOWING, 2),
    ('COUNTIF(D1:D8,">1/1/2020")', SHOWING, 1),
    # whole columns have one size, however many of their cells are in use
    ('SUMIFS(B:B,A:A,">m")', COLUMNS, 5),
    ("SUMIFS(B:B,A:A,D1)", COLUMNS, 5),
    ('SUM(SUMIFS(B:B,A:A,{"z","x"}))', COLUMNS, 5),
    ('SUMIFS(B:B,E:E,">=1/1/2024")', COLUMNS, 2),
    ('COUNTIFS(A:A,">m",B:B,">1")', COLUMNS, 2),
    ('SUMIF(A:A,"z",F:F)', COLUMNS, 0),
    ('SUMIFS(F:F,A:A,"z")', COLUMNS, 0),
    ('AVERAGEIFS(B:B,A:A,"#N/A")', COLUMNS, DIV0),
    ('SUMIFS(B1:B4,A1:A3,"<z")', COLUMNS, VALUE),
    # blanks beyond the cells in use are counted where the criteria take them
    ('COUNTIFS(A1:A500,"",B1:B500,"")', COLUMNS, 495),
    ("COUNTIFS(A1:A500,G1)", COLUMNS, 497),
    ("COUNTIF(A1:A500,G1)", COLUMNS, 497),
    ('COUNTIFS(A1:A500,"<>x",C1:C500,"<>5")', COLUMNS, 498),
    ('COUNTIF(A1:A500,"<>"&A3)', COLUMNS, 499),
    ('COUNTIFS(A:A,"<>x")', COLUMNS, 1_048_575),
    ('COUNTIFS(A:A,"")', COLUMNS, 1_048_573),
    ('COUNTIFS(A:A,"=",H:H,"=")', COLUMNS, 1_048_573),
    ('COUNTIFS(A1:A500,"<>x",C1:C500,">5")', COLUMNS, 1),
    ("COUNTIF(A1:A500,A600)", COLUMNS, 0),
    ("COUNTIF(A1:A5,)", COLUMNS, 0),
    # a key that is no number, or an error
    ("RANK(A1,B1:B3)", {"A1": "=1/0", "B1": 1, "B2": 2}, DIV0),
    ("RANK(A1,B1:B3)", {"A1": '=""', "B1": 1, "B2": 2}, VALUE),
    ('RANK("2",B1:B3)', {"B1": 1, "B2": 2}, 1),
    ("PERCENTILE(B1:B3,A1)", {"A1": "=1/0", "B1": 1, "B2": 2}, DIV0),
    ("QUARTILE(B1:B3,A1)", {"A1": "x", "B1": 1, "B2": 2}, VALUE),
    ("FORECAST(A1,B1:B2,C1:C2)", {"A1": "=NA()", "B1": 1, "B2": 2, "C1": 3, "C2": 5}, NA),
    # the days of the week of early 1900: a blank cell is Saturday, January 0
    ("WORKDAY(A1,5)", {}, 6),
    ("WORKDAY(A1,10)", {}, 13),
    ("WORKDAY(A1,-5)", {}, NUM),
    ("WORKDAY(B1,20)", {"B1": 50}, 76),
    ("WORKDAY(B1,20,C1:C3)", {"B1": 50, "C1": 76}, 79),
    ("NETWORKDAYS(B1,C1)", {"B1": 1, "C1": 10}, 7),
    ("NETWORKDAYS(C1,A1)", {"C1": 10}, -7),
    ("WORKDAY.INTL(A1,10,11)", {}, 12),
    ("NETWORKDAYS(A1,B1)", {"B1": 45_301}, 32_358),
    ("WORKDAY(B1,5)", {"B1": 45_301}, 45_308),
    # a distribution reads a text that shows a date
    ("GAUSS(A1)", {"A1": "2024-03-05"}, 0.5),
    # a text that names an error, from a cell too
    ("COUNTIF(A1:A4,B1)", {"A1": "=NA()", "A2": '="#N/A"', "A3": "=1/0", "B1": '="#N/A"'}, 1),
    ('COUNTIFS(A1:A4,"#DIV/0!")', {"A1": "=NA()", "A2": "#N/A", "A3": "=1/0"}, 1),
    ('COUNTIF(A1:A3,"<>#N/A")', {"A1": "=NA()", "A2": 1, "A3": "=1/0"}, 2),
    # e is the year, of four digits whichever way it is written
    ('TEXT(A1,"ee-mm-dd")', {"A1": 28313}, "1977-07-07"),
    ('TEXT(A1,"e")', {"A1": 28313}, "1977"),
    ('TEXT(12345.678,"0.00e+00")', {}, "1.23e+04"),
    # where nothing is found, a blank cell is an empty text
    ('_xlfn.TEXTAFTER("abc","x",1,0,0,A1)', {}, ""),
    ('_xlfn.TEXTBEFORE("abc","x",1,0,0,A1)', {"A1": 5}, 5),
    ('_xlfn.TEXTBEFORE("abc","x")', {}, NA),
    # a reference's truth value is not counted, also where a function finds it
    ("COUNT(OFFSET(C1,0,0))", GAPS, 0),
    ("COUNT(INDEX(C1:C2,1),OFFSET(B1,0,0,4),1/0)", GAPS, 3),
    ("COUNT(OFFSET(C1,-5,0),1)", GAPS, 1),
    ("COUNT(CHOOSE(1,C1,B1))", GAPS, 0),
    ("COUNT(TRUE)", {}, 1),
    # the codes of errors and letters
    ("CODE(TRUE)", {}, 84),
    ('CODE("€")', {}, 128),
    ('CODE("")', {}, VALUE),
    ("LOG(8,1)", {}, DIV0),
    ("LOG(8,A1)", {"A1": 1}, DIV0),
    ("LOG(-8,A1)", {"A1": 1}, NUM),
    ("LOG(8,A1)", {"A1": 2}, 3),
    ('LARGE("x",1)', {}, VALUE),
    ('SMALL("x",1)', {}, VALUE),
    ('LARGE("5",1)', {}, 5),
    # texts are ordered as they are sorted: signs, digits, letters, accents beside their letter
    ("A2<A3", COLLATED, True),
    ("A4<A1", COLLATED, True),
    ("A5<A6", COLLATED, True),
    ("A1>A2", COLLATED, True),
    ("A7<A1", COLLATED, True),
    ('A8>="zebra"', COLLATED, True),
    ('A4<"a"', COLLATED, True),
    ('SUMPRODUCT(--(A1:A8<"b"))', COLLATED, 4),
    ("SUMPRODUCT(--(A1:A8<A3))", COLLATED, 4),
    ('COUNTIF(A1:A8,"<b")', COLLATED, 3),
    ('COUNTIF(A1:A8,">="&A6)', COLLATED, 2),
    # several keys in a sorted range; cells at several addresses, or moved by several steps
    ("SUMPRODUCT(MATCH(D1:D3,{0,2,4}))", LISTED, 6),
    ("SUMPRODUCT(MATCH(D1:D2,{9,4,2},-1))", LISTED, 5),
    ('SUMPRODUCT(SUMIF(INDIRECT(F1:F2),">4"))', LISTED, 70),
    ('SUMPRODUCT(SUMIF(INDIRECT({"A1:A3","C1:C3"}),">4"))', LISTED, 70),
    ('SUM(COUNTIF(INDIRECT({"A1:A3";"C1:C3"}),{5,10}))', LISTED, 3),
    ('SUMPRODUCT(N(INDIRECT("C"&ROW(A2:A4))))', LISTED, 90),
    ('SUMPRODUCT(SUMIF(OFFSET(A1,{0,1,2},0),">4"))', LISTED, 10),
    ("SUMPRODUCT(COUNTIF(OFFSET(A1,ROW(A1:A5)-1,0),5))", LISTED, 2),
    ('SUMPRODUCT(SUMIF(OFFSET(A1:A2,{0,1,2},0),">4",OFFSET(C1:C2,{0,1,2},0)))', LISTED, 140),
    ("SUMPRODUCT(COUNTIF(INDIRECT(ADDRESS(MATCH(9,A1:A5,0),1)),9))", LISTED, 1),
    # names
    ("IFERROR(nosuch,1)", {}, 1),
    ("nosuch*2", {}, NAME),
    ("COUNT(nosuch)", {}, 0),
    ("SUM(INDIRECT(A1))", {"A1": "nosuch"}, REF),
    ('INDIRECT("Nosuch!A1")', {}, REF),
    ("SUM(A2#)", {}, REF),
)


@pytest.mark.parametrize(
    ("text", "cells", "wanted"),
    CASES,
    ids=[f"{number}: {case[0]}" for number, case in enumerate(CASES)],
)
def test_a_formula_gives_what_excel_gives(
    text: str, cells: Mapping[str, object], wanted: CellValue
) -> None:
    """From workbooks that Excel saved, from its documentation, or by hand from its rules."""
    found = formula(text, cells)
    if isinstance(wanted, bool | str | ExcelError):
        assert found == wanted
    else:
        assert found == pytest.approx(wanted, rel=1e-9, abs=1e-12)
        assert type(found) is float


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('AVERAGE(IF(A1:A4="x",B1:B4))', -50 / 3),
        ('SMALL(IF(A1:A4="x",B1:B4),2)', 0),
        ('COUNT(IF(A1:A4="x",B1:B4))', 3),
        ('NPV(0.1,IF(A1:A4<>"",B1:B4))', -100 / 1.1 + 50 / 1.21 + 70 / 1.1**4),
        ('COUNT(IF(A1:A4="x",IF(B1:B4<>"",B1:B4)))', 2),
        ("COUNT(IF(TRUE,B1:B4))", 3),  # these are the cells themselves
    ],
)
def test_a_blank_cell_that_if_puts_into_a_list_is_0(text: str, wanted: float) -> None:
    """As Exceljet's page on MIN and IF warns: empty cells pass zeros, unless they are left out."""
    package = of_cells({**GAPS, "Z1": ArrayFormula("Z1", f"={text}")})
    assert value(package, "Z1") == pytest.approx(wanted)


def test_ranges_of_other_sizes_are_told_formula_by_formula() -> None:
    """Of one form, with ranges alike and unlike, of a row and a column, and growing by rows."""
    cells: dict[str, object] = {f"A{row}": "x" for row in range(1, 6)}
    cells |= {f"B{row}": row for row in range(1, 6)}
    cells |= {
        "D1": '=SUMIFS(B1:B5,A1:A5,"x")',
        "D2": '=SUMIFS(B1:B4,A1:A5,"x")',
        "D3": '=SUMIFS(B2:B5,A2:A5,"x")',
        "D4": '=SUMIFS(B1:F1,A1:A5,"x")',
        "D5": '=COUNTIFS(A1:A5,"x",B1:B4,">1")',
        "D6": '=COUNTIFS(A1:A5,"x",B1:B5,">1")',
    }
    cells |= {f"E{row}": f"=SUMIFS(B$1:B{row},A$1:A{row},A{row})" for row in range(1, 6)}
    package = of_cells(cells)
    found = [value(package, f"D{row}") for row in range(1, 7)]
    assert found == [15, VALUE, 14, VALUE, VALUE, 4]
    assert [value(package, f"E{row}") for row in range(1, 6)] == [1, 3, 6, 10, 15]
