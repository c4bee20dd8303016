"""New rows in a table: what refers to it follows, and nothing else changes."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import ROOT
from tests.engine.ledgers import FIRST, HOLDERS, LAST, book_of, file_of, ledger, rows_of
from xl_udfs.cells import EXCEL_EPOCH
from xl_udfs.engine.container.package import read_package, unpacked
from xl_udfs.engine.references import area
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.columns import columns_of
from xl_udfs.engine.tables.entries import ValueKind
from xl_udfs.engine.tables.moving import BlockedError, Move
from xl_udfs.engine.tables.new_rows import with_rows
from xl_udfs.engine.tables.rows import Rows
from xl_udfs.engine.workbook.book import Book, Place, Sheet, read_book
from xl_udfs.engine.workbook.described import Table as ReadTable
from xl_udfs.engine.workbook.sheet import Cell

TEXTS = [["Ann", "100", "2002-02-04", "TRUE"], ["=Eve", "-7", "2001-01-31", "false"]]
MORE = [*TEXTS, *(["+H", str(number), "2003-01-01", "TRUE"] for number in range(6))]
SHEET = "Share ledger"
DATA = "xl/worksheets/sheet1.xml"


def refreshed(values: list[list[str]], make: Callable[[], Workbook] = ledger) -> Workbook:
    """Return the ledger with other rows, read by openpyxl."""
    result = with_rows(book_of(make()), "tblLedger", rows_of(values))
    return load_workbook(file_of(result.book))


@pytest.mark.parametrize("values", [TEXTS, MORE], ids=["fewer", "more"])
def test_everything_that_refers_to_the_rows_grows_or_shrinks(values: list[list[str]]) -> None:
    """Range, filter, formulas, names, validation, formats, chart, print area, page break."""
    book = refreshed(values)
    sheet, other = book.worksheets
    end, delta = FIRST + len(values) - 1, len(values) - len(HOLDERS)
    table = sheet.tables["tblLedger"]
    assert (table.ref, table.autoFilter.ref) == (f"A4:E{end}", f"A4:E{end}")
    assert sheet["B2"].value == f"=SUM(B{FIRST}:B{end})"
    assert sheet[f"B{end + 2}"].value == f"=SUM($B${FIRST}:$B${end})+B{end + 3}"
    assert sheet[f"B{end + 3}"].value == 7
    assert [other[f"A{row}"].value for row in range(1, 5)] == [
        f"=SUM('{SHEET}'!B5:B{end})",
        "=SUM(tblLedger[Value])",
        f"='{SHEET}'!B{end + 3}",
        f"=COUNTA('{SHEET}'!A5:A6)",
    ]
    assert book.defined_names["holders"].attr_text == f"'{SHEET}'!$A$5:$A${end}"
    assert book.defined_names["extra"].attr_text == f"'{SHEET}'!$B${end + 3}"
    assert sheet.print_area == f"'{SHEET}'!$A$1:$E${end}"
    (formats,) = sheet.conditional_formatting
    assert str(formats.sqref) == f"A5:E{end}"
    assert formats.rules[0].formula == [f"$B5>AVERAGE($B$5:$B${end})"]
    (validation,) = sheet.data_validations.dataValidation
    assert str(validation.sqref) == f"D5:D{end}"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == [f"A{end + 5}:B{end + 5}"]
    assert sheet.row_breaks.brk[0].id == LAST + 1 + delta
    series = other._charts[0].series[0]  # type: ignore[attr-defined]  # noqa: SLF001 - no other way
    assert series.val.numRef.f == f"'{SHEET}'!$B$5:$B${end}"


@pytest.mark.parametrize("values", [TEXTS, MORE], ids=["fewer", "more"])
def test_the_rows_hold_the_new_values_with_the_types_of_their_columns(
    values: list[list[str]],
) -> None:
    """Text that begins with = or + stays text; new rows have formulas and formats like the last."""
    sheet = refreshed(values).worksheets[0]
    for row, (holder, shares, issued, voting) in enumerate(values, start=FIRST):
        cells = [sheet.cell(row, column) for column in range(1, 6)]
        assert [cell.value for cell in cells[1:]] == [
            float(shares),
            datetime.fromisoformat(issued),
            voting.upper() == "TRUE",
            f"=B{row}*$B$1",
        ]
        assert (cells[0].value, cells[0].data_type) == (holder, "s")
        assert cells[0].fill.fgColor.rgb == "00FFFFEE"
        assert cells[2].number_format == "yyyy-mm-dd"


def test_only_the_cells_that_change_are_written() -> None:
    """One holder sells: one cell's bytes and no other part; what follows is computed later."""
    book = book_of(ledger())
    values = [list(holder) for holder in HOLDERS]
    values[1][1] = 251
    after = with_rows(book, "tblLedger", rows_of(values)).book.package
    changed = {part.name for part in after.parts if part.data != book.package[part.name]}
    assert changed == {DATA}
    old, new = book.package[DATA], after[DATA]
    assert new == old.replace(b'<c r="B6" t="n"><v>250</v>', b'<c r="B6"><v>251</v>')


