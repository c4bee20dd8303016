"""What the validator has to say about one place of a workbook."""

from dataclasses import dataclass
from enum import Enum

from xl_udfs.cells import CellValue
from xl_udfs.engine.sheet import Position, address


class Check(Enum):
    """Ids of the findings, stable and public."""

    DIFFERENT = "different"
    NEVER_CALCULATED = "never-calculated"
    UNSUPPORTED = "unsupported"
    UNVERIFIED = "unverified"
    CIRCULAR = "circular"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding; a value, never raised."""

    check: Check
    sheet: str
    position: Position
    formula: str  # as stored, with its equals sign; "" for a cell that an array fills
    cached: CellValue
    recomputed: CellValue
    message: str

    @property
    def cell(self) -> str:
        """Where it is, as Excel writes it: ``B4``."""
        return address(self.position)
