"""``redemption.xlsx``: by the company or at the holders' request. `workbook.build` makes it."""
