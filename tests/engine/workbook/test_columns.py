"""Columns and runs hold what the cells hold that are read one by one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.workbook.test_plain_cells import CELLS, PART, STRINGS, UNCHECKED, part_of
from xl_udfs.engine.container.package import read_package
from xl_udfs.engine.formula.relative import RelativeFormulas
from xl_udfs.engine.references import Position
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.engine.workbook.columns import Cells, DisorderError, Run, SheetColumn
from xl_udfs.engine.workbook.sheet import Cell, read_cells

WORKBOOKS = sorted((Path(__file__).parents[3] / "workbooks").glob("*.xlsx"))
TEXTS = st.sampled_from(
    ["A{row}*2", "A{above}+1", "$A$1", "SUM(A$1:A{row})", "a{row}", '"50%"&A{row}', "A{row}%"]
)


def held(cells: Cells) -> dict[Position, tuple[object, ...]]:
    """Return what is known of each cell by its column."""
    return {
        (row, column.number): (
            cells.value((row, column.number)),
            cells.style((row, column.number)),
            cells.formula((row, column.number)),
        )
        for column in cells.columns.values()
        for row in column.rows
    }


def told(cells: dict[Position, Cell]) -> dict[Position, tuple[object, ...]]:
    """Return the same of cells."""
    return {at: (cell.value, cell.style, cell.formula) for at, cell in cells.items()}


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_the_columns_of_a_workbook_hold_its_cells(path: Path) -> None:
    """Each cell is the same, asked for alone, among all, and by its column."""
    book = read_book(read_package(path))
    for sheet in book.sheets:
        alone = {at: sheet.cells[at] for at in held(sheet.cells)}
        assert alone == {**sheet.cells}
        assert held(sheet.cells) == told(alone)
        assert len(sheet.cells) == len(alone)


@given(st.lists(CELLS, max_size=4))
def test_columns_of_any_plain_cells_hold_what_the_parser_reads(lines: list[list[str]]) -> None:
    """Numbers, texts, errors and blanks in one column, with arrays and tables between them."""
    rows = [
        f'<row r="{row}">'
        + "".join(cell.format(at=f"{'ABCDEF'[place]}{row}") for place, cell in enumerate(cells))
        + "</row>"
        for row, cells in enumerate(lines, 7)
    ]
    data = part_of("".join(rows))
    plain, exact = read_cells(data, STRINGS, PART), read_cells(data, STRINGS, UNCHECKED)
    assert held(plain) == held(exact) == told({**exact})


@given(st.lists(TEXTS, min_size=1, max_size=9))
def test_runs_give_back_every_formula_to_the_letter(texts: list[str]) -> None:
    """Copies or not, absolute or not, in small letters or with a per cent sign."""
    column, forms = SheetColumn(2), RelativeFormulas()
    written = [text.format(row=row, above=row - 1) for row, text in enumerate(texts, 2)]
    for row, text in enumerate(written, 2):
        column.add_formula(text, row, forms)
    assert [text for run in column.runs for text in run.texts()] == written
    for row, text in enumerate(written, 2):
        run = column.run(row)
        assert run is not None
        assert run.text(row) == text


def test_copies_are_one_run() -> None:
    """Ten thousand copies are kept as one formula."""
    run = Run.begun("A2*$C$1+B1", (2, 3), RelativeFormulas())
    assert all(run.takes(f"A{row}*$C$1+B{row - 1}", row) for row in range(3, 10_002))
    assert (len(run), run.text(10_001)) == (10_000, "A10001*$C$1+B10000")
    assert not run.takes("A10002*$C$2+B10001", 10_002)
    assert not run.takes("A10003*$C$1+B10002", 10_003)


@pytest.mark.parametrize("rows", [[3], [2], [9, 8], [1_048_577]])
def test_cells_in_disorder_are_no_column(rows: list[int]) -> None:
    """The other reader takes a sheet in which a cell stands twice, or above the one before."""
    column = SheetColumn(1)
    column.add([3], [1.0], [0])
    with pytest.raises(DisorderError):
        column.add(rows, [1.0] * len(rows), [0] * len(rows))
