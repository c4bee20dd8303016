"""``cap_table.xlsx``: the model: ledger, prices, ownership, a proposed financing, votes."""

from functools import partial

from xl_udfs.templates.cap_table.checks import CHECKS as ALL_CHECKS
from xl_udfs.templates.cap_table.data import (
    LEAST_ROWS,
    SPARE_ROWS,
    Company,
)
from xl_udfs.templates.cap_table.inputs import SHEET as INPUTS
from xl_udfs.templates.cap_table.inputs import add_inputs_sheet
from xl_udfs.templates.cap_table.instruments import SHEET as LETTERS
from xl_udfs.templates.cap_table.instruments import add_instruments
from xl_udfs.templates.cap_table.ledger import HOLDERS, add_ledger
from xl_udfs.templates.cap_table.ledger import SHEET as LEDGER
from xl_udfs.templates.cap_table.lists import CLASSES, add_classes, add_holders
from xl_udfs.templates.cap_table.ownership import SHEET as OWNERSHIP
from xl_udfs.templates.cap_table.ownership import add_ownership
from xl_udfs.templates.cap_table.prices import EVENT_SHEET, add_events, add_prices
from xl_udfs.templates.cap_table.prices import SHEET as HISTORY
from xl_udfs.templates.cap_table.pro_forma import SHEET as PRO_FORMA
from xl_udfs.templates.cap_table.pro_forma import add_pro_forma
from xl_udfs.templates.cap_table.votes import SHEET as VOTES
from xl_udfs.templates.cap_table.votes import add_votes
from xl_udfs.templates.cap_table.words import (
    CHANGES,
    FUNCTION_SHEET,
    GLOSSARY,
    add_change_log,
    add_functions,
    add_glossary,
)
from xl_udfs.templates.sheets.finish import Template
from xl_udfs.templates.sheets.plan import Page, Plan, made

TITLE = "Cap table"
PURPOSE = (
    "One ledger; from it every price, every holding and every vote of a company with convertible "
    "preferred stock."
)


def plan_of(company: Company) -> Plan:
    """Return the plan of the workbook filled with the lists of a company."""
    rows = max(len(company.holders) + SPARE_ROWS, LEAST_ROWS)
    return Plan(
        id="cap_table",
        knows_blanks=True,
        title=TITLE,
        purpose=PURPOSE,
        pages=(
            Page(INPUTS, "The day of the position, the votes, the proposed financing; events and results.", add_inputs_sheet),
            Page(CLASSES, "Terms of each class, with their source; price, shares and rate that follow.", partial(add_classes, company=company)),
            Page(HOLDERS, "Who holds something; whether in favour of a vote.", partial(add_holders, company=company, rows=rows)),
            Page(LEDGER, "What happened, line by line, to holdings and to prices; lines are only added.",
                partial(add_ledger, company=company, holder_rows=rows)),
            Page(HISTORY, "Every conversion and exercise price, event by event, with a chart.", partial(add_prices, company=company)),
            Page(EVENT_SHEET, "The ledger's price events, as the histories read them.", add_events),
            Page(OWNERSHIP, "By class, the ten largest holders with a chart, and every holder.", partial(add_ownership, rows=rows)),
            Page(PRO_FORMA, "The same before and after the proposed financing.", partial(add_pro_forma, rows=rows)),
            Page(VOTES, "Majority, two thirds, 75% and the 25% of the protective provisions.", partial(add_votes, rows=rows)),
            Page(LETTERS, "Who signs letters to the holders, and the instrument of each class.", add_instruments),
        ),
        checks=ALL_CHECKS,
        words=(
            Page(CHANGES, "Changes of this workbook.", add_change_log),
            Page(FUNCTION_SHEET, "The functions of xl-udfs that it calls, with their clauses.", add_functions),
            Page(GLOSSARY, "What the words mean, and where the documents say so.", add_glossary),
        ),
        steps=(
            ("1", "Classes: the terms of each class. Holders: their names."),
            ("2", "Ledger: a line for each thing that happened; one more for each closing, split, stock dividend or expiry that may move prices."),
            ("3", "Inputs: the day of the position, and the next financing. The rest follows."),
        ),
        readings=(
            ("Series 2-A",
                "Its shares before an issue are those outstanding and those underlying Other Securities, as both letters count; what it exempts is not in "
                "the documents."),
            ("Series 5-A",
                "Its shares before an issue are all of them fully diluted (VII.E(6)(a)(ii)); what closes on its Closing Date does not move its price (II.B)."),
            ("Warrants", "⟨Those of July 2005|They⟩ follow the form of 2002: full ratchet at any size."),
        ),
        lists="A list grows when a row is typed below it; "
            "for more holders pull down the last rows of tblCapTable, tblProForma and tblBallot too, as a check says.",
        sources=(
            ("000", "Certificate of designation of the Series 5-A, executed June 29, 2005."),
            ("001", "Exchangeable note and warrant purchase agreement, January 28, 2002; its Exhibit C is the form of warrant."),
            ("003", "Letter to the holders of Series 2-A of February 5, 2002 (Exhibit 4.3)."),
            ("004", "Letter to the holders of Series 2-A of July 19, 2005 (Exhibit ⟨20.2): the position at July 18, 2005|20.2)⟩."),
            ("⟨Not in the documents|Yours⟩",
                "⟨The holders' names, the numbers of Series 1-A and 2-A shares, and what happened between February 2002 and July 2005: left open, or marked "
                "so where a figure is needed|Your holders, classes and ledger: the blue cells without a value⟩."),
        ),
    )  # fmt: skip


def template_of(company: Company) -> Template:
    """Return the workbook filled with the lists of a company, before its formulas have values."""
    return made(plan_of(company))
