"""A formula as its copies share it: what Excel writes when it copies one cell to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_udfs.engine.formula.relative import OffGridError, RelativeFormulas, relative
from xl_udfs.engine.references import LAST_COLUMN, LAST_ROW, Position, address

COPIES = [  # from B5 to D8, worked by hand
    ("A1+$A1+A$1+$A$1", "C4+$A4+C$1+$A$1"),
    ("SUM(A1:$B$9,B5)*2", "SUM(C4:$B$9,D8)*2"),
    ("A:A+$A:B+5:5+$5:6", "C:C+$A:D+8:8+$5:9"),
    ("Terms!A1&'a b1'!C7", "Terms!C4&'a b1'!E10"),
    ('"A1 B5"&A1', '"A1 B5"&C4'),
    ("Tab[[#This Row],[A1]]+A1(1)+B5x+Q1!B5", "Tab[[#This Row],[A1]]+A1(1)+B5x+Q1!D8"),
    ("A1:INDEX(A1:A3, 2)  +[0]!x", "C4:INDEX(C4:C6, 2)  +[0]!x"),
    ("A1#+B4:B4", "C4#+D7:D7"),
]
FROM, TO = (5, 2), (8, 4)


@pytest.mark.parametrize(("text", "copy"), COPIES)
def test_a_copy_is_as_excel_writes_it(text: str, copy: str) -> None:
    """And equal ones are copies of each other."""
    assert relative(text, FROM).at(TO) == copy
    assert relative(text, FROM).at(FROM) == text
    assert relative(copy, TO) == relative(text, FROM)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("B5*$C$1+A$4", "<+0 +0>*<$1 $3>+<$4 -1>"),
        ("SUM(A:A,$B:C,4:5,$4:5)", "SUM(-1:-1,$B:+1,-1:+0,$4:+0)"),
        ("'B5'!B4", "'B5'!<-1 +0>"),
    ],
)
def test_the_shape_of_a_formula_stays_the_same(text: str, shape: str) -> None:
    """Findings in files of others are known again by it."""
    assert relative(text, FROM).shape == shape


@pytest.mark.parametrize(
    ("text", "here", "there"),
    [("A1", (2, 1), (1, 1)), ("A1", (1, 2), (1, 1)), ("A:A", (1, 2), (1, 1))],
)
def test_a_copy_does_not_leave_the_grid(text: str, here: Position, there: Position) -> None:
    """At the first row and column; the last ones are beside."""
    with pytest.raises(OffGridError):
        relative(text, here).at(there)


@pytest.mark.parametrize("text", ["A1048576", "XFD1"])
def test_the_last_row_and_column_are_on_the_grid(text: str) -> None:
    """And one beyond is not."""
    row, column = (LAST_ROW, 1) if text.startswith("A") else (1, LAST_COLUMN)
    one_before = relative(text, (row - 1, column) if row > 1 else (row, column - 1))
    assert one_before.at((row - 1, column) if row > 1 else (row, column - 1)) == text
    with pytest.raises(OffGridError):
        one_before.at((row, column))


PARTS = (
    "B{row}", "$B{row}", "B$7", "$B$12", "AA{row}", "'My 5'!$C{row}", "SUM(B{row}:E{row})",
    "SUM(B$2:B{row})", "SUM($3:$9)", "A:B", "B{above}", "Rate5", '"text 5"', "12.5", "1E5", "A1",
    "b{row}", "A2:A90", "ABC1{row}", "{row}", "{row}:{row}", "1{row}:$1{row}", "Tab[{row}]",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("+".join),
    st.lists(st.integers(2, 130), min_size=2, max_size=4),
)
def test_a_column_of_copies_is_read_as_each_alone(formula: str, rows: list[int]) -> None:
    """What is remembered of one row must hold for the next."""
    formulas = RelativeFormulas()
    for row in rows:
        text, position = formula.format(row=row, above=row - 1), (row, 8)
        found = formulas.of(text, position)
        assert found == relative(text, position), address(position)
        assert found is formulas.of(text, position)
