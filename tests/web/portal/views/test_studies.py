"""Questions about a roadmap: asking, watching, reading the answer, taking files along."""

import json
import re

import pytest
from django_scopes import scope, scopes_disabled

from factories.runs import finished_run, run_row
from factories.studies import INCIDENTS, PROBLEM, repair_study, robustness_study
from leitplanke.exchange.planning.documents import read_problem_json
from leitplanke.exchange.planning.files import read_plan
from leitplanke.kernel.progress import StageDone
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.answers import RepairQuestion, RobustnessQuestion, StudyQuestion
from leitplanke.roadmap.slips import Slip
from leitplanke_web.portal.models import Run, RunKind, RunState, Study
from leitplanke_web.portal.queries.runs import latest_done_run

pytestmark = pytest.mark.django_db

WORK = "/erlenbach/arbeit/"
ROBUSTNESS, REPAIR = f"{WORK}belastbarkeit/", f"{WORK}planaenderung/"
WHOLE = {
    "year": "2027", "cut_percent": "30",
    "unit": "office", "missing": "1,5", "vacant_from": "2026-04", "vacant_until": "2026-09",
    "delayed": "kita_online", "not_before": "2026-11",
    "duty": "kita_online", "by": "2027-09",
    "seed": "5",
}  # fmt: skip


@pytest.mark.parametrize("address", [ROBUSTNESS, REPAIR])
def test_before_the_first_roadmap_there_is_nothing_to_ask(editor, address):
    page = _text(editor.get(address))

    assert "Es gibt noch keinen fertigen Lauf." in page
    assert "<form method" not in _main(page)


@pytest.mark.parametrize("address", [ROBUSTNESS, REPAIR])
def test_while_a_run_is_unfinished_nobody_asks(editor, town, address):
    finished_run(town)
    run_row(town, state=RunState.RUNNING)

    page = _text(editor.get(address))

    assert "Lauf 2 ist noch nicht fertig." in page
    assert "<form method" not in _main(page)


def test_asking_for_robustness_starts_a_run_about_the_latest_roadmap(editor, town):
    finished_run(town)
    latest = finished_run(town)

    response = editor.post(ROBUSTNESS, {"worst": "200", "seed": "9"})

    with scopes_disabled():
        run = Run.objects.select_related("study").get(kind=RunKind.ROBUSTNESS)
    assert (response.status_code, response["Location"]) == (302, f"{WORK}laeufe/3/")
    assert (run.state, run.seed, run.study.of_id, run.study.found) == (RunState.WAITING, 9, latest.pk, None)
    assert run.study.question == StudyQuestion(RobustnessQuestion(Slip(worst=200)))


def test_asking_for_a_repair_keeps_everything_that_happens(editor, town):
    finished_run(town)

    response = editor.post(REPAIR, WHOLE)

    with scopes_disabled():
        run = Run.objects.select_related("study").get(kind=RunKind.REPAIR)
    assert response.status_code == 302
    assert run.seed == 5
    assert run.study.question == StudyQuestion(RepairQuestion((*INCIDENTS[:3], type(INCIDENTS[3])("kita_online", 20))))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"cut_percent": "30"}, "Füllen Sie auch dieses Feld aus"),
        ({"year": "2027", "cut_percent": "101"}, "100"),
        ({"duty": "kita_online", "by": "2031-01"}, "2031-01 liegt nicht im Fahrplan. Er geht von 2026-01 bis 2027-12."),
        (WHOLE | {"vacant_until": "2026-03"}, "Der letzte Monat liegt nicht vor dem ersten."),
        (WHOLE | {"missing": "0"}, "Nennen Sie Stellenanteile über 0."),
        ({"delayed": "parking", "not_before": "2026-05"}, "parking"),  # it is not planned, so nothing delays it
    ],
)
def test_repair_form_says_what_is_wrong_and_starts_nothing(editor, town, typed, told):
    finished_run(town)

    response = editor.post(REPAIR, {"seed": "1"} | typed)

    assert response.status_code == 422
    assert told in _text(response)
    with scopes_disabled():
        assert not Study.objects.exists()


