"""Excel functions that take or give ranges: lookups, criteria, arrays, matrices."""
