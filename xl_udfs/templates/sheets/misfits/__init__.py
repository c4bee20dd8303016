"""Entries that do not fit their cell: named on the sheet of checks, and felt nowhere else."""
