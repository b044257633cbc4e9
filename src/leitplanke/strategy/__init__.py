"""Strategy: from evidence to guardrails, goals and measures that can be followed in both directions.

Enters: the evidence report and the town's draft (overall goals, goals, guardrails, measures, weights). Leaves: the
strategy with every evidence link resolved, every measure checked against every guardrail, rankings per audience and
the trace. Must not: read a single response, merge audiences without recorded weights.
"""
