"""Open Cap Format 1.2.0, in and out.

`reading.read_package` reads a package into the rows of a cap table (`rows`), with a graded report;
`writing.write_package` writes the rows as a package. No workbook is touched here.
"""
