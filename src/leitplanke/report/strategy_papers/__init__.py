"""The strategy as papers to hand round: compact, in plain language, guardrails for the council, measure profiles.

Enters: the strategy, with the evidence report and the roadmap that it is read with. Leaves: headings, paragraphs, lists
and tables (`leitplanke.report.results.content`), which become PDF/UA, a Word file or a page. Must not: know more than
these public documents say.
"""
