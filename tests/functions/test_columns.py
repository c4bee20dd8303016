"""Columns of a range with a header are known or refused, in every function that takes one."""

from typing import Any

import pytest

from tests.functions.test_every_function import SOUND
from xl_udfs.cells import Argument, CellValue, ExcelError, Refused
from xl_udfs.functions.catalogue import FUNCTIONS

TABLES = {  # every function with a range that has a header: the place of that range
    ("CONVPRICE_HISTORY", 2),
    ("CONVPRICE_AFTER", 2),
    ("CONVPRICE_ON", 2),
    ("ISSUES_TOGETHER", 1),
    ("WARRANT_HISTORY", 3),
    ("WATERFALL", 1),
    ("BREAKPOINTS", 0),
    ("APPRAISAL_DEMANDED", 0),
    ("CAP_TABLE", 0),
    ("CAP_TABLE", 1),
}
tables = pytest.mark.parametrize(("name", "place"), sorted(TABLES))


def table(name: str, place: int) -> tuple[tuple[CellValue, ...], ...]:
    """Return the table of a function's example."""
    found = SOUND[name][place]
    assert isinstance(found, tuple)
    return found


def with_table(name: str, place: int, changed: Argument) -> Any:  # noqa: ANN401 - any answer
    """Call a function on its example with another table."""
    cells = [*SOUND[name]]
    cells[place] = changed
    return FUNCTIONS[name](*cells)


def and_column(rows: Any, header: CellValue, below: CellValue) -> Any:  # noqa: ANN401 - a block
    """Return a table with one more column."""
    return tuple((*row, below if place else header) for place, row in enumerate(rows))


def test_every_function_with_a_header_is_tested_here() -> None:
    """A new one is to be added above."""
    assert {
        (function.name, place)
        for function in FUNCTIONS.values()
        for place, parameter in enumerate(function.parameters)
        if "first row has headers among" in parameter.kind.right
    } == TABLES


@tables
def test_an_unknown_column_is_refused_with_the_known_ones(name: str, place: int) -> None:
    """What stands in it would not count, and the number would be wrong."""
    refused = with_table(name, place, and_column(table(name, place), "colour", 1.0))
    assert isinstance(refused, Refused), refused
    assert refused.error is ExcelError.VALUE
    assert '"colour" is not a known column' in refused.reason
    for header in table(name, place)[0]:
        assert str(header) in refused.reason


@pytest.mark.parametrize(
    ("name", "place", "header", "nearest"),
    [
        ("CONVPRICE_AFTER", 2, "exempted", "exempt"),
        ("WARRANT_HISTORY", 3, "of", "of_event"),
        ("CAP_TABLE", 0, "end", "ended"),
        ("WATERFALL", 1, "caps", "cap"),
        ("WATERFALL", 1, "participating", "participation"),
    ],
)
def test_the_nearest_column_is_named(name: str, place: int, header: str, nearest: str) -> None:
    """A slip of the pen is mended at once."""
    refused = with_table(name, place, and_column(table(name, place), header, True))
    assert isinstance(refused, Refused)
    assert f"(the nearest is {nearest})" in refused.reason


@tables
def test_a_column_of_the_users_own_is_passed_over(name: str, place: int) -> None:
    """Its header begins with memo or an underscore; a column that is blank throughout counts not.

    Such columns may be as many as the user likes.
    """
    rows = table(name, place)
    own = and_column(and_column(rows, "Memo: source", "003"), "_rank", 7.0)
    own = and_column(and_column(own, " memo", "x"), None, None)
    assert with_table(name, place, own) == FUNCTIONS[name](*SOUND[name])


@tables
def test_headers_are_compared_without_case_blanks_and_underscores(name: str, place: int) -> None:
    """As a title row writes them."""
    first, *rows = table(name, place)
    titles = tuple(f" {str(header).title().replace('_', ' ')} " for header in first)
    joined = tuple(str(header).upper().replace("_", "") for header in first)
    for headers in (titles, joined):
        assert with_table(name, place, (headers, *rows)) == FUNCTIONS[name](*SOUND[name])


@tables
def test_a_column_that_is_there_twice_is_refused(name: str, place: int) -> None:
    """Which of the two counts nobody can tell, however they are written."""
    rows = table(name, place)
    header = str(rows[0][0]).upper()
    refused = with_table(name, place, and_column(rows, header, rows[1][0]))
    assert isinstance(refused, Refused)
    assert refused.error is ExcelError.VALUE
    assert f"has the header {rows[0][0]} more than once" in refused.reason


@tables
def test_cells_below_no_header_are_refused(name: str, place: int) -> None:
    """The header was forgotten, and the cells would not count."""
    refused = with_table(name, place, and_column(table(name, place), "", 1.0))
    assert isinstance(refused, Refused)
    assert f"column {len(table(name, place)[0]) + 1} has no header" in refused.reason


def test_documented_synonyms_are_read() -> None:
    """Each with its column, and not beside it."""
    header = ("Class", "Original issue price", "Conversion price", "Votes per share")
    rows = (header, ("Series 5-A", 1000.0, 0.3125, 2.0), ("Common", None, None, 1.0))
    answer = with_table("CAP_TABLE", 1, rows)
    assert [row[5] for row in answer] == [2 * 4_729_600, 2_101_345]  # 1,478 x 3,200 x 2 votes
    twice = with_table("CAP_TABLE", 1, and_column(rows, "votes", 1.0))
    assert isinstance(twice, Refused)
    assert "votes more than once" in twice.reason
    held = (("class", "shares", "acquired"), ("Common", 5.0, 38_000.0))
    assert with_table("CAP_TABLE", 0, held)[1][1] == 5
    assert "votes_per_share is read as votes" in FUNCTIONS["CAP_TABLE"].parameters[1].kind.right


def test_votes_typed_otherwise_are_not_one_by_silence() -> None:
    """A column that was passed over gave every share one vote."""
    rows = (("class", "votes each"), ("Series 5-A", 2.0), ("Common", 1.0))
    refused = with_table("CAP_TABLE", 1, rows)
    assert isinstance(refused, Refused)
    assert "(the nearest is votes)" in refused.reason
