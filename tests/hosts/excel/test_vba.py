"""``xl_udfs.bas``, read back by a small grammar of our own: every function, argument and help."""

import re
from collections.abc import Iterator

import pytest
from openpyxl.utils import FORMULAE

from xl_udfs.cells import ExcelError
from xl_udfs.engine.excel.conformance import CLASSES
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.registry import WorksheetFunction
from xl_udfs.hosts.excel.vba import ERROR_NUMBERS, module_text
from xl_udfs.hosts.excel.vba_names import EVENT, RESERVED, USED, argument_names

TEXT = module_text().decode("ascii")
LINES = TEXT.removesuffix("\r\n").split("\r\n")
FUNCTION = re.compile(r"Function (\w+)\((.*)\)")
ARGUMENT = re.compile(r"(Optional |ParamArray )?(\w+)(\(\))?")
TERM = re.compile(r'"((?:[^"]|"")*)"|ChrW\((\d+)\)')
IDENTIFIER = re.compile(r"[A-Za-z]\w{0,254}")


def statements() -> list[str]:
    """Return the logical lines, their continuations joined, without indent."""
    return [line.strip() for line in re.sub(r" _\r\n\s*", " ", TEXT).split("\r\n")]


def procedure(kind: str, name: str) -> list[str]:
    """Return the statements of a procedure, its head first."""
    lines = statements()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"{kind} {name}("))
    return lines[start : lines.index(f"End {kind.rsplit(maxsplit=1)[-1]}", start) + 1]


def texts(expression: str) -> Iterator[str]:
    """Yield the values of string expressions that stand between commas."""
    value, at = "", 0
    while at < len(expression):
        term = TERM.match(expression, at)
        assert term is not None, expression[at:]
        value += term[1].replace('""', '"') if term[2] is None else chr(int(term[2]))
        at = term.end()
        if expression.startswith(" & ", at):
            at += 3
        else:
            yield value
            value = ""
            assert not expression[at:] or expression.startswith(", ", at), expression[at:]
            at += 2


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_every_function_has_its_arguments_with_the_optional_ones_marked(
    function: WorksheetFunction,
) -> None:
    """Excel takes what may be left out from here."""
    head = FUNCTION.fullmatch(procedure("Function", function.name)[0])
    assert head is not None
    arguments = [ARGUMENT.fullmatch(text) for text in head[2].split(", ")]
    assert [bool(found) for found in arguments] == [True] * len(function.parameters)
    for found, parameter, name in zip(
        arguments, function.parameters, argument_names(function), strict=True
    ):
        assert found is not None
        assert found[2] == name
        assert found[2].replace("_", "") == parameter.name.replace("_", "")
        assert found[2].casefold() not in RESERVED
        marks = {(False, False): None, (True, False): "Optional ", (True, True): "ParamArray "}
        assert found[1] == marks[parameter.optional, parameter.variadic]
        assert bool(found[3]) is parameter.variadic


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_every_function_calls_its_python_function_with_all_arguments(
    function: WorksheetFunction,
) -> None:
    """In their order, with real errors out, and an error where Python cannot be reached."""
    body = procedure("Function", function.name)
    names = argument_names(function)
    cells = f"Array({', '.join(names)})"
    if function.variadic:
        cells, fixed = "passed", names[:-1]
        assert f"passed = Array({', '.join(fixed)})" in body
        assert f"ReDim Preserve passed(0 To {len(fixed)} + UBound({names[-1]}))" in body
        assert f"Set passed({len(fixed)} + place) = {names[-1]}(place)" in body
    assert body[-5:] == [
        f'{function.name} = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "{function.name}", '
        f"{cells}, ThisWorkbook, Application.Caller))",
        "Exit Function",
        "failed:",
        f"{function.name} = NoAnswer(Err.Description)",
        "End Function",
    ]
    assert "On Error GoTo failed" in body


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_the_function_wizard_gets_every_help_text_unchanged(function: WorksheetFunction) -> None:
    """Letters that are not ASCII come by their number; Excel takes 255 characters each."""
    (said,) = procedure("Private Sub", f"Describe_{function.name}")[1:-1]
    said = said.removeprefix("Describe ").removesuffix(")").replace(", Array( ", ", ")
    name, category, description, *arguments = texts(said)
    assert (name, category) == (function.name, function.category)
    assert description == function.help
    assert arguments == [parameter.help for parameter in function.parameters]
    assert all(len(text) <= 255 for text in (category, description, *arguments))
    assert f"Describe_{function.name}" in procedure("Sub", "XlUdfsRegister")


