"""A project of the scheduling literature: jobs with modes, successors, capacities; and the planning problem it makes.

The makespan case of our problem (docs/methods/makespan.md): every job is mandatory, there is no money, and the end of
the last job alone has value. Periods stand for months.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import MOST_MONTHS, Activity, ActivityMode, Pot, Problem, Unit

FIRST_MONTH = Month("2026-01")  # projects of the literature have periods, not dates
_FINISH = "finish"


@dataclass(frozen=True, slots=True)
class JobMode:
    """One way to do a job: periods, renewable needs per period, non-renewable needs at all."""

    duration: int
    renewable: tuple[int, ...]
    nonrenewable: tuple[int, ...]

    def __post_init__(self) -> None:
        require_months(self.duration, "duration")


@dataclass(frozen=True, slots=True)
class Job:
    """A job by its number, with the numbers of those that wait for it."""

    number: int
    modes: tuple[JobMode, ...]
    successors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Jobs in the order of the file; capacities per period and in total."""

    jobs: tuple[Job, ...]
    renewable: tuple[int, ...]
    nonrenewable: tuple[int, ...]


def problem_of(network: Network) -> Problem:
    """The planning problem; its horizon lets all jobs follow each other in their longest modes.

    Raises `InvalidValueError` where jobs make no project.
    """
    numbers = {job.number for job in network.jobs}
    unknown = sorted({one for job in network.jobs for one in job.successors} - numbers)
    require(
        holds=not unknown,
        field="successors",
        problem=Text(f"Nachfolger {unknown[:3]} gibt es nicht.", f"There are no successors {unknown[:3]}."),
        remedy=Text("Jeder Nachfolger muss ein Vorgang der Datei sein.", "Every successor must be a job of the file."),
    )
    before: dict[int, list[str]] = {job.number: [] for job in network.jobs}
    for job in network.jobs:
        for later in job.successors:
            before[later].append(str(job.number))
    last = [job.number for job in network.jobs if not job.successors]
    activities = [
        _activity(str(job.number), job.modes, before[job.number], is_finish=last == [job.number])
        for job in network.jobs
    ]
    if len(last) != 1:
        milestone = JobMode(0, (), ())
        activities.append(_activity(_FINISH, (milestone,), [str(one) for one in last], is_finish=True))
    months = max(1, sum(max(mode.duration for mode in job.modes) for job in network.jobs))
    require_months(months, "durations")
    return Problem(
        first_month=FIRST_MONTH,
        months=months,
        units=tuple(Unit(f"R{at}", Text(f"R{at}"), (amount,) * months) for at, amount in _counted(network.renewable)),
        years=(),
        activities=tuple(activities),
        exclusions=(),
        audiences=("project",),
        weights_percent=(1,),
        tail_months=0,
        pots=tuple(Pot(f"N{at}", Text(f"N{at}"), amount) for at, amount in _counted(network.nonrenewable)),
    )


def require_months(months: int, field: str) -> None:
    """Refuse what nobody plans before anything of that size is built."""
    require(
        holds=months <= MOST_MONTHS,
        field=field,
        problem=Text(f"{months} Perioden sind zu viele.", f"{months} periods are too many."),
        remedy=Text(
            f"Höchstens {MOST_MONTHS}, alle Dauern zusammen.", f"At most {MOST_MONTHS}, all durations together."
        ),
    )


def _counted(amounts: Sequence[int]) -> enumerate[int]:
    return enumerate(amounts, start=1)


def _activity(name: str, modes: Sequence[JobMode], before: list[str], *, is_finish: bool) -> Activity:
    return Activity(
        id=name,
        modes=tuple(_mode(str(at), mode) for at, mode in enumerate(modes, start=1)),
        benefit=(1 if is_finish else 0,),
        prerequisites=tuple(dict.fromkeys(before)),
        is_mandatory=True,
    )


def _mode(name: str, mode: JobMode) -> ActivityMode:
    return ActivityMode(
        id=name,
        duration=mode.duration,
        demand=tuple((f"R{at}", amount) for at, amount in _counted(mode.renewable) if amount),
        investive_by_month=(0,) * mode.duration,
        consumptive_by_month=(0,) * mode.duration,
        running_cents_per_year=0,
        draws=tuple((f"N{at}", amount) for at, amount in _counted(mode.nonrenewable) if amount),
    )