holders = st.lists(
    st.tuples(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1),
        st.floats(allow_nan=False, allow_infinity=False),
        st.dates(date(1900, 1, 1)),
        st.booleans(),
    ),
    min_size=1,
    max_size=9,
)


@settings(max_examples=40)
@given(first=holders, second=holders)
def test_there_and_back_again_is_the_identity(
    first: list[tuple[object, ...]], second: list[tuple[object, ...]]
) -> None:
    """With the rows it has nothing changes; after other rows, each value and formula is back.

    Not so a range over a part of the rows: once that part is all there is, it grows like the whole.
    """
    workbook = ledger()
    del workbook.worksheets[1]["A4"]
    start = with_rows(book_of(workbook), "tblLedger", rows_of(first)).book
    assert with_rows(start, "tblLedger", rows_of(first)).book is start
    there = with_rows(start, "tblLedger", rows_of(second)).book
    back = with_rows(there, "tblLedger", rows_of(first)).book
    for name in ("xl/workbook.xml", "xl/tables/table1.xml", "xl/charts/chart1.xml"):
        assert back.package[name] == start.package[name]
    assert {part.name for part in back.package.parts} == {p.name for p in start.package.parts}
    for before, after in zip(start.sheets, back.sheets, strict=True):
        assert {
            position: (cell.value, cell.style, cell.formula)
            for position, cell in before.cells.items()
        } == {
            position: (cell.value, cell.style, cell.formula)
            for position, cell in after.cells.items()
        }


def test_a_table_of_one_row_grows() -> None:
    """Its ranges are a single row, and still the whole of it."""
    one = with_rows(book_of(ledger()), "tblLedger", rows_of(TEXTS[:1])).book
    book = load_workbook(file_of(with_rows(one, "tblLedger", rows_of(MORE)).book))
    assert book.worksheets[0]["B2"].value == "=SUM(B5:B12)"
    assert [str(f.sqref) for f in book.worksheets[0].conditional_formatting] == ["A5:E12"]


def test_a_totals_row_moves_with_the_table() -> None:
    """Its formula covers the new rows."""

    def with_totals() -> Workbook:
        book = ledger()
        sheet = book.worksheets[0]
        sheet["A9"], sheet["B9"] = "All", "=SUBTOTAL(109,B5:B8)"
        sheet.tables["tblLedger"].ref = "A4:E9"
        sheet.tables["tblLedger"].totalsRowCount = 1
        return book

    sheet = refreshed(MORE, with_totals).worksheets[0]
    assert sheet.tables["tblLedger"].ref == "A4:E13"
    assert sheet["B13"].value == "=SUBTOTAL(109,B5:B12)"


def test_running_totals_are_copied_down() -> None:
    """A range that ends in the formula's own row is no range over the table."""

    def running() -> Workbook:
        book = ledger()
        for row in range(FIRST, LAST + 1):
            book.worksheets[0].cell(row, 5, f"=SUM($B${FIRST}:B{row})/SUM($B$5:$B$8)")
        return book

    sheet = refreshed(MORE, running).worksheets[0]
    assert [sheet.cell(row, 5).value for row in (5, 8, 12)] == [
        f"=SUM($B$5:B{row})/SUM($B$5:$B$12)" for row in (5, 8, 12)
    ]


