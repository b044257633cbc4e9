"""A discussion online: a draft put up for comment between two days, and what of it everybody may read.

Enters: the draft, contributions, clusters, votes. Leaves: which contribution is shown how, and the `Workshop` of the
participation record, so that clusters of a discussion are cited, replied to and traced as those of a workshop. Must
not: know who anybody is, or a clock (docs/decisions/0025).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting.agenda import Topic
from leitplanke.participation.meeting.marks import Mark
from leitplanke.participation.model import Card, Cluster, MeetingFormat, StatementVotes, Workshop

MOST_STATEMENTS = 30
FEWEST_VOTES = 10
"""As wherever numbers of people are told (docs/methods/disclosure.md)."""
MOST_CONTRIBUTION = 2_000
MOST_TITLE = 120
MOST_REASON = 300
TO_FILL = "[ ]"
"""Stands where the town has to write something before anybody reads it."""
_CUT = "…"
_FRAME = Text(
    f"Darum geht es: {TO_FILL}\n\nDas haben wir vor: {TO_FILL}\n\nWas ist Ihnen dabei wichtig, und was fehlt?",
    f"What it is about: {TO_FILL}\n\nWhat we plan: {TO_FILL}\n\nWhat matters to you, and what is missing?",
    f"Darum geht es: {TO_FILL}\n\nDas wollen wir tun: {TO_FILL}\n\nWas ist Ihnen wichtig? Schreiben Sie es uns.",
)


class Moderation(StrEnum):
    """When somebody of the town looks at a contribution: before everybody reads it, or afterwards."""

    BEFORE = "before"
    AFTER = "after"


class DiscussionState(StrEnum):
    """Where a discussion is. A draft begins on no day; a closed one is in the record, and only replies are added."""

    DRAFT = "draft"
    PLANNED = "planned"
    OPEN = "open"
    ENDED = "ended"
    CLOSED = "closed"


class Standing(StrEnum):
    """Whether everybody reads a contribution. Nothing is deleted in silence: what is not shown leaves its reason."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class ContributionWay(StrEnum):
    """How a contribution came: typed by whoever it is of, or told to somebody of the town who typed it."""

    ONLINE = "online"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Discussion:
    """A draft or hypotheses (`draft`) for comment from `begins_on` until and with `ends_on`; statements to vote on."""

    title: Text
    draft: Text
    begins_on: date
    ends_on: date
    statements: tuple[Topic, ...] = ()
    moderation: Moderation = Moderation.BEFORE

    def __post_init__(self) -> None:
        for name, text in (("title", self.title), ("draft", self.draft)):
            require(
                holds=bool(text.de.strip()),
                field=name,
                problem=Text("Worum es geht, steht nicht da.", "What it is about is missing."),
                remedy=Text("Schreiben Sie Titel und Entwurf auf Deutsch.", "Write title and draft in German."),
            )
        require(
            holds=self.begins_on <= self.ends_on,
            field="ends_on",
            problem=Text("Das Ende liegt vor dem Beginn.", "The end lies before the beginning."),
            remedy=Text("Wählen Sie ein späteres Ende.", "Choose a later end."),
        )
        require_unique(tuple(one.id for one in self.statements), "statements")
        require(
            holds=len(self.statements) <= MOST_STATEMENTS,
            field="statements",
            problem=Text(f"Mehr als {MOST_STATEMENTS} Aussagen.", f"More than {MOST_STATEMENTS} statements."),
            remedy=Text("Wählen Sie die wichtigsten aus.", "Choose the most important ones."),
        )

    @property
    def is_unfinished(self) -> bool:
        """Whether something is left to fill in."""
        every = (self.title, self.draft, *(one.words for one in self.statements))
        return any(TO_FILL in words for text in every for words in text.by_language().values())

    @property
    def standing_on_arrival(self) -> Standing:
        """Whether everybody reads a contribution at once, or waits for the moderation."""
        return Standing.WAITING if self.moderation is Moderation.BEFORE else Standing.SHOWN

    def state_on(self, day: date) -> DiscussionState:
        """Where a discussion that somebody has opened, and nobody closed, is on a day."""
        if day < self.begins_on:
            return DiscussionState.PLANNED
        return DiscussionState.OPEN if day <= self.ends_on else DiscussionState.ENDED


