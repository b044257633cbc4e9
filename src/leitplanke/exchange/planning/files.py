"""Which form a file has, by its name and first sign, and what is in it."""

from graphlib import CycleError, TopologicalSorter

from leitplanke.exchange.places import FaultLog
from leitplanke.exchange.planning.documents import read_plan_json, read_problem_json
from leitplanke.exchange.planning.network import problem_of
from leitplanke.exchange.planning.patterson import read_patterson
from leitplanke.exchange.planning.plan_table import read_plan_table
from leitplanke.exchange.planning.psplib import read_psplib
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import PlannedStart, Problem

MOST_BYTES = 200_000_000
_MOST_SHOWN = 10


def read_problem(data: bytes, *, name: str) -> Problem:
    """The problem in a file: `.rcp`, JSON (begins with a brace), else PSPLIB or MMLIB. Raises `FaultyInputError`."""
    text = _text(data, name)
    problem = read_problem_json(data, name) if text.lstrip()[:1] == "{" else _read_network(text, name)
    _require_no_circle(problem, name)
    return problem


def _read_network(text: str, name: str) -> Problem:
    log = FaultLog()
    read = read_patterson if name.lower().endswith(".rcp") else read_psplib
    try:
        network = read(text, name=name, log=log)
        log.raise_if_any(lambda file: (0, file))
        assert network is not None
        return problem_of(network)
    except InvalidValueError as error:
        raise FaultyInputError((Fault(name, None, error.field, error.problem, error.remedy),)) from error


def read_plan(data: bytes, *, name: str) -> tuple[PlannedStart, ...]:
    """The plan in a file, JSON or table. Raises `FaultyInputError`."""
    text = _text(data, name)
    if text.lstrip()[:1] == "{":
        return read_plan_json(data, name).lines
    return read_plan_table(text, name)


def _require_no_circle(problem: Problem, name: str) -> None:
    try:
        TopologicalSorter({one.id: one.prerequisites for one in problem.activities}).prepare()
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1][:_MOST_SHOWN]))
        words = Text(f"Die Voraussetzungen gehen im Kreis: {circle}.", f"Prerequisites go round in a circle: {circle}.")
        remedy = Text("Nehmen Sie eine davon heraus.", "Take one of them out.")
        raise FaultyInputError((Fault(name, None, "prerequisites", words, remedy),)) from error


def _text(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise FaultyInputError((Fault(name, None, "", _TOO_LARGE, _SMALLER),))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")  # the libraries of the literature are older than UTF-8


_TOO_LARGE = Text("Die Datei ist zu groß.", "The file is too large.")
_SMALLER = Text("Erlaubt sind 200 MB.", "200 MB are allowed.")
