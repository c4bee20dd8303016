"""Stored values against recomputed ones, and what else deserves a look: findings.

`validate.validate` is the way in; nothing here writes a report.
"""
