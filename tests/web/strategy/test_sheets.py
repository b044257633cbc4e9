"""Measures out of a sheet: upload, mapping, preview, import; and our own export read back."""

import io
from dataclasses import replace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_scopes import scope

from factories.page_forms import forms_of, send
from factories.web import person_in
from leitplanke.strategy.model import MeasureState
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.strategy.actions import change_measure
from leitplanke_web.strategy.queries import draft_of, measure_row
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db

SHEET = """Nr;Maßnahme;Kosten in T€;Ende;Bemerkungen;Ansprechpartner
1;Kita online anmelden;ca. 50 (tbd);Q3 2026;aus dem Workshop;Frau A
2;<script>alert(1)</script>;12;;;
;;7;;ohne Titel;
"""
CHOSEN = {
    "field": "services", "service_area": "kita", "lead_unit": "it", "measure_class": "e_government",
    "decided_by": "Magistrat", "decision_due": "2026-06", "duration_months": "6",
}  # fmt: skip


@pytest.fixture
def address(town):
    return reverse("strategy:sheet", args=[town.id])


def uploaded(client, address, data, name="liste.csv"):
    data = data.encode() if isinstance(data, str) else data
    return client.post(address, {"file": SimpleUploadedFile(name, data)})


def gone_on(client, address, page, **changes):
    """The form that holds the sheet, sent with changes."""
    return send(client, address, holding(page, address).entries(**changes))


def holding(page, address):
    """The last form of a page that holds the sheet."""
    return [form for form in forms_of(page.content.decode(), address=address) if "held" in form.names][-1]


def mapped(client, address, data=SHEET):
    return gone_on(client, address, uploaded(client, address, data), go="preview", **CHOSEN)


def test_columns_are_proposed_and_nothing_is_stored(town, editor, address):
    with scope(town=town):
        before = draft_of(town)

    page = uploaded(editor, address, SHEET)

    form = page.context["form"]
    assert [(bound.label, bound.initial) for bound in form.columns] == [
        ("Nr", "id"), ("Maßnahme", "title"), ("Kosten in T€", "one_off"), ("Ende", "deadline"),
        ("Bemerkungen", "note"), ("Ansprechpartner", "listed"),
    ]  # fmt: skip
    with scope(town=town):
        assert draft_of(town) == before


def test_preview_shows_taken_unclear_and_left_over_and_what_may_be_the_same(editor, address):
    page = mapped(editor, address)

    assert page.context["counts"] == {"measures": 2, "unclear": 2, "left": 3, "alike": 1}
    first, _, third = page.context["rows"]
    assert first["unclear"][0][:3] == ("Kosten in T€", "ca. 50 (tbd)", "50.000,00 €")
    assert first["left"] == [("Ansprechpartner", "Frau A")]
    assert first["alike"] == ["Kita online (kita_online)"]
    assert third["problem"] == "Die Zeile hat keinen Titel."
    assert "<script>alert" not in page.text


def test_rows_come_in_as_measures_under_examination(town, editor, address):
    preview = mapped(editor, address)

    done = gone_on(editor, address, preview, go="import")

    assert done.status_code == 302
    with scope(town=town):
        one = measure_row(town, "1").value
    assert (one.state, one.deadline, one.modes[0].consumptive_cents) == (
        MeasureState.UNDER_EXAMINATION,
        "2026-09",
        5_000_000,
    )
    assert "„ca. 50 (tbd)“" in one.examination.assumptions.de
    assert "Frau A" not in str(one)
    line = AuditLine.objects.get(deed="measures.imported")
    assert (line.subject, line.details) == ("liste.csv", {"measures": ["1", "2"]})


def test_row_that_is_skipped_stays_out(town, editor, address):
    done = gone_on(editor, address, mapped(editor, address), go="import", skip="2")

    assert done.status_code == 302, done.context["faults"]
    with scope(town=town):
        assert (measure_row(town, "1"), measure_row(town, "2").value.title.de) == (None, "<script>alert(1)</script>")


def test_mapping_without_title_or_with_two_is_refused_at_the_column(editor, address):
    page = uploaded(editor, address, SHEET)

    none = gone_on(editor, address, page, go="preview", column_1="note", **CHOSEN)
    two = gone_on(editor, address, page, go="preview", column_4="title", **CHOSEN)
    empty = gone_on(editor, address, page, go="preview")

    assert (none.status_code, two.status_code, empty.status_code) == (422, 422, 422)
    assert "Keine Spalte wird zum Titel" in none.text
    assert "ist zweimal gewählt" in two.text
    assert {target for _, target, _ in empty.context["faults"]} >= {"id_field", "id_decided_by", "id_decision_due"}


