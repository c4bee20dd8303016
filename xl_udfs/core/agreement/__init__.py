"""The note and warrant purchase agreement: closings, covenants, consents, transfers, defaults."""
