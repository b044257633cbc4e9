"""k-means with weights, and the silhouette that says how many groups there are."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

_STILL = 1e-4  # a centre stands still if it moves by less than this part of the points' root mean square


@dataclass(frozen=True, slots=True, eq=False)
class Clustering:
    """`labels[i]` is the cluster of point i; `inertia` the weighted sum of squared distances to the centres."""

    centres: Floats
    labels: Labels
    inertia: float


def k_means(
    points: Floats, weights: Floats, k: int, *, rng: np.random.Generator, starts: int, steps: int
) -> Clustering:
    """The best of `starts` runs, each from centres drawn by k-means++ (Arthur & Vassilvitskii 2007)."""
    runs = (descend(points, weights, _spread_centres(points, weights, k, rng), steps=steps) for _ in range(starts))
    return min(runs, key=lambda run: run.inertia)


def descend(points: Floats, weights: Floats, centres: Floats, *, steps: int) -> Clustering:
    """Lloyd's algorithm from given centres: assign, average, until no centre moves. A centre without points stays."""
    weighted = points * weights[:, None]
    labels = nearest(points, centres)
    least_move = _STILL * float(np.sqrt((weighted * points).sum() / weights.sum()))
    for _ in range(steps):
        mass = np.bincount(labels, weights=weights, minlength=len(centres))
        sums = [np.bincount(labels, weights=axis, minlength=len(centres)) for axis in weighted.T]
        means = np.column_stack(sums) / np.where(mass > 0, mass, 1.0)[:, None]
        before, centres = centres, np.where(mass[:, None] > 0, means, centres)
        if np.abs(centres - before).max() <= least_move:
            break
        labels = nearest(points, centres)
    inertia = float(weights @ ((points - centres[labels]) ** 2).sum(axis=1))
    return Clustering(centres, labels, inertia)


def nearest(points: Floats, centres: Floats) -> Labels:
    """The nearest centre of every point, the first of equals."""
    return np.asarray((points @ centres.T - (centres**2).sum(axis=1) / 2).argmax(axis=1))


def silhouette(points: Floats, weights: Floats, labels: Labels) -> float:
    """Rousseeuw's silhouette (1987), each point counting `weights` times; a point alone in its cluster counts 0."""
    distances = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    clusters = np.unique(labels)
    if len(clusters) < 2:
        return 0.0
    masses = np.array([weights[labels == cluster].sum() for cluster in clusters])
    sums = np.column_stack([distances[:, labels == cluster] @ weights[labels == cluster] for cluster in clusters])
    own = np.searchsorted(clusters, labels)
    position = np.arange(len(points))
    others = masses[own] - 1  # whoever shares the point itself stands at distance 0 and counts as another
    within = sums[position, own] / np.where(others > 0, others, 1)
    means = sums / masses
    means[position, own] = np.inf
    between = means.min(axis=1)
    widest = np.maximum(np.maximum(within, between), 1e-300)
    values = np.where(others > 0, (between - within) / widest, 0.0)
    return float(weights @ values / weights.sum())


def _spread_centres(points: Floats, weights: Floats, k: int, rng: np.random.Generator) -> Floats:
    chosen = [int(_draw(weights, rng))]
    least = ((points - points[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < k:
        chosen.append(_draw(weights * least, rng))
        np.minimum(least, ((points - points[chosen[-1]]) ** 2).sum(axis=1), out=least)
    return points[chosen].copy()


def _draw(mass: Floats, rng: np.random.Generator) -> int:
    total = np.cumsum(mass)
    if total[-1] <= 0:
        return int(rng.integers(len(mass)))
    return min(int(np.searchsorted(total, rng.random() * total[-1], side="right")), len(mass) - 1)
