"""The last touch on a plan: nothing stands later than it must, nothing that fits and adds value stays out."""

from leitplanke.roadmap.schedule import earliest, greedy_priority, insert
from leitplanke.roadmap.tables import Draft, Ledger, Tables


def polish(tables: Tables, draft: Draft) -> Draft:
    """A draft of at least the same value in which no single move forward and no single insertion adds value.

    Optional measures without value that no planned measure needs are taken out: they would only cost money.
    """
    polished = dict(draft)
    ledger = Ledger(tables, polished)
    changed = True
    while changed:
        _drop_worthless(tables, polished, ledger)
        moved = [_move_forward(tables, polished, ledger, number) for number in tables.order if number in polished]
        inserted = [
            insert(tables, polished, ledger, number) for number in greedy_priority(tables) if number not in polished
        ]
        changed = any(moved) or any(inserted)
    return polished


def _drop_worthless(tables: Tables, draft: Draft, ledger: Ledger) -> None:
    for number in reversed(tables.order):
        is_needed = number in tables.required or any(later in draft for later in tables.after[number])
        if number in draft and not is_needed and draft[number].value <= 0:
            ledger.give_back(draft.pop(number))


def _move_forward(tables: Tables, draft: Draft, ledger: Ledger, number: int) -> bool:
    """Move one measure to its most valuable place with all others fixed; whether that added value."""
    if number in tables.fixed:
        return False
    before = draft.pop(number)
    ledger.give_back(before)
    place = earliest(tables, draft, ledger, number)
    is_better = place is not None and place.value > before.value
    draft[number] = place if is_better and place is not None else before
    ledger.take(draft[number])
    return is_better
