"""Excel functions and operators that the calculation library gets wrong, computed by ours."""
