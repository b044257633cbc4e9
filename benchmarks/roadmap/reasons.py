"""Every reason of a town of 300 measures, judged again by the checker, and what a reason costs.

`python benchmarks/roadmap/reasons.py [--measures 300] [--seed 1] [--work 0]`: makes up a town, plans it, asks why each
measure stands where it does or is left out, and tries out what each reason claims: moved there, the plan breaks just
that rule. Prints one line of JSON; exit code 1 if a reason is not confirmed, a measure has none, or one takes more than
50 ms of CPU time.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator

from leitplanke.kernel.dates import months_between
from leitplanke.roadmap.check import Violation, ViolationKind, check
from leitplanke.roadmap.explain import reasons_for
from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.model import Activity, PlannedStart, Problem, Reason, ReasonKind
from leitplanke.roadmap.solve import Stop, solve

MOST_MILLISECONDS = 50.0
# What the checker has to say for a reason to be true; all other kinds are facts or comparisons.
JUDGED: dict[ReasonKind, frozenset[ViolationKind]] = {
    ReasonKind.RELEASE: frozenset({ViolationKind.RELEASE}),
    ReasonKind.GATE: frozenset({ViolationKind.GATE}),
    ReasonKind.PREREQUISITE: frozenset({ViolationKind.PREREQUISITE_NOT_FINISHED}),
    ReasonKind.PREREQUISITE_LEFT_OUT: frozenset({ViolationKind.PREREQUISITE_MISSING}),
    ReasonKind.WAIT: frozenset({ViolationKind.WAIT}),
    ReasonKind.ALTERNATIVE: frozenset({ViolationKind.ALTERNATIVE_MISSING, ViolationKind.ALTERNATIVE_NOT_FINISHED}),
    ReasonKind.CHOICE: frozenset({ViolationKind.CHOICE_TOO_MANY}),
    ReasonKind.STAFF: frozenset({ViolationKind.STAFF}),
    ReasonKind.MONEY_INVESTIVE: frozenset({ViolationKind.MONEY_INVESTIVE}),
    ReasonKind.MONEY_CONSUMPTIVE: frozenset({ViolationKind.MONEY_CONSUMPTIVE}),
    ReasonKind.POT: frozenset({ViolationKind.POT}),
    ReasonKind.POT_WINDOW: frozenset({ViolationKind.POT_WINDOW}),
}


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measures", type=int, default=300)
    parser.add_argument("--months", type=int, default=96)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=int, default=0, help="neighbourhoods of the search before (default 0)")
    options = parser.parse_args()
    town = generate(Size(options.measures, 1, options.months), seed=options.seed)
    plan = solve(town, stop=Stop(options.work), seed=options.seed).plan
    begun = time.process_time()
    found = reasons_for(town, plan)
    each = (time.process_time() - begun) / len(found) * 1000
    lines = {line.activity: line for line in plan}
    judged = [(one, reason) for one in town.activities for reason in found[one.id] if reason.kind in JUDGED]
    wrong = [(one.id, reason.kind.value) for one, reason in judged if not is_confirmed(town, lines, one, reason)]
    without = sorted(name for name, reasons in found.items() if not reasons)
    figures = {
        "measures": len(found),
        "planned": len(plan),
        "milliseconds_each": round(each, 2),
        "reasons": sum(map(len, found.values())),
        "judged": len(judged),
        "confirmed": len(judged) - len(wrong),
        "without_reason": without,
        "wrong": wrong[:10],
    }
    print(json.dumps(figures))
    return int(bool(wrong or without) or each > MOST_MILLISECONDS)


def is_confirmed(town: Problem, lines: dict[str, PlannedStart], activity: Activity, reason: Reason) -> bool:
    """Whether some earlier start (planned), or some place (left out), breaks just what the reason says."""
    others = tuple(line for name, line in lines.items() if name != activity.id)
    return any(
        is_what_it_says(town, reason, violation)
        for place in places(town, lines.get(activity.id), activity)
        for violation in check(town, (*others, place))
    )


def places(town: Problem, line: PlannedStart | None, activity: Activity) -> Iterator[PlannedStart]:
    """Where it could have been instead, the nearest first."""
    if line is not None:
        yield from (PlannedStart(activity.id, line.mode, start) for start in reversed(range(line.start)))
        return
    for mode in activity.modes:
        yield from (PlannedStart(activity.id, mode.id, start) for start in range(town.months))


def is_what_it_says(town: Problem, reason: Reason, violation: Violation) -> bool:
    """The same rule about the same thing in the same month, broken by as much at least."""
    at = None if reason.at is None else months_between(town.first_month, reason.at)
    is_same = violation.kind in JUDGED[reason.kind] and violation.ref == reason.ref
    return is_same and violation.excess >= reason.missing and at in {None, violation.month}


if __name__ == "__main__":
    sys.exit(main())
