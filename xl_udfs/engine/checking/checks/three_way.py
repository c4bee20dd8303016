"""The core against the engine, where the stored value raises no question."""

from collections.abc import Iterator

from xl_udfs.cells import cell_text
from xl_udfs.engine.calculation.library import Unsupported
from xl_udfs.engine.checking.checks.check import Subject, WorkbookCheck, agreement
from xl_udfs.engine.checking.compare import same
from xl_udfs.engine.checking.finding import Finding, Severity
from xl_udfs.engine.workbook.book import Place


def find(check: WorkbookCheck, subject: Subject) -> Iterator[Finding]:
    """Yield cells whose stored and recomputed values agree, but not with the function itself."""
    if subject.book.displayed:  # a cell holds what it shows, the function gives more digits
        return
    judged = {found.place for found in subject.comparison.discrepancies}
    for sheet, run, _ in subject.calling(subject.functions.keys()):
        if subject.is_called_alike(sheet, run):
            continue
        for row in run.rows:
            place = Place(sheet, (row, run.column))
            known, core = subject.called_directly(place)
            value = subject.values[place]
            if not known or place in judged or isinstance(value, Unsupported):
                continue
            if same(core, value):
                continue
            agree = agreement(subject.book.value(place), value, core)
            message = f"recomputed {cell_text(value)}, called directly {cell_text(core)}; {agree}"
            yield check.at(subject, place, message, core=core, agree=agree)


CHECK = WorkbookCheck(
    "three-way",
    Severity.ERROR,
    "A cell that calls one of our functions holds another value than that function gives when it "
    "is called directly with the values of the argument cells.",
    why="Stored and recomputed value agree, and the function itself gives something else: the "
    "formula around the call, the way its arguments arrive, or an engine is wrong.",
    remedy="Compare the arguments with EXPLAIN; if they are right, please report the cell, "
    "since it is then a defect of ours.",
    find=find,
)
