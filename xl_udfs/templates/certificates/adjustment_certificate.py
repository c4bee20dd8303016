"""``adjustment_certificate.xlsx``: the two certificates recomputed, and the next one."""

from xl_udfs.templates.certificates import letter, new_adjustment
from xl_udfs.templates.certificates.certificate_2002 import CERTIFICATE_2002
from xl_udfs.templates.certificates.certificate_2005 import CERTIFICATE_2005
from xl_udfs.templates.sheets.figures.figure_sheet import figure_checks, sheet_of
from xl_udfs.templates.sheets.plan import Page, Plan
from xl_udfs.templates.sheets.to_fill import Parts

TITLE = "Adjustment of a conversion price"
PURPOSE = (
    "Recomputes ⟨the two certificates that reduced the Series 2-A conversion price of Vsource, "
    "Inc.|certificates that reduced a conversion price⟩, and writes the next one."
)
PLAN = Plan(
    id="adjustment_certificate",
    title=TITLE,
    purpose=PURPOSE,
    pages=(
        Page(CERTIFICATE_2002.sheet, "⟨The certificate of February 5, 2002: $6.41 to $2.00, 3.20 shares|A first certificate⟩.", sheet_of(CERTIFICATE_2002)),
        Page(CERTIFICATE_2005.sheet, "⟨The certificate of July 19, 2005: $14.20 to $4.51, 1.42 shares|A second certificate⟩.", sheet_of(CERTIFICATE_2005)),
        Page(new_adjustment.SHEET, "Fill in an issue of your own; the results follow.⟨ It repeats July 2005 as an example.|⟩", new_adjustment.add_sheet),
        Page(letter.SHEET, "The certificate of that adjustment, ready to print.", letter.add_sheet),
    ),
    checks=(*figure_checks(CERTIFICATE_2002), *figure_checks(CERTIFICATE_2005), *new_adjustment.CHECKS),
    parts=Parts(alone=frozenset({CERTIFICATE_2002.sheet, CERTIFICATE_2005.sheet})),
    sources=(
        ("Certificates",
            "⟨Vsource, Inc.: letters to the holders of Series 2-A preferred stock of February 5, 2002 (Exhibit 4.3) and July 19, 2005 (Exhibit 20.2)|Your "
            "letters to the holders of the series⟩."),
        ("Other figures", "⟨|The sections cited are those of the ⟩Series 5-A certificate of designation (II.E, II.G, VII) and form of warrant (head), where a line says so."),
    ),
)  # fmt: skip
