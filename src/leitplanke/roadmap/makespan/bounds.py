"""Lower bounds on the end of a project that need no search.

See `docs/methods/makespan.md`.
"""

from leitplanke.roadmap.project import Project, heads, tails


def lower_bound(project: Project) -> int:
    """The longest path, or the month before which no unit can have done all its work."""
    head, tail = heads(project), tails(project)
    paths = (first + rest for first, rest in zip(head, tail, strict=True))
    return max([*paths, *(_work_bound(project, unit, head, tail) for unit in range(len(project.problem.units)))])


def _work_bound(project: Project, unit: int, head: list[int], tail: list[int]) -> int:
    """Between the earliest start of its users and the shortest rest after them, the unit has to do all their work."""
    users = []
    for number, options in enumerate(project.ways):
        work = min(way.staff[unit] * way.duration for way in options)
        if work:
            rest = tail[number] - min(way.duration for way in options)
            users.append((head[number], rest, work))
    if not users:
        return 0
    begin, rest = min(first for first, _, _ in users), min(after for _, after, _ in users)
    missing = sum(work for _, _, work in users)
    capacity = project.problem.units[unit].capacity
    month = begin
    while missing > 0 and month < len(capacity):
        missing -= capacity[month]
        month += 1
    return month + rest