def test_formulas_that_share_one_text_follow_each_on_its_own() -> None:
    """Excel stores copies once; moved cells have them written out."""
    book = book_of(ledger())
    data = book.package[DATA]
    data = data.replace(b"<f>B5*$B$1</f>", b'<f t="shared" si="0" ref="E5:E8">B5*$B$1</f>')
    for copied in (b"B6*$B$1", b"B7*$B$1", b"B8*$B$1"):
        data = data.replace(b"<f>%b</f>" % copied, b'<f t="shared" si="0"/>')
    shared = read_book(book.package.with_parts({DATA: data}))
    for values in (TEXTS, MORE):
        after = with_rows(shared, "tblLedger", rows_of(values)).book
        for row in range(FIRST, FIRST + len(values)):
            cell = after.cell(Place(SHEET, (row, 5)))
            assert cell is not None
            assert cell.formula is not None
            assert cell.formula.text == f"B{row}*$B$1"


def refusal(values: list[list[str]], make: Callable[[], Workbook], *keys: str) -> str:
    """Return the sentence with which rows are refused."""
    with pytest.raises(UnreadableError) as refused:
        with_rows(book_of(make()), "tblLedger", rows_of(values), keys)
    return f"{refused.value.code}: {refused.value}"


def test_bad_values_are_named_by_row_all_at_once() -> None:
    """And duplicates of a key, whatever their case."""
    values = [
        ["Ann", "1,234", "31/02/2002", "yes"],
        ["ann", "12345678901234567891", "2002-02-30", "TRUE"],
        ["", "5%", "1899-12-31", "FALSE"],
    ]
    text = refusal(values, ledger, "holder")
    assert text.startswith("E_TABLE_ROWS: 9 of the values for the table tblLedger")
    for part in (
        "row 2 Shares: '1,234' is not a number",
        "row 2 Issued: '31/02/2002' is not a date; write it as 2002-07-18",
        "row 2 Voting: 'yes' is neither TRUE nor FALSE",
        "row 3 Shares: '12345678901234567891' has more digits",
        "row 3 Issued: '2002-02-30' is not a day of the calendar",
        "row 4 Shares: '5%' is not a number",
        "row 4 Issued: 1899-12-31 lies before 1900-01-01",
        "row 3 Holder: the same key as in row 2",
        "row 4 Holder: the key is blank",
    ):
        assert part in text


# Excel's day 1 is January 1, 1900, day 60 a February 29, 1900 that never was; in the 1904 date
# system January 1, 1904 is day 0.
BOUNDS = [
    ("1899-12-31", False, "1899-12-31 lies before 1900-01-01"),
    ("1899-12-31 23:59", False, "1899-12-31 lies before 1900-01-01"),
    ("1900-01-01", False, 1.0),
    ("1900-02-28", False, 59.0),
    ("1900-02-28 12:00", False, 59.5),
    ("1900-02-29", False, "'1900-02-29' is not a day of the calendar"),
    ("1900-03-01", False, 61.0),
    ("9999-12-31", False, 2_958_465.0),
    ("1903-12-31", True, "1903-12-31 lies before 1904-01-01"),
    ("1900-02-28", True, "1900-02-28 lies before 1904-01-01"),
    ("1904-01-01", True, 0.0),
    ("1904-03-01", True, 60.0),
    ("1904-03-02", True, 61.0),
]


@pytest.mark.parametrize(("day", "epoch_1904", "expected"), BOUNDS)
def test_a_day_is_written_as_the_number_that_excel_gives_it(
    day: str, *, epoch_1904: bool, expected: float | str
) -> None:
    """At both ends of either date system, and around the leap day that never was."""

    def made() -> Workbook:
        book = ledger()
        book.epoch = CALENDAR_MAC_1904 if epoch_1904 else CALENDAR_WINDOWS_1900
        return book

    rows = [["Ann", "100", day, "TRUE"]]
    if isinstance(expected, str):
        assert expected in refusal(rows, made)
    else:
        cell = with_rows(book_of(made()), "tblLedger", rows_of(rows)).book.cell(
            Place(SHEET, (FIRST, 3))
        )
        assert cell is not None
        assert cell.value == expected


def test_columns_that_do_not_fit_are_named() -> None:
    """Unknown, missing, and those that the workbook calculates."""
    rows = rows_of([["Ann", "100", "1"]], ["Holder", "Extra", "Value"])
    with pytest.raises(UnreadableError) as refused:
        with_rows(book_of(ledger()), "tblLedger", rows)
    assert refused.value.code == "E_TABLE_COLUMNS"
    for part in (
        "'Shares' is missing",
        "'Voting' is missing",
        "'Extra' is unknown",
        "'Value' is calculated by the workbook",
        "it takes 'Holder', 'Shares', 'Issued', 'Voting'",
    ):
        assert part in str(refused.value)


