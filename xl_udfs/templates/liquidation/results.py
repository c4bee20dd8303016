"""What follows from the inputs of a liquidation, on one sheet."""

from openpyxl import Workbook

from xl_udfs.templates.liquidation.classes import CLASSES, COMPUTED, SLOTS, name_of
from xl_udfs.templates.liquidation.valuation import OBJECTION_RANGE
from xl_udfs.templates.sheets import layout, styles
from xl_udfs.templates.sheets.forms import COLUMNS, WIDTHS, Result, add_results

SHEET = "Results"


def add_sheet(book: Workbook) -> None:
    """Add the sheet."""
    sheet = layout.add_sheet(
        book,
        SHEET,
        title="Results",
        purpose="From the transaction to what each class is paid. Nothing is typed here.",
        units="Shares, $ and days.",
        widths=WIDTHS,
    )
    layout.header(sheet, ("Result", *COLUMNS[1:3], "How it follows"))
    first = layout.HEADER_ROW + 1
    add_results(book, sheet, first, RESULTS)
    for place, line in enumerate(RESULTS):
        if isinstance(line, str) and line.startswith(("The valuation", "The preference")):
            layout.new_page(sheet, first + place)
    layout.close_sheet(sheet, "D")


def _day(name: str, label: str, step: str, start: str, note: str) -> Result:
    return Result(
        name=name,
        label=label,
        formula=f'=VALUATION_DEADLINE("{step}",{start})',
        note=note,
        shown=styles.DATE,
    )


def _money(name: str, label: str, formula: str, note: str, *, quoted: bool = False) -> Result:
    return Result(
        name=name, label=label, formula=formula, note=note, shown=styles.DOLLARS, quoted=quoted
    )