def test_the_module_stays_within_the_limits_of_vba() -> None:
    """1,023 characters a line, 24 continuations a statement, names of letters, ASCII."""
    assert TEXT.count("\n") == TEXT.count("\r\n") == len(LINES)
    assert max(map(len, LINES)) <= 1023
    assert len(LINES) < 65_534
    in_a_row = 0
    for line in LINES:
        in_a_row = in_a_row + 1 if line.endswith(" _") else 0
        assert in_a_row <= 24, line
    for function in FUNCTIONS.values():
        names = argument_names(function)
        assert all(IDENTIFIER.fullmatch(name) for name in (function.name, *names))
        assert len({name.casefold() for name in (function.name, *names)}) == len(names) + 1


def test_every_procedure_is_closed_and_named_once() -> None:
    """The editor of VBA takes no module where one is not."""
    opened = [
        found[1]
        for line in statements()
        if (found := re.match(r"(?:Private )?(?:Function|Sub) (\w+)\(", line))
    ]
    assert len({name.casefold() for name in opened}) == len(opened)
    assert set(FUNCTIONS) <= set(opened)
    ends = [line for line in statements() if line in {"End Function", "End Sub"}]
    assert len(ends) == len(opened)


def test_help_that_excel_does_not_take_is_said_and_not_a_crash() -> None:
    """MacroOptions fails in a workbook that is hidden."""
    body = procedure("Sub", "XlUdfsRegister")
    assert body[1] == "On Error GoTo failed"
    described = body[2 : body.index("Exit Sub")]
    assert described == [f"Describe_{name}" for name in FUNCTIONS]
    assert body[-3] == "failed:"
    assert body[-2].startswith("MsgBox ")


def test_no_function_has_a_name_that_excel_takes_for_something_else() -> None:
    """A function of its own, a cell in either style of reference, or a word of VBA."""
    excel = {name.casefold() for name in (*FORMULAE, *CLASSES)}
    cell = re.compile(r"[A-Z]{1,3}\d+|R\d*|C\d*|R\d*C\d*", re.IGNORECASE)
    for name in FUNCTIONS:
        assert name.casefold() not in excel | RESERVED
        assert not cell.fullmatch(name), name


def test_every_error_text_becomes_an_error_value() -> None:
    """The numbers are those of Excel's xlErr constants."""
    cases = dict(re.findall(r'Case "(.+)": RealError = CVErr\((\d+)\)', TEXT))
    assert cases == {error.value: str(ERROR_NUMBERS[error]) for error in ExcelError}
    assert ERROR_NUMBERS[ExcelError.NA] == 2042
    assert ERROR_NUMBERS[ExcelError.VALUE] == 2015


def test_rows_and_single_rows_are_turned_cell_by_cell() -> None:
    """Xlwings hands a single row over as an array of one dimension."""
    body = procedure("Private Function", "WithErrors")
    assert "answer(place, column) = RealError(answer(place, column))" in body
    assert "answer(place) = RealError(answer(place))" in body


def test_a_name_that_vba_keeps_for_itself_gets_an_underscore() -> None:
    """``Function F(date)`` does not compile."""
    assert {"date", "string", "next", "end", "type", "array"} <= RESERVED
    names = {name for function in FUNCTIONS.values() for name in argument_names(function)}
    assert not names & RESERVED
    assert [name for name in names if name.endswith("_")]
    for function in FUNCTIONS.values():
        for name, parameter in zip(argument_names(function), function.parameters, strict=True):
            assert name.endswith("_") == (parameter.name.casefold() in RESERVED | USED)


def test_a_name_that_looks_like_an_event_loses_an_underscore() -> None:
    """Scanners took `domicile_change` for a procedure that starts when something changes."""
    names = {name for function in FUNCTIONS.values() for name in argument_names(function)}
    assert "domicilechange" in names
    for name, expected in (
        ("days_open", "daysopen"),
        ("open_days", "open_days"),
        ("the_open_days", "the_open_days"),
        ("price_changed", "pricechanged"),
        ("change", "change"),
    ):
        assert EVENT.sub("", name) == expected
