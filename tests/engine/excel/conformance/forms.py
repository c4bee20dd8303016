"""Formulas in each form of syntax, with what Excel gives.

Each stands in F3 of the sheet S, beside the table tbl in A1:D5 (headers, three rows, totals) and
an array formula in G2:G4; H1 refers to F3. The sheets Other and Third hold numbers in A1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xl_udfs.cells import CellValue, ExcelError

ROWS = (("Holder", "Shares", "Price", "A [b]"), ("a", 10, 2, 5), ("b", 20, 3, 6), ("c", 30, 4, 7))
NAMES = {
    "price": "S!$C$2",
    "k": "3",
    "twice": "price*2",
    "rel": "S!XFB1",  # seen from A1, round the edge of the grid: three columns to the left
    "below": "S!XFC2+rel",
    "un": "S!$B$2,S!$B$3",
    "dyn": "OFFSET(S!$B$2,0,0,3,1)",
    "loop": "loop+1",
    "double": "_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)",
    "always": "_xlfn.LAMBDA(7)",
    "fold": "LAMBDA(x,f,LET(y,f(x),y+1))",
    "moving": "LAMBDA(x,x+S!$B2)",
    "endless": "LAMBDA(x,endless(x-1))",
    "factorial": "_xlfn.LAMBDA(_xlpm.n,IF(_xlpm.n<2,1,_xlpm.n*factorial(_xlpm.n-1)))",
    "fibonacci": "LAMBDA(n,IF(n<2,n,fibonacci(n-1)+fibonacci(n-2)))",
    "without": 'LAMBDA(t,c,IF(ISERROR(FIND(c,t)),t,without(REPLACE(t,FIND(c,t),1,""),c)))',
    "reading": "LAMBDA(n,IF(n<2,S!$B$2,reading(n-1)))",
    "optional": "_xlfn.LAMBDA(_xlpm.x,_xlop.y,"
    "IF(_xlfn.ISOMITTED(_xlop.y),_xlpm.x,_xlpm.x+_xlop.y))",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A formula, how it is stored, and its value; of an unsupported one part of the reason."""

    formula: str
    expected: CellValue = None
    reason: str = ""
    attributes: str = ""  # of <f>
    cell: str = ""  # attributes of <c>
    beside: str = ""  # the cell F4, which follows


def refused(formula: str, reason: str, attributes: str = "") -> Case:
    """Return a formula that has no value."""
    return Case(formula, reason=reason, attributes=attributes)


