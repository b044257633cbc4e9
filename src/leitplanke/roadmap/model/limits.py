"""How long a plan may be, and how much it may be worth."""

MOST_MONTHS = 100_000

MOST_VALUE = 2**60
"""How much all values of a plan may come to: the solvers reckon in 64 bits."""

MOST_SUM = 2**61
"""How much the values of all places of all measures may add up to: CP-SAT refuses an objective of about twice that."""
