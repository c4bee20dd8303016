"""Letters of a workbook: read from its values, composed by `core.letters`, set as Word or PDF.

`making` is what others import: from a workbook and what is asked to letters. `values` reads a
workbook's names and tables; `adjustment_book`, `cap_table_book` and `redemption_book` know what
the three templates hold; `word` and `pdf` set a letter.
"""
