"""Which values a refresh writes, and which it leaves."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.ledgers import HOLDERS, ledger, rows_of
from tests.engine.made import NOW, calculated, changed, made
from xl_udfs.cells import CellValue
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.excel import conformance
from xl_udfs.engine.references import address
from xl_udfs.engine.tables.refreshed import Refreshed, TableRows, refreshed
from xl_udfs.engine.workbook.book import read_book
from xl_udfs.hosts.headless import function_table


def refresh(
    package: Package, *tables: TableRows, everything: bool = False, trusted: Sequence[str] = ()
) -> Refreshed:
    """Refresh a workbook on the day after it was calculated."""
    return refreshed(
        read_book(package),
        function_table(),
        now=NOW + timedelta(days=1),
        tables=tables,
        everything=everything,
        trusted=trusted,
    )


def stored(result: Refreshed, sheet: int = 0) -> dict[str, CellValue]:
    """Return what stands in the cells of a sheet afterwards."""
    cells = read_book(result.package).sheets[sheet].cells
    return {address(at): cell.value for at, cell in cells.items()}


def formulas(*texts: str) -> Callable[[Worksheet], None]:
    """Return what puts formulas below each other in column A, beside 2 in B1."""

    def fill(sheet: Worksheet) -> None:
        sheet["B1"] = 2
        for row, text in enumerate(texts, start=1):
            sheet.cell(row, 1, text)

    return fill


def test_a_value_that_comes_out_otherwise_stays_where_nothing_upstream_changed() -> None:
    """One of the two programs is wrong, and nobody knows which; it is named, and `--all` writes."""
    odd = changed(made(formulas("=B1*2", "=A1+1")), "<v>4</v>", "<v>7</v>")
    odd = changed(odd, "<v>5</v>", "<v>8</v>")  # which follows from 7, and is no difference
    result = refresh(odd)
    assert (result.touched, result.changed, result.sound) == (False, 0, False)
    assert [cell.message for cell in result.left] == [
        "Sheet!A1 keeps 7 (computed 4; nothing that it depends on changed)"
    ]
    everything = refresh(odd, everything=True)
    assert (stored(everything)["A2"], everything.changed, everything.sound) == (5, 2, True)


CASES = {
    "a cell that was never calculated, and its follower": (
        ("=B1*2", "=A1+1"),
        (("<v>4</v>", "<v/>"), ("<v>5</v>", "<v>1</v>")),
        (4, 5),
    ),
    "the clock moved by a day": (("=TODAY()-B1", "=A1-A1"), (("<v>0</v>", "<v>9</v>"),), (None, 0)),
    "one of our functions has another value": (
        ("=CONVERSION_RATE(1000,0.3125)", "=A1*2"),
        (("<v>3200</v>", "<v>3000</v>"), ("<v>6400</v>", "<v>6000</v>")),
        (3200, 6400),
    ),
}


@pytest.mark.parametrize(("texts", "edits", "expected"), CASES.values(), ids=CASES)
def test_what_follows_from_a_change_is_written(
    texts: tuple[str, ...],
    edits: tuple[tuple[str, str], ...],
    expected: tuple[CellValue, ...],
) -> None:
    """In each of the ways in which something changes without a new input."""
    package = made(formulas(*texts))
    for old, new in edits:
        package = changed(package, old, new)
    result = refresh(package)
    cells = stored(result)
    assert (result.changed, result.left) == (2, ())
    for row, value in enumerate(expected, start=1):
        assert value is None or cells[f"A{row}"] == value


def test_a_volatile_cell_with_its_old_value_changes_nothing() -> None:
    """OFFSET is computed anew each time, and comes to the same."""
    package = made(formulas("=OFFSET(B1,0,0)", "=A1*3"))
    result = refresh(changed(package, "<v>6</v>", "<v>7</v>"))
    assert (result.touched, [cell.stored for cell in result.left]) == (False, [7])


def priced(price: str) -> Package:
    """Return the ledger, calculated with a price of 9, for which a formula stands then."""
    book = ledger()
    book.worksheets[0]["B1"] = 9
    package = calculated(book)
    return changed(package, '<c r="B1" t="n"><v>9</v>', f'<c r="B1"><f>{price}</f><v>9</v>')


SOLD = [[name, shares + (name == "Ben"), day, votes] for name, shares, day, votes in HOLDERS]


@pytest.mark.parametrize(
    ("price", "left"), [("5/2", 1), ("NOSUCH(A1)", 0)], ids=["another value", "unknown function"]
)
def test_what_depends_on_a_value_that_stays_is_computed_from_it(price: str, left: int) -> None:
    """As Excel would: Ben has 251 shares at the stored 9, though 2.5 or nothing comes out here."""
    result = refresh(priced(price), TableRows("tblLedger", rows_of(SOLD)))
    cells = stored(result)
    assert (cells["B1"], cells["E6"], cells["B2"]) == (9, 251 * 9, 1001)
    assert (cells["E5"], len(result.left), result.stale) == (900, left, ())


def test_a_value_that_nobody_computes_here_is_named_where_its_cells_changed() -> None:
    """Ben's shares are among what it takes, so that 9 may be out of date, and what follows too."""
    package = priced("NOSUCH(B6)")
    result = refresh(package, TableRows("tblLedger", rows_of(SOLD)))
    assert result.stale[0].place.position == (1, 2)
    assert "it may be out of date" in result.stale[0].message
    assert stored(result)["B2"] == 1001
    same = refresh(package, TableRows("tblLedger", rows_of(HOLDERS)))
    assert (same.touched, same.sound, same.standing > 0) == (False, True, True)


def test_the_master_check_is_read_after_the_refresh() -> None:
    """What it said before is no longer true."""

    def checks(sheet: Worksheet) -> None:
        sheet.title = "Checks"
        sheet["A1"], sheet["B1"] = 3, "=A1"
        sheet["B4"] = '=IF(B1=3,"OK","1 CHECK FAILS")'

    odd = changed(made(checks), "<v>3</v></c></row>", "<v/></c></row>")
    odd = changed(odd, "<v>OK</v>", "<v>1 CHECK FAILS</v>")
    assert refresh(odd).master == "OK"
    assert refresh(made(formulas("=B1"))).master is None


def test_a_value_that_is_not_verified_replaces_none_unless_its_function_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not even with `--all`; a cell without a value gets it. DEVSQ of 1 and 3 is 2."""
    classes = {name: kind for name, kind in conformance.CLASSES.items() if name != "DEVSQ"}
    monkeypatch.setattr(conformance, "CLASSES", classes)
    package = made(formulas("=DEVSQ(1,3)", "=B1*0+4"))
    assert stored(refresh(package))["A1"] == 2
    odd = changed(package, "<f>DEVSQ(1,3)</f><v />", "<f>DEVSQ(1,3)</f><v>5</v>")
    odd = changed(odd, "<v>4</v>", "<v>7</v>")
    for everything, written in ((False, {"A1": 5, "A2": 7}), (True, {"A1": 5, "A2": 4})):
        result = refresh(odd, everything=everything)
        assert stored(result) == {**written, "B1": 2}
        (message,) = (cell.message for cell in (*result.left, *result.stale) if cell.stored == 5)
        assert "Sheet!A1 keeps 5 (computed 2; " in message
        assert "DEVSQ" in message
    assert stored(refresh(odd, everything=True, trusted=["DEVSQ"]))["A1"] == 2
    assert stored(refresh(odd, trusted=["DEVSQ"]))["A1"] == 5  # nothing upstream changed
