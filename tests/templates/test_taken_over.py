"""``new --from`` and ``refresh --from``: what a cap table has, as inputs of other workbooks."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.templates.conftest import recomputed, shipped_file, stored_values
from tests.templates.test_cap_table import NORTHWIND
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.cli.frame.taking import warning
from xl_udfs.engine.api import (
    UnreadableError,
    package_bytes,
    read_book,
    read_package,
    unpacked,
)
from xl_udfs.engine.tables.entries import USUAL
from xl_udfs.engine.tables.inputs import with_inputs
from xl_udfs.templates.all_templates import cap_table_of
from xl_udfs.templates.taken_over.liquidation import taken
from xl_udfs.templates.taken_over.position import TakenPosition
from xl_udfs.templates.taken_over.taking import CapTableRequest

NOW = datetime(2026, 1, 2)  # noqa: DTZ001 - a workbook's clock has no zone
NAMES = ["Common stock", "Series 5-A", "Warrants of July 2005", "Other Securities"]


def line(name: str, kind: str, shares: float, **more: CellValue) -> dict[str, CellValue]:
    """Return a row of the classes of a cap table."""
    return {"Class": name, "Type": kind, "Shares": shares, "Participation": None, **more}


PLAN = TakenPosition(
    file="cap.xlsx",
    company={"in_as_of": date(2024, 2, 1)},
    taken_on=NOW.date(),
    classes=(
        line("Common", "common", 800.0),
        line("Pool", "pool", 100.0),
        line(
            "A",
            "preferred",
            300.0,
            Cap=5.0,
            Participation="capped",
            Seniority=2.0,
            **{"Preference price": 2.0, "Original issue price": 1.0, "Dividends, $": 7.0},
            **{"Preference multiple": 1.5},
        ),
        line("Empty", "preferred", 0.0),
        line("Options", "option", 50.0, **{"Conversion price": 1.1}),
        line("B", "preferred", 60.0, **{"Original issue price": 1.0}),
    ),
    holders=(
        ("Ann", (800.0, 0.0, 0.0, 0.0, 0.0, 60.0)),
        ("Ben", (0.0, 0.0, 300.0, 0.0, 50.0, 0.0)),
    ),
    strikes={},
    addresses={},
)


def test_terms_are_mapped_and_pools_and_empty_classes_left_out() -> None:
    """The preference price goes before the issue price; a cap a share is one of all shares.

    A class without a multiple has no preference: B shares as common stock does.
    """
    found = taken(PLAN, CapTableRequest())
    terms, dividends, holders = (lines.lines for lines in found.tables)
    assert [row["Name"] for row in terms] == ["Common", "A", "Options", "B"]
    assert [terms[at].get("Price, $") for at in (0, 3)] == [None, None]
    preferred = {title: terms[1][title] for title in ("Rank", "Price, $", "Multiple", "Capped at")}
    assert preferred == {"Rank": 2.0, "Price, $": 2.0, "Multiple": 1.5, "Capped at": 1_500.0}
    assert terms[2]["Strike, $"] == 1.1
    assert [row["Due, $"] for row in dividends] == [None, 7.0, None, None]
    assert [[*row.values()][:5] for row in holders] == [
        ["Ann", 800.0, None, None, 60.0],
        ["Ben", None, 300.0, 50.0, None],
    ]
    assert found.inputs == {
        "in_source": "cap.xlsx, position of 2024-02-01, taken over on 2026-01-02",
        "in_source_state": "ALL CHECKS OK",
    }


def test_a_class_is_named_where_several_could_be_meant() -> None:
    """Only one that someone holds needs no name; a name that is not one has its nearest told."""
    assert PLAN.place_of("a") == 2
    for name, sentence in (
        (None, "name a class of cap.xlsx with --class; someone holds: A, B"),
        ("Empt", r"no preferred class \"Empt\" \(the nearest is Empty\); there are A, Empty, B"),
        ("Common", 'no preferred class "Common"; there are'),
    ):
        with pytest.raises(UnreadableError, match=sentence):
            PLAN.place_of(name)
    assert replace(PLAN, classes=PLAN.classes[:4]).place_of(None) == 2


def test_a_cap_table_without_such_a_class_says_what_is_missing() -> None:
    """And what to do; it asked for the name of a class of which there is none."""
    common = replace(PLAN, classes=(line("Common", "common", 1.0),))
    for name in (None, "A"):
        with pytest.raises(
            UnreadableError, match=r"has no class of the type preferred, .* type it"
        ):
            common.place_of(name)
    none_held = replace(PLAN, classes=(line("A", "preferred", 0.0), line("B", "preferred", 0.0)))
    with pytest.raises(UnreadableError, match=r"no one holds .* Ledger, or name .* --class: A, B"):
        none_held.place_of(None)


def test_rights_at_several_strikes_and_too_many_classes_are_refused() -> None:
    """One strike a class, its own or that of its lines; never a wrong one in silence."""
    mixed = replace(PLAN, strikes={"Options": frozenset({0.25, 1.1})})
    with pytest.raises(UnreadableError, match=r"Options has rights at \$0\.2500 beside its own"):
        taken(mixed, CapTableRequest())
    third = replace(PLAN, strikes={"Options": frozenset({3.3 / 3})})  # 1.0999999999999999
    unpriced = line("Options", "option", 50.0)
    priced = replace(PLAN, classes=(unpriced,), holders=(), strikes={"Options": frozenset({0.25})})
    for plan, strike in (third, 1.1), (priced, 0.25):
        (terms, *_) = taken(plan, CapTableRequest()).tables
        assert [row["Strike, $"] for row in terms.lines if row["Name"] == "Options"] == [strike]
    many = tuple(line(f"Class {number}", "common", 1.0) for number in range(13))
    with pytest.raises(UnreadableError, match=r"has 13 classes; there is room for 12"):
        taken(replace(PLAN, classes=many), CapTableRequest())


@pytest.fixture(scope="module")
def cap_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the shipped cap table as a file."""
    path = tmp_path_factory.mktemp("model") / "cap.xlsx"
    path.write_bytes(shipped_file("cap_table"))
    return path


