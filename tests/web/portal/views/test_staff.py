from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from factories import handovers
from factories.accounts import administrator_of, signed_in
from factories.details import WHOLE
from factories.runs import finished_run, publication_row, run_row
from leitplanke.kernel.dates import Month
from leitplanke.roadmap.model import UnitLoad, YearBudget
from leitplanke_web.audit.actions import record
from leitplanke_web.portal.models import RunState
from leitplanke_web.towns.models import Town

pytestmark = pytest.mark.django_db

OVERVIEW = "/erlenbach/arbeit/"


def test_overview_of_a_town_that_was_never_computed(editor):
    page = _text(editor.get(OVERVIEW))

    assert "Nächster Schritt: durchrechnen" in page
    assert "Die Eingaben sind da, aber noch nicht durchgerechnet." in page


def test_overview_while_a_run_is_under_way(editor, town):
    run_row(town, state=RunState.RUNNING)

    assert "Lauf 1, gestartet von Edda Ehrlich." in _text(editor.get(OVERVIEW))


def test_overview_after_a_conflict_leads_to_what_stands_in_the_way(editor, town):
    run_row(town, state=RunState.CONFLICT)

    page = _text(editor.get(OVERVIEW))

    assert "Lauf 1: kein Fahrplan möglich." in page
    assert "Nachsehen, was im Weg steht" in page


def test_overview_done_but_not_published_says_so(editor, town):
    finished_run(town, read_at=timezone.now(), ended_at=timezone.now())

    assert "Der letzte fertige Lauf ist noch nicht veröffentlicht." in _text(editor.get(OVERVIEW))


def test_overview_published_and_unchanged_has_nothing_to_do(editor, town, django_assert_max_num_queries):
    publication_row(town, run=finished_run(town, read_at=timezone.now(), ended_at=timezone.now()))
    record(deed="member.added", actor="Ada Amt", town="erlenbach")
    record(deed="measure.changed", actor="Otto Otter", town="otterbach")

    with django_assert_max_num_queries(10):
        page = _text(editor.get(OVERVIEW))

    assert "Alles ist auf dem neuesten Stand." in page
    assert "wie beim letzten fertigen Lauf" in page
    assert "Fassung 1 vom" in page


def test_overview_changed_entries_ask_for_a_run(editor, town):
    publication_row(town, run=finished_run(town, read_at=timezone.now() - timedelta(minutes=1)))
    record(deed="measure.changed", actor="Edda Ehrlich", town="erlenbach", subject="kita_online")

    page = _text(editor.get(OVERVIEW))

    assert "Nächster Schritt: durchrechnen" in page
    assert "seit dem letzten fertigen Lauf geändert" in page


def test_overview_names_overload_and_missed_deadlines(editor, town):
    busy = replace(handovers.roadmap(), loads=(UnitLoad("office", (9_999,) * 24, (200,) * 24),))
    strategy = handovers.strategy()
    first = replace(strategy.draft.measures[0], deadline=Month("2026-12"))
    draft = replace(strategy.draft, measures=(first, *strategy.draft.measures[1:]))
    finished_run(town, roadmap=busy, strategy=replace(strategy, draft=draft))

    german, english = _text(editor.get(OVERVIEW)), _text(editor.get(f"/en{OVERVIEW}"))

    assert "Bürgerbüro" in german
    assert "Es fehlen bis zu" in german
    assert "Frist Dezember 2026; fertig nach jetzigem Stand Mai 2027." in german
    assert "Deadline December 2026; as things stand finished May 2027." in english


def test_overview_names_the_money_that_a_year_lacks(editor, town):
    spent = YearBudget(2026, 6_100_000, 6_100_000, 3_050_000, 3_050_000)
    finished_run(town, roadmap=replace(handovers.roadmap(), budgets=(spent,)))

    german, english = _text(editor.get(OVERVIEW)), _text(editor.get(f"/en{OVERVIEW}"))

    assert "Es fehlen investiv 1.000\xa0€ und konsumtiv 500\xa0€." in german
    assert '<a href="/erlenbach/arbeit/kapazitaeten/geld/#id_2026-investive">2026</a>' in german
    assert "Missing: investive €1,000 and consumptive €500." in english


def test_overview_says_what_public_pages_still_lack_and_who_can_enter_it(editor, town):
    page = _text(editor.get(OVERVIEW))
    Town.objects.filter(pk=town.pk).update(details=WHOLE)
    complete = _text(editor.get(OVERVIEW))

    assert "Bevor die Seiten öffentlich sein dürfen, fehlen Angaben der Stadt" in page
    assert "Rechtsgrundlage der Verarbeitung" in page
    assert "Eintragen kann sie, wer die Rolle Verwaltung hat." in page
    assert "Name und Anschrift der verantwortlichen Stelle" not in page
    assert "fehlen Angaben der Stadt" not in complete


def test_overview_leads_an_administrator_to_the_page_of_details(town):
    page = _text(signed_in(administrator_of(town)).get(OVERVIEW))

    assert 'href="/erlenbach/arbeit/angaben/"' in page
    assert "Angaben ergänzen" in page


def test_page_for_publishing_says_what_is_missing(editor, town):
    finished_run(town)

    assert "Rechtsgrundlage der Verarbeitung" in _text(editor.get("/erlenbach/arbeit/veroeffentlichen/"))


def _text(response) -> str:
    return response.content.decode()
