"""What would have to change for another order; see docs/methods/change-of-order.md."""

from dataclasses import dataclass

import numpy as np

from leitplanke.strategy.priorities.arrays import TIE, Numbers


@dataclass(frozen=True, slots=True)
class WeightChange:
    """The nearest weights with which the one behind draws level.

    `moved` is the share of the whole weight that moves from some criteria to others, 0 to 1.
    """

    weights: Numbers
    moved: float


def smallest_change(ahead: Numbers, behind: Numbers, *, weights: Numbers) -> WeightChange | None:
    """The least weight to move so that `behind` has the value of `ahead`; both are parts per criterion, 0 to 1.

    None where no weights do it: `behind` is nowhere better. Nothing moves where it is level or in front already.

    With d the lead of `ahead` per criterion, a weight moved from i to j lowers Σ w·d by d_i − d_j for each unit. So it
    goes to the criterion with the least d, and comes from those with the largest d first: a fractional knapsack, whose
    greedy answer is the optimum of the linear programme min ½ Σ|w′ − w|.
    """
    lead = ahead - behind
    gap = float(weights @ lead)
    if gap <= TIE:
        return WeightChange(weights.copy(), 0.0)
    target = int(np.argmin(lead))
    if lead[target] > -TIE:
        return None
    changed, moved = weights.copy(), 0.0
    for source in np.argsort(-lead, kind="stable"):
        gain = float(lead[source] - lead[target])
        if source == target or gap <= TIE or gain <= TIE:  # of rounding alone nothing moves
            continue
        share = min(float(weights[source]), gap / gain)
        changed[source] -= share
        changed[target] += share
        moved += share
        gap -= share * gain
    return WeightChange(changed, moved)


def turning_weight(ahead: Numbers, behind: Numbers, *, weights: Numbers, criterion: int) -> float | None:
    """The weight of one criterion at which both are level while the others keep their proportions, or None.

    Where the others have no weight to share out, there is none either.
    """
    lead = ahead - behind
    others = 1 - float(weights[criterion])
    if others <= TIE:
        return None
    own = float(lead[criterion])
    rest = float(weights @ lead - weights[criterion] * own) / others
    if abs(own - rest) <= TIE:
        return None
    turning = rest / (rest - own)
    return float(turning) if -TIE <= turning <= 1 + TIE else None
