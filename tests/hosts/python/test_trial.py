"""What is left out of a trial, as nothing that is asked for reads it, changes no result."""

from pathlib import Path

import pytest

from tests.engine.made import NOW
from xl_udfs.cells import CellValue
from xl_udfs.engine.api import read_file
from xl_udfs.engine.calculation.evidence.trial import Trial
from xl_udfs.engine.calculation.recalculate import recalculate
from xl_udfs.engine.tables.inputs import input_place
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
