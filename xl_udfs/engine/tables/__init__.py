"""New rows for the tables of a workbook, and all that moves with them."""
