"""How a conversion or exercise price moves: terms, events, and the rules of adjustment.

`history` replays a log of events; `antidilution` has the formulas of sales below the price.
"""
