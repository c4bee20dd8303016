"""``cap_table.xlsx``: the model: ledger, prices, ownership, a proposed financing, votes."""

from collections.abc import Callable

from openpyxl import Workbook

from xl_udfs.templates.cap_table.checks import checks_of
from xl_udfs.templates.cap_table.data import Company, Room, room_of
from xl_udfs.templates.cap_table.events import SHEET as EVENTS
from xl_udfs.templates.cap_table.events import EventPlaces, add_events
from xl_udfs.templates.cap_table.inputs import SHEET as INPUTS
from xl_udfs.templates.cap_table.inputs import add_inputs_sheet
from xl_udfs.templates.cap_table.instruments import SHEET as LETTERS
from xl_udfs.templates.cap_table.instruments import add_instruments
from xl_udfs.templates.cap_table.ledger import SHEET as LEDGER
from xl_udfs.templates.cap_table.ledger import add_ledger
from xl_udfs.templates.cap_table.lists import CLASSES, HOLDERS, add_classes, add_holders
from xl_udfs.templates.cap_table.ownership import SHEET as OWNERSHIP
from xl_udfs.templates.cap_table.ownership import add_ownership
from xl_udfs.templates.cap_table.prices import SHEET as HISTORY
from xl_udfs.templates.cap_table.prices import add_prices
from xl_udfs.templates.cap_table.pro_forma import (
    CONVERTIBLES,
    add_convertibles,
    add_pro_forma,
    rates_after,
)
from xl_udfs.templates.cap_table.pro_forma import SHEET as PRO_FORMA
from xl_udfs.templates.cap_table.terms import SHEET as TERMS
from xl_udfs.templates.cap_table.terms import add_terms
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
from xl_udfs.templates.cap_table.working import SHEET as WORKING
from xl_udfs.templates.cap_table.working import add_working
from xl_udfs.templates.sheets.finish import Template
from xl_udfs.templates.sheets.plan import Page, Plan, made

TITLE = "Cap table"
PURPOSE = (
    "One ledger; from it every price, every holding and every vote of a company with convertible "
    "preferred stock."
)


def plan_of(company: Company, size: Room | None = None) -> Plan:
    """Return the plan of the workbook filled with the lists of a company.

    Args:
        company: its lists.
        size: for how many classes, holders and price events; else for those that it has.
    """
    room = size or room_of(company)

    def both(add: Callable[[Workbook, Company, Room], None]) -> Callable[[Workbook], None]:
        return lambda book: add(book, company, room)

    return Plan(
        id="cap_table",
        knows_blanks=True,
        gates=(("Classes", "Terms", "Holders", "Ledger"), ("Classes", "Terms")),
        title=TITLE,
        purpose=PURPOSE,
        pages=(
            Page(INPUTS, "The day of the position, the votes, the proposed financing; events and results.", both(add_inputs_sheet)),
            Page(CLASSES, "Terms of each class, with their source; price, shares and rate that follow.", both(add_classes)),
            Page(TERMS, "Presets and price rules; the kinds of issue that move no price.", lambda book: add_terms(book, company)),
            Page(HOLDERS, "Who holds something; whether in favour of a vote.", both(add_holders)),
            Page(LEDGER, "What happened, line by line, to holdings and to prices; lines are only added.", both(add_ledger)),
            Page(HISTORY, "Every conversion and exercise price, event by event, with a chart.", both(add_prices)),
            Page(EVENTS, "The price events that the deals of the ledger make, and what each class counts.", lambda book: add_events(book, room)),
            Page(OWNERSHIP, "By class, the ten largest holders with a chart, and every holder.", both(add_ownership)),
            Page(CONVERTIBLES, "SAFEs and notes that convert in the proposed financing.", lambda book: add_convertibles(book, company)),
            Page(PRO_FORMA, "The same before and after the proposed financing.", lambda book: add_pro_forma(book, room)),
            Page(VOTES, "Each action that is put to a vote: who votes, by what fraction.", both(add_votes)),
            Page(LETTERS, "Who signs letters to the holders, and the instrument of each class.", both(add_instruments)),
            Page(WORKING, "The terms in force of each class, and what functions read.", lambda book: add_working(book, room, EventPlaces(room).price_now(), rates_after(room))),
        ),
        checks=checks_of(room),
        words=(
            Page(CHANGES, "Changes of this workbook.", add_change_log),
            Page(FUNCTION_SHEET, "The functions of xl-udfs that it calls, with their clauses.", add_functions),
            Page(GLOSSARY, "What the words mean, and where the documents say so.", add_glossary),
        ),
        steps=(
            ("1", "Classes: the terms of each class. Holders: their names."),
            ("2", "Ledger: a line for each thing that happened. Prices follow from the lines of each deal; what a line lacks stands in its Remark."),
            ("3", "Inputs: the day of the position, and the next financing. The rest follows."),
        ),
        readings=(
            ("⟨|Preset ⟩Series 2-A",
                "Its A is the common stock and Other Securities, as both letters count; what it exempts is not in the documents."),
            ("⟨|Preset ⟩Series 5-A",
                "Its shares before an issue are all of them fully diluted (VII.E(6)(a)(ii)); what closes on its Closing Date does not move its price (II.B)."),
            ("⟨Warrants|Preset Warrant of 2002⟩", "⟨Those of July 2005 follow the|The⟩ form of 2002: full ratchet at any size."),
        ),
        lists=f"There is room for {room.classes} classes, {room.holders:,} holders and {room.events} price events; "
            "xl-udfs new cap_table OUT --classes N --holders N --events N makes more.",
        sources=(
            ("000", "⟨|The preset Series 5-A: ⟩Certificate of designation of the Series 5-A, executed June 29, 2005."),
            ("001", "⟨|The preset Warrant of 2002: ⟩Exchangeable note and warrant purchase agreement, January 28, 2002; its Exhibit C is the form of warrant."),
            ("003", "⟨|The preset Series 2-A: ⟩Letter to the holders of Series 2-A of February 5, 2002 (Exhibit 4.3)."),
            ("004", "⟨|The preset Series 2-A: ⟩Letter to the holders of Series 2-A of July 19, 2005 (Exhibit ⟨20.2): the position at July 18, 2005|20.2)⟩."),
            ("⟨Not in the documents|Yours⟩",
                "⟨The holders' names, the numbers of Series 1-A and 2-A shares, and what happened between February 2002 and July 2005: left open, or marked "
                "so where a figure is needed|Your holders, classes and ledger: the blue cells without a value⟩."),
        ),
    )  # fmt: skip


def template_of(company: Company, room: Room | None = None) -> Template:
    """Return the workbook filled with the lists of a company, before its formulas have values."""
    return made(plan_of(company, room))
