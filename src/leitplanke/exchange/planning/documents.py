"""A planning problem and a plan as JSON and back, and their schemas."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar

import pydantic_core
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from leitplanke.exchange.documents import plain
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text
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
    return _bytes(ProblemDocument("problem", VERSION, problem))


def plan_bytes(plan: PlanDocument) -> bytes:
    """The plan as canonical JSON."""
    return _bytes(plan)


def read_problem_json(data: bytes, name: str) -> Problem:
    """The problem in the bytes; raises `FaultyInputError` that names the field."""
    return _read(ProblemDocument, data, name).problem


def read_plan_json(data: bytes, name: str) -> PlanDocument:
    """The plan in the bytes; raises `FaultyInputError` that names the field."""
    return _read(PlanDocument, data, name)


def _bytes(document: ProblemDocument | PlanDocument) -> bytes:
    return pydantic_core.to_json(plain(document), indent=1, ensure_ascii=False) + b"\n"


def _read(kind: type[Written], data: bytes, name: str) -> Written:
    try:
        json.loads(data.decode("utf-8"))
        found: Written = _adapter(_name(kind)).validate_json(data, strict=True, extra="forbid")
    except ValidationError as errors:
        faults = [_fault(name, error) for error in errors.errors(include_url=False, include_input=False)]
        raise FaultyInputError(tuple(faults[:_MOST_FAULTS])) from errors
    except (ValueError, RecursionError) as error:
        problem = Text(f"Kein gültiges JSON: {error}.", f"No valid JSON: {error}.")
        raise FaultyInputError((Fault(name, None, "", problem, _SCHEMAS),)) from error
    return found


@cache
def _adapter(name: str) -> TypeAdapter[Any]:  # Any: the class is looked up by name
    return TypeAdapter(KINDS[name])


def _name(kind: type[ProblemDocument | PlanDocument]) -> str:
    return next(name for name, known in KINDS.items() if known is kind)


def _fault(name: str, error: ErrorDetails) -> Fault:
    column = ".".join(str(part) for part in error["loc"])
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, InvalidValueError):
        return Fault(name, None, f"{column}.{cause.field}".strip("."), cause.problem, cause.remedy)
    words = error["msg"]
    problem = Text(f"Der Wert passt nicht zum Schema ({words}).", f"The value is not as the schema wants ({words}).")
    return Fault(name, None, column, problem, _SCHEMAS)


_MOST_FAULTS = 20
_SCHEMAS = Text("Siehe docs/schemas.", "See docs/schemas.")
