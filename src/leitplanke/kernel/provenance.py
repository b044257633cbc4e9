"""Where a handover document comes from: enough to repeat it, nothing about when, where or by whom."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A document or input file that was read, by name and SHA-256 of its bytes; of an input file in canonical form."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Stands first in every handover document.

    `made_from` names the previous document and the town's files that entered; `as_of` is the town's own date, never
    the clock's; `seed` is the one that the run was started with, whether or not this stage draws anything.
    """

    document: str
    schema_version: int
    program_version: str
    town: str
    town_name: str
    is_fictitious: bool
    as_of: date
    seed: int
    made_from: tuple[Source, ...]
