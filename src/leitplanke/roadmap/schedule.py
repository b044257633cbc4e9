"""Serial scheduling: put measures into the plan one after another, each as early as staff and money allow.

See `docs/methods/greedy-schedule.md`. The same insertion serves the greedy plan, the LP-guided plans and the polish.
"""

from collections.abc import Container, Iterator, Sequence
from fractions import Fraction

from leitplanke.roadmap.precedence import LeastChoice
from leitplanke.roadmap.tables import Chosen, Draft, Integers, Ledger, Tables, Way

ModeChoice = dict[int, str]
"""The mode to try first, by activity number; the others only if it does not fit."""


def serial_schedule(
    tables: Tables, priority: Sequence[int], *, modes: ModeChoice | None = None, begin: Draft | None = None
) -> Draft | None:
    """The draft of `fill`; None as well if a floor is not reached."""
    draft = fill(tables, priority, modes=modes, begin=begin)
    return draft if draft is not None and Ledger(tables, draft).keeps_floors else None


def fill(
    tables: Tables, priority: Sequence[int], *, modes: ModeChoice | None = None, begin: Draft | None = None
) -> Draft | None:
    """Insert activities in order of `priority`, required ones first; None if a required one finds no place.

    `begin` is a feasible draft to build on; without it the fixed measures are the beginning, and what can stand as
    published. Floors come nearer, but need not be reached.
    """
    draft = dict(begin) if begin is not None else fixed_draft(tables)
    ledger = Ledger(tables, draft)
    if ledger.is_overdrawn:
        return None
    if begin is None and tables.problem.stability is not None:
        _keep_published(tables, draft, ledger)
    for number in (one for one in priority if one in tables.required):
        if number not in draft:
            insert(tables, draft, ledger, number, modes=modes)
    _fill_choices(tables, draft, ledger, priority, modes=modes)
    for number in priority:
        if number not in draft:
            insert(tables, draft, ledger, number, modes=modes)
    return draft if keeps_duties(tables, draft) else None


def keeps_duties(tables: Tables, draft: Draft) -> bool:
    """Whether everything required is planned, and enough of every choice."""
    return tables.required <= draft.keys() and not any(lacking(choice, draft) for choice in tables.least)


def lacking(choice: LeastChoice, draft: Draft) -> int:
    """How many members are still to be planned."""
    return max(0, choice.least - sum(member in draft for member in choice.members))


def _fill_choices(
    tables: Tables, draft: Draft, ledger: Ledger, priority: Sequence[int], *, modes: ModeChoice | None
) -> None:
    """As many members of each choice as must be, in order of priority."""
    rank = {number: place for place, number in enumerate(priority)}
    for choice in tables.least:
        for number in sorted((one for one in choice.members if one in rank), key=lambda one: rank[one]):
            if number not in draft and lacking(choice, draft):
                insert(tables, draft, ledger, number, modes=modes, must=True)


def _keep_published(tables: Tables, draft: Draft, ledger: Ledger) -> None:
    """Put what can stand as published into the draft, prerequisites first."""
    assert tables.problem.stability is not None
    published = {line.activity: line for line in tables.problem.stability.plan}
    for number in tables.order:
        line = published.get(tables.problem.activities[number].id) if number >= 0 else None
        ready = None if line is None or number in draft else soonest(tables, draft, number)
        if line is None or ready is None or line.start < ready:
            continue
        for way in tables.ways[number]:
            if way.mode.id == line.mode and ledger.possible_starts(way, first=line.start, last=line.start):
                draft[number] = Chosen(way, line.start)
                ledger.take(draft[number])


def fixed_draft(tables: Tables) -> Draft:
    """The measures that run or are done."""
    return {number: Chosen(tables.ways[number][0], tables.ways[number][0].first) for number in sorted(tables.fixed)}


def insert(
    tables: Tables, draft: Draft, ledger: Ledger, number: int, *, modes: ModeChoice | None = None, must: bool = False
) -> bool:
    """Put `number` and its missing prerequisites into the draft, or leave everything as it was.

    An optional measure, with the prerequisites it brings along, must add value to be worth its money, unless it `must`.
    """
    added: list[int] = []
    before = ledger.earned.copy()
    for needed in _with_missing_prerequisites(tables, draft, number):
        place = earliest(tables, draft, ledger, needed, modes=modes)
        if place is None:
            break
        draft[needed] = place
        ledger.take(place)
        added.append(needed)
    must = must or number in tables.required
    is_worth_it = must or sum(draft[one].value for one in added) > 0 or _is_promised(ledger, before)
    if number in draft and is_worth_it and ledger.is_no_worse(before):
        return True
    for one in added:
        ledger.give_back(draft.pop(one))
    return False


def _is_promised(ledger: Ledger, before: Integers) -> bool:
    """Whether a floor that was not reached has come nearer."""
    return bool(((before < ledger.floors) & (ledger.earned > before)).any())


