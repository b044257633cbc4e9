"""Invented best and worst choices that follow from a rule: 60 people, 7 items, the 7 sets of 3 of the Fano plane."""

import numpy as np

from factories.conversation import rolled
from leitplanke.evidence.maxdiff import BestWorstChoices

ITEMS = ("bus", "bike", "pool", "library", "wifi", "park", "office")
SETS = ((0, 1, 2), (0, 3, 4), (0, 5, 6), (1, 3, 5), (1, 4, 6), (2, 3, 6), (2, 4, 5))
LIKED = (90, 60, 10, 50, 40, 70, 30)
PEOPLE = 60


def rows():
    """(person, shown, best, worst): what a person likes is the common liking and a number of their own."""
    told = []
    for person in range(PEOPLE):
        for turn, shown in enumerate(SETS):
            liking = {
                item: LIKED[item] + 1.5 * rolled(person, item, 5) + rolled(person, item, 10 + turn) for item in shown
            }
            order = sorted(shown, key=lambda item: (-liking[item], item))
            told.append((person, shown, order[0], order[-1]))
    return told


def choices(told=None, *, items=ITEMS, people=PEOPLE):
    told = rows() if told is None else told
    person, shown, best, worst = zip(*told, strict=True)
    width = max(map(len, shown))
    filled = [[*one, *[-1] * (width - len(one))] for one in shown]
    return BestWorstChoices(
        persons=tuple(f"p{i}" for i in range(people)),
        items=items,
        person=np.array(person),
        shown=np.array(filled),
        best=np.array(best),
        worst=np.array(worst),
    )
