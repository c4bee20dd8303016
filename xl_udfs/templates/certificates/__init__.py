"""``adjustment_certificate.xlsx`` and ``reconciliation.xlsx``: stated and recomputed figures."""
