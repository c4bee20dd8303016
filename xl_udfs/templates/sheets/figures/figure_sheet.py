"""A sheet of stated figures beside their recomputation."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.sheets import entries, layout, styles
from xl_udfs.templates.sheets.checks import SAME, WHOLE, Check, Measure
from xl_udfs.templates.sheets.entries import above_0, day, from_0, what_fits, whole_number
from xl_udfs.templates.sheets.figures.certificate import CertificateSheet, Figure
from xl_udfs.templates.sheets.figures.working import add_working
from xl_udfs.templates.sheets.layout import FIRST_ROW, put
from xl_udfs.templates.sheets.misfits.contradictions import look_for, not_above
from xl_udfs.templates.sheets.styles import DATE, INTEGER, PRICE_2, PRICE_4, PRICE_8
from xl_udfs.templates.sheets.words import is_filled, said_on

COLUMNS = (
    "Figure",
    "Stated",
    "Decimals",
    "Recomputed",
    "Stated less recomputed",
    "How the stated figure follows",
    "Where it stands, and what explains a difference",
)
PRICES = {PRICE_2, PRICE_4, PRICE_8}  # which divide
PLACE = "Place of the figure"
MEMO = "Memo: where it stands in your document, and what explains a difference."
WIDTHS = (46, 16, 10, 17, 14, 18, 53)


DIFFERENCE = "#,##0.00##;-#,##0.00##;0"


@dataclass(frozen=True, slots=True)
class FigureCells:
    """The cells of a figure, for formulas; as text, the stated one."""

    stated: str
    exact: str
    follows: str

    def __str__(self) -> str:
        """Return the stated cell."""
        return self.stated


def cells_of(certificate: CertificateSheet, home: str = "") -> Mapping[str, FigureCells]:
    """Return where the figures of a certificate are; `home` is its sheet, for another one."""
    prefix = f"'{home}'!" if home else ""
    return {
        line.name: FigureCells(*(f"{prefix}${letter}${row}" for letter in "BDF"))
        for row, line in enumerate(certificate.lines, start=FIRST_ROW)
        if isinstance(line, Figure)
    }


def verdicts(certificate: CertificateSheet) -> str:
    """Return the cells of a certificate's sheet that tell how a figure follows."""
    return f"'{certificate.sheet}'!$F${FIRST_ROW}:$F${FIRST_ROW + len(certificate.lines) - 1}"


def sheet_of(certificate: CertificateSheet) -> Callable[[Workbook], None]:
    """Return what adds the sheet of one certificate."""
    return partial(_add_figures, certificate=certificate)


def _add_figures(book: Workbook, certificate: CertificateSheet) -> None:
    sheet = layout.add_sheet(book, certificate.sheet, certificate.title, WIDTHS,
        certificate.purpose,
        "Shares, $ per share and $; differences are stated less recomputed.")  # fmt: skip
    layout.header(sheet, COLUMNS)
    cells = cells_of(certificate)
    for row, line in enumerate(certificate.lines, start=FIRST_ROW):
        if isinstance(line, Figure):
            _figure(sheet, row, line, cells)
            if line.above is not None:
                there = cells_of(certificate, sheet.title)
                smaller = next(
                    one.label
                    for one in certificate.lines
                    if isinstance(one, Figure) and one.name == line.above
                )
                contradiction = not_above(
                    str(there[line.name]), str(there[line.above]), said_on(sheet, smaller)
                )
                look_for(sheet, f"B{row}", line.label, contradiction)
        else:
            layout.section(sheet, row, line, len(WIDTHS))
    if certificate.average is not None:
        arguments = certificate.average.format_map(cells)
        below = FIRST_ROW + len(certificate.lines) + 1
        add_working(sheet, below, arguments, len(WIDTHS), value="D", place="G")
    if not is_filled(sheet):
        _own_places(sheet, len(certificate.lines))
    layout.close_sheet(sheet, "G")


def _own_places(sheet: Worksheet, lines: int) -> None:
    """Let the user tell where a stated figure stands in the user's own document."""
    for row in range(FIRST_ROW, FIRST_ROW + lines):
        if sheet[f"B{row}"].value is not None or sheet[f"B{row}"].style == styles.INPUT:
            layout.put_input(sheet, f"G{row}", None, entries.TEXT, PLACE, MEMO)


def _figure(sheet: Worksheet, row: int, figure: Figure, cells: Mapping[str, FigureCells]) -> None:
    put(sheet, f"A{row}", figure.label, styles.TEXT)
    put(sheet, f"G{row}", figure.place, styles.NOTE, styles.GENERAL)
    if figure.stated is not None:
        is_date = isinstance(figure.stated, date)
        positive = figure.is_above_0 or figure.shown in PRICES
        number = above_0 if positive else from_0
        entry = day(figure.shown) if is_date else number(figure.shown)
        what = "a date" if is_date else what_fits(entry)
        prompt = f"As the document states it: {what}."
        layout.put_input(sheet, f"B{row}", figure.stated, entry, figure.label, prompt)
    elif figure.against is not None:
        put(sheet, f"B{row}", f"={cells[figure.against]}", styles.CALCULATION, figure.shown)
    if figure.formula is not None:
        formula = "=" + figure.formula.format_map(cells)
        put(sheet, f"D{row}", formula, styles.CALCULATION, figure.exact_shown or figure.shown)
    if figure.decimals is not None:
        prompt = "To which the document states this figure: 0 to 15."
        entry = whole_number(0, 15)
        layout.put_input(sheet, f"C{row}", figure.decimals, entry, "Decimals", prompt, kept=True)
    if figure.is_held:
        whole = (figure.exact_shown or figure.shown) in {INTEGER, DATE}
        difference = INTEGER if whole else DIFFERENCE
        put(sheet, f"E{row}", f"=B{row}-D{row}", styles.CALCULATION, difference)
        exact = f'=IF(B{row}=D{row},"agrees exactly","differs")'
        rounded = f"=ROUNDING_OF(B{row},D{row},C{row})"
        put(sheet, f"F{row}", exact if figure.decimals is None else rounded, styles.CHECK)


def figure_checks(certificate: CertificateSheet) -> Iterator[Check]:
    """Yield a check for each figure that is held to its recomputation, and for the known gap."""
    cells = cells_of(certificate, certificate.sheet)
    for line in certificate.lines:
        if isinstance(line, Figure) and line.is_held:
            yield Check(f"{certificate.sheet}: {line.label}", SAME, f"={cells[line.name].follows}", line.follows,
                "How the stated figure follows, as reconciled with the document.")  # fmt: skip
    if certificate.average is None:
        return
    yield Check(f"{certificate.sheet}: function and printed fraction give the same price", Measure(0.000001, PRICE_8), f"={cells['price'].exact}",
        f"={cells['price_printed'].exact}",
        "The printed fraction rounds (B) to a whole share, which moves the price by less than a millionth of a dollar.")  # fmt: skip
    yield Check(f"{certificate.sheet}: additional shares counted less listed", WHOLE, f"={cells['gap'].exact}", certificate.known_gap,
        "The known difference of this certificate: shown, not hidden.")  # fmt: skip
