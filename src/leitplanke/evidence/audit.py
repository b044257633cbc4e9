"""What can be computed from what is published: the audit of disclosure control by linear programmes (HiGHS).

The unknowns are counts that nobody may know. Every published number is a linear fact about them. Two programmes give
the least and the most that the facts allow for a count; see docs/methods/disclosure.md.
"""

from dataclasses import dataclass, field

import highspy
import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray

_INFINITE = 1e30  # HiGHS takes what is larger for no limit


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known: the sum of `factors` × the counts at `places` lies between `low` and `high`."""

    places: IntArray
    factors: FloatArray
    low: float
    high: float


@dataclass(slots=True)
class Audit:
    """An attacker who knows some facts about `unknowns` counts, none of them negative."""

    unknowns: int
    facts: list[Fact] = field(default_factory=list)
    _solver: highspy.Highs | None = None

    def add_sum(self, places: IntArray, value: float) -> None:
        """The counts at these places add up to `value`."""
        self.facts.append(Fact(places, np.ones(len(places)), value, value))

    def release(self, fact: int) -> None:
        """The attacker does not know this fact any more."""
        known = self.facts[fact]
        self.facts[fact] = Fact(known.places, known.factors, -_INFINITE, _INFINITE)
        if self._solver is not None:
            self._solver.changeRowBounds(fact, -_INFINITE, _INFINITE)

    def range_of(self, places: IntArray) -> tuple[float, float]:
        """The least and the most that the facts allow for the sum of these counts.

        Fractions of people are allowed, so the truth lies inside. Raises `ValueError` if the facts contradict each
        other.
        """
        solver = self._solver or self._solver_of_facts()
        self._solver = solver
        everything = np.arange(self.unknowns, dtype=np.int32)
        cost = np.zeros(self.unknowns)
        cost[places] = 1.0
        solver.changeColsCost(self.unknowns, everything, cost)
        return self._end(solver, highspy.ObjSense.kMinimize), self._end(solver, highspy.ObjSense.kMaximize)

    def _end(self, solver: highspy.Highs, sense: highspy.ObjSense) -> float:
        solver.changeObjectiveSense(sense)
        solver.run()
        status = solver.getModelStatus()
        if status in {highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            return float("inf")
        if status != highspy.HighsModelStatus.kOptimal:
            raise ValueError(f"facts about {self.unknowns} counts: {solver.modelStatusToString(status)}")
        return float(solver.getInfo().objective_function_value)

    def _solver_of_facts(self) -> highspy.Highs:
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = self.unknowns, len(self.facts)
        program.col_cost_ = np.zeros(self.unknowns)
        program.col_lower_ = np.zeros(self.unknowns)
        program.col_upper_ = np.full(self.unknowns, _INFINITE)
        program.row_lower_ = np.clip([fact.low for fact in self.facts], -_INFINITE, _INFINITE)
        program.row_upper_ = np.clip([fact.high for fact in self.facts], -_INFINITE, _INFINITE)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(fact.places) for fact in self.facts])])
        program.a_matrix_.index_ = np.concatenate([fact.places for fact in self.facts])
        program.a_matrix_.value_ = np.concatenate([fact.factors for fact in self.facts])
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.passModel(program)
        return solver