def test_a_column_that_holds_nothing_may_be_left_out() -> None:
    """It stays empty, and is named; the first column, which tells rows apart, is always needed."""

    def unfilled() -> Workbook:
        book = ledger()
        for row in range(FIRST, LAST + 1):
            for column in (1, 2, 4):
                book.worksheets[0].cell(row, column).value = None
        return book

    rows = rows_of([["Ann", "2002-02-04", "7"]], ["Holder", "Issued", "Shares"])
    change = with_rows(book_of(unfilled()), "tblLedger", rows)
    assert change.absent == ("Voting",)
    sheet = load_workbook(file_of(change.book)).worksheets[0]
    assert [sheet.cell(FIRST, column).value for column in (1, 2, 4)] == ["Ann", 7, None]
    with pytest.raises(UnreadableError, match="'Holder' is missing"):
        with_rows(book_of(unfilled()), "tblLedger", rows_of([["7"]], ["Shares"]))


def test_an_unknown_table_or_key_is_refused() -> None:
    """With the tables that there are."""
    with pytest.raises(
        UnreadableError, match=r"no table 'tblX' .the nearest is tblLedger.; there are tblLedger"
    ):
        with_rows(book_of(ledger()), "tblX", rows_of(TEXTS))
    assert "the key 'Nosuch' is not a column" in refusal(TEXTS, ledger, "Nosuch")


@pytest.mark.parametrize("path", sorted((ROOT / "workbooks").glob("*.xlsx")), ids=lambda p: p.stem)
def test_each_template_takes_the_rows_that_it_has_as_the_identity(path: Path) -> None:
    """Every table that has one kind a column."""
    book = read_book(read_package(path))
    for sheet in book.sheets:
        for table in sheet.tables:
            rows = _own_rows(book, sheet, table)
            if rows is None:
                continue
            assert with_rows(book, table.displayName, rows).book is book


def _own_rows(book: Book, sheet: Sheet, table: ReadTable) -> Rows | None:
    """Return the rows of a table as data; None where its columns are mixed or all calculated."""
    (top, left), (bottom, right) = area(table.ref)
    move = Move(
        sheet=sheet.name, first=top + 1, last=bottom, left=left, right=right, count=bottom - top
    )
    try:
        columns = columns_of(book, sheet, table, move)
    except BlockedError:
        return None
    inputs = [column for column in columns if column.kind is not ValueKind.CALCULATED]
    values = [
        [_own_value(sheet.cells.get((row, column.number)), column.kind) for column in inputs]
        for row in range(move.first, move.last + 1)
    ]
    return rows_of(values, [column.name for column in inputs])


def _own_value(cell: Cell | None, kind: ValueKind) -> object:
    if cell is None or kind is not ValueKind.DATE or not isinstance(cell.value, float):
        return None if cell is None else cell.value
    return datetime.combine(EXCEL_EPOCH, time()) + timedelta(days=cell.value)


def beside(sheet: Worksheet) -> None:
    """Put a value beside the last row."""
    sheet["G8"] = 1


def table_beside(sheet: Worksheet) -> None:
    """Put a longer table beside it."""
    for row in range(6, 12):
        sheet.cell(row, 8, f"x{row}")
    sheet.add_table(Table(displayName="tblBeside", ref="H6:H11"))


def merged(sheet: Worksheet) -> None:
    """Merge cells beside it."""
    sheet.merge_cells("G7:H10")


def mixed_formula(sheet: Worksheet) -> None:
    """Type a value over a formula."""
    sheet["E6"] = 3


def other_formula(sheet: Worksheet) -> None:
    """Change a formula."""
    sheet["E7"] = "=B7*2"


def mixed_kinds(sheet: Worksheet) -> None:
    """Type a text among numbers."""
    sheet["B6"] = "250"


def next_row(sheet: Worksheet) -> None:
    """Let each row look at the one below."""
    for row in range(FIRST, LAST + 1):
        sheet.cell(row, 5, f"=B{row + 1}-B{row}")


def note(sheet: Worksheet) -> None:
    """Put a note on the last row."""
    sheet["A8"].comment = Comment("see 8-K", "me")


