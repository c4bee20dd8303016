"""Words of the company, and what a blank copy has in their place: ``the stock⟨ of Vsource|⟩``.

Both readings stand in one text, that of the filled workbook first, so that whoever reads a sheet's
rows sees what a blank copy tells.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.formula.areas import Area

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.styles.cell_style import StyleArray

    from xl_udfs.templates.sheets.entries import Entry

BOTH = re.compile(r"⟨([^|⟩]*)\|([^⟩]*)⟩")
SENTENCE = re.compile(r"(?:^|(?<= ))⟨[^|⟩]*\|⟩ ?")  # that a blank copy goes without


WordPlace: TypeAlias = tuple[str, int, int]  # sheet in lower case, row, column


@dataclass(frozen=True, slots=True)
class ToFill:
    """Inputs that a blank copy leaves to be filled in."""

    sheet: str
    cells: str  # single ones, or of a list the column that tells whether it is begun
    table: str = ""  # of the list
    needed: bool = True  # something stays empty without them


@dataclass(frozen=True, slots=True)
class Needed:
    """Where a blank among typed cells does not fit: in every cell, or in some rows of a list."""

    begun_by: tuple[
        str, ...
    ] = ()  # the columns that begin a row, as a formula of the sheet has them
    where: str = ""  # or a condition over the rows


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Entries that fit one by one, but not together."""

    row: str  # a formula: the row of the first that contradicts another, 0 where none does
    fits: str  # what would not


@dataclass(frozen=True, slots=True)
class TypedCells:
    """Cells whose entries are looked at: one input, or a column of a list."""

    area: Area
    sheet: str
    title: str
    entry: "Entry"
    misfit: str  # the cell with the row of the first that does not fit, if a formula asks for it
    needed: "Needed | None" = None  # where a blank does not fit
    contradiction: "Contradiction | None" = None  # in place of the kind of each, another line's


class TemplateWorkbook(Workbook):
    """A workbook on its way to a file: with what a company typed, or blank."""

    filled = True
    knows_blanks = False  # whether its formulas know what to do while inputs are blank or wrong

    def __init__(self) -> None:
        """Start a workbook without sheets of ours."""
        super().__init__()
        self.awaited: dict[
            WordPlace, bool
        ] = {}  # whether what takes a cell waits until it is filled
        self.to_fill: list[ToFill] = []
        self.typed: list[TypedCells] = []
        self.contradictions: list[TypedCells] = []  # told after what does not fit by itself
        self.stops: Mapping[
            WordPlace, str
        ] = {}  # what a formula asks while it is 0, once that is known
        self.styled: dict[tuple[str, str | None], StyleArray] = {}  # by named style and format

    @property
    def guards(self) -> bool:
        """Whether its formulas are empty while what they take is empty."""
        return not (self.filled or self.knows_blanks)


def is_filled(sheet: Worksheet) -> bool:
    """Return whether the inputs of a sheet's workbook are there."""
    return not isinstance(sheet.parent, TemplateWorkbook) or sheet.parent.filled


def said(text: str, *, filled: bool = True) -> str:
    """Return one reading of a text."""
    if "⟨" not in text:
        return text
    if filled:
        return BOTH.sub(r"\1", text)
    return BOTH.sub(r"\2", SENTENCE.sub("", text)).strip()


def said_on(sheet: Worksheet, text: str) -> str:
    """Return the reading of a text that belongs on a sheet."""
    return said(text, filled=is_filled(sheet))
