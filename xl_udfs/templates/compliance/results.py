"""What follows on the sheet Results of ``compliance.xlsx``."""

from xl_udfs.core.agreement.closings import EXHIBIT_A
from xl_udfs.templates.compliance.deadlines import CALENDAR, CALENDAR_ROWS, DATE_ROWS, DATES
from xl_udfs.templates.compliance.terms import CHANGES
from xl_udfs.templates.compliance.votes import NOTES
from xl_udfs.templates.sheets.figures.whole_shares import whole_to_cover
from xl_udfs.templates.sheets.forms import Result, yes
from xl_udfs.templates.sheets.layout import FIRST_ROW, area_of, cell_of
from xl_udfs.templates.sheets.needs import needs
from xl_udfs.templates.sheets.styles import DATE, DOLLARS, GENERAL, INTEGER


def due(deadline: str) -> str:
    """Return the cell of the calendar with the last day of a deadline."""
    place = [row[0] for row in CALENDAR_ROWS].index(deadline)
    return cell_of(CALENDAR, "G", FIRST_ROW + place)


def holders(letter: str) -> str:
    """Return a column of the noteholders; Tab[Col] looks circular to the calculation library."""
    return area_of(NOTES, letter, letter, len(EXHIBIT_A))


def day(event: str) -> str:
    """Return the cell of the sheet Dates with the day of an event."""
    place = [row[0] for row in DATE_ROWS].index(event)
    return cell_of(DATES, "B", FIRST_ROW + place)


def known(cell: str, formula: str) -> str:
    """Return a formula, without its equals sign, that is empty while a day is not known."""
    return f'IF({cell}="","",{formula})'


def _vote(of: str, favour: str, part: str = "") -> str:
    """Return the formula of a result: whether a vote passes; of nothing it does not."""
    return f'=IF({of}=0,"no",IF(VOTE_PASSES({favour},{of}{part}),"yes","no"))'


