"""How far each form of syntax is known to be read as Excel reads it.

A form stands as *verified* or *mended* (we write it otherwise before the library has it), with its
cases in tests/engine/excel/conformance; as *not verified*; or as *unsupported*. A cell with a form
of the last kind is reported with the sentence that stands here, and has no value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from xl_udfs.engine.formula.stored import SyntaxFault, VolatileFault


class Standing(Enum):
    """What is known of a function."""

    VERIFIED = "verified"
    MENDED = "mended"
    UNVERIFIED = "not verified"
    UNSUPPORTED = "unsupported"  # of forms of syntax; a function that no one knows is no entry


VERIFIED, MENDED, UNSUPPORTED = Standing.VERIFIED, Standing.MENDED, Standing.UNSUPPORTED


@dataclass(frozen=True, slots=True)
class Form:
    """One form of syntax: an example of it, and the sentence where it is not computed."""

    standing: Standing
    example: str
    reason: str = ""


FORMS: Mapping[str, Form] = {
    # functions
    "plain function": Form(VERIFIED, "SUM(A1,2)"),
    "newer function": Form(MENDED, "_xlfn.XLOOKUP(...), _xlfn._xlws.SORT(...)"),
    "function of an XLL": Form(MENDED, "_xll.NAME(...)"),
    "function of Office.js": Form(MENDED, "_xldudf_SPACE_NAME(...)"),
    "function of an add-in": Form(MENDED, "[1]!NAME(...)"),
    "argument left out": Form(MENDED, "F(1,,2)"),
    "variables of LET": Form(MENDED, "_xlfn.LET(_xlpm.x,2,_xlpm.x+1)"),
    "LAMBDA": Form(MENDED, "LAMBDA(x,x+1)(2), a name for LAMBDA(...)"),
    "LAMBDA without an argument": Form(
        UNSUPPORTED, "twice()", "an argument of a LAMBDA that is left out is not computed"
    ),
    "random function": Form(UNSUPPORTED, "RAND()", "{0} gives other numbers at every calculation"),
    "function of the computer": Form(
        UNSUPPORTED, 'INFO("osversion")', "{0} tells of the computer on which it was calculated"
    ),
    # how a formula is stored
    "shared formula": Form(MENDED, '<f t="shared" si="0">'),
    "array formula": Form(MENDED, '<f t="array" ref="A1:A3">'),
    "dynamic array": Form(MENDED, '<c cm="1"><f t="array" ref="A1:A3">'),
    "implicit intersection": Form(MENDED, "=B:B without cm="),
    "intersection by @": Form(MENDED, "_xlfn.SINGLE(B2:B4)"),
    "what-if data table": Form(MENDED, '<f t="dataTable" ref="B2:B9" r1="A1">'),
    "what-if data table at the edge": Form(
        UNSUPPORTED,
        '<f t="dataTable" ref="A1:A9" r1="C1">',
        "a what-if data table at the edge of its sheet has no formula beside it",
    ),
    # references
    "cell and range": Form(VERIFIED, "B2, $B$2, B2:B4, Sheet!B2, 'A b'!B2"),
    "whole column": Form(VERIFIED, "B:B"),
    "whole row": Form(VERIFIED, "2:2"),
    "range of two results": Form(MENDED, "B2:INDEX(B2:B4,2)"),
    "address only": Form(MENDED, "ROW(B3), ROWS(B2:B4)"),
    "spill": Form(MENDED, "A1#, _xlfn.ANCHORARRAY(A1)"),
    "spill of no array": Form(MENDED, "B2#, which is #REF!"),
    "lost reference": Form(MENDED, "#REF!, Sheet!#REF!, #REF!A1"),
    "union": Form(MENDED, "SUM((A1,B2))"),
    "union elsewhere": Form(
        UNSUPPORTED,
        "LARGE((A1,B2),1)",
        "a union of ranges is computed as an argument of sums and their like only",
    ),
    "intersection operator": Form(MENDED, "B2:B4 A3:D3"),
    "intersection elsewhere": Form(
        UNSUPPORTED,
        "OFFSET(B2,0,0) B2",
        "the intersection of what functions refer to, written as a blank, is not computed",
    ),
    "3-D reference": Form(MENDED, "SUM(Jan:Dec!A1)"),
    "3-D reference elsewhere": Form(
        UNSUPPORTED,
        "Jan:Dec!A1+1",
        "the 3-D reference {0} over several sheets is computed in sums and their like only",
    ),
    "beyond the grid": Form(UNSUPPORTED, "XFE1", "{0} lies off the grid"),
    "sheet that is not there": Form(
        UNSUPPORTED, "Nosuch!A1", "the sheet of {0} is not in this workbook"
    ),
    "another workbook": Form(
        UNSUPPORTED, "[1]Sheet1!A1", "{0} stands in another workbook, which is not opened"
    ),
    # tables
    "column of a table": Form(MENDED, "Tab[Col], Tab[[a]:[b]], Tab[A '[b']]"),
    "this row of a table": Form(MENDED, "Tab[@Col], Tab[@[a]:[b]], Tab[[#This Row],[Col]]"),
    "areas of a table": Form(MENDED, "Tab[#All], Tab[#Headers], Tab[[#Totals],[Col]], Tab"),
    "within its table": Form(MENDED, "[Col], [@Col]"),
    "table that is not there": Form(
        UNSUPPORTED, "Nosuch[Col]", "the table {0} is not in this workbook"
    ),
    "column that is not there": Form(UNSUPPORTED, "Tab[Nosuch]", "the table {0} has no column {1}"),
    "within no table": Form(
        UNSUPPORTED,
        "[@Col]",
        "a structured reference without a table's name stands outside a table",
    ),
    # names
    "name of the workbook": Form(MENDED, "price"),
    "name of a sheet": Form(MENDED, "Sheet!price, or price on its sheet"),
    "name of a formula": Form(MENDED, "OFFSET(...) under a name"),
    "name of a place beside": Form(
        UNSUPPORTED, "a name for B2 without $", "the name {0} means another place in every cell"
    ),
    "name defined by itself": Form(UNSUPPORTED, "a for a", "the name {0} is defined by itself"),
    "name that no one defines": Form(MENDED, "nosuch, which is #NAME?"),
    # values
    "constants": Form(VERIFIED, '1E+3, .5, "a""b", TRUE, #N/A'),
    "array constant": Form(VERIFIED, "{1,2;3,4}"),
    "comparison at 15 digits": Form(MENDED, "0.1+0.2=0.3"),
    "difference at 15 digits": Form(MENDED, "0.1+0.2-0.3"),
    "power": Form(MENDED, "A1^B1"),
    "joining": Form(MENDED, 'A1&" shares"'),
    "1904 date system": Form(MENDED, "DATE(...) counted from 1904"),
}


VOLATILE = frozenset({"random function", "function of the computer"})
"""Forms of what has no value that lasts."""


def refusal(form: str, *facts: object) -> SyntaxFault:
    """Return the fault of a form that is not computed, with what was found."""
    fault = VolatileFault if form in VOLATILE else SyntaxFault
    return fault(FORMS[form].reason.format(*facts))
