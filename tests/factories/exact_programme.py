"""The range of a linear function over linear facts, in fractions: what a solver in floating point only suspects.

The simplex method with Bland's rule, which never circles (R. G. Bland 1977, Math. Oper. Res. 2, 103). For dozens of
unknowns, not for thousands.
"""

from collections.abc import Sequence
from fractions import Fraction

Row = Sequence[Fraction]


class ExactProgramme:
    """Unknowns that are not negative, of which `equal` rows have exactly a value and `at_most` rows no more."""

    def __init__(self, unknowns: int, equal: Sequence[tuple[Row, Fraction]], at_most: Sequence[tuple[Row, Fraction]]):
        self.unknowns = unknowns
        self.width = unknowns + len(at_most)
        self.rows: list[list[Fraction]] = []
        for row, value in equal:
            self._add(row, value, None)
        for slack, (row, limit) in enumerate(at_most):
            self._add(row, limit, unknowns + slack)
        self.basis: list[int] = []
        self._begin()

    def range_of(self, row: Row) -> tuple[Fraction, Fraction | None]:
        """The least and the most of the sum over `row`; None where nothing limits it."""
        least = self._least([Fraction(factor) for factor in row])
        most = self._least([-Fraction(factor) for factor in row])
        assert least is not None  # counts and factors are not negative
        return least, None if most is None else -most

    def _add(self, row: Row, value: Fraction, slack: int | None) -> None:
        whole = [Fraction(factor) for factor in row] + [Fraction(0)] * (self.width - self.unknowns)
        if slack is not None:
            whole[slack] = Fraction(1)
        sign = -1 if value < 0 else 1
        self.rows.append([sign * factor for factor in (*whole, Fraction(value))])

    def _begin(self) -> None:
        """A first corner: an artificial unknown per row, driven to nothing. Raises ValueError if facts contradict."""
        size = len(self.rows)
        for at, row in enumerate(self.rows):
            row[-1:-1] = [Fraction(int(at == other)) for other in range(size)]
        self.basis = list(range(self.width, self.width + size))
        cost = [Fraction(int(at >= self.width)) for at in range(self.width + size)]
        if self._minimise(cost) != 0:
            raise ValueError("the facts contradict each other")
        for at in reversed(range(size)):
            if self.basis[at] >= self.width:
                entering = next((one for one in range(self.width) if self.rows[at][one]), None)
                if entering is None:  # the row follows from the others
                    del self.rows[at], self.basis[at]
                else:
                    self._pivot(at, entering)
        self.rows = [[*row[: self.width], row[-1]] for row in self.rows]

    def _least(self, row: list[Fraction]) -> Fraction | None:
        return self._minimise(row + [Fraction(0)] * (self.width - self.unknowns))

    def _minimise(self, cost: list[Fraction]) -> Fraction | None:
        reduced = self._reduced(cost)
        while (entering := next((at for at, one in enumerate(reduced[:-1]) if one < 0), None)) is not None:
            ratios = [
                (row[-1] / row[entering], self.basis[at], at) for at, row in enumerate(self.rows) if row[entering] > 0
            ]
            if not ratios:
                return None
            leaving = min(ratios)[2]
            self._pivot(leaving, entering)
            factor = reduced[entering]
            reduced = [one - factor * other for one, other in zip(reduced, self.rows[leaving], strict=True)]
        return -reduced[-1]

    def _reduced(self, cost: list[Fraction]) -> list[Fraction]:
        reduced = [*cost, Fraction(0)]
        for at, basic in enumerate(self.basis):
            if factor := cost[basic]:
                reduced = [one - factor * other for one, other in zip(reduced, self.rows[at], strict=True)]
        return reduced

    def _pivot(self, leaving: int, entering: int) -> None:
        pivot = self.rows[leaving][entering]
        self.rows[leaving] = chosen = [one / pivot for one in self.rows[leaving]]
        for at, row in enumerate(self.rows):
            if at != leaving and (factor := row[entering]):
                self.rows[at] = [one - factor * other if other else one for one, other in zip(row, chosen, strict=True)]
        self.basis[leaving] = entering
