"""Conditions: relevance, the older table of conditions, and array filters."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from leitplanke.exchange.surveys.grammar import NotExpressibleError
from leitplanke.exchange.surveys.limesurvey.plan import CHECKS, Plan
from leitplanke.exchange.surveys.limesurvey.reading import TRIVIAL, Reading
from leitplanke.exchange.surveys.limesurvey.source import SourceCondition
from leitplanke.exchange.surveys.losses import Part
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Expression, Item, Operator, Option

Shown = TypeVar("Shown", Option, Item)
_SPELLINGS = {"=": "==", "": "=="}


def question_condition(plan: Plan, reading: Reading) -> Expression | None:
    """When a question is shown: by its relevance, or by older conditions where it has none."""
    source = plan.source
    if source.relevance.strip() not in TRIVIAL or not source.conditions:
        return reading.condition(source.relevance, name=source.code, line=source.line)
    return reading.condition(_as_relevance(source.conditions), name=source.code, line=source.line)


def _as_relevance(conditions: list[SourceCondition]) -> str:
    """Scenarios are alternatives; within one, several values of one question are alternatives, questions add up."""
    scenarios: dict[str, dict[str, list[str]]] = {}
    for one in conditions:
        value = f'"{one.value}"' if not one.value.startswith("@") else one.value.strip("@")
        name = one.field_name.lstrip("+")
        claim = (
            f'regexMatch("{one.value}", {name})'
            if one.method == "RX"
            else f"{name} {_SPELLINGS.get(one.method, one.method)} {value}"
        )
        if one.field_name.startswith("+"):  # a box of a multiple choice
            claim = f'{name} {_SPELLINGS.get(one.method, one.method)} "Y"'
        scenarios.setdefault(one.scenario, {}).setdefault(name, []).append(claim)
    parts = (" and ".join(f"({' or '.join(claims)})" for claims in by_name.values()) for by_name in scenarios.values())
    return " or ".join(f"({part})" for part in parts)


def option_conditions(plan: Plan, reading: Reading, rows: Sequence[Shown], codes: Sequence[str]) -> tuple[Shown, ...]:
    """The rows with the array filters of their question: a row is shown if the same code was chosen elsewhere."""
    found = list(rows)
    for name, is_excluded in (("array_filter", False), ("array_filter_exclude", True)):
        for other in filter(None, plan.source.attribute(name).replace(",", ";").split(";")):
            reading.log.count(Part.CONDITION)
            claims = [_filtered(reading, other.strip(), code) for code in codes]
            if not any(claims):
                words = Text(f"Der Filter auf {other} greift nirgends.", f"The filter on {other} fits no row.")
                reading.log.lose(Part.CONDITION, plan.source.code, words, line=plan.source.line)
            found = [_with(row, claim, is_excluded) for row, claim in zip(found, claims, strict=True)]
    return tuple(found)


def _filtered(reading: Reading, code: str, row: str) -> Expression | None:
    try:
        tree = reading.formula(f"{code}_{row}")
    except NotExpressibleError:
        return None
    plan = reading.by_id.get(tree.question)
    is_choice = plan is not None and plan.source.kind in CHECKS and tree.question == plan.id
    operator = Operator.CHOSEN if is_choice else Operator.ANSWERED
    return Expression(operator, question=tree.question, part=tree.part)


def _with(row: Shown, claim: Expression | None, is_excluded: bool) -> Shown:  # noqa: FBT001 - a value, no switch
    if claim is None:
        return row
    own = Expression(Operator.NOT, (claim,)) if is_excluded else claim
    return replace(row, shown_if=own if row.shown_if is None else Expression(Operator.ALL, (row.shown_if, own)))
