"""Rows of a linear program while they are written down, and what any multipliers of them prove.

Step columns say how much has started by a month; an amount that hangs on the very start becomes a difference.
"""

from dataclasses import dataclass, field

import highspy
import numpy as np

from leitplanke.roadmap.tables import Floats, Integers


@dataclass(slots=True)
class Rows:
    """Rows of a linear program while they are written down; every column lies in [0, 1]."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    begin: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)

    def add(self, terms: list[tuple[int, float]], *, lower: float, upper: float) -> None:
        """One more row: Σ factor · column lies in [lower, upper]."""
        self.begin.append(len(self.columns))
        self.lower.append(lower)
        self.upper.append(upper)
        self.columns.extend(column for column, _ in terms)
        self.factors.extend(factor for _, factor in terms)


def steps_of(amounts: Integers | Floats) -> Floats:
    """Factors of y where `amounts` are those of starting exactly at t: x[t] = y[t] - y[t-1]."""
    return np.append(amounts[:-1] - amounts[1:], amounts[-1]).astype(float)


def program_of(rows: Rows, gains: Floats) -> highspy.HighsLp:
    """The program that makes the most of `gains`."""
    program = highspy.HighsLp()
    program.num_col_ = len(gains)
    program.num_row_ = len(rows.lower)
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = gains
    program.col_lower_ = np.zeros(len(gains))
    program.col_upper_ = np.ones(len(gains))
    program.row_lower_ = np.array(rows.lower)
    program.row_upper_ = np.array(rows.upper)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.array([*rows.begin, len(rows.columns)])
    program.a_matrix_.index_ = np.array(rows.columns)
    program.a_matrix_.value_ = np.array(rows.factors)
    return program


def dual_bound(rows: Rows, gains: Floats, duals: Floats) -> float:
    """Weak duality: any multipliers of the right sign bound the maximum, whatever the solver's tolerance."""
    lower, upper = np.array(rows.lower), np.array(rows.upper)
    multiplier = np.where(np.isinf(upper), np.minimum(duals, 0.0), duals)
    multiplier = np.where(np.isinf(lower), np.maximum(multiplier, 0.0), multiplier)
    side = np.where(multiplier > 0, np.where(np.isinf(upper), 0.0, upper), np.where(np.isinf(lower), 0.0, lower))
    row_of = np.repeat(np.arange(len(lower)), np.diff([*rows.begin, len(rows.columns)]))
    priced = np.zeros(len(gains))
    np.add.at(priced, np.array(rows.columns, dtype=np.int64), multiplier[row_of] * np.array(rows.factors))
    return float(multiplier @ side + np.maximum(gains - priced, 0.0).sum())