def test_repair_form_offers_no_measure_that_must_not_be_planned(editor, town):
    finished_run(town)  # parking waits for a gate

    page = _text(editor.get(REPAIR))

    assert "Kita; online" in page
    assert "Parken-App" not in page


def test_second_question_leads_to_the_unfinished_run(editor, town):
    finished_run(town)
    run_row(town)

    response = editor.post(ROBUSTNESS, {"worst": "160", "seed": "1"}, follow=True)

    assert "Lauf 2 ist noch nicht fertig. Warten Sie auf ihn" in _text(response)


def test_robustness_page_tells_what_the_latest_test_found(editor, town):
    made = finished_run(town)
    robustness_study(made)

    page, english = (_words(editor.get(address)) for address in (ROBUSTNESS, f"/en{ROBUSTNESS}"))

    assert "1 von 1 Fristen wird in weniger als neun von zehn Verläufen gehalten." in page
    assert "90 bis 160 Prozent der geplanten Zeit, am ehesten 100. Das hat niemand gemessen." in page
    assert re.search(r"Kita; online Frist: Mär(z|\.)? 2027 Pflicht .* 73 % \(70 % bis 76 %\)", page)
    assert "Immer dabei: 1. Mal ja, mal nein: 1. Nie dabei: 0." in page
    assert "1 Maßnahme läuft schon oder ist fertig; sie zählt hier nicht." in page
    assert re.search(r"Parken-App Im Fahrplan: nein .* 35 % \(18 % bis 57 %\)", page)
    assert "bei mindestens 83 % (95 %, Wilson)" in page
    assert "Es geht um den Fahrplan von Lauf 1" in page
    assert "1 of 1 deadlines" in english
    assert "no one has measured" in english.lower() or "nobody has measured" in english.lower()


def test_robustness_page_says_that_there_is_a_newer_roadmap(editor, town):
    robustness_study(finished_run(town))
    finished_run(town)

    assert "Inzwischen gibt es einen neueren: Lauf 3." in _words(editor.get(ROBUSTNESS))


def test_repair_is_told_offer_by_offer(editor, town):
    run = repair_study(finished_run(town))

    page = _words(editor.get(f"{WORK}laeufe/{run.number}/"))

    assert "Das Geld des Jahres 2027 sinkt um 30 %." in page
    assert "Bürgerbüro: Von April 2026 bis September 2026 fehlen 1,5 Stellen." in page
    assert "Kita; online“ kann erst ab November 2026 beginnen." in page
    assert "„Parken-App“ wird Pflicht und muss bis September 2027 fertig sein." in page
    assert "Eine Maßnahme muss sich ändern; mit weniger geht es beweisbar nicht." in page
    few, many = "1 Maßnahme Nutzen: 80 % Mehr ist nicht möglich als: 85 %", "2 Maßnahmen Nutzen: 100 % Mehr"
    assert f"So wenig wie möglich ändern Es ändern sich: {few}" in page
    assert f"Beliebig viel ändern Es ändern sich: {many}" in page
    assert re.search(
        r"Kita; online Bisher: Okt 2026 – Mär 2027 Neu: Nov 2026 – Apr 2027 Änderung: Ende 1 Monat später", page
    )
    assert re.search(r"Parken-App Bisher: – Neu: Apr 2026 – Jun 2026 kommt dazu", page)


@pytest.mark.parametrize(("stage", "words"), [("weights", "Gewichtung 3 von 20"), ("offers", "Angebot 3 von 20")])
def test_running_study_says_how_far_it_is_and_can_be_called_off(editor, town, stage, words):
    made = finished_run(town)
    outcome = StageDone("mend", Text("4 Maßnahmen ändern sich", "4 measures change"), "")
    begun = {"state": RunState.RUNNING, "stage": stage, "steps_done": 3, "steps_planned": 20, "outcomes": (outcome,)}
    run = (robustness_study if stage == "weights" else repair_study)(made, **begun)

    page = _words(editor.get(f"{WORK}laeufe/{run.number}/"))
    editor.post(f"{WORK}laeufe/{run.number}/abbrechen/")

    with scopes_disabled():
        run.refresh_from_db()
    assert words in page
    assert run.is_cancel_asked


