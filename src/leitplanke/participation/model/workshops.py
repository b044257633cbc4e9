"""Workshops: who was in the room, what they wrote, where they put their dots. Discussions online are kept alike."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.texts import Text


class MeetingFormat(StrEnum):
    """Where people met: in a room, where they are counted, or in a discussion online, where nobody knows how many."""

    WORKSHOP = "workshop"
    DISCUSSION = "discussion"


@dataclass(frozen=True, slots=True)
class StakeholderGroup:
    """Who was in the room (Anspruchsgruppe), and how many."""

    id: str
    name: Text
    participants: int

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=self.participants > 0,
            field="participants",
            problem=Text("Eine Gruppe ohne Teilnehmende.", "A group without participants."),
            remedy=Text("Tragen Sie eine Zahl größer als 0 ein.", "Enter a number above 0."),
        )


@dataclass(frozen=True, slots=True)
class Cluster:
    """Cards that say the same (Bündel)."""

    id: str
    title: Text

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class Card:
    """One contribution, as written; it stays inside the record. Online nobody says a group: it is empty."""

    id: str
    group: str
    cluster: str
    text: str


@dataclass(frozen=True, slots=True)
class DotVotes:
    """Dots that one stakeholder group put on one cluster."""

    cluster: str
    group: str
    dots: int

    def __post_init__(self) -> None:
        require(
            holds=self.dots >= 0,
            field="dots",
            problem=Text("Negative Punktzahl.", "Negative dots."),
            remedy=Text("Tragen Sie 0 oder mehr ein.", "Enter 0 or more."),
        )


@dataclass(frozen=True, slots=True)
class StatementVotes:
    """How many agreed with a statement of a discussion, disagreed, or passed; of few people it is not kept."""

    id: str
    words: Text
    agree: int
    disagree: int
    passed: int

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=min(self.agree, self.disagree, self.passed) >= 0,
            field="agree",
            problem=Text("Negative Stimmenzahl.", "A negative number of votes."),
            remedy=Text("Tragen Sie 0 oder mehr ein.", "Enter 0 or more."),
        )


@dataclass(frozen=True, slots=True)
class Workshop:
    """A moderated workshop (Werkstatt); or a discussion online, without groups, whose last day is `held_on`."""

    id: str
    title: Text
    held_on: date
    groups: tuple[StakeholderGroup, ...]
    clusters: tuple[Cluster, ...]
    cards: tuple[Card, ...]
    dots: tuple[DotVotes, ...]
    format: MeetingFormat = field(default=MeetingFormat.WORKSHOP, metadata=ADDED)
    statements: tuple[StatementVotes, ...] = field(default=(), metadata=ADDED)

    def __post_init__(self) -> None:
        require_id(self.id)
        require_unique(tuple(group.id for group in self.groups), "groups")
        require_unique(tuple(cluster.id for cluster in self.clusters), "clusters")
        require_unique(tuple(card.id for card in self.cards), "cards")
        require_unique(tuple(one.id for one in self.statements), "statements")
        groups = {group.id for group in self.groups} or ({""} if self.format is MeetingFormat.DISCUSSION else set())
        clusters = {cluster.id for cluster in self.clusters}
        pairs = [(card.group, card.cluster) for card in self.cards] + [(vote.group, vote.cluster) for vote in self.dots]
        for group, cluster in pairs:
            require(
                holds=group in groups and cluster in clusters,
                field="group/cluster",
                problem=Text(
                    f"„{group}“ / „{cluster}“ kommt in der Werkstatt nicht vor.",
                    f"“{group}” / “{cluster}” does not occur in the workshop.",
                ),
                remedy=Text(
                    "Karten und Punkte brauchen Gruppe und Bündel dieser Werkstatt.", "Use this workshop's ids."
                ),
            )
