"""Best-worst scaling (MaxDiff): what matters most and least, asked in small sets (docs/methods/best-worst.md).

Enters: who was shown which items and named which best and worst. Leaves: a design of sets to ask; utilities, shares of
preference and their errors. Must not: know a file, give an open survey an interval.

    plan = design_sets(items, per_set=4, sets=9, versions=3, seed=1)
    result = estimate_utilities(choices)
"""

from leitplanke.evidence.maxdiff.choices import BestWorstChoices
from leitplanke.evidence.maxdiff.design import SetDesign, design_sets
from leitplanke.evidence.maxdiff.estimate import estimate_utilities
from leitplanke.evidence.maxdiff.model import BestWorstResult, ChoiceModel, ItemPreference

__all__ = [
    "BestWorstChoices",
    "BestWorstResult",
    "ChoiceModel",
    "ItemPreference",
    "SetDesign",
    "design_sets",
    "estimate_utilities",
]
