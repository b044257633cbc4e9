"""What people call the measures, modes, gates, guardrails and audiences of a town's planning problem."""

from collections.abc import Mapping

from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Named, NameKind, Problem
from leitplanke.strategy.model import StrategyDraft


def names_given(draft: StrategyDraft, audiences: Mapping[str, Text]) -> tuple[Named, ...]:
    """The names that the town gave, for `Problem.names`."""
    measures = sorted(draft.measures, key=lambda one: one.id)
    modes = ((f"{measure.id}.{mode.id}", mode.name) for measure in measures for mode in measure.modes)
    given = (
        *((NameKind.MEASURE, measure.id, measure.title) for measure in measures),
        *((NameKind.MODE, name, text) for name, text in modes),
        *((NameKind.GATE, gate.id, gate.name) for gate in draft.gates),
        *((NameKind.GUARDRAIL, guardrail.id, guardrail.rule) for guardrail in draft.guardrails),
        *((NameKind.AUDIENCE, audience, audiences[audience]) for audience in sorted(audiences)),
    )
    return tuple(Named(kind, name, text) for kind, name, text in given if text.de)


def names_by_kind(problem: Problem) -> dict[str, dict[str, Text]]:
    """All names of a problem by kind and identifier; a measure that has a title is told with its identifier."""
    found: dict[str, dict[str, Text]] = {str(kind): {} for kind in NameKind}
    for one in problem.names:
        found[one.kind][one.id] = titled(one.id, one.name) if one.kind is NameKind.MEASURE else one.name
    return found | {
        "unit": {unit.id: unit.name for unit in problem.units},
        "pot": {pot.id: pot.name for pot in problem.pots},
        "choice": {choice.id: choice.name for choice in problem.choices if choice.name.de},
    }


def titled(identifier: str, title: Text) -> Text:
    """A title with the identifier that people type: Netz ausbauen (M02)."""
    return title.changed(lambda words: f"{words.removesuffix('.')} ({identifier})")
