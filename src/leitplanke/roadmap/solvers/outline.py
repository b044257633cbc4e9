"""First prices of what many parts share, from a rough picture: a few months count as one, some parts stand for all.

See `docs/methods/prices-of-shared.md`. Any prices give a valid bound, so the picture may be rough: it starts measures
in the middle of a span only, takes the mean capacity of a span, wishes for duties instead of requiring them, and where
a year would no longer be told from the next, it leaves parts out and takes only the others' share of what is shared.
"""

import time

import highspy
import numpy as np

from leitplanke.roadmap.parts import Parts, Prices
from leitplanke.roadmap.schedule import fixed_draft
from leitplanke.roadmap.solvers.rows import Rows, program_of, steps_of
from leitplanke.roadmap.tables import Floats, Integers, Ledger, Tables, Way

_MOST_COLUMNS = 30_000
_MOST_SPAN = 6  # months; longer ones hide which fiscal year is scarce


def outline(tables: Tables, parts: Parts, *, seconds: float | None = None) -> Prices:
    """Prices for the shared units and pots; all 0 where the picture could not be solved in time."""
    until = None if seconds is None else time.monotonic() + seconds
    picture = Picture(tables, parts)
    model = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", 0)):
        model.setOptionValue(option, value)
    model.setOptionValue("solver", "ipm")
    if until is not None:
        model.setOptionValue("time_limit", max(0.0, until - time.monotonic()))
    model.passModel(program_of(picture.rows, picture.gains / picture.scale))
    model.run()
    answer = model.getSolution()
    if not answer.dual_valid:
        return parts.prices(tables)
    return picture.prices(parts, np.maximum(np.array(answer.row_dual), 0.0))


