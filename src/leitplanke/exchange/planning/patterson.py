"""Patterson's `.rcp` → `Network`: one stream of numbers, jobs counted from 1 (Patterson 1984; as RanGen writes it).

Jobs and units; the capacity of each unit; then per job its duration, its needs, how many wait for it, and who.
"""

from collections.abc import Iterator
from itertools import islice

from leitplanke.exchange.places import FaultLog, Place
from leitplanke.exchange.planning.network import Job, JobMode, Network
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text

_MOST_DIGITS = 9

Numbers = Iterator[tuple[int, int]]


def read_patterson(text: str, *, name: str, log: FaultLog) -> Network | None:
    """The project in the file; None with the first fault noted, because nothing after it has a meaning."""
    row = 0
    try:
        numbers = _numbers(text)
        row, count = next(numbers)
        row, units = next(numbers)
        capacities = tuple(_take(numbers, units))
        jobs = []
        for number in range(1, count + 1):
            row, duration = next(numbers)
            needs = tuple(_take(numbers, units))
            row, waiting = next(numbers)
            successors = tuple(dict.fromkeys(_take(numbers, waiting)))
            jobs.append(Job(number, (JobMode(duration, needs, ()),), successors))
    except InvalidValueError as error:
        log.add(Place(name, row, error.field), error.problem, error.remedy)
        return None
    except StopIteration:
        log.add(Place(name), Text("Die Datei endet zu früh.", "The file ends too early."), _FORM)
        return None
    except ValueError as error:
        log.add(Place(name, int(str(error)) if str(error).isdecimal() else row), _NO_NUMBER, _FORM)
        return None
    rest = next(numbers, None)
    if rest is not None:
        log.add(
            Place(name, rest[0]),
            Text("Nach dem letzten Vorgang steht noch etwas.", "There is more after the last job."),
            _FORM,
        )
        return None
    return Network(tuple(jobs), capacities, ())


def _numbers(text: str) -> Numbers:
    """Each number with its row. Raises ValueError with the row of what is none."""
    for row, line in enumerate(text.splitlines(), start=1):
        for word in line.split():
            if not word.isdecimal() or len(word) > _MOST_DIGITS:
                raise ValueError(str(row))
            yield row, int(word)


def _take(numbers: Numbers, count: int) -> list[int]:
    taken = [number for _, number in islice(numbers, count)]
    if len(taken) < count:
        raise StopIteration
    return taken


_FORM = Text("Siehe docs/methods/makespan.md.", "See docs/methods/makespan.md.")
_NO_NUMBER = Text(
    "Hier steht keine ganze Zahl mit höchstens neun Stellen.", "This is no whole number of at most nine digits."
)
