"""Letters that the documents ask for, as values: what they say, not how they are set.

`adjustment` composes the certificate of an adjustment (000 VII.E(7); Series 2-A 7d(6)), `notices`
the Company Redemption Notice and the Notice of Conversion; `letter` is what all of them are.
"""
