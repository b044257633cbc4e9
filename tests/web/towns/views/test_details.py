"""What the town says about itself: saved, refused, shown when two edit at once."""

from dataclasses import replace

import pytest
from django.test import Client
from django_scopes import scope

from factories.accounts import administrator_of, signed_in
from leitplanke.exchange.town_folder import read_town_files
from leitplanke.exchange.town_writer import town_files
from leitplanke.kernel.contact import Contact
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.licence import Licence
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.audit.queries import is_input_changed_since
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.towns.actions.details import change_details
from leitplanke_web.towns.mapping import DETAILS, entries_of
from leitplanke_web.towns.models import Town

pytestmark = pytest.mark.django_db

PAGE = "/erlenbach/arbeit/angaben/"
OFFICE = Contact("Datenschutz <i>", ("Am Bach 2", "00000 Erlenbach"), "ds@erlenbach.example", "(069) 90009-201")
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def ada(town):
    return administrator_of(town, name="Ada Amt")


@pytest.fixture
def client(ada):
    return signed_in(ada)


def stored() -> Town:
    return Town.objects.get(pk="erlenbach")


def typed(details: TownDetails, *, version: int = 1, **more: str) -> dict[str, str]:
    return {**entries_of(details), "version": str(version), **more}


def test_every_field_of_the_core_has_words_and_stands_in_the_form(client):
    page = client.get(PAGE).text

    assert set(DETAILS) == set(TownDetails.__slots__)
    assert [name for name in entries_of(TownDetails()) if f'name="{name}"' not in page] == []


def test_saved_unchanged_form_changes_no_value(client, town):
    answer = client.post(PAGE, typed(town.details))

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert stored().details == town.details


def test_saved_details_are_stored_logged_and_exported(client, town):
    wanted = replace(town.details, data_protection_officer=OFFICE, licence=Licence.ZERO, legal_basis="§ 1\n\n§ 2")

    client.post(PAGE, typed(wanted))

    assert (stored().details, stored().version) == (wanted, 2)
    line = AuditLine.objects.get(deed="details.changed")
    assert (line.actor, line.town) == ("Ada Amt", "erlenbach")
    assert line.details["before"]["licence"] == "CC-BY-4.0"
    assert sorted(line.details["after"]) == ["data_protection_officer", "legal_basis", "licence"]
    with scope(town=town):
        assert read_town_files(town_files(town_value(stored()))).details == wanted


def test_change_of_details_asks_for_no_new_run(client, town):
    before = AuditLine.objects.get(deed="town.loaded").at

    client.post(PAGE, typed(replace(town.details, licence=None)))

    assert not is_input_changed_since("erlenbach", before)


def test_page_names_what_is_missing_and_leads_to_the_field(client):
    page = client.get(PAGE).text

    assert '<a href="#id_data_protection_officer-name">Kontakt zum Datenschutzbeauftragten</a>' in page
    assert "Art. 13 Abs. 1 Buchst. b DSGVO" in page
    assert 'id="id_data_protection_officer-name"' in page
    assert '<a href="#id_authority-name">' not in page


@pytest.mark.parametrize(
    ("entry", "words", "said"),
    [
        ("authority-email", "rathaus", "„rathaus“ ist keine E-Mail-Adresse."),
        ("authority-telephone", "auf Anfrage", "„auf Anfrage“ ist keine Telefonnummer."),
        ("authority-name", "", "Der Name der Stelle fehlt."),
        ("supervision-email", "a@b.example", "Der Name der Stelle fehlt."),
        ("authority-address", "\n".join(["Zeile"] * 9), "Erlaubt sind 8 Zeilen."),
        ("representative", "a" * 201, "200"),
        ("legal_basis", "a" * 2001, "2000"),
        ("statement_on", "gestern", "„gestern“ ist kein Tag."),
        ("statement_on", "0001-01-01", "ist kein Tag."),
        ("licence", "CC-BY-NC-4.0", "CC-BY-NC-4.0"),
    ],
)
def test_wrong_entry_is_told_kindly_and_nothing_is_saved(client, town, entry, words, said):
    answer = client.post(PAGE, typed(town.details) | {entry: words})

    assert answer.status_code == 422
    assert any(said in fault for fault, _target, _label in answer.context["faults"])
    assert "<title>Fehler: Angaben der Stadt" in answer.text
    assert stored().details == town.details


def test_faults_of_several_parts_are_told_at_once(client, town):
    wrong = {"authority-email": "x", "supervision-telephone": "x", "statement_on": "x"}

    answer = client.post(PAGE, typed(town.details) | wrong)

    targets = {target for _said, target, _label in answer.context["faults"]}
    assert {"id_authority-email", "id_supervision-telephone", "id_statement_on"} <= targets


def test_second_of_two_editors_sees_both_versions_and_nothing_is_overwritten(client, town, ada):
    theirs = replace(town.details, representative="Bürgermeisterin Neu")
    with scope(town=town):
        change_details(town, ada, seen_version=1, value=theirs)
    mine = replace(town.details, representative="Bürgermeister Alt", licence=Licence.CC0)

    answer = client.post(PAGE, typed(mine))

    assert answer.status_code == 409
    assert [(one.field, one.mine, one.theirs) for one in answer.context["differences"]] == [
        ("representative", ["Bürgermeister Alt"], ["Bürgermeisterin Neu"]),
        ("licence", ["Creative Commons CC0 1.0 Universell"], ["Creative Commons Namensnennung 4.0 International"]),
    ]
    assert "Ada Amt" in answer.text
    assert stored().details == theirs


def test_choice_between_both_versions_is_saved_field_by_field(client, town, ada):
    theirs = replace(town.details, representative="Bürgermeisterin Neu", authority=OFFICE)
    with scope(town=town):
        change_details(town, ada, seen_version=1, value=theirs)
    mine = replace(town.details, representative="Bürgermeister Alt", authority=replace(OFFICE, telephone="115"))
    carried = dict(client.post(PAGE, typed(mine)).context["entries"])

    client.post(PAGE, carried | {"take-representative": "mine", "take-authority": "theirs"})

    assert stored().details == replace(mine, authority=OFFICE)


@pytest.mark.parametrize("version", ["", "0", "2", "-1", "eins", "9" * 40])
def test_forged_version_saves_nothing(client, town, version):
    answer = client.post(PAGE, typed(town.details) | {"version": version, "licence": ""})

    assert answer.status_code == 409
    assert stored().details == town.details


def test_hostile_words_are_shown_as_words(client, town):
    hostile = replace(town.details, representative=HOSTILE, authority=replace(OFFICE, name=HOSTILE))

    client.post(PAGE, typed(hostile))

    for page in (client.get(PAGE), Client().get("/erlenbach/impressum/"), Client().get("/erlenbach/datenschutz/")):
        assert HOSTILE not in page.text
        assert "&lt;script&gt;alert(1)" in page.text


def test_page_asks_little_of_the_database(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        client.get(PAGE)
