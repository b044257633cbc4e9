"""The staff pages of measures: what is listed, saved, refused, and shown when two edit at once."""

from dataclasses import replace

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from django_scopes import scope

from factories.web import person_in
from leitplanke.kernel.dates import Month
from leitplanke.kernel.relations import Wait, WaitKind, Wanted
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Payment, StaffNeed
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.strategy.actions import change_measure
from leitplanke_web.strategy.forms.measure import as_typed
from leitplanke_web.strategy.mapping import entries_of
from leitplanke_web.strategy.models import Measure
from leitplanke_web.strategy.queries import draft_of, measure_row
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"
MOST_QUERIES = 10


@pytest.fixture
def page(town):
    """`page(name, …)`: the address of a staff page of the town."""

    def address(name, **parts):
        return reverse(f"strategy:{name}", kwargs={"town": town.id, **parts})

    return address


def stored(town, measure="kita_app"):
    with scope(town=town):
        return measure_row(town, measure)


class Sender:
    """Sends forms as browsers do; the test client would send one value of each name."""

    def __init__(self, client):
        self._client = client

    def get(self, address, *query):
        return self._client.get(address, *query)

    def post(self, address, data=None):
        sent = (
            data
            if isinstance(data, QueryDict)
            else as_typed({name: str(value) for name, value in (data or {}).items()})
        )
        return self._client.post(address, sent.urlencode(), content_type="application/x-www-form-urlencoded")


@pytest.fixture
def editor(town, sign_in):
    return Sender(sign_in(person_in(town, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org")))


def typed(row, **changes):
    """What the form of a measure sends, with changes."""
    return as_typed({**entries_of(row.value), "version": str(row.version), **changes})


def test_saved_unchanged_form_changes_no_value(town, editor, page):
    with scope(town=town):
        before = draft_of(town)

    for measure in before.measures:
        row = stored(town, measure.id)
        response = editor.post(page("measure_edit", measure=measure.id), typed(row))
        assert response.status_code == 302, response.context["faults"]

    with scope(town=town):
        assert draft_of(town) == before


def test_list_shows_title_state_and_unit_of_each_measure(editor, page):
    response = editor.get(page("measures"))

    shown = [tuple(map(strip_tags, row)) for row in response.context["rows"]]
    assert shown == [
        ("Anmeldung login", "Läuft", "IT", "Dienste"),
        ("Kita online kita_online", "Beschlossen", "Bürgerbüro", "Dienste"),
        ("Parken-App parking", "Idee", "IT", "Dienste"),
        ("Hausbesuche visits", "In Prüfung", "Bürgerbüro", "Dienste"),
    ]
    assert f'<a href="{page("measure_edit", measure="visits")}">Hausbesuche</a>' in response.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "idea"}, ["parking"]),
        ({"unit": "office"}, ["kita_online", "visits"]),
        ({"unit": "office", "state": "decided"}, ["kita_online"]),
        ({"words": "app"}, ["parking"]),
        ({"words": "visits"}, ["visits"]),
        ({"words": "%"}, []),
        ({"field": "services", "words": "Anm"}, ["login"]),
        ({"state": "unknown"}, ["login", "kita_online", "parking", "visits"]),
    ],
)
def test_list_holds_what_the_filter_asks_for(editor, page, query, found):
    response = editor.get(page("measures"), query)

    assert [strip_tags(title).split()[-1] for title, *_ in response.context["rows"]] == found


@pytest.mark.parametrize("words", ["bürgerbüro", "BÜRGERBÜRO", "gerbüro öff"])
def test_list_finds_words_in_whatever_case(town, editor, page, words):
    row = stored(town, "visits")
    editor.post(page("measure_edit", measure="visits"), typed(row, title_de="Bürgerbüro öffnen"))

    response = editor.get(page("measures"), {"words": words})

    assert [strip_tags(title) for title, *_ in response.context["rows"]] == ["Bürgerbüro öffnen visits"]


@pytest.mark.parametrize("count", [1, 3, 60])
def test_list_takes_few_queries_whatever_the_number_of_measures(town, editor, page, count):
    with scope(town=town):
        one = Measure.objects.filter(town=town, identifier="parking").get().value
        Measure.objects.filter(town=town).delete()
        Measure.objects.bulk_create(
            Measure(town=town, identifier=f"m{n}", position=n, value=replace(one, id=f"m{n}")) for n in range(count)
        )

    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = editor.get(page("measures"))

    assert len(response.context["rows"]) == min(count, 50)
    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize("count", [1, 300])
