"""What follows from the inputs of a liquidation, on one sheet."""

from xl_udfs.templates.liquidation.classes import CLASSES, COMPUTED, SLOTS, name_of
from xl_udfs.templates.liquidation.valuation import OBJECTION_RANGE
from xl_udfs.templates.sheets.forms import RESULT_COLUMNS, Form, Result
from xl_udfs.templates.sheets.guards import needs
from xl_udfs.templates.sheets.styles import DATE, DOLLARS, GENERAL, INTEGER, PRICE_8

SHEET = "Results"


def _day(name: str, label: str, step: str, start: str, note: str) -> Result:
    return Result(name, label, DATE, f'=VALUATION_DEADLINE("{step}",{start})', note)


def _money(name: str, label: str, formula: str, note: str, *, quoted: bool = False) -> Result:
    return Result(name, label, DOLLARS, formula, note, quoted=quoted)


RESULTS: tuple[str | Result, ...] = (
    "The transaction",
    Result("deemed", "It is a liquidation", GENERAL, '=IF(DEEMED_LIQUIDATION(in_kind,in_voting_share,in_domicile="yes"),"yes","no")',
        "IV.B: unless the holders before hold a majority of the votes after; half is none.", quoted=True),
    Result("market_price", "Market price of the stock, $ per share", PRICE_8,
        needs("=MARKET_PRICE(tblPrices[Close],tblPrices[Bid],tblPrices[Asked],in_market_days,in_price_reading)"),
        "IV.B: average of the daily market prices of the 20 trading days before the receipt.", quoted=True),
    _money("stock_value", "Value of the stock, $", "=in_stock*out_market_price", "Shares times the average, unrounded."),
    "The valuation of other consideration (IV.B)",
    _day("notice_due", "Board's value to the holders by", "board notice", "in_determined", "Five days of the determination."),
    Result("notice_status", "It was given", GENERAL, '=IF(in_noticed<=out_notice_due,"in time","too late")', "In writing, by the Company."),
    Result("objecting", "Shares objecting in time", INTEGER, '=SUMIFS(tblObjections[Shares],tblObjections[Objection],"in time")',
        "Each holder within 15 days of receipt, on the sheet Objections."),
    Result("demanded", "The value is appraised", GENERAL, f'=IF(APPRAISAL_DEMANDED({OBJECTION_RANGE},in_shares,in_objection_reading),"yes","no")',
        "Holders of at least two thirds of the outstanding shares objected.", quoted=True),
    _day("joint_due", "Joint appraiser agreed by", "joint appraiser", "in_objected", "Twenty days of the Board receiving the objection."),
    _day("own_due", "Else each side appoints its own by", "own appraisers", "in_objected", "Immediately: the next day."),
    Result("appointed", "Own appraisers were appointed", GENERAL,
        '=IF(ISNUMBER(in_joint_value),"not needed",IF(MAX(in_first_appointed,in_second_appointed)<=out_own_due,"in time","too late"))', "Both of them."),
    _day("first_due", "First report completed by", "report", "in_first_appointed", "Sixty days of the appointment."),
    _day("second_due", "Second report completed by", "report", "in_second_appointed", "Sixty days of the appointment."),
    _day("final_due", "Final report completed by", "report", "in_final_appointed", "Sixty days of the appointment; only where a final appraiser is needed."),
    Result("reports", "The reports were completed", GENERAL, "=IF(OR(in_first_reported>out_first_due,in_second_reported>out_second_due,"
        'AND(out_third_needed="yes",in_final_reported>out_final_due)),"too late","in time")', "All that are needed."),
    Result("ratio", "Lower value to the higher", "0.00%", "=MIN(in_first,in_second)/MAX(in_first,in_second)",
        "Not less than 90%: the final value is the average."),
    Result("third_needed", "A final appraiser picks one of the two", GENERAL,
        '=IF(AND(out_demanded="yes",ISBLANK(in_joint_value),out_ratio<in_close),"yes","no")', "IV.B: where the lower is below 90% of the higher."),
    _money("final_value", "Final value of the other consideration, $",
        '=IF(out_demanded="no",in_board_value,IF(ISNUMBER(in_joint_value),in_joint_value,APPRAISED_VALUE(in_first,in_second,in_chosen)))',
        "The Board's value, the joint appraiser's, or that of the two appraisers.", quoted=True),
    Result("payer", "The fees are borne by the", GENERAL, '=IF(out_demanded="no","no appraisal",APPRAISAL_FEES_PAYER(out_final_value,in_board_value))',
        "IV.B: holders where the final value is no more than 10% above the Board's.", quoted=True),
    _money("fees", "Fees paid, $", '=IF(out_demanded="no",0,in_fees)', "Paid out of the proceeds in any case; the payer decides whose part they reduce."),
    "The preference of the Series 5-A (III, IV.A)",
    Result("dividend_allowed", "The last dividend could be declared", GENERAL,
        '=IF(DIVIDEND_ALLOWED(in_dividend_now,in_dividend_before,IF(ISBLANK(in_seniors_paid),"",in_seniors_paid="yes"),in_annual_dividend),"yes","no")',
        "III: the seniors first, and no more than $40 a share in a fiscal year."),
    _money("owed", "Declared but unpaid dividends, $", "=DIVIDENDS_OWED(in_declared,in_paid)", "III: noncumulative, and without interest."),
    _money("dividends_counted", "Of these, within the retained earnings, $", "=MIN(out_owed,MAX(in_retained_earnings,0))",
        "IV.A(ii): only to the extent of the Company's retained earnings."),
    _money("preference", "Liquidation preference, $",
        "=LIQUIDATION_PREFERENCE(in_shares,in_original_issue_price,out_owed,in_retained_earnings,in_limit_reading)",
        "IV.A: (i) the Original Issue Price plus (ii) those dividends.", quoted=True),
    _money("preference_paid", "Preference after fees, $", '=IF(out_payer="holders",PREFERENCE_AFTER_FEES(out_preference,out_fees),out_preference)',
        "IV.B: the fees are subtracted where the holders bear them."),
    Result("rate", "Common shares for one Series 5-A share", "#,##0.00######",
        "=CONVERSION_RATE(in_original_issue_price,in_conversion_price,out_owed/in_shares)",
        "VII.A: with declared but unpaid dividends, not limited by retained earnings."),
    "The distribution",
    _money("gross", "Consideration, $", "=in_cash+out_stock_value+out_final_value", "Cash, listed stock and all other."),
    _money("distributable", "Distributable proceeds, $", "=MAX(0,out_gross-in_creditors-out_fees)", "After creditors, costs and appraisal fees.", quoted=True),
    *(
        _money(f"payout_{slot + 1}", f'=IF({name_of(slot)}="","Class {slot + 1}: not used","Paid to "&{name_of(slot)}&", $")',
            f"={CLASSES}!$I${COMPUTED + 1 + slot}", "By class on the sheet Classes, by holder on the sheet Holders.", quoted=True)
        for slot in SLOTS
    ),
    Result("slot", "The Series 5-A is class number", "0", '=IF(COUNTIF(tblTerms[Name],in_series)=0,"none",MATCH(in_series,tblTerms[Name],0))',
        "Its row on the sheet Classes, found by the name on the sheet Inputs."),
    Result("choice", "The Series 5-A", GENERAL, '=IF(ISNUMBER(out_slot),INDEX(tblClasses[What it does],out_slot),"is no class")',
        "Whichever pays more: to hold the preference, or to convert before the distribution."),
)  # fmt: skip

BREAKS = tuple(
    line
    for line in RESULTS
    if isinstance(line, str) and line.startswith(("The valuation", "The preference"))
)
FORM = Form(SHEET, "Results",
    "From the transaction to what each class is paid. Nothing is typed here.",
    "Shares, $ and days.", RESULTS, RESULT_COLUMNS, BREAKS)  # fmt: skip
