"""A town comes in whole or not at all, goes out as it came, and leaves nothing behind."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError
from hypothesis import HealthCheck, given, settings

from factories.odd_towns import odd_towns
from factories.town_folder import town_files as small_town_texts
from leitplanke.exchange.town_folder import folder_files, read_town_files
from leitplanke.exchange.town_writer import town_files
from leitplanke.kernel.faults import FaultyInputError
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.participation.models import Response
from leitplanke_web.participation.queries import published_versions, questionnaire
from leitplanke_web.portal.actions.towns import (
    ReservedNameError,
    TownExistsError,
    delete_town,
    export_town_as_operator,
    load_town,
)
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.towns.models import Town

AHORNSTEIN = Path(__file__).parents[3] / "examples" / "ahornstein"

pytestmark = pytest.mark.django_db


@pytest.fixture
def files():
    return {name: text.encode() for name, text in small_town_texts().items()}


def _renamed(files, name):
    return {**files, "town.toml": files["town.toml"].replace(b'id = "erlenbach"', f'id = "{name}"'.encode())}


def _rows():
    """Every row of our tables, as plain values, by table."""
    own = [model for model in apps.get_models() if model.__module__.startswith("leitplanke_web.")]
    with scopes_disabled():
        return {model._meta.label: sorted(map(repr, model._default_manager.values())) for model in own}


def test_loaded_town_is_the_town_of_the_folder(files):
    town = load_town(files, actor="Test")

    with scope(town=town):
        assert town_value(town) == read_town_files(files)


def test_exported_ahornstein_is_the_loaded_folder_byte_for_byte():
    contents = folder_files(AHORNSTEIN)

    town = load_town(contents, actor="Test")

    assert export_town_as_operator(town, actor="Test") == contents


def test_every_published_version_comes_out_as_it_came_in(files):
    value = read_town_files(files)
    asked = value.questionnaire
    continued = tuple(
        replace(one, id="wishes", continues="wish") if one.id == "wish" else one for one in asked.questions
    )
    later = replace(asked, version="2027-1", replaces=asked.version, questions=continued)
    contents = town_files(replace(value, earlier=(replace(asked, version="2025-1"),), later=(later,)))

    town = load_town(contents, actor="Test")
    first = export_town_as_operator(town, actor="Test")
    with scope(town=town):
        evaluated, versions = questionnaire(town), [one.version for one in published_versions(town)]
    delete_town(town)

    assert first == contents
    assert (evaluated, versions) == (asked, ["2027-1", asked.version, "2025-1"])
    assert export_town_as_operator(load_town(first, actor="Test"), actor="Test") == first


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=odd_towns())
def test_any_town_survives_the_database(value):
    town = load_town(town_files(value), actor="Test")

    with scope(town=town):
        stored = town_value(town)
    delete_town(town)

    assert stored == value


def test_faulty_folder_loads_nothing(files):
    before = _rows()
    files["measures.csv"] = files["measures.csv"].replace(b"decided", b"decidd")

    with pytest.raises(FaultyInputError) as refused:
        load_town(files, actor="Test")

    assert {fault.file for fault in refused.value.faults} == {"measures.csv"}
    assert _rows() == before


def test_town_that_is_there_is_not_overwritten(files):
    load_town(files, actor="Test")
    before = _rows()

    with pytest.raises(TownExistsError):
        load_town(_renamed(files, "ERLENBACH"), actor="Test")

    assert _rows() == before


def test_address_of_the_program_is_no_town(files):
    with pytest.raises(ReservedNameError):
        load_town(_renamed(files, "konto"), actor="Test")

    assert not Town.objects.exists()


def test_deleting_a_town_leaves_nothing_of_it_and_touches_no_other(files):
    load_town(_renamed(files, "zweiter"), actor="Test")
    before = _rows()
    first = load_town(files, actor="Test")

    delete_town(first)

    after = _rows()
    lines = AuditLine.objects.filter(deed="town.deleted", subject="erlenbach")
    assert lines.count() == 1
    assert len(after.pop("audit.AuditLine")) == len(before.pop("audit.AuditLine")) + 1
    assert after == before


def test_query_outside_a_town_is_refused(files):
    load_town(files, actor="Test")

    with pytest.raises(ScopeError):
        Response.objects.count()


def test_query_inside_a_town_sees_no_other(files):
    first = load_town(files, actor="Test")
    second = load_town(_renamed(files, "zweiter"), actor="Test")

    with scope(town=first):
        assert not Response.objects.filter(town=second).exists()
        assert Response.objects.count() > 0


def test_responses_lie_in_the_order_of_their_keys(files):
    """Not even the place of a row tells when an answer came."""
    if connection.vendor == "postgresql":  # without the gaps that other tests' rows left behind
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE participation_response")
    load_town(files, actor="Test")

    place = {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key FROM participation_response ORDER BY {place}")  # noqa: S608 - our own words
        keys = [key for (key,) in cursor.fetchall()]

    assert keys == sorted(keys)


def test_command_loads_and_exports(tmp_path, capsys):
    call_command("load", str(AHORNSTEIN))
    call_command("export", "ahornstein", out=tmp_path / "out")

    assert (tmp_path / "out" / "measures.csv").read_bytes() == (AHORNSTEIN / "measures.csv").read_bytes()
    assert (tmp_path / "out" / "answers_citizens.csv").stat().st_mode & 0o077 == 0
    assert "Geladen: Ahornstein im Taunus" in capsys.readouterr().out


def test_command_says_every_fault(tmp_path, files):
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "budgets.csv").write_text("year;investive;consumptive\n2026;viel;1\n2027;1;-1\n")

    with pytest.raises(CommandError) as refused:
        call_command("load", str(tmp_path))

    assert "budgets.csv, Zeile 2" in str(refused.value)
    assert "budgets.csv, Zeile 3" in str(refused.value)
    assert "nichts geladen" in str(refused.value)


def test_command_deletes_only_what_is_meant(files):
    load_town(files, actor="Test")

    with pytest.raises(CommandError):
        call_command("delete", "erlenbach")

    assert Town.objects.filter(id="erlenbach").exists()
