"""Our reading of a workbook against openpyxl's reading of the same file."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import ROOT
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.workbook.book import Book, read_book
from xl_udfs.engine.workbook.sheet import Cell

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl.*")  # of what it drops
SHIPPED = sorted((ROOT / "workbooks").rglob("*.xls?"))
NEAR = 1e-9  # days, of dates and times that openpyxl rounds to microseconds


def plain(value: object, *, epoch_1904: bool) -> object:
    """Return what openpyxl read as a cell holds it."""
    match value:
        case datetime() | date() | time() | timedelta():
            serial = float(to_excel(value))  # type: ignore[no-untyped-call]
            return (
                serial - 1462 if epoch_1904 and not isinstance(value, time | timedelta) else serial
            )
        case CellRichText():
            return str(value)
        case ArrayFormula():
            return str(value.text or "")
        case DataTableFormula():
            return ""
    return value


def agree(ours: CellValue, theirs: object) -> bool:
    """Whether two values are the same cell."""
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= NEAR * max(1.0, abs(ours))
    return ours == theirs or (ours == "" and theirs is None)  # openpyxl knows no empty text


def differences(content: bytes) -> list[str]:
    """Return the cells that the two readers do not read alike."""
    book = read_book(unpacked(content))
    values = load_workbook(BytesIO(content), data_only=True)
    formulas = load_workbook(BytesIO(content))
    found = []
    for sheet in book.sheets:
        held, written = values[sheet.name], formulas[sheet.name]
        assert isinstance(held, Worksheet)
        assert isinstance(written, Worksheet)
        stored = {at for at, cell in sheet.cells.items() if not is_empty(cell)}
        theirs = {
            (cell.row, cell.column)
            for reading in (held, written)
            for row in reading.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
        found += [f"{sheet.name}: only one reader has {at}" for at in sorted(stored ^ theirs)]
        for at in stored & theirs:
            cell = sheet.cells[at]
            value = plain(held.cell(*at).value, epoch_1904=book.epoch_1904)
            if held.cell(*at).data_type == "e":
                value = ExcelError(value)
            if not agree(cell.value, value):
                found.append(f"{sheet.name}{at}: {cell.value!r} against {value!r}")
            formula = plain(written.cell(*at).value, epoch_1904=False)
            if cell.formula is not None and f"={cell.formula.text}" != f"={formula}".replace(
                "==", "=", 1
            ):
                found.append(f"{sheet.name}{at}: ={cell.formula.text} against {formula}")
    return found


def is_empty(cell: Cell) -> bool:
    """Whether a stored cell holds nothing but a style."""
    return cell.value in (None, "") and cell.formula is None


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_workbook_is_read_as_openpyxl_reads_it(path: Path) -> None:
    """Every value, and every formula with the copies of shared ones."""
    assert differences(path.read_bytes()) == []


def test_workbooks_saved_by_excel_are_read_as_openpyxl_reads_them(corpus: Path) -> None:
    """Inline and shared texts, errors, dates of both systems, prefixed and strict markup."""
    for path in sorted(corpus.glob("*.xlsx")):
        assert differences(path.read_bytes()) == [], path.name


VALUES = st.one_of(
    st.integers(-(10**9), 10**9),
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: float(f"{number:.12g}")),
    st.booleans(),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001 - as a cell
        lambda moment: moment.replace(microsecond=0)
    ),
    st.sampled_from(
        [error.value for error in ExcelError if error.value not in ("#SPILL!", "#CALC!")]
    ),
    st.sampled_from(["=1+1", "=SUM(A1:B2)", '="a<b&""c"""', "=$A$1*B1"]),
)


@given(
    cells=st.dictionaries(
        st.tuples(st.integers(1, 40), st.integers(1, 30)), VALUES, min_size=1, max_size=30
    ),
    epoch_1904=st.booleans(),
)
def test_any_cells_are_read_as_openpyxl_reads_them(
    cells: dict[tuple[int, int], object], *, epoch_1904: bool
) -> None:
    """Whatever stands where, in both date systems."""
    book = Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    for at, value in cells.items():
        sheet.cell(*at).value = value  # type: ignore[assignment]
    file = BytesIO()
    book.save(file)
    assert differences(file.getvalue()) == []


def test_the_comparison_sees_a_difference() -> None:
    """Else it could never fail."""
    assert not agree(1.0, 2)
    assert not agree(1.0, True)
    assert not agree("1", 1)
    assert isinstance(read_book(unpacked(SHIPPED[0].read_bytes())), Book)
