"""What of a workbook that this package made is printed, and what its charts draw.

`pages` sets the print areas from the values, `chart_ranges` the ranges of charts; `text_width`
measures texts. A workbook of anyone else stays as it is.
"""
