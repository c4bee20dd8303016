"""``liquidation.xlsx``: who is paid what. `workbook.build` makes it."""