def as_day(value: object) -> object:
    """Return a text as 2024-02-01 as that day."""
    return date.fromisoformat(value) if str(value)[4:5] == "-" else value  # type: ignore[arg-type]


@cache
def northwind_file() -> bytes:
    """Return the cap table of Northwind; Fund B sells a part of its Series B on March 1, 2024."""
    sale = {"Date": "2024-03-01", "Event": "transfer", "Holder": "Fund B", "To": "Fund A"}
    ledger = [*NORTHWIND["tblLedger"], {**sale, "Class": "Series B", "Number": 500_000}]
    titles = dict.fromkeys(title for row in ledger for title in row)
    lists = {**NORTHWIND, "tblConvertibles": (), "tblLedger": [{**titles, **row} for row in ledger]}
    tables = {
        name: [{title: as_day(value) for title, value in row.items()} for row in rows]
        for name, rows in lists.items()
    }
    tables["tblClasses"][2]["Dividend per share"] = 0.1  # of Series B
    tables["tblHolders"][2]["Address for notices"] = "1 Main Street"  # of Fund B
    inputs = {"in_as_of": date(2024, 2, 1), "in_company": "Northwind, Inc."}
    return cap_table_of(tables, inputs, 8)


def northwind_with(name: str, value: object) -> bytes:
    """Return the cap table of Northwind with another value in a cell, not yet calculated."""
    book, _ = with_inputs(read_book(unpacked(northwind_file())), {name: value}, USUAL)
    return package_bytes(book.package)


@pytest.fixture
def northwind(tmp_path: Path) -> Path:
    """Return the cap table of Northwind as a file."""
    path = tmp_path / "northwind.xlsx"
    path.write_bytes(northwind_file())
    return path


def macros(path: Path) -> bytes:
    """Return the VBA project of a workbook."""
    return read_package(path)["xl/vbaProject.bin"]


