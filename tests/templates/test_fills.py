"""What is pasted past the validation of an input: named by the checks, and felt nowhere else."""

import itertools
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import TYPE_FORMULA
from openpyxl.worksheet.datavalidation import DataValidation

from tests.templates.conftest import library, read_file, recomputed, shipped_file
from tests.templates.filling import wrong_values
from tests.templates.test_looks import northwind
from tests.templates.test_taken_over import northwind_file
from xl_udfs.cells import ExcelError
from xl_udfs.engine.calculation.recalculate import result_places
from xl_udfs.engine.workbook.book import Place, data_of
from xl_udfs.engine.workbook.sheet import address, position_of
from xl_udfs.templates.all_templates import BLANKS, TEMPLATES
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.layout import CHECKS
from xl_udfs.templates.sheets.misfits.fits import SENTENCE

NOTEHOLDERS: dict[str, object] = {
    "Noteholders!B8": 100.0,
    "Noteholders!C8": "yes",
    "Noteholders!B9": 300.0,
    "Noteholders!C9": "no",
    "in_change": "any other term",
    "in_company": "yes",
    "in_issued": 400.0,
}
MASTER, NAMED = Place("Checks", (4, 2)), Place("Checks", position_of(SENTENCE.replace("$", "")))


def fills(file: bytes) -> Iterator[tuple[Place, DataValidation]]:
    """Yield the first and the last cell of each validation, in turn, in which something stands.

    So that the row which is named is seen to follow.
    """
    turn = count()
    for sheet in load_workbook(BytesIO(file)).worksheets:
        for rule in sheet.data_validations.dataValidation:
            cells = [cell for area in rule.sqref.ranges for cell in area.cells]
            typed = [cell for cell in cells if sheet.cell(*cell).data_type != TYPE_FORMULA]
            used = [cell for cell in typed if sheet.cell(*cell).value is not None]
            if typed:
                yield Place(sheet.title, (used or typed)[-(next(turn) % 2)]), rule


@pytest.mark.parametrize(
    ("kind", "name"),
    [*(("shipped", name) for name in sorted(TEMPLATES)), ("Northwind", "liquidation")],
)
def test_what_does_not_fit_is_named_and_floods_nothing(
    kind: str, name: str, tmp_path: Path
) -> None:
    """A text for a number, a number below or beyond, a year as a day, an unknown word.

    Also in what takes over a company that is typed in, sold for $20,000,000.
    """
    file = shipped_file(name) if kind == "shipped" else northwind(name, tmp_path)
    read, held = read_file(file), library(file)
    if kind == "Northwind":
        held.put_values("Inputs", 9, 2, [[20_000_000.0]])
    results = list(result_places(read))
    for number, (place, rule) in enumerate(fills(file)):
        wrong = list(wrong_values(rule))
        if not wrong:
            continue
        value = wrong[number % len(wrong)]
        stored = read.cell(place)
        held.put_values(place.sheet, *place.position, [[value]])
        held.calculate()
        found = {one: held.value(one.sheet, *one.position) for one in results}
        held.put_values(place.sheet, *place.position, [[None if stored is None else stored.value]])
        assert not str(found[MASTER]).endswith("OK"), (place, value)
        sheet, _, rest = str(found[NAMED]).partition(": ")
        title, _, rest = rest.partition(f", row {place.position[0]} does not fit; ")
        assert sheet == place.sheet, (place, value, found[NAMED])
        assert rest, (place, value, found[NAMED])
        if stored is not None and stored.value is not None:  # else the row lacks more
            assert str(rule.prompt).startswith(f"{title}. "), (place, title)
        errors = [one for one, what in found.items() if isinstance(what, ExcelError)]
        assert not errors, (place, value, errors)
    held.calculate()


