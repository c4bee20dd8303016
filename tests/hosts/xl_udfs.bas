Attribute VB_Name = "xl_udfs"
'Preferred-stock cap table functions, served by Python through xlwings.
'Written by `xl-udfs excel vba`: changes are lost when it is written and imported anew.
'Run the macro XlUdfsRegister once, and save, for the help in the function wizard.
'Run the macro XlUdfsLastFailure to see why all functions show #VALUE!.
Option Explicit

Private lastFailure As String

Private Function WithErrors(answer As Variant) As Variant
    'The answer with real error values: a cell, a row (of one dimension), or rows.
    Dim place As Long, column As Long
    If Not IsArray(answer) Then
        WithErrors = RealError(answer)
        Exit Function
    ElseIf HasColumns(answer) Then
        For place = LBound(answer, 1) To UBound(answer, 1)
            For column = LBound(answer, 2) To UBound(answer, 2)
                answer(place, column) = RealError(answer(place, column))
            Next column
        Next place
    Else
        For place = LBound(answer) To UBound(answer)
            answer(place) = RealError(answer(place))
        Next place
    End If
    WithErrors = answer
End Function

Private Function HasColumns(answer As Variant) As Boolean
    Dim last As Long
    On Error Resume Next
    last = UBound(answer, 2)
    HasColumns = (Err.Number = 0)
End Function

Private Function RealError(cell As Variant) As Variant
    RealError = cell
    If VarType(cell) <> vbString Then Exit Function
    Select Case cell
        Case "#NULL!": RealError = CVErr(2000)
        Case "#DIV/0!": RealError = CVErr(2007)
        Case "#VALUE!": RealError = CVErr(2015)
        Case "#REF!": RealError = CVErr(2023)
        Case "#NAME?": RealError = CVErr(2029)
        Case "#NUM!": RealError = CVErr(2036)
        Case "#N/A": RealError = CVErr(2042)
        Case "#SPILL!": RealError = CVErr(2045)
        Case "#CALC!": RealError = CVErr(2050)
    End Select
End Function

Private Function NoAnswer(reason As String) As Variant
    'Python could not be reached: an error value, never a text that a sum would pass over.
    lastFailure = reason
    NoAnswer = CVErr(2015)
End Function

Sub XlUdfsLastFailure()
    If lastFailure = "" Then
        MsgBox "No call of Python has failed since this workbook was opened."
    Else
        MsgBox lastFailure & vbCrLf & vbCrLf & "Run `xl-udfs doctor` for what to do."
    End If
End Sub

Private Sub Describe(macroName As String, group As String, text As String, help As Variant)
    Application.MacroOptions _
        Macro:="'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & macroName, _
        Description:=text, Category:=group, ArgumentDescriptions:=help
End Sub

Sub XlUdfsRegister()
    On Error GoTo failed
    Describe_EFFECTIVE_PRICE
    Describe_UNIT_DEAL_PRICES
    Describe_DEEMED_CONSIDERATION
    Describe_CONVPRICE_WEIGHTED
    Describe_CONVPRICE_RATCHET
    Describe_CONVPRICE_REGIME
    Describe_CONVPRICE_FINANCING
    Describe_CONVPRICE_SPLIT
    Describe_CONVPRICE_STOCK_DIVIDEND
    Describe_EXEMPT_ISSUANCE
    Describe_CONSIDERATION_RECEIVED
    Describe_CONVPRICE_HISTORY
    Describe_CONVPRICE_AFTER
    Describe_CONVERSION_RATE
    Describe_CONVERSION_SHARES
    Describe_CONVERSION_CASH
    Describe_RESERVE_SHORTFALL
    Describe_CONVERSION_DATE
    Describe_COMPANY_CONVERSION_ALLOWED
    Describe_AUTOMATIC_CONVERSION_ALLOWED
    Describe_PREFERRED_VOTES
    Describe_VOTE_PASSES
    Describe_PROTECTION_APPLIES
    Describe_CONVERSION_PROPERTY
    Describe_ISSUE_PRICE_AFTER_SPLIT
    Describe_REGISTRABLE_SHARES
    Describe_CLASS_VOTE_PASSES
    Describe_REDEMPTION_PRICE
    Describe_REDEMPTION_AMOUNT
    Describe_PRO_RATA
    Describe_REDEMPTION_ALLOCATION
    Describe_REDEMPTION_CAPACITY
    Describe_REDEMPTION_NOTICE_VALID
    Describe_REDEMPTION_PAYMENT_DUE
    Describe_CONVERSION_WINDOW_OPEN
    Describe_ISSUABLE_PREFERRED
    Describe_REDEMPTION_DEFERRED
    Describe_HOLDER_REDEMPTION_AMOUNT
    Describe_HOLDER_REDEMPTION_RIGHT
    Describe_HOLDER_REDEMPTION_SHARES
    Describe_TRIGGER_REGISTRATION
    Describe_TRIGGER_RUN
    Describe_TRIGGER_CONVERSION_FAILURE
    Describe_BLACK_OUT_COVERS
    Describe_EFFECTIVENESS_END
    Describe_TRIGGER_BREACH
    Describe_DIVIDEND_ACCRUED
    Describe_DIVIDEND_ALLOWED
    Describe_DIVIDEND_SURVIVES
    Describe_DIVIDEND_ON_CONVERSION
    Describe_DIVIDENDS_OWED
    Describe_LIQUIDATION_PREFERENCE
    Describe_PREFERENCE_AFTER_FEES
    Describe_WATERFALL
    Describe_BREAKPOINTS
    Describe_DEEMED_LIQUIDATION
    Describe_MARKET_PRICE
    Describe_CLOSING_PRICE
    Describe_VALUATION_DEADLINE
    Describe_APPRAISAL_DEMANDED
    Describe_APPRAISED_VALUE
    Describe_APPRAISAL_FEES_PAYER
    Describe_WARRANT_HISTORY
    Describe_NET_EXERCISE
    Describe_NET_EXERCISE_CASH
    Describe_WARRANT_SHARES
    Describe_WARRANT_FMV
    Describe_WARRANT_COVERAGE
    Describe_WARRANT_EXPIRATION
    Describe_WARRANT_EXERCISABLE
    Describe_WARRANT_PAYMENT
    Describe_WARRANT_PROPERTY
    Describe_WARRANT_RESERVE_SHORTFALL
    Describe_NOTE_AMOUNT
    Describe_NOTE_INTEREST
    Describe_NOTE_EXCHANGE_ALLOWED
    Describe_NOTE_PREPAYMENT_ALLOWED
    Describe_NOTE_PREPAYMENT
    Describe_NOTE_COMMON_SHARES
    Describe_GROSS_UP
    Describe_DEFAULT_DATE
    Describe_NOTICE_EFFECTIVE
    Describe_NOTE_BALANCE
    Describe_NOTE_DUE_DATE
    Describe_SERIES_A_PRINCIPAL
    Describe_NOTE_DELIVERY_DUE
    Describe_LATEST_NOTICE
    Describe_ROOM_FOR_SALES
    Describe_ADDITIONAL_CLOSING_ALLOWED
    Describe_DEBT_ALLOWED
    Describe_TRANSFER_ALLOWED
    Describe_PRICED_ROUND
    Describe_FEDERAL_HOLIDAYS
    Describe_EXCHANGE_HOLIDAYS
    Describe_TRADING_CLOSES
    Describe_CAP_TABLE
    Describe_EXPLAIN
    Describe_WHY
    Describe_ROUNDING_OF
    Describe_STATED_FIGURE
    Exit Sub
failed:
    MsgBox "Excel takes no help for the functions: " & Err.Description & vbCrLf & vbCrLf & _
        "Unhide this workbook, unprotect its structure, and run XlUdfsRegister again. " & _
        "The functions themselves work without."
End Sub

Function EFFECTIVE_PRICE(consideration, additional_shares)
    On Error GoTo failed
    EFFECTIVE_PRICE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "EFFECTIVE_PRICE", _
        Array(consideration, additional_shares), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    EFFECTIVE_PRICE = NoAnswer(Err.Description)
End Function

Private Sub Describe_EFFECTIVE_PRICE()
    Describe "EFFECTIVE_PRICE", "Cap Table: Anti-dilution", _
        "Effective Price of an issue: the money for each additional share.", Array( _
        "Money received, or deemed received, for all the additional shares, $.", _
        "Shares issued or deemed issued, as if all converted and exercised; above 0.")
End Sub

