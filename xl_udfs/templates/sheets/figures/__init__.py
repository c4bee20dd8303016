"""Sheets of a certificate's figures, and the working beside them."""
