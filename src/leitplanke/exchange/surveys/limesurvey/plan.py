"""First pass over a LimeSurvey survey: which identifiers everything gets, and what its formulas may name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from leitplanke.exchange.surveys.limesurvey.answer_lists import FIXED_OPTIONS
from leitplanke.exchange.surveys.limesurvey.source import SourceQuestion, SourceSurvey
from leitplanke.exchange.surveys.limesurvey.variables import Variable, Variables
from leitplanke.exchange.surveys.names import Names, option_names
from leitplanke.participation.model import OTHER

CHOICES = frozenset("L!OR")
CHECKS = frozenset("MP")
ROWS = frozenset("KQABCEFH1:;")
TABLES = frozenset(":;")


@dataclass(slots=True)
class Plan:
    """The identifiers of one question. `rows`, `columns`, `options` go from LimeSurvey's code to ours."""

    source: SourceQuestion
    id: str
    rows: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    second_options: dict[str, str] = field(default_factory=dict)
    comment: str = ""  # the question that takes the comments
    second: str = ""  # the one that takes the second scale, or the value of an equation


def plans_of(survey: SourceSurvey, names: Names) -> list[Plan]:
    """The plan of every question, in order."""
    found = [Plan(question, names.new(question.code or f"q{question.qid}")) for question in survey.questions]
    for plan in found:
        kind = plan.source.kind
        if kind in "OP":
            plan.comment = names.new(f"{plan.id}_comment")
        if kind in "1*":
            plan.second = names.new(f"{plan.id}_2" if kind == "1" else f"{plan.id}_value")
        _name_parts(plan)
    return found


def _name_parts(plan: Plan) -> None:
    question = plan.source
    rows, columns, first, second = (option_names(beside_other=question.has_other) for _ in range(4))
    plan.rows = {one.code: rows.of(one.code) for one in question.rows()}
    plan.columns = {one.code: columns.of(one.code) for one in question.columns()}
    plan.options = {one.code: first.of(one.code) for one in question.answers if one.scale == 0}
    plan.second_options = {one.code: second.of(one.code) for one in question.answers if one.scale == 1}
    if question.kind in FIXED_OPTIONS:
        plan.options = {option.id: option.id for option in FIXED_OPTIONS[question.kind]}


def variables_of(plans: list[Plan]) -> Variables:
    """Every name that a formula may use."""
    found = Variables()
    for plan in plans:
        question = plan.source
        add = partial(_add, found, question)
        add("", "", plan.second if question.kind == "*" else plan.id)
        if question.has_other:
            add("_other", "other", plan.id, OTHER)
        if question.kind == "O":
            add("_comment", "comment", plan.comment)
        if question.kind == "R":
            for place in range(1, len(plan.options) + 1):
                add(f"_{place}", str(place), plan.id, str(place))
        for code, part in plan.rows.items():
            _add_row(add, plan, code, part)
    return found


def _add(found: Variables, question: SourceQuestion, joined: str, suffix: str, target: str, part: str = "") -> None:
    found.add(qid=question.qid, code=question.code, joined=joined, suffix=suffix, variable=Variable(target, part))


def _add_row(add: Callable[..., None], plan: Plan, code: str, part: str) -> None:
    kind = plan.source.kind
    if kind in TABLES and plan.columns:
        for column, column_part in plan.columns.items():
            add(f"_{code}_{column}", f"{code}_{column}", plan.id, f"{part}.{column_part}")
        return
    if kind == "1":
        add(f"_{code}_0", f"{code}#0", plan.id, part)
        add(f"_{code}_1", f"{code}#1", plan.second, part)
        return
    add(f"_{code}", code, plan.id, part)
    if kind == "P":
        add(f"_{code}comment", f"{code}comment", plan.comment, part)