Function UNIT_DEAL_PRICES(considerations, additional_shares, Optional reading)
    On Error GoTo failed
    UNIT_DEAL_PRICES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "UNIT_DEAL_PRICES", _
        Array(considerations, additional_shares, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    UNIT_DEAL_PRICES = NoAnswer(Err.Description)
End Function

Private Sub Describe_UNIT_DEAL_PRICES()
    Describe "UNIT_DEAL_PRICES", "Cap Table: Anti-dilution", _
        "Effective Price of each part of a unit deal; one of the whole package, or each its own.", Array( _
        "Money for each part of a unit deal, as stock and warrants, received or deemed, $.", _
        "Shares issued or deemed issued in each of these parts, above 0.", _
        "Whether the parts have one price or one each. Default ""package"". Choices: package, separate.")
End Sub

Function DEEMED_CONSIDERATION(grant_consideration, max_shares, Optional min_exercise_price, _
    Optional min_conversion_payment)
    On Error GoTo failed
    DEEMED_CONSIDERATION = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "DEEMED_CONSIDERATION", Array(grant_consideration, max_shares, min_exercise_price, _
        min_conversion_payment), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    DEEMED_CONSIDERATION = NoAnswer(Err.Description)
End Function

Private Sub Describe_DEEMED_CONSIDERATION()
    Describe "DEEMED_CONSIDERATION", "Cap Table: Anti-dilution", _
        "Money deemed received for options or convertible securities when they are sold.", Array( _
        "Money received for the rights themselves, $.", _
        "Most shares that can be issued under them, above 0.", _
        "Least that is payable on exercise, $ per share. Default 0.", _
        "Least that is payable on conversion, $ per share; a cancelled debt is nothing. Default 0.")
End Sub

Function CONVPRICE_WEIGHTED(conversion_price, shares_outstanding, consideration, _
    additional_shares, Optional other_securities, Optional shares_immediately_before, Optional _
    reading, Optional count_of_x)
    On Error GoTo failed
    CONVPRICE_WEIGHTED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CONVPRICE_WEIGHTED", _
        Array(conversion_price, shares_outstanding, consideration, additional_shares, _
        other_securities, shares_immediately_before, reading, count_of_x), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    CONVPRICE_WEIGHTED = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVPRICE_WEIGHTED()
    Describe "CONVPRICE_WEIGHTED", "Cap Table: Anti-dilution", _
        "Weighted-average conversion price after an issue below it; else the price as it is.", Array( _
        "Conversion price before the issue, $ per share, above 0.", _
        "A: shares outstanding at close of business on the day before the issue.", _
        "Money received, or deemed received, for all the additional shares, $.", _
        "Shares issued or deemed issued, as if all converted and exercised; above 0.", _
        "C: shares underlying Other Securities, counted on both lines (Series 2-A). Default 0.", _
        "X: shares outstanding immediately before the closing. Default: A.", _
        "B as it is, or whole as certificates print it. Default ""exact"". Choices: exact, whole.", _
        "What X is where shares_immediately_before is blank: A, or to be entered. Default ""as the day before"". Choices: as the day before, required.")
End Sub

Function CONVPRICE_RATCHET(conversion_price, consideration, additional_shares)
    On Error GoTo failed
    CONVPRICE_RATCHET = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CONVPRICE_RATCHET", _
        Array(conversion_price, consideration, additional_shares), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    CONVPRICE_RATCHET = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVPRICE_RATCHET()
    Describe "CONVPRICE_RATCHET", "Cap Table: Anti-dilution", _
        "Full ratchet: the lower of the conversion price and the Effective Price of the issue.", Array( _
        "Conversion price before the issue, $ per share, above 0.", _
        "Money received, or deemed received, for all the additional shares, $.", _
        "Shares issued or deemed issued, as if all converted and exercised; above 0.")
End Sub

Function CONVPRICE_REGIME(closing_date, financing_date, Optional ratchet_months)
    On Error GoTo failed
    CONVPRICE_REGIME = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CONVPRICE_REGIME", _
        Array(closing_date, financing_date, ratchet_months), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CONVPRICE_REGIME = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVPRICE_REGIME()
    Describe "CONVPRICE_REGIME", "Cap Table: Anti-dilution", _
        "Rule for a financing by its date: ""none"", ""full ratchet"" or ""weighted average"".", Array( _
        "Closing Date of the series; only what happens after it counts.", _
        "Day on which the financing closes.", _
        "Months of full ratchet after the Closing Date, the last day included. Default 12.")
End Sub

Function CONVPRICE_FINANCING(conversion_price, closing_date, financing_date, gross_proceeds, _
    consideration, additional_shares, shares_outstanding, Optional shares_immediately_before, _
    Optional threshold, Optional ratchet_months, Optional reading, Optional exercise_money, Optional _
    count_of_x)
    On Error GoTo failed
    CONVPRICE_FINANCING = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CONVPRICE_FINANCING", _
        Array(conversion_price, closing_date, financing_date, gross_proceeds, consideration, _
        additional_shares, shares_outstanding, shares_immediately_before, threshold, ratchet_months, _
        reading, exercise_money, count_of_x), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CONVPRICE_FINANCING = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVPRICE_FINANCING()
    Describe "CONVPRICE_FINANCING", "Cap Table: Anti-dilution", _
        "Series 5-A conversion price after a financing: the rule of its date, where it applies.", Array( _
        "Conversion price before the issue, $ per share, above 0.", _
        "Closing Date of the series; only what happens after it counts.", _
        "Day on which the financing closes.", _
        "Money received at the closing, $.", _
        "Money received, or deemed received, for all the additional shares, $.", _
        "Shares issued or deemed issued, as if all converted and exercised; above 0.", _
        "A: fully diluted shares at close of business on the day before the closing.", _
        "X: shares outstanding immediately before the closing. Default: A.", _
        "Smallest gross proceeds that adjust the price, $. Default 1000000.", _
        "Months of full ratchet after the Closing Date, the last day included. Default 12.", _
        "The gross proceeds held against the threshold. Default ""at closing"". Choices: at closing, with exercise money.", _
        "Money payable when what is sold is exercised, $; 0 where there is none.", _
        "What X is where shares_immediately_before is blank: A, or to be entered. Default ""as the day before"". Choices: as the day before, required.")
End Sub

Function CONVPRICE_SPLIT(conversion_price, new_shares_per_old)
    On Error GoTo failed
    CONVPRICE_SPLIT = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CONVPRICE_SPLIT", _
        Array(conversion_price, new_shares_per_old), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CONVPRICE_SPLIT = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVPRICE_SPLIT()
    Describe "CONVPRICE_SPLIT", "Cap Table: Anti-dilution", _
        "Price after a split or a combination of the common stock.", Array( _
        "Price before the split, $ per share, above 0.", _
        "New shares for one old share, above 0; 0.05 in a 1-for-20 combination.")
End Sub

Function CONVPRICE_STOCK_DIVIDEND(conversion_price, shares_outstanding, dividend_shares)
    On Error GoTo failed
    CONVPRICE_STOCK_DIVIDEND = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "CONVPRICE_STOCK_DIVIDEND", Array(conversion_price, shares_outstanding, dividend_shares), _
        ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CONVPRICE_STOCK_DIVIDEND = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVPRICE_STOCK_DIVIDEND()
    Describe "CONVPRICE_STOCK_DIVIDEND", "Cap Table: Anti-dilution", _
        "Price after a dividend on the common stock in common stock.", Array( _
        "Price before the dividend, $ per share, above 0.", _
        "O: fully diluted shares immediately before the dividend, above 0.", _
        "D: shares issuable in payment of it; where not fully paid, those paid.")
End Sub

Function EXEMPT_ISSUANCE(instrument, kind)
    On Error GoTo failed
    EXEMPT_ISSUANCE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "EXEMPT_ISSUANCE", _
        Array(instrument, kind), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    EXEMPT_ISSUANCE = NoAnswer(Err.Description)
End Function

Private Sub Describe_EXEMPT_ISSUANCE()
    Describe "EXEMPT_ISSUANCE", "Cap Table: Anti-dilution", _
        "TRUE where shares issued for that reason are not ""Additional Shares"".", Array( _
        "Whose price it would adjust. Choices: Series 5-A, Warrant.", _
        "Kind of issue, as ""employee plan"". An unknown one is refused with those that are known.")
End Sub

Function CONSIDERATION_RECEIVED(cash, Optional property_value, Optional allocated_elsewhere)
    On Error GoTo failed
    CONSIDERATION_RECEIVED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "CONSIDERATION_RECEIVED", Array(cash, property_value, allocated_elsewhere), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    CONSIDERATION_RECEIVED = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONSIDERATION_RECEIVED()
    Describe "CONSIDERATION_RECEIVED", "Cap Table: Anti-dilution", _
        "Consideration for the additional shares of an issue that was paid in cash and property.", Array( _
        "Cash received, gross of costs, $.", _
        "Value of what is not cash, as the Board determines it, $. Default 0.", _
        "Part of both that the Board allocates to what was sold with the shares, $. Default 0.")
End Sub

Function CONVPRICE_HISTORY(initial_price, closing_date, events, Optional threshold, Optional _
    ratchet_months, Optional reading, Optional same_day, Optional partial, Optional between, _
    Optional decimals, Optional gross_proceeds, Optional count_of_x)
    On Error GoTo failed
    CONVPRICE_HISTORY = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CONVPRICE_HISTORY", _
        Array(initial_price, closing_date, events, threshold, ratchet_months, reading, same_day, _
        partial, between, decimals, gross_proceeds, count_of_x), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CONVPRICE_HISTORY = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVPRICE_HISTORY()
    Describe "CONVPRICE_HISTORY", "Cap Table: Anti-dilution", _
        "History of the price, from the start on: date, event, price before, price after, rule.", Array( _
        "Conversion price at the start, $ per share, above 0.", _
        "Closing Date of the series; only what happens after it counts.", _
        "Header row and events: date, event (split, stock dividend, issue, expiry), shares... An expiry (of_event = row of the issue, 1 the first): shares issued under the rights or still issuable, as of the issue's day; consideration with all grant money.", _
        "Smallest gross proceeds that adjust the price, $. Default 1000000.", _
        "Months of full ratchet after the Closing Date, the last day included. Default 12.", _
        "What an expiry does to the events after its issue. Default ""replay"". Choices: replay, scale.", _
        "Order of the events of one day. Default ""closings first"". Choices: closings first, rows.", _
        "Which of several expiries of one issue readjusts. Default ""each"". Choices: each, last.", _
        "The price that an event leaves for the next. Default ""exact"". Choices: exact, rounded.", _
        "Decimals of that price where it is rounded, 0 to 30. Default 4.", _
        "The gross proceeds held against the threshold. Default ""at closing"". Choices: at closing, with exercise money.", _
        "What X is where shares_immediately_before is blank: A, or to be entered. Default ""as the day before"". Choices: as the day before, required.")
End Sub

Function CONVPRICE_AFTER(initial_price, closing_date, events, Optional threshold, Optional _
    ratchet_months, Optional reading, Optional same_day, Optional partial, Optional between, _
    Optional decimals, Optional gross_proceeds, Optional count_of_x)
    On Error GoTo failed
    CONVPRICE_AFTER = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CONVPRICE_AFTER", _
        Array(initial_price, closing_date, events, threshold, ratchet_months, reading, same_day, _
        partial, between, decimals, gross_proceeds, count_of_x), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CONVPRICE_AFTER = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVPRICE_AFTER()
    Describe "CONVPRICE_AFTER", "Cap Table: Anti-dilution", _
        "Conversion price after all the events: the last price of their history.", Array( _
        "Conversion price at the start, $ per share, above 0.", _
        "Closing Date of the series; only what happens after it counts.", _
        "Header row and events: date, event (split, stock dividend, issue, expiry), shares... An expiry (of_event = row of the issue, 1 the first): shares issued under the rights or still issuable, as of the issue's day; consideration with all grant money.", _
        "Smallest gross proceeds that adjust the price, $. Default 1000000.", _
        "Months of full ratchet after the Closing Date, the last day included. Default 12.", _
        "What an expiry does to the events after its issue. Default ""replay"". Choices: replay, scale.", _
        "Order of the events of one day. Default ""closings first"". Choices: closings first, rows.", _
        "Which of several expiries of one issue readjusts. Default ""each"". Choices: each, last.", _
        "The price that an event leaves for the next. Default ""exact"". Choices: exact, rounded.", _
        "Decimals of that price where it is rounded, 0 to 30. Default 4.", _
        "The gross proceeds held against the threshold. Default ""at closing"". Choices: at closing, with exercise money.", _
        "What X is where shares_immediately_before is blank: A, or to be entered. Default ""as the day before"". Choices: as the day before, required.")
End Sub

Function CONVERSION_RATE(original_issue_price, conversion_price, Optional dividend_per_share)
    On Error GoTo failed
    CONVERSION_RATE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CONVERSION_RATE", _
        Array(original_issue_price, conversion_price, dividend_per_share), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    CONVERSION_RATE = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVERSION_RATE()
    Describe "CONVERSION_RATE", "Cap Table: Conversion", _
        "Common shares for one preferred share, unrounded.", Array( _
        "Original Issue Price, $ per preferred share, above 0.", _
        "Conversion price then in effect, $ per share, above 0.", _
        "Declared but unpaid dividend, $ per preferred share. Default 0.")
End Sub

Function CONVERSION_SHARES(preferred_shares, original_issue_price, conversion_price, Optional _
    dividend_per_share, Optional reading)
    On Error GoTo failed
    CONVERSION_SHARES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CONVERSION_SHARES", _
        Array(preferred_shares, original_issue_price, conversion_price, dividend_per_share, _
        reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CONVERSION_SHARES = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVERSION_SHARES()
    Describe "CONVERSION_SHARES", "Cap Table: Conversion", _
        "Whole common shares for all of a holder's preferred shares together.", Array( _
        "Preferred shares that one holder converts together.", _
        "Original Issue Price, $ per preferred share, above 0.", _
        "Conversion price then in effect, $ per share, above 0.", _
        "Declared but unpaid dividend, $ per preferred share. Default 0.", _
        "What becomes of the fraction of a share. Default ""cash"". Choices: cash, no rounding.")
End Sub

Function CONVERSION_CASH(preferred_shares, original_issue_price, conversion_price, _
    fair_market_value, Optional dividend_per_share, Optional reading, Optional closing_bid, Optional _
    fractions, Optional half_cent)
    On Error GoTo failed
    CONVERSION_CASH = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CONVERSION_CASH", _
        Array(preferred_shares, original_issue_price, conversion_price, fair_market_value, _
        dividend_per_share, reading, closing_bid, fractions, half_cent), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    CONVERSION_CASH = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVERSION_CASH()
    Describe "CONVERSION_CASH", "Cap Table: Conversion", _
        "Cash in place of the fraction of a share on conversion, to the cent.", Array( _
        "Preferred shares that one holder converts together.", _
        "Original Issue Price, $ per preferred share, above 0.", _
        "Conversion price then in effect, $ per share, above 0.", _
        "Fair market value of a common share on the date of conversion, $, above 0.", _
        "Declared but unpaid dividend, $ per preferred share. Default 0.", _
        "On the OTC Bulletin Board, which value counts. Default ""board value"". Choices: board value, closing bid.", _
        "Closing bid of that date, $, where it counts.", _
        "What becomes of the fraction of a share. Default ""cash"". Choices: cash, no rounding.", _
        "Where half a cent goes. Default ""half up"". Choices: half up, bankers.")
End Sub

Function RESERVE_SHORTFALL(preferred_shares, original_issue_price, conversion_price, _
    authorized_unissued, Optional otherwise_reserved)
    On Error GoTo failed
    RESERVE_SHORTFALL = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "RESERVE_SHORTFALL", _
        Array(preferred_shares, original_issue_price, conversion_price, authorized_unissued, _
        otherwise_reserved), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    RESERVE_SHORTFALL = NoAnswer(Err.Description)
End Function

Private Sub Describe_RESERVE_SHORTFALL()
    Describe "RESERVE_SHORTFALL", "Cap Table: Conversion", _
        "Common shares still to be authorized so that all the preferred can convert.", Array( _
        "Preferred shares outstanding, of all holders.", _
        "Original Issue Price, $ per preferred share, above 0.", _
        "Conversion price then in effect, $ per share, above 0.", _
        "Common shares authorized and not issued.", _
        "Of these, common shares kept for warrants and other series. Default 0.")
End Sub

Function CONVERSION_DATE(surrender_date, Optional later_date)
    On Error GoTo failed
    CONVERSION_DATE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CONVERSION_DATE", _
        Array(surrender_date, later_date), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CONVERSION_DATE = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVERSION_DATE()
    Describe "CONVERSION_DATE", "Cap Table: Conversion", _
        "Day of a holder's conversion: the surrender, or a later date in its notice.", Array( _
        "Day on which the certificates are surrendered.", _
        "Date that the Notice of Conversion names; it counts only where it is later.")
End Sub

Function COMPANY_CONVERSION_ALLOWED(closing_prices, Optional trigger_price, Optional days, _
    Optional triggering_event, Optional share_factors, Optional reading)
    On Error GoTo failed
    COMPANY_CONVERSION_ALLOWED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "COMPANY_CONVERSION_ALLOWED", Array(closing_prices, trigger_price, days, triggering_event, _
        share_factors, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    COMPANY_CONVERSION_ALLOWED = NoAnswer(Err.Description)
End Function

Private Sub Describe_COMPANY_CONVERSION_ALLOWED()
    Describe "COMPANY_CONVERSION_ALLOWED", "Cap Table: Conversion", _
        "Whether the Company may convert all shares: every close of the window exceeds the trigger.", Array( _
        "Closing Prices of the trading days before the mailing, that day not among them, oldest first, $; one a trading day.", _
        "Trigger before any split, $ per share; each close must exceed it. Default 0.65.", _
        "Consecutive trading days, above 0. Default 30.", _
        "TRUE while a Triggering Event is in effect at the mailing. Default FALSE.", _
        "For each close, new common shares per old one by splits and stock dividends up to that day; the trigger is divided by it. Default 1 for all.", _
        "What a split restates: the trigger of each day, or the closes, to the last day's shares. Default ""trigger"". Choices: trigger, prices.")
End Sub

Function AUTOMATIC_CONVERSION_ALLOWED(shares_electing, shares_outstanding, notice_date, _
    conversion_date, Optional holidays, Optional reading)
    On Error GoTo failed
    AUTOMATIC_CONVERSION_ALLOWED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "AUTOMATIC_CONVERSION_ALLOWED", Array(shares_electing, shares_outstanding, notice_date, _
        conversion_date, holidays, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    AUTOMATIC_CONVERSION_ALLOWED = NoAnswer(Err.Description)
End Function

Private Sub Describe_AUTOMATIC_CONVERSION_ALLOWED()
    Describe "AUTOMATIC_CONVERSION_ALLOWED", "Cap Table: Conversion", _
        "Whether all shares convert: a majority elects it with 10 business days' notice.", Array( _
        "Shares of the holders who sign the election notice.", _
        "Shares of the series outstanding, above 0.", _
        "Day on which the Company receives the election notice.", _
        "Date of the conversion that the notice names.", _
        "Row or column of holidays, as FEDERAL_HOLIDAYS gives them. Without it only weekends are left out, and every holiday counts as a business day.", _
        "Whether the day of the event is one of the business days of notice. Default ""event day"". Choices: event day, clear days.")
End Sub

Function PREFERRED_VOTES(preferred_shares, original_issue_price, conversion_price, Optional _
    dividend_per_share, Optional reading)
    On Error GoTo failed
    PREFERRED_VOTES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "PREFERRED_VOTES", _
        Array(preferred_shares, original_issue_price, conversion_price, dividend_per_share, _
        reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    PREFERRED_VOTES = NoAnswer(Err.Description)
End Function

Private Sub Describe_PREFERRED_VOTES()
    Describe "PREFERRED_VOTES", "Cap Table: Conversion", _
        "Votes of one holder: its whole common shares as if all its preferred had converted.", Array( _
        "Preferred shares of one holder on the record date.", _
        "Original Issue Price, $ per preferred share, above 0.", _
        "Conversion price then in effect, $ per share, above 0.", _
        "Declared but unpaid dividend, $ per preferred share. Default 0.", _
        "Whether that dividend counts for votes. Default ""included"". Choices: included, not included.")
End Sub

Function VOTE_PASSES(in_favour, total, Optional fraction)
    On Error GoTo failed
    VOTE_PASSES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "VOTE_PASSES", Array(in_favour, _
        total, fraction), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    VOTE_PASSES = NoAnswer(Err.Description)
End Function

Private Sub Describe_VOTE_PASSES()
    Describe "VOTE_PASSES", "Cap Table: Conversion", _
        "Whether a vote or consent reaches a majority, or the fraction that it needs.", Array( _
        "Shares, votes or principal in favour.", _
        "All that count: outstanding, or represented at a meeting; above 0.", _
        "Fraction of the total that is enough, as 3/4 or 1. Left out: more than half.")
End Sub

Function PROTECTION_APPLIES(outstanding, authorized, Optional fraction, Optional reading, _
    Optional original)
    On Error GoTo failed
    PROTECTION_APPLIES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "PROTECTION_APPLIES", _
        Array(outstanding, authorized, fraction, reading, original), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    PROTECTION_APPLIES = NoAnswer(Err.Description)
End Function

Private Sub Describe_PROTECTION_APPLIES()
    Describe "PROTECTION_APPLIES", "Cap Table: Conversion", _
        "Whether so many shares are outstanding that the protective provisions apply.", Array( _
        "Shares of the series outstanding.", _
        "Authorized shares of the series, above 0; 3,752 at first.", _
        "Fraction of the authorized shares that must remain outstanding, above 0. Default 0.25.", _
        "The authorized shares that are meant. Default ""as amended"". Choices: as amended, original.", _
        "Shares authorized at first, above 0; looked at where they are meant. Default 3752.")
End Sub

Function CONVERSION_PROPERTY(preferred_shares, original_issue_price, price_at_event, _
    units_per_common, Optional dividend_per_share, Optional change, Optional reading, Optional _
    dividend)
    On Error GoTo failed
    CONVERSION_PROPERTY = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CONVERSION_PROPERTY", _
        Array(preferred_shares, original_issue_price, price_at_event, units_per_common, _
        dividend_per_share, change, reading, dividend), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CONVERSION_PROPERTY = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVERSION_PROPERTY()
    Describe "CONVERSION_PROPERTY", "Cap Table: Conversion", _
        "Securities or property to receive on conversion after a change, in units, unrounded.", Array( _
        "Preferred shares that one holder converts together.", _
        "Original Issue Price, $ per preferred share, above 0.", _
        "Conversion price at a distribution; else just before the change, as adjusted since.", _
        "Units received for one common share, with what they have earned since.", _
        "Declared but unpaid at the event, $ per preferred share. Default 0.", _
        "What happened. Default ""distribution"". Choices: distribution, reclassification, reorganization, merger.", _
        "What VII.E(5) does in a merger. Default ""as reorganization"". Choices: as reorganization, no rule.", _
        "Whether that dividend would have converted too. Default ""not included"". Choices: not included, included.")
End Sub

Function ISSUE_PRICE_AFTER_SPLIT(original_issue_price, new_preferred_per_old)
    On Error GoTo failed
    ISSUE_PRICE_AFTER_SPLIT = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "ISSUE_PRICE_AFTER_SPLIT", Array(original_issue_price, new_preferred_per_old), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    ISSUE_PRICE_AFTER_SPLIT = NoAnswer(Err.Description)
End Function

Private Sub Describe_ISSUE_PRICE_AFTER_SPLIT()
    Describe "ISSUE_PRICE_AFTER_SPLIT", "Cap Table: Conversion", _
        "Original Issue Price after a split of the preferred; a split of the common leaves it.", Array( _
        "Original Issue Price, $ per preferred share, above 0.", _
        "New preferred shares for one old one, above 0; 0.05 in a 1-for-20 combination.")
End Sub

Function REGISTRABLE_SHARES(preferred_by_holder, original_issue_price, conversion_price, _
    Optional warrant_shares)
    On Error GoTo failed
    REGISTRABLE_SHARES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "REGISTRABLE_SHARES", _
        Array(preferred_by_holder, original_issue_price, conversion_price, warrant_shares), _
        ThisWorkbook, Application.Caller))
    Exit Function
failed:
    REGISTRABLE_SHARES = NoAnswer(Err.Description)
End Function

Private Sub Describe_REGISTRABLE_SHARES()
    Describe "REGISTRABLE_SHARES", "Cap Table: Conversion", _
        "Common shares to register: whole ones on conversion of each holder, and of the warrants.", Array( _
        "Preferred shares of each holder; no blanks.", _
        "Original Issue Price, $ per preferred share, above 0.", _
        "Conversion price then in effect, $ per share, above 0.", _
        "Common shares under the warrants issued with the preferred. Default 0.")
End Sub

Function CLASS_VOTE_PASSES(in_favour, represented, outstanding, Optional quorum)
    On Error GoTo failed
    CLASS_VOTE_PASSES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CLASS_VOTE_PASSES", _
        Array(in_favour, represented, outstanding, quorum), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CLASS_VOTE_PASSES = NoAnswer(Err.Description)
End Function

Private Sub Describe_CLASS_VOTE_PASSES()
    Describe "CLASS_VOTE_PASSES", "Cap Table: Conversion", _
        "Whether a class vote passes at a meeting: a quorum, and a majority of those represented.", Array( _
        "Shares that vote for it.", _
        "Shares at the meeting, in person or by proxy, above 0.", _
        "All shares of the class, above 0.", _
        "Fraction of all shares that is a quorum, above 0. Left out: more than half.")
End Sub

Function REDEMPTION_PRICE(original_issue_price, closing_date, redemption_date, Optional _
    schedule, Optional reading, Optional occurs, Optional notice_date, Optional payment_date)
    On Error GoTo failed
    REDEMPTION_PRICE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "REDEMPTION_PRICE", _
        Array(original_issue_price, closing_date, redemption_date, schedule, reading, occurs, _
        notice_date, payment_date), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    REDEMPTION_PRICE = NoAnswer(Err.Description)
End Function

Private Sub Describe_REDEMPTION_PRICE()
    Describe "REDEMPTION_PRICE", "Cap Table: Redemption", _
        "Redemption Price of one share on a date; an anniversary keeps the higher tier.", Array( _
        "Original Issue Price, $ per preferred share, above 0.", _
        "Closing Date, from which the months are counted.", _
        "Day on which the redemption occurs; not before the Closing Date.", _
        "Rows of (months, rate), the last with blank months. Default 12, 120%; 24, 110%; 48, 105%; then 100%.", _
        "Which tier an anniversary belongs to. Default ""ending tier"". Choices: ending tier, starting tier.", _
        "The day on which the redemption occurs. Default ""redemption date"". Choices: redemption date, notice date, payment date.", _
        "Day of the Company Redemption Notice, where the redemption occurs on it.", _
        "Day of the payment, where the redemption occurs on it.")
End Sub

Function REDEMPTION_AMOUNT(shares, original_issue_price, closing_date, redemption_date, Optional _
    dividend_per_share, Optional schedule, Optional reading, Optional occurs, Optional notice_date, _
    Optional payment_date, Optional half_cent)
    On Error GoTo failed
    REDEMPTION_AMOUNT = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "REDEMPTION_AMOUNT", _
        Array(shares, original_issue_price, closing_date, redemption_date, dividend_per_share, _
        schedule, reading, occurs, notice_date, payment_date, half_cent), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    REDEMPTION_AMOUNT = NoAnswer(Err.Description)
End Function

Private Sub Describe_REDEMPTION_AMOUNT()
    Describe "REDEMPTION_AMOUNT", "Cap Table: Redemption", _
        "What the Company pays to redeem shares at its own option, to the cent.", Array( _
        "Whole shares of one holder that are redeemed, at least 1.", _
        "Original Issue Price, $ per preferred share, above 0.", _
        "Closing Date, from which the months are counted.", _
        "Day on which the redemption occurs; not before the Closing Date.", _
        "Declared but unpaid dividend, $ per preferred share. Default 0.", _
        "Rows of (months, rate), the last with blank months. Default 12, 120%; 24, 110%; 48, 105%; then 100%.", _
        "Which tier an anniversary belongs to. Default ""ending tier"". Choices: ending tier, starting tier.", _
        "The day on which the redemption occurs. Default ""redemption date"". Choices: redemption date, notice date, payment date.", _
        "Day of the Company Redemption Notice, where the redemption occurs on it.", _
        "Day of the payment, where the redemption occurs on it.", _
        "Where half a cent goes. Default ""half up"". Choices: half up, bankers.")
End Sub

Function PRO_RATA(total, weights, Optional unit, Optional reading)
    On Error GoTo failed
    PRO_RATA = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "PRO_RATA", Array(total, weights, _
        unit, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    PRO_RATA = NoAnswer(Err.Description)
End Function

Private Sub Describe_PRO_RATA()
    Describe "PRO_RATA", "Cap Table: Redemption", _
        "Total shared by weights in whole units, in their shape; the parts add up to the total.", Array( _
        "What is shared: shares, or $; a multiple of the unit.", _
        "Row, column or block of weights, 0 or more and not all 0; no cell may be blank.", _
        "Smallest part, above 0: 1 for shares, 0.01 for cents. Default 1.", _
        "What happens to the fraction of a unit. Default ""largest remainder"". Choices: largest remainder, round down, exact.")
End Sub

Function REDEMPTION_ALLOCATION(shares_to_redeem, shares_held)
    On Error GoTo failed
    REDEMPTION_ALLOCATION = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "REDEMPTION_ALLOCATION", Array(shares_to_redeem, shares_held), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    REDEMPTION_ALLOCATION = NoAnswer(Err.Description)
End Function

Private Sub Describe_REDEMPTION_ALLOCATION()
    Describe "REDEMPTION_ALLOCATION", "Cap Table: Redemption", _
        "Whole shares redeemed from each holder, pro rata, in the shape of the shares held.", Array( _
        "Whole shares to redeem in all, at most those held.", _
        "Whole shares of each holder at the redemption, or in each Redemption Notice; no blanks.")
End Sub

Function REDEMPTION_CAPACITY(surplus, price_per_share, shares_requested, Optional reading, _
    Optional other_limit)
    On Error GoTo failed
    REDEMPTION_CAPACITY = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "REDEMPTION_CAPACITY", _
        Array(surplus, price_per_share, shares_requested, reading, other_limit), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    REDEMPTION_CAPACITY = NoAnswer(Err.Description)
End Function

Private Sub Describe_REDEMPTION_CAPACITY()
    Describe "REDEMPTION_CAPACITY", "Cap Table: Redemption", _
        "Most whole shares that can be redeemed without impairing the Company's capital.", Array( _
        "Surplus under DGCL 160, net assets less capital, $; may be below 0.", _
        "Price of one share with its dividend, $, above 0.", _
        "Whole shares in all Redemption Notices.", _
        "What limits the redemption. Default ""surplus"". Choices: surplus, other limit.", _
        "What the Company may spend, $, where that is the limit.")
End Sub

Function REDEMPTION_NOTICE_VALID(notice_date, redemption_date, Optional holidays, Optional _
    business_days, Optional reading)
    On Error GoTo failed
    REDEMPTION_NOTICE_VALID = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "REDEMPTION_NOTICE_VALID", Array(notice_date, redemption_date, holidays, business_days, _
        reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    REDEMPTION_NOTICE_VALID = NoAnswer(Err.Description)
End Function

Private Sub Describe_REDEMPTION_NOTICE_VALID()
    Describe "REDEMPTION_NOTICE_VALID", "Cap Table: Redemption", _
        "Whether a Company Redemption Notice comes enough business days before the redemption.", Array( _
        "Day on which the Company Redemption Notice is delivered.", _
        "Redemption date that it names; not before the notice.", _
        "Row or column of holidays, as FEDERAL_HOLIDAYS gives them. Without it only weekends are left out, and every holiday counts as a business day.", _
        "Business days of notice needed. Default 5.", _
        "Whether the day of the event is one of the business days of notice. Default ""event day"". Choices: event day, clear days.")
End Sub

Function REDEMPTION_PAYMENT_DUE(notice_date, Optional holidays, Optional business_days, Optional _
    redemption_date, Optional reading)
    On Error GoTo failed
    REDEMPTION_PAYMENT_DUE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "REDEMPTION_PAYMENT_DUE", Array(notice_date, holidays, business_days, redemption_date, _
        reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    REDEMPTION_PAYMENT_DUE = NoAnswer(Err.Description)
End Function

Private Sub Describe_REDEMPTION_PAYMENT_DUE()
    Describe "REDEMPTION_PAYMENT_DUE", "Cap Table: Redemption", _
        "Last day on which the Company may pay for redeemed shares: the tenth business day.", Array( _
        "Day on which the Company receives a Redemption Notice, or delivers its own.", _
        "Row or column of holidays, as FEDERAL_HOLIDAYS gives them. Without it only weekends are left out, and every holiday counts as a business day.", _
        "Business days to pay; the last is in time. Default 10.", _
        "Redemption date that the Company's own notice names.", _
        "The last day where the redemption date comes after the ten business days. Default ""tenth business day"". Choices: tenth business day, later of both.")
End Sub

Function CONVERSION_WINDOW_OPEN(redemption_notice_received, conversion_notice_delivered, _
    Optional hours, Optional reading, Optional redeemed)
    On Error GoTo failed
    CONVERSION_WINDOW_OPEN = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "CONVERSION_WINDOW_OPEN", Array(redemption_notice_received, conversion_notice_delivered, _
        hours, reading, redeemed), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CONVERSION_WINDOW_OPEN = NoAnswer(Err.Description)
End Function

Private Sub Describe_CONVERSION_WINDOW_OPEN()
    Describe "CONVERSION_WINDOW_OPEN", "Cap Table: Redemption", _
        "Whether a holder can still convert shares that the Company has called for redemption.", Array( _
        "When the holder receives the Company Redemption Notice, date and time.", _
        "When it delivers its Notice of Conversion; both in one time, as UTC.", _
        "Hours that the window stays open after receipt. Default 24.", _
        "The window after these hours. Default ""closed"". Choices: closed, open until redeemed.", _
        "When the shares were redeemed; blank if they have not been.")
End Sub

Function ISSUABLE_PREFERRED(authorized, ever_issued)
    On Error GoTo failed
    ISSUABLE_PREFERRED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "ISSUABLE_PREFERRED", _
        Array(authorized, ever_issued), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    ISSUABLE_PREFERRED = NoAnswer(Err.Description)
End Function

Private Sub Describe_ISSUABLE_PREFERRED()
    Describe "ISSUABLE_PREFERRED", "Cap Table: Redemption", _
        "Shares of the series that can still be issued; reacquired ones never come back.", Array( _
        "Authorized shares of the series; 3,752 at first.", _
        "Shares ever issued, also those redeemed or converted since.")
End Sub

Function REDEMPTION_DEFERRED(shares_requested, shares_redeemed)
    On Error GoTo failed
    REDEMPTION_DEFERRED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "REDEMPTION_DEFERRED", _
        Array(shares_requested, shares_redeemed), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    REDEMPTION_DEFERRED = NoAnswer(Err.Description)
End Function

Private Sub Describe_REDEMPTION_DEFERRED()
    Describe "REDEMPTION_DEFERRED", "Cap Table: Redemption", _
        "Shares of each holder that remain to be redeemed on a later request.", Array( _
        "Whole shares in the Redemption Notice of each holder; no blanks.", _
        "Whole shares of each of these holders that were redeemed, at most those requested.")
End Sub

Function HOLDER_REDEMPTION_AMOUNT(shares, original_issue_price, Optional dividend_per_share, _
    Optional reading, Optional closing_date, Optional redemption_date, Optional schedule, Optional _
    half_cent)
    On Error GoTo failed
    HOLDER_REDEMPTION_AMOUNT = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "HOLDER_REDEMPTION_AMOUNT", Array(shares, original_issue_price, dividend_per_share, reading, _
        closing_date, redemption_date, schedule, half_cent), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    HOLDER_REDEMPTION_AMOUNT = NoAnswer(Err.Description)
End Function

Private Sub Describe_HOLDER_REDEMPTION_AMOUNT()
    Describe "HOLDER_REDEMPTION_AMOUNT", "Cap Table: Redemption", _
        "What the Company pays to redeem at the holders' request on an event, to the cent.", Array( _
        "Shares in the Redemption Notice of one holder.", _
        "Original Issue Price, $ per preferred share, above 0.", _
        "Declared but unpaid dividend, $ per preferred share. Default 0.", _
        "The price of the shares. Default ""original issue price"". Choices: original issue price, tiered price.", _
        "Closing Date, where the tiers give the price.", _
        "Day of the redemption, where the tiers give the price.", _
        "Rows of (months, rate), the last with blank months. Default 12, 120%; 24, 110%; 48, 105%; then 100%.", _
        "Where half a cent goes. Default ""half up"". Choices: half up, bankers.")
End Sub

Function HOLDER_REDEMPTION_RIGHT(shares_requesting, shares_outstanding, triggering_event)
    On Error GoTo failed
    HOLDER_REDEMPTION_RIGHT = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "HOLDER_REDEMPTION_RIGHT", Array(shares_requesting, shares_outstanding, triggering_event), _
        ThisWorkbook, Application.Caller))
    Exit Function
failed:
    HOLDER_REDEMPTION_RIGHT = NoAnswer(Err.Description)
End Function

Private Sub Describe_HOLDER_REDEMPTION_RIGHT()
    Describe "HOLDER_REDEMPTION_RIGHT", "Cap Table: Redemption", _
        "Whether holders may require redemption: a majority asks while the event is in effect.", Array( _
        "Shares of the holders who ask for redemption.", _
        "Shares of the series outstanding, above 0.", _
        "TRUE where a Triggering Event is in effect when the notice is delivered.")
End Sub

Function HOLDER_REDEMPTION_SHARES(shares_requested, shares_held, triggering_event, Optional _
    reading)
    On Error GoTo failed
    HOLDER_REDEMPTION_SHARES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "HOLDER_REDEMPTION_SHARES", Array(shares_requested, shares_held, triggering_event, reading), _
        ThisWorkbook, Application.Caller))
    Exit Function
failed:
    HOLDER_REDEMPTION_SHARES = NoAnswer(Err.Description)
End Function

Private Sub Describe_HOLDER_REDEMPTION_SHARES()
    Describe "HOLDER_REDEMPTION_SHARES", "Cap Table: Redemption", _
        "Shares of each holder that the Company must redeem; 0 where the holders have no right.", Array( _
        "Shares in the Redemption Notice of each holder, 0 where it gave none; no blanks.", _
        "Shares that each of these holders holds; together all that are outstanding.", _
        "TRUE where a Triggering Event is in effect when the notices are delivered.", _
        "The shares that the majority's request reaches. Default ""requested"". Choices: requested, all.")
End Sub

Function TRIGGER_REGISTRATION(closing_date, as_of, Optional declared_effective, Optional _
    excused, Optional months, Optional reading)
    On Error GoTo failed
    TRIGGER_REGISTRATION = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "TRIGGER_REGISTRATION", Array(closing_date, as_of, declared_effective, excused, months, _
        reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    TRIGGER_REGISTRATION = NoAnswer(Err.Description)
End Function

Private Sub Describe_TRIGGER_REGISTRATION()
    Describe "TRIGGER_REGISTRATION", "Cap Table: Redemption", _
        "Whether the lack of an effective Registration Statement is a Triggering Event that day.", Array( _
        "Closing Date, from which the months are counted.", _
        "Day that is asked about.", _
        "Day on which a Registration Statement became effective.", _
        "TRUE where holders or a Permitted Black-Out Period account for the failure. Default FALSE.", _
        "Months after the Closing Date; the last day is in time. Default 15.", _
        "What a remedy that comes late does to the event: a statement, a listing, a performance. Default ""ends"". Choices: ends, stays.")
End Sub

Function TRIGGER_RUN(flags, required, Optional excused, Optional reading, Optional in_effect)
    On Error GoTo failed
    TRIGGER_RUN = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "TRIGGER_RUN", Array(flags, _
        required, excused, reading, in_effect), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    TRIGGER_RUN = NoAnswer(Err.Description)
End Function

Private Sub Describe_TRIGGER_RUN()
    Describe "TRIGGER_RUN", "Cap Table: Redemption", _
        "Whether bad trading days that run so long are a Triggering Event on the last of them.", Array( _
        "One flag for each trading day, oldest first: 1 for a bad day, without an effective statement or a listing. No weekends, holidays or blanks.", _
        "Consecutive bad trading days: 20 without a statement, 5 without a listing.", _
        "One flag for each of these days: 1 where the holders or a Permitted Black-Out Period account for it. Default none.", _
        "What an excused day does to a run of bad days. Default ""break"". Choices: break, pause.", _
        "What a remedy that comes late does to the event: a statement, a listing, a performance. Default ""ends"". Choices: ends, stays.")
End Sub

Function TRIGGER_CONVERSION_FAILURE(notice_received, as_of, Optional performed, Optional _
    holidays, Optional business_days, Optional in_effect)
    On Error GoTo failed
    TRIGGER_CONVERSION_FAILURE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "TRIGGER_CONVERSION_FAILURE", Array(notice_received, as_of, performed, holidays, _
        business_days, in_effect), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    TRIGGER_CONVERSION_FAILURE = NoAnswer(Err.Description)
End Function

Private Sub Describe_TRIGGER_CONVERSION_FAILURE()
    Describe "TRIGGER_CONVERSION_FAILURE", "Cap Table: Redemption", _
        "Whether the Company's failure to convert in time is a Triggering Event in effect that day.", Array( _
        "Day on which the Company receives a proper notice.", _
        "Day that is asked about.", _
        "Day on which the Company complied; blank if it has not.", _
        "Row or column of holidays, as FEDERAL_HOLIDAYS gives them. Without it only weekends are left out, and every holiday counts as a business day.", _
        "Business days that the Company has; the last is in time. Default 10.", _
        "What a remedy that comes late does to the event: a statement, a listing, a performance. Default ""ends"". Choices: ends, stays.")
End Sub

Function BLACK_OUT_COVERS(day, start, Optional disclosed, Optional unneeded, Optional reading, _
    Optional longest_days)
    On Error GoTo failed
    BLACK_OUT_COVERS = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "BLACK_OUT_COVERS", _
        Array(day, start, disclosed, unneeded, reading, longest_days), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    BLACK_OUT_COVERS = NoAnswer(Err.Description)
End Function

Private Sub Describe_BLACK_OUT_COVERS()
    Describe "BLACK_OUT_COVERS", "Cap Table: Redemption", _
        "Whether a day lies in a Permitted Black-Out Period, both ends included.", Array( _
        "Day that is asked about; a column of them gives the excused days.", _
        "Day on which the Board found disclosure detrimental or not required.", _
        "Day of the disclosure; blank while there is none.", _
        "Day from which disclosure is no longer detrimental or needed; blank while it is.", _
        "How long the period can last. Default ""no maximum"". Choices: no maximum, maximum.", _
        "Calendar days of a maximum, above 0.")
End Sub

Function EFFECTIVENESS_END(declared_effective, Optional all_sold, Optional freely_saleable)
    On Error GoTo failed
    EFFECTIVENESS_END = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "EFFECTIVENESS_END", _
        Array(declared_effective, all_sold, freely_saleable), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    EFFECTIVENESS_END = NoAnswer(Err.Description)
End Function

Private Sub Describe_EFFECTIVENESS_END()
    Describe "EFFECTIVENESS_END", "Cap Table: Redemption", _
        "Last day of the Effectiveness Period: the earliest of the two days and two years.", Array( _
        "Day on which the Registration Statement was.", _
        "Day on which all Registrable Securities have been sold.", _
        "Day from which all may be sold under Rule 144(k).")
End Sub

Function TRIGGER_BREACH(notice, as_of, Optional cured, Optional reasonable_days, Optional _
    in_effect, Optional materially_adverse)
    On Error GoTo failed
    TRIGGER_BREACH = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "TRIGGER_BREACH", _
        Array(notice, as_of, cured, reasonable_days, in_effect, materially_adverse), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    TRIGGER_BREACH = NoAnswer(Err.Description)
End Function

Private Sub Describe_TRIGGER_BREACH()
    Describe "TRIGGER_BREACH", "Cap Table: Redemption", _
        "Whether a breach left uncured longer than is reasonable is a Triggering Event that day.", Array( _
        "Day of the notice of the breach.", _
        "Day that is asked about.", _
        "Day of the cure; blank if there was none.", _
        "Calendar days that are reasonable, a judgement; the last is in time. Default 30.", _
        "What a remedy that comes late does to the event: a statement, a listing, a performance. Default ""ends"". Choices: ends, stays.", _
        "Whether the breach is materially adverse to any holder, a judgement too. Default TRUE.")
End Sub

Function DIVIDEND_ACCRUED(principal, from_date, to_date, rate, Optional method, Optional _
    frequency, Optional day_count, Optional paid)
    On Error GoTo failed
    DIVIDEND_ACCRUED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "DIVIDEND_ACCRUED", _
        Array(principal, from_date, to_date, rate, method, frequency, day_count, paid), _
        ThisWorkbook, Application.Caller))
    Exit Function
failed:
    DIVIDEND_ACCRUED = NoAnswer(Err.Description)
End Function

Private Sub Describe_DIVIDEND_ACCRUED()
    Describe "DIVIDEND_ACCRUED", "Cap Table: Liquidation", _
        "Cumulative dividends that have accrued and are unpaid, to the cent.", Array( _
        "What the rate is of, $: original issue price times shares.", _
        "Day from which dividends accrue.", _
        "Day to which they are counted, at most 100 years later.", _
        "Dividends a year, as 0.08 for 8%; at most 1.", _
        "Whether unpaid dividends bear dividends. Default ""simple"". Choices: simple, compound.", _
        "How often a year they are compounded. Default ""4"".", _
        "How days become a part of a year. Default ""actual/365"". Choices: actual/365, actual/360, 30/360, actual/actual.", _
        "Paid of it already, $. Default 0.")
End Sub

Function DIVIDEND_ALLOWED(per_share, Optional already_this_year, Optional senior_dividends_paid, _
    Optional annual_rate, Optional reading, Optional new_preferred_per_old, Optional rate_on_split)
    On Error GoTo failed
    DIVIDEND_ALLOWED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "DIVIDEND_ALLOWED", _
        Array(per_share, already_this_year, senior_dividends_paid, annual_rate, reading, _
        new_preferred_per_old, rate_on_split), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    DIVIDEND_ALLOWED = NoAnswer(Err.Description)
End Function

Private Sub Describe_DIVIDEND_ALLOWED()
    Describe "DIVIDEND_ALLOWED", "Cap Table: Liquidation", _
        "Whether a dividend may be declared: seniors paid, and the year's total within the rate.", Array( _
        "Dividend to be declared, $ per preferred share.", _
        "Declared before it in the same fiscal year, $ per preferred share. Default 0.", _
        "TRUE where Series 1-A and Series 2-A, both, were paid their dividends of the fiscal year or had them declared and set aside; unknown, blank, is refused.", _
        "Rate before a split of the preferred, $ per preferred share annually. Default 40.", _
        "Whether the rate is the most that a year can bring. Default ""at most the rate"". Choices: at most the rate, no cap.", _
        "New preferred shares for one old one by their splits, above 0. Default 1.", _
        "What such a split does to the rate. Default ""moves"". Choices: moves, fixed.")
End Sub

Function DIVIDEND_SURVIVES(record_date, conversion_date)
    On Error GoTo failed
    DIVIDEND_SURVIVES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "DIVIDEND_SURVIVES", _
        Array(record_date, conversion_date), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    DIVIDEND_SURVIVES = NoAnswer(Err.Description)
End Function

Private Sub Describe_DIVIDEND_SURVIVES()
    Describe "DIVIDEND_SURVIVES", "Cap Table: Liquidation", _
        "Whether the record date came before the conversion or redemption; the same day did not.", Array( _
        "Record date of the declared dividend.", _
        "Day on which the shares were converted or redeemed.")
End Sub

Function DIVIDEND_ON_CONVERSION(dividend_per_share, record_date, conversion_date, Optional _
    reading)
    On Error GoTo failed
    DIVIDEND_ON_CONVERSION = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "DIVIDEND_ON_CONVERSION", Array(dividend_per_share, record_date, conversion_date, reading), _
        ThisWorkbook, Application.Caller))
    Exit Function
