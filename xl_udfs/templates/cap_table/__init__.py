"""``cap_table.xlsx``: the model. `workbook.build` makes it."""
