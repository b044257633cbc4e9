"""Who has a part in the process: roles and organisations, never private persons. See docs/methods/actor-map.md."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting.templates import GROUPS

MOST_LETTERS: Final = 200
_GROUPS: Final = frozenset(group.id for group in GROUPS)
_ADDRESS: Final = re.compile(r"\S@\S|(?:\+|\b0)[\d ()/-]{6,}\d")
_NO_ID: Final = re.compile(r"[^a-z0-9]+")
_FOLDED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Level(StrEnum):
    """How much: of interest, or of influence."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


class Handling(StrEnum):
    """How to deal with an actor; it follows from interest and influence."""

    INVOLVE = "involve"
    WIN = "win"
    STRENGTHEN = "strengthen"
    INFORM = "inform"


@dataclass(frozen=True, slots=True)
class Actor:
    """A role or an organisation (Akteur). `group` is one of those that workshops invite.

    An address or a telephone number is refused: such lists have no place in a strategy process.
    """

    id: str
    name: str
    group: str
    interest: Level
    influence: Level
    invited_by: str = ""
    reached_by: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=bool(self.name.strip()),
            field="name",
            problem=Text("Der Akteur hat keinen Namen.", "The actor has no name."),
            remedy=Text("Nennen Sie die Rolle oder die Organisation.", "Name the role or the organisation."),
        )
        require(
            holds=self.group in _GROUPS,
            field="group",
            problem=Text(f"Die Gruppe „{self.group}“ gibt es nicht.", f"There is no group “{self.group}”."),
            remedy=Text(f"Möglich sind: {', '.join(sorted(_GROUPS))}.", f"Possible: {', '.join(sorted(_GROUPS))}."),
        )
        for field in ("name", "invited_by", "reached_by", "note"):
            _require_no_address(getattr(self, field), field)


def handling_of(actor: Actor) -> Handling:
    """Whoever decides and cares is involved; the middle counts as much: better one too many than one too few."""
    has_interest, has_influence = actor.interest is not Level.LOW, actor.influence is not Level.LOW
    if has_influence:
        return Handling.INVOLVE if has_interest else Handling.WIN
    return Handling.STRENGTHEN if has_interest else Handling.INFORM


def handlings(actors: Iterable[Actor]) -> tuple[tuple[Handling, tuple[Actor, ...]], ...]:
    """The actors by how to deal with them, each in the order given."""
    found = tuple(actors)
    return tuple((one, tuple(actor for actor in found if handling_of(actor) is one)) for one in Handling)


def new_id(name: str, taken: Collection[str]) -> str:
    """An identifier that tells the name, and that nobody has."""
    wanted = _NO_ID.sub("-", name.lower().translate(_FOLDED)).strip("-")[:40].strip("-") or "akteur"
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def _require_no_address(words: str, field: str) -> None:
    require(
        holds=len(words) <= MOST_LETTERS,
        field=field,
        problem=Text("Das ist zu lang.", "This is too long."),
        remedy=Text(f"Höchstens {MOST_LETTERS} Zeichen.", f"At most {MOST_LETTERS} characters."),
    )
    require(
        holds=not _ADDRESS.search(words),
        field=field,
        problem=Text("Hier steht eine Mail-Adresse oder Telefonnummer.", "This holds a mail address or number."),
        remedy=Text(
            "Schreiben Sie den Weg statt der Adresse, zum Beispiel „über den Stadtelternbeirat“.",
            "Write the way instead of the address, such as “through the parents' council”.",
        ),
    )
