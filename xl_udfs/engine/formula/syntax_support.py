"""How far each form of syntax is known to be read as Excel reads it.

A form stands as *verified* or *corrected* (we write it otherwise before the library has it), with
its cases in tests/engine/excel/conformance; as *not verified*; or as *unsupported*. A cell with a
form of the last kind is reported with the sentence that stands here, and has no value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from xl_udfs.engine.formula.stored import SyntaxFault, VolatileFault


class Standing(Enum):
    """What is known of a function."""

    VERIFIED = "verified"
    CORRECTED = "corrected"
    UNVERIFIED = "not verified"
    UNSUPPORTED = "unsupported"  # of forms of syntax; a function that no one knows has no entry


VERIFIED, CORRECTED, UNSUPPORTED = Standing.VERIFIED, Standing.CORRECTED, Standing.UNSUPPORTED


@dataclass(frozen=True, slots=True)
class SyntaxForm:
    """One form of syntax: an example of it, and the sentence where it is not computed."""

    standing: Standing
    example: str
    reason: str = ""


FORMS: Mapping[str, SyntaxForm] = {
    # functions
    "plain function": SyntaxForm(VERIFIED, "SUM(A1,2)"),
    "newer function": SyntaxForm(CORRECTED, "_xlfn.XLOOKUP(...), _xlfn._xlws.SORT(...)"),
    "function of an XLL": SyntaxForm(CORRECTED, "_xll.NAME(...)"),
    "function of Office.js": SyntaxForm(CORRECTED, "_xldudf_SPACE_NAME(...)"),
    "function of an add-in": SyntaxForm(CORRECTED, "[1]!NAME(...)"),
    "argument left out": SyntaxForm(CORRECTED, "F(1,,2)"),
    "variables of LET": SyntaxForm(CORRECTED, "_xlfn.LET(_xlpm.x,2,_xlpm.x+1)"),
    "LAMBDA": SyntaxForm(CORRECTED, "LAMBDA(x,x+1)(2), a name for LAMBDA(...)"),
    "LAMBDA that is applied": SyntaxForm(
        CORRECTED, "MAP(A1:A3,LAMBDA(x,x+1)), BYROW(A1:C3,_xleta.SUM), REDUCE(0,A1:A3,name)"
    ),
    "LAMBDA that calls itself": SyntaxForm(CORRECTED, "LAMBDA(n,IF(n<2,1,n*name(n-1))) under name"),
    "LAMBDA with an optional argument": SyntaxForm(
        CORRECTED, "LAMBDA(x,[y],IF(ISOMITTED(y),x,x+y))(1)"
    ),
    "LAMBDA that calls itself and reads cells": SyntaxForm(
        UNSUPPORTED,
        "LAMBDA(n,IF(n<2,A1,name(n-1))) under name",
        "a LAMBDA that calls itself and refers to cells is not computed",
    ),
    "LAMBDA elsewhere": SyntaxForm(
        UNSUPPORTED,
        "MAP(A1:A3,B1)",
        "a LAMBDA that is neither called nor applied by MAP or a function like it is not computed",
    ),
    "LAMBDA without an end": SyntaxForm(
        UNSUPPORTED,
        "LET(f,LAMBDA(f,f(f)),f(f))",
        "a LAMBDA that calls itself by a variable is not computed",
    ),
    "OFFSET in a LAMBDA": SyntaxForm(
        UNSUPPORTED,
        "MAP(A1:A3,LAMBDA(x,OFFSET(B1,x,0)))",
        "a reference that is known only when it runs is not computed in a LAMBDA that is applied",
    ),
    "random function": SyntaxForm(
        UNSUPPORTED, "RAND()", "{0} gives other numbers at every calculation"
    ),
    "function of the computer": SyntaxForm(
        UNSUPPORTED, 'INFO("osversion")', "{0} tells of the computer on which it was calculated"
    ),
    # how a formula is stored
    "shared formula": SyntaxForm(CORRECTED, '<f t="shared" si="0">'),
    "array formula": SyntaxForm(CORRECTED, '<f t="array" ref="A1:A3">'),
    "dynamic array": SyntaxForm(CORRECTED, '<c cm="1"><f t="array" ref="A1:A3">'),
    "implicit intersection": SyntaxForm(CORRECTED, "=B:B without cm="),
    "intersection by @": SyntaxForm(CORRECTED, "_xlfn.SINGLE(B2:B4)"),
    "what-if data table": SyntaxForm(CORRECTED, '<f t="dataTable" ref="B2:B9" r1="A1">'),
    "what-if data table at the edge": SyntaxForm(
        UNSUPPORTED,
        '<f t="dataTable" ref="A1:A9" r1="C1">',
        "a what-if data table at the edge of its sheet has no formula beside it",
    ),
    # references
    "cell and range": SyntaxForm(VERIFIED, "B2, $B$2, B2:B4, Sheet!B2, 'A b'!B2"),
    "whole column": SyntaxForm(VERIFIED, "B:B"),
    "whole row": SyntaxForm(VERIFIED, "2:2"),
    "range of two results": SyntaxForm(CORRECTED, "B2:INDEX(B2:B4,2)"),
    "address only": SyntaxForm(CORRECTED, "ROW(B3), ROWS(B2:B4)"),
    "spill": SyntaxForm(CORRECTED, "A1#, _xlfn.ANCHORARRAY(A1)"),
    "spill of no array": SyntaxForm(CORRECTED, "B2#, which is #REF!"),
    "lost reference": SyntaxForm(CORRECTED, "#REF!, Sheet!#REF!, #REF!A1"),
    "union": SyntaxForm(CORRECTED, "SUM((A1,B2)), INDEX((A1,B2),1,1,2)"),
    "union elsewhere": SyntaxForm(
        UNSUPPORTED,
        "SUM((A1,B2)*1)",
        "a union of ranges is computed in sums, ranks, INDEX and their like only",
    ),
    "intersection operator": SyntaxForm(CORRECTED, "B2:B4 A3:D3"),
    "intersection elsewhere": SyntaxForm(
        UNSUPPORTED,
        "OFFSET(B2,0,0) B2",
        "the intersection of what functions refer to, written as a blank, is not computed",
    ),
    "3-D reference": SyntaxForm(CORRECTED, "SUM(Jan:Dec!A1)"),
    "3-D reference elsewhere": SyntaxForm(
        UNSUPPORTED,
        "Jan:Dec!A1+1",
        "the 3-D reference {0} over several sheets is computed in sums and their like only",
    ),
    "beyond the grid": SyntaxForm(UNSUPPORTED, "XFE1", "{0} lies off the grid"),
    "sheet that is not there": SyntaxForm(
        UNSUPPORTED, "Nosuch!A1", "the sheet of {0} is not in this workbook"
    ),
    "another workbook": SyntaxForm(
        UNSUPPORTED, "[1]Sheet1!A1", "{0} stands in another workbook, which is not opened"
    ),
    # tables
    "column of a table": SyntaxForm(CORRECTED, "Tab[Col], Tab[[a]:[b]], Tab[A '[b']]"),
    "this row of a table": SyntaxForm(
        CORRECTED, "Tab[@Col], Tab[@[a]:[b]], Tab[[#This Row],[Col]]"
    ),
    "areas of a table": SyntaxForm(
        CORRECTED, "Tab[#All], Tab[#Headers], Tab[[#Totals],[Col]], Tab"
    ),
    "within its table": SyntaxForm(CORRECTED, "[Col], [@Col]"),
    "table that is not there": SyntaxForm(
        UNSUPPORTED, "Nosuch[Col]", "the table {0} is not in this workbook"
    ),
    "column that is not there": SyntaxForm(
        UNSUPPORTED, "Tab[Nosuch]", "the table {0} has no column {1}"
    ),
    "outside a table": SyntaxForm(
        UNSUPPORTED,
        "[@Col]",
        "a structured reference without a table's name stands outside a table",
    ),
    # names
    "name of the workbook": SyntaxForm(CORRECTED, "price"),
    "name of a sheet": SyntaxForm(CORRECTED, "Sheet!price, or price on its sheet"),
    "name of a formula": SyntaxForm(CORRECTED, "OFFSET(...) under a name"),
    "name of a place beside": SyntaxForm(CORRECTED, "a name for B2 without $"),
    "name defined by itself": SyntaxForm(
        UNSUPPORTED, "a for a", "the name {0} is defined by itself"
    ),
    "name that no one defines": SyntaxForm(CORRECTED, "nosuch, which is #NAME?"),
    # values
    "constants": SyntaxForm(VERIFIED, '1E+3, .5, "a""b", TRUE, #N/A'),
    "array constant": SyntaxForm(VERIFIED, "{1,2;3,4}"),
    "comparison at 15 digits": SyntaxForm(CORRECTED, "0.1+0.2=0.3"),
    "difference at 15 digits": SyntaxForm(CORRECTED, "0.1+0.2-0.3"),
    "power": SyntaxForm(CORRECTED, "A1^B1"),
    "joining": SyntaxForm(CORRECTED, 'A1&" shares"'),
    "1904 date system": SyntaxForm(CORRECTED, "DATE(...) counted from 1904"),
}


VOLATILE = frozenset({"random function", "function of the computer"})
"""Forms of what has no value that lasts."""


def unsupported_form(form: str, *facts: object) -> SyntaxFault:
    """Return the fault of a form that is not computed, with what was found."""
    fault = VolatileFault if form in VOLATILE else SyntaxFault
    return fault(FORMS[form].reason.format(*facts))
