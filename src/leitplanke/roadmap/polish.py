"""The last touch on a plan: everything stands where it is worth most, nothing that fits and adds value stays out."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from leitplanke.roadmap.schedule import free_starts, greedy_priority, insert, lacking, leans_on
from leitplanke.roadmap.tables import Chosen, Draft, Ledger, Tables

_ASKED_EVERY = 50  # measures; to ask the clock costs as much as to move one


def polish(tables: Tables, draft: Draft, *, is_over: Callable[[], bool] = bool) -> Draft:
    """A draft of at least the same value in which no single move and no insertion at the earliest end adds value.

    Optional measures without value that no planned measure needs are taken out: they would only cost money. Where
    `is_over` says so, what is done by then is the answer.
    """
    polished = dict(draft)
    ledger = Ledger(tables, polished)
    changed = True
    while changed and not is_over():
        _drop_worthless(tables, polished, ledger)
        changed = False
        for number in _until(is_over, tables.order):
            if number in polished:
                changed |= _move(tables, polished, ledger, number)
        for number in _until(is_over, greedy_priority(tables)):
            if number not in polished:
                changed |= insert(tables, polished, ledger, number)
    return polished


def _until(is_over: Callable[[], bool], numbers: Sequence[int]) -> Iterator[int]:
    """The numbers, as long as there is time; whether there is, is asked now and then."""
    for place, number in enumerate(numbers):
        if place % _ASKED_EVERY == _ASKED_EVERY - 1 and is_over():
            return
        yield number


def _drop_worthless(tables: Tables, draft: Draft, ledger: Ledger) -> None:
    for number in reversed(tables.order):
        if number in draft and draft[number].value <= 0 and not _is_needed(tables, draft, number):
            dropped, before = draft.pop(number), ledger.earned.copy()
            ledger.give_back(dropped)
            if not ledger.is_no_worse(before):
                draft[number] = dropped
                ledger.take(dropped)


def _is_needed(tables: Tables, draft: Draft, number: int) -> bool:
    """Whether the plan would break a rule without it."""
    if number in tables.required or any(later in draft for later in tables.after[number]):
        return True
    if any(later in draft and leans_on(tables, draft, later, number) for later in tables.serves[number]):
        return True
    without = {one: chosen for one, chosen in draft.items() if one != number}
    return any(number in choice.members and lacking(choice, without) for choice in tables.least)


def _move(tables: Tables, draft: Draft, ledger: Ledger, number: int) -> bool:
    """Move one measure to its most valuable place with all others fixed; whether that added value."""
    if number in tables.fixed:
        return False
    before, earned = draft.pop(number), ledger.earned.copy()
    ledger.give_back(before)
    place = _most_valuable(tables, draft, ledger, number)
    if place is not None and place.value > before.value:
        draft[number] = place
        ledger.take(place)
        if ledger.is_no_worse(earned):
            return True
        ledger.give_back(place)
    draft[number] = before
    ledger.take(before)
    return False


def _most_valuable(tables: Tables, draft: Draft, ledger: Ledger, number: int) -> Chosen | None:
    """The place worth most, on a par the earliest end, then the lowest cost.

    Near a published plan it may lie between the earliest and the latest: that of the published line.
    """
    found = []
    for way, starts in free_starts(tables, draft, ledger, number):
        place = Chosen(way, starts[int(way.value[np.array(starts) - way.first].argmax())])
        found.append((-place.value, place.end, int(place.money.sum()), way.mode.id, place))
    return min(found, key=lambda one: one[:4])[4] if found else None
