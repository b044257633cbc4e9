"""The only place that knows solver libraries: the LP bound (HiGHS) and the repair step (CP-SAT).

Enters: tables. Leaves: drafts, bounds, verdicts. Must not: decide what is searched next.
"""
