"""The sheet of the Redemption Price: its tiers, a chart of them, and the price on any day."""

from datetime import date

from openpyxl import Workbook

from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.charts import ChartBlock, step_chart
from xl_udfs.templates.sheets.entries import DAY, above_0, whole_number
from xl_udfs.templates.sheets.entries import PRICE as PRICE_OF_SHARE
from xl_udfs.templates.sheets.misfits.contradictions import in_rows, look_for, must_rise
from xl_udfs.templates.sheets.styles import DATE, GENERAL
from xl_udfs.templates.sheets.tables import AnyColumn, Column, Formula, add_table
from xl_udfs.templates.sheets.words import is_filled

SHEET = "Price"
TIERS = ((12, 1.20), (24, 1.10), (48, 1.05), (None, 1.00))
FIRST, LAST = layout.FIRST_ROW, layout.HEADER_ROW + len(TIERS)
SCHEDULE = f"{SHEET}!$D${FIRST}:$E${LAST}"
IN_FORCE = f"{SHEET}!$E${FIRST}:$E${LAST}"
DAYS = (
    date(2005, 7, 18),
    date(2006, 7, 18),
    date(2006, 7, 19),
    date(2007, 7, 18),
    date(2007, 7, 19),
    date(2009, 7, 18),
    date(2009, 7, 19),
    date(2010, 1, 4),
)
CHART_ROW = LAST + 2
DATES_ROW = CHART_ROW + 20
STEPS_ROW = DATES_ROW + len(DAYS) + 4
YEARS = (38_353, 40_544, 365.25)  # January 1, 2005 to 2011
END_OF_CHART = 12  # months after the last tier
PRICE = (
    f'IF(OR({{day}}{{row}}="",COUNT($E${FIRST}:$E${LAST})=0),"",REDEMPTION_PRICE('
    f"in_original_issue_price,in_closing_date,{{day}}{{row}},$D${FIRST}:$E${LAST},in_tier_reading))"
)
PRICE_SHOWN = '"$"#,##0.00##'
ENDLESS = (  # the last tier has an end, too
    f'(COUNT({{column}})>=SUMPRODUCT((({SHEET}!$B${FIRST}:$B${LAST}<>"")+({SHEET}!$C${FIRST}:$C${LAST}<>"")>0)*1))'
    "*ISNUMBER({column})*(ROW({column})=MAX(INDEX(ISNUMBER({column})*ROW({column}),0)))"
)
ENDING = 'in_tier_reading="ending tier"'


def add_sheet(book: Workbook) -> None:
    """Add the sheet."""
    sheet = layout.add_sheet(book, SHEET, "Redemption Price", (21.5, 18, 20.5, 11, 11, 16, 16, 17.5),
        "What the Company pays for a share that it redeems, by the day of the redemption⟨ (Series 5-A II.I)|⟩.",
        "$ per preferred share, without declared dividends; days are included at both ends.", landscape=False)  # fmt: skip
    layout.header(sheet, ())
    tiers = [{"months": months, "rate": rate} for months, rate in TIERS]
    rows = add_table(sheet, "tblTiers", _tiers(), tiers)
    look_for(sheet, f"D{FIRST}:D{LAST}", "Months", must_rise(sheet, "D", rows))
    layout.fill(sheet, f"B{FIRST}:C{LAST}", "tblTiers")  # a tier has the one or the other
    layout.section(sheet, DATES_ROW - 1, "The price on any day, with a native twin", 8)
    look_for(
        sheet,
        f"B{FIRST}:D{LAST}",
        "Months",
        in_rows(sheet, "D", rows, ENDLESS, "a last tier without an end"),
    )
    dates = add_table(
        sheet, "tblDates", _dates(), [{"day": day} for day in DAYS], header_row=DATES_ROW
    )
    early = in_rows(
        sheet,
        "A",
        dates,
        "ISNUMBER({column})*({column}<in_closing_date)",
        "a day not before the Closing Date",
    )
    look_for(sheet, f"A{dates[0]}:A{dates[-1]}", "Day", early)
    layout.section(sheet, STEPS_ROW - 1, "What the chart draws: both ends of each tier", 8)
    steps = add_table(sheet, "tblSteps", _steps(), [{}] * 2 * len(TIERS), header_row=STEPS_ROW)
    across = ChartBlock(sheet, 1, steps[0], steps[-1])
    step_chart(
        sheet,
        f"A{CHART_ROW}",
        "Redemption Price of a ⟨Series 5-A share|share⟩ by day of redemption",
        across,
        (
            ("The Company redeems⟨ (V.A)|⟩", ChartBlock(sheet, 2, steps[0], steps[-1])),
            ("The holders ask for it⟨ (V.B)|⟩", ChartBlock(sheet, 3, steps[0], steps[-1])),
        ),
        across_title="Day of the redemption",
        up_title="$ per preferred share",
        across_shown="yyyy" if is_filled(sheet) else "mmm yyyy",
        across_range=YEARS if is_filled(sheet) else None,  # of another company they are not known
        up_shown=styles.WHOLE_DOLLARS if is_filled(sheet) else styles.DOLLARS,
    )
    layout.close_sheet(sheet, "H")


