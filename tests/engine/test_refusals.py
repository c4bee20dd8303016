"""Refusals that name a size: one at the bound, one beyond it, and the unit of both numbers."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest

from tests.hostile.packages import SHEET, book, sheet
from xl_udfs.engine.container.package import unpacked
from xl_udfs.engine.container.preflight import check_container, check_size
from xl_udfs.engine.limits import DEFAULT_LIMITS, Limits
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.tables.rows import read_rows
from xl_udfs.engine.workbook.book import read_book

MIB = 1_048_576  # bytes, 1,024 times 1,024
RAISE = "; if you trust the file, raise the limit with --limit "


def limits(**changed: int) -> Limits:
    """Return the limits with some of them changed."""
    return replace(DEFAULT_LIMITS, **changed)


def said(refused: pytest.ExceptionInfo[UnreadableError]) -> tuple[str, str]:
    """Return the code and the sentence of a refusal."""
    return refused.value.code, str(refused.value)


def test_a_file_of_too_many_bytes() -> None:
    """Fifty of them are allowed, so that a file may be of 52,428,800 bytes."""
    check_size(2 * MIB, limits(packed_mib=2))
    with pytest.raises(UnreadableError) as refused:
        check_size(2 * MIB + 1, limits(packed_mib=2))
    assert said(refused) == (
        "E_ZIP_PACKED",
        f"it has 2.0 MiB, more than the 2 MiB allowed{RAISE}packed_mib=N",
    )
    with pytest.raises(UnreadableError, match=r"^it has 3\.5 MiB, more than the 2 MiB allowed"):
        check_size(7 * MIB // 2, limits(packed_mib=2))
    check_size(52_428_800, DEFAULT_LIMITS)
    with pytest.raises(UnreadableError, match="more than the 50 MiB allowed"):
        check_size(52_428_801, DEFAULT_LIMITS)


def zipped(size: int) -> bytes:
    """Return a zip that unpacks to so many bytes."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(ZipInfo("a"), bytes(size))
    return file.getvalue()


def test_a_file_that_unpacks_to_too_many_bytes() -> None:
    """All parts together."""
    check_container(zipped(MIB), limits(unpacked_mib=1))
    with pytest.raises(UnreadableError) as refused:
        check_container(zipped(3 * MIB // 2), limits(unpacked_mib=1))
    assert said(refused) == (
        "E_ZIP_UNPACKED",
        f"it unpacks to 1.5 MiB, more than the 1 MiB allowed{RAISE}unpacked_mib=N",
    )
    with pytest.raises(UnreadableError):
        check_container(zipped(MIB + 1), limits(unpacked_mib=1))


def padded(size: int) -> bytes:
    """Return a workbook whose one sheet is a part of so many bytes."""
    bare = len(sheet())
    return book({SHEET: sheet(after=" " * (size - bare))})


def test_cells_of_too_much_markup() -> None:
    """Of sheets and the texts that they share."""
    allowed = limits(cells_mib=1, ratio=100_000)
    read_book(unpacked(padded(MIB), allowed))
    with pytest.raises(UnreadableError) as refused:
        read_book(unpacked(padded(MIB + 1), allowed))
    assert said(refused) == (
        "E_CELLS_SIZE",
        f"its sheets and texts hold 1 MiB of markup, more than the 1 MiB allowed{RAISE}cells_mib=N",
    )
    with pytest.raises(UnreadableError, match="hold 3 MiB of markup, more than the 1 MiB"):
        read_book(unpacked(padded(3 * MIB), allowed))


def with_formulas(size: int) -> bytes:
    """Return a workbook whose formulas have so many bytes, each with its tag of three."""
    whole = max(size // 8192 - 1, 0)
    lengths = [8192] * whole + [size - 8192 * whole]
    rows = "".join(f"<row><c><f>{'1' * (length - 3)}</f></c></row>" for length in lengths)
    return book({SHEET: sheet(rows)})


def test_formulas_of_too_many_letters() -> None:
    """All of them together, and one alone."""
    allowed = limits(formulas_mib=1, ratio=100_000)
    unpacked(with_formulas(MIB), allowed)
    with pytest.raises(UnreadableError) as refused:
        unpacked(with_formulas(MIB + 1), allowed)
    assert said(refused) == (
        "E_FORMULAS",
        f"its formulas, shared ones written out, have more than the 1 MiB allowed{RAISE}"
        "formulas_mib=N",
    )
    unpacked(with_formulas(100), limits(formula=100))
    with pytest.raises(UnreadableError) as one:
        unpacked(with_formulas(101), limits(formula=100))
    assert said(one) == (
        "E_FORMULA",
        f"a formula of {SHEET} has 101 bytes, more than the 100 allowed "
        f"(Excel takes 8,192 letters){RAISE}formula=N",
    )


def test_data_of_too_many_bytes() -> None:
    """New rows for a table."""
    line = b"a\n"
    read_rows(line * (MIB // 2), "new.csv", limits(data_mib=1))
    with pytest.raises(UnreadableError) as refused:
        read_rows(line * (MIB // 2) + b"a", "new.csv", limits(data_mib=1))
    assert said(refused) == (
        "E_DATA_SIZE",
        "the data 'new.csv' has more than 1 MiB; split it, or raise the limit with --limit "
        "data_mib=N if you trust it",
    )
