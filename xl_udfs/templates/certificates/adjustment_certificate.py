"""``adjustment_certificate.xlsx``: the two certificates recomputed, and the next one."""

from xl_udfs.templates.certificates import letter, new_adjustment
from xl_udfs.templates.certificates.certificate_2002 import CERTIFICATE_2002
from xl_udfs.templates.certificates.certificate_2005 import CERTIFICATE_2005
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.checks import Check, add_checks
from xl_udfs.templates.sheets.figure_sheet import add_figures, figure_checks
from xl_udfs.templates.sheets.finish import Template
from xl_udfs.templates.sheets.layout import CHECKS
from xl_udfs.templates.sheets.readme import Readme, add_readme, write_readme

TITLE = "Adjustment of a conversion price"
PURPOSE = (
    "Recomputes the two certificates that reduced the Series 2-A conversion price of Vsource, "
    "Inc., and writes the next one."
)
README = Readme(
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
    names="Inputs of the new adjustment are named in_…, its results out_…; the checks are the "
    "table tblChecks. There are no other names.",
    functions="The functions CONVPRICE_WEIGHTED, CONVERSION_RATE and the others",
    sources=(
        (
            "Certificates",
            "Vsource, Inc.: letters to the holders of Series 2-A preferred stock of February 5, "
            "2002 (Exhibit 4.3) and July 19, 2005 (Exhibit 20.2).",
        ),
        (
            "Other figures",
            "Series 5-A certificate of designation (II.E, II.G, VII) and form of warrant (head), "
            "where a line says so.",
        ),
    ),
)


def template() -> Template:
    """Return the workbook as it is before its formulas have values."""
    book = styles.new_book()
    readme = add_readme(book, TITLE, PURPOSE)
    checks: list[Check] = []
    for certificate in (CERTIFICATE_2002, CERTIFICATE_2005):
        checks += figure_checks(certificate, add_figures(book, certificate))
    checks += new_adjustment.add_sheet(book)
    letter.add_sheet(book)
    add_checks(book, checks)
    write_readme(readme, README)
    return Template(book, title=TITLE, subject="adjustment_certificate, version 1")
