"""The text of ``xl_udfs.bas``: the worksheet functions as VBA functions that give real errors.

Each calls the Python function through xlwings and turns the texts of error values into error
values. The module needs xlwings' own VBA, from its add-in or in the same workbook.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from textwrap import wrap

from xl_udfs.cells import ExcelError
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import Parameter, WorksheetFunction
from xl_udfs.hosts.excel.vba_names import argument_names

MODULE = "xl_udfs.hosts.excel"  # what xlwings imports in the Python process
ERROR_NUMBERS = {
    ExcelError.NULL: 2000,
    ExcelError.DIV0: 2007,
    ExcelError.VALUE: 2015,
    ExcelError.REF: 2023,
    ExcelError.NAME: 2029,
    ExcelError.NUM: 2036,
    ExcelError.NA: 2042,
    ExcelError.SPILL: 2045,
    ExcelError.CALC: 2050,
}  # what CVErr takes
WIDTH = 96  # of a line; VBA allows 1,023 characters, and 24 continuations of a statement

HEAD = """
Attribute VB_Name = "xl_udfs"
'Preferred-stock cap table functions, served by Python through xlwings.
'Written by `xl-udfs excel vba`: changes are lost when it is written and imported anew.
'Start the macro XlUdfsRegister once, and save, for the help in the function wizard.
'Start the macro XlUdfsLastFailure to see why all functions show #VALUE!.
Option Explicit

Private lastFailure As String
"""
SHARED = """
Private Function WithErrors(answer As Variant) As Variant
    'The answer with real error values: a cell, a row (of one dimension), or rows.
    Dim place As Long, column As Long
    If Not IsArray(answer) Then
        WithErrors = RealError(answer)
        Exit Function
    ElseIf HasColumns(answer) Then
        For place = LBound(answer, 1) To UBound(answer, 1)
            For column = LBound(answer, 2) To UBound(answer, 2)
                answer(place, column) = RealError(answer(place, column))
            Next column
        Next place
    Else
        For place = LBound(answer) To UBound(answer)
            answer(place) = RealError(answer(place))
        Next place
    End If
    WithErrors = answer
End Function

Private Function HasColumns(answer As Variant) As Boolean
    Dim last As Long
    On Error Resume Next
    last = UBound(answer, 2)
    HasColumns = (Err.Number = 0)
End Function

Private Function RealError(cell As Variant) As Variant
    RealError = cell
    If VarType(cell) <> vbString Then Exit Function
    Select Case cell
{cases}
    End Select
End Function

Private Function NoAnswer(reason As String) As Variant
    'Python could not be reached: an error value, never a text that a sum would pass over.
    lastFailure = reason
    NoAnswer = CVErr({value_error})
End Function

Sub XlUdfsLastFailure()
    If lastFailure = "" Then
        MsgBox "Python has answered every time since this workbook was loaded."
    Else
        MsgBox lastFailure & vbCrLf & vbCrLf & "`xl-udfs doctor` tells what to do."
    End If
End Sub

Private Sub Describe(macroName As String, group As String, text As String, help As Variant)
    Application.MacroOptions _
        Macro:="'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & macroName, _
        Description:=text, Category:=group, ArgumentDescriptions:=help
End Sub
"""
REGISTER = """
Sub XlUdfsRegister()
    On Error GoTo failed
{described}
    Exit Sub
failed:
    MsgBox "Excel takes no help for the functions: " & Err.Description & vbCrLf & vbCrLf & _
        "Unhide this workbook, unprotect its structure, and start XlUdfsRegister again. " & _
        "The functions themselves work without."
End Sub
"""


def module_text(functions: Iterable[WorksheetFunction] = tuple(FUNCTIONS.values())) -> bytes:
    """Return the module, ASCII with the line ends of Windows, the same bytes every time."""
    functions = list(functions)
    cases = "\n".join(
        f'        Case "{error.value}": RealError = CVErr({number})'
        for error, number in ERROR_NUMBERS.items()
    )
    shared = SHARED.format(cases=cases, value_error=ERROR_NUMBERS[ExcelError.VALUE])
    described = "\n".join(f"    Describe_{function.name}" for function in functions)
    parts = [HEAD.strip(), shared.strip(), REGISTER.format(described=described).strip()]
    for function in functions:
        parts += ["\n".join(_function(function)), "\n".join(_description(function))]
    return ("\n\n".join(parts) + "\n").replace("\n", "\r\n").encode("ascii")


def _function(function: WorksheetFunction) -> Iterator[str]:
    names = argument_names(function)
    declared = map(_declared, names, function.parameters)
    yield _statement(f"Function {function.name}({', '.join(declared)})", "")
    fixed = names[:-1] if function.variadic else names
    cells = f"Array({', '.join(fixed)})"
    if function.variadic:
        yield "    Dim passed() As Variant, place As Long"
    yield "    On Error GoTo failed"
    if function.variadic:
        yield from _gathered(cells, len(fixed), names[-1])
        cells = "passed"
    yield _statement(
        f'{function.name} = WithErrors(XLPy.CallUDF("{MODULE}", "{function.name}", {cells}, '
        "ThisWorkbook, Application.Caller))"
    )
    yield "    Exit Function"
    yield "failed:"
    yield f"    {function.name} = NoAnswer(Err.Description)"
    yield "End Function"


def _gathered(fixed: str, count: int, repeated: str) -> Iterator[str]:
    """Yield what puts repeated arguments behind the others; a range stays a range."""
    target = f"passed({count} + place)" if count else "passed(place)"
    yield _statement(f"passed = {fixed}")
    yield f"    ReDim Preserve passed(0 To {count} + UBound({repeated}))"
    yield f"    For place = 0 To UBound({repeated})"
    yield f"        If IsObject({repeated}(place)) Then"
    yield f"            Set {target} = {repeated}(place)"
    yield "        Else"
    yield f"            {target} = {repeated}(place)"
    yield "        End If"
    yield "    Next place"


def _declared(name: str, parameter: Parameter) -> str:
    if parameter.variadic:
        return f"ParamArray {name}()"
    return f"Optional {name}" if parameter.optional else name


def _description(function: WorksheetFunction) -> Iterator[str]:
    help_texts = [_literal(parameter.help) for parameter in function.parameters]
    yield f"Private Sub Describe_{function.name}()"
    yield f'    Describe "{function.name}", {_literal(function.category)}, _'
    yield f"        {_literal(function.help)}, Array( _"
    yield ", _\n".join(f"        {text}" for text in help_texts) + ")"
    yield "End Sub"


def _statement(text: str, indent: str = "    ") -> str:
    """Break a statement into lines; no literal in it holds a blank."""
    lines = wrap(text, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return " _\n".join(
        f"{indent}{'    ' if number else ''}{line}" for number, line in enumerate(lines)
    )


def _literal(text: str) -> str:
    """Write a text as VBA; what is not ASCII by its number, as a file has no encoding there."""
    parts = []
    for plain, other in re.findall(r"([ -~]+)|([^ -~])", text):
        if plain:
            parts.append('"' + plain.replace('"', '""') + '"')
        units = struct.iter_unpack("<H", other.encode("utf-16-le"))
        parts += [f"ChrW({number})" for (number,) in units]
    return " & ".join(parts) or '""'
