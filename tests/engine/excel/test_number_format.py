"""Number formats of TEXT that depend on the date system."""

import pytest

from xl_udfs.engine.excel.functions.text.number_format import text_function

ELAPSED = [  # as Excel shows them in a workbook of the 1904 date system
    (3.14159, "[h]:m:s.000", "75:23:53.376"),
    (3.14159, "[hh]:mm:ss.0", "75:23:53.4"),
    (3.14159, "[s].000", "271433.376"),
    (-0.08546296296296296, "[m]:s.000", "-123:4.000"),
    (0.0, "[ss].000", "00.000"),
    (3.14159, 's:m" @ hour "[hh]', "53:23 @ hour 75"),
    (-3.14159, '[s]" [yes, "ss"] seconds"', "-271433 [yes, 271433] seconds"),
]


@pytest.mark.parametrize(("value", "code", "shown"), ELAPSED)
def test_an_elapsed_time_has_no_calendar(value: float, code: str, shown: str) -> None:
    """Four years were added to every elapsed time in workbooks that count from 1904."""
    assert text_function(value, code, epoch_1904=True) == shown
