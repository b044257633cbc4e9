"""The way from the first talk to the resolution: phases with dates, tasks, material, and who has a part in it.

Enters: a template and a start date, or what people typed; a day. Leaves: where the process stands, what is overdue,
what moves when a date moves, and how to deal with each actor. Must not: know a clock, or a private person.
"""

from leitplanke.participation.process.actors import Actor, Handling, Level, handling_of, handlings, new_id
from leitplanke.participation.process.kept import KeptLetter, KeptMaterial, KeptProcess
from leitplanke.participation.process.letters import LetterText, letter_from
from leitplanke.participation.process.phases import Material, MaterialKind, Phase, Process, Task
from leitplanke.participation.process.standing import (
    PhaseState,
    Standing,
    moved_with_following,
    overdue,
    standing,
)
from leitplanke.participation.process.templates import (
    LetterTemplate,
    ProcessTemplate,
    ProcessTemplates,
    process_from,
)

__all__ = [
    "Actor",
    "Handling",
    "KeptLetter",
    "KeptMaterial",
    "KeptProcess",
    "LetterTemplate",
    "LetterText",
    "Level",
    "Material",
    "MaterialKind",
    "Phase",
    "PhaseState",
    "Process",
    "ProcessTemplate",
    "ProcessTemplates",
    "Standing",
    "Task",
    "handling_of",
    "handlings",
    "letter_from",
    "moved_with_following",
    "new_id",
    "overdue",
    "process_from",
    "standing",
]
