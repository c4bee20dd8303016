"""``compliance.xlsx``: covenants, consents, votes, transfers, closings and the calendar."""

from xl_udfs.templates.compliance import deadlines, deals, lists, votes
from xl_udfs.templates.compliance.lists import (
    COUNSEL,
    DEBT,
    LEASED_BACK,
    PROPERTY,
    SALE_LEASEBACK,
)
from xl_udfs.templates.compliance.results import RESULTS, VOTES, day, due, known
from xl_udfs.templates.compliance.terms import CHANGES, INPUTS, TERMS
from xl_udfs.templates.sheets import days_off
from xl_udfs.templates.sheets.checks import (
    SAME,
    SAME_DAY,
    SAME_DOLLARS,
    WHOLE,
    Check,
    Measure,
)
from xl_udfs.templates.sheets.forms import PURPOSE_OF_RESULTS, RESULT_COLUMNS, FormSheet
from xl_udfs.templates.sheets.plan import Page, Plan
from xl_udfs.templates.sheets.source import IN_ORDER
from xl_udfs.templates.sheets.styles import DOLLARS

TITLE = "Compliance and calendar"
PURPOSE = (
    "Keeps the covenants, consents, votes, transfers and deadlines of ⟨the agreement "
    "of January 28, 2002 and of the Series 5-A preferred stock of Vsource, Inc.|a note and warrant purchase agreement and of a series of preferred stock⟩"
)
FIRST_YEAR, LAST_YEAR = 2002, 2006
UNITS = "$, shares, days and parts (75% is 0.75)."
TERMS_FORM = FormSheet("Terms", "Terms",
    "What the documents fix, each with its section; caps stand on the sheet Caps, periods on the sheet Calendar.", UNITS, TERMS)  # fmt: skip
INPUTS_FORM = FormSheet(
    "Inputs", "Your dates and choices", "Replace the blue inputs.", UNITS, INPUTS
)
RESULTS_FORM = FormSheet("Results", "Results", PURPOSE_OF_RESULTS, UNITS, RESULTS, RESULT_COLUMNS, breaks=(VOTES,))  # fmt: skip


def _twin(name: str, found: str, expected: str) -> Check:
    """Return a check of a line of the calendar against one of our functions."""
    return Check(f"Calendar: {name}", SAME_DAY, f"={found}", f"={known(found, expected)}", "The line of the calendar and the function must agree.")  # fmt: skip


def _cap(kind: str, title: str) -> str:
    """Return the dollars that the sheet of caps has for a kind."""
    return f'SUMIFS(tblCaps[{title}],tblCaps[Kind],"{kind}")'


def _counted(kind: str) -> str:
    """Return what counts against the cap of a kind, 0 where more was repaid."""
    return f"MAX(0,{_cap(kind, 'Counted so far')})"


def _none(name: str, found: str, why: str) -> Check:
    return Check(name, WHOLE, f"={found}", 0, why)


def _notice(name: str, event: str, deadline: str) -> Check:
    """Return a check that a last day leaves its business days, and the next one does not."""
    last, on = due(deadline), day(event)
    count = last.replace("$G$", "$D$")
    days = f"NETWORKDAYS({{}}+1,{on},{days_off.RANGE})"
    following = f"WORKDAY({last},1,{days_off.RANGE})"
    return Check(f"Calendar: {name}, native twin", SAME, "=" + known(last, f'IF(AND({days.format(last)}>={count},{days.format(following)}<{count}),"in order","wrong")'),
        "in order", "So many business days after the notice, to and with the event; a business day later it is one too few.")  # fmt: skip


