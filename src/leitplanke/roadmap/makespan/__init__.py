"""Problems whose value is the end of the last activity: list schedules, evolution, repairs, proofs.

Enters: a problem. Leaves: pieces of work for `solve`, and what to do next. Must not: run anything itself.
"""
