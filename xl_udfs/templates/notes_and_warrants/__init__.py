"""``notes_and_warrants.xlsx``: the notes of 2002 and their warrants. `workbook.build` makes it."""
