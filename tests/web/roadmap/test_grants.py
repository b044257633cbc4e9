"""The staff pages of grant pots: saved with their window, refused at the field, kept while modes draw from them."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from django_scopes import scope

from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Pot
from leitplanke_web.roadmap.queries import resources_of
from leitplanke_web.strategy.actions import change_measure
from leitplanke_web.strategy.queries import measure_row

pytestmark = pytest.mark.django_db
GRANT = {"id": "land", "name_de": "Landesmittel", "amount": "5.000", "first": "2025-10", "last": "2027-06"}


@pytest.fixture
def page(town):
    def address(name, **parts):
        return reverse(f"roadmap:{name}", kwargs={"town": town.id, **parts})

    return address


def pots(town):
    with scope(town=town):
        return resources_of(town).pots


def test_pot_is_added_listed_changed_and_removed(town, editor, page):
    assert editor.post(page("grant_new"), {**GRANT, "share_percent": "40"}).status_code == 302
    assert pots(town) == (Pot("land", Text("Landesmittel"), 500_000, -3, 17, 40),)
    shown = strip_tags(editor.get(page("capacities")).text)
    assert all(words in shown for words in ("Landesmittel", "5.000,00", "2025-10", "2027-06", "40 %"))

    editor.post(page("grant_edit", grant="land"), {**GRANT, "last": "", "version": "1"})
    assert pots(town) == (Pot("land", Text("Landesmittel"), 500_000, -3, None, None),)

    editor.post(page("grant_remove", grant="land"), {"version": "2"})
    assert pots(town) == ()


@pytest.mark.parametrize(
    ("changes", "target"),
    [
        ({"amount": "viel"}, "id_amount"),
        ({"amount": "-1"}, "id_amount"),
        ({"share_percent": "140"}, "id_share_percent"),
        ({"first": "2027-09"}, "id_last"),
        ({"first": "2024-01", "last": "2025-01"}, "id_last"),
        ({"name_de": ""}, "id_name_de"),
    ],
)
def test_faulty_pot_is_refused_at_its_field(town, editor, page, changes, target):
    response = editor.post(page("grant_new"), {**GRANT, **changes})

    assert response.status_code == 422
    assert [where for _said, where, _label in response.context["faults"]] == [target]
    assert pots(town) == ()


def test_pot_that_a_mode_draws_from_stays(town, editor, page):
    editor.post(page("grant_new"), GRANT)
    with scope(town=town):
        row = measure_row(town, "kita_online")
    address = reverse("strategy:measure_edit", kwargs={"town": town.id, "measure": "kita_online"})
    assert "Förderung aus" in strip_tags(editor.get(address).text)
    modes = (replace(row.value.modes[0], grant_pot="land"), *row.value.modes[1:])
    person = editor.get(address).wsgi_request.user
    with scope(town=town):
        change_measure(town, person, "kita_online", seen_version=row.version, value=replace(row.value, modes=modes))

    response = editor.post(page("grant_remove", grant="land"), {"version": "1"})

    assert response.status_code == 422
    assert "kita_online" in strip_tags(response.text)
    assert len(pots(town)) == 1
