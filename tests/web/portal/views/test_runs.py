import re

import pytest
from django_scopes import scopes_disabled

from factories.runs import finished_run, publication_row, run_row
from leitplanke.exchange.obstacles import Obstacle, Subject
from leitplanke.kernel.progress import StageDone
from leitplanke.kernel.texts import Text
from leitplanke_web.portal.models import Run, RunState

pytestmark = pytest.mark.django_db

RUNS = "/erlenbach/arbeit/laeufe/"


def test_runs_page_without_a_run_offers_to_start_one(editor):
    page = _text(editor.get(RUNS))

    assert "Es gab noch keinen Lauf." in page
    assert "Neuen Lauf starten" in page


def test_runs_page_while_one_is_unfinished_offers_to_look_at_it(editor, town):
    run_row(town, state=RunState.RUNNING)

    page = _text(editor.get(RUNS))

    assert "Lauf 1 ist noch nicht fertig." in page
    assert "Neuen Lauf starten" not in page


@pytest.mark.parametrize("number", [1, 3, 25])
def test_runs_page_asks_few_queries_however_many_runs(editor, town, number, django_assert_max_num_queries):
    for _ in range(number):
        finished_run(town)

    with django_assert_max_num_queries(10):
        page = _text(editor.get(RUNS))

    assert len(re.findall(r"Lauf \d+</a></th>", page)) == min(number, 20)


def test_start_run_leads_to_the_new_run(editor):
    response = editor.post(f"{RUNS}starten/", {"seed": "7"})

    with scopes_disabled():
        run = Run.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{RUNS}1/")
    assert (run.state, run.seed) == (RunState.WAITING, 7)


def test_start_run_near_what_is_published(editor, town):
    publication_row(town, run=finished_run(town))
    form = _text(editor.get(f"{RUNS}?most_changes=3"))
    editor.post(f"{RUNS}starten/", {"seed": "7", "most_changes": "3"})
    page = _text(editor.get(f"{RUNS}2/"))

    assert 'name="most_changes" value="3"' in form
    assert "nah am veröffentlichten Fahrplan von Lauf 1: Höchstens 3 Maßnahmen sollen sich ändern." in page
    with scopes_disabled():
        assert Run.objects.values_list("near__number", "most_changes").get(number=2) == (1, 3)


def test_start_run_plans_anew_where_nothing_is_published(editor):
    form = _text(editor.get(f"{RUNS}?most_changes=3"))
    editor.post(f"{RUNS}starten/", {"seed": "7", "most_changes": "3"})

    assert 'name="most_changes"' not in form
    with scopes_disabled():
        assert Run.objects.values_list("near", "most_changes").get() == (None, None)


@pytest.mark.parametrize("number", ["-1", "x", "1" * 5000])
def test_start_run_with_an_impossible_number_of_changes_shows_the_form_again(editor, town, number):
    publication_row(town, run=finished_run(town))
    response = editor.post(f"{RUNS}starten/", {"seed": "7", "most_changes": number})

    assert response.status_code == 422
    assert 'id="id_most_changes"' in _text(response)


def test_start_run_twice_leads_to_the_first_with_a_kind_message(editor):
    editor.post(f"{RUNS}starten/", {"seed": "1"})

    page = _text(editor.post(f"{RUNS}starten/", {"seed": "1"}, follow=True))

    with scopes_disabled():
        assert Run.objects.count() == 1
    assert "Lauf 1 ist noch nicht fertig. Warten Sie auf ihn, oder brechen Sie ihn ab." in page


@pytest.mark.parametrize("seed", ["", "-1", "1e3", "x", str(10**18), "1" * 5000])
def test_start_run_with_impossible_seed_shows_the_form_again(editor, seed):
    response = editor.post(f"{RUNS}starten/", {"seed": seed})

    with scopes_disabled():
        assert Run.objects.count() == 0
    assert response.status_code == 422
    assert "<title>Fehler: Läufe" in _text(response)


