"""Changing people and money: who may, one version after the other, all or none."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django_scopes import scope

from factories.web import PersonFactory, person_in
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import FiscalYear, Unit
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.roadmap.actions import add_unit, change_unit, change_years, remove_unit
from leitplanke_web.roadmap.queries import resources_of, unit_row, year_rows
from leitplanke_web.towns.models import Role
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import ChangedMeanwhileError

pytestmark = pytest.mark.django_db

NEW = Unit("culture", Text("Kultur"), (50,) * 24)


@pytest.fixture(autouse=True)
def _inside(town):
    with scope(town=town):
        yield


@pytest.fixture
def person(town):
    return person_in(town, Role.EDITOR, name="Edda Ehrlich")


def seen(town):
    return {row.value.year: row.version for row in year_rows(town)}


@pytest.mark.parametrize("deed", ["add", "change", "remove", "money"])
@pytest.mark.parametrize("is_active", [True, False])
def test_only_active_people_of_the_town_may(town, other_town, deed, is_active):
    stranger = person_in(town if not is_active else other_town, Role.ADMINISTRATOR)
    stranger.is_active = is_active
    office, before = unit_row(town, "office"), resources_of(town)
    deeds = {
        "add": lambda: add_unit(town, stranger, NEW),
        "change": lambda: change_unit(town, stranger, "office", seen_version=office.version, value=office.value),
        "remove": lambda: remove_unit(town, stranger, "office", seen_version=office.version),
        "money": lambda: change_years(town, stranger, [FiscalYear(2026, 1, 1)], seen_versions=seen(town)),
    }

    with pytest.raises(PermissionDenied):
        deeds[deed]()

    assert resources_of(town) == before


def test_somebody_without_a_role_may_not(town):
    with pytest.raises(PermissionDenied):
        add_unit(town, PersonFactory(), NEW)


def test_added_unit_stands_last_and_its_identifier_is_taken(town, person):
    add_unit(town, person, NEW)

    with pytest.raises(InvalidValueError, match="culture"):
        add_unit(town, person, NEW)

    assert [unit.id for unit in resources_of(town).units] == ["it", "office", "culture"]
    assert AuditLine.objects.filter(deed="unit.added").count() == 1


def test_unit_that_no_folder_could_hold_is_not_kept(town, person):
    with pytest.raises(FlawedTownError):
        add_unit(town, person, replace(NEW, name=Text(" Kultur ")))

    assert unit_row(town, "culture") is None


def test_change_of_a_version_that_is_gone_saves_nothing(town, person):
    row = unit_row(town, "office")

    with pytest.raises(ChangedMeanwhileError):
        change_unit(town, person, "office", seen_version=row.version + 1, value=replace(row.value, name=Text("Neu")))

    assert unit_row(town, "office").value == row.value


def test_removed_unit_that_measures_need_stays(town, person):
    row = unit_row(town, "office")

    with pytest.raises(FlawedTownError) as refused:
        remove_unit(town, person, "office", seen_version=row.version)

    assert {flaw.keys[0] for flaw in refused.value.flaws} == {"kita_online", "visits"}
    assert unit_row(town, "office").value == row.value


def test_years_are_changed_all_or_none(town, person):
    before, versions = resources_of(town).years, seen(town)
    stale = {**versions, 2027: versions[2027] + 1}

    with pytest.raises(ChangedMeanwhileError):
        change_years(town, person, [FiscalYear(2026, 1, 1), FiscalYear(2027, 1, 1)], seen_versions=stale)

    assert resources_of(town).years == before
    assert not AuditLine.objects.filter(deed="year.changed").exists()


def test_unchanged_year_needs_no_version_and_gets_none(town, person):
    before = resources_of(town).years

    change_years(
        town, person, [before[0], replace(before[1], investive_cents=1)], seen_versions={2027: seen(town)[2027]}
    )

    assert seen(town) == {2026: 1, 2027: 2}
    assert [line.subject for line in AuditLine.objects.filter(deed="year.changed")] == ["2027"]
