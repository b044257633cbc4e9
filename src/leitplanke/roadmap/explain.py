"""Why not earlier, and why not at all: a plain scan of what blocks, every reason confirmed by the checker.

See `docs/methods/reasons.md`.
"""

from dataclasses import dataclass
from itertools import islice

from leitplanke.roadmap.check import Violation, ViolationKind, check
from leitplanke.roadmap.model import (
    Activity,
    Exclusion,
    ExclusionKind,
    PlannedStart,
    Problem,
    Reason,
    ReasonKind,
)
from leitplanke.roadmap.tables import Chosen, Draft, Ledger, Tables, build_tables, draft_of

MOST_REASONS = 3

_BY_VIOLATION = {
    ViolationKind.BEFORE_PLAN: ReasonKind.FIRST_MONTH,
    ViolationKind.BEYOND_HORIZON: ReasonKind.HORIZON,
    ViolationKind.RELEASE: ReasonKind.RELEASE,
    ViolationKind.GATE: ReasonKind.GATE,
    ViolationKind.PREREQUISITE_MISSING: ReasonKind.PREREQUISITE_LEFT_OUT,
    ViolationKind.PREREQUISITE_NOT_FINISHED: ReasonKind.PREREQUISITE,
    ViolationKind.WAIT: ReasonKind.WAIT,
    ViolationKind.ALTERNATIVE_MISSING: ReasonKind.ALTERNATIVE,
    ViolationKind.ALTERNATIVE_NOT_FINISHED: ReasonKind.ALTERNATIVE,
    ViolationKind.CHOICE_TOO_MANY: ReasonKind.CHOICE,
    ViolationKind.POT_WINDOW: ReasonKind.POT_WINDOW,
    ViolationKind.STAFF: ReasonKind.STAFF,
    ViolationKind.MONEY_INVESTIVE: ReasonKind.MONEY_INVESTIVE,
    ViolationKind.MONEY_CONSUMPTIVE: ReasonKind.MONEY_CONSUMPTIVE,
    ViolationKind.POT: ReasonKind.POT,
    ViolationKind.FAIRNESS: ReasonKind.FAIRNESS,
    ViolationKind.STABILITY: ReasonKind.STABILITY,
}
_BY_EXCLUSION = {
    ExclusionKind.REJECTED: ReasonKind.REJECTED,
    ExclusionKind.UNDER_EXAMINATION: ReasonKind.UNDER_EXAMINATION,
    ExclusionKind.BLOCKED: ReasonKind.BLOCKED,
    ExclusionKind.GATE_OPEN: ReasonKind.GATE_OPEN,
    ExclusionKind.GUARDRAIL_VIOLATED: ReasonKind.GUARDRAIL_VIOLATED,
    ExclusionKind.PREREQUISITE_EXCLUDED: ReasonKind.PREREQUISITE_LEFT_OUT,
}


def reasons_for(problem: Problem, plan: tuple[PlannedStart, ...]) -> dict[str, tuple[Reason, ...]]:
    """For every measure of the problem, by id: why not earlier (planned), or why not at all (left out).

    `plan` must pass `check`. A measure for which no reason is true (a plan not from `solve` may leave room) has none.
    """
    scene = _Scene.of(problem, plan)
    excluded = {exclusion.activity: _excluded(exclusion) for exclusion in problem.exclusions}
    planned = {line.activity for line in plan}
    found = dict(excluded)
    for number, activity in enumerate(problem.activities):
        if activity.id in planned:
            found[activity.id] = _why_not_earlier(scene, number)
        elif activity.id not in excluded:
            found[activity.id] = _why_not_at_all(scene, number)
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    """The plan with what the questions need."""

    problem: Problem
    plan: tuple[PlannedStart, ...]
    tables: Tables
    draft: Draft
    ledger: Ledger

    @staticmethod
    def of(problem: Problem, plan: tuple[PlannedStart, ...]) -> "_Scene":
        tables = build_tables(problem)
        draft = draft_of(tables, plan)
        return _Scene(problem, plan, tables, draft, Ledger(tables, draft))

    def violations(self, moved: PlannedStart, *, without: str = "") -> tuple[Violation, ...]:
        """What the checker says if this measure stood there instead, and `without` were not in the plan."""
        others = (line for line in self.plan if line.activity not in {moved.activity, without})
        return check(self.problem, (*others, moved))

    def soonest(self, number: int) -> int:
        """The first start that release, gates and the planned prerequisites and alternatives allow."""
        activity, draft = self.problem.activities[number], self.draft
        ready = [
            draft[needed].start + self.tables.lead(number, needed, draft[needed].way)
            for needed in self.tables.before[number]
            if needed in draft
        ]
        groups = self.tables.any_of[number]
        ready += [min((draft[one].end + 1 for one in group if one in draft), default=0) for group in groups]
        return max(0, activity.release, *ready)


