"""The staff pages of priorities: files that come back as they went in, what is refused, two editors, what is told."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from factories.priorities import CRITERIA, DECISION, FOLDER, HOSTILE, SCORES, WEIGHTS
from factories.web import PersonFactory, person_in
from leitplanke.exchange.priority_files import entries_files, read_entries
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.strategy.queries import priorities_row
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db

MOST_QUERIES = 10


@pytest.fixture
def page(town):
    """`page(name, …)`: the address of a staff page of the town."""

    def address(name="priorities", **parts):
        return reverse(f"strategy:{name}", kwargs={"town": town.id, **parts})

    return address


@pytest.fixture
def editor(town, sign_in):
    return sign_in(person_in(town, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org"))


@pytest.fixture
def upload(editor, page):
    def send(files, version=0):
        sent = [SimpleUploadedFile(name, text.encode()) for name, text in files.items()]
        return editor.post(page("priority_files"), {"version": str(version), "files": sent})

    return send


@pytest.fixture
def filled(town, upload):
    assert upload(FOLDER).status_code == 302
    return stored(town)


def stored(town):
    with scope(town=town):
        return priorities_row(town)


def weights(version, **changes):
    points = {f"points-{criterion}": "10" for criterion in CRITERIA}
    return {"version": str(version), **points, "way": "direct", "set_by": "Rat", "set_on": "2026-03-01", **changes}


def test_files_come_back_byte_for_byte(filled, editor, page):
    for name, text in FOLDER.items():
        assert editor.get(page("priority_file", file=name)).content.decode() == text
    assert editor.get(page("priority_file", file="criteria.csv")).status_code == 404
    assert read_entries(entries_files(filled.value), measures=["kita_online", "parking"]) == filled.value


def test_one_file_replaces_its_own_part_alone(town, filled, upload):
    response = upload({"decision.csv": DECISION.replace("parking", "kita_online")}, version=filled.version)

    assert response.status_code == 302
    value = stored(town).value
    assert [one.measure for one in value.decision] == ["kita_online"]
    assert value.scores == filled.value.scores


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"scores.csv": SCORES.replace("7,5", "11")}, "scores.csv, Zeile 2, Feld score: 11 liegt nicht auf der Skala."),
        ({"scores.csv": SCORES.replace("kita_online", "nowhere")}, "scores.csv, Zeile 2, Feld measure"),
        ({"weights.csv": WEIGHTS.replace(";10;", ";-1;")}, "weights.csv, Zeile 2, Feld points"),
        ({"weights.csv": WEIGHTS.replace("2026-01-31", "gestern", 1)}, "weights.csv, Zeile 2, Feld set_on"),
        ({"alternatives.csv": "id;title_de;title_en\n"}, "heißt wie keine dieser Dateien"),
        ({}, "Wählen Sie mindestens eine Datei aus."),
    ],
)
def test_faulty_files_change_nothing_and_are_told_by_row(town, upload, files, told):
    response = upload(files)

    assert response.status_code == 422
    assert told in response.text
    assert stored(town) is None


def test_upload_after_somebody_else_saved_overwrites_nothing(town, filled, upload):
    response = upload({"decision.csv": DECISION.replace("parking", "kita_online")}, version=0)

    assert response.status_code == 409
    assert stored(town).value == filled.value


@pytest.mark.usefixtures("filled")
def test_page_tells_the_order_how_firm_it_is_and_what_was_decided(editor, page):
    response = editor.get(page())

    assert response.context["missing"] == ""
    text = response.text
    assert text.index('<th scope="row">Kita online</th>') < text.index('<th scope="row">Parken-App</th>')
    assert "PROMETHEE II" in text
    assert "zulässige Gewichtungen" in text
    assert "Was sich ändern müsste" in text
    assert "Platz 1: „Parken-App“" in text
    assert "Pflicht nach dem Gesetz, deshalb ohne Rang: Anmeldung" in text
    assert HOSTILE not in text
    assert "Equal Shares" not in text.replace("nach Equal Shares, in dem", "")


@pytest.mark.usefixtures("filled")
def test_budget_shows_a_portfolio_and_what_is_no_amount_is_told(editor, page):
    shown = editor.get(page(), {"budget": "900.000"})
    refused = editor.get(page(), {"budget": "-5"})

    assert 'id="de-portfolio"' in shown.text
    assert 'id="de-portfolio"' not in refused.text
    assert "Das ist kein Budget." in refused.text


def test_empty_page_says_what_is_missing(editor, page):
    response = editor.get(page())

    assert response.context["missing"]
    assert "Setzen Sie Gewichte" in response.text


def test_weights_are_saved_by_hand_with_who_and_when(town, filled, editor, page):
    address = page("priority_weights", audience="citizens")
    assert editor.get(address).context["form"]["points-risk"].value() == "15"

    response = editor.post(address, weights(filled.version, **{"points-risk": "2,5"}))

    assert response.status_code == 302
    [value] = stored(town).value.weights
    assert (value.points["risk"], value.set_by, value.set_on) == (2.5, "Rat", date(2026, 3, 1))
    line = AuditLine.objects.get(deed="priorities.changed", subject="weights.csv citizens")
    assert line.details["after"]["weights"][0]["points"]["risk"] == 2.5
    assert set(line.details["after"]) == {"weights"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"points-risk": "-1"}, "keine Gewichte"),
        ({"way": "swing"}, "100 Punkte"),
        ({"points-risk": "viel"}, "keine Zahl"),
    ],
)
def test_faulty_weights_are_refused_with_what_was_typed(town, editor, page, changes, told):
    response = editor.post(page("priority_weights", audience="citizens"), weights(0, **changes))

    assert response.status_code == 422
    assert told in response.text
    assert stored(town) is None


def test_two_editors_see_both_versions_and_choose(town, filled, editor, page):
    address = page("priority_weights", audience="citizens")
    editor.post(address, weights(filled.version, set_by="Erste"))
    between = stored(town)

    late = editor.post(address, weights(filled.version, set_by="Zweite"))

    assert late.status_code == 409
    assert "Erste" in late.text
    assert "Zweite" in late.text
    assert stored(town).value == between.value
    kept = dict(late.context["entries"])
    assert editor.post(address, {**kept, "take-part": "theirs"}).status_code == 302
    assert stored(town).value == between.value
    assert editor.post(address, {**kept, "take-part": "mine"}).status_code == 302
    assert stored(town).value.weights[0].set_by == "Zweite"


def test_scores_are_saved_by_hand_and_unchanged_ones_stay_as_they_are(town, filled, editor, page):
    address = page("priority_scores", criterion="benefit")
    form = editor.get(address).context["form"]
    shown = {name: str(form[name].value() or "") for name in form.fields}

    assert editor.post(address, {**shown, "version": str(filled.version)}).status_code == 302
    assert stored(town).value == filled.value

    changed = {**shown, "version": str(filled.version + 1), "score-visits": "4"}
    response = editor.post(address, changed)
    assert response.status_code == 422
    assert "Zahl, Person und Grund" in response.text
    changed |= {"by-visits": "Beirat", "why_de-visits": "Hilft vielen."}
    assert editor.post(address, changed).status_code == 302
    assert stored(town).value.scores[-1].measure == "visits"
    assert "Ohne Bewertung: visits × inclusion" in editor.get(page()).text


def test_decision_is_recorded_with_its_reason(town, filled, editor, page):
    address = page("priority_decision")
    form = editor.get(address).context["form"]
    shown = {name: str(form[name].value() or "") for name in form.fields if not name.endswith("remove")}
    second = {"row-1-place": "2", "row-1-measure": "login", "row-1-by": "Rat", "row-1-on": "2026-02-02"}

    refused = editor.post(address, {**shown, **second, "version": str(filled.version)})
    saved = editor.post(address, {**shown, **second, "row-1-why_de": "Ist Pflicht.", "version": str(filled.version)})

    assert refused.status_code == 422
    assert saved.status_code == 302
    assert [(one.place, one.measure) for one in stored(town).value.decision] == [(1, "parking"), (2, "login")]
    assert stored(town).value.decision[0] == filled.value.decision[0]


@pytest.mark.usefixtures("filled")
def test_compared_measure_is_not_removed(editor, page):
    response = editor.post(page("measure_remove", measure="parking"), {"version": "1"})

    assert response.status_code == 422
    assert "Für die Prioritäten ist die Maßnahme bewertet." in response.text


@pytest.mark.usefixtures("filled")
def test_pages_take_few_queries_whatever_is_entered(editor, page):
    for address in (
        page(),
        page("priority_files"),
        page("priority_scores", criterion="risk"),
        page("priority_decision"),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(address).status_code == 200
        assert len(queries) <= MOST_QUERIES, address


def test_who_has_nothing_to_do_with_the_town_uploads_nothing(town, sign_in, page):
    stranger = sign_in(PersonFactory(name="Nele Niemand"))

    response = stranger.post(
        page("priority_files"), {"version": "0", "files": [SimpleUploadedFile("scores.csv", SCORES.encode())]}
    )

    assert response.status_code == 404
    assert stored(town) is None
