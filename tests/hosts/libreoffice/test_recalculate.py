"""The second engine that keeps the first honest: LibreOffice itself, with the add-in in it.

All workbooks of this module go through one run of soffice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from tests.conftest import ROOT
from tests.hosts.libreoffice.conftest import book_of, headless
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.library import Recalculated, Unsupported
from xl_udfs.engine.checking.compare import same
from xl_udfs.engine.container.package import read_package
from xl_udfs.engine.formula.tokens import TokenKind, tokens_of
from xl_udfs.engine.workbook.book import Book, Place, read_book
from xl_udfs.functions.catalogue import FUNCTIONS
from xl_udfs.functions.examples import EXAMPLES
from xl_udfs.functions.registry import WorksheetFunction
from xl_udfs.hosts.libreoffice.extension import fingerprint
from xl_udfs.hosts.libreoffice.names import CANARY, qualified
from xl_udfs.hosts.libreoffice.office import Office
from xl_udfs.hosts.libreoffice.recalculate import recalculate_in_libreoffice

WORKBOOKS = sorted((ROOT / "workbooks").glob("*.xlsx"))
KINDS = {
    "blank cell": "Cells!$B$1",
    "omitted": "",
    "zero": "0",
    "empty text": '""',
    "text": '"x"',
    "text cell": "Cells!$B$2",
    "one": "1",
    "TRUE": "TRUE",
    "TRUE cell": "Cells!$B$3",
    "number cell": "Cells!$B$4",
    "date cell": "Cells!$B$5",
    "date serial": "38916",
    "error cell": "Cells!$B$6",
    "other error cell": "Cells!$B$7",
    "row": "Cells!$D$1:$F$1",
    "column": "Cells!$D$1:$D$3",
    "block": "Cells!$D$1:$F$3",
}
RANGES = {"row", "column", "block"}
ARRIVES_AS = {"TRUE": "one", "TRUE cell": "one", "date cell": "date serial"}
"""What LibreOffice hands over for another kind: numbers, which are refused where they are told."""
NOT_CALLED = {"error cell": ExcelError.DIV0, "other error cell": ExcelError.NA}
"""What LibreOffice answers by itself where an argument is an error."""
SPILL = 3  # rows and columns of what each formula on a range fills


@dataclass(frozen=True, slots=True)
class Tried:
    """What a cell of the matrix tries."""

    function: WorksheetFunction
    place: int  # of the argument that is replaced
    kind: str
    formula: str
    down: int = 0  # of the cell, from the first one of its formula
    right: int = 0


def arguments_of(example: str) -> list[str]:
    """Split the call of an example into its arguments."""
    depth, arguments = 0, [""]
    for token in tokens_of(example.removeprefix("="))[1:-1]:
        depth += token.kind in (TokenKind.FUNCTION, TokenKind.OPEN, TokenKind.ARRAY)
        depth -= token.kind in (TokenKind.CLOSE, TokenKind.ARRAY_END)
        if depth == 0 and token.kind is TokenKind.COMMA:
            arguments.append("")
        else:
            arguments[-1] += token.text
    return arguments


def tries() -> Iterator[Tried]:
    """Yield each function's example with each argument replaced by each kind of cell."""
    for name, function in FUNCTIONS.items():
        sound = arguments_of(EXAMPLES[name])
        sound += [""] * (len(function.parameters) - len(sound))
        for place in range(len(function.parameters)):
            for kind, text in KINDS.items():
                arguments = [*sound[:place], text, *sound[place + 1 :]]
                while arguments and not arguments[-1]:
                    arguments.pop()
                formula = f"={name}({','.join(arguments)})"
                yield Tried(function, place, kind, formula)