RESULTS: tuple[str | Result, ...] = (
    "The transaction",
    Result(
        name="deemed",
        label="It is a liquidation",
        formula='=IF(DEEMED_LIQUIDATION(in_kind,in_voting_share,in_domicile="yes"),"yes","no")',
        note="IV.B: unless the holders before hold a majority of the votes after; half is none.",
        quoted=True,
    ),
    Result(
        name="market_price",
        label="Market price of the stock, $ per share",
        formula="=MARKET_PRICE(tblPrices[Close],tblPrices[Bid],tblPrices[Asked],in_market_days,"
        "in_price_reading)",
        note="IV.B: average of the daily market prices of the 20 trading days before the receipt.",
        shown=styles.PRICE_8,
        quoted=True,
    ),
    _money(
        "stock_value",
        "Value of the stock, $",
        "=in_stock*out_market_price",
        "Shares times the average, unrounded.",
    ),
    "The valuation of other consideration (IV.B)",
    _day(
        "notice_due",
        "Board's value to the holders by",
        "board notice",
        "in_determined",
        "Five days of the determination.",
    ),
    Result(
        name="notice_status",
        label="It was given",
        formula='=IF(in_noticed<=out_notice_due,"in time","too late")',
        note="In writing, by the Company.",
    ),
    Result(
        name="objecting",
        label="Shares objecting in time",
        formula='=SUMIFS(tblObjections[Shares],tblObjections[Objection],"in time")',
        note="Each holder within 15 days of receipt, on the sheet Objections.",
        shown=styles.INTEGER,
    ),
    Result(
        name="demanded",
        label="The value is appraised",
        formula=f"=IF(APPRAISAL_DEMANDED({OBJECTION_RANGE},in_shares,in_objection_reading),"
        '"yes","no")',
        note="Holders of at least two thirds of the outstanding shares objected.",
        quoted=True,
    ),
    _day(
        "joint_due",
        "Joint appraiser agreed by",
        "joint appraiser",
        "in_objected",
        "Twenty days of the Board receiving the objection.",
    ),
    _day(
        "own_due",
        "Else each side appoints its own by",
        "own appraisers",
        "in_objected",
        "Immediately: the next day.",
    ),
    Result(
        name="appointed",
        label="Own appraisers were appointed",
        formula='=IF(ISNUMBER(in_joint_value),"not needed",IF(MAX(in_first_appointed,'
        'in_second_appointed)<=out_own_due,"in time","too late"))',
        note="Both of them.",
    ),
    _day(
        "first_due",
        "First report completed by",
        "report",
        "in_first_appointed",
        "Sixty days of the appointment.",
    ),
    _day(
        "second_due",
        "Second report completed by",
        "report",
        "in_second_appointed",
        "Sixty days of the appointment.",
    ),
    _day(
        "final_due",
        "Final report completed by",
        "report",
        "in_final_appointed",
        "Sixty days of the appointment; only where a final appraiser is needed.",
    ),
    Result(
        name="reports",
        label="The reports were completed",
        formula="=IF(OR(in_first_reported>out_first_due,in_second_reported>out_second_due,"
        'AND(out_third_needed="yes",in_final_reported>out_final_due)),"too late","in time")',
        note="All that are needed.",
    ),
    Result(
        name="ratio",
        label="Lower value to the higher",
        formula="=MIN(in_first,in_second)/MAX(in_first,in_second)",
        note="Not less than 90%: the final value is the average.",
        shown="0.00%",
    ),
    Result(
        name="third_needed",
        label="A final appraiser picks one of the two",
        formula='=IF(AND(out_demanded="yes",ISBLANK(in_joint_value),out_ratio<in_close),"yes","no")',
        note="IV.B: where the lower is below 90% of the higher.",
    ),
    _money(
        "final_value",
        "Final value of the other consideration, $",
        '=IF(out_demanded="no",in_board_value,IF(ISNUMBER(in_joint_value),in_joint_value,'
        "APPRAISED_VALUE(in_first,in_second,in_chosen)))",
        "The Board's value, the joint appraiser's, or that of the two appraisers.",
        quoted=True,
    ),
    Result(
        name="payer",
        label="The fees are borne by the",
        formula='=IF(out_demanded="no","no appraisal",APPRAISAL_FEES_PAYER(out_final_value,'
        "in_board_value))",
        note="IV.B: holders where the final value is no more than 10% above the Board's.",
        quoted=True,
    ),
    _money(
        "fees",
        "Fees paid, $",
        '=IF(out_demanded="no",0,in_fees)',
        "Paid out of the proceeds in any case; the payer decides whose part they reduce.",
    ),
    "The preference of the Series 5-A (III, IV.A)",
    Result(
        name="dividend_allowed",
        label="The last dividend could be declared",
        formula="=IF(DIVIDEND_ALLOWED(in_dividend_now,in_dividend_before,"
        'IF(ISBLANK(in_seniors_paid),"",in_seniors_paid="yes"),in_annual_dividend),"yes","no")',
        note="III: the seniors first, and no more than $40 a share in a fiscal year.",
    ),
    _money(
        "owed",
        "Declared but unpaid dividends, $",
        "=DIVIDENDS_OWED(in_declared,in_paid)",
        "III: noncumulative, and without interest.",
    ),
    _money(
        "dividends_counted",
        "Of these, within the retained earnings, $",
        "=MIN(out_owed,MAX(in_retained_earnings,0))",
        "IV.A(ii): only to the extent of the Company's retained earnings.",
    ),
    _money(
        "preference",
        "Liquidation preference, $",
        "=LIQUIDATION_PREFERENCE(in_shares,in_original_issue_price,out_owed,"
        "in_retained_earnings,in_limit_reading)",
        "IV.A: (i) the Original Issue Price plus (ii) those dividends.",
        quoted=True,
    ),
    _money(
        "preference_paid",
        "Preference after fees, $",
        '=IF(out_payer="holders",PREFERENCE_AFTER_FEES(out_preference,out_fees),out_preference)',
        "IV.B: the fees are subtracted where the holders bear them.",
    ),
    Result(
        name="rate",
        label="Common shares for one Series 5-A share",
        formula="=CONVERSION_RATE(in_original_issue_price,in_conversion_price,out_owed/in_shares)",
        note="VII.A: with declared but unpaid dividends, not limited by retained earnings.",
        shown="#,##0.00######",
    ),
    "The distribution",
    _money(
        "gross",
        "Consideration, $",
        "=in_cash+out_stock_value+out_final_value",
        "Cash, listed stock and all other.",
    ),
    _money(
        "distributable",
        "Distributable proceeds, $",
        "=MAX(0,out_gross-in_creditors-out_fees)",
        "After creditors, costs and appraisal fees.",
        quoted=True,
    ),
    *(
        _money(
            f"payout_{slot + 1}",
            f'=IF({name_of(slot)}="","Class {slot + 1}: not used",'
            f'"Paid to "&{name_of(slot)}&", $")',
            f"={CLASSES}!$I${COMPUTED + 1 + slot}",
            "By class on the sheet Classes, by holder on the sheet Holders.",
            quoted=True,
        )
        for slot in SLOTS
    ),
    Result(
        name="slot",
        label="The Series 5-A is class number",
        formula='=IF(COUNTIF(tblTerms[Name],in_series)=0,"none",MATCH(in_series,tblTerms[Name],0))',
        note="Its row on the sheet Classes, found by the name on the sheet Inputs.",
        shown="0",
    ),
    Result(
        name="choice",
        label="The Series 5-A",
        formula='=IF(ISNUMBER(out_slot),INDEX(tblClasses[What it does],out_slot),"is no class")',
        note="Whichever pays more: to hold the preference, or to convert before the distribution.",
    ),
)