@pytest.mark.parametrize(
    ("file", "inputs", "own_row"),
    [  # as a year of the notice before the receipt, and none of them as the other
        (shipped_file("liquidation"), {"Objections!C11": 44_000.0}, ""),
        (shipped_file("liquidation"), {"Classes!M9": "Series 2-A"}, ""),  # as if without itself
        (shipped_file("liquidation"), {"Classes!B25": 1_000.0, "Classes!B9": None}, ""),
        (shipped_file("notes_and_warrants"), {"Events!J8": 0.5}, ""),  # money for no stock
        (shipped_file("notes_and_warrants"), {"Events!G12": 3.0}, ""),  # a split does not expire
        (shipped_file("notes_and_warrants"), {"Events!A12": 37_000.0}, ""),  # before its issue
        (shipped_file("redemption"), {"Price!D9": 12.0}, ""),  # two tiers that end together
        (shipped_file("redemption"), {"Price!D11": 1_200.0}, ""),  # the last of them has an end
        (shipped_file("redemption"), {"in_all_sold": 20_000.0}, ""),  # before it was effective
        (shipped_file("redemption"), {"in_closing_date": 45_323.0}, ""),  # after the redemption
        (shipped_file("redemption"), {"in_company_notice": 60_000.0}, ""),  # likewise
        (shipped_file("redemption"), {"Price!A37": 36_526.0}, ""),  # a day before the closing
        (shipped_file("liquidation"), {"Holders!D10": 1e6}, ""),  # more object than there are
        (shipped_file("liquidation"), {"in_chosen": 419_999.0}, ""),  # neither of the two values
        (shipped_file("liquidation"), {"in_paid": 60_000.0}, ""),  # 59,120 declared
        (shipped_file("notes_and_warrants"), {"in_effective_date": 60_000.0}, ""),
        (shipped_file("notes_and_warrants"), {"in_prepay_amount": 0.015}, ""),  # half a cent
        (shipped_file("adjustment_certificate"), {"Feb 2002!B20": 0.0}, ""),  # a price divides
        (shipped_file("notes_and_warrants"), {"in_as_of": 109_000.0}, ""),  # 196 years of interest
        (shipped_file("notes_and_warrants"), {"in_prepay_date": 37_098.0}, ""),  # before any
        (shipped_file("notes_and_warrants"), {"in_exercise_election": 20_000.0}, ""),  # no price
        (shipped_file("compliance"), {"Notices!B9": "Series 5-A other"}, "Notices!9"),
        (shipped_file("compliance"), {"Shareholders!B8": 1_000_000.0}, ""),  # 3,752 authorized
        (shipped_file("compliance"), {"Noteholders!B13": 1e7}, ""),  # more than was issued
        (shipped_file("compliance"), {"Days off!B8": 1972.0}, ""),  # before the first year
        (shipped_file("compliance"), {"Noteholders!B12": None, "Noteholders!C12": None}, ""),
        (shipped_file("compliance"), {"in_amend_part": 0.0}, ""),  # nobody would be needed
        (shipped_file("compliance"), {"in_protected_part": 0.0}, ""),
        (shipped_file("compliance"), {"in_objection_part": 0.0}, ""),
        (shipped_file("compliance"), {"Register!B14": "legal fees"}, ""),  # fees below 0
        (shipped_file("compliance"), {"in_most_sold": 1_000.0}, ""),  # less than was sold
        (shipped_file("compliance"), {"Closings!C8": 1e12}, ""),
        (shipped_file("redemption"), {"in_shares_outstanding": 739.0}, ""),  # 1,478 are held
        (shipped_file("redemption"), {"Holders!B8": 45_000.0}, ""),
        (shipped_file("redemption"), {"Holders!A9": "Holder A (example)"}, ""),  # twice
        (shipped_file("liquidation"), {"Prices!C18": 2.06}, ""),  # bid above asked
        (  # a holder taken out, whose days are left
            shipped_file("liquidation"),
            {f"Holders!{letter}11": None for letter in "ABCDEFGHIJKLM"},
            "",
        ),
        (shipped_file("liquidation"), {f"Prices!{letter}12": None for letter in "ABCD"}, ""),
        (BLANKS["compliance"](), NOTEHOLDERS, ""),  # fewer than there are rows
        (
            shipped_file("compliance"),
            {f"Shareholders!{letter}{row}": None for letter in "ABCDEF" for row in (8, 9, 10)},
            "",
        ),
        (shipped_file("compliance"), {f"Calendar!{letter}8": None for letter in "ABCDE"}, ""),
        (shipped_file("notes_and_warrants"), {"in_common_per_3a": 0.0}, ""),
        (shipped_file("notes_and_warrants"), {"in_balance_day": 109_200.0}, ""),  # 175 years
        (shipped_file("reconciliation"), {"Feb 2002!B26": 1_000.0}, ""),  # fewer after an issue
        (shipped_file("reconciliation"), {"Jul 2005!B19": 1e12}, ""),  # more before it
        (shipped_file("reconciliation"), {"Feb 2002!B10": 0.0}, ""),  # shares for nothing
        (shipped_file("reconciliation"), {"Feb 2002!B30": 0.0}, ""),
        (shipped_file("reconciliation"), {"Agreement!B9": 0.0}, ""),
        (shipped_file("reconciliation"), {"Agreement!B22": 0.0}, ""),
        (  # to whole dollars, which leaves nothing of the price
            shipped_file("adjustment_certificate"),
            {"in_decimals": 0.0, "in_additional_shares": 1e12},
            "",
        ),
        (northwind_file(), {"Ledger!B8": "stock dividend"}, ""),  # that no issues make up
        (northwind_file(), {"Classes!AC9": 0.08, "in_as_of": 90_000.0}, ""),  # 126 years of it
    ],
)
def test_what_fits_but_contradicts_another_entry_floods_nothing(
    file: bytes, inputs: dict[str, object], own_row: str
) -> None:
    """Each alone made 2 to 500 errors; an error that is left is told by the master check."""
    values = recomputed(file, inputs)
    assert not str(values["Checks!B4"]).endswith("OK")
    sheet, _, row = own_row.partition("!")
    for place, value in values.items():
        if isinstance(value, ExcelError):
            assert own_row, (place, value)
            assert re.fullmatch(rf"{sheet}!\D+{row}", place), (place, value)