def made(run: Run, template: str, path: Path, source: Path, *more: str) -> Mapping[str, Any]:
    """Return the values of a workbook that `new --from` makes."""
    result = run("new", template, str(path), "--from", str(source), "--today", "2026-01-02", *more)
    assert result.exit_code == 0, result.stderr
    return stored_values(path.read_bytes())


def test_a_liquidation_is_made_of_a_cap_table_and_taken_again(
    run: Run, tmp_path: Path, cap_table: Path
) -> None:
    """At $10,000,000 all convert: a share has (10,000,000 + 443,400) / 8,035,341.

    The strike money is 886,800 x $0.50; the Series 5-A has 4,729,600 of the shares.
    """
    deal = tmp_path / "deal.xlsx"
    shown = made(run, "liquidation", deal, cap_table)
    values = recomputed(deal.read_bytes(), {"in_cash": 10_000_000})
    assert values["Checks!B4"] in {"ALL CHECKS OK", "ALL CHECKS WITH DATA OK"}
    share = Fraction(10_443_400, 8_035_341)
    net = share - Fraction(1, 2)
    expected = [2_101_345 * share, 4_729_600 * share, 886_800 * net, 317_596 * share]
    paid = [values[f"Classes!K{row}"] for row in range(40, 44)]
    assert paid == pytest.approx([float(amount) for amount in expected])
    assert [values[f"Classes!A{row}"] for row in range(40, 44)] == NAMES
    assert shown["in_source"] == "cap.xlsx, position of 2005-07-18, taken over on 2026-01-02"
    assert shown["Classes!N9"] == "cap.xlsx, sheet Classes"
    # typed over, then taken again: the deal stays, the classes are those of the cap table
    again = ("--in-place", "--from", str(cap_table), "--set", "in_cash=10000000")
    changed = run("refresh", str(deal), "--in-place", "--set", "Classes!C8=5")
    assert changed.exit_code == 0, changed.stdout
    assert run("refresh", str(deal), *again).exit_code == 0
    shown = stored_values(deal.read_bytes())
    assert [shown["Classes!C8"], shown["in_cash"]] == [2_101_345, 10_000_000]
    assert shown["Holders!Z10"] == pytest.approx(float(expected[0]), abs=0.01)


def test_a_certificate_takes_one_event_of_the_price_history(
    run: Run, tmp_path: Path, northwind: Path
) -> None:
    """2.50 x (14,850,000 + 4,000,000 / 2.50) / (14,850,000 + 3,636,363), as there."""
    path = tmp_path / "certificate.xlsx"
    shown = made(run, "adjustment_certificate", path, northwind, "--class", "series b")
    assert shown["out_price"] == pytest.approx(41_125_000 / 18_486_363, rel=1e-14)
    assert shown["in_price_before"] == 2.5
    assert shown["in_facts"] == (
        "On February 1, 2024 there were issued 3,636,363 shares of Series C, for $4,000,000."
    )
    figures = ("consideration", "additional_shares", "shares_outstanding", "source_step")
    assert [shown[f"in_{name}"] for name in figures] == [4_000_000, 3_636_363, 14_850_000, 7]
    assert shown["in_counted"].endswith("other rights, and those of the unissued pool")
    assert shown["Checks!B4"].endswith("INPUTS TO FILL, FIRST ON New adjustment")
    # the bridge warrant by its full ratchet: 4,000,000 / 3,636,363
    again = ("--in-place", "--from", str(northwind), "--class", "Bridge warrant")
    assert run("refresh", str(path), *again).exit_code == 0
    shown = stored_values(path.read_bytes())
    assert shown["out_price"] == pytest.approx(4_000_000 / 3_636_363, rel=1e-14)
    assert (shown["in_method"], shown["in_series"]) == ("Full ratchet", "Bridge warrant")


