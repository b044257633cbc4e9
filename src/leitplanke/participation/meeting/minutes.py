"""What is noted while a workshop is held, and the workshop as the participation record keeps it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting.agenda import Agenda, Step
from leitplanke.participation.meeting.results import Cast, Result, told_groups
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
    """What a step brought: its cards by cluster, or its result, with words for the items and a sentence beside it.

    `voters` counts everybody; as long as they are too few there is no result, and the sentence says so.
    """

    step: Step
    gathered: tuple[Gathered, ...] = ()
    voters: int = 0
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
    casts: Iterable[Sequence[Cast]],
) -> Workshop:
    """The workshop for the record: titles of clusters by identifier, cards, and dots per cluster and group.

    `present` says how many people of each group were in the room; groups that nobody came from are left out. `casts`
    are those of each step with dots. Steps in which too few put dots count for nothing, and groups of which nothing may
    be told are one group. Raises `InvalidValueError` for cards or dots of a group that nobody came from.
    """
    hung, voted = tuple(pinned), tuple(casts)
    _require_present(agenda, present, {card.group for card in hung} | {one.group for step in voted for one in step})
    counted = [step for step in voted if len(step) >= agenda.minimum_group]
    together = _together(agenda, counted)
    cards = tuple(
        Card(f"k{number}", REST if card.group in together else card.group, card.cluster or REST, card.text)
        for number, card in enumerate(hung, 1)
    )
    titles = {name: Text(title) for name, title in clusters.items()}
    if any(card.cluster == REST for card in cards):
        titles[REST] = Text("Weitere Karten", "Further cards")
    dots = Counter[tuple[str, str]]()
    for cast in chain.from_iterable(counted):
        for mark in cast.marks:
            dots[mark.item, REST if cast.group in together else cast.group] += int(mark.value)
    return Workshop(
        id=identifier,
        title=agenda.title,
        held_on=agenda.held_on,
        groups=_groups(agenda, present, together),
        clusters=tuple(Cluster(name, title) for name, title in titles.items()),
        cards=cards,
        dots=tuple(DotVotes(cluster, group, number) for (cluster, group), number in sorted(dots.items())),
    )


def _together(agenda: Agenda, counted: Iterable[Sequence[Cast]]) -> frozenset[str]:
    """Groups that have a result which may not be told by itself."""
    sizes = [Counter(cast.group for cast in step) for step in counted]
    return frozenset(name for one in sizes for name in one.keys() - set(told_groups(one, agenda.minimum_group)))


def _groups(agenda: Agenda, present: Mapping[str, int], together: frozenset[str]) -> tuple[StakeholderGroup, ...]:
    there = [group for group in agenda.groups if present.get(group.id, 0) > 0]
    apart = [StakeholderGroup(one.id, one.name, present[one.id]) for one in there if one.id not in together]
    rest = sum(present[one.id] for one in there if one.id in together)
    words = Text("Mehrere Gruppen zusammen", "Several groups together")
    return (*apart, *([StakeholderGroup(REST, words, rest)] if rest else []))


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
