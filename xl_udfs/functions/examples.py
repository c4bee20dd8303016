"""One example of each worksheet function, on the figures of the documents where they give them."""

JULY_2005 = "14.2, 2101345, 1921400, 5616400, 317596"
EVENTS = (
    '{"date","event","shares","consideration","gross_proceeds","outstanding","ratio";'
    '38700,"issue",5000000,1000000,1000000,8035341,"";'
    '39000,"split","","","","",0.05}'
)
CLASSES = (
    '{"class","seniority","preference","shares","participation","cap","convertible";'
    '"Series 5-A",1,1478000,4729600,"none","",TRUE;'
    '"Common",2,0,2101345,"full","",FALSE}'
)
HOLDINGS = (
    '{"holder","class","shares";"A","Series 5-A",1000;"B","Series 5-A",478;"C","Common",2101345}'
)
PRICES = (
    '{"class","original_issue_price","conversion_price";"Series 5-A",1000,0.3125;"Common","",""}'
)

EXAMPLES = {
    "DIVIDEND_ACCRUED": "=DIVIDEND_ACCRUED(15000000, DATE(2024,1,1), DATE(2025,1,1), 0.07, "
    '"compound")',
    "NOTE_BALANCE": "=NOTE_BALANCE(100000, DATE(2002,1,31), DATE(2002,10,31), "
    '{"date","amount";37468,10000})',
    "PRICED_ROUND": "=PRICED_ROUND(8000000, 2000000, 8000000, 0.1, "
    '{"holder","kind","amount","cap";"Ann","safe post-money",500000,5000000})',
    "EFFECTIVE_PRICE": "=EFFECTIVE_PRICE(1921400, 5616400)",
    "DEEMED_CONSIDERATION": "=DEEMED_CONSIDERATION(1478000, 5616400, 0.5)",
    "UNIT_DEAL_PRICES": "=UNIT_DEAL_PRICES({1478000;443400}, {4729600;886800})",
    "CONVPRICE_WEIGHTED": f"=CONVPRICE_WEIGHTED({JULY_2005})",
    "CONVPRICE_RATCHET": "=CONVPRICE_RATCHET(0.3125, 1000000, 5000000)",
    "CONVPRICE_REGIME": "=CONVPRICE_REGIME(DATE(2005,7,18), DATE(2006,7,18))",
    "CONVPRICE_FINANCING": "=CONVPRICE_FINANCING(0.3125, DATE(2005,7,18), DATE(2007,1,2), "
    "1000000, 1000000, 5000000, 8035341)",
    "CONVPRICE_SPLIT": "=CONVPRICE_SPLIT(0.3125, 0.05)",
    "CONVPRICE_STOCK_DIVIDEND": "=CONVPRICE_STOCK_DIVIDEND(0.3125, 8035341, 803534.1)",
    "CONVPRICE_HISTORY": f"=CONVPRICE_HISTORY(0.3125, DATE(2005,7,18), {EVENTS})",
    "CONVPRICE_AFTER": f"=CONVPRICE_AFTER(0.3125, DATE(2005,7,18), {EVENTS})",
    "EXEMPT_ISSUANCE": '=EXEMPT_ISSUANCE("Warrant", "acquisition")',
    "CONVERSION_RATE": "=CONVERSION_RATE(1000, 0.3125)",
    "CONVERSION_SHARES": "=CONVERSION_SHARES(1478, 1000, 0.3125)",
    "CONVERSION_CASH": "=CONVERSION_CASH(3, 1000, 0.7, 0.65)",
    "CONVERSION_PROPERTY": "=CONVERSION_PROPERTY(1478, 1000, 0.3125, 0.1)",
    "RESERVE_SHORTFALL": "=RESERVE_SHORTFALL(1478, 1000, 0.3125, 5000000, 886800)",
    "CONVERSION_DATE": "=CONVERSION_DATE(DATE(2005,9,1), DATE(2005,9,15))",
    "COMPANY_CONVERSION_ALLOWED": "=COMPANY_CONVERSION_ALLOWED({0.66;0.7;0.65}, 0.65, 3)",
    "AUTOMATIC_CONVERSION_ALLOWED": "=AUTOMATIC_CONVERSION_ALLOWED(740, 1478, DATE(2005,9,1), "
    "DATE(2005,9,15))",
    "PREFERRED_VOTES": "=PREFERRED_VOTES(478, 1000, 0.3125)",
    "VOTE_PASSES": "=VOTE_PASSES(2201041, 2939196, 0.75)",
    "PROTECTION_APPLIES": "=PROTECTION_APPLIES(938, 3752)",
    "REDEMPTION_PRICE": "=REDEMPTION_PRICE(1000, DATE(2005,7,18), DATE(2006,7,18))",
    "REDEMPTION_AMOUNT": "=REDEMPTION_AMOUNT(1478, 1000, DATE(2005,7,18), DATE(2006,7,19))",
    "HOLDER_REDEMPTION_AMOUNT": "=HOLDER_REDEMPTION_AMOUNT(1478, 1000, 40)",
    "HOLDER_REDEMPTION_SHARES": "=HOLDER_REDEMPTION_SHARES({740;0}, {1000;478}, TRUE)",
    "HOLDER_REDEMPTION_RIGHT": "=HOLDER_REDEMPTION_RIGHT(740, 1478, TRUE)",
    "PRO_RATA": "=PRO_RATA(100, {402629;26843;268420})",
    "REDEMPTION_ALLOCATION": "=REDEMPTION_ALLOCATION(500, {1000;478})",
    "REDEMPTION_CAPACITY": "=REDEMPTION_CAPACITY(500000, 1000, 1478)",
    "REDEMPTION_NOTICE_VALID": "=REDEMPTION_NOTICE_VALID(DATE(2005,9,1), DATE(2005,9,9), {38600})",
    "REDEMPTION_PAYMENT_DUE": "=REDEMPTION_PAYMENT_DUE(DATE(2005,9,1), {38600})",
    "CONVERSION_WINDOW_OPEN": "=CONVERSION_WINDOW_OPEN(38600.5, 38601.5)",
    "ISSUABLE_PREFERRED": "=ISSUABLE_PREFERRED(3752, 1478)",
    "TRIGGER_REGISTRATION": "=TRIGGER_REGISTRATION(DATE(2005,7,18), DATE(2006,10,19))",
    "TRIGGER_RUN": "=TRIGGER_RUN({1;1;0;1;1;1;1;1}, 5)",
    "TRIGGER_CONVERSION_FAILURE": "=TRIGGER_CONVERSION_FAILURE(DATE(2005,9,1), DATE(2005,9,19))",
    "BLACK_OUT_COVERS": "=BLACK_OUT_COVERS(DATE(2006,2,10), DATE(2006,1,10), DATE(2006,2,10))",
    "EFFECTIVENESS_END": "=EFFECTIVENESS_END(DATE(2006,1,3), DATE(2007,6,1))",
    "DIVIDEND_ALLOWED": "=DIVIDEND_ALLOWED(25, 15, TRUE)",
    "DIVIDEND_SURVIVES": "=DIVIDEND_SURVIVES(DATE(2006,3,1), DATE(2006,3,2))",
    "DIVIDEND_ON_CONVERSION": "=DIVIDEND_ON_CONVERSION(40, DATE(2006,3,1), DATE(2006,3,2))",
    "DIVIDENDS_OWED": "=DIVIDENDS_OWED(59120, 20000)",
    "LIQUIDATION_PREFERENCE": "=LIQUIDATION_PREFERENCE(1478, 1000, 59120, -5000)",
    "PREFERENCE_AFTER_FEES": "=PREFERENCE_AFTER_FEES(1478000, 25000)",
    "WATERFALL": f"=WATERFALL(3000000, {CLASSES})",
    "BREAKPOINTS": f"=BREAKPOINTS({CLASSES})",
    "DEEMED_LIQUIDATION": '=DEEMED_LIQUIDATION("acquisition", 0.5)',
    "MARKET_PRICE": "=MARKET_PRICE({0.6;0.62;0.64},,,3)",
    "CLOSING_PRICE": '=CLOSING_PRICE("OTCBB", 0.66, 0.64, 0.68)',
    "VALUATION_DEADLINE": '=VALUATION_DEADLINE("objection", DATE(2006,3,1))',
    "APPRAISAL_DEMANDED": '=APPRAISAL_DEMANDED({"shares","received","objected";'
    '986,38800,38815;492,38800,""}, 1478)',
    "APPRAISED_VALUE": "=APPRAISED_VALUE(9, 10)",
    "APPRAISAL_FEES_PAYER": "=APPRAISAL_FEES_PAYER(1.1, 1)",
    "NET_EXERCISE": "=NET_EXERCISE(886800, 0.65, 0.5)",
    "NET_EXERCISE_CASH": "=NET_EXERCISE_CASH(886800, 0.65, 0.5)",
    "WARRANT_FMV": "=WARRANT_FMV({37316;37317;37318}, {0.11;0.12;0.13}, DATE(2002,3,15))",
    "WARRANT_COVERAGE": "=WARRANT_COVERAGE(402629)",
    "WARRANT_SHARES": "=WARRANT_SHARES(2013145, 0.1, 0.08)",
    "WARRANT_HISTORY": f"=WARRANT_HISTORY(0.5, 886800, DATE(2005,7,18), {EVENTS})",
    "WARRANT_EXPIRATION": "=WARRANT_EXPIRATION(DATE(2002,1,31))",
    "WARRANT_EXERCISABLE": "=WARRANT_EXERCISABLE(DATE(2007,2,1)+1/24, DATE(2007,1,31))",
    "NOTE_AMOUNT": "=NOTE_AMOUNT(402629, DATE(2001,12,28), DATE(2003,6,30))",
    "NOTE_INTEREST": "=NOTE_INTEREST(402629, DATE(2001,12,28), DATE(2003,6,30))",
    "NOTE_EXCHANGE_ALLOWED": "=NOTE_EXCHANGE_ALLOWED(DATE(2002,8,16))",
    "NOTE_PREPAYMENT_ALLOWED": "=NOTE_PREPAYMENT_ALLOWED(DATE(2002,8,1), DATE(2002,9,1), "
    "100000, 100000)",
    "NOTE_PREPAYMENT": "=NOTE_PREPAYMENT(1000, {402629;26843;268420})",
    "NOTE_COMMON_SHARES": "=NOTE_COMMON_SHARES(4557596)",
    "GROSS_UP": "=GROSS_UP(100, 0.2)",
    "DEFAULT_DATE": "=DEFAULT_DATE(DATE(2002,3,1))",
    "NOTICE_EFFECTIVE": '=NOTICE_EFFECTIVE("courier", DATE(2002,3,1))',
    "TRADING_CLOSES": "=TRADING_CLOSES({38915;38916;38917}, {0.66;0.67;0.68}, DATE(2006,7,19), 2)",
    "FEDERAL_HOLIDAYS": "=FEDERAL_HOLIDAYS(2005, 2005)",
    "EXCHANGE_HOLIDAYS": '=EXCHANGE_HOLIDAYS("NYSE", 2005, 2005)',
    "CAP_TABLE": f"=CAP_TABLE({HOLDINGS}, {PRICES})",
    "EXPLAIN": f'=EXPLAIN("CONVPRICE_WEIGHTED", {JULY_2005})',
    "WHY": '=WHY("CONVERSION_RATE", 1000, 0)',
    "STATED_FIGURE": "=STATED_FIGURE(4.51385475737744, 2)",
    "ROUNDING_OF": "=ROUNDING_OF(4.51, 4.51385475737744, 2)",
}

