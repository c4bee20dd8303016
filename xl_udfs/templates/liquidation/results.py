"""What follows from the inputs of a liquidation, on one sheet."""

from xl_udfs.templates.liquidation.valuation import OBJECTION_RANGE
from xl_udfs.templates.sheets.forms import RESULT_COLUMNS, FormSheet, Result
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.styles import DATE, DOLLARS, GENERAL, INTEGER, PRICE_8

SHEET = "Results"
IF_ANY = f"{DOLLARS};"


SERIES_INPUTS = "shares original_issue_price conversion_price declared paid retained_earnings"
# a fifth label is short: to an even digit, the second one where the steps end below ten of a unit
EARLY = "SUMPRODUCT((tblObjections[Objected]>0)*(tblObjections[Objected]<tblObjections[Received]))"
HALF_STEP = "(out_distributable/(ROWS(tblPayouts[Exit value])-1))"
INCOMPLETE = ",".join(f"ISBLANK(in_{name})" for name in SERIES_INPUTS.split())


def _day(name: str, label: str, step: str, start: str, asked: str, note: str) -> Result:
    """Return a deadline, where it runs."""
    due = f'IF(ISBLANK({start}),"no day",VALUATION_DEADLINE("{step}",{start}))'
    return Result(name, label, DATE, f'=IF({asked}="yes",{due},"not needed")', note)


def _money(
    name: str, label: str, formula: str, note: str, *, quoted: bool = False, shown: str = DOLLARS
) -> Result:
    return Result(name, label, shown, formula, note, quoted=quoted)


def _days(column: str) -> str:
    """Return a column of the sheet Prices without its empty rows at the end."""
    listed = f"tblPrices[{column}]"
    return f"INDEX({listed},1):INDEX({listed},COUNT(tblPrices[Trading day]))"


def _of_series(formula: str) -> str:
    """Return what is computed for the Series 5-A, where the company has such a series."""
    return f'=IF(ISNUMBER(out_slot),{formula},"none")'


