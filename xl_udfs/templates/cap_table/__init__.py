"""``cap_table.xlsx``: the model. `workbook.plan_of` makes it of a `data.Company`.

The tables that a person fills, and that an import writes or another workbook reads. Titles stand
as they are in the sheet; what follows "·" is a result. Days are Excel dates, money is $, shares are
numbers without sign, ticks are "yes" or "no". A blank is not known or does not apply, never zero.

``tblClasses`` (sheet Classes), a row a class, filled from the top:

* Class: its name, once each. Type: common, preferred, warrant, option, pool, other.
* Preset: a row of ``tblPresets``, from which each blank term of price comes.
* Price rule: none; weighted average; full ratchet; ratchet, then weighted average. Ratchet months:
  of full ratchet after the start date. Threshold: smallest gross proceeds that move the price, $.
* Counts common, Counts preferred, Counts options, Counts warrants, Counts pool: ticks, what A
  counts the day before, as converted (Counts warrants: those of type other too).
* Decimals: of the price after each event, blank for an exact one. Floor: least price, $. Smallest
  change: part of the price, smaller ones are carried forward. Fraction: cash, down, up, nearest.
  Count moves: tick, whether the number of a warrant's shares moves against its price.
* Original issue price: $; for a warrant or option its price at the start, as the next one. Start
  price: conversion or exercise price at the start (the strike), $. Start date: only what comes
  after it moves the price. Authorized: shares.
* Votes: of each common share that one is or converts into. Dividend per share: declared, unpaid, $.
* Preference price (blank: the original issue price), Preference multiple (blank: 1), Participation
  (non-participating, participating, capped), Cap: $ per share in all, Cap multiple: of the
  preference price, Seniority: 1 is paid first.
* Dividend rate: a year, 0.08 is 8%; Dividend method: simple, compound; Dividend frequency: 1, 2, 4,
  12; Day count: actual/365, actual/360, 30/360, actual/actual; Dividends from: day.
* Clause: of the price, in the company's own words. Source: memo.
* · Price is (adjusted, fixed, incomplete), Conversion price (now; the strike of a warrant or
  option), Common per share, Shares (preferred shares, or warrants and options in number), As
  converted, Still issuable, Dividends, $ (declared), Accrued, $ (cumulative), What is missing.

``tblTerms`` (sheet Working) has a row for each of them with the terms in force, typed or of the
preset, under the same titles, and Price now, Rate (common shares for one), Stock, Converts.

``tblExemptions`` (sheet Terms): Class (a class, or "all"), Kind of issue, Clause (memo): a kind of
issue that does not move the price of that class, in the company's words. ``tblPresets`` beside it.

``tblHolders`` (sheet Holders): Holder (once each), Kind (memo), Address for notices (memo), In
favour (yes, no) · Ledger lines, Remark.

``tblLedger`` (sheet Ledger), a line for each thing that happened, days rising:

* Date, Event (below), Holder, Class, Number, Price, $, Consideration, $ (else Number x Price).
* To: the holder who receives. Other class, Other number: what is received, or the pool.
* Strike, $: of these options or warrants, where it is not the class's start price.
* Deal: lines of one deal share a name and are one price event on its first day, as NVCA's model
  charter has it for closings within 90 days of the first (B.4.4.6), and as 000 VII.E(6)(a) asks
  for the money of one transaction; until a closing is in, the price is that of the earlier ones,
  and shares sold after a split count as those of the first day. A closing that is to adjust alone
  has another name. Without a name, the lines of one day are a deal. Kind of issue: one of ``tblExemptions``; blank for a plain issue.
* Ratio: new shares for an old one. Of line: No. of the line whose rights lapse. Counted before: A
  as a document states it, which a check holds against the ledger.
* Certificate (memo), Reference (memo) · No., Remark (what a line lacks), and under "Working"
  Held by, Change, Amount, $, and the second leg: Second holder, Second class, Second change.

==================  =========================================================================
Event               What it needs beside Date
==================  =========================================================================
position            Holder, Class, Number: as a document states it, to start from; no price event
issue               Holder, Class, Number, Price or Consideration: a price event with its deal
grant               as issue, of options or warrants; Other class: the pool that options are taken
                    from, where the company has one (without it they are an issue of kind "plan")
reserve             Class (type pool), Number: added to the unissued pool; no holder
transfer            Holder (from), To, Class, Number: one line
exercise            Holder, Class, Number; Consideration (memo); Other class: what is received (blank:
                    the first common class), Other number (blank: Number, where it does not move)
conversion          as exercise, of preferred stock; Other number is needed
lapse               Holder, Class, Number; Other class: the pool to which it returns, if any; Of
                    line: the issue whose deemed shares are readjusted, where they can move a price
redemption          Holder, Class, Number: taken away by the company, as are
repurchase          the shares of a repurchase and of a
cancellation        cancellation
split               Ratio: of the common stock (0.05 combines 20 into 1); every common share,
                    option and fixed warrant of the lines above it is multiplied, every price divided
stock dividend      Number: common shares given in all; what each holder gets is an issue of the
                    same day, of the kind "split or dividend"
dividend            Class, Consideration: paid on account of its dividends, $
correction up       Holder, Class, Number: a balancing entry, and
correction down     one that takes away
==================  =========================================================================

``tblConvertibles`` (sheet Convertibles), which Pro Forma converts: Holder, Kind (safe post-money,
safe pre-money, note), Amount, Cap, Discount, Rate, From, To, Day count, as PRICED_ROUND has them · Balance. ``tblPaid``
below it has what was paid on account of notes: Holder, Date, Amount.

``tblVotes`` (sheet Votes): Vote, Clause, Who votes (a class, or "all"), Fraction (blank: more than
half) · Total, In favour, Needed, Passes.

``tblCapTable`` (sheet Cap Table), of results: Holder, Class 1 ... in the order of ``tblClasses``, As
converted, without rights, Fully diluted, Part, Votes, Part of votes. Names: ``in_as_of`` (day of
the position), ``in_company``, ``out_fully_diluted``, ``out_votes``, ``out_events``; ``out_log_1``
... are the events as CONVPRICE_HISTORY reads them for the first class and so on.
"""