@pytest.mark.parametrize(
    ("name", "inputs", "told"),
    [
        *(
            ("redemption", {f"Price!D{row}": months}, f"Price: Months, row {named} does not fit; ")
            for row, months, named in ((8, 60.0, 9), (9, 12.0, 9), (10, 6.0, 10))
        ),
        ("notes_and_warrants", {"Events!G12": 3.0}, "Events: the list, row 12 does not fit; "),
        (
            "redemption",
            {"Holders!A9": "Holder A (example)"},
            "Holders: Holder, row 9 does not fit; a name that no other row has does.",
        ),
        (
            "liquidation",
            {"Prices!C18": 2.06},
            "Prices: Asked, row 18 does not fit; a price not below the bid does.",
        ),
        (
            "reconciliation",
            {"Feb 2002!B26": 1_000.0},
            "Feb 2002: (X) Outstanding after the issue, row 26 does not fit; a number above that "
            "of (A) Common shares outstanding the day before does.",
        ),
    ],
)
def test_a_contradiction_is_named_with_its_row(
    name: str, inputs: dict[str, object], told: str
) -> None:
    """As an entry that does not fit; what follows is empty, why a list is refused is told."""
    values = recomputed(shipped_file(name), inputs)
    assert str(values["Checks!K6"]).startswith(told)
    if name == "notes_and_warrants":
        assert values["Warrant History!A8"] == values["out_price_now"] == ""
        assert str(values["out_why_not"]).startswith(
            "WARRANT_HISTORY: events, row 6: of_event is 3"
        )


