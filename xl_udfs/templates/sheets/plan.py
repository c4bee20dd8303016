"""How every workbook is made: its sheets in order, its checks, and the README that tells of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from xl_udfs.templates.sheets import styles
from xl_udfs.templates.sheets.checks import Check, add_checks, no_errors
from xl_udfs.templates.sheets.finish import Template
from xl_udfs.templates.sheets.layout import CHECKS
from xl_udfs.templates.sheets.misfits import fits
from xl_udfs.templates.sheets.misfits.stops import NO_STOPS, Stops, stops_of
from xl_udfs.templates.sheets.readme import Line, Readme, add_readme, write_readme
from xl_udfs.templates.sheets.tables import use_ranges
from xl_udfs.templates.sheets.to_fill import NO_PARTS, Parts, add_inputs_to_fill
from xl_udfs.templates.sheets.words import said
from xl_udfs.versions import VERSIONS

ALL_CHECKS = (CHECKS, "Every check, and the master check that all sheets show.")


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its name, what the README tells of it, and what adds it."""

    name: str
    holds: str
    add: Callable[[Workbook], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One workbook."""

    id: str  # as cap_table
    title: str
    purpose: str
    pages: tuple[Page, ...]
    checks: Sequence[Check]
    words: tuple[Page, ...] = ()  # the sheets after the checks
    steps: tuple[Line, ...] = ()  # what to do, in order
    readings: tuple[Line, ...] = ()  # where the text is open, and what the workbook takes
    lists: str = ""  # what is to be known of the lists
    sources: tuple[Line, ...]
    parts: Parts = NO_PARTS  # of it, each of which may stay untouched
    knows_blanks: bool = (
        False  # whether its formulas know what to do while inputs are blank or wrong
    )
    gates: tuple[tuple[str, ...], ...] = ()  # sheets whose entries some formulas wait for


def made(plan: Plan, *, filled: bool = True) -> Template:
    """Return the workbook of a plan, before its formulas have values.

    Args:
        plan: what is in it.
        filled: whether the words are those of the company; else those of a blank copy.
    """
    if plan.knows_blanks:
        return _written(plan, NO_STOPS, filled=filled)
    draft = _written(plan, NO_STOPS, filled=filled).book
    use_ranges(draft)
    return _written(plan, stops_of(draft), filled=filled)


def _written(plan: Plan, stops: Stops, *, filled: bool) -> Template:
    book = styles.new_book(filled=filled)
    book.knows_blanks, book.stops = plan.knows_blanks, stops.asked
    readme = add_readme(book, plan.title, plan.purpose)
    for page in plan.pages:
        page.add(book)
    errors = () if plan.knows_blanks else (no_errors(book),)  # it has its own
    add_checks(book, [*plan.checks, *errors, fits.CHECK])
    for page in plan.words:
        page.add(book)
    described = [(page.name, page.holds) for page in plan.pages]
    described += [ALL_CHECKS, *((page.name, page.holds) for page in plan.words)]
    names = [said(name, filled=filled) for name, _ in described]
    assert names == book.sheetnames[1:]  # noqa: S101 - a slip of ours
    write_readme(
        book,
        readme,
        Readme(tuple(described), plan.steps, plan.readings, plan.lists, plan.sources),
    )
    book.typed += book.contradictions
    gates = [fits.misfits_on(book, sheets) for sheets in plan.gates]
    fits.add_misfits(book, [*gates, *stops.counted])
    if not filled:
        add_inputs_to_fill(book, plan.parts)
    subject = f"{plan.id}, version {VERSIONS[plan.id]}"
    return Template(book, title=said(plan.title, filled=filled), subject=subject)
