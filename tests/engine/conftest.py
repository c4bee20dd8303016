"""Small workbooks for the engine's tests."""

from pathlib import Path

import pytest
from openpyxl import Workbook


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Return a workbook with one formula that was never calculated."""
    path = tmp_path / "book.xlsx"
    book = Workbook()
    book.worksheets[0]["A1"] = "=1+1"
    book.save(path)
    return path