def _excluded(exclusion: Exclusion) -> tuple[Reason, ...]:
    return (Reason(_BY_EXCLUSION[exclusion.kind], exclusion.ref),)


def _why_not_earlier(scene: _Scene, number: int) -> tuple[Reason, ...]:
    activity, chosen = scene.problem.activities[number], scene.draft[number]
    if activity.fixed is not None:
        return (Reason(ReasonKind.FIXED, at=scene.problem.month_at(chosen.start)),)
    if chosen.start == 0:
        return (Reason(ReasonKind.FIRST_MONTH, at=scene.problem.first_month),)
    better, idle = _free_starts(scene, number)
    if better:
        return ()
    if idle:
        is_idle = scene.problem.weighted_benefit(activity) <= 0
        kind = ReasonKind.NO_GAIN if is_idle else ReasonKind.AS_PUBLISHED
        return (Reason(kind, at=scene.problem.month_at(idle[0])),)
    found: list[Reason] = []
    for start in dict.fromkeys((chosen.start - 1, min(scene.soonest(number), chosen.start - 1))):
        moved = PlannedStart(activity.id, chosen.way.mode.id, start)
        found.extend(_reasons(scene, activity, scene.violations(moved)))
    return _first_of_each(found)


def _free_starts(scene: _Scene, number: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The earliest start before the planned one that is free and worth more, and that which is worth no more."""
    activity, chosen = scene.problem.activities[number], scene.draft[number]
    scene.ledger.give_back(chosen)
    starts = scene.ledger.possible_starts(chosen.way, first=scene.soonest(number), last=chosen.start - 1)
    scene.ledger.take(chosen)

    def first(among: list[int]) -> tuple[int, ...]:
        lines = ((start, PlannedStart(activity.id, chosen.way.mode.id, start)) for start in among)
        return tuple(islice((start for start, line in lines if not scene.violations(line)), 1))

    gaining = [start for start in starts if Chosen(chosen.way, start).value > chosen.value]
    better = first(gaining)
    return better, () if better else first([start for start in starts if start not in gaining])


def _why_not_at_all(scene: _Scene, number: int) -> tuple[Reason, ...]:
    activity = scene.problem.activities[number]
    missing = any(needed not in scene.draft for needed in scene.tables.before[number])
    missing |= any(not any(one in scene.draft for one in group) for group in scene.tables.any_of[number])
    places = [
        Chosen(way, start)
        for way in scene.tables.ways[number]
        for start in way.starts
        if start >= scene.soonest(number)
    ]
    if missing or not places:
        return _why_no_place(scene, number)
    best = min(places, key=lambda place: (_lack(scene.ledger, place), place.end, place.way.mode.id))
    line = PlannedStart(activity.id, best.way.mode.id, best.start)
    violations = scene.violations(line)
    if not violations:
        return _though_it_fits(scene, activity, best)
    blocking = _reasons(scene, activity, violations)
    if scene.problem.weighted_benefit(activity) <= 0:
        return _first_of_each([Reason(ReasonKind.NO_BENEFIT), *blocking])
    found = _first_of_each(blocking)
    users = [user for one in found for user in one.competitors]
    displaced = _displaced(scene, best, users=users)
    if not displaced and scene.problem.fairness is not None:
        return (*found, *_owed_to_others(scene, best, users=users))[: MOST_REASONS + 1]
    return (*found, Reason(ReasonKind.DISPLACES, competitors=displaced)) if displaced else found


def _though_it_fits(scene: _Scene, activity: Activity, place: Chosen) -> tuple[Reason, ...]:
    """A place is free: what makes it worth nothing; no reason if it is worth something."""
    if place.value > 0:
        return ()
    if scene.problem.value(activity, place.end) > 0:
        return (Reason(ReasonKind.AS_PUBLISHED, at=scene.problem.month_at(place.start)),)
    if scene.problem.weighted_benefit(activity) > 0:
        return (Reason(ReasonKind.TOO_LATE, at=scene.problem.month_at(place.end)),)
    return (Reason(ReasonKind.NO_BENEFIT),)


def _why_no_place(scene: _Scene, number: int) -> tuple[Reason, ...]:
    """A prerequisite is left out, or the time after releases and prerequisites is too short for every mode."""
    activity = scene.problem.activities[number]
    shortest = min(activity.modes, key=lambda mode: (mode.duration, mode.id))
    last = max(0, scene.problem.months - shortest.duration)
    kinds = {
        ReasonKind.PREREQUISITE_LEFT_OUT,
        ReasonKind.HORIZON,
        ReasonKind.RELEASE,
        ReasonKind.GATE,
        ReasonKind.PREREQUISITE,
        ReasonKind.WAIT,
        ReasonKind.ALTERNATIVE,
        ReasonKind.POT_WINDOW,
    }
    found: list[Reason] = []
    for start in dict.fromkeys((scene.soonest(number), last)):
        moved = PlannedStart(activity.id, shortest.id, start)
        found.extend(one for one in _reasons(scene, activity, scene.violations(moved)) if one.kind in kinds)
    left_out = tuple(one for one in found if one.kind is ReasonKind.PREREQUISITE_LEFT_OUT)
    return _first_of_each(list(left_out) or found)


def _lack(ledger: Ledger, place: Chosen) -> float:
    """How much is missing at a place, each lack as a share of what the measure needs there."""
    lack = 0.0
    for need in place.way.staff:
        free = int(ledger.staff[need.unit, place.start + need.first : place.start + need.after].min())
        lack += max(0, need.amount - free) / need.amount
    for cost, free in zip(place.money.tolist(), ledger.money.tolist(), strict=True):
        lack += max(0, cost - free) / cost if cost else 0.0
    return lack


def _reasons(scene: _Scene, activity: Activity, violations: tuple[Violation, ...]) -> list[Reason]:
    """The checker's verdict as reasons: per unit, year, gate or prerequisite the worst month."""
    worst: dict[tuple[ReasonKind, str], Violation] = {}
    for violation in violations:
        kind = _BY_VIOLATION.get(violation.kind)
        if kind is not None:
            key = (kind, violation.ref)
            if key not in worst or violation.excess > worst[key].excess:
                worst[key] = violation
    return [_reason(scene, activity, kind, violation) for (kind, _), violation in worst.items()]


def _reason(scene: _Scene, activity: Activity, kind: ReasonKind, violation: Violation) -> Reason:
    at = None if violation.month is None else scene.problem.month_at(violation.month)
    if kind is ReasonKind.STAFF and violation.month is not None:
        users = _staff_users(scene, violation.ref, violation.month)
    elif kind in {ReasonKind.MONEY_INVESTIVE, ReasonKind.MONEY_CONSUMPTIVE} and violation.year is not None:
        users = _money_users(scene, kind, violation.year)
    elif kind is ReasonKind.POT:
        users = _pot_users(scene, violation.ref)
    elif kind is ReasonKind.CHOICE:
        users = _members_planned(scene, violation.ref)
    else:
        return Reason(kind, violation.ref, at)
    competitors = tuple(user for user in users if user != activity.id)
    return Reason(kind, violation.ref, at, violation.excess, competitors)


def _staff_users(scene: _Scene, unit: str, month: int) -> list[str]:
    """Who takes people of the unit in this very month, of whatever else its work lasts."""
    names = scene.problem.activities
    return sorted(
        names[number].id
        for number, chosen in scene.draft.items()
        for needed, profile in chosen.way.mode.staff
        if needed == unit and chosen.start <= month <= chosen.end and profile[month - chosen.start] > 0
    )


def _members_planned(scene: _Scene, choice_id: str) -> list[str]:
    planned = {line.activity for line in scene.plan}
    members = next(choice.members for choice in scene.problem.choices if choice.id == choice_id)
    return sorted(planned.intersection(members))


def _money_users(scene: _Scene, kind: ReasonKind, year: int) -> list[str]:
    pot = [one.year for one in scene.problem.years].index(year)
    pot += len(scene.problem.years) if kind is ReasonKind.MONEY_CONSUMPTIVE else 0
    names = scene.problem.activities
    return sorted(names[number].id for number, chosen in scene.draft.items() if chosen.money[pot] > 0)


def _pot_users(scene: _Scene, pot: str) -> list[str]:
    names = scene.problem.activities
    return sorted(names[number].id for number, chosen in scene.draft.items() if dict(chosen.way.mode.draws).get(pot, 0))


def _displaced(scene: _Scene, place: Chosen, *, users: list[str]) -> tuple[str, ...]:
    """Optional measures worth at least as much, each of which would alone have to go for `place` to fit.

    At most `MOST_REASONS`, those worth least first.
    """
    numbers = {activity.id: number for number, activity in enumerate(scene.problem.activities)}
    line = PlannedStart(scene.problem.activities[place.way.activity].id, place.way.mode.id, place.start)
    worth = {user: scene.draft[numbers[user]].value for user in users if numbers[user] not in scene.tables.required}
    candidates = sorted((user for user in worth if worth[user] >= place.value), key=lambda user: (worth[user], user))
    fitting = (
        user
        for user in candidates
        if _makes_room(scene.ledger, scene.draft[numbers[user]], place) and not scene.violations(line, without=user)
    )
    return tuple(islice(fitting, MOST_REASONS))


def _owed_to_others(scene: _Scene, place: Chosen, *, users: list[str]) -> tuple[Reason, ...]:
    """Audiences that would fall below their floor if a measure worth less gave way, with these measures."""
    numbers = {activity.id: number for number, activity in enumerate(scene.problem.activities)}
    line = PlannedStart(scene.problem.activities[place.way.activity].id, place.way.mode.id, place.start)
    owed: dict[str, list[str]] = {}
    for user in dict.fromkeys(users):
        leaving = scene.draft[numbers[user]]
        if leaving.value >= place.value or not _makes_room(scene.ledger, leaving, place):
            continue
        violations = scene.violations(line, without=user)
        if violations and all(one.kind is ViolationKind.FAIRNESS for one in violations):
            owed.setdefault(violations[0].ref, []).append(user)
    return tuple(
        Reason(ReasonKind.FAIRNESS, audience, competitors=tuple(named[:MOST_REASONS]))
        for audience, named in owed.items()
    )


def _makes_room(ledger: Ledger, leaving: Chosen, place: Chosen) -> bool:
    """A quick look before the checker is asked."""
    ledger.give_back(leaving)
    fits = bool(ledger.possible_starts(place.way, first=place.start, last=place.start))
    ledger.take(leaving)
    return fits


def _first_of_each(reasons: list[Reason]) -> tuple[Reason, ...]:
    """At most `MOST_REASONS`, one per kind and reference, in the order found."""
    unique: dict[tuple[ReasonKind, str], Reason] = {}
    for reason in reasons:
        unique.setdefault((reason.kind, reason.ref), reason)
    return tuple(unique.values())[:MOST_REASONS]
