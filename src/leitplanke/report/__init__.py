"""Report: the public documents as sentences, charts and one readable page, in German and English.

Enters: profile, evidence report, strategy, roadmap, progress. Leaves: `report.html` as text; the fragments
of which web pages are made. Must not: read the confidential participation record, compute a result of its own, ask any
other host for anything.
"""