RESULTS: tuple[str | Result, ...] = (
    "The transaction",
    Result("slot", "The ⟨Series 5-A|series with declared dividends⟩ is class number", "0",
        f'=IF(ISBLANK(in_series),"none",IF(COUNTIF(tblTerms[Name],in_series)=0,"none",IF(OR({INCOMPLETE},N(in_shares)=0),"incomplete",'
        "MATCH(in_series,tblTerms[Name],0))))",
        "Its row on the sheet Classes, found by the name on the sheet Inputs; none where no class has these terms."),
    Result("deemed", "It is a liquidation", GENERAL,
        '=IF(ISBLANK(in_kind),"not asked",IF(ISBLANK(in_voting_share),"not known",'
        'IF(DEEMED_LIQUIDATION(in_kind,in_voting_share,in_domicile="yes"),"yes","no")))',
        "IV.B: unless the holders before hold a majority of the votes after; half is none.", quoted=True),
    Result("priced_by", "The stock received is priced by", GENERAL,
        '=IF(N(in_stock)=0,"no stock",IF(ISNUMBER(in_stock_price),"agreement",IF(COUNT(tblPrices[Close],tblPrices[Bid])=0,"no prices",'
            'IF(COUNT(tblPrices[Trading day])<in_market_days,"too few days","average"))))',
        "The price of the sheet Inputs, else the average of the sheet Prices."),
    Result("market_price", "Price of the stock received, $ per share", PRICE_8,
        '=IF(out_priced_by="agreement",in_stock_price,IF(out_priced_by="average",'
        f"MARKET_PRICE({_days('Close')},{_days('Bid')},{_days('Asked')},in_market_days,in_price_reading),out_priced_by))",
        "As agreed, or IV.B: average of the daily market prices of the 20 trading days before the receipt.", quoted=True),
    _money("stock_value", "Value of the stock, $", '=IF(ISNUMBER(out_market_price),in_stock*out_market_price,IF(N(in_stock)=0,0,"not known"))',
        "Shares times the price, unrounded.", shown=IF_ANY),
    "The valuation of other consideration⟨ (IV.B)|⟩",
    Result("valued", "There is other consideration to value", GENERAL, '=IF(N(in_board_value)>0,"yes","no")', "Neither cash nor listed stock."),
    _day("notice_due", "Board's value to the holders by", "board notice", "in_determined", "out_valued", "Five days of the determination."),
    Result("notice_status", "It was given", GENERAL,
        '=IF(ISNUMBER(out_notice_due),IF(ISBLANK(in_noticed),"not given",IF(in_noticed<=out_notice_due,"in time","too late")),out_notice_due)',
        "In writing, by the Company."),
    Result("objecting", "Shares objecting in time", INTEGER, needs('=SUMIFS(tblObjections[Shares],tblObjections[Objection],"in time")'),
        "Each holder within 15 days of receipt, on the sheet Objections."),
    Result("demanded", "The value is appraised", GENERAL,
        f'=IF(OR(out_valued="no",NOT(ISNUMBER(out_slot))),"no",IF(OR({EARLY}>0,SUM(tblObjections[Shares])>in_shares),"not known",IF(APPRAISAL_DEMANDED({OBJECTION_RANGE},in_shares,in_objection_reading),"yes","no")))',
        "Holders of at least two thirds of the outstanding shares objected.", quoted=True),
    Result("two", "Each side appoints an appraiser", GENERAL, '=IF(AND(out_demanded="yes",ISBLANK(in_joint_value)),"yes","no")',
        "Where none was agreed on."),
    _day("joint_due", "Joint appraiser agreed by", "joint appraiser", "in_objected", "out_demanded", "Twenty days of the Board receiving the objection."),
    _day("own_due", "Else each side appoints its own by", "own appraisers", "in_objected", "out_two", "Immediately: the next day."),
    Result("appointed", "Own appraisers were appointed", GENERAL,
        '=IF(out_two="no","not needed",IF(OR(COUNT(in_first_appointed,in_second_appointed)<2,NOT(ISNUMBER(out_own_due))),"not known",'
        'IF(MAX(in_first_appointed,in_second_appointed)<=out_own_due,"in time","too late")))', "Both of them."),
    _day("first_due", "First report completed by", "report", "in_first_appointed", "out_two", "Sixty days of the appointment."),
    _day("second_due", "Second report completed by", "report", "in_second_appointed", "out_two", "Sixty days of the appointment."),
    _day("final_due", "Final report completed by", "report", "in_final_appointed", "out_third_needed",
        "Sixty days of the appointment; only where a final appraiser is needed."),
    Result("reports", "The reports were completed", GENERAL,
        '=IF(out_two="no","not needed",IF(OR(COUNT(in_first_reported,in_second_reported)<2,COUNT(out_first_due,out_second_due)<2),"not known",'
        "IF(OR(in_first_reported>out_first_due,in_second_reported>out_second_due,"
        'AND(out_third_needed="yes",OR(ISBLANK(in_final_reported),in_final_reported>out_final_due))),"too late","in time")))', "All that are needed."),
    Result("ratio", "Lower value to the higher", "0.00%", '=IF(COUNT(in_first,in_second)<2,"not known",IF(MAX(in_first,in_second)=0,"not known",'
        "MIN(in_first,in_second)/MAX(in_first,in_second)))", "Not less than 90%: the final value is the average."),
    Result("third_needed", "A final appraiser picks one of the two", GENERAL,
        '=IF(AND(out_two="yes",ISNUMBER(out_ratio)),IF(out_ratio<in_close,"yes","no"),"no")', "IV.B: where the lower is below 90% of the higher."),
    _money("final_value", "Final value of the other consideration, $",
        '=IF(out_valued="no",N(in_board_value),IF(out_demanded="no",in_board_value,IF(ISNUMBER(in_joint_value),in_joint_value,'
        'IF(OR(NOT(ISNUMBER(out_ratio)),AND(out_third_needed="yes",ISBLANK(in_chosen))),"not known",APPRAISED_VALUE(in_first,in_second,in_chosen)))))',
        "The Board's value, the joint appraiser's, or that of the two appraisers.", quoted=True, shown=IF_ANY),
    Result("payer", "The fees are borne by the", GENERAL,
        '=IF(out_demanded="no","no appraisal",IF(ISNUMBER(out_final_value),APPRAISAL_FEES_PAYER(out_final_value,in_board_value),"not known"))',
        "IV.B: holders where the final value is no more than 10% above the Board's.", quoted=True),
    _money("fees", "Fees paid, $", '=IF(out_demanded="no",0,N(in_fees))', "Paid out of the proceeds in any case; the payer decides whose part they reduce.", shown=IF_ANY),
    "The preference of the ⟨Series 5-A (III, IV.A)|series⟩",
    Result("dividend_allowed", "The last dividend could be declared", GENERAL,
        '=IF(OR(NOT(ISNUMBER(out_slot)),ISBLANK(in_dividend_now),ISBLANK(in_dividend_before)),"none",'
        'IF(ISBLANK(in_seniors_paid),"not known",IF(DIVIDEND_ALLOWED(in_dividend_now,in_dividend_before,in_seniors_paid="yes",in_annual_dividend),"yes","no")))',
        "III: the seniors first, and no more than $40 a share in a fiscal year."),
    _money("owed", "Declared but unpaid dividends, $", _of_series("DIVIDENDS_OWED(in_declared,in_paid)"), "III: noncumulative, and without interest."),
    _money("dividends_counted", "Of these, within the retained earnings, $", _of_series("MIN(out_owed,MAX(in_retained_earnings,0))"),
        "IV.A(ii): only to the extent of the Company's retained earnings."),
    _money("preference", "Liquidation preference, $",
        _of_series("LIQUIDATION_PREFERENCE(in_shares,in_original_issue_price,out_owed,in_retained_earnings,in_limit_reading)"),
        "IV.A: (i) the Original Issue Price plus (ii) those dividends.", quoted=True),
    _money("preference_paid", "Preference after fees, $", _of_series('IF(out_payer="holders",PREFERENCE_AFTER_FEES(out_preference,out_fees),out_preference)'),
        "IV.B: the fees are subtracted where the holders bear them."),
    Result("rate", "Common shares for one ⟨Series 5-A share|share of the series⟩", "#,##0.00######",
        _of_series("CONVERSION_RATE(in_original_issue_price,in_conversion_price,out_owed/in_shares)"),
        "VII.A: with declared but unpaid dividends, not limited by retained earnings."),
    "The distribution",
    _money("gross", "Consideration, $", '=IF(COUNT(in_cash,out_stock_value,out_final_value)<3,"",in_cash+out_stock_value+out_final_value)',
        "Cash, listed stock and all other; empty until each is known."),
    _money("left", "Left after creditors, expenses and fees, $", '=IF(ISNUMBER(out_gross),MAX(0,out_gross-N(in_creditors)-N(in_expenses)-out_fees),"")',
        "They are paid first."),
    _money("carved_out", "Carve-out, $", '=IF(ISNUMBER(out_left),MIN(out_left,N(in_carve_out)+N(in_carve_out_part)*out_left),"")',
        "The amount and the part together, no more than is left."),
    _money("distributable", "Distributable proceeds, $", '=IF(ISNUMBER(out_left),out_left-out_carved_out,"")',
        "What the classes share: by class on the sheet Classes, by holder on the sheet Holders.", quoted=True),
    Result("choice", "What the ⟨Series 5-A|series⟩ does", GENERAL, '=IF(ISNUMBER(out_slot),INDEX(tblClasses[What it does],out_slot),"no such class")',
        "Whichever pays more: to hold the preference, or to convert before the distribution."),
    _money("step", "Step of the sheet Payouts, $",
        f'=IF(ISNUMBER(in_step),in_step,IF(ISNUMBER(out_distributable),IF(out_distributable>0,2*ROUNDUP({HALF_STEP},1-INT(LOG10(COLUMNS($A$1:$H$1)*{HALF_STEP}))),1),""))',
        "As typed, or round, so that the sheet ends at about twice the distributable proceeds."),
)  # fmt: skip

FORM = FormSheet(SHEET, "Results",
    "From the transaction to what each class is paid. Nothing is typed here.",
    "Shares, $ and days.", RESULTS, RESULT_COLUMNS)  # fmt: skip
