"""The multinomial logit on grouped choices by Newton's method, with errors that allow for people's habits."""

from dataclasses import dataclass

import numpy as np

from leitplanke.evidence.maxdiff.choices import Floats, Indices
from leitplanke.evidence.maxdiff.situations import Situations

_MOST_STEPS, _MOST_HALVINGS, _SMALL_STEP = 100, 40, 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Utilities with sum 0, their covariance, the log-likelihood here and of choosing blindly."""

    utilities: Floats
    covariance: Floats
    log_likelihood: float
    null_log_likelihood: float


def fit_logit(situations: Situations, *, kind: Indices, person: Indices, persons: int) -> Fit:
    """Maximum likelihood; the covariance is the sandwich with the scores of each person summed up.

    `kind` says for every answer to which row of the situations (its first half) it belongs, `person` whose it is.
    """
    size = situations.offered.shape[1]
    utilities = np.zeros(size)
    null = value = _log_likelihood(situations, utilities)
    for _ in range(_MOST_STEPS):
        score, information = _derivatives(situations, utilities)
        step = np.append(np.linalg.solve(information[:-1, :-1], score[:-1]), 0.0)
        for _ in range(_MOST_HALVINGS):
            better = _log_likelihood(situations, utilities + step)
            if better >= value:
                break
            step /= 2
        utilities, value = utilities + step, max(value, better)
        if np.abs(step).max() <= _SMALL_STEP:
            break
    bread = np.zeros((size, size))
    bread[:-1, :-1] = np.linalg.inv(_derivatives(situations, utilities)[1][:-1, :-1])
    meat = _meat(situations, utilities, kind=kind, person=person, persons=persons)
    centring = np.eye(size) - 1 / size
    covariance = centring @ bread @ meat @ bread @ centring.T
    return Fit(centring @ utilities, covariance, value, null)


def _log_likelihood(situations: Situations, utilities: Floats) -> float:
    logs = situations.log_probabilities(utilities)
    return float(situations.count @ logs[np.arange(len(logs)), situations.taken])


def _derivatives(situations: Situations, utilities: Floats) -> tuple[Floats, Floats]:
    """The gradient of the log-likelihood, and minus its second derivative."""
    chances = np.exp(situations.log_probabilities(utilities))
    score = situations.count @ _scores(situations, chances)
    weighted = situations.count[:, None] * chances
    return score, np.diag(weighted.sum(axis=0)) - chances.T @ weighted


def _scores(situations: Situations, chances: Floats) -> Floats:
    """What one answer of each kind adds to the gradient."""
    scores = -chances
    scores[np.arange(len(scores)), situations.taken] += 1
    return np.asarray(situations.sign[:, None] * scores)


def _meat(situations: Situations, utilities: Floats, *, kind: Indices, person: Indices, persons: int) -> Floats:
    each = _scores(situations, np.exp(situations.log_probabilities(utilities)))
    of_kind = each[: len(each) // 2] + each[len(each) // 2 :]
    sums = [np.bincount(person, weights=of_kind[kind, item], minlength=persons) for item in range(each.shape[1])]
    by_person = np.column_stack(sums)
    return np.asarray(by_person.T @ by_person)
