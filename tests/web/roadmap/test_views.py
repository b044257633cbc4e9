"""The staff pages of people and money: what is listed, saved, refused, and shown when two edit at once."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from factories.web import person_in
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import FiscalYear as FiscalYearValue
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.roadmap.actions import change_unit, change_years
from leitplanke_web.roadmap.mapping import entries_of
from leitplanke_web.roadmap.models import FiscalYear, Unit
from leitplanke_web.roadmap.queries import resources_of, unit_row, year_rows
from leitplanke_web.towns.form_fields import german_amount
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"
MOST_QUERIES = 10
UNIT_PAGES = ("unit_edit", "unit_remove")


@pytest.fixture
def page(town):
    """`page(name, …)`: the address of a staff page of the town."""

    def address(name, **parts):
        return reverse(f"roadmap:{name}", kwargs={"town": town.id, **parts})

    return address


@pytest.fixture
def other(town):
    """Somebody else who edits the town."""
    return person_in(town, Role.EDITOR, name="Otto Other", email="otto@example.org")


def stored(town, unit="office"):
    with scope(town=town):
        return unit_row(town, unit)


def stored_years(town):
    with scope(town=town):
        return year_rows(town)


def resources(town):
    with scope(town=town):
        return resources_of(town)


def typed(town, row, **changes):
    """What the form of a unit sends, with changes."""
    return {**entries_of(row.value, first=town.profile.plan_from), "version": str(row.version), **changes}


def typed_years(rows, **changes):
    """What the form of the years sends, with changes."""
    money = {
        f"{row.value.year}-{name}": german_amount(getattr(row.value, f"{name}_cents"))
        for row in rows
        for name in ("investive", "consumptive")
    }
    return {**money, **{f"version-{row.value.year}": str(row.version) for row in rows}, **changes}


def sent_again(response, **choices):
    """What the page with both versions sends."""
    data = QueryDict(mutable=True)
    for name, value in response.context["entries"]:
        data.appendlist(name, value)
    data.update(choices)
    return data


def faults(response):
    return [(target, said) for said, target, _label in response.context["faults"]]


def test_list_shows_staff_by_step_and_year_and_money(editor, page):
    response = editor.get(page("capacities"))

    assert [(unit.id, steps) for unit, steps in response.context["units"]] == [
        ("it", [[("2026-01", "1,50")], []]),
        ("office", [[("2026-01", "2,00")], []]),
    ]
    assert response.context["years"] == [(2026, "60.000,00", "30.000,00"), (2027, "60.000,00", "30.000,00")]
    assert page("unit_edit", unit="office") in response.text


def test_saved_unchanged_forms_change_no_value(town, editor, page):
    before = resources(town)

    for unit in before.units:
        sent = typed(town, stored(town, unit.id))
        assert editor.post(page("unit_edit", unit=unit.id), sent).status_code == 302
    assert editor.post(page("year_edit"), typed_years(stored_years(town))).status_code == 302

    assert resources(town) == before
    assert not AuditLine.objects.filter(deed="year.changed").exists()


def test_changed_unit_is_saved_with_both_values_in_the_log(town, editor, page):
    row = stored(town)
    changes = {
        "name_de": "  Bürgeramt ", "name_plain": "Das Amt für alle", "steps": "3",
        "step-1-month": "2026-07", "step-1-fte": "1,75", "step-2-month": "2027-01", "step-2-fte": "0",
    }  # fmt: skip

    response = editor.post(page("unit_edit", unit="office"), typed(town, row, **changes))

    after = stored(town)
    assert (response.status_code, response["Location"]) == (302, page("capacities"))
    assert after.version == row.version + 1
    assert after.value == replace(
        row.value,
        name=Text("Bürgeramt", row.value.name.en, "Das Amt für alle"),
        capacity=(200,) * 6 + (175,) * 6 + (0,) * 12,
    )
    line = AuditLine.objects.get(deed="unit.changed")
    assert (line.actor, line.town, line.subject) == ("Edda Ehrlich", town.id, "office")
    assert sorted(line.details["after"]) == ["capacity", "name"]
    assert line.details["before"]["capacity"] == [200] * 24


UNIT_FAULTS = [
    ({"name_de": ""}, "id_name_de", "Diese Angabe fehlt"),
    ({"name_de": "x" * 301}, "id_name_de", "300"),
    ({"step-0-fte": ""}, "id_step-0-fte", "Diese Angabe fehlt"),
    ({"step-0-month": "2026-1"}, "id_step-0-month", "„2026-1“ ist kein Monat"),
    ({"step-0-month": "2026-02"}, "id_step-0-month", "Die erste Stufe beginnt nicht 2026-01"),
    ({"step-0-month": ""}, "id_step-0-month", "Diese Angabe fehlt"),
    ({"step-0-fte": "1.5"}, "id_step-0-fte", "„1.5“ ist keine Zahl in deutscher Schreibweise"),
    ({"step-0-fte": "0,001"}, "id_step-0-fte", "mehr als zwei Nachkommastellen"),
    ({"step-0-fte": "-1"}, "id_step-0-fte", "Erlaubt sind 0 bis 10000 VZÄ"),
    ({"step-0-fte": "9" * 39}, "id_step-0-fte", "ist zu groß"),
    ({"step-0-fte": "١"}, "id_step-0-fte", "keine Zahl"),
    ({"steps": "2", "step-1-month": "2026-01", "step-1-fte": "1"}, "id_step-0-month", "nicht nach Monaten geordnet"),
    (
        {"steps": "2", "step-1-month": "2028-01", "step-1-fte": "1"},
        "id_step-0-month",
        "2028-01 liegt nach dem Fahrplan",
    ),
    ({"steps": "2", "step-1-month": "2026-05"}, "id_step-1-fte", "Diese Angabe fehlt"),
    ({"steps": "0"}, "", "Die erste Stufe beginnt nicht 2026-01"),
    ({"steps": "99999999999999999999"}, "", "Die erste Stufe beginnt nicht 2026-01"),
]


@pytest.mark.parametrize(("changes", "target", "words"), UNIT_FAULTS)
def test_what_no_unit_can_be_is_refused_at_its_field(town, editor, page, changes, target, words):
    row = stored(town)

    response = editor.post(page("unit_edit", unit="office"), typed(town, row, **changes))

    assert response.status_code == 422
    assert "<title>Fehler:" in response.text
    assert [at for at, said in faults(response) if at == target and words in said] != [], faults(response)
    assert stored(town).value == row.value
    assert not AuditLine.objects.filter(deed="unit.changed").exists()


def test_more_rows_come_with_what_was_typed_and_nothing_is_saved(town, editor, page):
    row = stored(town)
    sent = typed(town, row, name_de="Noch nicht fertig", add="steps", **{"step-0-fte": "unlesbar"})

    response = editor.post(page("unit_edit", unit="office"), sent)

    form = response.context["form"]
    assert (response.status_code, len(form.steps)) == (200, 1 + 2)
    assert (form.main["name_de"].value(), form.steps[0]["fte"].value()) == ("Noch nicht fertig", "unlesbar")
    assert stored(town).value == row.value


def test_only_rows_that_count_are_needed(editor, page):
    form = editor.get(page("unit_edit", unit="office")).context["form"]

    assert [step.fields["fte"].required for step in form.steps] == [True, False, False]


def test_new_unit_is_added_after_the_others(town, editor, page):
    sent = {
        "id": "culture", "name_de": "Kultur", "steps": "2", "step-0-month": "2026-01", "step-0-fte": "0,5",
        "step-1-month": "", "step-1-fte": "",
    }  # fmt: skip
    assert editor.get(page("unit_new")).status_code == 200

    response = editor.post(page("unit_new"), sent)

    assert response.status_code == 302
    last = resources(town).units[-1]
    assert (last.id, last.name, last.capacity) == ("culture", Text("Kultur"), (50,) * 24)
    assert AuditLine.objects.get(deed="unit.added").subject == "culture"


@pytest.mark.parametrize(
    ("identifier", "words"),
    [("office", "Kennung doppelt vergeben: office"), ("Ü", "keine gültige Kennung"), ("", "Diese Angabe fehlt")],
)
def test_new_unit_with_a_bad_identifier_is_refused_at_its_field(town, editor, page, identifier, words):
    before = resources(town)

    response = editor.post(page("unit_new"), {**typed(town, stored(town)), "id": identifier})

    assert response.status_code == 422
    assert [at for at, said in faults(response) if words in said] == ["id_id"]
    assert resources(town) == before


def test_unit_without_measures_is_removed_and_logged(town, editor, page):
    editor.post(page("unit_new"), {**typed(town, stored(town)), "id": "culture"})
    row = stored(town, "culture")

    response = editor.post(page("unit_remove", unit="culture"), {"version": row.version})

    assert response.status_code == 302
    assert stored(town, "culture") is None
    assert AuditLine.objects.get(deed="unit.removed").details["before"]["id"] == "culture"


def test_unit_that_measures_need_stays_and_they_are_linked(town, editor, page):
    row = stored(town)

    response = editor.post(page("unit_remove", unit="office"), {"version": row.version})

    assert response.status_code == 422
    assert "<title>Fehler:" in response.text
    assert response.context["reasons"] == [
        (f"{title} ({measure})", reverse("strategy:measure_edit", args=[town.id, measure]))
        for title, measure in (("Kita online", "kita_online"), ("Hausbesuche", "visits"))
    ]
    assert stored(town).value == row.value


def test_unit_that_somebody_changed_meanwhile_is_not_removed(town, editor, page):
    response = editor.post(page("unit_remove", unit="office"), {"version": "7"})

    assert response.status_code == 409
    assert stored(town) is not None


def test_two_editors_of_a_unit_see_both_versions_and_choose(town, editor, other, page):
    row = stored(town)
    theirs = replace(row.value, name=Text("Von Otto"), capacity=(100,) * 24)
    with scope(town=town):
        change_unit(town, other, "office", seen_version=row.version, value=theirs)
    mine = typed(town, row, name_de="Von Edda", **{"step-0-fte": "3"})

    conflict = editor.post(page("unit_edit", unit="office"), mine)

    assert conflict.status_code == 409
    assert stored(town).value == theirs
    assert conflict.context["last"].actor == "Otto Other"
    assert {one.field: (one.mine, one.theirs) for one in conflict.context["differences"]} == {
        "name": (["Von Edda", "Citizens' office"], ["Von Otto"]),
        "capacity": (["ab 2026-01: 3,00 VZÄ"], ["ab 2026-01: 1,00 VZÄ"]),
    }

    saved = editor.post(
        page("unit_edit", unit="office"),
        sent_again(conflict, **{"take-name": "theirs", "take-capacity": "mine"}).dict(),
    )

    assert saved.status_code == 302
    assert stored(town).value == replace(theirs, capacity=(300,) * 24)
    assert stored(town).version == row.version + 2


def test_changed_money_is_saved_with_one_line_per_changed_year(town, editor, page):
    rows = stored_years(town)

    response = editor.post(page("year_edit"), typed_years(rows, **{"2027-investive": "1.234,56"}))

    assert response.status_code == 302
    assert resources(town).years == (
        FiscalYearValue(2026, 6_000_000, 3_000_000),
        FiscalYearValue(2027, 123_456, 3_000_000),
    )
    assert [row.version for row in stored_years(town)] == [rows[0].version, rows[1].version + 1]
    (line,) = AuditLine.objects.filter(deed="year.changed")
    assert (line.subject, line.details["before"], line.details["after"]) == (
        "2027", {"investive_cents": 6_000_000}, {"investive_cents": 123_456},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "target", "words"),
    [
        ({"2026-investive": ""}, "id_2026-investive", "Diese Angabe fehlt"),
        ({"2026-investive": "viel"}, "id_2026-investive", "„viel“ ist keine Zahl"),
        ({"2026-consumptive": "0,001"}, "id_2026-consumptive", "mehr als zwei Nachkommastellen"),
        ({"2027-consumptive": "-1"}, "id_2027-consumptive", "nicht möglich"),
        ({"2027-investive": "9" * 39}, "id_2027-investive", "ist zu groß"),
    ],
)
def test_what_no_money_can_be_is_refused_at_its_field(town, editor, page, changes, target, words):
    before = resources(town)

    response = editor.post(page("year_edit"), typed_years(stored_years(town), **changes))

    assert response.status_code == 422
    assert "<title>Fehler:" in response.text
    assert [at for at, said in faults(response) if words in said] == [target]
    assert resources(town) == before


def test_two_editors_of_money_see_both_versions_and_choose_year_by_year(town, editor, other, page):
    rows = stored_years(town)
    theirs = [FiscalYearValue(2026, 100, 200), FiscalYearValue(2027, 300, 400)]
    with scope(town=town):
        change_years(town, other, theirs, seen_versions={row.value.year: row.version for row in rows})
    mine = typed_years(rows, **{"2026-investive": "5", "2027-investive": "6"})

    conflict = editor.post(page("year_edit"), mine)

    assert conflict.status_code == 409
    assert list(resources(town).years) == theirs
    assert conflict.context["last"].actor == "Otto Other"
    assert [(one.field, one.mine[0], one.theirs[0]) for one in conflict.context["differences"]] == [
        ("2026", "investiv 5,00 Euro", "investiv 1,00 Euro"),
        ("2027", "investiv 6,00 Euro", "investiv 3,00 Euro"),
    ]

    saved = editor.post(page("year_edit"), sent_again(conflict, **{"take-2026": "mine", "take-2027": "theirs"}).dict())

    assert saved.status_code == 302
    assert list(resources(town).years) == [FiscalYearValue(2026, 500, 3_000_000), theirs[1]]


@pytest.mark.parametrize("version", ["", "0", "-1", "999", "1e3", "９", "x" * 5000])
def test_forged_version_overwrites_nothing(town, editor, page, version):
    row, before = stored(town), resources(town)

    unit = editor.post(page("unit_edit", unit="office"), typed(town, row, name_de="Gefälscht", version=version))
    money = editor.post(
        page("year_edit"), typed_years(stored_years(town), **{"2026-investive": "1", "version-2026": version})
    )

    assert (unit.status_code, money.status_code) == (409, 409)
    assert resources(town) == before


def test_hostile_words_are_stored_as_they_are_and_shown_escaped(town, editor, page):
    editor.post(page("unit_edit", unit="office"), typed(town, stored(town), name_de=HOSTILE))

    assert stored(town).value.name.de == HOSTILE
    for address in (page("capacities"), *(page(name, unit="office") for name in UNIT_PAGES)):
        text = editor.get(address).text
        assert HOSTILE not in text
        assert "&lt;script&gt;" in text


def test_fields_that_no_form_has_change_nothing(town, editor, page):
    row = stored(town)
    forged = {"id": "stolen", "identifier": "stolen", "town": "otterbach", "position": "0", "pk": "1", "value": "{}"}
    sent = {**typed(town, row), **forged}

    response = editor.post(page("unit_edit", unit="office"), sent)

    after = stored(town)
    assert response.status_code == 302
    assert (after.value, after.pk, after.position, after.town_id) == (row.value, row.pk, row.position, town.id)


@pytest.mark.parametrize("name", UNIT_PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_unit_is_a_404(editor, page, name, method):
    assert getattr(editor, method)(page(name, unit="nope")).status_code == 404


@pytest.mark.parametrize("name", ["capacities", "year_edit", "unit_new", *UNIT_PAGES])
def test_editors_of_another_town_find_nothing(other_town, sign_in, town, page, name):
    stranger = sign_in(person_in(other_town, Role.EDITOR))
    address, before = page(name, **({"unit": "office"} if name in UNIT_PAGES else {})), resources(town)

    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"version": "1"}).status_code in {404, 405}
    assert resources(town) == before


@pytest.mark.parametrize("name", ["capacities", "year_edit", "unit_new", *UNIT_PAGES])
def test_visitors_sign_in_first(client, page, name):
    address = page(name, **({"unit": "office"} if name in UNIT_PAGES else {}))

    response = client.get(address)

    assert (response.status_code, response["Location"]) == (302, f"/konto/anmelden/?next={address}")


@pytest.mark.parametrize("count", [1, 3, 60])
def test_pages_take_few_queries_whatever_the_number_of_units_and_years(town, editor, page, count):
    unit, years = stored(town).value, [row.value for row in stored_years(town)]
    with scope(town=town):
        Unit.objects.filter(town=town).delete()
        FiscalYear.objects.filter(town=town).delete()
        Unit.objects.bulk_create(
            Unit(town=town, identifier=f"u{n}", position=n, value=replace(unit, id=f"u{n}")) for n in range(count)
        )
        FiscalYear.objects.bulk_create(
            FiscalYear(town=town, identifier=str(2026 + n), position=n, value=replace(years[0], year=2026 + n))
            for n in range(count)
        )

    for address in (page("capacities"), page("year_edit"), page("unit_edit", unit="u0")):
        with CaptureQueriesContext(connection) as queries:
            response = editor.get(address)
        assert response.status_code == 200
        assert len(queries) <= MOST_QUERIES, address
    assert len(re.findall(r"stellen/u\d+/bearbeiten/", editor.get(page("capacities")).text)) == count
