"""What to raise where there is no plan: a conflict that is proven, or that nothing is."""

from typing import NoReturn

from leitplanke.roadmap.conflict_figures import with_figures
from leitplanke.roadmap.conflicts import minimal_conflict
from leitplanke.roadmap.model import Problem, RoadmapConflictError


class UndecidedError(Exception):
    """The work agreed on found neither a plan that keeps all duties nor a proof that there is none."""


def raise_conflict(problem: Problem) -> NoReturn:
    """Raise the minimal conflict of a problem that has no plan."""
    conflict = minimal_conflict(problem)
    if conflict:
        raise RoadmapConflictError(with_figures(problem, conflict))
    raise UndecidedError("there is no plan, but no conflict was found within the work agreed on")
