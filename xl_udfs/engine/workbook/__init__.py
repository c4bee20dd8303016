"""A workbook as it is read: sheets of cells, tables, names, styles.

`book.read_book` is the way in; no formula is understood here.
"""
