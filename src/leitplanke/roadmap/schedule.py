"""Serial scheduling: put measures into the plan one after another, each as early as staff and money allow.

See `docs/methods/greedy-schedule.md`. The same insertion serves the greedy plan, the LP-guided plans and the polish.
"""

from collections.abc import Sequence
from fractions import Fraction

from leitplanke.roadmap.tables import Chosen, Draft, Ledger, Tables, Way

ModeChoice = dict[int, str]
"""The mode to try first, by activity number; the others only if it does not fit."""


def serial_schedule(
    tables: Tables, priority: Sequence[int], *, modes: ModeChoice | None = None, begin: Draft | None = None
) -> Draft | None:
    """Insert activities in order of `priority`, required ones first; None if a required one finds no place.

    `begin` is a feasible draft to build on; without it the fixed measures are the beginning.
    """
    draft = dict(begin) if begin is not None else fixed_draft(tables)
    ledger = Ledger(tables, draft)
    if ledger.is_overdrawn:
        return None
    for number in [*(one for one in priority if one in tables.required), *priority]:
        if number not in draft:
            insert(tables, draft, ledger, number, modes=modes)
    return draft if tables.required <= draft.keys() else None


def fixed_draft(tables: Tables) -> Draft:
    """The measures that run or are done."""
    return {number: Chosen(tables.ways[number][0], tables.ways[number][0].first) for number in sorted(tables.fixed)}


def insert(tables: Tables, draft: Draft, ledger: Ledger, number: int, *, modes: ModeChoice | None = None) -> bool:
    """Put `number` and its missing prerequisites into the draft, or leave everything as it was.

    An optional measure, with the prerequisites it brings along, must add value to be worth its money.
    """
    added: list[int] = []
    for needed in _with_missing_prerequisites(tables, draft, number):
        place = earliest(tables, draft, ledger, needed, modes=modes)
        if place is None:
            break
        draft[needed] = place
        ledger.take(place)
        added.append(needed)
    if number in draft and (number in tables.required or sum(draft[one].value for one in added) > 0):
        return True
    for one in added:
        ledger.give_back(draft.pop(one))
    return False


def earliest(
    tables: Tables, draft: Draft, ledger: Ledger, number: int, *, modes: ModeChoice | None = None
) -> Chosen | None:
    """The place with the earliest end, then the lowest cost; the preferred mode first if one is given."""
    if any(needed not in draft for needed in tables.before[number]):
        return None
    ready = max((draft[needed].end + 1 for needed in tables.before[number]), default=0)
    latest = latest_end(tables, draft, number)
    found = []
    for way in tables.ways[number]:
        starts = ledger.possible_starts(way, first=max(0, ready), last=latest - way.mode.duration + 1)
        if starts:
            place = Chosen(way, starts[0])
            is_second_choice = modes is not None and modes.get(number, way.mode.id) != way.mode.id
            found.append((is_second_choice, place.end, int(place.money.sum()), way.mode.id, place))
    return min(found, key=lambda one: one[:4])[4] if found else None


def latest_end(tables: Tables, draft: Draft, number: int) -> int:
    """The last month in which `number` may end without disturbing a planned successor."""
    return min(
        (draft[later].start - 1 for later in tables.after[number] if later in draft),
        default=tables.problem.months - 1,
    )


def greedy_priority(tables: Tables) -> list[int]:
    """Duties by their latest start, then value per share of all staff and money; successors' benefit counts as own."""
    return sorted(
        range(len(tables.ways)),
        key=lambda number: (
            number not in tables.required,
            _latest_start(tables, number) if number in tables.required else 0,
            -_density(tables, number),
            number,
        ),
    )


def _with_missing_prerequisites(tables: Tables, draft: Draft, number: int) -> list[int]:
    needed: set[int] = set()
    waiting = [number]
    while waiting:
        one = waiting.pop()
        if one not in draft and one not in needed:
            needed.add(one)
            waiting.extend(before for before in tables.before[one] if before >= 0)
    return [one for one in tables.order if one in needed]


def _latest_start(tables: Tables, number: int) -> int:
    return max((way.last for way in tables.ways[number]), default=0)


def _density(tables: Tables, number: int) -> Fraction:
    problem = tables.problem
    reached = _with_successors(tables, number)
    benefit = sum(problem.weighted_benefit(problem.activities[one]) for one in reached)
    shares = [_share_used(tables, way) for way in tables.ways[number] if way.first <= way.last]
    return Fraction(benefit) / (min(shares) + Fraction(1, 10_000)) if shares else Fraction(0)


def _with_successors(tables: Tables, number: int) -> set[int]:
    reached: set[int] = set()
    waiting = [number]
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting.extend(tables.after[one])
    return reached


def _share_used(tables: Tables, way: Way) -> Fraction:
    """Staff and money of a way, each as a share of what the whole plan has."""
    share = Fraction(0)
    for unit, amount in way.staff:
        share += Fraction(amount * way.mode.duration, max(1, int(tables.staff[unit].sum())))
    years = len(tables.problem.years)
    for kind in (slice(0, years), slice(years, 2 * years), slice(2 * years, None)):
        share += Fraction(int(way.money[0][kind].sum()), max(1, int(tables.money[kind].sum())))
    return share
