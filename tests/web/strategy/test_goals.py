"""Overall goals come in by form and by table with their sources; digital goals say how they are measured."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from factories.page_forms import forms_of, send
from factories.runs import finished_run
from leitplanke.exchange.town_folder import read_town_files
from leitplanke.exchange.town_writer import town_files
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Goal, OverallGoal, OverallGoalLink, PublicService
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.strategy import actions
from leitplanke_web.strategy.models import Goal as GoalRow
from leitplanke_web.strategy.models import OverallGoal as OverallGoalRow
from leitplanke_web.strategy.queries import goal_values, overall_goal_values

pytestmark = pytest.mark.django_db

WORK = "/erlenbach/arbeit/ziele/"
LIST = f"{WORK}gesamtziele-tabelle/"
SHEET = """Leitbild der Stadt;;;
Ziel;Dokument;Seite;Stand;Ansprechpartner
Stadt für alle;Leitbild 2035;S. 12;14.3.2022;Frau A
<script>alert(1)</script>;Haushalt;;;
"""


def fill_in(client, address, **changes):
    """Send what a browser would send from the page's form, with changes."""
    (form,) = [one for one in forms_of(client.get(address).text, address=address) if one.action == address]
    return send(client, address, form.entries(**changes))


def upload(client, data, name="ziele.csv"):
    return client.post(LIST, {"file": SimpleUploadedFile(name, data.encode())})


def go_on(client, page, **changes):
    form = [one for one in forms_of(page.content.decode(), address=LIST) if "held" in one.names][-1]
    return send(client, LIST, form.entries(**changes))


def overall(town):
    with scope(town=town):
        return overall_goal_values(town)


def digital(town):
    with scope(town=town):
        return goal_values(town)


def test_new_overall_goal_has_its_source_and_goes_through_a_folder(town, editor):
    before = overall(town)

    answer = fill_in(
        editor, f"{WORK}gesamtziel-neu/", id="green", title_de="Grüne Stadt", title_plain="Viele Bäume.",
        source_de="Klimakonzept", section="S. 7", source_date="2024-02-29",
    )  # fmt: skip

    assert answer["Location"] == WORK
    new = OverallGoal("green", Text("Grüne Stadt", "", "Viele Bäume."), Text("Klimakonzept"), "S. 7", date(2024, 2, 29))
    assert overall(town) == (*before, new)
    assert AuditLine.objects.get(deed="overall_goal.added").subject == "green"
    with scope(town=town):
        value = town_value(town)
    assert read_town_files(town_files(value)).draft.overall_goals == (*before, new)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title_de": ""}, 'href="#id_title_de"'),
        ({"source_de": ""}, 'href="#id_source_de"'),
        ({"id": "grün"}, 'href="#id_id"'),
        ({"id": "generations"}, 'href="#id_id"'),
        ({"source_date": "29.2.2024"}, "ist kein Tag"),
    ],
)
def test_faulty_overall_goal_keeps_what_was_typed_and_is_not_stored(town, editor, changes, told):
    before = overall(town)
    sound = {"id": "green", "title_de": "Grüne Stadt", "source_de": "Klimakonzept", "section": "Kap. 9"}

    answer = fill_in(editor, f"{WORK}gesamtziel-neu/", **(sound | changes))

    assert answer.status_code == 422
    assert told in answer.text
    assert "Kap. 9" in answer.text
    assert overall(town) == before


def test_overall_goal_that_a_digital_one_serves_is_not_removed(town, editor):
    served = digital(town)[0].serves[0].overall_goal

    answer = fill_in(editor, f"{WORK}gesamtziele/{served}/entfernen/")

    assert answer.status_code == 422
    assert "Das wird noch gebraucht" in answer.text
    assert served in {one.id for one in overall(town)}


def test_two_editors_of_an_overall_goal_see_both_versions(town, editor):
    one = overall(town)[0]
    address = f"{WORK}gesamtziele/{one.id}/"
    (form,) = [found for found in forms_of(editor.get(address).text, address=address) if found.action == address]
    send(editor, address, form.entries(section="S. 1"))

    both = send(editor, address, form.entries(section="S. 2"))

    assert both.status_code == 409
    assert "S. 1" in both.text
    assert "S. 2" in both.text
    assert overall(town)[0].section == "S. 1"