def test_profile_takes_few_queries_whatever_the_number_of_measures(town, editor, page, count):
    with scope(town=town):
        one = Measure.objects.filter(town=town, identifier="parking").get().value
        Measure.objects.bulk_create(
            Measure(town=town, identifier=f"m{n}", position=9 + n, value=replace(one, id=f"m{n}")) for n in range(count)
        )

    with CaptureQueriesContext(connection) as queries:
        response = editor.get(page("measure_edit", measure="m0"))

    assert response.status_code == 200
    assert len(queries) <= MOST_QUERIES


def test_changed_fields_are_saved_with_both_values_in_the_log(town, editor, page):
    row = stored(town, "kita_online")
    changes = {
        "title_de": "  Kita-Platz online ", "title_plain": "Einen Kita-Platz finden", "deadline": "2027-12",
        "mode-0-grant": "1.234,56", "mode-0-stage-0-fte": "0,3", "goals": "2",
        "goal-1-goal": "", "participants": "Elternbeirat\r\nTräger",
    }  # fmt: skip

    response = editor.post(page("measure_edit", measure="kita_online"), typed(row, **changes))

    assert response.status_code == 302
    after = stored(town, "kita_online")
    mode = row.value.modes[0]
    staff = (replace(mode.staff[0], fte_hundredths=30), *mode.staff[1:])
    assert after.version == row.version + 1
    assert after.value == replace(
        row.value,
        title=Text("Kita-Platz online", row.value.title.en, "Einen Kita-Platz finden"),
        deadline="2027-12",
        participants=("Elternbeirat", "Träger"),
        modes=(replace(mode, grant_cents=123_456, staff=staff), *row.value.modes[1:]),
    )
    line = AuditLine.objects.get(deed="measure.changed")
    assert (line.actor, line.town, line.subject) == ("Edda Ehrlich", town.id, "kita_online")
    assert sorted(line.details["before"]) == ["deadline", "modes", "participants", "title"]
    assert (line.details["before"]["deadline"], line.details["after"]["deadline"]) == ("2027-06", "2027-12")


