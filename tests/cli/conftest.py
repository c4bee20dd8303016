"""Workbooks for the command line."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from xl_udfs.templates.all_templates import TEMPLATES


@pytest.fixture(scope="session")
def template() -> bytes:
    """Return the adjustment certificate, made from its module."""
    return TEMPLATES["adjustment_certificate"]()


@pytest.fixture
def sound(tmp_path: Path, template: bytes) -> Path:
    """Return a workbook whose values are all true."""
    path = tmp_path / "sound.xlsx"
    path.write_bytes(template)
    return path


@pytest.fixture
def stale(tmp_path: Path) -> Path:
    """Return a workbook that was never calculated, with a function that no one knows."""
    path = tmp_path / "stale.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "=CONVERSION_RATE(1000,0.3125)", "=NOSUCH(A1)"
    book.save(path)
    return path
