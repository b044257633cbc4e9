"""One button makes what a phase needs; pressed twice it makes nothing twice."""

import io
from random import Random

import docx
import pytest
from django.test import Client
from django_scopes import scope

from factories.process import medium
from leitplanke.participation.process import MaterialKind
from leitplanke_web.discussion.actions.planning import discard_discussion
from leitplanke_web.discussion.queries import discussions
from leitplanke_web.participation.actions.editing import discard_draft
from leitplanke_web.participation.queries import draft_rows, questionnaire_versions
from leitplanke_web.process.actions.making import MAKERS, make_materials
from leitplanke_web.process.actions.planning import begin_process
from leitplanke_web.process.mapping import PLACES
from leitplanke_web.process.models import Letter, MadeMaterial
from leitplanke_web.workshops.queries import workshops

pytestmark = pytest.mark.django_db


@pytest.fixture
def process(town, planner):
    with scope(town=town):
        return begin_process(town, planner, medium())


def press(client: Client, town, phase: str):
    return client.post(f"/{town.pk}/arbeit/prozess/", {"go": "make", "phase": phase}, follow=True)


def test_button_makes_survey_and_letter_as_drafts(client, town, process):  # noqa: ARG001 - it is there
    page = press(client, town, "survey").content.decode()

    with scope(town=town):
        drafts, letters = [row.identifier for row in draft_rows(town)], list(Letter.objects.all())
    assert drafts == ["umfrage-2026"]
    assert [(one.identifier, one.value.subject) for one in letters] == [
        ("survey-letter", "Ihre Meinung ist gefragt: Fragen: Umfrage bei allen drei Gruppen")
    ]
    assert "vom 5. Oktober 2026 bis zum 15. November 2026" in letters[0].value.body
    assert "2 Entwürfe sind angelegt" in page
    assert f"/{town.pk}/arbeit/frageboegen/umfrage-2026/" in page
    assert client.get(f"/{town.pk}/arbeit/frageboegen/umfrage-2026/").status_code == 200


def test_workshops_are_planned_within_the_phase_on_an_evening_in_the_week(client, town, process):  # noqa: ARG001 - likewise
    press(client, town, "workshops")

    with scope(town=town):
        made = [(row.value.title.de, row.value.held_on.isoformat(), row.state) for row in workshops(town)]
        agenda = workshops(town)[0].value
    assert made == [("Was zählt wie viel?", "2026-12-15", "planned"), ("Was zuerst?", "2026-12-15", "planned")]
    assert [step.id for step in agenda.steps] == ["welcome", "pairs", "swing", "closing"]


def test_pressed_twice_nothing_is_made_twice(client, town, process):  # noqa: ARG001 - likewise
    press(client, town, "workshops")
    again = press(client, town, "workshops")

    assert "schon alles angelegt" in again.content.decode()
    with scope(town=town):
        assert (workshops(town).count(), Letter.objects.count(), MadeMaterial.objects.count()) == (2, 1, 3)


def test_discussion_is_made_as_a_draft_for_the_days_of_its_phase(client, town, process):
    phase = process.value.phase("discussion")
    page = press(client, town, "discussion").content.decode()

    with scope(town=town):
        (row,) = discussions(town)
    address = f"/{town.pk}/arbeit/diskussionen/{row.identifier}/"
    assert (row.is_draft, row.value.begins_on, row.value.ends_on) == (True, phase.begins_on, phase.ends_on)
    assert row.value.is_unfinished
    assert f'href="{address}"' in page
    assert "Im Entwurf steht noch „[ ]“." in client.post(address, {"go": "open", "version": 1}).content.decode()
    assert Client().get(f"/{town.pk}/diskussion/{row.identifier}/").status_code == 404


def test_discussion_that_was_discarded_can_be_made_again(client, town, planner, process):  # noqa: ARG001 - likewise
    press(client, town, "discussion")
    with scope(town=town):
        (row,) = discussions(town)
        discard_discussion(row, planner, seen_version=1)

    press(client, town, "discussion")

    with scope(town=town):
        assert (discussions(town).count(), Letter.objects.count(), MadeMaterial.objects.count()) == (1, 1, 2)


def test_every_kind_of_material_can_be_made_and_found(client, town, process):  # noqa: ARG001 - likewise
    assert set(MAKERS) == set(PLACES) == set(MaterialKind)


def test_a_draft_that_was_discarded_can_be_made_again(client, town, planner, process):  # noqa: ARG001 - likewise
    press(client, town, "survey")
    with scope(town=town):
        discard_draft(town, planner, "umfrage-2026", seen_version=1)

    press(client, town, "survey")

    with scope(town=town):
        assert "umfrage-2026" in questionnaire_versions(town)
        assert (Letter.objects.count(), MadeMaterial.objects.count()) == (1, 2)


def test_a_phase_that_is_gone_makes_nothing(town, planner, process):  # noqa: ARG001 - likewise
    with scope(town=town):
        assert make_materials(town, planner, "nowhere", random=Random(1)) == ()


def test_nothing_is_made_by_half(town, planner, process, monkeypatch):  # noqa: ARG001 - likewise
    def broken(_making: object) -> str:
        raise RuntimeError

    monkeypatch.setitem(MAKERS, MaterialKind.LETTER, broken)  # type: ignore[arg-type]  # a mapping of ours

    with scope(town=town):
        with pytest.raises(RuntimeError):
            make_materials(town, planner, "workshops", random=Random(1))
        assert (workshops(town).count(), MadeMaterial.objects.count()) == (0, 0)


def test_letter_is_changed_kept_on_conflict_and_taken_along_for_word(client, town, process):  # noqa: ARG001 - likewise
    press(client, town, "resolution")
    address = f"/{town.pk}/arbeit/prozess/briefe/resolution-letter/"

    saved = client.post(address, {"subject": "Danke", "body": "Guten Tag,\n\nfertig <b>", "version": "1"})
    late = client.post(address, {"subject": "Dank!", "body": "Anders", "version": "1"})
    word = docx.Document(io.BytesIO(client.get(f"{address}brief.docx").content))

    assert (saved.status_code, late.status_code) == (302, 409)
    assert ["Anders" in late.content.decode(), "fertig &lt;b&gt;" in late.content.decode()] == [True, True]
    assert [one.text for one in word.paragraphs if one.text][-2:] == ["Guten Tag,", "fertig <b>"]