def test_study_is_no_roadmap_that_one_could_publish(editor, town):
    made = finished_run(town)
    robustness_study(made)

    with scope(town=town):
        assert latest_done_run(town) == made
    assert "Belastbarkeit" in _words(editor.get(f"{WORK}laeufe/"))


@pytest.mark.parametrize("number", [1, 3, 25])
@pytest.mark.parametrize("address", [ROBUSTNESS, REPAIR])
def test_pages_of_studies_ask_few_queries_however_many(editor, town, number, address, django_assert_max_num_queries):
    made = finished_run(town)
    for _ in range(number):
        robustness_study(made)
        repair_study(made)

    with django_assert_max_num_queries(10):
        editor.get(address)


def test_files_of_a_study_repeat_it(editor, town):
    run = repair_study(finished_run(town))
    files = f"{WORK}laeufe/{run.number}/dateien/"

    problem, before, after, calendar, package = (
        editor.get(f"{files}{name}")
        for name in ("problem.json", "plan.csv", "offer-2.csv", "offer-1.ics", "offer-1-openproject.json")
    )

    assert read_problem_json(problem.content, "problem.json") == PROBLEM
    assert [line.start for line in read_plan(before.content, name="plan.csv", first_month=PROBLEM.first_month)] == [
        9,
        0,
    ]
    changed = read_plan(after.content, name="offer-2.csv", first_month=PROBLEM.first_month)
    assert {(line.activity, line.start) for line in changed} == {
        ("kita_online", 10),
        ("visits", 0),
        ("parking", 3),
    }
    assert "Kita\\; online" in calendar.content.decode()
    assert json.loads(package.content)
    assert problem["Content-Disposition"] == 'attachment; filename="erlenbach-2-problem.json"'
    assert problem["Content-Type"] == "application/json"


@pytest.mark.parametrize("name", ["offer-3.csv", "offer-0.csv", "offer-1.exe", "offer-1", "roadmap.json"])
def test_files_that_a_study_does_not_have_are_not_found(editor, town, name):
    run = repair_study(finished_run(town))

    assert editor.get(f"{WORK}laeufe/{run.number}/dateien/{name}").status_code == 404


def test_run_of_the_chain_gives_its_roadmap_before_it_is_published(editor, town):
    finished_run(town)

    page = _text(editor.get(f"{WORK}laeufe/1/"))
    names = re.findall(r"/laeufe/1/dateien/([^\"]+)\"", page)
    answers = {name: editor.get(f"{WORK}laeufe/1/dateien/{name}") for name in names}

    assert names == ["roadmap.csv", "roadmap.xlsx", "roadmap.ics", "roadmap.xml", "roadmap-openproject.json"]
    assert {answer.status_code for answer in answers.values()} == {200}
    assert "Kita; online" in answers["roadmap.csv"].content.decode()
    assert editor.get(f"{WORK}laeufe/1/dateien/problem.json").status_code == 404


@pytest.mark.parametrize("state", [RunState.RUNNING, RunState.FAILED])
def test_run_that_made_nothing_has_no_files(editor, town, state):
    run_row(town, state=state)

    assert editor.get(f"{WORK}laeufe/1/dateien/roadmap.csv").status_code == 404


def _text(response) -> str:
    return response.content.decode()


def _main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def _words(response) -> str:
    """What stands on the page, without tags."""
    words = re.sub(r"<[^>]+>", " ", _main(_text(response)))
    return re.sub(r"[\s\xa0\u202f\u2068\u2069]+", " ", words).replace(" )", ")").replace("( ", "(")
