"""What stood in the way of a run, sentence by sentence, each with the thing where it can be mended."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.faults import Fault
from leitplanke.kernel.texts import Language, Text
from leitplanke.roadmap.conflict_words import ANOTHER_MAY_SHOW, describe, describe_conflict, names_of_subjects
from leitplanke.roadmap.model import Demand, DemandKind, Resources
from leitplanke.strategy.model import StrategyDraft


class Subject(StrEnum):
    """What a sentence is about: where a person goes to change it."""

    MEASURE = "measure"
    UNIT = "unit"
    YEAR = "year"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One sentence. `ref` is the measure, unit or year; empty if it is about all or none of them."""

    text: Text
    about: Subject = Subject.OTHER
    ref: str = ""


def obstacles_of_faults(faults: tuple[Fault, ...], files: Mapping[str, bytes]) -> tuple[Obstacle, ...]:
    """One sentence per fault of a town's files, which are in `files` as `town_files` wrote them."""
    return tuple(
        Obstacle(Text(fault.in_language(Language.DE), fault.in_language(Language.EN)), *_subject(fault, files))
        for fault in faults
    )


def obstacles_of_conflict(
    demands: tuple[Demand, ...], *, draft: StrategyDraft, resources: Resources, audiences: dict[str, Text]
) -> tuple[Obstacle, ...]:
    """A minimal set of demands: what they are together, each of them, and that there may be others."""
    names = names_of_subjects(draft, resources, audiences)
    return (
        Obstacle(describe_conflict(demands)),
        *(
            Obstacle(describe(demand, names), _DEMANDED.get(demand.kind, Subject.MEASURE), demand.subject)
            for demand in demands
        ),
        Obstacle(ANOTHER_MAY_SHOW),
    )


_DEMANDED = {
    DemandKind.STAFF: Subject.UNIT,
    DemandKind.MONEY_INVESTIVE: Subject.YEAR,
    DemandKind.MONEY_CONSUMPTIVE: Subject.YEAR,
    DemandKind.POT: Subject.OTHER,
    DemandKind.POT_WINDOW: Subject.OTHER,
    DemandKind.CHOICE_LEAST: Subject.OTHER,
    DemandKind.CHOICE_MOST: Subject.OTHER,
    DemandKind.FAIRNESS: Subject.OTHER,
    DemandKind.STABILITY: Subject.OTHER,
}
# file → what its rows are about, and the column that names it
_ROWS = {
    "measures.csv": (Subject.MEASURE, "id"),
    "modes.csv": (Subject.MEASURE, "measure"),
    "staffing.csv": (Subject.MEASURE, "measure"),
    "payments.csv": (Subject.MEASURE, "measure"),
    "examinations.csv": (Subject.MEASURE, "measure"),
    "checks.csv": (Subject.MEASURE, "measure"),
    "units.csv": (Subject.UNIT, "id"),
    "budgets.csv": (Subject.YEAR, "year"),
}


def _subject(fault: Fault, files: Mapping[str, bytes]) -> tuple[Subject, str]:
    if fault.file == "capacity.csv":
        return (Subject.UNIT, "" if fault.column == "month" else fault.column)
    if fault.file not in _ROWS:
        return (Subject.OTHER, "")
    about, column = _ROWS[fault.file]
    row = {} if fault.row is None else _row(files.get(fault.file, b""), fault.row)
    return (about, row.get(column, ""))


def _row(data: bytes, number: int) -> dict[str, str]:
    """The fields of the row that begins in line `number`; empty for the header and where there is none."""
    reader = csv.reader(io.StringIO(data.decode(), newline=""), delimiter=";")
    header, begins = next(reader, []), reader.line_num + 1
    for fields in reader:
        if begins == number:
            return dict(zip(header, fields, strict=False))
        begins = reader.line_num + 1
    return {}