@dataclass(frozen=True, slots=True)
class Contribution:
    """One contribution for the record, in its cluster; `number` is random and gives the order."""

    number: int
    text: str
    cluster: str


def discussion_from(title: Text, *, begins_on: date, ends_on: date) -> Discussion:
    """A discussion to begin with: a frame with places to fill in, read by the moderation first."""
    return Discussion(title, _FRAME, begins_on, ends_on)


def opened(discussion: Discussion, *, today: date) -> Discussion:
    """The discussion once somebody opens its draft: it begins today if its first day is over.

    Raises `InvalidValueError` while something is left to fill in, and when its last day is over.
    """
    require(
        holds=not discussion.is_unfinished,
        field="draft",
        problem=Text(f"Im Entwurf steht noch „{TO_FILL}“.", f"The draft still holds “{TO_FILL}”."),
        remedy=Text("Schreiben Sie dort, worum es geht.", "Write there what it is about."),
    )
    require(
        holds=today <= discussion.ends_on,
        field="ends_on",
        problem=Text("Der letzte Tag ist schon vorbei.", "The last day is over already."),
        remedy=Text("Wählen Sie ein späteres Ende.", "Choose a later end."),
    )
    return replace(discussion, begins_on=max(discussion.begins_on, today))


def votes_on(discussion: Discussion, ballots: Iterable[Iterable[Mark]]) -> tuple[StatementVotes, ...]:
    """What the record tells of the votes: statements on which at least `FEWEST_VOTES` people said something.

    Of fewer the sum could be the vote of somebody whom others know to have voted.
    """
    said: dict[str, Counter[float]] = {one.id: Counter() for one in discussion.statements}
    for marks in ballots:
        for mark in marks:
            if mark.item in said:
                said[mark.item][mark.value] += 1
    return tuple(
        StatementVotes(one.id, one.words, said[one.id][1.0], said[one.id][-1.0], said[one.id][0.0])
        for one in discussion.statements
        if said[one.id].total() >= FEWEST_VOTES
    )


def record_of_discussion(
    discussion: Discussion,
    *,
    identifier: str,
    clusters: Mapping[str, str],
    contributions: Iterable[Contribution],
    votes: tuple[StatementVotes, ...] = (),
) -> Workshop:
    """The discussion for the record: titles of clusters by identifier, and a card per contribution that is shown.

    Cards stand in the order of their random numbers. A cluster of which everything was hidden stays. Raises
    `InvalidValueError` for a contribution in no cluster: it would never get a reply.
    """
    said = sorted(contributions, key=lambda one: one.number)
    return Workshop(
        id=identifier,
        title=discussion.title,
        held_on=discussion.ends_on,
        groups=(),
        clusters=tuple(Cluster(name, Text(title)) for name, title in clusters.items()),
        cards=tuple(Card(f"k{place}", "", one.cluster, one.text) for place, one in enumerate(said, 1)),
        dots=(),
        format=MeetingFormat.DISCUSSION,
        statements=votes,
    )


def title_of(text: str) -> str:
    """The beginning of a contribution in one line, cut where a word ends if it is long."""
    line = " ".join(text.split())
    if len(line) <= MOST_TITLE:
        return line
    kept = line[: MOST_TITLE - 1]
    return f"{kept.rpartition(' ')[0] or kept}{_CUT}"


def require_reason(standing: Standing, reason: str) -> None:
    """Refuse to hide a contribution without saying why: the reason is what everybody reads in its place."""
    require(
        holds=standing is not Standing.HIDDEN or bool(reason.strip()),
        field="reason",
        problem=Text("Der Grund fehlt.", "The reason is missing."),
        remedy=Text(
            "Schreiben Sie, warum der Beitrag nicht zu lesen ist; das steht dann an seiner Stelle.",
            "Write why the contribution cannot be read; this stands in its place.",
        ),
    )


def require_contribution(text: str) -> None:
    """Refuse a contribution without words and one that is too long."""
    require(
        holds=0 < len(text.strip()) <= MOST_CONTRIBUTION,
        field="text",
        problem=Text("Da steht nichts, oder zu viel.", "There is nothing, or too much."),
        remedy=Text(f"Schreiben Sie 1 bis {MOST_CONTRIBUTION} Zeichen.", f"Write 1 to {MOST_CONTRIBUTION} characters."),
    )
