"""Demands on a plan that may stand against each other."""

from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.dates import Month


class DemandKind(StrEnum):
    """The kinds of demand that may stand against each other."""

    MANDATORY = "mandatory"  # the measure must be done, by its deadline if it has one
    PREREQUISITE = "prerequisite"
    FIXED = "fixed"
    RELEASE = "release"
    STAFF = "staff"
    MONEY_INVESTIVE = "money_investive"
    MONEY_CONSUMPTIVE = "money_consumptive"
    POT = "pot"
    POT_WINDOW = "pot_window"
    WAIT = "wait"
    ALTERNATIVE = "alternative"
    CHOICE_LEAST = "choice_least"
    CHOICE_MOST = "choice_most"
    FAIRNESS = "fairness"
    STABILITY = "stability"
    NOT_PLANNABLE = "not_plannable"  # an exclusion of something mandatory or of its prerequisite


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand on the plan, with the measures or the unit or year it is about."""

    kind: DemandKind
    subject: str
    detail: str = ""
    at: Month | None = None


class RoadmapConflictError(Exception):
    """No plan keeps all demands. `demands` is a minimal set: all but any one of them can be kept together."""

    def __init__(self, demands: tuple[Demand, ...]) -> None:
        super().__init__("; ".join(f"{demand.kind} {demand.subject} {demand.detail}".strip() for demand in demands))
        self.demands = demands
