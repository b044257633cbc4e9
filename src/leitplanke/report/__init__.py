"""Report: the public documents as sentences, charts and one readable page, in German and English.

Enters: profile, evidence report, strategy, roadmap, progress. Leaves: `report.html` as text; charts and sentences that
the web pages use as well. Must not: read the confidential participation record, compute a result of its own, ask any
other host for anything.
"""