def test_run_page_running_shows_stages_and_offers_to_cancel(editor, town):
    outcome = StageDone("evidence", Text("17 Erkenntnisse", "17 findings"), "0" * 64)
    run_row(town, state=RunState.RUNNING, stage="roadmap", steps_done=4, steps_planned=20, outcomes=(outcome,))

    german, english = _text(editor.get(f"{RUNS}1/")), _text(editor.get(f"/en{RUNS}1/"))

    assert "Suche nach dem besten Fahrplan: Schritt 4 von 20" in german
    assert "17 Erkenntnisse" in german
    assert "Aktualisieren" in german
    assert "Lauf abbrechen" in german
    assert "Searching for the best roadmap: step 4 of 20" in english
    assert "17 findings" in english


def test_run_page_to_htmx_is_the_changing_part_and_in_the_end_the_page_anew(editor, town):
    run = run_row(town, state=RunState.RUNNING)
    headers = {"HX-Request": "true"}

    running = editor.get(f"{RUNS}1/", headers=headers)
    with scopes_disabled():
        Run.objects.filter(pk=run.pk).update(state=RunState.CANCELLED)
    ended = editor.get(f"{RUNS}1/", headers=headers)

    assert "<html" not in _text(running)
    assert "HX-Refresh" not in running
    assert ended["HX-Refresh"] == "true"


def test_run_page_conflict_lists_demands_with_the_page_to_mend_them(editor, town):
    obstacles = (
        Obstacle(Text("Kein Fahrplan.", "No roadmap.")),
        Obstacle(Text("„Kita“ ist Pflicht.", "“Kita” is mandatory."), Subject.MEASURE, "kita_online"),
        Obstacle(Text("„Amt“ hat nicht mehr Personal.", "“Office” has no more staff."), Subject.UNIT, "office"),
        Obstacle(Text("2026 fehlt Geld.", "No money in 2026."), Subject.YEAR, "2026"),
    )
    run_row(town, state=RunState.CONFLICT, obstacles=obstacles)

    page = _text(editor.get(f"{RUNS}1/"))

    assert "Es gibt keinen Fahrplan, der alles einhält" in page
    assert all(obstacle.text.de in page for obstacle in obstacles)
    assert "Lauf abbrechen" not in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (RunState.FAULTY, "Die Eingaben passen nicht zusammen"),
        (RunState.FAILED, "Der Lauf ist gescheitert"),
        (RunState.CANCELLED, "Der Lauf wurde abgebrochen"),
        (RunState.DONE, "Der Lauf ist fertig"),
        (RunState.WAITING, "Der Lauf wartet, bis der Arbeitsprozess frei ist."),
    ],
)
def test_run_page_says_how_it_ended(editor, town, state, words):
    run_row(town, state=state)

    assert words in _text(editor.get(f"{RUNS}1/"))


def test_run_page_escapes_what_the_town_wrote(editor, town):
    run_row(town, state=RunState.FAULTY, obstacles=(Obstacle(Text("<script>alert(1)</script>")),))

    page = _text(editor.get(f"{RUNS}1/"))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_cancel_run_ends_a_waiting_one(editor, town):
    run = run_row(town)

    response = editor.post(f"{RUNS}1/abbrechen/")

    with scopes_disabled():
        run.refresh_from_db()
    assert (response.status_code, run.state) == (302, RunState.CANCELLED)


def test_cancel_run_finished_says_that_it_was_over(editor, town):
    run_row(town, state=RunState.DONE)

    assert "Der Lauf war schon zu Ende." in _text(editor.post(f"{RUNS}1/abbrechen/", follow=True))


def test_methods_that_do_not_fit_are_refused(editor, town):
    run_row(town)

    answers = [
        editor.get(f"{RUNS}starten/").status_code,
        editor.get(f"{RUNS}1/abbrechen/").status_code,
        editor.post(RUNS).status_code,
        editor.trace(RUNS).status_code,
    ]

    assert answers == [405] * 4


def _text(response) -> str:
    return response.content.decode()
