"""Projects as measures, and the least strategy that lets the votes alone decide."""

from datetime import date

from leitplanke.exchange.pabulib.identifiers import identifiers
from leitplanke.exchange.pabulib.model import Project, Vote
from leitplanke.exchange.pabulib.questions import AUDIENCE
from leitplanke.kernel.dates import MONTHS_PER_YEAR
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import (
    Contribution,
    FieldOfAction,
    Goal,
    Measure,
    MeasureClass,
    MeasureState,
    Mode,
    OverallGoal,
    OverallGoalLink,
    StrategyDraft,
    WeightSetting,
)

_OVERALL_GOAL = "what-voters-want"
_GOAL = "spend-as-voted"
_MODE = "as_proposed"
_GENERAL_FIELD = ("", Text("Allgemein", "General"))
_HUNDRED_PERCENT = 100


def strategy_draft(vote: Vote, year: int) -> StrategyDraft:
    """One overall goal, one goal, no guardrails, weights that leave everything to the votes."""
    return StrategyDraft(
        guiding_sentence=Text("Die Stimmen entscheiden über das Budget.", "The votes decide on the budget."),
        overall_goals=(
            OverallGoal(
                _OVERALL_GOAL,
                Text("Was die Abstimmenden wollen", "What the voters want"),
                Text(f"Abstimmung: {vote.meta.description}", f"Vote: {vote.meta.description}"),
            ),
        ),
        goals=(_goal(year),),
        fields=tuple(_fields(vote).values()),
        service_areas=(),
        guardrails=(),
        gates=(),
        weights=_weights(vote),
        measures=measures(vote),
        personal_checks=(),
    )


def measures(vote: Vote) -> tuple[Measure, ...]:
    """Every project as a measure."""
    fields = _fields(vote)
    return tuple(_measure(vote, project, fields[_first_category(project)].id) for project in vote.projects)


def _goal(year: int) -> Goal:
    return Goal(
        id=_GOAL,
        title=Text("Das Budget für gewählte Projekte ausgeben", "Spend the budget on the projects voted for"),
        serves=(OverallGoalLink(_OVERALL_GOAL, 3),),
        indicator=Text("Ausgegebener Anteil des Budgets", "Share of the budget spent"),
        unit=Text("Prozent", "percent"),
        baseline=0.0,
        target=float(_HUNDRED_PERCENT),
        due=date(year, MONTHS_PER_YEAR, 31),
    )


def _weights(vote: Vote) -> WeightSetting:
    return WeightSetting(
        goals_percent=0,
        support_percent=_HUNDRED_PERCENT,
        audience_percent={AUDIENCE: _HUNDRED_PERCENT},
        set_by=Text("Annahme beim Einlesen: allein die Stimmen zählen", "Assumption of the import: only votes count"),
        set_on=vote.meta.ended_on,
        is_assumption=True,
    )


def _first_category(project: Project) -> str:
    return project.categories[0] if project.categories else _GENERAL_FIELD[0]


def _fields(vote: Vote) -> dict[str, FieldOfAction]:
    """The field of action of each first category, in alphabetical order; no category is "general"."""
    named = sorted({_first_category(project) for project in vote.projects})
    ids = identifiers((name or "general" for name in named), prefix="field")
    return {name: FieldOfAction(ids[name or "general"], Text(name) if name else _GENERAL_FIELD[1]) for name in named}


def _measure(vote: Vote, project: Project, field: str) -> Measure:
    whom = ", ".join(project.beneficiaries)
    original = project.original_id
    return Measure(
        id=project.id,
        title=project.words,
        description=Text(
            f"Projekt {original} der Abstimmung. {project.description}".strip(),
            f"Project {original} of the vote. {project.description}".strip(),
        ),
        for_whom=Text(whom or "in der Abstimmung nicht angegeben", whom or "not stated in the vote"),
        field=field,
        service_area="",
        measure_class=MeasureClass.OTHER,
        lead_unit=vote.meta.unit or "nicht angegeben",
        state=MeasureState.IDEA,
        state_reason=Text("stand zur Abstimmung", "was put to the vote"),
        contributions=(Contribution(_GOAL, 1, "Annahme beim Einlesen"),),
        modes=(_mode(project),),
        asked_as=project.id,
    )


def _mode(project: Project) -> Mode:
    name = Text("wie vorgeschlagen", "as proposed")
    return Mode(_MODE, name, MONTHS_PER_YEAR, project.cost_cents, 0, 0, ())
