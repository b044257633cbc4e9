"""What a long run tells whoever listens: stages that start, work and end. No clock in here."""

from collections.abc import Callable
from dataclasses import dataclass

from leitplanke.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class StageStarted:
    """A stage begins."""

    stage: str


@dataclass(frozen=True, slots=True)
class StageWorked:
    """A long stage is on its way: `done` of `planned` steps, with the gap reached so far (None before a plan)."""

    stage: str
    done: int
    planned: int
    gap: float | None


@dataclass(frozen=True, slots=True)
class StageDone:
    """A stage ended in a document."""

    stage: str
    outcome: Text
    sha256: str


Listener = Callable[[StageStarted | StageWorked | StageDone], None]