FAULTS = [
    ({"title_de": ""}, "id_title_de", "Diese Angabe fehlt. Ergänzen Sie sie."),
    ({"title_de": "a\0b"}, "id_title_de", ""),
    ({"title_de": "x" * 301}, "id_title_de", "300"),
    ({"description_de": "", "description_en": "only"}, "id_description_de", "Der deutsche Text fehlt"),
    ({"deadline": "2026-1"}, "id_deadline", "„2026-1“ ist kein Monat. Schreiben Sie Jahr und Monat"),
    (
        {"deadline": "2044-01"},
        "id_deadline",
        "Der Monat 2044-01 liegt außerhalb des Zeitraums. Erlaubt ist von 2026-01",
    ),
    ({"deadline": "2026-01", "release": "2026-02"}, "id_deadline", "Die Frist liegt vor dem frühesten Beginn"),
    ({"mode-0-investive": "1234.56"}, "id_mode-0-investive", "„1234.56“ ist keine Zahl in deutscher Schreibweise"),
    ({"mode-0-investive": "0,001"}, "id_mode-0-investive", "mehr als zwei Nachkommastellen"),
    ({"mode-0-investive": "-5"}, "id_mode-0-investive", "nicht möglich"),
    ({"mode-0-grant": "99.999.999"}, "id_mode-0-grant", "Die Förderung ist höher als die Kosten"),
    ({"mode-0-duration_months": "181"}, "id_mode-0-duration_months", "181 Monate Dauer"),
    ({"mode-0-duration_months": "1_0"}, "id_mode-0-duration_months", "keine ganze Zahl"),
    ({"mode-0-duration_months": "١"}, "id_mode-0-duration_months", "keine ganze Zahl"),
    ({"mode-0-stage-0-fte": "101"}, "id_mode-0-stage-0-fte", "101.0 VZÄ sind nicht möglich"),
    ({"mode-0-stage-0-fte": "viel"}, "id_mode-0-stage-0-fte", "keine Zahl"),
    ({"mode-0-stage-0-unit": ""}, "id_mode-0-stage-0-unit", "Wählen Sie, wessen Personal gebraucht wird."),
    ({"mode-0-stage-0-unit": "nope"}, "id_mode-0-stage-0-unit", "nope"),
    ({"mode-0-stage-0-from_month": "0"}, "id_mode-0-stage-0-from_month", "0 ist kein Monat der Umsetzung"),
    ({"mode-0-stage-0-from_month": "7"}, "id_mode-0-stage-0-from_month", "dauert 6 Monate"),
    ({"mode-0-stage-0-to_month": "7"}, "id_mode-0-stage-0-to_month", "dauert 6 Monate"),
    (
        {"mode-0-stage-0-from_month": "3", "mode-0-stage-0-to_month": "2"},
        "id_mode-0-stage-0-to_month",
        "Monat 2 liegt vor Monat 3",
    ),
    ({"mode-0-stage-1-unit": "it"}, "id_mode-0-stage-1-from_month", "steht Monat 1–6 schon in einer anderen Zeile"),
    ({"mode-0-payment-0-month": "7", "mode-0-payment-0-investive": "20.000"}, "id_mode-0-payment-0-month", "6 Monate"),
    ({"mode-0-payment-0-month": "", "mode-0-payment-0-investive": "1"}, "id_mode-0-payment-0-month", "Nennen Sie den"),
    (
        {
            "mode-0-payment-0-month": "1",
            "mode-0-payment-0-investive": "10.000",
            "mode-0-payment-1-month": "1",
            "mode-0-payment-1-investive": "10.000",
        },
        "id_mode-0-payment-1-month",
        "Dieser Monat steht schon in einer anderen Zeile.",
    ),
    (
        {"mode-0-payment-0-month": "1", "mode-0-payment-0-consumptive": "9.999,99"},
        "id_mode-0-consumptive",
        "Die Zahlungen ergeben 9999,99, hier steht 10000,00.",
    ),
    ({"mode-0-id": "ä"}, "id_mode-0-id", "keine gültige Kennung"),
    ({"mode-1-id": "own"}, "", "Kennung doppelt vergeben: own"),
    ({"participants": "a, b"}, "id_participants", "enthält ein Komma"),
    ({"participants": "a\na"}, "id_participants", "leere oder doppelte"),
    ({"evidence": "citizens.areas.nope"}, "id_evidence", "Erkenntnis „citizens.areas.nope“ ist unbekannt"),
    ({"lead_unit": "nope"}, "id_lead_unit", "nope"),
    ({"field": "nope"}, "id_field", "nope"),
    ({"goal-0-strength": "9"}, "id_goal-0-strength", "9"),
    ({"goals": "2", "goal-1-goal": "reach", "goal-1-strength": "1"}, "id_goal-0-goal", "reach"),
    ({"service_area": "", "asked_as": ""}, "id_service_area", "Es fehlt, welchem Bereich"),
    ({"state": "running"}, "id_fixed_start", "Laufende und fertige Maßnahmen haben einen Beginn"),
    ({"state": "running", "fixed_start": "2026-01"}, "id_fixed_mode", "gehören zusammen"),
    ({"state": "under_examination"}, "id_exam_question_de", "Prüfauftrag"),
    ({"exam_question_de": "Warum?"}, "id_exam_outcome_de", "nicht mehr in Prüfung"),
    ({"measure_class": "smart_city"}, "", "Eingetragen ist „eingehalten“"),
    ({"modes": "0"}, "", "Es gibt keine Umsetzungsart"),
    ({"modes": "99999999999999999999"}, "", "Es gibt keine Umsetzungsart"),
]


@pytest.mark.parametrize(("changes", "target", "words"), FAULTS)
def test_what_the_folder_reader_would_refuse_is_refused_at_its_field(town, editor, page, changes, target, words):
    row = stored(town, "kita_online")

    response = editor.post(page("measure_edit", measure="kita_online"), typed(row, **changes))

    assert response.status_code in {400, 422}
    assert stored(town, "kita_online").value == row.value
    assert not AuditLine.objects.filter(deed="measure.changed").exists()
    if response.status_code == 422:
        assert "<title>Fehler:" in response.text
        assert [f for f in response.context["faults"] if f[1] == target and words in f[0]] != [], response.context[
            "faults"
        ]