def _tiers() -> tuple[AnyColumn, ...]:
    before = f"N(INDEX($D${FIRST - 1}:$D${LAST},ROWS(D${FIRST}:D{{row}})))"
    return (
        Formula("tier", "Tier", GENERAL,
            'IF({part}{row}="","",IF(ISBLANK({months}{row}),"afterwards","up to month "&{months}{row}))'),
        Column("rate", "Rate", above_0("0%"), "Part of the Original Issue Price, above 0⟨ (Series 5-A II.I)|⟩; blank where the price is given.",
            needed_where='({fixed}="")*(ROW({rate})<=MAX(({months}<>"")*ROW({months}))+1)'),
        Column("fixed", "Price, $", PRICE_OF_SHARE, "$ per share, where the text gives no rate; blank where it does."),
        Column("months", "Months", whole_number(1, 1_200), "Months after the Closing Date at which the tier ends; blank in the last row.",
            needed_where='(ROW({months})<MAX((({rate}<>"")+({fixed}<>"")>0)*ROW({rate})))*1'),
        Formula("part", "In force", "0.00%",
            'IF({fixed}{row}="",IF({rate}{row}="","",{rate}{row}),{fixed}{row}/in_original_issue_price)'),
        Formula("start", "From", DATE, f'IF({{part}}{{row}}="","",EDATE(in_closing_date,{before})+IF(AND({before}>0,{ENDING}),1,0))'),
        Formula("end", "To", DATE,
            f'IF({{part}}{{row}}="","",IF(ISBLANK({{months}}{{row}}),"no end",EDATE(in_closing_date,{{months}}{{row}})-IF({ENDING},0,1)))'),
        Formula("price", "Redemption Price", PRICE_SHOWN, PRICE.replace("{day}", "{start}")),
    )  # fmt: skip


def _dates() -> tuple[AnyColumn, ...]:
    return (
        Column("day", "Day", DAY, "Any day, not before the Closing Date."),
        Formula("price", "Price by our function", PRICE_SHOWN, PRICE),
        Formula("twin", "Price by native formula", PRICE_SHOWN,
            f'IF(OR({{day}}{{row}}="",COUNT($E${FIRST}:$E${LAST})=0),"",in_original_issue_price*INDEX($E${FIRST}:$E${LAST},COUNTIF($G${FIRST}:$G${LAST},"<"&{{day}}{{row}})+1))'),
    )  # fmt: skip


def _steps() -> tuple[AnyColumn, ...]:
    number = f"ROWS($I${STEPS_ROW + 1}:$I{{row}})"  # an empty column
    start, end = (
        f"INDEX(${letter}${FIRST}:${letter}${LAST},{place})"
        for letter, place in (("F", f"({number}+1)/2"), ("G", f"{number}/2"))
    )
    last = f"EDATE(in_closing_date,MAX($D${FIRST}:$D${LAST})+{END_OF_CHART})"
    return (
        Formula("day", "Day of redemption", DATE, f'IF(ISODD({number}),{start},IF({end}="no end",{last},{end}))'),
        Formula("company", "Company redeems", PRICE_SHOWN, PRICE),
        Formula("holders", "Holders ask for it", PRICE_SHOWN, 'IF({day}{row}="","",in_original_issue_price)', linked=True),
    )  # fmt: skip
