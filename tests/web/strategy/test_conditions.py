"""The staff pages of decisions that measures wait for, and of choices: saved, refused, removed, by two at once."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from django_scopes import scope

from leitplanke.kernel.dates import Month
from leitplanke.kernel.relations import Choice
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Gate
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.strategy.queries import draft_of

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"
CHOICE = {"id": "apps", "name_de": "Nur eine App", "most": "1", "members": ["parking", "kita_online"]}


@pytest.fixture
def page(town):
    def address(name, **parts):
        return reverse(f"strategy:{name}", kwargs={"town": town.id, **parts})

    return address


def draft(town):
    with scope(town=town):
        return draft_of(town)


def test_gate_is_recorded_as_met_and_the_list_says_so(town, editor, page):
    assert "noch offen" in strip_tags(editor.get(page("conditions")).text)
    sent = {"version": "1", "name_de": "Rahmen geklärt", "met_on": "2026-05", "record_de": "Beschluss 9"}

    response = editor.post(page("gate_edit", gate="framework"), sent)

    assert response.headers["Location"] == page("conditions")
    assert draft(town).gates[1] == Gate("framework", Text("Rahmen geklärt"), Month("2026-05"), Text("Beschluss 9"))
    assert "festgehalten für 2026-05" in strip_tags(editor.get(page("conditions")).text)
    assert AuditLine.objects.get(deed="gate.changed").subject == "framework"


@pytest.mark.parametrize(
    ("changes", "target"),
    [({"name_de": ""}, "id_name_de"), ({"met_on": "bald"}, "id_met_on"), ({"met_on": "2099-01"}, "id_met_on")],
)
def test_faulty_gate_is_refused_at_its_field_with_what_was_typed(town, editor, page, changes, target):
    before = draft(town)
    sent = {"version": "1", "name_de": "Rahmen", "record_de": HOSTILE, "met_on": "", **changes}

    response = editor.post(page("gate_edit", gate="framework"), sent)

    assert response.status_code == 422
    assert [where for _said, where, _label in response.context["faults"]] == [target]
    assert HOSTILE not in response.text
    assert response.context["form"]["record_de"].value() == HOSTILE
    assert draft(town) == before


def test_gate_that_measures_wait_for_stays_and_they_are_named(town, editor, page):
    response = editor.post(page("gate_remove", gate="framework"), {"version": "1"})

    assert response.status_code == 422
    assert "parking" in strip_tags(response.text)
    assert len(draft(town).gates) == 2


def test_choice_is_added_changed_and_removed(town, editor, page):
    assert editor.post(page("choice_new"), CHOICE).status_code == 302
    assert draft(town).choices == (Choice("apps", ("kita_online", "parking"), 0, 1, Text("Nur eine App")),)
    assert "höchstens 1" in strip_tags(editor.get(page("conditions")).text)

    editor.post(page("choice_edit", choice="apps"), {**CHOICE, "least": "1", "version": "1"})
    assert draft(town).choices == (Choice("apps", ("kita_online", "parking"), 1, 1, Text("Nur eine App")),)

    editor.post(page("choice_remove", choice="apps"), {"version": "2"})
    assert draft(town).choices == ()
    deeds = AuditLine.objects.filter(deed__startswith="choice.").order_by("pk")
    assert [line.deed for line in deeds] == ["choice.added", "choice.changed", "choice.removed"]


@pytest.mark.parametrize(
    ("changes", "target"),
    [
        ({"id": "Ü"}, "id_id"),
        ({"most": "0"}, "id_most"),
        ({"most": "3"}, "id_most"),
        ({"members": ["nope"]}, "id_members"),
        ({"name_de": "", "name_en": "Apps"}, "id_name_de"),
    ],
)
def test_faulty_choice_is_refused_at_its_field(town, editor, page, changes, target):
    response = editor.post(page("choice_new"), {**CHOICE, **changes})

    assert response.status_code == 422
    assert target in [where for _said, where, _label in response.context["faults"]]
    assert draft(town).choices == ()


def test_choice_with_an_identifier_in_use_is_refused_at_its_field(town, editor, page):
    editor.post(page("choice_new"), CHOICE)

    response = editor.post(page("choice_new"), CHOICE)

    assert [where for _said, where, _label in response.context["faults"]] == ["id_id"]
    assert len(draft(town).choices) == 1


def test_two_editors_of_a_choice_see_both_versions_and_choose(town, editor, page):
    editor.post(page("choice_new"), CHOICE)
    editor.post(page("choice_edit", choice="apps"), {**CHOICE, "name_de": "Eine App", "version": "1"})
    mine = {**CHOICE, "members": ["parking", "kita_online", "visits"], "most": "2", "version": "1"}

    conflict = editor.post(page("choice_edit", choice="apps"), mine)

    assert conflict.status_code == 409
    told = {one.field: (one.mine, one.theirs) for one in conflict.context["differences"]}
    assert told["most"] == (["2"], ["1"])
    assert told["name"] == (["Deutsch: Nur eine App"], ["Deutsch: Eine App"])
    assert told["members"][0] == ["Kita online", "Parken-App", "Hausbesuche"]
    again = {}
    for name, value in conflict.context["entries"]:
        again.setdefault(name, []).append(value)
    editor.post(page("choice_edit", choice="apps"), {**again, "take-name": "theirs", "take-members": "theirs"})
    assert draft(town).choices == (Choice("apps", ("kita_online", "parking"), 0, 2, Text("Eine App")),)


@pytest.mark.parametrize("name", ["gate_edit", "gate_remove"])
def test_unknown_gate_is_a_404(editor, page, name):
    assert editor.get(page(name, gate="nope")).status_code == 404