WORKBOOK_CHECKS = (
    Check("Closings: the First Closing is in order", SAME, "=out_first_valid", "yes", "Its days and its minimum (agreement 1.3(a), 5.1(d))."),
    Check("Closings: native twin of the First Closing", SAME, "=out_first_valid",
        '=IF(AND(in_first_closing>=in_first_day,in_first_closing<=in_last_day,OR(out_first_sold>=in_least_first,in_minimum_waived="yes")),"yes","no")',
        "The function and the rule written out must agree."),
    Check("Closings: native twin of the days for Additional Closings", WHOLE, '=COUNTIF(tblClosings[In order],"no, not in these days")',
        '=SUMPRODUCT((tblClosings[Kind]="Additional")*(tblClosings[Room under the cap]>=0)*((tblClosings[Closing]<in_first_closing)+'
            "(tblClosings[Closing]>out_last_additional)))", "Additional Closings outside them."),
    Check("Closings: native twin of the days from which interest runs", WHOLE, "=SUM(tblClosings[Interest from])",
        '=SUMPRODUCT((tblClosings[Purchase Price]>0)*((tblClosings[Paid with]="cash")*tblClosings[Closing]+(tblClosings[Paid with]<>"cash")*in_effective_date))',
        "The Effective Date for ⟨Series B Notes|earlier notes⟩, else the Closing: the sum of the serial numbers."),
    _none("Closings: lines that are not in order", "out_closings_off", "Sheet Closings says why."),
    Check("Closings: what is sold stays within the cap", SAME, '=IF(out_sold>in_most_sold,"over","within")', "within", "Not more than ⟨$4,450,000|the cap⟩ (agreement 1.1)."),
    Check("Closings: the principal issued is what was sold", SAME_DOLLARS, "=in_issued", "=out_sold",
        "The note bears the Purchase Price as its principal (agreement 1.3(d), (e))."),
    Check("Closings: the calendar starts from the same First Closing", SAME_DAY, f"={day('First Closing')}", "=in_first_closing",
        "One day, on the sheets Inputs and Dates."),
    Check("Notes: no more is outstanding than was issued", SAME, '=IF(out_outstanding>in_issued,"more","no more")', "no more",
        "Else the test of 6.1 says nothing."),
    Check("Closings: native twin of the room", SAME_DOLLARS, "=out_room", "=MAX(0,in_most_sold-out_sold)", "Nothing where more is sold."),
    Check("Covenants: native twin of their force", SAME, "=out_in_force", '=IF(out_outstanding>=in_in_force_part*in_issued,"yes","no")',
        "Exactly the part of the terms is enough."),
    _none("Caps: exceeded", "out_caps_over", "Agreement 3.6(b), 6.1 and 6.2."),
    Check("Caps: every line of the register counts once", Measure(0.000001, DOLLARS), "=SUM(tblCaps[Counted so far])",
        '=SUM(tblRegister[Counts against its cap])-SUMIFS(tblRegister[Counts against its cap],tblRegister[Kind],"intellectual property",tblRegister[Year],'
            '"<>"&in_year)', "No kind is misspelt; payments of other years are left out."),
    *(
        Check(f"Caps: the function for {kind}", WHOLE, f'=NOT({call})*COUNTIFS(tblCaps[Kind],"{kind}",tblCaps[Status],"<>not in force")',
            f'=COUNTIFS(tblCaps[Kind],"{kind}",tblCaps[Status],"exceeded")', "1 where it is exceeded, while the cap is that of the agreement.")
        for kind, call in (
            (LEASED_BACK, f"DISPOSALS_ALLOWED({_counted(LEASED_BACK)},FALSE)"),
            (SALE_LEASEBACK, f"DISPOSALS_ALLOWED(0,FALSE,{_counted(SALE_LEASEBACK)})"),
            (DEBT, f"DEBT_ALLOWED({_counted(DEBT)})"),
            (PROPERTY, f"IP_PAYMENTS_ALLOWED({_counted(PROPERTY)},{_cap(PROPERTY, 'Cap')})"),
        )
    ),
    Check("Caps: native twin of the legal fees that the Company pays", SAME_DOLLARS, f"={_cap(COUNSEL, 'Within the cap')}",
        f"=MIN({_cap(COUNSEL, 'Counted so far')},{_cap(COUNSEL, 'Cap')})", "No more than the cap (6.2)."),
    Check("Acts: native twin of what may be done", WHOLE, '=COUNTIF(tblActs[May it be done],"yes*")',
        '=IF(out_in_force="no",COUNTA(tblActs[Act]),COUNTIF(tblActs[Excepted],"yes")+COUNTIFS(tblActs[Excepted],"no",tblActs[Consent helps],"yes",'
            'tblActs[Consent given],"yes"))', "Excepted, or consented to where that helps."),
    Check("Consents: native twin of the Majority Holders", SAME, "=out_majority", '=IF(2*out_consenting>out_outstanding,"yes","no")', "Half is not enough."),
    Check("Consents: native twin of an amendment", SAME, "=out_amend", '=IF(AND(out_outstanding>0,out_consenting>=out_amend_needed),"yes","no")', "Exactly the part of the terms is enough."),
    Check("Consents: native twin of whom the amendment binds", WHOLE, "=out_bound",
        f'=IF(out_amended="no",0,IF(in_change="{CHANGES[2]}",COUNTIF(tblNoteholders[Consents],"yes"),COUNTA(tblNoteholders[Consents])))',
        "All, or those who consented where it is a right of their own."),
    Check("Consents: native twin of who is told", WHOLE, "=out_told", '=IF(out_amended="no",0,COUNTIF(tblNoteholders[Consents],"no"))',
        "Those who did not consent."),
    Check("Transfers: native twin of the tests", WHOLE, '=COUNTIF(tblTransfers[May it be made],"no")', '=COUNTIF(tblTransfers[Fails],"?*")',
        "The column Fails names the test."),
    Check("Votes: the list adds up to the shares stated", WHOLE, "=out_shares", "=in_shares_stated",
        "⟨1,478 shares (certificate of July 19, 2005)|The shares stated on the sheet Terms⟩."),
    IN_ORDER,
    Check("Votes: native twin of the protection", SAME, "=out_protected", '=IF(out_shares>=out_protected_from,"yes","no")',
        "At least the part of the terms."),
    Check("Votes: native twin of the meeting", SAME, "=out_meeting",
        '=IF(2*out_represented>out_shares,IF(2*SUM(tblShareholders[For at the meeting])>out_represented,"yes","no"),"no quorum")', "Half is not enough."),
    Check("Votes: native twin of the days to object", WHOLE, "=SUM(tblShareholders[Objecting])",
        "=SUMPRODUCT((tblShareholders[Objected on]>0)*(tblShareholders[Objected on]<=tblShareholders[Told of the value on]+in_objection_days)*"
            "tblShareholders[Shares])", "Shares that object in time."),
    Check("Votes: native twin of the objection", SAME, "=out_appraisal", '=IF(AND(out_shares>0,out_objecting>=ROUND(in_objection_part*out_shares,6)),"yes","no")',
        "Exactly the part of the terms is enough."),
    _none("Notices: too late", "out_late", "Sheet Notices: effective after the last day."),
    _twin("the last day of exercise", due("Last day to exercise a warrant"), f"WARRANT_EXPIRATION({day('First Closing')})"),
    _twin("the sixty days of a proceeding", due("Stay of the proceeding"), "out_default_date"),
    _twin("the last Additional Closing", due("Last Additional Closing"), "out_last_additional"),
    *(
        _twin(deadline.lower(), due(deadline), f'VALUATION_DEADLINE("{step}",{day(start)})')
        for deadline, step, start in (
            ("Holders told of the value", "board notice", "Board's determination"),
            ("Objection to the value", "objection", "Determination received"),
            ("Joint appraiser agreed", "joint appraiser", "Objection received"),
            ("Own appraisers appointed", "own appraisers", "Objection received"),
            ("Report of the appraiser", "report", "Appraiser appointed"),
        )
    ),
    _twin("the ⟨Series A Note|new note⟩ delivered", due("⟨Series A Note|New note⟩ delivered"), f"NOTE_DELIVERY_DUE({day('Exchange of a note')},{day('Exchange of a note')},{days_off.RANGE})"),
    _twin("the holder's decision", due("Holder decides on its warrant"), f"WARRANT_DECISION_BY({day('Warrant notice received')})"),
    _twin("holders told of the election", due("Holders told of the election"), f"HOLDERS_TOLD_BY({day('Election Notice received')},{days_off.RANGE})"),
    _twin("the end of the Effectiveness Period", due("Effectiveness Period ends"), f"EFFECTIVENESS_END({day('Registration effective')})"),
    Check("Calendar: notice of a Company redemption", SAME,
        "=" + known(due("Notice of Company redemption"),
            f'IF(REDEMPTION_NOTICE_VALID({due("Notice of Company redemption")},{day("Company redemption")},{days_off.RANGE}),"in order","wrong")'), "in order",
        "On the last day it is still in time (V.A)."),
    Check("Calendar: notice of a Company conversion", SAME,
        "=" + known(due("Notice of Company conversion"),
            f'IF(COMPANY_CONVERSION_NOTICE_VALID({due("Notice of Company conversion")},{day("Company conversion")},{days_off.RANGE}),"in order","wrong")'), "in order",
        "On the last day it is still in time (VII.C)."),
    _notice("notice of a Company redemption", "Company redemption", "Notice of Company redemption"),
    _notice("Automatic Election Notice", "Automatic conversion", "Automatic Election Notice"),
    _notice("notice of a Company conversion", "Company conversion", "Notice of Company conversion"),
    _notice("notice to noteholders", "Record date, noteholders", "Notice to noteholders"),
    _notice("notice of a transaction", "Closing of a merger or sale", "Notice of a transaction"),
    _notice("notice of a record date", "Record date, warrants", "Notice of a record date mailed"),
    *days_off.checks("tblDates[Day]"),
)  # fmt: skip
PLAN = Plan(
    id="compliance",
    title=TITLE,
    purpose=PURPOSE,
    pages=(
        Page("Terms", "What the documents fix: amounts, parts and days, each with its section.", TERMS_FORM),
        Page("Inputs", "Your dates and choices.", INPUTS_FORM),
        Page("Results", "Every result by its name, with the section that it rests on.", RESULTS_FORM),
        Page("Closings", "What was sold when, the cap⟨ of $4,450,000|⟩, and the days for more.", deals.add_closings),
        Page("Caps", "Baskets and caps of the covenants: filled, left, exceeded.", lists.add_caps),
        Page("Register", "The transactions that count against a cap.", lists.add_register),
        Page("Acts", "Acts that need the consent of the Majority Holders, or an amendment.", lists.add_acts),
        Page("Noteholders", "Majority, amendments, whom an amendment binds, and who must be told.", votes.add_noteholders),
        Page("Shareholders", "Class votes of the ⟨Series 5-A|series⟩, protection, objection.", votes.add_shareholders),
        Page("Transfers", "The tests of 8.3, and of the warrant.", deals.add_transfers),
        Page("Dates", "The few dates from which the calendar is computed.", deadlines.add_dates),
        Page("Calendar", "Every notice and deadline, with the days that are left.", deadlines.add_calendar),
        Page("Notices", "When a notice takes effect, and whether that is in time.", deadlines.add_notices),
        Page(days_off.SHEET, "The days that business days leave out.", days_off.sheet_of(FIRST_YEAR, LAST_YEAR)),
    ),
    checks=WORKBOOK_CHECKS,
    steps=(
        ("First", "Set the day in Inputs as of which the calendar is read, and fill in Dates."),
        ("Then", "Keep Closings, Register, Noteholders, Shareholders and Notices up to date."),
        ("Last", "Read Results, Calendar and Checks; lists grow when you type below them."),
    ),
    readings=(
        ("Business days",
            "No document defines them: Monday to Friday without the days of the sheet Days off. The day of a notice does not count, the day of the event "
            "does."),
        ("Days and months", "Calendar days, not moved from a weekend; the last day is in time."),
        ("Baskets",
            "6.1(e)(iv) and (vii) have a limit each; what the Majority Holders consented to does not fill it. Debt is what is outstanding at the time."),
        ("Majority", 'More than half; "at least a majority" (2.1) is read so too.'),
        ("The Closing of 6.1", "All Closings so far: the principal issued at any of them."),
        ("Examples",
            "⟨What a prompt calls an example is in no document: the register, consents, holders of the Series 5-A, transfers, most|Yours to fill in: the "
            "register, consents, holders of the series, transfers,⟩ dates and the notices."),
    ),
    sources=(
        ("Agreement", "⟨|Its sections are cited as in the ⟩Exchangeable Note and Warrant Purchase Agreement⟨ of January 28, 2002|⟩ with ⟨Exhibit A and the|the list of Purchasers and the⟩ forms of note and warrant."),
        ("⟨Series 5-A|Series⟩",
            "⟨Certificate of designation of the Series 5-A convertible preferred stock; certificate of July 19, 2005 for the shares outstanding|Its sections are "
            "cited as in the Series 5-A certificate of designation⟩."),
    ),
)  # fmt: skip
