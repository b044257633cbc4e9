"""A process: its phases with their dates, who does what until when, and which material each phase needs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.texts import Text

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099


class MaterialKind(StrEnum):
    """What a phase can need."""

    SURVEY = "survey"
    WORKSHOP = "workshop"
    DISCUSSION = "discussion"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Material:
    """Something that a phase needs. `template` names what it begins with: an agenda, a letter."""

    id: str
    kind: MaterialKind
    title: Text
    template: str = ""

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody does until a day. `owner` is an office or a role, empty where nobody has it yet."""

    id: str
    words: Text
    due_on: date
    owner: str = ""
    is_done: bool = False

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=bool(self.words.by_language()),
            field="words",
            problem=Text("Die Aufgabe hat keinen Namen.", "The task has no name."),
            remedy=Text("Schreiben Sie, was zu tun ist.", "Write what is to be done."),
        )
        require_sensible(self.due_on, "due_on")


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the process, from a day to a day, both included."""

    id: str
    title: Text
    begins_on: date
    ends_on: date
    goal: Text = Text("")  # noqa: RUF009 - Text is frozen
    reason: Text = Text("")  # noqa: RUF009 - likewise
    tasks: tuple[Task, ...] = ()
    materials: tuple[Material, ...] = ()

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=bool(self.title.by_language()),
            field="title",
            problem=Text("Die Phase hat keinen Titel.", "The phase has no title."),
            remedy=Text("Schreiben Sie, was geschieht.", "Write what happens."),
        )
        require_sensible(self.begins_on, "begins_on")
        require_sensible(self.ends_on, "ends_on")
        require(
            holds=self.begins_on <= self.ends_on,
            field="ends_on",
            problem=Text(
                f"„{self.title.de}“ endet, bevor die Phase beginnt.",
                f"“{self.title.told('en')}” ends before it begins.",
            ),
            remedy=Text("Das Ende liegt am Tag des Beginns oder danach.", "It ends on its first day or later."),
        )
        require_unique(tuple(one.id for one in self.tasks), "tasks")
        require_unique(tuple(one.id for one in self.materials), "materials")


@dataclass(frozen=True, slots=True)
class Process:
    """The process of a town. `is_public`: its public page shows phases and dates, never tasks and owners."""

    title: Text
    phases: tuple[Phase, ...]
    template: str = ""
    is_public: bool = False

    def __post_init__(self) -> None:
        require(
            holds=bool(self.title.by_language()),
            field="title",
            problem=Text("Der Prozess hat keinen Titel.", "The process has no title."),
            remedy=Text("Schreiben Sie, worum es geht.", "Write what it is about."),
        )
        require(
            holds=bool(self.phases),
            field="phases",
            problem=Text("Ein Prozess ohne Phasen ist keiner.", "A process without phases is none."),
            remedy=Text("Lassen Sie mindestens eine Phase stehen.", "Keep at least one phase."),
        )
        require_unique(tuple(one.id for one in self.phases), "phases")

    def phase(self, identifier: str) -> Phase | None:
        """The phase with this identifier."""
        return next((one for one in self.phases if one.id == identifier), None)


def require_sensible(day: date, field: str) -> None:
    """Refuse what can only be a slip of the pen."""
    require(
        holds=FIRST_YEAR <= day.year <= LAST_YEAR,
        field=field,
        problem=Text(f"Das Jahr {day.year} passt nicht.", f"The year {day.year} does not fit."),
        remedy=Text(f"Möglich sind {FIRST_YEAR} bis {LAST_YEAR}.", f"{FIRST_YEAR} to {LAST_YEAR} are possible."),
    )