def test_new_digital_goal_tells_day_and_source_of_its_baseline(town, editor):
    answer = fill_in(
        editor, f"{WORK}digitalziel-neu/", id="calls", title_de="Erreichbar", indicator_de="Anrufe beim ersten Mal",
        unit_de="Prozent", baseline="54,5", baseline_date="2025-09-30", baseline_source_de="Telefonanlage",
        target="85", due="2028-12-31",
    )  # fmt: skip

    assert answer["Location"] == f"{WORK}digitalziele/calls/beitrag/"
    assert digital(town)[-1] == Goal(
        "calls", Text("Erreichbar"), (), Text("Anrufe beim ersten Mal"), Text("Prozent"), 54.5, 85.0,
        date(2028, 12, 31), date(2025, 9, 30), Text("Telefonanlage"),
    )  # fmt: skip


def test_digital_goal_due_before_its_baseline_is_told_at_the_day(town, editor):
    one = digital(town)[0]

    answer = fill_in(editor, f"{WORK}digitalziele/{one.id}/", baseline_date="2099-01-01")

    assert answer.status_code == 422
    assert 'href="#id_due"' in answer.text
    assert digital(town)[0] == one


def test_digital_goal_says_how_strongly_it_serves_and_who_says_so(town, editor):
    one, (first, *_rest) = digital(town)[0], overall(town)
    address = f"{WORK}digitalziele/{one.id}/beitrag/"

    answer = fill_in(editor, address, **{f"strength-{first.id}": "3", f"said_by-{first.id}": "Magistrat"})

    assert answer["Location"] == f"{WORK}beitraege/"
    assert digital(town)[0].serves == (OverallGoalLink(first.id, 3, "Magistrat"),)
    assert "Magistrat" in editor.get(f"{WORK}beitraege/").text


def test_who_says_nothing_of_nothing_is_asked_how_strongly(town, editor):
    one, (first, *_rest) = digital(town)[0], overall(town)
    address = f"{WORK}digitalziele/{one.id}/beitrag/"

    answer = fill_in(editor, address, **{f"strength-{first.id}": "", f"said_by-{first.id}": "Magistrat"})

    assert answer.status_code == 422
    assert f'href="#id_strength-{first.id}"' in answer.text
    assert digital(town)[0] == one


def test_two_editors_of_a_contribution_see_both_versions(town, editor):
    one, (first, *_rest) = digital(town)[0], overall(town)
    address = f"{WORK}digitalziele/{one.id}/beitrag/"
    (form,) = [found for found in forms_of(editor.get(address).text, address=address) if found.action == address]
    send(editor, address, form.entries(**{f"strength-{first.id}": "1", f"said_by-{first.id}": "Ada"}))

    both = send(editor, address, form.entries(**{f"strength-{first.id}": "3", f"said_by-{first.id}": "Edda"}))

    assert both.status_code == 409
    assert "Ada" in both.text
    assert "Edda" in both.text
    (choice,) = [found for found in forms_of(both.text, address=address) if "take-serves" in found.names]
    assert send(editor, address, choice.entries(**{"take-serves": "mine"})).status_code == 302
    assert digital(town)[0].serves == (OverallGoalLink(first.id, 3, "Edda"),)


def test_list_is_mapped_shown_and_taken_over_with_what_is_left_over(town, editor):
    before = overall(town)
    mapping = upload(editor, SHEET)
    preview = go_on(editor, mapping, go="preview")

    assert preview.context["left"] == ("Ansprechpartner",)
    assert preview.context["before"] == ((1, "Leitbild der Stadt"),)
    assert "<script>alert" not in preview.text
    assert overall(town) == before

    done = go_on(editor, preview, go="import")

    assert done["Location"] == WORK
    assert overall(town) == (
        *before,
        OverallGoal("stadt_fuer_alle", Text("Stadt für alle"), Text("Leitbild 2035"), "S. 12", date(2022, 3, 14)),
        OverallGoal("script_alert_1_script", Text("<script>alert(1)</script>"), Text("Haushalt")),
    )


