"""Projects as measures, and the least strategy that lets the votes alone decide."""

from datetime import date

from leitplanke.exchange.pabulib.identifiers import identifiers
from leitplanke.exchange.pabulib.model import Project, Vote
from leitplanke.exchange.pabulib.questions import AUDIENCE
from leitplanke.exchange.pabulib.toml_text import toml
from leitplanke.exchange.tables import amount, write_csv
from leitplanke.kernel.dates import MONTHS_PER_YEAR
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import MeasureClass, MeasureState

_OVERALL_GOAL = "what-voters-want"
_GOAL = "spend-as-voted"
_MODE = "as_proposed"
_GENERAL_FIELD = ("", Text("Allgemein", "General"))
_HUNDRED_PERCENT = 100
_COLUMNS = (
    "id",
    "title_de",
    "title_en",
    "description_de",
    "description_en",
    "for_whom_de",
    "for_whom_en",
    "field",
    "service_area",
    "measure_class",
    "lead_unit",
    "participants",
    "state",
    "state_reason_de",
    "state_reason_en",
    "contributions",
    "said_by",
    "is_mandatory",
    "legal_basis",
    "release",
    "deadline",
    "requires",
    "helps",
    "gates",
    "analogue_access_de",
    "analogue_access_en",
    "risks_de",
    "risks_en",
    "indicator_de",
    "indicator_en",
    "evidence",
    "asked_as",
    "element",
    "product_account",
    "fixed_start",
    "fixed_mode",
)
_MODE_COLUMNS = (
    "measure",
    "mode",
    "name_de",
    "name_en",
    "duration_months",
    "investive",
    "consumptive",
    "running_per_year",
    "grant",
)


def measure_files(vote: Vote) -> dict[str, bytes]:
    """`measures.csv`, `modes.csv` and, if the file tells the outcome, `reference.csv`."""
    fields = _fields(vote)
    rows = [_measure(vote, project, fields[_first_category(project)][0]) for project in vote.projects]
    files = {
        "measures.csv": write_csv(_COLUMNS, ([row.get(column, "") for column in _COLUMNS] for row in rows)),
        "modes.csv": _modes(vote),
    }
    if any(project.selected is not None for project in vote.projects):
        chosen = [[project.id] for project in vote.projects if project.selected]
        files["reference.csv"] = write_csv(["measure"], chosen)
    return files


def strategy_file(vote: Vote, year: int) -> bytes:
    """One overall goal, one goal, no guardrails, weights that leave everything to the votes."""
    wish = Text("Was die Abstimmenden wollen", "What the voters want")
    source = Text(f"Abstimmung: {vote.meta.description}", f"Vote: {vote.meta.description}")
    goal = {
        "id": _GOAL,
        "title": Text("Das Budget für gewählte Projekte ausgeben", "Spend the budget on the projects voted for"),
        "serves": [{"overall_goal": _OVERALL_GOAL, "strength": 3}],
        "indicator": Text("Ausgegebener Anteil des Budgets", "Share of the budget spent"),
        "unit": Text("Prozent", "percent"),
        "baseline": 0,
        "target": _HUNDRED_PERCENT,
        "due": date(year, MONTHS_PER_YEAR, 31),
    }
    weights = {
        "goals_percent": 0,
        "support_percent": _HUNDRED_PERCENT,
        "audience_percent": {AUDIENCE: _HUNDRED_PERCENT},
        "set_by": Text(
            "Annahme beim Einlesen: allein die Stimmen zählen", "Assumption of the import: only votes count"
        ),
        "set_on": vote.meta.ended_on,
        "is_assumption": True,
    }
    return toml(
        {"guiding_sentence": Text("Die Stimmen entscheiden über das Budget.", "The votes decide on the budget.")},
        {
            "overall_goals": [{"id": _OVERALL_GOAL, "title": wish, "source": source}],
            "goals": [goal],
            "fields": [{"id": field, "title": title} for field, title in _fields(vote).values()],
            "weights": weights,
        },
    )


def _first_category(project: Project) -> str:
    return project.categories[0] if project.categories else _GENERAL_FIELD[0]


def _fields(vote: Vote) -> dict[str, tuple[str, Text]]:
    """Id and title of the field of action of each first category, in alphabetical order; no category is "general"."""
    named = sorted({_first_category(project) for project in vote.projects})
    ids = identifiers((name or "general" for name in named), prefix="field")
    return {name: (ids[name or "general"], Text(name) if name else _GENERAL_FIELD[1]) for name in named}


def _measure(vote: Vote, project: Project, field: str) -> dict[str, str]:
    whom = ", ".join(project.beneficiaries)
    original = project.original_id
    return {
        "id": project.id,
        "title_de": project.words.de,
        "title_en": project.words.en,
        "description_de": f"Projekt {original} der Abstimmung. {project.description}".strip(),
        "description_en": f"Project {original} of the vote. {project.description}".strip(),
        "for_whom_de": whom or "in der Abstimmung nicht angegeben",
        "for_whom_en": whom or "not stated in the vote",
        "field": field,
        "measure_class": MeasureClass.OTHER,
        "lead_unit": vote.meta.unit or "nicht angegeben",
        "state": MeasureState.IDEA,
        "state_reason_de": "stand zur Abstimmung",
        "state_reason_en": "was put to the vote",
        "contributions": f"{_GOAL}:1",
        "said_by": "Annahme beim Einlesen",
        "is_mandatory": "nein",
        "asked_as": project.id,
    }


def _modes(vote: Vote) -> bytes:
    names = ("wie vorgeschlagen", "as proposed")
    return write_csv(
        _MODE_COLUMNS,
        (
            [project.id, _MODE, *names, MONTHS_PER_YEAR, amount(project.cost_cents), 0, 0, 0]
            for project in vote.projects
        ),
    )
