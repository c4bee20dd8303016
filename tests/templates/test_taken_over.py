"""``new --from`` and ``refresh --from``: classes and holders of a cap table in a liquidation."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.templates.conftest import built_file, recomputed, stored_values
from xl_udfs.cells import CellValue
from xl_udfs.engine.api import UnreadableError
from xl_udfs.templates.taken_over.liquidation import classes, holders
from xl_udfs.templates.taken_over.position import Position, read_position

NOW = datetime(2026, 1, 2)  # noqa: DTZ001 - a workbook's clock has no zone
NAMES = ["Common stock", "Series 5-A", "Warrants of July 2005", "Other Securities"]


def line(name: str, kind: str, shares: float, **more: CellValue) -> dict[str, CellValue]:
    """Return a row of the classes of a cap table."""
    return {"Class": name, "Type": kind, "Shares": shares, "Participation": None, **more}


PLAN = Position(
    file="cap.xlsx",
    day="2024-02-01",
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
        ),
        line("Empty", "preferred", 0.0),
        line("Options", "option", 50.0, **{"Conversion price": 1.1}),
    ),
    holders=(("Ann", (800.0, 0.0, 0.0, 0.0, 0.0)), ("Ben", (0.0, 0.0, 300.0, 0.0, 50.0))),
    strikes={},
)


def test_terms_are_mapped_and_pools_and_empty_classes_left_out() -> None:
    """The preference price goes before the issue price; a cap a share is one of all shares."""
    terms, dividends = classes(PLAN)
    assert [row["Name"] for row in terms] == ["Common", "A", "Options"]
    assert terms[0].get("Rank") is None
    preferred = {title: terms[1][title] for title in ("Rank", "Price, $", "Capped at")}
    assert preferred == {"Rank": 2.0, "Price, $": 2.0, "Capped at": 1_500.0}
    assert terms[2]["Strike, $"] == 1.1
    assert [row["Due, $"] for row in dividends] == [None, 7.0, None]
    assert [row.fields[:4] for row in holders(PLAN).rows] == [
        ("Ann", 800.0, None, None),
        ("Ben", None, 300.0, 50.0),
    ]


def test_rights_at_several_strikes_and_too_many_classes_are_refused() -> None:
    """One strike a class; never a wrong one in silence."""
    mixed = replace(PLAN, strikes={"Options": frozenset({0.25, 1.1})})
    with pytest.raises(UnreadableError, match=r"Options has rights at \$0\.2500 beside its own"):
        classes(mixed)
    many = tuple(line(f"Class {number}", "common", 1.0) for number in range(13))
    with pytest.raises(UnreadableError, match=r"has 13 classes; there is room for 12"):
        classes(replace(PLAN, classes=many))


@pytest.fixture(scope="module")
def cap_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the shipped cap table as a file."""
    path = tmp_path_factory.mktemp("model") / "cap.xlsx"
    path.write_bytes(built_file("cap_table"))
    return path


def test_a_liquidation_is_made_of_a_cap_table_and_taken_again(
    run: Run, tmp_path: Path, cap_table: Path
) -> None:
    """At $10,000,000 all convert: a share has (10,000,000 + 443,400) / 8,035,341.

    The strike money is 886,800 x $0.50; the Series 5-A has 4,729,600 of the shares.
    """
    deal = tmp_path / "deal.xlsx"
    made = run("new", "liquidation", str(deal), "--from", str(cap_table))
    assert made.exit_code == 0, made.stderr
    values = recomputed(deal.read_bytes(), {"in_cash": 10_000_000})
    assert values["Checks!B4"] in {"ALL CHECKS OK", "ALL CHECKS WITH DATA OK"}
    share = Fraction(10_443_400, 8_035_341)
    net = share - Fraction(1, 2)
    expected = [2_101_345 * share, 4_729_600 * share, 886_800 * net, 317_596 * share]
    paid = [values[f"Classes!K{row}"] for row in range(40, 44)]
    assert paid == pytest.approx([float(amount) for amount in expected])
    assert [values[f"Classes!A{row}"] for row in range(40, 44)] == NAMES
    shown = stored_values(deal.read_bytes())
    assert shown["in_source"] == "cap.xlsx, sheets Classes and Cap Table, position of 2005-07-18"
    assert shown["Classes!N9"] == "cap.xlsx, sheet Classes"
    # typed over, then taken again: the deal stays, the classes are those of the cap table
    again = ("--in-place", "--from", str(cap_table), "--set", "in_cash=10000000")
    changed = run("refresh", str(deal), "--in-place", "--set", "Classes!C8=5")
    assert changed.exit_code == 0, changed.stdout
    assert run("refresh", str(deal), *again).exit_code == 0
    shown = stored_values(deal.read_bytes())
    assert [shown["Classes!C8"], shown["in_cash"]] == [2_101_345, 10_000_000]
    assert shown["Holders!Z10"] == pytest.approx(float(expected[0]), abs=0.01)


def test_what_is_no_cap_table_in_order_is_refused(
    run: Run, tmp_path: Path, cap_table: Path
) -> None:
    """Another workbook, a column that is missing, a master check that looks; nothing is written."""
    other = tmp_path / "other.xlsx"
    other.write_bytes(built_file("reconciliation"))
    book = load_workbook(BytesIO(cap_table.read_bytes()))
    book["Ledger"]["F16"].value = 1_479
    looks = tmp_path / "looks.xlsx"
    book.save(looks)
    table = book["Classes"].tables["tblClasses"]
    place = list(table.column_names).index("Seniority")
    table.tableColumns[place].name = "Rank"
    book["Classes"].cell(7, place + 1).value = "Rank"
    lacks = tmp_path / "lacks.xlsx"
    book.save(lacks)
    for path, sentence in (
        (other, "other.xlsx is not a cap table: it has no table tblClasses"),
        (lacks, "the table tblClasses of lacks.xlsx has no column Seniority"),
        (looks, "the master check of looks.xlsx says"),
    ):
        made = run("new", "liquidation", str(tmp_path / "deal.xlsx"), "--from", str(path))
        assert made.exit_code == 3
        assert sentence in made.stderr
    assert not (tmp_path / "deal.xlsx").exists()
    refused = run("refresh", str(other), "--in-place", "--from", str(cap_table))
    assert "other.xlsx is not a workbook that takes classes over" in refused.stderr
    assert other.read_bytes() == built_file("reconciliation")
    assert run("new", "cap_table", str(tmp_path / "c.xlsx"), "--from", str(looks)).exit_code == 2


def test_a_position_has_the_day_and_the_holders(cap_table: Path) -> None:
    """As the cap table shows them, recomputed."""
    position = read_position(cap_table, NOW)
    assert position.day == "2005-07-18"
    assert ("Purchasers of July 18, 2005", 1_478.0) in [
        (name, held[3]) for name, held in position.holders
    ]
