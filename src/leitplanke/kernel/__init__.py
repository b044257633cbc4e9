"""Values that every stage shares: texts, ids, months, money, the town's profile, faults, provenance.

Nothing in here knows a stage, a file or a clock.
"""
