"""What is left out of a trial, as nothing that is asked for reads it, changes no result."""

from pathlib import Path

import pytest

from tests.engine.made import NOW
from tests.engine.tables.test_spills import anchor, book_of, fit, sheet
from tests.wild.workbooks import of_cells
from xl_udfs.cells import CellValue
from xl_udfs.engine.api import read_file
from xl_udfs.engine.calculation.evidence.trial import Trial
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.references import position_of
from xl_udfs.engine.tables.inputs import input_place
from xl_udfs.engine.workbook.book import Book, Place, read_book
from xl_udfs.hosts.headless import function_table

SHIPPED = Path(__file__).parents[3] / "workbooks"


@pytest.mark.parametrize(
    ("book", "outputs", "tried"),
    [
        (
            "cap_table",
            ("out_pf_new", "out_pf_effective", "out_fully_diluted", "out_unfit", "Checks!B4"),
            {
                "in_pf_price": (0.2, -1.0, 0.2, "dear", None),  # of which two do not fit
                "in_as_of": (38_500.0, 37_000.0, 41_000.0, 38_500.0, 12.5),
            },
        ),
        (
            "liquidation",
            ("out_payout_2", "out_distributable", "Checks!B4"),
            {
                "in_cash": (6e6, -1.0, 6e6, "much", 6e7),  # where one does not fit, all waits
                "in_cent": (0.01, 1.0, 0.01, 0.5, 100.0),
            },
        ),
    ],
)
def test_what_no_output_reads_is_left_out_and_nothing_else(
    book: str, outputs: tuple[str, ...], tried: dict[str, tuple[CellValue, ...]]
) -> None:
    """A value on the way that stands, as whether an entry fits, must be seen where it does not."""
    read = read_file(SHIPPED / f"{book}.xlsx")
    wanted = [input_place(read, name) for name in outputs]
    places = {name: input_place(read, name) for name in tried}
    trial = Trial(read, function_table(), NOW)
    trial.ask_only([*places.values()], wanted)
    for values in [*zip(*tried.values(), strict=True)]:
        given = dict(zip(places.values(), values, strict=True))
        fresh = recalculate(trial.book_with(given), function_table(), NOW)
        assert trial.values(given, wanted) == [fresh[place] for place in wanted]


def in_first(book: Book, *addresses: str) -> list[Place]:
    """Return cells of a workbook's first sheet."""
    return [Place(book.sheets[0].name, position_of(address)) for address in addresses]


@pytest.mark.parametrize("asks", [False, True])
def test_what_reads_a_spill_is_not_a_trial_behind_it(asks: bool) -> None:  # noqa: FBT001 - a case
    """The working of a price has eight rows, its refusal is one cell; then eight rows again."""
    working = anchor('EXPLAIN("CONVPRICE_RATCHET",A1,1,1000)', "C1:E8", "C1")
    price = '<c r="A1"><v>3</v></c>'
    counts, third, total = (
        f'<c r="G{row}"><f>{formula}</f></c>'
        for row, formula in enumerate(("COUNTA(C1:E30)", "C3", "SUM(G1:G2)"), start=1)
    )
    stored = book_of(sheet(price + working + counts, third, total))
    book = read_book(fit(stored)[1])
    (given,), outputs = in_first(book, "A1"), in_first(book, "G1", "G2", "G3")
    trial = Trial(book, function_table(), NOW)
    if asks:
        trial.ask_only([given], outputs)
    for number in (3.0, 0.5, -1.0, 0.5, 3.0, 0.0, 5.0, -1.0, 5.0, 3.0):
        fresh = recalculate(trial.book_with({given: number}), function_table(), NOW)
        assert trial.values({given: number}, outputs) == [fresh[place] for place in outputs]
    assert trial.values({given: 5.0}, outputs)[::2] == [24.0, 24.0]


def test_what_a_trial_did_not_put_is_put_at_the_next() -> None:
    """A text that shows a number is computed apart; what else was new then is so afterwards."""
    book = read_book(of_cells({"A1": 1, "B1": 2, "C1": "=A1+B1"}))
    text, number, wanted = in_first(book, "A1", "B1", "C1")
    trial = Trial(book, function_table(), NOW)
    assert trial.values({text: "$12", number: 5.0}, [wanted]) == [17.0]
    assert trial.values({text: 1.0, number: 5.0}, [wanted]) == [6.0]
