"""``compliance.xlsx``: covenants, consents and deadlines. `workbook.build` makes it."""
