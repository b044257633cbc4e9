"""Who hands staff to whom: a partial order that keeps a schedule possible without fixing its dates.

See `docs/methods/makespan.md`. Policella, Smith, Cesta, Oddi (2004) call it a partial-order schedule.
"""

from leitplanke.roadmap.project import Project, Schedule


def chains(project: Project, schedule: Schedule) -> tuple[tuple[int, int], ...]:
    """Pairs (earlier, later): later may start when earlier has ended; keeping all of them keeps every capacity.

    Only valid as a partial order where capacities stay the same over time; elsewhere a good guess of what to keep.
    """
    chosen = [options[at] for options, at in zip(project.ways, schedule.ways, strict=True)]
    order = sorted(range(project.size), key=lambda one: (schedule.starts[one], one))
    pairs: set[tuple[int, int]] = set()
    for unit, owner in enumerate(project.problem.units):
        idle: list[tuple[int, int, int]] = [(0, -1, max(owner.capacity))]
        for number in order:
            need = chosen[number].staff[unit]
            if need and chosen[number].duration:
                start = schedule.starts[number]
                idle = _hand_over(idle, pairs, number, need=need, start=start, known=set(project.before[number]))
                idle.append((start + chosen[number].duration, number, need))
    return tuple(sorted(pairs))


def _hand_over(
    idle: list[tuple[int, int, int]],
    pairs: set[tuple[int, int]],
    number: int,
    *,
    need: int,
    start: int,
    known: set[int],
) -> list[tuple[int, int, int]]:
    """Take `need` from those that have ended: first from those it waits for anyway, then from the latest."""

    def worth(one: tuple[int, int, int]) -> tuple[bool, int, int]:
        end, giver, amount = one
        return (giver not in known and (giver, number) not in pairs, -end, -amount)

    rest = [one for one in idle if one[0] > start]
    for end, giver, amount in sorted((one for one in idle if one[0] <= start), key=worth):
        taken = min(need, amount)
        if taken and giver >= 0:
            pairs.add((giver, number))
        if amount > taken:
            rest.append((end, giver, amount - taken))
        need -= taken
    return rest
