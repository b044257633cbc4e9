"""The process as it moves with its town: phases and tasks, actors, letters, and what was made for which phase."""

from dataclasses import dataclass

from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.participation.process.actors import Actor
from leitplanke.participation.process.letters import LetterText
from leitplanke.participation.process.phases import MaterialKind, Process


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter with its name."""

    id: str
    letter: LetterText

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class KeptMaterial:
    """What was made for a phase: `ref` is its identifier where it lies."""

    phase: str
    material: str
    kind: MaterialKind
    ref: str


@dataclass(frozen=True, slots=True)
class KeptProcess:
    """The process of a town with all that belongs to it; a town may have actors and letters without a process."""

    process: Process | None = None
    actors: tuple[Actor, ...] = ()
    letters: tuple[KeptLetter, ...] = ()
    made: tuple[KeptMaterial, ...] = ()

    def __post_init__(self) -> None:
        require_unique(tuple(one.id for one in self.actors), "actors")
        require_unique(tuple(one.id for one in self.letters), "letters")
        require_unique(tuple(f"{one.phase}.{one.material}" for one in self.made), "made")
