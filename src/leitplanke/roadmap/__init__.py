"""Roadmap: which measures, in which mode, when, with whose people and which year's money, and why.

Enters: the strategy and the town's resources. Leaves: the roadmap with a reason for every date and every omission,
value, bound and gap. Must not: read evidence directly, let a plan out that the independent checker refuses.
"""
