"""Which lines of the roadmap a reader wants to see, and what there is to choose from."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from leitplanke.kernel.bidi import isolated
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.edition import Edition
from leitplanke.report.words import HORIZON, LATE, STATE
from leitplanke.roadmap.model import Assignment, Horizon
from leitplanke.strategy.model import MeasureState

LATE_ID = "late"


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What every line shown has in common; empty fields ask for nothing.

    `horizon` short, medium or long; `unit` the unit in charge; `state` one of `MeasureState`, or `late`; `goal` a goal
    that the measure contributes to; `words`: all of them occur in the title or in whom it helps. What does not exist
    matches nothing.
    """

    horizon: str = ""
    unit: str = ""
    state: str = ""
    goal: str = ""
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return not any((self.horizon, self.unit, self.state, self.goal, self.words.strip()))


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: its plain name, the language of the name, and how many lines choosing it would show."""

    id: str
    name: str
    language: Language
    count: int


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """What occurs in the roadmap, per filter."""

    horizons: tuple[Choice, ...]
    units: tuple[Choice, ...]
    states: tuple[Choice, ...]
    goals: tuple[Choice, ...]


def planned_lines(edition: Edition) -> tuple[Assignment, ...]:
    """All lines in the order of reading: by horizon, then by start, end and measure."""
    horizons = list(Horizon)
    lines = edition.documents.roadmap.assignments
    return tuple(sorted(lines, key=lambda line: (horizons.index(line.horizon), line.start, line.end, line.measure)))


def chosen_lines(edition: Edition, chosen: PlanFilter) -> tuple[Assignment, ...]:
    """The lines that match, in the order of reading."""
    return tuple(line for line in planned_lines(edition) if _matches(edition, line, chosen))


def plan_choices(edition: Edition, chosen: PlanFilter) -> PlanChoices:
    """Every value that occurs in the whole roadmap; counted with the other filters as they are."""
    names, goals = edition.names, edition.documents.strategy.draft.goals
    horizons: dict[str, Text] = {horizon.value: words for horizon, words in HORIZON.items()}
    states = {state.value: words for state, words in STATE.items()} | {LATE_ID: LATE}
    units = {line.lead_unit: names.get("unit", line.lead_unit) for line in edition.documents.roadmap.assignments}
    by_name = dict(sorted(units.items(), key=lambda item: (item[1].in_language(edition.voice.language), item[0])))
    return PlanChoices(
        horizons=_choices(edition, replace(chosen, horizon=""), horizons, lambda line: (line.horizon.value,)),
        units=_choices(edition, replace(chosen, unit=""), by_name, lambda line: (line.lead_unit,)),
        states=_choices(edition, replace(chosen, state=""), states, lambda line: _states(edition, line)),
        goals=_choices(
            edition,
            replace(chosen, goal=""),
            {goal.id: goal.title for goal in goals},
            lambda line: _goals(edition, line),
        ),
    )


def _choices(
    edition: Edition,
    others: PlanFilter,
    names: Mapping[str, Text],
    values: Callable[[Assignment], Iterable[str]],
) -> tuple[Choice, ...]:
    lines, language = edition.documents.roadmap.assignments, edition.voice.language
    existing = {value for line in lines for value in values(line)}
    counts = Counter(value for line in lines if _matches(edition, line, others) for value in values(line))
    return tuple(
        Choice(
            identifier,
            isolated(edition.voice.words(name)),  # its count stands beside it
            language if name.is_translated(language) else Language.DE,
            counts[identifier],
        )
        for identifier, name in names.items()
        if identifier in existing
    )


def _matches(edition: Edition, line: Assignment, chosen: PlanFilter) -> bool:
    return (
        chosen.horizon in {"", line.horizon.value}
        and chosen.unit in {"", line.lead_unit}
        and (not chosen.state or chosen.state in _states(edition, line))
        and (not chosen.goal or chosen.goal in _goals(edition, line))
        and _has_words(edition, line, chosen.words)
    )


def _states(edition: Edition, line: Assignment) -> tuple[str, ...]:
    """The state that the badge shows: late ones are told as late."""
    state = edition.state(line.measure)
    is_late = edition.is_late(line.measure) and state is not MeasureState.DONE
    return (LATE_ID,) if is_late else (state.value,)


def _goals(edition: Edition, line: Assignment) -> tuple[str, ...]:
    return tuple(contribution.goal for contribution in edition.measures[line.measure].contributions)


def _has_words(edition: Edition, line: Assignment, words: str) -> bool:
    wanted = words.casefold().split()
    if not wanted:
        return True
    measure = edition.measures[line.measure]
    texts = (edition.voice.words(measure.title), edition.voice.words(measure.for_whom))
    return all(any(word in text.casefold() for text in texts) for word in wanted)
