"""What stands between measures, and the grants they draw from: relations.csv, choices.csv, grants.csv."""

from dataclasses import dataclass, replace
from functools import partial

from leitplanke.exchange.fields import RowReader, hundredths, identifier, plain, whole
from leitplanke.exchange.forms import CHOICES, GRANTS, RELATIONS
from leitplanke.exchange.listing import Rows, TownFiles
from leitplanke.kernel.dates import Month, months_between
from leitplanke.kernel.relations import Choice, RelationKind, Wait, WaitKind
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Pot

_EPOCH: Month = Month("1900-01")


@dataclass(frozen=True, slots=True)
class Relation:
    """One row: what a measure waits for, or the measures of which one has to be finished first."""

    measure: str
    waits: tuple[Wait, ...] = ()
    any_of: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """The measures that it names."""
        return (*(wait.activity for wait in self.waits), *self.any_of)


def read_relations(files: TownFiles) -> Rows[Relation]:
    """relations.csv."""
    return files.rows(RELATIONS, _relation)


def read_choices(files: TownFiles) -> Rows[Choice]:
    """choices.csv."""
    return files.rows(CHOICES, _choice)


def read_grants(files: TownFiles) -> Rows[Pot]:
    """grants.csv; the months of a window are counted as in `window_from`."""
    return files.rows(GRANTS, _grant)


def window_from(pot: Pot, first_month: Month) -> Pot:
    """The pot that `read_grants` has read, its window counted in months from the first one of a plan."""
    offset = months_between(_EPOCH, first_month)
    first, last = (None if at is None else at - offset for at in (pot.first, pot.last))
    return replace(pot, first=first, last=last)


def _relation(row: RowReader) -> Relation | None:
    measure, kind = row.required("measure", plain), row.choice("kind", RelationKind)
    row.required("others", plain)
    others, months = row.items("others"), row.optional("months", whole, None)
    if row.is_sound and kind is RelationKind.ANY_OF and months is not None:
        row.refuse("months", _NO_MONTHS, _EMPTY)
    if row.is_sound and measure in others:
        row.refuse("others", _ITSELF, _OTHERS)
    if not row.is_sound:
        return None
    if kind is RelationKind.ANY_OF:
        return Relation(measure, any_of=others)
    waits = partial(_waits, others, WaitKind(str(kind)), months or 0)
    return row.build(lambda: Relation(measure, waits=waits()))


def _waits(others: tuple[str, ...], kind: WaitKind, months: int) -> tuple[Wait, ...]:
    return tuple(Wait(other, kind, months) for other in others)


def _choice(row: RowReader) -> Choice | None:
    make = partial(
        Choice,
        id=row.required("id", identifier),
        members=row.items("members"),
        least=row.optional("least", whole, 0),
        most=row.required("most", whole),
        name=row.texts("name"),
    )
    return row.build(make)


def _grant(row: RowReader) -> Pot | None:
    pot, name, amount = row.required("id", identifier), row.texts("name"), row.required("amount", hundredths)
    first, last = (row.month(column) for column in ("first", "last"))
    share = row.optional("share_percent", whole, None)
    begins, ends = (None if at is None else months_between(_EPOCH, at) for at in (first, last))
    return row.build(lambda: Pot(pot, name, amount, begins, ends, share))


_NO_MONTHS = Text("Bei any_of gibt es keine Wartezeit.", "There is no wait with any_of.")
_EMPTY = Text("Lassen Sie months leer.", "Leave months empty.")
_ITSELF = Text("Eine Maßnahme wartet nicht auf sich selbst.", "A measure does not wait for itself.")
_OTHERS = Text("Nennen Sie andere Maßnahmen.", "Name other measures.")