def test_staff_in_stages_and_payments_are_asked_for_typed_and_shown_again(town, editor, page):
    """The way of somebody whose browser runs no script: rows are asked of the server."""
    row, address = stored(town, "kita_online"), page("measure_edit", measure="kita_online")
    more = editor.post(address, typed(row, add="mode-0-stage"))
    rows = more.context["form"].modes[0].stages
    assert [one["unit"].value() or "" for one in rows] == ["it", "office", "", ""]
    more = editor.post(address, typed(row, add="mode-0-payment"))
    assert len(more.context["form"].modes[0].payments) == 2

    response = editor.post(
        address,
        typed(
            row,
            **{
                "mode-0-stage-0-to_month": "2",
                "mode-0-stage-1-fte": "",  # goes
                "mode-0-stage-2-unit": "it", "mode-0-stage-2-fte": "0,1", "mode-0-stage-2-from_month": "3",
                "mode-0-stage-3-unit": "", "mode-0-stage-3-fte": "",
                "mode-0-payment-0-month": "6", "mode-0-payment-0-investive": "5.000",
                "mode-0-payment-1-month": "1", "mode-0-payment-1-investive": "15.000",
            },
        ),
    )  # fmt: skip

    mode = replace(
        row.value.modes[0],
        staff=(StaffNeed("it", 25, 1, 2), StaffNeed("it", 10, 3)),
        payments=(Payment(1, 1_500_000), Payment(6, 500_000)),
    )
    assert response.status_code == 302
    assert stored(town, "kita_online").value == replace(row.value, modes=(mode, *row.value.modes[1:]))
    again = editor.get(address).context["form"].modes[0]
    names = ("unit", "fte", "from_month", "to_month")
    assert [[one[name].value() for name in names] for one in again.stages[:2]] == [
        ["it", "0,25", "1", "2"],
        ["it", "0,10", "3", ""],
    ]
    assert [one["month"].value() for one in again.payments] == ["1", "6"]


def test_two_who_change_stages_see_both_in_words(town, editor, page):
    row, other = stored(town, "kita_online"), person_in(town, Role.EDITOR)
    own = row.value.modes[0]
    paid = (Payment(1, 0, 400_000), Payment(6, 0, 600_000))
    theirs = replace(own, staff=(StaffNeed("it", 25, 1, 2), StaffNeed("office", 50, 3)), payments=paid)
    with scope(town=town):
        value = replace(row.value, modes=(theirs, *row.value.modes[1:]))
        change_measure(town, other, "kita_online", seen_version=row.version, value=value)

    conflict = editor.post(page("measure_edit", measure="kita_online"), typed(row, **{"mode-0-stage-0-fte": "0,3"}))

    (difference,) = conflict.context["differences"]
    assert "IT: 0,30 VZÄ" in difference.mine
    assert [line for line in difference.theirs if line not in difference.mine] == [
        "IT: 0,25 VZÄ in Monat 1 bis 2",
        "Bürgerbüro: 0,50 VZÄ ab Monat 3",
        "Fällig in Monat 1: investiv 0,00 €, konsumtiv 4.000,00 €",
        "Fällig in Monat 6: investiv 0,00 €, konsumtiv 6.000,00 €",
    ]


def test_mode_of_which_only_staff_was_typed_is_not_lost_in_silence(town, editor, page):
    row = stored(town, "kita_online")
    sent = {"modes": "3", "mode-2-stage-0-unit": "it", "mode-2-stage-0-fte": "1"}

    response = editor.post(page("measure_edit", measure="kita_online"), typed(row, **sent))

    assert response.status_code == 422
    assert "id_mode-2-id" in [target for _said, target, _label in response.context["faults"]]


def test_mode_that_goes_needs_no_sound_rows(town, editor, page):
    row = stored(town, "kita_online")
    sent = {"mode-1-remove": "on", "mode-1-stage-0-fte": "viel"}

    response = editor.post(page("measure_edit", measure="kita_online"), typed(row, **sent))

    assert response.status_code == 302
    assert stored(town, "kita_online").value == replace(row.value, modes=row.value.modes[:1])


def needed(row, *, more=None, **chosen):
    """What the page of prerequisites sends, with other choices."""
    sent = as_typed({"version": str(row.version)})
    for name in ("requires", "helps", "gates"):
        sent.setlist(name, chosen.get(name, getattr(row.value, name)))
    for name, words in (more or {}).items():
        sent[name] = words
    return sent


