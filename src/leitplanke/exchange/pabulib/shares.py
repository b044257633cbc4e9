"""A vote as what the Method of Equal Shares reads."""

from leitplanke.exchange.pabulib.model import Vote
from leitplanke.strategy.priorities.equal_shares import SharesProject


def shared_projects(vote: Vote, *, by_cost: bool) -> tuple[SharesProject, ...]:
    """Projects with their utility for each ballot, by its place: points where a ballot gives them.

    Elsewhere a wanted project is worth its cost (`by_cost`) or 1: with the cost money counts that is spent on what
    people want, with 1 the number of projects. What costs nothing needs no share and is left out. An order of
    preference counts as a set: the format says no distances.
    """
    wanted: dict[str, dict[int, float]] = {project.id: {} for project in vote.projects}
    costs = {project.id: project.cost_cents for project in vote.projects}
    for voter, ballot in enumerate(vote.ballots):
        for at, project in enumerate(ballot.projects):
            worth = ballot.points[at] if vote.meta.vote_type.has_points else costs[project] if by_cost else 1
            if worth > 0:
                wanted[project][voter] = float(worth)
    paid = (project for project in vote.projects if project.cost_cents > 0)
    return tuple(SharesProject(project.id, project.cost_cents, wanted[project.id]) for project in paid)
