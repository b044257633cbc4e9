from dataclasses import replace

import pytest

from factories.town_folder import town_files
from leitplanke.exchange.obstacles import Obstacle, Subject, obstacles_of_conflict, obstacles_of_faults
from leitplanke.exchange.town_folder import read_town_files
from leitplanke.kernel.faults import Fault
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.conflict_words import ANOTHER_MAY_SHOW, describe_conflict
from leitplanke.roadmap.model import Demand, DemandKind

FILES = {
    "measures.csv": b'id;title_de\nkita;"two\nlines"\nparking;one\n',
    "staffing.csv": b"measure;mode;unit;fte\nkita;own;it;1\n",
    "payments.csv": b"measure;mode;month;investive;consumptive\nkita;own;9;1;\n",
    "units.csv": b"id;name_de\nit;IT\n",
    "budgets.csv": b"year;investive;consumptive\n2026;1;2\n",
}
FAULT = Fault("measures.csv", 2, "title_de", Text("Falsch.", "Wrong."), Text("Anders.", "Other."))


@pytest.mark.parametrize(
    ("file", "row", "column", "expected"),
    [
        ("measures.csv", 2, "title_de", (Subject.MEASURE, "kita")),
        ("measures.csv", 4, "title_de", (Subject.MEASURE, "parking")),
        ("measures.csv", 3, "title_de", (Subject.MEASURE, "")),
        ("measures.csv", None, "", (Subject.MEASURE, "")),
        ("staffing.csv", 2, "unit", (Subject.MEASURE, "kita")),
        ("payments.csv", 2, "month", (Subject.MEASURE, "kita")),
        ("checks.csv", 2, "guardrail", (Subject.MEASURE, "")),
        ("units.csv", 2, "id", (Subject.UNIT, "it")),
        ("capacity.csv", 2, "it", (Subject.UNIT, "it")),
        ("capacity.csv", 2, "month", (Subject.UNIT, "")),
        ("budgets.csv", 2, "investive", (Subject.YEAR, "2026")),
        ("workshops.json", None, "cards", (Subject.OTHER, "")),
    ],
)
def test_obstacles_of_faults_know_what_they_are_about(file, row, column, expected):
    fault = replace(FAULT, file=file, row=row, column=column)

    (obstacle,) = obstacles_of_faults((fault,), FILES)

    assert (obstacle.about, obstacle.ref) == expected


def test_obstacles_of_faults_say_place_problem_and_remedy():
    assert obstacles_of_faults((FAULT,), FILES) == (
        Obstacle(
            Text(
                "measures.csv, Zeile 2, Feld title_de: Falsch. Anders.",
                "measures.csv, row 2, field title_de: Wrong. Other.",
            ),
            Subject.MEASURE,
            "kita",
        ),
    )


def test_obstacles_of_conflict_speak_in_the_names_of_the_town():
    town = read_town_files({name: text.encode() for name, text in town_files().items()})
    unit, measure = town.resources.units[0], town.draft.measures[0]
    demands = (
        Demand(DemandKind.MANDATORY, measure.id),
        Demand(DemandKind.STAFF, unit.id),
        Demand(DemandKind.MONEY_INVESTIVE, "2026"),
        Demand(DemandKind.FAIRNESS, "citizens", "40"),
    )
    audiences = {"citizens": Text("Bürgerinnen und Bürger")}

    found = obstacles_of_conflict(demands, draft=town.draft, resources=town.resources, audiences=audiences)

    assert (found[0], found[-1]) == (Obstacle(describe_conflict(demands)), Obstacle(ANOTHER_MAY_SHOW))
    assert [(one.about, one.ref) for one in found[1:-1]] == [
        (Subject.MEASURE, measure.id),
        (Subject.UNIT, unit.id),
        (Subject.YEAR, "2026"),
        (Subject.OTHER, "citizens"),
    ]
    assert found[1].text.de == f"„{measure.title.de}“ ist Pflicht."
    assert found[2].text.de == f"„{unit.name.de}“ hat nicht mehr Personal als eingetragen."
    assert "„Bürgerinnen und Bürger“ bekommt mindestens 40 %" in found[4].text.de
