"""Documents made of a workbook and data that go in and out of one; no rule stands here.

`letters` makes the certificates and notices that a company sends.
"""
