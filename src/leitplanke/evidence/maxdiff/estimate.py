"""From best and worst choices to utilities and shares of preference."""

import numpy as np

from leitplanke.evidence.maxdiff.choices import NOBODY, BestWorstChoices, Floats, Indices, group_choices
from leitplanke.evidence.maxdiff.existence import require_finite_utilities
from leitplanke.evidence.maxdiff.logit import Fit, fit_logit
from leitplanke.evidence.maxdiff.model import BestWorstResult, ChoiceModel, ItemPreference
from leitplanke.evidence.maxdiff.situations import situations_of
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Recruitment

LEAST_TOLD = 10
_Z_95 = 1.959963984540054


def estimate_utilities(
    choices: BestWorstChoices,
    *,
    recruitment: Recruitment = Recruitment.OPEN,
    model: ChoiceModel = ChoiceModel.SEQUENTIAL,
    minimum: int = LEAST_TOLD,
) -> BestWorstResult:
    """Utilities with sum 0 and the shares of preference that follow, the most wanted item first.

    Raises `InvalidValueError` if fewer than `minimum` people answered, or if an item has no finite utility.
    """
    persons = len(np.unique(choices.person))
    require(
        holds=persons >= minimum,
        field="person",
        problem=Text(f"Weniger als {minimum} Personen.", f"Fewer than {minimum} people."),
        remedy=Text("Warten Sie, bis mehr geantwortet haben.", "Wait until more people have answered."),
    )
    counts = group_choices(choices)
    situations = situations_of(counts, items=len(choices.items), model=model)
    require_finite_utilities(situations, choices.items)
    fit = fit_logit(situations, kind=counts.kind, person=choices.person, persons=len(choices.persons))
    return BestWorstResult(
        model=model,
        persons=persons,
        answers=len(choices.person),
        items=_preferences(choices, fit, recruitment, minimum),
        log_likelihood=fit.log_likelihood,
        null_log_likelihood=fit.null_log_likelihood,
        rho_squared=1 - fit.log_likelihood / fit.null_log_likelihood,
        minimum=minimum,
    )


def _preferences(
    choices: BestWorstChoices, fit: Fit, recruitment: Recruitment, minimum: int
) -> tuple[ItemPreference, ...]:
    size = len(choices.items)
    shares = np.exp(fit.utilities) / np.exp(fit.utilities).sum()
    slope = np.diag(shares) - np.outer(shares, shares)
    share_se = np.sqrt(np.diag(slope @ fit.covariance @ slope))
    low, high = _interval(shares, share_se)
    is_sample = recruitment is Recruitment.SAMPLE
    best, worst = _told(choices.best, size, minimum), _told(choices.worst, size, minimum)
    shown = np.bincount(choices.shown[choices.shown != NOBODY], minlength=size)
    return tuple(
        ItemPreference(
            item=choices.items[i],
            utility=float(fit.utilities[i]),
            se=float(np.sqrt(fit.covariance[i, i])),
            share=float(shares[i]),
            share_se=float(share_se[i]),
            low=float(low[i]) if is_sample else None,
            high=float(high[i]) if is_sample else None,
            shown=int(shown[i]),
            best=best[i],
            worst=worst[i],
        )
        for i in sorted(range(size), key=lambda i: (-fit.utilities[i], i))
    )


def _interval(shares: Floats, errors: Floats) -> tuple[Floats, Floats]:
    """On the scale of the logit, so that it stays between 0 and 1."""
    middle, reach = np.log(shares / (1 - shares)), _Z_95 * errors / (shares * (1 - shares))
    return 1 / (1 + np.exp(reach - middle)), 1 / (1 + np.exp(-reach - middle))


def _told(named: Indices, size: int, minimum: int) -> list[int | None]:
    """All counts or none: they add up to the number of answers, so one that is missing could be subtracted."""
    counts = np.bincount(named, minlength=size)
    return [int(count) for count in counts] if counts.min() >= minimum else [None] * size
