"""What was compared before a measure is made, and the states that it was in, stay with it."""

from datetime import date

import pytest
from django.utils import timezone
from django_scopes import scope

from factories.page_forms import forms_of, send
from leitplanke.exchange.town_folder import read_town_files
from leitplanke.exchange.town_writer import town_files
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import DatedState, MeasureState, Way, WayCompared
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.strategy.queries import measure_row

pytestmark = pytest.mark.django_db

WORK = "/erlenbach/arbeit/massnahmen/"
WAYS = f"{WORK}parking/wege/"
EDIT = f"{WORK}parking/bearbeiten/"


def form_at(client, address):
    (form,) = [one for one in forms_of(client.get(address).text, address=address) if one.action == address]
    return form


def stored(town, measure="parking"):
    with scope(town=town):
        return measure_row(town, measure).value


def test_ways_are_compared_decided_and_go_through_a_folder(town, editor):
    answer = send(editor, WAYS, form_at(editor, WAYS).entries(**{
        "digital-effort_de": "Wenig", "digital-excludes_de": "Menschen ohne Internet", "digital-running": "1.200,50",
        "both-effort_de": "Mehr", "both-reach_de": "Alle", "chosen": "both", "chosen_on": "2026-05-06",
        "reason_de": "Niemand bleibt zurück.",
    }))  # fmt: skip

    assert answer.status_code == 302
    assert stored(town).ways == (
        WayCompared(Way.DIGITAL, Text("Wenig"), Text(""), Text("Menschen ohne Internet"), 120_050),
        WayCompared(
            Way.BOTH, Text("Mehr"), Text("Alle"), Text(""), None, date(2026, 5, 6), Text("Niemand bleibt zurück.")
        ),
    )
    with scope(town=town):
        value = town_value(town)
    assert read_town_files(town_files(value)).draft == value.draft
    send(editor, EDIT, form_at(editor, EDIT).entries(title_en="Parking"))
    assert len(stored(town).ways) == 2


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"chosen": "both", "chosen_on": "2026-05-06"}, "reason_de"),
        ({"chosen": "both", "reason_de": "Darum."}, "chosen_on"),
        ({"reason_de": "Darum."}, "chosen"),
        ({"analogue-running": "viel"}, "analogue-running"),
        ({"digital-effort_en": "Little"}, "digital-effort_de"),
    ],
)
def test_half_a_comparison_is_told_at_its_field(town, editor, changes, place):
    answer = send(editor, WAYS, form_at(editor, WAYS).entries(**({"digital-reach_de": "Viele <b>"} | changes)))

    assert answer.status_code == 422
    assert f'href="#id_{place}"' in answer.text
    assert "Viele &lt;b&gt;" in answer.text
    assert stored(town).ways == ()


def test_two_who_compare_see_both_versions(town, editor):
    form = form_at(editor, WAYS)
    send(editor, WAYS, form.entries(**{"digital-reach_de": "Ada sagt viele"}))

    both = send(editor, WAYS, form.entries(**{"digital-reach_de": "Edda sagt wenige"}))

    assert both.status_code == 409
    assert "Ada sagt viele" in both.text
    (choice,) = [one for one in forms_of(both.text, address=WAYS) if "take-ways" in one.names]
    send(editor, WAYS, choice.entries(**{"take-ways": "mine"}))
    assert stored(town).ways[0].reach == Text("Edda sagt wenige")


def test_changed_state_is_dated_and_the_former_one_stays_to_be_seen(town, editor):
    before = stored(town)

    send(editor, EDIT, form_at(editor, EDIT).entries(state="rejected", state_reason_de="Zu teuer."))

    assert stored(town).states == (
        DatedState(before.state, None, before.state_reason),
        DatedState(MeasureState.REJECTED, timezone.localdate(), Text("Zu teuer.")),
    )
    assert "Zu teuer." in editor.get(EDIT).text.partition("Bisherige Stände")[2]


def test_day_of_a_state_is_typed_and_corrected(town, editor):
    state = stored(town).state
    send(editor, EDIT, form_at(editor, EDIT).entries(state_since="2026-01-31", state_reason_de="So."))
    send(editor, EDIT, form_at(editor, EDIT).entries(state_since="2026-02-28"))

    assert stored(town).states == (DatedState(state, date(2026, 2, 28), Text("So.")),)
    with scope(town=town):
        value = town_value(town)
    assert read_town_files(town_files(value)).draft == value.draft


def test_examination_goes_from_question_to_outcome_with_its_states(town, editor):
    examined = {
        "state": "under_examination", "state_reason_de": "Erst prüfen.", "exam_question_de": "Lohnt es sich?",
        "exam_assumptions_de": "500 Fälle", "exam_decided_by_de": "Magistrat", "exam_decision_due": "2026-12",
        "state_since": "2026-03-01",
    }  # fmt: skip
    send(editor, EDIT, form_at(editor, EDIT).entries(**examined))
    refused = send(editor, EDIT, form_at(editor, EDIT).entries(state="rejected", state_since="2026-11-01"))
    send(editor, EDIT, form_at(editor, EDIT).entries(
        state="rejected", state_since="2026-11-01", state_reason_de="Zu wenige Fälle.", exam_outcome_de="Nein."
    ))  # fmt: skip

    assert refused.status_code == 422
    assert [(one.state, one.since) for one in stored(town).states[-2:]] == [
        (MeasureState.UNDER_EXAMINATION, date(2026, 3, 1)), (MeasureState.REJECTED, date(2026, 11, 1)),
    ]  # fmt: skip
    assert stored(town).examination.outcome == Text("Nein.")