VOTES = "Votes of the ⟨Series 5-A|series⟩"
RESULTS: tuple[str | Result, ...] = (
    "Closings and caps of the agreement",
    Result("first_sold", "Sold at the First Closing, $", DOLLARS, needs('=SUMIFS(tblClosings[Purchase Price],tblClosings[Kind],"First")'), "Sheet Closings."),
    Result("first_minimum", "Minimum of the First Closing", GENERAL,
        '=IF(out_first_sold>=in_least_first,"reached","missed")&IF(in_minimum_waived="yes",", waived","")', "⟨$1,500,000|The least of the terms⟩ (agreement 1.3(a), 5.1(d))."),
    Result("first_valid", "Is the First Closing in order?", GENERAL,
        yes('FIRST_CLOSING_VALID(in_first_closing,out_first_sold,in_minimum_waived="yes",in_least_first)'),
        "⟨From January 31 to February 7, 2002, both included,|Within its days, both included,⟩ and the minimum.", quoted=True),
    Result("last_additional", "Last day for an Additional Closing", DATE, "=in_first_closing+in_closing_days",
        "So many days following the First Closing (agreement 1.3(b)); that day counts.", quoted=True),
    Result("sold", "Sold in all, $", DOLLARS, needs("=SUM(tblClosings[Purchase Price])"), "All Purchasers combined, New Purchasers among them (agreement 1.1)."),
    Result("room", "Room under the cap, $", DOLLARS, "=IF(out_sold>in_most_sold,0,ROOM_FOR_SALES(out_sold,in_most_sold))", "⟨$4,450,000|The cap⟩ less what is sold.", quoted=True),
    Result("closings_off", "Closings that are not in order", "0", needs('=COUNTIF(tblClosings[In order],"?*")-COUNTIF(tblClosings[In order],"yes")'),
        "Sheet Closings says why."),
    "Covenants",
    Result("outstanding", "Principal outstanding, $", DOLLARS, needs(f"=SUM({holders('B')})"), "Sheet Noteholders."),
    Result("in_force", "Are the covenants of 6.1 in force?", GENERAL, '=IF(out_outstanding>in_issued,"not known",IF(COVENANTS_IN_FORCE(in_issued,out_outstanding),"yes","no"))',
        "At least the part of the terms is outstanding of the principal issued; exactly that is enough.", quoted=True),
    Result("caps_over", "Caps that are exceeded", "0", needs('=COUNTIF(tblCaps[Status],"exceeded")'), "Sheet Caps.", quoted=True),
    "Consents of the noteholders",
    Result("consenting", "Principal of those who consent, $", DOLLARS, needs(f"=SUM({holders('E')})"), "Sheet Noteholders."),
    Result("majority", "Are they the Majority Holders?", GENERAL, _vote("out_outstanding", "out_consenting"),
        "More than half of the principal outstanding (agreement 2.1, 2.12).", quoted=True),
    Result("amend", "Do they hold enough to amend or waive?", GENERAL, _vote("out_outstanding", "out_consenting", ",in_amend_part"), "Agreement 8.6; exactly the part of the terms is enough.",
        quoted=True),
    Result("amend_needed", "Principal needed for it, $", DOLLARS, "=in_amend_part*out_outstanding",
        "⟨$2,204,397 of Exhibit A: BAPEF alone is not enough|Of what is outstanding⟩."),
    Result("amended", "Does the amendment or waiver pass?", GENERAL,
        f'=IF(in_company="no","no",IF(in_change="{CHANGES[1]}",IF(AND(out_outstanding>0,out_consenting=out_outstanding),"yes","no"),out_amend))',
        "All holders, where fewer notes shall be needed for a consent (8.6, first proviso).", quoted=True),
    Result("bound", "Holders that it binds", "0", needs('=COUNTIF(tblNoteholders[Bound by the amendment],"yes")'),
        "A right of its own binds only who consented (8.6, second proviso)."),
    Result("told", "Holders to be told promptly", "0", needs('=COUNTIF(tblNoteholders[Notice to be given],"yes, promptly")'),
        "Those who have not consented in writing (8.6, last sentence)."),
    VOTES,
    Result("shares", "Shares outstanding", INTEGER, needs("=SUM(tblShareholders[Shares])"), "Sheet Shareholders."),
    Result("protected", "Do the protective provisions apply?", GENERAL, '=IF(out_shares>in_authorized,"not known",IF(PROTECTION_APPLIES(out_shares,in_authorized,in_protected_part),"yes","no"))',
        "At least the part of the terms of the authorized shares is outstanding (IX).", quoted=True),
    Result("protected_from", "Shares from which they apply", INTEGER, "=" + whole_to_cover("in_protected_part*in_authorized"), "⟨938 of 3,752|The least number that reaches the part⟩."),
    Result("in_writing", "Shares in favour, in writing", INTEGER,
        needs('=SUMIFS(tblShareholders[Shares],tblShareholders[In favour],"yes")'), "Of all outstanding."),
    Result("written", "Does the written consent carry the class?", GENERAL, _vote("out_shares", "out_in_writing"),
        "A majority of all shares: class vote VI.B, amendment VIII, protection IX, automatic conversion VII.B.", quoted=True),
    Result("represented", "Shares represented at the meeting", INTEGER, needs("=SUM(tblShareholders[Represented])"), "In person or by proxy."),
    Result("meeting", "Does the vote at the meeting pass?", GENERAL,
        '=IF(out_shares=0,"no quorum",IF(VOTE_PASSES(out_represented,out_shares),IF(CLASS_VOTE_PASSES(SUM(tblShareholders[For at the meeting]),out_represented,out_shares),"yes","no"),"no quorum"))',
        "A majority of those represented; a majority of all shares is the quorum, which the text leaves to the bylaws (VI.B).", quoted=True),
    Result("consent_needed", "Distribution to junior stock: consent of the class", GENERAL,
        '=IF(out_protected="no","not needed",IF(out_written="yes","given","missing"))',
        "Also for an adverse amendment or charter change; never for stock dividends, senior or equal issues (IX)."),
    Result("votes", "Votes of the class as common stock", INTEGER, needs("=SUM(tblShareholders[Votes as common])"), "Holder by holder, rounded down (VI.A)."),
    Result("objecting", "Shares that object in time", INTEGER, needs("=SUM(tblShareholders[Objecting])"),
        "Within 15 days of each holder's own receipt (IV.B)."),
    Result("appraisal", "Must there be an appraisal?", GENERAL, _vote("out_shares", "out_objecting", ",in_objection_part"),
        "At least the part of the terms of the outstanding shares object (IV.B).", quoted=True),
    "Transfers, notices and deadlines",
    Result("transfers_off", "Transfers that may not be made", "0", needs('=COUNTIF(tblTransfers[May it be made],"?*")-COUNTIF(tblTransfers[May it be made],"yes")'),
        "Sheet Transfers says which test fails."),
    Result("late", "Notices that come too late", "0", needs('=COUNTIF(tblNotices[In time],"too late")'), "Sheet Notices.", quoted=True),
    Result("soon", "Deadlines that are soon", "0", needs('=COUNTIF(tblCalendar[Status],"soon")'), "Within the days of the sheet Inputs."),
    Result("default_date", "Event of Default by an unstayed proceeding", DATE, "=" + known(day("Involuntary bankruptcy"), f"DEFAULT_DATE({day('Involuntary bankruptcy')},FALSE)"),
        "On the 60th day without a stay (agreement 7.1(a))."),
)  # fmt: skip
