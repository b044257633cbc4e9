"""PSPLIB `.sm` and `.mm` and MMLIB text → `Network` (Kolisch, Sprecher 1996; Van Peteghem, Vanhoucke 2014).

The three differ in blanks and capitals only. A file that breaks the form is refused with the row that breaks it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from leitplanke.exchange.places import FaultLog, Place
from leitplanke.exchange.planning.network import Job, JobMode, Network
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text

_COUNT = re.compile(r"^\s*(?:-\s*)?([a-z][a-z ()./]*?)\s*:\s*(\d+)", re.IGNORECASE)
_NUMBERS = re.compile(r"\s*\d[\d\s]*")
_MOST_DIGITS = 9
_SECTIONS = {
    "precedence": re.compile(r"\s*PRECEDENCE\s+RELATIONS", re.IGNORECASE),
    "requests": re.compile(r"\s*REQUESTS\s*/\s*DURATIONS", re.IGNORECASE),
    "available": re.compile(r"\s*RESOURCE\s*AVAILABILITIES", re.IGNORECASE),
}

_NAMES = {
    "precedence": "PRECEDENCE RELATIONS",
    "requests": "REQUESTS/DURATIONS",
    "available": "RESOURCEAVAILABILITIES",
}

Row = tuple[int, tuple[int, ...]]


@dataclass(slots=True)
class _Parts:
    """The numbers of the file by section, with their rows."""

    jobs: int = 0
    renewable: int = 0
    nonrenewable: int = 0
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in _SECTIONS})


def read_psplib(text: str, *, name: str, log: FaultLog) -> Network | None:
    """The project in the file; None with every fault noted."""
    before = len(log.faults)
    parts = _split(text, name, log)
    if len(log.faults) > before:
        return None
    successors, counts = _successors(parts, name, log)
    modes = _modes(parts, name, log)
    amounts = _amounts(parts, name, log)
    if len(log.faults) == before:
        _require_agreement(counts, modes, name, log)
    if len(log.faults) > before:
        return None
    jobs = tuple(Job(number, tuple(modes[number]), successors[number]) for number in successors)
    return Network(jobs, amounts[: parts.renewable], amounts[parts.renewable :])


def _split(text: str, name: str, log: FaultLog) -> _Parts:
    parts = _Parts()
    section = ""
    for row, line in enumerate(text.splitlines(), start=1):
        line = line.replace("\t", " ")  # noqa: PLW2901 - blanks of any kind part the words
        entered = next((one for one, head in _SECTIONS.items() if head.match(line)), None)
        if entered is not None:
            section = entered
        elif section and _NUMBERS.fullmatch(line):
            words = line.split()
            if max(map(len, words)) > _MOST_DIGITS:
                log.add(Place(name, row), _TOO_LARGE, Text("Höchstens neun Stellen.", "Nine digits at most."))
            parts.rows[section].append((row, tuple(int(word) for word in words if len(word) <= _MOST_DIGITS)))
        elif not section:
            _read_count(parts, line)
        elif re.match(r"\s*-?\d", line):
            log.add(Place(name, row), Text("Die Zeile besteht nicht aus Zahlen.", "The row is not all numbers."), _FORM)
    missing = [_NAMES[section] for section, rows in parts.rows.items() if not rows]
    if not parts.jobs or len(missing) == len(_SECTIONS):
        log.add(Place(name), Text("Das ist kein Projekt von PSPLIB oder MMLIB.", "This is no PSPLIB project."), _FORM)
    elif missing:
        names = ", ".join(missing)
        log.add(
            Place(name),
            Text(f"Der Abschnitt {names} fehlt oder ist leer.", f"The section {names} is missing or empty."),
            Text(
                "Laden Sie die Datei neu: Sie endet vielleicht zu früh.", "Load the file again: it may end too early."
            ),
        )
    return parts


def _read_count(parts: _Parts, line: str) -> None:
    found = _COUNT.match(line)
    if found is None:
        return
    label, count = found[1].strip().lower(), int(found[2][:_MOST_DIGITS])
    if label.startswith("jobs"):
        parts.jobs = count
    elif label == "renewable":
        parts.renewable = count
    elif label == "nonrenewable":
        parts.nonrenewable = count


def _successors(parts: _Parts, name: str, log: FaultLog) -> tuple[dict[int, tuple[int, ...]], dict[int, int]]:
    """Per job, who waits for it and how many modes it is said to have."""
    found: dict[int, tuple[int, ...]] = {}
    counts: dict[int, int] = {}
    for row, numbers in parts.rows["precedence"]:
        if len(numbers) < 3 or len(numbers) != 3 + numbers[2]:
            log.add(Place(name, row, "successors"), _COUNT_WRONG, _FORM)
        elif numbers[0] in found:
            log.add(Place(name, row, "jobnr"), Text("Der Vorgang steht zweimal da.", "The job stands twice."), _FORM)
        else:
            found[numbers[0]], counts[numbers[0]] = numbers[3:], numbers[1]
    if len(parts.rows["precedence"]) != parts.jobs:
        said = (parts.jobs, len(parts.rows["precedence"]))
        log.add(
            Place(name, None, "jobs"),
            Text(
                "Angekündigt sind {} Vorgänge, es sind {}.".format(*said),
                "{} jobs are said, {} are there.".format(*said),
            ),
            _FORM,
        )
    return found, counts


def _modes(parts: _Parts, name: str, log: FaultLog) -> dict[int, list[JobMode]]:
    """Per job its modes; a row without a job number belongs to the job above."""
    width = parts.renewable + parts.nonrenewable
    found: dict[int, list[JobMode]] = {}
    job = None
    for row, numbers in parts.rows["requests"]:
        if len(numbers) == width + 3:
            job, needs = numbers[0], numbers[2:]
            if job in found:
                log.add(
                    Place(name, row, "jobnr"), Text("Der Vorgang steht zweimal da.", "The job stands twice."), _FORM
                )
        elif len(numbers) == width + 2 and job is not None:
            needs = numbers[1:]
        else:
            log.add(Place(name, row), _COUNT_WRONG, _FORM)
            continue
        try:
            mode = JobMode(needs[0], needs[1 : 1 + parts.renewable], needs[1 + parts.renewable :])
        except InvalidValueError as error:
            log.add(Place(name, row, error.field), error.problem, error.remedy)
            continue
        found.setdefault(job, []).append(mode)
    return found


def _amounts(parts: _Parts, name: str, log: FaultLog) -> tuple[int, ...]:
    row, amounts = parts.rows["available"][0]
    if len(amounts) != parts.renewable + parts.nonrenewable:
        log.add(Place(name, row, "availabilities"), _COUNT_WRONG, _FORM)
    return amounts


def _require_agreement(counts: dict[int, int], modes: dict[int, list[JobMode]], name: str, log: FaultLog) -> None:
    for job in _unlike(counts, modes):
        log.add(
            Place(name, None, f"job {job}"),
            Text("Die Zahl der Modi stimmt nicht überein.", "The number of modes does not agree."),
            Text("Beide Abschnitte müssen dieselben Vorgänge und Modi nennen.", "Both sections must name the same."),
        )


def _unlike(counts: dict[int, int], modes: dict[int, list[JobMode]]) -> Iterator[int]:
    for job in sorted(counts.keys() | modes.keys()):
        if counts.get(job) != len(modes.get(job, ())):
            yield job


_FORM = Text("Siehe docs/methods/makespan.md.", "See docs/methods/makespan.md.")
_COUNT_WRONG = Text("Die Zahl der Werte stimmt nicht.", "The number of values is wrong.")
_TOO_LARGE = Text("Eine Zahl ist zu groß.", "A number is too large.")
