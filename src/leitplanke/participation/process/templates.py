"""Processes and letters to begin with: durations relative to a start date, each phase with its reason."""

from dataclasses import dataclass
from datetime import date, timedelta

from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.texts import Text
from leitplanke.participation.process.phases import Material, MaterialKind, Phase, Process, Task


@dataclass(frozen=True, slots=True)
class TaskTemplate:
    """A task that is due so many weeks after its phase began."""

    id: str
    words: Text
    owner: Text
    due_week: int


@dataclass(frozen=True, slots=True)
class PhaseTemplate:
    """A phase that begins so many weeks after the process; `reason` says why it takes as long."""

    id: str
    title: Text
    goal: Text
    reason: Text
    begins_week: int
    weeks: int
    tasks: tuple[TaskTemplate, ...] = ()
    materials: tuple[Material, ...] = ()

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=self.begins_week >= 0 and self.weeks > 0 and all(one.due_week >= 0 for one in self.tasks),
            field="weeks",
            problem=Text(f"{self.id} hat keine Dauer.", f"{self.id} has no duration."),
            remedy=Text("Wochen zählen ab 0, eine Dauer ab 1.", "Weeks count from 0, a duration from 1."),
        )


@dataclass(frozen=True, slots=True)
class ProcessTemplate:
    """A proposal for a town: what it is good for, its phases."""

    id: str
    name: Text
    purpose: Text
    phases: tuple[PhaseTemplate, ...]

    @property
    def weeks(self) -> int:
        """From the first day to the last."""
        return max(one.begins_week + one.weeks for one in self.phases)


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A text to begin with. `{town}`, `{title}`, `{begins}`, `{ends}` are filled in."""

    id: str
    name: Text
    subject: Text
    body: Text


@dataclass(frozen=True, slots=True)
class ProcessTemplates:
    """All proposals of one version."""

    version: str
    templates: tuple[ProcessTemplate, ...]
    letters: tuple[LetterTemplate, ...]

    def __post_init__(self) -> None:
        require_unique(tuple(one.id for one in self.templates), "templates")
        known = {one.id for one in self.letters}
        wanted = {
            one.template
            for template in self.templates
            for phase in template.phases
            for one in phase.materials
            if one.kind is MaterialKind.LETTER
        }
        require(
            holds=wanted <= known,
            field="letters",
            problem=Text(f"Diese Briefe fehlen: {sorted(wanted - known)}.", f"Missing: {sorted(wanted - known)}."),
            remedy=Text("Prüfen Sie templates.toml.", "Check templates.toml."),
        )

    def template(self, identifier: str) -> ProcessTemplate | None:
        """The proposal with this identifier."""
        return next((one for one in self.templates if one.id == identifier), None)

    def letter(self, identifier: str) -> LetterTemplate | None:
        """The letter with this identifier."""
        return next((one for one in self.letters if one.id == identifier), None)


def process_from(template: ProcessTemplate, *, title: Text, begins_on: date, is_public: bool) -> Process:
    """The process of a template that begins on a day; a phase ends the day before its last week is over."""
    return Process(
        title=title,
        template=template.id,
        is_public=is_public,
        phases=tuple(_phase(one, begins_on) for one in template.phases),
    )


def _phase(template: PhaseTemplate, begins_on: date) -> Phase:
    first = begins_on + timedelta(weeks=template.begins_week)
    return Phase(
        id=template.id,
        title=template.title,
        begins_on=first,
        ends_on=first + timedelta(weeks=template.weeks, days=-1),
        goal=template.goal,
        reason=template.reason,
        tasks=tuple(
            Task(one.id, one.words, first + timedelta(weeks=one.due_week), one.owner.de) for one in template.tasks
        ),
        materials=template.materials,
    )
