"""References, and the edges of the grid."""

import pytest

from xl_udfs.engine.references import address, area, on_grid, position_of, size
from xl_udfs.engine.refusals import UnreadableError


@pytest.mark.parametrize(
    ("reference", "position"),
    [("A1", (1, 1)), ("$B$4", (4, 2)), ("aa7", (7, 27)), ("XFD1048576", (1_048_576, 16_384))],
)
def test_a_cell_of_the_grid_is_read(reference: str, position: tuple[int, int]) -> None:
    """And written as Excel does."""
    assert position_of(reference) == position
    assert address(position) == reference.replace("$", "").upper()


@pytest.mark.parametrize(
    "reference",
    ["", "A", "7", "A0", "XFE1", "A1048577", "AAAA1", "A-1", "A1:B2", "\u04101", "A\u0661"],
)
def test_what_is_no_cell_is_refused(reference: str) -> None:
    """Letters and digits of other scripts are none of Excel's."""
    with pytest.raises(UnreadableError) as refusal:
        position_of(reference)
    assert refusal.value.code == "E_OFF_GRID"


def test_a_range_is_its_corners() -> None:
    """One cell is a range of one."""
    assert area("B4:C9") == ((4, 2), (9, 3))
    assert area("B4") == ((4, 2), (4, 2))
    assert size("B4:C9", "a test") == 12
    for backwards in ("C9:B4", "C4:B9", "A1:XFE2"):
        with pytest.raises(UnreadableError):
            area(backwards)


def test_counted_positions_stay_on_the_grid() -> None:
    """Cells without a reference are counted."""
    assert on_grid(1, 16_384, "a test") == (1, 16_384)
    for row, column in ((0, 1), (1, 16_385), (1_048_577, 1)):
        with pytest.raises(UnreadableError):
            on_grid(row, column, "a test")
