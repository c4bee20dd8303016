"""``adjustment_certificate.xlsx``: the two certificates recomputed, and the next one."""

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates import layout, letter, new_adjustment, styles
from xl_udfs.templates.certificate_2002 import CERTIFICATE_2002
from xl_udfs.templates.certificate_2005 import CERTIFICATE_2005
from xl_udfs.templates.checks import Check, add_checks
from xl_udfs.templates.figures import Certificate, Figure
from xl_udfs.templates.finish import finished
from xl_udfs.templates.layout import CHECKS, README, put
from xl_udfs.templates.readme import WIDTHS as README_WIDTHS
from xl_udfs.templates.readme import Readme, write_readme
from xl_udfs.templates.working import add_working

TITLE = "Adjustment of a conversion price"
COLUMNS = (
    "Figure",
    "Stated",
    "Decimals",
    "Recomputed",
    "Stated less recomputed",
    "How the stated figure follows",
    "Where it stands, and what explains a difference",
)
WIDTHS = (48, 16, 10, 18, 15, 20, 56)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a figure, for formulas; as text, the stated one."""

    stated: str
    exact: str
    follows: str

    def __str__(self) -> str:
        """Return the stated cell."""
        return self.stated


def build() -> bytes:
    """Return the workbook as a file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    styles.add_styles(book)
    readme = layout.add_sheet(
        book,
        README,
        title=TITLE,
        purpose="Recomputes the two certificates that reduced the Series 2-A conversion price of "
        "Vsource, Inc., and writes the next one.",
        units="Nothing here is legal advice.",
        widths=README_WIDTHS,
        landscape=False,
    )
    checks: list[Check] = []
    for certificate in (CERTIFICATE_2002, CERTIFICATE_2005):
        checks += _certificate_checks(certificate, _certificate(book, certificate))
    checks += new_adjustment.add_sheet(book)
    letter.add_sheet(book)
    add_checks(book, checks)
    write_readme(readme, README_TEXT)
    return finished(book, title=TITLE, subject="adjustment_certificate, version 1")


def _certificate(book: Workbook, certificate: Certificate) -> Mapping[str, Cells]:
    """Add the sheet of one certificate, and return where its figures are."""
    sheet = layout.add_sheet(
        book,
        certificate.sheet,
        title=certificate.title,
        purpose=certificate.purpose,
        units="Shares, $ per share and $; differences are stated less recomputed.",
        widths=WIDTHS,
    )
    layout.header(sheet, COLUMNS)
    rows = range(layout.HEADER_ROW + 1, layout.HEADER_ROW + 1 + len(certificate.lines))
    cells = {
        line.name: Cells(f"$B${row}", f"$D${row}", f"$F${row}")
        for row, line in zip(rows, certificate.lines, strict=True)
        if isinstance(line, Figure)
    }
    for row, line in zip(rows, certificate.lines, strict=True):
        if isinstance(line, Figure):
            _figure(sheet, row, line, cells)
        else:
            layout.section(sheet, row, line.heading, len(WIDTHS))
    arguments = "{prior},{a},{consideration.exact},{implied.exact},{c}".format_map(cells)
    add_working(sheet, rows[-1] + 2, arguments, len(WIDTHS))
    layout.close_sheet(sheet, "G")
    return {
        name: Cells(*(f"'{certificate.sheet}'!{cell}" for cell in astuple(here)))
        for name, here in cells.items()
    }


def _figure(sheet: Worksheet, row: int, figure: Figure, cells: Mapping[str, Cells]) -> None:
    put(sheet, f"A{row}", figure.label, styles.TEXT)
    put(sheet, f"G{row}", figure.place, styles.NOTE)
    layout.fit_height(sheet, row, figure.place, WIDTHS[-1])
    if figure.stated is not None:
        put(sheet, f"B{row}", figure.stated, styles.INPUT, figure.shown)
        layout.validate(
            sheet,
            f"B{row}",
            kind="decimal",
            operator="greaterThanOrEqual",
            bound="0",
            prompt=f"{figure.label}, as the document states it: a number, 0 or more.",
        )
    elif figure.against is not None:
        put(sheet, f"B{row}", f"={cells[figure.against]}", styles.CALCULATION, figure.shown)
    if figure.formula is not None:
        formula = "=" + figure.formula.format_map(cells)
        put(sheet, f"D{row}", formula, styles.CALCULATION, figure.exact_shown or figure.shown)
    if figure.decimals is not None:
        put(sheet, f"C{row}", figure.decimals, styles.INPUT, "0")
        layout.validate(
            sheet,
            f"C{row}",
            kind="whole",
            operator="between",
            bound="0",
            upper="15",
            prompt="Decimals to which the document states this figure: 0 to 15.",
        )
    if figure.is_held:
        put(sheet, f"E{row}", f"=B{row}-D{row}", styles.CALCULATION, DIFFERENCE)
        exact = f'=IF(B{row}=D{row},"agrees exactly","differs")'
        rounded = f"=ROUNDING_OF(B{row},D{row},C{row})"
        put(sheet, f"F{row}", exact if figure.decimals is None else rounded, styles.CHECK)


def _certificate_checks(certificate: Certificate, cells: Mapping[str, Cells]) -> Iterator[Check]:
    for line in certificate.lines:
        if isinstance(line, Figure) and line.is_held:
            yield Check(
                name=f"{certificate.sheet}: {line.label}",
                found=f"={cells[line.name].follows}",
                expected=line.follows,
                why="How the stated figure follows, as it was reconciled with the document.",
            )
    yield Check(
        name=f"{certificate.sheet}: function and printed fraction give the same price",
        found=f"={cells['price'].exact}",
        expected=f"={cells['price_printed'].exact}",
        tolerance=0.000001,
        shown=styles.PRICE_8,
        why="The printed fraction rounds (B) to a whole share, which moves the price by less than "
        "a millionth of a dollar.",
    )
    yield Check(
        name=f"{certificate.sheet}: additional shares counted less listed",
        found=f"={cells['gap'].exact}",
        expected=KNOWN_GAPS[certificate.sheet],
        tolerance=0,
        shown=styles.INTEGER,
        why="The known difference of this certificate: shown, not hidden.",
    )


KNOWN_GAPS = {CERTIFICATE_2002.sheet: -149_994, CERTIFICATE_2005.sheet: 0}
DIFFERENCE = "#,##0.00##;-#,##0.00##;0"
README_TEXT = Readme(
    sheets=(
        (
            CERTIFICATE_2002.sheet,
            "The certificate of February 5, 2002: $6.41 to $2.00, 3.20 shares.",
        ),
        (
            CERTIFICATE_2005.sheet,
            "The certificate of July 19, 2005: $14.20 to $4.51, 1.42 shares.",
        ),
        (
            new_adjustment.SHEET,
            "Fill in an issue of your own; the results follow. It repeats July 2005 as an example.",
        ),
        (letter.SHEET, "The certificate of that adjustment, ready to print."),
        (CHECKS, "Every check, and the master check that all sheets show."),
    ),
    names="Inputs of the new adjustment are named in_…, its results out_…; the checks are "
    "the table tblChecks. There are no other names.",
    functions="The functions CONVPRICE_WEIGHTED, CONVERSION_RATE and the others",
    sources=(
        (
            "Certificates",
            "Vsource, Inc.: letters to the holders of Series 2-A preferred stock of February "
            "5, 2002 (Exhibit 4.3) and July 19, 2005 (Exhibit 20.2).",
        ),
        (
            "Other figures",
            "Series 5-A certificate of designation (II.E, II.G, VII) and form of warrant "
            "(head), where a line says so.",
        ),
    ),
)
