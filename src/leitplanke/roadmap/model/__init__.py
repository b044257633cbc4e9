"""Resources, the planning problem in whole numbers, the plan and its reasons.

Whole numbers inside, so that a check is exact: cents, hundredths of FTE, months counted from the first one of the
plan (negative for what began before it).
"""

from leitplanke.roadmap.model.activities import (
    Activity,
    ActivityMode,
    Exclusion,
    ExclusionKind,
    FixedStart,
    Release,
    ReleaseKind,
)
from leitplanke.roadmap.model.demands import Demand, DemandKind, RoadmapConflictError
from leitplanke.roadmap.model.handover import (
    Assignment,
    AudienceValue,
    Horizon,
    Nearness,
    Omission,
    PotUse,
    Reason,
    ReasonKind,
    Roadmap,
    SelectionComparison,
    UnitLoad,
    YearAmount,
    YearBudget,
)
from leitplanke.roadmap.model.limits import MOST_MONTHS
from leitplanke.roadmap.model.names import Named, NameKind
from leitplanke.roadmap.model.problem import Problem, Solution, SolveStatus, gap, running_cents
from leitplanke.roadmap.model.promises import Fairness, PlannedStart, Stability
from leitplanke.roadmap.model.resources import FiscalYear, Pot, Resources, Unit

__all__ = [
    "MOST_MONTHS",
    "Activity",
    "ActivityMode",
    "Assignment",
    "AudienceValue",
    "Demand",
    "DemandKind",
    "Exclusion",
    "ExclusionKind",
    "Fairness",
    "FiscalYear",
    "FixedStart",
    "Horizon",
    "NameKind",
    "Named",
    "Nearness",
    "Omission",
    "PlannedStart",
    "Pot",
    "PotUse",
    "Problem",
    "Reason",
    "ReasonKind",
    "Release",
    "ReleaseKind",
    "Resources",
    "Roadmap",
    "RoadmapConflictError",
    "SelectionComparison",
    "Solution",
    "SolveStatus",
    "Stability",
    "Unit",
    "UnitLoad",
    "YearAmount",
    "YearBudget",
    "gap",
    "running_cents",
]