def test_list_that_comes_again_changes_what_it_has_columns_for(town, editor):
    go_on(editor, go_on(editor, upload(editor, SHEET), go="preview"), go="import")
    fill_in(editor, f"{WORK}gesamtziele/stadt_fuer_alle/", title_en="A town for all")

    again = upload(editor, "Ziel;Dokument\nStadt für alle;Leitbild 2040\n")
    preview = go_on(editor, again, go="preview")
    done = go_on(editor, preview, go="import")

    assert done.status_code == 302, done.text
    assert (preview.context["new"], preview.context["changed"]) == (0, 1)
    with scope(town=town):
        row = OverallGoalRow.objects.get(town=town, identifier="stadt_fuer_alle")
    assert row.value == OverallGoal(
        "stadt_fuer_alle", Text("Stadt für alle", "A town for all"), Text("Leitbild 2040"), "S. 12", date(2022, 3, 14)
    )


def test_faults_of_a_list_name_row_and_column_and_nothing_is_taken(town, editor):
    before = overall(town)
    sheet = "Ziel;Dokument;Datum\nA;B;im Frühjahr\n;C;\nD;;\nD2;E;31.2.2024\n"
    mapping = upload(editor, sheet)

    preview = go_on(editor, mapping, go="preview")

    assert preview.status_code == 422
    told = [words for words, *_ in preview.context["faults"]]
    assert [("Zeile 2" in told[0], "Datum" in told[0]), ("Zeile 3" in told[1], "Ziel" in told[1])] == [(True, True)] * 2
    assert len(told) == 4
    assert go_on(editor, preview, go="import").status_code == 422
    assert overall(town) == before


def test_list_of_somebody_who_was_slower_is_not_taken_over_blindly(town, editor):
    go_on(editor, go_on(editor, upload(editor, SHEET), go="preview"), go="import")
    preview = go_on(editor, upload(editor, SHEET.replace("S. 12", "S. 13")), go="preview")
    fill_in(editor, f"{WORK}gesamtziele/stadt_fuer_alle/", section="S. 99")

    answer = go_on(editor, preview, go="import")

    assert answer.status_code == 409
    with scope(town=town):
        assert OverallGoalRow.objects.get(town=town, identifier="stadt_fuer_alle").value.section == "S. 99"


def test_template_can_be_filled_and_read(editor):
    answer = editor.get(f"{LIST}vorlage/")

    assert answer["Content-Disposition"] == 'attachment; filename="gesamtziele-vorlage-erlenbach.xlsx"'
    again = editor.post(LIST, {"file": SimpleUploadedFile("v.xlsx", answer.content)})
    assert "Unter der Überschrift steht keine Zeile" in again.text


def test_goals_of_another_town_are_not_there(editor, town):
    with scope(town=town):
        assert not GoalRow.objects.filter(town=town, identifier="nowhere").exists()
    assert editor.get(f"{WORK}digitalziele/nowhere/").status_code == 404


@pytest.mark.parametrize("size", [1, 60])
@pytest.mark.parametrize("tail", ["ziele/", "ziele/beitraege/", "ziele/gesamtziele/x0/", "leistungen/"])
def test_pages_ask_little_of_the_database_whatever_their_number(
    town, editor, tail, size, django_assert_max_num_queries
):
    with scope(town=town):
        actions.store_services(town, [PublicService(f"x{one}", Text("Hund")) for one in range(size)])
        for one in range(size):
            value = OverallGoal(f"x{one}", Text("Ziel"), Text("Papier"))
            OverallGoalRow.objects.create(town=town, identifier=value.id, position=100 + one, value=value)
    finished_run(town)

    with django_assert_max_num_queries(10):
        assert editor.get(f"/erlenbach/arbeit/{tail}").status_code == 200
