"""Guiding sentence, weights and fields of action in the browser."""

import pytest
from django_scopes import scope

from leitplanke.kernel.texts import Text
from leitplanke.strategy.usual_fields import USUAL_FIELDS
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.strategy.models import Direction, FieldOfAction

pytestmark = pytest.mark.django_db

WORK = "/erlenbach/arbeit/ziele/"


def row(town):
    with scope(town=town):
        return Direction.objects.get(town=town)


def fields(town):
    with scope(town=town):
        return {one.identifier: one.value.title for one in FieldOfAction.objects.filter(town=town)}


def typed(town, **changes):
    stored, weights = row(town), row(town).weights
    return {
        "version": str(stored.version),
        "guiding_sentence_de": stored.guiding_sentence.de,
        "goals_percent": str(weights.goals_percent),
        "support_percent": str(weights.support_percent),
        **{f"audience-{one}": str(percent) for one, percent in weights.audience_percent.items()},
        "set_by_de": weights.set_by.de,
        "set_on": weights.set_on.isoformat(),
        "standing": "adopted",
        **changes,
    }


def test_guiding_sentence_and_weights_are_saved_with_who_set_them(town, editor):
    page = editor.post(
        f"{WORK}leitsatz/",
        typed(town, guiding_sentence_de="Mehr Zeit.", goals_percent="70", support_percent="30", set_by_de="Rat"),
    )

    stored = row(town)
    assert page.status_code == 302
    assert (stored.guiding_sentence, stored.version) == (Text("Mehr Zeit."), 2)
    assert (stored.weights.goals_percent, stored.weights.support_percent) == (70, 30)
    assert (stored.weights.set_by, stored.weights.is_assumption) == (Text("Rat"), False)
    line = AuditLine.objects.filter(town=town.pk, deed="direction.changed").get()
    assert line.details["after"]["guiding_sentence"]["de"] == "Mehr Zeit."


def test_what_every_audience_gets_at_least_is_saved_and_stands_in_the_form_again(town, editor):
    editor.post(f"{WORK}leitsatz/", typed(town, least_percent="40"))
    promised = row(town).weights.least_percent
    page = editor.get(f"{WORK}leitsatz/").content.decode()
    editor.post(f"{WORK}leitsatz/", typed(town, least_percent=""))

    assert promised == 40
    assert 'name="least_percent" value="40"' in page
    assert row(town).weights.least_percent == 0


@pytest.mark.parametrize(
    ("changes", "target"),
    [
        ({"goals_percent": "70"}, "goals_percent"),
        ({"least_percent": "101"}, "least_percent"),
        ({"least_percent": "viel"}, "least_percent"),
        ({"goals_percent": "viel"}, "goals_percent"),
        ({"guiding_sentence_de": ""}, "guiding_sentence_de"),
        ({"set_by_de": ""}, "set_by_de"),
        ({"set_on": "gestern"}, "set_on"),
        ({"standing": "vielleicht"}, "standing"),
    ],
)
def test_faulty_direction_is_told_at_its_field_and_not_stored(town, editor, changes, target):
    page = editor.post(f"{WORK}leitsatz/", typed(town, **changes))

    assert page.status_code == 422
    assert f'href="#id_{target}"' in page.text
    assert row(town).version == 1


def test_two_who_change_the_direction_see_both_versions_and_choose(town, editor):
    first, second = (typed(town, guiding_sentence_de=words) for words in ("Meins", "Deins"))
    editor.post(f"{WORK}leitsatz/", first)

    conflict = editor.post(f"{WORK}leitsatz/", second)
    kept = {**second, "version": "2", "take-guiding_sentence": "theirs"}
    editor.post(f"{WORK}leitsatz/", kept)

    assert conflict.status_code == 409
    assert "Meins" in conflict.text
    assert "Deins" in conflict.text
    assert row(town).guiding_sentence.de == "Meins"


def test_usual_fields_come_beside_the_towns_own_and_only_once(town, editor):
    before = list(fields(town))

    editor.post(f"{WORK}handlungsfelder-vorschlag/")
    editor.post(f"{WORK}handlungsfelder-vorschlag/")

    assert list(fields(town)) == before + [one.id for one in USUAL_FIELDS if one.id not in before]


def test_own_field_is_added_renamed_and_removed(town, editor):
    editor.post(f"{WORK}handlungsfeld-neu/", {"id": "wald", "title_de": "Wald"})
    editor.post(f"{WORK}handlungsfelder/wald/", {"version": "1", "title_de": "Wald und Flur"})
    renamed = fields(town)["wald"]

    editor.post(f"{WORK}handlungsfelder/wald/entfernen/", {"version": "2"})

    assert renamed == Text("Wald und Flur")
    assert "wald" not in fields(town)


def test_field_in_which_a_measure_stands_stays_and_the_measure_is_named(town, editor):
    page = editor.post(f"{WORK}handlungsfelder/services/entfernen/", {"version": "1"})

    assert page.status_code == 422
    assert "Maßnahme:" in page.text
    assert "services" in fields(town)