REF, VALUE, NUM, NA = ExcelError.REF, ExcelError.VALUE, ExcelError.NUM, ExcelError.NA
NULL = ExcelError.NULL
NAME = ExcelError.NAME
ARRAY = 't="array" ref="F3:F4"'
CASES: Mapping[str, tuple[Case, ...]] = {
    "plain function": (Case("SUM(B2:B4,1)", 61), Case(" sum( b2 : B4 )\n+1", 61)),
    "newer function": (
        Case("_xlfn.XLOOKUP(20,B2:B4,A2:A4)", "b"),
        Case("_xlfn._xlws.SORT(B2:B4)", 10),
    ),
    "function of an XLL": (Case("_xll.OURS(1)", 1), Case("_xludf.OURS(2)", 2)),
    "function of Office.js": (Case("_xldudf_SPACE_OURS(1)", 1), Case("1+_xldudf_X1_OURS(2)", 3)),
    "function of an add-in": (Case("[1]!OURS(1)", 1), Case("SUM([12]!OURS(2),3)", 7)),
    "argument left out": (Case("IF(B3>1,,5)", 0), Case("SUM(B2:B4,)", 60)),
    "variables of LET": (Case("_xlfn.LET(_xlpm.x,2,_xlpm.x+1)", 3), Case("LET(a,B3,a*a)", 400)),
    "LAMBDA": (
        Case("_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)(2)", 3), Case("1+LAMBDA(x,y,x*y)(B2,2)", 21),
        Case("double(B2+1)", 22), Case("double(double(B2))", 40), Case("always()*2", 14),
        Case("LET(f,LAMBDA(x,x*2),x,3,f(x+1))", 8), Case("fold(4,LAMBDA(x,x*x))", 17),
        Case("double(1,2)", VALUE), refused("moving(1)", "MOVING"),
        Case("LAMBDA(x,LAMBDA(y,x-y))(5)(2)", 3),
        Case("LET(f,LAMBDA(x,LAMBDA(y,x*y)),f(5)(2))", 10),
    ),
    "LAMBDA that is applied": (
        Case("SUM(_xlfn.MAP(B2:B4,_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)))", 63),
        Case("SUM(MAP(B2:B4,C2:C4,LAMBDA(a,b,a*b+$D$2)))", 215),
        Case("SUM(MAP(B2:B4,double))", 120),
        Case("MAX(_xlfn.BYROW(B2:D4,_xleta.SUM))", 41),
        Case("SUM(BYCOL(B2:D4,LAMBDA(c,MAX(c))))", 41),
        Case("REDUCE(0,B2:B4,LAMBDA(a,x,a+x*k))", 180),
        Case("MAX(SCAN(1,C2:C4,LAMBDA(a,x,a*x)))", 24),
        Case("LET(m,2,SUM(MAP({1;2},LAMBDA(x,SUM(MAP({1,2,3},LAMBDA(y,y*x*m)))))))", 36),
        Case("SUM(MAP(A2:A4,LAMBDA(h,SUMIFS(B2:B4,A2:A4,h))))", 60),
        Case("SUM(MAKEARRAY(2,2,LAMBDA(i,j,INDEX(B2:C4,i,j))))", 35),
        Case("ROWS(REDUCE({0},B2:B4,LAMBDA(a,x,VSTACK(a,x))))", 4),
        Case('REDUCE("",A2:A4,LAMBDA(a,x,a&x&"""q"))', 'a"qb"qc"q'),
        Case("SUM(tbl[Shares])+SUM(BYROW(tbl[[Shares]:[Price]],LAMBDA(r,INDEX(r,2))))", 69),
        Case("SUM(MAP(B2:B4,B2:B3,LAMBDA(a,b,IFERROR(a*b,1))))", 501),
        Case("MAP(B2:B4,LAMBDA(x,y,x))", VALUE), Case("MAP(5,LAMBDA(x,{1,2}))", ExcelError.CALC),
    ),
    "LAMBDA that calls itself": (
        Case("factorial(5)", 120), Case("fibonacci(9)", 34), Case("SUM(MAP({3;4},factorial))", 30),
        Case('without("a-b-c","-")', "abc"), refused("endless(1)", "not computed here"),
    ),
    "LAMBDA that calls itself and reads cells": (
        refused("reading(3)", "not computed here"), refused("1+reading(2)", "not computed here"),
    ),
    "LAMBDA with an optional argument": (
        Case("LAMBDA(x,[y],IF(ISOMITTED(y),x,x+y))(1)", 1), Case("optional(1)", 1),
        Case("optional(1,5)", 6), Case("optional(1,)", 1), Case("optional()", VALUE),
        Case("LAMBDA(x,y,x)(1,)", 1), refused("LAMBDA(x,[y],x+y)(1)", "not computed here"),
        refused("fold(,LAMBDA(x,x))", "not computed here"),
    ),
    "LAMBDA elsewhere": (
        refused("MAP(B2:B4,C2)", "neither called nor applied"), refused("LAMBDA(x,x)", "neither"),
    ),
    "LAMBDA without an end": (
        refused("LET(f,LAMBDA(s,n,IF(n<2,1,n*s(s,n-1))),f(f,3))", "by a variable"),
        refused("LET(f,LAMBDA(s,s(s)+s(s)),f(f))", "by a variable"),
    ),
    "OFFSET in a LAMBDA": (
        refused("SUM(MAP(B2:B4,LAMBDA(x,OFFSET(B1,x,0))))", "known only when it runs"),
        refused("SUM(MAP(C2:C4,LAMBDA(x,SUM(B2:INDEX(B2:B4,x)))))", "known only when it runs"),
    ),
    "random function": (refused("RAND()*2", "RAND"), refused("RANDBETWEEN(1,6)", "RANDBETWEEN")),
    "function of the computer": (
        refused('INFO("osversion")', "INFO tells"), refused('CELL("width",A1)', "CELL"),
        refused('CELL("row")', "CELL"),
    ),
    "shared formula": (
        Case("B3*C3", 60, attributes='t="shared" ref="F3:F4" si="0"',
             beside='<c r="F4"><f t="shared" si="0"/></c>'),
        Case("B$3+$C3", 23, attributes='t="shared" ref="F3:F4" si="5"',
             beside='<c r="F4"><f t="shared" si="5"/></c>'),
    ),
    "array formula": (
        Case("SUM(B2:B4*C2:C4)", 200, attributes='t="array" ref="F3"'),
        Case("B2:B3*10", 100, attributes=ARRAY),
    ),
    "dynamic array": (
        Case("_xlfn.SEQUENCE(2)", 1, attributes=ARRAY, cell=' cm="1"'),
        Case("B2:B3", 10, attributes=ARRAY, cell=' cm="1"'),
        Case("_xlfn.SEQUENCE(3)", reason="spills over 3 by 1", attributes=ARRAY, cell=' cm="1"'),
    ),
    "implicit intersection": (
        Case("B2:B4", 20), Case("B:B", 20), Case("B2:C4", VALUE), Case("B5:B9", VALUE),
        Case("SUM(B2:B4*2)", 40), Case("ABS(-B2:B4)", 20), Case("IF(B2:B4>15,C2:C4,0)", 3),
    ),
    "intersection by @": (Case("_xlfn.SINGLE(B2:B4)", 20), Case("_xlfn.SINGLE(B:B)+1", 21)),
    "what-if data table": (
        Case("", 0, attributes='t="dataTable" ref="F3:F4" dt2D="0" dtr="0" r1="B2"'),
        Case("", REF, attributes='t="dataTable" ref="F3:F3" dt2D="1" r1="B2" r2="B3" del1="1"'),
    ),
    "what-if data table at the edge": (
        refused("", "at the edge", 't="dataTable" ref="F1:F3" r1="B2"'),
        refused("", "at the edge", 't="dataTable" ref="A3:F3" dtr="1" r1="B2"'),
    ),
    "cell and range": (
        Case("$B3+B$3+S!B3+'S'!$B$3", 80), Case("OTHER!a1", 100), Case("SUM(S!B2:S!B4)", 60),
    ),
    "whole column": (Case("SUM(B:B)", 120), Case("SUM($B:$C)", 129)),
    "whole row": (Case("SUM(4:4)-G4", 41), Case("COUNT($5:$5)-1", 0)),
    "range of two results": (
        Case("SUM(B2:INDEX(B2:B4,2))", 30), Case("SUM(B2:OFFSET(B2,1,0))", 30),
    ),
    "address only": (
        Case("ROW(F3)", 3), Case("COLUMN(F3)", 6), Case("ROWS(F1:F9)", 9),
            Case("COLUMNS(F3:G3)", 2),
        Case("ISREF(F3)", True), Case("ROW()", 3), Case("SUMPRODUCT(ROW(F1:F3))", 6),
    ),
    "spill": (Case("SUM(G2#)", 120), Case("SUM(_xlfn.ANCHORARRAY(S!$G$2))", 120)),
    "spill of no array": (
        Case("SUM(B2#)", REF), Case("_xlfn.ANCHORARRAY(A1)", REF),
    ),
    "lost reference": (
        Case("#REF!", REF), Case("Other!#REF!+1", REF), Case("#REF!A1+1", REF),
        Case("SUM(#REF!$B$2:$B$9)", REF), Case('"#REF!A1"', "#REF!A1"),
    ),
    "union": (Case("SUM((B2,B3))", 30), Case("SUM(un,1)", 31), Case("MAX((B2:B3,B4),5)", 30)),
    "union elsewhere": (refused("SUM((B2,B3)*1)", "union"), refused("SUM(-(B2,B3))", "union")),
    "intersection operator": (
        Case("B2:B4 A3:D3", 20), Case("SUM(B2:C4 A3:D3)", 23), Case("SUM(B2 B3)", NULL),
        Case("k*(B:B 3:3)", 60), Case("SUM(tbl[Shares] 2:3)", 30), Case("B2:B4 Other!A1", NULL),
    ),
    "intersection elsewhere": (
        refused("SUM(OFFSET(B2,0,0) B2)", "intersection"),
        refused("B2:B4 INDEX(B2:B4,1)", "intersection"),
    ),
    "3-D reference": (
        Case("SUM(Other:Third!A1)", 1100), Case("COUNT('S:Third'!A1:B2,7)", 4),
        Case("SUM(Third:Other!$A$1)", 1100),
    ),
    "3-D reference elsewhere": (
        refused("Other:Third!A1+1", "3-D reference"),
        refused("SUM(S:Nosuch!A1)", "3-D reference S:Nosuch!A1"),
    ),
    "beyond the grid": (
        refused("XFE1+B2", "XFE1"), refused("SUM(A1048577)", "A1048577 lies off the grid"),
    ),
    "sheet that is not there": (
        refused("Nosuch!A1", "Nosuch!A1"), refused("SUM('No such'!A1:A2)", "'No such'!A1:A2"),
    ),
    "another workbook": (
        refused("[1]Other!A1", "another workbook"),
            refused("SUM('[1]An other'!A1)", "another workbook"),
    ),
    "column of a table": (
        Case("SUM(tbl[Shares])", 60), Case("SUM(TBL[[shares]:[Price]])", 69),
        Case("SUM(tbl[A '[b']])", 18), Case("SUM(tbl[[#Data],[Shares]])", 60),
    ),
    "this row of a table": (
        Case("tbl[@Shares]", 20), Case("SUM(tbl[@[Shares]:[Price]])", 23),
        Case("tbl[[#This Row],[Shares]]", 20), Case("SUM(tbl[@])", 29),
    ),
    "areas of a table": (
        Case("COUNTA(tbl[#All])", 17), Case("INDEX(tbl[#Headers],1,2)", "Shares"),
        Case("tbl[[#Totals],[Shares]]", 60), Case("COUNTA(tbl)", 12),
        Case("SUM(tbl[[#Data],[#Totals],[Shares]])", 120),
    ),
    "within its table": (Case("SUM(tbl[A '[b']])", 18), Case("tbl[@[A '[b']]]", 6)),
    "table that is not there": (
        refused("SUM(nosuch[Shares])", "the table nosuch"), refused("other[@a]", "the table other"),
    ),
    "column that is not there": (
        refused("SUM(tbl[None])", "no column None"), refused("tbl[@None]", "no column None"),
    ),
    "outside a table": (refused("[@Shares]", "outside a table"),
        refused("SUM([Shares])", "outside")),
    "name of the workbook": (Case("price*k", 6), Case("TWICE", 4)),
    "name of a sheet": (Case("local", 7), Case("Other!local", 100)),
    "name of a formula": (Case("SUM(dyn)", 60), Case("twice+k", 7)),
    "name of a place beside": (
        Case("rel*2", 6), Case("SUM(rel,1)", 4), Case("below", 10),
    ),
    "name defined by itself": (refused("loop", "by itself"), refused("loop*2", "by itself")),
    "name that no one defines": (
        Case("nosuch", NAME), Case("IFERROR(nosuch,1)", 1),
        Case("ISERROR(Other!nosuch)", True), Case("LET(a,2,a*nosuch)", NAME),
    ),
    "constants": (
        Case("1E+3", 1000), Case(".5", 0.5), Case('"a""b"', 'a"b'), Case("TRUE", True),
        Case("#N/A", NA), Case("B3%", 0.2), Case("--B3", 20),
    ),
    "array constant": (Case("SUM({1,2;3,4})", 10), Case("{5,6}", 5)),
    "comparison at 15 digits": (Case("0.1+0.2=0.3", True), Case("0.1+0.2>0.3", False)),
    "difference at 15 digits": (Case("0.1+0.2-0.3", 0), Case("1-0.9-0.1", 0)),
    "power": (Case("(B3-20)^0", NUM), Case("-B3^2", 400), Case("2^3^2", 64),
        Case("B2^C2%", 10**0.02)),
    "joining": (Case('1/3&"x"', "0.333333333333333x"), Case('B3&""', "20"), Case('Z9&"x"', "x")),
    "1904 date system": (Case("DATE(1904,1,2)", 1), Case("YEAR(0)", 1904),
        Case("DATE(2005,7,19)-TODAY()", 0)),
}  # fmt: skip
