"""``xl_udfs.bas``, run by an interpreter of VBA; only what is Excel's or Python's is a stand-in.

The interpreter knows neither `CVErr` nor `vbString`, no named arguments (of `MacroOptions`) and no
argument that is left out; so the help is cut away, and every call here has all its arguments.
"""

import re

import pytest

from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.hosts.excel.vba import module_text

elixcee = pytest.importorskip("elixcee", reason="elixcee, an interpreter of VBA, is not installed")

EXCEL = """
Function CVErr(number)
    CVErr = "error " & number
End Function
"""
PYTHON = """
Function CallUDF(module, name, given, book, caller)
    {answer}
End Function
"""
XL_ERRORS = {"#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029}
XL_ERRORS |= {"#NUM!": 2036, "#N/A": 2042}
HELP = re.compile(
    r"^(?:Private )?Sub (?:Describe|XlUdfsRegister)\w*\(.*?^End Sub\n", re.MULTILINE | re.DOTALL
)


def module() -> str:
    """Return the module for the interpreter."""
    text = module_text().decode("ascii").replace("\r\n", "\n")
    text = HELP.sub("", text.replace('Attribute VB_Name = "xl_udfs"\n', ""))
    text = re.sub(r" _\n\s*", " ", text)
    text = text.replace("Option Explicit\n", "Option Explicit\nConst vbString = 8\n")
    for excel, here in (
        ("XLPy.CallUDF(", "CallUDF("),
        ("ThisWorkbook, Application.Caller", '"book", "caller"'),
    ):
        assert excel in text
        text = text.replace(excel, here)
    return text


MODULE = module()


def shown(answer: str, *lines: str) -> list[object]:
    """Return what lines put into the first cells of a row, where Python answers so."""
    program = "\n".join(["Sub Test()", "Dim table As Variant", *lines, "End Sub"])
    machine = elixcee.Vm(on_msgbox="error")
    machine.run(MODULE + EXCEL + PYTHON.format(answer=answer) + program, "Test")
    return [machine.get_cell(1, column) for column in range(1, 7)]


def call(name: str, *arguments: str) -> str:
    """Return a call with all arguments, 0 for those that are not given."""
    count = len(FUNCTIONS[name].parameters)
    return f"{name}({', '.join([*arguments, *['0'] * (count - len(arguments))])})"


def test_a_number_comes_back_as_it_is() -> None:
    """From the function's own name, with all its arguments in their order."""
    rate = call("CONVERSION_RATE", "1000", "0.3125", '"now"')
    told = 'CallUDF = name & " of " & module & ": " & given(0) & ", " & given(1) & ", " & given(2)'
    said = shown(told, f"Cells(1, 1).Value = {rate}")[0]
    assert said == "CONVERSION_RATE of xl_udfs.hosts.excel: 1000, 0.3125, now"
    assert shown("CallUDF = given(0) / given(1)", f"Cells(1, 1).Value = {rate}")[0] == 3200
    assert (
        shown('CallUDF = book & ", " & caller', f"Cells(1, 1).Value = {rate}")[0] == "book, caller"
    )


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if not FUNCTIONS[name].variadic])
def test_every_function_hands_its_arguments_over(name: str) -> None:
    """All of them, in their order."""
    arguments = [str(place * 10 + 1) for place in range(len(FUNCTIONS[name].parameters))]
    ends = f"given(0) & given({len(arguments) - 1})" if arguments else '""'
    told = f'CallUDF = name & " " & UBound(given) & " " & {ends}'
    expected = f"{name} {len(arguments) - 1} {''.join([arguments[0], arguments[-1]])}"
    assert shown(told, f"Cells(1, 1).Value = {call(name, *arguments)}")[0] == expected


@pytest.mark.parametrize(("text", "number"), XL_ERRORS.items())
def test_the_text_of_an_error_becomes_the_error(text: str, number: int) -> None:
    """And no other text does; the numbers are Excel's own."""
    price = f"Cells(1, 1).Value = {call('REDEMPTION_PRICE', '1000', '38551', '38916')}"
    assert shown(f'CallUDF = "{text}"', price)[0] == f"error {number}"
    assert shown(f'CallUDF = "{text} "', price)[0] == f"{text} "


def test_rows_of_cells_are_turned_cell_by_cell() -> None:
    """As an array of two dimensions."""
    rows = """
    Dim answer(0 To 1, 0 To 1) As Variant
    answer(0, 0) = "#N/A"
    answer(0, 1) = 2
    answer(1, 0) = "text"
    answer(1, 1) = "#NUM!"
    CallUDF = answer
    """
    said = shown(
        rows,
        f"table = {call('CONVERSION_SHARES', '10')}",
        "Cells(1, 1).Value = table(0, 0)",
        "Cells(1, 2).Value = table(0, 1)",
        "Cells(1, 3).Value = table(1, 0)",
        "Cells(1, 4).Value = table(1, 1)",
    )
    assert said[:4] == ["error 2042", 2, "text", "error 2036"]


def test_a_single_row_is_turned_cell_by_cell() -> None:
    """Xlwings hands it over as an array of one dimension."""
    said = shown(
        'CallUDF = Array("#VALUE!", 5)',
        f"table = {call('CONVERSION_SHARES', '10')}",
        "Cells(1, 1).Value = table(0)",
        "Cells(1, 2).Value = table(1)",
    )
    assert said[:2] == ["error 2015", 5]


def test_repeated_arguments_stand_behind_the_others() -> None:
    """However many there are."""
    told = "CallUDF = given(0) & given(1) & given(2) & given(3) & UBound(given)"
    assert shown(told, 'Cells(1, 1).Value = WHY("F", 1, "b", 3)')[0] == "F1b33"
    assert shown("CallUDF = UBound(given)", 'Cells(1, 1).Value = WHY("F", 1)')[0] == 1


def test_python_that_cannot_be_reached_is_an_error_with_its_reason_kept() -> None:
    """Never a text that a sum would pass over."""
    said = shown(
        'Err.Raise 1004, "xlwings", "Could not activate Python COM server"',
        f"Cells(1, 1).Value = {call('CONVERSION_RATE')}",
        "Cells(1, 2).Value = lastFailure",
        'Cells(1, 3).Value = WHY("F", 1)',
    )
    assert said[:3] == ["error 2015", "Could not activate Python COM server", "error 2015"]
