"""What a letter to the holders says of the company and of the instruments, typed once."""

from datetime import date

from openpyxl import Workbook

from xl_udfs.templates.cap_table.columns import choices, days, words
from xl_udfs.templates.cap_table.data import Company, Room, Row
from xl_udfs.templates.cap_table.lists import CLASSES
from xl_udfs.templates.sheets import layout
from xl_udfs.templates.sheets.entries import DAY, TEXT, whole_number
from xl_udfs.templates.sheets.forms import COLUMNS, Input, add_lines
from xl_udfs.templates.sheets.tables import Column, add_table

SHEET = "Letters"
INPUTS: tuple[str | Input, ...] = (
    "Who writes",
    Input("letter_date", "Date of the letter", DAY, date(2005, 7, 19), "Memo: as on the letter."),
    Input("company_address", "Address of the company", TEXT, "7855 Ivanhoe Avenue, Suite 200, La Jolla, CA 92037",
        "Memo: at the foot of the letter⟨ (004)|⟩."),
    Input("signatory", "Signed by", TEXT, "James G. Higham", "Memo: officer who signs⟨ (004)|⟩."),
    Input("office", "Office", TEXT, "Vice President and General Counsel", "Memo: of that officer⟨ (004)|⟩."),
)  # fmt: skip


def _columns(room: Room) -> tuple[Column, ...]:
    return (
        choices(
            "class",
            "Class",
            "Memo: class of the sheet Classes.",
            layout.area_of(CLASSES, "A", "A", room.classes),
        ),
        words("security", "Name in full", "Memo: as a letter calls the series."),
        words("instrument", "Instrument", "Memo: title of the document with its terms."),
        words("issue", "Section on issues", "Memo: where it adjusts for issues below the price."),
        words("split", "On splits", "Memo: where it adjusts for splits; blank if not known."),
        words(
            "dividend", "On stock dividends", "Memo: where it adjusts for them; blank if not known."
        ),
        words("expiry", "On expiries", "Memo: where it readjusts; blank if not known."),
        days("dated", "Dated", "Memo: date of that document."),
        Column(
            "decimals",
            "Decimals",
            whole_number(0, 8),
            "Memo: decimals of the price as a letter states it; blank is 4.",
        ),
    )


def add_instruments(book: Workbook, company: Company, room: Room) -> None:
    """Add the sheet, which only `xl-udfs letter` reads."""
    sheet = layout.add_sheet(
        book,
        SHEET,
        "Letters",
        (30, 33, 22, 32, 12, 12, 12, 12, 8),
        "What the command xl-udfs letter says of the company and of each class's instrument; the "
        "figures come from the other sheets.",
        "Names, sections and days.",
    )
    layout.header(sheet, COLUMNS)
    row = add_lines(book, sheet, layout.HEADER_ROW + 1, INPUTS)
    layout.section(sheet, row + 1, "The instruments", 4)
    rows: list[Row] = [*company.instruments, *([{}] * (room.classes - len(company.instruments)))]
    add_table(sheet, "tblInstruments", _columns(room), rows, header_row=row + 2)
    layout.close_sheet(sheet, "I")
    sheet.print_title_rows = f"{layout.HEADER_ROW}:{layout.HEADER_ROW}"