def test_chosen_prerequisites_are_saved_and_told_in_the_profile(town, editor, page):
    row = stored(town, "kita_online")

    response = editor.post(page("measure_needs", measure="kita_online"), needed(row, requires=["parking", "login"]))

    assert response.headers["Location"] == page("measure_edit", measure="kita_online")
    assert stored(town, "kita_online").value == replace(row.value, requires=("login", "parking"))
    profile = editor.get(response.headers["Location"])
    assert "Anmeldung, Parken-App" in strip_tags(profile.text)


def test_saved_profile_keeps_what_was_chosen_as_prerequisites_meanwhile(town, editor, page):
    row = stored(town, "kita_online")
    editor.post(page("measure_needs", measure="kita_online"), needed(row, helps=["parking"]))

    editor.post(page("measure_edit", measure="kita_online"), typed(stored(town, "kita_online"), element="E9"))

    assert stored(town, "kita_online").value == replace(row.value, helps=("parking",), element="E9")


@pytest.mark.parametrize("chosen", ["nope", "kita_online"])
def test_prerequisite_that_is_not_offered_is_refused_at_its_field(town, editor, page, chosen):
    row = stored(town, "kita_online")

    response = editor.post(page("measure_needs", measure="kita_online"), needed(row, requires=[chosen]))

    assert response.status_code == 422
    assert [(target, chosen in said) for said, target, _label in response.context["faults"]] == [("id_requires", True)]
    assert stored(town, "kita_online").value == row.value


def test_two_who_change_prerequisites_see_both_versions(town, editor, page):
    row = stored(town, "kita_online")
    other = person_in(town, Role.EDITOR)
    with scope(town=town):
        theirs = replace(row.value, requires=(), element="E9")
        change_measure(town, other, "kita_online", seen_version=row.version, value=theirs)
    address = page("measure_needs", measure="kita_online")

    conflict = editor.post(address, needed(row, requires=["parking"]))

    seen = {one.field: (one.mine, one.theirs) for one in conflict.context["differences"]}
    assert (conflict.status_code, seen) == (409, {"requires": (["Parken-App (parking)"], [])})
    again = as_typed({})
    for name, value in conflict.context["entries"]:
        again.appendlist(name, value)
    again["take-requires"] = "mine"
    editor.post(address, again)
    assert stored(town, "kita_online").value == replace(theirs, requires=("parking",))


def test_cycle_of_prerequisites_is_shown(town, editor, page):
    row = stored(town, "login")

    response = editor.post(page("measure_needs", measure="login"), needed(row, requires=["kita_online"]))

    assert response.status_code == 422
    said = " ".join(said for said, _at, _label in response.context["faults"])
    assert "(login) braucht" in said
    assert "(kita_online) braucht" in said


def test_more_rows_come_with_what_was_typed_and_nothing_is_saved(town, editor, page):
    row = stored(town, "kita_online")
    sent = typed(row, title_de="Noch nicht fertig", deadline="unlesbar", add="goals")

    response = editor.post(page("measure_edit", measure="kita_online"), sent)

    form = response.context["form"]
    assert response.status_code == 200
    assert (len(form.goals), len(form.modes)) == (1 + 2, 2)
    assert (form.main["title_de"].value(), form.main["deadline"].value()) == ("Noch nicht fertig", "unlesbar")
    assert stored(town, "kita_online").value == row.value


def test_two_editors_see_both_versions_and_choose_field_by_field(town, editor, page):
    row = stored(town, "kita_online")
    other = person_in(town, Role.EDITOR, name="Otto Other", email="otto@example.org")
    theirs = replace(row.value, title=Text("Von Otto"), deadline="2027-09", legal_basis="§ 24 SGB VIII")
    with scope(town=town):
        change_measure(town, other, "kita_online", seen_version=row.version, value=theirs)
    mine = typed(row, title_de="Von Edda", deadline="2027-10")
    address = page("measure_edit", measure="kita_online")

    conflict = editor.post(address, mine)

    assert conflict.status_code == 409
    assert stored(town, "kita_online").value == theirs
    assert conflict.context["last"].actor == "Otto Other"
    seen = {one.field: (one.mine, one.theirs) for one in conflict.context["differences"]}
    assert seen == {
        "title": (["Deutsch: Von Edda", "Englisch: Childcare online"], ["Deutsch: Von Otto"]),
        "deadline": (["2027-10"], ["2027-09"]),
        "legal_basis": ([], ["§ 24 SGB VIII"]),
    }

    again = as_typed({})
    for name, value in conflict.context["entries"]:
        again.appendlist(name, value)
    again.update({"take-title": "mine", "take-deadline": "theirs", "take-legal_basis": "theirs"})
    saved = editor.post(address, again)

    assert saved.status_code == 302
    after = stored(town, "kita_online")
    assert after.version == row.version + 2
    assert after.value == replace(theirs, title=Text("Von Edda", "Childcare online"))


