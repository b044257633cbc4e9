"""What a workshop is for, who is invited, and which step takes how long."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.texts import Text

FEWEST_TOLD: Final = 5
"""Nobody reads of a group with fewer people what it said, not even in the town hall (docs/methods/disclosure.md)."""
MOST_PAIRED: Final = 7
"""Seven things are 21 pairs: more than that nobody compares with care (Saaty & Ozdemir 2003)."""
MOST_MINUTES: Final = 600


class StepKind(StrEnum):
    """What people do in a step."""

    TALK = "talk"
    CARDS = "cards"
    DOTS = "dots"
    OPINIONS = "opinions"
    PAIRS = "pairs"
    SWING = "swing"
    RISKS = "risks"


WITH_TOPICS: Final = frozenset({StepKind.OPINIONS, StepKind.PAIRS, StepKind.SWING, StepKind.RISKS})


@dataclass(frozen=True, slots=True)
class Topic:
    """A statement to have an opinion on, or a thing to compare."""

    id: str
    words: Text

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the agenda. `board` is the step whose clusters get `dots`; `topics` are judged or compared."""

    id: str
    kind: StepKind
    title: Text
    minutes: int
    goal: Text = Text("")  # noqa: RUF009 - Text is frozen
    prompt: Text = Text("")  # noqa: RUF009 - likewise
    board: str = ""
    dots: int = 0
    topics: tuple[Topic, ...] = ()

    def __post_init__(self) -> None:
        require_id(self.id)
        require_unique(tuple(topic.id for topic in self.topics), "topics")
        require(
            holds=0 < self.minutes <= MOST_MINUTES,
            field="minutes",
            problem=Text(f"{self.minutes} Minuten sind keine Dauer.", f"{self.minutes} minutes are no duration."),
            remedy=Text(f"Möglich sind 1 bis {MOST_MINUTES}.", f"1 to {MOST_MINUTES} are possible."),
        )
        require(
            holds=self.kind is not StepKind.DOTS or 0 < self.dots <= 20,
            field="dots",
            problem=Text("Zum Punkten braucht jede Person Punkte.", "Everybody needs dots to put."),
            remedy=Text("Tragen Sie 1 bis 20 ein.", "Enter 1 to 20."),
        )
        self._require_topics()

    def _require_topics(self) -> None:
        fewest, most = {
            StepKind.OPINIONS: (1, 30),
            StepKind.PAIRS: (2, MOST_PAIRED),
            StepKind.SWING: (2, 15),
            StepKind.RISKS: (1, 15),
        }.get(self.kind, (0, 0))
        require(
            holds=fewest <= len(self.topics) <= most,
            field="topics",
            problem=Text(
                f"„{self.title.de}“ hat {len(self.topics)} Zeilen, über die abgestimmt wird.",
                f"“{self.title.told('en')}” has {len(self.topics)} lines to vote on.",
            ),
            remedy=Text(f"Möglich sind {fewest} bis {most}.", f"{fewest} to {most} are possible."),
        )


@dataclass(frozen=True, slots=True)
class TimedStep:
    """A step with its place in time."""

    step: Step
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class InvitedGroup:
    """A group that is invited (Anspruchsgruppe)."""

    id: str
    name: Text

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class Agenda:
    """A workshop as it is planned (Ablauf).

    Below `minimum_group` people nothing is told of a group by itself, nor of everybody who marked something in a step.
    """

    title: Text
    goal: Text
    held_on: date
    begins_at: time
    place: str
    groups: tuple[InvitedGroup, ...]
    steps: tuple[Step, ...]
    minimum_group: int = FEWEST_TOLD

    def __post_init__(self) -> None:
        require(
            holds=bool(self.title.by_language()),
            field="title",
            problem=Text("Der Titel fehlt.", "There is no title."),
            remedy=Text("Schreiben Sie, worum es geht.", "Write what it is about."),
        )
        require(
            holds=bool(self.groups) and bool(self.steps),
            field="steps",
            problem=Text("Eine Werkstatt braucht Gruppen und Schritte.", "A workshop needs groups and steps."),
            remedy=Text("Nennen Sie von beidem mindestens eins.", "Name at least one of each."),
        )
        require(
            holds=self.minimum_group >= FEWEST_TOLD,
            field="minimum_group",
            problem=Text(
                f"Unter {FEWEST_TOLD} Personen wäre zu erkennen, wer was gesagt hat.",
                f"Below {FEWEST_TOLD} people one could tell who said what.",
            ),
            remedy=Text(f"Tragen Sie {FEWEST_TOLD} oder mehr ein.", f"Enter {FEWEST_TOLD} or more."),
        )
        require_unique(tuple(group.id for group in self.groups), "groups")
        require_unique(tuple(step.id for step in self.steps), "steps")
        self._require_boards()

    def _require_boards(self) -> None:
        boards: set[str] = set()
        for step in self.steps:
            require(
                holds=step.kind is not StepKind.DOTS or step.board in boards,
                field="board",
                problem=Text(
                    f"„{step.title.de}“: Vor dem Punkten werden keine Karten geschrieben.",
                    f"“{step.title.told('en')}”: no cards are written before the dots.",
                ),
                remedy=Text(
                    "Wählen Sie einen Schritt mit Karten, der vorher kommt.", "Choose an earlier step of cards."
                ),
            )
            if step.kind is StepKind.CARDS:
                boards.add(step.id)

    @property
    def minutes(self) -> int:
        """How long all steps take."""
        return sum(step.minutes for step in self.steps)

    @property
    def begins(self) -> datetime:
        """When it begins, by the clock on the wall."""
        return datetime.combine(self.held_on, self.begins_at)

    @property
    def ends(self) -> datetime:
        """When it ends, by the clock on the wall."""
        return self.begins + timedelta(minutes=self.minutes)

    def timed(self) -> tuple[TimedStep, ...]:
        """The steps one after the other."""
        found, begins = [], self.begins
        for step in self.steps:
            ends = begins + timedelta(minutes=step.minutes)
            found.append(TimedStep(step, begins, ends))
            begins = ends
        return tuple(found)

    def step(self, identifier: str) -> Step | None:
        """The step with this identifier."""
        return next((step for step in self.steps if step.id == identifier), None)

    def reached(self, current: str) -> tuple[Step, ...]:
        """The steps up to the current one; none before the first has begun."""
        names = [step.id for step in self.steps]
        return self.steps[: names.index(current) + 1] if current in names else ()

    def last_board(self, current: str) -> Step | None:
        """The step of which cards hang last: they can be put into clusters from then on."""
        return next((step for step in reversed(self.reached(current)) if step.kind is StepKind.CARDS), None)

    def board_in_view(self, current: str) -> Step | None:
        """The cards that the room looks at: those that it writes, or talks about until it marks something."""
        for step in reversed(self.reached(current)):
            if step.kind is not StepKind.TALK:
                return step if step.kind is StepKind.CARDS else None
        return None
