"""The services of a town come in by table and form, and stand in the order of what digitalisation may save."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from factories import handovers
from factories.page_forms import forms_of, send
from factories.runs import finished_run
from leitplanke.exchange.town_folder import read_town_files
from leitplanke.exchange.town_writer import town_files
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import MaturityModel, PublicService
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.strategy.queries import service_values

pytestmark = pytest.mark.django_db

WORK = "/erlenbach/arbeit/leistungen/"
LIST = f"{WORK}tabelle/"
SHEET = """Leistung;LeiKa-ID;Bereich;Fallzahl;Jahr;Aufwand;Aufwand digital;Onlinequote;Stufe;Modell;Bemerkung
Hund anmelden;99 102 013 060 000;Kinderbetreuung;1.200;2025;12,5;4,5;25;2;OZG 1.1;eilig
Sperrmüll;;;600;2025;10;;;;;
Ausweis;;;;;20;;;;;
"""


def fill_in(client, address, **changes):
    """Send what a browser would send from the page's form, with changes."""
    (form,) = [one for one in forms_of(client.get(address).text, address=address) if one.action == address]
    return send(client, address, form.entries(**changes))


def go_on(client, page, **changes):
    form = [one for one in forms_of(page.content.decode(), address=LIST) if "held" in one.names][-1]
    return send(client, LIST, form.entries(**changes))


def upload(client, data):
    return client.post(LIST, {"file": SimpleUploadedFile("leistungen.csv", data.encode())})


def stored(town):
    with scope(town=town):
        return service_values(town)


def test_list_with_leika_keys_comes_in_whole_and_goes_through_a_folder(town, editor):
    preview = go_on(editor, upload(editor, SHEET), go="preview")
    done = go_on(editor, preview, go="import")

    assert preview.context["left"] == ("Bemerkung",)
    assert done["Location"] == WORK
    assert stored(town) == (
        PublicService(
            "leika_99102013060000", Text("Hund anmelden"), "99102013060000", "kita", "", 1200, 2025, 12.5, 4.5, 25.0,
            2, MaturityModel.OZG_1_1,
        ),
        PublicService("sperrmuell", Text("Sperrmüll"), cases_per_year=600, counted_in=2025, minutes_per_case=10.0),
        PublicService("ausweis", Text("Ausweis"), minutes_per_case=20.0),
    )  # fmt: skip
    with scope(town=town):
        value = town_value(town)
    assert read_town_files(town_files(value)).services == stored(town)


def test_services_stand_in_the_order_of_hours_with_what_each_audience_wants_first(town, editor):
    finished_run(town)
    go_on(editor, go_on(editor, upload(editor, SHEET), go="preview"), go="import")

    page = editor.get(WORK)

    cells = [(str(row[2]), str(row[3])) for row in page.context["rows"]]
    assert cells == [("120", "1.200 (2025)"), ("höchstens 100", "600 (2025)"), ("noch nicht zu sagen", "–")]
    audiences = handovers.evidence().audience_names.values()
    assert {name for name, _ in page.context["columns"]} <= {one.de for one in audiences}
    assert page.context["columns"]


def test_half_the_uptake_is_half_the_hours_and_nonsense_is_told(editor):
    go_on(editor, go_on(editor, upload(editor, SHEET), go="preview"), go="import")

    half, wrong = editor.get(f"{WORK}?uptake=50"), editor.get(f"{WORK}?uptake=200")

    assert str(half.context["rows"][0][2]) == "60"
    assert "200 % sind nicht möglich" in wrong.text
    assert str(wrong.context["rows"][0][2]) == "120"


def test_faults_of_a_list_name_row_and_column(town, editor):
    sheet = "Leistung;LeiKa;Bereich;Fälle im Jahr;Reifegrad\nA;123;;;\nB;;Mond;;\nC;;;viele;\nD;;;;3\n"

    preview = go_on(editor, upload(editor, sheet), go="preview")

    told = [words for words, *_ in preview.context["faults"]]
    places = [("Zeile 2", "LeiKa"), ("Zeile 3", "Bereich"), ("Zeile 4", "Fälle im Jahr"), ("Zeile 5", "")]
    assert [(row in words, column in words) for words, (row, column) in zip(told, places, strict=True)] == [
        (True, True)
    ] * 4
    assert stored(town) == ()


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"name_de": ""}, "name_de"),
        ({"leika": "1234"}, "leika"),
        ({"cases_per_year": "-1"}, "cases_per_year"),
        ({"minutes_per_case": "5", "minutes_when_digital": "6"}, "minutes_when_digital"),
        ({"online_percent": "101"}, "online_percent"),
        ({"maturity": "3"}, "maturity_model"),
        ({"maturity": "5", "maturity_model": "ozg_1_1"}, "maturity"),
    ],
)
def test_faulty_service_keeps_what_was_typed(town, editor, changes, place):
    answer = fill_in(editor, f"{WORK}neu/", **({"id": "dog", "name_de": "Hund", "source_de": "Zählung"} | changes))

    assert answer.status_code == 422
    assert f'href="#id_{place}"' in answer.text
    assert "Zählung" in answer.text
    assert stored(town) == ()


def test_service_is_changed_and_removed(town, editor):
    fill_in(editor, f"{WORK}neu/", id="dog", name_de="Hund")
    fill_in(editor, f"{WORK}dog/bearbeiten/", minutes_per_case="12,5")
    changed = stored(town)
    fill_in(editor, f"{WORK}dog/entfernen/")

    assert changed == (PublicService("dog", Text("Hund"), minutes_per_case=12.5),)
    assert stored(town) == ()