failed:
    DIVIDEND_ON_CONVERSION = NoAnswer(Err.Description)
End Function

Private Sub Describe_DIVIDEND_ON_CONVERSION()
    Describe "DIVIDEND_ON_CONVERSION", "Cap Table: Liquidation", _
        "Part of a declared dividend that converts with its share, and part that is paid, $.", Array( _
        "Declared but unpaid dividend, $ per preferred share.", _
        "Record date of it.", _
        "Day on which the share is converted.", _
        "In what the holder receives it. Default ""shares"". Choices: shares, cash.")
End Sub

Function DIVIDENDS_OWED(declared, Optional paid)
    On Error GoTo failed
    DIVIDENDS_OWED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "DIVIDENDS_OWED", _
        Array(declared, paid), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    DIVIDENDS_OWED = NoAnswer(Err.Description)
End Function

Private Sub Describe_DIVIDENDS_OWED()
    Describe "DIVIDENDS_OWED", "Cap Table: Liquidation", _
        "Dividends owed: declared less paid, without interest however long it takes.", Array( _
        "All dividends ever declared, $; undeclared ones never count.", _
        "Of these, paid by now, $. Default 0.")
End Sub

Function LIQUIDATION_PREFERENCE(shares, original_issue_price, declared_dividends, _
    retained_earnings, Optional reading)
    On Error GoTo failed
    LIQUIDATION_PREFERENCE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "LIQUIDATION_PREFERENCE", Array(shares, original_issue_price, declared_dividends, _
        retained_earnings, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    LIQUIDATION_PREFERENCE = NoAnswer(Err.Description)
End Function

Private Sub Describe_LIQUIDATION_PREFERENCE()
    Describe "LIQUIDATION_PREFERENCE", "Cap Table: Liquidation", _
        "Preference of all shares: issue price plus dividends, these up to retained earnings.", Array( _
        "Preferred shares outstanding.", _
        "Original Issue Price, $ per preferred share, above 0.", _
        "Declared but unpaid dividends on all these shares together, $.", _
        "Retained earnings of the Company, $; may be negative.", _
        "What the retained earnings limit. Default ""dividends"". Choices: dividends, whole preference.")
End Sub

Function PREFERENCE_AFTER_FEES(preference, fees)
    On Error GoTo failed
    PREFERENCE_AFTER_FEES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "PREFERENCE_AFTER_FEES", Array(preference, fees), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    PREFERENCE_AFTER_FEES = NoAnswer(Err.Description)
End Function

Private Sub Describe_PREFERENCE_AFTER_FEES()
    Describe "PREFERENCE_AFTER_FEES", "Cap Table: Liquidation", _
        "What is left of the preference when its holders bear the appraisal fees; never below 0.", Array( _
        "Liquidation preference of all shares together, $.", _
        "Appraisal fees and costs that the holders bear, $.")
End Sub

Function WATERFALL(proceeds, classes, Optional reading)
    On Error GoTo failed
    WATERFALL = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "WATERFALL", Array(proceeds, _
        classes, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    WATERFALL = NoAnswer(Err.Description)
End Function

Private Sub Describe_WATERFALL()
    Describe "WATERFALL", "Cap Table: Liquidation", _
        "Payout of each class, one a row as in `classes`; together they are the proceeds.", Array( _
        "What there is to distribute, $.", _
        "Header and rows: class, seniority (1 is paid first), preference ($; 0 or blank for common), shares (as converted), participation (none, full, capped), cap ($ in total), convertible (TRUE/FALSE), as_if_without (classes left out to find its amount: A;B).", _
        "As the seniority column has them, or the classes named Series 1-A and Series 2-A as equals. Default ""1-A first"". Choices: 1-A first, pari passu.")
End Sub

Function BREAKPOINTS(classes, Optional reading)
    On Error GoTo failed
    BREAKPOINTS = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "BREAKPOINTS", Array(classes, _
        reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    BREAKPOINTS = NoAnswer(Err.Description)
End Function

Private Sub Describe_BREAKPOINTS()
    Describe "BREAKPOINTS", "Cap Table: Liquidation", _
        "Each amount of proceeds at which the sharing changes, and the reason.", Array( _
        "Header and rows: class, seniority (1 is paid first), preference ($; 0 or blank for common), shares (as converted), participation (none, full, capped), cap ($ in total), convertible (TRUE/FALSE), as_if_without (classes left out to find its amount: A;B).", _
        "As the seniority column has them, or the classes named Series 1-A and Series 2-A as equals. Default ""1-A first"". Choices: 1-A first, pari passu.")
End Sub

Function DEEMED_LIQUIDATION(kind, holders_voting_share, Optional domicile_change)
    On Error GoTo failed
    DEEMED_LIQUIDATION = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "DEEMED_LIQUIDATION", _
        Array(kind, holders_voting_share, domicile_change), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    DEEMED_LIQUIDATION = NoAnswer(Err.Description)
End Function

Private Sub Describe_DEEMED_LIQUIDATION()
    Describe "DEEMED_LIQUIDATION", "Cap Table: Liquidation", _
        "Whether the transaction is a liquidation: unless the holders keep more than half.", Array( _
        "What happens to the Company. Choices: acquisition, asset sale.", _
        "Part of the votes of the survivor or acquirer that the holders before hold after.", _
        "TRUE for a merger solely to change the domicile; says nothing of an asset sale. Default FALSE.")
End Sub

Function MARKET_PRICE(closes, Optional bids, Optional asks, Optional days, Optional reading, _
    Optional market, Optional bulletin_board, Optional board_value)
    On Error GoTo failed
    MARKET_PRICE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "MARKET_PRICE", Array(closes, _
        bids, asks, days, reading, market, bulletin_board, board_value), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    MARKET_PRICE = NoAnswer(Err.Description)
End Function

Private Sub Describe_MARKET_PRICE()
    Describe "MARKET_PRICE", "Cap Table: Liquidation", _
        "Average daily market price; a day without a sale takes the mean of bid and asked.", Array( _
        "Closing prices, one a trading day, oldest first, up to the day before the receipt; blank where no sale took place.", _
        "Closing bids of the same days.", _
        "Closing asked prices of the same days.", _
        "Trading days that count, the last ones. Default 20.", _
        "What a day without a price does. Default ""refused"". Choices: refused, previous day.", _
        "Where the stock trades, as in CLOSING_PRICE: ""OTCBB"" or other. Default ""exchange"".", _
        "On OTCBB, which value counts. Default ""board value"". Choices: board value, closing bids.", _
        "Value that the Board determined, $ per share, where it counts.")
End Sub

Function CLOSING_PRICE(market, Optional last_sale, Optional bid, Optional asked)
    On Error GoTo failed
    CLOSING_PRICE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CLOSING_PRICE", _
        Array(market, last_sale, bid, asked), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CLOSING_PRICE = NoAnswer(Err.Description)
End Function

Private Sub Describe_CLOSING_PRICE()
    Describe "CLOSING_PRICE", "Cap Table: Liquidation", _
        "Closing Price of a day: the last sale, else the mean of both quotes; on OTCBB the bid.", Array( _
        "Where the stock trades: ""exchange"", ""NASDAQ"", ""NYSE"", ""AMEX"", ""OTCBB"".", _
        "Last sale of the day, $ per share; blank where no sale took place.", _
        "Closing bid, $ per share.", _
        "Closing asked price, $ per share.")
End Sub

Function VALUATION_DEADLINE(step, start_date, Optional reading, Optional holidays)
    On Error GoTo failed
    VALUATION_DEADLINE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "VALUATION_DEADLINE", _
        Array(step, start_date, reading, holidays), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    VALUATION_DEADLINE = NoAnswer(Err.Description)
End Function

Private Sub Describe_VALUATION_DEADLINE()
    Describe "VALUATION_DEADLINE", "Cap Table: Liquidation", _
        "Last day for a step of the valuation: 5, 15, 20, 21 or 60 days after it starts.", Array( _
        "What has to be done until then. Choices: board notice, objection, joint appraiser, own appraisers, report.", _
        "Board notice: the determination. Objection: receipt of that notice. Joint or own appraisers: the Board's receipt of the objection. Report: the appointment.", _
        "A last day that is no business day. Default ""not rolled"". Choices: not rolled, next business day.", _
        "Row or column of holidays, as FEDERAL_HOLIDAYS gives them. Without it only weekends are left out, and every holiday counts as a business day.")
End Sub

Function APPRAISAL_DEMANDED(objections, shares_outstanding, Optional reading)
    On Error GoTo failed
    APPRAISAL_DEMANDED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "APPRAISAL_DEMANDED", _
        Array(objections, shares_outstanding, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    APPRAISAL_DEMANDED = NoAnswer(Err.Description)
End Function

Private Sub Describe_APPRAISAL_DEMANDED()
    Describe "APPRAISAL_DEMANDED", "Cap Table: Liquidation", _
        "Whether holders of at least two thirds of the shares objected within 15 days.", Array( _
        "Header and one row a holder: shares, received (the Board's notice), objected (blank where the holder did not).", _
        "Preferred shares outstanding, above 0.", _
        "Whose receipt starts the 15 days. Default ""own receipt"". Choices: own receipt, latest receipt.")
End Sub

Function APPRAISED_VALUE(first, second, Optional chosen)
    On Error GoTo failed
    APPRAISED_VALUE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "APPRAISED_VALUE", _
        Array(first, second, chosen), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    APPRAISED_VALUE = NoAnswer(Err.Description)
End Function

Private Sub Describe_APPRAISED_VALUE()
    Describe "APPRAISED_VALUE", "Cap Table: Liquidation", _
        "Final value: the mean where the lower is at least 90% of the higher, else the pick.", Array( _
        "Value of the first appraiser, $.", _
        "Value of the second appraiser, $.", _
        "Which of the two the final appraiser picked, $; needed where they are far apart.")
End Sub

Function APPRAISAL_FEES_PAYER(final_value, board_value)
    On Error GoTo failed
    APPRAISAL_FEES_PAYER = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "APPRAISAL_FEES_PAYER", Array(final_value, board_value), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    APPRAISAL_FEES_PAYER = NoAnswer(Err.Description)
End Function

Private Sub Describe_APPRAISAL_FEES_PAYER()
    Describe "APPRAISAL_FEES_PAYER", "Cap Table: Liquidation", _
        "Who bears the fees: ""holders"" where the value is at most 10% above the Board's.", Array( _
        "Final appraised value, $.", _
        "Value that the Board determined, $, above 0.")
End Sub

Function WARRANT_HISTORY(price, shares, issue_date, events, Optional reading, Optional same_day, _
    Optional partial, Optional between, Optional decimals, Optional ratchet)
    On Error GoTo failed
    WARRANT_HISTORY = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "WARRANT_HISTORY", _
        Array(price, shares, issue_date, events, reading, same_day, partial, between, decimals, _
        ratchet), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    WARRANT_HISTORY = NoAnswer(Err.Description)
End Function

Private Sub Describe_WARRANT_HISTORY()
    Describe "WARRANT_HISTORY", "Cap Table: Warrants", _
        "History of a warrant, from the start on: date, event, price after, shares after.", Array( _
        "Purchase price at the start, $ per share, above 0.", _
        "Shares purchasable at that price.", _
        "Date of the warrant; only what happens after it counts.", _
        "Header row and events: date, event (split, stock dividend, issue, expiry), shares... An expiry (of_event = row of the issue, 1 the first): shares issued under the rights or still issuable, as of the issue's day; consideration with all grant money.", _
        "What an expiry does to the events after its issue. Default ""replay"". Choices: replay, scale.", _
        "Order of the events of one day. Default ""closings first"". Choices: closings first, rows.", _
        "Which of several expiries of one issue readjusts. Default ""each"". Choices: each, last.", _
        "The price that an event leaves for the next. Default ""exact"". Choices: exact, rounded.", _
        "Decimals of that price where it is rounded, 0 to 30. Default 4.", _
        "What 3(g) reduces on an issue below it. Default ""purchase price"". Choices: purchase price, inoperative.")
End Sub

Function NET_EXERCISE(shares, fair_market_value, exercise_price, Optional reading)
    On Error GoTo failed
    NET_EXERCISE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "NET_EXERCISE", Array(shares, _
        fair_market_value, exercise_price, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    NET_EXERCISE = NoAnswer(Err.Description)
End Function

Private Sub Describe_NET_EXERCISE()
    Describe "NET_EXERCISE", "Cap Table: Warrants", _
        "Whole shares received on a net exercise, Y(A - B)/A; 0 where A is not above B.", Array( _
        "Y: shares under the part of the warrant that is given up.", _
        "A: fair market value of one share, $, above 0.", _
        "B: exercise (purchase) price, $ per share, above 0.", _
        "What becomes of the fraction of a share. Default ""cash"". Choices: cash, no rounding.")
End Sub

Function NET_EXERCISE_CASH(shares, fair_market_value, exercise_price, Optional reading, Optional _
    half_cent)
    On Error GoTo failed
    NET_EXERCISE_CASH = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "NET_EXERCISE_CASH", _
        Array(shares, fair_market_value, exercise_price, reading, half_cent), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    NET_EXERCISE_CASH = NoAnswer(Err.Description)
End Function

Private Sub Describe_NET_EXERCISE_CASH()
    Describe "NET_EXERCISE_CASH", "Cap Table: Warrants", _
        "Cash in place of the fraction of a share on a net exercise, to the cent.", Array( _
        "Y: shares under the part of the warrant that is given up.", _
        "A: fair market value of one share, $, above 0.", _
        "B: exercise (purchase) price, $ per share, above 0.", _
        "What becomes of the fraction of a share. Default ""cash"". Choices: cash, no rounding.", _
        "Where half a cent goes. Default ""half up"". Choices: half up, bankers.")
End Sub

Function WARRANT_SHARES(shares, price_before, price_after, Optional fraction)
    On Error GoTo failed
    WARRANT_SHARES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "WARRANT_SHARES", _
        Array(shares, price_before, price_after, fraction), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    WARRANT_SHARES = NoAnswer(Err.Description)
End Function

Private Sub Describe_WARRANT_SHARES()
    Describe "WARRANT_SHARES", "Cap Table: Warrants", _
        "Shares purchasable after a change of the price; price times shares stays the same.", Array( _
        "Shares purchasable before the price changed.", _
        "Purchase price before, $ per share, above 0.", _
        "Purchase price resulting from it, $ per share, above 0.", _
        "What becomes of the fraction of a share; left out, it is kept for the next change. Choices: cash, no rounding.")
End Sub

Function WARRANT_FMV(dates, closes, election_date, Optional days, Optional lag, Optional _
    reading)
    On Error GoTo failed
    WARRANT_FMV = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "WARRANT_FMV", Array(dates, _
        closes, election_date, days, lag, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    WARRANT_FMV = NoAnswer(Err.Description)
End Function

Private Sub Describe_WARRANT_FMV()
    Describe "WARRANT_FMV", "Cap Table: Warrants", _
        "Mean closing price over the days that end some days before a net exercise election.", Array( _
        "Days of the closes, in any order, each once.", _
        "Closing prices of those days, $ per share; a day without a trade is blank.", _
        "Day of the net exercise election.", _
        "Length of the period in days, above 0. Default 30.", _
        "Days from its last day to the election. Default 3.", _
        "Which days are counted. Default ""calendar days"". Choices: calendar days, trading days.")
End Sub

Function WARRANT_COVERAGE(principal, Optional shares_per_dollar, Optional reading, Optional _
    unrounded_principal)
    On Error GoTo failed
    WARRANT_COVERAGE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "WARRANT_COVERAGE", _
        Array(principal, shares_per_dollar, reading, unrounded_principal), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    WARRANT_COVERAGE = NoAnswer(Err.Description)
End Function

Private Sub Describe_WARRANT_COVERAGE()
    Describe "WARRANT_COVERAGE", "Cap Table: Warrants", _
        "Whole shares under the warrants that come with notes.", Array( _
        "Principal amount of the notes, $, above 0.", _
        "Shares for each $1.00 of principal, above 0. Default 5.", _
        "Whether the principal is rounded to the dollar before it is multiplied. Default ""before"". Choices: before, after.", _
        "Principal before that, $, where it is multiplied.")
End Sub

Function WARRANT_EXPIRATION(issue_date, Optional years, Optional reading)
    On Error GoTo failed
    WARRANT_EXPIRATION = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "WARRANT_EXPIRATION", _
        Array(issue_date, years, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    WARRANT_EXPIRATION = NoAnswer(Err.Description)
End Function

Private Sub Describe_WARRANT_EXPIRATION()
    Describe "WARRANT_EXPIRATION", "Cap Table: Warrants", _
        "Expiration Date of a warrant, which is the last day of exercise.", Array( _
        "Day on which the warrant is issued.", _
        "Years after issue, at most 100. Default 5.", _
        "Anniversary of a February 29 in a year without one. Default ""month end"". Choices: month end, next day.")
End Sub

Function WARRANT_EXERCISABLE(moment_utc, expiration_date, Optional reading)
    On Error GoTo failed
    WARRANT_EXERCISABLE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "WARRANT_EXERCISABLE", _
        Array(moment_utc, expiration_date, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    WARRANT_EXERCISABLE = NoAnswer(Err.Description)
End Function

Private Sub Describe_WARRANT_EXERCISABLE()
    Describe "WARRANT_EXERCISABLE", "Cap Table: Warrants", _
        "TRUE up to 5:00 p.m. Pacific Standard time of the Expiration Date, inclusive.", Array( _
        "Date and time of the exercise, UTC.", _
        "Expiration Date of the warrant.", _
        "Clock that shows 5:00 p.m. in the Pacific zone. Default ""standard"". Choices: standard, prevailing.")
End Sub

Function WARRANT_PAYMENT(designated, covered, Optional purchase_price)
    On Error GoTo failed
    WARRANT_PAYMENT = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "WARRANT_PAYMENT", _
        Array(designated, covered, purchase_price), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    WARRANT_PAYMENT = NoAnswer(Err.Description)
End Function

Private Sub Describe_WARRANT_PAYMENT()
    Describe "WARRANT_PAYMENT", "Cap Table: Warrants", _
        "What the holder pays for an exercise in cash, to the cent.", Array( _
        "Whole shares that are exercised, at least 1.", _
        "Shares under the warrant.", _
        "Purchase price as last adjusted, $ per share, above 0. Default 0.1.")
End Sub

Function WARRANT_PROPERTY(shares, units_per_common)
    On Error GoTo failed
    WARRANT_PROPERTY = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "WARRANT_PROPERTY", _
        Array(shares, units_per_common), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    WARRANT_PROPERTY = NoAnswer(Err.Description)
End Function

Private Sub Describe_WARRANT_PROPERTY()
    Describe "WARRANT_PROPERTY", "Cap Table: Warrants", _
        "Securities or property to receive on exercise after a change or a merger, in units.", Array( _
        "Shares under the exercised part of the warrant at the event.", _
        "Units received for one common share.")
End Sub

Function WARRANT_RESERVE_SHORTFALL(shares, others_of_holder, authorized_unissued)
    On Error GoTo failed
    WARRANT_RESERVE_SHORTFALL = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "WARRANT_RESERVE_SHORTFALL", Array(shares, others_of_holder, authorized_unissued), _
        ThisWorkbook, Application.Caller))
    Exit Function
failed:
    WARRANT_RESERVE_SHORTFALL = NoAnswer(Err.Description)
End Function

Private Sub Describe_WARRANT_RESERVE_SHORTFALL()
    Describe "WARRANT_RESERVE_SHORTFALL", "Cap Table: Warrants", _
        "Common shares still to be authorized so that a holder can exercise all that it has.", Array( _
        "Shares under the warrant.", _
        "Shares under every other warrant or security of the same holder.", _
        "Common shares authorized and not issued for them.")
End Sub

Function NOTE_AMOUNT(principal, start_date, as_of, Optional rate, Optional convention, Optional _
    reading, Optional half_cent, Optional after_maturity, Optional maturity)
    On Error GoTo failed
    NOTE_AMOUNT = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "NOTE_AMOUNT", Array(principal, _
        start_date, as_of, rate, convention, reading, half_cent, after_maturity, maturity), _
        ThisWorkbook, Application.Caller))
    Exit Function
failed:
    NOTE_AMOUNT = NoAnswer(Err.Description)
End Function

Private Sub Describe_NOTE_AMOUNT()
    Describe "NOTE_AMOUNT", "Cap Table: Notes", _
        "Note Amount: principal with interest compounded quarterly, to the cent.", Array( _
        "Principal amount of the note, $.", _
        "Day from which interest runs: of issue, or the Effective Date for Series B Notes.", _
        "Day to which interest is counted, at most 100 years later.", _
        "Interest a year; 10% is 0.1, and more than 1 is refused. Default 0.1.", _
        "How the incomplete period bears interest. Default ""actual/365"". Choices: actual/365, actual/360, stub period, exponent, 30/360.", _
        "Where the quarters end. Default ""from start"". Choices: from start, calendar.", _
        "Where half a cent goes. Default ""half up"". Choices: half up, bankers.", _
        "Interest on what is unpaid after the Maturity Date. Default ""continues"". Choices: continues, stops.", _
        "Maturity Date, looked at where interest stops then. Default 2003-06-30.")
End Sub

Function NOTE_INTEREST(principal, start_date, as_of, Optional rate, Optional convention, _
    Optional reading, Optional half_cent, Optional after_maturity, Optional maturity)
    On Error GoTo failed
    NOTE_INTEREST = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "NOTE_INTEREST", _
        Array(principal, start_date, as_of, rate, convention, reading, half_cent, after_maturity, _
        maturity), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    NOTE_INTEREST = NoAnswer(Err.Description)
End Function

Private Sub Describe_NOTE_INTEREST()
    Describe "NOTE_INTEREST", "Cap Table: Notes", _
        "Interest in the Note Amount, to the cent.", Array( _
        "Principal amount of the note, $.", _
        "Day from which interest runs: of issue, or the Effective Date for Series B Notes.", _
        "Day to which interest is counted, at most 100 years later.", _
        "Interest a year; 10% is 0.1, and more than 1 is refused. Default 0.1.", _
        "How the incomplete period bears interest. Default ""actual/365"". Choices: actual/365, actual/360, stub period, exponent, 30/360.", _
        "Where the quarters end. Default ""from start"". Choices: from start, calendar.", _
        "Where half a cent goes. Default ""half up"". Choices: half up, bankers.", _
        "Interest on what is unpaid after the Maturity Date. Default ""continues"". Choices: continues, stops.", _
        "Maturity Date, looked at where interest stops then. Default 2003-06-30.")
End Sub

Function NOTE_EXCHANGE_ALLOWED(date_, Optional paid_in_full, Optional opens_after)
    On Error GoTo failed
    NOTE_EXCHANGE_ALLOWED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "NOTE_EXCHANGE_ALLOWED", Array(date_, paid_in_full, opens_after), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    NOTE_EXCHANGE_ALLOWED = NoAnswer(Err.Description)
End Function

Private Sub Describe_NOTE_EXCHANGE_ALLOWED()
    Describe "NOTE_EXCHANGE_ALLOWED", "Cap Table: Notes", _
        "TRUE where the Holder may exchange the note: after August 15, 2002 while it is unpaid.", Array( _
        "Day of the exchange.", _
        "Whether the Note Amount is paid in full. Default FALSE.", _
        "Last day without the right. Default 2002-08-15.")
End Sub

Function NOTE_PREPAYMENT_ALLOWED(notice_date, prepayment_date, amount, Optional deposit, _
    Optional exchanged, Optional segregated_after, Optional days, Optional reading, Optional _
    deposited, Optional exchanged_on, Optional on_that_day)
    On Error GoTo failed
    NOTE_PREPAYMENT_ALLOWED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "NOTE_PREPAYMENT_ALLOWED", Array(notice_date, prepayment_date, amount, deposit, exchanged, _
        segregated_after, days, reading, deposited, exchanged_on, on_that_day), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    NOTE_PREPAYMENT_ALLOWED = NoAnswer(Err.Description)
End Function

Private Sub Describe_NOTE_PREPAYMENT_ALLOWED()
    Describe "NOTE_PREPAYMENT_ALLOWED", "Cap Table: Notes", _
        "TRUE where the Company may prepay the note: notice, deposit, and no exchange before.", Array( _
        "Day of the irrevocable notice.", _
        "Day of the prepayment; not before the notice.", _
        "Amount to be prepaid, $, above 0.", _
        "Good funds in the segregated account, in time where no day is given, $. Default 0.", _
        "Whether the Holder exchanged the note before the prepayment date. Default FALSE.", _
        "Last day on which a prepayment needs no deposit. Default 2002-08-15.", _
        "Days of notice at least. Default 30.", _
        "Day by which the deposit must be there. Default ""notice day"". Choices: notice day, prepayment day.", _
        "Day of the deposit; blank where it was in time.", _
        "Day of an exchange; blank where there was none.", _
        "An exchange on the prepayment date itself. Default ""too late"". Choices: too late, in time.")
End Sub

Function NOTE_PREPAYMENT(amount, notes, Optional principals, Optional reading)
    On Error GoTo failed
    NOTE_PREPAYMENT = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "NOTE_PREPAYMENT", _
        Array(amount, notes, principals, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    NOTE_PREPAYMENT = NoAnswer(Err.Description)
End Function

Private Sub Describe_NOTE_PREPAYMENT()
    Describe "NOTE_PREPAYMENT", "Cap Table: Notes", _
        "Prepayment of each note, pro rata in cents that add up to the amount.", Array( _
        "Amount of the prepayment, $, in whole cents, above 0.", _
        "Note Amount of each note outstanding, those exchanged left out, $.", _
        "Principal of each of them, $, where it is the measure.", _
        "By what the prepayment is shared. Default ""note amount"". Choices: note amount, principal.")
End Sub

Function NOTE_COMMON_SHARES(principal, Optional price_per_preferred, Optional _
    common_per_preferred)
    On Error GoTo failed
    NOTE_COMMON_SHARES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "NOTE_COMMON_SHARES", _
        Array(principal, price_per_preferred, common_per_preferred), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    NOTE_COMMON_SHARES = NoAnswer(Err.Description)
End Function

Private Sub Describe_NOTE_COMMON_SHARES()
    Describe "NOTE_COMMON_SHARES", "Cap Table: Notes", _
        "Whole common shares that a Series A Note reaches through Series 3-A.", Array( _
        "Principal of the Series A Note, $.", _
        "$ of principal for one Series 3-A share, above 0 (inferred from the certificate). Default 60.", _
        "Common shares for one Series 3-A share, above 0 (inferred likewise). Default 600.")
End Sub

Function GROSS_UP(net_amount, withholding_rate)
    On Error GoTo failed
    GROSS_UP = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "GROSS_UP", Array(net_amount, _
        withholding_rate), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    GROSS_UP = NoAnswer(Err.Description)
End Function

Private Sub Describe_GROSS_UP()
    Describe "GROSS_UP", "Cap Table: Notes", _
        "Sum to be paid so that the net amount is left after withholding, unrounded.", Array( _
        "What the payee must receive after withholding, $.", _
        "Part withheld of the sum paid, below 1.")
End Sub

Function DEFAULT_DATE(commenced, Optional voluntary, Optional stayed, Optional days, Optional _
    acquiesced)
    On Error GoTo failed
    DEFAULT_DATE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "DEFAULT_DATE", _
        Array(commenced, voluntary, stayed, days, acquiesced), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    DEFAULT_DATE = NoAnswer(Err.Description)
End Function

Private Sub Describe_DEFAULT_DATE()
    Describe "DEFAULT_DATE", "Cap Table: Notes", _
        "Date of the Event of Default by bankruptcy; #N/A where a stay came in time.", Array( _
        "Day on which the bankruptcy proceeding began.", _
        "Whether the Company or a Guarantor began it itself. Default FALSE.", _
        "Day on which it was stayed; blank where it was not.", _
        "Days for which it must remain unstayed. Default 60.", _
        "Day on which the Company submitted to it; blank where it did not.")
End Sub

Function NOTICE_EFFECTIVE(method, sent_date, Optional holidays, Optional document, Optional _
    delivered_date)
    On Error GoTo failed
    NOTICE_EFFECTIVE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "NOTICE_EFFECTIVE", _
        Array(method, sent_date, holidays, document, delivered_date), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    NOTICE_EFFECTIVE = NoAnswer(Err.Description)
End Function

Private Sub Describe_NOTICE_EFFECTIVE()
    Describe "NOTICE_EFFECTIVE", "Cap Table: Notes", _
        "Day on which a notice is effective.", Array( _
        "How the notice is sent. Choices: personal, telecopier, courier, mail.", _
        "Day on which it is sent, or handed over in person.", _
        "Row or column of holidays, as FEDERAL_HOLIDAYS gives them. Without it only weekends are left out, and every holiday counts as a business day.", _
        "Document that requires the notice: Series 5-A where its Section VII does, as in VII.A to C; other for V.A, IV.B or to the Company. Default ""Agreement"". Choices: Agreement, Series 5-A, Series 5-A other, Warrant.", _
        "Day of delivery or receipt, where the document counts from it: all but the Agreement, and mail under Section VII.")
End Sub

Function NOTE_BALANCE(principal, start_date, as_of, payments, Optional rate, Optional _
    convention)
    On Error GoTo failed
    NOTE_BALANCE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "NOTE_BALANCE", _
        Array(principal, start_date, as_of, payments, rate, convention), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    NOTE_BALANCE = NoAnswer(Err.Description)
End Function

Private Sub Describe_NOTE_BALANCE()
    Describe "NOTE_BALANCE", "Cap Table: Notes", _
        "What is owed on a note after payments, which go to interest first; to the cent.", Array( _
        "Principal amount of the note, $.", _
        "Day from which interest runs: of issue, or the Effective Date for Series B Notes.", _
        "Day to which interest is counted, at most 100 years later.", _
        "Payments on account: a range with the headers date and amount.", _
        "Interest a year; 10% is 0.1, and more than 1 is refused. Default 0.1.", _
        "How the incomplete period bears interest. Default ""actual/365"". Choices: actual/365, actual/360, stub period, exponent, 30/360.")
End Sub

Function NOTE_DUE_DATE(Optional default_date, Optional determining_otherwise, Optional _
    outstanding, Optional maturity)
    On Error GoTo failed
    NOTE_DUE_DATE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "NOTE_DUE_DATE", _
        Array(default_date, determining_otherwise, outstanding, maturity), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    NOTE_DUE_DATE = NoAnswer(Err.Description)
End Function

Private Sub Describe_NOTE_DUE_DATE()
    Describe "NOTE_DUE_DATE", "Cap Table: Notes", _
        "Day on which a note falls due: at an Event of Default unless a majority determines else.", Array( _
        "Day of the first Event of Default; blank where there is none.", _
        "Principal of the notes whose holders determine otherwise, $. Default 0.", _
        "Principal of all notes, $, above 0; needed beside an event.", _
        "Maturity Date. Default 2003-06-30.")
End Sub

Function SERIES_A_PRINCIPAL(note_amount, Optional part)
    On Error GoTo failed
    SERIES_A_PRINCIPAL = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "SERIES_A_PRINCIPAL", _
        Array(note_amount, part), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    SERIES_A_PRINCIPAL = NoAnswer(Err.Description)
End Function

Private Sub Describe_SERIES_A_PRINCIPAL()
    Describe "SERIES_A_PRINCIPAL", "Cap Table: Notes", _
        "Principal of the Series A Note that is given in exchange, to the cent.", Array( _
        "Note Amount on the date of the exchange, $.", _
        "Part of the note that is exchanged, above 0. Default 1.")
End Sub

Function NOTE_DELIVERY_DUE(surrender, election, Optional holidays)
    On Error GoTo failed
    NOTE_DELIVERY_DUE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "NOTE_DELIVERY_DUE", _
        Array(surrender, election, holidays), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    NOTE_DELIVERY_DUE = NoAnswer(Err.Description)
End Function

Private Sub Describe_NOTE_DELIVERY_DUE()
    Describe "NOTE_DELIVERY_DUE", "Cap Table: Notes", _
        "Last day on which the Company may deliver the Series A Note: the third business day.", Array( _
        "Day on which the note is surrendered.", _
        "Day of the Notice of Election.", _
        "Row or column of holidays, as FEDERAL_HOLIDAYS gives them. Without it only weekends are left out, and every holiday counts as a business day.")
End Sub

Function LATEST_NOTICE(event_, business_days, Optional holidays, Optional reading)
    On Error GoTo failed
    LATEST_NOTICE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "LATEST_NOTICE", _
        Array(event_, business_days, holidays, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    LATEST_NOTICE = NoAnswer(Err.Description)
End Function

Private Sub Describe_LATEST_NOTICE()
    Describe "LATEST_NOTICE", "Cap Table: Notes", _
        "Last business day on which a notice that must come before an event is in time.", Array( _
        "Earliest of the record date, the effective date and the closing.", _
        "Business days of notice: 10 under notes, 15 under warrants.", _
        "Row or column of holidays, as FEDERAL_HOLIDAYS gives them. Without it only weekends are left out, and every holiday counts as a business day.", _
        "Whether the day of the event is one of the business days of notice. Default ""event day"". Choices: event day, clear days.")
End Sub

Function ROOM_FOR_SALES(prices, Optional most)
    On Error GoTo failed
    ROOM_FOR_SALES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "ROOM_FOR_SALES", _
        Array(prices, most), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    ROOM_FOR_SALES = NoAnswer(Err.Description)
End Function

Private Sub Describe_ROOM_FOR_SALES()
    Describe "ROOM_FOR_SALES", "Cap Table: Agreement", _
        "Purchase Price of notes that can still be sold within the most that the Agreement allows.", Array( _
        "Purchase Prices of all Purchasers so far, $; no blanks.", _
        "Most that may be sold, all Purchasers together, $. Default 4450000.")
End Sub

Function ADDITIONAL_CLOSING_ALLOWED(first_closing, closing, Optional days)
    On Error GoTo failed
    ADDITIONAL_CLOSING_ALLOWED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", _
        "ADDITIONAL_CLOSING_ALLOWED", Array(first_closing, closing, days), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    ADDITIONAL_CLOSING_ALLOWED = NoAnswer(Err.Description)
End Function

Private Sub Describe_ADDITIONAL_CLOSING_ALLOWED()
    Describe "ADDITIONAL_CLOSING_ALLOWED", "Cap Table: Agreement", _
        "Whether an Additional Closing comes after the First Closing and within its days.", Array( _
        "Day of the First Closing.", _
        "Day of the Additional Closing.", _
        "Days that follow the First Closing; the last is in time. Default 120.")
End Sub

Function DEBT_ALLOWED(total, Optional additional_notes, Optional sale_and_leaseback, Optional _
    existing, Optional reading, Optional majority_consents)
    On Error GoTo failed
    DEBT_ALLOWED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "DEBT_ALLOWED", Array(total, _
        additional_notes, sale_and_leaseback, existing, reading, majority_consents), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    DEBT_ALLOWED = NoAnswer(Err.Description)
End Function

Private Sub Describe_DEBT_ALLOWED()
    Describe "DEBT_ALLOWED", "Cap Table: Agreement", _
        "Whether the indebtedness stays within $15,000,000, or the Majority Holders agreed.", Array( _
        "Indebtedness incurred or guaranteed and outstanding, $.", _
        "Part owed on notes of Additional Closings, which does not count, $. Default 0.", _
        "Part owed on customary sales and leasebacks; it does not count up to their limit, $. Default 0.", _
        "Another part, incurred before the Agreement, $. Default 0.", _
        "Whether debt from before the Agreement counts. Default ""outstanding"". Choices: outstanding, new only.", _
        "Whether the Majority Holders agreed in writing before. Default FALSE.")
End Sub

Function TRANSFER_ALLOWED(amount, lawful, to_competitor, joinder_delivered, Optional _
    whole_company, Optional reading, Optional original_price, Optional least)
    On Error GoTo failed
    TRANSFER_ALLOWED = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "TRANSFER_ALLOWED", _
        Array(amount, lawful, to_competitor, joinder_delivered, whole_company, reading, _
        original_price, least), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    TRANSFER_ALLOWED = NoAnswer(Err.Description)
End Function

Private Sub Describe_TRANSFER_ALLOWED()
    Describe "TRANSFER_ALLOWED", "Cap Table: Agreement", _
        "Whether a transfer of Securities meets the four conditions of the Agreement.", Array( _
        "Principal of the notes, or fair market value of other Securities, $.", _
        "Whether the securities laws allow it.", _
        "Whether the Board found the transferee a competitor.", _
        "Whether the transferee joined the Agreement before.", _
        "Whether it takes all the stock of the Company in the same transaction. Default FALSE.", _
        "What is held against the least amount. Default ""fair market value"". Choices: fair market value, original price.", _
        "First price of the Securities, $, where it is the measure.", _
        "Smallest amount that may be transferred, $. Default 500000.")
End Sub

Function PRICED_ROUND(pre_money, new_money, shares, Optional pool_target, Optional convertibles, _
    Optional unissued_pool)
    On Error GoTo failed
    PRICED_ROUND = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "PRICED_ROUND", _
        Array(pre_money, new_money, shares, pool_target, convertibles, unissued_pool), ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    PRICED_ROUND = NoAnswer(Err.Description)
End Function

Private Sub Describe_PRICED_ROUND()
    Describe "PRICED_ROUND", "Cap Table: Rounds", _
        "Solve a priced round: price, new shares, pool, and what each safe and note becomes.", Array( _
        "Valuation before the new money, $, above 0.", _
        "New money, $, above 0.", _
        "Fully diluted shares before, the unissued pool among them, without convertibles.", _
        "The unissued pool's part of fully diluted after, as 0.1. Default 0.", _
        "What converts: a range with headers among holder, kind (safe post-money, safe pre-money, note), amount, cap, discount, rate, from, to, day_count.", _
        "Unissued pool before, among the shares. Default 0.")
End Sub

Function FEDERAL_HOLIDAYS(first_year, last_year)
    On Error GoTo failed
    FEDERAL_HOLIDAYS = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "FEDERAL_HOLIDAYS", _
        Array(first_year, last_year), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    FEDERAL_HOLIDAYS = NoAnswer(Err.Description)
End Function

Private Sub Describe_FEDERAL_HOLIDAYS()
    Describe "FEDERAL_HOLIDAYS", "Cap Table: Calendars", _
        "Federal holidays of the United States, in one column, observed days among them.", Array( _
        "First year.", _
        "Last year, not before the first.")
End Sub

Function EXCHANGE_HOLIDAYS(market, first_year, last_year)
    On Error GoTo failed
    EXCHANGE_HOLIDAYS = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "EXCHANGE_HOLIDAYS", _
        Array(market, first_year, last_year), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    EXCHANGE_HOLIDAYS = NoAnswer(Err.Description)
End Function

Private Sub Describe_EXCHANGE_HOLIDAYS()
    Describe "EXCHANGE_HOLIDAYS", "Cap Table: Calendars", _
        "Holidays of a stock exchange, in one column, observed days among them.", Array( _
        "Market, as ""NYSE""; WHY lists those that are known.", _
        "First year.", _
        "Last year, not before the first.")
End Sub

Function TRADING_CLOSES(dates, closes, before, days, Optional holidays, Optional reading)
    On Error GoTo failed
    TRADING_CLOSES = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "TRADING_CLOSES", _
        Array(dates, closes, before, days, holidays, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    TRADING_CLOSES = NoAnswer(Err.Description)
End Function

Private Sub Describe_TRADING_CLOSES()
    Describe "TRADING_CLOSES", "Cap Table: Calendars", _
        "Closes of the last trading days before a day, oldest first; blank where there is none.", Array( _
        "Days of the closes, in any order, each once.", _
        "Closing prices of those days, $ per share; a day without a trade is blank.", _
        "Day before which they lie, as that of a mailing or of a receipt.", _
        "Trading days, above 0.", _
        "Row or column of holidays, as FEDERAL_HOLIDAYS gives them. Without it only weekends are left out, and every holiday counts as a business day.", _
        "Where the trading days are taken from. Default ""price table"". Choices: price table, exchange calendar.")
End Sub

Function CAP_TABLE(holdings, classes, Optional as_of, Optional reading)
    On Error GoTo failed
    CAP_TABLE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "CAP_TABLE", Array(holdings, _
        classes, as_of, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    CAP_TABLE = NoAnswer(Err.Description)
End Function

Private Sub Describe_CAP_TABLE()
    Describe "CAP_TABLE", "Cap Table: Record", _
        "Class, outstanding, conversion price, as-converted, share of fully diluted, votes.", Array( _
        "Header and one row a holding: holder, class, shares, date (acquired), ended (converted, redeemed or sold; blank while held). Only class and shares are always needed.", _
        "Header and one row a class: class, original_issue_price and conversion_price (both blank for common), dividend_per_share (declared, unpaid; 0), votes (for each as-converted share; 1).", _
        "Close of business that counts. Default: all that has not ended.", _
        "Whether declared dividends count for votes. Default ""included"". Choices: included, not included.")
End Sub

Function EXPLAIN(function_name, ParamArray arguments())
    Dim passed() As Variant, place As Long
    On Error GoTo failed
    passed = Array(function_name)
    ReDim Preserve passed(0 To 1 + UBound(arguments))
    For place = 0 To UBound(arguments)
        If IsObject(arguments(place)) Then
            Set passed(1 + place) = arguments(place)
        Else
            passed(1 + place) = arguments(place)
        End If
    Next place
    EXPLAIN = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "EXPLAIN", passed, ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    EXPLAIN = NoAnswer(Err.Description)
End Function

Private Sub Describe_EXPLAIN()
    Describe "EXPLAIN", "Cap Table: Record", _
        "Working of a function for these arguments, one step a row: label, value, clause.", Array( _
        "Name of a function in quotes, as ""CONVPRICE_WEIGHTED"".", _
        "The arguments, as that function takes them.")
End Sub

Function WHY(function_name, ParamArray arguments())
    Dim passed() As Variant, place As Long
    On Error GoTo failed
    passed = Array(function_name)
    ReDim Preserve passed(0 To 1 + UBound(arguments))
    For place = 0 To UBound(arguments)
        If IsObject(arguments(place)) Then
            Set passed(1 + place) = arguments(place)
        Else
            passed(1 + place) = arguments(place)
        End If
    Next place
    WHY = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "WHY", passed, ThisWorkbook, _
        Application.Caller))
    Exit Function
failed:
    WHY = NoAnswer(Err.Description)
End Function

Private Sub Describe_WHY()
    Describe "WHY", "Cap Table: Record", _
        "Sentence behind the error that a function gives for these arguments, """" where none.", Array( _
        "Name of a function in quotes, as ""CONVPRICE_WEIGHTED"".", _
        "The arguments, as that function takes them.")
End Sub

Function ROUNDING_OF(stated, exact, decimals)
    On Error GoTo failed
    ROUNDING_OF = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "ROUNDING_OF", Array(stated, _
        exact, decimals), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    ROUNDING_OF = NoAnswer(Err.Description)
End Function

Private Sub Describe_ROUNDING_OF()
    Describe "ROUNDING_OF", "Cap Table: Record", _
        "How a stated figure follows: ""rounded"", ""truncated"", ""rounded up"" or ""differs by " & ChrW(8230) & """.", Array( _
        "Figure as a document states it.", _
        "Figure as it is computed, unrounded.", _
        "Decimals of the stated figure, 0 to 30.")
End Sub

Function STATED_FIGURE(exact, decimals, Optional reading)
    On Error GoTo failed
    STATED_FIGURE = WithErrors(XLPy.CallUDF("xl_udfs.hosts.excel", "STATED_FIGURE", Array(exact, _
        decimals, reading), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    STATED_FIGURE = NoAnswer(Err.Description)
End Function

Private Sub Describe_STATED_FIGURE()
    Describe "STATED_FIGURE", "Cap Table: Record", _
        "Figure as a document states it, rounded from the exact decimal number.", Array( _
        "Figure as it is computed, unrounded.", _
        "Decimals of the stated figure, 0 to 30: 4 for prices of the Series 5-A, else 2.", _
        "What becomes of the other decimals. Default ""half up"". Choices: half up, bankers, truncated.")
End Sub
