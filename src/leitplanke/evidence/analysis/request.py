"""What an analyst asks of a data file."""

from dataclasses import dataclass, field
from pathlib import Path

from leitplanke.evidence.survey.design import Draw, Method
from leitplanke.evidence.survey.notation import Notation


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A data file, how it was drawn, and how it is weighted.

    `margins` names a file with the columns variable, category, total. `missing` are further texts that stand for no
    answer. `decimal` says how numbers are written where the file leaves it open. The other fields are those of
    `survey.design.Calibration`.
    """

    data: Path
    margins: Path | None = None
    base_weight: str | None = None
    draw: Draw = field(default_factory=Draw)
    method: Method = Method.RAKING
    bounds: tuple[float, float] = (0.3, 3.0)
    most_times_mean: float | None = None
    population: float | None = None
    decimal: Notation | None = None
    missing: frozenset[str] = frozenset()
