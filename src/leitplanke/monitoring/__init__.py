"""Monitoring: what became of the plan, and of what people said.

Enters: the roadmap, the strategy's trace and the town's status rows and replies. Leaves: progress, planned beside
actual. Must not: change a plan; a new plan is a new roadmap.
"""
