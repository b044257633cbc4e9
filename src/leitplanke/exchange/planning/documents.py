"""A planning problem and a plan as JSON and back, and their schemas."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from leitplanke.exchange.json_values import canonical_json, parsed, validated
from leitplanke.roadmap.model import PlannedStart, Problem

VERSION: Literal[1] = 1


@dataclass(frozen=True, slots=True)
class ProblemDocument:
    """`problem.json`."""

    document: Literal["problem"]
    schema_version: Literal[1]
    problem: Problem


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """`plan.json`: the lines, and what the search said about them."""

    document: Literal["plan"]
    schema_version: Literal[1]
    status: str
    value: int
    bound: int
    lines: tuple[PlannedStart, ...]


Written = TypeVar("Written", ProblemDocument, PlanDocument)
KINDS: Mapping[str, type[ProblemDocument | PlanDocument]] = {"problem": ProblemDocument, "plan": PlanDocument}


def problem_bytes(problem: Problem) -> bytes:
    """The problem as canonical JSON."""
    return canonical_json(ProblemDocument("problem", VERSION, problem))


def plan_bytes(plan: PlanDocument) -> bytes:
    """The plan as canonical JSON."""
    return canonical_json(plan)


def read_problem_json(data: bytes, name: str) -> Problem:
    """The problem in the bytes; raises `FaultyInputError` that names the field."""
    return _read(ProblemDocument, data, name).problem


def read_plan_json(data: bytes, name: str) -> PlanDocument:
    """The plan in the bytes; raises `FaultyInputError` that names the field."""
    return _read(PlanDocument, data, name)


def _read(kind: type[Written], data: bytes, name: str) -> Written:
    parsed(data, file=name)
    return validated(kind, data, file=name)