def note_below(sheet: Worksheet) -> None:
    """Put a note below the table."""
    sheet["A10"].comment = Comment("see 8-K", "me")


def link(sheet: Worksheet) -> None:
    """Put a link on the last row."""
    sheet["A8"].hyperlink = "https://example.invalid/"


def hidden(sheet: Worksheet) -> None:
    """Hide a row."""
    sheet.row_dimensions[6].hidden = True


def filtered(sheet: Worksheet) -> None:
    """Filter it."""
    auto = sheet.tables["tblLedger"].autoFilter = AutoFilter(ref="A4:E8")
    auto.add_filter_column(0, ["Ann"])


def to_one_row(sheet: Worksheet) -> None:
    """Refer to a row that goes."""
    sheet["G1"] = "=B8"


def one_by_one(sheet: Worksheet) -> None:
    """Let another sheet repeat the rows."""
    for row in range(FIRST, LAST + 1):
        assert sheet.parent is not None
        sheet.parent["Summary"].cell(row + 20, 2, f"='Share ledger'!A{row}")


def several_sheets(sheet: Worksheet) -> None:
    """Refer to several sheets at once."""
    sheet["G1"] = "=SUM('Share ledger:Summary'!B8)"


@pytest.mark.parametrize(
    ("change", "values", "part"),
    [
        (beside, TEXTS, "G8 stands beside its last rows"),
        (beside, MORE, "G8 stands beside its last rows"),
        (table_beside, MORE, "the table tblBeside stands beside"),
        (merged, MORE, "G7:H10"),
        (mixed_formula, TEXTS, "the column Value: E5 holds a formula and E6 none"),
        (other_formula, MORE, "the formulas of E7 and E8 differ"),
        (mixed_kinds, TEXTS, "B5 holds numbers and B6 texts"),
        (next_row, MORE, "crosses the end of the table's data"),
        (next_row, TEXTS, "crosses the end of the table's data"),
        (note, TEXTS, "a note at A8 belongs to a row that is replaced"),
        (note_below, MORE, "a note at A10 stands below it"),
        (link, TEXTS, "a link at A8 belongs to a row that is replaced"),
        (hidden, TEXTS, "its row 6 is hidden"),
        (filtered, TEXTS, "it is filtered"),
        (to_one_row, TEXTS, "Share ledger!G1: it refers to B8"),
        (one_by_one, TEXTS, "Summary!B27: it refers to A7"),
        (one_by_one, MORE, "Summary!B28 ends a list that takes its rows one by one"),
        (several_sheets, TEXTS, "several sheets at once"),
    ],
)
def test_what_is_in_the_way_is_named(
    change: Callable[[Worksheet], None], values: list[list[str]], part: str
) -> None:
    """Better no new rows than a wrong workbook."""

    def make() -> Workbook:
        book = ledger()
        change(book.worksheets[0])
        return book

    text = refusal(values, make)
    assert text.startswith("E_TABLE_BLOCKED: the table tblLedger cannot take these rows")
    assert part in text


@pytest.mark.parametrize(("count", "refused"), [(3, False), (4, True)])
def test_more_rows_than_a_table_has_room_for_are_refused(count: int, *, refused: bool) -> None:
    """Three fit, as the comment of the table says; four do not, and it says what to do."""

    def make() -> Workbook:
        book = ledger()
        book.worksheets[0].tables[
            "tblLedger"
        ].comment = "Room for 3 rows. Ask for them, for {rows}."
        return book

    values = MORE[:count]
    if not refused:
        assert with_rows(book_of(make()), "tblLedger", rows_of(values)).after == count
        return
    text = refusal(values, make)
    assert "it has room for 3 rows, and these are 4; ask for them, for 4." in text


def test_a_sheet_named_in_an_unknown_part_is_refused() -> None:
    """What is not understood is not left behind."""
    book = book_of(ledger())
    content = BytesIO(file_of(book).getvalue())
    with ZipFile(content, "a") as archive:
        archive.writestr(
            "xl/ctrlProps/ctrlProp1.xml", "<formControlPr fmlaLink=\"'Share ledger'!B1\"/>"
        )
    odd = read_book(unpacked(content.getvalue()))
    with pytest.raises(UnreadableError, match=r"ctrlProp1.xml refers to Share ledger"):
        with_rows(odd, "tblLedger", rows_of(MORE))
