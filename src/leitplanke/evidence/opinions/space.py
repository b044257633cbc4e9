"""Participants as points in a plane: imputation by the statement's mean, two principal components, scaling by votes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leitplanke.evidence.opinions.votes import VoteMatrix

Floats = npt.NDArray[np.float64]

COMPONENTS = 2
_BLOCK = 8  # vectors iterated together: the speed of convergence is that of the ninth eigenvalue against the second
_MOST_ITERATIONS = 2_000
_TOLERANCE = 1e-13
_CELLS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class OpinionSpace:
    """`points`: one row of two coordinates per participant; `loadings`: one row of two per statement.

    `explained` is the share of the variance of the imputed votes that each component carries.
    """

    points: Floats
    loadings: Floats
    explained: tuple[float, ...]


def place_participants(votes: VoteMatrix, *, seed: int) -> OpinionSpace:
    """Where everybody stands.

    A missing vote counts as the mean of its statement, so after centring it is 0 and the matrix stays sparse. What
    forms no groups counts as a pass of everybody, as in Polis: it carries nothing, but it dampens the scaling
    √(statements ÷ own votes) of those who voted little.
    """
    forms = np.array([statement.forms_groups for statement in votes.statements])
    counted = forms[votes.columns]
    n = np.bincount(votes.columns[counted], minlength=len(forms))
    means = np.bincount(votes.columns[counted], weights=votes.values[counted], minlength=len(forms)) / np.maximum(n, 1)
    cross, sums = _cross_products(votes, means, forms)
    loadings, explained = _leading(cross, seed=seed)
    projected = np.concatenate([dense @ loadings for dense in _dense_parts(votes, means, forms)])
    had_votes = np.bincount(votes.columns, minlength=len(forms)) > 0
    own = np.add.reduceat(counted.astype(np.int64), votes.starts[:-1]) + int((had_votes & ~forms).sum())
    scale = np.sqrt(had_votes.sum() / np.maximum(own, 1))
    return OpinionSpace(projected * scale[:, None], loadings, tuple(explained / sums) if sums > 0 else (0.0, 0.0))


def _dense_parts(votes: VoteMatrix, means: Floats, forms: npt.NDArray[np.bool_]) -> Iterator[Floats]:
    """Centred votes of some participants after the other, 0 where there is none or it forms no groups."""
    width = len(means)
    step = max(_CELLS_AT_ONCE // width, 1)
    centred_means = np.where(forms, means, 0.0)
    counts = votes.votes_of_each
    for first in range(0, len(counts), step):
        some = counts[first : first + step]
        part = slice(votes.starts[first], votes.starts[first + len(some)])
        columns = votes.columns[part]
        flat = np.zeros(len(some) * width)
        values = np.where(forms[columns], votes.values[part], 0) - centred_means[columns]
        flat[np.repeat(np.arange(0, len(some) * width, width), some) + columns] = values
        yield flat.reshape(len(some), width)


def _cross_products(votes: VoteMatrix, means: Floats, forms: npt.NDArray[np.bool_]) -> tuple[Floats, float]:
    total = np.zeros((len(means), len(means)))
    for dense in _dense_parts(votes, means, forms):
        total += dense.T @ dense
    return total, float(np.trace(total))


def _leading(cross: Floats, *, seed: int) -> tuple[Floats, Floats]:
    """The two leading eigenvectors by orthogonal iteration; the largest entry of each is positive."""
    width = min(_BLOCK, len(cross))
    basis = np.linalg.qr(np.random.default_rng(seed).standard_normal((len(cross), width)))[0]
    values = np.zeros(width)
    for _ in range(_MOST_ITERATIONS):
        basis = np.linalg.qr(cross @ basis)[0]
        small_values, small = np.linalg.eigh(basis.T @ cross @ basis)
        basis, before, values = basis @ small[:, ::-1], values, small_values[::-1]
        if np.all(np.abs(values - before)[:COMPONENTS] <= _TOLERANCE * max(values[0], 1e-300)):
            break
    leading = np.zeros((len(cross), COMPONENTS))
    leading[:, : min(width, COMPONENTS)] = basis[:, :COMPONENTS]
    signs = np.sign(leading[np.abs(leading).argmax(axis=0), range(COMPONENTS)])
    explained = np.zeros(COMPONENTS)
    explained[: min(width, COMPONENTS)] = np.maximum(values[:COMPONENTS], 0)
    return leading * np.where(signs == 0, 1.0, signs), explained
