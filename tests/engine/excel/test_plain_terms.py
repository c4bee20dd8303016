"""Formulas in plain terms: what names, tables and spills mean, cell by cell."""

import pytest

from xl_udfs.engine.excel.passed_over import calls_subtotal
from xl_udfs.engine.excel.plain_terms import PlainTerms
from xl_udfs.engine.formula.structured import TableArea

TABLE = TableArea("Tab", "S", 1, 1, 3, ("a", "b"), 1, 0)  # A1:B3, its data in rows 2 and 3


def terms() -> PlainTerms:
    """Return what stands in a small workbook."""
    return PlainTerms(
        {"tab": TABLE},
        {("", "rate"): "S!$D$1", ("", "sum"): "S!$D$1+1", ("s", "rate"): "S!$D$2"},
        {("s", 5, 1): "A5:A7"},
    )


@pytest.mark.parametrize(
    ("formula", "plain"),
    [
        ("rate+[0]!rate", "S!$D$1+S!$D$1"),  # [0] is this workbook
        ("S!rate", "S!$D$2"),
        ("sum*2", "(S!$D$1+1)*2"),
        ("[1]!rate", "[1]!rate"),
        ('"rate A5# Tab[a]"&S!A5#', '"rate A5# Tab[a]"&S!A5:A7'),
        ("_xlfn.ANCHORARRAY(S!A5)+S!A6#", "S!A5:A7+#REF!"),
        ("#REF!A1:B2+rate", "#REF!+S!$D$1"),
    ],
)
def test_what_stands_for_cells_is_written_as_them(formula: str, plain: str) -> None:
    """And what only looks like it stays."""
    assert terms().plain(formula, "T", (9, 9)) == plain


def test_a_name_of_a_place_beside_is_read_from_each_cell_and_round_the_edge_of_the_grid() -> None:
    """Excel stores it as seen from A1: the cell at the left is in column XFD there."""
    known = PlainTerms(names={("", "left"): "S!XFD1", ("", "both"): "left+S!A2"})
    texts = [known.read("left*both", "S", cell).text(cell) for cell in ((5, 2), (6, 2), (6, 1))]
    assert texts == ["S!A5*(S!A5+S!B6)", "S!A6*(S!A6+S!B7)", "S!XFD6*(S!XFD6+S!A7)"]


def test_a_row_of_a_table_is_read_once_for_its_rows_and_not_beyond() -> None:
    """A copy below the table means none of its rows, and says so."""
    known = terms()
    texts = [known.read("Tab[@a]+Tab[b]", "S", (row, 3)).text((row, 3)) for row in (2, 3, 4)]
    beside = [known.read("[@a]", "S", (row, 2)).text((row, 2)) for row in (2, 3)]
    assert texts == [
        "'S'!$A2+'S'!$B$2:$B$3",
        "'S'!$A3+'S'!$B$2:$B$3",
        "#VALUE!+'S'!$B$2:$B$3",
    ]
    assert beside == ["'S'!$A2", "'S'!$A3"]


@pytest.mark.parametrize(
    ("formula", "calls"),
    [
        ("SUBTOTAL(9,A1:A3)", True),
        ("1+_xlfn.AGGREGATE(9,4,A1:A3)", True),  # as Excel stores it
        ('"SUBTOTAL(9)"', False),
        ("SUBTOTAL+MYSUBTOTAL(1)", False),
    ],
)
def test_a_subtotal_is_a_call(formula: str, *, calls: bool) -> None:
    """A name or a text like it is none."""
    assert calls_subtotal(formula) is calls
