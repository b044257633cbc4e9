"""A large problem in parts that touch only through what they share: towns, as a rule, or groups of offices.

See `docs/methods/prices-of-shared.md`. A price on everything shared makes the parts independent, and whatever the
prices are, the parts' bounds and the priced capacity together bound every plan (Lagrange).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from leitplanke.roadmap.schedule import fixed_draft
from leitplanke.roadmap.tables import Floats, Integers, Ledger, Tables, Way

MOST_COLUMNS_OF_PART = 45_000
Started = Mapping[int, tuple[tuple[float, ...], ...]]
"""By activity and way, the share that has started by each of its starts."""

_ROUNDING = 1e-9  # relative; covers the sum of one price after another in double precision


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """What one hundredth of a post costs per shared unit (rows) and month, and one cent per shared pot."""

    staff: Floats
    money: Floats

    @property
    def row(self) -> Floats:
        """All in one row: unit by unit, then the pots."""
        return np.concatenate((self.staff.ravel(), self.money))


@dataclass(frozen=True, slots=True)
class Parts:
    """The activities of each part, and the units and pots (with years and choices) that several parts use."""

    members: tuple[frozenset[int], ...]
    units: tuple[int, ...]
    pots: tuple[int, ...]

    def prices(self, tables: Tables, row: Floats | None = None) -> Prices:
        """The prices that `Prices.row` has put into one row; None: nothing costs anything."""
        months, units = tables.problem.months, len(self.units)
        if row is None:
            row = np.zeros(units * months + len(self.pots))
        return Prices(row[: units * months].reshape(units, months), row[units * months :])

    def capacity(self, tables: Tables) -> Floats:
        """What fixed measures leave of the shared, in the order of `Prices.row`."""
        free = Ledger(tables, fixed_draft(tables))
        return np.concatenate((free.staff[list(self.units)].ravel(), free.money[list(self.pots)])).astype(float)

    def worth_of_shared(self, tables: Tables, prices: Prices) -> int:
        """What all of that costs, rounded up."""
        terms = self.capacity(tables) * prices.row
        return int(np.ceil(terms.sum() + np.abs(terms).sum() * _ROUNDING))

    def part(self, tables: Tables, place: int, prices: Prices) -> Tables:
        """One part alone, its values less the price of what it uses of the shared.

        Values are rounded up, so that the best plan of a part is never worth less than the exact one.
        """
        members = self.members[place]
        part = self.only(tables, members)
        return replace(
            part,
            ways=tuple(
                tuple(self._priced(way, prices, is_fixed=number in tables.fixed) for way in options)
                for number, options in enumerate(part.ways)
            ),
        )

    def only(self, tables: Tables, members: frozenset[int]) -> Tables:
        """The same tables, as if there were only these activities of whole parts."""
        return replace(
            tables,
            ways=tuple(options if number in members else () for number, options in enumerate(tables.ways)),
            required=tables.required & members,
            fixed=tables.fixed & members,
            least=tuple(choice for choice in tables.least if choice.members and choice.members[0] in members),
            claimed=tables.claimed & members,
        )

    def highest(self, tables: Tables, prices: Prices) -> list[int]:
        """Per part, what it cannot exceed: every measure at its best place or left out, as if it were alone."""
        return [
            sum(
                max([0, *(int(self._rest(way, prices).max()) for way in tables.ways[number] if way.starts)])
                for number in sorted(members - tables.fixed)
            )
            for members in self.members
        ]

    def used(self, tables: Tables, started: Started) -> tuple[float, Floats]:
        """The value of these shares, and what they use of the shared, in the order of `Prices.row`."""
        value = 0.0
        prices = self.prices(tables)
        for number, shares in started.items():
            for way, steps in zip(tables.ways[number], shares, strict=False):
                if steps and number not in tables.fixed:
                    starting = np.diff(steps, prepend=0.0)
                    value += float(starting @ way.value)
                    self._add_use(prices, way, starting)
        return value, prices.row

    def claims(self, tables: Tables, members: frozenset[int]) -> Prices:
        """What these activities would use of the shared if each began in its first way, in every month as likely."""
        claimed = self.prices(tables)
        for number in sorted(members - tables.fixed):
            for way in [one for one in tables.ways[number] if one.starts][:1]:
                self._add_use(claimed, way, np.full(len(way.starts), 1 / len(way.starts)))
        return claimed

    def cost(self, way: Way, prices: Prices) -> Floats:
        """Per start, what the way costs of the shared."""
        starts = np.arange(way.first, way.last + 1)
        total = np.zeros(len(starts))
        for need in way.staff:
            if need.unit in self.units:
                sums = np.concatenate(([0.0], np.cumsum(prices.staff[self.units.index(need.unit)])))
                total += need.amount * (sums[starts + need.after] - sums[starts + need.first])
        return total + self._drawn(way) @ prices.money

    def _drawn(self, way: Way) -> Integers:
        """Per start, what is drawn from each shared pot."""
        dense = way.money.shape[1]
        columns = [
            way.money[:, pot] if pot < dense else np.full(len(way.money), way.picks[pot - dense]) for pot in self.pots
        ]
        return np.stack(columns, axis=1) if columns else np.zeros((len(way.money), 0), dtype=np.int64)

    def _add_use(self, total: Prices, way: Way, starting: Floats) -> None:
        for need in way.staff:
            if need.unit in self.units:
                row = total.staff[self.units.index(need.unit)]
                for month in range(need.first, need.after):
                    row[way.first + month : way.last + 1 + month] += need.amount * starting
        total.money[:] += starting @ self._drawn(way)

    def _rest(self, way: Way, prices: Prices) -> Integers:
        """Per start, the value less the cost of the shared, rounded up."""
        cost = self.cost(way, prices)
        rest = np.ceil(way.value - cost + (np.abs(way.value) + np.abs(cost)) * _ROUNDING)
        return rest.astype(np.int64)

    def _priced(self, way: Way, prices: Prices, *, is_fixed: bool) -> Way:
        """The way without what it needs of the shared; a fixed one is paid for already."""
        if is_fixed:
            return way
        dense = way.money.shape[1]
        money, picks = way.money.copy(), way.picks.copy()
        money[:, [pot for pot in self.pots if pot < dense]] = 0
        picks[[pot - dense for pot in self.pots if pot >= dense]] = 0
        return replace(
            way,
            staff=tuple(need for need in way.staff if need.unit not in self.units),
            money=money,
            picks=picks,
            value=self._rest(way, prices),
        )


def parts_of(tables: Tables, *, most: int = MOST_COLUMNS_OF_PART) -> Parts:
    """Parts of at most `most` places where possible: what waits for each other stays together, then who shares a unit.

    Units with few users are joined first, so that what many use is what is shared.
    """
    groups = _Groups(tables)
    for number, needs in enumerate(tables.before):
        for other in (*needs, *(one for group in tables.any_of[number] for one in group)):
            if other >= 0:
                groups.join(number, other)
    for choice in tables.least:
        for other in choice.members[1:]:
            groups.join(choice.members[0], other)
    users = _users(tables)
    for unit in sorted(range(len(users)), key=lambda one: (len(users[one]), one)):
        if groups.places({groups.root(number) for number in users[unit]}) <= most:
            for number in users[unit]:
                groups.join(users[unit][0], number)
    groups.pack(most)
    return Parts(
        members=groups.members(),
        units=tuple(unit for unit, own in enumerate(users) if len({groups.root(number) for number in own}) > 1),
        pots=tuple(pot for pot, own in enumerate(_payers(tables)) if len({groups.root(number) for number in own}) > 1),
    )


class _Groups:
    """Activities that belong together (union-find), with the number of their places."""

    def __init__(self, tables: Tables) -> None:
        self._root = list(range(len(tables.ways)))
        self._places = [sum(len(way.starts) for way in options) for options in tables.ways]

    def root(self, number: int) -> int:
        while self._root[number] != number:
            self._root[number] = self._root[self._root[number]]
            number = self._root[number]
        return number

    def join(self, one: int, other: int) -> None:
        one, other = sorted((self.root(one), self.root(other)))
        if one != other:
            self._root[other] = one
            self._places[one] += self._places[other]

    def places(self, roots: set[int]) -> int:
        return sum(self._places[root] for root in roots)

    def pack(self, most: int) -> None:
        """Join neighbouring groups that are small together: fewer parts share less."""
        last: int | None = None
        for root in sorted({self.root(number) for number in range(len(self._root))}):
            if last is not None and self._places[last] + self._places[root] <= most:
                self.join(last, root)
            else:
                last = root

    def members(self) -> tuple[frozenset[int], ...]:
        found: dict[int, list[int]] = {}
        for number in range(len(self._root)):
            found.setdefault(self.root(number), []).append(number)
        return tuple(frozenset(found[root]) for root in sorted(found))


def _users(tables: Tables) -> list[list[int]]:
    """Per unit, who may need it."""
    found: list[list[int]] = [[] for _ in tables.staff]
    for number, options in enumerate(tables.ways):
        for unit in sorted({need.unit for way in options for need in way.staff}):
            found[unit].append(number)
    return found


def _payers(tables: Tables) -> list[list[int]]:
    """Per pot, year and choice, who may use it."""
    found: list[list[int]] = [[] for _ in tables.money]
    for number, options in enumerate(tables.ways):
        used: Integers = np.zeros(len(tables.money), dtype=bool)
        for way in options:
            used |= np.concatenate(((way.money != 0).any(axis=0), way.picks != 0))
        for pot in np.flatnonzero(used).tolist():
            found[pot].append(number)
    return found
