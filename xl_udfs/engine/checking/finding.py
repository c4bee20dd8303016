"""What the validator has to say about one place of a workbook."""

from dataclasses import dataclass
from enum import Enum

from xl_udfs.cells import CellValue
from xl_udfs.engine.workbook.book import Place
from xl_udfs.engine.workbook.sheet import Position, address

NO_DATA = "NO DATA YET"  # says a check of ours before anything is filled in


class Severity(Enum):
    """How much a finding matters; a note leaves the exit code as it is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding; a value, never raised. Copies of one formula are one finding."""

    id: str
    severity: Severity
    message: str
    sheet: str = ""  # "" where it is about the workbook
    cells: tuple[Position, ...] = ()  # in order; none where it is about a sheet or the workbook
    name: str = ""  # the defined name, table or other thing that it is about
    formula: str = ""  # of the first cell as stored, with its equals sign
    shape: str = ""  # what copies have in common; findings of one shape on one sheet are joined
    cached: CellValue = None
    recomputed: CellValue = None
    core: CellValue = None  # what the function gives when it is called directly
    agree: str = ""  # which of the three values agree
    cause: str = ""  # findings of one cause are joined, whatever their formulas and sheets
    follows: bool = False  # has the cause of another cell
    followers: tuple[Place, ...] = ()  # cells that only follow, or have the cause on other sheets
    fingerprint: str = ""  # the same in another state of the workbook

    @property
    def cell(self) -> str:
        """Its first cell, as Excel writes it: ``B4``; "" where it has none."""
        return address(self.cells[0]) if self.cells else ""
