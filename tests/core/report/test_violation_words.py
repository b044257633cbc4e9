"""What the checker found, told with titles, calendar months, money and posts."""

from dataclasses import replace

import pytest

from leitplanke.kernel.dates import Month
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.violation_words import describe_violation
from leitplanke.roadmap.check import Violation, ViolationKind, check
from leitplanke.roadmap.model import (
    Activity,
    ActivityMode,
    Fairness,
    FiscalYear,
    Named,
    NameKind,
    PlannedStart,
    Problem,
    Unit,
)


@pytest.fixture
def town():
    def mode(name):
        return ActivityMode(name, 2, (("it", 60),), (100_050, 0), (0, 0), 0)

    return Problem(
        first_month=Month("2026-12"),
        months=6,
        units=(Unit("it", Text("IT-Stelle", "IT office"), (100,) * 6),),
        years=(FiscalYear(2026, 100_050, 0), FiscalYear(2027, 0, 0)),
        activities=(
            Activity("M1", (mode("own"),), (10,)),
            Activity("M2", (mode("own"),), (10,), prerequisites=("M1",), deadline=1, is_mandatory=True),
        ),
        exclusions=(),
        audiences=("citizens",),
        weights_percent=(100,),
        names=(
            Named(NameKind.MEASURE, "M1", Text("Netz ausbauen.", "Extend the network.")),
            Named(NameKind.MEASURE, "M2", Text("Portal", "Portal")),
            Named(NameKind.MODE, "M1.own", Text("mit eigenen Leuten", "by ourselves")),
            Named(NameKind.AUDIENCE, "citizens", Text("Menschen", "People")),
        ),
    )


def test_a_plan_that_breaks_rules_is_told_as_a_town_hall_speaks(town):
    plan = (PlannedStart("M1", "own", 0), PlannedStart("M2", "own", 1))

    told = [describe_violation(town, one) for one in check(town, plan)]

    assert [text.de for text in told] == [
        "Portal (M2) muss bis Januar 2027 fertig sein und ist 1 Monat zu spät.",
        "Portal (M2) beginnt 1 Monat zu früh: „Netz ausbauen (M1)“ ist erst dann fertig.",
        "IT-Stelle: Im Januar 2027 fehlen 0,2\u00a0Stellen.",
        "Im Haushaltsjahr 2027 fehlen 1.001\u00a0€ für Investitionen.",
    ]
    assert told[2].in_language(Language.EN) == "IT office is short of 0.2\u00a0FTE in January 2027."


def test_less_than_a_euro_is_not_told_as_nothing(town):
    violation = Violation(ViolationKind.MONEY_CONSUMPTIVE, ref="2027", year=2027, excess=7)

    assert describe_violation(town, violation).de == (
        "Im Haushaltsjahr 2027 fehlen weniger als 1 € für laufende Ausgaben."
    )


def test_a_floor_is_told_as_a_share_and_a_project_of_the_literature_in_its_own_numbers(town):
    floor = replace(town, fairness=Fairness(50, (200,)))
    free = tuple(
        replace(one, modes=(ActivityMode("own", 2, (("it", 60),), (0, 0), (0, 0), 0),)) for one in town.activities
    )
    project = replace(town, activities=free, years=(), names=())

    assert describe_violation(floor, Violation(ViolationKind.FAIRNESS, ref="citizens", excess=30)).de == (
        "Der Zielgruppe „Menschen“ fehlt zu ihrem Mindestanteil noch Nutzen: 15\u00a0% von dem, was ihr möglich wäre."
    )
    assert describe_violation(project, Violation(ViolationKind.STAFF, ref="it", month=1, excess=2)).en == (
        "IT office is short of 2 in January 2027."
    )


@pytest.mark.parametrize("kind", ViolationKind)
def test_every_kind_has_a_sentence_that_names_its_measure_or_subject(town, kind):
    violation = Violation(kind, activity="M1", ref="subject", month=2, year=2027, excess=3)

    told = describe_violation(town, violation)

    assert "{" not in told.de + told.en
    assert any(word in told.de for word in ("Netz ausbauen (M1)", "subject", "veröffentlichten Plan"))


def test_a_fixed_measure_is_told_with_its_month_and_mode(town):
    violation = Violation(ViolationKind.FIXED_MOVED, "M1", "own", -6, excess=2)

    assert describe_violation(town, violation).de == (
        "Netz ausbauen (M1) läuft schon: Beginn Juni 2026, Umsetzungsart „mit eigenen Leuten“ stehen fest."
    )