def test_account_of_every_cell_can_be_downloaded(editor, address):
    table = gone_on(editor, address, mapped(editor, address), go="account")

    lines = table.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Blatt;Zeile;Maßnahme;Spalte;Ergebnis;Stand dort;Gelesen als;Zweifel"
    assert ";2;1;Ansprechpartner;nur aufgelistet;Frau A;;" in lines


@pytest.mark.parametrize("held", ["", "nonsense", "x" * 1000])
def test_forged_sheet_is_no_sheet(editor, address, held):
    response = send(editor, address, [("held", held), ("go", "import")])

    assert response.status_code == 422
    assert "liegt nicht mehr bereit" in response.text


def test_sheet_of_another_town_or_person_is_no_sheet(town, other_town, editor, sign_in, address):
    page = mapped(editor, address)
    colleague = sign_in(person_in(town, Role.EDITOR, name="Zoe", email="zoe@example.org"))
    stranger = sign_in(person_in(other_town, Role.EDITOR, name="Otto", email="otto@example.org"))
    entries = holding(page, address).entries(go="import")

    theirs = reverse("strategy:sheet", args=[other_town.id])
    assert send(colleague, address, entries).status_code == 422
    assert send(stranger, theirs, entries).status_code == 422
    assert send(stranger, address, entries).status_code == 404
    with scope(town=town):
        assert measure_row(town, "1") is None


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"PK\x03\x04 broken", "beschädigt"),
        ("a.csv", b"\x00\x01\x02", "Das ist keine Tabelle"),
        ("a.csv", b"Titel;Kosten\n" + b"a;1\n" * 1001, "zu groß"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_the_reason(editor, address, name, data, words):
    response = uploaded(editor, address, data, name)

    assert response.status_code == 422
    assert words in response.text


def edited(data, **cells):
    """A workbook with other cells in its first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for place, value in cells.items():
        book["Maßnahmen"][place] = value
    box = io.BytesIO()
    book.save(box)
    return box.getvalue()


def test_export_comes_back_unchanged_and_a_change_is_shown_before_it_is_saved(town, editor, address):
    data = editor.get(reverse("strategy:sheet_export", args=[town.id])).content
    same = uploaded(editor, address, data, "a.xlsx")
    changed = uploaded(editor, address, edited(data, B2="Anmeldung neu"), "a.xlsx")

    saved = gone_on(editor, address, changed)

    assert (same.context["same"], same.context["new"], same.context["changed"]) == (4, (), [])
    [one] = changed.context["changed"]
    assert one["fields"][0][1:] == (
        ["Deutsch: Anmeldung", "Englisch: Login"],
        ["Deutsch: Anmeldung neu", "Englisch: Login"],
    )
    assert saved.status_code == 302
    with scope(town=town):
        assert measure_row(town, "login").value.title.de == "Anmeldung neu"


def test_measure_that_was_changed_since_the_upload_is_not_overwritten(town, editor, address):
    data = editor.get(reverse("strategy:sheet_export", args=[town.id])).content
    page = uploaded(editor, address, edited(data, B2="Anmeldung neu"), "a.xlsx")
    other = person_in(town, Role.EDITOR, name="Zoe", email="zoe@example.org")
    with scope(town=town):
        row = measure_row(town, "login")
        change_measure(town, other, "login", seen_version=row.version, value=replace(row.value, legal_basis="OZG"))

    response = gone_on(editor, address, page)

    assert response.status_code == 409
    with scope(town=town):
        assert measure_row(town, "login").value == replace(row.value, legal_basis="OZG")


def test_template_holds_the_towns_names(town, editor):
    data = editor.get(reverse("strategy:sheet_template", args=[town.id])).content

    book = openpyxl.load_workbook(io.BytesIO(data))

    assert book.sheetnames == ["Maßnahmen", "Erläuterungen", "Listen"]
    assert "Dienste" in [cell.value for cell in book["Listen"]["A"]]
    assert len(book["Maßnahmen"].data_validations.dataValidation) > 10