@pytest.mark.parametrize("where", ["Holders!{}8", "Holders!{}9", "Trading days!{}12"])
def test_an_empty_row_between_others_is_named(where: str) -> None:
    """In a blank copy that was filled in it made 38 to 54 errors."""
    values = recomputed(
        filled_again("redemption"), {where.format(letter): None for letter in "ABCDEF"}
    )
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    sheet, _, cell = where.partition("!")
    assert str(values["Checks!K6"]).startswith(f"{sheet}: ")
    assert f", row {cell.removeprefix('{}')} does not fit; something, or nothing in " in str(
        values["Checks!K6"]
    )


@pytest.mark.parametrize("row", range(8, 29))
def test_a_day_that_is_not_known_makes_no_error(row: int) -> None:
    """Of the sheet Dates: the checks that compare its deadlines wait."""
    values = recomputed(shipped_file("compliance"), {f"Dates!B{row}": None})
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]


def test_noteholders_who_hold_nothing_or_are_taken_out_make_no_error() -> None:
    """A part of nothing was one, and an empty row made every row one."""
    nothing = {f"Noteholders!B{row}": 0.0 for row in range(8, 14)}
    taken_out = {f"Noteholders!{letter}12": None for letter in "ABC"}
    for inputs in (nothing, taken_out):
        values = recomputed(shipped_file("compliance"), inputs)
        assert not [place for place, value in values.items() if isinstance(value, ExcelError)]


def test_money_that_no_class_shares_is_told_once() -> None:
    """Two classes of one name are left out, and the others are paid no more than they are due."""
    values = recomputed(shipped_file("liquidation"), {"Classes!A11": "Series 5-A"})
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
    told = [value for place, value in values.items() if place.startswith("Checks!F")]
    assert [value for value in told if str(value).startswith("WATERFALL: ")]
    assert str(values["Checks!B4"]).endswith("TO LOOK AT")


def test_what_is_not_typed_yet_contradicts_nothing() -> None:
    """In blank copies: a redemption without trading days, a net exercise without prices."""
    for name, inputs in (
        ("redemption", {"in_as_of": 45_323.0}),
        ("notes_and_warrants", {"in_exercise_election": 36_526.0, "in_active_market": "yes"}),
    ):
        values = recomputed(BLANKS[name](), inputs)
        assert not [place for place, value in values.items() if isinstance(value, ExcelError)]
        assert values["Checks!J6"] == 0.0


def test_a_market_without_prices_leaves_the_value_of_the_board() -> None:
    """The mean that does not count was an error."""
    file = shipped_file("notes_and_warrants")
    values = recomputed(file, {"in_exercise_election": 20_000.0, "in_active_market": "no"})
    assert (values["out_market_value"], values["out_fmv"]) == ("no price", 2.5)
    assert values["Checks!B4"] == "ALL CHECKS OK"


def test_a_prepayment_without_notes_makes_no_error() -> None:
    """In a blank copy, of a company that has SAFEs alone."""
    values = recomputed(BLANKS["notes_and_warrants"](), {"in_prepay_amount": 1.0})
    assert not [place for place, value in values.items() if isinstance(value, ExcelError)]


def filled_again(name: str) -> bytes:
    """Return a blank copy of a template with what the shipped one holds, computed."""
    copy, file = load_workbook(BytesIO(BLANKS[name]())), BytesIO()
    shipped = load_workbook(BytesIO(shipped_file(name)))
    for one, other in zip(shipped.worksheets, copy.worksheets, strict=True):
        for row in one.iter_rows():
            for cell in row:
                if cell.style == styles.INPUT:
                    other[cell.coordinate].value = cell.value
    copy.save(file)
    return file.getvalue()