@pytest.mark.parametrize("version", ["", "0", "-1", "999", "1e3", "９", "x" * 5000])
def test_forged_version_overwrites_nothing(town, editor, page, version):
    row = stored(town, "kita_online")

    response = editor.post(
        page("measure_edit", measure="kita_online"), typed(row, title_de="Gefälscht", version=version)
    )

    assert response.status_code == 409
    assert stored(town, "kita_online").value == row.value


def test_rows_added_after_somebody_saved_keep_the_version_that_was_seen(town, editor, page):
    row = stored(town, "kita_online")
    other = person_in(town, Role.EDITOR)
    with scope(town=town):
        change_measure(town, other, "kita_online", seen_version=row.version, value=replace(row.value, element="E9"))

    response = editor.post(page("measure_edit", measure="kita_online"), typed(row, add="modes"))

    assert response.context["version"] == row.version


def test_hostile_words_are_stored_as_they_are_and_shown_escaped(town, editor, page):
    row = stored(town, "parking")

    editor.post(page("measure_edit", measure="parking"), typed(row, title_de=HOSTILE, risks_de=f"</textarea>{HOSTILE}"))

    assert stored(town, "parking").value.title.de == HOSTILE
    for address in (page("measures"), page("measure_edit", measure="parking"), page("measure_needs", measure="login"),
                    page("measure_remove", measure="parking")):  # fmt: skip
        text = editor.get(address).text
        assert HOSTILE not in text
        assert "&lt;script&gt;" in text


def test_hostile_words_are_escaped_beside_each_other(town, editor, page):
    row = stored(town, "parking")
    other = person_in(town, Role.EDITOR, name=HOSTILE)
    with scope(town=town):
        theirs = replace(row.value, title=Text(HOSTILE), lead_unit="office")
        change_measure(town, other, "parking", seen_version=row.version, value=theirs)

    text = editor.post(page("measure_edit", measure="parking"), typed(row, title_de=f"'\"{HOSTILE}")).text

    assert HOSTILE not in text
    assert text.count("&lt;script&gt;") >= 4


def test_fields_that_no_form_has_change_nothing(town, editor, page):
    row = stored(town, "parking")
    sent = typed(row, id="stolen", identifier="stolen", town="otterbach", position="0", pk="1", value="{}")

    response = editor.post(page("measure_edit", measure="parking"), sent)

    after = stored(town, "parking")
    assert response.status_code == 302
    assert (after.value, after.pk, after.position, after.town_id) == (row.value, row.pk, row.position, town.id)


