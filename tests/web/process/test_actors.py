"""The actor map in the browser: form, table, picture, workbook."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope

from factories.process import actor
from leitplanke.exchange.processes.actor_sheets import actor_workbook
from leitplanke.participation.process import Level
from leitplanke_web.process.queries import actor_values

pytestmark = pytest.mark.django_db

BOARD = {
    "name": "Seniorenbeirat", "group": "citizens", "interest": "high", "influence": "low",
    "invited_by": "Sozialamt", "reached_by": "Sitzung", "note": "",
}  # fmt: skip


def actors(town):
    with scope(town=town):
        return actor_values(town)


def upload(client: Client, town, content: bytes, name: str = "akteure.xlsx"):
    return client.post(f"/{town.pk}/arbeit/prozess/akteure/tabelle/", {"file": SimpleUploadedFile(name, content)})


def test_actor_is_added_and_stands_in_table_and_picture(client, town):
    answer = client.post(f"/{town.pk}/arbeit/prozess/akteur-neu/", BOARD)

    page = client.get(f"/{town.pk}/arbeit/prozess/akteure/").content.decode()
    assert answer.status_code == 302
    assert actors(town) == (actor("Seniorenbeirat", invited_by="Sozialamt", reached_by="Sitzung"),)
    assert "<h2>Stärken</h2>" in page
    assert 'role="img" aria-label="Karte der Akteure (1)' in page
    assert "keine Privatpersonen" in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"name": ""}, "name"), ({"group": "chor"}, "group"), ({"interest": ""}, "interest"),
     ({"reached_by": "anna@example.org"}, "reached_by"), ({"note": "0171 2345678"}, "note")],
)  # fmt: skip
def test_bad_input_is_named_and_kept(client, town, changed, field):
    answer = client.post(f"/{town.pk}/arbeit/prozess/akteur-neu/", {**BOARD, **changed})

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors), form["invited_by"].value()) == (422, [field], "Sozialamt")
    assert actors(town) == ()


def test_same_name_twice_is_refused(client, town):
    client.post(f"/{town.pk}/arbeit/prozess/akteur-neu/", BOARD)

    answer = client.post(f"/{town.pk}/arbeit/prozess/akteur-neu/", {**BOARD, "name": "seniorenbeirat"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
    assert len(actors(town)) == 1


def test_two_editors_see_both_versions(client, town):
    client.post(f"/{town.pk}/arbeit/prozess/akteur-neu/", BOARD)
    address = f"/{town.pk}/arbeit/prozess/akteure/seniorenbeirat/"

    first = client.post(address, {**BOARD, "influence": "middle", "version": "1", "go": "save"})
    late = client.post(address, {**BOARD, "note": "Vorsitz wechselt", "version": "1", "go": "save"})
    removed_late = client.post(address, {"version": "1", "go": "remove"})
    removed = client.post(address, {"version": "2", "go": "remove"})

    assert [one.status_code for one in (first, late, removed_late, removed)] == [302, 409, 409, 302]
    assert "Vorsitz wechselt" in late.content.decode()
    assert actors(town) == ()


def test_workbook_goes_out_and_comes_in_with_what_changed(client, town):
    client.post(f"/{town.pk}/arbeit/prozess/akteur-neu/", BOARD)
    out = client.get(f"/{town.pk}/arbeit/prozess/akteure/akteure.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(out.content))
    page = book.active
    page.cell(2, 4).value = "hoch"
    page.append(["Gewerbeverein", "Unternehmen", "mittel", "mittel"])
    changed = io.BytesIO()
    book.save(changed)

    answer = upload(client, town, changed.getvalue())

    assert answer.status_code == 302
    assert [(one.name, one.influence) for one in actors(town)] == [
        ("Seniorenbeirat", Level.HIGH),
        ("Gewerbeverein", Level.MIDDLE),
    ]


def test_faulty_workbook_names_row_and_column_and_nothing_is_taken_over(client, town):
    good, bad = actor("Beirat"), actor("Verein")
    data = actor_workbook([good, bad])
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.active.cell(3, 3).value = "riesig"
    broken = io.BytesIO()
    book.save(broken)

    answer = upload(client, town, broken.getvalue())

    assert answer.status_code == 422
    assert "akteure.xlsx, Zeile 3, Feld Interesse: „riesig“ gibt es hier nicht." in answer.content.decode()
    assert actors(town) == ()


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04broken", b"<html>"])
def test_what_is_no_workbook_is_refused(client, town, content):
    assert upload(client, town, content).status_code == 422


def test_actors_are_for_members_alone(client, town):
    client.post(f"/{town.pk}/arbeit/prozess/akteur-neu/", BOARD)

    assert Client().get(f"/{town.pk}/arbeit/prozess/akteure/").status_code == 302
    assert "Seniorenbeirat" not in Client().get(f"/{town.pk}/").content.decode()


def test_hostile_words_stay_words(client, town):
    client.post(f"/{town.pk}/arbeit/prozess/akteur-neu/", {**BOARD, "name": "<script>alert(1)</script>"})

    page = client.get(f"/{town.pk}/arbeit/prozess/akteure/").content.decode()
    assert ["<script>alert" in page, "&lt;script&gt;alert" in page] == [False, True]
