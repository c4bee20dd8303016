"""What a workbook shows of the cap table from which it was taken, typed by `new --from`."""

from xl_udfs.templates.sheets.checks import SAME, Check
from xl_udfs.templates.sheets.entries import NUMBER_FROM_1, TEXT
from xl_udfs.templates.sheets.forms import Input

HEADING = "Taken over of a cap table"
DRAFT = "DRAFT: "  # before what a master check said that was not in order
SOURCE = Input("source", "Workbook, position and day of taking over", TEXT, None,
    "Memo: written by xl-udfs new --from and refresh --from, which takes it again; blank where all is typed. What was taken over is as it was on that day; what was typed besides stays.")  # fmt: skip
STATE = Input("source_state", "What its master check said", TEXT, None,
    "Memo: as above; DRAFT where something in the cap table was open or to look at, so that what is taken over may change.")  # fmt: skip
CLASS = Input("source_class", "Class of the cap table", TEXT, None,
    "Memo: as above; refresh --from takes this class again, or that of its option --class.")  # fmt: skip
STEP = Input("source_step", "Step of its price history", NUMBER_FROM_1, None,
    "Memo: as above; 1 is the start. refresh --from takes this step again, or that of its option --step.")  # fmt: skip
OF_ALL: tuple[str | Input, ...] = (HEADING, SOURCE, STATE)
OF_CLASS: tuple[str | Input, ...] = (*OF_ALL, CLASS)
OF_STEP: tuple[str | Input, ...] = (*OF_CLASS, STEP)
IN_ORDER = Check("Taken over: the cap table was in order", SAME, f'=IF(ISBLANK(in_source_state),"in order",IF(LEFT(in_source_state,{len(DRAFT)})="{DRAFT}","draft","in order"))', "in order",
    "Put it in order, then take it over again with xl-udfs refresh --from.")  # fmt: skip