def earliest(
    tables: Tables, draft: Draft, ledger: Ledger, number: int, *, modes: ModeChoice | None = None
) -> Chosen | None:
    """The place with the earliest end, then the lowest cost; the preferred mode first if one is given."""
    found = []
    for way, starts in free_starts(tables, draft, ledger, number):
        place = Chosen(way, starts[0])
        is_second_choice = modes is not None and modes.get(number, way.mode.id) != way.mode.id
        found.append((is_second_choice, place.end, int(place.money.sum()), way.mode.id, place))
    return min(found, key=lambda one: one[:4])[4] if found else None


def free_starts(tables: Tables, draft: Draft, ledger: Ledger, number: int) -> Iterator[tuple[Way, list[int]]]:
    """Each way of a measure that has room, with all starts at which it has."""
    ready = soonest(tables, draft, number)
    if ready is None:
        return
    for way in tables.ways[number]:
        starts = ledger.possible_starts(way, first=ready, last=latest_start(tables, draft, number, way))
        if starts:
            yield way, starts


def soonest(tables: Tables, draft: Draft, number: int, *, moving: Container[int] = ()) -> int | None:
    """The first start that the planned prerequisites and alternatives allow; None: one of them is not planned.

    Alternatives that are `moving` are not judged: a group that has one allows any start.
    """
    ready = 0
    for needed in tables.before[number]:
        if needed in moving:
            continue
        if needed not in draft:
            return None
        ready = max(ready, draft[needed].start + tables.lead(number, needed, draft[needed].way))
    for group in tables.any_of[number]:
        if any(one in moving for one in group):
            continue
        ends = [draft[one].end + 1 for one in group if one in draft]
        if not ends:
            return None
        ready = max(ready, min(ends))
    return ready


def latest_start(tables: Tables, draft: Draft, number: int, way: Way, *, moving: Container[int] = ()) -> int:
    """The last start of `number` in this way that disturbs no planned successor; -1 and below: there is none.

    Of a successor that it serves as an alternative, it must be ready only where no other planned one is; where others
    are `moving`, that is not judged here.
    """
    latest = tables.problem.months
    for later in tables.after[number]:
        if later in draft:
            latest = min(latest, draft[later].start - tables.lead(later, number, way))
    for later in tables.serves[number]:
        if later in draft and leans_on(tables, draft, later, number, moving=moving):
            latest = min(latest, draft[later].start - way.mode.duration)
    return latest


def leans_on(tables: Tables, draft: Draft, later: int, number: int, *, moving: Container[int] = ()) -> bool:
    """Whether a planned activity has a group of alternatives in which only `number` is ready in time."""
    start = draft[later].start

    def is_ready(one: int) -> bool:
        return one in moving or (one in draft and draft[one].end < start)

    return any(
        number in group and not any(one != number and is_ready(one) for one in group) for group in tables.any_of[later]
    )


def greedy_priority(tables: Tables) -> list[int]:
    """Duties by their latest start, then value per share of all staff and money; successors' benefit counts as own."""
    return priority_by(tables, tables.problem.weights_percent)


def priority_by(tables: Tables, weights: Sequence[float]) -> list[int]:
    """The same with other weights of the audiences."""
    return sorted(
        range(len(tables.ways)),
        key=lambda number: (
            number not in tables.required,
            _latest_start(tables, number) if number in tables.required else 0,
            -_density(tables, number, weights),
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
            waiting.extend(
                min(group, key=lambda other: (_soonest_end(tables, other), other))
                for group in tables.any_of[one]
                if group and not any(other in draft or other in needed for other in group)
            )
    return list(needed) if len(needed) <= 1 else [one for one in tables.order if one in needed]


def _soonest_end(tables: Tables, number: int) -> int:
    """The first month in which dates alone let it end."""
    ends = (way.first + way.mode.duration for way in tables.ways[number] if way.starts)
    return min(ends, default=tables.problem.months + 1)


def _latest_start(tables: Tables, number: int) -> int:
    return max((way.last for way in tables.ways[number]), default=0)


def _density(tables: Tables, number: int, weights: Sequence[float]) -> Fraction:
    activities = [tables.problem.activities[one] for one in _with_successors(tables, number)]
    sums = [sum(activity.benefit[place] for activity in activities) for place in range(len(weights))]
    benefit = sum(weight * amount for weight, amount in zip(weights, sums, strict=True))
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
            waiting.extend(tables.serves[one])
    return reached


def _share_used(tables: Tables, way: Way) -> Fraction:
    """Staff and money of a way, each as a share of what the whole plan has."""
    share = Fraction(0)
    for need in way.staff:
        share += Fraction(need.amount * (need.after - need.first), max(1, int(tables.staff[need.unit].sum())))
    years = len(tables.problem.years)
    pots = 2 * years + len(tables.problem.pots)
    for kind in (slice(0, years), slice(years, 2 * years), slice(2 * years, pots)):
        share += Fraction(int(way.money[0][kind].sum()), max(1, int(tables.money[kind].sum())))
    return share
