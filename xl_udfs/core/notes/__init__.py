"""The form of note: interest, balance, exchange and prepayment."""
