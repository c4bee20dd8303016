"""Excel functions of finance: payments, rates of return, bills, depreciation."""