class Picture:
    """The rough program. Column y[w, s] says how much of way `w` has started by the end of span `s`."""

    def __init__(self, tables: Tables, parts: Parts) -> None:
        sample = _sample(tables, parts)
        self._staff, self._money = _capacity(tables, parts, sample)
        self.tables = tables = parts.only(tables, sample)
        ways = [way for options in tables.ways for way in options if way.activity not in tables.fixed and way.starts]
        self.months = min(_MOST_SPAN, max(1, -(-sum(len(way.starts) for way in ways) // _MOST_COLUMNS)))
        self.spans = -(-tables.problem.months // self.months)
        self.rows = Rows()
        self._offset: dict[int, int] = {}
        width = 0
        for way in ways:
            self._offset[id(way)] = width
            width += self._last(way) + 1 - self._first(way)
        self._staff_rows: dict[tuple[int, int], int] = {}
        self._money_rows: dict[int, tuple[int, float]] = {}
        self.gains = np.zeros(width)
        highest = max((int(way.value.max()) for way in ways), default=0)
        for way in ways:
            wished = 2 * max(0, highest) if way.activity in tables.required else 0
            self._put(self.gains, way, steps_of(way.value[self._places(way)] + wished))
        self.scale = float(np.abs(self.gains).max(initial=0.0)) or 1.0
        self._add_choices()
        self._add_prerequisites()
        self._add_staff(ways)
        self._add_money(ways)

    def prices(self, parts: Parts, duals: Floats) -> Prices:
        """What the rows of shared capacity cost, in the values of the problem."""
        prices = parts.prices(self.tables)
        for (unit, span), row in self._staff_rows.items():
            if unit in parts.units:
                months = slice(span * self.months, (span + 1) * self.months)
                prices.staff[parts.units.index(unit), months] = duals[row] * self.scale
        for pot, (row, factor) in self._money_rows.items():
            if pot in parts.pots:
                prices.money[parts.pots.index(pot)] = duals[row] * self.scale / factor
        return prices

    def _first(self, way: Way) -> int:
        return way.first // self.months

    def _last(self, way: Way) -> int:
        return way.last // self.months

    def _starts(self, way: Way) -> Integers:
        """The start that stands for each span."""
        spans = np.arange(self._first(way), self._last(way) + 1)
        return np.clip(spans * self.months + self.months // 2, way.first, way.last)

    def _places(self, way: Way) -> Integers:
        return self._starts(way) - way.first

    def _put(self, row: Floats, way: Way, factors: Floats) -> None:
        row[self._offset[id(way)] : self._offset[id(way)] + len(factors)] += factors

    def _by(self, way: Way, span: int) -> int | None:
        """The column "started by the end of `span`", None if it cannot have started by then."""
        if not way.starts or span < self._first(way):
            return None
        return self._offset[id(way)] + min(span, self._last(way)) - self._first(way)

    def _add_choices(self) -> None:
        for number, options in enumerate(self.tables.ways):
            ways = [way for way in options if way.starts and number not in self.tables.fixed]
            for way in ways:
                for span in range(self._first(way) + 1, self._last(way) + 1):
                    column = self._offset[id(way)] + span - self._first(way)
                    self.rows.add([(column - 1, 1.0), (column, -1.0)], lower=-np.inf, upper=0.0)
            ends = [(end, 1.0) for way in ways if (end := self._by(way, self.spans)) is not None]
            if ends:
                self.rows.add(ends, lower=-np.inf, upper=1.0)

    def _add_prerequisites(self) -> None:
        """By each span, no more has started than could have, were every month of a span as good as its middle."""
        for number, needs in enumerate(self.tables.before):
            later = [way for way in self.tables.ways[number] if way.starts and number not in self.tables.fixed]
            for needed in needs if later else ():
                if needed in self.tables.fixed:
                    continue
                sooner = self.tables.ways[needed] if needed >= 0 else ()
                for span in range(min(map(self._first, later)), max(map(self._last, later)) + 1):
                    terms = [(self._by(way, span), 1.0) for way in later]
                    for way in sooner:
                        lead = round(self.tables.lead(number, needed, way) / self.months)
                        terms.append((self._by(way, span - lead), -1.0))
                    found = [(column, factor) for column, factor in terms if column is not None]
                    self.rows.add(found, lower=-np.inf, upper=0.0)

    def _add_staff(self, ways: list[Way]) -> None:
        edges = np.arange(self.spans + 1) * self.months
        terms: dict[tuple[int, int], list[tuple[int, float]]] = {}
        for way in ways:
            starts = self._starts(way)[:, None]
            for unit in sorted({need.unit for need in way.staff}):
                used = np.zeros((len(starts), self.spans))
                for need in way.staff:
                    if need.unit == unit:
                        ends = np.clip(starts + need.after, edges[:-1], edges[1:])
                        used += need.amount * (ends - np.clip(starts + need.first, edges[:-1], edges[1:]))
                steps = np.vstack((used[:-1] - used[1:], used[-1:]))
                for place, span in zip(*(axis.tolist() for axis in np.nonzero(steps)), strict=True):
                    at = self._offset[id(way)] + place
                    terms.setdefault((unit, span), []).append((at, float(steps[place, span])))
        for (unit, span), row in sorted(terms.items()):
            free = self._staff[unit, span * self.months : (span + 1) * self.months].sum()
            self._staff_rows[unit, span] = len(self.rows.lower)
            self.rows.add(row, lower=-np.inf, upper=float(max(0, free)))

    def _add_money(self, ways: list[Way]) -> None:
        terms: list[list[tuple[int, float]]] = [[] for _ in self._money]
        for way in ways:
            first, dense = self._offset[id(way)], way.money.shape[1]
            amounts = way.money[self._places(way)]
            steps = np.vstack((amounts[:-1] - amounts[1:], amounts[-1:]))
            for place, pot in zip(*(axis.tolist() for axis in np.nonzero(steps)), strict=True):
                terms[pot].append((first + place, float(steps[place, pot])))
            for choice in np.flatnonzero(way.picks).tolist():
                terms[dense + choice].append((first + len(amounts) - 1, float(way.picks[choice])))
        for pot, row in enumerate(terms):
            factor = max((abs(amount) for _, amount in row), default=0.0)
            if factor:
                self._money_rows[pot] = (len(self.rows.lower), factor)
                scaled = [(column, amount / factor) for column, amount in row]
                self.rows.add(scaled, lower=-np.inf, upper=max(0.0, float(self._money[pot])) / factor)


def _sample(tables: Tables, parts: Parts) -> frozenset[int]:
    """All activities, or those of as many parts, evenly drawn, as the picture can hold."""
    columns = [_columns(tables, members) // _MOST_SPAN for members in parts.members]
    for count in range(len(columns), 0, -1):
        drawn = [place * len(columns) // count for place in range(count)]
        if count == 1 or sum(columns[place] for place in drawn) <= _MOST_COLUMNS:
            return frozenset().union(*(parts.members[place] for place in drawn))
    return frozenset()


def _columns(tables: Tables, members: frozenset[int]) -> int:
    return sum(len(way.starts) for number in members - tables.fixed for way in tables.ways[number])


def _capacity(tables: Tables, parts: Parts, sample: frozenset[int]) -> tuple[Floats, Floats]:
    """What is left of staff per unit and month and of money per pot; of the shared, the share that is the sample's."""
    free = Ledger(tables, fixed_draft(tables))
    staff, money = free.staff.astype(float), free.money.astype(float)
    claims = parts.claims(tables, frozenset(range(len(tables.ways)))).row
    own = np.divide(parts.claims(tables, sample).row, claims, out=np.ones(len(claims)), where=claims > 0)
    shares = parts.prices(tables, np.clip(own, 0.0, 1.0))
    staff[list(parts.units)] *= shares.staff
    money[list(parts.pots)] *= shares.money
    return staff, money