def matrix() -> tuple[Book, dict[Place, Tried]]:
    """Return a workbook of all tries, and what each of its cells tries."""
    made = Workbook()
    cells = made.worksheets[0]
    cells.title = "Cells"
    a_day = datetime(2006, 7, 18)  # noqa: DTZ001 - as cells are
    values: list[str | bool | float | datetime] = ["x", True, 7, a_day, "=1/0", "=NA()"]
    for row, value in enumerate(values, start=2):
        cells.cell(row, 2, value)
    for row in range(1, SPILL + 1):
        for column in range(SPILL):
            if (row, column) != (2, 1):  # one blank among them
                cells.cell(row, 4 + column, 10 * row + column)
    sheet = made.create_sheet("Tries")
    where: dict[Place, Tried] = {}
    row = 1
    for tried in tries():
        size = SPILL if tried.kind in RANGES or tried.function.spills else 1
        if size == 1:
            sheet.cell(row, 1, tried.formula)
        else:
            sheet.cell(row, 1).value = ArrayFormula(f"A{row}:C{row + 2}", tried.formula)
        where |= {
            Place("Tries", (row + down, 1 + right)): replace(tried, down=down, right=right)
            for down in range(size)
            for right in range(size)
        }
        row += size
    return book_of(made), where


def probe() -> Book:
    """Return a workbook of what a user types, with the full names."""
    made = Workbook()
    sheet = made.worksheets[0]
    rate, regime = qualified("CONVERSION_RATE"), qualified("CONVPRICE_REGIME")
    sheet["B1"] = f"={qualified(CANARY)}()"
    sheet["B2"] = f"={rate}(1000,0.3125)"
    sheet["B3"] = f"={rate}(1000,0)"
    sheet["B4"] = f"=IFERROR({rate}(1000,0),7)"
    sheet["B5"] = f'=IF({regime}(38551,38916)="full ratchet","same","not the same")'
    sheet["B6"] = f"=SUM({rate}(1000,{{1;4;2}}))"
    sheet["B7"] = f"={rate}(1000,Z99)"
    sheet["B8"] = f"={rate}(1000,Z99:Z99)"
    sheet["B9"] = "=XL_UDFS_NO_SUCH_FUNCTION(1)"
    sheet["B10"] = f"=ROUND({rate}(1000,3),2)"
    sheet["D1"], sheet["D2"], sheet["D3"] = 1, "=NA()", "=1/0"
    sheet["B12"], sheet["B13"] = f"={rate}(D3,D2)", f"={rate}(D3,NA())"
    sheet["B14"], sheet["B15"] = f"={rate}(1/0,D2)", f"=SUM({rate}(1000,D1:D2))"
    explained = f'={qualified("EXPLAIN")}("CONVERSION_RATE",1000,0.3125)'
    sheet["F1"].value = ArrayFormula("F1:H3", explained)
    label = '"original_issue_price ($ per share)"'
    sheet["B16"], sheet["B17"] = f"=F1={label}", f'=F1&""={label}'
    sheet["B18"], sheet["B19"] = f"=COUNTIF(F1:F3,{label})", f"=MATCH({label},F1:F3,0)"
    sheet["B11"] = f'=COUNT({qualified("EXCHANGE_HOLIDAYS")}("NYSE",2005,2005))'
    return book_of(made)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of LibreOffice over everything that this module looks at."""

    matrix: Mapping[Place, Recalculated]
    probe: Mapping[Place, Recalculated]
    shipped: Mapping[str, Mapping[Place, Recalculated]]


@pytest.fixture(scope="module")
def books() -> dict[str, Book]:
    """Return the workbooks that are shipped."""
    return {path.name: read_book(read_package(path)) for path in WORKBOOKS}


@pytest.fixture(scope="module")
def tried() -> tuple[Book, dict[Place, Tried]]:
    """Return the workbook of all tries."""
    return matrix()


@pytest.fixture(scope="module")
def run(office: Office, books: dict[str, Book], tried: tuple[Book, dict[Place, Tried]]) -> Run:
    """Recalculate all of them."""
    first, second, *others = recalculate_in_libreoffice(
        [tried[0], probe(), *books.values()], office
    )
    return Run(first, second, dict(zip(books, others, strict=True)))


def test_the_canary_says_which_build_answers(run: Run) -> None:
    """A component that does not load shows nothing but errors."""
    assert run.probe[Place("Sheet", (1, 2))] == fingerprint()


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (2, 3200.0),
        (3, ExcelError.NUM),
        (4, 7.0),
        (5, "same"),
        (6, 1750.0),  # 1000 + 250 + 500
        (7, ExcelError.NUM),  # a blank cell arrives as 0 here
        (8, ExcelError.VALUE),  # and as a blank within a range
        (10, 333.33),
        (11, 8.0),  # January 1, 2005 is a Saturday, which the exchange does not make up for
        (12, ExcelError.NA),  # of errors in two cells the last comes back
        (13, ExcelError.NA),
        (14, ExcelError.DIV0),  # but first of all one that the formula makes itself
        (15, ExcelError.VALUE),  # and within a range one error is all
        (16, 0.0),  # a text within rows is found by nothing
        (17, 1.0),  # unless it is copied
        (18, 0.0),
        (19, ExcelError.NA),
    ],
)
def test_what_a_user_types_is_calculated(run: Run, row: int, value: CellValue) -> None:
    """Numbers, real errors, texts, ranges, blanks as LibreOffice has them; see the README."""
    assert run.probe[Place("Sheet", (row, 2))] == value


def test_an_unknown_function_is_unsupported_and_no_value(run: Run) -> None:
    """It must not pass as a difference of ours."""
    value = run.probe[Place("Sheet", (9, 2))]
    assert isinstance(value, Unsupported)
    assert "#NAME?" in value.reason


@pytest.mark.parametrize("name", [path.name for path in WORKBOOKS])
def test_libreoffice_agrees_with_the_headless_engine_in_every_cell(
    run: Run, books: dict[str, Book], name: str
) -> None:
    """Of every shipped workbook, errors included, and with the values that it shows."""
    expected = headless(books[name])
    assert len(expected) > 100
    for place, value in expected.items():
        theirs = run.shipped[name][place]
        assert not isinstance(value, Unsupported)
        assert not isinstance(theirs, Unsupported), (place, theirs)
        assert same(value, theirs), (place, value, theirs)
        cell = books[name].cell(place)
        assert cell is not None
        assert same(cell.value, theirs), (place, cell.value, theirs)


def test_every_function_gives_the_same_cells_for_every_kind_of_argument(
    run: Run, tried: tuple[Book, dict[Place, Tried]]
) -> None:
    """Blank, omitted, 0, "", text, number, date, error, row, column and block, one by one.

    Where LibreOffice cannot tell an add-in what it would need to know, it gives what the same
    function gives for what it is told.
    """
    book, where = tried
    expected = headless(book)
    cells = {
        (what.function.name, what.place, what.kind, what.down, what.right): place
        for place, what in where.items()
    }

    def explained(what: Tried, theirs: Recalculated) -> bool:
        if what.kind in ARRIVES_AS:
            told = (what.function.name, what.place, ARRIVES_AS[what.kind], what.down, what.right)
            return told in cells and agree(expected[cells[told]], theirs)
        if what.function.parameters[what.place].kind.takes_error and what.kind in NOT_CALLED:
            return theirs is NOT_CALLED[what.kind]
        return what.kind in RANGES and what.function.unit == "text" and theirs is ExcelError.VALUE

    assert [
        (what, expected[place], run.matrix[place])
        for place, what in where.items()
        if not agree(expected[place], run.matrix[place]) and not explained(what, run.matrix[place])
    ] == []


def agree(ours: Recalculated, theirs: Recalculated) -> bool:
    """Whether two cells are the same; to LibreOffice TRUE is the number 1."""
    assert not isinstance(ours, Unsupported), ours
    assert not isinstance(theirs, Unsupported), theirs
    if isinstance(ours, bool) and theirs in (0.0, 1.0):
        return ours == bool(theirs)
    return same(ours, theirs)
