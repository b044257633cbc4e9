"""Priorities: which measures come first, by which method, how robust, and where groups disagree.

Enters: criteria, scores with who and why, weights per audience, admissible weights, the decision. Leaves: rankings by
additive value, PROMETHEE II and TOPSIS side by side, rank acceptability, what would turn the order, a portfolio by
equal shares. Must not: merge audiences, let a legal duty in as a criterion, fill a gap in the scores.

    priorities = compare_methods(table, seed=1)
    weights = weigh_pairs((Comparison("benefit", "effort", 3), …))
"""

from leitplanke.strategy.priorities.equal_shares import Completion, SharesProject, SharesResult, equal_shares
from leitplanke.strategy.priorities.pairs import Comparison, PairwiseWeights, weigh_pairs
from leitplanke.strategy.priorities.side_by_side import Priorities, compare_methods
from leitplanke.strategy.priority_criteria import default_criteria
from leitplanke.strategy.priority_model import (
    Alternative,
    Better,
    Criterion,
    CriterionScore,
    CriterionWeights,
    PlaceDecided,
    PriorityEntries,
    PriorityTable,
    WeightLimit,
    WeightWay,
)

__all__ = [
    "Alternative",
    "Better",
    "Comparison",
    "Completion",
    "Criterion",
    "CriterionScore",
    "CriterionWeights",
    "PairwiseWeights",
    "PlaceDecided",
    "Priorities",
    "PriorityEntries",
    "PriorityTable",
    "SharesProject",
    "SharesResult",
    "WeightLimit",
    "WeightWay",
    "compare_methods",
    "default_criteria",
    "equal_shares",
    "weigh_pairs",
]