def test_a_redemption_takes_a_class_and_keeps_what_is_typed_of_a_holder(
    run: Run, tmp_path: Path, northwind: Path
) -> None:
    """Fund B's notice stays its own when Fund A, above it in the list, buys a part.

    The workbook is one for Excel on Windows: a refresh keeps its macros, byte for byte.
    """
    path = tmp_path / "redemption.xlsm"
    words = ("--from", str(northwind), "--class", "Series B")
    result = run("excel", "workbook", "redemption", str(path), *words)
    assert result.exit_code == 0, result.stderr
    project = macros(path)
    shown = stored_values(path.read_bytes())
    assert shown["in_conversion_price"] == pytest.approx(41_125_000 / 18_486_363, rel=1e-14)
    assert (shown["in_original_issue_price"], shown["in_shares_outstanding"]) == (2.5, 2_000_000)
    assert shown["in_closing_date"] == datetime(2022, 3, 1)  # noqa: DTZ001 - a cell
    assert shown["in_holder_dividend"] == 0.1
    assert [shown[f"Holders!{letter}8"] for letter in "ABI"] == ["Fund B", 2e6, "1 Main Street"]
    # nothing is flooded while notices, findings and days are still to come
    values = recomputed(path.read_bytes())
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    typed = ("--set", "Holders!F8=2024-03-01", "--set", "in_instrument=Charter")
    asked = run("refresh", str(path), "--in-place", *typed)
    assert asked.exit_code == 0, asked.stdout
    northwind.write_bytes(northwind_with("in_as_of", date(2024, 3, 1)))
    again = run("refresh", str(path), "--in-place", "--from", str(northwind))
    assert again.exit_code == 0, again.stdout
    shown = stored_values(path.read_bytes())
    assert [shown[f"Holders!A{row}"] for row in (8, 9)] == ["Fund A", "Fund B"]
    assert [shown[f"Holders!B{row}"] for row in (8, 9)] == [500_000, 1_500_000]
    assert [shown[f"Holders!F{row}"] for row in (8, 9)] == [None, datetime(2024, 3, 1)]  # noqa: DTZ001
    assert [shown[f"Request!A{row}"] for row in (8, 9)] == ["Fund A", "Fund B"]
    assert (shown["in_source_class"], shown["in_instrument"]) == ("Series B", "Charter")
    assert macros(path) == project
    checked = run("check", str(path))
    assert " 0 different" in checked.stdout


def test_a_compliance_workbook_takes_a_class_and_its_closing_date(
    run: Run, tmp_path: Path, northwind: Path
) -> None:
    """8,000,000 x 2.50 / its price have so many votes; the calendar runs from its start."""
    path = tmp_path / "compliance.xlsx"
    shown = made(run, "compliance", path, northwind, "--class", "Series B")
    assert shown["out_votes"] == int(2_000_000 * 2.5 * 18_486_363 / 41_125_000)
    events = {shown[f"Dates!A{row}"]: shown[f"Dates!B{row}"] for row in range(8, 29)}
    assert events["Closing Date of the series"] == datetime(2022, 3, 1)  # noqa: DTZ001 - a cell
    assert shown["in_authorized"] is None
    values = recomputed(path.read_bytes())
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]


