"""What follows on the sheet Results of ``compliance.xlsx``."""

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.templates.compliance.deadlines import CALENDAR, CALENDAR_ROWS, DATE_ROWS, DATES
from xl_udfs.templates.compliance.terms import CHANGES
from xl_udfs.templates.compliance.votes import NOTES
from xl_udfs.templates.notes_and_warrants.results import yes
from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.forms import Result
from xl_udfs.templates.sheets.layout import HEADER_ROW
from xl_udfs.templates.sheets.whole_shares import whole_to_cover


def due(deadline: str) -> str:
    """Return the cell of the calendar with the last day of a deadline."""
    place = [row[0] for row in CALENDAR_ROWS].index(deadline)
    return f"{CALENDAR}!$G${HEADER_ROW + 1 + place}"


def holders(letter: str) -> str:
    """Return a column of the noteholders; Tab[Col] looks circular to the calculation library."""
    return f"{NOTES}!${letter}${HEADER_ROW + 1}:${letter}${HEADER_ROW + len(EXHIBIT_A)}"


def day(event: str) -> str:
    """Return the cell of the sheet Dates with the day of an event."""
    place = [row[0] for row in DATE_ROWS].index(event)
    return f"{DATES}!$B${HEADER_ROW + 1 + place}"


VOTES = "Votes of the Series 5-A"
RESULTS: tuple[str | Result, ...] = (
    "Closings and caps of the agreement",
    Result(
        name="first_sold",
        label="Sold at the First Closing, $",
        formula='=SUMIFS(tblClosings[Purchase Price],tblClosings[Kind],"First")',
        note="Sheet Closings.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="first_minimum",
        label="Minimum of the First Closing",
        formula='=IF(out_first_sold>=in_least_first,"reached","missed")'
        '&IF(in_minimum_waived="yes",", waived","")',
        note="$1,500,000 (agreement 1.3(a), 5.1(d)).",
    ),
    Result(
        name="first_valid",
        quoted=True,
        label="Is the First Closing in order?",
        formula=yes(
            "AND(in_first_closing>=in_first_day,in_first_closing<=in_last_day,"
            'OR(out_first_sold>=in_least_first,in_minimum_waived="yes"))'
        ),
        note="From January 31 to February 7, 2002, both included, and the minimum.",
    ),
    Result(
        name="last_additional",
        quoted=True,
        label="Last day for an Additional Closing",
        formula="=in_first_closing+in_closing_days",
        note="120 days following the First Closing (agreement 1.3(b)); that day counts.",
        shown=styles.DATE,
    ),
    Result(
        name="sold",
        label="Sold in all, $",
        formula="=SUM(tblClosings[Purchase Price])",
        note="All Purchasers combined, New Purchasers among them (agreement 1.1).",
        shown=styles.DOLLARS,
    ),
    Result(
        name="room",
        quoted=True,
        label="Room under the cap, $",
        formula="=in_most_sold-out_sold",
        note="$4,450,000 less what is sold.",
        shown='"$"#,##0.00;-"$"#,##0.00',
    ),
    Result(
        name="closings_off",
        label="Closings that are not in order",
        formula='=COUNTIF(tblClosings[In order],"?*")-COUNTIF(tblClosings[In order],"yes")',
        note="Sheet Closings says why.",
        shown="0",
    ),
    "Covenants",
    Result(
        name="outstanding",
        label="Principal outstanding, $",
        formula=f"=SUM({holders('B')})",
        note="Sheet Noteholders.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="in_force",
        quoted=True,
        label="Are the covenants of 6.1 in force?",
        formula=yes("out_outstanding>=in_in_force_part*in_issued"),
        note="At least 50% of the principal issued is outstanding; exactly 50% is enough.",
    ),
    Result(
        name="caps_over",
        quoted=True,
        label="Caps that are exceeded",
        formula='=COUNTIF(tblCaps[Status],"exceeded")',
        note="Sheet Caps.",
        shown="0",
    ),
    "Consents of the noteholders",
    Result(
        name="consenting",
        label="Principal of those who consent, $",
        formula=f"=SUM({holders('E')})",
        note="Sheet Noteholders.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="majority",
        quoted=True,
        label="Are they the Majority Holders?",
        formula=yes("VOTE_PASSES(out_consenting,out_outstanding)"),
        note="More than half of the principal outstanding (agreement 2.1, 2.12).",
    ),
    Result(
        name="amend",
        quoted=True,
        label="Do they hold 75%?",
        formula=yes("VOTE_PASSES(out_consenting,out_outstanding,in_amend_part)"),
        note="Agreement 8.6; exactly 75% is enough.",
    ),
    Result(
        name="amend_needed",
        label="Principal needed for 75%, $",
        formula="=in_amend_part*out_outstanding",
        note="$2,204,397 of Exhibit A: BAPEF alone is not enough.",
        shown=styles.DOLLARS,
    ),
    Result(
        name="amended",
        quoted=True,
        label="Does the amendment or waiver pass?",
        formula=f'=IF(in_company="no","no",IF(in_change="{CHANGES[1]}",'
        'IF(out_consenting=out_outstanding,"yes","no"),out_amend))',
        note="All holders, where fewer notes shall be needed for a consent (8.6, first proviso).",
    ),
    Result(
        name="bound",
        label="Holders that it binds",
        formula='=COUNTIF(tblNoteholders[Bound by the amendment],"yes")',
        note="A right of its own binds only who consented (8.6, second proviso).",
        shown="0",
    ),
    Result(
        name="told",
        label="Holders to be told promptly",
        formula='=COUNTIF(tblNoteholders[Notice to be given],"yes, promptly")',
        note="Those who have not consented in writing (8.6, last sentence).",
        shown="0",
    ),
    VOTES,
    Result(
        name="shares",
        label="Shares outstanding",
        formula="=SUM(tblShareholders[Shares])",
        note="Sheet Shareholders.",
        shown=styles.INTEGER,
    ),
    Result(
        name="protected",
        quoted=True,
        label="Do the protective provisions apply?",
        formula=yes("PROTECTION_APPLIES(out_shares,in_authorized,in_protected_part)"),
        note="At least 25% of the authorized shares is outstanding (IX).",
    ),
    Result(
        name="protected_from",
        label="Shares from which they apply",
        formula="=" + whole_to_cover("in_protected_part*in_authorized"),
        note="938 of 3,752.",
        shown=styles.INTEGER,
    ),
    Result(
        name="in_writing",
        label="Shares in favour, in writing",
        formula='=SUMIFS(tblShareholders[Shares],tblShareholders[In favour],"yes")',
        note="Of all outstanding.",
        shown=styles.INTEGER,
    ),
    Result(
        name="written",
        quoted=True,
        label="Does the written consent carry the class?",
        formula=yes("VOTE_PASSES(out_in_writing,out_shares)"),
        note="A majority of all shares: class vote VI.B, amendment VIII, protection IX, "
        "automatic conversion VII.B.",
    ),
    Result(
        name="represented",
        label="Shares represented at the meeting",
        formula="=SUM(tblShareholders[Represented])",
        note="In person or by proxy.",
        shown=styles.INTEGER,
    ),
    Result(
        name="meeting",
        quoted=True,
        label="Does the vote at the meeting pass?",
        formula="=IF(VOTE_PASSES(out_represented,out_shares),IF(VOTE_PASSES("
        'SUM(tblShareholders[For at the meeting]),out_represented),"yes","no"),"no quorum")',
        note="A majority of those represented; a majority of all shares is the quorum, which the "
        "text leaves to the bylaws (VI.B).",
    ),
    Result(
        name="consent_needed",
        label="Distribution to junior stock: consent of the class",
        formula='=IF(out_protected="no","not needed",IF(out_written="yes","given","missing"))',
        note="Also for an adverse amendment or charter change; never for stock dividends, senior "
        "or equal issues (IX).",
    ),
    Result(
        name="votes",
        label="Votes of the class as common stock",
        formula="=SUM(tblShareholders[Votes as common])",
        note="Holder by holder, rounded down (VI.A).",
        shown=styles.INTEGER,
    ),
    Result(
        name="objecting",
        label="Shares that object in time",
        formula="=SUM(tblShareholders[Objecting])",
        note="Within 15 days of each holder's own receipt (IV.B).",
        shown=styles.INTEGER,
    ),
    Result(
        name="appraisal",
        quoted=True,
        label="Must there be an appraisal?",
        formula=yes("VOTE_PASSES(out_objecting,out_shares,in_objection_part)"),
        note="At least two thirds of the outstanding shares object (IV.B).",
    ),
    "Transfers, notices and deadlines",
    Result(
        name="transfers_off",
        label="Transfers that may not be made",
        formula='=COUNTIF(tblTransfers[May it be made],"?*")'
        '-COUNTIF(tblTransfers[May it be made],"yes")',
        note="Sheet Transfers says which test fails.",
        shown="0",
    ),
    Result(
        name="late",
        quoted=True,
        label="Notices that come too late",
        formula='=COUNTIF(tblNotices[In time],"too late")',
        note="Sheet Notices.",
        shown="0",
    ),
    Result(
        name="soon",
        label="Deadlines that are soon",
        formula='=COUNTIF(tblCalendar[Status],"soon")',
        note="Within the days of the sheet Inputs.",
        shown="0",
    ),
    Result(
        name="default_date",
        label="Event of Default by an unstayed proceeding",
        formula=f"=DEFAULT_DATE({day('Involuntary bankruptcy')},FALSE)",
        note="On the 60th day without a stay (agreement 7.1(a)).",
        shown=styles.DATE,
    ),
)
