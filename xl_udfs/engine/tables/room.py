"""How many rows of a table the rest of its workbook has room for."""

import re

from xl_udfs.engine.tables.moving import BlockedError
from xl_udfs.engine.workbook.described import Table

ROOM = re.compile(r"Room for ([\d,]+) rows\. (.+)")


def refuse_beyond_room(table: Table, count: int) -> None:
    """Refuse more rows than the rest of the workbook can take, where the table's comment says so.

    It is ``Room for 60 rows. For {rows}: make another workbook.``, the latter told as it stands.
    """
    stated = ROOM.match(table.comment)
    if stated is None:
        return
    room = int(stated[1].replace(",", ""))
    if count > room:
        help_ = stated[2].replace("{rows}", str(count))
        help_ = help_[0].lower() + help_[1:]  # a sentence of the comment, here the end of one
        raise BlockedError(f"it has room for {room:,} rows, and these are {count:,}; {help_}")