SPECIAL_ERRORS = {
    "CONVPRICE_WEIGHTED": "#NUM! where shares given away would leave a price of 0",
    "CONVPRICE_RATCHET": "#NUM! for a consideration of 0",
    "CONVPRICE_FINANCING": "#NUM! where shares given away would set the price",
    "CONVPRICE_HISTORY": "#N/A for a table without events; #VALUE! for an unknown event or a "
    "missing amount, with its row",
    "CONVPRICE_AFTER": "as CONVPRICE_HISTORY",
    "WARRANT_HISTORY": "as CONVPRICE_HISTORY",
    "EXEMPT_ISSUANCE": "#VALUE! for an unknown instrument or kind, with the known ones",
    "COMPANY_CONVERSION_ALLOWED": "#N/A for a blank among the closes that count",
    "VOTE_PASSES": "#NUM! for more in favour than there are",
    "REDEMPTION_PRICE": "#NUM! before the Closing Date",
    "REDEMPTION_AMOUNT": "#NUM! before the Closing Date, or for fewer than one share",
    "PRO_RATA": "#NUM! for weights that are all 0, or a total that is no multiple of the unit",
    "REDEMPTION_ALLOCATION": "#NUM! for more than is held",
    "TRIGGER_RUN": "#N/A for a blank among the flags",
    "WATERFALL": "#N/A where no class takes the rest",
    "BREAKPOINTS": "#N/A where the sharing never changes",
    "DIVIDEND_ALLOWED": "#VALUE! where it is not said whether the senior series were paid",
    "MARKET_PRICE": "#N/A for too few days, or a day with neither a close nor both quotes",
    "CLOSING_PRICE": "#N/A for a market that the text does not cover, or without the quotes",
    "APPRAISED_VALUE": "#N/A where the third appraiser's choice is needed and absent",
    "WARRANT_FMV": "#N/A where no close lies in the window",
    "DEFAULT_DATE": "#N/A where a stay came in time",
    "NOTICE_EFFECTIVE": "#N/A where the day of delivery decides and is absent",
    "FEDERAL_HOLIDAYS": "#N/A outside the years that the calendar knows",
    "EXCHANGE_HOLIDAYS": "#N/A outside the years that the calendar knows",
    "TRADING_CLOSES": "#N/A where no date lies before the day",
    "CAP_TABLE": "#N/A where nothing is outstanding; #VALUE! for a holding of an unknown class",
    "EXPLAIN": "as the function that it explains; #VALUE! for an unknown function",
    "WHY": "#VALUE! for an unknown function",
    "ROUNDING_OF": "#NUM! for more than 30 decimals",
}
"""Errors beyond those that every argument has: a blank or the wrong kind, and its limits."""
