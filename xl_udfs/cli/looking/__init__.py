"""Commands that look at workbooks, formulas and functions, and change none of them."""
