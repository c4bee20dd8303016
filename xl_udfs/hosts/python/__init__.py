"""Adapter for Python itself: numbers, dates, Series and DataFrames in, the same kinds out.

`xl_udfs` shows what a user calls. pandas is imported where a Series or a DataFrame is made, not
before: a function of numbers needs none of it.
"""