@pytest.mark.parametrize("name", sorted(TEMPLATES.keys() - {"cap_table"}))
def test_a_blank_copy_takes_fewer_rows_than_it_has(name: str) -> None:
    """One holder, or half of them: a function over a column with empty rows gave errors in all."""
    file = filled_again(name)
    book = read_file(file)
    for sheet in book.sheets:
        for table in sheet.tables:
            (top, left), (bottom, right) = data_of(table)
            for first in {top + 1, (top + bottom) // 2 + 1} - {bottom + 1}:
                below = itertools.product(range(first, bottom + 1), range(left, right + 1))
                typed = [(at, cell) for at in below if (cell := sheet.cells.get(at))]
                taken_out = {
                    f"{sheet.name}!{address(at)}": None
                    for at, cell in typed
                    if cell.formula is None and cell.value is not None
                }
                if sheet.name == CHECKS or not taken_out:
                    continue
                values = recomputed(file, taken_out)
                wrong = [
                    place for place, value in values.items()
                    if isinstance(value, ExcelError) and place.partition("!")[0] != sheet.name
                ]  # fmt: skip
                assert wrong == [], (table.displayName, first)


@pytest.mark.parametrize("name", sorted(TEMPLATES.keys() - {"cap_table"}))
def test_what_is_taken_out_of_a_blank_copy_that_was_filled_in_floods_nothing(name: str) -> None:
    """It is felt in its own row at most: what is needed is named, or is to fill again."""
    file = filled_again(name)
    read, held = read_file(file), library(file)
    results = list(result_places(read))
    for place, _ in fills(file):
        stored = read.cell(place)
        if stored is None or stored.value is None or place.sheet == CHECKS:
            continue
        held.put_values(place.sheet, *place.position, [[None]])
        held.calculate()
        errors = [
            one
            for one in results
            if isinstance(held.value(one.sheet, *one.position), ExcelError)
            and (one.sheet, one.position[0]) != (place.sheet, place.position[0])
        ]
        assert not errors, (place, errors)
        held.put_values(place.sheet, *place.position, [[stored.value]])
    held.calculate()


def test_a_blank_in_a_row_that_is_begun_is_named() -> None:
    """A trading day without its word, an event without what it needs, a tier that ends never."""
    for name, inputs, sentence in (
        (
            "redemption",
            {"Trading days!E9": None},
            "Trading days: Listed, row 9 does not fit; one of yes, no (not blank) does.",
        ),
        (
            "redemption",
            {"Price!D9": None},
            "Price: Months, row 9 does not fit; a whole number from 1 to 1200 (not blank) does.",
        ),
        (
            "notes_and_warrants",
            {"Events!F10": None},
            "Events: ratio, row 10 does not fit; a number above 0 (not blank) does.",
        ),
    ):
        values = recomputed(shipped_file(name), inputs)
        assert values[f"{NAMED.sheet}!{address(NAMED.position)}"] == sentence
        assert values["Checks!B4"] == "1 TO LOOK AT"


def test_more_out_than_in_is_named_and_makes_no_error() -> None:
    """The first position without its number: what was taken from it later was never there."""
    file = shipped_file("cap_table")
    held = library(file)
    held.put_values("Ledger", 8, 6, [[None]])
    held.calculate()
    found = {one: held.value(one.sheet, *one.position) for one in result_places(read_file(file))}
    assert found[MASTER] == "1 TO LOOK AT"  # the line of the ledger; what follows from it waits
    assert not [one for one, what in found.items() if isinstance(what, ExcelError)]


def test_a_text_for_a_preference_multiple_makes_no_error() -> None:
    """In a company that is typed in: Northwind's first preference, of its second class."""
    file = northwind_file()
    held = library(file)
    held.put_values("Classes", 9, 24, [["twice"]])
    held.calculate()
    found = {one: held.value(one.sheet, *one.position) for one in result_places(read_file(file))}
    assert str(found[NAMED]).startswith("Classes: Preference multiple, row 9 does not fit; ")
    assert not [one for one, what in found.items() if isinstance(what, ExcelError)]