def test_a_notes_workbook_takes_the_shares_and_what_converts(run: Run, tmp_path: Path) -> None:
    """Northwind has 16,486,363 shares and rights, and those of Series B at 2.60 / 2.224613.

    Its declared dividend of $0.10 converts with its price of $2.50. $400,000 at 8% for a year are
    $432,000, of which $32,000 are paid on the day: at 20% off $1.00 a share 500,000 shares, with
    which the value is the number of all shares. What the cap table does not have stays when it is
    taken again.
    """
    note = {"A8": "Ann", "B8": "note", "C8": 400_000.0, "E8": 0.2, "F8": 0.08}
    note |= {"A31": "Ann", "C31": 32_000.0}  # the interest of the year
    cells = {f"Convertibles!{place}": value for place, value in note.items()}
    book, _ = with_inputs(
        read_book(unpacked(northwind_file())),
        cells
        | {"Convertibles!G8": date(2023, 2, 1)}
        | dict.fromkeys(("Convertibles!H8", "Convertibles!B31"), date(2024, 2, 1)),
        USUAL,
    )
    source, path = tmp_path / "northwind.xlsx", tmp_path / "notes.xlsx"
    source.write_bytes(package_bytes(book.package))
    values = made(run, "notes_and_warrants", path, source)
    shares = 16_486_363 + Fraction(5_200_000 * 18_486_363, 41_125_000)
    assert values["out_round_before"] == pytest.approx(float(shares), rel=1e-12)
    assert values["out_round_unissued"] == 500_000
    assert values["Ownership!E21"] == 2.5  # the lender's warrant
    assert str(values["in_source"]).startswith("northwind.xlsx, position of 2024-02-01")
    assert values["Checks!B4"] == "ALL CHECKS WITH DATA OK"
    typed = ["--set", "in_round_day=2024-02-01", "--set", "in_new_money=1000000"]
    typed += ["--set", f"in_pre_money={float(shares + 500_000)}", "--set", "Convertibles!J8=simple"]
    for more in (typed, ["--from", str(source)]):
        done = run("refresh", str(path), "--in-place", "--today", "2026-01-02", *more)
        assert done.exit_code == 0, done.stdout
    values = stored_values(path.read_bytes())
    assert [values[f"Conversion!{letter}8"] for letter in "ACGH"] == [
        *("Ann", 400_000, "discount", 500_000),
    ]
    assert values["Conversion!F8"] == pytest.approx(0.8)
    assert values["Convertibles!J8"] == "simple"
    assert values["Checks!B4"] == "ALL CHECKS WITH DATA OK"


def test_what_is_not_in_order_is_taken_over_as_a_draft() -> None:
    """It warns, and the workbook's own check says so until it is taken over again."""
    looks = replace(PLAN, state="1 TO LOOK AT")
    assert looks.source()["in_source_state"] == "DRAFT: 1 TO LOOK AT"
    assert "cap.xlsx says '1 TO LOOK AT': what was taken over is a draft" in warning(looks)
    assert warning(PLAN) == ""
    file = shipped_file("adjustment_certificate")
    for state, verdict in (("DRAFT: 1 TO LOOK AT", "1 TO LOOK AT"), (PLAN.state, "ALL CHECKS OK")):
        assert recomputed(file, {"in_source_state": state})["Checks!B4"] == verdict


def test_what_cannot_be_taken_over_is_refused(
    run: Run, tmp_path: Path, cap_table: Path, northwind: Path
) -> None:
    """Another workbook, a column that is missing, no such class or step; nothing is written."""
    other = tmp_path / "other.xlsx"
    other.write_bytes(shipped_file("reconciliation"))
    book = load_workbook(BytesIO(cap_table.read_bytes()))
    table = book["Classes"].tables["tblClasses"]
    place = list(table.column_names).index("Seniority")
    table.tableColumns[place].name = "Rank"
    book["Classes"].cell(7, place + 1).value = "Rank"
    lacks = tmp_path / "lacks.xlsx"
    book.save(lacks)
    old = tmp_path / "old.xls"
    old.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512))
    deal = tmp_path / "deal.xlsx"
    for template, source, more, sentence in (
        ("liquidation", other, (), "other.xlsx is a workbook of the template reconciliation"),
        ("liquidation", lacks, (), "the table tblClasses of lacks.xlsx has no column Seniority"),
        ("liquidation", old, (), "old.xls"),
        (
            "adjustment_certificate",
            northwind,
            ("--class", "Series B", "--step", "2"),
            "left the price as it was",
        ),
    ):
        result = run("new", template, str(deal), "--from", str(source), *more)
        assert (result.exit_code, sentence in result.stderr) == (3, True), result.stderr
    for words in (
        ("cap_table", "--from", str(other)),
        ("redemption", "--class", "Series B"),
        ("redemption", "--from", str(northwind), "--step", "2"),
        ("liquidation", "--from", str(northwind), "--class", "Series B"),
    ):
        assert run("new", words[0], str(deal), *words[1:]).exit_code == 2
    assert not deal.exists()
    for path, source in ((other, cap_table), (northwind, northwind)):
        refused = run("refresh", str(path), "--in-place", "--from", str(source))
        assert f"{path.name} is not a workbook that takes something over" in refused.stderr
    assert other.read_bytes() == shipped_file("reconciliation")
