"""What is noted while a workshop is held, and the workshop as the participation record keeps it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting.agenda import Agenda, Step
from leitplanke.participation.meeting.results import Cast, Result
from leitplanke.participation.model import Card, Cluster, DotVotes, StakeholderGroup, Workshop

REST = "rest"


class NotedKind(StrEnum):
    """What was noted."""

    DECISION = "decision"
    OPEN_POINT = "open_point"


@dataclass(frozen=True, slots=True)
class Noted:
    """A decision, or an open point: what, who sees to it, until when."""

    kind: NotedKind
    words: str
    who: str = ""
    until: date | None = None

    def __post_init__(self) -> None:
        require(
            holds=bool(self.words.strip()),
            field="words",
            problem=Text("Da steht nichts.", "There is nothing."),
            remedy=Text("Schreiben Sie, was beschlossen wurde oder offen ist.", "Write what was decided or is open."),
        )


@dataclass(frozen=True, slots=True)
class Pinned:
    """A card as it hangs on the wall; without a cluster it hangs by itself."""

    group: str
    text: str
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What hangs in a cluster, in the order of writing; without a title by itself."""

    title: str
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepMinutes:
    """What a step brought: its cards by cluster, or its result, with words for the items and a sentence beside it."""

    step: Step
    gathered: tuple[Gathered, ...] = ()
    result: Result | None = None
    item_words: Mapping[str, Text] | None = None
    note: Text = Text("")  # noqa: RUF009 - Text is frozen


@dataclass(frozen=True, slots=True)
class MinutesPhoto:
    """A photo of the wall (JPEG), with what it shows in words."""

    content: bytes
    words: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """Everything that the minutes tell. `present` counts people by group, and tells groups of enough people alone."""

    town: Text
    agenda: Agenda
    present: Mapping[str, int]
    steps: tuple[StepMinutes, ...]
    noted: tuple[Noted, ...]
    is_fictitious: bool = False
    photos: tuple[MinutesPhoto, ...] = ()


def record_of(
    agenda: Agenda,
    *,
    identifier: str,
    present: Mapping[str, int],
    clusters: Mapping[str, str],
    pinned: Iterable[Pinned],
    casts: Iterable[Cast],
) -> Workshop:
    """The workshop for the record: titles of clusters by identifier, cards, and dots per cluster and group.

    `present` says how many people of each group were in the room; groups that nobody came from are left out.
    Raises `InvalidValueError` for cards or dots of a group that nobody came from.
    """
    cards = tuple(
        Card(f"k{number}", card.group, card.cluster or REST, card.text) for number, card in enumerate(pinned, 1)
    )
    titles = {name: Text(title) for name, title in clusters.items()}
    if any(card.cluster == REST for card in cards):
        titles[REST] = Text("Weitere Karten", "Further cards")
    dots = Counter[tuple[str, str]]()
    for cast in casts:
        for mark in cast.marks:
            dots[mark.item, cast.group] += int(mark.value)
    _require_present(agenda, present, {card.group for card in cards} | {group for _, group in dots})
    return Workshop(
        id=identifier,
        title=agenda.title,
        held_on=agenda.held_on,
        groups=tuple(
            StakeholderGroup(group.id, group.name, present[group.id])
            for group in agenda.groups
            if present.get(group.id, 0) > 0
        ),
        clusters=tuple(Cluster(name, title) for name, title in titles.items()),
        cards=cards,
        dots=tuple(DotVotes(cluster, group, number) for (cluster, group), number in sorted(dots.items())),
    )


def _require_present(agenda: Agenda, present: Mapping[str, int], heard: set[str]) -> None:
    names = [group.name.de for group in agenda.groups if group.id in heard and present.get(group.id, 0) < 1]
    require(
        holds=not names,
        field="present",
        problem=Text(
            f"Von {', '.join(names)} gibt es Karten oder Punkte, aber niemand war da.",
            f"There are cards or dots of {', '.join(names)}, but nobody was there.",
        ),
        remedy=Text("Tragen Sie ein, wie viele da waren.", "Enter how many were there."),
    )
