"""The certificate of a new adjustment, to print."""

from openpyxl import Workbook

from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.layout import put

SHEET = "New certificate"
DATE_TEXT = 'TEXT({},"mmmm d, yyyy")'
PRICE_TEXT = '"$"&FIXED({},in_price_decimals)'
FACTS = "=in_facts"
COUNTED = '=IF(in_shares_outstanding=0,"none is counted",in_shares_outstanding)'
NAMED = "NOT(EXACT(UPPER({0}),LOWER({0})))"  # of one sign: that it is a letter
IS_WORD = f"AND({NAMED.format('LEFT(in_section)')},NOT(EXACT(MID(in_section,2,1),UPPER(MID(in_section,2,1)))))"
SECTION_OF = f'IF(in_section="","",IF({IS_WORD},"","Section ")&in_section&" of ")'  # not "Section Article IV"
COUNTS = '=IF(in_counted="",IF(in_method=in_by_date,"fully diluted","shares of Common Stock outstanding"),in_counted)'
LINE = 20  # points
PARAGRAPHS = (
    ("=in_company", styles.LETTER_HEAD),
    ("=in_company_address", styles.LETTER),
    ("=" + DATE_TEXT.format("in_certificate_date"), styles.LETTER),
    ('="To the holders of "&in_series', styles.LETTER),
    ('="RE: "&IF(out_price>in_price_before,"Increase","Reduction")&" of Conversion Price"', styles.LETTER_HEAD),
    (f'="In accordance with "&{SECTION_OF}&"the "&in_instrument&" dated "&{DATE_TEXT.format("in_instrument_date")}&":"', styles.LETTER),
    (f'="The conversion price is "&{PRICE_TEXT.format("out_stated_price")}&" a share from "&{DATE_TEXT.format("in_effective_date")}&" on; before it '
        f'was "&{PRICE_TEXT.format("in_price_before")}&"."', styles.LETTER),
    ('="One preferred share now converts into "&FIXED(out_stated_rate,in_rate_decimals)&" shares of common stock; before it was "&'
        'FIXED(in_original_issue_price/in_price_before,in_rate_decimals)&"."', styles.LETTER),
    ("The adjustment rests on these facts:", styles.LETTER),
)  # fmt: skip
CLAUSE = '=IF(in_clause="","",in_clause)'
LINES = (
    ("The issue", FACTS),
    ("Method", "=in_method"),
    ("Effective Date", "=in_effective_date"),
    ("Conversion price before, $ per share", "=in_price_before"),
    ("Consideration, received and deemed received, $", "=in_consideration"),
    ("Additional shares, issued and deemed issued", "=in_additional_shares"),
    ("Effective Price of the issue, $ per share", "=out_effective_price"),
    ("Shares outstanding the day before (A)", COUNTED),
    ("What (A) counts", COUNTS),
    ("Shares underlying Other Securities (C)", "=in_other_securities"),
    ("Conversion price after, unrounded, $ per share", "=out_price"),
    ("Conversion price after, as stated, $ per share", "=out_stated_price"),
    ("Common shares for one preferred share, as stated", "=out_stated_rate"),
    (
        '=IF(in_clause="","","The rule, in the company\'s words")',
        CLAUSE,
    ),  # last, as it may be empty
)
LINE_FORMATS = {
    "=in_effective_date": styles.DATE,
    "=in_price_before": '"$"#,##0.00##',
    "=in_consideration": styles.DOLLARS,
    "=out_effective_price": styles.PRICE_8,
    "=out_price": styles.PRICE_8,
    "=out_stated_price": '"$"#,##0.00######',
    "=out_stated_rate": "#,##0.00######",
}


def add_sheet(book: Workbook) -> None:
    """Add the certificate of the new adjustment."""
    sheet = layout.add_sheet(book, SHEET, "Certificate to print", (50, 46),
        "Written from the sheet before; nothing is typed here. Only the letter prints.",
        "Shares, $ per share and $.", landscape=False)  # fmt: skip
    row = layout.FIRST_ROW
    for text, style in PARAGRAPHS:
        put(sheet, f"A{row}", text, style)
        row += 2
    for label, formula in LINES:
        put(sheet, f"A{row}", label, styles.LETTER_LINE)
        shown = LINE_FORMATS.get(formula, styles.INTEGER)
        put(sheet, f"B{row}", formula, styles.LETTER_LINE, shown)
        sheet.row_dimensions[row].height = LINE
        row += 1
    layout.hide_where(sheet, f"A{row - 1}:B{row - 1}", f'$B{row - 1}=""')
    for text in ("=in_signatory", "=in_office"):
        row += 2
        put(sheet, f"A{row}", text, styles.LETTER)
    layout.close_sheet(sheet, "B", header=False)
    sheet.print_area = f"A{layout.FIRST_ROW}:B{row}"
