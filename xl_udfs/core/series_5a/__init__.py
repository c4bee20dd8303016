"""The Series 5-A certificate: redemption, liquidation, dividends, conversion, votes, notices."""
