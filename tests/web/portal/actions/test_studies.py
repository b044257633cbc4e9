"""Studies from question to answer: by the worker's own way, in a process of its own."""

from dataclasses import replace

import pytest
from django_scopes import scope

from factories.web import person_in
from leitplanke.exchange.documents import digest
from leitplanke.exchange.planning.documents import read_problem_json
from leitplanke.exchange.planning.files import read_plan
from leitplanke.roadmap.answers import RepairQuestion, Robustness, RobustnessQuestion, StudyQuestion
from leitplanke.roadmap.check import check
from leitplanke.roadmap.core_index import core_indices
from leitplanke.roadmap.incidents import MoneyCut
from leitplanke.roadmap.slips import deadline_chances
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.portal.actions.performance import perform_run
from leitplanke_web.portal.actions.publish import RunNotDoneError, publish
from leitplanke_web.portal.actions.runs import NoRoadmapError, cancel_run, start_study
from leitplanke_web.portal.models import Run, RunState, Study
from leitplanke_web.portal.queries.runs import latest_digest, latest_done_run
from leitplanke_web.portal.queries.studies import study_file
from leitplanke_web.roadmap.models import Unit
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db(transaction=True)

ROBUSTNESS = StudyQuestion(RobustnessQuestion(courses=50, weightings=2, work=1))


@pytest.fixture
def editor(published):
    with scope(town=published):
        yield person_in(published, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org")


def test_robustness_is_kept_with_what_it_was_computed_from(published, editor):
    made = latest_done_run(published)
    run = start_study(published, editor, ROBUSTNESS, seed=4)

    perform_run(run)

    study = Study.objects.select_related("run", "of").get()
    files = {name: study_file(study, name) for name in ("problem.json", "plan.csv")}
    problem = read_problem_json(files["problem.json"], "problem.json")
    plan = read_plan(files["plan.csv"], name="plan.csv", first_month=problem.first_month)
    assert (study.run.state, study.of, study.run.obstacles) == (RunState.DONE, made, ())
    assert study.run.input_sha256 == digest(files["problem.json"])
    assert [outcome.stage for outcome in study.run.outcomes] == ["deadlines", "weights"]
    assert study.found.answer == Robustness(
        deadline_chances(problem, plan, runs=50, seed=4), core_indices(problem, plan, weightings=2, work=1, seed=4)
    )
    assert (latest_done_run(published), latest_digest(published, "roadmap")) == (made, made.digests["roadmap"])
    started = AuditLine.objects.filter(deed="run.started", subject=str(run.number)).get()
    assert started.details == {"kind": "robustness"}


def test_repair_offers_plans_that_keep_the_rules_after_the_cut(published, editor):
    run = start_study(published, editor, StudyQuestion(RepairQuestion((MoneyCut(2027, 80),), work=2)))

    perform_run(run)

    found = Study.objects.get().found
    assert found.answer.offers
    assert [check(found.problem, offer.plan) for offer in found.answer.offers] == [()] * len(found.answer.offers)
    assert check(found.problem, found.plan) != ()  # the old plan breaks them


def test_cut_that_no_roadmap_survives_is_told_with_the_demands(published, editor):
    every_year = tuple(MoneyCut(year.year, 100) for year in _problem_years(published, editor))
    run = start_study(published, editor, StudyQuestion(RepairQuestion(every_year)))

    perform_run(run)

    run.refresh_from_db()
    assert run.state == RunState.CONFLICT
    assert len(run.obstacles) > 2
    assert Study.objects.filter(run=run).get().found is None


def test_robustness_of_a_roadmap_that_people_no_longer_carry_is_refused(published, editor):
    for row in Unit.objects.filter(town=published):
        row.value = replace(row.value, capacity=(0,) * len(row.value.capacity))
        row.save()
    run = start_study(published, editor, ROBUSTNESS)

    perform_run(run)

    run.refresh_from_db()
    assert run.state == RunState.FAULTY
    assert "hält die Regeln nicht mehr ein" in run.obstacles[0].text.de


def test_study_that_was_called_off_keeps_nothing(published, editor):
    run = start_study(published, editor, ROBUSTNESS)
    cancel_run(run, editor)

    perform_run(run)

    run.refresh_from_db()
    assert (run.state, Study.objects.get().found) == (RunState.CANCELLED, None)


def test_running_study_ends_when_somebody_calls_it_off(published, editor):
    run = start_study(published, editor, StudyQuestion(RobustnessQuestion(courses=100_000, weightings=1_000)))

    def call_off() -> bool:
        Run.objects.filter(pk=run.pk, state=RunState.RUNNING).update(is_cancel_asked=True)
        return False

    perform_run(run, is_stopping=call_off)

    run.refresh_from_db()
    assert (run.state, Study.objects.get().found) == (RunState.CANCELLED, None)


def test_study_cannot_be_published(published, editor):
    run = start_study(published, editor, ROBUSTNESS)
    perform_run(run)
    run.refresh_from_db()

    with pytest.raises(RunNotDoneError):
        publish(run, editor, seen_version=1, exemption="Erst beraten.")


def test_question_before_the_first_roadmap_is_refused(town):
    with scope(town=town):
        person = person_in(town, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org")
        with pytest.raises(NoRoadmapError):
            start_study(town, person, ROBUSTNESS)

        assert not Run.objects.exists()


def _problem_years(published, editor):
    run = start_study(published, editor, ROBUSTNESS)
    perform_run(run)
    return Study.objects.get(run=run).found.problem.years
