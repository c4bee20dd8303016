"""Open Cap Format 1.2.0, in and out; no workbook is touched here.

`reading.package.read_package` reads a package into the rows of a cap table (`rows`), with a graded
report (`report`); `writing` makes a package of the rows. `printing` shows a report.
"""
