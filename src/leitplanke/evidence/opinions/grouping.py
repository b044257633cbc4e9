"""Who votes alike: groups by the method of Polis (docs/methods/opinion-groups.md)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leitplanke.evidence.opinions.clusters import Floats, Labels, descend, k_means, silhouette
from leitplanke.evidence.opinions.space import OpinionSpace, place_participants
from leitplanke.evidence.opinions.votes import VoteMatrix

LEAST_VOTES = 7
LEAST_PEOPLE = 15
MOST_GROUPS = 5
UNGROUPED = -1

_BASE_CLUSTERS = 100
_BASE_CLUSTERS_PER_FURTHER_GROUP = 12
_BASE_SAMPLE = 10_000
_BASE_STEPS, _GROUP_STEPS, _GROUP_STARTS = 25, 100, 20


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """The group of every participant, largest group first; confidential, because it is about single people.

    `labels`: 0, 1, … in the order of `VoteMatrix.participants`, `UNGROUPED` for who voted on too few statements.
    `silhouettes`: by number of groups. `k` is 1 if nothing splits the participants into groups of at least `smallest`.
    """

    labels: Labels
    k: int
    silhouettes: dict[int, float]
    space: OpinionSpace
    smallest: int

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many people are in each group."""
        return tuple(int(n) for n in np.bincount(self.labels[self.labels != UNGROUPED], minlength=self.k))


def group_opinions(votes: VoteMatrix, *, seed: int, smallest: int = 1) -> Grouping:
    """Group those who voted on at least 7 statements (on all, if there are fewer).

    If fewer than 15 did, the most active join until there are 15. Of 2 to 5 groups that number is taken whose
    silhouette is the largest among those in which every group has at least `smallest` members.
    """
    space = place_participants(votes, seed=seed)
    taken = np.flatnonzero(_take_part(votes))
    points = space.points[taken]
    rng = np.random.default_rng(seed)
    bases, weights = _base_clusters(points, rng)
    rough = {
        k: k_means(bases, weights, k, rng=rng, starts=_GROUP_STARTS, steps=_GROUP_STEPS)
        for k in range(2, _most_groups(len(bases)) + 1)
    }
    silhouettes = {k: silhouette(bases, weights, found.labels) for k, found in rough.items()}
    labels = np.full(len(votes.participants), UNGROUPED, np.int64)
    labels[taken] = 0
    for k in sorted(rough, key=lambda k: -silhouettes[k]):
        groups = descend(points, np.ones(len(points)), rough[k].centres, steps=_GROUP_STEPS)
        sizes = np.bincount(groups.labels, minlength=k)
        if sizes.min() >= max(smallest, 1):
            labels[taken] = _by_size(groups.labels, sizes)
            return Grouping(labels, k, silhouettes, space, smallest)
    return Grouping(labels, 1, silhouettes, space, smallest)


def _take_part(votes: VoteMatrix) -> npt.NDArray[np.bool_]:
    counts = votes.votes_of_each
    voted_on = len(np.unique(votes.columns))
    takes_part: npt.NDArray[np.bool_] = counts >= min(LEAST_VOTES, voted_on)
    lacking = LEAST_PEOPLE - int(takes_part.sum())
    if lacking > 0:
        others = np.flatnonzero(~takes_part)
        takes_part[others[np.argsort(-counts[others], kind="stable")[:lacking]]] = True
    return takes_part


def _most_groups(bases: int) -> int:
    return min(MOST_GROUPS, 2 + bases // _BASE_CLUSTERS_PER_FURTHER_GROUP, bases)


def _base_clusters(points: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """At most 100 places with the number of people there; in a large conversation those of 10,000 people drawn."""
    places, counts = np.unique(points, axis=0, return_counts=True) if len(points) <= _BASE_CLUSTERS else (None, None)
    if places is not None and counts is not None:
        return places, counts.astype(float)
    drawn = points
    if len(points) > _BASE_SAMPLE:
        drawn = points[np.sort(rng.choice(len(points), _BASE_SAMPLE, replace=False))]
    ones = np.ones(len(drawn))
    found = k_means(drawn, ones, _BASE_CLUSTERS, rng=rng, starts=1, steps=_BASE_STEPS)
    weights = np.bincount(found.labels, minlength=_BASE_CLUSTERS).astype(float)
    return found.centres[weights > 0], weights[weights > 0]


def _by_size(labels: Labels, sizes: npt.NDArray[np.int64]) -> Labels:
    rank = np.empty(len(sizes), np.int64)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return rank[labels]
