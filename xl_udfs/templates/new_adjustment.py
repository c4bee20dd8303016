"""The sheets for an adjustment that a user computes, and its certificate to print."""

from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates import layout, styles
from xl_udfs.templates.checks import Check
from xl_udfs.templates.layout import put
from xl_udfs.templates.working import add_working

SHEET, CERTIFICATE = "New adjustment", "New certificate"
WIDTHS = (48, 36, 24, 62)
MOST_FACTS = 250  # characters that a text input takes
METHODS = (
    ("weighted", "Weighted average"),
    ("ratchet", "Full ratchet"),
    ("by_date", "Series 5-A, by date and size"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input: its name without ``in_``, and what may stand there."""

    name: str
    label: str
    value: object
    prompt: str
    shown: str = styles.GENERAL
    kind: layout.Kind = "decimal"
    operator: layout.Operator | None = "greaterThanOrEqual"
    bound: str | None = "0"
    upper: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result: its name without ``out_``, and the formula for it."""

    name: str
    label: str
    formula: str
    note: str
    shown: str = styles.GENERAL


def _text(name: str, label: str, value: str, prompt: str) -> Input:
    return Input(
        name=name,
        label=label,
        value=value,
        prompt=prompt,
        kind="textLength",
        operator="between",
        bound="1",
        upper=str(MOST_FACTS),
    )


def _day(name: str, label: str, value: date, prompt: str) -> Input:
    return Input(
        name=name,
        label=label,
        value=value,
        prompt=prompt,
        shown=styles.DATE,
        kind="date",
        bound="61",
    )


def _price(name: str, label: str, value: float, prompt: str) -> Input:
    return Input(
        name=name,
        label=label,
        value=value,
        prompt=prompt,
        shown='"$"#,##0.00##',
        operator="greaterThan",
    )


INPUTS: tuple[str | Input, ...] = (
    "The certificate",
    _text("company", "Company", "Vsource, Inc.", "Name of the company."),
    _text(
        "series",
        "Series",
        "Series 2-A Convertible Preferred Stock",
        "Name of the series whose conversion price is adjusted.",
    ),
    _day("certificate_date", "Date of the certificate", date(2005, 7, 19), "Date of the letter."),
    _text(
        "facts",
        "Facts",
        "On July 18, 2005 the company sold 1,478 shares of Series 5-A preferred stock and "
        "warrants for 886,800 shares of common stock for $1,478,000.",
        "The issue in one sentence, as the certificate shall tell it.",
    ),
    _text("signatory", "Signed by", "James G. Higham", "Name of the officer who signs."),
    _text(
        "office",
        "Office",
        "Vice President and General Counsel",
        "Office of the person who signs.",
    ),
    "The issue",
    Input(
        name="method",
        label="Method",
        value=METHODS[0][1],
        prompt="One of the three methods listed at the foot of this sheet.",
        kind="list",
        operator=None,
        bound="in_methods",
    ),
    _day(
        "effective_date",
        "Effective Date: closing of the issue",
        date(2005, 7, 18),
        "Day on which the issue closes and the new price takes effect.",
    ),
    _price(
        "price_before",
        "Conversion price before, $ per share",
        14.20,
        "Conversion price immediately before the issue, unrounded, above 0.",
    ),
    _price(
        "original_issue_price",
        "Original Issue Price, $ per preferred share",
        6.41,
        "Original Issue Price of the series, above 0.",
    ),
    Input(
        name="consideration",
        label="Consideration, received and deemed received, $",
        value=1_921_400,
        prompt="Purchase price plus the exercise money of warrants and options, 0 or more.",
        shown=styles.DOLLARS,
    ),
    Input(
        name="additional_shares",
        label="Additional shares",
        value=5_616_400,
        prompt="Shares issued or deemed issued, as if all were converted and exercised; above 0.",
        shown=styles.INTEGER,
        operator="greaterThan",
    ),
    Input(
        name="shares_outstanding",
        label="(A) Shares outstanding the day before",
        value=2_101_345,
        prompt="At close of business on the day before the Effective Date; fully diluted for the "
        "Series 5-A.",
        shown=styles.INTEGER,
    ),
    Input(
        name="other_securities",
        label="(C) Shares underlying Other Securities",
        value=317_596,
        prompt="Counted on both lines of the fraction (Series 2-A); blank for none.",
        shown=styles.INTEGER,
    ),
    Input(
        name="before_closing",
        label="(X) Shares outstanding immediately before, if not (A)",
        value=None,
        prompt="Blank where it is the same as (A).",
        shown=styles.INTEGER,
    ),
    "Only for the Series 5-A by date and size",
    _day(
        "closing_date",
        "Closing Date of the series",
        date(2005, 7, 18),
        "Only what closes after it adjusts the price (Series 5-A II.B).",
    ),
    Input(
        name="gross_proceeds",
        label="Gross proceeds, $",
        value=1_478_000,
        prompt="Money received at the closing, without future exercise money.",
        shown=styles.DOLLARS,
    ),
    Input(
        name="threshold",
        label="Threshold, $",
        value=1_000_000,
        prompt="Smallest gross proceeds that adjust the price (Series 5-A VII.E(6)(a)).",
        shown=styles.DOLLARS,
    ),
    Input(
        name="ratchet_months",
        label="Months of full ratchet",
        value=12,
        prompt="Whole months after the Closing Date, the last day included (VII.E(6)(a)(i)).",
        shown="0",
        kind="whole",
        operator="between",
        upper="1200",
    ),
    "How the figures are stated",
    Input(
        name="price_decimals",
        label="Decimals of the stated price",
        value=2,
        prompt="0 to 8; the certificates of the Series 2-A state 2.",
        shown="0",
        kind="whole",
        operator="between",
        upper="8",
    ),
    Input(
        name="rate_decimals",
        label="Decimals of the stated rate",
        value=2,
        prompt="0 to 8; the certificates of the Series 2-A state 2.",
        shown="0",
        kind="whole",
        operator="between",
        upper="8",
    ),
    "One holder, as an example",
    Input(
        name="held",
        label="Preferred shares that the holder converts",
        value=1_000,
        prompt="Not in the documents: any number, 0 or more.",
        shown=styles.INTEGER,
    ),
    _price(
        "market_value",
        "Fair market value of a common share, $",
        1.00,
        "Not in the documents: pays for the fraction of a share; above 0.",
    ),
)

AVERAGE = (
    "in_price_before,in_shares_outstanding,in_consideration,in_additional_shares,"
    "in_other_securities,in_before_closing"
)
RATCHET = "in_price_before,in_consideration,in_additional_shares"
BY_DATE = (
    "in_price_before,in_closing_date,in_effective_date,in_gross_proceeds,in_consideration,"
    "in_additional_shares,in_shares_outstanding,in_before_closing,in_threshold,in_ratchet_months"
)


def _by_method(average: str, ratchet: str, by_date: str) -> str:
    return f"=IF(in_method=in_weighted,{average},IF(in_method=in_ratchet,{ratchet},{by_date}))"


RESULTS = (
    Result(
        name="price",
        label="Conversion price after, unrounded, $ per share",
        formula=_by_method(
            f"CONVPRICE_WEIGHTED({AVERAGE})",
            f"CONVPRICE_RATCHET({RATCHET})",
            f"CONVPRICE_FINANCING({BY_DATE})",
        ),
        note="Never rounded between events: start the next adjustment from this figure.",
        shown=styles.PRICE_8,
    ),
    Result(
        name="why_not",
        label="What stands in the way",
        formula="=IF(ISNUMBER(out_price),in_nothing,"
        + _by_method(
            f'WHY("CONVPRICE_WEIGHTED",{AVERAGE})',
            f'WHY("CONVPRICE_RATCHET",{RATCHET})',
            f'WHY("CONVPRICE_FINANCING",{BY_DATE})',
        ).removeprefix("=")
        + ")",
        note="The reason where the price cannot be computed.",
    ),
    Result(
        name="stated_price",
        label="Conversion price as stated, $ per share",
        formula="=ROUND(out_price,in_price_decimals)",
        note="Half up.",
        shown='"$"#,##0.00######',
    ),
    Result(
        name="rate",
        label="Common shares for one preferred share, unrounded",
        formula="=CONVERSION_RATE(in_original_issue_price,out_price)",
        note="From the unrounded price, as both certificates do.",
        shown=styles.RATE_8,
    ),
    Result(
        name="stated_rate",
        label="Common shares for one preferred share, as stated",
        formula="=ROUND(out_rate,in_rate_decimals)",
        note="Half up.",
        shown="#,##0.00######",
    ),
    Result(
        name="effective_price",
        label="Effective Price of the issue, $ per share",
        formula="=EFFECTIVE_PRICE(in_consideration,in_additional_shares)",
        note="The price is adjusted only where this is below the price before.",
        shown=styles.PRICE_8,
    ),
    Result(
        name="regime",
        label="Rule of the Series 5-A for this date",
        formula="=CONVPRICE_REGIME(in_closing_date,in_effective_date,in_ratchet_months)",
        note="Only for the Series 5-A: none, full ratchet or weighted average.",
    ),
    Result(
        name="whole_shares",
        label="Whole common shares for the holder of the example",
        formula="=CONVERSION_SHARES(in_held,in_original_issue_price,out_price)",
        note="All of a holder's shares together, rounded down.",
        shown=styles.INTEGER,
    ),
    Result(
        name="cash",
        label="Cash for the fraction of a share, $",
        formula="=CONVERSION_CASH(in_held,in_original_issue_price,out_price,in_market_value)",
        note="To the cent.",
        shown=styles.DOLLARS,
    ),
)


def add_sheets(book: Workbook) -> list[Check]:
    """Add the sheet of inputs and results and the certificate; return their checks."""
    sheet = layout.add_sheet(
        book,
        SHEET,
        title="A new adjustment",
        purpose="Replace the blue inputs, which repeat July 2005 as an example.",
        units="Shares, $ per share and $; dates are days. The certificate to print follows.",
        widths=WIDTHS,
    )
    layout.header(sheet, ("Input or result", "Value", "Name", "What belongs there"))
    row = _inputs(book, sheet)
    row = _results(book, sheet, row)
    row = _methods(book, sheet, row)
    add_working(sheet, row, AVERAGE, len(WIDTHS))
    layout.close_sheet(sheet, "D")
    _certificate(book)
    return CHECKS


def _name(book: Workbook, name: str, cells: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=f"'{SHEET}'!{cells}")


def _inputs(book: Workbook, sheet: Worksheet) -> int:
    row = layout.HEADER_ROW + 1
    for line in INPUTS:
        if isinstance(line, str):
            layout.section(sheet, row, line, len(WIDTHS))
        else:
            name = f"in_{line.name}"
            put(sheet, f"A{row}", line.label, styles.TEXT)
            put(sheet, f"B{row}", line.value, styles.INPUT, line.shown)
            put(sheet, f"C{row}", name, styles.SIDE_NOTE)
            put(sheet, f"D{row}", line.prompt, styles.NOTE)
            wide = isinstance(line.value, str) and len(line.value) > len(line.prompt)
            longest = (str(line.value), WIDTHS[1]) if wide else (line.prompt, WIDTHS[3])
            layout.fit_height(sheet, row, *longest)
            layout.validate(
                sheet,
                f"B{row}",
                kind=line.kind,
                operator=line.operator,
                bound=line.bound,
                upper=line.upper,
                prompt=f"{line.label}. {line.prompt}",
            )
            _name(book, name, f"$B${row}")
        row += 1
    return row


def _results(book: Workbook, sheet: Worksheet, row: int) -> int:
    layout.section(sheet, row, "Results", len(WIDTHS))
    for line in RESULTS:
        row += 1
        name = f"out_{line.name}"
        put(sheet, f"A{row}", line.label, styles.TEXT)
        style = styles.TOTAL if line.name.startswith("stated") else styles.CALCULATION
        put(sheet, f"B{row}", line.formula, style, line.shown)
        put(sheet, f"C{row}", name, styles.SIDE_NOTE)
        put(sheet, f"D{row}", line.note, styles.NOTE)
        _name(book, name, f"$B${row}")
    return row + 1


def _methods(book: Workbook, sheet: Worksheet, row: int) -> int:
    layout.section(sheet, row, "Words that this sheet uses", len(WIDTHS))
    for name, text in (*METHODS, ("nothing", "Nothing")):
        row += 1
        put(sheet, f"B{row}", text, styles.CALCULATION)
        put(sheet, f"C{row}", f"in_{name}", styles.SIDE_NOTE)
        _name(book, f"in_{name}", f"$B${row}")
    _name(book, "in_methods", f"$B${row - len(METHODS)}:$B${row - 1}")
    return row + 2


DATE_TEXT = 'TEXT({},"mmmm d, yyyy")'
PRICE_TEXT = '"$"&FIXED({},in_price_decimals)'
FACTS = "=in_facts"
LINE = 20  # points
PARAGRAPHS = (
    ("=in_company", styles.LETTER_HEAD),
    ("=" + DATE_TEXT.format("in_certificate_date"), styles.LETTER),
    ('="To the holders of "&in_series', styles.LETTER),
    ("Certificate of adjustment of the conversion price", styles.LETTER_HEAD),
    (
        f'="The conversion price is "&{PRICE_TEXT.format("out_stated_price")}&" a share from "&'
        f'{DATE_TEXT.format("in_effective_date")}&" on; before it was "&'
        f'{PRICE_TEXT.format("in_price_before")}&"."',
        styles.LETTER,
    ),
    (
        '="One preferred share now converts into "&FIXED(out_stated_rate,in_rate_decimals)&'
        '" shares of common stock."',
        styles.LETTER,
    ),
    ("The adjustment rests on these facts:", styles.LETTER),
)
LINES = (
    ("The issue", FACTS),
    ("Method", "=in_method"),
    ("Effective Date", "=in_effective_date"),
    ("Conversion price before, $ per share", "=in_price_before"),
    ("Consideration, received and deemed received, $", "=in_consideration"),
    ("Additional shares, issued and deemed issued", "=in_additional_shares"),
    ("Effective Price of the issue, $ per share", "=out_effective_price"),
    ("Shares outstanding the day before (A)", "=in_shares_outstanding"),
    ("Shares underlying Other Securities (C)", "=in_other_securities"),
    ("Conversion price after, unrounded, $ per share", "=out_price"),
    ("Conversion price after, as stated, $ per share", "=out_stated_price"),
    ("Common shares for one preferred share, as stated", "=out_stated_rate"),
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


def _certificate(book: Workbook) -> None:
    widths = (50, 46)
    sheet = layout.add_sheet(
        book,
        CERTIFICATE,
        title="Certificate to print",
        purpose="Written from the sheet before; nothing is typed here. Only the letter prints.",
        units="Shares, $ per share and $.",
        widths=widths,
        landscape=False,
    )
    row = layout.HEADER_ROW + 1
    for text, style in PARAGRAPHS:
        put(sheet, f"A{row}", text, style)
        row += 2
    for label, formula in LINES:
        put(sheet, f"A{row}", label, styles.LETTER_LINE)
        shown = LINE_FORMATS.get(formula, styles.INTEGER)
        put(sheet, f"B{row}", formula, styles.LETTER_LINE, shown)
        sheet.row_dimensions[row].height = LINE
        if formula == FACTS:
            layout.fit_height(sheet, row, "x" * MOST_FACTS, widths[1])
        row += 1
    for text in ("=in_signatory", "=in_office"):
        row += 2
        put(sheet, f"A{row}", text, styles.LETTER)
    layout.close_sheet(sheet, "B", header=False)
    sheet.print_area = f"A{layout.HEADER_ROW + 1}:B{row}"


CHECKS = [
    Check(
        name="New adjustment: native twin of the weighted average",
        found=f"=CONVPRICE_WEIGHTED({AVERAGE})",
        expected="=MIN(in_price_before,in_price_before*(in_shares_outstanding+in_consideration/"
        "in_price_before+in_other_securities)/(IF(ISBLANK(in_before_closing),"
        "in_shares_outstanding,in_before_closing)+in_additional_shares+in_other_securities))",
        tolerance=0.000000001,
        shown=styles.PRICE_8,
        why="The function and the formula written out must agree.",
    ),
    Check(
        name="New adjustment: nothing stands in the way",
        found="=out_why_not",
        expected="=in_nothing",
        why="Else this is the reason why there is no price.",
    ),
    Check(
        name="New adjustment: effective no later than the certificate",
        found='=IF(in_effective_date<=in_certificate_date,"in order","after it")',
        expected="in order",
        why="A certificate tells of an adjustment that has happened.",
    ),
]
