"""The last step of an import: formulas that look at what did not arrive go, and so do circles; both are told."""

from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from leitplanke.exchange.surveys.losses import ImportLog, Part
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Computed, Expression, Item, Option, Question, Quota, Section, constant
from leitplanke.participation.model.expressions import MOST_LEVELS, MOST_NODES, levels_of

Shown = TypeVar("Shown", Question, Option, Item, Section)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a questionnaire is built from."""

    questions: tuple[Question, ...]
    sections: tuple[Section, ...] = ()
    computed: tuple[Computed, ...] = ()
    quotas: tuple[Quota, ...] = ()


def mended(parts: Parts, log: ImportLog) -> Parts:
    """The parts with formulas that can be told alone."""
    computed = _without_circles(parts.computed, log)
    known = frozenset({one.id for one in parts.questions} | {one.id for one in computed})
    mender = _Mender(known, log)
    return Parts(
        tuple(map(mender.question, parts.questions)),
        tuple(mender.shown(section, section.id) for section in parts.sections),
        tuple(mender.computed(one) for one in computed),
        tuple(one for one in parts.quotas if mender.is_sound(one.counts_if, Part.QUOTA, one.id)),
    )


@dataclass(frozen=True, slots=True)
class _Mender:
    known: frozenset[str]
    log: ImportLog

    def question(self, question: Question) -> Question:
        name = question.id
        found = replace(
            self.shown(question, name),
            options=tuple(self.shown(option, name) for option in question.options),
            items=tuple(self.shown(item, name) for item in question.items),
            rules=tuple(rule for rule in question.rules if self.is_sound(rule.holds_if, Part.RULE, name)),
        )
        return question if found == question else found

    def shown(self, value: Shown, name: str) -> Shown:
        if value.shown_if is None or self.is_sound(value.shown_if, Part.CONDITION, name):
            return value
        return replace(value, shown_if=None)

    def computed(self, value: Computed) -> Computed:
        return value if self.is_sound(value.value, Part.RULE, value.id) else Computed(value.id, constant(""))

    def is_sound(self, tree: Expression, part: Part, name: str) -> bool:
        unknown = sorted(tree.references - self.known)
        is_small = sum(1 for _ in tree.nodes()) <= MOST_NODES and levels_of(tree) <= MOST_LEVELS
        if unknown or not is_small:
            words = Text(
                f"Die Formel sieht auf etwas, das nicht angekommen ist: {', '.join(unknown)}.",
                f"The formula looks at what did not arrive: {', '.join(unknown)}.",
            )
            self.log.lose(part, name, words)
        return not unknown and is_small


def _without_circles(computed: tuple[Computed, ...], log: ImportLog) -> tuple[Computed, ...]:
    """A value that needs itself, or stands on too many others, is empty."""
    values = {one.id: one for one in computed}
    while True:
        graph = {name: one.value.references & values.keys() for name, one in values.items()}
        try:
            order = tuple(TopologicalSorter(graph).static_order())
        except CycleError as error:
            broken = error.args[1][0]
        else:
            broken = _too_high(order, graph, values)
        if broken is None:
            return tuple(values.values())
        words = Text("Der berechnete Wert hängt von sich selbst ab.", "The computed value needs itself.")
        log.lose(Part.RULE, broken, words)
        values[broken] = Computed(broken, constant(""))


def _too_high(order: tuple[str, ...], graph: dict[str, frozenset[str]], values: dict[str, Computed]) -> str | None:
    levels: dict[str, int] = {}
    for name in order:
        below = max((levels[one] for one in graph[name]), default=0)
        levels[name] = levels_of(values[name].value) + below
        if levels[name] > MOST_LEVELS * 2:
            return name
    return None