@pytest.mark.parametrize("name", ["measure_edit", "measure_needs", "measure_remove"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_measure_is_a_404(editor, page, name, method):
    assert getattr(editor, method)(page(name, measure="nope")).status_code == 404


def test_new_measure_is_added_after_the_others(town, editor, page):
    model = stored(town, "parking").value

    response = editor.post(page("measure_new"), as_typed({**entries_of(model), "id": "bikes", "title_de": "Räder"}))

    assert response.headers["Location"] == page("measure_needs", measure="bikes")
    with scope(town=town):
        added = replace(model, id="bikes", title=replace(model.title, de="Räder"), requires=(), helps=(), gates=())
        assert draft_of(town).measures[-1] == added
    assert AuditLine.objects.get(deed="measure.added").subject == "bikes"


def test_new_measure_with_an_identifier_in_use_is_refused_at_its_field(town, editor, page):
    model = stored(town, "parking").value

    response = editor.post(page("measure_new"), as_typed(entries_of(model)))

    assert response.status_code == 422
    assert response.context["faults"] == [
        ("Kennung doppelt vergeben: parking. Jede Kennung darf nur einmal vorkommen.", "id_id", "Kennung")
    ]


def test_empty_new_measure_names_what_is_missing(editor, page):
    assert editor.get(page("measure_new")).status_code == 200

    response = editor.post(page("measure_new"), {"goals": "2", "modes": "2"})

    targets = {target for _said, target, _label in response.context["faults"]}
    assert response.status_code == 422
    assert {"id_id", "id_title_de", "id_field", "id_lead_unit", "id_state", "id_measure_class"} <= targets


def test_removed_measure_is_gone_and_logged(town, editor, page):
    row = stored(town, "parking")

    response = editor.post(page("measure_remove", measure="parking"), {"version": row.version})

    assert response.status_code == 302
    assert stored(town, "parking") is None
    assert AuditLine.objects.get(deed="measure.removed").details["before"]["id"] == "parking"


def test_measure_that_others_need_stays_and_they_are_named(town, editor, page):
    row = stored(town, "login")

    response = editor.post(page("measure_remove", measure="login"), {"version": row.version})

    assert response.status_code == 422
    assert stored(town, "login").value == row.value
    assert response.context["reasons"] == [
        "Maßnahme: Kita online (kita_online)",
        "Maßnahme: Parken-App (parking)",
        "Vergleichsauswahl: Anmeldung (login)",
        "Statusmeldung: Anmeldung (login) / 2026-05",
    ]


def test_measure_that_somebody_changed_meanwhile_is_not_removed(town, editor, page):
    response = editor.post(page("measure_remove", measure="parking"), {"version": "7"})

    assert response.status_code == 409
    assert stored(town, "parking") is not None


def test_waits_and_alternatives_are_saved_told_and_carried_by_the_profile(town, editor, page):
    row = stored(town, "parking")
    waits = {"wait_0_other": "kita_online", "wait_0_months": "3", "wait_0_kind": "after_end", "groups": "1"}
    empty = {"wait_1_other": "", "wait_1_months": "", "wait_1_kind": "after_start"}
    sent = needed(row, more={**waits, **empty})
    sent.setlist("any_of_0", ["login", "visits"])

    response = editor.post(page("measure_needs", measure="parking"), sent)

    assert response.status_code == 302
    wanted = replace(row.value, waits=(Wait("kita_online", WaitKind.AFTER_END, 3),), any_of=(("login", "visits"),))
    assert stored(town, "parking").value == wanted
    profile = strip_tags(editor.get(page("measure_edit", measure="parking")).text)
    assert "3 Monate nach dem Ende von Kita online" in profile
    assert "Anmeldung oder Hausbesuche" in profile
    editor.post(page("measure_edit", measure="parking"), typed(stored(town, "parking"), element="E9"))
    assert stored(town, "parking").value == replace(wanted, element="E9")


@pytest.mark.parametrize(
    ("changes", "target"),
    [
        ({"wait_0_other": "", "wait_0_months": "3"}, "id_wait_0_other"),
        ({"wait_0_other": "login"}, "id_wait_0_months"),
        ({"wait_0_other": "login", "wait_0_months": "-1"}, "id_wait_0_months"),
        ({"wait_0_other": "login", "wait_0_months": "1e9"}, "id_wait_0_months"),
        ({"wait_0_other": "nope", "wait_0_months": "1"}, "id_wait_0_other"),
        ({"any_of_0": "nope"}, "id_any_of_0"),
    ],
)
def test_faulty_wait_is_refused_at_its_field(town, editor, page, changes, target):
    row = stored(town, "parking")

    response = editor.post(page("measure_needs", measure="parking"), needed(row, more=changes))

    assert response.status_code == 422
    assert [where for _said, where, _label in response.context["faults"]] == [target]
    assert stored(town, "parking").value == row.value


def test_wait_that_goes_round_in_a_circle_is_refused_at_its_row(town, editor, page):
    row = stored(town, "login")
    waits = {"wait_0_other": "kita_online", "wait_0_months": "1", "wait_0_kind": "after_end"}
    sent = needed(row, more=waits)

    response = editor.post(page("measure_needs", measure="login"), sent)

    assert response.status_code == 422
    assert any("Kreis" in said for said, _where, _label in response.context["faults"])


def test_wanted_month_is_saved_and_wants_a_month(town, editor, page):
    row = stored(town, "parking")

    editor.post(page("measure_edit", measure="parking"), typed(row, wanted_by="2027-03", late_counts="10"))

    assert stored(town, "parking").value == replace(row.value, wanted=Wanted(Month("2027-03"), 10))
    refused = editor.post(page("measure_edit", measure="parking"), typed(stored(town, "parking"), wanted_by=""))
    assert [where for _said, where, _label in refused.context["faults"]] == ["id_wanted_by"]
