"""Two who computed independently and agree are evidence; one alone who differs is none."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.engine.made import NOW, made
from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.calculation.library import Recalculated, Unsupported, Unverified
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.checking.checked import Checked, Counts
from xl_udfs.engine.checking.compare import Verdict
from xl_udfs.engine.checking.validate import checked, validate
from xl_udfs.engine.workbook.book import Place, read_book
from xl_udfs.engine.writing.patch import patched
from xl_udfs.hosts.headless import function_table

B1, B2 = Place("Sheet", (1, 2)), Place("Sheet", (2, 2))
NONE = Unsupported("it is not computed here")


def result(
    formulas: tuple[str, ...], stored: dict[Place, CellValue], ours: dict[Place, Recalculated]
) -> Checked:
    """Return the result of formulas in column B, beside 1, 2, 3: what is stored, and our values."""

    def fill(sheet: Worksheet) -> None:
        for row, formula in enumerate(formulas, start=1):
            sheet[f"A{row}"], sheet[f"B{row}"] = row, formula

    book = read_book(patched(read_book(made(fill)), stored)[0])
    values = recalculate(book, function_table(), NOW)
    values = replace(values, cells={**values, **ours})
    return checked(book, values, function_table())


@pytest.mark.parametrize(
    ("stored", "ours", "confirmed"),
    [
        (3.0, 7.0, True),  # ours is wrong
        (3.0, NONE, True),
        (3.0, Unverified("", 7.0, ("F",)), True),
        (9.0, 3.0, False),  # stale
        (9.0, NONE, False),
        (9.0, Unverified("", 3.0, ("F",)), False),
    ],
)
def test_a_second_engine_confirms_what_is_true_and_nothing_stale(
    stored: float, ours: Recalculated, *, confirmed: bool
) -> None:
    """A1+A2 is 3, whatever is stored and whatever ours gives."""
    found = result(("=A1+A2", "=A2"), {B1: stored}, {B1: ours})
    assert (found.counts.confirmed, found.counts.equal) == (int(confirmed), 1)
    assert found.sound is confirmed


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("=RAND()", "=B1*0+A2"),
        ("=TODAY()", "=B1*0+A2"),
        ("=RAND()", '=INDIRECT("B1")*0+A2'),
        ("=CONVERSION_RATE(1000,0.3125)", "=B1*0+A2"),  # of ours, without a value to pin
    ],
)
def test_what_follows_from_chance_the_clock_or_an_unknown_value_of_ours_is_not_asked(
    first: str, second: str
) -> None:
    """The second engine would give 2 for B2, which is stored, from a B1 that is not the file's."""
    found = result((first, second), {B1: 1.0, B2: 2.0}, {B1: NONE, B2: NONE})
    assert found.counts.confirmed == 0
    assert found.counts.verdicts[Verdict.UNSUPPORTED] + found.counts.aside == 2


def test_a_cell_of_ours_is_pinned_to_our_value_and_never_to_the_stored_one() -> None:
    """1000 / 0.3125 is 3,200; a follower of a stale 9 is stale."""
    formulas = ("=CONVERSION_RATE(1000,0.3125)", "=B1+A2")
    stale = result(formulas, {B1: 9.0, B2: 11.0}, {B2: NONE})
    assert stale.counts.confirmed == 0
    true = result(formulas, {B1: 9.0, B2: 3202.0}, {B2: NONE})
    assert (true.counts.confirmed, true.counts.verdicts[Verdict.DIFFERENT]) == (1, 1)


def test_an_error_that_may_mean_not_known_confirms_nothing() -> None:
    """It answers #VALUE! for arguments that it cannot take, too; but 2/0 is 2/0 everywhere."""
    stored: dict[Place, CellValue] = {B1: ExcelError.VALUE, B2: ExcelError.DIV0}
    found = result(('="a"+A1', "=A2/0"), stored, {B1: NONE, B2: 7.0})
    assert found.counts.confirmed == 1
    assert found.counts.verdicts[Verdict.UNSUPPORTED] == 1


def test_nobody_is_asked_where_all_is_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs nothing then."""

    def refused(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("xl_udfs.engine.checking.confirming.opinions", refused)
    assert result(("=A1+A2",), {}, {}).sound


@pytest.mark.parametrize(
    ("stored", "equal", "verdict"),
    [(6.0, 1, None), (7.0, 0, Verdict.UNVERIFIED)],
)
def test_agreement_with_a_function_that_is_not_verified_is_evidence(
    stored: float, equal: int, verdict: Verdict | None
) -> None:
    """Equal is equal; only that they differ says nothing, and is never called different."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = 5, "=A1+1"

    book = read_book(patched(read_book(made(fill)), {B1: stored})[0])
    values = recalculate(book, function_table(), NOW)
    doubtful = replace(values, cells={B1: Unverified("", 6.0, ("F", "G"))})
    found = validate(book, doubtful, function_table())
    counts = Counts.of(found.comparison)
    assert (counts.equal, counts.equal_unverified) == (equal, equal)
    assert counts.unverified_functions == (dict.fromkeys("FG", 1) if equal else {})
    assert [one.verdict for one in found.comparison.discrepancies] == (
        [] if verdict is None else [verdict]
    )


def sixty(sheet: Worksheet) -> None:
    """Fill in two causes, each with followers, one of them through the other sheet."""
    other = sheet.parent.create_sheet("Other")  # type: ignore[union-attr]
    sheet["A1"], sheet["A2"] = "=NOSUCH(1)", "=NOTHERE(2)"
    for row in range(1, 31):
        sheet[f"C{row}"], other[f"C{row}"] = "=$A$1+1", "=Sheet!$A$2*2"


def circle(sheet: Worksheet) -> None:
    """Fill in a circle and what follows from it."""
    sheet["A1"], sheet["A2"], sheet["A3"] = "=A2+1", "=A1+1", "=A1*2"


@pytest.mark.parametrize(
    ("fill", "expected"),
    [
        (sixty, [("unsupported", "A1", 30), ("unsupported", "A2", 30)]),
        (circle, [("circular", "A1", 1)]),
    ],
)
def test_as_many_findings_as_causes(
    fill: Callable[[Worksheet], None], expected: list[tuple[str, str, int]]
) -> None:
    """What only follows is folded under its cause, wherever it stands; the JSON lists it."""
    book = read_book(made(fill))
    found = validate(book, recalculate(book, function_table(), NOW), function_table())
    told = [(one.id, one.cell, len(one.followers)) for one in found.findings]
    assert told == expected
    message = found.findings[0].message
    assert message.endswith(
        f"{expected[0][2]} cell{'s follow' if expected[0][2] > 1 else ' follows'}: list in the JSON"
    )
