"""CAP_TABLE as a cell calls it."""

from datetime import date

from xl_udfs.cells import Block, ExcelError, Refused, serial_of
from xl_udfs.functions.catalogue import FUNCTIONS

CLOSING = serial_of(date(2005, 7, 18))
HOLDINGS: Block = (
    ("holder", "class", "shares", "date", "ended"),
    ("Ann", "Series 5-A", 1000.0, CLOSING, None),
    ("Bob", "Series 5-A", 478.0, CLOSING, CLOSING + 100),
    ("Public", "Common", 2101345.0, CLOSING - 1000, None),
    (None, "Warrants", 886800.0, CLOSING, None),
)
CLASSES: Block = (
    ("Class", "Original Issue Price", "Conversion Price", "Votes"),
    ("Series 5-A", 1000.0, 0.3125, None),
    ("Warrants", None, None, 0.0),
    ("Common", None, None, 1.0),
)


def test_cap_table_spills_a_row_a_class() -> None:
    """At the closing: 1,478 x 3,200 = 4,729,600, and 7,717,745 in all, as 004 counts less 5-A."""
    total = 4_729_600 + 886_800 + 2_101_345
    assert total == 7_717_745
    assert FUNCTIONS["CAP_TABLE"](HOLDINGS, CLASSES, CLOSING) == (
        ("Series 5-A", 1478.0, 0.3125, 4729600.0, 4_729_600 / total, 4729600.0),
        ("Warrants", 886800.0, "", 886800.0, 886_800 / total, 0.0),
        ("Common", 2101345.0, "", 2101345.0, 2_101_345 / total, 2101345.0),
    )


def test_cap_table_without_a_day_counts_what_has_not_ended() -> None:
    """Bob's 478 have."""
    answer = FUNCTIONS["CAP_TABLE"](HOLDINGS, CLASSES)
    assert isinstance(answer, tuple)
    assert answer[0][:4] == ("Series 5-A", 1000.0, 0.3125, 3200000.0)


def test_cap_table_explains_itself() -> None:
    """Four lines a class and the sum of all."""
    steps = FUNCTIONS["EXPLAIN"]("CAP_TABLE", HOLDINGS, CLASSES, CLOSING)
    assert isinstance(steps, tuple)
    assert steps[0] == ("Series 5-A: outstanding", 1478.0, "")
    assert steps[-1] == ("Fully diluted", 7717745.0, "")


def test_cap_table_needs_classes() -> None:
    """A header alone names no class."""
    answer = FUNCTIONS["CAP_TABLE"](HOLDINGS, CLASSES[:1])
    assert isinstance(answer, Refused)
    assert (answer.error, answer.code) == (ExcelError.NA, "missing_classes")


def test_cap_table_refuses_negative_shares() -> None:
    """A sale is the day on which a holding ended, not a negative holding."""
    answer = FUNCTIONS["CAP_TABLE"]((HOLDINGS[0], ("Ann", "Common", -1.0, None, None)), CLASSES)
    assert isinstance(answer, Refused)
    assert answer.error is ExcelError.NUM


def test_header_that_stands_twice_is_refused() -> None:
    """Which of the two columns counts would be a guess."""
    twice = (("class", "shares", "Shares"), ("Common", 1.0, 2.0))
    answer = FUNCTIONS["CAP_TABLE"](twice, (("class",), ("Common",)))
    assert isinstance(answer, Refused)
    assert "holdings has the header shares more than once" in answer.reason
